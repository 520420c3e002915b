"""The starter of a questionnaire, from its folder to its files: what a jury asks of it is there, in both languages."""

import json

import pytest

import yupay
from yupay.model.release import Release
from yupay.run import Outcome
from yupay.study.new import copy_starter

TITLES = {
    "instrument-sheet": "Technical sheet of the instrument",
    "content-validity": "Content validity by expert judgement (Aiken's V)",
    "reliability": "Reliability of the scales",
    "item-analysis": "Item analysis",
    "construct-validity": "Construct validity of the scales",
    "invariance": "Does it measure the same in the groups?",
    "levels": "Levels (score bands) of the scales",
    "common-method": "Common method bias",
    "cross-tables": "Cross tables",
    "estimands": "Survey estimates",
    "scores": "Scores and quantities",
    "answers": "Distribution of the answers",
    "guide": "Why this test",
    "checklist": "STROBE and RECORD checklist",
    "explorations": "Exploration without decision",
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("starter") / "study"
    copy_starter("questionnaire", folder)
    return yupay.open_study(folder).run()


@pytest.fixture(scope="module")
def release(outcome: Outcome) -> Release:
    return outcome.release


def test_every_hypothesis_is_decided_by_the_guide(release: Release) -> None:
    deciding = {one.variables: one for one in release.estimates if one.choice is not None}
    assert len(deciding) == len(release.hypotheses) == 5
    assert deciding["knowledge", "security"].method == "kendall-tau-b"
    assert deciding["sex", "victim"].method == "chi-square"
    for block in release.hypotheses:
        assert block.decision in ("supported", "not supported")
        words = " ".join(sentence.template.es for sentence in block.test)
        assert "Se eligió" in words and "no decidió la prueba" in words


@pytest.mark.parametrize("kind", TITLES)
def test_the_tables_a_jury_asks_for_are_there_and_full(release: Release, outcome: Outcome, kind: str) -> None:
    (table,) = (one for one in release.tables if one.title.en == TITLES[kind])
    assert table.rows
    numbers = [cell for row in table.rows for cell in row.cells if cell.estimate is not None]
    assert numbers or kind in ("guide", "checklist")
    known = {one.id for one in release.estimates}
    assert {cell.estimate for cell in numbers} <= known


def test_no_number_of_the_page_is_nan(outcome: Outcome) -> None:
    (file,) = (path for path in outcome.written if path.name.startswith("estimates"))
    text = file.read_text(encoding="utf-8")
    assert "NaN" not in text and "Infinity" not in text
    assert json.loads(text)


def test_persons_are_not_told_of_as_places(release: Release) -> None:
    words = " ".join(
        sentence.template.en
        for block in release.hypotheses
        for sentence in (*block.test, *block.silence, *block.reading)
    )
    assert "ecological" not in words and "map" not in words
    assert "what persons say, not what occurs" in words


def test_levels_add_to_every_person_with_a_score(release: Release) -> None:
    for scale in ("s_knowledge", "s_security"):
        levels = [one for one in release.estimates if one.method == "score-bands" and one.variables == (scale,)]
        assert sum(int(one.parameters["persons"] or 0) for one in levels) == levels[0].n == 220
