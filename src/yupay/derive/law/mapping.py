"""A file that was coded in other words: a small TOML that says which column and which value is meant.

[columns]            their name = ours ("" leaves a column out)
[values.acts]        their value = ours
"""

from pathlib import Path
from typing import Any

from yupay.derive.law.cases import INPUTS, Mapped
from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text
from yupay.study.toml import parse

EXPECTED = Text(
    es="[columns] y [values.COLUMNA] con textos; a la derecha, los nombres de yupay",
    en="[columns] and [values.COLUMN] of texts; on the right, the names of yupay",
)


def read_mapping(path: Path) -> Mapped:
    """The mapping of a file. Raises StudyProblems: Q430 the file is not one, and those of reading TOML."""
    if not path.is_file():
        raise StudyProblems([_bad(path, Text(es="un archivo que no existe", en="a file that does not exist"))])
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise StudyProblems(
            [_bad(path, Text(es="un archivo que no se lee", en="a file that cannot be read"))]
        ) from None
    raw = parse(text, path.name)
    found = [_bad(path, Text.same(f"[{name[:40]}]")) for name in raw if name not in ("columns", "values")]
    columns, values = raw.get("columns", {}), raw.get("values", {})
    if not _texts(columns) or not isinstance(values, dict) or not all(_texts(one) for one in values.values()):
        found.append(_bad(path, Text(es="valores que no son textos", en="values that are not texts")))
    else:
        strange = [name for name in (*columns.values(), *values) if name and name not in INPUTS]
        found += [_bad(path, Text.same(str(name)[:40])) for name in strange]
    if found:
        raise StudyProblems(found)
    return Mapped(columns, values)


def _texts(table: Any) -> bool:
    return isinstance(table, dict) and all(isinstance(one, str) for one in table.values())


def _bad(path: Path, got: Text) -> Problem:
    what = Text(es="archivo de equivalencias mal escrito", en="file of equivalences not well written")
    return Problem(code="Q430", what=what, where=path.name, got=got, expected=EXPECTED)
