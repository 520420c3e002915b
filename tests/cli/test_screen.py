"""Accents survive or are dropped, colour is never needed, columns are respected."""

import io

import pytest

from yupay.cli.matrix import show_table
from yupay.cli.screen import colour_wanted, fitted
from yupay.model.table import Cell, Column, Row, Table
from yupay.model.text import Text


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "«Año» → niñas… ¿qué?"),
        ("cp1252", "«Año» -> niñas… ¿qué?"),
        ("cp850", "«Año» -> niñas... ¿qué?"),
        ("ascii", '"Ano" -> ninas... ?que?'),
        ("no-such-encoding", "«Año» → niñas… ¿qué?"),
        (None, "«Año» → niñas… ¿qué?"),
    ],
)
def test_accents_survive_or_are_dropped(encoding, expected):
    shown = fitted("«Año» → niñas… ¿qué?", encoding)
    if encoding != "no-such-encoding":
        assert shown == expected
        shown.encode(encoding or "utf-8")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_no_color(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert colour_wanted(Terminal())
    assert not colour_wanted(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colour_wanted(Terminal())


def table(columns: int, words: str) -> Table:
    names = tuple(Column(id=str(n), label=Text.same(f"Columna {n}")) for n in range(columns))
    cells = tuple(Cell(value=Text.same(words)) for _ in range(columns))
    return Table(id="t", title=Text.same("t"), section="1", columns=names, rows=(Row(cells=cells), Row(cells=cells)))


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
@pytest.mark.parametrize("columns", [2, 5, 9])
def test_every_word_is_shown_within_the_width(width, columns):
    words = "una frase larga que se parte en varias líneas"
    shown = show_table(table(columns, words), "es", width)
    assert all(len(line) <= width for line in shown.split("\n"))
    assert shown.count("frase") == 2 * columns


def test_a_mark_is_a_dash_in_a_table_and_absent_from_a_card():
    one = Table(
        id="t",
        title=Text.same("t"),
        section="1",
        columns=(Column(id="a", label=Text.same("A")), Column(id="b", label=Text.same("B"))),
        rows=(Row(cells=(Cell(value="x"), Cell(mark="not applicable"))),),
    )
    assert show_table(one, "es", 80).split("\n")[2].split() == ["x", "-"]
    assert "B" not in show_table(one, "es", 30)
