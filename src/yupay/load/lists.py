"""Which lists does a bare file hold? A study of one source, made from the header and the values of a table of lists.

Columns whose values are all 0 and 1 (or yes and no) are lists. Rows are histories where a column holds their count, the
one named or one called count, n, frequency; else each row is a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yupay.load.columns import NO, YES
from yupay.load.files import read_source
from yupay.load.messages import problem, quote, same
from yupay.load.table import absent
from yupay.model.lists import Hidden, ListCard
from yupay.model.problem import StudyProblems
from yupay.model.source import ColumnSpec, Source
from yupay.model.study import Header, Study
from yupay.model.text import Text

SOURCE = "lists"
COUNTS = ("count", "counts", "n", "freq", "frequency", "conteo", "frecuencia", "casos", "total")
NAMELESS = Text.same("-")
PEOPLE = Text(es="personas", en="people")


@dataclass(frozen=True)
class Asked:
    """What the command was told of a file: `printed`, its publisher printed these counts; `more`, fields of the block."""

    count: str | None = None
    strata: tuple[str, ...] = ()
    merge: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    printed: bool = False
    seed: int | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


def study_of(path: Path, asked: Asked) -> Study:
    """A study of the lists of one file.

    Raises:
        StudyProblems: L201 the file is not there, L213 a column that it lacks, L257 no lists in it, and those of reading.

    """
    if not path.is_file():
        got = ("un archivo que no existe", "a file that does not exist")
        expected = ("una tabla con una columna por lista", "a table with one column per list")
        missing = problem("L201", str(path), got, expected, names=(path.name, path.name))
        raise StudyProblems([missing])
    card = _card(path, asked.printed)
    read = read_source(card, path.parent)
    data = read.raw.data
    names = list(data.column_names)
    told = [*asked.strata, *((asked.count,) if asked.count else ())]
    if lost := [name for name in told if name not in names]:
        raise StudyProblems([absent(path.name, name, names) for name in lost])
    count = asked.count or next((name for name in names if name.casefold() in COUNTS), None)
    lists = [name for name in names if name not in (*asked.strata, count) and zero_one(data[name])]
    if len(lists) < 2:
        raise StudyProblems([_none(path.name, lists, names)])
    return _study(card, path, asked, lists, count)


def zero_one(column: pa.ChunkedArray) -> bool:
    """Whether most of a column says 0 or 1 (yes or no): a few words in it are mistakes to be told with their lines."""
    words = pc.utf8_lower(column.drop_null())
    if len(words) == 0:
        return False
    said = pc.is_in(words, value_set=pa.array([*YES, *NO]))
    return 2 * int(pc.sum(said).as_py()) > len(words)


def _card(path: Path, printed: bool) -> Source:
    return Source(
        id=SOURCE,
        title=Text.same(path.name),
        producer=NAMELESS,
        path=path.name,
        counting_unit="person",
        period="-",
        coverage=NAMELESS,
        geography=NAMELESS,
        citation="-",
        confidentiality="public",
        small_counts_printed=printed,
        limitations=NAMELESS,
    )


def _study(card: Source, path: Path, asked: Asked, lists: Sequence[str], count: str | None) -> Study:
    block = Hidden(
        source=SOURCE,
        people=PEOPLE,
        lists=tuple(ListCard(id=name, label=Text.same(name)) for name in lists),
        rows="persons" if count is None else "counts",
        count=count or "count",
        strata=asked.strata,
        merge=dict(asked.merge),
        **asked.more,
    )
    columns = {name: ColumnSpec(type="flag") for name in lists} | {name: ColumnSpec() for name in asked.strata}
    if count is not None:
        columns[count] = ColumnSpec(type="count")
    header = Header(id="hidden", title=Text.same(path.name), place=NAMELESS, period="-")
    if asked.seed is not None:
        header = header.model_copy(update={"seed": asked.seed})
    return Study(study=header, sources=(card.model_copy(update={"columns": columns}),), hidden=block)


def _none(where: str, lists: Sequence[str], names: Sequence[str]) -> Any:
    found = ", ".join(quote(name) for name in lists) or "-"
    known = ", ".join(quote(name) for name in names[:12])
    return problem(
        "L257",
        where,
        same(f"0/1: {found}"),
        ("dos columnas 0/1 o más, una por lista", "two 0/1 columns or more, one per list"),
        (f"columnas del archivo: {known}", f"columns of the file: {known}"),
        line=1,
    )
