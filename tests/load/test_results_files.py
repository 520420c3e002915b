"""Files of results: Word and Excel tables, TOML lists, pasted text, and what happens when they are broken."""

import json
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yupay.conclude.audit.audit import audit
from yupay.load.results.read import ENDINGS, read_results
from yupay.model.problem import StudyProblems

SPSS = [
    ["", "", "", "Vigilancia", "Temor"],
    ["Rho de Spearman", "Vigilancia", "Coeficiente de correlación", "1,000", ",078"],
    ["", "", "Sig. (bilateral)", ".", ",000"],
    ["", "", "N", "90", "90"],
    ["", "Temor", "Coeficiente de correlación", ",078", "1,000"],
    ["", "", "Sig. (bilateral)", ",000", "."],
    ["", "", "N", "90", "90"],
]


def numbers(claim):
    return {role: number.value for role, number in claim.numbers.items()}


def word(path: Path) -> Path:
    page = docx.Document()
    page.add_paragraph("Tabla 1. Correlación entre vigilancia y temor")
    table = page.add_table(rows=len(SPSS), cols=5)
    for row, cells in zip(table.rows, SPSS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(6, 0))
    page.add_paragraph("Nota. n = 90 encuestados.")
    page.add_paragraph("Se acepta la hipótesis nula.")
    page.save(str(path))
    return path


def test_a_correlation_matrix_in_word(tmp_path):
    claims = read_results(word(tmp_path / "tesis.docx"))
    crossed = [claim for claim in claims if {"r", "p", "n"} <= set(claim.numbers)]
    assert [numbers(claim) for claim in crossed] == [{"r": 0.078, "p": 0.0, "n": 90.0}] * 2
    found = audit(claims)
    assert {one.code for one in found} == {"A101", "A152", "A154"}
    impossible = next(one for one in found if one.grade == "impossible")
    assert impossible.at.table == "#1" and impossible.at.row == 2
    assert "tabla 1, fila 2" in impossible.at.words.es and "table 1, row 2" in impossible.at.words.en
    assert next(one for one in found if one.code == "A152").at.line == 4


def test_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Resultados"
    for row in [["Hipótesis", "rho", "p", "n"], ["H1", 0.653, 0.001, 24], ["H2", 0.078, 0, 90]]:
        sheet.append(row)
    book.save(tmp_path / "r.xlsx")
    found = audit(read_results(tmp_path / "r.xlsx"))
    assert [(one.code, one.at.line, one.at.table) for one in found if one.grade == "impossible"] == [
        ("A101", 3, "Resultados")
    ]


def test_n_beside_a_percentage_with_its_interval_may_count_or_be_the_base(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("grupo;n;%;IC 95 %\nA;106;49.1;[42.5, 55.7]\nB;110;50.9;[44.3, 57.5]\n", encoding="utf-8")
    claims = read_results(path)
    assert all("n" not in claim.numbers and "count" not in claim.numbers for claim in claims)
    assert audit(claims) == ()


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".txt", ".md"])
def test_text_in_every_encoding(tmp_path, ending):
    words = "Correlación;Coeficiente de correlación;Sig. (bilateral);N\nH1;0,653;0,001;24\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        path = tmp_path / f"{encoding}{ending}"
        path.write_bytes(words.encode(encoding))
        assert [numbers(claim) for claim in read_results(path)] == [{"r": 0.653, "p": 0.001, "n": 24.0}]


def test_toml_keeps_its_digits_and_lines(tmp_path):
    path = tmp_path / "r.toml"
    path.write_text('# mine\nn = 90\n\n[[results]]\nlabel = "H1"\nrho = 0.080\np = 0.000\n', encoding="utf-8")
    (claim,) = read_results(path)
    assert numbers(claim) == {"n": 90.0, "r": 0.08, "p": 0.0}
    assert claim.numbers["r"].decimals == 3 and claim.at.line == 4 and claim.label == "H1"


