"""What came of an edition, on a terminal and under --json: what leaves, what is hidden, what comes next."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from yupay.cli.language import Language
from yupay.cli.perform import opened_first
from yupay.cli.screen import Screen
from yupay.edition import EditionOutcome
from yupay.model.records import Intake
from yupay.model.registry import EditionSheet, NoisyTable
from yupay.model.text import Text
from yupay.publish.numbers import Writer
from yupay.study.messages import numbered
from yupay.study.release_policy import QUESTIONS


def given(outcome: EditionOutcome, dry_run: bool, language: Language, intakes: Sequence[Intake] = ()) -> dict[str, Any]:
    """The answer under --json."""
    sheet = outcome.sheet
    return {
        "edition": sheet.name,
        "dry_run": dry_run,
        "already_published": outcome.published_as or None,
        "audit_passed": True,
        "threshold": sheet.policy.threshold,
        "taken_in": [came_in(one) for one in intakes],
        "judged_with": list(sheet.earlier),
        "nearest": outcome.nearest.say(language) if outcome.nearest else None,
        "tables": [
            {
                "id": table.id,
                "title": table.title.say(language),
                "hidden_share": round(sheet.hidden_share.get(table.id, 0.0), 4),
            }
            for table in sheet.tables
        ],
        "noise": [noise(one) for one in sheet.noisy],
        "epsilon_spent": sheet.spent,
        "not_published": [name for name, _ in sheet.withheld],
        "folder": str(outcome.folder),
        "written": [str(one) for one in outcome.written],
        "pages": [str(one) for one in outcome.pages],
    }


def noise(one: NoisyTable) -> dict[str, Any]:
    """A table with noise: how many cells are drawn, at what cost, and whether they were."""
    told = {"id": one.table.id, "drawn_cells": one.inner, "epsilon": one.epsilon, "scale": one.scale}
    return {**told, "reach": one.reach, "drawn": bool(one.cells)}


def came_in(intake: Intake) -> dict[str, Any]:
    """What was found in a file: counts, and the rows that stayed out with their reasons."""
    rejects = [{"row": one.row, "class": one.column_class, "code": one.code} for one in intake.rejects]
    told = {"institution": intake.institution, "rows": intake.rows, "accepted": intake.accepted}
    return {**told, "unchanged": intake.unchanged, "rejects": rejects}


def tell(outcome: EditionOutcome, study: Path, dry_run: bool, screen: Screen) -> None:
    """The answer for a reader."""
    screen.heading(headline(outcome, dry_run))
    for line in leaves(outcome):
        screen.say(line)
    screen.heading(Text(es="Qué se comprobó", en="What was checked"))
    for line in checked(outcome):
        screen.say(line)
    if dry_run:
        tell_rehearsal(outcome, study, screen)
    elif outcome.written:
        tell_published(outcome, screen)
    elif outcome.folder.is_dir():
        screen.say("")
        screen.say(Text(es="La carpeta pública está entera, en", en="The public folder is whole, in"))
        screen.command(str(outcome.folder))


def headline(outcome: EditionOutcome, dry_run: bool) -> Text:
    """What happened, in one line."""
    name = outcome.sheet.name
    if dry_run:
        return Text(
            es=f"Ensayo de la edición {name}: no se publicó nada",
            en=f"Rehearsal of edition {name}: nothing was published",
        )
    if outcome.known and outcome.published_as != name:
        twin = outcome.published_as
        return Text(
            es=f"La edición {name} es igual a {twin}, ya publicada: no se hizo nada",
            en=f"Edition {name} is the same as {twin}, published before: nothing was done",
        )
    if outcome.known and not outcome.written:
        return Text(
            es=f"La edición {name} ya estaba publicada, igual: no se hizo nada",
            en=f"Edition {name} was published before, the same: nothing was done",
        )
    if outcome.known:
        return Text(
            es=f"La edición {name} ya estaba anotada: su carpeta se escribió de nuevo",
            en=f"Edition {name} was noted before: its folder was written again",
        )
    return Text(es=f"Edición {name} publicada", en=f"Edition {name} published")


def leaves(outcome: EditionOutcome) -> Iterator[Text]:
    """Each table with the share of it that is hidden; what is kept back."""
    sheet = outcome.sheet
    for table in sheet.tables:
        share = Writer("en").number(100 * sheet.hidden_share.get(table.id, 0.0), 0)
        yield Text(
            es=f"  {table.title.es}: oculto el {share} % de las celdas",
            en=f"  {table.title.en}: {share}% of cells hidden",
        )
    for one in sheet.noisy:
        n, cost, far = one.inner, f"{one.epsilon:.3g}", one.reach
        yield Text(
            es=f"  {one.table.title.es}: con ruido en {n} celdas, epsilon {cost}, ± {far} en 95 de 100",
            en=f"  {one.table.title.en}: with noise in {n} cells, epsilon {cost}, ± {far} in 95 of 100",
        )
    if sheet.noisy:
        yield spending(sheet)
    for _, title in sheet.withheld:
        yield Text(es=f"  {title.es}: no se publica", en=f"  {title.en}: not published")
    if outcome.nearest is not None:
        yield Text(
            es=f"  Para que nada se deduzca junto a las anteriores: {outcome.nearest.es}",
            en=f"  So that nothing is worked out beside earlier ones: {outcome.nearest.en}",
        )


def spending(sheet: EditionSheet) -> Text:
    """What noise costs in all; in a rehearsal nothing was drawn yet."""
    spent, cap = f"{sheet.spent:.3g}", f"{sheet.policy.epsilon_cap:g}"
    if all(one.cells for one in sheet.noisy):
        return Text(es=f"  Ruido: gastado {spent} de {cap}", en=f"  Noise: {spent} of {cap} spent")
    return Text(
        es=f"  Ruido: nada se sorteó; al publicar quedaría gastado {spent} de {cap}",
        en=f"  Noise: nothing was drawn; publishing would leave {spent} of {cap} spent",
    )


def checked(outcome: EditionOutcome) -> Iterator[Text]:
    """The audit, the earlier editions, who answered, what was measured of linkage; the truth, where the registry is invented."""
    sheet = outcome.sheet
    k, earlier = sheet.policy.threshold, ", ".join(sheet.earlier)
    yield Text(
        es=f"  Auditoría aprobada, umbral {k}: ningún conteo de 1 a {k - 1} se publica ni se puede deducir.",
        en=f"  Audit passed, threshold {k}: no count of 1 to {k - 1} is published or can be worked out.",
    )
    yield Text(
        es=f"  Juzgada junto con: {earlier or 'ninguna, es la primera'}.",
        en=f"  Judged together with: {earlier or 'none, it is the first'}.",
    )
    n, who = len(sheet.policy.harms), sheet.policy.accountable
    yield Text(
        es=f"  {who} respondió las {len(QUESTIONS)} preguntas y el daño posible de {n} tablas, figuras y mapas.",
        en=f"  {who} answered the {len(QUESTIONS)} questions and the possible harm of {n} tables, figures and maps.",
    )
    for one in sheet.checks:
        yield Text(es=f"  {one.label.es}: {one.value.es}.", en=f"  {one.label.en}: {one.value.en}.")


def tell_rehearsal(outcome: EditionOutcome, study: Path, screen: Screen) -> None:
    """The page for the head of office, and how to publish."""
    screen.heading(
        Text(es="Para quien dirige la oficina, sin publicar", en="For the head of office, not for publication")
    )
    for page in outcome.pages:
        screen.command(str(page))
    screen.say("")
    screen.say(Text(es="Siguiente: con su firma, publique con", en="Next: once signed, publish with"))
    near = " --nearest" if outcome.nearest is not None else ""
    screen.command(f"yupay release {study} --edition {outcome.sheet.name}{near}")


def tell_published(outcome: EditionOutcome, screen: Screen) -> None:
    """The files a reader opens first, and what comes next."""
    screen.heading(Text(es="Qué se escribió", en="What was written"))
    for path in opened_first(outcome.written, outcome.folder, screen):
        screen.command(str(path))
    count = numbered(len(outcome.written), ("archivo", "archivos"), ("file", "files"))
    screen.say(Text(es=f"{count.es} en total, en", en=f"{count.en} in all, in"))
    screen.command(str(outcome.folder))
    screen.say("")
    screen.say(
        Text(
            es="Siguiente: lea los informes de privacidad y de utilidad, y entregue la carpeta entera. Guarde copia de keep/ledger.jsonl y keep/ledger.jsonl.head: sin ellos no sale otra edición; y de keep/own-counts-*.json, con que se juzga la siguiente.",
            en="Next: read the privacy and utility reports, and hand the whole folder over. Back up keep/ledger.jsonl and keep/ledger.jsonl.head: without them no other edition leaves; and keep/own-counts-*.json, with which the next one is judged.",
        )
    )
