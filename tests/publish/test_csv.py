"""CSV: machine heads, unrounded numbers, marks apart from numbers, nothing that runs in a spreadsheet."""

import csv as reader
import io

import pytest
from fixture_release import correlation_table, matrix_table, modality_table, valley_table
from hypothesis import given
from hypothesis import strategies as st

from yupay.model.table import Cell, Column, Row, Table
from yupay.model.text import Text
from yupay.publish import csv
from yupay.publish.rows import all_tables


def read(table):
    data = csv.render(table)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(reader.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def one(cell):
    return Table(
        id="t",
        title=Text.same("t"),
        section="1",
        columns=(Column(id="value", label=Text.same("v")),),
        rows=(Row(cells=(cell,)),),
    )


def test_heads_are_machine_names_and_numbers_are_unrounded():
    rows = read(valley_table())
    assert list(rows[0])[:5] == ["row_key", "code", "name", "count", "count_mark"]
    table = valley_table()
    assert [float(row["rate"]) for row in rows if row["rate"]] == [
        row.cells[3].value for row in table.rows if row.cells[3].mark is None
    ]
    assert rows[0]["code"] == "990101"


def test_bounds_stand_in_columns_of_their_own():
    row = read(correlation_table())[0]
    assert (row["interval_low"], row["interval_high"]) == ("0.03", "0.57")


def test_no_data_is_an_empty_cell_with_a_mark_and_zero_is_zero():
    rows = {row["row_key"]: row for row in read(valley_table())}
    assert (rows["990112"]["count"], rows["990112"]["count_mark"]) == ("", "no data")
    assert (rows["990106"]["count"], rows["990106"]["count_mark"]) == ("0", "")
    assert csv.render(one(Cell(mark="zero"))).endswith(b"\r\n0\r\n")


def test_words_come_in_both_languages_where_they_differ():
    row = read(matrix_table())[0]
    assert row["problem_es"].startswith("PG") and row["problem_en"].startswith("GP")
    assert "row_group_es" in row


@pytest.mark.parametrize("words", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_words_that_a_spreadsheet_would_run_start_with_an_apostrophe(words):
    (row,) = read(one(Cell(value=words)))
    assert row["value"] == f"'{words}"


def test_a_negative_number_stays_a_number():
    (row,) = read(one(Cell(value=-0.25, form="coefficient")))
    assert row["value"] == "-0.25"


@given(st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.text(st.characters(exclude_categories=["Cs"]))))
def test_every_value_comes_back(value):
    (row,) = read(one(Cell(value=value)))
    if isinstance(value, float):
        assert float(row["value"]) == value
    else:
        assert row["value"].removeprefix("'") == value.removeprefix("'")


def test_every_table_and_the_data_of_every_figure_is_written(release):
    names = [table.id for table in all_tables(release)]
    assert len(names) == len(set(names))
    assert set(names) == {table.id for table in release.tables} | {"map"}
    assert len(read(modality_table())) == 4
