"""Neighbouring offences on the same facts, Palermo beside the Peruvian class, and the class of the statistics."""

from collections.abc import Sequence

from yupay.derive.law.evaluate import ReadyProvision
from yupay.derive.law.facts import NO, UNKNOWN, YES, Sheet
from yupay.derive.law.penalty import Penalty, penalty
from yupay.derive.law.timeline import Epoch
from yupay.model.law import CaseClass

# ICCS 1.0, only the strings that were verified; the first that holds gives the class
ICCS = (
    ("02041", ("prostitucion", "explotacion_sexual")),
    ("02043", ("organos",)),
    ("02042", ("explotacion_laboral", "trabajo_forzoso", "servidumbre", "esclavitud")),
)
VICTIM = "victim"
ICCS_OTHER = "02044"


def neighbours(epochs: Sequence[Epoch], sheet: Sheet) -> tuple[tuple[ReadyProvision, int], ...]:
    """The neighbouring texts met, or undecided with a fact that points to them; undecided too where the date may fall outside a text."""
    found: dict[str, tuple[ReadyProvision, int]] = {}
    times: dict[str, int] = {}
    for epoch in epochs:
        for provision in epoch.provisions:
            value = provision.over(sheet)
            if value == YES or (value == UNKNOWN and pointed(provision, sheet)):
                name = provision.provision.id
                times[name] = times.get(name, 0) + 1
                found[name] = provision, value
    whole = len(epochs)
    return tuple((p, v if times[name] == whole else UNKNOWN) for name, (p, v) in found.items())


def pointed(provision: ReadyProvision, sheet: Sheet) -> bool:
    """Whether a recorded fact points to a text: one that its elements ask for, other than who the victim is."""
    return any(e.when.mask & sheet.yes for e in provision.elements if e.element.id != VICTIM)


def disputed(texts: Sequence[ReadyProvision], sheet: Sheet) -> bool:
    """Whether an international text is met on one reading only."""
    return any(element.otherwise(sheet) is not None for text in texts for element in text.elements)


def named(provision: ReadyProvision, value: int, sheet: Sheet) -> str:
    """An offence as listed: its article and its frame, "?" where undecided."""
    held = penalty(provision, sheet, ())
    doubt = "" if value == YES else "?"
    return f"{held.cited}{doubt}{years(held)}"


def years(held: Penalty) -> str:
    """The frame in brackets; an open maximum is left open; no frame, no words."""
    if held.minimum is None:
        return ""
    if held.life:
        return " (life)"
    return f" ({held.minimum:g}-{'' if held.maximum is None else f'{held.maximum:g}'})"


def international(texts: Sequence[ReadyProvision], sheet: Sheet) -> int:
    """Whether an international text is met: undecided where a fact meets it on one reading only."""
    best = NO
    for text in texts:
        value = YES
        for element in text.elements:
            held = element.over(sheet)
            if element.contested is not None:
                held = max(held, min(element.contested.over(sheet), UNKNOWN))
            value = min(value, held)
        best = max(best, value)
    return best


def iccs(case_class: CaseClass, purposes: Sequence[str], met: Sequence[ReadyProvision]) -> str:
    """The ICCS class: of trafficking by its purpose; where there is none, of the first neighbouring offence that has one."""
    if case_class == "none":
        return next((text.provision.iccs for text in met if text.provision.iccs), "")
    if case_class == "unknown":
        return ""
    return next((code for code, values in ICCS if set(values) & set(purposes)), ICCS_OTHER)
