"""The texts of the law as shipped: every wording of the time line, read, written out and overridden."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from yupay.derive.law.read import read_law, read_texts
from yupay.model.law import Law, Provision
from yupay.model.problem import StudyProblems

TRATA = {
    "CP-182-1991": (date(1991, 4, 9), date(2004, 6, 8)),
    "CP-182-2004": (date(2004, 6, 9), date(2007, 1, 16)),
    "CP-153-2007": (date(2007, 1, 17), date(2014, 10, 21)),
    "CP-153-2014": (date(2014, 10, 22), date(2021, 3, 30)),
    "CP-129-A-2021": (date(2021, 3, 31), None),
}
FRAMES = {
    "CP-182-1991": {0: (5, 10), 1: (8, 12)},
    "CP-182-2004": {0: (5, 10), 1: (10, 12)},
    "CP-153-1991": {0: (2, 6), 1: (4, 8)},
    "CP-153-1994": {0: (4, 10), 1: (5, 12)},
    "CP-153-A-1994": {0: (5, 12), 1: (10, 20)},
    "CP-153-2014": {0: (8, 15), 1: (12, 20), 2: (25, 35)},
    "CP-129-A-2021": {0: (8, 15), 1: (12, 20), 2: (25, 35)},
    "CP-153-B-2017": {0: (10, 15), 1: (15, 20), 2: (20, 25), 3: (25, 30)},
    "CP-168-B-2019": {0: (6, 12), 1: (12, 15), 2: (15, 20), 3: (20, 25)},
    "CP-129-Q-2025": {0: (8, 12), 1: (12, 25), 2: (35, 35)},
    "CP-303-A-2023": {0: (4, 6), 1: (5, 8), 2: (25, 35)},
}
ARTICLES = [f"129-{letter}" for letter in "ACDEFGHIJKLMNÑOPQ"]


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law()


def text(law: Law, name: str) -> Provision:
    return next(one for one in law.provisions if one.id == name)


def test_the_trafficking_chain_has_every_wording(law):
    chain = {one.id: (one.valid_from, one.valid_to) for one in law.provisions if one.chain == "trata"}
    assert chain == TRATA


def test_a_text_begins_on_the_day_after_its_publication(law):
    late = [one.id for one in law.provisions if one.published and one.valid_from != one.published + timedelta(days=1)]
    assert late == [one.id for one in law.provisions if one.from_reason]


@pytest.mark.parametrize("name", FRAMES)
def test_the_frames_are_those_of_the_article(law, name):
    assert {frame.tier: (frame.minimum, frame.maximum) for frame in text(law, name).frames} == FRAMES[name]


def test_every_article_of_title_i_a_is_in_force_today(law):
    now = {one.label.split()[1] for one in law.provisions if one.valid_to is None and one.label.startswith("CP 129-")}
    assert now == set(ARTICLES)
    assert text(law, "CP-129-A-2021").items_article == "129-B"


def test_the_moved_article_keeps_its_words_under_the_new_number(law):
    old, new = text(law, "CP-153-2014"), text(law, "CP-129-A-2021")
    assert [e.quote.text for e in new.elements] == [e.quote.text for e in old.elements]
    assert {e.quote.article for e in new.elements} == {"129-A"}
    assert {i.quote.article for i in new.items} == {"129-B"}
    assert [i.id for i in new.items if i.id not in {o.id for o in old.items}] == ["p1.7"]


def test_the_child_rule_dispenses_with_the_means_and_with_nothing_else(law):
    for name in ("CP-153-2007", "CP-153-2014", "CP-129-A-2021"):
        waived = {e.id: e.waived.facts for e in text(law, name).elements if e.waived}
        assert waived == {"means": ("age.under_18",)}


def test_palermo_does_not_count_payment_to_the_victim_as_a_means(law):
    means = next(e for e in text(law, "PALERMO-3").elements if e.id == "means")
    assert "means.pago_victima" not in means.when.facts
    assert "means.pago_tercero" in means.when.facts


def test_the_general_part_has_the_dated_rules(law):
    rules = {rule.id: rule for rule in law.rules}
    assert rules["CP-16-2025"].valid_from == date(2025, 3, 15)
    assert rules["CP-16-2025"].value == pytest.approx(1 / 3)
    assert rules["CP-16-1991"].value is None
    assert rules["CP-29-2007"].value == 35
    assert rules["CP-29-2001"].flag == "CONTESTED"
    assert rules["L32138-2024"].valid_from == date(2024, 10, 20)
    assert {rule.kind for rule in law.rules} >= {
        "attempt",
        "ceiling",
        "concurrence",
        "organisation",
        "definition",
        "place",
    }


def test_every_chain_an_attempt_rule_binds_exists(law):
    chains = {one.chain for one in law.provisions if one.case_class != "international"}
    bound = [chain for rule in law.rules for chain in rule.only]
    assert set(bound) == chains
    assert len(bound) == len(chains)


def test_every_word_of_the_coded_columns_is_a_fact(law):
    words = {(fact.column, fact.value) for fact in law.facts}
    assert ("acts", "retiene") in words
    assert ("purposes", "adopcion_irregular") in words
    assert ("agent_flags", "grupo_3_sin_estructura") in words
    assert len({fact.id for fact in law.facts}) == len(law.facts)


def test_nothing_is_signed_that_nobody_has_reviewed(law):
    assert not any(one.reviewed_by for one in law.provisions)
    assert not any(rule.reviewed_by for rule in law.rules)


BASE = """
[[provisions]]
id = "CP-153-2014"
items_of = "CP-153-2007"
chain = "trata"
offence = "trata"
case_class = "trata"
label = "CP 153 (Ley 30251)"
heading = { es = "Trata", en = "Trafficking" }
norm = "Ley 30251"
published = 2014-10-21
valid_from = 2014-10-22
valid_to = 2021-03-30
items_article = "153-A"
source = "a made-up edit"
reviewed_by = "a lawyer"
[[provisions.elements]]
id = "act"
label = { es = "conducta", en = "conduct" }
when = ["act.capta"]
quote = { article = "153", paragraph = "1", text = "capta" }
[[provisions.frames]]
tier = 0
minimum = 9
maximum = 15
quote = { article = "153", text = "nueve" }
"""


def own(folder: Path, words: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "mine.toml").write_text(words, encoding="utf-8")
    return folder


def test_a_folder_of_the_study_replaces_the_text_of_equal_id(tmp_path):
    law = read_texts(own(tmp_path / "law", BASE)).law
    mine, moved = text(law, "CP-153-2014"), text(law, "CP-129-A-2021")
    assert mine.reviewed_by == "a lawyer"
    assert [e.id for e in moved.elements] == ["act"], "the moved article follows the words it was moved with"
    assert len(mine.items) == 9
    assert len(law.provisions) == len(read_law().provisions)


def test_a_text_knows_its_file_and_line(tmp_path):
    places = read_texts(own(tmp_path / "law", BASE)).places
    assert places["CP-153-2014"].file == "law/mine.toml"
    assert places["CP-153-2014"].line("valid_from") == 12
    assert places["CP-129-A-2021"].file == "pe/trata.toml"


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (BASE.replace("minimum = 9", 'minimum = "nine"'), "Q401", 24),
        (BASE.replace("offence =", "ofence ="), "Q401", 6),
        (BASE.replace('items_of = "CP-153-2007"', 'items_of = "CP-153-2008"'), "Q403", 4),
        (BASE.replace('items_of = "CP-153-2007"', 'wording_of = "CP-153-2014"'), "Q403", 4),
        (BASE + BASE, "Q404", 29),
        (BASE.replace("[[provisions]]", "[[provision]]", 1).split("[[provisions.")[0], "Q401", 2),
        ("id = ", "S005", 1),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path, words, code, line):
    with pytest.raises(StudyProblems) as stopped:
        read_law(own(tmp_path / "law", words))
    found = [(p.code, p.line) for p in stopped.value.problems]
    assert (code, line) in found, found
    assert all(p.where == "law/mine.toml" for p in stopped.value.problems if p.code == code)


def test_a_text_that_leans_on_itself_through_another_is_told(tmp_path):
    loop = BASE.replace('items_of = "CP-153-2007"', 'wording_of = "CP-129-A-2021"')
    with pytest.raises(StudyProblems) as stopped:
        read_law(own(tmp_path / "law", loop))
    assert {p.code for p in stopped.value.problems} == {"Q403"}


def test_an_empty_folder_and_another_character_set_are_told(tmp_path):
    (tmp_path / "law").mkdir()
    with pytest.raises(StudyProblems) as stopped:
        read_law(tmp_path / "law")
    assert stopped.value.problems[0].code == "Q402"
    (tmp_path / "law" / "mine.toml").write_bytes("# captación".encode("cp1252"))
    with pytest.raises(StudyProblems) as stopped:
        read_law(tmp_path / "law")
    assert stopped.value.problems[0].code == "Q401"


def test_the_value_of_a_wrong_field_is_never_echoed(tmp_path):
    with pytest.raises(StudyProblems) as stopped:
        read_law(own(tmp_path / "law", BASE.replace("minimum = 9", 'minimum = "A secret name"')))
    assert "secret" not in str([p.model_dump() for p in stopped.value.problems])
