"""What is each written file called? Invented data say so in every file name."""

import re

from yupay.model.release import Release
from yupay.model.table import Table
from yupay.model.text import Language
from yupay.publish.rows import all_tables, unique

MARK = "INVENTADO"
UNSAFE = re.compile(r"[^\w.-]+|^\.+")


def file_name(release: Release, stem: str, suffix: str, language: Language | None = None) -> str:
    """`report`, `docx`, `es` to `report.es.docx`, or `report.INVENTADO.es.docx` where the data are invented."""
    parts = [stem, MARK if release.watermark else "", language or "", suffix]
    return ".".join(filter(None, parts))


def csv_name(release: Release, table: Table) -> str:
    """Where the table's CSV lies in the output folder; two tables never lie in one file, and counts of an edition come first."""
    tables = all_tables(release)
    counts = release.edition.published if release.edition else ()
    stems = unique(safe(name) for name in (*(each.id for each in counts), *map(_stem, tables)))[len(counts) :]
    found = dict(zip((each.id for each in tables), stems, strict=True))
    return f"tables/{file_name(release, found.get(table.id, safe(_stem(table))), 'csv')}"


def _stem(table: Table) -> str:
    return table.csv.removeprefix("tables/").removesuffix(".csv") or table.id


def safe(name: str) -> str:
    """An id as a file name: letters, digits, point, hyphen and underscore only; never hidden, never a path."""
    return UNSAFE.sub("_", name) or "_"
