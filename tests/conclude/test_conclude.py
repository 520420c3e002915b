"""The whole of the conclusions: shape, order, numbers that open, rules on what must not be shown."""

import re
from collections.abc import Iterator

import pytest

from tests.conclude.builders import (
    EFFORT,
    beside,
    described,
    evidence,
    exhibits,
    indicator,
    indicators,
    relation,
    same,
    study,
    supported,
)
from yupay.conclude.conclude import Conclusions, conclude
from yupay.conclude.plainly import cell_words, plainly
from yupay.model.document import Block
from yupay.model.estimate import Estimate
from yupay.model.figure import Figure, Map
from yupay.model.study import Deviation, Family, ReleasePolicy, ReportOptions
from yupay.model.table import Cell, Sentence, Table
from yupay.model.text import Text

NUMERIC = {"count", "number", "percent", "rate", "coefficient", "p", "interval"}


def everything() -> tuple[Estimate, ...]:
    return (*supported(), *beside(), *described())


@pytest.fixture(scope="module")
def full() -> Conclusions:
    return conclude(study(), evidence(), everything(), registration=(same("Registrado."),), place="150104")


def tables(found: Conclusions) -> list[Table]:
    return [*found.tables, *(f.table for f in found.figures if f.table is not None)]


def of_kind(found: Conclusions, kind: str) -> Table | Figure:
    return next(one for one in (*found.tables, *found.figures) if one.id.endswith(f"-{kind}"))


def sentences(found: Conclusions) -> Iterator[Sentence]:
    for block in found.blocks:
        if block.kind in ("paragraph", "box"):
            yield from block.sentences
        elif block.kind == "bullets":
            yield from block.items
    for h in found.hypotheses:
        yield from (h.level, *h.test, *h.rule, h.verdict, *h.reading, *h.silence)
    for box in found.summary:
        yield from (*box.sentences, *(s for _, s in box.badges))
    yield from (finding.sentence for finding in found.findings)
    for one in (*found.tables, *found.figures):
        yield from (note.text for note in one.notes)


def words(found: Conclusions) -> Iterator[str]:
    for sentence in sentences(found):
        for language in ("es", "en"):
            yield plainly(sentence, "es_PE").say(language)
    for table in tables(found):
        yield from (table.title.es, table.title.en)
        yield from (
            cell_words(c, "es_PE", language) for row in table.rows for c in row.cells for language in ("es", "en")
        )


def test_every_row_is_as_wide_as_its_head(full: Conclusions) -> None:
    for table in tables(full):
        assert all(len(row.cells) == len(table.columns) for row in table.rows), table.id
        assert len({row.key for row in table.rows}) == len(table.rows), table.id


def test_every_number_opens_an_estimate_a_figure_or_a_source(full: Conclusions) -> None:
    known = {e.id for e in everything()} | set(evidence().figures)
    for table in tables(full):
        for row in table.rows:
            for cell in row.cells:
                if cell.form in NUMERIC and cell.mark is None:
                    assert cell.estimate or cell.source, (table.id, row.key, cell)
                assert cell.estimate is None or cell.estimate in known, (table.id, cell.estimate)


def test_every_sentence_can_be_said(full: Conclusions) -> None:
    assert all(word for word in (plainly(s, "es_PE").es for s in sentences(full)))


def test_every_exhibit_stands_in_the_report_once(full: Conclusions) -> None:
    placed = [b.table for b in full.blocks if b.kind == "table"] + [b.figure for b in full.blocks if b.kind == "figure"]
    placed += [h.table for h in full.hypotheses if h.table is not None]
    assert sorted(placed) == sorted(one.id for one in (*full.tables, *full.figures))


def test_all_declared_exhibits_are_built(full: Conclusions) -> None:
    built = {one.id for one in (*full.tables, *full.figures)}
    assert {exhibit.id for exhibit in exhibits()} <= built
    assert {"districts", "missing-data"} <= built


def test_numbers_follow_the_order_of_the_report(full: Conclusions) -> None:
    numbered = [table.number for table in full.tables if table.section != "annex"]
    assert numbered == list(range(1, len(numbered) + 1))
    assert [figure.number for figure in full.figures] == list(range(1, len(full.figures) + 1))


