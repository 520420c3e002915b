"""The work of `yupay release`: an edition made; a refusal shows the nearest safe edition and how to take it."""

from collections.abc import Sequence
from pathlib import Path

from yupay.cli.failing import DONE, MENDABLE
from yupay.cli.progress import Progress
from yupay.cli.screen import Screen
from yupay.model.problem import StudyProblems
from yupay.model.records import Intake
from yupay.model.text import Text
from yupay.study.toml import stop

JUDGED = "P658"


def unclear(asked: int) -> StudyProblems:
    """C900: what to do is not said, or two things are."""
    got = Text(es="nada que hacer", en="nothing to do") if asked == 0 else Text(es="dos cosas", en="two things")
    expected = Text(
        es="una de: --edition, --forget-person, --forget-source, --purge",
        en="one of: --edition, --forget-person, --forget-source, --purge",
    )
    return stop("C900", "yupay release", got, expected, act=Text.same("yupay release --help"))


def release_study(study: Path, edition: str, screen: Screen, *, dry_run: bool, nearest: bool) -> int:
    """Make an edition and say what came of it: what was found in the files is said also where nothing leaves."""
    intakes: list[Intake] = []
    try:
        with Progress(screen) as progress:
            progress.tell(Text(es="Preparando", en="Getting ready"))
            from yupay.edition import release_edition

            outcome = release_edition(
                study, edition, dry_run=dry_run, nearest=nearest, tell=progress.tell, took=intakes.append
            )
    except StudyProblems as found:
        tell_intakes(intakes, screen)
        if any(one.code == JUDGED and one.hint is not None for one in found.problems):
            screen.problems(found.problems, None)
            tell_nearest(study, edition, screen, dry_run)
            return MENDABLE
        raise
    from yupay.cli.released import given, tell

    screen.give({"exit": DONE, **given(outcome, dry_run, screen.language, intakes)})
    tell_intakes(intakes, screen)
    tell(outcome, study, dry_run, screen)
    return DONE


def tell_intakes(intakes: Sequence[Intake], screen: Screen) -> None:
    """What was found in the files that were taken in, and, once, what the vault does not do for them."""
    if not intakes:
        return
    from yupay.keep.vault import DISK_MUST_ENCRYPT

    screen.heading(Text(es="Qué entró en la bóveda", en="What came into the vault"))
    for one in intakes:
        if one.statement is not None:
            first, *more = one.statement.say(screen.language).split("\n")
            screen.say("\n".join([f"  {one.institution}: {first}", *(f"    {line}" for line in more)]))
    screen.say(DISK_MUST_ENCRYPT)


def tell_nearest(study: Path, edition: str, screen: Screen, dry_run: bool) -> None:
    """How to publish the nearest edition that is safe; how to rehearse it, where this was a rehearsal."""
    if screen.as_json:
        return
    published = Text(es="Siguiente: para publicar esa alternativa,", en="Next: to publish that alternative,")
    rehearsed = Text(es="Siguiente: para ensayar esa alternativa,", en="Next: to rehearse that alternative,")
    words, option = (rehearsed, " --dry-run") if dry_run else (published, "")
    said = words.say(screen.language)
    screen.write(f"\n{said}\n  yupay release {study} --edition {edition} --nearest{option}", error=True)
