"""The sampler against an exact posterior summed over every division into classes; Kosovo as the package in use has it."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaln, gammaln, logsumexp

from yupay.analyse.hidden import latent_class as lc
from yupay.analyse.hidden.tables import lists_of, reordered
from yupay.model.estimate import Subject

ABOUT = Subject(variables=("b", "c", "d", "e"), unit_of_analysis="person", unit="person")
KOSOVO = np.array([0, 1131, 845, 177, 936, 228, 217, 181, 306, 106, 31, 18, 123, 42, 32, 27], dtype=float)
UK = np.array(
    [0, 54, 463, 15, 995, 19, 62, 1, 695, 3, 19, 1, 76, 0, 4, 1, 316, 0, 1, 0, 11, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0],
    dtype=float,
)  # trafficking, United Kingdom 2013, five lists
TINY = np.array([0, 3, 2, 1, 2, 0, 1, 1], dtype=float)
SMALL = np.array([0, 2, 2, 1], dtype=float)
QUICK = lc.Plan(warm=400, thin=2, kept=600, most_kept=600)


def splits(people: int, classes: int) -> np.ndarray:
    """Every division of some people into classes (ways, classes)."""
    return np.array([one for one in product(range(people + 1), repeat=classes) if sum(one) == people])


def weight(sizes: np.ndarray) -> np.ndarray:
    """The log prior probability of a division (..., K): sticks in closed form, alpha = u^4 by quadrature."""
    nodes, shares = np.polynomial.legendre.leggauss(120)
    alpha = (2 * (nodes + 1)) ** 4
    rest = sizes[..., ::-1].cumsum(axis=-1)[..., ::-1]
    total = -alpha / 4
    for k in range(sizes.shape[-1] - 1):
        total = total + np.log(alpha) + betaln(sizes[..., k, None] + 1, rest[..., k + 1, None] + alpha)
    return logsumexp(total, b=shares, axis=-1)


def exact(y: np.ndarray, ceiling: int, classes: int) -> np.ndarray:
    """P(N), N = n ... ceiling: every division of every cell's people and of the unseen into classes is summed."""
    n, t = int(y.sum()), lists_of(y)
    cells = np.flatnonzero(y)
    on = np.array([[cell >> j & 1 for j in range(t)] for cell in cells])
    every = [splits(int(y[cell]), classes) for cell in cells]
    seen = np.array(list(product(*every)))
    ways = gammaln(y[cells] + 1).sum() - gammaln(seen + 1).sum(axis=(1, 2))
    on_list = np.einsum("sck,cj->skj", seen, on)
    log = np.empty(ceiling - n + 1)
    for unseen in range(log.size):
        hidden = splits(unseen, classes)
        sizes = seen.sum(axis=1)[:, None] + hidden
        more = gammaln(unseen + 1) - gammaln(hidden + 1).sum(axis=1)
        lists = betaln(on_list[:, None] + 1, sizes[..., None] - on_list[:, None] + 1).sum(axis=(2, 3))
        log[unseen] = (
            logsumexp(ways[:, None] + more + lists + weight(sizes)) + gammaln(n + unseen) - gammaln(unseen + 1)
        )
    return np.exp(log - logsumexp(log))


def distance(found: lc.Sampled, posterior: np.ndarray, n: int) -> float:
    """The largest difference of the two distribution functions, in its standard errors."""
    shares = np.bincount((found.total.ravel() - n).astype(int), minlength=posterior.size) / found.total.size
    gap = np.abs(np.cumsum(shares) - np.cumsum(posterior)).max()
    return float(gap * np.sqrt(min(found.verdict.bulk, found.total.size)) / 0.5)


@pytest.mark.parametrize("steps", [0, 20])
@pytest.mark.parametrize(
    ("y", "ceiling", "classes"), [(TINY, 24, 1), (TINY, 210, 1), (TINY, 30, 2), (SMALL, 14, 3)], ids=str
)
def test_the_posterior_is_exact(y: np.ndarray, ceiling: int, classes: int, steps: int) -> None:
    plan = lc.Plan(classes=classes, steps=steps, kept=10_000, thin=2, most_kept=10_000)
    found = lc.sample(y, seed=4, ceiling=ceiling, plan=plan)
    assert found.verdict.converged
    assert distance(found, exact(y, ceiling, classes), int(y.sum())) < 4
    assert found.total.max() <= ceiling


