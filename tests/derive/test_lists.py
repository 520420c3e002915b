"""Tables of histories from counts, persons, entries and probable links, worked by hand."""

from pathlib import Path
from typing import Any

import pytest

from yupay.derive.lists import Listed, listed
from yupay.load.tables import load
from yupay.model.problem import StudyProblems
from yupay.model.study import Study

WORD = {"es": "x", "en": "x"}
CARD: dict[str, Any] = {
    "id": "lists",
    "path": "lists.csv",
    "producer": WORD,
    "title": WORD,
    "counting_unit": "person",
    "period": "2013",
    "coverage": WORD,
    "geography": WORD,
    "citation": "made up",
    "confidentiality": "invented",
    "limitations": WORD,
}
COUNTS = "A,B,C,n\n1,0,0,10\n0,1,0,20\n0,0,1,30\n1,1,0,4\n1,0,1,5\n0,1,1,6\n1,1,1,2\n"


def declared(**hidden: Any) -> Study:
    more = hidden.pop("sources", [])
    block = {"source": "lists", "people": WORD, "lists": [{"id": one, "label": one} for one in "ABC"], **hidden}
    for card in block["lists"]:
        card["label"] = {"es": card["id"], "en": card["id"]}
    header = {"id": "made", "title": WORD, "place": WORD, "period": "2013"}
    card = {**CARD, **hidden.pop("card", {})}
    block.pop("card", None)
    return Study.model_validate({"study": header, "sources": [card, *more], "hidden": block})


def read(folder: Path, text: str, **hidden: Any) -> Listed:
    (folder / "lists.csv").write_text(text, encoding="utf-8")
    study = declared(**hidden)
    loaded = load(study, folder)
    try:
        found = listed(study, loaded)
    finally:
        loaded.engine.close()
    assert found is not None
    return found


def refused(folder: Path, text: str, **hidden: Any) -> list[tuple[str, int, str]]:
    with pytest.raises(StudyProblems) as found:
        read(folder, text, **hidden)
    return [(one.code, one.line, one.got.en) for one in found.value.problems]


def test_counts(tmp_path: Path) -> None:
    found = read(tmp_path, COUNTS, count="n")
    assert [card.id for card in found.cards] == ["A", "B", "C"]
    assert found.tables[0].counts == (0, 10, 20, 4, 30, 5, 6, 2)
    assert found.notes == () and found.linked is None and len(found.tables) == 1


def test_the_order_of_rows_does_not_matter_and_unseen_histories_are_zero(tmp_path: Path) -> None:
    head, *rows = COUNTS.splitlines()
    found = read(tmp_path, "\n".join([head, *reversed(rows[1:])]) + "\n", count="n")
    assert found.tables[0].counts == (0, 0, 20, 4, 30, 5, 6, 2)


def test_persons_are_the_same_table(tmp_path: Path) -> None:
    lines = [line.rsplit(",", 1) for line in COUNTS.splitlines()[1:]]
    rows = [history for history, times in lines for _ in range(int(times))]
    found = read(tmp_path, "A,B,C\n" + "\n".join([*rows, "0,0,0"]) + "\n", rows="persons")
    assert found.tables[0].counts == (0, 10, 20, 4, 30, 5, 6, 2)
    assert "none of the declared lists" in found.notes[0].en


def test_yes_and_no_are_one_and_zero(tmp_path: Path) -> None:
    found = read(tmp_path, "A,B,C\nsí,no,no\nno,sí,sí\n", rows="persons")
    assert found.tables[0].counts == (0, 1, 0, 0, 0, 0, 1, 0)


def test_merging(tmp_path: Path) -> None:
    found = read(tmp_path, COUNTS, count="n", merge={"AC": ["A", "C"]})
    assert [card.id for card in found.cards] == ["AC", "B"]
    assert found.cards[0].joins == ("A", "C") and found.cards[0].label.es == "A + C"
    # on A or C and not on B: 10 + 30 + 5; on B alone 20; on both: 4 + 6 + 2
    assert found.tables[0].counts == (0, 45, 20, 12)
    assert "AC joins A, C" in found.notes[0].en


