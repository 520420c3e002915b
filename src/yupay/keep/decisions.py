"""Row-level decisions and traces: readable by their owner only, marked on their first line, never inside an `output/` folder.

They are a coding of facts as recorded. The file carries case numbers and no identifier of any agent.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yupay.keep.neutral import neutral_array
from yupay.load.messages import quote
from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text

MARK = (
    "# NO PUBLICAR / DO NOT PUBLISH: research coding of facts as recorded; "
    "not a finding on any person, not a ground to grant or deny protection"
)
OUTPUT = "output"
OWNER_ONLY = 0o600
BATCH = 16_384
SPLITS = tuple(b'",\r\n')
WHAT = {
    "Q440": Text(es="salida por fila dentro de output/", en="row-level output inside output/"),
    "Q441": Text(es="el archivo de salida no se puede escribir", en="the output file cannot be written"),
}


def check_place(path: Path) -> None:
    """Refuse a place for row-level output. Raises StudyProblems: Q440 inside `output/`, Q441 no such folder or not a file."""
    resolved = path.resolve()
    if OUTPUT in (part.casefold() for part in resolved.parent.parts):
        expected = Text(es="una carpeta fuera de output/, como keep/", en="a folder outside output/, such as keep/")
        raise StudyProblems([_refused("Q440", path, Text.same(quote(path)), expected)])
    if path.is_symlink() or resolved.is_dir() or not resolved.parent.is_dir():
        expected = Text(es="un archivo nuevo en una carpeta que existe", en="a new file in a folder that exists")
        raise StudyProblems([_refused("Q441", path, Text.same(quote(path)), expected)])


def _refused(code: str, path: Path, got: Text, expected: Text) -> Problem:
    return Problem(code=code, what=WHAT[code], where=path.name, got=got, expected=expected)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A new file that only its owner can read, put in its place when it is whole. Raises StudyProblems: Q440, Q441."""
    check_place(path)
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(part, flags, OWNER_ONLY), "wb") as file:
            yield file
        part.replace(path)
    except OSError as failure:
        expected = Text(es="un archivo que se pueda escribir", en="a file that can be written")
        got = Text.same(type(failure).__name__)
        raise StudyProblems([_refused("Q441", path, got, expected)]) from None
    finally:
        part.unlink(missing_ok=True)


def write_decisions(path: Path, rows: pa.Table) -> None:
    """One line per case under the mark. `rows`: columns of text, dictionaries where values repeat.

    Raises:
        StudyProblems: Q440 inside `output/`, Q441 the file cannot be written.

    """
    with opened(path) as file:
        file.write(f"{MARK}\n{','.join(rows.column_names)}\n".encode())
        whole = pa.table([_ready(column) for column in rows.columns], names=rows.column_names)
        for batch in whole.to_batches(max_chunksize=BATCH):
            file.write(_lines(batch))


def _lines(batch: pa.RecordBatch) -> bytes:
    """The lines of some rows, each value quoted where a comma, a quote or a line end asks for it."""
    cells = [_cells(column) for column in batch.columns]
    lines = pc.binary_join_element_wise(*cells, pa.scalar(",", pa.string()))
    text = pc.binary_join_element_wise(lines, pa.scalar("\n", pa.string()), pa.scalar("", pa.string()))
    _, offsets, data = text.buffers()
    if text.offset:
        return "".join(text.to_pylist()).encode()
    end = int.from_bytes(offsets.slice(4 * len(text), 4).to_pybytes(), "little")
    return bytes(data.slice(0, end).to_pybytes())


def _ready(column: pa.ChunkedArray) -> pa.Array:
    """A column with its values as CSV: a dictionary keeps each once."""
    whole = column.combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) and whole.num_chunks == 1 else whole
    if isinstance(whole, pa.DictionaryArray):
        return pa.DictionaryArray.from_arrays(whole.indices, quoted(whole.dictionary))
    return quoted(whole)


def _cells(column: pa.Array) -> pa.Array:
    if isinstance(column, pa.DictionaryArray):
        return pc.fill_null(pc.take(column.dictionary, column.indices), "")
    return column


def quoted(values: pa.Array) -> pa.Array:
    """Values as CSV: quoted where they must be; a value that a spreadsheet would run as a formula gets a quote sign before it."""
    text = neutral_array(pc.fill_null(values.cast(pa.string()), ""))
    if whole(text):
        return text
    doubled = pc.binary_join_element_wise(
        pa.scalar('"'), pc.replace_substring(text, '"', '""'), pa.scalar('"'), pa.scalar("")
    )
    return pc.if_else(pc.match_substring_regex(text, r'[",\r\n]'), doubled, text)


def whole(text: pa.StringArray) -> bool:
    """Whether no value needs quotes: read from the bytes, for a million of them cost less so."""
    _, offsets, data = text.buffers()
    if data is None or len(text) == 0:
        return True
    at = np.frombuffer(offsets, dtype=np.int32)[text.offset : text.offset + len(text) + 1]
    inside = np.frombuffer(data, dtype=np.uint8)[at[0] : at[-1]]
    return not any((inside == sign).any() for sign in SPLITS)


def write_traces(path: Path, head: dict[str, Any], traces: Iterable[dict[str, Any]]) -> None:
    """The traces as one JSON object; its first line is the mark, as the first value.

    Raises:
        StudyProblems: Q440 inside `output/`, Q441 the file cannot be written.

    """
    with opened(path) as file:
        file.write(f'{{"mark": {json.dumps(MARK, ensure_ascii=False)},\n'.encode())
        for name, value in head.items():
            file.write(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)},\n".encode())
        file.write(b'"traces": [')
        for at, trace in enumerate(traces):
            file.write(b",\n" if at else b"\n")
            file.write(json.dumps(trace, ensure_ascii=False).encode())
        file.write(b"\n]}\n")


def listed(values: Sequence[str]) -> str:
    """A list as one cell."""
    return ";".join(values)
