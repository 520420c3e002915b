"""A plan is locked once; later changes are told item by item, from what to what."""

import tomllib
from datetime import date
from shutil import copytree

import pytest

from yupay.model.problem import StudyProblems
from yupay.study.read import read_study
from yupay.study.registration import LOCK, compare, plan_digest, register

DAY = date(2026, 11, 23)
DEVIATION = """
[[deviation]]
item = "{item}"
reason = {{ es = "una razón", en = "a reason" }}
date = "2026-12-01"
"""


@pytest.fixture
def locked(folder):
    register(read_study(folder), folder, DAY)
    return folder


@pytest.fixture
def change(locked, complete):
    def to(*pairs, also=""):
        text = complete
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        (locked / "study.toml").write_text(text + also, encoding="utf-8")
        return compare(read_study(locked), locked)

    return to


def test_what_a_registration_keeps(locked):
    kept = tomllib.loads((locked / LOCK).read_text(encoding="utf-8"))
    study = read_study(locked)
    assert kept["date"] == "2026-11-23"
    assert kept["digest"] == plan_digest(study)
    assert kept["plan"]["decision.alpha"] == "0.05"
    assert kept["plan"]["indicators.X1.columns"] == '["op_a","op_b"]'


def test_what_had_been_seen_is_kept(folder, complete):
    seen = 'period = "2017"\nseen_before = { es = "una \\"tabla\\"", en = "a table" }\n'
    (folder / "study.toml").write_text(complete.replace('period = "2017"\n', seen, 1), encoding="utf-8")
    register(read_study(folder), folder, DAY)
    assert compare(read_study(folder), folder).seen_before.es == 'una "tabla"'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[study]", "# a comment\n[study]"),
        ("alpha = 0.05", "alpha    = 5e-2"),
        ('{ es = "distrito", en = "district" }', '{ es = "Distrito", en = "District" }'),
        ('citation = "INEI (2018)"', 'citation = "INEI (2019)"'),
        ('title = { es = "Matriz', 'title = { es = "La matriz'),
    ],
)
def test_words_and_comments_are_no_deviation(change, old, new):
    found = change((old, new))
    assert found.changes == () and found.problems == ()
    assert found.digest == found.registered_digest
    assert found.words[0].es.startswith("El plan se registró el 2026-11-23 (sha256 ")


@pytest.mark.parametrize(
    ("old", "new", "item", "got"),
    [
        ("alpha = 0.05", "alpha = 0.10", "alpha", "alpha = 0.10 (registered on 2026-11-23: 0.05)"),
        ("alpha = 0.05", "alpha = 0.05\npower = 0.9", "power", "power = 0.9 (registered on 2026-11-23: 0.8)"),
        ('y = "Y3"', 'y = "X1"', "H1.y", 'H1.y = "X1" (registered on 2026-11-23: "Y3")'),
        (
            'columns = ["op_a", "op_b"]',
            'columns = ["op_a"]',
            "X1.columns",
            'X1.columns = ["op_a"] (registered on 2026-11-23: ["op_a", "op_b"])',
        ),
        ("value = 20000", "value = 30000", "without-small.value", None),
        ("digits = 2", "digits = 4", "department.digits", None),
        ('en = "X1 is related to Y3"', 'en = "X1 goes with Y3"', "H1.statement", None),
    ],
)
def test_a_change_is_told_from_what_to_what(change, old, new, item, got):
    found = change((old, new))
    assert [one.item for one in found.changes] == [item]
    assert [one.code for one in found.problems] == ["S131"]
    assert got is None or found.problems[0].got.en == got
    assert found.problems[0].line > 0
    assert found.digest != found.registered_digest


def test_a_whole_hypothesis_withdrawn_or_added_is_one_change(change):
    found = change(('id = "H3"', 'id = "H5"'))
    assert sorted(one.item for one in found.changes) == ["H3", "H5"]
    assert {one.got.es for one in found.problems} == {
        "H5, añadido después del 2026-11-23",
        "H3 ya no está (registrado el 2026-11-23)",
    }


@pytest.mark.parametrize("item", ["H1.y", "H1", "hypotheses.H1.y", "hypotheses.H1"])
def test_a_declared_deviation_is_told_and_is_no_problem(change, item):
    found = change(('y = "Y3"', 'y = "X1"'), also=DEVIATION.format(item=item))
    assert found.problems == ()
    assert found.words[1].en == 'Deviation of H1.y, 2026-12-01: from "Y3" to "X1". a reason'
    assert found.words[1].es == 'Desviación de H1.y, 2026-12-01: de "Y3" a "X1". una razón'


def test_a_deviation_of_nothing(change):
    found = change(also=DEVIATION.format(item="alfa"))
    assert [(one.code, one.hint.es) for one in found.problems] == [("S134", "alpha")]


def test_a_deviation_without_a_plan_is_a_notice(folder, complete):
    (folder / "study.toml").write_text(complete + DEVIATION.format(item="alpha"), encoding="utf-8")
    found = compare(read_study(folder), folder)
    assert [(one.code, one.notice) for one in found.problems] == [("S135", True)]
    assert found.date == "" and found.words[0].en == "The plan was not registered."


def test_registering_twice_keeps_the_first_date(locked):
    before = (locked / LOCK).read_bytes()
    register(read_study(locked), locked, date(2027, 1, 1))
    assert (locked / LOCK).read_bytes() == before


def test_another_plan_is_never_written_over(change, locked):
    change(("alpha = 0.05", "alpha = 0.10"))
    before = (locked / LOCK).read_bytes()
    with pytest.raises(StudyProblems) as refused:
        register(read_study(locked), locked, DAY)
    assert [one.code for one in refused.value.problems] == ["S132"]
    assert (locked / LOCK).read_bytes() == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace('"decision.alpha" = "0.05"', '"decision.alpha" = "0.10"'),
        lambda text: text[: len(text) // 2],
        lambda text: text.replace('date = "2026-11-23"', 'date = "ayer"'),
        lambda text: "\x00",
        lambda text: "plan = 3",
    ],
)
def test_an_altered_lock_is_not_trusted(locked, damage):
    path = locked / LOCK
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    study = read_study(locked)
    assert [one.code for one in compare(study, locked).problems] == ["S133"]
    with pytest.raises(StudyProblems):
        register(study, locked, DAY)


def test_lists_that_overlap_belong_to_the_plan(tmp_path, root):
    """Which lists are merged and which models are asked decides much: a later change is told; a label is none."""
    starter = root / "src/yupay/study/starters/hidden-population"
    copytree(starter, tmp_path / "s")
    folder = tmp_path / "s"
    register(read_study(folder), folder, DAY)
    text = (folder / "study.toml").read_text(encoding="utf-8")
    asked = text.replace("\n[hidden]\n", "\n[hidden]\nthreshold = 0.05\n", 1)
    (folder / "study.toml").write_text(asked, encoding="utf-8")
    assert [(one.item, one.before, one.after) for one in compare(read_study(folder), folder).changes] == [
        ("threshold", 0.02, 0.05)
    ]
    (folder / "study.toml").write_text(text.replace('en = "Helpline"', 'en = "Telephone line"'), encoding="utf-8")
    assert compare(read_study(folder), folder).changes == ()