@pytest.mark.parametrize(("first", "expected"), [(6, 6), (20, 20), (1, 1)])
def test_a_chapter_starts_where_the_user_says(first: int, expected: int) -> None:
    found = conclude(study(report=ReportOptions(chapter=4, first_table=first)), evidence(), everything())
    inside = [table.number for table in found.tables if table.section.startswith("4")]
    assert inside[0] == expected
    assert inside == list(range(inside[0], inside[0] + len(inside)))
    numbers = [table.number for table in found.tables if table.section != "annex"]
    assert len(set(numbers)) == len(numbers)


def headings(blocks: tuple[Block, ...]) -> list[str]:
    return [block.section for block in blocks if block.kind == "heading"]


def test_sections_in_their_order(full: Conclusions) -> None:
    expected = [
        "1",
        "1.problems",
        "1.objectives",
        "1.hypotheses",
        "2",
        "3",
        "4",
        "4.1",
        "4.2",
        "4.3",
        "4.4",
        "4.5",
        "5",
        "5.general",
        "5.objectives",
    ]
    found = headings(full.blocks)
    assert found[: len(expected)] == expected
    assert found.index("5.cannot-say") < found.index("5.recommendations") < found.index("references")
    boxes = [block.title.es for block in full.blocks if block.kind == "box"]
    assert boxes == [
        "Antes de leer",
        "Desviaciones del plan",
        "Registro previo del plan",
        "Lo que se había visto antes del plan",
    ]


def test_hypotheses_stand_in_the_order_of_their_tables_and_the_untestable_one_has_no_table(full: Conclusions) -> None:
    assert [b.hypothesis for b in full.blocks if b.kind == "hypothesis"] == ["HG", "H1", "H2", "H3"]
    blocks = {h.hypothesis: h for h in full.hypotheses}
    assert blocks["H3"].table is None
    assert blocks["H1"].page_id == Text(es="HE1", en="SH1")
    assert (blocks["HG"].decision, blocks["H1"].decision) == ("supported", "supported")


def test_the_p_value_and_the_alpha_questions_are_answered(full: Conclusions) -> None:
    said = [plainly(s, "es_PE").es for s in sentences(full)]
    assert any(s.startswith("¿Por qué un valor p con 23 de 23 distritos") for s in said)
    assert any("alfa de Cronbach" in s and "Tabla 4" in s for s in said)


def test_one_finding_per_objective_and_hypothesis(full: Conclusions) -> None:
    assert [f.subject for f in full.findings] == ["OG", "O1", "O2", "HG", "H1", "H2", "H3"]
    assert full.findings[0].decision == "not assessable"
    assert full.findings[1].decision is None


def test_magnitudes_are_never_added(full: Conclusions) -> None:
    known = [plainly(s, "es_PE").es for s in full.summary[0].sentences]
    assert known[-1] == "Son registros distintos: no se suman."
    assert known[0].startswith("281 personas menores de 18 años, de 1,144 denuncias")
    assert known[1].startswith("216 NNA víctimas: 106 NNA víctimas; 96 NNA víctimas")


def test_a_registry_without_a_count_reads_no_data(full: Conclusions) -> None:
    table = of_kind(full, "modality-ranks")
    row = next(row for row in table.rows if row.key == "ministry_other")
    assert row.cells[1].mark == "no data"


def test_reconciliation_shows_the_difference(full: Conclusions) -> None:
    table = of_kind(full, "reconciliation")
    assert [cell.value for cell in table.rows[0].cells[1:4]] == [216, 202, 14]
    assert [cell.value for cell in table.rows[1].cells[1:4]] == [40, 39, 1]


def test_a_series_draws_a_sum_of_years_as_a_block(full: Conclusions) -> None:
    body = of_kind(full, "series").body
    assert body.years == (2015, 2016)
    assert [(block.start, block.end, block.total.value) for block in body.blocks] == [(2009, 2014, 2241)]


def test_no_unnamed_place_is_ever_written(full: Conclusions) -> None:
    assert not any("SECRETA" in said for said in words(full))
    assert "SECRETA" not in "".join(f.model_dump_json() for f in full.figures)


