"""Is each hypothesis supported, not supported, or not assessable? The rule that the study declared before the run.

Supported: Holm p < alpha over the hypotheses of the family that were tested, and the negative control does not
explain it: its own relation with y has p < alpha in the same direction, or is at least as strong as that of x.
Not assessable: no data, fewer than `min_units` units, or residual Moran p below its level after whitening.
Not supported: otherwise. A derived hypothesis has no test: it is supported when one of its parents is.
Reference: Holm, S. (1979). Scandinavian Journal of Statistics 6(2), 65-70.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from yupay.analyse.censored import HIDDEN
from yupay.analyse.relate.holm import holm as step_down
from yupay.conclude.lookup import Lookup, estimate_id
from yupay.model.estimate import Estimate
from yupay.model.study import Hypothesis, Indicator, Study
from yupay.model.table import Decision

Reason = Literal[
    "tested",
    "control",
    "control opposite",
    "control unknown",
    "derived",
    "declared",
    "no data",
    "few units",
    "very few units",
    "residual dependence",
    "hidden cells",
]
Contrast = Literal["", "only plain", "only decisive"]
FEWEST = 5
"""Below five pairs not even a perfect rank relation has an exact two-sided p under .05 (2 / 4! = .083)."""


@dataclass(frozen=True)
class Ruling:
    """A decision with everything it stands on. `adjusted` is the Holm p over the `family_size` tested hypotheses."""

    hypothesis: str
    decision: Decision
    reason: Reason
    tested: Estimate | None = None
    adjusted: float | None = None
    family_size: int = 0
    control: Estimate | None = None
    difference: Estimate | None = None
    plain: Estimate | None = None
    detectable: Estimate | None = None
    equivalence: Estimate | None = None
    contrast: Contrast = ""
    parents: tuple["Ruling", ...] = ()


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Holm-adjusted p values by name."""
    adjusted = step_down(list(p_values.values()))
    return {name: float(p) for name, p in zip(p_values, adjusted, strict=True)}


def rule(study: Study, lookup: Lookup, key: str = "") -> dict[str, Ruling]:
    """Every hypothesis by its id. With `key`, the same rule on one variant of the specification curve."""
    found = {h.id: deciding_estimate(study, h, lookup, key) for h in study.hypotheses if not h.derived_from}
    obstacles = {h.id: obstacle(study, h, found[h.id]) for h in study.hypotheses if h.id in found}
    adjusted = adjust(study, found, obstacles)
    rulings: dict[str, Ruling] = {}
    for h in study.hypotheses:
        if h.id in found:
            rulings[h.id] = ruled(study, h, lookup, key, found[h.id], obstacles[h.id], adjusted)
    for h in study.hypotheses:
        if h.derived_from:
            rulings[h.id] = derived(h, rulings)
    return {h.id: rulings[h.id] for h in study.hypotheses}


def method_of(study: Study, hypothesis: Hypothesis) -> str:
    """The id of the statistic that decides a hypothesis."""
    return study.decision.method if hypothesis.method == "auto" else hypothesis.method


def deciding_estimate(study: Study, h: Hypothesis, lookup: Lookup, key: str = "") -> Estimate | None:
    """The estimate that decides a hypothesis, where there is one."""
    if h.x is None or h.y is None or h.unit is None:
        return None
    if is_drawn(study, h):
        return chosen(h, lookup)
    return lookup.relation(h.x, h.y, h.unit, method_of(study, h), key)


def is_drawn(study: Study, h: Hypothesis) -> bool:
    """Whether a hypothesis is about rows of answers and not about places."""
    return any(unit.id == h.unit and unit.design is not None for unit in study.units)


def chosen(h: Hypothesis, lookup: Lookup) -> Estimate | None:
    """The estimate of a pair of answers that carries the choice of its test."""
    found = lookup.starting(estimate_id("relate", (h.x or "", h.y or ""), h.unit or "", ""))
    return next((one for one in found if one.choice is not None), None)


def obstacle(study: Study, h: Hypothesis, estimate: Estimate | None) -> Reason | None:
    """Why a hypothesis cannot be tested; None when it can."""
    if h.missing is not None or h.x is None or h.y is None or silent_indicator(study, h) is not None:
        return "declared"
    if estimate is not None and estimate.n is not None and estimate.n < max(study.decision.min_units, FEWEST):
        return "very few units" if estimate.n < FEWEST else "few units"
    if estimate is not None and HIDDEN in estimate.warnings:
        return "hidden cells"
    if estimate is None or estimate.value is None or estimate.p is None:
        return "no data"
    moran = residual_moran_p(estimate)
    return "residual dependence" if moran is not None and moran < study.decision.residual_moran_alpha else None


def silent_indicator(study: Study, h: Hypothesis) -> Indicator | None:
    """The indicator of a hypothesis that no source measures, if there is one."""
    return next((i for i in study.indicators if i.id in (h.x, h.y) and i.reach == "none"), None)


def residual_moran_p(estimate: Estimate) -> float | None:
    """The smallest p of Moran's I on the whitened residuals of both variables, as the method recorded it."""
    found = [
        float(value)
        for name, value in estimate.parameters.items()
        if "moran_p" in name and isinstance(value, int | float)
    ]
    return min(found, default=None)


