"""Messages: each code has one line in both languages, and values are made harmless before they are shown."""

import pytest

from yupay.load.messages import WHAT, listed, number, quote


def test_every_code_speaks_both_languages() -> None:
    for code, (spanish, english) in WHAT.items():
        assert code[0] in "LP" and code[1:].isdigit()
        assert spanish and english and spanish != english
        assert ("{" in spanish) == ("{" in english)


def test_every_code_is_explained() -> None:
    from yupay.study.codes import catalogue

    assert set(WHAT) <= set(catalogue())


@pytest.mark.parametrize(
    ("value", "shown"),
    [("[/red]", "[/red]"), ("a\nb\x1b[31m", "a·b·[31m"), ("x" * 50, "x" * 39 + "…"), (12, "12")],
)
def test_quotes_are_one_short_printable_line(value: object, shown: str) -> None:
    assert quote(value) == shown


def test_five_lines_then_dots() -> None:
    assert listed([2, 3]) == "2, 3"
    assert listed([2, 3, 4, 5, 6, 7]) == "2, 3, 4, 5, 6 ..."


def test_numbers_as_the_page_writes_them() -> None:
    assert (number(1976), number(12.5)) == ("1,976", "12.5")
