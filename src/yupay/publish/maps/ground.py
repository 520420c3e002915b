"""What do all layers of a map share? Where each place falls on paper, its outline, the names that have room.

The whole map stands at the left and the inset of the dense centre at its right, equally tall, as wide as their shapes.
"""

from dataclasses import dataclass

from yupay.model.cube import Place
from yupay.model.figure import Map
from yupay.publish.charts.drawing import INK, WIDTH, element, group
from yupay.publish.maps.names import MOST_NUMBERED, Name, Names, drawn, names
from yupay.publish.maps.names import numbered as with_numbers
from yupay.publish.maps.outline import Box, Fit, bounds, holds, meets, outlined

TOP, TALL, GAP, SIDE = 4.0, 400.0, 26.0, 4.0
ABOVE_INSET = 20.0
"""Room for the words above the inset."""


@dataclass(frozen=True)
class Frame:
    """One frame of a map: how it is fitted, the outline of every place that it meets, its names."""

    fit: Fit
    outlines: tuple[tuple[int, str], ...]
    names: tuple[Name, ...]


@dataclass(frozen=True)
class Ground:
    """The ground of a map; `key` lists the places that carry a number, counted from 1."""

    body: Map
    main: Frame
    inset: Frame | None
    key: tuple[Place, ...] = ()


def ground(body: Map, size: float, *, numbered: bool) -> Ground:
    """The ground of a map with names in letters of `size`; `numbered`: places without room for a name get a number."""
    main, inset = fits(body)
    outside = names(body, main, size, inset.box if inset else None)
    inside = names(body, inset, size) if inset else Names((), ())
    key: tuple[Place, ...] = ()
    if numbered and len(outside.left_out) + len(inside.left_out) <= MOST_NUMBERED:
        outside = with_numbers(body, main, size, outside, 1)
        inside = with_numbers(body, inset, size, inside, 1 + len(outside.left_out)) if inset else inside
        key = (*outside.left_out, *inside.left_out)
    drawn_inset = _frame(body, inset, inside.named) if inset else None
    return Ground(body, _frame(body, main, outside.named), drawn_inset, key)


def fits(body: Map) -> tuple[Fit, Fit | None]:
    """How the whole map and its inset are fitted to paper; an inset that holds fewer than two places is not drawn."""
    whole, box = bounds(body.boundaries), body.inset
    held = 0 if box is None else sum(holds(box, boundary.centroid) for boundary in body.boundaries)
    if box is None or held < 2:
        return Fit(whole, (SIDE, TOP, WIDTH - 2 * SIDE, TALL)), None
    across = (TALL * _ratio(whole), (TALL - ABOVE_INSET) * _ratio(box))
    scale = min(1.0, (WIDTH - 2 * SIDE - GAP) / sum(across))
    main, inset = (side * scale for side in across)
    left = (WIDTH - main - inset - GAP) / 2
    return (
        Fit(whole, (left, TOP, main, TALL * scale)),
        Fit(box, (left + main + GAP, TOP + ABOVE_INSET, inset, (TALL - ABOVE_INSET) * scale)),
    )


def window(fit: Fit) -> dict[str, float]:
    """The frame that a fitted box really fills, as attributes of a rectangle."""
    left, top = fit.place(fit.box[0], fit.box[3])
    right, bottom = fit.place(fit.box[2], fit.box[1])
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def enlarged(made: Ground) -> str:
    """The frame, on the whole map, of what the inset enlarges."""
    if made.inset is None:
        return ""
    box, fit = made.inset.fit.box, made.main.fit
    left, top = fit.place(box[0], box[3])
    right, bottom = fit.place(box[2], box[1])
    return element(
        "rect",
        **{"x": left, "y": top, "width": right - left, "height": bottom - top},
        fill="none",
        stroke=INK,
        pointer_events="none",
    )


def written(frame: Frame) -> str:
    """The names of a frame."""
    return group(drawn(frame.names), class_="names", pointer_events="none")


def _frame(body: Map, fit: Fit, made: tuple[Name, ...]) -> Frame:
    known = outlined(body)
    held = (
        (index, fit.path(known[place.key]))
        for index, place in enumerate(body.places)
        if place.key in known and meets(known[place.key], fit.box)
    )
    return Frame(fit, tuple(held), made)


def _ratio(box: Box) -> float:
    return ((box[2] - box[0]) or 1.0) / ((box[3] - box[1]) or 1.0)
