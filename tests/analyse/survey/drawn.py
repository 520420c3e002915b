"""Samples made up for the tests of association under a design, and a published table."""

import numpy as np

from yupay.analyse.numerics.designs import Design, design_of
from yupay.model.estimate import Subject
from yupay.model.sample import SampleDesign

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="person", sources=("made-up",))
# Income by job satisfaction of 96 persons: Agresti (2002), Categorical Data Analysis (2nd ed.), table 2.8.
JOBS = ((1, 3, 10, 6), (2, 3, 10, 7), (1, 6, 14, 12), (0, 1, 9, 11))


def persons(table: tuple[tuple[int, ...], ...]) -> tuple[np.ndarray, np.ndarray]:
    """One row per person of a table of counts."""
    counts = np.array(table)
    x, y = np.nonzero(counts)
    return np.repeat(x, counts[x, y]), np.repeat(y, counts[x, y])


def clustered(
    seed: int, rho: float = 0.5, strata: int = 12, clusters: int = 3, size: int = 15
) -> tuple[np.ndarray, np.ndarray, Design]:
    """Two answers of five categories and the stratified cluster design they come from, weights unequal."""
    random = np.random.default_rng(seed)
    n = strata * clusters * size
    psu, stratum = np.repeat(np.arange(strata * clusters), size), np.repeat(np.arange(strata), clusters * size)
    both = 0.4 * random.standard_normal((strata * clusters, 2))[psu] + random.standard_normal((n, 2))
    y = rho * both[:, 0] + np.sqrt(1 - rho * rho) * both[:, 1]
    columns = {"stratum": stratum, "psu": psu, "weight": random.uniform(1, 2, strata)[stratum]}
    design = design_of(SampleDesign(strata=("stratum",), clusters=("psu",), weights="weight"), columns)
    cuts = [-1.0, -0.3, 0.3, 1.0]
    return np.digitize(both[:, 0], cuts), np.digitize(y, cuts), design
