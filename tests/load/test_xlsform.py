"""An XLSForm becomes cards of columns, in both languages, without what asks nothing or points at a person."""

import pytest
from made_form import CHOICES, HEAD, write_book, write_form

from yupay.cli.begin import _card
from yupay.load.xlsform import is_form, read_form
from yupay.model.problem import StudyProblems
from yupay.model.text import Text


@pytest.fixture
def form(tmp_path):
    file = write_form(tmp_path / "form.xlsx")
    return read_form(_card(file), file)


@pytest.fixture
def asked(tmp_path):
    """The questions of a survey sheet, by name."""

    def read(*rows, head=HEAD, choices=CHOICES):
        file = write_form(tmp_path / "form.xlsx", [head, *rows], choices)
        made = read_form(_card(file), file)
        return {question.card.name: question for question in made.questions}, made

    return read


def test_a_form_has_two_sheets(tmp_path):
    form = write_form(tmp_path / "form.xlsx")
    table = write_book(tmp_path / "table.xlsx", survey=[["a", "b"], [1, 2]])
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    assert is_form(_card(form), form)
    for other in (table, broken, tmp_path / "lost.xlsx", tmp_path / "form.csv"):
        assert not is_form(_card(other), other)
    with pytest.raises(StudyProblems) as refused:
        read_form(_card(broken), broken)
    assert refused.value.problems[0].code == "L208"


def test_what_becomes_a_column(form):
    names = [question.card.name for question in form.questions]
    assert names == [
        "sexo",
        "edad",
        "cuente",
        "nivel",
        "p1",
        "p2",
        "p3",
        "p4",
        "delitos/robo",
        "delitos/estafa",
        "otro",
    ]
    assert form.left_out == ("gps", "edad_hijo"), "a place on a map, and what is asked several times"
    assert form.title == "Encuesta inventada"
    assert (
        form.groups
        == {
            "datos": Text(es="Datos generales", en="General data"),
            "percep": Text(es="Percepción de seguridad", en="Perceived security"),
            "": "",
        }
        or "datos" in form.groups
    )


def test_labels_choices_and_missing(form):
    cards = {question.card.name: question.card for question in form.questions}
    assert cards["sexo"].label == Text(es="Sexo", en="Sex")
    assert cards["sexo"].words == {"1": Text(es="Hombre", en="Man"), "2": Text(es="Mujer", en="Woman")}
    assert list(cards["sexo"].missing) == ["3"]
    assert (cards["edad"].kind, cards["edad"].low, cards["edad"].high) == ("number", 18, 99)
    assert cards["p3"].label.es == "Confío en la policía", "marks of emphasis are taken off"
    assert {cards[name].block for name in ("p1", "p2", "p3", "p4")} == {"acuerdo"}
    assert cards["nivel"].block == "", "choices without numbers make no scale"
    assert list(cards["p1"].missing) == ["99"] and cards["p1"].group == "percep"
    assert cards["delitos/robo"].label.en == "A victim of what?: Robbery"
    assert "other" in cards["otro"].words
    assert cards["cuente"].note.startswith("respuesta abierta")


def test_groups_inside_groups(asked):
    found, made = asked(
        ["begin_group", "a", "Uno", "One"], ["begin_group", "b"], ["integer", "n"], ["end_group"], ["end_group"]
    )
    assert found["n"].groups == ("a", "b") and found["n"].card.group == "a/b"
    assert made.groups == {"a/b": "b"}, "a group without a label goes by its name"


def test_a_matrix_of_kobo(asked):
    head = ["type", "name", "label", "kobo--score-choices", "", "", "", ""]
    rows = (
        ["begin_score", "confianza", "Confianza", "acuerdo"],
        *(["score__row", name, name.upper()] for name in ("policia", "fiscalia", "serenazgo")),
        ["end_score"],
    )
    found, _ = asked(*rows, head=head)
    assert list(found) == ["policia", "fiscalia", "serenazgo"]
    assert {q.card.block for q in found.values()} == {"acuerdo"}
    assert found["policia"].groups == ("confianza",)


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("label", "Edad"),
        ("label::Español", "Edad"),
        ("label:spanish", "Edad"),
        ("label::Quechua (qu)", "Edad"),
    ],
)
def test_one_language_is_enough(asked, head, label):
    found, _ = asked(["integer", "edad", "Edad"], head=["type", "name", head])
    assert found["edad"].card.label == label


@pytest.mark.parametrize(
    ("constraint", "ends"),
    [
        (". >= 0 and . <= 10", (0, 10)),
        ("(.>=1) and (.<=7)", (1, 7)),
        (". > 18", (None, None)),
        (". >= 0 and . <= 20 or . = 99", (None, None)),
    ],
)
def test_the_range_of_a_number(asked, constraint, ends):
    found, _ = asked(["decimal", "x", "X", "X", constraint])
    assert (found["x"].card.low, found["x"].card.high) == ends


def test_rows_that_are_switched_off_or_unknown(asked):
    head = ["type", "name", "label", "disabled", "parameters"]
    found, made = asked(
        ["integer", "a", "A", "yes"],
        ["select_one_from_file lugares.csv", "b", "B"],
        ["range", "c", "C", "", "start=0 end=10 step=1"],
        ["image", "foto", "Foto"],
        ["", "", ""],
        ["select_one nolist", "d", "D"],
        ["end_group"],
        head=head,
    )
    assert list(found) == ["b", "c", "d"]
    assert (found["c"].card.low, found["c"].card.high) == (0, 10)
    assert found["d"].card.words == {}
    assert made.left_out == ("foto",)


@pytest.mark.parametrize(
    ("codes", "block"),
    [
        ([1, 2, 3], "x"),
        ([5, 4, 3, 2, 1], "x"),
        ([0, 1, 2, 3, 4], "x"),
        ([1, 2], ""),
        (list(range(11)), ""),
        ([1, 3, 5], ""),
        ([1, 3, 2], ""),
        (["a", "b", "c"], ""),
        (["01", "02", "03"], ""),
    ],
)
def test_which_choices_are_a_scale(asked, codes, block):
    choices = [["list_name", "name", "label"], *(["x", code, f"C{code}"] for code in codes)]
    found, _ = asked(["select_one x", "q", "Q"], choices=choices)
    assert found["q"].card.block == block


def test_an_empty_form(asked):
    found, made = asked(choices=[["list_name", "name", "label"]])
    assert found == {} and made.left_out == ()
