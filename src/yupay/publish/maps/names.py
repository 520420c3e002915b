"""Which names have room on the map? Those that fit their shape and cover no other name, larger places first.

A name that has no room is tried in smaller letters. A place without a name carries a number; the key below the map
says which place it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yupay.model.cube import Boundary, Place
from yupay.model.figure import Map
from yupay.publish.charts.drawing import PAPER, words
from yupay.publish.maps.outline import Box, Fit, bounds, holds, outlined
from yupay.publish.maps.spots import Spot, best

LETTER = 0.53
"""Mean width of a letter, in sizes."""
SMALLER, NUMBER = 0.87, 0.85
"""The second try of a name, and a number, in sizes."""
AIR = 1.5
"""Room around a name."""
MOST_NUMBERED = 40
"""With more places than this without a name, none is numbered: the key would be a page of its own."""


@dataclass(frozen=True)
class Name:
    """A name on paper, in letters of `size`."""

    spot: Spot
    size: float

    @property
    def box(self) -> Box:
        """The ground the name covers."""
        half = max(map(len, self.spot.lines)) * self.size * LETTER / 2 + AIR
        tall = len(self.spot.lines) * self.size * 0.55
        return self.spot.x - half, self.spot.y - tall, self.spot.x + half, self.spot.y + tall


@dataclass(frozen=True)
class Names:
    """The names of one frame, and the places that found no room."""

    named: tuple[Name, ...]
    left_out: tuple[Place, ...]


def names(body: Map, fit: Fit, size: float, skip: Box | None = None) -> Names:
    """The names that have room; places inside `skip` (the inset) are named there."""
    taken: list[Name] = []
    left_out: list[Place] = []
    for place, boundary in _by_size(body):
        if (skip and holds(skip, boundary.centroid)) or not holds(fit.box, boundary.centroid):
            continue
        tries = (_placed(place.name, boundary, fit, step, taken) for step in (size, size * SMALLER))
        if name := next(filter(None, tries), None):
            taken.append(name)
        else:
            left_out.append(place)
    order = {place.key: at for at, place in enumerate(body.places)}
    return Names(tuple(taken), tuple(sorted(left_out, key=lambda place: order[place.key])))


def numbered(body: Map, fit: Fit, size: float, found: Names, first: int) -> Names:
    """The names of a frame, and small numbers from `first` on for places without one; `left_out`: those numbered."""
    known, made = outlined(body), list(found.named)
    key: list[Place] = []
    for place in found.left_out:
        if name := _placed(str(first + len(key)), known[place.key], fit, size * NUMBER, made):
            made.append(name)
            key.append(place)
    return Names(tuple(made), tuple(key))


def drawn(made: Iterable[Name]) -> Iterable[str]:
    """Names as elements, with a pale halo."""
    around: dict[str, str | float] = {
        "stroke": PAPER,
        "stroke_width": 2.4,
        "stroke_linejoin": "round",
        "paint_order": "stroke",
    }
    for name in made:
        spot, size = name.spot, name.size
        top = spot.y - (len(spot.lines) - 1) * size * 0.55 + size * 0.35
        for i, line in enumerate(spot.lines):
            yield words(spot.x, top + i * size * 1.1, line, text_anchor="middle", font_size=size, **around)


def _placed(text: str, boundary: Boundary, fit: Fit, size: float, taken: Sequence[Name]) -> Name | None:
    rings = [[fit.place(x, y) for x, y in ring] for ring in boundary.rings]
    left, top = fit.place(fit.box[0], fit.box[3])
    right, bottom = fit.place(fit.box[2], fit.box[1])
    spot = best(text, rings, size, LETTER, (left, top, right, bottom))
    name = Name(spot, size) if spot else None
    free = name and _inside(name.box, fit) and not any(_overlap(name.box, other.box) for other in taken)
    return name if free else None


def _by_size(body: Map) -> list[tuple[Place, Boundary]]:
    known = outlined(body)
    pairs = [(place, known[place.key]) for place in body.places if place.key in known]
    return sorted(pairs, key=lambda pair: (-_area(bounds((pair[1],))), pair[0].key))


def _inside(box: Box, fit: Fit) -> bool:
    left, top = fit.place(fit.box[0], fit.box[3])
    right, bottom = fit.place(fit.box[2], fit.box[1])
    return left - 2 <= box[0] and top <= box[1] and box[2] <= right + 2 and box[3] <= bottom


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