def test_effort_maps_show_four_classes_and_who_answered(full: Conclusions) -> None:
    effort = [f for f in full.figures if isinstance(f.body, Map) and f.body.layers[0].id == "x1"]
    assert len(effort) == 1
    for layer in effort[0].body.layers:
        assert [c.label.es for c in layer.classes][:4] == [
            "sin operativos declarados",
            "sin operativos entre las que respondieron",
            "mitad inferior",
            "mitad superior",
        ]
        assert all(len(fact) == 3 and fact[0].form == "text" for fact in layer.facts)
        assert "no son víctimas ni casos" in layer.caption.es
    x1 = effort[0].body.layers[0]
    assert (x1.values[0], x1.values[1]) == (0, 1)


def test_proxies_have_no_rank_no_rate_and_no_order(full: Conclusions) -> None:
    ranks = of_kind(full, "rank-sets")
    assert [label.es for label, _ in ranks.body.panels] == ["indicador y3", "indicador y1"]
    for table in tables(full):
        for row in table.rows:
            for cell in row.cells:
                proxy = cell.estimate and re.match(r"(describe|rank)/(x1|x2|n1)[~/]", cell.estimate)
                assert not proxy or (cell.form != "rate" and not cell.estimate.startswith("rank")), cell


def test_an_effort_indicator_asked_to_be_ranked_or_mapped_by_rate_is_refused() -> None:
    bad = indicator(
        "x1", label=same("Esfuerzo policial declarado: operativos A"), rankable=True, **(EFFORT | {"mapped": "rates"})
    )
    asked = study(indicators=(bad, *indicators()[1:]))
    found = conclude(asked, evidence(), everything())
    labels = [label.es for label, _ in of_kind(found, "rank-sets").body.panels]
    assert not any("operativos" in label for label in labels)
    layer = next(layer for f in found.figures if isinstance(f.body, Map) for layer in f.body.layers if layer.id == "x1")
    assert not any(cell.form in ("rate", "interval") for fact in layer.facts for cell in fact)


@pytest.mark.parametrize(("reference", "drawn"), [("2018-12-31", True), ("2018-11-30", False), ("", False)])
def test_no_effort_map_for_fresh_data(reference: str, drawn: bool) -> None:
    found = conclude(study(release=ReleasePolicy(reference_date=reference)), evidence(), everything())
    layers = {layer.id for f in found.figures if isinstance(f.body, Map) for layer in f.body.layers}
    assert ({"x1", "x2"} <= layers) == drawn
    assert any("No se dibuja el mapa" in said for said in words(found)) == (not drawn)


def test_small_places_have_a_class_and_no_rate(full: Conclusions) -> None:
    layer = next(layer for f in full.figures if isinstance(f.body, Map) for layer in f.body.layers if layer.id == "y3")
    small = layer.facts[2]
    assert [cell.mark for cell in small[1:3]] == ["not applicable", "not applicable"]
    assert small[3].value
    assert layer.facts[5][1].form == "rate"


def test_no_class_tells_the_rate_of_a_small_place() -> None:
    one = evidence()
    cube = one.cubes["district"]
    values = list(cube.measures["y3"].values)
    values[2] = 5_000.0
    measures = cube.measures | {"y3": cube.measures["y3"].model_copy(update={"values": tuple(values)})}
    shown = one.model_copy(update={"cubes": one.cubes | {"district": cube.model_copy(update={"measures": measures})}})
    found = conclude(study(), shown, everything())
    layer = next(layer for f in found.figures if isinstance(f.body, Map) for layer in f.body.layers if layer.id == "y3")
    assert not any("60,975" in c.label.es or "60,976" in c.label.es for c in layer.classes)
    assert layer.values[2] == max(layer.values)


def test_hidden_no_data_and_zero_stay_apart(full: Conclusions) -> None:
    layer = next(layer for f in full.figures if isinstance(f.body, Map) for layer in f.body.layers if layer.id == "y1")
    labels = [layer.classes[value].label.es for value in layer.values]
    assert labels[0] == "sin dato"
    assert labels[3] == "dato reservado"
    assert [layer.facts[0][0].mark, layer.facts[3][0].mark] == ["no data", "hidden"]


