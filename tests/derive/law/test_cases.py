"""Coded cases: the columns of the contract, problems with their lines, never a value."""

from datetime import date

import pandas
import pyarrow as pa
import pyreadstat
import pytest

from yupay.derive.law.cases import Mapped, cases_of, coded_cases, read_cases
from yupay.derive.law.read import read_law
from yupay.load.engine import open_engine
from yupay.model.problem import StudyProblems

HEADER = "case_id,act_date,date_precision,place,acts,means,purposes,victims_n,victim_ages,victim_flags,victim_consent,agent_flags,agents_n,outcome_flags"
ROW = 'C1,2016-03-04,day,"PE, Lima",capta;acoge,none,prostitucion,1,15,,yes,,1,'


@pytest.fixture(scope="module")
def law():
    return read_law()


def written(path, *rows, header=HEADER, name="cases.csv"):
    file = path / name
    file.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return file


def cases(law, file, mapped=None):
    engine = open_engine()
    try:
        return tuple(coded_cases(read_cases(file, engine, mapped), law))
    finally:
        engine.close()


def refused(law, file, mapped=None):
    with pytest.raises(StudyProblems) as found:
        cases(law, file, mapped)
    return found.value.problems


def one(law, path, **fields):
    row = dict(zip(HEADER.split(","), ROW.replace('"PE, Lima"', "PE").split(","), strict=True)) | fields
    return cases(law, written(path, ",".join(row.values())))[0]


def test_a_row_is_a_case(law, tmp_path):
    case = cases(law, written(tmp_path, ROW))[0]
    assert (case.case_id, case.act_from, case.precision, case.place) == ("C1", date(2016, 3, 4), "day", "PE, Lima")
    assert (case.acts, case.means, case.ages, case.victims_n) == (("acoge", "capta"), ("none",), ((15, 15),), 1)


@pytest.mark.parametrize(
    ("written_date", "precision", "first", "last"),
    [
        ("2016", "year", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", "month", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-02-10", "month", date(2016, 2, 1), date(2016, 2, 29)),
        ("2014-08-01/2015-02-28", "range", date(2014, 8, 1), date(2015, 2, 28)),
        ("2018", "assumed", date(2018, 1, 1), date(2018, 12, 31)),
        ("20XX", "unknown", None, None),
        ("", "", None, None),
        ("2016-02-10", "unknown", None, None),
    ],
)
def test_dates_are_as_exact_as_the_file_says(law, tmp_path, written_date, precision, first, last):
    case = one(law, tmp_path, act_date=written_date, date_precision=precision)
    assert (case.act_from, case.act_to) == (first, last)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("acts", "captta", "Q423"),
        ("means", "none;engano", "Q427"),
        ("victim_ages", "quince", "Q424"),
        ("victim_ages", "17-12", "Q424"),
        ("victims_n", "many", "Q425"),
        ("agents_n", "1;2", "Q426"),
        ("act_date", "04/03/2016", "Q428"),
        ("act_date", "2016-02-30", "Q428"),
        ("act_date", "2016", "Q429"),
        ("case_id", "", "Q422"),
        ("victim_consent", "yess", "Q423"),
    ],
)
def test_a_wrong_value_is_told_with_its_line_and_never_shown(law, tmp_path, column, value, code):
    row = dict(zip(HEADER.split(","), ROW.replace('"PE, Lima"', "PE").split(","), strict=True)) | {column: value}
    found = refused(law, written(tmp_path, ROW, ",".join(row.values())))
    assert [p.code for p in found] == [code]
    assert found[0].line == 3
    shown = " ".join(str(p.model_dump(exclude={"expected"})) for p in found)
    assert not value or value in ("1;2", "2016") or value not in shown


def test_the_nearest_word_is_offered(law, tmp_path):
    assert refused(law, written(tmp_path, ROW.replace("capta;", "captta;")))[0].hint.en == "capta"


def test_columns(law, tmp_path):
    codes = {
        p.code: p for p in refused(law, written(tmp_path, ROW, header=HEADER.replace("victim_ages", "victims_age")))
    }
    assert set(codes) == {"Q420", "Q421"}
    assert codes["Q420"].hint.en == "victim_ages"
    assert refused(law, written(tmp_path, ROW, header="C1,2016,a,b,c,d,e,f,g,h,i,j,k,l"))[0].code == "Q421"


