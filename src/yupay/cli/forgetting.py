"""The work of `yupay release --forget-...`: who is to be forgotten is asked for unseen, counted, confirmed; then it is done.

A number of a person comes from a prompt that does not show it, or from standard input; never from the command line, where the
shell keeps it. The ledger is marked before the first row goes: a run cut between leaves it too strict, never too trusting.
"""

import getpass
import sys
import warnings
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from yupay.cli.failing import DONE, MENDABLE
from yupay.cli.progress import Progress
from yupay.cli.screen import Screen
from yupay.keep.ledger import ledger_path, open_ledger
from yupay.keep.own_counts import forget_own
from yupay.keep.vault import (
    Chosen,
    Vault,
    choose_expired,
    choose_person,
    choose_source,
    forget,
    is_linked,
    open_vault,
    people_under,
    vault_folder,
)
from yupay.model.text import Text
from yupay.study.messages import numbered
from yupay.study.toml import stop, study_file

LONGEST = 400
YES = frozenset({"s", "si", "sí", "y", "yes"})
NUMBER = Text(
    es="Número del registro en esa institución, o documento (no se ve al escribirlo): ",
    en="Number of the record at that institution, or document (not shown as you type): ",
)
WHICH = Text(
    es="Ese número es de varias personas. Documento o nombres de la que se olvida (no se ve): ",
    en="That number is of several people. Document or names of the one to forget (not shown): ",
)
SURE = Text(es="No se puede deshacer. ¿Olvidar? [s/N] ", en="It cannot be undone. Forget? [y/N] ")
STAYS = Text(es="No se olvidó nada.", en="Nothing was forgotten.")


def forget_in(study: Path, screen: Screen, *, person: str | None, source: str | None, sure: bool) -> int:
    """Forget a person, an institution, or what is past its date.

    Args:
        study: the study.
        screen: where to speak.
        person: an institution that recorded the person; the number of the record is asked for.
        source: an institution.
        sure: whether it was confirmed beforehand.

    """
    folder, today = study_file(study).parent, date.today()
    if not vault_folder(folder).is_dir():
        none = Text(es="ninguna bóveda", en="no vault")
        raise stop("P647", "keep/vault", none, Text(es="una bóveda con registros", en="a vault with records"))
    number = asked(NUMBER, screen) if person is not None else ""
    with open_ledger(ledger_path(folder)) as ledger, open_vault(vault_folder(folder)) as vault:
        if person is not None:
            chosen: Chosen | None = choose(vault, study, screen, person, number)
        else:
            chosen = choose_expired(vault, today) if source is None else choose_source(vault, source)
        if chosen is None:
            return told(screen, None, (NOTHING_LATE,))
        if chosen.kind != "retention" and (left := unsure(chosen, screen, sure)) is not None:
            return left
        ledger.forget(today.isoformat(), reason=chosen.reason)
        with Progress(screen) as progress:
            progress.tell(Text(es="Escribiendo la bóveda de nuevo", en="Writing the vault anew"))
            forget(vault, chosen)
            if chosen.kind != "person":
                forget_own(folder, chosen.institutions)
    return told(screen, chosen, done(chosen))


def choose(vault: Vault, study: Path, screen: Screen, institution: str, number: str) -> Chosen:
    """The person behind a number, with every linked record; records that are not linked are linked first."""
    if not is_linked(vault):
        link_first(vault, study, screen)
    several = people_under(vault, institution, number) > 1
    return choose_person(vault, institution, number, asked(WHICH, screen) if several else "")


def link_first(vault: Vault, study: Path, screen: Screen) -> None:
    """Link the vault as an edition does."""
    from yupay.derive.link.link import link
    from yupay.derive.link.options import LinkOptions
    from yupay.run import open_study

    registry = open_study(study).study.registry
    options = LinkOptions() if registry is None else LinkOptions(threshold=registry.threshold_of_links)
    with Progress(screen) as progress:
        link(vault, options, progress.tell)


