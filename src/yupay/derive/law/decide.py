"""Which elements of which text the coded facts of a case meet: the one place where the parts of a decision come together.

`decide` answers one case; `prepare` compiles the law once for many. The answer is that of the texts in force on the day of the act; a later milder
text and the other reading of a split doctrine stand beside it, never instead of it. It says nothing on any person.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from yupay.derive.law.answer import Answer, Part, answer, continued, uncertain
from yupay.derive.law.evaluate import ReadyProvision, ReadyRule, ready_provision, ready_rule
from yupay.derive.law.facts import NO, TRUTH, YES, FactReader, Sheet
from yupay.derive.law.flags import Beside, flags
from yupay.derive.law.missing import alternatives, missing, swapped, used
from yupay.derive.law.neighbours import disputed, iccs, international, named, neighbours
from yupay.derive.law.penalty import other_ceiling
from yupay.derive.law.steps import steps
from yupay.derive.law.timeline import Epoch, Timeline, wordings
from yupay.model.law import CodedCase, Decision, Law

CONTESTED = "CONTESTED"
PALERMO = "palermo"
CLASSES = ("trata", "precursor")
FRAME_RULES = ("attempt", "ceiling")
NEIGHBOUR = "neighbour"


def decide(law: Law, case: CodedCase, *, on: date | None = None) -> Decision:
    """The decision on one coded case; `on` is the date of judgment. Raises UnknownFact, UnknownValue."""
    return prepare(law).decide(case, on=on)


@dataclass(frozen=True)
class Prepared:
    """The law compiled: the vocabulary, the texts on their time line, the neighbours on theirs."""

    law: Law
    reader: FactReader
    texts: Timeline
    beside: Timeline
    palermo: tuple[ReadyProvision, ...]
    rules: tuple[ReadyRule, ...]

    def decide(self, case: CodedCase, *, on: date | None = None, trace: bool = True) -> Decision:
        """The decision on one coded case; without `trace` its steps are left out. Raises UnknownValue."""
        sheet = self.reader.read(case)
        days = days_read(case)
        epochs = self.texts.between(*days)
        found = self.asked(epochs, case, sheet)
        others = self.other_readings(epochs, sheet, found, lambda part: self.asked(epochs, case, sheet, part))
        flag, other = next((o for o in others if o[0] == CONTESTED), others[0] if others else ("", None))
        later = self.milder(epochs, found, on, lambda epoch: answer(epoch, sheet))
        about = self.beside.between(*days)
        near = neighbours(about, sheet)
        palermo = TRUTH[international(self.palermo, sheet)]
        met = [text for text, value in near if value == YES]
        given = Beside(
            contested=tuple(flag for flag, _ in others),
            spans=spans(epochs),
            before=self.before(epochs, sheet),
            milder=later is not None,
            palermo=palermo,
            palermo_disputed=disputed(self.palermo, sheet),
            neighbours=len(met),
            rules=about[-1].rules,
        )
        needed = self.missing(epochs, case, sheet, found)
        decision = partial(self.decision, case, met=met, near=near, sheet=sheet, palermo=palermo)
        return decision(
            found,
            flags=flags(found, sheet, given),
            missing=needed,
            steps=steps(self.reader, sheet, found, near, self.palermo, about[-1].rules) if trace else (),
            other_reading=None if other is None else decision(other, flags=(flag,)),
            milder=None if later is None or on is None else decision(later, flags=("LEX-MITIOR",)),
        )

    def asked(self, epochs: Sequence[Epoch], case: CodedCase, sheet: Sheet, flipped: Part | None = None) -> Answer:
        """The answer of the texts that the date touches."""
        return together(case, [answer(epoch, sheet, flipped) for epoch in epochs])

    def other_readings(
        self, epochs: Sequence[Epoch], sheet: Sheet, found: Answer, ask: Callable[[Part], Answer]
    ) -> list[tuple[str, Answer]]:
        """The answers on the other reading of each contested part, with its flag; only those that differ."""
        tried = [(flag, ask(part)) for part, flag in disputed_parts(epochs, sheet)]
        if found.penalty is not None and (years := other_ceiling(found.penalty, self.rules)) is not None:
            tried.append((CONTESTED, replace(found, penalty=replace(found.penalty, maximum=years))))
        said = found.case_class, found.article, found.frame
        return [(flag, other) for flag, other in tried if (other.case_class, other.article, other.frame) != said]

    def milder(
        self, epochs: Sequence[Epoch], found: Answer, on: date | None, ask: Callable[[Epoch], Answer]
    ) -> Answer | None:
        """The mildest answer of the texts in force after the act, up to the judgment (none given: to the last text)."""
        best: Answer | None = None
        if found.penalty is None or found.penalty.open:
            return None
        if on is not None and on <= epochs[-1].end:
            return None
        after = self.texts.between(epochs[-1].end, on)
        for epoch in wordings(after, rules=found.penalty.attempt == YES or found.penalty.ceiling is not None):
            later = ask(epoch)
            if is_milder(later, best or found):
                best = later
        return best

    def before(self, epochs: Sequence[Epoch], sheet: Sheet) -> Answer | None:
        """The answer of the texts that stood before those in force."""
        earlier = self.texts.before[epochs[0]]
        return None if earlier is None else answer(earlier, sheet)

    def missing(self, epochs: Sequence[Epoch], case: CodedCase, sheet: Sheet, found: Answer) -> tuple[str, ...]:
        """The unknown facts that would change the answer."""
        if not found.open:
            return ()
        tried = alternatives(case, sheet, self.reader, used(found))
        trials = {
            column: [self.asked(epochs, case, swapped(sheet, column, part, self.reader)) for part in parts]
            for column, parts in tried
        }
        several = len(epochs) > 1 and case.precision != "range"
        return missing(found, trials | {"act_date": [answer(epoch, sheet) for epoch in epochs] if several else []})

    def decision(
        self,
        case: CodedCase,
        found: Answer,
        *,
        met: Sequence[ReadyProvision],
        near: Sequence[tuple[ReadyProvision, int]],
        sheet: Sheet,
        **beside: object,
    ) -> Decision:
        """The noun of an answer."""
        held = found.penalty
        positive = found.case_class in CLASSES
        facts: dict[str, object] = {
            "case_id": case.case_id,
            "case_class": found.case_class,
            "article": found.article,
            "provision": found.provision,
            "tier": held.tier if held else 0 if found.case_class == "none" else None,
            "tier_open": held.open if held else False,
            "items": held.items if held else (),
            "penalty_min": held.minimum if held and positive else None,
            "penalty_max": held.maximum if held and positive else None,
            "other_offences": (*found.also, *(named(text, value, sheet) for text, value in near)),
            "iccs": iccs(found.case_class, case.purposes, met),
        }
        return Decision.model_validate(facts | beside)


def together(case: CodedCase, answers: Sequence[Answer]) -> Answer:
    """One answer from those of the texts that the date of a case touches."""
    if case.precision == "range":
        return continued(answers)
    dated = case.precision != "unknown" and not (case.act_from is None and case.act_to is None)
    return answers[0] if dated and len(answers) == 1 else uncertain(answers, named=dated)


def days_read(case: CodedCase) -> tuple[date | None, date | None]:
    """The days whose texts answer: those of the act; of an assumed date its middle day, for the coder chose it to stand for one."""
    if case.precision != "assumed" or case.act_from is None or case.act_to is None:
        return case.act_from, case.act_to
    middle = case.act_from + (case.act_to - case.act_from) / 2
    return middle, middle


def disputed_parts(epochs: Sequence[Epoch], sheet: Sheet) -> list[tuple[Part, str]]:
    """The contested elements and items whose other reading differs on these facts, with their flags."""
    found: list[tuple[Part, str]] = []
    for epoch in epochs:
        for text in epoch.provisions:
            if sheet.yes & text.contested:
                found += [(e, e.element.contested_flag) for e in text.elements if e.otherwise(sheet) is not None]
                found += [
                    (item, CONTESTED) for item in text.items if item.item.contested and item.when.over(sheet) != NO
                ]
    return found


def is_milder(later: Answer, found: Answer) -> bool:
    """Whether a later answer is more favourable: no offence of the chain, or a lower frame at one end and no higher one at the other."""
    if found.penalty is None:
        return False
    if later.case_class == "none":
        return True
    if later.penalty is None or later.penalty.open or later.penalty.minimum is None or found.penalty.minimum is None:
        return False
    low, high = (
        later.penalty.minimum - found.penalty.minimum,
        (later.penalty.maximum or 0) - (found.penalty.maximum or 0),
    )
    return (low < 0 and high <= 0) or (low <= 0 and high < 0)


def spans(epochs: Sequence[Epoch]) -> bool:
    """Whether the wordings themselves differ between epochs, not only a rule of the general part."""
    return any(epoch.provisions != epochs[0].provisions for epoch in epochs)


def prepare(law: Law) -> Prepared:
    """Compile the law once. Raises UnknownFact."""
    reader = FactReader(law.facts)
    texts = [ready_provision(provision, reader.bit) for provision in law.provisions]
    rules = tuple(ready_rule(rule, reader.bit) for rule in law.rules)
    main = [text for text in texts if text.provision.case_class in CLASSES]
    near = [text for text in texts if text.provision.case_class == NEIGHBOUR]
    return Prepared(
        law=law,
        reader=reader,
        texts=Timeline(main, [ready for ready in rules if ready.rule.kind in FRAME_RULES]),
        beside=Timeline(near, [ready for ready in rules if ready.when is not None]),
        palermo=tuple(text for text in texts if text.provision.chain == PALERMO),
        rules=rules,
    )
