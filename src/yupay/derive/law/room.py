"""What is said when the cases do not fit in the memory of the embedded engine? L270, never the words of its driver."""

from collections.abc import Iterator
from contextlib import contextmanager

from yupay.derive.law import case_words as say
from yupay.load.engine import NO_ROOM
from yupay.model.problem import StudyProblems


@contextmanager
def room(where: str) -> Iterator[None]:
    """Reading and qualifying the cases of a file: a lack of memory is L270. The other engines tell their own."""
    try:
        yield
    except NO_ROOM:
        raise StudyProblems([say.too_many(where)]) from None
