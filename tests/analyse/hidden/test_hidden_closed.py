"""Snowshoe hares (Cormack 1989) to the published digits; where the peer's standard errors differ, why."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.analyse.hidden import behaviour, closed
from yupay.analyse.hidden.closed_fit import log_normal, poisson, reach, support
from yupay.analyse.hidden.tables import lists_of, reordered, seen
from yupay.model.estimate import Estimate, Subject

HARE = np.zeros(64)
for _word, _count in zip(
    "100000 010000 001000 101000 000100 100100 010100 101100 000010 100010 010010 110010 101010 000110 000001 100001 "
    "010001 110001 001001 011001 000101 010101 001101 011101 000011 010011 001011 011011 000111 100111 010111 011111 "
    "111111".split(),
    (3, 6, 5, 1, 3, 2, 3, 1, 4, 2, 3, 1, 1, 1, 4, 1, 1, 1, 2, 2, 4, 3, 1, 2, 2, 1, 1, 1, 1, 1, 1, 1, 2),
    strict=True,
):
    HARE[sum(1 << k for k, letter in enumerate(_word) if letter == "1")] = _count
KOSOVO = np.array([0, 1131, 845, 177, 936, 228, 217, 181, 306, 106, 31, 18, 123, 42, 32, 27], dtype=float)
WESTERN_MH_STDERR = {"Mh Poisson2": 893.45583032, "Mh Darroch": 3368.29035693, "Mh Gamma3.5": 8433.42646593}
# Western site, sex trafficking (Farrell and others 2019; Chan, Silverman and Vincent 2021): lists A to E, 345 seen
WESTERN = np.zeros(32)
WESTERN[[1, 2, 4, 8, 16, 5, 9, 17, 6, 10, 24, 21, 14]] = 52, 90, 114, 45, 21, 4, 2, 5, 6, 1, 3, 1, 1
KOREA = np.array([0, 5, 5, 54, 41, 6, 0, 12], dtype=float)
TABLES = st.lists(st.integers(0, 40), min_size=15, max_size=15).map(lambda row: np.array([0, *row], dtype=float))
ABOUT = Subject(variables=("a", "b", "c", "d"), unit_of_analysis="person", unit="person")


def every(y: np.ndarray) -> list[Estimate]:
    rest = [behaviour.estimate(y, ABOUT, model=model) for model in behaviour.MODELS]
    return [*closed.estimates(y, ABOUT), *(closed.estimate_corrected(y, ABOUT, model=m) for m in ("M0", "Mt")), *rest]


def test_published_hares() -> None:
    assert closed.fit(HARE, "Mth Poisson2").abundance == pytest.approx(81.1, abs=0.05)
    assert closed.fit(HARE, "Mth Poisson2").se == pytest.approx(5.573550783, rel=1e-5)
    assert closed.fit(HARE, "Mh Chao (LB)").abundance == pytest.approx(79.83712121)
    assert closed.fit(HARE, "M0").bic == pytest.approx(159.1456403)
    assert behaviour.fit(HARE, "Mb").abundance == pytest.approx(81.14606052)
    assert behaviour.fit(HARE, "Mb").se == pytest.approx(8.261485708)
    assert behaviour.fit(HARE, "Mbh").abundance == pytest.approx(74.18292592)
    assert closed.corrected(HARE, "M0") == pytest.approx((75.38800239, 3.436620444), rel=1e-4)


def test_estimate_carries_what_was_fitted() -> None:
    one = closed.estimate(HARE, ABOUT, model="Mth Chao (LB)")
    assert one.value == pytest.approx(79.57145739)
    assert one.se == pytest.approx(6.253714317, rel=1e-5)
    assert one.parameters["bic"] == pytest.approx(175.7200321)
    assert one.parameters["set_to_zero"] == 0
    assert closed.fit(WESTERN, "Mth Chao (LB)").zeroed == 2
    assert one.interval is not None and 68 < one.interval.low < one.value < one.interval.high
    assert one.assumptions[0].name.en == "What identifies the total"
    assert one.warnings[0].en == "It is a lower bound, not the total."
    assert len({one.id for one in closed.estimates(HARE, ABOUT)}) == len(closed.MODELS)


@pytest.mark.parametrize("form", ["Poisson2", "Darroch", "Gamma3.5"])
def test_peer_standard_errors_are_of_the_step_before_the_last(form: str) -> None:
    """Iterated weighted least squares stopped at a relative change of 1e-8 in the deviance keeps the weights of its last step."""
    y = WESTERN
    design = closed.design(5, f"Mh {form}")
    mean, old = y[1:] + 0.1, np.inf
    eta = np.log(mean)
    while True:
        information = design.T @ (design * mean[:, None])
        b = np.linalg.solve(information, design.T @ (mean * eta + y[1:] - mean))
        eta = design @ b
        mean = np.exp(eta)
        deviance = 2 * (np.where(y[1:] > 0, y[1:] * np.log(np.maximum(y[1:], 1) / mean), 0) - (y[1:] - mean)).sum()
        if abs(deviance - old) < 1e-8 * (abs(deviance) + 0.1):
            break
        old = deviance
    dark = np.exp(b[0])
    stale = np.sqrt(dark + dark**2 * np.linalg.inv(information)[0, 0])
    assert stale == pytest.approx(WESTERN_MH_STDERR[f"Mh {form}"], rel=1e-9)
    ended = closed.fit(y, f"Mh {form}").se
    assert ended == pytest.approx(stale, rel=5e-4)
    assert ended != pytest.approx(stale, rel=1e-4)


@pytest.mark.parametrize(("y", "peer"), [(HARE, 14.594360349), (KOSOVO, 86.05260026)])
def test_peer_variance_of_mbh_is_not_that_of_a_removal_estimate(y: np.ndarray, peer: float) -> None:
    """Zippin's (1956) variance of the people that the later lists remove is ours; the peer counts a slope twice."""
    t, one = lists_of(y), behaviour.fit(y, "Mbh")
    cells = np.arange(y.size)
    first = np.array([y[(cells > 0) & (cells & -cells == 1 << k)].sum() for k in range(t)])
    s, q = t - 1, 1 - one.p_first
    left = first[1:].sum() / (1 - q**s)
    zippin = left * q**s * (1 - q**s) / ((1 - q**s) ** 2 - s**2 * (1 - q) ** 2 * q ** (s - 1))
    assert one.abundance == pytest.approx(first[0] + left)
    assert one.se == pytest.approx(np.sqrt(zippin))
    b = poisson(behaviour.design(t, "Mbh"), y[1:])
    scale = np.exp(b.beta[0]) * (1 + np.exp(b.beta[-1])) ** s
    by_q = scale * q / (1 - q) ** 2
    twice = s * one.p_again * (one.abundance + scale * q / (1 - q)) - one.p_again * by_q
    slope = np.array([one.abundance, scale * np.exp(b.beta[1]), by_q, twice])
    assert np.sqrt(slope @ b.covariance @ slope - one.abundance) == pytest.approx(peer, rel=1e-4)


