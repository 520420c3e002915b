"""What goes with what among the rows of a drawn unit? Every hypothesis by the method that the guide chose or the study named.

The deciding estimate carries the choice; the methods the guide prints beside it stand under their own ids. Adjusted p
values belong to a family of hypotheses, one p each, whatever its method.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from yupay.analyse.answer_instrument import possible
from yupay.analyse.crossing import Crossing, missing
from yupay.analyse.drawing import drawing_of
from yupay.analyse.instrument.bands import cut_points, levels
from yupay.analyse.numerics.contingency import expected as expected_counts
from yupay.analyse.plan.curves import Coefficient, Sided
from yupay.analyse.plan.power import Planned, detectable_correlation
from yupay.analyse.relate.chi_square import adjusted_residuals
from yupay.analyse.relate.distribution import distribution
from yupay.analyse.relate.multiplicity import adjust_family
from yupay.analyse.relate.normality import lilliefors, normality
from yupay.analyse.row_methods import METHODS, ORDERED, calculated, explored
from yupay.analyse.situations import decided_by, measured, of_rows
from yupay.derive.samples import Sampled
from yupay.model.choice import Choice
from yupay.model.estimate import Estimate, Subject
from yupay.model.study import Family, Hypothesis, Indicator, Study
from yupay.model.text import Text

Tell = Callable[[Text], None]
FEW = 12
SIZED: dict[str, Coefficient] = {"spearman": "spearman", "pearson": "pearson", "kendall-tau-b": "kendall-tau-b"}


def rows(study: Study, samples: Mapping[str, Sampled], tell: Tell) -> Iterator[Estimate]:
    """Every hypothesis over the rows of drawn units, its family adjusted."""
    indicators = {one.id: one for one in study.indicators}
    decided: dict[str, list[Estimate]] = {}
    beside: dict[str, Estimate] = {}
    for h in study.hypotheses:
        sample = samples.get(h.unit or "")
        if sample is None or h.x not in sample.names or h.y not in sample.names:
            continue
        tell(Text(es=f"Relacionando: {h.id}", en=f"Relating: {h.id}"))
        first, *others = of_hypothesis(study, h, sample, indicators)
        decided.setdefault(h.family or h.id, []).append(first)
        beside |= {one.id: one for one in others}
    corrections = {one.id: one.correction for one in study.families}
    for name, members in decided.items():
        adjusted = adjust_family(members, corrections.get(name, "none")) if len(members) > 1 else members
        for one in adjusted:
            beside.pop(one.id, None)
            yield one
    yield from beside.values()
    claimed = {one.id for members in decided.values() for one in members} | set(beside)
    for family in study.families:
        yield from (one for one in of_family(study, family, samples, indicators) if one.id not in claimed)


def of_family(
    study: Study, family: Family, samples: Mapping[str, Sampled], indicators: Mapping[str, Indicator]
) -> Iterator[Estimate]:
    """The pairs of a family that explores, by each of its methods; p adjusted over the pairs, method by method."""
    sample = samples.get(family.unit or "")
    if sample is None:
        return
    found: dict[tuple[str, str], list[Estimate]] = {}
    for x, y in family.pairs:
        if x not in sample.names or y not in sample.names:
            continue
        asked = Hypothesis(
            id=f"{x}~{y}",
            objective="",
            statement=family.label,
            unit=family.unit,
            x=x,
            y=y,
            covariates=family.covariates,
        )
        crossing = crossed(study, asked, sample, indicators[x], indicators[y])
        for method in family.methods or ("spearman",):
            for one in explored(method, crossing):
                found.setdefault((method, one.key.replace(x, "x", 1)), []).append(one)
    for members in found.values():
        wanted = family.correction if sum(one.p is not None for one in members) > 1 else "none"
        yield from adjust_family(members, wanted)


def of_hypothesis(study: Study, h: Hypothesis, sample: Sampled, indicators: Mapping[str, Indicator]) -> list[Estimate]:
    """The deciding estimate of one hypothesis first, then what is printed beside it."""
    x, y = indicators[h.x or ""], indicators[h.y or ""]
    crossing = crossed(study, h, sample, x, y)
    known = [not (missing(a) or missing(b)) for a, b in zip(crossing.x, crossing.y, strict=True)]
    situation = of_rows(
        study,
        h,
        measured(x, crossing.x[known]),
        measured(y, crossing.y[known]),
        sum(known),
        sample.design,
        sample.unit.plural,
        smallest_expected(crossing),
    )
    choice = decided_by(h.method, situation)
    found = calculated(choice.method, crossing)
    deciding = found.model_copy(update={"choice": choice, **barred(choice)})
    wanted = dict.fromkeys([*(a.method for a in choice.alternatives if a.defensible), *always(crossing)])
    able = set(METHODS) - (ORDERED if crossing.x_words or crossing.y_words else set()) - {choice.method}
    others = [calculated(name, crossing) for name in wanted if name in able]
    others += detectable(study, h, crossing, found)
    shapes = [one for indicator in (x, y) for one in shape(indicator, sample, study.study.seed)]
    return [deciding, *others, *residuals(study, crossing, sample), *shapes]


def barred(choice: Choice) -> dict[str, object]:
    """Where the guide bars a decision, the estimate keeps its value and loses its p."""
    return {"p": None, "warnings": choice.bars} if choice.bars else {}


def crossed(study: Study, h: Hypothesis, sample: Sampled, x: Indicator, y: Indicator) -> Crossing:
    """The columns that meet in one hypothesis."""
    controls = [sample.values(name) for name in h.covariates if name in sample.names]
    return Crossing(
        x=sample.values(x.id),
        y=sample.values(y.id),
        controls=np.column_stack(controls) if controls else np.empty((sample.rows, 0)),
        design=drawing_of(sample),
        subject=Subject(
            variables=(x.id, y.id),
            unit_of_analysis=sample.unit.id,
            unit="coefficient",
            sources=(sample.source,),
            base=sample.design.represents or sample.unit.plural,
        ),
        seed=study.study.seed,
        alternative=h.alternative,
        x_words=x.scale == "nominal",
        y_words=y.scale == "nominal",
        drawn=bool(
            sample.design.weights or sample.design.strata or sample.design.clusters or sample.design.replicate_weights
        ),
        names=h.covariates,
    )


def smallest_expected(crossing: Crossing) -> float | None:
    """The smallest expected count of the cross table, where both variables have few values."""
    if max(crossing.few(crossing.x), crossing.few(crossing.y)) > FEW:
        return None
    pairs = [(a, b) for a, b in zip(crossing.first, crossing.second, strict=True) if a is not None and b is not None]
    if not pairs:
        return None
    rows_, columns = sorted({a for a, _ in pairs}, key=str), sorted({b for _, b in pairs}, key=str)
    table = np.zeros((len(rows_), len(columns)))
    for a, b in pairs:
        table[rows_.index(a), columns.index(b)] += 1
    return float(expected_counts(table).min())


def always(crossing: Crossing) -> tuple[str, ...]:
    """What a reader expects beside the test, whatever it was."""
    tables = max(crossing.few(crossing.x), crossing.few(crossing.y)) <= FEW
    if crossing.x_words or crossing.y_words:
        return (("design-cramer-v",) if crossing.drawn else ("cramers-v",)) if tables else ()
    return ("design-spearman", "design-kendall-tau-b") if crossing.drawn else ("spearman", "kendall-tau-b", "pearson")


def residuals(study: Study, crossing: Crossing, sample: Sampled) -> tuple[Estimate, ...]:
    """The cells that a cross table of categories, or of score levels, has too many or too few of; p by Holm over cells."""
    if crossing.drawn:
        return ()
    if crossing.x_words and crossing.y_words:
        return adjust_family(adjusted_residuals(crossing.first, crossing.second, crossing.subject))
    first, second = (levels_of(study, name, sample) for name in crossing.subject.variables)
    if first is None or second is None:
        return ()
    cells = adjusted_residuals(first, second, crossing.subject)
    return tuple(one.model_copy(update={"key": f"levels/{one.key}"}) for one in adjust_family(cells))


def levels_of(study: Study, name: str, sample: Sampled) -> np.ndarray | None:
    """The level of each row on a scale with bands, from 1, None where it has no score; None where there are no bands."""
    scale_id = next((one.instrument for one in study.indicators if one.id == name), None)
    scale = next((one for one in study.instruments if one.id == scale_id), None)
    if scale is None or scale.bands is None:
        return None
    low, high = possible(scale)
    scores, made = sample.values(name), scale.bands
    known = np.isfinite(scores)
    at = cut_points(scores[known], len(made.labels), low, high, made.method, made.cuts)
    if at is None:
        return None
    found = np.full(scores.size, None, dtype=object)
    found[known] = levels(scores[known], at, made.method) + 1
    return found


def shape(one: Indicator, sample: Sampled, seed: int) -> Iterator[Estimate]:
    """Normality of a numeric variable: shown because it is asked for; it decided nothing."""
    if one.scale == "nominal":
        return
    values = sample.values(one.id)
    about = Subject(
        variables=(one.id,), unit_of_analysis=sample.unit.id, sources=(sample.source,), base=sample.unit.plural
    )
    yield normality(values, about)
    yield from distribution(values, about)
    if np.isfinite(values).sum() > 50:
        yield lilliefors(values, about.model_copy(update={"key": "lilliefors"}), seed=seed)


def detectable(study: Study, h: Hypothesis, crossing: Crossing, found: Estimate) -> list[Estimate]:
    """The smallest correlation that the test would see with the declared power; of the orders of a simple sample only."""
    if found.method not in SIZED or found.n is None or crossing.drawn:
        return []
    rule = study.decision
    sided: Sided = "two-sided" if h.alternative == "two-sided" else "one-sided"
    test = Planned(found.n, alpha=rule.alpha, power=rule.power, sided=sided)
    made = detectable_correlation(test, crossing.subject, coefficient=SIZED[found.method])
    return [made.model_copy(update={"question": "relate"})]