def test_an_output_folder_reads_both_files(tmp_path):
    estimate = {
        "id": "relate/x~y/district/pearson", "method": "pearson", "unit": "coefficient", "value": 0.36, "n": 43,
        "interval": {"low": 0.1, "high": 0.3, "level": 0.95}, "p": 0.0175, "df": 41.0, "statistic": 2.47,
        "statistic_name": "t", "parameters": {"alternative": "two-sided"},
    }  # fmt: skip
    said = {"es": "La vigilancia influye en el temor.", "en": "Patrols go with fear."}
    (tmp_path / "estimates.json").write_text(json.dumps({"estimates": [estimate]}), encoding="utf-8")
    (tmp_path / "findings.json").write_text(
        json.dumps({"findings": [{"subject": "H1", "sentence": said}]}), encoding="utf-8"
    )
    found = audit(read_results(tmp_path))
    assert {(one.code, one.at.table) for one in found} == {
        ("A102", estimate["id"]),
        ("A107", estimate["id"]),
        ("A151", "H1"),
    }


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("none.csv", None, "L201"),
        ("r.pdf", b"%PDF", "L203"),
        ("empty.csv", b"", "L204"),
        ("blank.csv", b" \n\n", "L204"),
        ("bytes.csv", b"a\x00\x01\x02\xff\xfe\x00", "L207"),
        ("r.docx", b"PK\x03\x04 broken", "L208"),
        ("r.xlsx", b"PK\x03\x04 broken", "L208"),
        ("r.json", b"{", "L208"),
        ("list.json", b"[1, 2]", "L208"),
        ("deep.json", b"[" * 100_000, "L208"),
        ("r.toml", b"[[results]]\nr = .5x\n", "S005"),
        ("twice.toml", b"a = 1\na = 2\n", "S007"),
        ("nothing.toml", b"a = 'b'\n", "L204"),
        ("flat.toml", b"results = [1, 2]\n", "L230"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_name(tmp_path, name, content, code):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StudyProblems) as refused:
        read_results(path)
    (problem,) = refused.value.problems
    assert problem.code == code and name in problem.where
    assert problem.line or code in ("L201", "L203", "L204", "L207", "L208")


def test_the_line_of_a_toml_error(tmp_path):
    path = tmp_path / "r.toml"
    path.write_text("[[results]]\nr = 0.5\np = ,000\n", encoding="utf-8")
    with pytest.raises(StudyProblems) as refused:
        read_results(path)
    assert refused.value.problems[0].place.endswith("r.toml:3:5")


CELLS = st.one_of(
    st.sampled_from(
        ["rho", "p", "n", "N", "%", "Total", "Sig. (bilateral)", ",000", "0.078", "90", "1e999", "***", "< .001", "Media", "DE",
         "nan", "inf", "-", "tasa", "población", "e", "x", "y", "0", "1,000", "alfa", "items", "[0.1, 0.2]", "5 (3 %)", "gl", "chi2"]
    ),
    st.text(max_size=12),
    st.floats().map(repr),
    st.integers(-(10**30), 10**30).map(str),
)  # fmt: skip
PAGES = st.lists(st.lists(CELLS, max_size=7), max_size=9)


def read_and_audited(path: Path) -> None:
    """Claims and findings, or one plain problem: nothing else may leave."""
    try:
        found = audit(read_results(path))
    except StudyProblems as refused:
        assert refused.problems
        return
    assert all(one.what.es and one.what.en and "nan" not in one.arithmetic.en for one in found)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=PAGES, sign=st.sampled_from([",", ";", "\t", "|", "   "]))
def test_no_table_breaks_the_audit(tmp_path, rows, sign):
    path = tmp_path / "t.csv"
    path.write_text("\n".join(sign.join(cells) for cells in rows), encoding="utf-8", errors="surrogatepass")
    read_and_audited(path)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), ending=st.sampled_from(ENDINGS))
def test_no_bytes_break_the_reader(tmp_path, data, ending):
    path = tmp_path / f"b{ending}"
    path.write_bytes(data)
    read_and_audited(path)


KEYS = st.sampled_from(
    ["r", "p", "n", "N", "e", "alpha", "items", "item_variances", "total_variance", "x", "y", "answers", "kr20", "mean", "sd", "d",
     "mean1", "mean2", "sd1", "percent", "base", "count", "rate", "population", "low", "high", "chi2", "df", "v", "text", "label"]
)  # fmt: skip
VALUES = st.one_of(
    st.integers(-(2**60), 2**60).map(str),
    st.floats(allow_nan=True).map(lambda v: repr(v) if v == v and abs(v) != float("inf") else "nan"),
    st.sampled_from(["0", "1", "-1", "0.0", "[]", "[1]", "[0, 0, 0, 0, 0]", "[[1, 0], [0, 1]]", "[[1], [2, 3]]", "true", '"x"', "[1, 2, 3, 4, 5]",
                     "1979-05-27", "[1e300, 1e300, 1, 2]", "[[]]", '["a"]', "{ a = 1 }", "inf", "1e308", "-0.0"]),
)  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.dictionaries(KEYS, VALUES, max_size=7), max_size=4))
def test_no_list_breaks_the_audit(tmp_path, rows):
    text = "".join("[[results]]\n" + "".join(f"{key} = {value}\n" for key, value in row.items()) for row in rows)
    path = tmp_path / "t.toml"
    path.write_text(text, encoding="utf-8")
    read_and_audited(path)
