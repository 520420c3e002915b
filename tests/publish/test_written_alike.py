"""Numbers inside cells are written by `conclude`, numbers outside by `publish`: both write the same."""

from itertools import product

import pytest

from yupay.conclude.plainly import cell_words, plainly
from yupay.model.table import Cell, Sentence
from yupay.model.text import Language, Text
from yupay.publish.numbers import NumberStyle, Writer

VALUES = (-1234567.5, -0.5, -0.0004, 0.0, 0.0004, 0.0005, 0.005, 0.05, 0.5, 0.999, 0.9996, 1.0, 2.5, 12.25, 1234.0, 1e6)
BOUNDS = (
    (-0.41, 0.55),
    (0.0, 1.0),
    (-3.5, 0.2),
    (12.0, 15.5),
    (1234.5, 98765.4),
    (None, 0.3),
    (-0.3, None),
    (None, 12.5),
)
NUMBERS = tuple(
    Cell.model_validate({"value": value, "form": form, "digits": digits})
    for value, form, digits in product(
        VALUES, ("count", "number", "percent", "rate", "coefficient", "p", "year"), (None, 0, 1, 2, 3)
    )
    if not (form == "p" and (digits == 0 or not 0 <= value <= 1))
)
INTERVALS = tuple(
    Cell.model_validate({"form": "interval", "low": low, "high": high, "digits": digits, "value": value})
    for (low, high), digits, value in product(BOUNDS, (None, 1, 2, 3), (None, 0.25, 7.0))
)
WORDS = (
    *(Cell.model_validate({"mark": mark}) for mark in ("no data", "zero", "hidden", "not published", "not applicable")),
    *(Cell(value=answer, form="decision") for answer in ("supported", "not supported", "not assessable")),
    Cell(value=Text(es="palabras", en="words")),
    Cell(value="150101", form="code"),
    Cell(),
    Cell(form="count"),
    Cell(form="interval"),
)


@pytest.mark.parametrize("style", ["es_PE", "si"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_both_write_every_cell_alike(style: NumberStyle, language: Language) -> None:
    writer = Writer(language, style)
    for cell in (*NUMBERS, *INTERVALS, *WORDS):
        assert cell_words(cell, style, language) == writer.cell(cell), cell


@pytest.mark.parametrize("p", [0.0004, 0.021, 0.9999])
def test_both_write_a_sentence_alike(p: float) -> None:
    sentence = Sentence(
        template=Text(es="ρ = {r}, IC 95 % {ci}, p = {p}.", en="ρ = {r}, 95% CI {ci}, p = {p}."),
        slots={
            "r": Cell(value=-0.31, form="coefficient"),
            "ci": Cell(form="interval", low=-0.55, high=-0.02),
            "p": Cell(value=p, form="p"),
        },
    )
    for style in ("es_PE", "si"):
        said = plainly(sentence, style)
        assert said.es == Writer("es", style).text(sentence)
        assert said.en == Writer("en", style).text(sentence)
