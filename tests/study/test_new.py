"""A new study comes whole or not at all."""

import tomllib

import pytest

from yupay.model.problem import StudyProblems
from yupay.study.new import ColumnCard, card_of, copy_starter, first_study, starter_names, write_first_study


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
        ("dpto", ["01", "15"], "code", 2),
        ("faltas", ["1", "20", None], "count", None),
        ("saldo", ["-1", "20"], "number", None),
        ("tasa", ["1.5", "20"], "number", None),
        ("tasa", ["1,5", "20"], "number", None),
        ("distrito", ["Ancón", "Ate"], "text", None),
        ("vacía", [None, None], "text", None),
        ("p1", ["1", "2", "99"], "count", None),
        ("formula", ["=1+1"], "text", None),
    ],
)
def test_what_a_column_looks_like(name, values, kind, pad):
    card = card_of(name, values)
    assert (card.kind, card.pad, card.blanks) == (kind, pad, None in values)


def test_a_first_study_says_what_only_its_owner_knows(tmp_path, problems_of):
    data = tmp_path / 'faltas "2017".csv'
    data.write_text("ubigeo,n\n150101,3\n", encoding="utf-8")
    columns = [
        card_of("ubigeo", ["150101"]),
        ColumnCard("n° de faltas", "count", 'Faltas "totales"\x7f', missing={"99": "no sabe"}, blanks=True),
        card_of("distrito\n", ["Ancón"]),
    ]
    text = first_study(data.name, columns, 1)
    raw = tomllib.loads(text)
    assert raw["sources"][0]["columns"]["n° de faltas"]["missing"] == {"99": "no sabe"}
    assert raw["sources"][0]["confidentiality"] == "restricted"
    made = write_first_study(tmp_path / "mine", text, data)
    assert (made / "data" / data.name).read_bytes() == data.read_bytes()
    codes = {one.code for one in problems_of(made)}
    assert codes == {"S104", "S109"}, "only what is left to fill in"


def test_a_file_without_any_code_column(tmp_path):
    text = first_study("x.csv", [card_of("nombre", ["a"])], 1)
    assert "units" not in tomllib.loads(text)
