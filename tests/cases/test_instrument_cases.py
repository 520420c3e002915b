"""Cases R-2, R-3 and R-4: what published pages print, and what the same answers give."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from yupay.analyse.instrument import aiken, alpha, judges, kuder_richardson
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("scale",), unit_of_analysis="person")
R2, R3, R4 = (tomllib.loads((Path(__file__).parent / f"r{n}.toml").read_text(encoding="utf-8")) for n in (2, 3, 4))


def digits(rows: list[str]) -> np.ndarray:
    return np.array([[float(x) for x in row] for row in rows])


def items(table: np.ndarray) -> list[str]:
    return [str(j + 1) for j in range(table.shape[1])]


@pytest.mark.parametrize("case", R2["case"], ids=lambda case: case["id"])
def test_alpha_of_published_answers(case: dict) -> None:
    table = digits(case["answers"])
    one = alpha.alpha(table, items(table), SUBJECT)
    n = len(table)
    shrink = (n - 1) / n if case["divisor"] == "n" else 1.0
    published = case["published"]
    assert one.value == pytest.approx(case["ours"], abs=5e-7)
    assert one.value == pytest.approx(published["alpha"], abs=5e-4 if case["id"] == "b" else 2e-3)
    assert one.parameters["item_variances"] * shrink == pytest.approx(published["sum_of_item_variances"], abs=5.1e-3)
    assert one.parameters["score_variance"] * shrink == pytest.approx(published["score_variance"], abs=5.1e-3)
    if "item_variances" in published:
        assert table.var(axis=0) == pytest.approx(published["item_variances"], abs=5e-3)


@pytest.mark.parametrize("variant", R3["variant"], ids=lambda variant: variant["divisor"])
def test_kr20_says_its_variant(variant: dict) -> None:
    table = digits(R3["answers"])
    one = kuder_richardson.kr20(table, items(table), SUBJECT, divisor=variant["divisor"])
    assert one.value == pytest.approx(variant["kr20"], abs=5e-7)
    assert one.parameters["score_variance"] == pytest.approx(variant["score_variance"], abs=5e-7)
    assert one.parameters["sum_pq"] == pytest.approx(R3["sum_of_p_times_q"])
    assert one.parameters["variance_divisor"] == variant["divisor"]
    assert one.quantity.es.endswith("(varianza entre n)" if variant["divisor"] == "n" else "(varianza entre n - 1)")
    other = next(each for each in R3["variant"] if each is not variant)
    assert one.parameters["other_divisor_value"] == pytest.approx(other["kr20"], abs=5e-7)


def judged(letters: str) -> object:
    table = np.array([[float(R4["values"][letter])] for letter in letters])
    return aiken.aiken_v(table, ["item"], SUBJECT, low=R4["low"], high=R4["high"])[0]


@pytest.mark.parametrize("item", R4["item"], ids=lambda item: item["id"])
def test_aiken_of_five_judges(item: dict) -> None:
    one = judged(item["judges"])
    assert one.value == pytest.approx(item["published"]["v"])
    assert one.parameters["sum"] == item["published"]["sum"]
    assert one.parameters["mean"] == pytest.approx(item["published"]["mean"])
    assert (one.interval.low, one.interval.high) == pytest.approx(item["interval"], abs=5.1e-4)
    assert one.parameters["agree"] == item["agree"]
    assert one.parameters["rule_met"] is item["rule_met"]


@pytest.mark.parametrize("item", R4["disagrees"], ids=lambda item: item["id"])
def test_a_printed_v_that_its_letters_do_not_give(item: dict) -> None:
    one = judged(item["judges"])
    assert (one.parameters["sum"], one.value) == (item["sum_of_letters"], item["v_of_letters"])
    assert one.value != item["published"]["v"]
    limits = aiken.score_limits(item["published"]["v"], len(item["judges"]), R4["high"] - R4["low"])
    assert limits == pytest.approx(item["interval_of_published"], abs=5.1e-4)


@pytest.mark.parametrize("rule", R4["rule"], ids=lambda rule: str(rule["judges"]))
def test_the_judges_rule_is_the_binomial_test(rule: dict) -> None:
    assert judges.needed(rule["judges"]) == rule["must_agree"]


def test_fewer_than_five_judges_never_differ_from_chance() -> None:
    assert [judges.needed(n) for n in (1, 2, 3, 4)] == [None] * 4