def test_kosovo() -> None:
    """The package in use, three chains pooled: 10,466 (9,158 to 14,062)."""
    one = lc.estimate(KOSOVO, ABOUT, seed=1)
    assert one.value == pytest.approx(10_466, rel=0.03)
    assert (one.interval.low, one.interval.high) == pytest.approx((9158, 14_062), rel=0.08)
    assert one.parameters["rhat"] < 1.01
    assert min(one.parameters["ess_bulk"], one.parameters["ess_tail"]) >= 400
    assert one.parameters["ceiling"] == 21 * 4400
    assert one.seed == 1
    assert one.assumptions[0].held is None
    assert not one.warnings


def test_plain_chains_from_starts_far_apart_are_refused_where_they_stick_in_different_places() -> None:
    """Plain Gibbs chains fall into places far lower and stay there; the usual chains leave them."""
    plan = replace(lc.PLAIN, chains=12, warm=2000, thin=10)
    one = lc.estimate(UK, ABOUT.model_copy(update={"variables": tuple("bcdef")}), seed=1, plan=plan)
    assert one.value is None
    assert one.interval is None
    assert one.warnings[0].en.startswith("Not assessable: the chains did not reach the same place (R-hat ")
    usual = lc.sample(UK, seed=1)
    assert usual.verdict.converged
    assert usual.quantile(0.5) == pytest.approx(22_300, rel=0.03)


def test_two_runs_agree_and_the_same_seed_is_the_same() -> None:
    first, again = (lc.sample(TINY, seed=3, plan=QUICK).total for _ in range(2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, lc.sample(TINY, seed=5, plan=QUICK).total)


def test_too_short_is_refused_with_its_numbers() -> None:
    one = lc.estimate(KOSOVO, ABOUT, seed=1, plan=replace(QUICK, kept=50, most_kept=50))
    assert one.value is None
    assert one.warnings[0].es.startswith("No evaluable: las cadenas no llegaron al mismo lugar (R-hat ")
    assert "effective size" in one.warnings[0].en
    assert one.parameters["rhat"] > 0


@given(st.permutations(range(4)))
@settings(max_examples=6, deadline=None)
def test_the_order_of_lists_counts_for_nothing(order: list[int]) -> None:
    one, two = (lc.estimate(table, ABOUT, seed=2, plan=QUICK) for table in (KOSOVO, reordered(KOSOVO, order)))
    assert one.value == two.value
    assert one.parameters == two.parameters


def test_a_list_without_anybody_changes_nothing_and_is_named() -> None:
    five = ABOUT.model_copy(update={"variables": (*ABOUT.variables, "f")})
    plan = replace(QUICK, kept=4000, most_kept=4000)
    one = lc.estimate(10 * TINY, ABOUT, seed=2, plan=plan)
    two = lc.estimate(np.concatenate([10 * TINY, np.zeros(8)]), five, seed=2, plan=plan)
    assert one.value is not None
    assert (one.value, one.interval, one.parameters) == (two.value, two.interval, two.parameters)
    assert two.warnings[-1].en == "Lists without anybody on them, left out: e."


def test_a_ceiling_that_shapes_the_limit_is_said() -> None:
    """Few in common: the data do not bound the total, the prior's ceiling does."""
    sparse = np.array([0, 60, 50, 1, 40, 1, 1, 0], dtype=float)
    one = lc.estimate(sparse, ABOUT, seed=2, ceiling=1500)
    assert one.parameters["near_ceiling"] > 0.01
    assert any("ceiling" in words.en for words in one.warnings)
    assert one.interval is None or one.interval.high is None


def test_a_ceiling_below_the_seen_is_refused() -> None:
    one = lc.estimate(KOSOVO, ABOUT, seed=2, ceiling=4400)
    assert one.value is None
    assert one.warnings[0].en.startswith("Not assessable: the ceiling")


@pytest.mark.parametrize(
    "y",
    [
        np.zeros(8),
        [0, 3, 4, 1],
        [0, 9, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 1],
        [0, 4, 3, 0, 5, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 50],
    ],
)
def test_degenerate_tables_are_refused_in_words(y: list[float]) -> None:
    one = lc.estimate(np.array(y, dtype=float), ABOUT, seed=1)
    assert one.value is None
    assert one.interval is None
    assert one.warnings[0].es.startswith("No evaluable")
    assert one.warnings[0].en.startswith("Not assessable")


@given(st.lists(st.integers(0, 40), min_size=7, max_size=7))
@settings(max_examples=25, deadline=None)
def test_any_table_gives_a_total_above_the_seen_or_a_reason(row: list[int]) -> None:
    y = np.array([0, *row], dtype=float)
    one = lc.estimate(y, ABOUT, seed=1, plan=QUICK)
    if one.value is None:
        assert one.warnings[0].en.startswith("Not assessable")
    else:
        assert sum(row) <= one.interval.low <= one.value <= 21 * sum(row)