def test_the_annex_has_counts_only_in_code_order(full: Conclusions) -> None:
    table = next(table for table in full.tables if table.id == "districts")
    keys = [row.key for row in table.rows]
    assert keys == sorted(keys)
    assert len(keys) == 24
    assert {column.id for column in table.columns} == {
        "code",
        "place",
        "answered",
        "existing",
        "x1",
        "x2",
        "n1",
        "y3",
        "y1",
        "poverty",
        "population",
    }
    assert not any(cell.form in ("rate", "interval") for row in table.rows for cell in row.cells)
    assert table.rows[3].cells[[c.id for c in table.columns].index("y1")].mark == "hidden"


def test_poverty_stands_only_in_descriptive_and_partial_tables(full: Conclusions) -> None:
    allowed = {"districts", "e02-operationalisation", "e12-unit-descriptives", "e21-exploratory"}
    for table in tables(full):
        if any("Pobreza" in cell_words(c, "es_PE", "es") for row in table.rows for c in row.cells):
            assert table.id in allowed
    assert not any(
        "Pobreza" in plainly(s, "es_PE").es
        for block in full.blocks
        if block.kind == "paragraph"
        for s in block.sentences
    )


def test_trafficking_is_never_the_subject_of_a_proxy(full: Conclusions) -> None:
    for finding in full.findings:
        if finding.subject in ("HG", "H1", "H2"):
            assert not re.search(
                r"\btrata\b|traffick", plainly(finding.sentence, "es_PE").es + finding.sentence.template.en
            )
    for one in (*full.tables, *full.figures):
        if "operativos" in one.title.es:
            assert not re.search(r"\btrata\b", one.title.es)
        assert not re.search(r"\btrata\b|traffick", one.id)


def test_the_source_line(full: Conclusions) -> None:
    notes = of_kind(full, "unit-descriptives").notes
    assert [note.kind for note in notes] == sorted(
        (n.kind for n in notes), key=("general", "specific", "probability", "source").index
    )
    assert (
        plainly(notes[-1].text, "es_PE").es
        == "Fuente: Instituto, Registro records. Elaboración propia con yupay 0.1.0."
    )


def test_the_hypothesis_table_prints_control_and_difference(full: Conclusions) -> None:
    table = next(t for t in full.tables if t.id == "e18-hypothesis")
    assert [row.key for row in table.rows] == ["H1", "H1-control", "H1-difference"]
    assert table.rows[0].cells[-1] == Cell(
        value="supported", form="decision", estimate="relate/x1~y3/district/area-whitened"
    )
    assert table.rows[0].cells[8].value == pytest.approx(0.008)


def test_sensitivity_applies_the_whole_rule(full: Conclusions) -> None:
    table = of_kind(full, "sensitivity")
    shown = {row.key: [cell_words(cell, "es_PE", "es") for cell in row.cells] for row in table.rows}
    assert shown["plan"][5] == "respaldada"
    assert shown["small_out"][5] == "sí"
    assert shown["each_out"][2] == "[.10, .60]"
    assert shown["each_out"][5] == "sí"


def test_deviations_are_shown_with_reason_and_date() -> None:
    changed = study(deviation=(Deviation(item="alpha", reason=same("error de copia"), date="2026-01-02"),))
    found = conclude(changed, evidence(), everything())
    box = next(block for block in found.blocks if block.kind == "box" and block.title.es == "Desviaciones del plan")
    assert plainly(box.sentences[0], "es_PE").es == "2026-01-02. alpha: error de copia"


def test_the_box_of_one_place_prints_no_effort_no_index_and_no_rank(full: Conclusions) -> None:
    box = full.summary[4]
    said = " ".join(plainly(s, "es_PE").es for s in box.sentences)
    assert box.title.es == "Su distrito: Lugar 150104"
    assert "y3" in said and "operativos" not in said and "puesto" not in said
    assert any(end in said for end in ("por encima", "por debajo", "no se distingue"))


def test_the_box_of_a_small_place_has_counts_and_no_rates() -> None:
    box = conclude(study(), evidence(), everything(), place="150103").summary[4]
    said = " ".join(plainly(s, "es_PE").es for s in box.sentences)
    assert "tasa por cada" not in said
    assert "20,000" in said


