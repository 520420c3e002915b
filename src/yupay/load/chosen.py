"""How are a few columns of a large file read? As dictionaries of text, without ever reading the columns nobody asked for.

A plain UTF-8 table is read straight from the disk by pyarrow.csv; whatever that refuses (another encoding, ragged rows, an open
quote, a workbook, SPSS) goes through the readers of every source, which say what is wrong and where.
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from yupay.load.delimited import sniff_separator
from yupay.load.encoding import find_encoding
from yupay.load.files import DELIMITED, read_source
from yupay.load.header import check_names
from yupay.load.messages import problem
from yupay.load.raw import Lines
from yupay.model.problem import StudyProblems
from yupay.model.source import Source
from yupay.model.text import Text

HEAD = 1 << 16
BLOCK = 8 << 20
NAMELESS = Text.same("-")
CODED = pa.dictionary(pa.int32(), pa.string())

Choose = Callable[[Sequence[str]], Sequence[str]]


@dataclass(frozen=True)
class Chosen:
    """The chosen columns, each a dictionary of trimmed text with blanks as ""; every name of the header; row to line."""

    data: pa.Table
    names: tuple[str, ...]
    lines: Lines


def read_chosen(path: Path, choose: Choose, *, sheet: str | None = None, apart: Choose = lambda _: ()) -> Chosen:
    """The columns of a table of rows (.csv, .xlsx, .sav, .parquet ...) that `choose` picks from the names of its header.

    `apart` names those whose values hardly repeat: they are kept as plain text.

    Raises:
        StudyProblems: L201 no such file, those of reading, and whatever `choose` raises.

    """
    if not path.is_file():
        got = ("un archivo que no existe", "a file that does not exist")
        expected = ("una tabla con una fila por caso", "a table with one row per case")
        raise StudyProblems([problem("L201", path.name, got, expected, names=(path.name, path.name))])
    straight = _straight(path, choose, apart) if path.suffix.lower() in DELIMITED else None
    return straight or _slowly(path, choose, apart, sheet)


def card_of(path: Path, sheet: str | None = None) -> Source:
    """The card of a bare file, which says nothing but its path."""
    return Source(
        id="cases",
        title=Text.same(path.name),
        producer=NAMELESS,
        path=path.name,
        sheet=sheet,
        counting_unit="case",
        period="-",
        coverage=NAMELESS,
        geography=NAMELESS,
        citation="-",
        confidentiality="restricted",
        limitations=NAMELESS,
    )


def _slowly(path: Path, choose: Choose, apart: Choose, sheet: str | None) -> Chosen:
    raw = read_source(card_of(path, sheet), path.resolve().parent).raw
    names = tuple(raw.data.column_names)
    plain = apart(names)
    columns = {name: _coded(raw.data[name], plain=name in plain) for name in choose(names)}
    return Chosen(pa.table(columns), names, raw.lines)


def _coded(column: pa.ChunkedArray, *, plain: bool) -> pa.Array:
    whole = pc.fill_null(column, "").combine_chunks()
    return whole if plain else whole.dictionary_encode()


def _straight(path: Path, choose: Choose, apart: Choose) -> Chosen | None:
    """The columns straight from the file; None where another reader must look."""
    with path.open("rb") as opened:
        head = opened.read(HEAD)
    if b"\0" in head or find_encoding(head[: head.rfind(b"\n") + 1] or head) not in ("utf-8", "utf-8-sig", "ascii"):
        return None
    text = head.decode("utf-8-sig", errors="ignore").replace("\r\n", "\n")
    separator = sniff_separator(text)
    names = [name.strip() for name in next(csv.reader(io.StringIO(text), delimiter=separator), [])]
    if not names or "" in names or check_names(path.name, names):
        return None
    wanted = list(choose(names))
    data = _split(path, separator, names, wanted, apart(names)) if wanted else None
    if data is None or data.num_rows == 0:
        return None
    columns = {name: _trimmed(data[name]) for name in wanted}
    return Chosen(pa.table(columns), tuple(names), lambda rows: _slowly(path, choose, apart, None).lines(rows))


def _split(
    path: Path, separator: str, names: Sequence[str], wanted: Sequence[str], plain: Sequence[str]
) -> pa.Table | None:
    try:
        table = pa_csv.read_csv(
            path,
            read_options=pa_csv.ReadOptions(block_size=BLOCK, column_names=list(names), skip_rows_after_names=1),
            parse_options=pa_csv.ParseOptions(delimiter=separator, newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, CODED) | dict.fromkeys(plain, pa.string()),
                include_columns=list(wanted),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowException:
        return None
    return table.unify_dictionaries().combine_chunks()


def _trimmed(column: pa.ChunkedArray) -> pa.Array:
    """One dictionary of trimmed text; two entries may then be alike, which costs nothing."""
    whole = column.combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    if not isinstance(whole, pa.DictionaryArray):
        return pc.utf8_trim_whitespace(whole)
    return pa.DictionaryArray.from_arrays(whole.indices, pc.utf8_trim_whitespace(whole.dictionary))
