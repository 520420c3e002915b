"""`yupay hidden`: what a person sees of lists that overlap, and how the command leaves."""

import json

import pytest

COUNTS = """A,B,C,D,count
1,0,0,0,107
0,1,0,0,213
1,1,0,0,38
0,0,1,0,208
1,0,1,0,34
0,1,1,0,85
1,1,1,0,17
0,0,0,1,39
1,0,0,1,16
0,1,0,1,21
1,1,0,1,13
0,0,1,1,31
1,0,1,1,12
0,1,1,1,15
1,1,1,1,3
"""
QUICK = ("--method", "hidden-independence", "--method", "hidden-bic", "--method", "hidden-bic-average")


@pytest.fixture
def lists(tmp_path):
    def write(text=COUNTS, name="listas.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def flat(words):
    return " ".join(words.split())


def test_what_must_hold_stands_before_any_total(yupay, lists):
    said = yupay("hidden", lists(), "--public", *QUICK)
    assert said.code == 0 and "Traceback" not in said.err
    out = flat(said.out)
    assert out.index("Qué debe cumplirse") < out.index("Entre ") < out.index("Cada método")
    assert "No hay un solo número" in out
    assert "Vistas: 852" in out
    assert all(len(line) <= 80 for line in said.out.split("\n"))


def test_in_english(yupay, lists):
    out = flat(yupay("hidden", lists(), "--public", "--language", "en", *QUICK).out)
    assert "Between" in out and "across models that fit equally well" in out and "Seen: 852" in out
    assert "Entre " not in out


def test_one_object(yupay, lists):
    said = yupay("hidden", lists(), "--public", "--json", "--seed", "7", *QUICK)
    content = json.loads(said.out)
    assert content["exit"] == said.code == 0 and content["seed"] == 7
    assert content["overlaps"]["printed"] and sum(content["overlaps"]["tables"][0]["counts"]) == 852
    methods = [one["method"] for one in content["estimates"]]
    assert methods[:2] == ["hidden-seen", "hidden-range"] and "hidden-bic" in methods
    assert "value" not in content["estimates"][1]
    assert said.err == ""


def test_nothing_small_without_public(yupay, lists):
    said = yupay("hidden", lists(), "--json", *QUICK)
    content = json.loads(said.out)
    assert set(content["overlaps"]["tables"][0]["counts"]) == {None}
    assert content["overlaps"]["tables"][0]["totals"] == [240, 410, 410, 150]
    assert "deviance" not in said.out and '"model"' not in said.out
    assert "Fuente protegida" in flat(yupay("hidden", lists(), *QUICK).out)


def test_the_same_seed_the_same_numbers(yupay, lists):
    line = ("hidden", lists(), "--public", "--json", "--seed", "3", "--method", "hidden-stepwise-bootstrap")
    assert yupay(*line).out == yupay(*line).out


def test_persons_are_found_out(yupay, lists):
    rows = [line.rsplit(",", 1) for line in COUNTS.splitlines()[1:]]
    text = "A,B,C,D\n" + "\n".join(history for history, n in rows for _ in range(int(n))) + "\n"
    one = json.loads(yupay("hidden", lists(text), "--public", "--json", *QUICK).out)
    two = json.loads(yupay("hidden", lists(), "--public", "--json", *QUICK).out)
    assert one["estimates"] == two["estimates"]


def test_merged_lists(yupay, lists):
    content = json.loads(yupay("hidden", lists(), "--public", "--json", "--merge", "A+B=AB", *QUICK).out)
    assert [card["id"] for card in content["overlaps"]["cards"]] == ["AB", "C", "D"]
    assert "AB joins A, B" in content["overlaps"]["notes"][0]["en"]


def test_strata(yupay, lists):
    head, *rows = COUNTS.splitlines()
    text = "\n".join([f"{head},sex", *(f"{row},{sex}" for row in rows for sex in "wm")]) + "\n"
    out = flat(yupay("hidden", lists(text), "--public", "--strata", "sex", "--language", "en", *QUICK).out)
    assert "sex = m" in out and "sex = w" in out and "Seen: 1,704" in out


def test_a_count_column_of_another_name(yupay, lists):
    text = COUNTS.replace("count", "cuantas")
    content = json.loads(yupay("hidden", lists(text), "--public", "--json", "--count", "cuantas", *QUICK).out)
    assert sum(content["overlaps"]["tables"][0]["counts"]) == 852


@pytest.mark.parametrize(
    ("text", "words", "code", "got"),
    [
        (COUNTS + "1,0,0,0,3\n", (), "L251", "filas 2, 17"),
        (COUNTS.replace("1,0,0,0,107", "1,0,0,0,-4"), (), "L232", "-4"),
        (COUNTS.replace("1,0,0,0,107", "1,x,0,0,4"), (), "L233", "x"),
        (COUNTS.replace("1,0,0,0,107", "1,,0,0,4"), (), "L253", "B"),
        (COUNTS.replace("1,0,0,0,107", "0,0,0,0,4"), (), "L252", ""),
        ("A,count\n1,3\n0,4\n", (), "L257", "0/1: A"),
        (COUNTS, ("--strata", "sexo"), "L213", "A, B"),
        (COUNTS.replace("count", "count,distrito").replace("\n0", "\n0"), ("--strata", "distrito"), "L205", ""),
        (COUNTS, ("--merge", "A+Z=X"), "S140", "X: Z"),
        (COUNTS, ("--method", "hidden-stepwis"), "S117", "hidden-stepwis"),
        (COUNTS, ("--level", "95"), "S105", "95"),
        (COUNTS, ("--merge", "A+B"), "C900", ""),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(yupay, lists, text, words, code, got):
    said = yupay("hidden", lists(text), "--public", *words)
    assert said.code == 2 and said.out == ""
    assert code in said.err and got in flat(said.err) and "Traceback" not in said.err


def test_never_by_place(yupay, lists):
    head, *rows = COUNTS.splitlines()
    text = "\n".join([f"{head},distrito", *(f"{row},Ate" for row in rows)]) + "\n"
    said = yupay("hidden", lists(text), "--public", "--strata", "distrito")
    assert said.code == 2 and "S146" in said.err


def test_a_file_that_is_not_there(yupay, tmp_path):
    said = yupay("hidden", tmp_path / "none.csv")
    assert said.code == 2 and "L201" in said.err


def test_one_list_is_enough_to_say_why_not(yupay, lists):
    said = yupay("hidden", lists("A,B,count\n1,0,40\n0,1,0\n"), "--public", "--language", "en")
    assert said.code == 0
    assert "! Not assessable: lists that saw somebody, 1" in said.out and "left out: B" in flat(said.out)


def test_a_red_mark_where_there_is_colour(yupay, lists, monkeypatch):
    text = lists("A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n")
    assert "\x1b" not in yupay("hidden", text, "--public", *QUICK).out
    monkeypatch.setattr("yupay.cli.hidden_tables.colour_wanted", lambda stream: True)
    assert "\x1b[31m!\x1b[0m" in yupay("hidden", text, "--public", *QUICK).out


def test_quiet(yupay, lists):
    said = yupay("hidden", lists(), "--public", "--quiet", *QUICK)
    assert (said.code, said.out, said.err) == (0, "", "")


def test_help_in_both_languages(yupay):
    assert "no están en ninguna lista" in flat(yupay("hidden", "--help", "--language", "es").out)
    assert "on no list" in yupay("hidden", "--help", "--language", "en").out
