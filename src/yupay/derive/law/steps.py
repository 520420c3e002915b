"""The lines of a trace: every element and item with its value, the facts used and the words of the norm."""

from collections.abc import Iterable, Sequence

from yupay.derive.law.answer import Answer
from yupay.derive.law.evaluate import ReadyElement, ReadyProvision, ReadyRule
from yupay.derive.law.facts import NO, TRUTH, YES, FactReader, Sheet
from yupay.model.law import Step
from yupay.model.text import Text

PROMOTING = ("promueve", "favorece", "financia", "facilita")
CONSENT = Text(es="consentimiento alegado (sin efecto en NNA)", en="consent alleged (without effect for under-18s)")


def steps(
    reader: FactReader,
    sheet: Sheet,
    found: Answer,
    near: Sequence[tuple[ReadyProvision, int]],
    international: Sequence[ReadyProvision],
    rules: Sequence[ReadyRule],
) -> tuple[Step, ...]:
    """The steps of the texts an answer rests on, of the rules that apply, of Palermo, of the neighbouring texts met or undecided."""
    lines = [step for text in found.read for step in text_steps(reader, sheet, text, found)]
    lines += [rule_step(reader, sheet, ready) for ready in rules if ready.over(sheet) != NO]
    beside = (*international, *(text for text, _ in near))
    lines += [element_step(reader, sheet, text, element) for text in beside for element in text.elements]
    return tuple(lines)


def text_steps(reader: FactReader, sheet: Sheet, text: ReadyProvision, found: Answer) -> Iterable[Step]:
    """The elements of a text and its rule on consent; its items too where a penalty was read."""
    yield from (element_step(reader, sheet, text, element) for element in text.elements)
    alleged = reader.other.get(("victim_consent", "yes"), 0)
    if text.provision.consent is not None and alleged & sheet.yes:
        facts = reader.truths(alleged, sheet)
        quote = text.provision.consent
        yield Step(provision=text.provision.id, part="consent", label=CONSENT, value="yes", facts=facts, quote=quote)
    if found.penalty is None:
        return
    for ready in text.items:
        value = ready.when.over(sheet)
        if value != NO:
            yield Step(
                provision=text.provision.id,
                part=ready.name,
                label=ready.item.label,
                value=TRUTH[value],
                facts=reader.truths(ready.when.mask, sheet),
                quote=ready.item.quote,
                contested=ready.item.contested,
            )


def element_step(reader: FactReader, sheet: Sheet, text: ReadyProvision, ready: ReadyElement) -> Step:
    """One element: the quote is that of the waiver where the element is dispensed with."""
    element, waived = ready.element, ready.is_waived(sheet) and ready.when.over(sheet) != YES
    mask = ready.waived.mask if waived and ready.waived else ready.when.mask
    contested = ready.otherwise(sheet) is not None
    quote = element.waived_quote if waived and element.waived_quote else element.quote
    quote = element.contested_quote if contested and element.contested_quote else quote
    quote = text.provision.promoter if text.provision.promoter and promoted(reader, sheet, ready) else quote
    return Step(
        provision=text.provision.id,
        part=element.id,
        label=element.label,
        value=TRUTH[ready.over(sheet)],
        facts=reader.truths(mask | (ready.contested.mask if contested and ready.contested else 0), sheet),
        quote=quote,
        waived=waived,
        contested=contested,
        note=element.note,
    )


def promoted(reader: FactReader, sheet: Sheet, ready: ReadyElement) -> bool:
    """Whether an element of conduct is met by promoting, favouring, financing or facilitating alone."""
    acts = ready.when.mask & reader.columns.get("acts", 0) & sheet.yes
    words = reader.words["acts"]
    return bool(acts) and not acts & ~sum(words.get(word, 0) for word in PROMOTING)


def rule_step(reader: FactReader, sheet: Sheet, ready: ReadyRule) -> Step:
    """One rule of the general part that applies."""
    return Step(
        provision=ready.rule.id,
        part=ready.rule.kind,
        label=ready.rule.label,
        value=TRUTH[ready.over(sheet)],
        facts=reader.truths(ready.when.mask if ready.when else 0, sheet),
        quote=ready.rule.quote,
    )
