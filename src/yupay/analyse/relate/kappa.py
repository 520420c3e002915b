"""How far do two raters agree, beyond what their own habits would give by chance?

Formula: kappa = (p_o - p_e) / (1 - p_e), p_o and p_e weighted agreement seen and expected from the margins; weights 1 on
the diagonal (Cohen), 1 - |i - j| / (k - 1) (linear) or 1 - ((i - j) / (k - 1))^2 (quadratic). p: z = kappa / ASE0;
interval: kappa +- z ASE1.
Reference: Cohen (1960), Educational and Psychological Measurement 20, 37-46, and (1968), Psychological Bulletin 70,
213-220; Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72, 323-327, for the errors.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from yupay.analyse.numerics import contingency
from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.contingency import Categories, Crosstab
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.numerics.subject import about, constant, independence, left_out, too_few
from yupay.analyse.relate.gamma import normal_tail
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="kappa",
    label=Text(es="Kappa de Cohen", en="Cohen's kappa"),
    room="relate",
    formula="kappa = (p_o - p_e) / (1 - p_e), unweighted, linear or quadratic; z = kappa / ASE0",
    reference="Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement, "
    "20, 37-46. Cohen, J. (1968). Weighted kappa. Psychological Bulletin, 70, 213-220. Fleiss, J. L., Cohen, J., & Everitt, "
    "B. S. (1969). Large sample standard errors of kappa and weighted kappa. Psychological Bulletin, 72, 323-327.",
    needs=Text(
        es="Dos calificaciones de las mismas unidades con las mismas categorías; n de 4 o más",
        en="Two ratings of the same units with the same categories; n of 4 or more",
    ),
    fields=(
        "interval",
        "se",
        "statistic",
        "p",
        "parameters.agreement",
        "parameters.chance_agreement",
        "parameters.weights",
    ),
    message="relate.kappa",
)
QUANTITY = {
    "none": Text(es="Kappa de Cohen (κ)", en="Cohen's kappa (κ)"),
    "linear": Text(es="Kappa ponderado, pesos lineales", en="Weighted kappa, linear weights"),
    "quadratic": Text(es="Kappa ponderado, pesos cuadráticos", en="Weighted kappa, quadratic weights"),
}
WALD = Text(es="normal con el error estándar asintótico (ASE1)", en="normal with the asymptotic standard error (ASE1)")
NOT_SQUARE = Text(
    es="No evaluable: la tabla no tiene las mismas categorías en filas y columnas.",
    en="Not assessable: the table does not have the same categories in rows and columns.",
)
ONE_CATEGORY = Text(
    es="No evaluable: cada calificación usa una sola categoría; no hay acuerdo más allá del azar que medir.",
    en="Not assessable: each rating uses a single category; there is no agreement beyond chance to measure.",
)
Weights = Literal["none", "linear", "quadratic"]


def kappa(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    weights: Weights = "none",
    categories: Categories = None,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Kappa of two ratings (n,), or of a ready square table x (k, k) where y is None; weights need ordered categories."""
    cross = _square(x, y, categories)
    n, table = round(float(cross.counts.sum())), cross.counts
    warnings = left_out(cross.left_out)
    if weights != "none" and not cross.ordered:
        warnings += (contingency.ALPHABET,)
    common: dict[str, Any] = {**about(subject), "method": METHOD.id, "quantity": QUANTITY[weights], "n": n}
    short = _short(table, n)
    if short is not None:
        return Estimate(**common, value=None, warnings=(*warnings, short))
    value, se, se0, seen, chance = coefficient(table, agreement_weights(len(table), weights))
    reach = float(ndtri(0.5 + level / 2.0)) * se
    z = value / se0 if se0 > 0 else None
    low, high = max(-1.0, value - reach), min(1.0, value + reach)
    return Estimate(
        **common,
        value=value,
        interval=Interval(low=low, high=high, level=level, method=WALD) if se > 0 else None,
        se=se,
        statistic_name="z",
        statistic=z,
        p=None if z is None else normal_tail(z, alternative),
        assumptions=(independence(),),
        parameters={
            "weights": weights,
            "agreement": seen,
            "chance_agreement": chance,
            "se0": se0,
            "alternative": alternative,
        },
        warnings=warnings,
    )


def agreement_weights(k: int, weights: Weights) -> Floats:
    """Weights (k, k) from 0 to 1: how much a pair of ratings agrees."""
    if weights == "none" or k < 2:
        return np.eye(k)
    apart = np.abs(np.subtract.outer(np.arange(k), np.arange(k))) / (k - 1.0)
    return np.asarray(1.0 - (apart if weights == "linear" else apart**2))


def coefficient(table: Floats, weights: Floats) -> tuple[float, float, float, float, float]:
    """Kappa, its ASE1 and ASE0, agreement and chance agreement of a table (k, k) with weights (k, k)."""
    n = float(table.sum())
    share, rows, columns = table / n, table.sum(axis=1) / n, table.sum(axis=0) / n
    seen, chance = float((weights * share).sum()), float(rows @ weights @ columns)
    usual = (weights @ columns)[:, None] + (rows @ weights)[None, :]
    slope = weights / (1.0 - chance) - (1.0 - seen) * usual / (1.0 - chance) ** 2
    spread = (share * slope**2).sum() - (share * slope).sum() ** 2
    alone = (np.outer(rows, columns) * (weights - usual) ** 2).sum() - chance**2
    se, se0 = np.sqrt(_some(spread) / n), np.sqrt(_some(alone) / n) / (1.0 - chance)
    return (seen - chance) / (1.0 - chance), float(se), float(se0), seen, chance


def _some(variance: float) -> float:
    """A variance, or zero where only rounding is left of it."""
    return float(variance) if variance > 1e-14 else 0.0


def _square(x: ArrayLike, y: ArrayLike | None, categories: Categories) -> Crosstab:
    """The table of two ratings over all the categories that either uses, or those given."""
    if y is None or categories is not None:
        return contingency.crosstab(x, y, categories, categories)
    (first, _, _), (second, _, _) = contingency.coded(x), contingency.coded(y)
    try:
        every: list[Any] = sorted({float(name) for name in (*first, *second)})
    except ValueError:
        every = sorted({*first, *second})
    cross = contingency.crosstab(x, y, every, every)
    return cross._replace(ordered=contingency.coded(x)[2] and contingency.coded(y)[2])


def _short(table: Floats, n: int) -> Text | None:
    """Why there is no kappa, or None where there is one."""
    if table.shape[0] != table.shape[1]:
        return NOT_SQUARE
    if (table != np.rint(table)).any():
        return contingency.WEIGHTED
    if n < 4:
        return too_few(n, 4)
    used = (table.sum(axis=1) > 0).sum(), (table.sum(axis=0) > 0).sum()
    if max(used) < 2:
        return ONE_CATEGORY
    return constant() if min(used) < 2 else None