def test_behaviour_below_the_seen_is_refused() -> None:
    """Korea under Mbh: the formula gives 76.3 of 123 people seen; the first list has more than the lists after it remove."""
    one = behaviour.fit(KOREA, "Mbh")
    assert one.abundance == pytest.approx(76.30555582)
    assert one.p_first < 0 and not one.possible
    refusal = behaviour.estimate(KOREA, ABOUT, model="Mbh")
    assert refusal.value is None and refusal.interval is None
    assert refusal.warnings[0].en.startswith("Not assessable")


@given(TABLES, st.permutations(range(4)))
@settings(max_examples=40, deadline=None)
def test_order_of_the_lists_changes_nothing(y: np.ndarray, order: list[int]) -> None:
    for one, two in zip(closed.estimates(y, ABOUT), closed.estimates(reordered(y, order), ABOUT), strict=True):
        assert (one.value is None) == (two.value is None)
        if one.value is not None:
            assert two.value == pytest.approx(one.value, rel=1e-5)


@given(TABLES)
@settings(max_examples=40, deadline=None)
def test_never_below_the_seen_and_never_without_a_reason(y: np.ndarray) -> None:
    for one in every(y):
        if one.value is None:
            assert one.warnings[0].es.startswith("No evaluable") and one.interval is None
        else:
            assert one.value >= seen(y) - 1e-9
            assert np.isfinite(one.value) and one.interval.low <= one.value <= one.interval.high


