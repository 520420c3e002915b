"""What happens when a library fails on a user's file? Its words may hold values, so they are dropped: ours are shown."""

from collections.abc import Iterator
from contextlib import contextmanager

from yupay.load.messages import problem
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import Source


@contextmanager
def door(closed: Problem) -> Iterator[None]:
    """Any failure inside becomes this one problem, without the library's text and without a traceback.

    A panic of a compiled reader is no `Exception`, so everything is caught but an interruption by the user.
    """
    try:
        yield
    except (StudyProblems, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:
        raise StudyProblems([closed]) from None


def damaged(source: Source, kind: str) -> Problem:
    """L208 for a file that its reader refuses."""
    return problem(
        "L208",
        source.path,
        (f"el archivo no se puede leer como {kind}", f"the file cannot be read as {kind}"),
        (f"un archivo {kind} completo", f"a complete {kind} file"),
        ("ábralo, guárdelo de nuevo y copie el archivo entero", "open it, save it again and copy the whole file"),
    )
