"""What happens when the engine fails on records of victims? Its words are dropped whole: not shown, not chained, not kept."""

from collections.abc import Callable
from typing import TypeVar

from yupay.model.problem import Problem, StudyProblems

T = TypeVar("T")


def guarded(closed: Problem, work: Callable[[], T]) -> T:
    """The result of some work; any failure but a problem already worded becomes this one, raised where it is no longer at hand.

    Raised outside the handler, so that not even the context of the exception holds the words of the library.
    """
    try:
        return work()
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except StudyProblems as told:
        failed = told.problems
    except BaseException:
        failed = (closed,)
    raise StudyProblems(failed)
