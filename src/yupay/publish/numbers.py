"""How is a number written? Grouping, decimal sign, zero before the point, marks, intervals.

Forms of `yupay.model.table.Cell`: count 1,234; number 1,234.5; percent 12.3; rate 12.3; coefficient .41; p < .001;
interval [.12, .55]. A quantity bounded by 1 carries no zero before the point (APA 7, section 6.36); p is never .000.
Style "es_PE" groups with commas and points decimals in both languages; style "si" groups with a narrow no-break space
and takes a decimal comma in Spanish, a point in English (BIPM, SI brochure, section 5.4.4).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from string import Formatter
from typing import Literal

from yupay.model.table import Cell, Sentence, Table
from yupay.model.text import Language, Text
from yupay.publish.interface import DECISIONS, MARKS, WORDS

NumberStyle = Literal["es_PE", "si"]
MINUS = "\u2212"
NARROW_SPACE = "\u202f"
WIDE = Context(prec=400)
DIGITS = {"count": 0, "percent": 1, "rate": 1, "coefficient": 2, "p": 3, "year": 0}


@dataclass(frozen=True)
class Run:
    """A stretch of a sentence: plain words (`cell` is None), or a number with the cell it came from."""

    text: str
    cell: Cell | None = None


@dataclass(frozen=True)
class Writer:
    """Writes cells and sentences in one language and one number style."""

    language: Language
    number_style: NumberStyle = "es_PE"

    @property
    def decimal(self) -> str:
        """The decimal sign."""
        return "," if self.number_style == "si" and self.language == "es" else "."

    @property
    def group(self) -> str:
        """The sign between groups of three digits."""
        return NARROW_SPACE if self.number_style == "si" else ","

    @property
    def separator(self) -> str:
        """The sign between the bounds of an interval: never the decimal sign."""
        return "; " if self.decimal == "," else ", "

    def say(self, text: Text) -> str:
        """The words in the writer's language."""
        return text.say(self.language)

    def label(self, key: str) -> str:
        """An interface word; KeyError when there is none."""
        return WORDS[key].say(self.language)

    def cell(self, cell: Cell) -> str:
        """The cell as it is printed in a table."""
        if cell.mark is not None:
            return self.say(MARKS[cell.mark])
        if cell.form == "interval":
            return self._interval(cell)
        return self._value(cell)

    def number(self, value: float, digits: int) -> str:
        """A number with grouping and a fixed count of decimals, half rounded away from zero."""
        if math.isinf(value):
            return "∞" if value > 0 else f"{MINUS}∞"
        rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, WIDE)
        words = f"{abs(rounded):,f}".replace(",", "\0").replace(".", self.decimal).replace("\0", self.group)
        return f"{MINUS}{words}" if rounded < 0 else words

    def bounded(self, value: float, digits: int = 2) -> str:
        """A quantity bounded by 1, without the zero before the point."""
        words = self.number(value, digits)
        return words.replace(f"0{self.decimal}", self.decimal, 1) if abs(value) < 1 else words

    def p_value(self, value: float, digits: int = 3) -> str:
        """A p value: `< .001` below the last digit, `> .999` above it, never .000 nor 1.000."""
        step = 10.0**-digits
        if value < step:
            return f"< {self.bounded(step, digits)}"
        if value > 1 - step:
            return f"> {self.bounded(1 - step, digits)}"
        return self.bounded(value, digits)

    def runs(self, sentence: Sentence) -> list[Run]:
        """The sentence as stretches, each number beside its cell; `p = {p}` reads `p < .001` where it must."""
        runs = list(self._stretches(sentence))
        return [_joined(run, runs[place + 1]) if place + 1 < len(runs) else run for place, run in enumerate(runs)]

    def text(self, sentence: Sentence) -> str:
        """The sentence as plain words."""
        return "".join(run.text for run in self.runs(sentence))

    def _stretches(self, sentence: Sentence) -> Iterator[Run]:
        for words, slot, _, _ in Formatter().parse(self.say(sentence.template)):
            if words:
                yield Run(words)
            if slot is not None:
                cell = sentence.slots[slot]
                yield Run(self.cell(cell), cell)

    def _value(self, cell: Cell) -> str:
        value = cell.value
        if isinstance(value, Text):
            return self.say(value)
        if isinstance(value, str):
            return self.say(DECISIONS[value]) if cell.form == "decision" and value in DECISIONS else value
        if value is None or math.isnan(value):
            return "" if value is None and cell.form == "text" else self.say(MARKS["no data"])
        return self._number(cell, value)

    def _number(self, cell: Cell, value: float) -> str:
        digits = DIGITS.get(cell.form, 0 if value == int_or_none(value) else 1) if cell.digits is None else cell.digits
        if cell.form in ("year", "code"):
            return str(int(value)) if value == int_or_none(value) else str(value)
        if cell.form == "coefficient":
            return self.bounded(value, digits)
        if cell.form == "p":
            return self.p_value(value, digits)
        return self.number(value, digits)

    def _interval(self, cell: Cell) -> str:
        if cell.low is None and cell.high is None:
            return self._value(cell.model_copy(update={"form": "number"}))
        low = f"[{self._bound(cell, cell.low)}" if cell.low is not None else f"({MINUS}∞"
        high = f"{self._bound(cell, cell.high)}]" if cell.high is not None else "∞)"
        words = f"{low}{self.separator}{high}"
        return words if cell.value is None else f"{self._point(cell)} {words}"

    def _point(self, cell: Cell) -> str:
        return self._bound(cell, cell.value) if isinstance(cell.value, float | int) else self._value(cell)

    def _bound(self, cell: Cell, value: float) -> str:
        if bounded_by_one(cell):
            return self.bounded(value, cell.digits or 2)
        return self.number(value, 1 if cell.digits is None else cell.digits)


def even(table: Table) -> Table:
    """The table with every column of intervals written alike: one bound beyond 1 gives all of them one decimal."""
    wide = {place for place in range(len(table.columns)) if _wide([row.cells[place] for row in table.rows])}
    if not wide:
        return table
    rows = tuple(
        row.model_copy(update={"cells": tuple(_one_decimal(c) if i in wide else c for i, c in enumerate(row.cells))})
        for row in table.rows
    )
    return table.model_copy(update={"rows": rows})


def bounded_by_one(cell: Cell) -> bool:
    """Whether an interval is one of a quantity bounded by 1, as its bounds and decimals tell."""
    bounds = [abs(bound) for bound in (cell.low, cell.high) if bound is not None]
    return cell.digits in (None, 2, 3) and bool(bounds) and max(bounds) <= 1


def int_or_none(value: float) -> int | None:
    """The whole number a float stands for; None for fractions and infinities."""
    return int(value) if math.isfinite(value) and value == math.floor(value) else None


def _wide(cells: list[Cell]) -> bool:
    intervals = [cell for cell in cells if cell.form == "interval" and cell.mark is None]
    return any(cell.digits is None and not bounded_by_one(cell) for cell in intervals)


def _one_decimal(cell: Cell) -> Cell:
    if cell.form != "interval" or cell.digits is not None:
        return cell
    return cell.model_copy(update={"digits": 1})


def _joined(run: Run, following: Run) -> Run:
    """`p = ` before `< .001` loses its equals sign."""
    compares = following.cell is not None and following.cell.form == "p" and following.text[:1] in "<>"
    return Run(run.text.removesuffix("= ")) if compares and run.cell is None else run
