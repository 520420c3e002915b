"""What do the colours of a map mean? Classes with their cuts and counts, dots, places apart, the key of the numbers."""

from dataclasses import dataclass

from yupay.model.cube import Place
from yupay.model.figure import Map, MapLayer
from yupay.publish.charts.drawing import MUTED, WIDTH, words, wrapped
from yupay.publish.charts.words import word
from yupay.publish.maps.ground import SIDE
from yupay.publish.maps.paint import APART, Paint, swatch
from yupay.publish.numbers import Writer

COLUMNS, SIZE, LINE = 3, 12.5, 15.0
SWATCH = 34.0
SPREAD = " · "
NARROW = 1.1
"""The letters of the legend are narrower than those that lines are broken by."""


@dataclass(frozen=True)
class Entry:
    """A line of the legend: its words and how its swatch is filled; dots lie over `fill`."""

    text: str
    fill: str
    dots: str = "none"
    apart: bool = False


def counts(body: Map, layer: MapLayer) -> list[int]:
    """How many places of the study are in each class."""
    inside = [value for place, value in zip(body.places, layer.values, strict=True) if not place.compare]
    return [inside.count(index) for index in range(len(layer.classes))]


def entries(body: Map, layer: MapLayer, paint: Paint, writer: Writer) -> list[Entry]:
    """The lines of the legend: words with the count of places."""
    tally = counts(body, layer)
    made = [Entry(f"{writer.say(c.label)} ({n})", paint.fill(c)) for c, n in zip(layer.classes, tally, strict=True)]
    if any(layer.incomplete):
        made.append(Entry(word("partial_answer", writer.language), paint.middle(), paint.part()))
    if any(place.compare for place in body.places):
        made.append(Entry(word("apart", writer.language), APART, apart=True))
    return made


def legend(body: Map, layer: MapLayer, paint: Paint, writer: Writer, top: float) -> tuple[float, list[str]]:
    """Where the legend ends, and its elements: the layer's name, then its lines in columns below the map."""
    heads = wrapped(writer.say(layer.label), WIDTH - 2 * SIDE, 13)
    drawn = [words(SIDE, top + i * 16, text, font_weight="bold", font_size=13) for i, text in enumerate(heads)]
    y, across = top + 16 * len(heads) + 6, (WIDTH - 2 * SIDE) / COLUMNS
    listed = entries(body, layer, paint, writer)
    for start in range(0, len(listed), COLUMNS):
        folded = [wrapped(entry.text, (across - SWATCH) * NARROW, SIZE) for entry in listed[start : start + COLUMNS]]
        for column, lines in enumerate(folded):
            entry, x = listed[start + column], SIDE + column * across
            drawn.append(swatch(entry.fill, entry.dots, entry.apart, x, y - 10.5))
            drawn += [words(x + SWATCH, y + i * LINE, text, font_size=SIZE, fill=MUTED) for i, text in enumerate(lines)]
        y += max(map(len, folded)) * LINE + 6
    return y, drawn


def numbered(key: tuple[Place, ...], writer: Writer, top: float) -> tuple[float, list[str]]:
    """Where the key of the numbers ends, and its elements."""
    if not key:
        return top, []
    listed = SPREAD.join(f"{count}\u00a0{_held(place.name)}" for count, place in enumerate(key, start=1))
    lines = wrapped(f"{word('numbered', writer.language)} {listed}", (WIDTH - 2 * SIDE) * NARROW, 11.5)
    drawn = [words(SIDE, top + i * 14.5, text, font_size=11.5, fill=MUTED) for i, text in enumerate(lines)]
    return top + 14.5 * len(lines), drawn


def _held(name: str) -> str:
    """A name that is not broken over lines."""
    return name.replace(" ", "\u00a0")
