"""Which claims does a file of results make? The reader of its ending, and one plain problem where it cannot be read."""

from collections.abc import Callable
from pathlib import Path

from yupay.load.doors import door
from yupay.load.encoding import decode, find_encoding
from yupay.load.messages import problem, quote
from yupay.load.results.listed import claims_of_toml
from yupay.load.results.own import claims_of_json
from yupay.load.results.pages import claims_of_text
from yupay.load.results.word import claims_of_word
from yupay.load.results.workbook import claims_of_workbook
from yupay.model.claim import Claim
from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text

TEXTS = (".csv", ".tsv", ".tab", ".txt", ".md")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
ENDINGS = (*TEXTS, ".toml", ".docx", *WORKBOOKS, ".json")
MOST_BYTES = 64_000_000
OWN = ("estimates.json", "findings.json")


def read_results(path: Path) -> list[Claim]:
    """Every claim of a file, or of the estimates and findings of an output folder.

    Raises:
        StudyProblems: L201 not there, L203 unknown ending, L204 nothing in it, L207 not text, L208 damaged, S005 to S007
            not TOML; with the file, and the line where there is one.

    """
    if path.is_dir():
        files = [path / name for name in OWN if (path / name).is_file()]
        if not files:
            raise _missing(path)
        return [claim for file in files for claim in read_results(file)]
    if path.suffix.lower() not in ENDINGS:
        raise StudyProblems([_unknown(path)])
    return _reader(path.suffix.lower())(_bytes(path), str(path))


def _reader(ending: str) -> Callable[[bytes, str], list[Claim]]:
    if ending == ".docx":
        return claims_of_word
    if ending in WORKBOOKS:
        return claims_of_workbook
    named: dict[str, Callable[[str, str], list[Claim]]] = {".toml": claims_of_toml, ".json": claims_of_json}
    read = named.get(ending, claims_of_text)
    return lambda data, where: read(_text(data, where), where)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise _missing(path)
    with door(_unreadable(str(path))):
        size = path.stat().st_size
        data = path.read_bytes() if 0 < size <= MOST_BYTES else b""
    if not data:
        got = (f"{size:,} bytes", f"{size:,} bytes")
        expected = (f"entre 1 y {MOST_BYTES:,} bytes", f"between 1 and {MOST_BYTES:,} bytes")
        raise StudyProblems([problem("L204" if size == 0 else "L208", str(path), got, expected)])
    return data


def _text(data: bytes, where: str) -> str:
    encoding = find_encoding(data)
    text = decode(data, encoding) if encoding else None
    if text is None:
        got = ("bytes que no son texto", "bytes that are not text")
        raise StudyProblems([problem("L207", where, got, ("utf-8, utf-16, cp1252", "utf-8, utf-16, cp1252"))])
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _missing(path: Path) -> StudyProblems:
    folder = path.is_dir()
    got = ("una carpeta sin estimates.json", "a folder without estimates.json")
    if not folder:
        got = ("un archivo que no existe", "a file that does not exist")
    expected = ("un archivo de resultados: " + ", ".join(ENDINGS), "a file of results: " + ", ".join(ENDINGS))
    found = problem("L201", str(path), got, expected)
    what = Text(es="no se encuentra el archivo de resultados", en="the file of results is not found")
    return StudyProblems([found.model_copy(update={"what": what})])


def _unknown(path: Path) -> Problem:
    known = ", ".join(ENDINGS)
    got = quote(path.suffix or path.name)
    return problem("L203", str(path), (got, got), (known, known))


def _unreadable(where: str) -> Problem:
    expected = ("un archivo que se pueda abrir", "a file that can be opened")
    return problem("L208", where, ("el archivo no se abre", "the file does not open"), expected)
