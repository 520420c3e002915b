"""What a jury, a statistician, a mayor and a child-protection officer look for in the report of the worked study."""

import re

import pytest

from tests.conclude.conftest import Concluded
from tests.conclude.reading import said, sentences, tables
from tests.conclude.test_wording import FORBIDDEN
from yupay.conclude.conclude import conclude
from yupay.conclude.decide import rule
from yupay.conclude.exhibits.variants import decided, estimates_of
from yupay.conclude.lookup import index
from yupay.conclude.material import Material
from yupay.conclude.plainly import cell_words, plainly
from yupay.model.figure import Map
from yupay.model.table import Row, Table

SAID_TO_DENY = ("danger",)


def table(lima: Concluded, name: str) -> Table:
    return next(one for one in lima.conclusions.tables if one.id == name)


def notes(lima: Concluded, name: str) -> str:
    both = (*lima.conclusions.tables, *lima.conclusions.figures)
    return " ".join(plainly(n.text, "es_PE").es for one in both if one.id == name for n in one.notes)


def shown(row: Row) -> list[str]:
    return [cell_words(cell, "es_PE", "es") for cell in row.cells]


def test_the_operationalisation_matrix_holds_the_variables_of_the_plan_by_their_codes(lima: Concluded) -> None:
    matrix = table(lima, "table-02")
    place = [column.id for column in matrix.columns].index("indicator")
    codes = [shown(row)[place].split(".")[0] for row in matrix.rows]
    assert codes[:9] == ["X1", "X2", "X3", "X4", "Y1", "Y2", "Y3", "YI", "N1"]
    assert len(codes) == 12
    assert not any(one.id in " ".join(codes) for one in lima.study.indicators)
    assert "Indicadores de apoyo" in notes(lima, "table-02")


def test_no_cell_is_left_empty(lima: Concluded) -> None:
    assert {t.id for t in tables(lima.conclusions) for row in t.rows if "" in shown(row)} == set()
    assert all(len(set(shown(row))) > 1 for t in tables(lima.conclusions) for row in t.rows)


def test_every_mark_of_a_table_is_told_in_its_note(lima: Concluded) -> None:
    words = {
        "no data": "«sin dato»",
        "not published": "«no publicado»",
        "not applicable": "«—»",
        "not stated": "«ámbito",
    }
    for one in lima.conclusions.tables:
        marks = {cell.mark for row in one.rows for cell in row.cells} - {None}
        if not one.id.startswith(("table-01", "table-02")):
            assert all(words[mark] in notes(lima, one.id) for mark in marks), one.id


@pytest.mark.parametrize(
    ("exhibit", "words"),
    [
        ("table-03", "no se suman ni se comparan"),
        ("table-05", "migrantes es otro delito"),
        ("table-06", "pueden contener a las mismas personas: no se da un total"),
        ("table-06", "base de la misma unidad y fuente"),
        ("figure-1", "sin interpolar"),
        ("figure-1", "enero a setiembre"),
        ("table-07", "nunca se juntan"),
        ("table-08", "32 filas"),
        ("table-08", "lugar es el de la fiscalía"),
        ("figure-2", "no riesgo"),
        ("table-09", "no se inventa"),
        ("table-09", "La victimización bajó mientras la percepción de inseguridad subió"),
        ("table-10", "X1 operativos contra el proxenetismo: de los lugares con cero (18)"),
        ("table-10", "respondieron 113 de 126 comisarías"),
        ("figure-3", "menos de 20,000 habitantes llevan clase y no tasa"),
        ("figure-3", "tasas por cada 100,000 habitantes"),
        ("figure-4", "No son víctimas ni casos; no mide dónde ocurre el delito"),
        ("figure-4", "360 operativos o más"),
        ("figure-5", "no es una lista de lugares peligrosos"),
        ("figure-5", "de 903 pares no se distinguen"),
        ("figure-5", "cuánto difieren entre sí las comisarías"),
        ("table-11", "antes de Holm"),
        ("table-11", "correlación latente"),
        ("table-12", "no contrastables no cuentan"),
        ("table-15", "Filas sin decisión: p de Holm"),
        ("figure-6", "sin nombre; hueco = alguna comisaría no respondió. No se ajusta ninguna línea"),
        ("table-16", "sin decisión y sin etiqueta"),
        ("table-17", "respondieron 113 de 126 comisarías"),
        ("table-17", "respondieron 1,310 de 1,495 comisarías"),
        ("table-18", "se declararon antes de la corrida"),
        ("table-19", "Tres respuestas"),
    ],
)
def test_each_note_says_what_it_must(lima: Concluded, exhibit: str, words: str) -> None:
    assert words in notes(lima, exhibit)


def test_one_decimal_for_rates_and_percentages(lima: Concluded) -> None:
    homicide = next(row for row in table(lima, "table-09").rows if row.key == "homicide_rate_lima_province_2015")
    assert "5.0" in shown(homicide)
    for one in tables(lima.conclusions):
        for row in one.rows:
            for cell in row.cells:
                if cell.form in ("percent", "rate") and cell.mark is None:
                    assert cell.digits in (None, 1, 2)
                if cell.form == "interval" and re.search("/(rate|share|difference)", cell.estimate or ""):
                    assert cell.digits == 1, (one.id, row.key)


