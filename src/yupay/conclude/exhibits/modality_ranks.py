"""How are the modalities ordered within each registry, and which ranks cannot be told apart?

Options: `figures`; or `registries`, each with `figures`, `without_count` and `percent` (figure ids) and its `total`.
"""

from dataclasses import dataclass

from yupay.conclude import layout
from yupay.conclude.lookup import interval_cell, value_cell
from yupay.conclude.material import Material, names, records
from yupay.conclude.periods import period_words
from yupay.conclude.published import published_cell, share_of
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.model.cube import PublishedFigure
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Row, Table
from yupay.model.text import Text

COLUMNS = (
    layout.head("modality", heads.MODALITY, width=2.0),
    layout.figures_head("n", heads.N),
    layout.figures_head("percent", heads.PERCENT),
    layout.figures_head("interval", heads.INTERVAL, width=0.9),
    layout.figures_head("rank_set", heads.RANK_SET, width=1.0),
)


@dataclass(frozen=True)
class Modalities:
    """The printed modalities of one registry and the total they are parts of."""

    figures: tuple[PublishedFigure, ...]
    total: str | None = None


def build(exhibit: Exhibit, material: Material) -> Table:
    """One row per printed modality, registries one after another, never merged."""
    found_registries = registries(exhibit, material)
    rows = [row(material, figure, registry.total) for registry in found_registries for figure in registry.figures]
    figures = [figure for registry in found_registries for figure in registry.figures]
    found = [layout.general(note) for note in (notes.MODALITY_RANKS, notes.WILSON)]
    found += layout.figure_notes(figures)
    sources = [figure.source for figure in figures]
    return layout.table(exhibit, material, COLUMNS, rows, notes=found, sources=sources, printed=figures)


def registries(exhibit: Exhibit, material: Material) -> list[Modalities]:
    """The registries of an exhibit, as it names them, else by registry and period."""
    return declared(exhibit, material) or by_modality(exhibit, material)


def declared(exhibit: Exhibit, material: Material) -> list[Modalities]:
    """The registries an exhibit names, counted modalities first."""
    found = []
    for item in records(exhibit, "registries"):
        ids = [str(name) for option in ("figures", "percent", "without_count") for name in item.get(option, [])]
        figures = tuple(figure for name in ids if (figure := material.figure(name)) is not None)
        found.append(Modalities(figures, item.get("total")))
    return [registry for registry in found if registry.figures]


def by_modality(exhibit: Exhibit, material: Material) -> list[Modalities]:
    """The figures an exhibit lists, else every figure of a modality, by registry and period."""
    listed = [figure for name in names(exhibit, "figures") if (figure := material.figure(name)) is not None]
    figures = listed or [figure for figure in material.evidence.figures.values() if figure.modality]
    groups: dict[tuple[Text, str], list[PublishedFigure]] = {}
    for figure in figures:
        groups.setdefault((figure.registry, figure.period), []).append(figure)
    return [Modalities(tuple(found), total_of(found)) for found in groups.values()]


def total_of(figures: list[PublishedFigure]) -> str | None:
    """The printed total that the modalities of a registry are parts of."""
    return next((figure.percent_of for figure in figures if figure.percent_of is not None), None)


def row(material: Material, figure: PublishedFigure, total: str | None) -> Row:
    """One modality in its registry; a printed percentage stays a percentage without a count."""
    base = figure.percent_of or total
    share = None if base is None else share_of(material, figure.id, base)
    shown = published_cell(material, figure.id)
    cells = (layout.said(figure.label), *numbers(figure, shown, share), rank_cell(ranked(material, figure.id)))
    when = period_words(figure.period)
    group = Text(es=f"{figure.registry.es}, {when.es}", en=f"{figure.registry.en}, {when.en}")
    return Row(key=figure.id, cells=cells, group=group)


def numbers(figure: PublishedFigure, shown: Cell, share: Estimate | None) -> tuple[Cell, Cell, Cell]:
    """Count, percentage and interval."""
    nothing = Cell(mark="not applicable")
    if figure.value is None:
        return Cell(mark="no data", source=figure.source), nothing, nothing
    if figure.counting_unit == "percent":
        return Cell(mark="not published", source=figure.source), shown, Cell(mark="not published")
    if share is None:
        return shown, nothing, nothing
    return shown, value_cell(share, "percent"), interval_cell(share, 1)


def ranked(material: Material, key: str) -> Estimate | None:
    """The marginal rank confidence set of a printed figure within its registry."""
    found = material.lookup.about("rank", "rank-set-marginal", key)
    return next((estimate for estimate in found if estimate.unit_of_analysis == "published"), None)


def rank_cell(estimate: Estimate | None) -> Cell:
    """A rank with its confidence set, as whole numbers."""
    if estimate is None:
        return Cell(mark="not applicable")
    if estimate.value is None or estimate.interval is None:
        return Cell(mark="not applicable", estimate=estimate.id)
    low, high = estimate.interval.low, estimate.interval.high
    return Cell(value=estimate.value, low=low, high=high, form="interval", digits=0, estimate=estimate.id)
