"""Rows of a file as case records: rejects by row and class alone, limits, formats, ages, and columns that nobody asked for."""

import random
import zipfile
from datetime import date, timedelta

import pyarrow as pa
import pyreadstat
import pytest
import xlsxwriter
from made_records import HEADER, many, row, write_mapping, write_rows

from yupay.load.records.ages import completed_years
from yupay.load.records.checked import read_records
from yupay.load.records.limits import Limits
from yupay.load.records.mapping import read_mapping
from yupay.load.records.schema import case_schema, identity_columns, record_columns
from yupay.model.problem import StudyProblems

TODAY = date(2024, 6, 30)


@pytest.fixture
def read(tmp_path):
    mapping = read_mapping(write_mapping(tmp_path), case_schema())

    def reading(file, limits=None, **changes):
        return read_records(file, mapping.model_copy(update=changes), case_schema(), today=TODAY, limits=limits)

    return reading


def code_of(raised):
    return [one.code for one in raised.value.problems]


def test_good_rows_in_the_columns_of_the_vault(tmp_path, read):
    found = read(write_rows(tmp_path / "a.csv", many(50)))
    assert found.identities.column_names == list(identity_columns(case_schema()))
    assert found.records.column_names == list(record_columns(case_schema()))
    assert (found.rows, found.records.num_rows, found.rejects, found.dropped) == (50, 50, (), 1)
    assert found.identities["nombres"].type == pa.string() and found.identities["fecha_nac"].type == pa.date32()
    assert found.records["edad_hecho"].type == pa.int64()
    assert set(found.records["base_legal"].to_pylist()) == {"convenio inventado"}
    assert set(found.records["retencion_hasta"].to_pylist()) == {date(2099, 12, 31)}


@pytest.mark.parametrize(
    ("changes", "code", "kind"),
    [
        ({"NACIM": "31/02/2001"}, "L292", "vault"),
        ({"NOMBRES": "a\x07b"}, "L294", "vault"),
        ({"NOMBRES": "a" * 201}, "L294", "vault"),
        ({"HECHO": "06/15/2014"}, "L292", "quasi-identifier"),
        ({"EDAD": "trece"}, "L293", "quasi-identifier"),
        ({"SEXO": "otro"}, "L291", "quasi-identifier"),
        ({"UBIGEO": "San Lugar"}, "L294", "quasi-identifier"),
        ({"FIN": "algo"}, "L291", "sensitive"),
    ],
)
def test_a_row_with_a_fault_is_left_out_whole(tmp_path, read, changes, code, kind):
    found = read(write_rows(tmp_path / "a.csv", [*many(3), row(**changes), *many(2, seed=2)]))
    assert [(one.row, one.column_class, one.code) for one in found.rejects] == [(5, kind, code)]
    assert (found.rows, found.records.num_rows, found.lines) == (6, 5, (2, 3, 4, 6, 7))


def test_a_reject_holds_a_row_a_class_and_a_code_and_nothing_else(tmp_path, read):
    found = read(write_rows(tmp_path / "a.csv", [*many(3), row(NOMBRES="Canario\x01", SEXO="Canaria")]))
    assert {tuple(one.model_dump()) for one in found.rejects} == {("row", "column_class", "code")}
    assert "anari" not in repr(found.rejects)


def test_a_file_of_faults_is_not_taken(tmp_path, read):
    with pytest.raises(StudyProblems) as raised:
        read(write_rows(tmp_path / "a.csv", [*many(2), *(row(SEXO="Canaria") for _ in range(3))]))
    assert code_of(raised) == ["L287"]
    assert "3 of 5 rows: L291 (quasi-identifier) x 3" in raised.value.problems[0].got.en


def test_half_of_the_rows_is_still_taken(tmp_path, read):
    assert read(write_rows(tmp_path / "a.csv", [*many(2), row(SEXO="x"), row(EDAD="x")])).records.num_rows == 2