def test_the_box_of_a_stranger_says_so() -> None:
    box = conclude(study(), evidence(), everything(), place="999999").summary[4]
    assert "999999" in plainly(box.sentences[0], "es_PE").es


def test_nothing_analysed_gives_marks_and_never_an_error() -> None:
    found = conclude(study(), evidence(), ())
    assert {h.decision for h in found.hypotheses} == {"not assessable"}
    assert {f.decision for f in found.findings} <= {"not assessable", None}
    assert all(word is not None for word in words(found))


def test_a_whole_family_that_is_not_assessable() -> None:
    few = (relation("x1", n=6), relation("x2", n=6), relation("n1", n=6))
    found = conclude(study(), evidence(), (*few, *described()))
    assert {h.decision for h in found.hypotheses} == {"not assessable"}
    assert any("Ninguna" not in said for said in words(found))


def test_a_study_of_one_row() -> None:
    found = conclude(study(), evidence(1), described(1))
    annex = next(table for table in found.tables if table.id == "districts")
    assert len(annex.rows) == 1


def test_default_exhibits_fill_a_report_without_declarations() -> None:
    found = conclude(study(exhibits=()), evidence(), everything())
    assert [t.number for t in found.tables if t.section != "annex"] == list(range(1, 1 + len(found.tables) - 3))
    assert any(isinstance(f.body, Map) for f in found.figures)
    assert found.tables[0].title.es == "Matriz de consistencia"


def test_a_study_of_nothing_still_concludes() -> None:
    empty = study(
        units=(),
        indicators=(),
        hypotheses=(),
        families=(),
        objectives=(),
        sensitivity=(),
        scales=(),
        exhibits=(),
        sources=(),
        modalities=(),
        reconciliations=(),
        variables=(),
        dimensions=(),
    )
    nothing = evidence().model_copy(update={"cubes": {}, "figures": {}, "audits": {}})
    found = conclude(empty, nothing, ())
    assert found.findings == ()
    assert headings(found.blocks)[:4] == ["1", "2", "3", "4"]


def test_the_same_inputs_give_the_same_conclusions() -> None:
    assert conclude(study(), evidence(), everything()) == conclude(study(), evidence(), tuple(reversed(everything())))


def test_an_exploratory_family_carries_no_decision(full: Conclusions) -> None:
    table = of_kind(full, "exploratory")
    assert not any(cell.form == "decision" for row in table.rows for cell in row.cells)
    p = [row.cells[5].value for row in table.rows]
    assert p == pytest.approx([0.06, 0.06])


def test_unknown_options_and_kinds_are_left_out() -> None:
    odd = exhibits()[0].model_copy(update={"kind": "no-such-kind", "id": "odd"})
    found = conclude(study(exhibits=(odd, *exhibits()[1:])), evidence(), everything())
    assert "odd" not in {table.id for table in found.tables}


def test_nineteen_hundred_places() -> None:
    estimates = (*supported(), *beside(), *described(1_900))
    seen = evidence(1_900)
    asked = study(families=(Family(id="primary", label=same("Primaria")),))
    found = conclude(asked, seen, estimates)
    assert len(next(table for table in found.tables if table.id == "districts").rows) == 1_900


def test_the_checklist_points_only_at_what_the_report_has() -> None:
    found = conclude(study(), evidence(), everything())
    table = next(t for t in found.tables if t.id == "checklist")
    anchors = {f"section-{b.section}" for b in found.blocks if b.kind == "heading"} | {
        f"table-{t.id}" for t in found.tables
    }
    links = [cell.link for row in table.rows for cell in row.cells if cell.link is not None]
    assert len(links) > 15 and set(links) <= anchors | {"top", "cards"}
    states = {row.key: row.cells[3].value.en for row in table.rows}
    assert states["STROBE-22"] == "to be completed by the author"
    bare = conclude(study(sensitivity=(), scales=(), exhibits=()), evidence(), everything())
    rows = {row.key: row for t in bare.tables if t.id == "checklist" for row in t.rows}
    assert rows["STROBE-12e"].cells[3].value.en == "not in the study" and rows["STROBE-12e"].cells[2].link is None
