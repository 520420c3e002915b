"""What does an XLSForm ask? Its questions, choices and groups, in the languages present, as cards of columns.

A form is a workbook with the sheets `survey` and `choices`. What asks nothing (notes, calculations, metadata) and what
may point at a person (places on a map, pictures, recordings) is left out and named; so is what is asked several times
for one person, which an export keeps in another file.
Reference: XLSForm specification (ODK); KoboToolbox, question types and export formats.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from python_calamine import CalamineWorkbook

from yupay.load.doors import damaged, door
from yupay.load.files import WORKBOOKS
from yupay.load.packed import check_packed
from yupay.load.sheets import reach, sheet_xml
from yupay.load.workbook import MOST_CELLS, as_text
from yupay.model.problem import StudyProblems
from yupay.model.source import Source
from yupay.model.text import Text
from yupay.study.aliases import folded
from yupay.study.answer_words import no_answer
from yupay.study.column_card import ColumnCard, Kind, Words
from yupay.study.form_draft import OPEN, WORDS_OF_FLAGS, Form, Question
from yupay.study.scale_guess import ordered_codes
from yupay.study.toml_words import both_of, plain

Row = Mapping[str, str]
SHEETS = ("survey", "choices", "settings")
SPANISH = ("es", "spanish", "espanol", "castellano")
ENGLISH = ("en", "english", "ingles")
NUMBERS = ("integer", "int", "decimal", "range")
WRITTEN = ("text", "string", "barcode", "datetime", "time", "select_one_from_file", "select_one_external")
SKIPPED = frozenset(
    "note calculate calculation hidden start end today username deviceid subscriberid simserial phonenumber email audit "
    "start-geopoint xml-external csv-external background-audio".split()
)
RANGE = re.compile(r"\(?\s*\.\s*>=\s*(-?[\d.]+)\s*\)?\s+and\s+\(?\s*\.\s*<=\s*(-?[\d.]+)\s*\)?")
MARKS = re.compile(r"<[^<>]{1,200}>|\*\*|__|^#+ ")
OTHER = Text(es="Otro", en="Other")


def is_form(source: Source, file: Path) -> bool:
    """Whether a file is a workbook with the two sheets of a form."""
    if file.suffix.lower() not in WORKBOOKS or not file.is_file():
        return False
    try:
        with door(damaged(source, "XLSForm")):
            return {"survey", "choices"} <= set(_sheets(_opened(file.read_bytes())))
    except StudyProblems:
        return False


def read_form(source: Source, file: Path) -> Form:
    """The form of a workbook; `source` names it in messages.

    Raises:
        StudyProblems: L208 a workbook that cannot be read.

    """
    with door(damaged(source, "XLSForm")):
        book = _opened(file.read_bytes())
        names = _sheets(book)
        survey, choices = (_rows(book, names[name]) for name in ("survey", "choices"))
        settings = _rows(book, names["settings"]) if "settings" in names else []
        return _form(survey, choices, settings[0] if settings else {})


def _opened(data: bytes) -> CalamineWorkbook:
    """A workbook that is not swollen and whose sheets do not reach too far."""
    packs = zipfile.is_zipfile(io.BytesIO(data))
    if packs:
        check_packed(data)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    if packs:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for key, name in _sheets(book).items():
                rows, columns = reach(sheet_xml(packed, name)) if key in SHEETS else (0, 0)
                if rows * columns > MOST_CELLS:
                    raise ValueError
    return book


def _sheets(book: CalamineWorkbook) -> dict[str, str]:
    """The names of the sheets by what they are called in small letters."""
    return {name.strip().casefold(): name for name in book.sheet_names}


def _rows(book: CalamineWorkbook, sheet: str) -> list[Row]:
    """The rows of a sheet by the names of its columns; columns without a name are notes of the author."""
    cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    first = next((n for n, row in enumerate(cells) if any(cell != "" for cell in row)), None)
    if first is None:
        return []
    names = [_column_name(as_text(cell) or "") for cell in cells[first]]
    rows = [
        {name: (as_text(cell) or "").strip() for name, cell in zip(names, row, strict=False) if name}
        for row in cells[first + 1 :]
    ]
    return [row for row in rows if any(row.values())]


def _column_name(written: str) -> str:
    """`Label :: English (en)` as `label::english (en)`; `list name` as `list_name`."""
    head, _, tail = re.sub(r"\s+", " ", written.strip().casefold()).replace("::", ":").partition(":")
    return f"{head.strip().replace(' ', '_')}::{tail.strip()}" if tail else head.strip().replace(" ", "_")


def _language(column: str) -> str:
    """The language of a column `label::...`: es, en, its own name where it is another, empty where none is said."""
    said = folded(column.partition("::")[2])
    code = re.search(r"\(([a-z]{2})(?:[ -][a-z]+)?\)", said)
    name = code[1] if code else said
    return "es" if name in SPANISH else "en" if name in ENGLISH else name


def _label(row: Row, of: str = "label") -> Words:
    """The words of a row in Spanish and English where both are there; else in the language there is."""
    said = {_language(name): _bare(words) for name, words in row.items() if name.partition("::")[0] == of and words}
    if "es" in said and "en" in said:
        return Text(es=said["es"], en=said["en"])
    return next((said[one] for one in ("es", "en", "") if one in said), next(iter(said.values()), ""))


def _bare(words: str) -> str:
    """Words on one line, without marks of emphasis."""
    return " ".join(MARKS.sub("", words).split())


@dataclass
class _Reading:
    """Where the reader stands in the survey sheet."""

    lists: Mapping[str, list[tuple[str, Words]]]
    path: list[tuple[str, bool]] = field(default_factory=list)
    matrix: list[str] = field(default_factory=list)
    groups: dict[str, Words] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    @property
    def repeated(self) -> bool:
        """Whether what is asked here is asked several times."""
        return any(again for _, again in self.path)

    @property
    def inside(self) -> tuple[str, ...]:
        """The groups around a question, outermost first."""
        return tuple(name for name, _ in self.path)

    def open(self, row: Row, *, again: bool) -> None:
        """A group or a repeat begins."""
        self.path.append((row.get("name", ""), again))
        self.groups["/".join(self.inside)] = _label(row) or row.get("name", "")


def _form(survey: Sequence[Row], choices: Sequence[Row], settings: Row) -> Form:
    lists: dict[str, list[tuple[str, Words]]] = {}
    for row in choices:
        name = row.get("name", "") or row.get("value", "")
        if name:
            lists.setdefault(row.get("list_name", ""), []).append((name, _label(row) or name))
    reading = _Reading(lists)
    questions = tuple(question for row in survey for question in _asked(row, reading))
    used = {question.card.group for question in questions}
    title = _label(settings, "form_title") or "?"
    groups = {path: label for path, label in reading.groups.items() if path in used}
    return Form(title, questions, groups, tuple(reading.left_out))


def _asked(row: Row, reading: _Reading) -> Iterator[Question]:
    """The questions of one row: none, one, or one per choice."""
    kind, listed = _kind_of(row)
    if not kind or folded(row.get("disabled", "")) in ("yes", "true", "1"):
        return
    if _nested(kind, row, reading) or kind in SKIPPED:
        return
    name = row.get("name", "")
    if reading.repeated or not _columnar(kind, row):
        reading.left_out += [name] if name and not _header_row(row) else []
    elif kind == "select_multiple":
        yield from _several(name, listed, row, reading)
    elif kind == "select_one":
        yield _one(name, row, reading, listed)
    elif kind == "score__row":
        yield _one(name, row, reading, reading.matrix[-1] if reading.matrix else "")
    else:
        yield _plain(name, kind, row, reading)


def _kind_of(row: Row) -> tuple[str, str]:
    """What a row asks, in small letters, and the list that its answers come from."""
    words = row.get("type", "").split()
    if len(words) > 1 and words[0].casefold() in ("select", "begin", "end"):
        words = [f"{words[0]}_{words[1]}", *words[2:]]
    kind = words[0].casefold() if words else ""
    return kind, words[1] if len(words) > 1 else ""


def _nested(kind: str, row: Row, reading: _Reading) -> bool:
    """Whether a row opens or closes a group."""
    if kind.startswith("end_"):
        if reading.path:
            reading.path.pop()
        if reading.matrix and kind == "end_score":
            reading.matrix.pop()
        return True
    if kind.startswith("begin_"):
        reading.open(row, again=kind in ("begin_repeat", "begin_rank", "begin_kobomatrix"))
        if kind == "begin_score":
            reading.matrix.append(row.get("kobo--score-choices", ""))
        return True
    return False


def _columnar(kind: str, row: Row) -> bool:
    """Whether a row becomes a column that may be read: the header row of a matrix has none."""
    return not _header_row(row) and kind in ("select_one", "select_multiple", "score__row", "date", *NUMBERS, *WRITTEN)


def _header_row(row: Row) -> bool:
    """Whether a row only prints the choices of the matrix below it."""
    return "label" in row.get("appearance", "").split()


def _one(name: str, row: Row, reading: _Reading, listed: str) -> Question:
    """A question with one answer."""
    choices = reading.lists.get(listed, [])
    words = {code: said for code, said in choices if not no_answer(plain(said))}
    if row.get("type", "").casefold().endswith(" or_other"):
        words["other"] = OTHER
    missing = {code: said for code, said in choices if no_answer(plain(said))}
    block = listed if ordered_codes(list(words)) is not None else ""
    return _question(name, row, reading, "text", words=words, missing=missing, block=block)


def _several(name: str, listed: str, row: Row, reading: _Reading) -> Iterator[Question]:
    """A question with several answers: a flag for each choice, as exports write it."""
    question = _label(row) or name
    flags: dict[str, Words] = {code: WORDS_OF_FLAGS[code] for code in ("0", "1")}
    for code, said in reading.lists.get(listed, []):
        asked, chosen = both_of(question), both_of(said)
        label = Text(es=f"{asked.es}: {chosen.es}", en=f"{asked.en}: {chosen.en}")
        made = _question(f"{name}/{code}", row, reading, "flag", words=flags)
        yield Question(replace(made.card, label=label), made.groups, code)


def _plain(name: str, kind: str, row: Row, reading: _Reading) -> Question:
    """A number, a date or words."""
    read_as: Kind = "number" if kind in NUMBERS else "date" if kind == "date" else "text"
    low, high = _range(kind, row)
    note = "" if read_as != "text" else OPEN
    return _question(name, row, reading, read_as, low=low, high=high, note=note)


def _range(kind: str, row: Row) -> tuple[float | None, float | None]:
    """The range that a form enforces: of a slider, or a constraint of two ends."""
    if kind == "range":
        ends = dict(re.findall(r"(start|end)\s*=\s*(-?[\d.]+)", row.get("parameters", "")))
        return _number(ends.get("start")), _number(ends.get("end"))
    found = RANGE.fullmatch(row.get("constraint", "").strip())
    return (_number(found[1]), _number(found[2])) if found else (None, None)


def _number(written: str | None) -> float | None:
    try:
        return None if written is None else float(written)
    except ValueError:
        return None


def _question(
    name: str,
    row: Row,
    reading: _Reading,
    kind: Kind,
    *,
    words: Mapping[str, Words] | None = None,
    missing: Mapping[str, Words] | None = None,
    block: str = "",
    low: float | None = None,
    high: float | None = None,
    note: str = "",
) -> Question:
    card = ColumnCard(
        name=name,
        kind=kind,
        label=_label(row) or name,
        words=words or {},
        missing=missing or {},
        group="/".join(reading.inside),
        block=block,
        low=low,
        high=high,
        note=note,
        short=name,
    )
    return Question(card, reading.inside)