def test_the_four_states_of_no_answer(tmp_path, read):
    rows = [row(EDAD="0"), row(EDAD="nd"), row(EDAD="np"), row(EDAD="", NACIM="")]
    found = read(write_rows(tmp_path / "a.csv", rows))
    assert found.records["edad_hecho"].to_pylist() == [0, None, None, None]
    assert found.records["edad_hecho_motivo"].to_pylist() == [None, "nd", "np", None]
    assert found.blanks["edad_hecho"] == 1


def test_a_column_that_the_file_lacks(tmp_path, read):
    header = ["NOMBRE" if name == "NOMBRES" else name for name in HEADER]
    with pytest.raises(StudyProblems) as raised:
        read(write_rows(tmp_path / "a.csv", many(2), header))
    assert code_of(raised) == ["L283"] and raised.value.problems[0].hint.en == "NOMBRE"


def test_a_lost_header_shows_nobody(tmp_path, read):
    with pytest.raises(StudyProblems) as raised:
        read(write_rows(tmp_path / "a.csv", many(2), row(NOMBRES="Canariax", DOC="X7654321")))
    assert set(code_of(raised)) == {"L283"}
    assert "anari" not in str([one.model_dump() for one in raised.value.problems])


def test_columns_alike_but_for_case_are_not_quoted(tmp_path, read):
    with pytest.raises(StudyProblems) as raised:
        read(write_rows(tmp_path / "a.csv", [[*one, "x", "y"] for one in many(2)], [*HEADER, "Canaria", "canaria"]))
    assert code_of(raised) == ["L212"] and "anaria" not in str(raised.value.problems[0].model_dump())


@pytest.mark.parametrize(
    "name", ['a"; DROP TABLE records; --', "=1+1", "<script>", "../../etc", "select", "{{7*7}}", "ñandú'"]
)
def test_hostile_columns_are_dropped_unread(tmp_path, read, name):
    found = read(write_rows(tmp_path / "a.csv", [[*one, "x"] for one in many(3)], [*HEADER, name]))
    assert (found.records.num_rows, found.dropped) == (3, 2)


def test_the_limits(tmp_path, read):
    file = write_rows(tmp_path / "a.csv", many(20))
    for limits in (Limits(size=100), Limits(rows=19), Limits(columns=13)):
        with pytest.raises(StudyProblems) as raised:
            read(file, limits)
        assert code_of(raised) == ["L286"]


def test_a_workbook_that_swells_is_not_opened(tmp_path, read):
    file = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (65 << 20))
    with pytest.raises(StudyProblems) as raised:
        read(file)
    assert code_of(raised) == ["L286"]


@pytest.mark.parametrize("name", ["a.dta", "a.parquet", "a.xlsm", "a.zip", "a"])
def test_other_files_are_refused(tmp_path, read, name):
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(StudyProblems) as raised:
        read(tmp_path / name)
    assert code_of(raised) == ["L203"]


def test_a_workbook_reads_like_the_csv(tmp_path, read):
    rows = many(30)
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("hoja")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for column, name in enumerate(HEADER):
        sheet.write(0, column, name)
    for at, one in enumerate(rows, 1):
        for column, (name, value) in enumerate(zip(HEADER, one, strict=True)):
            if name in ("NACIM", "HECHO"):
                d, m, y = map(int, value.split("/"))
                sheet.write_datetime(at, column, date(y, m, d), day)
            elif name == "EDAD":
                sheet.write_number(at, column, int(value))
            else:
                sheet.write_string(at, column, value)
    book.close()
    of_csv = read(write_rows(tmp_path / "a.csv", rows))
    of_book = read(tmp_path / "a.xlsx", sheet="hoja")
    assert of_book.records.equals(of_csv.records) and of_book.identities.equals(of_csv.identities)
    with pytest.raises(StudyProblems) as raised:
        read(tmp_path / "a.xlsx", sheet="otra")
    assert code_of(raised) == ["L209"] and "hoja" not in raised.value.problems[0].expected.en.replace("the sheet", "")


