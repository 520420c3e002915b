"""The decision rule of the plan: the table of a lawyer's cases, one line each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conclude.builders import evidence, relation, study, supported
from yupay.conclude.decide import holm, rule
from yupay.conclude.lookup import index
from yupay.conclude.verdicts import notices, readings, verdict
from yupay.model.estimate import Estimate
from yupay.model.study import DecisionRule, Study
from yupay.model.table import Sentence

SUPPORTED = "Se rechaza H0. La hipótesis de investigación queda respaldada por estos datos."


def ruled(*estimates: Estimate, of: Study | None = None):
    asked = of or study()
    return asked, rule(asked, index(estimates))


def said(asked: Study, rulings, name: str) -> Sentence:
    return verdict(asked, next(h for h in asked.hypotheses if h.id == name), rulings[name])


def quiet() -> tuple[Estimate, ...]:
    return (relation("x2", r=0.1, p=0.6), relation("n1", r=0.05, p=0.8))


def test_supported_in_the_exact_words() -> None:
    asked, rulings = ruled(*supported())
    assert rulings["H1"].decision == "supported"
    assert said(asked, rulings, "H1").template.es == SUPPORTED
    assert (
        said(asked, rulings, "H1").template.en == "H0 is rejected. The research hypothesis is supported by these data."
    )


def test_holm_counts_only_what_was_tested() -> None:
    _, rulings = ruled(relation("x1", r=0.5, p=0.03), *quiet())
    assert rulings["H1"].family_size == 2
    assert rulings["H1"].adjusted == pytest.approx(0.06)
    assert rulings["H1"].decision == "not supported"
    assert rulings["H3"].decision == "not assessable"


@pytest.mark.parametrize(
    ("control_r", "control_p", "decision", "reason"),
    [
        (0.30, 0.04, "not supported", "control"),
        (0.55, 0.20, "not supported", "control"),
        (0.50, 0.20, "not supported", "control"),
        (-0.55, 0.001, "not supported", "control opposite"),
        (-0.30, 0.04, "supported", "tested"),
        (0.30, 0.06, "supported", "tested"),
    ],
)
def test_the_negative_control_may_explain_a_relation(control_r, control_p, decision, reason) -> None:
    asked, rulings = ruled(
        relation("x1", r=0.5, p=0.004), relation("x2", r=0, p=0.9), relation("n1", r=control_r, p=control_p)
    )
    assert (rulings["H1"].decision, rulings["H1"].reason) == (decision, reason)
    words = said(asked, rulings, "H1").template
    assert ("registro común por sí solo daría esta relación" in words.es) == (reason == "control")
    assert ("ommon reporting alone would give this relation" in words.en) == (reason == "control")


def test_a_control_that_was_not_calculated_keeps_the_decision_open() -> None:
    _, rulings = ruled(relation("x1", r=0.5, p=0.004), relation("x2", r=0, p=0.9))
    assert (rulings["H1"].decision, rulings["H1"].reason) == ("not assessable", "control unknown")
    assert rulings["H2"].decision == "not supported"


def test_residual_dependence_is_not_assessable_and_still_counts() -> None:
    dependent = {"residual_moran_p_x": 0.4, "residual_moran_p": 0.04}
    asked, rulings = ruled(relation("x1", r=0.6, p=0.001, parameters=dependent), *quiet())
    assert (rulings["H1"].decision, rulings["H1"].reason) == ("not assessable", "residual dependence")
    assert said(asked, rulings, "H1").slots["moran"].value == 0.04
    assert rulings["H2"].family_size == 2


@pytest.mark.parametrize(("n", "reason"), [(19, "few units"), (5, "few units"), (4, "very few units"), (20, "tested")])
def test_too_few_units(n: int, reason: str) -> None:
    asked, rulings = ruled(relation("x1", r=0.6, p=0.001, n=n), *quiet())
    assert rulings["H1"].reason == reason
    assert (rulings["H1"].decision == "not assessable") == (n < 20)
    assert [p.code for p in notices(asked, evidence(), rulings)] == (["A402"] if n < 5 else [])
    assert rulings["H2"].family_size == (1 if n < 20 else 2)


def test_below_five_units_the_notice_says_so_in_both_languages() -> None:
    asked, rulings = ruled(relation("x1", r=1.0, p=0.08, n=4), *quiet())
    notice = notices(asked, evidence(), rulings)[0]
    assert notice.notice
    assert notice.expected.es == "5 o más; con 4, ni una relación perfecta da p < .05"
    assert notice.got.es == "n = 4 pares completos para HE1"


def test_no_estimate_at_all_is_not_assessable_with_the_missing_records() -> None:
    asked, rulings = ruled()
    assert {r.decision for r in rulings.values()} == {"not assessable"}
    words = said(asked, rulings, "H3")
    assert words.template.es.startswith("No evaluable con estos datos: {missing}. H0 no se contrasta.")
    assert words.slots["missing"].value.es == "no hay conteo"
    assert words.slots["records"].value.es == "los casos por distrito"


@pytest.mark.parametrize(
    ("first", "second", "general"),
    [
        (0.004, 0.6, "supported"),
        (0.6, 0.6, "not supported"),
        (None, 0.6, "not supported"),
        (None, None, "not assessable"),
    ],
)
def test_the_general_hypothesis_is_derived(first, second, general) -> None:
    given_ = [relation(x, r=0.5, p=p) for x, p in (("x1", first), ("x2", second)) if p is not None]
    _, rulings = ruled(*given_, relation("n1", r=0.05, p=0.8))
    assert rulings["HG"].decision == general
    assert rulings["HG"].tested is None


def test_not_supported_prints_bounds_units_and_detectable_size() -> None:
    mdc = relation("x1", method="simulation", key="minimum-detectable", r=0.47, p=None)
    asked, rulings = ruled(relation("x1", r=0.1, p=0.5), *quiet(), mdc)
    words = said(asked, rulings, "H1")
    assert words.template.es.startswith(
        "No se rechaza H0. Los datos no muestran ni descartan una relación: son compatibles"
    )
    assert words.slots["lo"].value == pytest.approx(-0.2)
    assert words.slots["hi"].value == pytest.approx(0.4)
    assert (words.slots["n"].value, words.slots["mdc"].value) == (23, 0.47)
    assert all(words.slots[name].estimate for name in ("lo", "hi", "n", "mdc"))


def test_without_a_simulation_no_detectable_size_is_said() -> None:
    asked, rulings = ruled(relation("x1", r=0.1, p=0.5), *quiet())
    assert "mdc" not in said(asked, rulings, "H1").slots


@pytest.mark.parametrize(
    ("decisive_p", "plain_p", "words"),
    [
        (0.2, 0.01, "Ambos van juntos"),
        (0.01, 0.2, "Las diferencias locales van juntas"),
        (0.2, 0.2, ""),
        (0.01, 0.01, ""),
    ],
)
def test_where_only_one_of_the_two_tests_is_below_alpha(decisive_p, plain_p, words) -> None:
    plain = relation("x1", method="spearman", r=0.4, p=plain_p)
    asked, rulings = ruled(relation("x1", r=0.5, p=decisive_p), *quiet(), plain)
    read = " ".join(s.template.es for s in readings(asked, asked.hypotheses[1], rulings["H1"]))
    contrasts = [start for start in ("Ambos van juntos", "Las diferencias locales van juntas") if start in read]
    assert contrasts == ([words] if words else [])


@pytest.mark.parametrize(("p", "passes"), [(0.01, True), (0.2, False)])
def test_equivalence_is_said_only_where_its_test_passes(p: float, passes: bool) -> None:
    asked, rulings = ruled(relation("x1", r=0.01, p=0.9), *quiet(), relation("x1", method="equivalence", r=0.01, p=p))
    read = [s.template.es for s in readings(asked, asked.hypotheses[1], rulings["H1"])]
    assert any(s.startswith("No hay una relación mayor que {bound}") for s in read) == passes


@pytest.mark.parametrize(("scale", "label"), [(None, None), ("A", "media"), ("B", "moderada"), ("C", "moderada")])
def test_labels_only_where_a_scale_is_named_and_with_its_citation(scale, label) -> None:
    asked, rulings = ruled(*supported(r=0.653), of=study(decision=DecisionRule(label_scale=scale)))
    read = readings(asked, asked.hypotheses[1], rulings["H1"])
    labels = [s.slots["label"].value.es for s in read if "label" in s.slots]
    assert labels == ([] if label is None else [label])
    assert all(s.slots["citation"].value.es for s in read if "label" in s.slots)


@pytest.mark.parametrize(("scale", "label"), [("A", "considerable"), ("B", "fuerte"), ("C", "alta")])
def test_the_three_scales_disagree_on_the_same_coefficient(scale, label) -> None:
    asked, rulings = ruled(*supported(r=0.755), of=study(decision=DecisionRule(label_scale=scale)))
    read = readings(asked, asked.hypotheses[1], rulings["H1"])
    assert [s.slots["label"].value.es for s in read if "label" in s.slots] == [label]


def test_a_relation_that_is_not_supported_gets_no_label() -> None:
    asked, rulings = ruled(relation("x1", r=0.3, p=0.5), *quiet(), of=study(decision=DecisionRule(label_scale="A")))
    assert not any("label" in s.slots for s in readings(asked, asked.hypotheses[1], rulings["H1"]))


def test_holm_published_example() -> None:
    """Four p values worked by hand: .01 -> .04, .005 -> .02 ... (Holm 1979, step-down)."""
    adjusted = holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005})
    assert adjusted == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06, "d": 0.02})


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.floats(0, 1), min_size=1, max_size=6))
def test_holm_never_lowers_a_p_nor_changes_the_order(p_values: dict[str, float]) -> None:
    adjusted = holm(p_values)
    assert all(adjusted[name] >= p_values[name] for name in p_values)
    order = sorted(p_values, key=lambda name: p_values[name])
    assert [adjusted[name] for name in order] == sorted(adjusted.values())
