"""What a table is before it has a format: title, stub, columns, spanners, cells, notes."""

from typing import Literal

from pydantic import Field

from yupay.model.base import Noun
from yupay.model.text import Text

Form = Literal["text", "code", "count", "number", "percent", "rate", "coefficient", "p", "interval", "decision", "year"]
Mark = Literal["no data", "zero", "hidden", "not published", "imprecise", "not applicable", "not stated"]
Decision = Literal["supported", "not supported", "not assessable"]


class Cell(Noun):
    """One cell. `mark` replaces the number; `low`/`high` fill form "interval"; `estimate` or `figure` opens its panel.

    `link` is the anchor of a part of the report that words point at.
    `form` says how a number is written: count 1,234; percent 12.3; rate 12.3; coefficient .41; p < .001.
    """

    value: float | str | Text | None = None
    form: Form = "text"
    low: float | None = None
    high: float | None = None
    digits: int | None = None
    mark: Mark | None = None
    estimate: str | None = None
    source: str | None = None
    link: str | None = None

    def __str__(self) -> str:
        """The value in English, as a notebook shows it; pages write numbers by their form."""
        if self.mark is not None:
            return self.mark
        if self.form == "interval":
            return f"[{self.low}, {self.high}]"
        return self.value.en if isinstance(self.value, Text) else "" if self.value is None else str(self.value)


class Column(Noun):
    """A column head. `spanner` groups neighbours under one head; `width` is a share of the table's width."""

    id: str
    label: Text
    spanner: Text | None = None
    align: Literal["left", "right", "center"] = "left"
    width: float = 1.0


class Bars(Noun):
    """A histogram behind a row: `counts[i]` places lie between `edges[i]` and `edges[i + 1]`."""

    edges: tuple[Cell, ...]
    counts: tuple[Cell, ...]
    label: Text


class Row(Noun):
    """One row; `key` is its stable id (a ubigeo, an indicator); `level` indents; `group` starts a named group.

    `bars` open on the page when the row is clicked.
    """

    cells: tuple[Cell, ...]
    key: str = ""
    level: int = 0
    group: Text | None = None
    strong: bool = False
    bars: Bars | None = None


class Note(Noun):
    """A line under a table or figure, in APA order: general, specific, probability, source."""

    kind: Literal["general", "specific", "probability", "source"] = "general"
    text: "Sentence"


class Sentence(Noun):
    """Words with numbers left open: `{name}` in the template is filled from `slots`, each a cell with its estimate.

    No number is typed into a template.
    """

    template: Text
    slots: dict[str, Cell] = Field(default_factory=dict)

    @classmethod
    def plain(cls, text: Text) -> "Sentence":
        """Words without numbers: braces stay braces."""
        return cls(
            template=Text(
                es=text.es.replace("{", "{{").replace("}", "}}"), en=text.en.replace("{", "{{").replace("}", "}}")
            )
        )


Note.model_rebuild()


class Table(Noun):
    """A numbered table. `landscape` for wide ones; `sortable` columns never start from a rank."""

    id: str
    title: Text
    section: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    number: int = 0
    landscape: bool = False
    sortable: bool = True
    sources: tuple[str, ...] = ()
    csv: str = ""

    def __repr__(self) -> str:
        heads = " | ".join(column.label.en for column in self.columns)
        lines = [f"{self.id}: {self.title.en} ({len(self.rows)} rows)", heads]
        return "\n".join([*lines, *(" | ".join(map(str, row.cells)) for row in self.rows)])
