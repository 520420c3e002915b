"""What could this study find, before it is known what it finds? For each hypothesis, on its own map or with its own n.

A map is simulated with the fitted dependence of each variable alone and its own zeros and ties; no coefficient between the
two variables is computed. Both at the level of one test and at the strictest level of Holm's adjustment in the family.
"""

from collections.abc import Callable, Iterator

from yupay.analyse.answer_relate import Relations, pairing_of
from yupay.analyse.pairing import Pairing
from yupay.analyse.plan.curves import Sided
from yupay.analyse.plan.power import Planned, detectable_correlation
from yupay.analyse.spatial.simulate import simulate
from yupay.model.cube import Evidence
from yupay.model.estimate import Estimate
from yupay.model.study import Hypothesis, Study
from yupay.model.text import Text

STRICTEST = "strictest"


def plan(
    study: Study, evidence: Evidence, tell: Callable[[Text], None], draws: int | None = None
) -> dict[str, list[Estimate]]:
    """The estimates of each hypothesis that is tested, by its id; an empty list where it has no data of its own.

    On a map: critical value, minimum detectable correlation with its power curve, false alarms of a plain test. Elsewhere:
    the minimum detectable correlation of n independent units. Those whose key ends in "strictest" use alpha / m.
    """
    asked = Relations(study, evidence)
    made: dict[str, list[Estimate]] = {}
    for hypothesis in study.hypotheses:
        if hypothesis.x is None or hypothesis.y is None:
            continue
        tell(Text(es=f"Simulando {hypothesis.id}", en=f"Simulating {hypothesis.id}"))
        made[hypothesis.id] = list(of_hypothesis(asked, hypothesis, draws))
    return made


def of_hypothesis(asked: Relations, hypothesis: Hypothesis, draws: int | None) -> Iterator[Estimate]:
    """What one hypothesis could find."""
    pairing = pairing_of(asked, hypothesis)
    if pairing is None:
        return
    yield from at_level(asked, hypothesis, pairing, asked.study.decision.alpha, "", draws)
    m = family_size(asked, hypothesis)
    if m > 1:
        strict = at_level(asked, hypothesis, pairing, asked.study.decision.alpha / m, STRICTEST, draws)
        yield from (one for one in strict if one.key.startswith("minimum-detectable") or one.method != "simulation")


def at_level(
    asked: Relations, hypothesis: Hypothesis, pairing: Pairing, alpha: float, key: str, draws: int | None
) -> Iterator[Estimate]:
    """What could be found at one level."""
    rule = asked.study.decision
    about = asked.subject(hypothesis.unit or "", hypothesis.x or "", hypothesis.y or "", key=key)
    if not pairing.mapped:
        sided: Sided = "two-sided" if hypothesis.alternative == "two-sided" else "one-sided"
        test = Planned(len(pairing.kept), alpha=alpha, power=rule.power, sided=sided)
        yield detectable_correlation(test, about, coefficient="spearman")
        return
    drawn = pairing.on_the_map()
    yield from simulate(
        drawn.take(drawn.x),
        drawn.take(drawn.y),
        asked.whitener(drawn),
        about,
        seed=asked.seed,
        draws=rule.simulations if draws is None else draws,
        alpha=alpha,
        power=rule.power,
        alternative=hypothesis.alternative,
    )


def family_size(asked: Relations, hypothesis: Hypothesis) -> int:
    """How many hypotheses are adjusted together with this one: those of its family with enough units of their own."""
    family = next((one for one in asked.study.families if one.id == hypothesis.family), None)
    if family is None or family.correction == "none":
        return 1
    members = (pairing_of(asked, one) for one in asked.study.hypotheses if one.family == family.id)
    least = asked.study.decision.min_units if family.decides else 0
    return sum(one is not None and len(one.kept) >= least for one in members)
