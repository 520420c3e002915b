"""How many persons did the institutions record? One protected table of the registry, every hidden cell under one mark.

Options: `table`, the id of a table of the `[registry]` block; the first where not given. The last axis is the columns, the one
before it the rows, the first of three the groups of rows.
"""

from collections.abc import Mapping

from yupay.conclude import layout
from yupay.conclude.material import Material
from yupay.conclude.wording import registry as words
from yupay.model.registry import CellKey, CubeTable, SafeCell, SafeCube
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Note, Row, Table
from yupay.model.text import Text

ALL = ""
WIDE = 8
Found = Mapping[CellKey, SafeCell]


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """The table; None outside an edition, or where it would only have totals."""
    cube, registry = material.evidence.registry, material.study.registry
    if cube is None or registry is None:
        return None
    named = exhibit.options.get("table", cube.tables[0].id)
    table = next((one for one in cube.tables if one.id == named), None)
    if table is None:
        return None
    cells = {one.key: one for one in cube.cells if table.id in one.tables}
    across = table.axes[-1] if len(table.axes) > 1 else None
    columns = [ALL] if across is None else members(cells, across)
    rows = rows_of(material, table, cells, columns, across)
    return layout.table(
        exhibit,
        material,
        (
            layout.head("member", words.AXES[table.axes[-2 if across else -1]], width=2.2),
            *(layout.figures_head(one or "all", name_of(material, one), heading(across), 0.6) for one in columns),
        ),
        rows,
        notes=notes(cube, table),
        sources=(registry.source,),
        landscape=len(columns) > WIDE,
        sortable=False,
    )


def heading(across: str | None) -> Text | None:
    """The head over the columns of an axis."""
    return None if across is None else words.AXES[across]


def members(cells: Found, axis: str) -> list[str]:
    """The members of an axis in the order of the cells, its total last; institutions have none."""
    found = list(dict.fromkeys(getattr(key, axis) for key in cells))
    return [*(one for one in found if one != ALL), *([ALL] if ALL in found else [])]


def rows_of(material: Material, table: CubeTable, cells: Found, columns: list[str], across: str | None) -> list[Row]:
    """One row per member of the row axis, in groups where there is a third axis."""
    axes = list(table.axes[:-1]) if across else list(table.axes)
    down, above = axes[-1], axes[-2] if len(axes) > 1 else None
    groups = members(cells, above) if above else [None]
    return [
        Row(
            key=f"{group or 'all'}/{one or 'all'}" if above else one or "all",
            group=name_of(material, group) if group is not None else None,
            strong=one == ALL,
            cells=(
                layout.said(name_of(material, one)),
                *(cell_of(material, cells, {above: group, down: one, across: column}) for column in columns),
            ),
        )
        for group in groups
        for one in members(cells, down)
    ]


def cell_of(material: Material, cells: Found, at: Mapping[str | None, str | None]) -> Cell:
    """One count, or the mark of hidden cells."""
    registry = material.study.registry
    source = registry.source if registry else None
    found = cells.get(CellKey(**{axis: member for axis, member in at.items() if axis and member}))
    if found is None:
        return Cell(mark="not applicable", source=source)
    if found.count is None:
        return Cell(mark="hidden", source=source)
    return Cell(value=float(found.count), form="count", source=source)


def name_of(material: Material, member: str | None) -> Text:
    """A member in words: a place or an institution by its name."""
    if not member:
        return words.ALL
    if member in words.MEMBERS:
        return words.MEMBERS[member]
    institutions = material.study.registry.institutions if material.study.registry else ()
    known = {one.id: one.label for one in institutions}
    known |= {place.key: Text.same(place.name) for cube in material.evidence.cubes.values() for place in cube.places}
    return known.get(member, Text.same(member))


def notes(cube: SafeCube, table: CubeTable) -> list[Note]:
    """What is hidden and why, what is left where the total is printed, and that lists do not add up."""
    told = [layout.general(words.HIDDEN_NOTE, most=Cell(value=float(cube.threshold - 1), form="count"))]
    if (kept := share_printed(cube, table)) is not None:
        told.append(layout.general(words.LOST_NOTE, share=Cell(value=100 * kept, form="percent", digits=0)))
    return [*told, *([layout.general(words.LISTS_NOTE)] if "source" in table.axes else [])]


def share_printed(cube: SafeCube, table: CubeTable) -> float | None:
    """The share of the printed total that the printed inner cells hold: from printed counts alone, None without them."""
    cells = {one.key: one.count for one in cube.cells if table.id in one.tables}
    total = cells.get(CellKey())
    if not total:
        return None
    groups = {axis: groups_of(cube, table, axis) for axis in table.axes}
    inner = [key for key in cells if all(getattr(key, axis) not in groups[axis] for axis in table.axes)]
    return sum(cells[key] or 0 for key in inner) / total


def groups_of(cube: SafeCube, table: CubeTable, axis: str) -> frozenset[str]:
    """The members of an axis that stand above others: the total, and zones where districts are printed."""
    return frozenset({ALL, *(cube.groups if axis == "place" and table.place == "district" else ())})
