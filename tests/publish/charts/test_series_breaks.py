"""Rules where a definition changed: each at its day, none of their words over another's, however many there are."""

import re

import pytest

from yupay.model.figure import Series
from yupay.model.table import Cell
from yupay.model.text import Text
from yupay.publish.charts.drawing import CHARACTER, SIZE
from yupay.publish.charts.series import LEFT, RIGHT, draw
from yupay.publish.numbers import Writer

WORDS = re.compile(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*font-style="italic"[^>]*>([^<]+)</text>')
RULES = re.compile(r'<line x1="([\d.]+)" y1="([\d.]+)" x2="\1"[^>]*stroke-dasharray="2 3"')


def series(first: int, last: int, *breaks: tuple[float, str]) -> str:
    years = tuple(range(first, last + 1))
    body = Series(
        y_label=Text.same("n"),
        years=years,
        values=tuple(Cell(value=year % 7 + 3, form="count") for year in years),
        breaks=tuple((at, Text.same(label)) for at, label in breaks),
    )
    return "".join(draw(body, "key", Writer("es", "es_PE"))[1])


def spans(svg: str) -> list[tuple[float, float, float]]:
    """From where to where each label of a break reaches, and its line."""
    found = []
    for whole in WORDS.finditer(svg):
        x, y, said = float(whole[1]), float(whole[2]), whole[3]
        width = len(said) * SIZE * CHARACTER
        found.append((x - width, x, y) if 'text-anchor="end"' in whole[0] else (x, x + width, y))
    return found


MANY = tuple((at, f"Ley {at:.0f}, 22 de octubre de {at:.0f}") for at in (1994.4, 2004.4, 2007.05, 2014.81, 2021.25))


@pytest.mark.parametrize("breaks", [MANY, MANY[2:], ((2014.81, "uno"), (2014.9, "dos"), (2015.0, "tres"))])
def test_no_words_touch_other_words_or_leave_the_drawing(breaks: tuple[tuple[float, str], ...]) -> None:
    svg = series(1992, 2024, *breaks)
    found = spans(svg)
    assert len(found) == len(breaks) == len(RULES.findall(svg))
    for at, (low, high, line) in enumerate(found):
        assert low > 0 and high < RIGHT + 12 and line > 18
        assert not [1 for a, b, other in found[at + 1 :] if other == line and low < b and a < high]


def test_a_rule_stands_at_its_day() -> None:
    one, two = series(2010, 2019, (2015.0, "a")), series(2010, 2019, (2015.5, "a"))
    first, second = (float(RULES.findall(svg)[0][0]) for svg in (one, two))
    year = (RIGHT - LEFT) / 10.2
    assert second - first == pytest.approx(year / 2, abs=0.02)
    assert first == pytest.approx(LEFT + (2014.5 - 2009.4) * year, abs=0.02)


def test_many_years_are_written_every_other_one() -> None:
    def written(svg: str) -> list[str]:
        return re.findall(r">((?:19|20)\d\d)</text>", svg)

    assert written(series(2010, 2019)) == [str(year) for year in range(2010, 2020)]
    assert written(series(2000, 2024)) == [str(year) for year in range(2000, 2025, 2)]
