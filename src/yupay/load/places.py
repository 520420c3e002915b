"""To which place does a row belong? By its code, or by its name with province and department, never by a name alone.

What does not join is reported row by row. Departments have one name each, so they alone may be joined without context.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from yupay.load.columns import PLACE, ROW
from yupay.load.engine import Engine
from yupay.load.messages import listed, problem, quote
from yupay.load.names import current_names
from yupay.load.specs import keyed_by_place, place_column
from yupay.load.table import LoadedTable
from yupay.model.problem import Problem, StudyProblems
from yupay.model.study import Study, Unit

DEPARTMENT_DIGITS = 2
LISTED_ROWS = 1000


@dataclass(frozen=True)
class Gazetteer:
    """The places of one unit's frame: code to (name, *context), as written there."""

    unit: Unit
    places: Mapping[str, tuple[str, ...]]

    @property
    def digits(self) -> int:
        """The length of its codes."""
        return max((len(code) for code in self.places), default=0)

    def by_name(self) -> dict[tuple[str, ...], list[str]]:
        """Current plain names with context to the codes that carry them."""
        found: dict[tuple[str, ...], list[str]] = {}
        for code, (name, *context) in self.places.items():
            found.setdefault(current_names(name, tuple(context)), []).append(code)
        return found


def place_by_name(engine: Engine, study: Study, tables: Mapping[str, LoadedTable], loaded: LoadedTable) -> LoadedTable:
    """The table with `yupay_place` filled from the names of its places; unchanged where it has codes.

    Raises:
        StudyProblems: L214 for names that cannot be told apart.

    """
    source = loaded.source
    if source.place_name is None or place_column(source) is not None:
        return loaded
    gazetteer = _gazetteer(study, tables, loaded)
    if gazetteer is None:
        return loaded
    columns = [source.place_name, *source.place_context]
    seen = loaded.table.select(*columns).distinct().to_pyarrow().to_pylist()
    names = sorted({tuple(row[column] or "" for column in columns) for row in seen})
    problems, codes = _match(loaded, gazetteer, names)
    if problems:
        raise StudyProblems(problems)
    return replace(loaded, table=_filled(engine, loaded, columns, codes))


def not_joined(study: Study, tables: Mapping[str, LoadedTable], loaded: LoadedTable) -> tuple[str, ...]:
    """Every row inside the study's area whose place is in no frame, as `line: code name`; beyond 1,000 only how many."""
    found: dict[int, str] = {}
    total = 0
    for unit in _units_of(study, loaded.source.id):
        if unit.frame != loaded.source.id and unit.frame in tables:
            rows, count = _strangers(unit, tables[unit.frame], loaded)
            found, total = found | rows, max(total, count)
    first = sorted(found)[:LISTED_ROWS]
    shown = [f"{line}: {found[row]}" for line, row in zip(loaded.raw.lines(first), first, strict=True)]
    return (*shown, f"... {total - len(first):,}") if total > len(first) else tuple(shown)


def _units_of(study: Study, source: str) -> list[Unit]:
    used = {unit for indicator in study.indicators if indicator.source == source for unit in indicator.units}
    return [unit for unit in study.units if unit.id in used]


def _strangers(unit: Unit, frame: LoadedTable, loaded: LoadedTable) -> tuple[dict[int, str], int]:
    """The first rows of no place, each with its code and name, and how many there are."""
    if not keyed_by_place(unit, frame.source):
        return {}, 0
    places = {code for code in frame.table[unit.key].to_pyarrow().to_pylist() if code}
    table, source = loaded.table, loaded.source
    shown = [name for name in (source.place_name, *source.place_context) if name]
    code = table[PLACE] if unit.digits is None else table[PLACE].substr(0, unit.digits)
    codes = table.select(yupay_code=code).distinct().to_pyarrow()
    lost = [one for one in codes["yupay_code"].to_pylist() if one not in places and _inside(unit, one)]
    if not lost:
        return {}, 0
    wanted = code.isin([one for one in lost if one is not None])
    condition = wanted | table[PLACE].isnull() if None in lost else wanted
    strange = table.filter(condition)
    rows = strange.select(ROW, PLACE, *shown).order_by(ROW).limit(LISTED_ROWS).to_pyarrow().to_pylist()
    named = {row[ROW]: " ".join(quote(row[name]) for name in (PLACE, *shown) if row[name]) or "-" for row in rows}
    return named, strange.count().to_pyarrow().as_py()


def _inside(unit: Unit, code: str | None) -> bool:
    prefixes = (*unit.keep, *unit.compare) if unit.keep else ("",)
    return code is None or code.startswith(prefixes)


