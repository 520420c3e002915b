"""Kosovo 1999 (Ball and others 2002: 10,356), UK 2013 in five lists, the table of Chan, Silverman and Vincent (2021)."""

import itertools
import math

import numpy as np
import pytest

from yupay.analyse.hidden import loglinear
from yupay.analyse.hidden.brackets import read
from yupay.analyse.hidden.loglinear import INDEPENDENCE, METHOD, estimate, fit, independence
from yupay.analyse.hidden.tables import joined, reordered
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("a", "b", "c", "d", "e"), unit_of_analysis="person", unit="people", sources=("card",))
KOSOVO = np.array([0, 1131, 845, 177, 936, 228, 217, 181, 306, 106, 31, 18, 123, 42, 32, 27], dtype=np.float64)
ARTIFICIAL = np.array([0, 40, 30, 6, 20, 0, 0, 0], dtype=np.float64)
UK = np.zeros(32)
UK[[1, 2, 4, 8, 16, 3, 5, 9, 6, 10, 18, 12, 20, 24, 7, 11, 14, 15]] = (
    *(54, 463, 995, 695, 316, 15, 19, 3, 62),
    *(19, 1, 76, 11, 8, 1, 1, 4, 1),
)


def with_empty_list(y: np.ndarray, k: int) -> np.ndarray:
    """The same table with a list that nobody is on in place k."""
    out = np.zeros(2 * y.size)
    for c in np.flatnonzero(y):
        out[(c >> k << (k + 1)) | (c & ((1 << k) - 1))] = y[c]
    return out


def test_two_lists_are_lincoln_and_petersen() -> None:
    one = independence(np.array([0.0, 60, 30, 20]), SUBJECT)
    assert one.value == pytest.approx(80 * 50 / 20)
    assert one.method == INDEPENDENCE.id
    assert one.id == "hidden/a~b~c~d~e/person/hidden-independence"
    assert one.sources == ("card",)
    assert one.n == 110
    assert one.unit == "people"


def test_published_model_of_kosovo() -> None:
    one = estimate(KOSOVO, SUBJECT, model="[123,14,34]")
    assert one.value == pytest.approx(10_356, abs=1.0)
    assert one.parameters["model"] == "[123,14,34]"
    assert one.method == METHOD.id
    assert "on no list" in one.assumptions[0].name.en
    assert one.assumptions[0].held is None


def test_five_lists_of_the_united_kingdom() -> None:
    """Values of SparseMSE 2.0.1: total, limits, AIC."""
    one = independence(UK, SUBJECT)
    assert one.value == pytest.approx(13444.13121, rel=1e-8)
    assert (one.interval.low, one.interval.high) == pytest.approx((11985.17095, 15133.42646), rel=1e-6)
    assert one.parameters["aic"] == pytest.approx(217.7788765, rel=1e-8)
    assert one.parameters["dark_figure"] == pytest.approx(13444.13121 - 2744)
    assert one.df == 31 - 6
    assert "2 of 10" in one.warnings[0].en
    assert "a×e, b×e" in one.warnings[0].en


def test_minus_infinite_effects_are_counted_and_take_cells_away() -> None:
    one = fit(UK, read("[15,2,3,4]"))
    assert one.minus_infinite == (17,)
    assert one.parameters == 7
    assert one.df == 31 - 8 - 6
    assert 17 not in one.beta
    assert one.aic == pytest.approx(14 - 2 * one.log_likelihood)
    assert one.bic == pytest.approx(7 * math.log(2744) - 2 * one.log_likelihood)
    assert estimate(UK, SUBJECT, model="[15,2,3,4]").parameters["minus_infinite"] == "a×e"


@pytest.mark.parametrize(
    ("model", "code", "words"),
    [
        ("[12,3]", 1, "no maximum"),
        ("[12,13,23]", 2, "not identified"),
        ("[123]", 2, "not identified"),
        ("[13,23]", 0, ""),
    ],
)
def test_published_existence_codes(model: str, code: int, words: str) -> None:
    """Chan, Silverman and Vincent (2021), Table 2."""
    found, one = fit(ARTIFICIAL, read(model)), estimate(ARTIFICIAL, SUBJECT, model=model)
    assert found.code == code
    assert found.converged == (code == 0)
    if code:
        assert math.isnan(found.aic)
        assert one.value is None
        assert one.interval is None
        assert one.warnings[0].en.startswith("Not assessable: ")
        assert words in one.warnings[0].en
        assert one.warnings[0].es.startswith("No evaluable: ")
        assert one.parameters["model"] == model
    else:
        assert one.value == pytest.approx(296.0)


def test_the_interval_widens_with_its_level_and_holds_the_total() -> None:
    wide, narrow = independence(KOSOVO, SUBJECT, level=0.99), independence(KOSOVO, SUBJECT, level=0.8)
    assert wide.interval.low < narrow.interval.low < wide.value < narrow.interval.high < wide.interval.high
    assert wide.interval.level == 0.99


def test_se_grows_less_than_the_wald_of_a_known_total() -> None:
    """Rcapture's standard error of the total adds the chance of being missed: var = dark + dark**2 var(log dark)."""
    found = fit(KOSOVO, read("[123,14,34]"))
    assert found.se == pytest.approx(math.sqrt(found.dark + (found.dark * found.se_log_dark) ** 2))


