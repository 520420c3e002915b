"""A made-up map for the tests of this room: a lattice of 49 units, one of them an island."""

import numpy as np

from yupay.analyse.numerics import area, whitening
from yupay.model.estimate import Subject

SIDE = 7
N = SIDE * SIDE
SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="district", sources=("census",))
RANDOM = np.random.default_rng(20)
POINTS = np.indices((SIDE, SIDE)).reshape(2, -1).T + RANDOM.uniform(-0.3, 0.3, (N, 2))
ISLAND = N - 1
PAIRS = [
    (i, j) for j in range(N - 1) for i in range(j) if max(abs(i // SIDE - j // SIDE), abs(i % SIDE - j % SIDE)) == 1
]
POPULATION = RANDOM.standard_normal(N)
MAP = area.area(POINTS, PAIRS, POPULATION, names=("log population",))
WHITENER = whitening.prepare(MAP)
LATENT = RANDOM.standard_normal((2, N))
X = np.where(LATENT[0] < -0.2, 0.0, np.exp(LATENT[0]))
Y = 0.5 * LATENT[0] + LATENT[1] + 0.4 * POPULATION
