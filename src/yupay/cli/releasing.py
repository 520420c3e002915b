"""The work of `yupay release`: an edition made, or something forgotten; a refusal shows the nearest safe edition and how to take it."""

from datetime import date
from pathlib import Path

from yupay.cli.failing import DONE, MENDABLE
from yupay.cli.progress import Progress
from yupay.cli.screen import Screen
from yupay.model.problem import StudyProblems
from yupay.model.records import Forgotten
from yupay.model.text import Text
from yupay.study.toml import stop, study_file

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
    """Make an edition and say what came of it."""
    try:
        with Progress(screen) as progress:
            progress.tell(Text(es="Preparando", en="Getting ready"))
            from yupay.edition import release_edition

            outcome = release_edition(study, edition, dry_run=dry_run, nearest=nearest, tell=progress.tell)
    except StudyProblems as found:
        if any(one.code == JUDGED and one.hint is not None for one in found.problems):
            screen.problems(found.problems, None)
            tell_nearest(study, edition, screen)
            return MENDABLE
        raise
    from yupay.cli.released import given, tell

    screen.give({"exit": DONE, **given(outcome, dry_run, screen.language)})
    tell(outcome, study, dry_run, screen)
    return DONE


def tell_nearest(study: Path, edition: str, screen: Screen) -> None:
    """How to publish the nearest edition that is safe."""
    if not screen.as_json:
        words = Text(es="Siguiente: para publicar esa alternativa,", en="Next: to publish that alternative,")
        screen.write(
            f"\n{words.say(screen.language)}\n  yupay release {study} --edition {edition} --nearest", error=True
        )


def forget(study: Path, screen: Screen, *, person: int | None, source: str | None) -> int:
    """Forget a person, an institution, or what is past its date; the ledger keeps that it was done, and nothing of whom."""
    from yupay.keep.ledger import ledger_path, open_ledger
    from yupay.keep.vault import forget_person, forget_source, open_vault, purge, vault_folder

    folder, today = study_file(study).parent, date.today()
    if not vault_folder(folder).is_dir():
        none = Text(es="ninguna bóveda", en="no vault")
        raise stop("P647", "keep/vault", none, Text(es="una bóveda con registros", en="a vault with records"))
    with open_ledger(ledger_path(folder)) as ledger, open_vault(vault_folder(folder)) as vault:
        gone: Forgotten | None
        if person is not None:
            gone = forget_person(vault, record=person)
        elif source is not None:
            gone = forget_source(vault, source)
        else:
            gone = purge(vault, today)
        if gone is not None:
            ledger.forget(today.isoformat(), reason=gone.reason)
    screen.give({"exit": DONE, "forgotten": None if gone is None else gone.kind})
    for line in told(gone):
        screen.say(line)
    return DONE


def told(gone: Forgotten | None) -> tuple[Text, ...]:
    """What was done, in words that point at nobody."""
    if gone is None:
        return (
            Text(es="Nada pasó de su fecha: no se olvidó nada.", en="Nothing is past its date: nothing was forgotten."),
        )
    return (
        Text(
            es="Hecho: la bóveda se escribió de nuevo sin esas filas, y lo que se derivó de ellas se quitó.",
            en="Done: the vault was written anew without those rows, and what was derived from them is gone.",
        ),
        Text(
            es="El libro de ediciones anota que se olvidó algo, y no de quién. Lo publicado antes no cambia.",
            en="The ledger notes that something was forgotten, and not of whom. What was published before does not change.",
        ),
        Text(
            es="Falta que usted lo quite de los archivos que entregó la institución y de las copias de respaldo.",
            en="What remains to you: take it out of the files that the institution gave, and out of backups.",
        ),
    )
