"""A million coded cases: their distinct fact patterns, each question of the law asked once for each, the answers joined back.

Cases are reduced to what the law asks of them, then grouped for every part of a decision apart (the governing text and its frame, its items,
what is missing, the neighbouring texts, Palermo, the flags), because the parts ask for different facts. The one evaluator answers for the
first row of each group: there is no second one. tests/derive/law/test_patterns.py compares every column with `decide`, row by row.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from yupay.derive.law.asking import Found, once
from yupay.derive.law.cases import CaseFile
from yupay.derive.law.decide import Prepared
from yupay.derive.law.flag_part import FlagPart
from yupay.derive.law.keys import Asked, Groups, Key
from yupay.derive.law.main_part import OF_MAIN
from yupay.derive.law.reduced import Reduced, reduced
from yupay.derive.law.remembering import Remembering


@dataclass(frozen=True)
class Answers:
    """The decisions of all rows: for each column of the answer the number of each row's value, and the distinct values."""

    size: int
    columns: dict[str, Found]

    def row(self, row: int) -> dict[str, Any]:
        """The decision of one row."""
        return {name: values[int(at[row])] for name, (at, values) in self.columns.items()}


def qualified(file: CaseFile, law: Prepared, *, on: date | None = None) -> Answers:
    """The decisions of every case of a file, by distinct fact pattern. Raises UnknownValue."""
    cases = reduced(file, law)
    groups = distinct(cases)
    few = cases.of(groups.first)
    asking = FlagPart(Remembering(**vars(law)), few, Asked(few, law.reader), on)
    found = columns(asking)
    return Answers(cases.size, {name: (at[groups.at], values) for name, (at, values) in found.items()})


def distinct(cases: Reduced) -> Groups:
    """The rows of equal fact patterns."""
    key = Key(cases.size)
    key.add(cases.spans.rows, len(cases.spans.fields))
    for values in cases.columns.values():
        key.add(values.rows, len(values.fields))
    return key.groups()


def columns(asking: FlagPart) -> dict[str, Found]:
    """Every column of the answer."""
    groups = asking.main_groups()
    asking.mains = [asking.main(row) for row in groups.first.tolist()]
    near, met = asking.neighbours()
    palermo = asking.palermo()
    found: dict[str, Found] = {
        name: once(groups.at, [made(one) for one in asking.mains]) for name, made in OF_MAIN.items()
    }
    found["items"] = asking.items(groups)
    found["palermo"] = once(palermo[0], [truth for truth, _ in palermo[1]])
    found["other_offences"] = asking.others(groups, near)
    found["iccs"] = asking.iccs(groups, near)
    found["missing"] = asking.missing(groups)
    found["flags"] = asking.flags(groups, palermo, met)
    return found
