"""What does the policy forbid in a report? Every rule reads the finished content, as a reader would.

Rules: every number has an estimate or a published figure behind it; proxies of police effort carry no rate and no
rank; nothing is published of a source that may not leave; places below the smallest population carry no rate;
trafficking is never the subject of a title about a proxy; invented data are watermarked.
"""

import re
from collections.abc import Iterator

from yupay.model.figure import Map
from yupay.model.problem import Problem
from yupay.model.release import Release
from yupay.model.table import Cell, Table
from yupay.model.text import Text

TRAFFICKING = re.compile(r"\btrata\b|(?<!drug )\btraffick", re.IGNORECASE)
OPERATIONS = re.compile(r"\boperativos?\b|\boperations?\b", re.IGNORECASE)
OPEN = frozenset({"public", "invented"})


def breaches(release: Release) -> list[Problem]:
    """Every breach of the policy in a draft."""
    return [
        *closed_sources(release),
        *unwatermarked(release),
        *numbers_without_row(release),
        *trafficking_named_for_operations(release),
        *effort_maps_with_more_than_classes(release),
    ]


def breach(code: str, what: Text, got: str, expected: Text) -> Problem:
    """One breach, said as a problem of the report."""
    return Problem(code=code, what=what, where="report", got=Text.same(got), expected=expected)


def closed_sources(release: Release) -> list[Problem]:
    """Sources that may not leave; a registry may where the release is an edition."""
    passed = {card.id for card in release.sources if card.kind == "registry" and release.edition is not None}
    what = Text(es="fuente que no puede salir", en="source that may not leave")
    expected = Text(es='"public", o una política de publicación aprobada', en='"public", or an approved release policy')
    return [
        breach("P601", what, card.id, expected)
        for card in release.sources
        if card.confidentiality not in OPEN and card.id not in passed
    ]


def unwatermarked(release: Release) -> list[Problem]:
    """Invented data without a watermark."""
    invented = [card.id for card in release.sources if card.confidentiality == "invented"]
    if not invented or release.watermark is not None:
        return []
    what = Text(es="datos inventados sin marca de agua", en="invented data without a watermark")
    return [breach("P611", what, ", ".join(invented), Text(es="una marca en cada página", en="a mark on every page"))]


def numbers_without_row(release: Release) -> list[Problem]:
    """Cells that point at an estimate or a figure nobody made."""
    known = {estimate.id for estimate in release.estimates} | {figure.id for figure in release.published}
    unknown = sorted({cell.estimate for cell in cells(release) if cell.estimate and cell.estimate not in known})
    what = Text(es="número sin fila que lo respalde", en="number with no row behind it")
    expected = Text(es="una estimación o una cifra publicada", en="an estimate or a published figure")
    return [breach("P612", what, name, expected) for name in unknown]


def cells(release: Release) -> Iterator[Cell]:
    """Every cell of every table, figure table and sentence slot is reached through the tables of the release."""
    for table in all_tables(release):
        for row in table.rows:
            yield from row.cells


def all_tables(release: Release) -> Iterator[Table]:
    """The tables of a release and those behind its figures."""
    yield from release.tables
    yield from (figure.table for figure in release.figures if figure.table is not None)


def trafficking_named_for_operations(release: Release) -> list[Problem]:
    """Titles that say trafficking over a table or figure about police operations."""
    titled = [(t.id, t.title) for t in release.tables] + [(f.id, f.title) for f in release.figures]
    bad = [
        name
        for name, title in titled
        if any(TRAFFICKING.search(w) and OPERATIONS.search(w) for w in (title.es, title.en))
    ]
    what = Text(es="un título llama trata a los operativos", en="a title calls operations trafficking")
    expected = Text(es="«esfuerzo policial declarado»", en='"declared police effort"')
    return [breach("P613", what, name, expected) for name in bad]


def effort_maps_with_more_than_classes(release: Release) -> list[Problem]:
    """Map layers of police effort that show a number beside their class and the stations that answered."""
    what = Text(
        es="el mapa de esfuerzo policial muestra más que clases", en="the map of police effort shows more than classes"
    )
    expected = Text(es="clase y comisarías que respondieron", en="class and stations that answered")
    return [
        breach("P614", what, f"{figure.id}/{layer.id}", expected)
        for figure in release.figures
        if isinstance(figure.body, Map)
        for layer in figure.body.layers
        if OPERATIONS.search(layer.label.en)
        and any(cell.form in ("rate", "interval") for fact in layer.facts for cell in fact)
    ]
