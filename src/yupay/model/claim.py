"""What a page claims in numbers or words, where it stands, and what does not agree in it."""

from typing import Literal

from pydantic import Field

from yupay.model.base import Noun
from yupay.model.text import Text

Grade = Literal["impossible", "doubtful", "wording"]


class Printed(Noun):
    """A number as it was printed, and the lowest and highest value that may have been printed so.

    `low` and `high` allow rounding half up, half to even, and cut digits: with d decimals the magnitude lies from half a
    last digit below to a whole last digit above what is printed. `p < .001` runs from 0 to .001. `decimals` is -1 where
    the number came with all its digits.
    """

    text: str
    value: float
    low: float
    high: float
    decimals: int = 0
    relation: Literal["=", "<", ">"] = "="


class ClaimPlace(Noun):
    """Where a claim stands: line and row count from 1 (0: unknown)."""

    file: str
    table: str = ""
    row: int = 0
    column: str = ""
    line: int = 0

    @property
    def words(self) -> Text:
        """`file:line, table 2, row 3, column`, with the unknown parts left out; a line makes the row superfluous."""
        first = f"{self.file}:{self.line}" if self.line else self.file
        row = self.row if not self.line else 0
        number = self.table.removeprefix("#") if self.table.startswith("#") else ""
        tables = (f"tabla {number}", f"table {number}") if number else (self.table, self.table)
        rows = (f"fila {row}", f"row {row}") if row else ("", "")
        es, en = (", ".join(p for p in (first, tables[i], rows[i], self.column) if p) for i in (0, 1))
        return Text(es=es, en=en)


class Claim(Noun):
    """What one row of a table, one sentence, or one estimate says.

    `numbers` by role ("r", "p", "n", "df", "t", "mean", "percent", ...); `columns` are raw values that came with it
    ("x", "y", "item_variances"); `answers` a matrix of persons by items. `words` is the sentence, or what stands around the
    table; `traits` what they say of the numbers ("one-sided", "bonferroni", "weighted", "total", ...).
    """

    at: ClaimPlace
    label: str = ""
    numbers: dict[str, Printed] = Field(default_factory=dict)
    columns: dict[str, tuple[float, ...]] = Field(default_factory=dict)
    answers: tuple[tuple[float, ...], ...] = ()
    words: str = ""
    traits: tuple[str, ...] = ()

    def has(self, *roles: str) -> bool:
        """Whether every one of these numbers was printed."""
        return all(role in self.numbers for role in roles)


class AuditFinding(Noun):
    """What does not agree, the arithmetic that shows it, and what could explain it.

    impossible: no rounding, side or correction that was looked at gives these numbers. doubtful: something not said
    could. wording: the numbers may be right; the words go beyond them.
    """

    code: str
    grade: Grade
    at: ClaimPlace
    label: str = ""
    what: Text
    arithmetic: Text
    explanations: tuple[Text, ...] = ()
