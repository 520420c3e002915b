"""A table as CSV: which bytes open well in Excel and in a program alike, and run nothing?

UTF-8 with a byte-order mark, commas, CRLF (RFC 4180). Heads are machine names; numbers are unrounded, with a point and
without grouping; a cell without a number is empty and its `_mark` column says why. Words that a spreadsheet would run
as a formula start with an apostrophe. The last column, `estimates`, holds the ids behind the numbers of the row: what
`yupay explain` opens.
"""

import csv
import io

from yupay.keep.neutral import neutral
from yupay.model.table import Row, Table
from yupay.publish.rows import Value, data_columns


def render(table: Table) -> bytes:
    """The table as CSV bytes, every row."""
    columns = data_columns(table)
    named = [(column.name, [written(value) for value in column.values]) for column in columns]
    if any(ids := [behind(row) for row in table.rows]):
        named.append(("estimates", ids))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name, _ in named])
    writer.writerows([values[place] for _, values in named] for place in range(len(table.rows)))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def behind(row: Row) -> str:
    """The ids of the estimates and printed figures behind a row, once each, in the order of its cells."""
    return " ".join(dict.fromkeys(cell.estimate for cell in row.cells if cell.estimate))


def written(value: Value) -> str:
    """A value as it stands in the file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value)
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))
