"""A study file is read whole, or every problem of its form is told at its line and column."""

from pathlib import Path

import pytest

from yupay.model.problem import StudyProblems
from yupay.model.text import Text
from yupay.study.read import locate, read, read_study


def placed(problems):
    return [(one.code, one.line, one.column, one.got.en, one.hint.en if one.hint else None) for one in problems]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_a_complete_study(folder, problems_of):
    study = read_study(folder)
    assert study == read_study(folder / "study.toml")
    assert [one.id for one in study.indicators] == ["X1", "X3", "Y3", "R3", "POP"]
    assert study.study.place == Text.same("Lima")
    assert study.sources[0].columns["ubigeo"].pad == 6
    assert problems_of(folder) == ()


def test_where_things_stand(folder, complete):
    line, column = locate(folder)(("sources", 0, "path"))
    assert complete.split("\n")[line - 1][column - 1 :] == '"data/stations.csv"'


@pytest.mark.parametrize("written", ["\ufeff{}", "{}\r\n# fin"])
def test_a_mark_and_windows_line_ends_change_nothing(folder, complete, written):
    before = read_study(folder)
    (folder / "study.toml").write_bytes(written.format(complete.replace("\n", "\r\n")).encode())
    assert read_study(folder) == before


def test_one_language_is_enough_where_the_study_has_one(broken, tmp_path):
    header = ('period = "2017"\n', 'period = "2017"\nlanguages = ["es"]\n')
    assert broken(header, ('{ es = "distrito", en = "district" }', '{ es = "distrito" }')) == ()
    assert read_study(tmp_path).units[0].label == Text.same("distrito")


def test_a_date_may_be_a_date(broken, tmp_path):
    assert broken(('confidentiality = "public"\n', 'confidentiality = "public"\nretrieved = 2026-11-23\n')) == ()
    assert read_study(tmp_path).sources[0].retrieved == "2026-11-23"


@pytest.mark.parametrize(
    ("old", "new", "code", "got", "hint"),
    [
        ('period = "2017"', "period = 2017", "S102", "period = 2017", 'period = "2017"'),
        ("digits = 6", 'digits = "6"', "S102", 'digits = "6"', "digits = 6"),
        ("digits = 6", "digits = 6.5", "S102", "digits = 6.5", None),
        ("alpha = 0.05", 'alpha = "0.05"', "S102", 'alpha = "0.05"', "alpha = 0.05"),
        ("alpha = 0.05", 'alpha = "0,05"', "S102", 'alpha = "0,05"', "alpha = 0.05"),
        ("alpha = 0.05", 'alpha = "cinco"', "S102", 'alpha = "cinco"', None),
        ("value = 20000", 'value = "20,000"', "S102", 'value = "20,000"', "value = 20000"),
        ("alpha = 0.05", 'min_units = "2,5"', "S102", 'min_units = "2,5"', None),
        ("alpha = 0.05", "alpha = true", "S102", "alpha = true", None),
        ("descriptive = true", 'descriptive = "sí"', "S102", 'descriptive = "sí"', "descriptive = true"),
        ('columns = ["faltas"]', 'columns = "faltas"', "S102", 'columns = "faltas"', 'columns = ["faltas"]'),
        ('reach = "none"', 'reach = "ninguno"', "S104", 'reach = "ninguno"', "none"),
        ('mapped = "counts"', 'mapped = "count"', "S104", 'mapped = "count"', "counts"),
        (
            'counting_unit = "inhabitant"',
            'counting_unit = "Habitante"',
            "S104",
            'counting_unit = "Habitante"',
            "inhabitant",
        ),
        ("rankable = true", "jerarquizable = true", "S101", "jerarquizable", None),
        ("rankable = true", "rankabel = true", "S101", "rankabel", "rankable"),
        ("alpha = 0.05", "alfa = 0.05", "S101", "alfa", "alpha"),
        ('citation = "INEI (2018)"', 'cita = "INEI (2018)"', "S101", "cita", "citation"),
        ("pad = 6", "read_as = 6", "S101", "read_as", "type"),
        ("alpha = 0.05", "alpha = nan", "S105", "alpha = nan", None),
        ("value = 20000", "value = 99999999999999999999", "S105", "value = 99999999999999999999", None),
        ("value = 20000", f"value = 0x{'f' * 5000}", "S105", None, None),
    ],
)
def test_what_was_read_and_what_was_meant(broken, complete, old, new, code, got, hint):
    problems = [one for one in broken((old, new)) if one.code == code]
    assert len(problems) == 1
    assert problems[0].line == line_of(complete, old)
    assert got is None or problems[0].got.en == got
    assert (problems[0].hint.en if problems[0].hint else None) == hint


def test_a_missing_key_is_placed_at_its_table(broken, complete):
    problems = broken(
        ('period = "2017"\nunits = ["district", "department"]\nreach', 'units = ["district", "department"]\nreach')
    )
    assert placed(problems) == [
        ("S103", line_of(complete, '[[indicators]]\nid = "X1"'), 1, "X1 (indicators) without period", None)
    ]
    assert problems[0].got.es == "X1 (indicators) sin period"


def test_a_missing_language_is_a_missing_key(broken):
    problems = broken(('{ es = "distrito", en = "district" }', '{ es = "distrito" }'))
    assert [(one.code, one.got.en) for one in problems] == [("S103", "label without en")]


