"""What does one word of a file say? A value of its column, a reason for no answer, a blank, or a fault by its code."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from yupay.load.columns import CONTROL, NO, YES
from yupay.model.records import RecordColumn, RecordMapping
from yupay.study.aliases import folded

Order = Literal["ymd", "dmy", "mdy"]
Value = str | int | date
PARTS = {"ymd": (0, 1, 2), "dmy": (2, 1, 0), "mdy": (2, 0, 1)}
NUMBERS = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?", re.ASCII)
MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
WHOLE = re.compile(r"[+-]?\d{1,12}(?:\.0+)?", re.ASCII)
CONTROLS = re.compile(CONTROL)
FIRST_YEAR = 1900
LONGEST_TEXT = 400
BLANK, LISTED, DATED, COUNTED, WORDED, EXPIRED, FORGOTTEN, AGAINST = (
    "L290",
    "L291",
    "L292",
    "L293",
    "L294",
    "L295",
    "L296",
    "L297",
)


@dataclass(frozen=True)
class Said:
    """What a word says: a value with its precision, a reason, or a fault; none of them for a blank."""

    value: Value | None = None
    reason: str | None = None
    precision: str | None = None
    fault: str | None = None


Reader = Callable[[str], Said]


def reader_of(
    column: RecordColumn, mapping: RecordMapping, labels: Mapping[str, str], *, today: date, partial: bool
) -> Reader:
    """The reader of the words of one column.

    Args:
        column: of the schema.
        mapping: its words for our codes, its order of dates, its separator of lists.
        labels: value labels of the file itself, by code.
        today: no date lies after it, except those until which something is kept.
        partial: whether a date may be a month or a year.

    """
    known = _known(column, mapping, labels)
    if column.kind == "codes":
        return lambda word: _listed(word, known, column, mapping.list_separator)
    plain = _plain(column, mapping.dates, today, partial=partial)

    def read(word: str) -> Said:
        meant = known.get(folded(word))
        if meant is not None and meant in column.missing:
            return Said(reason=meant)
        return Said() if meant == "" else plain(word if meant is None else meant)

    return read


def _known(column: RecordColumn, mapping: RecordMapping, labels: Mapping[str, str]) -> dict[str, str]:
    """Our code by each folded word: codes, their labels, reasons, the words of the mapping, labels of the file."""
    known: dict[str, str] = {}
    for table in (column.codes, column.missing):
        for code, label in table.items():
            known |= {folded(label.en): code, folded(label.es): code}
    known |= {folded(code): code for code in (*column.codes, *column.missing)}
    if column.kind == "flag":
        known |= {folded(word): "si" for word in YES} | {folded(word): "no" for word in NO}
    known |= {folded(word): code for word, code in mapping.values.get(column.id, {}).items()}
    return known | {
        folded(code): known[folded(label)]
        for code, label in labels.items()
        if folded(label) in known and folded(code) not in known
    }


def _plain(column: RecordColumn, order: Order, today: date, *, partial: bool) -> Reader:
    if column.kind == "date":
        last = date.max if column.id == "retencion_hasta" else today
        return lambda word: dated(word, order, last, partial=partial)
    if column.kind == "integer":
        return lambda word: counted(word, column)
    if column.kind == "text":
        return lambda word: worded(word, column)
    return lambda word: Said(word) if word in column.codes else Said(fault=LISTED)


def _listed(word: str, known: Mapping[str, str], column: RecordColumn, separator: str) -> Said:
    """A list of codes in the order of the schema, each once."""
    codes = {known.get(folded(part)) for part in word.split(separator) if part.strip()} - {""}
    if None in codes:
        return Said(fault=LISTED)
    alone = codes & {"none", *column.missing}
    if alone and len(codes) > 1:
        return Said(fault=AGAINST)
    if codes & set(column.missing):
        return Said(reason=str(codes.pop()))
    return Said(";".join(code for code in column.codes if code in codes) or None)


def dated(word: str, order: Order, last: date, *, partial: bool) -> Said:
    """A date in the declared order, or as YYYY-MM-DD; with `partial` also a month or a year, its first day standing for it."""
    parts = _parts(word.strip(), order)
    if parts is None or (not partial and 0 in parts):
        return Said(fault=DATED)
    year, month, day = parts
    try:
        found = date(year, month or 1, day or 1)
    except ValueError:
        return Said(fault=DATED)
    if found > last or year < FIRST_YEAR:
        return Said(fault=DATED)
    return Said(found, precision="d" if day else "m" if month else "y")


def _parts(word: str, order: Order) -> tuple[int, int, int] | None:
    """Year, month and day as written, 0 for what is not; None where it is no date of four digits of year."""
    if YEAR.fullmatch(word):
        return int(word), 0, 0
    if found := MONTH.fullmatch(word):
        year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        return int(year), int(month), 0
    found = NUMBERS.fullmatch(word)
    if found is None:
        return None
    written = found.groups()[:3]
    at = PARTS["ymd"] if len(written[0]) == len("2000") else PARTS[order]
    year, month, day = (written[place] for place in at)
    if len(year) != len("2000") or len(day) > len("31") or len(month) > len("12") or not int(month) or not int(day):
        return None
    return int(year), int(month), int(day)


def counted(word: str, column: RecordColumn) -> Said:
    """A whole number within the range of its column."""
    if not WHOLE.fullmatch(word):
        return Said(fault=COUNTED)
    number = int(word.partition(".")[0])
    low, high = column.low, column.high
    outside = (low is not None and number < low) or (high is not None and number > high)
    return Said(fault=COUNTED) if outside else Said(number)


def worded(word: str, column: RecordColumn) -> Said:
    """A text of the form of its column; one lost zero of a code of fixed digits is put back."""
    short = column.pad is not None and len(word) == column.pad - 1 and word.isascii() and word.isdigit()
    text = f"0{word}" if short else word
    long = len(text) > (column.high or LONGEST_TEXT)
    strange = bool(column.pattern) and re.fullmatch(column.pattern, text, re.ASCII) is None
    return Said(fault=WORDED) if long or strange or CONTROLS.search(text) else Said(text)
