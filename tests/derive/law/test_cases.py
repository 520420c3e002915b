"""Coded cases: the columns of the contract, problems with their lines, never a value."""

from datetime import date

import pyarrow as pa
import pytest

from yupay.derive.law.cases import Mapped, coded_cases, read_cases
from yupay.derive.law.read import read_law
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


def refused(law, file, mapped=None):
    with pytest.raises(StudyProblems) as found:
        read_cases(file, law, mapped)
    return found.value.problems


def one(law, path, **fields):
    row = dict(zip(HEADER.split(","), ROW.replace('"PE, Lima"', "PE").split(","), strict=True)) | fields
    return coded_cases(read_cases(written(path, ",".join(row.values())), law))[0]


def test_a_row_is_a_case(law, tmp_path):
    case = coded_cases(read_cases(written(tmp_path, ROW), law))[0]
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


def test_other_words_are_mapped(law, tmp_path):
    file = written(tmp_path, ROW.replace("capta;acoge", "recruits"), header=HEADER.replace("acts", "conduct"))
    mapped = Mapped({"conduct": "acts"}, {"acts": {"recruits": "capta"}})
    assert coded_cases(read_cases(file, law, mapped))[0].acts == ("capta",)


def test_a_missing_column_of_flags_is_unknown_not_no(law, tmp_path):
    header, row = HEADER.replace(",agent_flags", ""), ROW.replace("yes,,1,", "yes,1,")
    assert coded_cases(read_cases(written(tmp_path, row, header=header), law))[0].agent_flags == ("unknown",)


def test_a_workbook_reads_as_the_csv(law, tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(tmp_path / "cases.xlsx")
    sheet = book.add_worksheet()
    for at, row in enumerate((HEADER, ROW.replace('"PE, Lima"', "PE"))):
        sheet.write_row(at, 0, row.split(","))
    book.close()
    csv = coded_cases(read_cases(written(tmp_path, ROW.replace('"PE, Lima"', "PE")), law))
    assert coded_cases(read_cases(tmp_path / "cases.xlsx", law)) == csv


def test_free_text_is_not_read(law, tmp_path):
    file = read_cases(written(tmp_path, ROW + ",a long story", header=HEADER + ",facts"), law)
    assert "facts" not in file.columns
    assert isinstance(file.ids, pa.Array)
