"""The `[hidden]` block: each rule says no where it should, at its line, and only there."""

import pytest

from yupay.analyse.hidden.portfolio import PORTFOLIO
from yupay.analyse.methods import METHODS as METHODS_THERE_ARE
from yupay.study.check import check_study
from yupay.study.hidden import ASKABLE, after_merging, place_like
from yupay.study.locator import Locator
from yupay.study.read import locate as locator_of
from yupay.study.read import read_study

BLOCK = """
[hidden]
source = "stations"
people = { es = "víctimas", en = "victims" }
count = "hombres"
strata = ["modalidad"]
merge = { AB = ["A", "B"] }
methods = ["hidden-graphs"]
population = 1000000
population_words = { es = "habitantes", en = "inhabitants" }
population_source = "INEI"

[[hidden.lists]]
id = "A"
label = "A"
refers_to = ["B"]

[[hidden.lists]]
id = "B"
label = "B"

[[hidden.lists]]
id = "C"
label = "C"
"""
METHODS = {"hidden-graphs", "hidden-stepwise", "spearman"}
RULES = [
    ("S110", 'source = "stations"', 'source = "station"', 'source = "station"', "stations"),
    ("S117", '["hidden-graphs"]', '["hidden-graph"]', None, "hidden-graphs"),
    ("S117", '["hidden-graphs"]', '["stepwise"]', None, "hidden-stepwise"),
    ("S117", '["hidden-graphs"]', '["spearman"]', None, None),
    ("S140", 'refers_to = ["B"]', 'refers_to = ["b"]', "A: b", "B"),
    ("S140", 'refers_to = ["B"]', 'refers_to = ["A"]', "A: A", None),
    ("S140", 'AB = ["A", "B"]', 'AB = ["A", "D"]', "AB: D", None),
    ("S140", 'AB = ["A", "B"]', 'AB = ["A"]', "AB = ['A']", None),
    ("S140", 'AB = ["A", "B"]', 'AB = ["A", "B"], CA = ["C", "A"]', "A", None),
    ("S140", 'AB = ["A", "B"]', 'C = ["A", "B"]', "C", None),
    ("S140", 'AB = ["A", "B"]', 'ABC = ["A", "B", "C"]', "3 lists, 1 once some are merged", None),
    ("S140", 'id = "C"', 'id = "B"', "B", None),
    ("S140", 'count = "hombres"', 'rows = "entries"', 'rows = "entries" without list_column', None),
    ("S140", 'count = "hombres"', 'rows = "entries"\nlist_column = "l"', "entries that nothing links", None),
    ("S140", 'count = "hombres"', 'count = "hombres"\nperson = "p"', 'person, rows = "counts"', None),
    ("S140", 'strata = ["modalidad"]', 'strata = ["A"]', "A", None),
    ("S146", 'strata = ["modalidad"]', 'strata = ["distrito"]', 'strata = ["distrito"]', None),
    ("S146", 'strata = ["modalidad"]', 'strata = ["ubigeo"]', 'strata = ["ubigeo"]', None),
    ("S147", 'population_source = "INEI"\n', "", "population without population_source", None),
    ("S147", 'population_words = { es = "habitantes", en = "inhabitants" }\n', "", None, None),
    ("S105", "population = 1000000", "population = 0", "population = 0", None),
    ("S105", 'count = "hombres"', "level = 95", "level = 95", None),
    ("S105", 'count = "hombres"', "draws = 10", "draws = 10", None),
    ("S105", 'count = "hombres"', "most_order = 1", "most_order = 1", None),
    ("S106", 'id = "C"', 'id = "C/2"', 'id = "C/2"', None),
]


@pytest.fixture
def checked(tmp_path, root):
    """The problems of the complete study with a `[hidden]` block, something in it replaced."""
    complete = (root / "tests" / "study" / "complete.toml").read_text(encoding="utf-8")

    def problems(*changes):
        block = BLOCK
        for old, new in changes:
            assert old in block
            block = block.replace(old, new, 1)
        file = tmp_path / "study.toml"
        file.write_text(complete + block, encoding="utf-8")
        study = read_study(file)
        return check_study(study, locator_of(file), METHODS)

    return problems


def test_the_block_as_it_stands(checked):
    assert not [
        one
        for one in checked()
        if one.code in ("S105", "S110", "S140", "S146", "S147", "S117") and "hidden" in one.got.en
    ]
    assert {one.code for one in checked() if one.code.startswith("S14")} == set()


@pytest.mark.parametrize(("code", "old", "new", "got", "hint"), RULES)
def test_each_rule(checked, code, old, new, got, hint):
    before = set(checked())
    found = [one for one in checked((old, new)) if one.code == code and one not in before]
    assert found, f"{code} was expected"
    assert got is None or got in [one.got.en for one in found]
    assert all(one.line > 0 for one in found)
    assert hint is None or hint in [one.hint.en for one in found if one.hint]


def test_all_at_once(checked):
    found = checked(
        ('source = "stations"', 'source = "x"'), ('["modalidad"]', '["distrito"]'), ('["A", "B"]', '["A", "Z"]')
    )
    assert {"S110", "S140", "S146"} <= {one.code for one in found}


def test_more_than_twelve_lists(checked):
    more = "".join(f'\n[[hidden.lists]]\nid = "L{k}"\nlabel = "L{k}"\n' for k in range(12))
    found = checked(('label = "C"\n', f'label = "C"\n{more}'))
    assert [one.expected.en for one in found if one.code == "S140"] == ["2 to 12 lists"]


def test_a_list_declared_as_words(checked):
    found = checked(('id = "C"', 'id = "nombre"'))
    assert "nombre, of type text" in [one.got.en for one in found if one.code == "S140"]


def test_names_of_places():
    assert all(map(place_like, ("ubigeo", "DISTRITO", "Provincia", "nombre_distrito", "police station", "city")))
    assert not any(map(place_like, ("sexo", "edad", "finalidad", "eth", "age group", "capacity", "estado_civil")))


def test_merged_lists_stand_where_the_first_stood(checked, tmp_path):
    checked()
    assert after_merging(read_study(tmp_path / "study.toml").hidden) == ("AB", "C")


def test_what_may_be_asked_is_what_can_be_called():
    assert set(ASKABLE) == set(PORTFOLIO) <= set(METHODS_THERE_ARE)


def test_a_study_without_the_block(root):
    file = root / "tests" / "study" / "complete.toml"
    assert not [one for one in check_study(read_study(file), Locator(""), METHODS) if one.code == "S140"]
