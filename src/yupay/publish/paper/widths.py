"""How wide is each column, and must the page be turned? No word is torn while there is room; long passages get more.

A column wishes for its declared width times the square root of its cells' length, half way between the mean and the
longest: with equal widths a passage of 200 letters beside codes of 2 would grow a hundred lines tall.
"""

import math
import re
from collections.abc import Sequence

from yupay.publish.paper.nodes import GridRow, Head

MANY = 7
"""An upright table of more columns is set in the smallest letters; every landscape table in small ones."""
UPRIGHT, DENSE, TURNED = 96.0, 120.0, 175.0
"""Letters of a cell's size that fit a line."""
LONGEST, BESIDE = 22, 2.0
"""A word longer than this may break; the room beside a word, in letters."""
SHORTEST = 4
BOLD = 1.12
FLAT_LINES = 45
"""A table of at most so many printed lines stays upright: the passage around it is not torn over pages."""
FLAT_ROW = 5
"""So does a longer one whose rows are at most so tall."""
BREAKS = re.compile("[ \n\u200b]")


def shares(widths: Sequence[float]) -> tuple[float, ...]:
    """Widths as shares of their sum."""
    whole = sum(widths) or 1.0
    return tuple(round(width / whole, 6) for width in widths)


def letters_of(columns: int, *, landscape: bool) -> float:
    """How many letters fit a line of a table."""
    if landscape:
        return TURNED
    return DENSE if columns > MANY else UPRIGHT


def fitted(
    declared: Sequence[float], heads: Sequence[Head], rows: Sequence[GridRow], letters: float
) -> tuple[float, ...]:
    """The shares of the columns; `letters` fit a line."""
    needs = _needs(heads, rows, letters)
    if sum(needs) > 1:
        return shares(needs)
    wished = shares([width * math.sqrt(size) for width, size in zip(declared, _sizes(heads, rows), strict=True)])
    spare = [max(0.0, wish - need) for wish, need in zip(wished, needs, strict=True)]
    give = (1 - sum(needs)) / (sum(spare) or 1.0)
    return shares([need + room * give for need, room in zip(needs, spare, strict=True)])


def fits_upright(declared: Sequence[float], heads: Sequence[Head], rows: Sequence[GridRow]) -> bool:
    """Whether the table reads well on an upright page: every word whole, and few lines or no tall rows."""
    letters = letters_of(len(heads), landscape=False)
    if tears(heads, rows, letters):
        return False
    widths = fitted(declared, heads, rows, letters)
    lines = lines_of(rows, widths, letters)
    return sum(lines) <= FLAT_LINES or max(lines, default=1) <= FLAT_ROW


def lines_of(rows: Sequence[GridRow], widths: Sequence[float], letters: float) -> list[int]:
    """About how many lines tall each row prints."""
    return [_lines(row, widths, letters) for row in _whole(rows)]


def tears(heads: Sequence[Head], rows: Sequence[GridRow], letters: float) -> bool:
    """Whether some words must be broken for the columns to fit a line."""
    return sum(_needs(heads, rows, letters)) > 1


def _whole(rows: Sequence[GridRow]) -> list[GridRow]:
    return [row for row in rows if row.role == "row"]


def _lines(row: GridRow, widths: Sequence[float], letters: float) -> int:
    rooms = (max(1.0, width * letters - BESIDE) for width in widths)
    told = zip(_told(row), rooms, strict=True)
    return max(math.ceil(size / room) for size, room in told) or 1


def _told(row: GridRow) -> list[float]:
    """Letters of each cell; a cell over several rows has their height to fill."""
    return [len(words) / math.sqrt(row.span(i)) if row.span(i) else 0.0 for i, words in enumerate(row.cells)]


def _needs(heads: Sequence[Head], rows: Sequence[GridRow], letters: float) -> list[float]:
    bold = [tuple(head.text for head in heads), *(row.cells for row in _whole(rows) if row.strong)]
    plain = [row.cells for row in _whole(rows) if not row.strong]
    lines = [(BOLD, line) for line in bold] + [(1.0, line) for line in plain]
    return [
        (max(weight * _longest(line[place]) for weight, line in lines) + BESIDE) / letters
        for place in range(len(heads))
    ]


def _sizes(heads: Sequence[Head], rows: Sequence[GridRow]) -> list[float]:
    """Letters of each column's cells, half way between their mean and the most."""
    told = [_told(row) for row in _whole(rows)] or [[float(len(head.text)) for head in heads]]
    columns = list(zip(*told, strict=True))
    return [max(SHORTEST, (sum(column) / len(column) + max(column)) / 2) for column in columns]


def _longest(words: str) -> float:
    return min(LONGEST, max(len(word) for word in BREAKS.split(words)))
