"""Do two yes-or-no variables go together once a third is held still?

Formula: OR = sum(a d / n) / sum(b c / n) over strata; chi-square (|sum(a - E a)| - 1/2)^2 / sum(Var a), hypergeometric
within strata; limits exp(log OR +- z se) with the variance of Robins, Breslow and Greenland; homogeneity by Breslow-Day
with Tarone's correction.
Reference: Mantel and Haenszel (1959), JNCI 22, 719-748; Robins, Breslow and Greenland (1986), Biometrics 42, 311-323;
Tarone (1985), Biometrika 72, 91-95.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtri

from yupay.analyse.numerics import contingency
from yupay.analyse.numerics.arrays import Floats, floats
from yupay.analyse.numerics.contingency import Categories
from yupay.analyse.numerics.subject import about, independence, left_out, too_few
from yupay.analyse.relate.cramer import NOT_TWO_BY_TWO
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="mantel-haenszel",
    label=Text(es="Razón de odds común de Mantel-Haenszel", en="Mantel-Haenszel common odds ratio"),
    room="relate",
    formula="OR = sum(ad / n) / sum(bc / n) over strata; chi-square with continuity correction; RBG limits",
    reference="Mantel, N., & Haenszel, W. (1959). Statistical aspects of the analysis of data from retrospective studies of "
    "disease. Journal of the National Cancer Institute, 22, 719-748. Robins, J., Breslow, N., & Greenland, S. (1986). "
    "Estimators of the Mantel-Haenszel variance consistent in both sparse data and large-strata limiting models. "
    "Biometrics, 42, 311-323.",
    needs=Text(
        es="Dos variables con dos categorías y una que forma los estratos",
        en="Two variables with two categories and one that forms the strata",
    ),
    fields=("interval", "statistic", "df", "p", "parameters.p_homogeneity", "parameters.strata"),
    message="relate.mantel-haenszel",
)
QUANTITY = Text(es="Razón de odds común de Mantel-Haenszel", en="Mantel-Haenszel common odds ratio")
RBG = Text(es="Robins, Breslow y Greenland (1986)", en="Robins, Breslow and Greenland (1986)")
INFINITE = Text(
    es="No evaluable: en todos los estratos hay celdas vacías que dejan la razón de odds en cero o sin cota.",
    en="Not assessable: empty cells in every stratum leave the odds ratio at zero or without bound.",
)
NO_COMMON = Text(
    es="No evaluable: ningún estrato deja comparar las dos variables.",
    en="Not assessable: no stratum lets the two variables be compared.",
)


def mantel_haenszel(
    x: ArrayLike,
    y: ArrayLike | None,
    strata: ArrayLike | None,
    subject: Subject,
    *,
    x_categories: Categories = None,
    y_categories: Categories = None,
    continuity: bool = True,
    level: float = 0.95,
) -> Estimate:
    """Common odds ratio of two columns (n,) with two categories over strata (n,), or of ready tables x (k, 2, 2)."""
    tables, lost = _strata(x, y, strata, x_categories, y_categories)
    common = {**about(subject), "unit": "odds ratio", "method": METHOD.id, "quantity": QUANTITY}
    n = 0 if tables is None else round(float(tables.sum()))
    if tables is None or n < 2:
        why = too_few(n, 2) if tables is not None else NOT_TWO_BY_TWO
        return Estimate(**common, value=None, n=n, warnings=(*left_out(lost), why))
    used = tables[(tables.sum(axis=1).min(axis=1) > 0) & (tables.sum(axis=2).min(axis=1) > 0)]
    ratio, se = _common_ratio(used)
    if used.size == 0 or ratio is None or se is None:
        return Estimate(
            **common, value=None, n=n, warnings=(*left_out(lost), NO_COMMON if used.size == 0 else INFINITE)
        )
    statistic, reach = _mantel_haenszel(used, continuity), float(ndtri(0.5 + level / 2.0)) * se
    low, high = float(np.exp(np.log(ratio) - reach)), float(np.exp(np.log(ratio) + reach))
    return Estimate(
        **common,
        value=ratio,
        interval=Interval(low=low, high=high, level=level, method=RBG),
        df=1.0,
        n=n,
        statistic_name="X²",
        statistic=statistic,
        p=float(chdtrc(1.0, statistic)),
        assumptions=(independence(),),
        parameters={"strata": used.shape[0], "continuity": continuity, "log_se": se, **_homogeneity(used, ratio)},
        warnings=left_out(lost),
    )


def _strata(
    x: ArrayLike, y: ArrayLike | None, strata: ArrayLike | None, x_categories: Categories, y_categories: Categories
) -> tuple[Floats | None, int]:
    """Tables (k, 2, 2) of the strata, None where a variable has not two categories, and the units left out."""
    if y is None or strata is None:
        ready = floats(x)
        return (ready if ready.ndim == 3 and ready.shape[1:] == (2, 2) else None), 0
    coded = [contingency.coded(*pair) for pair in ((strata, None), (x, x_categories), (y, y_categories))]
    (groups, group, _), (rows, first, _), (columns, second, _) = coded
    keep = (group >= 0) & (first >= 0) & (second >= 0)
    lost = int(keep.size - keep.sum())
    if len(rows) != 2 or len(columns) != 2:
        return None, lost
    at = (group[keep] * 2 + first[keep]) * 2 + second[keep]
    return np.bincount(at, minlength=4 * len(groups)).reshape(-1, 2, 2).astype(float), lost


def _common_ratio(tables: Floats) -> tuple[float | None, float | None]:
    """Mantel-Haenszel odds ratio of tables (k, 2, 2) and the standard error of its log; None where a sum is zero."""
    n = tables.sum(axis=(1, 2))
    up, down = tables[:, 0, 0] * tables[:, 1, 1] / n, tables[:, 0, 1] * tables[:, 1, 0] / n
    agree, differ = (tables[:, 0, 0] + tables[:, 1, 1]) / n, (tables[:, 0, 1] + tables[:, 1, 0]) / n
    r, s = float(up.sum()), float(down.sum())
    if r <= 0 or s <= 0:
        return None, None
    parts = (agree @ up) / (2 * r**2), (agree @ down + differ @ up) / (2 * r * s), (differ @ down) / (2 * s**2)
    return r / s, float(np.sqrt(sum(float(part) for part in parts)))


def _mantel_haenszel(tables: Floats, continuity: bool) -> float:
    """Mantel-Haenszel chi-square of tables (k, 2, 2) with both margins occupied."""
    rows, columns, n = tables.sum(axis=2), tables.sum(axis=1), tables.sum(axis=(1, 2))
    gap = abs(float((tables[:, 0, 0] - rows[:, 0] * columns[:, 0] / n).sum()))
    variance = float((rows.prod(axis=1) * columns.prod(axis=1) / (n**2 * (n - 1.0))).sum())
    return max(0.0, gap - (min(0.5, gap) if continuity else 0.0)) ** 2 / variance


def _homogeneity(tables: Floats, ratio: float) -> dict[str, float | None]:
    """Breslow-Day test, with Tarone's correction, that all strata share the odds ratio."""
    if tables.shape[0] < 2:
        return {"p_homogeneity": None}
    row, column, n = tables[:, 0].sum(axis=1), tables[:, :, 0].sum(axis=1), tables.sum(axis=(1, 2))
    a, b = 1.0 - ratio, n - row - column + ratio * (row + column)
    root = np.sqrt(b**2 + 4.0 * a * ratio * row * column)
    hoped = 2.0 * ratio * row * column / (b + root)
    spread = 1.0 / (1.0 / hoped + 1.0 / (row - hoped) + 1.0 / (column - hoped) + 1.0 / (n - row - column + hoped))
    gap = tables[:, 0, 0] - hoped
    statistic = float((gap**2 / spread).sum() - gap.sum() ** 2 / spread.sum())
    return {"homogeneity": statistic, "p_homogeneity": float(chdtrc(tables.shape[0] - 1.0, max(0.0, statistic)))}
