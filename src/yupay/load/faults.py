"""How is a fault of many rows told? By its first value, how many rows, and the first five lines; the rest is listed apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yupay.load.messages import listed, problem, quote
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import ColumnSpec

LISTED_ROWS = 100_000


@dataclass(frozen=True)
class RowFault:
    """One row of a file that carries a problem: its line and column, never its value."""

    code: str
    file: str
    line: int
    column: str


class LoadProblems(StudyProblems):
    """Every problem of every source; `rows` lists each row that carries one, for `problems.csv` in the kept folder."""

    def __init__(self, problems: Sequence[Problem], rows: Sequence[RowFault] = ()) -> None:
        super().__init__(tuple(problems))
        self.rows = tuple(rows)


@dataclass(frozen=True)
class Fault:
    """A code, its column, and the rows that carry it; `values` are those of the first rows."""

    code: str
    where: str
    column: str
    position: int
    spec: ColumnSpec
    count: int
    lines: Sequence[int]
    values: Sequence[object] = field(repr=False)

    @property
    def rows(self) -> list[RowFault]:
        """One entry per row for the kept list."""
        return [RowFault(self.code, self.where, line, self.column) for line in self.lines]


def told(fault: Fault, extra: tuple[str, str] | None = None) -> Problem:
    """The problem of a fault; `extra` is a hint that only the data can give."""
    expected, hint = _EXPECTED[fault.code](fault.spec)
    more = f" ({fault.count - 5} … problems.csv)" if fault.count > 5 else ""
    value = quote(fault.values[0]) if fault.values else ""
    rows = f"{fault.count:,} {{}}: {listed(fault.lines)}{more}"
    got = (f"{value} en {rows.format('filas')}", f"{value} in {rows.format('rows')}")
    if fault.code == "L231":
        got = (f"{fault.count:,} vacíos en {fault.column}", f"{fault.count:,} blanks in {fault.column}")
    return problem(
        fault.code,
        fault.where,
        got,
        expected,
        extra or hint,
        line=fault.lines[0] if fault.lines else 0,
        column=fault.position,
        names=(fault.column, fault.column),
    )


def lost_zero(fault: Fault, length: int, value: str, *, geographic: bool) -> Problem:
    """L210: a code that lost its zero, with the code as it should stand."""
    rows = f"{fault.count:,} {{}}: {listed(fault.lines)}"
    full = length + 1
    return problem(
        "L210",
        fault.where,
        (
            f"{value} ({length} dígitos) en {rows.format('filas')}",
            f"{value} ({length} digits) in {rows.format('rows')}",
        ),
        (f"{full} dígitos como texto", f"{full} digits as text"),
        (
            f'0{value}; Excel quitó el cero: type = "code", pad = {full}',
            f'0{value}; Excel dropped the zero: type = "code", pad = {full}',
        ),
        line=fault.lines[0] if fault.lines else 0,
        column=fault.position,
        names=("ubigeo", "ubigeo") if geographic else (fault.column, fault.column),
    )


_Words = tuple[tuple[str, str], tuple[str, str] | None]


def _length(spec: ColumnSpec) -> _Words:
    return (f"{spec.pad} caracteres", f"{spec.pad} characters"), None


def _numbers(_: ColumnSpec) -> _Words:
    return (
        (
            "un número sin separador de miles, con punto decimal",
            "a number without thousands mark, with a decimal point",
        ),
        (
            'si es un código de "sin información", declárelo en missing',
            'if it is a code for "no information", declare it under missing',
        ),
    )


def _blanks(_: ColumnSpec) -> _Words:
    return ('blank = "no data" o blank = "zero", declarado', 'blank = "no data" or blank = "zero", declared'), None


def _range(spec: ColumnSpec) -> _Words:
    low = "0" if spec.low is None and spec.type == "count" else _bound(spec.low, "-∞")
    limits = f"{low} … {_bound(spec.high, '∞')}"
    whole = ("números enteros, ", "whole numbers, ") if spec.type == "count" else ("", "")
    return (f"{whole[0]}{limits}", f"{whole[1]}{limits}"), None


def _bound(limit: float | None, otherwise: str) -> str:
    return otherwise if limit is None else f"{limit:g}"


def _yes_no(_: ColumnSpec) -> _Words:
    return ("1 o 0, sí o no", "1 or 0, yes or no"), None


def _day(_: ColumnSpec) -> _Words:
    return ("una fecha como 2016-12-31", "a date such as 2016-12-31"), None


def _signs(_: ColumnSpec) -> _Words:
    return ("texto sin caracteres de control", "text without control characters"), None


_EXPECTED = {
    "L207": _signs,
    "L211": _length,
    "L230": _numbers,
    "L231": _blanks,
    "L232": _range,
    "L233": _yes_no,
    "L234": _day,
}


def blank_hint(flag: str, all_silent: bool) -> tuple[str, str] | None:
    """L231: where every blank row also says that it did not answer, "no data" is what the file means."""
    if not all_silent:
        return None
    return (
        f'"no data": en esas filas {flag} = 0 (no respondieron)',
        f'"no data": in those rows {flag} = 0 (not asked)',
    )


def positions(names: Sequence[str]) -> Mapping[str, int]:
    """Column numbers counted from 1."""
    return {name: position for position, name in enumerate(names, start=1)}
