"""The warnings that stand beside an answer, in a fixed order."""

from collections.abc import Sequence
from dataclasses import dataclass

from yupay.derive.law.answer import Answer
from yupay.derive.law.evaluate import ReadyRule
from yupay.derive.law.facts import NO, UNKNOWN, YES, Sheet
from yupay.model.law import Truth

# rules whose flag depends on more than the facts of their own condition
APART = ("concurrence", "ceiling")


@dataclass(frozen=True)
class Beside:
    """What stands beside the answer of the act's date: the other reading, other texts, Palermo, neighbours met, rules in force."""

    contested: tuple[str, ...]
    spans: bool
    before: Answer | None
    milder: bool
    palermo: Truth
    palermo_disputed: bool
    neighbours: int
    rules: Sequence[ReadyRule]


def flags(found: Answer, sheet: Sheet, beside: Beside) -> tuple[str, ...]:
    """The flags of an answer."""
    given = [*sorted(beside.contested), *(name for name, holds in _tests(found, sheet, beside) if holds)]
    given += [flag for text in found.read if found.case_class != "none" for flag in text.provision.flags]
    given += [r.rule.flag for r in beside.rules if r.rule.flag and r.rule.kind not in APART and r.over(sheet) == YES]
    return tuple(dict.fromkeys(given))


def _tests(found: Answer, sheet: Sheet, beside: Beside) -> tuple[tuple[str, bool], ...]:
    positive = found.case_class in ("trata", "precursor")
    attempt = found.penalty.attempt if found.penalty else NO
    return (
        ("TWO-TEXTS", beside.spans),
        ("LEX-MITIOR", beside.milder),
        ("TEXT-CHANGE", changed(found, beside.before)),
        ("PRECURSOR-TEXT", precursor(found)),
        ("DIVERGENCE", diverges(found, beside.palermo)),
        ("PALERMO-CONTESTED", beside.palermo_disputed and beside.palermo != "no"),
        ("CONCURRENCE", positive and bool(beside.neighbours)),
        ("BURDEN", found.case_class == "unknown" and bool(found.article)),
        ("BOUNDARY", boundary(found, sheet)),
        ("ATTEMPT-OPEN", attempt == UNKNOWN),
        ("NO-TEXT", found.case_class == "unknown" and not found.read),
        ("SDG-16.2.2", beside.palermo == "yes"),
    )


def changed(found: Answer, before: Answer | None) -> bool:
    """Whether the text before this one gave these facts another class."""
    return before is not None and before.case_class != found.case_class


def precursor(found: Answer) -> bool:
    """Whether the answer rests on a text that is not yet headed trata de personas."""
    return found.case_class != "none" and any(text.provision.case_class == "precursor" for text in found.read)


def diverges(found: Answer, palermo: Truth) -> bool:
    """Whether the Peruvian class and the Palermo Protocol part ways."""
    if found.case_class == "unknown" or palermo == "unknown":
        return False
    return (found.case_class == "trata") != (palermo == "yes")


def boundary(found: Answer, sheet: Sheet) -> bool:
    """Whether nothing but an act is absent: recording one would turn the answer."""
    if found.case_class != "none":
        return False
    unmet = [[e.element.id for e in text.elements if e.over(sheet) != YES] for text in found.read]
    return ["act"] in unmet
