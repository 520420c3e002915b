"""Names inside sentences: codes, effort, joins."""

import pytest

from tests.conclude.builders import hypotheses, same, study
from yupay.conclude.naming import axis_name, claim, effort_named, joined, lowered, plain_name, raised
from yupay.conclude.offices import offices
from yupay.model.study import Indicator
from yupay.model.text import Text


def indicator(name: str, short: Text | None, **more: object) -> Indicator:
    fields = {
        "label": same(name),
        "short": short,
        "counting_unit": "complaint",
        "period": "2016",
        "units": ("district",),
    }
    return Indicator.model_validate({"id": name, **fields, **more})


@pytest.mark.parametrize(
    ("name", "short", "plain"),
    [
        ("x1", Text(es="X1 operativos", en="X1 operations"), "operativos"),
        ("y1_rate", Text(es="Y1 bandas por cada 100,000", en="Y1 gangs per 100,000"), "bandas por cada 100,000"),
        ("tb", Text(es="TB casos", en="Cases of TB"), "TB casos"),
        ("x1_presence", Text(es="Presencia de X1", en="Presence of X1"), "Presencia de X1"),
        ("hdi", Text(es="IDH", en="HDI"), "IDH"),
        ("x9", None, "x9"),
    ],
)
def test_a_plain_name_drops_the_code_it_opens_with(name, short, plain) -> None:
    assert plain_name(study(indicators=(indicator(name, short),)), name).es == plain


def asked(**more: object):
    short = Text(es="X1 operativos A", en="X1 operations A")
    one = indicator("x1", short, reach="indirect", **more)
    other = indicator("y3", Text(es="Y3 faltas", en="Y3 misdemeanours"))
    return study(indicators=(one, other))


def test_effort_is_called_so_in_sentences_titles_and_axes() -> None:
    assert effort_named(asked(), "x1").es == "esfuerzo policial declarado (X1 operativos A)"
    assert effort_named(asked(), "y3").es == "Y3 faltas"
    assert axis_name(asked(), "x1").en == "Declared police effort: X1 operations A"
    assert plain_name(asked(), "x1") == Text(es="operativos A", en="operations A")


def test_a_claim_has_no_codes() -> None:
    first = next(h for h in hypotheses() if h.id == "H1")
    assert claim(asked(), first) == Text(
        es="esfuerzo policial declarado (operativos A) y faltas",
        en="declared police effort (operations A) and misdemeanours",
    )


@pytest.mark.parametrize(
    ("last", "link"),
    [("Y3", "e"), ("índice", "e"), ("hijos", "e"), ("hielo", "y"), ("yerno", "y"), ("robos", "y"), ("iodo", "y")],
)
def test_spanish_joins_with_e_before_the_sound_of_i(last: str, link: str) -> None:
    assert joined((same("A"), same("B"), same(last))).es == f"A, B {link} {last}"


def test_letters_go_up_and_down_and_codes_stay() -> None:
    assert lowered(Text(es="Policías", en="Officers")).es == "policías"
    assert lowered(Text(es="IDH", en="HDI")).es == "IDH"
    assert raised(Text(es="índice", en="index")).es == "Índice"


def test_stations_are_called_so_only_where_a_source_counts_them() -> None:
    cards = tuple(card.model_copy(update={"counting_unit": "police station"}) for card in study().sources)
    assert offices(study()).many.es == "dependencias"
    assert offices(study(sources=cards)).many.es == "comisarías"
