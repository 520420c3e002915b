"""The table of rules: every row is reached, every situation is answered, and normality has no place in it."""

import dataclasses
import itertools
import re

import pytest

from yupay.analyse.guide import RULES, Measured, Situation, choose, comment_on
from yupay.analyse.guide.objections import OBJECTIONS
from yupay.analyse.guide.words import NAMES
from yupay.analyse.methods import METHODS
from yupay.model.text import Text

VARIABLES = (
    Measured("nominal", 2),
    Measured("nominal", 4),
    Measured("nominal"),
    Measured("ordinal", 2),
    Measured("ordinal", 5),
    Measured("ordinal", 21),
    Measured("ordinal"),
    Measured("interval"),
    Measured("ratio", tied=0.6),
    Measured("ratio", 2),
    Measured("ratio", 1),
)
DESIGNS = (
    {},
    {"weights": True},
    {"strata": True, "clusters": True},
    {"grouped": "groups"},
    {"grouped": "repeated"},
    {"areas": True},
    {"areas": True, "census": True},
    {"census": True},
    {"areas": True, "weights": True},
)
ASKS = ("relation", "groups", "agreement", "outcome")
CLAIMS = ("order", "amount", "latent")
EVERY = [
    Situation(x, y, n, asks=asks, claims=claims, controls=controls, smallest_expected=least, hypotheses=m, **design)
    for x, y in itertools.product(VARIABLES, VARIABLES)
    for design in DESIGNS
    for asks, claims in itertools.product(ASKS, CLAIMS)
    for n, controls, least, m in ((1, 0, None, 1), (12, 0, 2.0, 4), (43, 1, None, 4), (400, 0, 9.0, 1))
]
LIKERT, SCORE, COUNT = Measured("ordinal", 5), Measured("ordinal", 60), Measured("ratio")


def test_every_row_is_reached_and_every_input_is_answered() -> None:
    reached = {next(rule.id for rule in RULES if rule.when.matches(one)) for one in EVERY}
    assert reached == {rule.id for rule in RULES}, {rule.id for rule in RULES} - reached
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert RULES[-1].when == type(RULES[-1].when)()


