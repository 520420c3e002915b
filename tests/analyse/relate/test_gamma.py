"""Gamma, tau-b and tau-c of job satisfaction by income (Agresti 2002), of columns and of their table."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import kendalltau

from yupay.analyse.relate.gamma import METHOD, TAU_B_METHOD, TAU_C_METHOD, gamma, tau_b, tau_c
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("income", "satisfaction"), unit_of_analysis="person", sources=("survey",))
JOB = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]
TABLES = arrays(np.int64, st.tuples(st.integers(2, 5), st.integers(2, 5)), elements=st.integers(0, 9))


def units(table: object) -> tuple[np.ndarray, np.ndarray]:
    counts = np.asarray(table)
    at = np.repeat(np.arange(counts.size), counts.ravel())
    return at // counts.shape[1], at % counts.shape[1]


def test_published_gamma_of_job_satisfaction() -> None:
    """Agresti (2002), section 3.4: gamma .221, standard error .117."""
    one = gamma(JOB, None, SUBJECT)
    assert one.value == pytest.approx(0.221, abs=5e-4)
    assert one.se == pytest.approx(0.117, abs=5e-4)
    assert (one.parameters["concordant"], one.parameters["discordant"]) == (1331, 849)
    assert one.interval.low < one.value < one.interval.high
    assert one.n == 96
    assert one.id == "relate/income~satisfaction/person/gamma"


def test_columns_give_what_their_table_gives() -> None:
    x, y = units(JOB)
    for method in (gamma, tau_b, tau_c):
        one, two = method(x, y, SUBJECT), method(JOB, None, SUBJECT)
        assert (one.value, one.se, one.p, one.interval) == (two.value, two.se, two.p, two.interval)


@given(TABLES)
def test_tau_b_is_that_of_the_units(table: np.ndarray) -> None:
    one = tau_b(table, None, SUBJECT)
    if one.value is None:
        return
    assert one.method == TAU_B_METHOD.id
    assert one.value == pytest.approx(kendalltau(*units(table)).statistic)


@given(TABLES)
def test_turning_a_variable_turns_the_sign_and_swapping_them_nothing(table: np.ndarray) -> None:
    for method in (gamma, tau_b, tau_c):
        one, turned, swapped = (method(each, None, SUBJECT) for each in (table, table[::-1], table.T))
        if one.value is None:
            assert turned.value is swapped.value is None
            continue
        assert -1 <= one.value <= 1
        assert turned.value == pytest.approx(-one.value, abs=1e-12)
        assert swapped.value == pytest.approx(one.value, abs=1e-12)
        assert turned.se == pytest.approx(one.se, abs=1e-9)


def test_tau_c_reaches_one_on_an_unequal_table() -> None:
    one = tau_c([[20, 0, 0, 0], [0, 20, 20, 0]], None, SUBJECT)
    assert one.method == TAU_C_METHOD.id
    assert one.value == pytest.approx(2 * (2 * 20 * 40) / 60**2)
    assert tau_c([[30, 0], [0, 30]], None, SUBJECT).value == pytest.approx(1.0)


def test_a_perfect_order_has_no_interval() -> None:
    one = gamma([[30, 0], [0, 30]], None, SUBJECT)
    assert one.value == 1.0
    assert one.interval is None
    assert "Standard error of zero" in one.warnings[0].en


def test_one_sided_p_are_the_halves() -> None:
    two, up, down = (gamma(JOB, None, SUBJECT, alternative=side).p for side in ("two-sided", "greater", "less"))
    assert two == pytest.approx(2 * up)
    assert up + down == pytest.approx(1.0)


def test_interval_covers() -> None:
    random = np.random.default_rng(2)
    cells = np.array([[0.12, 0.08, 0.05], [0.09, 0.12, 0.09], [0.05, 0.12, 0.28]])
    truth = gamma(np.rint(cells * 1e6), None, SUBJECT).value
    held = 0
    for table in random.multinomial(150, cells.ravel(), size=500).reshape(-1, 3, 3):
        interval = gamma(table, None, SUBJECT).interval
        held += interval.low <= truth <= interval.high
    assert 0.92 <= held / 500 <= 0.98


@pytest.mark.parametrize("method", [gamma, tau_b, tau_c])
@pytest.mark.parametrize(("x", "y"), [([], []), ([1, 2], [2, 1]), ([1] * 9, range(9)), ([None] * 9, range(9))])
def test_not_assessable_is_said(method, x, y) -> None:
    one = method(x, y, SUBJECT)
    assert one.value is None and one.p is None and one.interval is None
    assert one.warnings[-1].en.startswith("Not assessable")
    assert one.warnings[-1].es.startswith("No evaluable")


def test_records_name_the_methods() -> None:
    assert (METHOD.id, TAU_B_METHOD.id, TAU_C_METHOD.id) == ("gamma", "tau-b-table", "tau-c")
