"""Hidden cells: a relation is told only where every filling decides alike, totals are withheld, nothing hidden is read."""

from pathlib import Path

import numpy as np
import pytest

from yupay.analyse.answer_describe import describe
from yupay.analyse.answer_relate import relate
from yupay.analyse.censored import HIDDEN, related, touched, without_totals
from yupay.conclude.decide import rule
from yupay.conclude.lookup import index
from yupay.derive.indicators import count
from yupay.load.tables import load
from yupay.model.cube import Evidence, Measure
from yupay.model.estimate import Estimate
from yupay.model.study import Study
from yupay.protect.small_counts import protect
from yupay.study.read import read_study

FOLDER = Path(__file__).resolve().parents[2] / "studies" / "lima-2016"
UNIT, X, Y = "district", "x2", "y3"
DECIDING = f"relate/{X}~{Y}/{UNIT}/area-whitened"
PLAIN = f"relate/{X}~{Y}/{UNIT}/spearman"


@pytest.fixture(scope="module")
def study() -> Study:
    whole = read_study(FOLDER)
    decision = whole.decision.model_copy(update={"simulations": 50})
    return whole.model_copy(update={"decision": decision, "sensitivity": (), "scales": ()})


@pytest.fixture(scope="module")
def evidence(study: Study) -> Evidence:
    return protect(study, count(study, load(study, FOLDER)))


def hide(evidence: Evidence, name: str, chosen: list[int], low: float, high: float | None) -> Evidence:
    """The evidence with some cells of a measure of districts hidden between two limits."""
    cube = evidence.cubes[UNIT]
    measure = cube.measures[name]
    some = set(chosen)

    def column(known: tuple[object, ...], instead: object) -> tuple[object, ...]:
        return tuple(instead if at in some else one for at, one in enumerate(known))

    made: Measure = measure.model_copy(
        update={
            "values": column(measure.values, None),
            "states": column(measure.states, "hidden"),
            "low": column(measure.values, low),
            "high": column(measure.values, high),
        }
    )
    changed = cube.model_copy(update={"measures": {**cube.measures, name: made}})
    return evidence.model_copy(update={"cubes": {**evidence.cubes, UNIT: changed}})


def smallest(evidence: Evidence, name: str, n: int) -> list[int]:
    cube = evidence.cubes[UNIT]
    known = [(value, at) for at, value in enumerate(cube.measures[name].values[: cube.inside]) if value is not None]
    return [at for _, at in sorted(known)[:n]]


def told(study: Study, evidence: Evidence) -> dict[str, Estimate]:
    return {one.id: one for one in related(study, evidence, lambda _: None)}


def test_without_hidden_cells_nothing_changes(study: Study, evidence: Evidence) -> None:
    assert not touched(evidence)
    assert related(study, evidence, lambda _: None) == relate(study, evidence, lambda _: None)


def test_a_relation_that_holds_for_every_filling_covers_the_true_one(study: Study, evidence: Evidence) -> None:
    chosen = smallest(evidence, Y, 2)
    values = [evidence.cubes[UNIT].measures[Y].values[at] or 0.0 for at in chosen]
    censored = told(study, hide(evidence, Y, chosen, min(values) * 0.9, max(values) * 1.1))
    true = {one.id: one for one in relate(study, evidence, lambda _: None)}[DECIDING]
    found = censored[DECIDING]
    assert found.value is not None and found.interval is not None and true.interval is not None
    assert found.interval.low is not None and found.interval.high is not None
    assert found.interval.low <= (true.interval.low or 0) + 0.02
    assert found.interval.high >= (true.interval.high or 0) - 0.02
    assert found.parameters["fillings"] == 45
    assert (found.p or 0) >= (true.p or 0) * 0.5
    assert rule(study, index(tuple(censored.values())))["H2"].reason != "hidden cells"


def test_where_fillings_disagree_the_hypothesis_is_not_assessable(study: Study, evidence: Evidence) -> None:
    inside = evidence.cubes[UNIT].inside
    censored = told(study, hide(evidence, Y, list(range(0, inside, 2)), 0.0, 100_000.0))
    assert censored[DECIDING].value is None and censored[DECIDING].p is None
    assert HIDDEN in censored[DECIDING].warnings
    ruling = rule(study, index(tuple(censored.values())))["H2"]
    assert (ruling.decision, ruling.reason) == ("not assessable", "hidden cells")


def test_a_hidden_cell_without_an_upper_limit_decides_nothing(study: Study, evidence: Evidence) -> None:
    censored = told(study, hide(evidence, Y, smallest(evidence, Y, 1), 1.0, None))
    assert censored[DECIDING].value is None and censored[PLAIN].value is None


def test_other_relations_of_a_hidden_measure_are_withheld(study: Study, evidence: Evidence) -> None:
    chosen = smallest(evidence, Y, 2)
    censored = told(study, hide(evidence, Y, chosen, 1.0, 60_000.0))
    kept = {DECIDING, PLAIN}
    reading = [one for one in censored.values() if one.unit_of_analysis == UNIT and Y in one.variables]
    others = [one for one in reading if one.method not in ("area-whitened", "spearman")]
    assert len(others) > 20 and all(one.value is None and one.p is None for one in others), kept
    assert any(one.value is not None for one in censored.values() if Y not in one.variables)


def test_what_is_hidden_is_never_read(study: Study, evidence: Evidence) -> None:
    """Two tables that differ only in a hidden cell give the same answers."""
    chosen = smallest(evidence, Y, 3)
    first = hide(evidence, Y, chosen, 1.0, 2_000.0)
    cube = evidence.cubes[UNIT]
    other = cube.measures[Y].model_copy(
        update={"values": tuple(7.0 if at in chosen else v for at, v in enumerate(cube.measures[Y].values))}
    )
    changed = cube.model_copy(update={"measures": {**cube.measures, Y: other}})
    second = hide(evidence.model_copy(update={"cubes": {**evidence.cubes, UNIT: changed}}), Y, chosen, 1.0, 2_000.0)
    assert first == second
    assert told(study, first) == told(study, second)


def test_totals_over_hidden_cells_are_withheld(study: Study, evidence: Evidence) -> None:
    hidden = hide(evidence, Y, smallest(evidence, Y, 2), 1.0, 10.0)
    found = {one.id: one for one in without_totals(hidden, describe(study, hidden))}
    over_all = [
        one for one in found.values() if one.unit_of_analysis == UNIT and Y in one.variables and one.method != "count"
    ]
    by_place = [one for one in over_all if one.method == "rate" and one.key != "pooled"]
    summed = [one for one in over_all if one not in by_place]
    assert summed and all(one.value is None and one.warnings == (HIDDEN,) for one in summed)
    counts = [
        one
        for one in found.values()
        if one.method == "count" and one.variables == (Y,) and one.unit_of_analysis == UNIT and one.value is not None
    ]
    assert len(counts) == np.sum([v is not None for v in evidence.cubes[UNIT].measures[Y].values]) - 2