def test_every_answer_is_whole() -> None:
    for one in EVERY[:: max(1, len(EVERY) // 3000)]:
        choice = choose(one)
        assert choice.method in NAMES
        assert choice.changes and choice.references
        assert choice.alternatives or choice.method in (
            "kappa",
            "design-kappa",
            "icc",
            "kruskal-wallis",
            "chi-square",
        ), one
        assert all(alternative.method != choice.method for alternative in choice.alternatives)
        assert all(change.method != choice.method for change in choice.changes)
        assert {alternative.method for alternative in choice.alternatives} <= set(NAMES)
        assert set(choice.beside) - set(NAMES) <= {"simulation"}
        assert choice.decides is not bool(choice.bars)
        for words in (choice.paragraph, choice.reading_of_p, *choice.bars, *choice.cautions):
            assert words.es and words.en
        assert not re.search(r"  |\.\.|None|\(\)", choice.paragraph.es + choice.paragraph.en)


def test_every_method_of_the_guide_can_be_called() -> None:
    assert set(NAMES) <= set(METHODS), sorted(set(NAMES) - set(METHODS))


def test_every_objection_is_reached() -> None:
    left = set(range(len(OBJECTIONS)))
    for one in EVERY:
        left -= {number for number in left if OBJECTIONS[number].when.matches(one)}
        if not left:
            break
    assert not left, [OBJECTIONS[number] for number in left]
    assert {method for row in OBJECTIONS for method in row.methods} <= set(NAMES)


def test_every_row_cites_and_gives_its_reason_in_both_languages() -> None:
    for rule in RULES:
        assert rule.citation, rule.id
        assert rule.reason.es != rule.reason.en
        assert not rule.reason.es.endswith(".") and rule.reason.es[0].islower()
        assert all(re.search(r"\(\d{4}\)", work.entry) for work in rule.citation)


def test_a_normality_test_cannot_choose() -> None:
    names = {field.name for kind in (Situation, Measured) for field in dataclasses.fields(kind)}
    assert not [name for name in names if "norm" in name or "shapiro" in name or name == "p"]
    said = choose(Situation(COUNT, COUNT, 50))
    assert "this did not decide the test" in said.normality.en
    assert said.normality.es in said.paragraph.es
    assert ".200" not in said.paragraph.en


@pytest.mark.parametrize(
    ("situation", "method"),
    [
        (Situation(COUNT, COUNT, 43, areas=True, census=True), "area-whitened"),
        (Situation(COUNT, COUNT, 43, areas=True, census=True, controls=2), "area-whitened"),
        (Situation(LIKERT, LIKERT, 400), "kendall-tau-b"),
        (Situation(LIKERT, LIKERT, 40), "table-permutation"),
        (Situation(LIKERT, LIKERT, 4000, weights=True), "design-kendall-tau-b"),
        (Situation(LIKERT, LIKERT, 4000, strata=True, claims="latent"), "design-polychoric"),
        (Situation(LIKERT, LIKERT, 400, claims="latent"), "polychoric"),
        (Situation(LIKERT, LIKERT, 400, asks="outcome"), "somers-d"),
        (Situation(LIKERT, LIKERT, 400, asks="outcome", controls=1), "ordinal-regression"),
        (Situation(LIKERT, LIKERT, 400, asks="agreement"), "kappa"),
        (Situation(SCORE, SCORE, 10, asks="agreement"), "icc"),
        (Situation(SCORE, SCORE, 90), "spearman"),
        (Situation(SCORE, SCORE, 90, claims="amount"), "spearman"),
        (Situation(SCORE, SCORE, 90, controls=1), "partial-spearman"),
        (Situation(SCORE, SCORE, 900, clusters=True), "design-spearman"),
        (Situation(SCORE, SCORE, 900, grouped="groups"), "design-spearman"),
        (Situation(COUNT, COUNT, 90, claims="amount"), "pearson"),
        (Situation(COUNT, COUNT, 90, claims="amount", controls=1), "partial-pearson"),
        (Situation(COUNT, COUNT, 900, claims="amount", weights=True), "design-pearson"),
        (Situation(COUNT, Measured("ratio", tied=0.5), 90), "kendall-tau-b"),
        (Situation(Measured("nominal", 2), COUNT, 90, claims="amount", asks="groups"), "welch-t"),
        (Situation(Measured("nominal", 2), COUNT, 90, claims="amount"), "point-biserial"),
        (Situation(COUNT, Measured("nominal", 2), 90, asks="outcome"), "logistic-regression"),
        (Situation(Measured("nominal", 3), COUNT, 90, claims="amount"), "anova"),
        (Situation(Measured("nominal", 2), SCORE, 90), "mann-whitney"),
        (Situation(Measured("nominal", 3), SCORE, 90), "kruskal-wallis"),
        (Situation(Measured("nominal", 2), SCORE, 900, strata=True), "design-rank-test"),
        (Situation(Measured("nominal", 2), COUNT, 900, strata=True, claims="amount"), "design-t-test"),
        (Situation(Measured("nominal", 3), Measured("nominal", 4), 900), "chi-square"),
        (Situation(Measured("nominal", 3), Measured("nominal", 4), 30), "fisher-freeman-halton"),
        (Situation(Measured("nominal", 2), Measured("nominal", 2), 12), "fisher-exact"),
        (Situation(LIKERT, LIKERT, 400, asks="agreement", clusters=True), "design-kappa"),
        (Situation(LIKERT, COUNT, 400, asks="outcome", clusters=True, controls=2), "design-regression"),
        (Situation(Measured("nominal", 3), Measured("nominal", 4), 900, weights=True), "rao-scott"),
        (Situation(Measured("nominal", 3), COUNT, 43, areas=True), "chi-square"),
    ],
)
def test_what_a_statistician_would_take(situation: Situation, method: str) -> None:
    assert choose(situation).method == method


def test_the_paragraph_of_a_census_of_districts() -> None:
    x = Measured("ratio", label=Text(es="operativos", en="operations"))
    y = Measured("ratio", label=Text(es="bandas", en="gangs"))
    units = Text(es="distritos", en="districts")
    choice = choose(Situation(x, y, 43, areas=True, census=True, hypotheses=4, plural=units))
    said = choice.paragraph
    assert said.es.startswith(
        "Para contrastar la relación entre operativos (de razón) y bandas (de razón) en 43 distritos se eligió la "
        "correlación blanqueada entre territorios, porque las unidades son territorios vecinos"
    )
    assert "Clifford et al., 1989; Cliff y Ord, 1981" in said.es and "Cliff & Ord, 1981" in said.en
    assert "the p value does not speak of sampling" in said.en
    assert "Las 4 hipótesis" in said.es and choice.correction == "holm"
    assert len([entry for entry in choice.references if "Berk" in entry]) == 1
    assert choice.decides
    assert choice.alternatives[0].method == "modified-t"
    assert "spearman" in [one.method for one in choice.alternatives]
    assert "simulation" in choice.beside


def test_a_census_of_persons_explains_its_p() -> None:
    said = choose(Situation(LIKERT, LIKERT, 300, census=True)).reading_of_p
    assert "has no sampling error" in said.en and "no tiene error de muestreo" in said.es


@pytest.mark.parametrize(
    "situation",
    [
        Situation(COUNT, COUNT, 0),
        Situation(COUNT, COUNT, 3),
        Situation(COUNT, Measured("ratio", 1), 30),
        Situation(COUNT, COUNT, 19, areas=True),
        Situation(Measured("nominal", 3), COUNT, 43, areas=True),
    ],
)
def test_what_cannot_be_decided_says_why(situation: Situation) -> None:
    choice = choose(situation)
    assert not choice.decides
    assert all(bar.en.startswith("Not assessable: ") and bar.es.startswith("No evaluable: ") for bar in choice.bars)


def test_what_would_change_the_choice_is_computed() -> None:
    choice = choose(Situation(LIKERT, LIKERT, 400))
    told = {change.method: change.if_.en for change in choice.changes}
    assert told["design-kendall-tau-b"].startswith("if the sample had weights")
    assert told["table-permutation"] == "if the table had expected counts below 5"
    assert told["area-whitened"] == "if the units were neighbouring areas"
    assert told["polychoric"] == "if a continuous trait were claimed under the categories"
    assert not [change for change in choice.changes if "normal" in change.if_.en]


def test_a_named_method_is_honoured_and_commented() -> None:
    survey = Situation(LIKERT, LIKERT, 4000, weights=True, strata=True)
    assert comment_on("design-kendall-tau-b", survey).verdict == "agrees"
    gamma = comment_on("design-gamma", survey)
    assert (gamma.named, gamma.verdict) == ("design-gamma", "defensible")
    plain = comment_on("spearman", survey)
    assert plain.verdict == "another"
    assert "se respeta, aunque la guía habría tomado otra" in plain.words.es
    assert "treats the sample as simple" in plain.words.en
    assert "design-based Kendall's tau-b" in plain.words.en
    mapped = Situation(COUNT, COUNT, 43, areas=True)
    assert comment_on("spearman", mapped).verdict == "another"
    assert comment_on("modified-t", mapped).verdict == "defensible"
    assert comment_on("pearson", Situation(LIKERT, LIKERT, 400)).verdict == "another"
    assert comment_on("pearson", Situation(COUNT, COUNT, 400)).verdict == "defensible"
    assert comment_on("spearman", Situation(COUNT, COUNT, 400)).verdict == "agrees"
    assert comment_on("design-spearman", Situation(COUNT, COUNT, 400)).verdict == "another"
    assert comment_on("never-heard-of", Situation(COUNT, COUNT, 400)).verdict == "another"


def test_controls_that_do_not_enter_are_said() -> None:
    choice = choose(Situation(LIKERT, LIKERT, 4000, weights=True, controls=2))
    assert choice.cautions[0].en == "The declared controls do not enter this test."
    assert not choose(Situation(SCORE, SCORE, 90, controls=2)).cautions
    assert not choose(Situation(COUNT, COUNT, 43, areas=True, controls=2)).cautions


def test_assumptions_come_with_the_choice_and_are_not_claimed_to_hold() -> None:
    for situation in EVERY[::97]:
        choice = choose(situation)
        assert choice.assumptions or choice.method == "chi-square"
        assert all(one.held is None for one in choice.assumptions)
    names = [one.name.en for one in choose(Situation(COUNT, COUNT, 90, claims="amount")).assumptions]
    assert names == ["Independent units", "The relation is a straight line"]


def test_no_causal_verb_and_no_label_of_strength() -> None:
    said = " ".join(words for rule in RULES for words in (rule.reason.es, rule.reason.en)) + " ".join(
        words for row in OBJECTIONS for words in (row.reason.es, row.reason.en)
    )
    assert not re.search(r"\b(influye|causa|determina|afecta|influences|causes|affects|determines)\b", said)
    strength = choose(Situation(COUNT, COUNT, 90)).strength
    assert "No label of strength" in strength.en
