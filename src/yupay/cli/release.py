"""`yupay release STUDY`: an edition of a registry, published or rehearsed; and what must be forgotten, forgotten."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from yupay.cli.language import Language
from yupay.model.text import Text

if TYPE_CHECKING:
    from yupay.cli.screen import Screen
    from yupay.model.problem import StudyProblems
    from yupay.model.records import Forgotten

HELP = {
    "es": "Publica una edición de un registro: conteos protegidos, juzgados junto con todo lo publicado antes.",
    "en": "Publish an edition of a registry: protected counts, judged together with everything published before.",
}
WORDS = {
    "edition": (
        "El nombre de la edición, que es el de su carpeta en editions/.",
        "The name of the edition, which is that of its folder in editions/.",
    ),
    "dry_run": (
        "No publica ni anota nada: deja en keep/ una página para quien dirige la oficina.",
        "Publish and note nothing: leave a page for the head of office in keep/.",
    ),
    "nearest": (
        "Si la edición delatara a pocas personas junto a las anteriores, publica la más cercana que no lo hace.",
        "Where the edition would show a few people beside earlier ones, publish the nearest one that does not.",
    ),
    "person": (
        "Olvida a la persona de un registro de la bóveda, por su número, con todos los suyos.",
        "Forget the person of a record of the vault, by its number, with all that are theirs.",
    ),
    "source": ("Olvida todo lo que entregó una institución.", "Forget all that an institution gave."),
    "purge": ("Olvida lo que ya no debe conservarse.", "Forget what should no longer be held."),
}
JUDGED = "P658"


def release_command(options: Any, spoken: Language) -> Callable[..., int]:
    """`yupay release`."""
    words = {name: pair[0 if spoken == "es" else 1] for name, pair in WORDS.items()}
    named: Any = typer.Option(None, "--edition", help=words["edition"], metavar="NAME")
    dry: Any = typer.Option(False, "--dry-run", help=words["dry_run"])
    close: Any = typer.Option(False, "--nearest", help=words["nearest"])
    person: Any = typer.Option(None, "--forget-person", help=words["person"], metavar="RECORD")
    source: Any = typer.Option(None, "--forget-source", help=words["source"], metavar="ID")
    late: Any = typer.Option(False, "--purge", help=words["purge"])

    def release(
        study: Path = options.study,
        edition: str | None = named,
        dry_run: bool = dry,
        nearest: bool = close,
        forget_person: int | None = person,
        forget_source: str | None = source,
        purge: bool = late,
        language: Language = options.language,
        as_json: bool = options.json,
        quiet: bool = options.quiet,
    ) -> int:
        from yupay.cli.failing import guarded

        def work(screen: "Screen") -> int:
            asked = [one for one in (edition, forget_person, forget_source, purge or None) if one is not None]
            if len(asked) != 1:
                raise unclear(len(asked))
            if edition is not None:
                return release_study(study, edition, screen, dry_run=dry_run, nearest=nearest)
            return forget(study, screen, person=forget_person, source=forget_source)

        return guarded(spoken, as_json, quiet, work, f"yupay release {study} --edition {edition}" if edition else None)

    return release


def unclear(asked: int) -> "StudyProblems":
    """C900: what to do is not said, or two things are."""
    from yupay.study.toml import stop

    got = Text(es="nada que hacer", en="nothing to do") if asked == 0 else Text(es="dos cosas", en="two things")
    expected = Text(
        es="una de: --edition, --forget-person, --forget-source, --purge",
        en="one of: --edition, --forget-person, --forget-source, --purge",
    )
    return stop("C900", "yupay release", got, expected, act=Text.same("yupay release --help"))


def release_study(study: Path, edition: str, screen: "Screen", *, dry_run: bool, nearest: bool) -> int:
    """Make an edition and say what came of it."""
    from yupay.cli.failing import DONE, MENDABLE
    from yupay.cli.progress import Progress
    from yupay.model.problem import StudyProblems

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
    from yupay.cli import releasing

    screen.give({"exit": DONE, **releasing.given(outcome, dry_run, screen.language)})
    releasing.tell(outcome, study, dry_run, screen)
    return DONE


def tell_nearest(study: Path, edition: str, screen: "Screen") -> None:
    """How to publish the nearest edition that is safe."""
    if not screen.as_json:
        words = Text(es="Siguiente: para publicar esa alternativa,", en="Next: to publish that alternative,")
        screen.write(
            f"\n{words.say(screen.language)}\n  yupay release {study} --edition {edition} --nearest", error=True
        )


def forget(study: Path, screen: "Screen", *, person: int | None, source: str | None) -> int:
    """Forget a person, an institution, or what is past its date; the ledger keeps that it was done, and nothing of whom."""
    from yupay.cli.failing import DONE
    from yupay.keep.ledger import ledger_path, open_ledger
    from yupay.keep.vault import forget_person, forget_source, open_vault, purge, vault_folder
    from yupay.study.toml import stop, study_file

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


def told(gone: "Forgotten | None") -> tuple[Text, ...]:
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
