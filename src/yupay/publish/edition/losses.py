"""What was lost by protecting? Shares of hidden cells and of the people that the printed ones hold, worked out from the printed cells alone.

Everything here anybody could work out from the public files: a share whose total is hidden is not said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from yupay.model.registry import CubeTable, EditionSheet, PublicCell
from yupay.publish.edition.counts import axes_of, cells_of


@dataclass(frozen=True)
class Loss:
    """Of some cells of a table: which share is hidden, and which share of the people the printed ones hold.

    `axis` is "" for the cells that are no total, else the axis whose margin it is. `people` is None where it cannot be
    worked out from what is printed.
    """

    table: str
    axis: str
    hidden: float
    people: float | None


def losses(sheet: EditionSheet) -> tuple[Loss, ...]:
    """Every table: its inner cells first, then the margin of each axis where there is more than one."""
    zones = {member.part_of for member in sheet.members if member.part_of}
    found: list[Loss | None] = []
    for table in sheet.tables:
        cells = cells_of(sheet, table)
        axes = axes_of(cells)
        groups = zones if table.place == "district" else set()
        found.append(_loss(table, "", _crossed(cells, axes, groups), cells))
        if len(axes) > 1:
            found += [_loss(table, axis, _crossed(cells, (axis,), groups), cells) for axis in axes]
    return tuple(one for one in found if one is not None)


def silent_levels(sheet: EditionSheet) -> tuple[tuple[CubeTable, str], ...]:
    """The tables and axes of which no value is printed, only totals: "district" where zones are left, "" where margins are."""
    zones = {member.part_of for member in sheet.members if member.part_of}
    found: list[tuple[CubeTable, str]] = []
    for table in sheet.tables:
        cells = cells_of(sheet, table)
        for axis in axes_of(cells):
            coded = [cell for cell in cells if getattr(cell.key, axis)]
            fine = [cell for cell in coded if axis == "place" and cell.key.place not in zones]
            if all(cell.count is None for cell in coded):
                found.append((table, axis))
            elif table.place == "district" and fine and all(cell.count is None for cell in fine):
                found.append((table, "district"))
        inner = _crossed(cells, axes_of(cells), zones if table.place == "district" else set())
        if inner and all(cell.count is None for cell in inner) and all(one is not table for one, _ in found):
            found.append((table, ""))
    return tuple(found)


def _crossed(cells: Sequence[PublicCell], axes: Sequence[str], groups: set[str]) -> list[PublicCell]:
    """The cells crossed by exactly these axes, zones of a table of districts aside."""
    every = axes_of(cells)
    return [
        cell
        for cell in cells
        if all(bool(getattr(cell.key, axis)) == (axis in axes) for axis in every) and cell.key.place not in groups
    ]


def _loss(table: CubeTable, axis: str, some: Sequence[PublicCell], cells: Sequence[PublicCell]) -> Loss | None:
    if not some:
        return None
    whole = _everybody(table, cells)
    printed = sum(cell.count for cell in some if cell.count is not None)
    hidden = sum(cell.count is None for cell in some) / len(some)
    return Loss(table.id, axis, hidden, printed / whole if whole else None)


def _everybody(table: CubeTable, cells: Sequence[PublicCell]) -> int | None:
    """The people of a table, where they are printed: its total, or by institution the totals of all of them."""
    axes = axes_of(cells)
    total = _crossed(cells, ("source",) if "source" in axes else (), set())
    known = [cell.count for cell in total if cell.count is not None]
    return sum(known) if known and len(known) == len(total) else None