def test_referral_follows_a_merge(tmp_path: Path) -> None:
    lists = [{"id": "A"}, {"id": "B", "refers_to": ["C"]}, {"id": "C", "censored": True}]
    found = read(tmp_path, COUNTS, count="n", lists=lists, merge={"AC": ["A", "C"]})
    assert found.cards[1].refers_to == ("AC",) and found.cards[0].censored


def test_a_list_that_saw_nobody_is_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, "A,B,C,n\n1,0,0,5\n0,0,1,7\n1,0,1,3\n0,1,0,0\n", count="n")
    assert [card.id for card in found.cards] == ["A", "C"]
    assert found.tables[0].counts == (0, 5, 7, 3)
    assert found.notes[-1].en == "Lists that saw nobody and were left out: B."


def test_nobody_at_all(tmp_path: Path) -> None:
    found = read(tmp_path, "A,B,C,n\n1,0,0,0\n", count="n")
    assert found.cards == () and found.tables[0].counts == (0,)


def test_strata_add_to_all(tmp_path: Path) -> None:
    text = "A,B,C,n,sex\n1,0,0,10,w\n1,0,0,3,m\n0,1,1,6,w\n1,1,0,4,\n0,0,1,1,m\n"
    found = read(tmp_path, text, count="n", strata=["sex"])
    tables = {one.stratum: one.counts for one in found.tables}
    assert list(tables) == ["", "sex = m", "sex = w"]
    assert tables[""] == (0, 13, 0, 4, 1, 0, 6, 0)
    assert tables["sex = w"] == (0, 10, 0, 0, 0, 0, 6, 0)
    assert "without data in sex" in found.notes[-1].en


def test_only_the_rows_that_are_kept(tmp_path: Path) -> None:
    text = "A,B,C,n,sex\n1,0,0,10,w\n1,0,0,3,m\n0,1,1,6,w\n"
    assert read(tmp_path, text, count="n", where={"sex": "w"}).tables[0].counts == (0, 10, 0, 0, 0, 0, 6, 0)[:8]


def test_a_repeated_history(tmp_path: Path) -> None:
    assert refused(tmp_path, COUNTS + "1,0,0,3\n", count="n") == [("L251", 9, "1,0,0 in rows 2, 9")]
    text = "A,B,C,n,sex\n1,0,0,10,w\n1,0,0,3,m\n"
    with pytest.raises(StudyProblems) as found:
        read(tmp_path, text, count="n")
    assert found.value.problems[0].hint is not None and found.value.problems[0].hint.en == 'strata = ["sex"]'


@pytest.mark.parametrize(
    ("row", "code", "line"),
    [
        ("1,0,0,-3", "L232", 9),
        ("1,0,0,2.5", "L232", 9),
        ("1,0,0,many", "L230", 9),
        ("1,0,0,", "L231", 0),
        ("1,0,police,3", "L233", 9),
        ("1,0,2,3", "L233", 9),
        ("1,0,,3", "L253", 9),
        ("0,0,0,3", "L252", 9),
    ],
)
def test_rows_that_cannot_be_used(tmp_path: Path, row: str, code: str, line: int) -> None:
    found = refused(tmp_path, COUNTS.replace("1,0,0,10\n", "") + row.join(["", "\n"]) + "", count="n")
    assert found[0][0] == code
    assert not line or found[0][1] == line - 1


def test_a_blank_may_be_declared_zero(tmp_path: Path) -> None:
    card = {"columns": {"C": {"type": "flag", "blank": "zero"}}}
    found = read(tmp_path, "A,B,C,n\n1,1,,4\n0,0,1,2\n", count="n", card=card)
    assert found.tables[0].counts[3] == 4


def test_a_count_in_a_list_column(tmp_path: Path) -> None:
    card = {"columns": {"C": {"type": "count"}}}
    assert refused(tmp_path, "A,B,C,n\n1,1,3,4\n0,0,1,2\n", count="n", card=card) == [("L253", 2, "C: rows 2")]


def test_no_history_with_a_zero_count_is_refused(tmp_path: Path) -> None:
    assert read(tmp_path, COUNTS + "0,0,0,0\n", count="n").tables[0].counts[0] == 0


