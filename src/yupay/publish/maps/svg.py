"""Where is more recorded, in classes? District shapes, an inset for the dense centre, a legend with cuts and counts.

White is a declared zero, hatched is no data, dots over a class mean that some row did not answer; colours are one
hue, never red to black. Places outside the study are drawn pale, without a class. Nothing is written in titles of
shapes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yupay.model.figure import Map, MapClass, MapLayer
from yupay.model.text import Language, Text
from yupay.publish.charts.drawing import (
    INK,
    MUTED,
    PAPER,
    SHADES,
    WIDTH,
    dots,
    element,
    group,
    hatch,
    sheet,
    words,
    wrapped,
)
from yupay.publish.charts.words import word
from yupay.publish.maps.names import names
from yupay.publish.maps.outline import Box, Fit, bounds, holds, meets, outlined
from yupay.publish.numbers import Writer

EDGE = "#44515d"
APART = "#eceff2"
MAIN: Box = (4.0, 4.0, 412.0, 552.0)
INSET: Box = (436.0, 30.0, 280.0, 270.0)


@dataclass(frozen=True)
class Paint:
    """How the classes of one map are filled; `key` starts the ids of its patterns."""

    key: str

    def definitions(self, inset: Fit | None) -> str:
        """The patterns, and the clip of the inset."""
        return element(
            "defs",
            hatch(f"{self.key}-none"),
            dots(f"{self.key}-dots", EDGE),
            dots(f"{self.key}-part", INK),
            element("clipPath", element("rect", **window(inset)), id=f"{self.key}-clip") if inset else "",
        )

    def fill(self, made: MapClass) -> str:
        """The fill of a class."""
        patterns = {"white": PAPER, "hatched": f"url(#{self.key}-none)", "dots": f"url(#{self.key}-dots)"}
        return patterns.get(made.pattern, SHADES[min(max(made.shade, 0), len(SHADES) - 1)])

    def part(self) -> str:
        """The dots over a class where some row did not answer."""
        return f"url(#{self.key}-part)"


def shapes(body: Map, layer: MapLayer, fit: Fit, paint: Paint) -> Iterable[str]:
    """One group a place that the frame meets: its outline in the colour of its class and, where incomplete, dots."""
    known = outlined(body)
    for index, place in enumerate(body.places):
        boundary = known.get(place.key)
        if boundary is None or not meets(boundary, fit.box):
            continue
        fill = APART if place.compare else paint.fill(layer.classes[layer.values[index]])
        part = paint.part() if layer.incomplete[index] and not place.compare else "none"
        data = fit.path(boundary)
        yield group(
            [element("path", d=data, fill=fill, class_="fill"), element("path", d=data, fill=part, class_="part")],
            class_="apart" if place.compare else "place",
            data_place=index,
            stroke=EDGE,
            stroke_width=0.7,
            stroke_linejoin="round",
            stroke_dasharray="3 2" if place.compare else None,
        )


def fits(body: Map) -> tuple[Fit, Fit | None]:
    """How the whole map and its inset are fitted to paper; an inset that holds fewer than two places is not drawn."""
    box = body.inset
    held = 0 if box is None else sum(holds(box, boundary.centroid) for boundary in body.boundaries)
    return Fit(bounds(body.boundaries), MAIN), Fit(box, INSET) if box is not None and held > 1 else None


def window(fit: Fit) -> dict[str, float]:
    """The frame that a fitted box really fills, as attributes of a rectangle."""
    left, top = fit.place(fit.box[0], fit.box[3])
    right, bottom = fit.place(fit.box[2], fit.box[1])
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def main_map(body: Map, layer: MapLayer, paint: Paint) -> list[str]:
    """The whole map, with the frame of what the inset enlarges."""
    main, inset = fits(body)
    drawn = [group(shapes(body, layer, main, paint), class_="main")]
    drawn.append(group(names(body, main, inset.box if inset else None), class_="names", pointer_events="none"))
    if inset:
        framed = window(Fit(inset.box, _frame(main, inset.box)))
        drawn.append(element("rect", **framed, fill="none", stroke=INK, pointer_events="none"))
    return drawn


def _frame(main: Fit, box: Box) -> Box:
    left, top = main.place(box[0], box[3])
    right, bottom = main.place(box[2], box[1])
    return left, top, right - left, bottom - top


def inset_map(body: Map, layer: MapLayer, inset: Fit, paint: Paint, clip: bool) -> list[str]:
    """The dense centre, enlarged in its own frame."""
    framed = window(inset)
    inside = [*shapes(body, layer, inset, paint), group(names(body, inset), class_="names", pointer_events="none")]
    return [
        element("rect", **framed, fill=PAPER),
        group(inside, class_="inset", clip_path=f"url(#{paint.key}-clip)" if clip else None),
        element("rect", **framed, fill="none", stroke=INK, pointer_events="none"),
    ]


def counts(body: Map, layer: MapLayer) -> list[int]:
    """How many places of the study are in each class."""
    inside = [value for place, value in zip(body.places, layer.values, strict=True) if not place.compare]
    return [inside.count(index) for index in range(len(layer.classes))]


def entries(body: Map, layer: MapLayer, paint: Paint, writer: Writer) -> list[tuple[str, str, bool]]:
    """The lines of the legend: words with the count of places, fill, and whether the place is apart."""
    tally = counts(body, layer)
    made = [(f"{writer.say(c.label)} ({n})", paint.fill(c), False) for c, n in zip(layer.classes, tally, strict=True)]
    if any(layer.incomplete):
        made.append((word("partial_answer", writer.language), paint.part(), False))
    if any(place.compare for place in body.places):
        made.append((word("apart", writer.language), APART, True))
    return made


def swatch(fill: str, apart: bool, x: float, y: float) -> str:
    """A small box in the colour of a class."""
    dash = "3 2" if apart else None
    box = {"x": x, "y": y, "width": 24, "height": 13}
    return element("rect", **box, fill=fill, stroke=EDGE, stroke_width=0.7, stroke_dasharray=dash)


def legend(body: Map, layer: MapLayer, paint: Paint, writer: Writer, top: float) -> tuple[float, list[str]]:
    """Where the legend ends, and its elements: the layer's name, classes with their cuts, dots, places apart."""
    left, room = INSET[0], INSET[2]
    heads = wrapped(writer.say(layer.label), room, 12.5)
    drawn = [words(left, top + i * 16, text, font_weight="bold", font_size=12.5) for i, text in enumerate(heads)]
    y = top + 16 * len(heads) + 10
    for text, fill, apart in entries(body, layer, paint, writer):
        lines = wrapped(text, room - 36, 12)
        drawn.append(swatch(fill, apart, left, y - 10.5))
        drawn += [words(left + 33, y + i * 15, part, font_size=12, fill=MUTED) for i, part in enumerate(lines)]
        y += 6 + 15 * len(lines)
    return y, drawn


def static(
    body: Map,
    layer: MapLayer,
    language: Language,
    writer: Writer,
    key: str = "map",
    title: Text | None = None,
    alt: Text | None = None,
) -> str:
    """One layer of the map as a whole drawing, for paper and for the file.

    `key` starts the ids of the drawing, so that several may stand in one page.
    """
    paint = Paint(f"map-{key}-{layer.id}")
    main, inset = fits(body)
    top = (inset.bottom if inset else 0.0) + 32
    end, listed = legend(body, layer, paint, writer, top)
    drawn = [paint.definitions(inset), *main_map(body, layer, paint)]
    if inset:
        drawn.append(words(INSET[0], INSET[1] - 10, word("inset", language), font_weight="bold", font_size=12))
        drawn += inset_map(body, layer, inset, paint, clip=True)
    said = layer.label.say(language)
    named = f"{title.say(language)}: {said}" if title else said
    described = " ".join(text.say(language) for text in (alt, layer.caption) if text)
    return sheet(paint.key, named, described, (WIDTH, max(main.bottom + 6, end + 6)), [*drawn, *listed])
