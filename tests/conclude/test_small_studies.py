"""Studies that lack something: a map, figures, enough places; each says what is missing and nothing else."""

from tests.conclude.builders import beside, described, evidence, relation, study, supported
from tests.conclude.reading import sentences
from yupay.conclude.conclude import Conclusions, conclude
from yupay.conclude.decide import rule
from yupay.conclude.lookup import index
from yupay.conclude.plainly import plainly
from yupay.conclude.verdicts import notices
from yupay.model.estimate import Estimate
from yupay.model.figure import Map
from yupay.model.finding import HypothesisBlock
from yupay.model.study import Study


def block(found: Conclusions, name: str) -> HypothesisBlock:
    return next(h for h in found.hypotheses if h.hypothesis == name)


def said(found: Conclusions) -> list[str]:
    return [plainly(sentence, "es_PE").es for sentence in sentences(found)]


def unmapped() -> Study:
    units = tuple(unit.model_copy(update={"boundaries": None}) for unit in study().units)
    return study(units=units)


def plain_only() -> tuple[Estimate, ...]:
    return tuple(relation(x, method="spearman", r=0.3, p=0.04) for x in ("x1", "x2", "n1"))


def test_without_a_map_what_is_missing_are_the_boundaries_and_not_the_data() -> None:
    found = block(conclude(unmapped(), evidence(), (*plain_only(), *described())), "H1")
    words = plainly(found.verdict, "es_PE").es
    assert found.decision == "not assessable"
    assert "no trae los límites de los lugares (distritos)" in words
    assert "La haría evaluable: los límites de los lugares (distritos) en un mapa." in words
    assert "no hay datos" not in words
    assert "no trae los límites" in plainly(found.test[0], "es_PE").es


def test_without_data_the_boundaries_are_not_blamed() -> None:
    found = block(conclude(unmapped(), evidence(), described()), "H1")
    assert "no hay datos de" in plainly(found.verdict, "es_PE").es


def test_a_study_without_outlines_has_no_map() -> None:
    bare = evidence()
    cubes = {name: cube.model_copy(update={"boundaries": (), "neighbours": None}) for name, cube in bare.cubes.items()}
    found = conclude(unmapped(), bare.model_copy(update={"cubes": cubes}), (*plain_only(), *described()))
    assert not any(isinstance(figure.body, Map) for figure in found.figures)
    assert [figure.number for figure in found.figures] == list(range(1, len(found.figures) + 1))


def test_a_study_without_figures_has_their_tables_and_no_gap_in_the_numbers() -> None:
    drawn = ("series", "pareto", "map", "rank-sets", "rank-scatter", "specification-curve")
    kept = tuple(exhibit for exhibit in study().exhibits if exhibit.kind not in drawn)
    found = conclude(study(exhibits=kept), evidence(), (*supported(), *beside(), *described()))
    assert found.figures == ()
    numbers = [table.number for table in found.tables if table.section != "annex"]
    assert numbers == list(range(1, len(numbers) + 1))


def test_published_figures_that_are_missing_leave_no_sentence_about_them() -> None:
    bare = evidence().model_copy(update={"figures": {}})
    found = conclude(study(), bare, (*supported(), *beside(), *described()))
    assert plainly(found.summary[0].sentences[0], "es_PE").es == "Ningún objetivo descriptivo da una cifra."
    assert not any("Registro:" in words for words in said(found))


def test_the_notice_names_a_named_unit_with_more_places() -> None:
    few = study()
    rulings = rule(few, index((relation("x1", r=1.0, p=0.08, n=4), relation("n1", n=4))))
    wider = evidence()
    cubes = wider.cubes | {"region": wider.cubes["district"].model_copy(update={"unit": "region"})}
    region = next(u for u in few.units if u.named).model_copy(update={"id": "region"})
    asked = few.model_copy(update={"units": (*few.units, region)})
    assert notices(few, wider, rulings)[0].hint is None
    hint = notices(asked, wider.model_copy(update={"cubes": cubes}), rulings)[0].hint
    assert hint is not None
    assert hint.es.startswith('unit = "region" (n = ')


def test_a_row_that_was_not_tested_prints_no_p_of_the_deciding_test() -> None:
    few = (relation("x1", r=0.9, p=0.001, n=12), relation("n1", n=12))
    found = conclude(study(), evidence(), (*few, *described()))
    row = next(row for table in found.tables for row in table.rows if row.key == "H1" and len(row.cells) == 11)
    assert row.cells[5].value == 0.9
    assert row.cells[7].mark == "not applicable"
    assert "n = 12" in plainly(block(found, "H1").verdict, "es_PE").es


def test_power_is_told_only_where_nothing_was_seen() -> None:
    powers = {"power": 0.8, "power_at_0.30": 0.39, "expected_coefficient": 0.42}
    latent = relation("x1", method="simulation", key="minimum-detectable", r=0.49, p=None, parameters=powers)
    quiet = (relation("x1", r=0.1, p=0.5), relation("x2", r=0.1, p=0.6), relation("n1", r=0.0, p=0.9), latent)
    reading = " ".join(plainly(s, "es_PE").es for s in block(conclude(study(), evidence(), quiet), "H1").reading)
    assert (
        "una correlación latente de .30 se habría detectado en 39 % de las simulaciones, y una de .49, en 80 %"
        in reading
    )
    seen = block(conclude(study(), evidence(), (*supported(), latent)), "H1")
    assert not any("simulaciones" in plainly(s, "es_PE").es for s in seen.reading)


def test_the_derived_hypothesis_changes_with_its_parents() -> None:
    found = conclude(study(), evidence(), (*supported(), *beside(), *described()))
    table = next(table for table in found.tables if table.id.endswith("-sensitivity"))
    assert table.columns[-1].id == "HG-changes"
    assert table.rows[0].cells[-1].value == "supported"
