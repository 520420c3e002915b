"""Neighbours as a unit declares them: queen, rook, nearest, within a distance; islands refused, kept, left out, linked."""

import numpy as np
import pytest

from yupay.analyse.neighbours import with_neighbours
from yupay.model.cube import Boundary, Cube, Evidence, Neighbours, Place
from yupay.model.problem import StudyProblems
from yupay.model.study import Header, NeighbourRule, Study, Unit
from yupay.model.text import Text

X = Text.same("x")


def square(key: str, x: float, y: float) -> Boundary:
    ring = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y))
    return Boundary(key=key, rings=(ring,), centroid=(x + 0.5, y + 0.5))


def evidence(*more: Boundary) -> Evidence:
    drawn = (*(square(f"{r}{c}", c, r) for r in range(3) for c in range(3)), *more)
    places = tuple(Place(key=b.key, name=b.key) for b in drawn)
    cube = Cube(unit="u", places=places, measures={}, boundaries=drawn, neighbours=Neighbours(pairs=()), protected=True)
    return Evidence(cubes={"u": cube}, figures={}, audits={})


def ruled(rule: NeighbourRule | None, *more: Boundary) -> Cube:
    unit = Unit(id="u", label=X, plural=X, frame="f", key="k", neighbours=rule)
    study = Study(study=Header(id="s", title=X, place=X, period="2024"), units=(unit,))
    return with_neighbours(study, evidence(*more)).cubes["u"]


@pytest.mark.parametrize(("rule", "count"), [("queen", 20), ("rook", 12)])
def test_a_grid_of_nine(rule: str, count: int) -> None:
    found = ruled(NeighbourRule(rule=rule))
    assert found.neighbours is not None and len(found.neighbours.pairs) == count
    assert all(i < j for i, j in found.neighbours.pairs)


def test_without_a_rule_nothing_changes() -> None:
    assert ruled(None).neighbours == Neighbours(pairs=())


def test_nearest_and_within() -> None:
    nearest = ruled(NeighbourRule(rule="knn", k=2)).neighbours
    assert nearest is not None
    degrees = np.bincount(np.array(nearest.pairs).ravel(), minlength=9)
    assert degrees.min() >= 2
    within = ruled(NeighbourRule(rule="distance", distance=1.1)).neighbours
    assert within is not None and len(within.pairs) == 12
    shortest = ruled(NeighbourRule(rule="distance")).neighbours
    assert shortest is not None and not shortest.islands


def test_islands() -> None:
    far = square("far", 10, 10)
    kept = ruled(NeighbourRule(), far)
    assert kept.neighbours is not None and kept.neighbours.islands == (9,)
    linked = ruled(NeighbourRule(islands="nearest"), far).neighbours
    assert linked is not None and (8, 9) in linked.pairs and not linked.islands
    left = ruled(NeighbourRule(islands="leave-out"), far)
    assert "far" not in {boundary.key for boundary in left.boundaries}
    with pytest.raises(StudyProblems) as refused:
        ruled(NeighbourRule(islands="refuse"), far)
    assert refused.value.problems[0].code == "A403"


def test_near_touching_outlines_snap() -> None:
    gap = square("gap", 3.001, 0)
    apart, snapped = (ruled(NeighbourRule(rule="rook", snap=snap), gap).neighbours for snap in (0.0, 0.01))
    assert apart is not None and snapped is not None
    assert len(snapped.pairs) == len(apart.pairs) + 1
