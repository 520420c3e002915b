"""Kosovo as published, and an identity that every draw of the posterior must keep."""

import numpy as np
import pytest

from yupay.analyse.hidden import threshold_kernel
from yupay.analyse.hidden.tables import margins, pairs, reordered
from yupay.analyse.hidden.thresholding import METHOD, eligible, estimate, over_priors, threshold
from yupay.model.estimate import Subject

KOREA = np.array([0, 5, 5, 54, 41, 6, 0, 12], dtype=float)
KOSOVO = np.array([0, 1131, 845, 177, 936, 228, 217, 181, 306, 106, 31, 18, 123, 42, 32, 27], dtype=float)
NAMES = ("EXH", "ABA", "OSCE", "HRW", "E", "F", "G", "H")


def subject(lists: int) -> Subject:
    return Subject(variables=NAMES[:lists], unit_of_analysis="person", unit="person")


def test_published_total_of_kosovo() -> None:
    one = estimate(KOSOVO, subject(4), seed=1)
    assert one.value == pytest.approx(13_971, rel=0.02)
    assert one.interval is not None
    assert (one.interval.low, one.interval.high) == pytest.approx((12_236, 16_389), rel=0.03)
    assert one.parameters["model"] == "[12,13,14,23,34]"
    assert one.parameters["statistic_24"] == pytest.approx(0.197, abs=0.05)
    assert one.parameters["statistic_12"] == pytest.approx(8.46, abs=0.4)
    assert one.parameters["rhat"] < 1.01
    assert one.parameters["monte_carlo_error_high"] < 0.01 * one.interval.high
    assert one.seed == 1
    assert one.id == "hidden/EXH~ABA~OSCE~HRW/person/hidden-bayes-threshold"


def test_published_total_of_kosovo_with_triples() -> None:
    found = threshold(KOSOVO, order=3, seed=1)
    assert found is not None
    assert set(found.retained) == {3, 5, 6, 9, 12, 7, 13}
    assert found.statistics[7] == pytest.approx(4.26, abs=0.5)
    assert found.statistics[13] == pytest.approx(2.45, abs=0.15)
    assert found.quantile(0.5) == pytest.approx(11_814, rel=0.03)
    stricter = threshold(KOSOVO, order=3, cut=3.0, seed=1)
    assert stricter is not None
    assert set(stricter.retained) == {3, 5, 6, 9, 12, 7}
    assert stricter.quantile(0.5) == pytest.approx(10_314, rel=0.03)


@pytest.mark.parametrize(("y", "variance"), [(KOREA, 1.0), (KOSOVO, 0.25), (np.ceil(KOSOVO / 40), 4.0)])
def test_draws_keep_the_mean_of_the_score(y: np.ndarray, variance: float) -> None:
    """By parts, the posterior mean of the fitted margin and of precision times effect add up to the margin seen."""
    t = y.size.bit_length() - 1
    of = threshold_kernel.posterior(y, pairs(t), variance)
    assert of is not None
    drawn, accepted = threshold_kernel.draws(of, 16, 300, 1250, 7)
    flat = drawn.reshape(-1, of.effects.size)
    scores = np.exp(flat @ of.design.T) @ of.design + of.precision * flat
    error = scores.std(axis=0) / np.sqrt(flat.shape[0] / 3)
    assert (np.abs(scores.mean(axis=0) - margins(y)[of.effects]) < 4.5 * error).all()
    assert 0.7 < accepted < 0.97


def test_a_triple_needs_its_three_pairs() -> None:
    assert eligible([3, 5, 6, 9, 12], 4) == [7, 13]
    assert eligible([3, 5], 4) == []


@pytest.mark.parametrize("order", [(1, 0, 3, 2), (3, 2, 1, 0)])
def test_order_of_the_lists_changes_nothing(order: tuple[int, ...]) -> None:
    one = estimate(KOSOVO, subject(4), seed=3)
    two = estimate(reordered(KOSOVO, order), subject(4), seed=3)
    assert one.value == two.value is not None
    assert one.interval == two.interval


def test_a_list_without_anybody_is_left_out_and_said() -> None:
    one = estimate(KOREA, subject(3), seed=3)
    two = estimate(np.concatenate([KOREA, np.zeros(8)]), subject(4), seed=3)
    assert one.value == two.value is not None
    assert two.warnings[0].en == "Lists without anybody on them, left out: HRW."


def test_seed_gives_the_same_draws() -> None:
    one, two, three = (estimate(KOREA, subject(3), seed=seed) for seed in (5, 5, 6))
    assert one == two
    assert one.value != three.value
    assert one.value == pytest.approx(three.value, rel=0.03)


def test_four_times_the_people_four_times_the_total() -> None:
    few, many = (threshold(y, seed=2, cut=1e9) for y in (KOSOVO, 4 * KOSOVO))
    assert few is not None
    assert many is not None
    assert many.quantile(0.5) == pytest.approx(4 * few.quantile(0.5), rel=0.01)


def test_too_few_draws_are_refused() -> None:
    one = estimate(KOREA, subject(3), seed=1, kept=20)
    assert one.value is None
    assert one.interval is None
    assert one.warnings[0].en.startswith("Not assessable: the chains")
    assert one.parameters["ess_bulk"] < 1600


def test_priors_beside_each_other() -> None:
    found = over_priors(KOSOVO, subject(4), seed=1, order=3)
    assert [one.parameters["prior_variance"] for one in found] == [1.0, 0.25, 4.0]
    assert [one.parameters["model"] for one in found] == ["[123,134]", "[123,14,34]", "[123,134]"]
    assert found[1].value < found[0].value < found[2].value


def test_near_the_threshold_is_said() -> None:
    one = estimate(KOSOVO, subject(4), seed=1, order=3, threshold_at=2.5)
    assert "EXH:OSCE:HRW" in one.warnings[-1].en


@pytest.mark.parametrize(
    "y",
    [
        np.array([0.0, 5]),
        np.array([0.0, 5, 5, 5]),
        np.zeros(8),
        np.array([0.0, 5, 6, 0, 7, 0, 0, 0]),
        np.array([0.0, 5, 6, 3, 0, 0, 0, 0]),
        np.array([0.0, 0, 0, 0, 0, 0, 0, 50]),
        np.array([0.0, 0, 0, 9, 0, 9, 0, 0]),
    ],
)
def test_not_assessable_is_said(y: np.ndarray) -> None:
    one = estimate(y, subject(3), seed=1)
    assert one.value is None
    assert one.method == METHOD.id
    assert one.warnings[0].en.startswith("Not assessable: ")
    assert one.warnings[0].es.startswith("No evaluable: ")


def test_eight_wide_lists_do_not_stick() -> None:
    random, y = np.random.default_rng(1), np.zeros(256)
    y[random.integers(1, 256, 60)] = 1
    y[[1 << k for k in range(8)]] = random.integers(5, 150, 8)
    one = estimate(y, subject(8), seed=1)
    assert one.value is not None
    assert one.interval.low < one.value < one.interval.high
    assert one.parameters["rhat"] < 1.01
