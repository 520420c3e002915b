import numpy as np
import pytest
from made_up_map import SUBJECT

from yupay.analyse.numerics import correlation, ranks
from yupay.analyse.spatial.scale import given_size, scale_partial

RANDOM = np.random.default_rng(6)


def test_partial_correlation_formula() -> None:
    x, y, size = RANDOM.poisson(3, 60), RANDOM.poisson(5, 60), RANDOM.integers(5, 90, 60)
    rx, ry, log = ranks.midranks(x), ranks.midranks(y), np.log(size)
    xy, xs, ys = (float(correlation.pearson_r(a, b)) for a, b in ((rx, ry), (rx, log), (ry, log)))
    one = scale_partial(x, y, size, SUBJECT)
    assert one.value == pytest.approx((xy - xs * ys) / np.sqrt((1 - xs**2) * (1 - ys**2)))
    assert one.df == 57
    assert one.parameters["interval_by"] == "unit"


def test_a_size_that_drives_both_leaves_nothing() -> None:
    rejected = 0
    for _ in range(300):
        size = np.exp(RANDOM.standard_normal(43))
        x, y = (np.log(size) + RANDOM.standard_normal(43) for _ in range(2))
        rejected += scale_partial(x, y, size, SUBJECT).p < 0.05
    assert 0.02 <= rejected / 300 <= 0.09


def clustered(groups: int, rows: int) -> tuple[np.ndarray, ...]:
    places = np.repeat(np.arange(groups), rows)
    x, y = (RANDOM.standard_normal(groups)[places] + 0.3 * RANDOM.standard_normal(places.size) for _ in range(2))
    return x, y, RANDOM.integers(5, 90, places.size).astype(float), places


def test_rows_of_a_place_are_not_independent() -> None:
    """With alike rows the interval by place covers, the interval by row does not."""
    by_place = by_row = 0
    for _ in range(150):
        x, y, size, places = clustered(40, 6)
        wide, narrow = scale_partial(x, y, size, SUBJECT, places=places), scale_partial(x, y, size, SUBJECT)
        by_place += wide.interval.low <= 0 <= wide.interval.high
        by_row += narrow.interval.low <= 0 <= narrow.interval.high
    assert by_place / 150 >= 0.9
    assert by_row / 150 < 0.75


def test_names_of_places_do_not_matter() -> None:
    x, y, size, places = clustered(12, 5)
    one = scale_partial(x, y, size, SUBJECT, places=places)
    two = scale_partial(x, y, size, SUBJECT, places=90_000 - 7 * places)
    assert two.p == pytest.approx(one.p)
    assert one.parameters["places"] == 12
    assert one.df == 11


def test_many_places_are_grouped() -> None:
    x, y, size, places = clustered(700, 2)
    one = scale_partial(x, y, size, SUBJECT, places=places)
    assert one.parameters["places"] == 700
    assert one.parameters["groups"] == 500


def test_rows_without_size_are_left_out() -> None:
    one = scale_partial(range(10), [3, 1, 2, 5, 4, 8, 6, 9, 7, 0], [0, np.nan, *range(1, 9)], SUBJECT)
    assert one.n == 8
    assert one.warnings[0].en.endswith("there: 2.")


@pytest.mark.parametrize(("x", "n"), [([1, 1, 1, 1, 1, 1, 1], 7), ([1, 2], 2)])
def test_not_assessable_is_said(x: list[float], n: int) -> None:
    one = scale_partial(x, range(n), range(1, n + 1), SUBJECT)
    assert one.value is None
    assert one.warnings


def test_one_place_has_no_interval() -> None:
    x, y, size, _ = clustered(4, 5)
    one = scale_partial(x, y, size, SUBJECT, places=np.zeros(20, int))
    assert one.value is not None
    assert one.interval is None
    assert one.p is None


def test_constant_size_is_the_rank_correlation() -> None:
    x, y = RANDOM.standard_normal((2, 30))
    assert given_size(x, y, np.ones(30)) == pytest.approx(np.corrcoef(ranks.midranks(x), ranks.midranks(y))[0, 1])
