"""Who is on which lists together? The histories that may be published, the largest first, and the size of each list."""

from yupay.conclude import layout
from yupay.conclude.exhibits import hidden_reading as reading
from yupay.conclude.exhibits.series import plain_table
from yupay.conclude.material import Material
from yupay.conclude.wording import hidden as words
from yupay.model.figure import Figure, OverlapChart
from yupay.model.lists import Overlaps, PrintedCaptures
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Note, Row, Table
from yupay.model.text import Text

MOST = 32
"""Columns that a page holds."""
History = tuple[tuple[int, ...], int]


def build(exhibit: Exhibit, material: Material) -> Figure | None:
    """The chart of all people; None without lists, or where nothing about them may be shown."""
    found = reading.overlaps(material)
    table = None if found is None else reading.table_of(found)
    if found is None or table is None or all(total is None for total in table.totals):
        return None
    shown = histories(table)
    return Figure(
        id=exhibit.id,
        title=exhibit.title,
        section=exhibit.section,
        alt=words.OVERLAPS_ALT,
        body=chart(found, table, shown[:MOST]),
        table=fallback(exhibit, found, table, shown),
        notes=layout.all_notes(exhibit, material, notes(found, table, shown), (found.source,)),
        number=material.numbers.get(exhibit.id, 0),
        sources=(found.source,),
    )


def histories(table: PrintedCaptures) -> list[History]:
    """The lists of each history that somebody has, with how many, the largest first, ties by fewer lists."""
    places = range(len(table.lists))
    told = [
        (tuple(k for k in places if cell >> k & 1), count) for cell, count in enumerate(table.counts) if cell and count
    ]
    return sorted(told, key=lambda one: (-one[1], len(one[0]), one[0]))


def on_several(shown: list[History]) -> int:
    """How many people are on two lists or more."""
    return sum(count for on, count in shown if len(on) > 1)


def chart(found: Overlaps, table: PrintedCaptures, shown: list[History]) -> OverlapChart:
    """The drawing: one column a history."""
    return OverlapChart(
        lists=tuple(card.label for card in found.cards),
        sizes=tuple(size(found, total) for total in table.totals),
        histories=tuple(on for on, _ in shown),
        counts=tuple(counted(found, count) for _, count in shown),
        y_label=words.Y_LABEL,
        size_label=words.SIZE_LABEL,
    )


def size(found: Overlaps, total: int | None) -> Cell:
    """The people on one list."""
    return Cell(mark="hidden", source=found.source) if total is None else counted(found, total)


def counted(found: Overlaps, count: int) -> Cell:
    """A count of the source of the lists."""
    return Cell(value=float(count), form="count", source=found.source)


def fallback(exhibit: Exhibit, found: Overlaps, table: PrintedCaptures, shown: list[History]) -> Table:
    """The same as a table: each list, then each history."""
    columns = (layout.head("history", words.HISTORY, width=2), layout.figures_head("n", words.PEOPLE))
    sizes = zip(found.cards, table.totals, strict=True)
    rows = [
        Row(key=card.id, cells=(layout.said(card.label), size(found, total)), group=words.SIZE_LABEL)
        for card, total in sizes
    ]
    rows += [
        Row(
            key="~".join(found.cards[k].id for k in on),
            cells=(layout.said(together(found, on)), counted(found, count)),
            group=words.Y_LABEL,
        )
        for on, count in shown
    ]
    return plain_table(exhibit, columns, rows)


def together(found: Overlaps, on: tuple[int, ...]) -> Text:
    """The lists of a history, by name."""
    labels = [found.cards[k].label for k in on]
    return Text(es=" + ".join(one.es for one in labels), en=" + ".join(one.en for one in labels))


def notes(found: Overlaps, table: PrintedCaptures, shown: list[History]) -> list[Note]:
    """How many coincide, and what is not drawn."""
    told = [layout.general(text) for text in found.notes]
    if not found.printed or table.seen is None:
        return [layout.general(words.OVERLAPS_SIZES), *told]
    every = 2 ** len(table.lists) - 1
    numbers = {"empty": every - len(shown), "all": every, "overlap": on_several(shown), "seen": table.seen}
    cells = {name: counted(found, value) for name, value in numbers.items()}
    first = [layout.general(words.OVERLAPS_NOTE, **cells)]
    if len(shown) > MOST:
        first.append(layout.general(words.OVERLAPS_MORE, drawn=Cell(value=MOST, form="count")))
    return [*first, *told]
