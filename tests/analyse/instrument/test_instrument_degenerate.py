"""Whatever the answers, a method of this room says a number or why there is none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_answers import SUBJECT, names, sound

from yupay.analyse.instrument import (
    alpha,
    alpha_bootstrap,
    common_method,
    factors,
    invariance,
    items,
    kmo,
    kuder_richardson,
    missing_items,
    omega,
    ordinal_alpha,
    parallel_analysis,
    split_half,
    standardised,
    straight_lining,
)

S = SUBJECT
EVERY = {
    "alpha": lambda x, k: [alpha.alpha(x, k, S, missing=m) for m in ("complete", "pairwise")],
    "bootstrap": lambda x, k: [alpha_bootstrap.alpha_bootstrap(x, k, S, seed=1, draws=40)],
    "standardised": lambda x, k: [
        f(x, k, S, missing=m)
        for f in (standardised.standardised_alpha, standardised.lambda_six)
        for m in ("complete", "pairwise")
    ],
    "items": lambda x, k: [
        *(one for m in ("complete", "pairwise") for one in items.item_analysis(x, k, S, low=1, high=5, missing=m)),
        items.reverse_items(x, k, S),
    ],
    "missing": lambda x, k: [*missing_items.missing_by_item(x, k, S), missing_items.scorable_persons(x, k, S)],
    "straight": lambda x, k: [straight_lining.straight_lining(x, k, S)],
    "omega": lambda x, k: [omega.omega_total(x, k, S), omega.omega_hierarchical(x, k, S, seed=1, draws=3)],
    "ordinal": lambda x, k: [ordinal_alpha.ordinal_alpha(x, k, S), ordinal_alpha.ordinal_omega(x, k, S)],
    "kr": lambda x, k: [kuder_richardson.kr20(x, k, S), kuder_richardson.kr21(x, k, S)],
    "halves": lambda x, k: [split_half.split_half(x, k, S, seed=1, standardise=s) for s in (True, False)],
    "kmo": lambda x, k: [*kmo.kmo(x, k, S), kmo.bartlett(x, k, S)],
    "factors": lambda x, k: [
        *factors.factor_analysis(x, k, S, factors=1, rotation="varimax"),
        *factors.factor_analysis(x, k, S, factors=2, extraction="ml"),
        *factors.eigenvalues(x, k, S),
    ],
    "parallel": lambda x, k: parallel_analysis.parallel_analysis(x, k, S, seed=1, draws=20),
    "invariance": lambda x, k: invariance.invariance(x, k, [str(j % 2) for j in range(len(x))], S),
    "method": lambda x, k: [common_method.harman(x, k, S)],
}
RANDOM = np.random.default_rng(0)
LIKERT = RANDOM.integers(1, 6, (120, 6)).astype(float)
TABLES = {
    "empty": np.zeros((0, 6)),
    "no items": np.zeros((5, 0)),
    "one item": LIKERT[:, :1],
    "two persons": LIKERT[:2],
    "three persons": LIKERT[:3],
    "one category": np.full((120, 6), 3.0),
    "all missing": np.full((120, 6), np.nan),
    "one column missing": np.where(np.arange(6) == 2, np.nan, LIKERT),
    "constant column": np.where(np.arange(6) == 2, 4.0, LIKERT),
    "two columns alike": LIKERT[:, [0, 1, 2, 3, 4, 0]],
    "all columns alike": LIKERT[:, [0] * 6],
    "two columns against": np.column_stack([LIKERT[:, :5], 6 - LIKERT[:, 0]]),
    "sum is constant": np.column_stack([LIKERT[:, :3], 6 - LIKERT[:, :3]]),
    "one differs": np.concatenate([np.full((119, 6), 3.0), np.full((1, 6), 4.0)]),
    "binary": (LIKERT > 3).astype(float),
    "infinite": np.where(LIKERT == 5, np.inf, LIKERT),
    "many blanks": np.where(RANDOM.random((120, 6)) < 0.7, np.nan, LIKERT),
    "more items than persons": RANDOM.integers(1, 6, (31, 33)).astype(float),
    "continuous": RANDOM.normal(size=(120, 6)) * 1e6,
    "tiny": LIKERT * 1e-8,
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
@pytest.mark.parametrize("method", EVERY.values(), ids=EVERY.keys())
def test_a_number_or_a_reason(method: object, table: np.ndarray) -> None:
    for one in method(table, names(table.shape[1])):
        sound(one)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 12), st.integers(1, 5), st.integers(1, 4), st.integers(0, 10_000), st.sampled_from(sorted(EVERY)))
def test_small_tables(n: int, k: int, points: int, seed: int, method: str) -> None:
    random = np.random.default_rng(seed)
    table = random.integers(0, points, (n, k)).astype(float)
    table[random.random((n, k)) < 0.1] = np.nan
    for one in EVERY[method](table, names(k)):
        sound(one)
