"""Which claims belong together? Those of one table, and the rows that a total stands for."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from yupay.model.claim import Claim

Segment = tuple[Claim, tuple[Claim, ...]]


def by_table(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The claims of each table, in order; a sentence goes with its table."""
    for _, table in groupby(claims, key=lambda claim: (claim.at.file, claim.at.table)):
        yield list(table)


def by_column(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The claims of each group of columns of each table."""
    for table in by_table(claims):
        columns = dict.fromkeys(claim.at.column for claim in table)
        for column in columns:
            yield [claim for claim in table if claim.at.column == column]


def segments(rows: Sequence[Claim], role: str) -> Iterator[Segment]:
    """Each total with the rows it stands for: those before it, or after it where a total comes first.

    A total with no rows of its own stands for all rows.
    """
    held = [row for row in rows if role in row.numbers]
    parts = tuple(row for row in held if not _is_total(row))
    if not parts:
        return
    if _is_total(held[0]):
        held = held[::-1]
    waiting: list[Claim] = []
    for row in held:
        if _is_total(row):
            yield row, tuple(waiting) or parts
            waiting = []
        else:
            waiting.append(row)


def _is_total(row: Claim) -> bool:
    return "total" in row.traits
