"""What can still be said where some cells are hidden? Only what is true however they are filled within their public limits.

A hidden cell lies between `low` and `high`, which anybody can work out from what is printed; nothing else is known of it
here. What sums or orders all places is withheld. A relation is computed for many fillings: every cell low, every cell
high, those that push the relation up and down most, and random ones. It decides only where all of them decide alike,
after the correction of its family; the printed interval covers those of all fillings, and p is the one nearest to the
other decision. Otherwise the hypothesis is not assessable with these data.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from yupay.analyse.answer_relate import Relations, Tell, decide, pairing_of, relate
from yupay.analyse.pairing import Floats, values
from yupay.analyse.relate.spearman import spearman
from yupay.model.cube import Cube, Evidence, Measure
from yupay.model.estimate import Estimate, Interval
from yupay.model.study import Hypothesis, Study
from yupay.model.text import Text

BY_PLACE = ("count", "rate")
POOLED = "pooled"
RANDOM = 40
Filling = Mapping[str, Floats]
HIDDEN = Text(
    es="No evaluable: algunas celdas están ocultas, y el resultado depende de cuánto valen.",
    en="Not assessable: some cells are hidden, and the result depends on what they are.",
)
FILLED = Text(
    es="Algunas celdas están ocultas. De todas las formas de llenarlas que se probaron: el coeficiente es la mediana, el "
    "intervalo cubre todos los suyos y p es el más cercano a la decisión contraria.",
    en="Some cells are hidden. Of every way of filling them that was tried: the coefficient is the median, the interval "
    "covers all of theirs and p is the one nearest to the other decision.",
)


def touched(evidence: Evidence) -> dict[str, frozenset[str]]:
    """The indicators of each unit that have a hidden cell among the study's own places."""
    found = {
        unit: frozenset(name for name, one in cube.measures.items() if "hidden" in one.states[: cube.inside])
        for unit, cube in evidence.cubes.items()
    }
    return {unit: names for unit, names in found.items() if names}


def without_totals(evidence: Evidence, estimates: Iterable[Estimate]) -> tuple[Estimate, ...]:
    """Descriptions and ranks, those over all places withheld where one of them is hidden."""
    hidden = touched(evidence)
    return tuple(withheld(one) if _over_all(one, hidden) else one for one in estimates)


def _over_all(one: Estimate, hidden: Mapping[str, frozenset[str]]) -> bool:
    by_place = one.method in BY_PLACE and one.key != POOLED
    return not by_place and _reads(one, hidden)


def _reads(one: Estimate, hidden: Mapping[str, frozenset[str]]) -> bool:
    return bool(hidden.get(one.unit_of_analysis, frozenset()) & set(one.variables))


def withheld(one: Estimate) -> Estimate:
    """An estimate without its numbers."""
    numbers = dict.fromkeys(("value", "interval", "se", "df", "statistic", "p", "p_adjusted", "effect"))
    known = {name: None for name in numbers if name in Estimate.model_fields}
    return one.model_copy(update={**known, "parameters": {}, "warnings": (HIDDEN,)})


def related(study: Study, evidence: Evidence, tell: Tell) -> tuple[Estimate, ...]:
    """Every relation of a study; those that read a hidden cell as far as they hold for every filling."""
    hidden = touched(evidence)
    if not hidden:
        return relate(study, evidence, tell)
    made = relate(study, filled(evidence, middle(evidence)), tell)
    told = {one.id: one for one in made if not _reads(one, hidden)}
    asked = [h for h in study.hypotheses if {h.x, h.y, h.control} & hidden.get(h.unit or "", frozenset())]
    tell(Text(es="Llenando las celdas ocultas de muchas formas", en="Filling hidden cells in many ways"))
    kept = {one.id: one for h in asked for one in of_all_fillings(study, evidence, h)}
    return tuple(told.get(one.id) or kept.get(one.id) or withheld(one) for one in made)


def of_all_fillings(study: Study, evidence: Evidence, hypothesis: Hypothesis) -> Iterator[Estimate]:
    """The deciding estimates of one hypothesis and the plain one, each over all fillings."""
    runs: dict[str, list[Estimate]] = {}
    for filling in fillings(evidence.cubes[hypothesis.unit or ""], hypothesis, study.study.seed):
        changed = {hypothesis.unit or "": filling}
        for one in once(Relations(study, filled(evidence, changed)), hypothesis):
            runs.setdefault(one.id, []).append(one)
    family = sum(other.family == hypothesis.family for other in study.hypotheses) if hypothesis.family else 1
    for same in runs.values():
        yield over(same, study.decision.alpha, max(family, 1))


def once(asked: Relations, hypothesis: Hypothesis) -> Iterator[Estimate]:
    """The estimates that one filling gives."""
    pairing = pairing_of(asked, hypothesis)
    if pairing is None:
        return
    about = asked.subject(hypothesis.unit or "", hypothesis.x or "", hypothesis.y or "")
    yield spearman(
        pairing.take(pairing.x),
        pairing.take(pairing.y),
        about,
        seed=asked.seed,
        alternative=hypothesis.alternative,
    )
    if pairing.mapped:
        drawn = pairing.on_the_map()
        yield decide(asked, hypothesis, drawn, "")
        if hypothesis.control is not None and drawn.control is not None:
            yield decide(asked, hypothesis, drawn, "", control=True)


