"""How is each method called on two columns of answers? By its id, as a study names it.

`METHODS` can decide: each gives one estimate with a p value. `EXPLORED` describe or model: one estimate or several.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from yupay.analyse.crossing import Crossing, missing
from yupay.analyse.model.core import treatment
from yupay.analyse.model.linear import linear_regression
from yupay.analyse.model.logistic import logistic_regression
from yupay.analyse.model.ordinal_regression import ordinal_regression
from yupay.analyse.numerics.subject import independence, independent_answers
from yupay.analyse.relate.bootstrap import bootstrap
from yupay.analyse.relate.chi_square import adjusted_residuals, chi_square, likelihood_ratio, linear_by_linear
from yupay.analyse.relate.cramer import cramers_v, goodman_kruskal_lambda, phi
from yupay.analyse.relate.fisher_exact import fisher_exact, fisher_freeman_halton
from yupay.analyse.relate.gamma import gamma, tau_b, tau_c
from yupay.analyse.relate.group_difference import anova, cohen_d, student_t, welch_t
from yupay.analyse.relate.icc import icc
from yupay.analyse.relate.kappa import kappa
from yupay.analyse.relate.kendall import kendall
from yupay.analyse.relate.mantel_haenszel import mantel_haenszel
from yupay.analyse.relate.partial import partial_pearson, partial_spearman
from yupay.analyse.relate.pearson import pearson
from yupay.analyse.relate.point_biserial import point_biserial
from yupay.analyse.relate.polychoric import polychoric, tetrachoric
from yupay.analyse.relate.polyserial import biserial, polyserial
from yupay.analyse.relate.rank_groups import dunn, kruskal_wallis, mann_whitney
from yupay.analyse.relate.robustness import robustness
from yupay.analyse.relate.somers import somers_d
from yupay.analyse.relate.spearman import spearman
from yupay.analyse.relate.table_permutation import table_permutation
from yupay.analyse.survey.agreement import kappa as design_kappa
from yupay.analyse.survey.compare import rank_test, t_test
from yupay.analyse.survey.cumulative import ordinal_regression as design_ordinal_regression
from yupay.analyse.survey.design_cramer import design_cramer
from yupay.analyse.survey.design_gamma import design_gamma
from yupay.analyse.survey.design_kendall import design_kendall
from yupay.analyse.survey.design_polychoric import design_polychoric
from yupay.analyse.survey.design_somers import design_somers
from yupay.analyse.survey.design_spearman import design_spearman
from yupay.analyse.survey.moments import pearson as design_pearson
from yupay.analyse.survey.rao_scott import rao_scott
from yupay.analyse.survey.regression import regression as design_regression
from yupay.model.estimate import Estimate


def _two_sided(crossing: Crossing) -> dict[str, Any]:
    return {"alternative": crossing.alternative}


ORDERED = {"spearman", "pearson", "kendall-tau-b", "partial-spearman", "partial-pearson", "icc", "design-spearman"}
"""What needs numbers on both sides."""
Maker = Callable[[Crossing], Estimate]
METHODS: dict[str, Maker] = {
    "spearman": lambda c: spearman(c.x, c.y, c.subject, seed=c.seed, **_two_sided(c)),
    "pearson": lambda c: pearson(c.x, c.y, c.subject, **_two_sided(c)),
    "kendall-tau-b": lambda c: kendall(c.x, c.y, c.subject, interval="delta", **_two_sided(c)),
    "partial-spearman": lambda c: partial_spearman(c.x, c.y, c.controls, c.subject, names=c.names, **_two_sided(c)),
    "partial-pearson": lambda c: partial_pearson(c.x, c.y, c.controls, c.subject, names=c.names, **_two_sided(c)),
    "gamma": lambda c: gamma(c.first, c.second, c.subject, **_two_sided(c)),
    "somers-d": lambda c: somers_d(c.first, c.second, c.subject, **_two_sided(c)),
    "polychoric": lambda c: polychoric(c.first, c.second, c.subject, **_two_sided(c)),
    "cramers-v": lambda c: cramers_v(c.first, c.second, c.subject),
    "chi-square": lambda c: chi_square(c.first, c.second, c.subject, seed=c.seed),
    "fisher-exact": lambda c: fisher_exact(c.first, c.second, c.subject),
    "fisher-freeman-halton": lambda c: fisher_freeman_halton(c.first, c.second, c.subject, seed=c.seed),
    "table-permutation": lambda c: table_permutation(c.first, c.second, c.subject, seed=c.seed, **_two_sided(c)),
    "kappa": lambda c: kappa(c.first, c.second, c.subject),
    "icc": lambda c: icc(np.column_stack([c.x, c.y]), c.subject)[0],
    "welch-t": lambda c: welch_t(c.values, c.groups, c.subject, **_two_sided(c)),
    "anova": lambda c: anova(c.values, c.groups, c.subject),
    "point-biserial": lambda c: point_biserial(c.values, c.groups, c.subject, **_two_sided(c)),
    "mann-whitney": lambda c: mann_whitney(c.values, c.groups, c.subject, **_two_sided(c)),
    "kruskal-wallis": lambda c: kruskal_wallis(c.values, c.groups, c.subject, seed=c.seed),
    "rao-scott": lambda c: rao_scott(c.first, c.second, c.design, c.subject),
    "design-t-test": lambda c: t_test(c.values, c.groups, c.design, c.subject),
    "design-rank-test": lambda c: rank_test(c.values, c.groups, c.design, c.subject),
    "design-spearman": lambda c: design_spearman(c.x, c.y, c.design, c.subject),
    "design-kendall-tau-b": lambda c: design_kendall(c.x, c.y, c.design, c.subject),
    "design-gamma": lambda c: design_gamma(c.x, c.y, c.design, c.subject),
    "design-somers-d": lambda c: design_somers(c.x, c.y, c.design, c.subject)[0],
    "design-cramer-v": lambda c: design_cramer(c.first, c.second, c.design, c.subject),
    "design-polychoric": lambda c: design_polychoric(c.x, c.y, c.design, c.subject),
    "design-pearson": lambda c: design_pearson(c.x, c.y, c.design, c.subject),
}


def _codes(column: np.ndarray) -> np.ndarray:
    """A column as numbers: numbers as they are, words as 0, 1, ... in the order of the alphabet."""
    words = sorted({str(value) for value in column if not missing(value) and isinstance(value, str)})
    if not words:
        return np.array([np.nan if missing(value) else float(value) for value in column])
    return np.array([np.nan if missing(value) else float(words.index(str(value))) for value in column])


def _predictors(c: Crossing) -> tuple[np.ndarray, tuple[str, ...]]:
    """X as a number, or as one column per category after the first, then the controls."""
    name = c.subject.variables[0]
    if c.x_words:
        columns, names = treatment([None if missing(v) else str(v) for v in c.x], name)
    else:
        columns, names = c.x[:, None].astype(float), (name,)
    return np.column_stack([columns, c.controls]), (*names, *c.names)


def _stratified(c: Crossing) -> Estimate:
    return mantel_haenszel(c.first, c.second, c.controls[:, 0] if c.controls.shape[1] else None, c.subject)


def _robust(c: Crossing) -> Estimate:
    return robustness(partial_pearson(c.x, c.y, c.controls, c.subject, names=c.names), c.subject)


Several = Callable[[Crossing], tuple[Estimate, ...]]
EXPLORED: dict[str, Several] = {
    "tau-b-table": lambda c: (tau_b(c.first, c.second, c.subject, **_two_sided(c)),),
    "tau-c": lambda c: (tau_c(c.first, c.second, c.subject, **_two_sided(c)),),
    "phi": lambda c: (phi(c.first, c.second, c.subject, **_two_sided(c)),),
    "lambda": lambda c: (goodman_kruskal_lambda(c.first, c.second, c.subject),),
    "likelihood-ratio": lambda c: (likelihood_ratio(c.first, c.second, c.subject),),
    "linear-by-linear": lambda c: (linear_by_linear(c.first, c.second, c.subject),),
    "adjusted-residual": lambda c: adjusted_residuals(c.first, c.second, c.subject),
    "mantel-haenszel": lambda c: (_stratified(c),),
    "tetrachoric": lambda c: (tetrachoric(c.first, c.second, c.subject, **_two_sided(c)),),
    "polyserial": lambda c: (polyserial(c.x, c.second, c.subject, **_two_sided(c)),),
    "biserial": lambda c: (biserial(c.x, c.second, c.subject, **_two_sided(c)),),
    "student-t": lambda c: (student_t(c.values, c.groups, c.subject, **_two_sided(c)),),
    "cohen-d": lambda c: (cohen_d(c.values, c.groups, c.subject),),
    "dunn": lambda c: dunn(c.values, c.groups, c.subject),
    "bootstrap": lambda c: (bootstrap(c.x, c.y, c.subject, seed=c.seed),),
    "robustness-value": lambda c: (_robust(c),),
    "linear-regression": lambda c: linear_regression(_codes(c.y), *_predictors(c), c.subject),
    "logistic-regression": lambda c: logistic_regression(_codes(c.y), *_predictors(c), c.subject),
    "ordinal-regression": lambda c: ordinal_regression(_codes(c.y), *_predictors(c), c.subject),
    "design-kappa": lambda c: (design_kappa(c.first, c.second, c.design, c.subject),),
    "design-regression": lambda c: design_regression(_codes(c.y), *_predictors(c), c.design, c.subject),
    "design-ordinal-regression": lambda c: design_ordinal_regression(_codes(c.y), *_predictors(c), c.design, c.subject),
}


def calculated(method: str, crossing: Crossing) -> Estimate:
    """One estimate by the id of its method, asked as a relation."""
    return _asked(METHODS[method](crossing))


def explored(method: str, crossing: Crossing) -> tuple[Estimate, ...]:
    """The estimates of a method that describes, models, or could decide."""
    if method in METHODS:
        return (calculated(method, crossing),)
    return tuple(_asked(one) for one in EXPLORED[method](crossing))


def _asked(one: Estimate) -> Estimate:
    """An estimate asked as a relation, its independence said of answers and not of territories."""
    places, answers = independence(), independent_answers()
    assumptions = tuple(answers if held == places else held for held in one.assumptions)
    return one.model_copy(update={"question": "relate", "assumptions": assumptions})
