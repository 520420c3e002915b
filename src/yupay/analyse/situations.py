"""What does the guide need to know of one hypothesis? Its scales, ties, units, design, map and family."""

from collections.abc import Iterable, Iterator

import numpy as np

from yupay.analyse.guide import Choice as Chosen
from yupay.analyse.guide import Comment, Measured, Situation, choose, comment_on
from yupay.analyse.guide.words import name_of
from yupay.model.choice import Choice, Turn, Untaken
from yupay.model.cube import Evidence
from yupay.model.estimate import Estimate
from yupay.model.sample import SampleDesign
from yupay.model.study import Hypothesis, Indicator, Study
from yupay.model.text import Text


def measured(one: Indicator, values: np.ndarray) -> Measured:
    """One variable: its scale, how many values it takes, how many units share theirs."""
    known = [value for value in values if value is not None and value == value]
    counts = np.unique(np.array(known, dtype=str if one.scale == "nominal" else float), return_counts=True)[1]
    tied = float(counts[counts > 1].sum() / counts.sum()) if counts.size else 0.0
    scale = one.scale if not isinstance(next(iter(known), 0.0), str) else "nominal"
    return Measured(scale=scale, categories=int(counts.size), tied=tied, label=one.label)


def of_rows(
    study: Study,
    h: Hypothesis,
    x: Measured,
    y: Measured,
    n: int,
    design: SampleDesign,
    plural: Text,
    expected: float | None,
) -> Situation:
    """A hypothesis over the rows of a drawn unit."""
    return Situation(
        x=x,
        y=y,
        n=n,
        asks=h.asks,
        claims=h.claims,
        census=design.census,
        weights=design.weights is not None or bool(design.replicate_weights),
        strata=bool(design.strata),
        clusters=bool(design.clusters),
        controls=len(h.covariates),
        hypotheses=max(1, sum(one.family == h.family and not one.derived_from for one in study.hypotheses)),
        smallest_expected=expected,
        plural=plural,
    )


def of_places(
    study: Study, h: Hypothesis, x: Measured, y: Measured, n: int, plural: Text, *, mapped: bool
) -> Situation:
    """A hypothesis over places; all of them are observed."""
    return Situation(
        x=x,
        y=y,
        n=n,
        asks=h.asks,
        claims=h.claims,
        areas=mapped,
        census=True,
        controls=len(h.covariates),
        hypotheses=max(1, sum(one.family == h.family and not one.derived_from for one in study.hypotheses)),
        plural=plural,
    )


def with_choices(study: Study, evidence: Evidence, estimates: Iterable[Estimate]) -> Iterator[Estimate]:
    """The estimates, each that decides a hypothesis over places with what the guide says of its method."""
    deciding: dict[tuple[str, ...], Hypothesis] = {}
    for h in study.hypotheses:
        method = study.decision.method if h.method == "auto" else h.method
        deciding[(h.x or "", h.y or "", h.unit or "", method)] = h
    for one in estimates:
        found = deciding.get((*one.variables, one.unit_of_analysis, one.method)) if not one.key else None
        yield one if found is None else one.model_copy(update={"choice": _over_places(study, evidence, found, one)})


def _over_places(study: Study, evidence: Evidence, h: Hypothesis, one: Estimate) -> Choice:
    cube = evidence.cubes[one.unit_of_analysis]
    indicators = {indicator.id: indicator for indicator in study.indicators}
    x, y = (
        measured(indicators[name], np.array(cube.measures[name].values[: cube.inside], dtype=object))
        for name in one.variables
    )
    unit = next(unit for unit in study.units if unit.id == one.unit_of_analysis)
    situation = of_places(study, h, x, y, one.n or 0, unit.plural, mapped=cube.neighbours is not None)
    return decided_by(one.method, situation)


def decided_by(named: str, situation: Situation) -> Choice:
    """The guide's choice, or its comment on the method that the study names."""
    if named == "auto":
        return told(choose(situation))
    comment = comment_on(named, situation)
    return told(comment.choice, comment)


def told(chosen: Chosen, comment: Comment | None = None) -> Choice:
    """The guide's answer as a noun of the report."""
    return Choice(
        method=chosen.method if comment is None else comment.named,
        rule=chosen.rule if comment is None else "named",
        verdict="chosen" if comment is None else comment.verdict,
        name=name_of(chosen.method if comment is None else comment.named),
        reason=chosen.reason if comment is None else comment.words,
        paragraph=chosen.paragraph if comment is None else comment.words,
        reading_of_p=chosen.reading_of_p,
        normality=chosen.normality,
        alternatives=tuple(
            Untaken(method=one.method, name=name_of(one.method), reason=one.reason, defensible=one.defensible)
            for one in chosen.alternatives
        ),
        turns=tuple(Turn(when=one.if_, method=one.method, name=name_of(one.method)) for one in chosen.changes),
        bars=chosen.bars,
        cautions=chosen.cautions,
        references=chosen.references,
    )
