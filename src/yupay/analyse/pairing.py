"""Which numbers meet in one relation: x, y, their negative control, size and covariates over the same places.

A pairing is what every method of the rooms relate and spatial is given. Places without a value in any of its columns
are left out and counted.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from yupay.analyse.numerics.weights import among, as_pairs
from yupay.model.cube import Cube, Measure

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Pairing:
    """Columns over the places of a cube; NaN where a place has no value.

    `places` are the indices into the cube that take part; `control` and `size` may be missing; `covariates` has one
    column per declared control.
    """

    cube: Cube
    x: Floats
    y: Floats
    control: Floats | None
    size: Floats | None
    covariates: Floats
    places: Ints

    @cached_property
    def kept(self) -> Ints:
        """The places where every column has a value, and size is positive."""
        columns = [self.x, self.y, *self.covariates.T]
        columns += [c for c in (self.control,) if c is not None]
        columns += [np.where(s > 0, s, np.nan) for s in (self.size,) if s is not None]
        finite = np.all(np.isfinite(np.column_stack(columns)), axis=1)
        kept: Ints = self.places[finite[self.places]]
        return kept

    @cached_property
    def coordinates(self) -> Floats:
        """The centroids of the kept places, (n, 2), in the plane of the map; NaN for a place without an outline."""
        known = {boundary.key: boundary.centroid for boundary in self.cube.boundaries}
        nowhere = (np.nan, np.nan)
        points = [known.get(self.cube.places[i].key, nowhere) for i in self.kept]
        return np.array(points, dtype=float).reshape(-1, 2)

    @cached_property
    def neighbours(self) -> Ints:
        """Pairs of neighbouring kept places, (m, 2), renumbered from zero."""
        pairs = as_pairs(() if self.cube.neighbours is None else self.cube.neighbours.pairs)
        keep = np.zeros(len(self.cube.places), dtype=bool)
        keep[self.kept] = True
        return among(pairs, keep)

    @property
    def mapped(self) -> bool:
        """Whether there is a map at all."""
        return bool(self.cube.boundaries) and self.cube.neighbours is not None

    def on_the_map(self) -> "Pairing":
        """The same pairing without the places that have no outline."""
        known = {boundary.key for boundary in self.cube.boundaries}
        drawn = [i for i in self.places if self.cube.places[i].key in known]
        return self.but(places=np.array(drawn, dtype=np.int64))

    def take(self, column: Floats) -> Floats:
        """One column over the kept places."""
        taken: Floats = column[self.kept]
        return taken

    def nuisance(self) -> Floats:
        """Log size and the covariates over the kept places, one column each: (n, k)."""
        size = [] if self.size is None else [np.log(self.take(self.size))]
        columns = [*size, *(self.take(column) for column in self.covariates.T)]
        return np.column_stack(columns) if columns else np.empty((len(self.kept), 0))

    def but(self, **changes: object) -> "Pairing":
        """The same pairing with some columns replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]


def values(measure: Measure) -> Floats:
    """The values of a measure, NaN where there is none."""
    return np.array([np.nan if value is None else value for value in measure.values], dtype=float)


def pair(
    cube: Cube, x: str, y: str, *, control: str | None = None, size: str | None = None, covariates: tuple[str, ...] = ()
) -> Pairing | None:
    """The pairing of two indicators over a cube's own places; None where an indicator has no measure there."""
    needed = [name for name in (x, y, *covariates) if name not in cube.measures]
    if needed:
        return None

    def column(name: str | None) -> Floats | None:
        return values(cube.measures[name]) if name is not None and name in cube.measures else None

    stacked = [values(cube.measures[name]) for name in covariates]
    return Pairing(
        cube=cube,
        x=values(cube.measures[x]),
        y=values(cube.measures[y]),
        control=column(control),
        size=column(size),
        covariates=np.column_stack(stacked) if stacked else np.empty((len(cube.places), 0)),
        places=np.arange(cube.inside, dtype=np.int64),
    )
