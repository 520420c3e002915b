"""Which tables are read better with their columns as rows? Many columns of few rows: assumptions, one pair a row.

Eighteen columns of three rows ask for a turned page in 7-point letters; eighteen rows of three columns do not.
"""

from yupay.model.table import Cell, Column, Row, Table
from yupay.model.text import Text

MOST_ROWS = 4
LEAST_COLUMNS = 12


def readable(table: Table) -> Table:
    """The table, transposed where it has many columns and few rows; its data files keep their own shape."""
    return _transposed(table) if lies_down(table) else table


def lies_down(table: Table) -> bool:
    """Whether the table has many columns, few rows, and a name of words for each row."""
    named = all(isinstance(row.cells[0].value, Text | str) for row in table.rows)
    plain = not any(row.group or row.level or row.strong for row in table.rows)
    return 0 < len(table.rows) <= MOST_ROWS and len(table.columns) >= LEAST_COLUMNS and named and plain


def _transposed(table: Table) -> Table:
    first, *others = table.columns
    heads = [Column(id=f"row_{place}", label=_words(row.cells[0]), width=2) for place, row in enumerate(table.rows)]
    rows = tuple(
        Row(cells=(Cell(value=label), *(row.cells[place] for row in table.rows)))
        for place, label in enumerate(map(_label, others), start=1)
    )
    stub = Column(id=first.id, label=first.label, width=1.4)
    shape = {"columns": (stub, *heads), "rows": rows, "landscape": False, "sortable": False}
    return table.model_copy(update=shape)


def _words(cell: Cell) -> Text:
    return cell.value if isinstance(cell.value, Text) else Text.same(str(cell.value))


def _label(column: Column) -> Text:
    """The head with its spanner before it: a row has no spanner."""
    if column.spanner is None:
        return column.label
    return Text(es=f"{column.spanner.es}: {column.label.es}", en=f"{column.spanner.en}: {column.label.en}")
