"""How did the printed survey indicators differ between years? Differences carry an interval only where one was printed.

Option: `figures`; those of one label and one place make a row, their periods the columns.
"""

from yupay.conclude import layout
from yupay.conclude.lookup import estimate_id, interval_cell, value_cell
from yupay.conclude.material import Material, names
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
    figures = [figure for name in names(exhibit, "figures") if (figure := material.figure(name)) is not None]
    years = sorted({figure.period for figure in figures})
    lines: dict[tuple[Text, Text], dict[str, PublishedFigure]] = {}
    for figure in figures:
        lines.setdefault((figure.label, figure.geography), {})[figure.period] = figure
    return layout.table(
        exhibit,
        material,
        columns(years),
        [row(material, by_year, years) for by_year in lines.values()],
        notes=[layout.general(notes.SURVEY)],
        sources=[figure.source for figure in figures],
        printed=figures,
        landscape=len(years) > 2,
    )


def columns(years: list[str]) -> list[Column]:
    """Indicator, place, the years, the difference and its interval."""
    middle = [layout.figures_head(f"y{year}", Text.same(year)) for year in years]
    last = [layout.figures_head("difference", heads.DIFFERENCE), layout.figures_head("interval", heads.INTERVAL)]
    first = [layout.head("indicator", heads.INDICATOR, width=1.8), layout.head("geography", heads.GEOGRAPHY)]
    return [*first, *middle, *last]


def row(material: Material, by_year: dict[str, PublishedFigure], years: list[str]) -> Row:
    """One indicator in one place."""
    first, last = by_year[min(by_year)], by_year[max(by_year)]
    form: Form = "percent" if first.counting_unit == "percent" else "rate"
    values = [shown(material, by_year.get(year), form) for year in years]
    change = None if first is last else difference(material, first.id, last.id)
    cells = (
        layout.said(first.label),
        geography_cell(first),
        *values,
        Cell(mark="not applicable") if change is None else value_cell(change, form, 1),
        Cell(mark="not published") if change is None else interval_cell(change, 1),
    )
    return Row(key=first.id, cells=cells)


def shown(material: Material, figure: PublishedFigure | None, form: Form) -> Cell:
    """A printed value as a percentage or a rate."""
    if figure is None:
        return Cell(mark="not published")
    cell = published_cell(material, figure.id)
    return cell if cell.mark is not None else cell.model_copy(update={"form": form, "digits": 1})


def difference(material: Material, first: str, last: str) -> Estimate | None:
    """The difference between two printed figures, in whichever order it was calculated."""
    pairs = ((first, last), (last, first))
    found = (material.lookup.get(estimate_id("describe", pair, "published", "difference")) for pair in pairs)
    return next((estimate for estimate in found if estimate is not None), None)
