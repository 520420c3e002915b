"""What is said when an engine cannot be opened or stops? One problem with a code, never the words of its driver."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from yupay.load.messages import STUDY_FILE, problem, quote, same
from yupay.model.problem import Problem, StudyProblems

Words = tuple[str, str]
Kinds = tuple[type[BaseException], ...]


@contextmanager
def told(engine: str, failures: Kinds, full: Callable[[BaseException], bool]) -> Iterator[None]:
    """Failures of a driver become L264, or L270 where they say that room is lacking; their text is dropped."""
    try:
        yield
    except failures as failure:
        raise StudyProblems([_no_room(engine, failure) if full(failure) else _stopped(engine, failure)]) from None


def not_opened(shown: str, expected: Words, hint: Words | None = None) -> Problem:
    """L262: the engine does not answer, or may not be used."""
    name = quote(shown)
    got = (f"{name} no responde o no deja trabajar", f"{name} does not answer or does not let us work")
    return problem("L262", STUDY_FILE, got, expected, hint)


def lacks(what: str, expected: Words, hint: Words | None = None) -> Problem:
    """L263: a driver or a program that is not installed."""
    return problem("L263", STUDY_FILE, (f"{what} no está instalado", f"{what} is not installed"), expected, hint)


def _stopped(engine: str, failure: BaseException) -> Problem:
    expected = ("un motor que responda hasta el final", "an engine that answers to the end")
    return problem("L264", STUDY_FILE, same(f"{engine}: {type(failure).__name__}"), expected)


def _no_room(engine: str, failure: BaseException) -> Problem:
    expected = ("una tabla que el motor acepte", "a table that the engine accepts")
    return problem("L270", STUDY_FILE, same(f"{engine}: {type(failure).__name__}"), expected)
