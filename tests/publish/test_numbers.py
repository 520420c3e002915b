"""Numbers and sentences as printed: APA forms, both styles, marks, what must never appear."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.model.table import Cell, Column, Row, Sentence, Table
from yupay.model.text import Text
from yupay.publish.numbers import MINUS, NARROW_SPACE, Run, Writer, even

ES, EN, SI, SI_EN = Writer("es"), Writer("en"), Writer("es", "si"), Writer("en", "si")
FINITE = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12)


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        (Cell(value=1976, form="count"), "1,976"),
        (Cell(value=1234.5, form="number"), "1,234.5"),
        (Cell(value=43.0, form="number"), "43"),
        (Cell(value=12.34, form="percent"), "12.3"),
        (Cell(value=10.25, form="rate"), "10.3"),
        (Cell(value=0.413, form="coefficient"), ".41"),
        (Cell(value=-0.413, form="coefficient"), f"{MINUS}.41"),
        (Cell(value=-0.004, form="coefficient"), ".00"),
        (Cell(value=1.0, form="coefficient"), "1.00"),
        (Cell(value=0.05, form="p", digits=2), ".05"),
        (Cell(value=0.034, form="p"), ".034"),
        (Cell(value=0.00002, form="p"), "< .001"),
        (Cell(value=0.0, form="p"), "< .001"),
        (Cell(value=0.99999, form="p"), "> .999"),
        (Cell(value=2016.0, form="year"), "2016"),
        (Cell(value="010101", form="code"), "010101"),
        (Cell(low=0.12, high=0.55, form="interval"), "[.12, .55]"),
        (Cell(low=-4.0, high=1500.0, form="interval", digits=1), f"[{MINUS}4.0, 1,500.0]"),
        (Cell(low=1, high=3, form="interval", digits=0), "[1, 3]"),
        (Cell(value=2, low=1, high=3, form="interval", digits=0), "2 [1, 3]"),
        (Cell(low=None, high=0.5, form="interval"), f"({MINUS}∞, .50]"),
        (Cell(form="interval"), "sin dato"),
        (Cell(value=None, form="count"), "sin dato"),
        (Cell(value=math.nan, form="count"), "sin dato"),
        (Cell(value=None), ""),
        (Cell(mark="no data"), "sin dato"),
        (Cell(mark="zero"), "0"),
        (Cell(mark="not published"), "no publicado"),
        (Cell(mark="not applicable"), "—"),
        (Cell(mark="not stated"), "ámbito no precisado"),
        (Cell(mark="hidden", value=3.0, form="count"), "dato reservado"),
        (Cell(value="not assessable", form="decision"), "no evaluable"),
        (Cell(value=Text(es="denuncia", en="complaint")), "denuncia"),
    ],
)
def test_a_cell_is_printed_in_the_apa_form(cell, printed):
    assert ES.cell(cell) == printed


def test_the_si_style_groups_with_a_narrow_space_and_never_confuses_its_bounds():
    assert SI.cell(Cell(value=1234.5, form="number")) == f"1{NARROW_SPACE}234,5"
    assert SI_EN.cell(Cell(value=1234.5, form="number")) == f"1{NARROW_SPACE}234.5"
    assert SI.cell(Cell(low=0.12, high=0.55, form="interval")) == "[,12; ,55]"
    assert SI.cell(Cell(value=0.0004, form="p")) == "< ,001"


def test_english_words_differ_and_numbers_do_not():
    assert EN.cell(Cell(value="supported", form="decision")) == "supported"
    assert EN.cell(Cell(mark="no data")) == "no data"
    assert EN.cell(Cell(value=1234.5, form="number")) == ES.cell(Cell(value=1234.5, form="number"))


@given(FINITE, st.integers(0, 4))
def test_a_printed_number_reads_back_within_half_a_unit_of_its_last_digit(value, digits):
    shown = float(ES.number(value, digits).replace(",", "").replace(MINUS, "-"))
    assert abs(shown - value) <= 0.5 * 10**-digits * (1 + 1e-9) + abs(value) * 1e-15


@given(st.floats(0, 1), st.sampled_from([ES, SI]))
def test_a_p_value_is_never_zero_nor_one(value, writer):
    shown = writer.p_value(value)
    assert shown.strip("<> ,.") not in ("000", "1", "1.000", "1,000", "")
    assert "0." not in shown.replace(".0", "")


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_a_bounded_quantity_has_no_zero_before_the_point(low, high):
    shown = ES.cell(Cell(low=low, high=high, form="interval", digits=2))
    assert "[0." not in shown and " 0." not in shown and f"{MINUS}0." not in shown


def test_runs_carry_the_cells_and_join_to_the_text():
    p = Cell(value=1e-6, form="p", estimate="relate/a~b/c/d")
    sentence = Sentence(
        template=Text(es="ρ = {r}, p = {p}; n = {{43}}.", en="{p}"), slots={"r": Cell(value=0.4), "p": p}
    )
    runs = ES.runs(sentence)
    assert Run("< .001", p) in runs
    assert ES.text(sentence) == "ρ = 0.4, p < .001; n = {43}."
    assert EN.runs(sentence) == [Run("< .001", p)]


def test_an_equals_sign_stays_before_a_plain_p():
    sentence = Sentence(template=Text.same("p = {p}"), slots={"p": Cell(value=0.02, form="p")})
    assert ES.text(sentence) == "p = .020"


@given(st.text())
def test_plain_words_come_back_as_they_are(words):
    assert ES.text(Sentence.plain(Text.same(words))) == words


def test_a_slot_that_is_missing_is_refused():
    with pytest.raises(KeyError):
        ES.text(Sentence(template=Text.same("{lost}")))


def _column_of(*cells):
    return Table(
        id="t",
        title=Text.same("t"),
        section="1",
        columns=(Column(id="i", label=Text.same("i")),),
        rows=tuple(Row(cells=(cell,)) for cell in cells),
    )


def test_intervals_of_one_column_are_written_alike():
    small, large = Cell(form="interval", low=0.4, high=0.8), Cell(form="interval", low=0.9, high=1.2)
    table = even(_column_of(small, large, Cell(mark="no data")))
    assert [ES.cell(row.cells[0]) for row in table.rows] == ["[0.4, 0.8]", "[0.9, 1.2]", "sin dato"]
    alone = _column_of(small)
    assert even(alone) is alone


def test_labels_come_in_both_languages():
    assert (ES.label("table"), EN.label("table")) == ("Tabla", "Table")
    with pytest.raises(KeyError):
        ES.label("no such word")
