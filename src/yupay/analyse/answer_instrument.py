"""How good is each scale of the study? Items, blanks, reliability, structure, what experts said, how it is banded.

Estimates have the question "instrument" and one variable, the id of the scale; the key names the item, the criterion
and item, the level or the component.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from yupay.analyse.instrument.aiken import aiken_v, aiken_whole
from yupay.analyse.instrument.alpha import alpha
from yupay.analyse.instrument.alpha_bootstrap import alpha_bootstrap
from yupay.analyse.instrument.bands import band_sensitivity, bands
from yupay.analyse.instrument.common_method import harman, marker, method_factor
from yupay.analyse.instrument.content_validity import content_validity_index
from yupay.analyse.instrument.core import part
from yupay.analyse.instrument.factors import eigenvalues, factor_analysis
from yupay.analyse.instrument.fleiss import fleiss_kappa
from yupay.analyse.instrument.invariance import invariance
from yupay.analyse.instrument.items import item_analysis, reverse_items
from yupay.analyse.instrument.kendall_w import kendall_w
from yupay.analyse.instrument.kmo import bartlett, kmo
from yupay.analyse.instrument.kuder_richardson import kr20, kr21
from yupay.analyse.instrument.missing_items import missing_by_item, scorable_persons
from yupay.analyse.instrument.omega import omega_hierarchical, omega_total
from yupay.analyse.instrument.ordinal_alpha import ordinal_alpha, ordinal_omega
from yupay.analyse.instrument.parallel_analysis import parallel_analysis
from yupay.analyse.instrument.split_half import split_half
from yupay.analyse.instrument.standardised import lambda_six, standardised_alpha
from yupay.analyse.instrument.straight_lining import straight_lining
from yupay.derive.samples import Sampled
from yupay.model.estimate import Estimate, Subject
from yupay.model.sample import Instrument
from yupay.model.study import Hypothesis, Study
from yupay.model.text import Text

Tell = Callable[[Text], None]
BIFACTOR_ITEMS = 6
"""Three group factors need at least two items each."""


@dataclass(frozen=True)
class Asked:
    """One scale with its answers: `turned` and `given` are (persons, items)."""

    scale: Instrument
    sample: Sampled
    turned: np.ndarray
    given: np.ndarray
    subject: Subject
    seed: int

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the items."""
        return self.scale.items

    def about(self, name: str) -> Subject:
        """The same scale, under a key."""
        return part(self.subject, name)


def instruments(study: Study, samples: Mapping[str, Sampled], tell: Tell) -> Iterator[Estimate]:
    """Every estimate of every scale of the study, in its order."""
    for scale in study.instruments:
        if scale.unit in samples:
            tell(Text(es=f"Examinando la escala: {scale.label.es}", en=f"Examining the scale: {scale.label.en}"))
            yield from of_scale(asked(study, scale, samples[scale.unit]))
    for h in study.hypotheses:
        sample = samples.get(h.unit or "")
        if sample is not None:
            yield from common(study, h, sample)


def asked(study: Study, scale: Instrument, sample: Sampled) -> Asked:
    """A scale with its answers."""
    given = sample.columns(scale.items)
    subject = Subject(
        variables=(scale.id,),
        unit_of_analysis=scale.unit,
        sources=(sample.source,),
        base=sample.unit.plural,
    )
    table = np.column_stack([given[name] for name in scale.items])
    return Asked(scale, sample, sample.answers(scale.id), table, subject, study.study.seed)


def of_scale(one: Asked) -> Iterator[Estimate]:
    """Everything about one scale."""
    scale = one.scale
    yield from item_analysis(one.turned, one.names, one.subject, low=scale.low, high=scale.high)
    yield reverse_items(one.turned, one.names, one.subject, turned=scale.reverse)
    yield from missing_by_item(one.turned, one.names, one.subject)
    yield scorable_persons(one.turned, one.names, one.subject, how=scale.score, min_answered=scale.min_answered)
    yield straight_lining(one.given, one.names, one.subject, reverse=scale.reverse)
    yield from reliability(one)
    yield from structure(one)
    yield from banded(one)
    if scale.groups is not None:
        column = one.sample.groups[scale.id]
        groups = list(one.sample.columns([column])[column])
        yield from invariance(one.turned, one.names, groups, one.subject)
    for criterion, ratings in one.sample.ratings.get(scale.id, {}).items():
        yield from judged(one, criterion, ratings)


