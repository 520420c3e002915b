"""Korea, Kosovo, UK 2013: best models and totals of MultipleSystemsEstimation; averages written out."""

import itertools
import math

import numpy as np
import pytest

from yupay.analyse.hidden import averaging, hierarchy, loglinear, selection
from yupay.analyse.hidden.averaging import aic_average, average, bic_average
from yupay.analyse.hidden.brackets import written
from yupay.analyse.hidden.selection import METHOD, all_models, best_of, estimate, picked
from yupay.analyse.hidden.tables import reordered
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("a", "b", "c", "d", "e"), unit_of_analysis="person", unit="people")
KOREA = np.array([0, 5, 5, 54, 41, 6, 0, 12], dtype=np.float64)
KOSOVO = np.array([0, 1131, 845, 177, 936, 228, 217, 181, 306, 106, 31, 18, 123, 42, 32, 27], dtype=np.float64)
ARTIFICIAL = np.array([0, 40, 30, 6, 20, 0, 0, 0], dtype=np.float64)
UK = np.zeros(32)
UK[[1, 2, 4, 8, 16, 3, 5, 9, 6, 10, 18, 12, 20, 24, 7, 11, 14, 15]] = (
    *(54, 463, 995, 695, 316, 15, 19, 3, 62),
    *(19, 1, 76, 11, 8, 1, 1, 4, 1),
)


def one_more(y: np.ndarray) -> np.ndarray:
    """The table with a list that nobody is on, last."""
    return np.concatenate([y, np.zeros(y.size)])


def test_published_kosovo() -> None:
    """Ball and others (2002) print 10,356; MultipleSystemsEstimation ranks [123,14,34] first of 113."""
    one = estimate(KOSOVO, SUBJECT)
    assert one.value == pytest.approx(10_356, abs=1.0)
    assert one.method == METHOD.id
    assert one.parameters["model"] == "[123,14,34]"
    assert one.parameters["models"] == 113
    assert one.parameters["refused"] == 0
    assert "takes the model as given" in one.warnings[0].en


def test_korea_has_two_models_without_an_estimate() -> None:
    one = estimate(KOREA, SUBJECT)
    assert one.value == pytest.approx(157.1666667)
    assert (one.parameters["models"], one.parameters["refused"]) == (8, 2)
    assert (one.parameters["lowest_within_2"], one.parameters["highest_within_2"]) == pytest.approx(
        (157.166667, 268.777778)
    )
    assert one.parameters["model_2"] == "[12,3]"


def test_six_thousand_models_of_five_lists() -> None:
    """374 of 6,893 are refused; the best five by BIC."""
    found = all_models(UK)
    assert (found.lengths.size, found.admissible) == (6893, 6519)
    best = found.ranked()[:5]
    names = [written(found.interactions(int(at)), 5) for at in best]
    assert names == ["[123,25,34]", "[123,34,5]", "[12,13,23,25,34]", "[12,13,25,35,45]", "[12,13,23,34,5]"]
    assert found.estimates[best[:2]] == pytest.approx((25311.2906125, 28822.1256087), rel=1e-8)
    assert found.bic[best[0]] == pytest.approx(195.879105644, abs=1e-8)


@pytest.mark.parametrize("y", [KOREA, ARTIFICIAL, KOSOVO])
def test_each_model_of_a_search_is_its_own_fit(y: np.ndarray) -> None:
    found = all_models(y)
    for at, code in enumerate(found.codes.tolist()):
        alone = loglinear.fit(y, found.interactions(at))
        assert alone.code == code
        if code:
            assert math.isnan(found.estimates[at])
        else:
            assert found.estimates[at] == pytest.approx(alone.estimate, rel=1e-8)
            assert found.se_log_dark[at] == pytest.approx(alone.se_log_dark, rel=1e-6)
            assert (found.aic[at], found.bic[at]) == pytest.approx((alone.aic, alone.bic), rel=1e-9)


@pytest.mark.parametrize(
    ("y", "most_order", "draws"), [(KOREA, 2, 60), (ARTIFICIAL, 2, 60), (KOSOVO, 3, 40), (UK, 2, 12)]
)
def test_leaps_and_bounds_find_what_all_fits_find(y: np.ndarray, most_order: int, draws: int) -> None:
    t, people = len(y).bit_length() - 1, int(y.sum())
    tables = np.random.default_rng(7).multinomial(people, y / people, draws).astype(np.float64)
    effects, lengths = hierarchy.models(t, most_order)
    totals, picks = picked(t, tables, effects, lengths)
    for table, total, pick in zip(tables, totals, picks, strict=True):
        found = all_models(table, most_order)
        best = found.ranked()
        assert pick == (best[0] if best.size else -1)
        assert total == pytest.approx(found.estimates[pick] if best.size else math.nan, rel=1e-6, nan_ok=True)


def test_some_rows_of_the_catalogue_are_a_catalogue() -> None:
    effects, lengths = hierarchy.models(4, 3)
    rows = all_models(KOSOVO).ranked()[3:9]
    assert best_of(4, KOSOVO[None], effects[rows], lengths[rows])[0] == pytest.approx(
        all_models(KOSOVO).estimates[rows[0]]
    )


