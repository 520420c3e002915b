"""Is it a TOML file at all? From a folder to a tree, with one plain message where it is not."""

import re
import tomllib
from pathlib import Path
from typing import Any

from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text
from yupay.study.codes import catalogue
from yupay.study.locator import masked

MOST_BYTES = 2_000_000
LONGEST_LINE = 20_000
DEEPEST = 30
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What no drawing and no Word file can hold."""
AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*|(?:0|[1-9]\d*)?[.,]\d+)")
THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
NEARLY_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
BARE_VALUE = re.compile(r"^\s*([A-Za-z0-9_.\"-]+)\s*=\s*([^\"'\[{#]+?)\s*(?:#.*)?$")

REPEATED = (
    "Cannot declare",
    "Cannot overwrite",
    "Cannot mutate",
    "Cannot redefine",
    "Duplicate inline table key",
)
EXPECTED = {
    "Invalid statement": Text(es="clave = valor, [tabla] o [[lista]]", en="key = value, [table] or [[list]]"),
    "Expected newline": Text(es="un salto de línea después del valor", en="a new line after the value"),
    "Invalid value": Text(
        es="texto entre comillas, un número, true, false, una fecha, [lista] o { tabla }",
        en="text in quotes, a number, true, false, a date, [list] or { table }",
    ),
    "Expected '='": Text(es="un signo = después de la clave", en="a sign = after the key"),
    "Expected ']": Text(es="el corchete que cierra ]", en="the closing bracket ]"),
    "Unclosed array": Text(es="una coma, o el corchete que cierra ]", en="a comma, or the closing bracket ]"),
    "Unclosed inline table": Text(es="una coma, o la llave que cierra }", en="a comma, or the closing brace }"),
    "Unterminated string": Text(es="las comillas que cierran", en="the closing quotes"),
    "Expected": Text(es="las comillas que cierran", en="the closing quotes"),
    "Illegal character": Text(
        es="texto sin caracteres de control; para varias líneas, tres comillas",
        en="text without control characters; for several lines, three quotes",
    ),
    "Found invalid character": Text(es="texto sin caracteres de control", en="text without control characters"),
    "Invalid initial character": Text(
        es="una clave de letras, cifras, guion o guion bajo", en="a key of letters, digits, hyphen or underscore"
    ),
    "Unescaped": Text(
        es="la barra / en las rutas, o comillas simples", en="a slash / in paths, or single quotes around them"
    ),
    "Invalid hex": Text(es="un código \\uXXXX válido", en="a valid code \\uXXXX"),
    "Escaped character": Text(es="un código \\uXXXX válido", en="a valid code \\uXXXX"),
    "Invalid date": Text(es="una fecha AAAA-MM-DD que exista", en="a date YYYY-MM-DD that exists"),
}
OTHERWISE = Text(es="TOML válido", en="valid TOML")


def stop(code: str, where: str, got: Text, expected: Text, **more: Any) -> StudyProblems:
    """One problem, ready to raise."""
    problem = {"code": code, "what": catalogue()[code].what, "where": where, "got": got, "expected": expected}
    return StudyProblems([Problem.model_validate(problem | more)])


def study_file(path: Path) -> Path:
    """The study.toml of a folder, or the file itself; S001 where there is none."""
    file = path / "study.toml" if path.is_dir() else path
    if file.is_file():
        return file
    if file.exists():
        raise stop(
            "S002",
            str(file),
            Text(es="algo que no es un archivo", en="something that is not a file"),
            Text(es="un archivo de texto", en="a text file"),
        )
    got = Text(es="una carpeta sin study.toml", en="a folder without study.toml")
    if not path.is_dir():
        got = Text(es="un lugar que no existe", en="a place that does not exist")
    near = sorted(found.parent for found in _below(path if path.is_dir() else path.parent))
    target = path.name if path.suffix == "" and path.name else "FOLDER"
    raise stop(
        "S001",
        str(path),
        got,
        Text(es="una carpeta de estudio, o su study.toml", en="a study folder, or its study.toml"),
        hint=Text.same(", ".join(str(one) for one in near[:3])) if near else None,
        act=Text.same(f"yupay new district-correlation {target}"),
    )


def _below(folder: Path) -> list[Path]:
    try:
        return [*folder.glob("*/study.toml"), *folder.glob("studies/*/study.toml")][:20]
    except OSError:
        return []


def study_text(file: Path) -> str:
    """The text of a study file, newlines as LF, without byte-order mark; S002 to S004 where it is not text."""
    try:
        size = file.stat().st_size
        raw = file.read_bytes() if size <= MOST_BYTES else b""
    except OSError as refused:
        raise stop(
            "S002",
            str(file),
            Text.same(refused.strerror or type(refused).__name__),
            Text(es="un archivo que pueda leerse", en="a file that can be read"),
        ) from None
    if size > MOST_BYTES:
        raise stop(
            "S003",
            file.name,
            Text(es=f"{size:,} bytes", en=f"{size:,} bytes"),
            Text(es=f"{MOST_BYTES:,} bytes o menos", en=f"{MOST_BYTES:,} bytes or fewer"),
        )
    return _short_lines(_decoded(raw, file.name), file.name)


def _decoded(raw: bytes, where: str) -> str:
    try:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as bad:
        before = raw.removeprefix(b"\xef\xbb\xbf")[: bad.start]
        raise stop(
            "S004",
            where,
            Text(
                es=f"el byte 0x{bad.object[bad.start]:02X}, que no es UTF-8",
                en=f"the byte 0x{bad.object[bad.start]:02X}, which is not UTF-8",
            ),
            Text(es="texto en UTF-8", en="text in UTF-8"),
            line=before.count(b"\n") + 1,
            column=len(before.rsplit(b"\n", 1)[-1].decode("utf-8")) + 1,
            hint=_encoding(raw),
        ) from None
    return text.replace("\r\n", "\n")


def _encoding(raw: bytes) -> Text:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Text(es="está en UTF-16: guárdelo como UTF-8", en="it is in UTF-16: save it as UTF-8")
    return Text(
        es="está en Windows-1252 (Excel, Bloc de notas): guárdelo como UTF-8",
        en="it is in Windows-1252 (Excel, Notepad): save it as UTF-8",
    )


def _short_lines(text: str, where: str) -> str:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise stop(
                "S003",
                where,
                Text(es=f"una línea de {len(line):,} caracteres", en=f"a line of {len(line):,} characters"),
                Text(
                    es=f"líneas de {LONGEST_LINE:,} caracteres o menos",
                    en=f"lines of {LONGEST_LINE:,} characters or fewer",
                ),
                line=number,
                column=1,
            )
    return text


def parse(text: str, where: str) -> dict[str, Any]:
    """The tree of a TOML text; S005, S006 or S007 with its line and column."""
    try:
        tree = tomllib.loads(text)
    except RecursionError:
        raise too_deep(where) from None
    except ValueError as bad:
        raise not_toml(str(bad), text, where) from None
    if depth(tree) > DEEPEST:
        raise too_deep(where)
    return tree


def too_deep(where: str) -> StudyProblems:
    """S006."""
    return stop(
        "S006",
        where,
        Text(es="tablas o listas anidadas sin fin", en="tables or lists nested without end"),
        Text(es=f"{DEEPEST} niveles o menos", en=f"{DEEPEST} levels or fewer"),
    )


def depth(tree: Any) -> int:
    """How many tables and lists stand inside one another, without recursion."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        value, level = waiting.pop()
        deepest = max(deepest, level)
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += [(one, level + 1) for one in inner if isinstance(one, dict | list)]
    return deepest


