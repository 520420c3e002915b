"""Numbers inside cells are written as the publisher writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.conclude.plainly import cell_words, plainly, together
from yupay.model.table import Cell, Sentence
from yupay.model.text import Text


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (Cell(value=1234, form="count"), "1,234"),
        (Cell(value=0.0004, form="p"), "< .001"),
        (Cell(value=0.41, form="coefficient"), ".41"),
        (Cell(value=-0.05, form="coefficient"), "−.05"),
        (Cell(value=12.25, form="percent"), "12.3"),
        (Cell(low=0.12, high=0.55, form="interval", digits=2), "[.12, .55]"),
        (Cell(value=3, low=2, high=5, form="interval", digits=0), "3 [2, 5]"),
        (Cell(mark="no data"), "sin dato"),
        (Cell(value="supported", form="decision"), "respaldada"),
        (Cell(value=2016, form="year"), "2016"),
    ],
)
def test_forms(cell: Cell, words: str) -> None:
    assert cell_words(cell, "es_PE", "es") == words


def test_si_style_in_both_languages() -> None:
    cell = Cell(value=1234.5, form="number", digits=1)
    assert (cell_words(cell, "si", "es"), cell_words(cell, "si", "en")) == ("1\u202f234,5", "1\u202f234.5")


def test_p_loses_its_equals_sign() -> None:
    sentence = Sentence(template=Text(es="p = {p}", en="p = {p}"), slots={"p": Cell(value=1e-9, form="p")})
    assert plainly(sentence, "es_PE").es == "p < .001"


@given(st.text(alphabet="ab {}", max_size=8))
def test_plain_words_survive_being_joined(words: str) -> None:
    joined = together(Sentence.plain(Text.same(words)), Sentence.plain(Text.same("z")))
    assert plainly(joined, "es_PE").es == f"{words} z"


@given(st.floats(-0.999, 0.999))
def test_a_bounded_quantity_has_no_zero_before_the_point(value: float) -> None:
    assert not cell_words(Cell(value=value, form="coefficient"), "es_PE", "en").lstrip("−").startswith("0.")


def test_slots_of_joined_sentences_stay_apart() -> None:
    one, two = (
        Sentence(template=Text(es="{n}", en="{n}"), slots={"n": Cell(value=value, form="count")}) for value in (1, 2)
    )
    assert plainly(together(one, two), "es_PE").es == "1 2"
