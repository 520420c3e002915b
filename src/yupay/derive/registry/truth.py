"""How far is what was found from the truth? Only an invented registry knows: who each record is, and how many there are.

Precision: the share of joined pairs of records that are of one person; recall: the share of pairs of one person that
were joined. Both count pairs over all lists and within each.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir

from yupay.load.invented.files import Made
from yupay.model.records import Intake


@dataclass(frozen=True)
class Truth:
    """The truth beside what was found; `everybody`: all persons of acts up to the day, on a list or not."""

    pairs: int
    joined: int
    right: int
    seen: int
    everybody: int

    @property
    def precision(self) -> float:
        """Of the joined pairs, how many are of one person."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs of one person, how many were joined."""
        return self.right / self.pairs if self.pairs else 1.0


def truth_of(persons: ir.Table, made: Made, intakes: Sequence[Intake], until: date) -> Truth | None:
    """The truth of an edition; None where a row of a file was refused, since records are then not counted by rows.

    Args:
        persons: `record_id` and `person_id`, records numbered by institution in the order of their names, then by row.
        made: the invented files, with whom each row is.
        intakes: what each file gave.
        until: the last day of recording.

    """
    if any(one.accepted != one.rows for one in intakes):
        return None
    who = [number for name in sorted(made.truth) for number in made.truth[name]]
    rows = persons.select("record_id", "person_id").order_by("record_id").to_pyarrow()
    found = rows["person_id"].to_pylist()
    if len(found) != len(who):
        return None
    return Truth(
        pairs=_pairs(Counter(who)),
        joined=_pairs(Counter(found)),
        right=_pairs(Counter(zip(who, found, strict=True))),
        seen=len(set(who)),
        everybody=sum(one.acts <= until for one in made.people),
    )


def _pairs(sizes: Mapping[object, int]) -> int:
    return sum(one * (one - 1) // 2 for one in sizes.values())
