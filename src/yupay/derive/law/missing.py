"""The unknown facts that would change the answer, most useful first, as columns of a coded case.

Every unknown fact of a column is tried at yes and at no, the others left as they are. A column comes first where its values would decide or
change the class; "@tier1" or "@tier2" after it where it only moves the penalty.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from yupay.derive.law.answer import Answer
from yupay.derive.law.facts import COUNTS, LISTS, OLDEST, FactReader, Interval, Sheet
from yupay.model.law import CodedCase

TRIED = (*LISTS, *COUNTS, "victim_ages", "victim_consent")


class Worth(NamedTuple):
    """How much one column would tell: sorted from the least."""

    by_class: float
    tier: int
    share: float
    column: str


def missing(base: Answer, trials: Mapping[str, Sequence[Answer]]) -> tuple[str, ...]:
    """The columns to find out; `trials` are the answers with each column filled in, and with each text that an imprecise date touches.

    Where no column alone would tell, all of them are to be found out.
    """
    found = telling(base, trials)
    return tuple(column for column in trials if trials[column]) if found is None else found


def telling(base: Answer, trials: Mapping[str, Sequence[Answer]]) -> tuple[str, ...] | None:
    """The columns that would change the answer; None where the class is undecided and no column alone would."""
    found = [worth for column, answers in trials.items() if (worth := useful(column, base, answers)) is not None]
    if base.case_class == "unknown":
        if not found:
            return None
        found = [worth for worth in found if worth.by_class] or found
    ordered = sorted(found, key=lambda worth: (-worth.by_class, -worth.tier, -worth.share))
    return tuple(worth.column if worth.by_class else f"{worth.column}@tier{worth.tier}" for worth in ordered)


def used(base: Answer) -> int:
    """The facts that the texts of an answer ask for."""
    mask = 0
    for provision in base.read:
        mask |= provision.mask
    return mask


def useful(column: str, base: Answer, answers: Sequence[Answer]) -> Worth | None:
    """What the values of one column would change; None: nothing."""
    if not answers:
        return None
    moved = [found for found in answers if found.case_class != base.case_class]
    if moved:
        decided = sum(found.case_class != "unknown" for found in moved)
        return Worth((1 + decided) / (1 + len(answers)), 0, 0.0, column)
    moved = [found for found in answers if found.frame != base.frame]
    if not moved or base.penalty is None:
        return None
    tops = [found.penalty.tier for found in answers if found.penalty]
    tier = max(tops, default=0)
    tier = tier if tier > base.penalty.tier else base.penalty.top
    return Worth(0.0, max(1, tier), len(moved) / len(answers), column)


def alternatives(
    case: CodedCase, sheet: Sheet, reader: FactReader, mask: int
) -> Iterable[tuple[str, tuple[Sheet, ...]]]:
    """For each column with unknown facts that matter: its facts with one of them yes, and with all of them no."""
    for column in TRIED:
        bits = reader.columns.get(column, 0)
        if sheet.unknown & bits & mask:
            yield column, tuple(filled(column, Sheet(sheet.yes & bits, sheet.unknown & bits), case.ages, reader, mask))


def filled(column: str, part: Sheet, ages: tuple[Interval, ...], reader: FactReader, mask: int) -> Iterable[Sheet]:
    """The facts of one column, filled in in every way that is tried."""
    if column in LISTS:
        return listed(part, mask, reader.words[column].get("none", 0))
    if column in COUNTS:
        return (reader.counted(column, number) for number in (1, *(least for _, least in reader.counts[column])))
    if column == "victim_ages":
        return (reader.aged(narrowed) for narrowed in aged(ages, reader))
    return (reader.consented(said, ages) for said in ("yes", "no"))


def swapped(sheet: Sheet, column: str, part: Sheet, reader: FactReader) -> Sheet:
    """A sheet with the facts of one column replaced."""
    bits = reader.columns.get(column, 0)
    return Sheet(sheet.yes & ~bits | part.yes, sheet.unknown & ~bits | part.unknown)


def listed(part: Sheet, mask: int, none: int) -> Iterable[Sheet]:
    """One unknown value yes and the others no, for each; then all no."""
    open_ = part.unknown & mask & ~none
    while open_:
        bit = open_ & -open_
        yield Sheet(part.yes | bit, 0)
        open_ &= ~bit
    yield Sheet(part.yes or none, 0)


def aged(ages: tuple[Interval, ...], reader: FactReader) -> Iterable[tuple[Interval, ...]]:
    """The ages with one interval narrowed to each band of the texts that it reaches."""
    cuts = {0, *(low for _, low, _ in reader.ages), *(high + 1 for _, _, high in reader.ages)}
    distinct = tuple(sorted(set(ages))) or ((0, OLDEST),)
    for place, (low, high) in enumerate(distinct):
        points = {low, *(cut for cut in cuts if low < cut <= min(high, OLDEST))}
        if len(points) == 1:
            continue
        for point in sorted(points):
            yield (*distinct[:place], (point, point), *distinct[place + 1 :])
