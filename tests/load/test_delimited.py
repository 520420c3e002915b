"""Delimited text: separators, line ends, ragged rows, and the files that programs leave half written."""

import csv
import io
from pathlib import Path

import made
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from yupay.load.delimited import read_delimited, sniff_separator
from yupay.load.tables import load
from yupay.model.problem import StudyProblems


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_found(read, sign: str) -> None:
    table = read(f"a{sign}b{sign}c\n1{sign}x y{sign}\n2{sign}z{sign}3\n")
    assert table.to_pydict() == {"a": ["1", "2"], "b": ["x y", "z"], "c": [None, "3"]}


def test_a_semicolon_file_with_decimal_commas() -> None:
    assert sniff_separator("a;b\n1,5;2,5\n1,5;2,5\n") == ";"


def test_one_column_needs_no_separator(read) -> None:
    assert read("ubigeo\n150101\n150102\n").to_pydict() == {"ubigeo": ["150101", "150102"]}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_machine(read, end: str) -> None:
    assert read(f"a,b{end}1,2{end}3,4{end}").to_pydict() == {"a": ["1", "3"], "b": ["2", "4"]}


def test_formulas_and_markup_stay_text(read) -> None:
    rows = read('a,b\n=1+1,[/red]\n"=HYPERLINK(""x"")",@sum\n')
    assert rows.to_pydict() == {"a": ["=1+1", '=HYPERLINK("x")'], "b": ["[/red]", "@sum"]}


def test_ragged_rows_are_refused_with_their_lines(refuse) -> None:
    (found,) = refuse("a,b\n1,2\n3\n4,5,6\n7,8\n")
    assert (found.code, found.line) == ("L205", 3)
    assert found.got.en == "1, 3 fields in 2 rows: 3, 4"
    assert found.expected.es == "2 campos separados por «,»"


def test_blank_lines_before_a_ragged_row_are_counted(refuse) -> None:
    (found,) = refuse("a,b\n1,2\n\n\n3\n")
    assert (found.code, found.line) == ("L205", 5)


def test_a_quote_left_open(refuse) -> None:
    (found,) = refuse('a,b\n1,"2\n3,4\n')
    assert (found.code, found.got.en) == ("L205", "a quote that is never closed")


def test_a_single_quote_sign_inside_a_value_is_no_problem(read) -> None:
    assert read('a,b\n1,5" tube\n').to_pydict() == {"a": ["1"], "b": ['5" tube']}


@pytest.mark.parametrize("content", ["", "\n\n", "   \n", "a,b\n"])
def test_files_without_rows(refuse, content: str) -> None:
    (found,) = refuse(content)
    assert found.code == "L204"


def test_a_line_of_ten_megabytes(refuse) -> None:
    (found,) = refuse("a,b\n1," + "x" * 10_000_000 + "\n")
    assert (found.code, found.line) == ("L206", 2)
    assert found.got.en == "a line of 10.0 MB"


@pytest.mark.parametrize(
    ("header", "shown"),
    [("w,W", "w, W"), ("a,a", "a, a"), ("año,AÑO", "año, AÑO"), ("straße,STRASSE", "straße, STRASSE")],
)
def test_names_that_the_engine_would_confuse(refuse, header: str, shown: str) -> None:
    (found,) = refuse(f"{header}\n1,2\n")
    assert (found.code, found.line, found.column) == ("L212", 1, 1)
    assert found.got.es == shown


@pytest.mark.parametrize("header", ["a,", ",b", "a, ", "yupay_row,b", "x" * 200 + ",b"])
def test_names_that_cannot_be_used(refuse, header: str) -> None:
    (found,) = refuse(f"{header}\n1,2\n")
    assert found.code == "L212"


def test_lines_are_those_of_the_file(refuse) -> None:
    """A quoted line break and a blank line move later rows down: the message names the line an editor shows."""
    spec = {"columns": {"n": {"type": "count", "blank": "zero"}}}
    (found,) = refuse('name,n\n"two\nlines",1\n\nplain,x\n', **spec)
    assert (found.code, found.line) == ("L230", 5)


cell = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=12)


@given(rows=st.lists(st.tuples(cell, cell), min_size=1, max_size=8), sign=st.sampled_from([",", ";", "\t", "|"]))
def test_what_a_csv_writer_writes_is_read_back(rows: list[tuple[str, str]], sign: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(("first", "second"))
    writer.writerows(rows)
    raw = read_delimited(made.source("rows", "rows.csv", separator=sign), out.getvalue().encode())
    assert list(zip(*(column.to_pylist() for column in raw.data.columns), strict=True)) == rows


@pytest.mark.parametrize("sign", ["||", "", '"', "\n"])
def test_a_separator_that_is_none(refuse, sign: str) -> None:
    (found,) = refuse("a,b\n1,2\n", separator=sign)
    assert (found.code, found.expected.en) == ("L205", "one sign: , ; | tab")


name = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(name, min_size=1, max_size=4, unique=True))
@example(names=["self", "select", "count", 'a"b', "{x}", "[/red]", "; drop table x"])
def test_any_name_is_a_column_or_refused(tmp_path: Path, names: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([names, [str(n) for n in range(len(names))]])
    specs = {one.strip(): {"type": "count", "blank": "zero"} for one in names}
    source = made.source("rows", "data/rows.csv", columns=specs, key=names[0].strip() or None)
    try:
        loaded = load(made.study((source,)), made.write(tmp_path, rows__csv=out.getvalue()))
    except StudyProblems as found:
        assert {one.code for one in found.problems} == {"L212"}
    else:
        (row,) = loaded.tables["rows"].to_pyarrow().to_pylist()
        assert [row[one.strip()] for one in names[1:]] == [float(n) for n in range(1, len(names))]


def test_columns_at_the_end_without_name_or_value_are_left_out(read, refuse) -> None:
    assert read("a,b,,\n1,2,,\n3,4,,\n").to_pydict() == {"a": ["1", "3"], "b": ["2", "4"]}
    (found,) = refuse("a,b,,\n1,2,,\n3,4,5,\n")
    assert (found.code, found.column) == ("L212", 3)
    (found,) = refuse("a,,b\n1,,2\n")
    assert (found.code, found.column) == ("L212", 2)


def test_a_very_long_value_is_told_with_its_line(refuse) -> None:
    spec = {"n": {"type": "number"}}
    (found,) = refuse('a,n\n1,"' + "x\n" * 90_000 + '"\n1,2\n', columns=spec)
    assert (found.code, found.line) == ("L230", 2)