def test_order_of_the_lists_changes_nothing() -> None:
    for order in itertools.permutations(range(4)):
        model = frozenset(sum(1 << order.index(k) for k in range(4) if one >> k & 1) for one in read("[123,14,34]"))
        moved = fit(reordered(KOSOVO, order), model)
        assert moved.estimate == pytest.approx(fit(KOSOVO, read("[123,14,34]")).estimate, rel=1e-10)


@pytest.mark.parametrize("place", range(5))
def test_a_list_without_anybody_changes_nothing_but_a_warning(place: int) -> None:
    one, more = independence(KOSOVO, SUBJECT), independence(with_empty_list(KOSOVO, place), SUBJECT)
    assert more.value == pytest.approx(one.value)
    assert more.interval.high == pytest.approx(one.interval.high)
    assert more.parameters["aic"] == pytest.approx(one.parameters["aic"])
    assert any("left out" in warning.en for warning in more.warnings)


def test_a_model_with_a_list_without_anybody_leaves_the_list_out() -> None:
    one = estimate(with_empty_list(KOSOVO, 1), SUBJECT, model="[12,13]")
    assert one.parameters["model"] == "[13,2,4,5]"
    assert one.value == pytest.approx(estimate(KOSOVO, SUBJECT, model="[12,3,4]").value)


def test_ten_times_the_people_is_ten_times_the_total() -> None:
    one, ten = fit(KOSOVO, read("[123,14]")), fit(10 * KOSOVO, read("[123,14]"))
    assert ten.estimate == pytest.approx(10 * one.estimate)
    assert ten.deviance == pytest.approx(10 * one.deviance)
    assert ten.se_log_dark == pytest.approx(one.se_log_dark / math.sqrt(10))


def test_effects_are_completed_to_a_hierarchical_model() -> None:
    assert fit(KOSOVO, [7]).effects == (3, 5, 6, 7)
    assert fit(KOSOVO, [7]).model == "[123,4]"
    assert fit(KOSOVO, [6, 7]).effects == (6, 3, 5, 7)


def test_a_saturated_fit_has_no_deviance() -> None:
    found = fit(joined(KOSOVO, [0, 3]), read("[12,13,23]"))
    assert found.deviance == pytest.approx(0, abs=1e-6)
    assert found.df == 0
    assert found.fitted[1:] == pytest.approx(joined(KOSOVO, [0, 3])[1:])


@pytest.mark.parametrize(
    "y",
    [
        np.zeros(1),
        np.zeros(2),
        np.array([0.0, 5]),
        np.zeros(8),
        np.array([0.0, 3, 2, 0]),
        np.array([0.0, 1, 0, 0, 0, 0, 0, 0]),
        np.array([0.0, 0, 0, 9]),
        np.array([0.0, 0, 0, 0, 0, 0, 0, 12]),
    ],
)
def test_degenerate_tables_are_refused_in_words(y: np.ndarray) -> None:
    for one in (independence(y, SUBJECT), estimate(y, SUBJECT, model="[1]")):
        assert one.value is None
        assert one.interval is None
        assert one.warnings[0].en.startswith("Not assessable")
        assert one.warnings[0].es.startswith("No evaluable")
    assert fit(y, ()).code != 0


@pytest.mark.parametrize("model", ["12", "[1x]", "[16]", "", "[12,"])
def test_what_is_not_a_model_is_said(model: str) -> None:
    one = estimate(UK, SUBJECT, model=model)
    assert one.value is None
    assert "is not a model" in one.warnings[0].en


def test_an_effect_beyond_the_lists_is_an_error() -> None:
    with pytest.raises(ValueError, match="beyond list 4"):
        fit(KOSOVO, [16 + 1])


def test_fewer_than_fifty_seen_is_warned_of() -> None:
    one = independence(np.array([0.0, 9, 8, 7, 6, 5, 4, 3]), SUBJECT)
    assert one.value is not None
    assert any("fewer than 50" in warning.en for warning in one.warnings)


def test_r_prints_the_se_of_the_step_before_its_last() -> None:
    """SparseMSE prints 278.65416 to 1170.88509; with weights at the maximum the limits are 278.64989 to 1170.91021.

    Weighted least squares from y + 0.1, stopped when the deviance moves by less than 1e-8, as R's glm does: its last
    weights are those of the step before. They give R's limits; taken to the end they give ours.
    """
    cells = np.arange(1, 8)
    x = np.array([[float(c & effect == effect) for effect in (0, 1, 2, 4)] for c in cells])
    counts, limits = ARTIFICIAL[1:], []
    for precision in (1e-8, 1e-15):
        means, before, now = counts + 0.1, math.inf, 0.0
        while abs(now - before) / (abs(now) + 0.1) >= precision:
            information, before = x.T @ (means[:, None] * x), now
            means = np.exp(x @ np.linalg.solve(information, x.T @ (means * np.log(means) + counts - means)))
            now = loglinear.deviance(counts, means)
        limits.append(loglinear.wald(96, math.log(443.0939303), math.sqrt(np.linalg.inv(information)[0, 0]), 0.95))
    assert limits[0] == pytest.approx((278.6541570, 1170.8850915), rel=1e-6)
    assert limits[1] == pytest.approx(fit(ARTIFICIAL, ()).interval(0.95), rel=1e-6)
