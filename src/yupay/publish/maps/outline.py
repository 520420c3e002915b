"""Where does a place fall on paper? The plane fitted into a frame, y turned, steps of a tenth of a unit.

Paths are written as whole relative steps from rounded places, so that a shared border stays shared.
"""

from dataclasses import dataclass

from yupay.model.cube import Boundary
from yupay.model.figure import Map

Ring = tuple[tuple[float, float], ...]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Fit:
    """The plane of `box` drawn as large as it goes inside the frame (left, top, width, height), at its top."""

    box: Box
    frame: Box

    @property
    def scale(self) -> float:
        """Paper units per unit of the plane."""
        width, height = self.box[2] - self.box[0] or 1.0, self.box[3] - self.box[1] or 1.0
        return min(self.frame[2] / width, self.frame[3] / height)

    @property
    def bottom(self) -> float:
        """Where the drawing ends on paper."""
        return self.frame[1] + (self.box[3] - self.box[1]) * self.scale

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point on paper, north up."""
        left = self.frame[0] + (self.frame[2] - (self.box[2] - self.box[0]) * self.scale) / 2
        return left + (x - self.box[0]) * self.scale, self.frame[1] + (self.box[3] - y) * self.scale

    def path(self, boundary: Boundary) -> str:
        """The outline as SVG path data."""
        return "".join(map(self._ring, boundary.rings))

    def _ring(self, ring: Ring) -> str:
        spots = [tuple(round(v * 10) for v in self.place(x, y)) for x, y in ring]
        first, data, here = spots[0], "", spots[0]
        for spot in spots[1:]:
            if spot != here:
                data += f"{(spot[0] - here[0]) / 10:g} {(spot[1] - here[1]) / 10:g} "
                here = spot
        return f"M{first[0] / 10:g} {first[1] / 10:g}l{data.strip()}z" if data else ""


def bounds(boundaries: tuple[Boundary, ...]) -> Box:
    """The smallest box that holds every ring; a unit box when there is none."""
    xs = [x for b in boundaries for ring in b.rings for x, _ in ring]
    ys = [y for b in boundaries for ring in b.rings for _, y in ring]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (0.0, 0.0, 1.0, 1.0)


def holds(box: Box, point: tuple[float, float]) -> bool:
    """Whether a point lies inside a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def meets(boundary: Boundary, box: Box) -> bool:
    """Whether the box of an outline touches a box."""
    low_x, low_y, high_x, high_y = bounds((boundary,))
    return low_x < box[2] and high_x > box[0] and low_y < box[3] and high_y > box[1]


def outlined(body: Map) -> dict[str, Boundary]:
    """Boundaries by the key of their place."""
    return {boundary.key: boundary for boundary in body.boundaries}
