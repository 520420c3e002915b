"""What does a Word file claim? Its tables, with the paragraph before and after each, and its sentences."""

import io
from collections.abc import Iterator
from typing import Any

from yupay.load.doors import door
from yupay.load.messages import problem
from yupay.load.packed import check_packed
from yupay.load.results.grid import GridRow, claims_of_rows
from yupay.load.results.numbers import decimal_mark
from yupay.load.results.prose import claims_of_line
from yupay.model.claim import Claim, ClaimPlace
from yupay.model.problem import Problem, StudyProblems

UNPACKED_LIMIT = 1 << 28


def claims_of_word(data: bytes, where: str) -> list[Claim]:
    """The claims of a DOCX; the line of a paragraph is its number in the file.

    Raises:
        StudyProblems: L208 damaged or swollen, L204 nothing in it.

    """
    with door(_damaged(where)):
        parts = list(_parts(data))
    if not parts:
        raise StudyProblems([problem("L204", where, ("0", "0"), ("tablas o párrafos", "tables or paragraphs"))])
    mark = decimal_mark(cell for _, found in parts for cell in _texts(found))
    claims: list[Claim] = []
    tables = 0
    for place, (number, found) in enumerate(parts):
        if isinstance(found, str):
            claims += claims_of_line(found, ClaimPlace(file=where, line=number), mark)
            continue
        tables += 1
        before, after = (_around(parts, place + step) for step in (-1, 1))
        rows = [GridRow(row, cells) for row, cells in enumerate(found, start=1)]
        named = claims_of_rows([*before, *rows, *after], where, mark, f"#{tables}")
        claims += [_at_row(claim) for claim in named if claim.at.line]
    return claims


def _at_row(claim: Claim) -> Claim:
    """A claim of a table stands in a row of it; Word has no lines."""
    return claim.model_copy(update={"at": claim.at.model_copy(update={"row": claim.at.line, "line": 0})})


def _parts(data: bytes) -> Iterator[tuple[int, str | list[tuple[str, ...]]]]:
    """Paragraphs and tables in their order."""
    from docx import Document
    from docx.table import Table

    check_packed(data, UNPACKED_LIMIT)
    for number, item in enumerate(Document(io.BytesIO(data)).iter_inner_content(), start=1):
        if isinstance(item, Table):
            yield number, [_cells(row) for row in item.rows]
        elif item.text.strip():
            yield number, item.text.strip()


def _cells(row: Any) -> tuple[str, ...]:
    """The texts of a row; a merged cell is told once."""
    seen: set[int] = set()
    texts: list[str] = []
    for cell in row.cells:
        texts.append("" if id(cell._tc) in seen else " ".join(cell.text.split()))
        seen.add(id(cell._tc))
    return tuple(texts)


def _texts(found: str | list[tuple[str, ...]]) -> list[str]:
    return [found] if isinstance(found, str) else [cell for row in found for cell in row]


def _around(parts: list[tuple[int, str | list[tuple[str, ...]]]], place: int) -> list[GridRow]:
    """The paragraph at a place, as words beside a table."""
    found = parts[place][1] if 0 <= place < len(parts) else ""
    return [GridRow(0, (found,), found)] if isinstance(found, str) and found else []


def _damaged(where: str) -> Problem:
    got = ("el archivo no se puede leer como Word", "the file cannot be read as Word")
    return problem("L208", where, got, ("un archivo .docx completo", "a complete .docx file"))
