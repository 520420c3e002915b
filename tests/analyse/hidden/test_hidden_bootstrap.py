"""Western (345 seen): 2,483, published limits 1,293 to 3,670; Kosovo (4,400): all 113 models 6,900 to 18,000, one model 9,100 to 12,000."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.analyse.hidden import bca, bootstrap, resampling, selection, stepwise, tables
from yupay.model.estimate import Estimate, Subject

SUBJECT = Subject(variables=("A", "B", "C", "D", "E"), unit_of_analysis="persons", unit="persons", key="all")
FOUR = Subject(variables=("EXH", "ABA", "OSCE", "HRW"), unit_of_analysis="persons", unit="persons")
WESTERN = {1: 52, 2: 90, 4: 114, 8: 45, 16: 21, 5: 4, 9: 2, 17: 5, 6: 6, 10: 1, 24: 3, 21: 1, 14: 1}
KOSOVO = [0, 1131, 845, 177, 936, 228, 217, 181, 306, 106, 31, 18, 123, 42, 32, 27]
KOREA = [0, 5, 5, 54, 41, 6, 0, 12]
METHODS = (bootstrap.stepwise_bootstrap, bootstrap.bic_bootstrap, bootstrap.jackknife)


def western() -> np.ndarray:
    y = np.zeros(32)
    y[list(WESTERN)] = list(WESTERN.values())
    return y


def kosovo() -> np.ndarray:
    return np.array(KOSOVO, dtype=float)


def ends(one: Estimate) -> tuple[float | None, float | None]:
    assert one.interval is not None
    return one.interval.low, one.interval.high


def test_western_as_published() -> None:
    """The published lower limit is the last of its 1,000 draws: these data do not bound it by draws as few."""
    one = bootstrap.stepwise_bootstrap(western(), SUBJECT, seed=1, interval="bca", most_draws=50_000)
    assert one.value == pytest.approx(2483.38392023, rel=1e-9)
    assert one.interval.high == pytest.approx(3670, rel=0.05)
    assert one.parameters["draws"] > 1_000
    few = bootstrap.stepwise_bootstrap(western(), SUBJECT, seed=1, interval="bca", most_draws=1_000)
    assert few.interval.low is None
    assert few.parameters["draws"] == 1_000
    assert any("Lower limit: not bounded by these data" in warning.en for warning in few.warnings)


@pytest.mark.parametrize(("ntop", "low", "high"), [(None, 6900, 18000), (1, 9100, 12000)])
def test_kosovo_as_published(ntop: int | None, low: float, high: float) -> None:
    one = bootstrap.bic_bootstrap(kosovo(), FOUR, ntop=ntop, most_draws=1_000)
    assert one.value == pytest.approx(10356.5190, abs=1e-3)
    assert one.parameters["models"] == 113
    assert one.parameters["models_refitted"] == (113 if ntop is None else 1)
    problem = bootstrap.searched(kosovo(), ntop=ntop)
    totals = resampling.estimates(problem.y, problem.many, 8_000, np.random.default_rng(1))
    acceleration = bca.jackknife(problem.y, problem.many).acceleration
    assert bca.limits(totals, problem.value, acceleration, [0.025, 0.975]) == pytest.approx([low, high], rel=0.05)


def test_the_estimate_says_what_was_drawn() -> None:
    one = bootstrap.stepwise_bootstrap(kosovo(), FOUR, seed=4)
    chosen = stepwise.choose(kosovo()).fit
    assert one.value == pytest.approx(chosen.estimate)
    assert one.parameters["model"] == chosen.model
    assert one.parameters["bic"] == pytest.approx(chosen.bic)
    low, high = ends(one)
    assert low < one.value < high
    assert one.parameters["error_low"] <= 1
    assert one.parameters["error_high"] <= 1
    assert one.parameters["draws_not_estimable"] == 0
    assert one.seed == 4
    assert one.n == 4400
    assert one.id == "hidden/EXH~ABA~OSCE~HRW/persons/hidden-stepwise-bootstrap"
    assert one.assumptions[0].held is None
    assert "on no list" in one.assumptions[0].name.en


def test_the_other_kind_of_limits_stands_beside() -> None:
    usual = bootstrap.stepwise_bootstrap(kosovo(), FOUR, seed=4, draws=4_000, most_draws=4_000)
    other = bootstrap.stepwise_bootstrap(kosovo(), FOUR, seed=4, draws=4_000, most_draws=4_000, interval="bca")
    assert ends(other) == (usual.parameters["bca_low"], usual.parameters["bca_high"])
    assert ends(usual) == (other.parameters["percentile_low"], other.parameters["percentile_high"])


def test_selection_is_repeated() -> None:
    """With the model held fixed the interval is about half as wide: the doubt about the model is most of it."""
    whole = ends(bootstrap.bic_bootstrap(kosovo(), FOUR, seed=2))
    fixed = ends(bootstrap.bic_bootstrap(kosovo(), FOUR, seed=2, ntop=1))
    assert whole[1] - whole[0] > 2 * (fixed[1] - fixed[0])


def test_all_models_named_is_the_full_search() -> None:
    named = bootstrap.bic_bootstrap(kosovo(), FOUR, seed=2, ntop=113, most_draws=2_000)
    assert ends(named) == ends(bootstrap.bic_bootstrap(kosovo(), FOUR, seed=2, most_draws=2_000))


def test_the_limits_are_quantiles_of_independent_fits() -> None:
    """The kernel of all tables at once against one search a table."""
    problem = bootstrap.searched(kosovo())
    assert isinstance(problem, bootstrap.Problem)
    some = resampling.tables(problem.y, 60, np.random.default_rng(3))
    alone = []
    for y in some:
        found = selection.all_models(y)
        alone.append(found.estimates[found.ranked()[0]])
    assert problem.many(some) == pytest.approx(alone, rel=1e-6)


def test_stepwise_draws_are_those_of_one_table_at_a_time() -> None:
    problem = bootstrap.stepped(western(), 0.02)
    assert isinstance(problem, bootstrap.Problem)
    some = resampling.tables(problem.y, 40, np.random.default_rng(3))
    assert problem.many(some) == pytest.approx([stepwise.choose(y).fit.estimate for y in some], rel=1e-6)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("order", [(3, 2, 1, 0), (1, 3, 0, 2)])
def test_permuting_lists_changes_nothing(method, order: tuple[int, ...]) -> None:
    one, two = method(kosovo(), FOUR), method(tables.reordered(kosovo(), order), FOUR)
    assert two.value == pytest.approx(one.value)
    assert ends(two) == pytest.approx(ends(one))
    assert two.parameters.get("draws") == one.parameters.get("draws")


@pytest.mark.parametrize("method", METHODS)
def test_a_list_without_anybody_changes_nothing_and_is_said(method) -> None:
    wider = np.concatenate([kosovo(), np.zeros(16)])
    subject = FOUR.model_copy(update={"variables": (*FOUR.variables, "EMPTY")})
    one, two = method(kosovo(), FOUR), method(wider, subject)
    assert two.value == pytest.approx(one.value)
    assert ends(two) == pytest.approx(ends(one))
    assert two.parameters["model"] == one.parameters["model"].removesuffix("]") + ",5]"
    assert "EMPTY" in two.warnings[0].en


def test_sixteen_times_the_people_give_sixteen_times_the_total_and_a_quarter_of_the_relative_width() -> None:
    """Three lists made independent, of 2,000 people: 0.7 x 0.6 x 0.5 of them, 420, are on none."""
    shares = [np.prod([p if cell >> k & 1 else 1 - p for k, p in enumerate((0.3, 0.4, 0.5))]) for cell in range(8)]
    y = 2_000 * np.array(shares)
    y[0] = 0
    one, many = (bootstrap.bic_bootstrap(times * y.round(), FOUR, seed=1, ntop=1) for times in (1, 16))
    assert one.value == pytest.approx(2_000)
    assert many.value == pytest.approx(32_000)
    assert np.diff(ends(many))[0] / 16 == pytest.approx(np.diff(ends(one))[0] / 4, rel=0.1)


def test_the_jackknife() -> None:
    one = bootstrap.jackknife(western(), SUBJECT)
    left = bca.jackknife(western(), lambda some: stepwise.many(5, some, 0.02))
    assert one.parameters["acceleration"] == pytest.approx(-0.0950102557105, rel=1e-6)
    assert one.se == pytest.approx(left.se)
    low, high = ends(one)
    assert (one.value - 345) ** 2 == pytest.approx((low - 345) * (high - 345))
    assert one.warnings[-1].en.startswith("The jackknife leaves out one person")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "counts",
    [
        [0.0],
        [0.0, 5.0],
        [0.0, 5.0, 4.0, 3.0],
        [0.0] * 8,
        [0.0, 9, 8, 0, 7, 0, 0, 0],
        [0.0, 0, 0, 0, 0, 0, 0, 12],
        [0.0, 0, 0, 1, 0, 0, 0, 0],
        [0.0, 9, 8, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0],
    ],
)
def test_degenerate_tables_are_refused_in_words(method, counts: list[float]) -> None:
    one = method(np.array(counts), FOUR)
    assert one.value is None
    assert one.interval is None
    assert one.warnings[0].en.startswith("Not assessable")
    assert one.warnings[0].es.startswith("No evaluable")
    assert one.n == sum(counts)


def test_too_many_lists_are_refused_by_the_search_of_all_models() -> None:
    y = np.zeros(128)
    y[1:] = np.random.default_rng(1).integers(1, 9, 127)
    assert "too many models" in bootstrap.bic_bootstrap(y, SUBJECT).warnings[0].en


def test_draws_without_an_estimate_are_counted_and_not_left_out() -> None:
    """Korea with its first model only: 1.4 % of draws have no estimate. Left out, the upper BCa limit would be 262, not 303."""
    one = bootstrap.bic_bootstrap(np.array(KOREA, dtype=float), FOUR, seed=1, ntop=1, draws=20_000, interval="bca")
    share = one.parameters["draws_not_estimable"] / one.parameters["draws"]
    assert share == pytest.approx(0.0135, abs=0.003)
    assert one.se is None
    assert any("Draws without an estimate" in warning.en for warning in one.warnings)
    problem = bootstrap.searched(np.array(KOREA, dtype=float), ntop=1)
    totals = resampling.estimates(problem.y, problem.many, 20_000, np.random.default_rng(1))
    kept = bca.limits(totals, problem.value, 0.0, [0.975])[0]
    left_out = bca.limits(totals[np.isfinite(totals)], problem.value, 0.0, [0.975])[0]
    assert kept > 1.1 * left_out


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=7, max_size=7), st.integers(0, 5))
def test_any_small_table_gives_limits_or_words(counts: list[int], seed: int) -> None:
    y = np.array([0, *counts], dtype=float)
    for method in (bootstrap.stepwise_bootstrap, bootstrap.bic_bootstrap):
        one = method(y, FOUR, seed=seed, draws=100, most_draws=200)
        if one.value is None:
            assert one.warnings
            continue
        assert np.isfinite(one.value)
        low, high = ends(one)
        for name, end in (("Lower", low), ("Upper", high)):
            said = any(warning.en.startswith(f"{name} limit: not bounded") for warning in one.warnings)
            assert said == (end is None)
            assert end is None or np.isfinite(end)
        numbers = [value for value in one.parameters.values() if isinstance(value, float)]
        assert np.isfinite([value for value in numbers]).all()
