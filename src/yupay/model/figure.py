"""What a figure is before it has a format: data, classes and words; each carries its table fall-back."""

from typing import Literal

from yupay.model.base import Noun
from yupay.model.cube import Boundary, Place
from yupay.model.table import Cell, Note, Sentence, Table
from yupay.model.text import Text

Pattern = Literal["solid", "white", "hatched", "dots"]


class MapClass(Noun):
    """One class of a map layer. `shade` 0 (lightest) to 4; white is a declared zero, hatched is no data."""

    label: Text
    pattern: Pattern = "solid"
    shade: int = 0


class MapLayer(Noun):
    """One indicator on the map: a class index per place, the words shown for it, and nothing hidden.

    `facts[i]` are the cells a reader sees for place i (for an effort layer: class and stations answered only);
    `fact_heads` name them. `incomplete[i]` draws the dot pattern over the class.
    """

    id: str
    label: Text
    caption: Text
    classes: tuple[MapClass, ...]
    values: tuple[int, ...]
    incomplete: tuple[bool, ...]
    fact_heads: tuple[Text, ...]
    facts: tuple[tuple[Cell, ...], ...]


class Map(Noun):
    """A district map: shapes in the plane, layers to choose from, an inset for the dense centre."""

    kind: Literal["map"] = "map"
    places: tuple[Place, ...]
    boundaries: tuple[Boundary, ...]
    neighbours: tuple[tuple[int, int], ...]
    layers: tuple[MapLayer, ...]
    inset: tuple[float, float, float, float] | None = None


class SeriesBlock(Noun):
    """A printed total over several years, drawn as one hatched block and never interpolated."""

    start: int
    end: int
    total: Cell


class Series(Noun):
    """Yearly values with blocks for multi-year totals and breaks where the definition changed."""

    kind: Literal["series"] = "series"
    y_label: Text
    years: tuple[int, ...]
    values: tuple[Cell, ...]
    partial: tuple[bool, ...] = ()
    blocks: tuple[SeriesBlock, ...] = ()
    breaks: tuple[tuple[float, Text], ...] = ()


class Pareto(Noun):
    """Bars in order with the cumulative share and the rank confidence set of each."""

    kind: Literal["pareto"] = "pareto"
    y_label: Text
    labels: tuple[Text, ...]
    counts: tuple[Cell, ...]
    cumulative: tuple[Cell, ...]
    rank_sets: tuple[tuple[int, int], ...]


class RankSets(Noun):
    """Rank confidence sets per place and indicator; places in code order, never by rank."""

    kind: Literal["rank_sets"] = "rank_sets"
    labels: tuple[Text, ...]
    panels: tuple[tuple[Text, tuple[tuple[int, int], ...]], ...]


class RankScatter(Noun):
    """Ranks of x against ranks of y, points unnamed; hollow where a row did not answer; no line is fitted."""

    kind: Literal["rank_scatter"] = "rank_scatter"
    panels: tuple["ScatterPanel", ...]


class ScatterPanel(Noun):
    """One pair: mid-ranks of both, and whether every row of the place answered."""

    title: Text
    x_label: Text
    y_label: Text
    x: tuple[float, ...]
    y: tuple[float, ...]
    complete: tuple[bool, ...]


class Curve(Noun):
    """A specification curve: one coefficient with its interval per variant."""

    kind: Literal["curve"] = "curve"
    labels: tuple[Text, ...]
    panels: tuple[tuple[Text, tuple[Cell, ...]], ...]


class ForestRow(Noun):
    """One model of a forest plot: its estimate with its interval, or words where it gave none.

    `shape`: "dot" fits as well as the best, "hollow" does not or was not compared, "bound" is a lower bound only,
    "refused" is not assessable and drawn in words, never as a number; "published" is a range that others printed.
    """

    label: Text
    cell: Cell
    shape: Literal["dot", "hollow", "bound", "refused", "published"] = "dot"


class ForestPlot(Noun):
    """Every model's estimate and interval on one axis; no line averages them.

    `base` is what was seen: no estimate lies below it. `band` holds the span that the words of the report name.
    `legend` says what each shape that occurs means, `base` and `band` too.
    """

    kind: Literal["forest"] = "forest"
    x_label: Text
    head: Text
    rows: tuple[ForestRow, ...]
    base: Cell
    band: Cell | None = None
    log: bool = False
    legend: tuple[tuple[str, Sentence], ...] = ()


class OverlapChart(Noun):
    """Who is on which lists together: one column per history, its lists dotted; the size of each list at the left.

    `histories[i]` holds the places (in `lists`) of column i; a count that may not leave carries its mark.
    """

    kind: Literal["overlaps"] = "overlaps"
    lists: tuple[Text, ...]
    sizes: tuple[Cell, ...]
    histories: tuple[tuple[int, ...], ...]
    counts: tuple[Cell, ...]
    y_label: Text
    size_label: Text


RankScatter.model_rebuild()


class Figure(Noun):
    """A numbered figure. `alt` describes it in words; `table` holds the same data as a table."""

    id: str
    title: Text
    section: str
    alt: Text
    body: Map | Series | Pareto | RankSets | RankScatter | Curve | ForestPlot | OverlapChart
    table: Table | None = None
    notes: tuple[Note, ...] = ()
    number: int = 0
    sources: tuple[str, ...] = ()
