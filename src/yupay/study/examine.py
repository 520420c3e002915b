"""Is the study well declared? Read, checked, and held against its registered plan."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from yupay.model.problem import Problem, StudyProblems
from yupay.model.study import Study
from yupay.study.check import check_study
from yupay.study.locator import Locator
from yupay.study.read import read
from yupay.study.registration import Registration, compare


@dataclass(frozen=True)
class Examined:
    """A study without problems, with its notices, its folder, and where each part of its file stands."""

    study: Study
    folder: Path
    registration: Registration
    locate: Locator
    notices: tuple[Problem, ...]


def examine(path: Path, known_methods: Collection[str]) -> Examined:
    """Read a study, check it, and compare it with its registered plan.

    Raises:
        StudyProblems: every problem of the study file at once, with file, line and column.

    """
    reading = read(path)
    if reading.study is None:
        raise StudyProblems(reading.problems)
    folder = reading.file.parent
    registration = compare(reading.study, folder, reading.locate)
    found = (*check_study(reading.study, reading.locate, known_methods), *registration.problems)
    if not all(problem.notice for problem in found):
        raise StudyProblems(found)
    return Examined(reading.study, folder, registration, reading.locate, found)
