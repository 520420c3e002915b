"""Scores, turned items, answers and groups of the made-up questionnaire, worked by hand."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_survey import PERSON, ROWS, SCALE, declared, indicator, written

from yupay.derive.samples import Sampled, drawn
from yupay.load.tables import load
from yupay.model.problem import StudyProblems
from yupay.model.study import Study


def sampled(folder: Path, rows: list[tuple[str, ...]] | None = None, **more: Any) -> Sampled:
    study = Study.model_validate(declared(**more))
    return drawn(study, load(study, written(folder, rows)))["person"]


def test_a_score_turns_items_and_fills_with_the_persons_own_mean(tmp_path: Path) -> None:
    found = sampled(tmp_path)
    assert found.rows == 6
    # A1: 1 + 2 + (6 - 5) = 4; A4 answered 4 and 6 - 2 = 4 of three items: mean 4, times 3; A5 answered one of three: none
    assert found.values("score") == pytest.approx([4, 6, 9, 12, np.nan, 5], nan_ok=True)
    assert found.values("scale") == pytest.approx(found.values("score"), nan_ok=True)
    assert found.answers("scale")[0] == pytest.approx([1, 2, 1])


def test_a_mean_score_and_every_item_needed(tmp_path: Path) -> None:
    found = sampled(tmp_path, instruments=[{**SCALE, "score": "mean", "min_answered": 1.0}])
    assert found.values("score") == pytest.approx([4 / 3, 2, 3, np.nan, np.nan, 5 / 3], nan_ok=True)


def test_missing_codes_are_no_answers(tmp_path: Path) -> None:
    found = sampled(tmp_path, instruments=[{**SCALE, "groups": "sex"}])
    assert list(found.values("sex")) == ["1", "2", "1", None, "2", "2"]
    column = found.groups["scale"]
    assert list(found.columns([column])[column]) == ["1", "2", "1", None, "2", "2"]


def test_ordinal_words_become_their_places(tmp_path: Path) -> None:
    words = {"s": {"es": "sur", "en": "south"}, "n": {"es": "norte", "en": "north"}}
    found = sampled(tmp_path, indicators=[indicator("side", answer="side", scale="ordinal", categories=words)])
    assert found.values("side") == pytest.approx([2, 2, 1, 1, 1, 2])


def test_only_the_rows_that_the_design_keeps(tmp_path: Path) -> None:
    found = sampled(tmp_path, units=[{**PERSON, "design": {"where": {"side": "n"}, "weights": "weight"}}])
    assert found.rows == 3
    assert found.drawn_with()["weight"] == pytest.approx([1.0, 1.0, 1.5])


def test_an_answer_outside_its_scale_stops_the_run(tmp_path: Path) -> None:
    rows = [*ROWS[:-1], ("A6", "n", "9", "1", "4", "2", "28", "1.5", "s2", "c4")]
    with pytest.raises(StudyProblems) as refused:
        sampled(tmp_path, rows)
    (one,) = refused.value.problems
    assert (one.code, one.where) == ("L245", "answers.csv")
    assert "q1" in one.got.en and "between 1 and 5" in one.expected.en


def test_ratings_of_experts_by_criterion(tmp_path: Path) -> None:
    (tmp_path / "judges.csv").write_text(
        "item,judge,clarity\nq1,J1,4\nq2,J1,3\nq1,J2,2\nother,J2,1\n", encoding="utf-8"
    )
    base = declared()
    card = {
        **base["sources"][0],
        "id": "judges",
        "path": "judges.csv",
        "key": None,
        "columns": {"clarity": {"type": "number"}},
    }
    found = sampled(tmp_path, sources=[*base["sources"], card], instruments=[{**SCALE, "judges": "judges"}])
    assert found.ratings["scale"]["clarity"] == pytest.approx(
        np.array([[4, 3, np.nan], [2, np.nan, np.nan]]), nan_ok=True
    )
