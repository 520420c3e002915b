"""What does each column and each code of the counts mean? One CSV with the words in both languages."""

from collections.abc import Iterator

from yupay.conclude.wording.registry import AXES as AXIS_WORDS
from yupay.model.registry import EditionSheet
from yupay.model.release import Release
from yupay.model.text import Text
from yupay.publish.edition import counts, noisy
from yupay.publish.names import file_name

HEADS = ("table", "column", "code", "part_of", "es", "en")
COLUMNS = {
    counts.COUNT: Text(
        es="Personas, cada una contada una vez; vacío donde el conteo se oculta",
        en="Persons, each counted once; empty where the count is hidden",
    ),
    counts.STATUS: Text(es="Si el conteo se publica o se oculta", en="Whether the count is published or hidden"),
    counts.NOTE: Text(es="Marca de los datos", en="Mark of the data"),
}
STATUSES = {
    counts.PUBLISHED: Text(es="publicado", en="published"),
    counts.HIDDEN: Text(
        es="oculto: ni cero ni falta de dato; una sola marca, sea cual sea la razón",
        en="hidden: neither zero nor missing; one mark whatever the reason",
    ),
}
TOTAL = Text(es="total", en="total")
UNKNOWN = "unknown"
Line = tuple[str, str, str, str, str, str]


def name(release: Release) -> str:
    """The name of the file."""
    return file_name(release, "codebook", "csv")


def render(release: Release, sheet: EditionSheet) -> bytes:
    """The codebook as CSV bytes: of each table its columns, and of each column its codes."""
    note = counts.mark(release)
    heads = [*HEADS, *([counts.NOTE] if note else [])]
    return counts.written(
        heads, ([*line, *([note] if note else [])] for line in (*lines(release, sheet), *noisy_lines(release, sheet)))
    )


def lines(release: Release, sheet: EditionSheet) -> Iterator[Line]:
    """The lines of the tables of exact or hidden counts."""
    files = counts.names(release, sheet)
    known = {(member.axis, member.code): member for member in sheet.members}
    for table in sheet.tables:
        cells, file = counts.cells_of(sheet, table), files[table.id]
        yield _line(file, "", "", "", table.title)
        for axis in counts.axes_of(cells):
            yield _line(file, axis, "", "", AXIS_WORDS[axis])
            for code in dict.fromkeys(getattr(cell.key, axis) for cell in cells):
                member = known.get((axis, code))
                part = member.part_of if member else ""
                yield _line(file, axis, counts.code(axis, code), part, member.label if member else TOTAL)
        for column in (one for one in counts.columns(release, ()) if one in COLUMNS):
            yield _line(file, column, "", "", COLUMNS[column])
        for code, words in STATUSES.items():
            yield _line(file, counts.STATUS, code, "", words)


def noisy_lines(release: Release, sheet: EditionSheet) -> Iterator[Line]:
    """The lines of the tables with noise."""
    files = counts.names(release, sheet)
    known = {(member.axis, member.code): member for member in sheet.members}
    for one in sheet.noisy:
        file = files[one.table.id]
        yield _line(file, "", "", "", one.table.title)
        for axis in noisy.axes_of(one):
            yield _line(file, axis, "", "", AXIS_WORDS[axis])
            for code in dict.fromkeys(getattr(cell.key, axis) for cell in one.cells):
                member = known.get((axis, code))
                words = noisy.UNKNOWN if code == UNKNOWN else member.label if member else TOTAL
                yield _line(file, axis, counts.code(axis, code), member.part_of if member else "", words)
        for column, meaning in noisy.columns(release).items():
            yield _line(file, column, "", "", meaning)
        for code, meaning in noisy.MEANING.items():
            yield _line(file, counts.STATUS, code, "", meaning)


def _line(file: str, column: str, code: str, part: str, words: Text) -> Line:
    return (file, column, code, part, words.es, words.en)
