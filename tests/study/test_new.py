"""A new study comes whole or not at all."""

import tomllib

import pytest

from yupay.analyse.methods import known_methods
from yupay.model.problem import StudyProblems
from yupay.study.column_card import ColumnCard, card_of
from yupay.study.examine import examine
from yupay.study.first_study import first_study
from yupay.study.new import copy_starter, starter_names, write_first_study
from yupay.study.read import read_study


def test_the_starter_is_copied_and_has_no_problems(tmp_path, problems_of):
    assert "district-correlation" in starter_names()
    made = copy_starter("district-correlation", tmp_path / "deep" / "mine")
    assert (made / "study.toml").is_file() and any((made / "data").iterdir())
    assert [one for one in problems_of(made) if not one.notice] == []


@pytest.mark.parametrize(
    ("name", "full", "code"),
    [("distric-correlation", False, "S142"), ("district-correlation", True, "S141"), ("../x", False, "S142")],
)
def test_what_is_refused_leaves_nothing(tmp_path, name, full, code):
    target = tmp_path / "mine"
    if full:
        target.mkdir()
        (target / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StudyProblems) as refused:
        copy_starter(name, target)
    assert refused.value.problems[0].code == code
    assert [one.name for one in tmp_path.rglob("*")] == (["mine", "note.txt"] if full else [])


def test_an_empty_folder_is_used(tmp_path):
    (tmp_path / "mine").mkdir()
    assert (copy_starter("district-correlation", tmp_path / "mine") / "study.toml").is_file()


@pytest.mark.parametrize(
    ("name", "values", "kind", "pad"),
    [
        ("ubigeo", ["150101", "150102"], "code", 6),
        ("UBIGEO", ["10101", "150102"], "code", 6),
        ("UBIGEO", ["10101"], "code", 6),
        ("dpto", ["01", "15"], "code", 2),
        ("codigo modular", ["0123456", "1234567"], "code", 7),
        ("id", ["7", "31"], "code", None),
        ("cod_comisaria", ["7", "31"], "code", None),
        ("n", ["1", "2", "3"], "code", None),
        ("año", ["16", "17"], "text", None),
        ("ANIO", ["2016", "2017"], "text", None),
        ("p0", ["2016", "2017", "2018"], "text", None),
        ("mes", ["1", "2", "12"], "text", None),
        ("denunció", ["sí", "NO", None], "flag", None),
        ("opinión", ["no", "no sabe"], "text", None),
        ("faltas", ["1", "20", None], "count", None),
        ("numero de faltas", ["3", "1"], "count", None),
        ("saldo", ["-1", "20"], "number", None),
        ("tasa", ["1.5", "20"], "number", None),
        ("tasa", ["1,5", "20"], "text", None),
        ("distrito", ["Ancón", "Ate"], "text", None),
        ("vacía", [None, None], "text", None),
        ("p1", ["1", "2", "99"], "count", None),
        ("formula", ["=1+1"], "text", None),
    ],
)
def test_what_a_column_looks_like(name, values, kind, pad):
    card = card_of(name, values)
    assert (card.kind, card.pad, card.blanks) == (kind, pad, None in values)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ({"1": "Sí", "2": "No"}, "flag"),
        ({"0": "NO", "1": "SI", "9": "No sabe"}, "flag"),
        ({"1": "Hombre", "2": "Mujer", "0": "-"}, "text"),
        ({"98": "98 o más"}, "count"),
    ],
)
def test_what_the_labels_of_the_values_say(words, kind):
    values = ["1", "0", "9"] if "9" in words else ["1", "2", "1"]
    card = card_of("p1", values, "¿Denunció?", {"9": "No sabe"}, words)
    assert (card.kind, card.label) == (kind, "¿Denunció?")
    assert "9" not in card.words


def test_a_decimal_comma_is_told():
    text = first_study("x.csv", [card_of("tasa", ["1,5", "20"])], 2)
    assert '"tasa" = { type = "text" }  # coma decimal: guárdela con punto' in text
    assert card_of("año", ["2016", "2017"]).note == card_of("nombre", ["Lima, Perú"]).note == ""


def test_a_place_that_stands_twice_is_not_the_key_of_a_row(tmp_path):
    cards = [card_of("ubigeo", ["150101", "150101", "150102"]), card_of("id", ["11", "7", "5"])]
    raw = tomllib.loads(first_study("x.csv", cards, 3))
    assert (raw["sources"][0]["key"], raw["sources"][0]["place"]) == ("id", "ubigeo")
    assert (raw["units"][0]["key"], raw["units"][0]["digits"]) == ("ubigeo", 6)
    assert "indicators" not in raw


def test_a_first_study_says_what_only_its_owner_knows(tmp_path, problems_of):
    data = tmp_path / 'faltas "2017".csv'
    data.write_text("ubigeo,n\n150101,3\n", encoding="utf-8")
    columns = [
        card_of("ubigeo", ["150101"]),
        ColumnCard("n° de faltas", "count", 'Faltas "totales"\x7f', missing={"99": "no sabe"}, blanks=True),
        ColumnCard("p\n2", "flag", words={"1": "Sí\n[x]", "2": "No"}),
        card_of("distrito\n", ["Ancón"]),
    ]
    text = first_study(data.name, columns, 1)
    raw = tomllib.loads(text)
    assert raw["sources"][0]["columns"]["n° de faltas"]["missing"] == {"99": "no sabe"}
    assert raw["sources"][0]["columns"]["n° de faltas"]["blank"] == "?"
    assert raw["sources"][0]["confidentiality"] == "?"
    assert "# 1 = Sí [x]; 2 = No" in text
    assert [one["columns"] for one in raw["indicators"]] == [["n° de faltas"], ["p\n2"]]
    made = write_first_study(tmp_path / "mine", text, data)
    assert (made / "data" / data.name).read_bytes() == data.read_bytes()
    found = problems_of(made)
    assert {one.code for one in found} == {"S109"}, "only what is left to fill in"
    (blank,) = (one for one in found if one.got.es == 'blank = "?"')
    assert blank.expected.en == "no data or zero"


def test_a_draft_is_checked_and_never_run(tmp_path):
    (tmp_path / "x.csv").write_text("faltas\n7\n2\n", encoding="utf-8")
    made = write_first_study(
        tmp_path / "mine", first_study("x.csv", [card_of("faltas", ["7", "2"])], 2), tmp_path / "x.csv"
    )
    seen = examine(made, known_methods(), draft=True)
    assert len(seen.unfilled) == (made / "study.toml").read_text(encoding="utf-8").count('= "?"')
    with pytest.raises(StudyProblems) as refused:
        examine(made, known_methods())
    assert {one.code for one in refused.value.problems} == {"S109"}
    with pytest.raises(StudyProblems):
        read_study(made)


def test_a_file_without_any_code_column(tmp_path):
    text = first_study("x.csv", [card_of("nombre", ["a"])], 1)
    assert "units" not in tomllib.loads(text)
