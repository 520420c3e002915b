"""How does the file of an institution become case records? A small TOML that names its columns, words and dates.

institution = "policia"              the id of the institution in the study
label = { es = "...", en = "..." }
legal_basis = "..."                  why its records may be held
retention_until = "2030-12-31"       until when
dates = "dmy"
[columns]                            their column = ours; the others are never read
[values.sexo]                        their word = our code, or "" for blank
[constants]                          our column = the code of every row
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from yupay.load.records.schema import column_of, readable
from yupay.model.problem import Problem, StudyProblems
from yupay.model.records import RecordColumn, RecordMapping, RecordSchema
from yupay.model.text import Text
from yupay.study.aliases import nearest
from yupay.study.locator import KeyPath, Locator
from yupay.study.toml import parse, stop, study_text

NEEDED = ("institution", "label", "legal_basis", "retention_until", "columns")
ORDERS = ("ymd", "dmy", "mdy")
TEXTS = ("institution", "legal_basis", "dates", "separator", "encoding", "sheet", "list_separator")
KEYS = (*NEEDED, *TEXTS[2:], "values", "constants")
ALIASES = {
    "institucion": "institution",
    "etiqueta": "label",
    "base_legal": "legal_basis",
    "retencion_hasta": "retention_until",
    "columnas": "columns",
    "valores": "values",
    "constantes": "constants",
    "fechas": "dates",
    "separador": "separator",
    "hoja": "sheet",
}
COLUMN = Text(
    es="una columna del registro de casos (docs/case-records.md)",
    en="a column of the case record (docs/case-records.md)",
)
SHOWN = 12
ID = "abcdefghijklmnopqrstuvwxyz0123456789_-"


def read_mapping(path: Path, schema: RecordSchema) -> RecordMapping:
    """The mapping of an institution.

    Raises:
        StudyProblems: L280 to L282 and L284, all at once with file and line; S001 to S007 where it is no TOML.

    """
    if not path.is_file():
        got = Text(es="un archivo que no existe", en="a file that does not exist")
        raise stop("L280", path.name, got, Text(es="el mapa de la institución", en="the mapping of the institution"))
    text = study_text(path)
    tree = parse(text, path.name)
    checking = _Checking(path.name, Locator(text), schema)
    mapping = checking.mapping(tree)
    if checking.found or mapping is None:
        raise StudyProblems(checking.found)
    return mapping


@dataclass
class _Checking:
    """The problems of one mapping, each at its line."""

    where: str
    locate: Locator
    schema: RecordSchema
    found: list[Problem] = field(default_factory=list)

    def add(self, code: str, path: KeyPath, got: Text, expected: Text, hint: str | None = None) -> None:
        """One problem at the place of a key."""
        line, column = self.locate.key(path)
        meant = Text.same(hint) if hint else None
        self.found += stop(code, self.where, got, expected, hint=meant, line=line, column=column).problems

    def mapping(self, tree: dict[str, Any]) -> RecordMapping | None:
        """The mapping of a tree; None where its form is broken."""
        for key in tree:
            if key not in KEYS:
                expected = Text.same(", ".join(KEYS))
                self.add("L280", (key,), Text.same(key[:60]), expected, nearest(key, KEYS, ALIASES))
        for key in NEEDED:
            if key not in tree:
                self.add("L280", (key,), Text(es=f"sin {key}", en=f"no {key}"), Text.same(f"{key} = ..."))
        self._words(tree)
        columns, values = self._texts(tree, ("columns",)), tree.get("values", {})
        constants = self._texts(tree, ("constants",))
        self._columns(columns, constants)
        tables = self._values(values)
        self._constants(constants)
        if self.found:
            return None
        texts = {key: tree[key] for key in TEXTS if key in tree}
        label = Text.model_validate(tree["label"])
        until = str(tree["retention_until"])
        return RecordMapping(
            label=label, columns=columns, values=tables, constants=constants, retention_until=until, **texts
        )

    def _words(self, tree: dict[str, Any]) -> None:
        for key in TEXTS:
            if key in tree and (not isinstance(tree[key], str) or not tree[key]):
                self.add("L280", (key,), Text.same(key), Text(es="un texto entre comillas", en="a text in quotes"))
        if tree.get("dates", "ymd") not in ORDERS:
            self.add("L280", ("dates",), Text.same("dates"), Text.same(", ".join(ORDERS)))
        name = tree.get("institution", "a")
        if isinstance(name, str) and (set(name) - set(ID) or len(name) > 40):
            expected = Text(es="letras minúsculas, cifras, - o _", en="lower-case letters, digits, - or _")
            self.add("L280", ("institution",), Text.same("institution"), expected)
        label = tree.get("label", {"es": "-", "en": "-"})
        if not (_is_texts(label) and set(label) == {"es", "en"}):
            self.add("L280", ("label",), Text.same("label"), Text.same('{ es = "...", en = "..." }'))
        if "retention_until" in tree and day_of(tree["retention_until"]) is None:
            expected = Text(es="una fecha AAAA-MM-DD", en="a date YYYY-MM-DD")
            self.add("L280", ("retention_until",), Text.same("retention_until"), expected)

    def _texts(self, tree: dict[str, Any], path: KeyPath) -> dict[str, str]:
        """The table of texts at a key; empty, with its problem, where it is something else."""
        table = tree.get(str(path[-1]), {})
        if _is_texts(table):
            return dict(table)
        expected = Text(es="una tabla de textos", en="a table of texts")
        self.add("L280", path, Text.same(f"[{'.'.join(map(str, path))}]"), expected)
        return {}

    def _columns(self, columns: dict[str, str], constants: dict[str, str]) -> None:
        seen: set[str] = set()
        for theirs, ours in columns.items():
            column = self._known(("columns", theirs), ours)
            if column and (ours in constants or (ours in seen and column.kind != "codes")):
                got = Text(es=f"dos veces {ours}", en=f"{ours} twice")
                self.add("L284", ("columns", theirs), got, Text(es="una vez", en="once"))
            seen.add(ours)
        for column in self.schema.columns:
            if column.required and column.id not in seen and column.id not in constants:
                got = Text(es=f"sin {column.id}", en=f"no {column.id}")
                self.add("L280", ("columns",), got, Text.same(f"[columns] / [constants]: {column.id}"))

    def _known(self, path: KeyPath, ours: str) -> RecordColumn | None:
        names = readable(self.schema)
        if ours in names:
            return column_of(self.schema, ours)
        self.add("L281", path, Text.same(ours[:60]), COLUMN, nearest(ours, names))
        return None

    def _values(self, values: Any) -> dict[str, dict[str, str]]:
        if not isinstance(values, dict):
            self.add("L280", ("values",), Text.same("values"), Text.same("[values.sexo]"))
            return {}
        tables = {}
        for name in values:
            column = self._known(("values", name), name)
            tables[name] = self._texts(values, ("values", name))
            for word, code in tables[name].items() if column else ():
                self._code(column, ("values", name, word), code)
        return tables

    def _constants(self, constants: dict[str, str]) -> None:
        for name, code in constants.items():
            if column := self._known(("constants", name), name):
                self._code(column, ("constants", name), code)

    def _code(self, column: RecordColumn | None, path: KeyPath, code: str) -> None:
        if column is None or code in ("", *column.missing) or column.kind in ("text", "integer", "date"):
            return
        known = (*column.codes, *column.missing)
        if code not in known:
            listed = ", ".join(known[:SHOWN]) + (" ..." if len(known) > SHOWN else "")
            self.add("L282", path, Text.same(f"{column.id}: {code[:40]}"), Text.same(listed), nearest(code, known))


def day_of(written: Any) -> date | None:
    """A day as TOML writes it, or as a text YYYY-MM-DD; None where it is none."""
    if isinstance(written, date):
        return date(written.year, written.month, written.day)
    try:
        return date.fromisoformat(written) if isinstance(written, str) and len(written) == len("2000-01-01") else None
    except ValueError:
        return None


def _is_texts(table: Any) -> bool:
    return isinstance(table, dict) and all(isinstance(one, str) for one in table.values())
