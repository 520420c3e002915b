"""The mapping of an institution: whole, or every problem with its line and the nearest name."""

import pytest
from made_records import MAPPING, write_mapping

from yupay.analyse.methods import known_methods
from yupay.load.records.mapping import read_mapping
from yupay.load.records.schema import case_schema
from yupay.model.problem import StudyProblems
from yupay.study.examine import examine
from yupay.study.new import copy_starter


def refused(path):
    with pytest.raises(StudyProblems) as raised:
        read_mapping(path, case_schema())
    return {(one.code, one.line): one for one in raised.value.problems}


def test_a_mapping_is_read(tmp_path):
    mapping = read_mapping(write_mapping(tmp_path), case_schema())
    assert mapping.columns["NACIM"] == "fecha_nac" and mapping.dates == "dmy"
    assert mapping.values["sexo"] == {"MUJER": "F", "VARON": "M"} and mapping.retention_until == "2099-12-31"


def line_of(text, words):
    return next(n for n, line in enumerate(text.split("\n"), 1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ('"sexo"', '"sexxo"', "L281", "sexo"),
        ('MUJER = "F"', 'MUJER = "f3"', "L282", None),
        ('"criminalidad_forzada"', '"criminalidad_forsada"', "L282", "criminalidad_forzada"),
        ('fuente = "PNP"', 'fuente = "PNPP"', "L282", "PNP"),
        ('dates = "dmy"', 'dates = "dym"', "L280", None),
        ('legal_basis = "convenio inventado"', 'base_legal = "x"', "L280", "legal_basis"),
        ('list_separator = ","', "list_separator = 3", "L280", None),
        ('retention_until = "2099-12-31"', 'retention_until = "2099-13-31"', "L280", None),
        ('institution = "policia"', 'institution = "poli\'cia; DROP"', "L280", None),
        ('MATERNO = "ap_materno"', 'MATERNO = "ap_paterno"', "L284", None),
        ('MATERNO = "ap_materno"', 'MATERNO = "fuente"', "L284", None),
        ('FIN = "finalidad"', 'FIN = "edad_origen"', "L281", None),
    ],
)
def test_each_problem_stands_at_its_line(tmp_path, old, new, code, hint):
    file = write_mapping(tmp_path)
    text = file.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    found = refused(file)
    one = found[code, line_of(text, new)]
    assert one.where == "policia.toml" and one.column >= 1
    assert hint is None or one.hint.en == hint


def test_all_problems_come_at_once(tmp_path):
    file = write_mapping(tmp_path)
    text = file.read_text(encoding="utf-8").replace('"sexo"', '"sexxo"').replace('fuente = "PNP"', 'fuentes = "PNP"')
    file.write_text(text, encoding="utf-8")
    assert {code for code, _ in refused(file)} == {"L280", "L281"}


@pytest.mark.parametrize("key", ["institution", "label", "legal_basis", "retention_until"])
def test_what_must_be_said_is_asked_for(tmp_path, key):
    file = tmp_path / "m.toml"
    text = MAPPING.format(institution="policia", until="2099-12-31")
    file.write_text("\n".join(line for line in text.split("\n") if not line.startswith(key)), encoding="utf-8")
    assert any(code == "L280" and key in one.got.en for (code, _), one in refused(file).items())


def test_a_file_that_is_not_there_and_one_that_is_no_toml(tmp_path):
    assert [code for code, _ in refused(tmp_path / "none.toml")] == ["L280"]
    (tmp_path / "bad.toml").write_text("institution = policia", encoding="utf-8")
    assert [code for code, _ in refused(tmp_path / "bad.toml")] == ["S005"]


def test_the_mappings_of_the_starter_are_whole(tmp_path):
    made = copy_starter("case-registry", tmp_path / "mine")
    read = [read_mapping(file, case_schema()) for file in sorted((made / "mappings").glob("*.toml"))]
    assert [one.institution for one in read] == ["fiscalia", "judicial", "ong", "policia", "proteccion"]
    assert all(one.legal_basis and one.retention_until for one in read)
    assert examine(made, known_methods()).study.study.id == "case-registry"