def asked(words: Text, screen: Screen) -> str:
    """What a person types unseen, or the next line of standard input where nobody types.

    Raises:
        StudyProblems: P647 where nothing is given, or where the terminal would show it.

    """
    said = typed(words.say(screen.language)) if sys.stdin.isatty() else sys.stdin.readline(LONGEST)
    kept = said.removeprefix("\ufeff").strip()
    if not kept:
        none = Text(es="nada", en="nothing")
        expected = Text(
            es="el número, sin mostrarlo, o en la entrada estándar", en="the number, unseen, or on standard input"
        )
        raise stop("P647", "--forget-person", none, expected)
    return kept


def typed(words: str) -> str:
    """What is typed at a prompt that does not show it; nothing where the terminal cannot hide it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(words)[:LONGEST]
        except (getpass.GetPassWarning, EOFError):
            return ""


def unsure(chosen: Chosen, screen: Screen, sure: bool) -> int | None:
    """Say what would go, and ask; the exit code where nothing is to be done, None where it is."""
    for line in counts(chosen):
        screen.say(line)
    if sure:
        return None
    if sys.stdin.isatty() and not screen.as_json:
        screen.write(SURE.say(screen.language), error=True)
        return None if sys.stdin.readline(LONGEST).strip().casefold() in YES else told(screen, None, (STAYS,))
    screen.say(STAYS)
    screen.give({"exit": MENDABLE, "forgotten": None, **sizes(chosen)})
    if not screen.as_json:
        again = Text(
            es="Siguiente: si es lo que quiere, repita con --yes.",
            en="Next: if that is what you want, repeat with --yes.",
        )
        screen.write(again.say(screen.language), error=True)
    return MENDABLE


def sizes(chosen: Chosen) -> dict[str, int]:
    """How much goes, for --json."""
    return {"records": chosen.records, "institutions": len(chosen.institutions), "waiting": chosen.waiting}


def counts(chosen: Chosen) -> Iterator[Text]:
    """What would go, in counts."""
    rows = numbered(chosen.records, ("registro", "registros"), ("record", "records"))
    lists = numbered(len(chosen.institutions), ("institución", "instituciones"), ("institution", "institutions"))
    yield Text(es=f"Se olvidarían {rows.es} de {lists.es}.", en=f"{rows.en} of {lists.en} would be forgotten.")
    if chosen.waiting:
        others = numbered(chosen.waiting, ("registro", "registros"), ("record", "records"))
        yield Text(
            es=f"Otros que quizá son de la misma persona, y no se olvidan: {others.es} (esperan revisión).",
            en=f"Others that may be the same person's, and stay: {others.en} (waiting for review).",
        )


NOTHING_LATE = Text(
    es="Nada pasó de su fecha: no se olvidó nada.", en="Nothing is past its date: nothing was forgotten."
)


def done(chosen: Chosen) -> Iterator[Text]:
    """What was done and what stays, in words that point at nobody."""
    yield Text(
        es="Hecho: la bóveda se escribió de nuevo sin esas filas, y lo que se derivó de ellas se quitó.",
        en="Done: the vault was written anew without those rows, and what was derived from them is gone.",
    )
    yield Text(
        es="El libro de ediciones anota que se olvidó algo, y no de quién.",
        en="The ledger notes that something was forgotten, and not of whom.",
    )
    yield Text(
        es="Las ediciones ya publicadas se quedan como están: quien las tenga las conserva, y ninguna puede retirarse.",
        en="Editions published before stay as they are: whoever has them keeps them, and none can be called back.",
    )
    if chosen.kind == "source":
        yield Text(
            es="Quite la institución de study.toml: su archivo ya no se toma (P649).",
            en="Take the institution out of study.toml: its file is not taken in any more (P649).",
        )
    yield Text(
        es="Falta que usted lo quite de los archivos que entregó la institución y de las copias de respaldo.",
        en="What remains to you: take it out of the files that the institution gave, and out of backups.",
    )


def told(screen: Screen, chosen: Chosen | None, lines: Iterable[Text]) -> int:
    """Say what came of it."""
    screen.give(
        {"exit": DONE, "forgotten": None if chosen is None else chosen.kind, **(sizes(chosen) if chosen else {})}
    )
    for line in lines:
        screen.say(line)
    return DONE
