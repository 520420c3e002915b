"""The rules one by one: what they find, what they leave alone, and in which words."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from yupay.conclude.audit.audit import audit
from yupay.conclude.audit.corrections import PrintedTest, disagreeing
from yupay.conclude.audit.reliability import variants
from yupay.conclude.audit.sizes import corrected, finite
from yupay.conclude.audit.tails import Range, correlation, needed_n, needed_r
from yupay.conclude.audit.wording import accepts_null, causal, unscaled
from yupay.load.results.listed import claims_of_toml
from yupay.load.results.numbers import exact
from yupay.load.results.pages import claims_of_text
from yupay.model.claim import Claim, ClaimPlace


def found(page: str):
    read = claims_of_toml if page.startswith("[[") else claims_of_text
    return audit(read(page, "page"))


def codes(page: str) -> list[str]:
    return [one.code for one in found(page)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("r = .30, p = .05, n = 43", []),
        ("r = .30, p = .025, n = 43", []),
        ("r = .30, p = .001, n = 43", ["A101"]),
        ("r = .30, p = .60, n = 43", ["A101"]),
        ("r(41) = .30, p = .05", []),
        ("r(41) = .30, p = .60", ["A101"]),
        ("Con p ajustado (Holm): r = .30, p = .60, n = 43", []),
        ("tau = .22, p = .051, n = 43", []),
        ("tau = .22, p = .0001, n = 43", ["A101"]),
        ("r = .45***, n = 20; r = .10**, n = 20", []),
        ("variable,r,n\nA,.45*,30\nB,.10**,30\n", ["A101"]),
        ("variable,r,n\nA,.33*,30\n* p < .10\n", []),
        ("variable,r,n\nA,.20**,30\n* p < .10 ** p < .05\n", ["A101"]),
        ("t(28) = 2.20, p = .036", []),
        ("t(28) = 2.20, p = .018", []),
        ("t(28) = 2.20, p = .36", ["A102"]),
        ("F(2, 87) = 4.50, p = .014", []),
        ("F(2, 87) = 4.50, p = .14", ["A102"]),
        ("χ²(4, N = 90) = 10.5, p = .033", []),
        ("χ²(4, N = 90) = 10.5, p = .33", ["A102"]),
        ("χ²(4, N = 90) = 10.5, p = .33 (Monte Carlo)", []),
        ("z = 1.96, p < .05", []),
        ("z = 1.50, p < .05", ["A102"]),
        ("r = .30, 95% CI [.00, .55], n = 43", []),
        ("r = .30, 95% CI [.21, .39], n = 43", ["A105"]),
        ("r = .30, 90% CI [.05, .51], n = 43", []),
        ("V = .31, 95% CI [.35, .52]", ["A107"]),
        ("rho = 1.30, p < .001, n = 20", ["A106"]),
        ("escala,media,n,items\nA,3.45,20,1\n", []),
        ("escala,media,n,items\nA,3.47,20,1\n", ["A111"]),
        ("escala,media,n\nA,3.47,20\n", []),
        ("ítem,media,n\nÍtem 1,3.47,20\n", ["A111"]),
        ("escala,media,DE,n,items\nA,3.50,1.00,4,1\n", []),
        ("escala,media,DE,n,items\nA,3.50,0.75,4,1\n", ["A112"]),
        ("edad;f;%\na;10;20.0\nb;30;60.0\nc;10;20.0\nTotal;50;100.0\n", []),
        ("edad;f;%\na;10;20.0\nb;30;60.0\nc;10;25.0\nTotal;50;100.0\n", ["A114", "A115"]),
        ("edad;f;%\na;10;20.0\nb;30;60.0\nc;10;20.0\nTotal;60;100.0\n", ["A114", "A116"]),
        ("Respuestas múltiples\nrazón;f;%\na;40;80.0\nb;30;60.0\nTotal;50;100.0\n", []),
        ("fila;n;%;n;%\n;;;;\na;10;40.0;15;60.0\nb;5;25.0;15;75.0\n", []),
        ("chi2,gl,n,V de Cramer\n12.5,4,200,.177\n", []),
        ("chi2,gl,n,V de Cramer\n12.5,4,200,.540\n", ["A108"]),
        ("Población,Error,p,n\n2000,5 %,0.5,323\n", []),
        ("Población,Error,p,n\n500,5 %,0.5,218\n", []),
        ("Población,Error,p,n\n500,5 %,0.5,152\n", ["A121"]),
        ("[[results]]\nmean_r = 0.30\nitems = 10\nalpha = 0.81\n", []),
        ("[[results]]\nmean_r = 0.30\nitems = 10\nalpha = 0.97\n", ["A141"]),
        ("[[results]]\nitem_variances = [1.21, 1.21, 1.21]\nalpha = 0.90\ntotal_variance = 14.50\n", ["A142"]),
    ],
)
def test_a_page(page, expected):
    assert codes(page) == expected, [one.what.en for one in found(page)]


def test_a_star_is_read_with_its_own_legend():
    assert codes("Variable;rho;N\nA;,20*;60\n* La correlación es significativa en el nivel 0,05 (bilateral).\n") == [
        "A101"
    ]
    assert codes("Variable;rho;N\nA;,40**;60\n** La correlación es significativa en el nivel 0,01 (bilateral).\n") == []


@given(
    n=st.integers(4, 2000),
    r=st.floats(-0.99, 0.99),
    digits=st.integers(2, 4),
    side=st.sampled_from([1.0, 0.5]),
)
@settings(max_examples=200, deadline=None)
def test_what_follows_from_r_and_n_is_never_an_alarm(n, r, digits, side):
    shown = f"{r:.{digits}f}"
    p = side * 2 * stats.t.sf(abs(r) * math.sqrt((n - 2) / (1 - r * r)), n - 2)
    page = f"r = {shown}, p = {p:.3f}, n = {n}"
    assert not [one for one in found(page) if one.code != "A154"], page


@given(st.integers(5, 500), st.floats(0.0005, 0.2))
def test_the_needed_coefficient_is_the_inverse(n, p):
    r = needed_r(p, n)
    t = r * math.sqrt((n - 2) / (1 - r * r))
    assert 2 * stats.t.sf(t, n - 2) == pytest.approx(p, rel=1e-6)


def test_the_needed_n_is_the_first_one():
    n = needed_n(0.0005, 0.078)
    assert n is not None
    for cases, below in ((n, True), (n - 1, False)):
        t = 0.078 * math.sqrt((cases - 2) / (1 - 0.078**2))
        assert bool(2 * stats.t.sf(t, cases - 2) <= 0.0005) is below


@pytest.mark.parametrize("n", [5, 7, 9])
def test_the_band_of_small_samples_holds_the_exact_p(n):
    from itertools import permutations

    base = np.arange(n)
    squares = np.square(np.array(list(permutations(range(n))), dtype=np.int8) - base).sum(axis=1)
    rho = 1 - 6 * squares / (n * (n * n - 1))
    for size in np.unique(np.round(np.abs(rho), 9)):
        p = float((np.abs(rho) >= size - 1e-9).mean())
        low, high = correlation(Range(float(size), float(size)), n)
        assert low <= p <= high + 1e-12


def with_p(allowed, printed):
    at = ClaimPlace(file="page")
    claims = [Claim(at=at, numbers={"p": exact(p)}) for p in printed]
    pairs = zip(claims, allowed, strict=True)
    return [PrintedTest(claim, claim.numbers["p"], Range(p, p)) for claim, p in pairs], claims


@pytest.mark.parametrize("way", ["bonferroni", "sidak", "holm", "hochberg", "bh"])
def test_a_correction_over_the_table_explains_it(way):
    p = np.array([0.001, 0.012, 0.03, 0.2])
    order, m = np.argsort(p), p.size
    corrections = {
        "bonferroni": np.minimum(1, p * m),
        "sidak": 1 - (1 - p) ** m,
        "holm": np.minimum(1, np.maximum.accumulate(p[order] * (m - np.arange(m)))),
        "hochberg": np.minimum.accumulate((p[order] * (m - np.arange(m)))[::-1])[::-1],
        "bh": stats.false_discovery_control(p),
    }
    tests, claims = with_p(p, corrections[way])
    assert disagreeing(tests, claims) == []
    broken, claims = with_p(p, [*corrections[way][:3], 0.9])
    assert len(disagreeing(broken, claims)) >= (0 if way == "bonferroni" else 1)


def test_one_row_that_is_larger_is_not_a_correction():
    tests, claims = with_p([0.01, 0.02, 0.03], [0.01, 0.02, 0.3])
    assert [one.p.value for one in disagreeing(tests, claims)] == [0.3]


def test_the_finite_correction_is_the_formula():
    without = 1.96**2 * 0.25 / 0.05**2
    assert corrected(without, 640) == pytest.approx(finite(640, 0.05, 0.5, 1.96))


def test_alpha_is_the_same_with_either_divisor_and_kr20_is_not():
    answers = np.random.default_rng(7).integers(0, 2, size=(12, 6))
    both = variants(answers.tolist())
    k, total = 6, answers.sum(1)
    assert both["same"] == pytest.approx(k / (k - 1) * (1 - answers.var(0, ddof=1).sum() / total.var(ddof=1)))
    assert both["mixed"] > both["same"]


@pytest.mark.parametrize("matrix", [[[1.0]], [[1.0, 1.0], [1.0, 1.0]], [[1.0, 2.0]]])
def test_a_matrix_without_variance_has_no_alpha(matrix):
    assert variants(matrix) == {}


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("El miedo influye en la confianza.", "influye"),
        ("Trafficking affects security.", "affects"),
        ("El objetivo fue determinar la relación entre ambas.", None),
        ("No se puede afirmar que influye en la confianza.", None),
        ("¿Influye el miedo en la confianza?", None),
        ("Factores que influyen en la trata: revisión.", None),
    ],
)
def test_causal_verbs(sentence, verb):
    assert causal(sentence) == verb


@pytest.mark.parametrize(
    ("sentence", "accepts"),
    [
        ("se acepta la Ho", True),
        ("Se rechaza la hipótesis nula y se acepta la alterna", False),
        ("the null hypothesis was accepted", True),
        ("no se acepta la hipótesis nula", False),
    ],
)
def test_the_null_hypothesis(sentence, accepts):
    assert (accepts_null(sentence) is not None) is accepts


def test_a_label_needs_its_scale():
    assert unscaled("Hay una correlación alta (r = .71)") == "correlación alta"
    assert unscaled("Hay una correlación alta (r = .71) según la escala de cinco tramos") is None


def test_an_experiment_may_use_its_verbs():
    assert (
        codes("Ensayo aleatorizado, r = .30, n = 43.\nEl programa reduce el temor e influye en la confianza.\n") == []
    )


def test_every_finding_is_told_in_both_languages():
    pages = [
        "r = .30, p = .60, n = 43",
        "edad;f;%\na;10;20.0\nb;30;60.0\nc;10;25.0\nTotal;50;100.0\n",
        "V = .31, 95% CI [.35, .52]",
    ]
    for one in (finding for page in pages for finding in found(page)):
        for words in (one.what, one.arithmetic, *one.explanations):
            assert words.es and words.en and not re.search(r"\bnan\b|\binf\b", words.en)
        assert re.fullmatch(r"A1\d\d", one.code)


def test_no_claims_no_findings():
    assert audit([]) == ()
