"""What does a figure look like? One drawing for the page, for the document and for the file: the same bytes.

The charts are SVG of our own: blocks of several years need a hatch, rank sets need places in code order on common
lines, and every mark says its number and opens its panel, which a chart grammar does not offer.
"""

from yupay.model.figure import Curve, Figure, ForestPlot, Map, OverlapChart, Pareto, RankScatter, RankSets, Series
from yupay.model.text import Language
from yupay.publish.charts import curve, forest, pareto, rank_sets, scatter, series, upset
from yupay.publish.charts.drawing import sheet
from yupay.publish.maps import svg as maps
from yupay.publish.maps.ground import ground
from yupay.publish.numbers import Writer


def _drawn(
    body: Series | Pareto | RankSets | RankScatter | Curve | ForestPlot | OverlapChart, key: str, writer: Writer
) -> tuple[tuple[float, float], list[str]]:
    if isinstance(body, Series):
        return series.draw(body, key, writer)
    if isinstance(body, Pareto):
        return pareto.draw(body, key, writer)
    if isinstance(body, RankSets):
        return rank_sets.draw(body, key, writer)
    if isinstance(body, RankScatter):
        return scatter.draw(body, key, writer)
    if isinstance(body, ForestPlot):
        return forest.draw(body, key, writer)
    if isinstance(body, OverlapChart):
        return upset.draw(body, key, writer)
    return curve.draw(body, key, writer)


def draw(figure: Figure, language: Language, writer: Writer) -> str:
    """The figure as one SVG; a map draws its first layer (the others: `maps.svg.static`)."""
    if isinstance(figure.body, Map):
        made = ground(figure.body, maps.NAME_SIZE, numbered=True)
        return maps.static(made, figure.body.layers[0], writer, figure.id, figure.title, figure.alt)
    key = f"chart-{figure.id}"
    size, inside = _drawn(figure.body, key, writer)
    return sheet(key, figure.title.say(language), figure.alt.say(language), size, inside)
