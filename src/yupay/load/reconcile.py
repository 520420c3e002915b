"""Does the sum of the rows equal the total that the producer printed? Shown either way; refused when it does not.

difference = |declared - sum of the column over the rows where `where` holds|, allowed up to the declared tolerance.
"""

from typing import Any

import ibis.expr.types as ir

from yupay.load.columns import ROW, nowhere
from yupay.load.messages import number, problem, quote
from yupay.load.table import LoadedTable
from yupay.model.cube import TotalAudit
from yupay.model.problem import Problem
from yupay.model.source import DeclaredTotal
from yupay.model.text import Text

ROUNDING = 1e-9


def reconcile(loaded: LoadedTable) -> tuple[tuple[TotalAudit, ...], list[Problem]]:
    """Every declared total beside its sum, and L220 for each that differs by more than its tolerance."""
    pairs = [(total, _sum(loaded, total)) for total in loaded.source.totals]
    problems = [_differs(loaded, total, audit) for total, audit in pairs if not _agrees(total, audit)]
    return tuple(audit for _, audit in pairs), problems


def matching(table: ir.Table, where: dict[str, str]) -> Any:
    """The rows where each named column holds the named value; numbers are compared as numbers."""
    holds = table[ROW] >= 0
    for name, value in where.items():
        holds = holds & _equals(table[name], value)
    return holds


def _equals(column: Any, value: str) -> Any:
    """Text is compared as text, a date by its ISO form, a number as a number; a word is no number, so no row holds it."""
    if column.type().is_string():
        return column == value
    if column.type().is_date():
        return column.cast("string") == value
    try:
        return column == float(value)
    except ValueError:
        return nowhere(column)


def _sum(loaded: LoadedTable, total: DeclaredTotal) -> TotalAudit:
    table = loaded.table.filter(matching(loaded.table, total.where))
    found = table.aggregate(yupay_sum=table[total.column].sum(), yupay_n=table.count()).to_pyarrow().to_pylist()[0]
    return TotalAudit(
        label=total.label or Text.same(total.column),
        declared=total.total,
        summed=float(found["yupay_sum"] or 0.0),
        rows=int(found["yupay_n"]),
        source=loaded.source.id,
    )


def _agrees(total: DeclaredTotal, audit: TotalAudit) -> bool:
    allowed = total.tolerance + ROUNDING * max(1.0, abs(total.total))
    return abs(audit.declared - audit.summed) <= allowed and total.rows in (None, audit.rows)


def _differs(loaded: LoadedTable, total: DeclaredTotal, audit: TotalAudit) -> Problem:
    names = loaded.names
    declared, summed, rows = number(total.total), number(audit.summed), number(audit.rows)
    return problem(
        "L220",
        loaded.source.path,
        (f"total {declared}; suma de {rows} filas {summed}", f"total {declared}; sum of {rows} rows {summed}"),
        (
            "igualdad, o tolerancia con su razón en la ficha de fuente",
            "equality, or tolerance with its reason in the source card",
        ),
        _missing_rows(total, audit),
        line=audit.rows + 1,
        column=names.index(total.column) + 1,
        names=(quote(total.column), quote(total.column)),
    )


def _missing_rows(total: DeclaredTotal, audit: TotalAudit) -> tuple[str, str] | None:
    if total.rows is None or total.rows == audit.rows:
        return None
    lost = total.rows - audit.rows
    if lost < 0:
        return (
            f"sobran {-lost} filas frente a las {total.rows} declaradas",
            f"{-lost} rows more than the {total.rows} declared",
        )
    return (
        f"faltan {lost} de las {total.rows} filas declaradas"
        if lost > 1
        else f"falta 1 de las {total.rows} filas declaradas",
        f"{lost} of the {total.rows} declared rows are missing"
        if lost > 1
        else f"1 of the {total.rows} declared rows is missing",
    )
