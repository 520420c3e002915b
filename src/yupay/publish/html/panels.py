"""What does a click on a number open? Value, doubt, method, assumptions, sources, files, rows: of shown numbers only."""

from typing import Any

from yupay.model.cube import PublishedFigure
from yupay.model.estimate import Assumption, Estimate, Interval
from yupay.model.figure import Map
from yupay.model.release import Release
from yupay.model.source import RowRef, Source
from yupay.model.table import Cell
from yupay.publish.html.ink import Ink
from yupay.publish.html.words import for_script

Card = dict[str, Any]


def panels(ink: Ink) -> Card:
    """The data of the page: cards of everything shown, the words of the script, how numbers are written."""
    shown, release = ink.shown, ink.release
    names = _places(release)
    return {
        "estimates": {key: _estimate(ink, estimate, names) for key, estimate in sorted(shown.estimates.items())},
        "figures": {figure.id: _figure(ink, figure) for figure in shown.figures()},
        "sources": {source.id: _source(ink, source) for source in shown.sources()},
        "methods": {method.id: ink.say(method.label) for method in release.methods},
        "terms": [[ink.say(term), ink.say(meaning)] for term, meaning in release.glossary],
        "words": for_script(ink.language),
        "study": _study(ink),
        "decimal": ink.writer.decimal,
        "group": ink.writer.group,
    }


def _places(release: Release) -> dict[str, str]:
    bodies = (figure.body for figure in release.figures if isinstance(figure.body, Map))
    return {place.key: place.name for body in bodies for place in body.places}


def _study(ink: Ink) -> str:
    header, manifest = ink.release.header, ink.release.manifest
    return f"{ink.say(header.title)}. yupay {manifest.version}, plan {manifest.plan_sha256[:12]}"


def _estimate(ink: Ink, estimate: Estimate, names: dict[str, str]) -> Card:
    card: Card = {
        "quantity": ink.say(estimate.quantity),
        "place": names.get(estimate.key),
        "value": ink.shown.values.get(estimate.id),
        "unit": ink.unit(estimate.unit),
        "base": ink.say(estimate.base),
        "n": None if estimate.n is None else ink.count(estimate.n),
        "design": ink.say(estimate.design),
        "method": estimate.method,
        "assumptions": [_assumption(ink, assumption) for assumption in estimate.assumptions],
        "warnings": [ink.say(text) for text in estimate.warnings],
        "sources": [name for name in estimate.sources if name in ink.shown.all_sources],
        "figures": [name for name in estimate.variables if name in ink.shown.all_figures],
        "rows": [_rows(ink, reference) for reference in estimate.rows],
        "seed": None if estimate.seed is None else str(estimate.seed),
        **_doubt(ink, estimate),
    }
    return {key: value for key, value in card.items() if value not in (None, "", [])}


def _doubt(ink: Ink, estimate: Estimate) -> Card:
    told = estimate.id in ink.shown.values
    interval = estimate.interval if told or estimate.id in ink.shown.bounds else None
    tested = _test(ink, estimate, whole=told) if told or estimate.id in ink.shown.tests else None
    return {"interval": _interval(ink, interval) if interval else None, "test": tested}


def _interval(ink: Ink, interval: Interval) -> str | None:
    if interval.low is None and interval.high is None:
        return None
    level = ink.label("interval_at", level=ink.writer.number(interval.level * 100, 0))
    bounds = ink.writer.cell(Cell(form="interval", low=interval.low, high=interval.high))
    return f"{level} {bounds} ({ink.say(interval.method)})"


def _test(ink: Ink, estimate: Estimate, *, whole: bool) -> str | None:
    """The p values, and the statistic where the page prints the estimate itself."""
    parts = []
    if whole and estimate.statistic is not None and estimate.statistic_name:
        degrees = "" if estimate.df is None else f"({ink.writer.number(estimate.df, 0)})"
        parts.append(f"{estimate.statistic_name}{degrees} = {ink.writer.number(estimate.statistic, 2)}")
    for name, value in (("p", estimate.p), (ink.label("adjusted"), estimate.p_adjusted)):
        if value is not None:
            written = ink.writer.p_value(value)
            parts.append(f"{name} {written}" if written[0] in "<>" else f"{name} = {written}")
    return ", ".join(parts) or None


def _assumption(ink: Ink, assumption: Assumption) -> list[str]:
    held = {True: "assumption_held", False: "assumption_failed", None: "assumption_unchecked"}[assumption.held]
    return [ink.say(assumption.name), ink.label(held), ink.say(assumption.evidence)]


def _rows(ink: Ink, reference: RowRef) -> str:
    counted = ink.label("row_one" if reference.rows == 1 else "row_many", n=ink.count(reference.rows))
    return f"{reference.source}: {reference.where} ({counted})" if reference.where else f"{reference.source}: {counted}"


def _figure(ink: Ink, figure: PublishedFigure) -> Card:
    card = {
        "label": ink.say(figure.label),
        "registry": ink.say(figure.registry),
        "unit": ink.unit(figure.counting_unit),
        "geography": ink.say(figure.geography),
        "period": figure.period,
        "citation": figure.citation,
        "url": figure.url,
        "source": figure.source,
        "row": ink.label("printed_row", row=str(figure.row)),
        "note": ink.say(figure.note),
    }
    return {key: value for key, value in card.items() if value}


def _source(ink: Ink, source: Source) -> Card:
    audit = next((a for a in ink.release.audits if a.source == source.id), None)
    card = {
        "title": ink.say(source.title),
        "producer": ink.say(source.producer),
        "counting_unit": ink.unit(source.counting_unit),
        "period": " · ".join(filter(None, (source.period, source.retrieved))),
        "limitations": ink.say(source.limitations),
        "citation": source.citation,
        "url": source.url,
        "licence": source.licence,
        "file": audit.file if audit else source.path.rpartition("/")[2],
        "sha256": audit.sha256 if audit else source.sha256,
    }
    return {key: value for key, value in card.items() if value}
