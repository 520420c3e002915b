"""Places: joined by code or by name with its context, never by a name alone; what is left over is listed row by row."""

from pathlib import Path

import made
import pytest

from yupay.load.names import current_names, plain_name
from yupay.load.tables import Loaded, load
from yupay.model.problem import Problem, StudyProblems

FRAME = """ubigeo,name,province,department
150101,Lima,Lima,Lima
150105,Breña,Lima,Lima
150112,Independencia,Lima,Lima
150121,Pueblo Libre,Lima,Lima
150122,Miraflores,Lima,Lima
020105,Independencia,Huaraz,Áncash
040110,Miraflores,Arequipa,Arequipa
"""


def run(folder: Path, rows: str, *context: str, name: str | None = "name", place: str | None = None) -> Loaded:
    frame = made.districts(place_name="name", place_context=("province", "department"))
    data = made.source("rows", "data/rows.csv", place_name=name, place_context=context, place=place)
    count = made.indicator("x", source="rows", columns=("n",))
    study = made.study((frame, data), (count,), (made.unit(keep=(), compare=()),))
    return load(study, made.write(folder, districts__csv=FRAME, rows__csv=rows))


def refused(folder: Path, rows: str, *context: str) -> list[Problem]:
    with pytest.raises(StudyProblems) as found:
        run(folder, rows, *context)
    return list(found.value.problems)


def codes(loaded: Loaded) -> list[str | None]:
    return loaded.tables["rows"].order_by("yupay_row").yupay_place.to_pyarrow().to_pylist()


def test_names_join_with_province_and_department(tmp_path: Path) -> None:
    rows = (
        "name,p,d,n\nBREÑA,LIMA,LIMA,1\nbrena,Lima,Lima,2\nIndependencia,Huaraz,ANCASH,3\nIndependencia,Lima,Lima,4\n"
    )
    assert codes(run(tmp_path, rows, "p", "d")) == ["150105", "150105", "020105", "150112"]


def test_old_names_join(tmp_path: Path) -> None:
    """Magdalena Vieja is the legal name that older limits carry for Pueblo Libre, 150121 in INEI's table."""
    rows = "name,p,d,n\nMagdalena Vieja,Lima,Lima,1\nCercado de Lima,Lima,Lima,1\n"
    assert codes(run(tmp_path, rows, "p", "d")) == ["150121", "150101"]


def test_a_name_alone_is_refused_with_its_candidates(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, "x,name,n\n1,Breña,1\n2,Independencia,2\n")
    assert (found.code, found.line, found.column) == ("L214", 3, 2)
    assert found.what.es == "lugar que no se puede unir solo por su nombre"
    assert found.got.es == "Independencia (2 distritos con ese nombre)"
    assert found.expected.en == "ubigeo, or district with province and department"
    assert found.hint is not None and "150112 (Lima, Lima, Independencia)" in found.hint.es


def test_a_unique_name_alone_is_refused_too(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, "name,n\nBreña,1\n")
    assert (found.code, found.hint.en) == ("L214", "150105 (Lima, Lima, Breña)")


def test_what_does_not_join_is_listed_by_row(tmp_path: Path) -> None:
    rows = "name,p,d,n\nBreña,Lima,Lima,1\nBreñha,Lima,Lima,2\nMiraflores,Lima,Arequipa,3\n"
    loaded = run(tmp_path, rows, "p", "d")
    assert codes(loaded) == ["150105", None, None]
    assert loaded.audits["rows"].not_joined == ("3: Breñha Lima Lima", "4: Miraflores Lima Arequipa")


def test_codes_outside_the_frame_are_listed(tmp_path: Path) -> None:
    loaded = run(tmp_path, "u,n\n150101,1\n150144,2\n,3\n", name=None, place="u")
    assert loaded.audits["rows"].not_joined == ("3: 150144", "4: -")


def test_rows_outside_the_study_are_not_called_lost(tmp_path: Path) -> None:
    sources = (made.districts(), made.source("rows", "data/rows.csv", place="u"))
    count = made.indicator("x", source="rows", columns=("n",))
    study = made.study(sources, (count,), (made.unit(),))
    rows = "u,n\n150101,1\n220101,2\n150199,3\n"
    loaded = load(study, made.write(tmp_path, districts__csv=made.DISTRICTS, rows__csv=rows))
    assert loaded.audits["rows"].not_joined == ("4: 150199",)


def test_departments_join_by_their_one_name(tmp_path: Path) -> None:
    frame = made.source("districts", "data/districts.csv", key="dep", place="dep", place_name="name")
    data = made.source("rows", "data/rows.csv", place_name="region")
    department = made.unit(key="dep", keep=(), compare=())
    count = made.indicator("x", source="rows", columns=("n",))
    frame_rows = "dep,name\n01,Amazonas\n02,Áncash\n07,Callao\n"
    rows = "region,n\nANCASH,1\nProv. Const. del Callao,2\n"
    folder = made.write(tmp_path, districts__csv=frame_rows, rows__csv=rows)
    assert codes(load(made.study((frame, data), (count,), (department,)), folder)) == ["02", "07"]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Breña", "BRENA"),
        ("RUPA-RUPA", "RUPA RUPA"),
        ("  San  Juan\tde Lurigancho ", "SAN JUAN DE LURIGANCHO"),
        ("", ""),
    ],
)
def test_plain_names(written: str, plain: str) -> None:
    assert plain_name(written) == plain


def test_an_old_name_does_not_cross_provinces() -> None:
    assert current_names("Surco", ("Huarochirí", "Lima"))[0] == "SURCO"
    assert current_names("Surco", ("Lima", "Lima"))[0] == "SANTIAGO DE SURCO"


def test_beyond_a_thousand_rows_of_no_place_only_how_many(tmp_path: Path) -> None:
    rows = "ubigeo,n\n" + "".join(f"16{i:04d},1\n" for i in range(1_502)) + "150101,1\n"
    lost = run(tmp_path, rows, name=None, place="ubigeo").audits["rows"].not_joined
    assert (lost[0], lost[999], lost[1000:]) == ("2: 160000", "1001: 160999", ("... 502",))