def test_tables_without_people_or_overlap_have_no_best_model() -> None:
    effects, lengths = hierarchy.models(3, 2)
    apart = np.array([0, 9, 8, 0, 7, 0, 0, 0], dtype=np.float64)
    assert np.isnan(best_of(3, np.array([np.zeros(8), apart]), effects, lengths)).all()
    assert best_of(3, np.zeros((0, 8)), effects, lengths).shape == (0,)


@pytest.mark.parametrize("by", ["bic", "aic"])
def test_averages_written_out(by: selection.Criterion) -> None:
    found = all_models(KOREA)
    fits = [one for at in range(8) if (one := loglinear.fit(KOREA, found.interactions(at))).converged]
    weights = np.array([math.exp(-0.5 * getattr(one, by)) for one in fits])
    weights /= weights.sum()
    theta, se = np.array([one.log_dark for one in fits]), np.array([one.se_log_dark for one in fits])
    mean = float((weights * theta).sum())
    one = average(found, by)
    assert one.log_dark == pytest.approx(mean)
    assert one.se_log_dark == pytest.approx(math.sqrt(float((weights * (se**2 + (theta - mean) ** 2)).sum())), rel=1e-6)
    assert one.weights.sum() == pytest.approx(1.0)
    assert one.estimate == pytest.approx(123 + math.exp(mean))


def test_averages_of_kosovo_lie_between_models_and_are_wider_than_one() -> None:
    best, bic, aic = estimate(KOSOVO, SUBJECT), bic_average(KOSOVO, SUBJECT), aic_average(KOSOVO, SUBJECT)
    found = all_models(KOSOVO)
    for one in (bic, aic):
        assert found.estimates.min() < one.value < found.estimates.max()
        assert one.interval.low < best.interval.low
        assert one.interval.high > best.interval.high
        assert one.parameters["log_dark_se"] > one.parameters["log_dark_se_within"]
        assert one.assumptions[0].held is None
    assert (bic.method, aic.method) == (averaging.BIC.id, averaging.AIC.id)
    assert bic.parameters["model"] == "[123,14,34]"


@pytest.mark.parametrize("method", [estimate, bic_average, aic_average])
def test_order_of_the_lists_changes_nothing(method) -> None:
    for order in itertools.islice(itertools.permutations(range(4)), 1, 24, 5):
        one, moved = method(KOSOVO, SUBJECT), method(reordered(KOSOVO, order), SUBJECT)
        assert moved.value == pytest.approx(one.value, rel=1e-7)
        assert (moved.interval.low, moved.interval.high) == pytest.approx(
            (one.interval.low, one.interval.high), rel=1e-7
        )


@pytest.mark.parametrize("method", [estimate, bic_average, aic_average])
def test_a_list_without_anybody_changes_nothing_but_a_warning(method) -> None:
    one, more = method(KOREA, SUBJECT), method(one_more(KOREA), SUBJECT)
    assert more.value == pytest.approx(one.value)
    assert more.interval.high == pytest.approx(one.interval.high)
    assert more.warnings[-1].en.startswith("Lists without anybody")
    assert more.parameters["model"] == one.parameters["model"].replace("]", ",4]")


@pytest.mark.parametrize("method", [estimate, bic_average, aic_average])
@pytest.mark.parametrize(
    "y",
    [
        np.zeros(1),
        np.array([0.0, 6, 4, 3]),
        np.zeros(8),
        np.eye(8)[7] * 5,
        np.array([0.0, 9, 8, 0, 7, 0, 0, 0]),
        np.eye(8)[1],
    ],
)
def test_degenerate_tables_are_refused_in_words(method, y: np.ndarray) -> None:
    one = method(y, SUBJECT)
    assert one.value is None
    assert one.interval is None
    assert one.warnings[0].en.startswith("Not assessable")
    assert one.warnings[0].es.startswith("No evaluable")


@pytest.mark.parametrize("method", [estimate, bic_average, aic_average])
def test_more_than_six_lists_are_too_many_unless_an_order_is_given(method) -> None:
    seven = np.kron(
        np.array([1.0, 0.4]), np.kron(np.array([1.0, 0.3]), np.kron(np.array([1.0, 0.5]), KOSOVO + 1))
    ).round()
    seven[0] = 0
    assert method(seven, SUBJECT).warnings[0].en == "Not assessable: " + (
        "7 lists have too many models to fit them all; use the stepwise choice or merge lists."
    )
    assert method(seven, SUBJECT, most_order=2).value is None
    assert method(seven, SUBJECT, most_order=1).value == pytest.approx(loglinear.fit(seven, ()).estimate)


def test_usual_orders() -> None:
    assert [selection.usual_order(t) for t in range(2, 8)] == [1, 2, 3, 4, 2, None]
    with pytest.raises(ValueError, match="most_order"):
        all_models(np.ones(128))


def test_ten_times_the_people_is_ten_times_the_total_of_each_model() -> None:
    one, ten = all_models(KOREA), all_models(10 * KOREA)
    there = one.codes == 0
    assert (ten.codes == one.codes).all()
    assert ten.estimates[there] == pytest.approx(10 * one.estimates[there])
