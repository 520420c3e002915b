"""What is each written file called? Invented data say so in every file name."""

import re

from yupay.model.release import Release
from yupay.model.table import Table
from yupay.model.text import Language

MARK = "INVENTADO"
UNSAFE = re.compile(r"[^\w.-]+|^\.+")


def file_name(release: Release, stem: str, suffix: str, language: Language | None = None) -> str:
    """`report`, `docx`, `es` to `report.es.docx`, or `report.INVENTADO.es.docx` where the data are invented."""
    parts = [stem, MARK if release.watermark else "", language or "", suffix]
    return ".".join(filter(None, parts))


def csv_name(release: Release, table: Table) -> str:
    """Where the table's CSV lies in the output folder."""
    stem = table.csv.removeprefix("tables/").removesuffix(".csv") or table.id
    return f"tables/{file_name(release, safe(stem), 'csv')}"


def safe(name: str) -> str:
    """An id as a file name: letters, digits, point, hyphen and underscore only; never hidden, never a path."""
    return UNSAFE.sub("_", name) or "_"
