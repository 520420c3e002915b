"""The two matrices a jury asks for: every cell filled, holes named, the page's own ids."""

import pytest

from yupay.model.table import Table
from yupay.model.text import Text
from yupay.study.matrices import consistency, operationalisation, page_ids, problem_ids
from yupay.study.read import read_study


def cells(table: Table, key: str, language: str = "es") -> list[str]:
    row = next(row for row in table.rows if row.key == key)
    return [cell.value.say(language) if isinstance(cell.value, Text) else cell.mark for cell in row.cells]


@pytest.fixture
def study(folder):
    return read_study(folder)


def test_the_ids_of_the_page(study):
    named = {**page_ids(study)}
    assert {one: (text.es, text.en) for one, text in named.items()} == {
        "OG": ("OG", "GO"),
        "O1": ("OE1", "SO1"),
        "O2": ("OE2", "SO2"),
        "HG": ("HG", "HG"),
        "H1": ("HE1", "SH1"),
        "H3": ("HE3", "SH3"),
    }
    assert [one.es for one in problem_ids(study).values()] == ["PE1", "PE2", "PG"]
    assert [one.en for one in problem_ids(study).values()] == ["SP1", "SP2", "GP"]


def test_consistency(study):
    table = consistency(study, {"area-whitened": Text(es="correlación de áreas", en="area correlation")})
    assert [column.label.es for column in table.columns] == [
        "Problemas",
        "Objetivos",
        "Hipótesis",
        "Variables y dimensiones",
        "Metodología y estadístico",
    ]
    assert [row.key for row in table.rows] == ["OG", "O1", "O2"]
    assert cells(table, "OG")[:3] == [
        "PG. ¿Qué relación existe?",
        "OG. Determinar la relación",
        "HG (derivada): El esfuerzo se relaciona con las faltas",
    ]
    assert cells(table, "OG")[4] == "HG: se decide por HE1."
    assert cells(table, "O1", "en")[2] == "Does not apply: descriptive objective"
    assert cells(table, "O1")[2] == "No corresponde: objetivo descriptivo"
    assert "HE1: correlación de áreas, distritos, α = .05." in cells(table, "O2")[4]
    assert "SH3: not assessable with these data" in cells(table, "O2", "en")[4]


def test_operationalisation(study):
    table = operationalisation(study)
    assert [column.label.en for column in table.columns] == [
        "Variable",
        "Conceptual definition",
        "Operational definition",
        "Dimension",
        "Indicator",
        "Counting unit",
        "Scale",
        "Source and period",
        "Reach",
    ]
    assert [row.key for row in table.rows] == ["X1", "X3", "Y3", "R3", "POP"]
    assert cells(table, "X1")[5:] == ["operativos policiales", "razón", "INEI; 2017", "indirecto: esfuerzo policial"]
    assert cells(table, "X3")[8] == "sin dato: no hay registro por distrito"
    assert cells(table, "R3", "en")[2] == "Y3 / POP, per 100,000"
    assert cells(table, "POP")[0] == "Población"


def test_holes_are_printed(study):
    bare = study.model_copy(update={"hypotheses": (), "indicators": ()})
    objective = bare.objectives[2].model_copy(update={"missing": None})
    bare = bare.model_copy(update={"objectives": (objective,)})
    assert cells(consistency(bare), "O2")[2] == "Vacío: ninguna hipótesis responde a este objetivo"
    assert cells(operationalisation(bare), "D1")[4] == "Vacío: dimensión sin indicador"
    lone = bare.model_copy(update={"dimensions": ()})
    assert "Vacío: variable sin dimensión" in cells(operationalisation(lone), "")


def test_no_cell_is_blank_in_either_matrix(study):
    for table in (consistency(study), operationalisation(study)):
        for row in table.rows:
            assert len(row.cells) == len(table.columns)
            for cell in row.cells:
                assert cell.mark or (isinstance(cell.value, Text) and cell.value.es.strip() and cell.value.en.strip())


def test_statistics_are_named_as_their_methods_are():
    from yupay.analyse.methods import card
    from yupay.study.matrices import STATISTICS

    for method, words in STATISTICS.items():
        label = card(method).label
        assert (words.es.lower(), words.en.lower()) == (label.es.lower(), label.en.lower())