def test_a_column_is_told_by_its_place_in_the_file():
    """Other columns of a source stand before it, which are no part of a coded case."""
    before = ("district", "case_id", "ruling", "act_date", "acts", "means", "purposes")
    data = pa.table({name: ["x"] for name in ("yupay_row", *before, "victim_age", "victim_ages")})
    engine = open_engine()
    with pytest.raises(StudyProblems) as refused:
        cases_of(engine.add("made", data), engine, beside=("district", "ruling"))
    assert [(one.code, one.column) for one in refused.value.problems] == [("Q420", len(before) + 1)]


def test_other_words_are_mapped(law, tmp_path):
    file = written(tmp_path, ROW.replace("capta;acoge", "recruits"), header=HEADER.replace("acts", "conduct"))
    mapped = Mapped({"conduct": "acts"}, {"acts": {"recruits": "capta"}})
    assert cases(law, file, mapped)[0].acts == ("capta",)


def test_a_missing_column_of_flags_is_unknown_not_no(law, tmp_path):
    header, row = HEADER.replace(",agent_flags", ""), ROW.replace("yes,,1,", "yes,1,")
    assert cases(law, written(tmp_path, row, header=header))[0].agent_flags == ("unknown",)


def test_a_workbook_reads_as_the_csv(law, tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(tmp_path / "cases.xlsx")
    sheet = book.add_worksheet()
    for at, row in enumerate((HEADER, ROW.replace('"PE, Lima"', "PE"))):
        sheet.write_row(at, 0, row.split(","))
    book.close()
    csv = cases(law, written(tmp_path, ROW.replace('"PE, Lima"', "PE")))
    assert cases(law, tmp_path / "cases.xlsx") == csv


def test_a_file_of_spss_reads_as_the_csv(law, tmp_path):
    """Numbers where the csv has digits, days of SPSS, a missing code of a user, blanks."""
    rows = {
        "case_id": ["C1", "C2", "C3"],
        "act_date": [date(2016, 3, 4), date(2021, 1, 2), None],
        "date_precision": ["day", "month", "unknown"],
        "acts": ["capta;acoge", "transporta", "unknown"],
        "means": ["none", "", "engano"],
        "purposes": ["prostitucion", "mendicidad", "organos"],
        "victims_n": [1.0, 2.0, None],
        "victim_ages": [15.0, 17.0, None],
        "victim_consent": ["yes", "no", "unknown"],
    }
    pyreadstat.write_sav(pandas.DataFrame(rows), str(tmp_path / "cases.sav"))
    lines = (
        "C1,2016-03-04,day,capta;acoge,none,prostitucion,1,15,yes",
        "C2,2021-01-02,month,transporta,,mendicidad,2,17,no",
        "C3,,unknown,unknown,engano,organos,,,unknown",
    )
    csv = cases(law, written(tmp_path, *lines, header=",".join(rows)))
    assert csv[0].ages == ((15, 15),) and csv[1].act_to == date(2021, 1, 31) and csv[2].victims_n is None
    assert cases(law, tmp_path / "cases.sav") == csv


def test_a_file_of_spss_is_refused_with_its_rows(law, tmp_path):
    rows = dict.fromkeys(("act_date", "means", "purposes", "victim_ages"), ["unknown"] * 2)
    pyreadstat.write_sav(
        pandas.DataFrame({"case_id": ["A", "B"], "acts": ["capta", "captta"]} | rows), str(tmp_path / "c.sav")
    )
    (found,) = refused(law, tmp_path / "c.sav")
    assert (found.code, found.hint.en) == ("Q423", "capta") and found.line
    assert "captta" not in found.model_dump_json()


def test_free_text_is_not_read(law, tmp_path):
    engine = open_engine()
    table = read_cases(written(tmp_path, ROW + ",a long story", header=HEADER + ",facts"), engine).table
    assert "facts" not in table.columns
    engine.close()


def test_a_column_that_is_all_wrong_is_one_problem(law, tmp_path):
    rows = [ROW.replace("C1", f"C{at}").replace(",15,", f",N{at},") for at in range(3000)]
    (found,) = refused(law, written(tmp_path, *rows))
    assert found.code == "Q424" and "3,000" in found.got.en
