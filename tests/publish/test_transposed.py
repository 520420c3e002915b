"""A table of many columns and few rows stands up; every cell is still there, its data file as declared."""

import pytest
from fixture_release import correlation_table

from yupay.model.table import Cell, Column, Row, Table
from yupay.model.text import Text
from yupay.publish import csv
from yupay.publish.transposed import LEAST_COLUMNS, MOST_ROWS, lies_down, readable


def table(columns: int, rows: int) -> Table:
    grouped = (Text.same(f"Grupo {i // 2}") for i in range(columns - 1))
    others = (Column(id=f"c{i}", label=Text.same("p de x"), spanner=group) for i, group in enumerate(grouped))
    heads = (Column(id="pair", label=Text(es="Par", en="Pair")), *others)
    lines = tuple(
        Row(cells=(Cell(value=f"X{r}"), *(Cell(value=float(r * 100 + i), form="count") for i in range(columns - 1))))
        for r in range(rows)
    )
    return Table(id="t", title=Text.same("t"), section="4.4", columns=heads, rows=lines, landscape=True)


def test_columns_become_rows_and_no_cell_is_lost() -> None:
    wide = table(18, 3)
    made = readable(wide)
    assert [column.label.es for column in made.columns] == ["Par", "X0", "X1", "X2"]
    assert made.rows[0].cells[0].value == Text.same("Grupo 0: p de x")
    for place, row in enumerate(made.rows, start=1):
        assert row.cells[1:] == tuple(line.cells[place] for line in wide.rows)
    assert not made.landscape and not made.sortable


def test_its_data_file_keeps_the_declared_columns() -> None:
    assert csv.render(table(18, 3)).decode("utf-8-sig").splitlines()[0].startswith("pair,c0,c1")


@pytest.mark.parametrize(("columns", "rows"), [(LEAST_COLUMNS - 1, 2), (18, MOST_ROWS + 1), (18, 0)])
def test_other_tables_stay_as_they_are(columns: int, rows: int) -> None:
    assert readable(table(columns, rows)) == table(columns, rows)


def test_a_table_with_groups_or_levels_stays_as_it_is() -> None:
    wide = table(18, 2)
    strong = wide.model_copy(update={"rows": tuple(row.model_copy(update={"strong": True}) for row in wide.rows)})
    assert not lies_down(strong)
    assert readable(correlation_table()) == correlation_table()
