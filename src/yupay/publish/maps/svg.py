"""Where is more recorded, in classes? District shapes, an inset for the dense centre, a legend with cuts and counts.

White is a declared zero, hatched is no data, dots over a class mean that some row did not answer; colours are one
hue, never red to black. Places outside the study are drawn pale, without a class. Nothing is written in titles of
shapes.
"""

from collections.abc import Iterable

from yupay.model.figure import MapLayer
from yupay.model.text import Language, Text
from yupay.publish.charts.drawing import INK, PAPER, WIDTH, element, group, sheet, words
from yupay.publish.charts.words import word
from yupay.publish.maps.ground import Frame, Ground, enlarged, window, written
from yupay.publish.maps.legend import legend, numbered
from yupay.publish.maps.paint import APART, EDGE, Paint
from yupay.publish.numbers import Writer

NAME_SIZE = 11.5
"""Letters of the names on paper."""


def shapes(ground: Ground, frame: Frame, layer: MapLayer, paint: Paint) -> Iterable[str]:
    """One group a place that the frame meets: its outline in the colour of its class and, where incomplete, dots."""
    for index, data in frame.outlines:
        compare = ground.body.places[index].compare
        fill = APART if compare else paint.fill(layer.classes[layer.values[index]])
        part = paint.part() if layer.incomplete[index] and not compare else "none"
        yield group(
            [element("path", d=data, fill=fill, class_="fill"), element("path", d=data, fill=part, class_="part")],
            class_="apart" if compare else "place",
            data_place=index,
            stroke=EDGE,
            stroke_width=0.6,
            stroke_linejoin="round",
            stroke_dasharray="3 2" if compare else None,
        )


def main_map(ground: Ground, layer: MapLayer, paint: Paint) -> list[str]:
    """The whole map, with the frame of what the inset enlarges."""
    return [group(shapes(ground, ground.main, layer, paint), class_="main"), written(ground.main), enlarged(ground)]


def inset_map(ground: Ground, inset: Frame, layer: MapLayer, paint: Paint, *, clip: bool) -> list[str]:
    """The dense centre, enlarged in its own frame."""
    framed = window(inset.fit)
    inside = [group(shapes(ground, inset, layer, paint), class_="inset"), written(inset)]
    return [
        element("rect", **framed, fill=PAPER),
        group(inside, clip_path=f"url(#{paint.key}-clip)" if clip else None),
        element("rect", **framed, fill="none", stroke=INK, pointer_events="none"),
    ]


def static(
    ground: Ground,
    layer: MapLayer,
    writer: Writer,
    key: str = "map",
    title: Text | None = None,
    alt: Text | None = None,
) -> str:
    """One layer of the map as a whole drawing, for paper and for the file.

    `key` starts the ids of the drawing, so that several may stand in one page.
    """
    paint = Paint(f"map-{key}-{layer.id}")
    drawn = [paint.definitions(ground.inset), *main_map(ground, layer, paint)]
    if ground.inset:
        left, top = ground.inset.fit.frame[:2]
        drawn.append(words(left, top - 7, word("inset", writer.language), font_weight="bold", font_size=12.5))
        drawn += inset_map(ground, ground.inset, layer, paint, clip=True)
    bottom = max(frame.fit.bottom for frame in (ground.main, ground.inset) if frame)
    low, listed = legend(ground.body, layer, paint, writer, bottom + 24)
    end, key_lines = numbered(ground.key, writer, low + 6)
    described = " ".join(text.say(writer.language) for text in (alt, layer.caption) if text)
    return sheet(
        paint.key, _titled(layer, title, writer.language), described, (WIDTH, end), [*drawn, *listed, *key_lines]
    )


def _titled(layer: MapLayer, title: Text | None, language: Language) -> str:
    said = layer.label.say(language)
    return f"{title.say(language)}: {said}" if title else said
