"""Hypotheses over answers: the guide's method decides, families are adjusted, the rest is printed beside."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_survey import PERSON, declared, indicator
from scipy.stats import kendalltau, spearmanr

from yupay.analyse.answer_rows import rows
from yupay.derive.samples import Sampled, drawn
from yupay.load.tables import load
from yupay.model.estimate import Estimate
from yupay.model.study import Study

STATEMENT = {"es": "x se relaciona con y.", "en": "x is related to y."}
N = 120


def answers(folder: Path, seed: int = 3) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    latent = random.standard_normal(N)
    columns = {
        "amount": latent + random.standard_normal(N),
        "other": latent + random.standard_normal(N),
        "opinion": np.clip(np.round(3 + latent), 2, 4),
        "likert": np.clip(np.round(3 + random.standard_normal(N)), 2, 4),
        "flag": (random.random(N) < 0.5).astype(float),
        "weight": random.uniform(0.5, 3, N),
        "psu": np.repeat(np.arange(N // 4), 4).astype(float),
        "stratum": np.repeat([1.0, 2.0, 3.0], N // 3),
    }
    lines = [",".join(["id", *columns])]
    lines += [f"A{i}," + ",".join(f"{float(c[i]):.17g}" for c in columns.values()) for i in range(N)]
    (folder / "answers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return columns


def study_of(design: dict[str, Any], *pairs: tuple[str, str, dict[str, Any]], **more: Any) -> Study:
    base = declared()
    source = {
        **base["sources"][0],
        "columns": {n: {"type": "number"} for n in ("amount", "other", "opinion", "likert")},
    }
    words = {"0": STATEMENT, "1": STATEMENT}
    return Study.model_validate(
        {
            **base,
            "units": [{**PERSON, "design": design}],
            "sources": [source],
            "instruments": [],
            "indicators": [
                indicator("amount", answer="amount", scale="ratio"),
                indicator("other", answer="other", scale="ratio"),
                indicator("opinion", answer="opinion", scale="ordinal"),
                indicator("likert", answer="likert", scale="ordinal"),
                indicator("flag", answer="flag", scale="nominal", categories=words),
            ],
            "hypotheses": [
                {
                    "id": f"H{i}",
                    "objective": "O",
                    "statement": STATEMENT,
                    "family": "f",
                    "unit": "person",
                    "x": x,
                    "y": y,
                    **own,
                }
                for i, (x, y, own) in enumerate(pairs, 1)
            ],
            "families": [{"id": "f", "label": STATEMENT, "unit": "person"}],
            **more,
        }
    )


def found(folder: Path, study: Study) -> dict[str, Estimate]:
    samples: dict[str, Sampled] = drawn(study, load(study, folder))
    made = list(rows(study, samples, lambda _: None))
    assert len({one.id for one in made}) == len(made)
    return {one.id: one for one in made}


def test_the_guide_decides_and_the_family_is_adjusted_by_holm(tmp_path: Path) -> None:
    columns = answers(tmp_path)
    made = found(tmp_path, study_of({}, ("amount", "other", {}), ("opinion", "likert", {})))
    first = made["relate/amount~other/person/spearman"]
    assert first.choice is not None and first.choice.rule == "order"
    assert first.value == pytest.approx(spearmanr(columns["amount"], columns["other"]).statistic)
    second = made["relate/opinion~likert/person/kendall-tau-b"]
    assert second.choice is not None
    assert second.value == pytest.approx(kendalltau(columns["opinion"], columns["likert"]).statistic)
    low, high = sorted([first, second], key=lambda one: one.p or 0)
    assert low.p_adjusted == pytest.approx(min(1, 2 * low.p))
    assert high.p_adjusted == pytest.approx(max(2 * low.p, high.p))
    beside = made["relate/amount~other/person/pearson"]
    assert beside.choice is None and beside.p_adjusted is None


def test_a_named_method_is_honoured_and_commented(tmp_path: Path) -> None:
    answers(tmp_path)
    made = found(tmp_path, study_of({}, ("opinion", "likert", {"method": "pearson"})))
    one = made["relate/opinion~likert/person/pearson"]
    assert one.choice is not None and one.choice.verdict == "another"
    assert "Pearson" in one.choice.paragraph.en and "Kendall" in one.choice.paragraph.en


def test_what_the_hypothesis_claims_changes_the_test(tmp_path: Path) -> None:
    answers(tmp_path)
    made = found(
        tmp_path,
        study_of(
            {}, ("amount", "other", {"claims": "amount"}), ("flag", "amount", {"asks": "groups", "claims": "amount"})
        ),
    )
    assert made["relate/amount~other/person/pearson"].choice is not None
    assert made["relate/flag~amount/person/welch-t"].choice is not None


def test_a_design_asks_for_design_methods(tmp_path: Path) -> None:
    answers(tmp_path)
    design = {"weights": "weight", "strata": ["stratum"], "clusters": ["psu"]}
    made = found(tmp_path, study_of(design, ("opinion", "likert", {}), ("flag", "amount", {}), ("amount", "other", {})))
    deciding = [one for one in made.values() if one.choice is not None]
    assert len(deciding) == 3 and all(one.method.startswith(("design-", "rao-scott")) for one in deciding)
    assert all(one.df is not None and one.df <= 27 for one in deciding)


def test_a_family_that_explores(tmp_path: Path) -> None:
    answers(tmp_path)
    family = {
        "id": "e",
        "label": STATEMENT,
        "unit": "person",
        "decides": False,
        "correction": "bh",
        "pairs": [["amount", "other"], ["opinion", "likert"]],
        "methods": ["gamma", "bootstrap"],
    }
    made = found(tmp_path, study_of({}, families=[family]))
    gammas = [made[f"relate/{pair}/person/gamma"] for pair in ("amount~other", "opinion~likert")]
    low, high = sorted(gammas, key=lambda one: one.p or 0)
    assert low.p_adjusted == pytest.approx(min(2 * low.p, high.p))
    assert made["relate/amount~other/person/bootstrap"].interval is not None


@pytest.mark.parametrize("constant", ["likert", "other"])
def test_a_constant_column_is_not_assessable_and_never_a_failure(tmp_path: Path, constant: str) -> None:
    answers(tmp_path)
    lines = (tmp_path / "answers.csv").read_text(encoding="utf-8").splitlines()
    place = lines[0].split(",").index(constant)
    flat = [line.split(",") for line in lines[1:]]
    for cells in flat:
        cells[place] = "3"
    (tmp_path / "answers.csv").write_text("\n".join([lines[0], *(",".join(c) for c in flat)]) + "\n", encoding="utf-8")
    x = "opinion" if constant == "likert" else "amount"
    made = found(tmp_path, study_of({}, (x, constant, {}), ("flag", x, {})))
    deciding = next(one for one in made.values() if one.choice is not None and constant in one.variables)
    assert deciding.p is None
    assert any("Not assessable" in text.en for text in deciding.warnings)


def test_two_persons_are_too_few(tmp_path: Path) -> None:
    answers(tmp_path)
    lines = (tmp_path / "answers.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "answers.csv").write_text("\n".join(lines[:3]) + "\n", encoding="utf-8")
    made = found(tmp_path, study_of({}, ("amount", "other", {}), ("opinion", "flag", {})))
    assert all(one.p is None for one in made.values() if one.choice is not None)
