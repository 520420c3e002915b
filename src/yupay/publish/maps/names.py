"""Which names have room on the map? Those that fit their shape and cover no other name, larger places first."""

from collections.abc import Iterable
from dataclasses import dataclass

from yupay.model.cube import Boundary, Place
from yupay.model.figure import Map
from yupay.publish.charts.drawing import CHARACTER, PAPER, words, wrapped
from yupay.publish.maps.outline import Box, Fit, bounds, holds, outlined

SIZE = 9.5


@dataclass(frozen=True)
class Name:
    """A name on paper: its lines, the middle of it, and the width it takes."""

    lines: tuple[str, ...]
    x: float
    y: float
    width: float

    @property
    def box(self) -> Box:
        """The ground the name covers."""
        half = len(self.lines) * SIZE * 0.6
        return self.x - self.width / 2, self.y - half, self.x + self.width / 2, self.y + half


def names(body: Map, fit: Fit, skip: Box | None = None) -> Iterable[str]:
    """The names that have room, as elements; places inside `skip` (the inset) are named there."""
    taken: list[Box] = []
    for place, boundary in _by_size(body):
        if skip and holds(skip, boundary.centroid):
            continue
        name = _placed(place.name, boundary, fit)
        if name is None or any(_overlap(name.box, other) for other in taken):
            continue
        taken.append(name.box)
        yield from _drawn(name)


def _by_size(body: Map) -> list[tuple[Place, Boundary]]:
    known = outlined(body)
    pairs = [(place, known[place.key]) for place in body.places if place.key in known]
    return sorted(pairs, key=lambda pair: (-_area(bounds((pair[1],))), pair[0].key))


def _placed(text: str, boundary: Boundary, fit: Fit) -> Name | None:
    box = bounds((boundary,))
    width, height = (box[2] - box[0]) * fit.scale, (box[3] - box[1]) * fit.scale
    lines = tuple(wrapped(text, max(width * 0.95, 40), SIZE))
    long = max((len(line) for line in lines), default=0) * SIZE * CHARACTER
    name = Name(lines, *fit.place(*boundary.centroid), long)
    fits = long <= width * 0.98 and len(lines) * SIZE <= height * 0.6
    return name if lines and fits and _inside(name.box, fit) else None


def _drawn(name: Name) -> Iterable[str]:
    around: dict[str, str | float] = {
        "stroke": PAPER,
        "stroke_width": 2.4,
        "stroke_linejoin": "round",
        "paint_order": "stroke",
    }
    top = name.y - (len(name.lines) - 1) * SIZE * 0.55 + 3
    for i, line in enumerate(name.lines):
        yield words(name.x, top + i * SIZE * 1.1, line, text_anchor="middle", font_size=SIZE, **around)


def _inside(box: Box, fit: Fit) -> bool:
    left, top = fit.place(fit.box[0], fit.box[3])
    right, bottom = fit.place(fit.box[2], fit.box[1])
    return left <= box[0] and top <= box[1] and box[2] <= right and box[3] <= bottom


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
