"""Distinct fact patterns of coded cases: each question of the law is asked once for each pattern that it can tell apart.

Patterns are grouped again for every part of a decision (the governing text and its frame, its items, what is missing, the neighbouring
texts, Palermo, the flags), because the parts ask for different facts. The one evaluator answers for the first pattern of each group: there
is no second one. tests/derive/law/test_patterns.py compares every column with `decide`, case by case.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from yupay.derive.law.asking import Found, once
from yupay.derive.law.decide import Prepared
from yupay.derive.law.flag_part import FlagPart
from yupay.derive.law.keys import Asked
from yupay.derive.law.main_part import OF_MAIN
from yupay.derive.law.reduced import Reduced
from yupay.derive.law.remembering import Remembering


@dataclass(frozen=True)
class Answers:
    """The decisions of all patterns: for each column of the answer the number of each pattern's value, and the distinct values."""

    size: int
    columns: dict[str, Found]

    def row(self, row: int) -> dict[str, Any]:
        """The decision of one pattern."""
        return {name: values[int(at[row])] for name, (at, values) in self.columns.items()}


def qualified(cases: Reduced, law: Prepared, *, on: date | None = None) -> Answers:
    """The decisions on reduced cases."""
    asking = FlagPart(Remembering(**vars(law)), cases, Asked(cases, law.reader), on)
    return Answers(cases.size, columns(asking))


def columns(asking: FlagPart) -> dict[str, Found]:
    """Every column of the answer."""
    groups = asking.groups
    asking.mains = [asking.main(group) for group in range(len(groups))]
    near, met = asking.neighbours()
    palermo = asking.palermo()
    found: dict[str, Found] = {
        name: once(groups.at, [made(one) for one in asking.mains]) for name, made in OF_MAIN.items()
    }
    found["items"] = asking.items()
    found["palermo"] = once(palermo[0], [truth for truth, _ in palermo[1]])
    found["other_offences"] = asking.others(near)
    found["iccs"] = asking.iccs(near)
    found["missing"] = asking.missing()
    found["flags"] = asking.flags(palermo, met)
    found["other_reading"] = asking.other_reading()
    found["wording"] = asking.wording()
    return found
