"""Cases with one column filled in, in every way that is tried: rows like others, so that the law answers to all of them at once."""

from dataclasses import dataclass, field, replace

import numpy as np

from yupay.derive.law.answer import Answer
from yupay.derive.law.facts import FactReader, Sheet
from yupay.derive.law.missing import TRIED, filled, used
from yupay.derive.law.reduced import Reduced, Values


@dataclass
class Trials:
    """Trials on the rows of some cases: of each its row, the place that asked for it, its column, and the facts filled in."""

    base: Reduced
    reader: FactReader
    rows: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    parts: list[Sheet] = field(default_factory=list)
    known: dict[tuple[object, ...], tuple[Sheet, ...]] = field(default_factory=dict)

    def add(self, place: int, row: int, found: Answer) -> None:
        """The trials of one row, whose answer is `found`."""
        mask = used(found)
        for column in TRIED:
            values = self.base.columns[column]
            part = values.parts[int(values.rows[row])]
            if part.unknown & mask:
                parts = self.filled(column, row, part, mask & self.reader.columns[column])
                self.rows += [row] * len(parts)
                self.places += [place] * len(parts)
                self.columns += [column] * len(parts)
                self.parts += parts

    def filled(self, column: str, row: int, part: Sheet, mask: int) -> tuple[Sheet, ...]:
        """The facts of a column filled in, once for each of its values."""
        ages = self.base.columns["victim_ages"]
        key = column, part, mask, int(ages.rows[row]) if column.startswith("victim_") else 0
        if key not in self.known:
            held = ages.fields[int(ages.rows[row])]["ages"]
            self.known[key] = tuple(filled(column, part, held, self.reader, mask))
        return self.known[key]

    def cases(self) -> Reduced:
        """The trials as rows."""
        rows, columns = np.array(self.rows), np.array(self.columns)
        base = self.base.of(rows)
        return replace(base, columns={name: self.column(name, one, columns) for name, one in base.columns.items()})

    def column(self, name: str, values: Values, columns: np.ndarray) -> Values:
        """A column of the trials: the parts that were filled in stand after its own."""
        here = np.flatnonzero(columns == name)
        places: dict[Sheet, int] = {}
        numbers = [places.setdefault(self.parts[at], len(places)) for at in here.tolist()]
        own = values.rows.astype(np.int32)
        own[here] = len(values.parts) + np.array(numbers, dtype=own.dtype)
        fields = (*values.fields, *({} for _ in places))
        return Values(own, fields, (*values.parts, *places))
