"""The relations of the worked study: what is produced, on which base, adjusted over which family."""

from pathlib import Path

import builders
import numpy as np
import pytest

from yupay.analyse.answer import answer, digits, rounded
from yupay.analyse.answer_relate import relate
from yupay.derive.indicators import count
from yupay.load.tables import load
from yupay.model.cube import Evidence
from yupay.model.estimate import Estimate
from yupay.model.study import Hypothesis, Study
from yupay.protect.small_counts import protect
from yupay.study.read import read_study

FOLDER = Path(__file__).resolve().parents[2] / "studies" / "lima-2016"


@pytest.fixture(scope="module")
def study() -> Study:
    whole = read_study(FOLDER)
    return whole.model_copy(update={"decision": whole.decision.model_copy(update={"simulations": 200})})


@pytest.fixture(scope="module")
def evidence(study: Study) -> Evidence:
    return protect(study, count(study, load(study, FOLDER)))


@pytest.fixture(scope="module")
def related(study: Study, evidence: Evidence) -> dict[str, Estimate]:
    return {one.id: one for one in relate(study, evidence, lambda _: None)}


def test_every_declared_pair_is_there_by_every_method(related: dict[str, Estimate]) -> None:
    for pair, unit in (("x1~y3", "district"), ("x2~y3", "district"), ("x4~y1_rate", "department")):
        for method in ("spearman", "pearson", "kendall-tau-b", "area-whitened", "modified-t", "equivalence"):
            assert f"relate/{pair}/{unit}/{method}" in related
        for key in ("critical-value", "minimum-detectable", "false-alarm-low", "false-alarm-high"):
            assert related[f"relate/{pair}/{unit}/simulation/{key}"].value is not None
    assert "relate/x1~n1~y3/district/coefficient-difference" in related


def test_what_has_no_data_is_not_computed(related: dict[str, Estimate]) -> None:
    assert not [name for name in related if name.startswith("relate/x3~")]


@pytest.mark.parametrize("n", [50, 51])
def test_lilliefors_stands_beside_shapiro_wilk_above_fifty_values(n: int) -> None:
    measures = [builders.single(name, [float(i % 7) for i in range(n)] + [None] * 9) for name in ("x", "y")]
    pair = Hypothesis(id="H", objective="O", statement=builders.text("x and y"), unit="district", x="x", y="y")
    asked = builders.study([builders.indicator("x"), builders.indicator("y")]).model_copy(
        update={"hypotheses": (pair,)}
    )
    found = {one.id for one in relate(asked, builders.evidence(builders.cube(*measures)), lambda _: None)}
    assert "relate/x/district/normality" in found
    assert ("relate/x/district/normality/lilliefors" in found) == (n > 50)


def test_holm_counts_the_hypotheses_tested_and_no_other(related: dict[str, Estimate]) -> None:
    first, second = (related[f"relate/{x}~y3/district/area-whitened"] for x in ("x1", "x2"))
    assert first.p is not None and second.p is not None
    low, high = sorted((first, second), key=lambda one: one.p or 0.0)
    assert low.p_adjusted == pytest.approx(min(1.0, 2 * (low.p or 0)))
    assert high.p_adjusted == pytest.approx(max(high.p or 0, low.p_adjusted or 0))
    alone = related["relate/x4~y1_rate/department/area-whitened"]
    assert alone.p_adjusted == pytest.approx(alone.p)
    assert related["relate/n1~y3/district/area-whitened"].p_adjusted is None


def test_exploration_is_adjusted_over_its_rows(study: Study, related: dict[str, Estimate]) -> None:
    family = next(f for f in study.families if f.id == "secondary")
    rows = [related[f"relate/{x}~{y}/district/spearman"] for x, y in family.pairs]
    assert all(one.parameters["family_size"] == len(family.pairs) for one in rows)
    assert all((one.p_adjusted or 0) >= (one.p or 0) for one in rows)


def test_every_variant_of_the_plan_is_run(study: Study, related: dict[str, Estimate]) -> None:
    for variant in study.sensitivity:
        for x in ("x1", "x2"):
            found = [n for n in related if n.startswith(f"relate/{x}~y3/district/area-whitened/{variant.id}")]
            assert len(found) == (2 if variant.change == "leave-one-row-out" else 1), variant.id


def test_the_bases_are_those_of_the_plan(related: dict[str, Estimate]) -> None:
    sizes = {name: one.n for name, one in related.items()}
    assert sizes["relate/x1~y3/district/area-whitened"] == 43
    assert sizes["relate/x1~y3/district/area-whitened/without_small"] == 38
    assert sizes["relate/x1~y3/district/area-whitened/with_callao"] == 50
    assert sizes["relate/x1~y3/station/scale-partial"] == 113
    assert sizes["relate/x4~y1_rate/department/area-whitened"] == 25
    assert sizes["relate/x1_where_present~y3/district/spearman"] == 25


def test_scales_share_one_denominator(related: dict[str, Estimate]) -> None:
    scales = [related[f"relate/x1~y3/{unit}/scale-partial"] for unit in ("station", "district", "department")]
    assert [one.n for one in scales] == [113, 43, 25]
    assert scales[0].parameters["interval_by"] != scales[1].parameters["interval_by"]


def test_moran_of_the_register_of_offences(related: dict[str, Estimate]) -> None:
    assert related["relate/y3/district/moran"].value == pytest.approx(0.355, abs=0.01)


def test_the_same_seed_gives_the_same_numbers(study: Study, evidence: Evidence, related: dict[str, Estimate]) -> None:
    again = {one.id: one for one in relate(study, evidence, lambda _: None)}
    assert {k: rounded(v) for k, v in again.items()} == {k: rounded(v) for k, v in related.items()}


def test_unprotected_counts_are_refused(study: Study, evidence: Evidence) -> None:
    bare = evidence.model_copy(
        update={"cubes": {u: c.model_copy(update={"protected": False}) for u, c in evidence.cubes.items()}}
    )
    with pytest.raises(ValueError, match="protected"):
        answer(study, bare, lambda _: None)


def test_numbers_are_rounded_to_twelve_digits() -> None:
    assert digits(1 / 3) == 0.333333333333
    assert digits(float("nan")) is None and digits(float("inf")) is None and digits(None) is None
    assert str(digits(-0.0)) == "0.0"
    assert np.isclose(digits(123456.7890123456) or 0, 123456.789012)


def test_the_relatives_of_the_deciding_test_do_not_count_in_the_family(
    study: Study, related: dict[str, Estimate]
) -> None:
    deciding = [one for one in related.values() if one.method == study.decision.method and one.p_adjusted is not None]
    assert deciding and all(not one.key for one in deciding)
    assert related["relate/x2~y3/district/area-whitened"].p_adjusted == pytest.approx(0.0095, abs=5e-4)
