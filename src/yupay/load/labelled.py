"""What is in an SPSS or Stata file? Its values as text, its value labels, and the codes it declares missing.

User-missing codes are kept as categories: they are read as they stand and listed with their labels.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyreadstat

from yupay.load.doors import damaged, door
from yupay.load.header import check_names
from yupay.load.raw import RawTable
from yupay.load.workbook import as_text
from yupay.model.problem import StudyProblems
from yupay.model.source import Source


def read_labelled(source: Source, file: Path) -> RawTable:
    """The rows of a .sav, .zsav or .dta file as text.

    Raises:
        StudyProblems: L208 damaged file, L212 column names.

    """
    reader = pyreadstat.read_dta if file.suffix.lower() == ".dta" else pyreadstat.read_sav
    with door(damaged(source, "SPSS/Stata")):
        values, meta = reader(str(file), output_format="dict", user_missing=True, encoding=source.encoding)
        texts = {name: [as_text(_none_if_nan(cell)) for cell in column] for name, column in values.items()}
        labels = {name: _labels(pairs) for name, pairs in meta.variable_value_labels.items()}
        missing = {name: _missing(values[name], ranges) for name, ranges in meta.missing_ranges.items()}
    if problems := check_names(source.path, list(texts)):
        raise StudyProblems(problems)
    named = {name: {code: labels.get(name, {}).get(code, code) for code in codes} for name, codes in missing.items()}
    data = pa.table({name: pa.array(column, pa.string()) for name, column in texts.items()})
    return RawTable(
        data=data,
        encoding=str(meta.file_encoding or ""),
        labels=labels,
        missing=named,
        column_labels={name: label.strip() for name, label in meta.column_names_to_labels.items() if label},
        lines=lambda rows: [row + 1 for row in rows],
    )


def _none_if_nan(cell: Any) -> Any:
    return None if isinstance(cell, float) and cell != cell else cell


def _labels(pairs: Mapping[Any, str]) -> dict[str, str]:
    return {as_text(_number_if_whole(code)) or "": str(label) for code, label in pairs.items()}


def _number_if_whole(code: Any) -> Any:
    return float(code) if isinstance(code, int) and not isinstance(code, bool) else code


def _missing(values: Sequence[Any], ranges: Sequence[Mapping[str, Any]]) -> list[str]:
    """Codes inside the declared missing ranges that occur, as text, in order."""
    seen = {value for value in values if value is not None and value == value}
    return sorted({as_text(value) or "" for value in seen for limits in ranges if _within(value, limits)} - {""})


def _within(value: Any, limits: Mapping[str, Any]) -> bool:
    if isinstance(value, str) != isinstance(limits["lo"], str):
        return False
    return bool(limits["lo"] <= value <= limits["hi"])
