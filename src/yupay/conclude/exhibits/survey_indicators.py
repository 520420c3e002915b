"""How did the printed survey indicators differ between years? Differences carry an interval only where one was printed.

Options: `years` and `rows` (id, form, figures by year, difference: first and last figure).
"""

from collections.abc import Mapping
from typing import Any

from yupay.conclude import layout
from yupay.conclude.lookup import estimate_id, interval_cell, value_cell
from yupay.conclude.material import Material, records
from yupay.conclude.published import geography_cell, published_cell
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.model.cube import PublishedFigure
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Column, Form, Row, Table
from yupay.model.text import Text


def build(exhibit: Exhibit, material: Material) -> Table:
    """One row per indicator and place, one column per year, then the difference and its interval."""
    lines = records(exhibit, "rows")
    years = declared_years(exhibit, lines)
    rows = [found for line in lines if (found := row(material, line, years)) is not None]
    figures = [figure for line in lines for figure in figures_of(material, line).values()]
    return layout.table(
        exhibit,
        material,
        columns(years),
        rows,
        notes=layout.unless_declared(exhibit, notes.SURVEY),
        sources=[figure.source for figure in figures],
        landscape=len(years) > 2,
    )


def declared_years(exhibit: Exhibit, lines: list[Mapping[str, Any]]) -> list[str]:
    """The years of the columns: declared, else all that some row has."""
    declared = exhibit.options.get("years")
    if isinstance(declared, list | tuple):
        return [str(year) for year in declared]
    return sorted({str(year) for line in lines for year in line.get("figures", {})})


def columns(years: list[str]) -> list[Column]:
    """Indicator, place, the years, the difference and its interval."""
    middle = [layout.figures_head(f"y{year}", Text.same(year)) for year in years]
    last = [layout.figures_head("difference", heads.DIFFERENCE), layout.figures_head("interval", heads.INTERVAL)]
    first = [layout.head("indicator", heads.INDICATOR, width=1.8), layout.head("geography", heads.GEOGRAPHY)]
    return [*first, *middle, *last]


def figures_of(material: Material, line: Mapping[str, Any]) -> dict[str, PublishedFigure]:
    """The figures of one row by year."""
    declared = line.get("figures", {})
    if not isinstance(declared, Mapping):
        return {}
    return {str(year): figure for year, name in declared.items() if (figure := material.figure(str(name))) is not None}


def row(material: Material, line: Mapping[str, Any], years: list[str]) -> Row | None:
    """One indicator in one place; None where none of its figures exists."""
    by_year = figures_of(material, line)
    if not by_year:
        return None
    first = next(iter(by_year.values()))
    form: Form = "percent" if line.get("form") == "percent" else "rate"
    values = [shown(material, by_year.get(year), form) for year in years]
    change = difference(material, line.get("difference"))
    cells = (
        layout.said(first.label),
        geography_cell(first),
        *values,
        Cell(mark="not applicable") if change is None else value_cell(change, form, 1),
        Cell(mark="not published") if change is None else interval_cell(change, 1),
    )
    return Row(key=str(line.get("id", first.id)), cells=cells)


def shown(material: Material, figure: PublishedFigure | None, form: Form) -> Cell:
    """A printed value as a percentage or a rate."""
    if figure is None:
        return Cell(mark="not published")
    cell = published_cell(material, figure.id)
    return cell if cell.mark is not None else cell.model_copy(update={"form": form, "digits": 1})


def difference(material: Material, declared: object) -> Estimate | None:
    """The difference between two printed figures, in whichever order it was calculated."""
    if not isinstance(declared, list | tuple) or len(declared) < 2:
        return None
    first, last = str(declared[0]), str(declared[1])
    pairs = ((first, last), (last, first))
    found = (material.lookup.get(estimate_id("describe", pair, "published", "difference")) for pair in pairs)
    return next((estimate for estimate in found if estimate is not None), None)
