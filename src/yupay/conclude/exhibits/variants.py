"""What did one variant of the plan give, and does the whole rule then decide otherwise?"""

from dataclasses import dataclass

from yupay.conclude.decide import adjust, control_estimate, decide, method_of, obstacle
from yupay.conclude.lookup import estimate_id
from yupay.conclude.material import Material
from yupay.model.estimate import Estimate
from yupay.model.study import Hypothesis, Variant
from yupay.model.table import Decision


@dataclass(frozen=True)
class Outcome:
    """The estimates of a variant (several where each row is left out), with their decisions: whether any is another one."""

    estimates: tuple[Estimate, ...]
    changes: bool | None
    decisions: tuple[Decision, ...] = ()


def outcome(material: Material, h: Hypothesis, variant: Variant) -> Outcome:
    """The outcome of a variant for one hypothesis."""
    found = estimates_of(material, h, variant)
    if not found:
        return Outcome((), None)
    planned = material.rulings[h.id].decision
    decisions = tuple(decided(material, h, variant, estimate) for estimate in found)
    return Outcome(found, any(one != planned for one in decisions), decisions)


def estimates_of(material: Material, h: Hypothesis, variant: Variant) -> tuple[Estimate, ...]:
    """The estimates whose key is the variant, or starts with it where it stands for several runs."""
    method = method_of(material.study, h)
    y = variant.indicator if variant.change == "replace-y" and variant.indicator else h.y
    for pair in ((h.x or "", h.y or ""), (h.x or "", y or "")):
        name = estimate_id("relate", pair, h.unit or "", method, variant.id)
        exact = material.lookup.get(name)
        found = (exact,) if exact is not None else several(material, name)
        if found:
            return found
    return ()


def several(material: Material, name: str) -> tuple[Estimate, ...]:
    """The runs of one variant: the same id followed by a separator."""
    return tuple(e for e in material.lookup.starting(name) if e.id[len(name) : len(name) + 1] in ("-", ":", "/", "."))


def decided(material: Material, h: Hypothesis, variant: Variant, estimate: Estimate) -> Decision:
    """The whole rule on one variant: the family with this estimate in place of its own, Holm, then the control."""
    study = material.study
    found = {name: ruling.tested for name, ruling in material.rulings.items() if ruling.reason != "derived"}
    for other in study.hypotheses:
        varied = estimates_of(material, other, variant) if other.id in found and other.id != h.id else ()
        same = [one for one in varied if one.key == estimate.key]
        if same:
            found[other.id] = same[0]
    found[h.id] = estimate
    obstacles = {name: obstacle(study, known, found[name]) for name in found if (known := material.hypothesis(name))}
    p, _ = adjust(study, found, obstacles).get(h.id, (None, 0))
    control = control_estimate(study, varied_y(h, variant), material.lookup, estimate.key)
    planned = control if control is not None else control_estimate(study, h, material.lookup)
    return decide(study, h, estimate, obstacles[h.id], p, planned)[0]


def varied_y(h: Hypothesis, variant: Variant) -> Hypothesis:
    """The hypothesis with the y that a variant puts in its place."""
    if variant.change != "replace-y" or variant.indicator is None:
        return h
    return h.model_copy(update={"y": variant.indicator})
