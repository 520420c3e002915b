"""One word of a file: dates in a declared order and never guessed, whole numbers in range, lists, reasons, lost zeros."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.load.records.schema import case_schema, column_of
from yupay.load.records.words import dated, reader_of
from yupay.model.records import RecordMapping
from yupay.model.text import Text

TODAY = date(2024, 6, 30)
FORMS = {"ymd": "{y:04d}-{m:02d}-{d:02d}", "dmy": "{d:02d}/{m:02d}/{y:04d}", "mdy": "{m}.{d}.{y:04d}"}
MAPPING = RecordMapping(
    institution="policia",
    label=Text.same("-"),
    columns={},
    values={"finalidad": {"SEXUAL": "explotacion_sexual"}, "edad_hecho": {"no indica": "nd", "recién nacida": "0"}},
    dates="dmy",
    list_separator=",",
)


def read(column, word, labels=None):
    return reader_of(column_of(case_schema(), column), MAPPING, labels or {}, today=TODAY, partial=True)(word)


@given(day=st.dates(date(1900, 1, 1), TODAY), order=st.sampled_from(sorted(FORMS)))
def test_every_day_in_every_order(day, order):
    word = FORMS[order].format(y=day.year, m=day.month, d=day.day)
    said = dated(word, order, TODAY, partial=False)
    assert (said.value, said.precision, said.fault) == (day, "d", None)


@given(day=st.dates(date(1900, 1, 1), TODAY))
def test_a_year_first_is_understood_in_every_order(day):
    assert {dated(day.isoformat(), order, TODAY, partial=False).value for order in FORMS} == {day}


@pytest.mark.parametrize(
    ("word", "precision", "first"),
    [
        ("2014", "y", date(2014, 1, 1)),
        ("2014-03", "m", date(2014, 3, 1)),
        ("03/2014", "m", date(2014, 3, 1)),
        ("15/03/2014", "d", date(2014, 3, 15)),
        ("2014-03-15T00:00:00", "d", date(2014, 3, 15)),
        ("2014-03-15 10:20:30", "d", date(2014, 3, 15)),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(word, precision, first):
    said = dated(word, "dmy", TODAY, partial=True)
    assert (said.value, said.precision) == (first, precision)


@pytest.mark.parametrize(
    "word",
    [
        "3/15/2014",
        "31/02/2014",
        "29/02/2013",
        "15/03/14",
        "14-03-15",
        "01/07/2024",
        "1899-12-31",
        "ayer",
        "43210",
        "0000-01-01",
        "2014-00-01",
        "2014-01-00",
        "٢٠١٤",
    ],
)
def test_a_date_is_never_guessed(word):
    assert dated(word, "dmy", TODAY, partial=True).fault == "L292"


@pytest.mark.parametrize("word", ["2014", "2014-03"])
def test_a_day_is_asked_for_where_only_a_day_will_do(word):
    assert dated(word, "ymd", TODAY, partial=False).fault == "L292"


@pytest.mark.parametrize(
    ("column", "word", "value", "reason", "fault"),
    [
        ("edad_hecho", "13", 13, None, None),
        ("edad_hecho", "13.0", 13, None, None),
        ("edad_hecho", "NO INDICA", None, "nd", None),
        ("edad_hecho", "recien nacida", 0, None, None),
        ("edad_hecho", "13.5", None, None, "L293"),
        ("edad_hecho", "121", None, None, "L293"),
        ("edad_hecho", "-1", None, None, "L293"),
        ("sexo", "f", "F", None, None),
        ("sexo", "Female", "F", None, None),
        ("sexo", "ne", None, "NE", None),
        ("sexo", "W", None, None, "L291"),
        ("nacionalidad", "Perú", "PER", None, None),
        ("nacionalidad", "ven", "VEN", None, None),
        ("discapacidad", "SÍ", "si", None, None),
        ("discapacidad", "0", "no", None, None),
        ("discapacidad", "nd", None, "nd", None),
        ("finalidad", "sexual", "explotacion_sexual", None, None),
        ("finalidad", "organos, SEXUAL, organos", "explotacion_sexual;organos", None, None),
        ("finalidad", "nd", None, "nd", None),
        ("finalidad", "SEXUAL, otra cosa", None, None, "L291"),
        ("finalidad", "none", "none", None, None),
        ("finalidad", "none, SEXUAL", None, None, "L297"),
        ("finalidad", "nd, SEXUAL", None, None, "L297"),
        ("ubigeo_explotacion", "10101", "010101", None, None),
        ("ubigeo_explotacion", "150101", "150101", None, None),
        ("ubigeo_explotacion", "L07", "L07", None, None),
        ("ubigeo_explotacion", "1501", None, None, "L294"),
        ("ubigeo_explotacion", "1501011", None, None, "L294"),
        ("delito_art", "129-A", "129-A", None, None),
        ("delito_art", "129-A'; --", None, None, "L294"),
    ],
)
def test_a_word_of_a_column(column, word, value, reason, fault):
    said = read(column, word)
    assert (said.value, said.reason, said.fault) == (value, reason, fault)


def test_labels_of_the_file_are_understood():
    assert read("sexo", "2", {"1": "Hombre", "2": "Mujer"}).value == "F"
    assert read("finalidad", "1", {"1": "Sexual"}).value == "explotacion_sexual"


@given(st.text(max_size=30))
def test_no_word_ends_in_anything_but_a_value_a_reason_a_blank_or_a_fault(word):
    for column in case_schema().columns:
        said = reader_of(column, MAPPING, {}, today=TODAY, partial=True)(word)
        assert sum(one is not None for one in (said.value, said.reason, said.fault)) <= 1
        if said.value is not None and column.codes:
            assert set(str(said.value).split(";")) <= set(column.codes)
