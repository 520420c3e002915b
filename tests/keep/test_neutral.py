"""Words that a spreadsheet would run get an apostrophe, in one way for a word and for a column of them."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.keep.neutral import neutral, neutral_array

RUN = [
    "=1+1",
    "+51 999 000 000",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\tx",
    "\ufeff=1",
    "\u200b=1",
    " =1",
    "\u00a0=1",
]
RUN += ["＝1", "＋1", "－1", "＠x", "\u3000=1", "-", "−5", "\u2060@x", "\x00=1", "\ufeff\u200e -x"]
STAY = [
    "-15",
    " -15",
    "-1,234.5",
    "-.5",
    "-1e5",
    "15",
    "a=1",
    "",
    "ñandú",
    "Ángel",
    "1e5",
    "x@y",
    "“x”",
    "…",
    "¿sí?",
    "€ 5",
]


@pytest.mark.parametrize("words", RUN)
def test_what_runs_is_neutralised(words: str) -> None:
    assert neutral(words) == f"'{words}"


@pytest.mark.parametrize("words", STAY)
def test_numbers_and_words_stay(words: str) -> None:
    assert neutral(words) == words


@given(st.lists(st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(RUN + STAY), st.none())))
def test_a_column_is_treated_as_its_words(values: list[str | None]) -> None:
    found = neutral_array(pa.array(values, pa.string())).to_pylist()
    assert found == [None if value is None else neutral(value) for value in values]
    sliced = neutral_array(pa.array(["=", *values, "x"], pa.string())[1:-1]).to_pylist()
    assert sliced == found