def test_too_many_strata_and_codes_of_places(tmp_path: Path) -> None:
    rows = "".join(f"1,0,0,1,{age}\n" for age in range(30))
    assert refused(tmp_path, "A,B,C,n,age\n" + rows, count="n", strata=["age"])[0][::2] == ("L255", "age: 30 words")
    rows = "".join(f"1,0,0,1,15010{k}\n" for k in range(4))
    assert refused(tmp_path, "A,B,C,n,where\n" + rows, count="n", strata=["where"])[0][2] == "where: place codes"


def test_a_list_that_is_no_column(tmp_path: Path) -> None:
    assert refused(tmp_path, COUNTS.replace("A,B,C", "A,B,CC"), count="n")[0][0] == "L213"


ENTRIES = "id,person,list,sex\n1,p1,A,w\n2,p1,B,w\n3,p2,A,m\n4,p3,C,w\n5,p3,A,m\n6,p3,A,w\n7,p4,D,w\n"


def test_entries_of_persons(tmp_path: Path) -> None:
    found = read(tmp_path, ENTRIES, rows="entries", person="person", list_column="list", strata=["sex"])
    tables = {one.stratum: one.counts for one in found.tables}
    # p1 on A and B, p2 on A, p3 on A and C (twice on A counts once; its words do not agree), p4 on no declared list
    assert tables[""] == (0, 1, 0, 1, 0, 1, 0, 0)
    assert tables["sex = w"] == (0, 0, 0, 1, 0, 0, 0, 0)
    assert "left out: D" in found.notes[-1].en


def test_a_list_that_no_entry_is_of(tmp_path: Path) -> None:
    text = ENTRIES.replace(",C,", ",D,")
    assert refused(tmp_path, text, rows="entries", person="person", list_column="list")[0][0] == "L254"


def test_an_entry_without_its_person(tmp_path: Path) -> None:
    text = ENTRIES.replace("2,p1", "2,")
    assert refused(tmp_path, text, rows="entries", person="person", list_column="list")[0][0] == "L217"


def linked(folder: Path, pairs: str, **hidden: Any) -> Listed:
    (folder / "pairs.csv").write_text("entry_a,entry_b,probability\n" + pairs, encoding="utf-8")
    sources = [{**CARD, "id": "pairs", "path": "pairs.csv"}]
    more: dict[str, Any] = {"rows": "entries", "list_column": "list", "pairs": "pairs", "sources": sources}
    return read(folder, "id,list\n1,A\n2,B\n3,A\n4,C\n", card={"key": "id"}, **more, **hidden)


def test_probable_links(tmp_path: Path) -> None:
    found = linked(tmp_path, "1,2,0.9\n2,4,0.5\n3,4,0.2\n")
    assert found.linked is not None
    assert found.linked.entries == (0, 1, 0, 2)
    assert found.linked.pairs == ((0, 1, 0.9), (1, 3, 0.5), (2, 3, 0.2))
    assert found.tables[0].counts == (0, 1, 0, 0, 0, 0, 0, 1)  # entries 1, 2 and 4 are one person on A, B and C


def test_links_follow_a_merge(tmp_path: Path) -> None:
    found = linked(tmp_path, "1,2,0.9\n", merge={"AB": ["A", "B"]})
    assert found.linked is not None
    assert (found.linked.lists, found.linked.entries) == (("AB", "C"), (0, 0, 0, 1))


@pytest.mark.parametrize("pairs", ["1,9,0.5\n", "1,1,0.5\n", "1,2,1.5\n"])
def test_pairs_that_name_no_entry(tmp_path: Path, pairs: str) -> None:
    with pytest.raises(StudyProblems) as found:
        linked(tmp_path, pairs)
    assert [(one.code, one.line) for one in found.value.problems] == [("L256", 2)]


def test_a_study_without_lists(tmp_path: Path) -> None:
    study = declared().model_copy(update={"hidden": None})
    (tmp_path / "lists.csv").write_text(COUNTS, encoding="utf-8")
    loaded = load(study, tmp_path)
    assert listed(study, loaded) is None
    loaded.engine.close()
