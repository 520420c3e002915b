"""What does an Excel workbook claim? The tables of every sheet, each with its row.

A cell keeps its digits but not its format: 0.08 may have been shown as 0.080, and 0 as .000.
"""

import io
import zipfile

from python_calamine import CalamineWorkbook

from yupay.load.doors import door
from yupay.load.messages import problem
from yupay.load.packed import check_packed
from yupay.load.results.grid import GridRow, claims_of_rows
from yupay.load.sheets import reach
from yupay.load.workbook import as_text
from yupay.model.claim import Claim
from yupay.model.problem import Problem, StudyProblems

UNPACKED_LIMIT = 1 << 28
MOST_CELLS = 2_000_000


def claims_of_workbook(data: bytes, where: str) -> list[Claim]:
    """The claims of a workbook; the line is the row of the sheet.

    Raises:
        StudyProblems: L208 damaged or swollen, L204 nothing in it.

    """
    with door(_damaged(where)):
        _measured(data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    rows = {
        name: [GridRow(line, tuple(as_text(cell) or "" for cell in row)) for line, row in enumerate(found, start=1)]
        for name, found in sheets
        if any(cell != "" for row in found for cell in row)
    }
    if not rows:
        raise StudyProblems([problem("L204", where, ("0", "0"), ("una hoja con resultados", "a sheet with results"))])
    return [claim for name, found in rows.items() for claim in _of_sheet(found, where, name)]


def _of_sheet(rows: list[GridRow], where: str, name: str) -> list[Claim]:
    found = claims_of_rows(rows, where, ".")
    return [claim.model_copy(update={"at": claim.at.model_copy(update={"table": name})}) for claim in found]


def _measured(data: bytes) -> None:
    """Refuse a workbook that swells, or a sheet that reaches too far."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    check_packed(data, UNPACKED_LIMIT)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                rows, columns = reach(packed.read(name))
                if rows * columns > MOST_CELLS:
                    raise ValueError


def _damaged(where: str) -> Problem:
    got = ("el archivo no se puede leer como Excel", "the file cannot be read as Excel")
    return problem("L208", where, got, ("un archivo de Excel completo", "a complete Excel file"))
