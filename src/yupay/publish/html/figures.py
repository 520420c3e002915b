"""What does a figure need to be walked without a mouse? Marks that speak, a map with its layers, the data as a table."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from yupay.conclude.wording.columns import ANSWERED, EXISTING
from yupay.model.figure import Curve, Figure, ForestPlot, Map, MapLayer, OverlapChart, Pareto, Series
from yupay.model.table import Cell
from yupay.publish.charts.drawing import element
from yupay.publish.charts.svg import draw
from yupay.publish.html.ink import Ink
from yupay.publish.html.tables import TableView, view
from yupay.publish.maps.ground import fits, ground, window
from yupay.publish.maps.legend import Entry, entries
from yupay.publish.maps.outline import outlined
from yupay.publish.maps.paint import Paint, swatch
from yupay.publish.maps.svg import inset_map, main_map

LETTERS, ALONE, BESIDE, TALLEST = 12.5, 560.0, 432.0, 736.0
"""Pixels of a letter of a name, and of the map: alone, beside its inset, at its tallest (as the style sheet has them)."""


@dataclass(frozen=True)
class LayerView:
    """One layer: its name, its caption and the lines of its legend (swatch, words)."""

    id: str
    label: str
    caption: str
    legend: tuple[tuple[Markup, str], ...]


@dataclass(frozen=True)
class FigureView:
    """A figure ready for the page: a drawing, or the two frames of a map with its layers."""

    id: str
    number: int
    title: str
    alt: str
    drawing: Markup
    inset: Markup
    layers: tuple[LayerView, ...]
    apart: str
    table: TableView | None
    notes: list[Markup]
    sources: list[int]


def figure_view(ink: Ink, figure: Figure, number: int, svgs: Mapping[str, str]) -> FigureView:
    """The figure as the page shows it; `svgs` holds drawings already made, by figure id."""
    body = figure.body
    cells = list(_cells(figure))
    sources = ink.note_numbers(cells, figure.sources)
    if isinstance(body, Map):
        paint = Paint(f"page-{figure.id}")
        drawing, inset = _frames(body, paint)
        layers = tuple(_layer(ink, body, layer, paint) for layer in body.layers)
        apart = ", ".join(place.name for place in body.places if place.compare)
    else:
        found = svgs.get(figure.id) or draw(figure, ink.language, ink.writer)
        drawing, inset, layers, apart = Markup(found), Markup(""), (), ""
    return FigureView(
        id=figure.id,
        number=number,
        title=ink.say(figure.title),
        alt=ink.say(figure.alt),
        drawing=drawing,
        inset=inset,
        layers=layers,
        apart=apart,
        table=_behind(ink, figure),
        notes=ink.notes(figure.notes),
        sources=sources,
    )


def _behind(ink: Ink, figure: Figure) -> TableView | None:
    """The data of the figure as a table; a title that is the figure's own is not shown again."""
    if figure.table is None:
        return None
    made = view(ink, figure.table, 0, f"data-{figure.id}")
    return replace(made, titled=made.title != ink.say(figure.title))


def map_data(ink: Ink, figure: Figure) -> dict[str, Any]:
    """What the script needs to walk and recolour a map: classes and the facts a reader sees, nothing else."""
    body = figure.body
    assert isinstance(body, Map)
    paint, main = Paint(f"page-{figure.id}"), fits(body)[0]
    centres = {key: main.place(*boundary.centroid) for key, boundary in outlined(body).items()}
    near: list[list[int]] = [[] for _ in body.places]
    for i, j in body.neighbours:
        near[i].append(j)
        near[j].append(i)
    return {
        "places": [[place.name, int(place.compare)] for place in body.places],
        "at": [
            [round(v, 1) for v in centres.get(place.key, (math.inf, math.inf)) if v < math.inf] for place in body.places
        ],
        "near": near,
        "layers": [_layer_data(ink, layer, paint) for layer in body.layers],
    }


def _layer_data(ink: Ink, layer: MapLayer, paint: Paint) -> dict[str, Any]:
    return {
        "id": layer.id,
        "label": ink.say(layer.label),
        "classes": [[ink.say(c.label), paint.fill(c), int(c.pattern == "hatched")] for c in layer.classes],
        "values": list(layer.values),
        "part": [paint.part() if part else "none" for part in layer.incomplete],
        "answered": _answered(ink, layer),
        "heads": [ink.say(head) for head in layer.fact_heads],
        "facts": [[[ink.writer.cell(cell), ink.shown.reference(cell)] for cell in facts] for facts in layer.facts],
    }


def _answered(ink: Ink, layer: MapLayer) -> list[int | str]:
    """Which facts say how many answered of how many, and how these are called; empty where none does."""
    heads = list(layer.fact_heads)
    at = next((i for i in range(len(heads) - 1) if heads[i : i + 2] == [ANSWERED, EXISTING]), None)
    if at is None:
        return []
    source = ink.shown.all_sources.get((layer.facts[0][at].source if layer.facts else None) or "")
    stations = source is not None and source.counting_unit == "police station"
    return [at, ink.label("stations" if stations else "offices")]


def _frames(body: Map, paint: Paint) -> tuple[Markup, Markup]:
    made, first = ground(body, _name_size(body), numbered=False), body.layers[0]
    drawing = _frame(window(made.main.fit), 4, [paint.definitions(None), *main_map(made, first, paint)])
    if made.inset is None:
        return drawing, Markup("")
    inset = inset_map(made, made.inset, first, paint, clip=False)
    return drawing, _frame(window(made.inset.fit), 0.5, inset)


def _name_size(body: Map) -> float:
    """Letters that are read at the size at which the page draws the map."""
    main, inset = fits(body)
    box = window(main)
    return LETTERS / min((BESIDE if inset else ALONE) / box["width"], TALLEST / box["height"])


def _frame(box: dict[str, float], air: float, inside: Iterable[str]) -> Markup:
    edges = (box["x"] - air, box["y"] - air, box["width"] + 2 * air, box["height"] + 2 * air)
    written = " ".join(f"{round(value, 1):g}" for value in edges)
    return Markup(element("svg", *inside, viewBox=written, aria_hidden="true", focusable="false"))


def _layer(ink: Ink, body: Map, layer: MapLayer, paint: Paint) -> LayerView:
    return LayerView(
        id=layer.id,
        label=ink.say(layer.label),
        caption=ink.say(layer.caption),
        legend=tuple((_swatch(entry), entry.text) for entry in entries(body, layer, paint, ink.writer)),
    )


def _swatch(entry: Entry) -> Markup:
    box = swatch(entry.fill, entry.dots, entry.apart, 1, 1)
    return Markup(element("svg", box, viewBox="0 0 26 15", width=26, height=15, aria_hidden="true", focusable="false"))


def _cells(figure: Figure) -> Iterable[Cell]:
    body = figure.body
    if isinstance(body, Series):
        yield from (*body.values, *(block.total for block in body.blocks))
    elif isinstance(body, Pareto):
        yield from (*body.counts, *body.cumulative)
    elif isinstance(body, Curve):
        yield from (cell for _, row in body.panels for cell in row)
    elif isinstance(body, ForestPlot):
        yield from (body.base, *(row.cell for row in body.rows))
    elif isinstance(body, OverlapChart):
        yield from (*body.sizes, *body.counts)
    elif isinstance(body, Map):
        yield from (cell for layer in body.layers for facts in layer.facts for cell in facts)