def test_an_spss_file_reads_by_its_labels(tmp_path, read):
    import pandas as pd

    frame = pd.DataFrame({"NRO": ["E1", "E2"], "SEXO": [1.0, 2.0], "EDAD": [13.0, 15.0]})
    pyreadstat.write_sav(frame, str(tmp_path / "a.sav"), variable_value_labels={"SEXO": {1: "Mujer", 2: "Varon"}})
    found = read(tmp_path / "a.sav", columns={"NRO": "id_fuente", "SEXO": "sexo", "EDAD": "edad_hecho"})
    assert found.records["sexo"].to_pylist() == ["F", "M"] and found.records["edad_hecho"].to_pylist() == [13, 15]


def test_retention_that_has_passed(tmp_path, read):
    file = write_rows(tmp_path / "a.csv", many(2))
    with pytest.raises(StudyProblems) as raised:
        read(file, retention_until="2024-06-29")
    assert code_of(raised) == ["P646"]
    assert read(file, retention_until="2024-06-30").records.num_rows == 2


def test_a_row_past_its_own_date_is_left_out(tmp_path, read):
    rows = [[*one, until] for one, until in zip(many(3), ("01/01/2030", "29/06/2024", ""), strict=True)]
    mapped = {**{name: None for name in ()}, "NRO": "id_fuente", "HASTA": "retencion_hasta"}
    found = read(write_rows(tmp_path / "a.csv", rows, [*HEADER, "HASTA"]), columns=mapped)
    assert [(one.row, one.code) for one in found.rejects] == [(3, "L295")]
    assert found.records["retencion_hasta"].to_pylist() == [date(2030, 1, 1), date(2099, 12, 31)]


def test_several_columns_fill_one_list(tmp_path, read):
    rows = [[*one, other] for one, other in zip(many(2), ("DROGAS", ""), strict=True)]
    mapped = {"NRO": "id_fuente", "FIN": "finalidad", "FIN2": "finalidad"}
    found = read(write_rows(tmp_path / "a.csv", rows, [*HEADER, "FIN2"]), columns=mapped)
    assert found.records["finalidad"].to_pylist() == ["explotacion_sexual;criminalidad_forzada", "explotacion_sexual"]


def years(born: date, day: date) -> int | None:
    """The slow reference: how many birthdays have passed, a birthday of 29 February being 1 March in other years."""
    count, year = 0, born.year + 1
    while year <= day.year:
        try:
            birthday = born.replace(year=year)
        except ValueError:
            birthday = date(year, 3, 1)
        count += birthday <= day
        year += 1
    return count if born <= day else None


def test_ages_against_counting_birthdays():
    made = random.Random(7)
    born = [date(1990, 1, 1) + timedelta(days=made.randrange(12_000)) for _ in range(3000)] + [date(2004, 2, 29)] * 3
    days = [one + timedelta(days=made.randrange(-400, 8_000)) for one in born[:-3]]
    days += [date(2015, 2, 28), date(2015, 3, 1), date(2016, 2, 29)]
    found = completed_years(pa.array(born), pa.array(days)).to_pylist()
    assert found == [years(*pair) for pair in zip(born, days, strict=True)]
    assert found[-3:] == [10, 11, 12]


def test_an_age_is_computed_only_where_it_is_blank_and_both_days_are_known(tmp_path, read):
    rows = [row(EDAD=""), row(EDAD="14"), row(EDAD="nd"), row(EDAD="", NACIM="2001"), row(EDAD="", HECHO="06/2014")]
    found = read(write_rows(tmp_path / "a.csv", rows))
    assert found.records["edad_hecho"].to_pylist() == [13, 14, None, None, None]
    assert found.records["edad_origen"].to_pylist() == ["calculada", "registrada", None, None, None]
    assert found.identities["fecha_nac_precision"].to_pylist() == ["d", "d", "d", "y", "d"]
    assert found.records["fecha_hecho_precision"].to_pylist() == ["d", "d", "d", "d", "m"]
