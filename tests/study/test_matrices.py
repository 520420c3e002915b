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
    assert [row.key for row in table.rows] == ["X1", "X3", "Y3", "R3", "population.auxiliary"]
    assert cells(table, "X1")[5:] == ["operativos policiales", "razón", "INEI; 2017", "indirecto: esfuerzo policial"]
    assert cells(table, "X3")[8] == "sin dato: no hay registro por distrito"
    assert cells(table, "R3", "en")[2] == "Misdemeanour complaints / population, per 100,000"
    assert cells(table, "R3", "en")[7] == "INEI; 2017", "the source of its parts"
    assert cells(table, "population.auxiliary")[0] == "Población"
    assert cells(table, "population.auxiliary")[4] == "Auxiliares: población"


def test_every_row_of_a_variable_is_whole(study):
    table = operationalisation(study)
    assert cells(table, "X1")[:2] == cells(table, "X3")[:2] == ["esfuerzo policial declarado", "operativos declarados"]


def with_indicators(study, *more, **changes):
    """The study with its indicator Y3 changed, and more of them."""
    first = next(one for one in study.indicators if one.id == "Y3")
    listed = [first.model_copy(update=changes) if one.id == "Y3" else one for one in study.indicators]
    return study.model_copy(update={"indicators": (*listed, *(first.model_copy(update=other) for other in more))})


def test_the_code_of_the_page_stands_before_the_label(study):
    short = Text(es="Y3 faltas", en="Y3 misdemeanours")
    rate = {"id": "Y3_rate", "columns": (), "rate_of": "Y3", "base": "POP", "short": short}
    table = operationalisation(with_indicators(study, rate, short=short))
    assert cells(table, "Y3")[4] == "Y3. denuncias por faltas"
    assert cells(table, "X1")[4] == "operativos contra el proxenetismo", "an id is no code of the page"
    assert cells(table, "Y3_rate")[2] == "Y3 / población, por 100,000"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Sum of faltas"),
        ({"counting_unit": "percent"}, "Value of faltas, as published"),
        ({"counting_unit": "index", "where": {"año": "2017"}}, "Value of faltas, as published, where año = 2017"),
        ({"columns": ("op_a", "faltas")}, "Sum of op_a, faltas"),
        ({"operational": Text(es="lo que se contó", en="what was counted")}, "what was counted"),
    ],
)
def test_an_operational_definition_says_what_was_done(study, changes, said):
    assert cells(operationalisation(with_indicators(study, **changes)), "Y3", "en")[2] == said


def test_a_labelled_percentage_is_told_by_its_label(study):
    spec = study.sources[0].columns["faltas"].model_copy(update={"label": Text(es="Pobreza (%)", en="Poverty (%)")})
    card = study.sources[0].model_copy(update={"columns": {**study.sources[0].columns, "faltas": spec}})
    labelled = study.model_copy(update={"sources": (card, *study.sources[1:])})
    assert cells(operationalisation(with_indicators(labelled, counting_unit="percent")), "Y3")[2] == "Pobreza (%)"
    assert cells(operationalisation(labelled), "Y3")[2] == "Suma de pobreza (%)"


AUXILIARY = {
    "subset": {"where": {"nombre": "Ate"}},
    "flag": {"scale": "nominal"},
    "people": {"role": "population"},
    "index": {"columns": (), "source": None, "mean_ranks": ("Y3", "X1")},
}


@pytest.mark.parametrize("kind", list(AUXILIARY))
def test_what_only_serves_others_shares_the_last_row_of_its_dimension(study, kind):
    variant = study.sensitivity[0].model_copy(update={"change": "replace-y", "indicator": "more"})
    study = study.model_copy(update={"sensitivity": (variant,)})
    other = {"id": "more", "label": Text(es="otro", en="another"), **AUXILIARY[kind]}
    table = operationalisation(with_indicators(study, other))
    assert [row.key for row in table.rows][2:5] == ["Y3", "R3", "D2.auxiliary"]
    assert cells(table, "D2.auxiliary", "en")[4] == "Auxiliary: another"
    hypothesis = study.hypotheses[1].model_copy(update={"x": "more"})
    claimed = with_indicators(study.model_copy(update={"hypotheses": (hypothesis,)}), other)
    assert "more" in [row.key for row in operationalisation(claimed).rows], "a hypothesis is about it"


def test_the_rows_that_are_asked_for(study):
    table = operationalisation(study, only=("X1", "Y3"))
    assert [row.key for row in table.rows] == ["X1", "D1.auxiliary", "Y3", "D2.auxiliary", "population.auxiliary"]


def test_the_definition_of_a_variable_opens_its_first_row(study):
    variable = study.variables[0].model_copy(update={"operational": Text(es="Registros.", en="Records.")})
    table = operationalisation(study.model_copy(update={"variables": (variable, *study.variables[1:])}))
    assert cells(table, "X1")[2] == "Registros. Suma de op_a, op_b"
    assert "Registros" not in cells(table, "X3")[2]


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
