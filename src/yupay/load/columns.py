"""Does every column hold what it is declared to hold? Checked in one pass of the engine, then typed.

A blank, a declared missing code and a zero are three states: only a blank that the card declares as zero becomes 0, a
missing code is never a number and stays in the audit under its own count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from yupay.load.specs import numeric
from yupay.model.cube import ColumnAudit
from yupay.model.source import ColumnSpec

NUMBER = r"^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9][0-9]?)?$"
NUMBER_LETTERS = 80  # so that every number fits a double; counted in the pattern, one engine takes ten times as long
DAY = (  # a day that exists: no engine is asked to try a cast, because one of them cannot
    r"^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    r"|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$"
)
LARGEST = 2.0**53 - 1  # up to here every whole number is a double of its own
CONTROL = r"[\x01-\x08\x0B\x0C\x0E-\x1F\x7F" + "\ufffe\uffff]"  # no drawing and no Word file can hold these
# One engine lowers ASCII letters alone: "SÍ" then reads "sÍ".
YES = ("1", "1.0", "si", "sí", "sÍ", "yes", "true", "verdadero", "s", "y")
NO = ("0", "0.0", "no", "false", "falso", "n")
ROW = "yupay_row"
PLACE = "yupay_place"


@dataclass(frozen=True)
class TypedColumn:
    """One column of a raw table as expressions: its value, and the rows where something is wrong.

    `faults` maps a problem code to the rows that carry it.
    """

    name: str
    spec: ColumnSpec
    raw: Any
    value: Any
    faults: Mapping[str, Any]

    @property
    def coded_missing(self) -> Any:
        """Rows whose value is one of the declared missing codes."""
        return self.raw.isin(list(self.spec.missing)) if self.spec.missing else nowhere(self.raw)


def typed(table: ir.Table, name: str, spec: ColumnSpec, labels: Mapping[str, str] | None = None) -> TypedColumn:
    """The typed form of one text column of a raw table; a flag is read by the file's own value labels (2 = "No")."""
    raw = table[name]
    text = ibis.ifelse(raw.isin(list(spec.missing)), ibis.null("string"), raw) if spec.missing else raw
    said = [
        (code, label.strip().lower()) for code, label in (labels or {}).items() if label.strip().lower() in YES + NO
    ]
    if spec.type == "flag" and said:
        text = ibis.cases(*((text == code, label) for code, label in said), else_=text)
    build = {"count": _count, "number": _number, "flag": _flag, "date": _date, "code": _code, "text": _text}[spec.type]
    value, faults = build(text, spec)
    if spec.missing and spec.type in ("code", "text"):
        value = value.fill_null(raw)
    if spec.type == "count" and spec.blank is None:
        faults = {**faults, "L231": raw.isnull()}
    if numeric(spec) and spec.blank == "zero":
        value = ibis.ifelse(raw.isnull(), ibis.literal(0.0), value)
    return TypedColumn(name=name, spec=spec, raw=raw, value=value, faults=faults)


def audit_columns(table: ir.Table, columns: list[TypedColumn]) -> tuple[list[ColumnAudit], dict[tuple[str, str], int]]:
    """The four states of every column, and how many rows carry each fault, in one aggregation."""
    if not columns:
        return [], {}
    sums: dict[str, Any] = {"yupay_rows": table.count()}
    for position, column in enumerate(columns):
        sums |= _state_sums(position, column)
    found = {name: int(value or 0) for name, value in table.aggregate(**sums).to_pyarrow().to_pylist()[0].items()}
    audits = [_audit(position, column, found) for position, column in enumerate(columns)]
    faults = {
        (column.name, code): found[f"yupay_{code.lower()}_{position}"]
        for position, column in enumerate(columns)
        for code in column.faults
    }
    return audits, faults


def rows_where(table: ir.Table, condition: Any, value: Any, limit: int) -> list[tuple[int, str | None]]:
    """Row positions and values where a condition holds, in file order."""
    found = table.filter(condition).select(ROW, yupay_value=value).order_by(ROW).limit(limit).to_pyarrow()
    return list(zip(found[ROW].to_pylist(), found["yupay_value"].to_pylist(), strict=True))


def nowhere(column: Any) -> Any:
    """A condition that no row meets."""
    return column.isnull() & column.notnull()


def _state_sums(position: int, column: TypedColumn) -> dict[str, Any]:
    zero = (column.value == 0) if numeric(column.spec) else nowhere(column.raw)
    sums = {
        f"yupay_blank_{position}": _total(column.raw.isnull()),
        f"yupay_coded_{position}": _total(column.coded_missing),
        f"yupay_zero_{position}": _total(zero),
    }
    return sums | {f"yupay_{code.lower()}_{position}": _total(rows) for code, rows in column.faults.items()}


def _total(rows: Any) -> Any:
    return ibis.ifelse(rows, 1, 0).sum()


def _audit(position: int, column: TypedColumn, found: Mapping[str, int]) -> ColumnAudit:
    blank = 0 if column.spec.blank == "zero" else found[f"yupay_blank_{position}"]
    coded, rows = found[f"yupay_coded_{position}"], found["yupay_rows"]
    return ColumnAudit(
        column=column.name,
        expected=rows,
        answered=rows - blank - coded,
        blank=blank,
        missing=coded,
        zero=found[f"yupay_zero_{position}"],
    )


def _number(text: Any, spec: ColumnSpec) -> tuple[Any, dict[str, Any]]:
    good = text.re_search(NUMBER) & (text.length() <= NUMBER_LETTERS)
    value = ibis.ifelse(good, text, ibis.null("string")).cast("float64")
    faults = {"L230": text.notnull() & ~good}
    outside = [value < limit for limit in (spec.low,) if limit is not None]
    outside += [value > limit for limit in (spec.high,) if limit is not None]
    if outside:
        faults["L232"] = outside[0] | outside[-1]
    return value, faults


def _count(text: Any, spec: ColumnSpec) -> tuple[Any, dict[str, Any]]:
    value, faults = _number(text, spec)
    small = ibis.ifelse(value > LARGEST, 0.0, value)
    broken = (value < 0) | (value > LARGEST) | (small != small.floor())
    return value, {**faults, "L232": faults["L232"] | broken if "L232" in faults else broken}


def _flag(text: Any, _: ColumnSpec) -> tuple[Any, dict[str, Any]]:
    word = text.lower()
    value = ibis.cases((word.isin(YES), 1.0), (word.isin(NO), 0.0), else_=ibis.null("float64"))
    return value, {"L233": text.notnull() & value.isnull()}


def _date(text: Any, _: ColumnSpec) -> tuple[Any, dict[str, Any]]:
    day = text.re_search(DAY) & ~text.startswith("0000")
    value = ibis.ifelse(day, text, ibis.null("string")).cast("date")
    return value, {"L234": text.notnull() & value.isnull()}


def _text(text: Any, _: ColumnSpec) -> tuple[Any, dict[str, Any]]:
    return text, {"L207": text.re_search(CONTROL)}


def _code(text: Any, spec: ColumnSpec) -> tuple[Any, dict[str, Any]]:
    """A code stays text; with `pad` exactly one lost zero is put back, and any other length is refused."""
    if spec.pad is None:
        return _text(text, spec)
    short = (text.length() == spec.pad - 1) & text.re_search("^[0-9]+$")
    value = ibis.ifelse(short, ibis.literal("0").concat(text), text)
    return value, {"L211": text.notnull() & (value.length() != spec.pad), **_text(text, spec)[1]}
