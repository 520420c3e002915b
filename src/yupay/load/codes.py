"""Did a code lose its leading zero? A spreadsheet turns ubigeo 010101 into 10101; here it is found, not guessed around.

Place codes of Peru have 2, 4 or 6 digits, so an odd number of digits is a lost zero. For any other code a zero is lost
where codes of the full length begin with 0 and others are one digit short.
Reference: INEI, Sistema de Consulta de Códigos Estandarizados (ubigeo: department 2, province 4, district 6 digits).
"""

from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir

DIGITS = "^[0-9]+$"


@dataclass(frozen=True)
class LostZero:
    """Codes of `length` digits that should have one more; `rows` is the condition that finds them."""

    length: int
    rows: Any


def lost_zeros(table: ir.Table, column: str, *, geographic: bool) -> list[LostZero]:
    """The lengths of a code column at which a zero was lost; empty when every code may stand as it is."""
    code = table[column]
    digits = table.filter(code.re_search(DIGITS))
    lengths = digits.group_by(yupay_length=digits[column].length()).aggregate(
        yupay_zeros=digits[column].startswith("0").ifelse(1, 0).sum()
    )
    found = {row["yupay_length"]: row["yupay_zeros"] for row in lengths.to_pyarrow().to_pylist()}
    short = _odd(found) if geographic else _below_full(found)
    return [LostZero(length, code.re_search(DIGITS) & (code.length() == length)) for length in short]


def is_geographic(column: str) -> bool:
    """Whether a column's name says that it holds a place code."""
    return "ubigeo" in column.casefold()


def _odd(found: dict[int, int]) -> list[int]:
    return sorted(length for length in found if length % 2 and length < 6)


def _below_full(found: dict[int, int]) -> list[int]:
    if len(found) < 2:
        return []
    full = max(found)
    return [full - 1] if found[full] and full - 1 in found else []