def test_scaling() -> None:
    """Ten times the people of every history: ten times the total, by whatever form."""
    for model in closed.MODELS:
        assert closed.fit(10 * KOSOVO, model).abundance == pytest.approx(10 * closed.fit(KOSOVO, model).abundance)


def test_a_list_without_anybody_changes_nothing() -> None:
    wider = np.concatenate([KOSOVO, np.zeros(16)])
    for one, two in zip(every(KOSOVO), every(wider), strict=True):
        assert two.value == pytest.approx(one.value)
        assert "without anybody" in two.warnings[-1].en


def test_two_lists_corrected_are_chapman() -> None:
    found = closed.corrected(np.array([0.0, 30.0, 20.0, 10.0]), "Mt")
    assert found is not None and found[0] == pytest.approx(41 * 31 / 11 - 1)


@pytest.mark.parametrize(
    "y",
    [
        np.zeros(16),
        np.eye(16)[1] * 40,
        np.eye(16)[15],
        np.r_[0, 9, 9, 0, 9, np.zeros(11)],
        np.r_[0, 5, 4, 3],
        np.r_[0, 7.0],
    ],
)
def test_degenerate_tables_are_refused_in_words(y: np.ndarray) -> None:
    for one in every(np.asarray(y, dtype=float)):
        assert one.value is None or np.isfinite(one.value)
        if one.value is None:
            assert one.warnings[0].en.startswith("Not assessable")


def test_a_maximum_at_infinity_is_found() -> None:
    """A list whose people are all on another: the interaction goes to infinity and the cell of that list alone to 0."""
    design = np.column_stack([np.ones(4), [0, 0, 1, 1], [0, 1, 0, 1], [0, 0, 0, 1]]).astype(float)
    y = np.array([5.0, 7.0, 0.0, 4.0])
    assert support(design, y).tolist() == [True, True, False, True]
    assert not poisson(design, y).exists
    assert poisson(design, y).fitted == pytest.approx([5, 7, 0, 4])
    assert reach(design, y, np.array([1.0, 1.0, 0.0, 0.0])) == "zero"
    assert reach(design, y, np.array([1.0, 0.0, 0.0, 1.0])) == "unbounded"
    assert reach(design, y, np.array([1.0, 0.0, 1.0, 0.0])) == "finite"


def test_a_fit_of_deficient_rank_does_not_identify() -> None:
    """Three lists and one heterogeneity term on top of two frequencies of captures."""
    y = np.array([0, 10, 12, 3.0])
    one = closed.fit(y, "Mth Darroch")
    assert one.abundance is None and one.reason is not None and "identify" in one.reason.en


def test_log_normal_limits() -> None:
    low, high = log_normal(100, 50, 20, 0.95)
    assert (low - 100) * (high - 100) == pytest.approx(2500)
    assert log_normal(100, 0, 0, 0.95) == (100, 100)


def test_an_unknown_model_is_named() -> None:
    with pytest.raises(ValueError, match="not one of"):
        closed.fit(HARE, "Mx")
    with pytest.raises(ValueError, match="not one of"):
        behaviour.fit(HARE, "Mx")


def test_first_captures_that_do_not_fall_off() -> None:
    y = np.zeros(16)
    y[[2, 8, 10, 14]] = 11, 32, 7, 14
    one = behaviour.estimate(y, ABOUT)
    assert one.value is None and one.warnings[0].en.startswith("Not assessable")
