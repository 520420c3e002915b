"""Admissions to Berkeley by sex within six departments, as R prints them."""

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from yupay.analyse.relate.mantel_haenszel import METHOD, mantel_haenszel
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("admitted", "sex"), unit_of_analysis="applicant")
BERKELEY = np.array(
    [
        [[512, 89], [313, 19]],
        [[353, 17], [207, 8]],
        [[120, 202], [205, 391]],
        [[138, 131], [279, 244]],
        [[53, 94], [138, 299]],
        [[22, 24], [351, 317]],
    ]
)


def test_published_berkeley() -> None:
    """R's documentation: X² = 1.4269 (1.5246 uncorrected), p = .2323, odds ratio .9046968, .7719074 to 1.0603298."""
    one = mantel_haenszel(BERKELEY, None, None, SUBJECT)
    assert one.statistic == pytest.approx(1.4269, abs=5e-5)
    assert one.p == pytest.approx(0.2323, abs=5e-5)
    assert (one.value, one.interval.low, one.interval.high) == pytest.approx(
        (0.9046968, 0.7719074, 1.0603298), abs=5e-8
    )
    assert one.method == METHOD.id
    assert one.parameters["strata"] == 6


def test_second_opinion_of_statsmodels() -> None:
    theirs = StratifiedTable([table.astype(float) for table in BERKELEY])
    one = mantel_haenszel(BERKELEY, None, None, SUBJECT, continuity=False)
    assert one.value == pytest.approx(theirs.oddsratio_pooled)
    assert one.parameters["log_se"] == pytest.approx(theirs.logodds_pooled_se)
    assert one.p == pytest.approx(theirs.test_null_odds().pvalue)
    assert one.parameters["p_homogeneity"] == pytest.approx(theirs.test_equal_odds(adjust=True).pvalue)


def test_columns_give_what_their_tables_give() -> None:
    at = np.repeat(np.arange(24), BERKELEY.ravel())
    one = mantel_haenszel(at // 2 % 2, at % 2, at // 4, SUBJECT)
    two = mantel_haenszel(BERKELEY, None, None, SUBJECT)
    assert (one.value, one.p, one.n) == (two.value, two.p, two.n)


def test_strata_that_do_not_vary_change_nothing() -> None:
    more = np.concatenate([BERKELEY, [[[7, 9], [0, 0]]]])
    one, two = (mantel_haenszel(tables, None, None, SUBJECT) for tables in (BERKELEY, more))
    assert (one.value, one.statistic, one.interval) == (two.value, two.statistic, two.interval)


@pytest.mark.parametrize(
    "tables",
    [np.zeros((0, 2, 2)), np.zeros((3, 2, 2)), [[[5, 3], [0, 0]]], [[[4, 0], [0, 6]]], [[1, 2], [3, 4]]],
)
def test_not_assessable_is_said(tables: object) -> None:
    one = mantel_haenszel(tables, None, None, SUBJECT)
    assert one.value is None and one.p is None
    assert one.warnings[-1].en.startswith("Not assessable")


def test_missing_values_are_left_out_and_three_categories_refused() -> None:
    one = mantel_haenszel([1, 0, None, 1, 0, 1], [1, 0, 1, 0, 1, 1], [1, 1, 1, 1, 1, 1], SUBJECT)
    assert one.n == 5
    assert one.warnings[0].en.endswith("there: 1.")
    assert mantel_haenszel([1, 2, 3, 1], [1, 0, 1, 0], [1, 1, 1, 1], SUBJECT).value is None
