"""Which figures did others print? One per row of a source of kind "figures", with its row, so that it can be opened."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from yupay.load.columns import CONTROL
from yupay.load.declared import check_rows
from yupay.load.files import audit_of, read_source
from yupay.load.messages import problem, quote
from yupay.load.raw import RawTable
from yupay.load.table import absent
from yupay.model.cube import PublishedFigure, SourceAudit
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import CountingUnit, Source
from yupay.model.text import Text

NEEDED = (
    "id",
    "registry_es",
    "registry_en",
    "label_es",
    "label_en",
    "counting_unit",
    "geography_es",
    "geography_en",
    "period",
    "value",
)
UNITS = get_args(CountingUnit)

Rows = list[tuple[int, Mapping[str, str]]]


def load_figures(source: Source, folder: Path) -> tuple[list[PublishedFigure], SourceAudit]:
    """The published figures of a source, in the order of their rows.

    A blank value, or one of the missing codes declared for the column `value`, is a figure that was not printed (None).

    Raises:
        StudyProblems: what reading found, L213 missing columns, L216 repeated ids, L250 rows not well written.

    """
    read = read_source(source, folder)
    known = read.raw.data.column_names
    if lost := [name for name in NEEDED if name not in known]:
        raise StudyProblems([absent(source.path, name, known) for name in lost])
    rows = _rows(read.raw)
    problems = (
        check_rows(source, len(rows))
        + [one for line, row in rows for one in _check(source, line, row)]
        + repeated_ids(source.path, rows)
    )
    if problems:
        raise StudyProblems(problems)
    return [_figure(source, line, row) for line, row in rows], audit_of(source, read)


def unknown_bases(where: Mapping[str, str], figures: Mapping[str, PublishedFigure]) -> list[Problem]:
    """L250 for each percentage of a figure that no source carries; `where` is the file of each source."""
    return [
        _wrong(
            where[figure.source],
            figure.row,
            f"percent_of = {figure.percent_of}",
            ("un id que exista", "an id that exists"),
        )
        for figure in figures.values()
        if figure.percent_of is not None and figure.percent_of not in figures
    ]


def repeated_ids(where: str, rows: Rows) -> list[Problem]:
    """L216 for each id that stands in two rows."""
    first: dict[str, int] = {}
    found = []
    for line, row in rows:
        if (name := row.get("id", "")) and first.setdefault(name, line) != line:
            shown = f"{quote(name)}: {first[name]}, {line}"
            found.append(
                problem(
                    "L216", where, (shown, shown), ("un id distinto por fila", "another id in every row"), line=line
                )
            )
    return found


def _rows(raw: RawTable) -> Rows:
    lines = raw.lines(range(raw.data.num_rows))
    present = [{name: value for name, value in row.items() if value is not None} for row in raw.data.to_pylist()]
    return list(zip(lines, present, strict=True))


def _check(source: Source, line: int, row: Mapping[str, str]) -> list[Problem]:
    lost = [name for name in NEEDED if name not in row and name != "value"]
    found = [_wrong(source.path, line, f"{name}: -", (f"un texto en {name}", f"a text in {name}")) for name in lost]
    if "counting_unit" in row and row["counting_unit"] not in UNITS:
        shown = ", ".join(UNITS)
        found.append(_wrong(source.path, line, f"counting_unit = {row['counting_unit']}", (shown, shown)))
    if not _is_value(source, row.get("value")):
        expected = ("un número, o vacío si no se publicó", "a number, or blank when it was not printed")
        found.append(_wrong(source.path, line, f"value = {row['value']}", expected))
    found += [
        _wrong(
            source.path,
            line,
            f"{name} = {value}",
            ("texto sin caracteres de control", "text without control characters"),
        )
        for name, value in row.items()
        if re.search(CONTROL, value)
    ]
    if ("note_es" in row) != ("note_en" in row):
        found.append(
            _wrong(source.path, line, "note_es, note_en", ("la nota en los dos idiomas", "the note in both languages"))
        )
    return found


def _wrong(where: str, line: int, got: str, expected: tuple[str, str]) -> Problem:
    return problem("L250", where, (quote(got), quote(got)), expected, line=line)


def _is_value(source: Source, value: str | None) -> bool:
    return value is None or value in _missing(source) or _number(value) is not None


def _missing(source: Source) -> Mapping[str, str]:
    spec = source.columns.get("value")
    return spec.missing if spec else {}


def _number(value: str) -> float | None:
    try:
        found = float(value) if value.replace("_", "") == value else None
    except ValueError:
        return None
    return found if found is not None and abs(found) < float("inf") else None


def _figure(source: Source, line: int, row: Mapping[str, str]) -> PublishedFigure:
    value = row.get("value")
    noted = "note_es" in row
    return PublishedFigure(
        id=row["id"],
        source=source.id,
        row=line,
        registry=Text(es=row["registry_es"], en=row["registry_en"]),
        label=Text(es=row["label_es"], en=row["label_en"]),
        counting_unit=row["counting_unit"],
        geography=Text(es=row["geography_es"], en=row["geography_en"]),
        period=row["period"],
        value=None if value is None or value in _missing(source) else _number(value),
        percent_of=row.get("percent_of"),
        subgroup=row.get("subgroup", ""),
        modality=row.get("modality", ""),
        citation=row.get("citation", ""),
        url=row.get("url", ""),
        note=Text(es=row["note_es"], en=row["note_en"]) if noted else None,
    )
