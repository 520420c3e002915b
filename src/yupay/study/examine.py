"""Is the study well declared? Read, checked, and held against its registered plan."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from yupay.model.problem import Problem, StudyProblems
from yupay.model.study import Study
from yupay.study.check import check_study
from yupay.study.locator import Locator
from yupay.study.read import read
from yupay.study.registration import Registration, compare

UNFILLED = "S109"
Also = Callable[[Study, Path, Locator], Iterable[Problem]]


@dataclass(frozen=True)
class Examined:
    """A study without problems, with its notices, its folder, and where each part of its file stands."""

    study: Study
    folder: Path
    registration: Registration
    locate: Locator
    notices: tuple[Problem, ...]

    @property
    def unfilled(self) -> tuple[Problem, ...]:
        """What is still to be filled in: a study with any is a draft, to be checked and not to be run."""
        return tuple(one for one in self.notices if one.code == UNFILLED)


def nothing_more(_study: Study, _folder: Path, _locate: Locator) -> tuple[Problem, ...]:
    """No other checks."""
    return ()


def examine(path: Path, known_methods: Collection[str], *, draft: bool = False, also: Also = nothing_more) -> Examined:
    """Read a study, check it, and compare it with its registered plan.

    Args:
        path: the study folder, or its study.toml.
        known_methods: the methods that this version has.
        draft: a "?" still to be filled in is a notice.
        also: what else to check, told together with the rest.

    Raises:
        StudyProblems: every problem of the study file at once, with file, line and column.

    """
    reading = read(path, draft=draft)
    if reading.study is None:
        raise StudyProblems(reading.problems)
    folder = reading.file.parent
    registration = compare(reading.study, folder, reading.locate)
    checked = (_noticed(one) if draft else one for one in check_study(reading.study, reading.locate, known_methods))
    found = (*checked, *also(reading.study, folder, reading.locate), *registration.problems)
    if not all(problem.notice for problem in found):
        raise StudyProblems(found)
    return Examined(reading.study, folder, registration, reading.locate, found)


def _noticed(one: Problem) -> Problem:
    return one.model_copy(update={"notice": True}) if one.code == UNFILLED else one