def not_toml(message: str, text: str, where: str) -> StudyProblems:
    """S005 or S007 from a message of `tomllib`."""
    lines = text.split("\n")
    found = AT.search(message)
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (len(lines), len(lines[-1]) + 1)
    quoted = masked(" ".join(lines[line - 1].split()))
    quoted = quoted if len(quoted) <= 60 else quoted[:56] + " ..."
    got = Text.same(quoted) if quoted else Text(es="el final del archivo", en="the end of the file")
    if message.startswith(REPEATED):
        once = Text(es="cada clave una sola vez", en="each key once")
        return stop("S007", where, got, once, line=line, column=column)
    expected = next((words for start, words in EXPECTED.items() if message.startswith(start)), OTHERWISE)
    return stop("S005", where, got, expected, line=line, column=column, hint=_in_quotes(lines[line - 1]))


def _in_quotes(line: str) -> Text | None:
    """`period = 2016-2017` -> `period = "2016-2017"`; `alpha = 0,05` -> 0.05; `yes` and `True` -> true; nothing for a date."""
    found = BARE_VALUE.match(line)
    if found is None or len(found[2]) > 40 or NEARLY_DATE.fullmatch(found[2].strip()):
        return None
    flag = {"sí": "true", "si": "true", "yes": "true", "True": "true", "no": "false", "False": "false"}.get(found[2])
    meant = flag or as_number(found[2])
    return Text.same(f"{found[1]} = {meant}" if meant else f'{found[1]} = "{found[2]}"')


def as_number(words: str) -> str | None:
    """A number as TOML writes it, from `0,05` (decimal comma), `.05` or `20,000` (thousands); None for 010101 and for words."""
    bare = words.strip()
    if THOUSANDS.fullmatch(bare):
        return bare.replace(",", "")
    if not NUMBER.fullmatch(bare):
        return None
    sign = bare[0] if bare[0] in "-+" else ""
    whole, point, rest = bare.removeprefix(sign).replace(",", ".").partition(".")
    return f"{sign}{int(whole or 0)}{point}{rest}"