def adjust(
    study: Study, found: Mapping[str, Estimate | None], obstacles: Mapping[str, Reason | None]
) -> dict[str, tuple[float, int]]:
    """Adjusted p and family size by hypothesis. What was tested counts, also where residual dependence spoils it."""
    families: dict[str, dict[str, float]] = defaultdict(dict)
    for h in study.hypotheses:
        estimate = found.get(h.id)
        if estimate is not None and estimate.p is not None and obstacles[h.id] in (None, "residual dependence"):
            families[h.family or f"alone {h.id}"][h.id] = estimate.p
    correction = {family.id: family.correction for family in study.families}
    return {
        name: (p, len(members))
        for family, members in families.items()
        for name, p in (holm(members) if correction.get(family, "holm") == "holm" else members).items()
    }


def ruled(
    study: Study,
    h: Hypothesis,
    lookup: Lookup,
    key: str,
    estimate: Estimate | None,
    obstacle: Reason | None,
    adjusted: Mapping[str, tuple[float, int]],
) -> Ruling:
    """The ruling of one hypothesis that has a test of its own, or none."""
    p, size = adjusted.get(h.id, (None, 0))
    control = control_estimate(study, h, lookup, key)
    decision, reason = decide(study, h, estimate, obstacle, p, control)
    return Ruling(
        hypothesis=h.id,
        decision=decision,
        reason=reason,
        tested=estimate,
        adjusted=p,
        family_size=size,
        control=control,
        difference=relation_detail(h, lookup, "coefficient-difference", key),
        plain=relation_detail(h, lookup, "spearman", key),
        detectable=relation_detail(h, lookup, "minimum-detectable"),
        equivalence=relation_detail(h, lookup, "equivalence", key),
        contrast=contrast(study, estimate, relation_detail(h, lookup, "spearman", key)),
    )


def decide(
    study: Study,
    h: Hypothesis,
    estimate: Estimate | None,
    obstacle: Reason | None,
    adjusted: float | None,
    control: Estimate | None,
) -> tuple[Decision, Reason]:
    """The decision and what it rests on."""
    if obstacle is not None or estimate is None or adjusted is None:
        return "not assessable", obstacle or "no data"
    if adjusted >= study.decision.alpha:
        return "not supported", "tested"
    if h.control is None:
        return "supported", "tested"
    return under_control(estimate, control, study.decision.alpha)


def under_control(estimate: Estimate, control: Estimate | None, alpha: float) -> tuple[Decision, Reason]:
    """What a relation below alpha becomes once the negative control has spoken."""
    if control is None or control.value is None or control.p is None or estimate.value is None:
        return "not assessable", "control unknown"
    same = (control.value >= 0) == (estimate.value >= 0)
    if same and (control.p < alpha or abs(control.value) >= abs(estimate.value)):
        return "not supported", "control"
    if abs(control.value) >= abs(estimate.value):
        return "not supported", "control opposite"
    return "supported", "tested"


def control_estimate(study: Study, h: Hypothesis, lookup: Lookup, key: str = "") -> Estimate | None:
    """The relation of the negative control with y: of the variant where it was calculated, else of the plan."""
    if h.control is None or h.y is None or h.unit is None:
        return None
    method = method_of(study, h)
    varied = lookup.relation(h.control, h.y, h.unit, method, key)
    return varied if varied is not None else lookup.relation(h.control, h.y, h.unit, method)


def relation_detail(h: Hypothesis, lookup: Lookup, method: str, key: str = "") -> Estimate | None:
    """An estimate that is printed beside the deciding one."""
    if h.x is None or h.y is None or h.unit is None:
        return None
    if method == "coefficient-difference":
        variables = [h.x, h.control or "", h.y]
        return lookup.get(estimate_id("relate", variables, h.unit, method, key))
    if method in ("critical-value", "minimum-detectable", "false-alarm-low", "false-alarm-high"):
        simulated = lookup.relation(h.x, h.y, h.unit, "simulation", method)
        formula = method == "minimum-detectable" and simulated is None
        return lookup.relation(h.x, h.y, h.unit, "minimum-detectable-effect") if formula else simulated
    if method == "spearman" and lookup.relation(h.x, h.y, h.unit, method, key) is None:
        return lookup.relation(h.x, h.y, h.unit, "design-spearman")
    return lookup.relation(h.x, h.y, h.unit, method, key)


def contrast(study: Study, estimate: Estimate | None, plain: Estimate | None) -> Contrast:
    """Whether only the plain relation, or only the deciding one, is below alpha."""
    if estimate is None or plain is None or estimate.p is None or plain.p is None or estimate.id == plain.id:
        return ""
    decisive, simple = estimate.p < study.decision.alpha, plain.p < study.decision.alpha
    if decisive == simple:
        return ""
    return "only decisive" if decisive else "only plain"


def derived(h: Hypothesis, rulings: Mapping[str, Ruling]) -> Ruling:
    """Supported when one parent is; not assessable when no parent could be tested; not supported otherwise."""
    parents = tuple(rulings[name] for name in h.derived_from if name in rulings)
    decision = of_parents([parent.decision for parent in parents])
    return Ruling(hypothesis=h.id, decision=decision, reason="derived", parents=parents)


def of_parents(decisions: Iterable[Decision]) -> Decision:
    """The decision that follows from those of the parents."""
    found = set(decisions)
    if "supported" in found:
        return "supported"
    return "not assessable" if found <= {"not assessable"} else "not supported"
