"""What may be said in plain words of the part nobody recorded? The assumption, the range, what follows and what does not."""

from yupay.conclude.exhibits import hidden_overlaps
from yupay.conclude.exhibits import hidden_reading as reading
from yupay.conclude.lookup import open_cell, value_cell
from yupay.conclude.material import Material
from yupay.conclude.naming import filled
from yupay.conclude.wording import hidden as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Sentence

LEADING = ("hidden-models", "hidden-forest", "hidden-overlaps")
"""The exhibits before which the passage stands: the first kind that the report has."""
FEWEST = 2
"""Models across which a range is said."""


def sentences(material: Material, exhibits: list[Exhibit]) -> list[Sentence]:
    """The passage before the tables of the section with the models; nothing in any other."""
    shown = [one for one in material.study.exhibits if one.id in material.numbers and one.kind in LEADING]
    first = min(shown, key=lambda one: LEADING.index(one.kind), default=None)
    if first is None or first not in exhibits:
        return []
    found = across(material)
    after = [Sentence(template=words.PLAIN_MAY), Sentence(template=words.PLAIN_MAY_NOT)]
    told = [*found, *(after if reading.ends(material) is not None else []), *withheld(material)]
    return [Sentence(template=words.PLAIN_ASSUMED), *told]


def answer(material: Material, exhibit: Exhibit) -> list[Sentence]:
    """What an objective says that names an exhibit of this part."""
    if exhibit.kind in ("hidden-models", "hidden-forest", "hidden-strata"):
        return across(material)
    if exhibit.kind == "hidden-overlaps":
        return coincidences(material)
    return (
        rate(material) if exhibit.kind == "hidden-rate" else doubt(material) if exhibit.kind == "hidden-doubt" else []
    )


def across(material: Material) -> list[Sentence]:
    """Those seen and the range, with what is left out of it; why there is none where there is none."""
    found, ends = reading.summary(material, reading.RANGE), reading.ends(material)
    seen, people = reading.seen_cell(material), reading.people(material)
    if found is None or ends is None:
        reason = found.warnings[0] if found is not None and found.warnings else words.NO_MODEL
        return [filled(words.PLAIN_NONE, seen=seen, people=people, reason=reason)]
    if (reading.number(found, "models") or 0) < FEWEST:
        return [filled(words.PLAIN_ONE, seen=seen, people=people, low=ends[0]), *apart(found)]
    many = reading.count_cell(found, "models")
    said = filled(words.PLAIN_RANGE, seen=seen, people=people, low=ends[0], high=ends[1], models=many)
    return [said, *limits(found), *apart(found)]


def limits(found: Estimate) -> list[Sentence]:
    """How far the intervals of those models reach."""
    low, high = (reading.number(found, name) for name in ("lowest_limit", "highest_limit"))
    if low is None or high is None:
        return []
    return [filled(words.PLAIN_LIMITS, low=open_cell(found, low, "count"), high=open_cell(found, high, "count"))]


def apart(found: Estimate) -> list[Sentence]:
    """How many models gave nothing, and how many fit worse."""
    said = []
    for name, one, many in (
        ("not_shown", words.PLAIN_NOT_SHOWN_ONE, words.PLAIN_NOT_SHOWN),
        ("left_out_by_fit", words.PLAIN_WORSE_ONE, words.PLAIN_WORSE),
    ):
        if number := reading.number(found, name):
            cell = Cell(value=number, form="count", estimate=found.id)
            said.append(Sentence(template=one) if number == 1 else filled(many, n=cell))
    return said


def coincidences(material: Material) -> list[Sentence]:
    """How many were seen, and how many of them by two lists or more."""
    found = reading.overlaps(material)
    table = None if found is None else reading.table_of(found)
    if found is None or table is None or not found.printed or table.seen is None:
        return []
    overlap = hidden_overlaps.on_several(hidden_overlaps.histories(table))
    lists = Cell(value=len(found.cards), form="count")
    cells = {"overlap": hidden_overlaps.counted(found, overlap), "lists": lists}
    return [filled(words.PLAIN_OVERLAP, seen=reading.seen_cell(material), people=reading.people(material), **cells)]


def doubt(material: Material) -> list[Sentence]:
    """From where to where the total goes when lists are left out or merged."""
    moved = [one for one in reading.doubts(material) if one.method in ("hidden-omission", "hidden-merging")]
    known = sorted((one for one in moved if one.value is not None), key=lambda one: one.value or 0.0)
    if not known:
        return []
    low, high = (open_cell(one, one.value, "count") for one in (known[0], known[-1]))
    return [filled(words.PLAIN_MOVED, n=Cell(value=len(known), form="count"), low=low, high=high)]


def rate(material: Material) -> list[Sentence]:
    """The rate of those detected."""
    found = reading.summary(material, reading.RATE)
    if found is None or found.value is None:
        return []
    return [filled(words.PLAIN_RATE, rate=value_cell(found, "rate"), people=reading.people(material))]


def withheld(material: Material) -> list[Sentence]:
    """That the source is not public, where it is not."""
    found = reading.overlaps(material)
    return [] if found is None or found.printed else [Sentence(template=words.PLAIN_WITHHELD)]