def test_the_minimum_detectable_correlation_stands_beside_what_one_would_print(lima: Concluded) -> None:
    matrix = table(lima, "table-11")
    columns = [column.id for column in matrix.columns]
    for row in matrix.rows:
        critical, latent, printed = (row.cells[columns.index(c)].value for c in ("critical", "detectable", "expected"))
        assert critical < printed < latent


def test_titles_of_hypotheses_say_the_claim(lima: Concluded) -> None:
    titles = {h.hypothesis: h.title for h in lima.conclusions.hypotheses}
    assert (
        titles["H1"].es == "HE1: esfuerzo policial declarado (operativos contra el proxenetismo) y denuncias por faltas"
    )
    assert titles["H3"].en == "SH3: forced child labour and misdemeanour complaints"
    assert titles["HG"].es == "HG: hipótesis general, se decide por HE1 y HE2"


def test_the_page_for_the_mayor(lima: Concluded) -> None:
    boxes = lima.conclusions.summary
    assert [box.title.es for box in boxes] == [
        "Qué se sabe",
        "Qué se relaciona",
        "Qué no se puede decir",
        "Qué conviene hacer",
    ]
    lines = [plainly(sentence, "es_PE").es for _, sentence in boxes[1].badges]
    assert len(lines) == 5
    assert not any(re.search(r"\b[XYN]\d\b|HE\d:|HG", line) for line in lines)
    assert all(len(line) < 140 for line in lines)
    placed = conclude(lima.study, lima.evidence, lima.estimates, place="150101").summary
    assert placed[4].title.es == "Su distrito: Lima"
    own = [plainly(sentence, "es_PE").es for sentence in placed[4].sentences]
    assert [line.split(":")[0] for line in own] == [
        "Bandas desarticuladas",
        "Personas capturadas",
        "Denuncias por faltas",
    ]


def test_a_relation_of_effort_says_that_it_is_effort(lima: Concluded) -> None:
    for block in lima.conclusions.hypotheses:
        if block.hypothesis in ("H1", "H2"):
            reading = [plainly(s, "es_PE").es for s in block.reading]
            assert "esfuerzo policial declarado (X" in reading[0]
    for figure in lima.conclusions.figures:
        if figure.id == "figure-6":
            assert all(panel.x_label.es.startswith("Esfuerzo policial declarado") for panel in figure.body.panels)
        if isinstance(figure.body, Map) and figure.id == "figure-4":
            assert all("esfuerzo" in layer.label.es.lower() for layer in figure.body.layers)


@pytest.mark.parametrize("rule", [name for name in FORBIDDEN if name not in SAID_TO_DENY])
def test_no_forbidden_word_in_the_whole_report(lima: Concluded, rule: str) -> None:
    language, pattern = FORBIDDEN[rule]
    aims = "Determine the relation"  # the verb of a general objective
    every = (words.replace(aims, "") for _, words in said(lima.conclusions, language))
    assert [words for words in every if re.search(pattern, words, re.IGNORECASE)] == []


def test_both_answers_stand_in_the_method_section(lima: Concluded) -> None:
    section, where = "", {}
    for block in lima.conclusions.blocks:
        if block.kind == "heading":
            section = block.section
        elif block.kind == "paragraph":
            for sentence in block.sentences:
                where[plainly(sentence, "es_PE").es[:24]] = section
    assert where["¿Por qué un valor p con 43 de 43 distritos"[:24]] == "2"
    assert where["¿Por qué no hay alfa de Cronbach"[:24]] == "2"


def test_the_standing_words_are_boxed_once(lima: Concluded) -> None:
    assert lima.study.study.standing is not None
    standing = lima.study.study.standing.es
    assert sum(plainly(s, "es_PE").es == standing for s in sentences(lima.conclusions)) == 1


def test_each_variant_meets_the_control_of_the_same_run(lima: Concluded) -> None:
    variant = next(v for v in lima.study.sensitivity if v.id == "each_station_out")
    second = next(h for h in lima.study.hypotheses if h.id == "H2")
    quiet = [
        e.model_copy(update={"p": 0.9, "value": 0.01})
        if e.id.startswith("relate/n1~y3/district/area-whitened/each_station_out/")
        else e
        for e in lima.estimates
    ]
    rulings, changed = rule(lima.study, index(lima.estimates)), []
    for estimates in (lima.estimates, tuple(quiet)):
        material = Material(lima.study, lima.evidence, index(estimates), rulings, {})
        runs = estimates_of(material, second, variant)
        changed.append([decided(material, second, variant, run) for run in runs])
    assert set(changed[0]) == {"not supported"}
    assert "supported" in changed[1]


def test_only_what_is_cited_is_a_reference_and_each_ends_well(lima: Concluded) -> None:
    found = lima.conclusions.references
    assert not any("cada fila lleva la suya" in entry for entry in found)
    assert all(re.search(r"\.$|https?://\S+$", entry) for entry in found)
    assert not any(re.search(r"[^.] https?://", entry) for entry in found)


def test_printed_figures_are_cited_by_their_publications(lima: Concluded) -> None:
    assert "citado por" in notes(lima, "table-06")
    assert "cada fila cita la suya" not in notes(lima, "table-06")