def test_everything_at_once_in_order(broken):
    problems = broken(
        ('place = "Lima"', "place = 1501"),
        ("[[units]]", "[[unidades]]"),
        ('source = "stations"\ncolumns = ["faltas"]', 'source = "station"\ncolumns = ["faltas"]'),
        ('id = "H3"', 'id = "H1"'),
        ("se relaciona con Y3", "incide en Y3"),
    )
    codes = [one.code for one in problems]
    assert {"S101", "S102", "S110", "S107", "S121"} <= set(codes)
    assert [(one.line, one.column) for one in problems] == sorted((one.line, one.column) for one in problems)


def test_a_single_table_where_a_list_is_wanted(broken):
    problems = broken(("[[families]]", "[families]"))
    assert [(one.code, one.got.en, one.hint.en) for one in problems] == [("S102", "[families]", "[[families]]")]


def test_an_empty_file_says_what_is_missing(tmp_path, problems_of):
    (tmp_path / "study.toml").write_text("", encoding="utf-8")
    assert problems_of(tmp_path)[0].code == "S103"


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a = 1\nb = \n", "S005", 2, 5),
        ("period = 2016-2017\n", "S005", 1, 14),
        ("code = 010101\n", "S005", 1, 9),
        ('title = "open\n', "S005", 1, 14),
        ("list = [1, 2\n", "S005", 2, 1),
        ('path = "C:\\data"\n', "S005", 1, 13),
        ("a = 1\na = 2\n", "S007", 2, 6),
        ("[study]\n[study]\n", "S007", 2, 7),
        ("t = { a = 1, a = 2 }\n", "S007", 1, 19),
        ('id = "a\x00b"\n', "S005", 1, 8),
        ("\x00", "S005", 1, 1),
        ("= 1\n", "S005", 1, 1),
        ("[[]]\n", "S005", 1, 3),
        ("d = 2016-13-40\n", "S005", 1, 5),
        ("x = " + "[" * 100 + "]" * 100, "S006", 0, 0),
        ("x = " + "[" * 9000, "S006", 0, 0),
        (".".join(["a"] * 40) + " = 1", "S006", 0, 0),
        ("n = " + "9" * 5000, "S005", 1, 5),
    ],
)
def test_what_is_not_toml(tmp_path, text, code, line, column):
    (tmp_path / "study.toml").write_bytes(text.encode())
    with pytest.raises(StudyProblems) as refused:
        read(tmp_path)
    one = refused.value.problems[0]
    assert one.code == code
    assert one.line == line


@pytest.mark.parametrize("letter", ["\\u001b", "\\u0000", "\\u0007", "\\u007f", "\\uffff"])
@pytest.mark.parametrize("at", ['title = { es = "', 'label = { es = "', 'citation = "', 'period = "'])
def test_a_control_character_in_any_words(broken, letter, at):
    problems = broken((at, f"{at}{letter}"))
    assert [one.code for one in problems] == ["S008"]
    assert "U+" in problems[0].got.es and problems[0].line > 0


def test_a_value_without_quotes_is_quoted_in_the_hint(tmp_path, problems_of):
    (tmp_path / "study.toml").write_text("period = 2016-2017\nx = 1\n", encoding="utf-8")
    assert problems_of(tmp_path)[0].hint.es == 'period = "2016-2017"'


@pytest.mark.parametrize(
    ("raw", "code", "place", "hint"),
    [
        ("título = 'año'".encode("cp1252"), "S004", (1, 2), "Windows-1252"),
        ("[study]\ntitle = 'a\u00f1o'\n".encode("utf-16"), "S004", (1, 1), "UTF-16"),
        (b"x = '" + b"a" * 30_000 + b"'", "S003", (1, 1), None),
        (b"#" * 10_485_760, "S003", (0, 0), None),
    ],
)
def test_what_is_not_a_text_for_people(tmp_path, raw, code, place, hint, problems_of):
    (tmp_path / "study.toml").write_bytes(raw)
    one = problems_of(tmp_path)[0]
    assert (one.code, (one.line, one.column)) == (code, place)
    assert hint is None or hint in one.hint.en


def test_a_folder_without_a_study(tmp_path, complete, problems_of):
    inside = tmp_path / "studies" / "mine"
    inside.mkdir(parents=True)
    (inside / "study.toml").write_text(complete, encoding="utf-8")
    one = problems_of(tmp_path)[0]
    assert one.code == "S001"
    assert one.hint.en.endswith(str(Path("studies") / "mine"))
    assert one.act.en.startswith("yupay new district-correlation ")


def test_a_place_that_does_not_exist(tmp_path, problems_of):
    assert problems_of(tmp_path / "nowhere")[0].got.en == "a place that does not exist"


def test_no_password_is_quoted(broken):
    problems = broken(('path = "data/stations.csv"', 'path = "postgres://ana:secreto@host/base"\nkind = 5'))
    assert {"S126", "S104"} <= {one.code for one in problems}
    assert "secreto" not in str([one.model_dump() for one in problems])


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("alpha = 0,05", "alpha = 0.05"),
        ("alpha = .05", "alpha = 0.05"),
        ("alpha = -,5  # media", "alpha = -0.5"),
        ("value = 20,000", "value = 20000"),
        ("value = 1,234,567.5", "value = 1234567.5"),
        ("period = 2016-2017", 'period = "2016-2017"'),
        ("keep = 010101", 'keep = "010101"'),
        ("named = sí", "named = true"),
    ],
)
def test_a_value_that_is_no_toml_is_written_as_it_was_meant(tmp_path, problems_of, written, hint):
    (tmp_path / "study.toml").write_text(f"[study]\n{written}\n", encoding="utf-8")
    (problem,) = problems_of(tmp_path)
    assert (problem.code, problem.line, problem.hint.es) == ("S005", 2, hint)