def _gazetteer(study: Study, tables: Mapping[str, LoadedTable], loaded: LoadedTable) -> Gazetteer | None:
    """The places of the finest unit that uses this source and whose frame names them."""
    found = [
        gazetteer
        for unit in _units_of(study, loaded.source.id) or study.units
        if unit.frame in tables and unit.frame != loaded.source.id
        if (gazetteer := _frame_places(unit, tables[unit.frame])) is not None
    ]
    return max(found, key=lambda one: one.digits, default=None)


def _frame_places(unit: Unit, frame: LoadedTable) -> Gazetteer | None:
    name = unit.name or frame.source.place_name
    if name is None or not keyed_by_place(unit, frame.source):
        return None
    columns = [unit.key, name, *frame.source.place_context]
    rows = frame.table.select(*dict.fromkeys(columns)).to_pyarrow().to_pylist()
    return Gazetteer(unit, {row[unit.key]: tuple(row[column] or "" for column in columns[1:]) for row in rows})


def _match(
    loaded: LoadedTable, gazetteer: Gazetteer, names: Sequence[tuple[str, ...]]
) -> tuple[list[Problem], dict[tuple[str, ...], str]]:
    if gazetteer.digits > DEPARTMENT_DIGITS and len(loaded.source.place_context) < gazetteer.digits // 2 - 1:
        return [_without_context(loaded, gazetteer, names)], {}
    known = gazetteer.by_name()
    depth = len(next(iter(known), ("",)))
    found = {written: known.get(current_names(written[0], written[1:])[:depth], []) for written in names}
    homonyms = [_homonym(loaded, gazetteer, written, codes) for written, codes in found.items() if len(codes) > 1]
    return homonyms, {written: codes[0] for written, codes in found.items() if len(codes) == 1}


def _without_context(loaded: LoadedTable, gazetteer: Gazetteer, names: Sequence[tuple[str, ...]]) -> Problem:
    """L214 for the name that most places of the frame carry."""
    bare: dict[str, list[str]] = {}
    for code, (name, *_) in gazetteer.places.items():
        bare.setdefault(current_names(name, ())[0], []).append(code)
    worst = max(names, key=lambda written: len(bare.get(current_names(written[0], ())[0], [])))
    return _homonym(loaded, gazetteer, worst, bare.get(current_names(worst[0], ())[0], []))


def _homonym(loaded: LoadedTable, gazetteer: Gazetteer, written: tuple[str, ...], codes: Sequence[str]) -> Problem:
    column = loaded.source.place_name or ""
    lines = _lines_of(loaded, column, written[0])
    many = len(codes) > 1
    got = (
        (f"{quote(written[0])} ({len(codes)} distritos con ese nombre)" if many else quote(written[0])),
        (f"{quote(written[0])} ({len(codes)} districts of that name)" if many else quote(written[0])),
    )
    return problem(
        "L214",
        loaded.source.path,
        (f"{got[0]}: {listed(lines)}", f"{got[1]}: {listed(lines)}") if len(lines) > 1 else got,
        ("ubigeo, o distrito con provincia y departamento", "ubigeo, or district with province and department"),
        _candidates(gazetteer, codes),
        line=lines[0] if lines else 0,
        column=loaded.names.index(column) + 1,
    )


def _candidates(gazetteer: Gazetteer, codes: Sequence[str]) -> tuple[str, str] | None:
    shown = [f"{code} ({', '.join(quote(one) for one in reversed(gazetteer.places[code]))})" for code in codes[:4]]
    return ("; ".join(shown), "; ".join(shown)) if shown else None


def _lines_of(loaded: LoadedTable, column: str, value: str) -> list[int]:
    rows = loaded.table.filter(loaded.table[column] == value).select(ROW).order_by(ROW).limit(6).to_pyarrow()
    return loaded.raw.lines(rows[ROW].to_pylist())


def _filled(engine: Engine, loaded: LoadedTable, columns: list[str], codes: Mapping[tuple[str, ...], str]) -> Any:
    written = list(codes)
    joined = {f"yupay_n{position}": [one[position] for one in written] for position in range(len(columns))}
    types = {**{key: pa.string() for key in joined}, "yupay_code": pa.string()}
    data = pa.table({**joined, "yupay_code": list(codes.values())}, schema=pa.schema(types))
    known = engine.add(f"{loaded.name}_names", data)
    table = loaded.table
    same = [table[column].fill_null("") == known[f"yupay_n{position}"] for position, column in enumerate(columns)]
    whole = table.left_join(known, same)
    chosen = [table[column] for column in table.columns if column != PLACE]
    return engine.keep(f"{loaded.name}_placed", whole.select(*chosen, known.yupay_code.name(PLACE)))
