"""How did the recorded count move over the years? Printed years as points; printed sums of years as hatched blocks.

Options: `figures`, placed by their periods, `breaks` (year, label) and `y_label`; or `years` (year = figure), `blocks`
(start, end, figure) and `partial` (years of some months).
"""

import re
from dataclasses import dataclass

from yupay.conclude import layout
from yupay.conclude.material import Material, names, pairs, records
from yupay.conclude.periods import period_words
from yupay.conclude.published import published_cell
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import figures as words
from yupay.conclude.wording import notes
from yupay.model.cube import PublishedFigure
from yupay.model.figure import Figure, Series, SeriesBlock
from yupay.model.study import Exhibit
from yupay.model.table import Column, Row, Table
from yupay.model.text import Text

YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Point:
    """A printed figure with the first and last year it counts; `some_months` where a year is not whole."""

    figure: PublishedFigure
    start: int
    end: int
    some_months: bool = False


def span(period: str) -> tuple[int, int] | None:
    """The first and last year of a period, or None."""
    found = [int(year) for year in YEAR.findall(period)]
    return (min(found), max(found)) if found else None


def build(exhibit: Exhibit, material: Material) -> Figure | None:
    """Yearly values in order, blocks for sums of years, breaks where the law changed; None where nothing was printed."""
    points = sorted(declared(exhibit, material) or by_period(exhibit, material), key=lambda p: (p.start, p.end))
    if not points:
        return None
    body = series(exhibit, material, points)
    found = [layout.general(notes.SERIES)]
    found += [layout.specific(notes.SERIES_PARTIAL)] * any(body.partial)
    sources = tuple(dict.fromkeys(point.figure.source for point in points))
    return Figure(
        id=exhibit.id,
        title=exhibit.title,
        section=exhibit.section,
        alt=words.SERIES_ALT,
        body=body,
        table=fallback(exhibit, material, points),
        notes=layout.all_notes(exhibit, material, found, sources, [point.figure for point in points]),
        number=material.numbers.get(exhibit.id, 0),
        sources=sources,
    )


def declared(exhibit: Exhibit, material: Material) -> list[Point]:
    """The points and blocks an exhibit names."""
    marked = exhibit.options.get("partial", [])
    some_months = {str(year) for year in marked} if isinstance(marked, list | tuple) else set()
    found = []
    for year, name in pairs(exhibit, "years").items():
        if (figure := material.figure(name)) is not None:
            found.append(Point(figure, int(year), int(year), year in some_months))
    for item in records(exhibit, "blocks"):
        if (figure := material.figure(str(item.get("figure")))) is not None:
            found.append(Point(figure, int(item["start"]), int(item["end"])))
    return found


def by_period(exhibit: Exhibit, material: Material) -> list[Point]:
    """The figures an exhibit lists, placed by their own periods."""
    figures = [figure for name in names(exhibit, "figures") if (figure := material.figure(name)) is not None]
    spans = [(figure, years) for figure in figures if (years := span(figure.period)) is not None]
    return [Point(f, a, b, a == b and f.period.strip() != str(a)) for f, (a, b) in spans]


def series(exhibit: Exhibit, material: Material, points: list[Point]) -> Series:
    """The body of the figure."""
    single = [point for point in points if point.start == point.end]
    blocks = [point for point in points if point.start != point.end]
    return Series(
        y_label=words_of(exhibit.options.get("y_label", exhibit.options.get("unit_label"))) or points[0].figure.label,
        years=tuple(point.start for point in single),
        values=tuple(published_cell(material, point.figure.id) for point in single),
        partial=tuple(point.some_months for point in single),
        blocks=tuple(
            SeriesBlock(start=p.start, end=p.end, total=published_cell(material, p.figure.id)) for p in blocks
        ),
        breaks=breaks(exhibit),
    )


def words_of(declared: object) -> Text | None:
    """Words declared in an option."""
    return Text.model_validate(declared) if isinstance(declared, dict) else None


def breaks(exhibit: Exhibit) -> tuple[tuple[float, Text], ...]:
    """Where a definition changed."""
    found = ((item.get("year", item.get("at")), words_of(item.get("label"))) for item in records(exhibit, "breaks"))
    return tuple((float(at), label) for at, label in found if at is not None and label is not None)


def fallback(exhibit: Exhibit, material: Material, points: list[Point]) -> Table:
    """The same numbers as a table."""
    columns = (
        layout.head("period", heads.YEAR),
        layout.figures_head("n", heads.N),
        layout.head("source", heads.CITATION, width=2),
    )
    figures = [point.figure for point in points]
    rows = [
        Row(
            key=f.id,
            cells=(
                layout.said(period_words(f.period)),
                published_cell(material, f.id),
                layout.said(f.citation or f.registry),
            ),
        )
        for f in figures
    ]
    return plain_table(exhibit, columns, rows)


def plain_table(exhibit: Exhibit, columns: tuple[Column, ...], rows: list[Row]) -> Table:
    """The table behind a figure: no number, no notes."""
    return Table(
        id=f"{exhibit.id}-table",
        title=exhibit.title,
        section=exhibit.section,
        columns=columns,
        rows=tuple(rows),
        csv=exhibit.id,
    )
