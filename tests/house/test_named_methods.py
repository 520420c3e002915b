"""The methods that a study may name are those that can be called, no more and no fewer."""

from yupay.analyse.answer_relate import REGRESSIONS
from yupay.analyse.methods import METHODS
from yupay.analyse.row_methods import EXPLORED
from yupay.analyse.row_methods import METHODS as DECIDE
from yupay.study.hypotheses import DECIDING, DECIDING_ROWS, EXPLORING, EXPLORING_ROWS


def test_what_may_decide_over_answers_is_what_can_be_called() -> None:
    assert set(DECIDING_ROWS) == set(DECIDE)
    assert set(EXPLORING_ROWS) == set(DECIDE) | set(EXPLORED)


def test_what_may_explore_places_is_what_can_be_called() -> None:
    assert set(REGRESSIONS) <= set(EXPLORING)


def test_every_name_is_a_method() -> None:
    assert set(DECIDING) | set(EXPLORING) | set(EXPLORING_ROWS) <= set(METHODS)