def reliability(one: Asked) -> Iterator[Estimate]:
    """Alpha and its kin; Kuder and Richardson's where every answer is one of two."""
    items, names, subject = one.turned, one.names, one.subject
    yield alpha(items, names, subject)
    yield alpha_bootstrap(items, names, subject, seed=one.seed)
    yield standardised_alpha(items, names, subject)
    yield lambda_six(items, names, subject)
    yield omega_total(items, names, subject)
    if len(names) >= BIFACTOR_ITEMS:
        yield omega_hierarchical(items, names, subject, seed=one.seed)
    yield ordinal_alpha(items, names, subject)
    yield ordinal_omega(items, names, subject)
    yield split_half(items, names, subject, seed=one.seed)
    if one.scale.high - one.scale.low == 1:
        answers = items - one.scale.low
        yield kr20(answers, names, subject)
        yield kr21(answers, names, subject)


def structure(one: Asked) -> Iterator[Estimate]:
    """Whether the items can be factored, and how many factors stand above chance."""
    items, names, subject = one.turned, one.names, one.subject
    yield from kmo(items, names, subject)
    yield bartlett(items, names, subject)
    yield from eigenvalues(items, names, subject)
    found = parallel_analysis(items, names, subject, seed=one.seed)
    yield from found
    count = found[0].value
    if count is not None and 1 <= count < len(names) / 2:
        yield from factor_analysis(items, names, subject, factors=int(count))


def banded(one: Asked) -> Iterator[Estimate]:
    """How many persons are in each level, and how much hangs on the cuts; nothing where no levels were declared."""
    made = one.scale.bands
    if made is None:
        return
    low, high = possible(one.scale)
    scores, cuts, count = one.sample.values(one.scale.id), made.cuts, len(made.labels)
    yield from bands(scores, one.subject, labels=made.labels, low=low, high=high, method=made.method, cuts=cuts)
    step = 1.0 if one.scale.score == "sum" else 0.1
    yield from band_sensitivity(
        scores, one.subject, count=count, low=low, high=high, method=made.method, cuts=cuts, step=step
    )


def possible(scale: Instrument) -> tuple[float, float]:
    """The lowest and highest score a scale can give."""
    times = len(scale.items) if scale.score == "sum" else 1
    return scale.low * times, scale.high * times


def common(study: Study, h: Hypothesis, sample: Sampled) -> Iterator[Estimate]:
    """Where both sides of a hypothesis are scales of one questionnaire: how much may come from the way of asking."""
    named = {one.id: one.instrument for one in study.indicators}
    scales = {one.id: one for one in study.instruments}
    first, second = (scales.get(named.get(name or "") or "") for name in (h.x, h.y))
    if first is None or second is None or set(first.items) & set(second.items):
        return
    about = Subject(
        variables=(h.x or "", h.y or ""),
        unit_of_analysis=sample.unit.id,
        sources=(sample.source,),
        base=sample.unit.plural,
    )
    one, other = sample.answers(first.id), sample.answers(second.id)
    yield harman(np.column_stack([one, other]), [*first.items, *second.items], about)
    yield marker(sample.values(first.id), sample.values(second.id), about, first=one, second=other)
    turned = [[name in scale.reverse for name in scale.items] for scale in (first, second)]
    if any(turned[0]) or any(turned[1]):
        yield method_factor(
            one, other, about, reversed_first=turned[0], reversed_second=turned[1], seed=study.study.seed
        )


def judged(one: Asked, criterion: str, ratings: np.ndarray) -> Iterator[Estimate]:
    """What the experts said of the items, by one criterion."""
    low, high, about = one.scale.judges_low, one.scale.judges_high, one.about(criterion)
    yield from aiken_v(ratings, one.names, about, low=low, high=high)
    yield aiken_whole(ratings, one.names, about, low=low, high=high)
    yield from content_validity_index(ratings, one.names, about, agree_from=high - (high - low) / 3.0)
    yield fleiss_kappa(ratings, one.names, about)
    yield kendall_w(ratings, one.names, about, seed=one.seed)
