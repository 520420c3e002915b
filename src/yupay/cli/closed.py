"""Work on the records of victims: the words of an unforeseen failure may quote a value, and are not shown even for debugging."""

from collections.abc import Callable

from yupay.cli.failing import defect
from yupay.cli.screen import Screen
from yupay.model.problem import StudyProblems


def closed(work: Callable[[Screen], int]) -> Callable[[Screen], int]:
    """The same work, a failure of which is told by its kind and place alone, whatever YUPAY_DEBUG says."""

    def done(screen: Screen) -> int:
        try:
            return work(screen)
        except (StudyProblems, BrokenPipeError):
            raise
        except Exception as unforeseen:
            return defect(unforeseen, screen)

    return done
