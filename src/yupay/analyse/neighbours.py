"""Which places of each unit are neighbours? As the study declares: queen, rook, k nearest or within a distance.

Without a rule the queen contiguity of the outlines stands, as it was counted with them.
"""

import numpy as np

from yupay.analyse.numerics import weights
from yupay.model.cube import Boundary, Cube, Evidence, Neighbours
from yupay.model.problem import Problem, StudyProblems
from yupay.model.study import NeighbourRule, Study, Unit
from yupay.model.text import Text


def with_neighbours(study: Study, evidence: Evidence) -> Evidence:
    """The evidence with the neighbours that each unit declares.

    Raises:
        StudyProblems: A403, a place without neighbours where the study refuses them.

    """
    rules = {unit.id: (unit, unit.neighbours) for unit in study.units if unit.neighbours is not None}
    cubes = {
        name: _ruled(cube, *rules[name]) if name in rules and len(cube.boundaries) > 1 else cube
        for name, cube in evidence.cubes.items()
    }
    return evidence.model_copy(update={"cubes": cubes})


def _ruled(cube: Cube, unit: Unit, rule: NeighbourRule | None) -> Cube:
    """A cube whose neighbours follow a rule; pairs are indices into its places, and a place left out has no outline."""
    if rule is None:
        return cube
    at = {place.key: index for index, place in enumerate(cube.places)}
    drawn = [boundary for boundary in cube.boundaries if boundary.key in at]
    pairs, points = _pairs(drawn, rule), np.array([boundary.centroid for boundary in drawn])
    if rule.islands == "refuse" and weights.islands(len(drawn), pairs):
        raise StudyProblems([_alone(unit, weights.islands(len(drawn), pairs))])
    settled = weights.settle(points, pairs, "nearest" if rule.islands == "nearest" else "keep")
    places = [at[boundary.key] for boundary in drawn]
    numbered = sorted({tuple(sorted((places[i], places[j]))) for i, j in settled.pairs.tolist()})
    linked = {index for pair in numbered for index in pair}
    islands = tuple(index for index in places if index not in linked)
    kept = cube.boundaries
    if rule.islands == "leave-out":
        kept = tuple(boundary for boundary in cube.boundaries if at.get(boundary.key) not in set(islands))
    pairs_kept = tuple((i, j) for i, j in numbered)
    return cube.model_copy(update={"neighbours": Neighbours(pairs=pairs_kept, islands=islands), "boundaries": kept})


def _pairs(drawn: list[Boundary], rule: NeighbourRule) -> np.ndarray:
    """Pairs (m, 2), i < j, of the outlines."""
    points = np.array([boundary.centroid for boundary in drawn])
    if rule.rule == "knn":
        ends = np.sort(weights.nearest(points, min(rule.k, len(drawn) - 1)), axis=1)
        return np.unique(ends, axis=0)
    if rule.rule == "distance":
        return weights.within(points, weights.shortest_band(points) if rule.distance is None else rule.distance)
    found = weights.contacts([[np.array(ring) for ring in boundary.rings] for boundary in drawn], rule.snap)
    return found.rook if rule.rule == "rook" else found.queen


def _alone(unit: Unit, count: int) -> Problem:
    """A403."""
    return Problem(
        code="A403",
        what=Text(es="lugares sin vecinos", en="places without neighbours"),
        where="study.toml",
        got=Text(es=f"{unit.id}: {count} lugares sin vecinos", en=f"{unit.id}: {count} places without neighbours"),
        expected=Text(
            es='cada lugar con un vecino, o islands = "keep", "nearest" o "leave-out"',
            en='every place with a neighbour, or islands = "keep", "nearest" or "leave-out"',
        ),
    )
