"""What does a text file claim? CSV and pasted text: rows of cells, and sentences, each with its line."""

import csv
import re
from collections.abc import Iterator
from itertools import groupby

from yupay.load.delimited import SEPARATORS
from yupay.load.messages import problem
from yupay.load.results.grid import GridRow, claims_of_rows
from yupay.load.results.prose import STATED
from yupay.model.claim import Claim
from yupay.model.problem import StudyProblems

LONGEST_LINE = 1 << 20
MOST_LINES = 200_000
WIDE_GAP = re.compile(r"\t| {2,}")


def claims_of_text(text: str, where: str) -> list[Claim]:
    """The claims of a CSV, a tab separated text or plain text.

    Raises:
        StudyProblems: L204 nothing but blanks, L206 a line over 1 MB, L208 too many lines.

    """
    lines = text.split("\n")
    if not text.strip():
        expected = ("resultados", "results")
        raise StudyProblems([problem("L204", where, ("solo espacios", "blanks only"), expected)])
    long = next((number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), 0)
    if long or len(lines) > MOST_LINES:
        code, line = ("L206", long) if long else ("L208", MOST_LINES + 1)
        got = (f"{len(lines):,} líneas, o una de más de 1 MB", f"{len(lines):,} lines, or one of over 1 MB")
        expected = (f"{MOST_LINES:,} líneas de menos de 1 MB", f"{MOST_LINES:,} lines below 1 MB")
        raise StudyProblems([problem(code, where, got, expected, line=line)])
    return claims_of_rows(list(rows_of(lines)), where)


def rows_of(lines: list[str]) -> Iterator[GridRow]:
    """Each line as cells; a line that states results with their names stays whole. Blank lines part tables of any separator."""
    for _, block in groupby(enumerate(lines, start=1), key=lambda numbered: bool(numbered[1].strip())):
        held = list(block)
        separator = _separator([line for _, line in held])
        for number, line in held:
            whole = line.removeprefix("| ").removesuffix(" |").strip(" ")
            yield GridRow(number, tuple(_cells(whole, separator)), whole.strip('"'))


def _separator(lines: list[str]) -> str:
    """The sign that splits the rows: a tab, `;` or `|` where half of the rows that can be split hold it, else a comma."""
    rows = [line for line in lines if line.strip() and len(STATED.findall(line[:2000])) < 2]
    held = {sign: sum(sign in line for line in rows) for sign in SEPARATORS}
    most = max(held.values(), default=0)
    return next((sign for sign in ("\t", ";", "|") if held[sign] and 2 * held[sign] >= most), ",")


def _cells(line: str, separator: str) -> list[str]:
    stated = STATED.findall(line[:20_000])
    if len(stated) >= 2 and any(re.search(r"[=<>]", sign) for _, _, sign, *_ in stated):
        return [line.strip().strip('"')]
    if separator not in line:
        gaps = [part.strip() for part in WIDE_GAP.split(line.strip())]
        return gaps if len(gaps) > 1 else [line.strip().strip('"')]
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return [cell.strip() for cell in line.split(separator)]
