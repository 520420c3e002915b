"""The work of `yupay hidden`: read the lists, ask every model, tell what they say together and what is in doubt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from yupay.analyse.answer import rounded
from yupay.analyse.answer_hidden import hidden
from yupay.analyse.hidden.portfolio import PORTFOLIO
from yupay.cli.failing import DONE
from yupay.cli.hidden_tables import tell
from yupay.cli.progress import Progress
from yupay.cli.screen import Screen
from yupay.derive.lists import listed
from yupay.load.lists import Asked, study_of
from yupay.load.tables import load
from yupay.model.cube import Evidence
from yupay.model.estimate import Estimate
from yupay.model.lists import Overlaps
from yupay.model.problem import StudyProblems
from yupay.model.study import Study
from yupay.model.text import Text
from yupay.protect.overlaps import with_lists
from yupay.study.hidden import check_hidden
from yupay.study.locator import Locator
from yupay.study.look import Look

OF_FILE_NAMES = ("S106", "S129")


@dataclass(frozen=True)
class Wanted:
    """What the line of the command asks for."""

    methods: tuple[str, ...] = ()
    strata: tuple[str, ...] = ()
    count: str | None = None
    merge: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seed: int | None = None
    level: float = 0.95
    draws: int = 1000
    coverage: int = 100
    printed: bool = False


def estimate_file(path: Path, wanted: Wanted, screen: Screen) -> int:
    """Estimate how many are on no list of a file, and tell it."""
    with Progress(screen) as progress:
        progress.tell(Text(es="Leyendo las listas", en="Reading the lists"))
        study = study_of(path, asked(wanted))
        checked(study)
        overlaps, made = answered(study, path.resolve().parent, progress)
    screen.give(
        {
            "exit": DONE,
            "file": str(path),
            "seed": study.study.seed,
            "overlaps": overlaps.model_dump(mode="json"),
            "estimates": [{"id": one.id, **one.model_dump(mode="json", exclude_none=True)} for one in made],
        }
    )
    tell(overlaps, made, screen, path.name)
    return DONE


def asked(wanted: Wanted) -> Asked:
    """The fields of a `[hidden]` block that the line gives."""
    more: dict[str, Any] = {
        "methods": wanted.methods,
        "level": wanted.level,
        "draws": wanted.draws,
        "coverage_tables": wanted.coverage,
    }
    return Asked(wanted.count, wanted.strata, wanted.merge, wanted.printed, wanted.seed, more)


def checked(study: Study) -> None:
    """Refuse what a study would refuse: unknown lists and methods, strata by place, numbers out of range.

    Raises:
        StudyProblems: S105, S117, S140, S146, all at once.

    """
    look = Look(study=study, locate=Locator(""), where="yupay hidden", methods=tuple(PORTFOLIO))
    check_hidden(look)
    problems = [one.problem for one in look.found if one.problem.code not in OF_FILE_NAMES]
    if problems:
        raise StudyProblems(problems)


def answered(study: Study, folder: Path, progress: Progress) -> tuple[Overlaps, tuple[Estimate, ...]]:
    """What may be printed of the lists, and every estimate."""
    loaded = load(study, folder)
    try:
        tables = listed(study, loaded)
    finally:
        loaded.engine.close()
    evidence = with_lists(study, Evidence(cubes={}, figures={}, audits={}), tables)
    with threadpool_limits(limits=1):
        made = tuple(rounded(one) for one in hidden(study, evidence.lists, tables, progress.tell))
    if evidence.lists is None:
        raise ValueError("a study of lists has lists")
    return evidence.lists, made
