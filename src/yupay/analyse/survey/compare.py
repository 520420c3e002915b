"""Do two groups (or more) differ in their mean, or in their place in the order, under the design?

Formula: regression of the values (t test) or of rank scores of the estimated population ranks (rank tests) on the
group; t = difference / se on df - 1; several groups: F = beta' V^-1 beta / k on k and df - k. Rank scores: r / N
("wilcoxon", "kruskal-wallis"), the normal quantile of r / N ("van-der-waerden"), or whether r > N / 2 ("median"). The
finite population correction enters every variance.
Reference: Lumley and Scott (2013), Biometrika 100, 831-842.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import fdtrc, ndtri, stdtr

from yupay.analyse.numerics.arrays import Floats, Truth, Whole, finite, floats
from yupay.analyse.numerics.designs import Design, degrees
from yupay.analyse.numerics.subject import about
from yupay.analyse.survey import core
from yupay.analyse.survey.models import Fit, fit
from yupay.analyse.survey.sums import group_codes
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

RankTest = Literal["wilcoxon", "kruskal-wallis", "van-der-waerden", "median"]
Ties = Literal["mid-rank", "row-order"]

T_TEST = Method(
    id="design-t-test",
    label=Text(es="Prueba t según el diseño muestral", en="Design-based t test"),
    room="survey",
    formula="difference of means over its design standard error; t on df - 1",
    reference="Lumley, T. (2010). Complex surveys: A guide to analysis using R. Wiley, section 2.4.",
    needs=Text(es="Una variable numérica y dos grupos", en="A numeric variable and two groups"),
    fields=("interval", "se", "df", "statistic", "p"),
    message="survey.t-test",
)
RANK_TEST = Method(
    id="design-rank-test",
    label=Text(es="Prueba de rangos según el diseño muestral", en="Design-based rank test"),
    room="survey",
    formula="difference of mean rank scores of estimated population ranks; t on df - 1, or F on k and df - k",
    reference="Lumley, T., & Scott, A. J. (2013). Two-sample rank tests under complex sampling. Biometrika, 100, 831-842.",
    needs=Text(
        es="Una variable al menos ordinal y dos grupos o más", en="A variable at least ordinal, two groups or more"
    ),
    fields=("se", "df", "statistic", "p", "parameters.test"),
    message="survey.rank-test",
)
DIFFERENCE = Text(es="Diferencia de medias", en="Difference in means")
ONE_MEAN = Text(es="Media menos el valor de referencia", en="Mean less the reference value")
SCORE = Text(es="Diferencia de puntaje medio de rango", en="Difference in mean rank score")
SEVERAL = Text(es="Estadístico de rangos entre grupos (χ² de Wald)", en="Rank statistic between groups (Wald χ²)")
ONE_GROUP = core.not_assessable("hay datos de un solo grupo.", "there are data of one group only.")
TWO_ONLY = core.not_assessable("la prueba t compara dos grupos.", "the t test compares two groups.")
FLAT = core.not_assessable(
    "la variable no varía, o la varianza según el diseño es cero.",
    "the variable does not vary, or its variance under the design is zero.",
)


def t_test(
    values: ArrayLike,
    groups: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
) -> Estimate:
    """The second group's mean less the first's, of values (n,) by labels (n,), in the order of the labels."""
    y, keep, code, labels, lost = _prepared(values, groups, design, domain)
    reason = _reason(y[keep], labels, 2)
    if reason is not None:
        return core.refused(T_TEST, DIFFERENCE, subject, reason, n=int(keep.sum()), warnings=lost)
    found = fit(y, _dummies(code, 2), design, keep)
    return _two_groups(T_TEST, DIFFERENCE, found, design, keep, subject, lost, labels, level, interval=True)


def one_sample(
    values: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    reference: float = 0.0,
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
) -> Estimate:
    """The mean of values (n,) against a reference value; t on df - 1, as R's svyttest."""
    y, keep, _, labels, lost = _prepared(values, np.zeros(floats(values).size), design, domain)
    if not keep.any():
        return core.refused(T_TEST, ONE_MEAN, subject, core.NO_ROWS, n=0, warnings=lost)
    found = fit(y - reference, np.ones((y.size, 1)), design, keep)
    return _two_groups(T_TEST, ONE_MEAN, found, design, keep, subject, lost, labels, level, interval=True)


def rank_test(
    values: ArrayLike,
    groups: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    test: RankTest = "wilcoxon",
    ties: Ties = "mid-rank",
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
) -> Estimate:
    """The rank test of values (n,) between the labels (n,): t for two groups, Wald chi-square and F for more.

    `ties` "row-order" gives tied values the plain mean of their running weights, as R's svyranktest; that result changes
    when the rows are put in another order, so the weighted mid-rank is the default.
    """
    y, keep, code, labels, lost = _prepared(values, groups, design, domain)
    reason = _reason(y[keep], labels, None)
    if reason is not None:
        return core.refused(RANK_TEST, SCORE, subject, reason, n=int(keep.sum()), warnings=lost)
    scores = np.zeros(y.size)
    scores[keep] = rank_scores(y[keep], design.weights[keep], test, ties)
    found = fit(scores, _dummies(code, len(labels)), design, keep)
    if len(labels) == 2:
        one = _two_groups(RANK_TEST, SCORE, found, design, keep, subject, lost, labels, level, interval=False)
    else:
        one = _several_groups(found, design, keep, subject, lost, labels)
    return one.model_copy(update={"parameters": {**one.parameters, "test": test}})


