"""Scales, elements and patterns: what every drawing stands on."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.model.table import Cell
from yupay.publish.charts.drawing import SHADES, Scale, element, mark, plain, wrapped

NUMBERS = st.floats(-1e6, 1e6)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@given(NUMBERS, st.floats(0.01, 1e6))
def test_ticks_are_round_and_inside(low: float, span: float) -> None:
    ticks = Scale(low, low + span, 0, 100).ticks(5)
    assert len(ticks) <= 7
    assert all(low - span * 1e-6 <= tick <= low + span * (1 + 1e-6) for tick in ticks)


def test_ticks_of_a_known_scale() -> None:
    assert Scale(0, 1144, 0, 1).ticks(5) == (0, 500, 1000)
    assert Scale(-0.5, 0.5, 0, 1).ticks(4) == (-0.5, 0, 0.5)


@given(st.text(), st.text())
def test_any_words_make_well_formed_markup(value: str, said: str) -> None:
    allowed = "".join(c for c in value + said if c.isprintable())
    made = ET.fromstring(element("g", data_say=allowed))
    assert made.attrib["data-say"] == allowed


def test_a_mark_opens_its_estimate_or_its_source() -> None:
    assert 'data-ref="a/b"' in mark(["<g/>"], "1", Cell(value=1, estimate="a/b", source="s"))
    assert 'data-ref="source:s"' in mark(["<g/>"], "1", Cell(value=1, source="s"))
    assert "data-ref" not in mark(["<g/>"], "1", Cell(value=1))


def test_shades_fall_evenly_in_lightness() -> None:
    values = [luminance(shade) for shade in SHADES]
    assert values == sorted(values, reverse=True)
    contrasts = [(a + 0.05) / (b + 0.05) for a, b in pairwise(values)]
    assert min(contrasts) > 1.35


@pytest.mark.parametrize(("value", "shown"), [(1.0, "1"), (1.256, "1.26"), (10.0, "10"), (3, "3"), ("a", "a")])
def test_numbers_are_short(value: float | str, shown: str) -> None:
    assert plain(value) == shown


def test_wrapping_keeps_every_word() -> None:
    words = "Explotación sexual de niñas, niños y adolescentes"
    assert " ".join(wrapped(words, 90)) == words
    assert len(wrapped(words, 90)) > 1
