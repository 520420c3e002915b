"""Which cells of a matrix repeat the row above? They are told once, over several rows.

A cell repeats when it and every cell before it are those of the row above (the last two columns are always printed),
or when it is a long passage equal to the one above.
"""

from collections.abc import Sequence
from itertools import takewhile

LONG = 60
"""Letters from which a passage is told once wherever it stands."""
ALWAYS = 2
"""So many columns at the end are printed on every row, unless they hold a long passage."""

Rows = Sequence[Sequence[str]]


def spans(rows: Rows) -> tuple[tuple[int, ...], ...]:
    """How many rows each cell spans; 0 where it was told above."""
    told = [[_repeats(rows, place, column) for column in range(len(row))] for place, row in enumerate(rows)]
    return tuple(tuple(_span(told, place, column) for column in range(len(row))) for place, row in enumerate(rows))


def _repeats(rows: Rows, place: int, column: int) -> bool:
    if place == 0 or len(rows[place]) != len(rows[place - 1]):
        return False
    here, above = rows[place], rows[place - 1]
    if len(here[column]) > LONG and here[column] == above[column]:
        return True
    return column < len(here) - ALWAYS and here[: column + 1] == above[: column + 1]


def _span(told: Sequence[Sequence[bool]], place: int, column: int) -> int:
    if told[place][column]:
        return 0
    following = takewhile(lambda row: column < len(row) and row[column], told[place + 1 :])
    return 1 + len(list(following))