def population_ranks(values: Floats, weights: Floats) -> Floats:
    """Estimated population mid-ranks (n,): the weight below a value and half the weight at it."""
    kept, place = np.unique(values, return_inverse=True)
    at = np.bincount(place.reshape(-1), weights, kept.size)
    ranks: Floats = (np.cumsum(at) - at / 2.0)[place.reshape(-1)]
    return ranks


def row_order_ranks(values: Floats, weights: Floats) -> Floats:
    """Running weights (n,) in the order of the values, averaged over ties without weights."""
    order = np.argsort(values, kind="stable")
    running = np.empty(values.size)
    running[order] = np.cumsum(weights[order]) - weights[order] / 2.0
    place = np.unique(values, return_inverse=True)[1].reshape(-1)
    ranks: Floats = (np.bincount(place, running) / np.bincount(place))[place]
    return ranks


def rank_scores(values: Floats, weights: Floats, test: RankTest, ties: Ties = "mid-rank") -> Floats:
    """The scores (n,) of the estimated population ranks."""
    ranks = population_ranks if ties == "mid-rank" else row_order_ranks
    share: Floats = ranks(values, weights) / weights.sum()
    if test == "van-der-waerden":
        return np.asarray(ndtri(share), dtype=np.float64)
    above: Floats = (share > 0.5).astype(np.float64)
    return above if test == "median" else share


def _prepared(
    values: ArrayLike, groups: ArrayLike, design: Design, domain: ArrayLike | None
) -> tuple[Floats, Truth, Whole, tuple[tuple[str, ...], ...], tuple[Text, ...]]:
    """Values, usable rows, group codes and labels of the usable rows, and the warning of the others."""
    y = floats(values)
    inside = np.ones(y.size, dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    code, _ = group_codes(groups, inside)
    keep = (code >= 0) & np.isfinite(y) & (design.weights > 0)
    code, labels = group_codes(groups, keep)
    return y, keep, code, labels, core.missing(int((inside & ~keep & (design.weights > 0)).sum()))


def _reason(values: Floats, labels: tuple[tuple[str, ...], ...], most: int | None) -> Text | None:
    """Why groups of the usable values cannot be compared, or None."""
    if values.size == 0:
        return core.NO_ROWS
    if len(labels) < 2:
        return ONE_GROUP
    if np.ptp(values) == 0:
        return FLAT
    return TWO_ONLY if most is not None and len(labels) > most else None


def _dummies(code: Whole, count: int) -> Floats:
    """A column of ones and one per group after the first: (n, count)."""
    table: Floats = (code[:, None] == np.arange(count)).astype(np.float64)
    table[:, 0] = 1.0
    return table


def _two_groups(
    method: Method,
    quantity: Text,
    found: Fit | None,
    design: Design,
    keep: Truth,
    subject: Subject,
    lost: tuple[Text, ...],
    labels: tuple[tuple[str, ...], ...],
    level: float,
    *,
    interval: bool,
) -> Estimate:
    """The last coefficient with its t."""
    df = degrees(design, keep) - 1.0
    counted: dict[str, Any] = {
        "n": int(keep.sum()),
        "df": max(df, 0.0),
        "design": core.design_text(design, max(df, 0.0)),
    }
    value = 0.0 if found is None else float(found.coefficients[-1])
    se = 0.0 if found is None else float(np.sqrt(found.covariance[-1, -1]))
    if se <= 1e-12 * abs(value):
        return core.refused(method, quantity, subject, FLAT, warnings=lost, **counted)
    return Estimate(
        **about(subject, core.QUESTION),
        method=method.id,
        quantity=quantity,
        value=value,
        interval=core.t_interval(value, se, df, level) if interval else None,
        se=se,
        statistic_name="t",
        statistic=finite(value / se),
        p=None if df < 1 else float(2.0 * stdtr(df, -abs(value / se))),
        parameters={"groups": " - ".join("/".join(label) for label in labels[::-1]) if len(labels) == 2 else ""},
        warnings=(*lost, *([core.NO_DF] if df < 1 else [])),
        **counted,
    )


def _several_groups(
    found: Fit | None,
    design: Design,
    keep: Truth,
    subject: Subject,
    lost: tuple[Text, ...],
    labels: tuple[tuple[str, ...], ...],
) -> Estimate:
    """Wald's chi-square of all group coefficients, its p by F."""
    count = len(labels) - 1
    df = degrees(design, keep) - count
    counted: dict[str, Any] = {
        "n": int(keep.sum()),
        "df": max(df, 0.0),
        "design": core.design_text(design, max(df, 0.0)),
    }
    inner = None if found is None else found.covariance[1:, 1:]
    if found is None or inner is None or np.linalg.matrix_rank(inner) < count:
        return core.refused(RANK_TEST, SEVERAL, subject, FLAT, warnings=lost, **counted)
    wald = float(found.coefficients[1:] @ np.linalg.solve(inner, found.coefficients[1:]))
    return Estimate(
        **about(subject, core.QUESTION),
        method=RANK_TEST.id,
        quantity=SEVERAL,
        value=wald,
        statistic_name="F",
        statistic=wald / count,
        p=None if df < 1 else float(fdtrc(count, df, wald / count)),
        parameters={"ndf": count, "ddf": float(df)},
        warnings=(*lost, *([core.NO_DF] if df < 1 else [])),
        **counted,
    )