def over(runs: list[Estimate], alpha: float, family: int) -> Estimate:
    """One estimate over all fillings, withheld where they do not decide alike.

    They decide alike where every p stays at or above alpha, or every p times the size of the family stays below it with
    one sign.
    """
    first = runs[0]
    found = [(one.value, one.p) for one in runs if one.value is not None and one.p is not None]
    if len(found) < len(runs):
        return withheld(first)
    sizes, chances = (np.array(column, dtype=float) for column in zip(*found, strict=True))
    never = bool((chances >= alpha).all())
    always = bool((chances * family < alpha).all() and abs(np.sign(sizes).sum()) == len(sizes))
    if not (never or always):
        return withheld(first)
    low, high = bounds(runs)
    interval = None if first.interval is None else first.interval.model_copy(update={"low": low, "high": high})
    return first.model_copy(
        update={
            "value": float(np.median(sizes)),
            "interval": interval,
            "p": float(chances.min() if never else chances.max()),
            "statistic": None,
            "se": None,
            "parameters": {**_kept(first), "fillings": len(runs)},
            "warnings": (*first.warnings, FILLED),
        }
    )


def _kept(one: Estimate) -> dict[str, object]:
    """What a decision reads besides p: the residual dependence of the filling in the middle."""
    return {name: value for name, value in one.parameters.items() if "moran_p" in name}


def bounds(runs: Iterable[Estimate]) -> tuple[float | None, float | None]:
    """The lowest lower and the highest upper limit."""
    intervals: list[Interval] = [one.interval for one in runs if one.interval is not None]
    lows = [one.low for one in intervals if one.low is not None]
    highs = [one.high for one in intervals if one.high is not None]
    return min(lows, default=None), max(highs, default=None)


def filled(evidence: Evidence, by_unit: Mapping[str, Filling]) -> Evidence:
    """The evidence with the hidden cells of some measures filled."""
    cubes = {
        unit: cube.model_copy(
            update={
                "measures": {name: _with(one, by_unit.get(unit, {}).get(name)) for name, one in cube.measures.items()}
            }
        )
        for unit, cube in evidence.cubes.items()
    }
    return evidence.model_copy(update={"cubes": cubes})


def _with(measure: Measure, column: Floats | None) -> Measure:
    if column is None:
        return measure
    known = tuple(None if np.isnan(value) else float(value) for value in column)
    return measure.model_copy(update={"values": known})


@dataclass(frozen=True)
class Limits:
    """What is known of a measure: its values with the hidden ones between `low` and `high`, NaN where there is no data."""

    low: Floats
    high: Floats
    open: np.ndarray

    @classmethod
    def of(cls, measure: Measure) -> "Limits | None":
        """The limits of a measure; None where a hidden cell has none."""
        known = values(measure)
        hidden = np.array([state == "hidden" for state in measure.states])
        ends = [
            np.array([np.nan if one is None else one for one in column] or np.full(len(known), np.nan), dtype=float)
            for column in (measure.low, measure.high)
        ]
        if np.isnan(np.where(hidden, ends[0] + ends[1], 0.0)).any():
            return None
        return cls(np.where(hidden, ends[0], known), np.where(hidden, ends[1], known), hidden)


def middle(evidence: Evidence) -> dict[str, Filling]:
    """Every hidden cell halfway between its limits."""
    return {
        unit: {
            name: (one.low + one.high) / 2
            for name in names
            if (one := Limits.of(evidence.cubes[unit].measures[name])) is not None
        }
        for unit, names in touched(evidence).items()
    }


def fillings(cube: Cube, hypothesis: Hypothesis, seed: int) -> Iterator[Filling]:
    """Ways to fill the hidden cells of a hypothesis: halfway, lowest, highest, for and against the relation, at random.

    None at all where a hidden cell has no upper limit: then nothing can be said.
    """
    names = [name for name in (hypothesis.x, hypothesis.y, hypothesis.control) if name in cube.measures]
    limits = {name: Limits.of(cube.measures[name]) for name in names if "hidden" in cube.measures[name].states}
    known = {name: one for name, one in limits.items() if one is not None}
    if len(known) < len(limits):
        return
    yield {name: (one.low + one.high) / 2 for name, one in known.items()}
    yield {name: one.low for name, one in known.items()}
    yield {name: one.high for name, one in known.items()}
    for sign in (1, -1):
        yield {name: _towards(one, _other(cube, hypothesis, name, known), sign) for name, one in known.items()}
    draw = np.random.default_rng([seed, len(known)])
    for _ in range(RANDOM):
        yield {
            name: np.floor(draw.uniform(one.low, one.high + 1)).clip(one.low, one.high) for name, one in known.items()
        }


def _other(cube: Cube, hypothesis: Hypothesis, name: str | None, known: Mapping[str, Limits]) -> Floats:
    """What a measure is related to, its own hidden cells halfway."""
    other = hypothesis.x if name == hypothesis.y else hypothesis.y
    found = known.get(other or "")
    return values(cube.measures[other or ""]) if found is None else (found.low + found.high) / 2


def _towards(one: Limits, other: Floats, sign: int) -> Floats:
    """High where the other measure is high (sign 1) or low (sign -1), low elsewhere."""
    known = other[np.isfinite(other)]
    up = sign * (other - np.median(known)) > 0 if known.size else np.zeros(other.size, dtype=bool)
    return np.where(up, one.high, one.low)
