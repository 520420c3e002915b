"""Are two classifications of persons independent in the population, under the design?

Formula: X2 of the weighted shares, scaled to n; generalised design effects are the eigenvalues of the covariance of the
interaction contrasts under the design against that of a multinomial sample. "f": X2 / sum(eigenvalues), F on d0 and d0
df, d0 = (sum)^2 / sum of squares; "chisq": X2 / mean eigenvalue on (r - 1)(c - 1); "saddlepoint": the weighted sum of
chi-squares over chi-square_df / df by Lugannani and Rice; "wald" and "adj-wald": Wald test of the differences from
independence.
Reference: Rao and Scott (1984), Annals of Statistics 12, 46-60; Thomas and Rao (1987), Journal of the American Statistical
Association 82, 630-636; Kuonen (1999), Biometrika 86, 929-935.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import fdtrc, ndtr
from scipy.stats import chi2

from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.designs import Design
from yupay.analyse.numerics.subject import about
from yupay.analyse.survey import core
from yupay.analyse.survey.crossed import Crossed, cross
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

Statistic = Literal["f", "chisq", "saddlepoint", "wald", "adj-wald"]

METHOD = Method(
    id="rao-scott",
    label=Text(es="Prueba de Rao y Scott", en="Rao-Scott test"),
    room="survey",
    formula="X2 of weighted shares over its generalised design effects; F on d0 and d0 df",
    reference="Rao, J. N. K., & Scott, A. J. (1984). On chi-squared tests for multiway contingency tables with cell "
    "proportions estimated from survey data. Annals of Statistics, 12, 46-60.",
    needs=Text(es="Dos clasificaciones con dos categorías o más", en="Two classifications of two categories or more"),
    fields=("statistic", "df", "p", "n", "parameters.ndf", "parameters.ddf", "parameters.x2"),
    message="survey.rao-scott",
)
QUANTITY = Text(es="Independencia de dos clasificaciones", en="Independence of two classifications")
NAMES = {"f": "F", "chisq": "χ²", "saddlepoint": "χ²", "wald": "F", "adj-wald": "F"}
ONE_CATEGORY = core.not_assessable(
    "una de las clasificaciones tiene una sola categoría con dato.",
    "one of the classifications has a single category with data.",
)
NO_DEGREES = core.not_assessable(
    "no quedan grados de libertad del diseño para esta prueba.",
    "no degrees of freedom of the design are left for this test.",
)
SINGULAR = core.not_assessable(
    "la covarianza de las celdas según el diseño es nula o singular (demasiadas celdas, o vacías).",
    "the covariance of the cells under the design is zero or singular (too many cells, or empty ones).",
)
NONE = 1e-9


def rao_scott(
    first: ArrayLike,
    second: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    statistic: Statistic = "f",
    domain: ArrayLike | None = None,
    scaled_to: float | None = None,
) -> Estimate:
    """The test of two columns of labels (n,); rows blank in either are left out and counted.

    `scaled_to` is the n of the X2 (default: rows with data; R's svychisq counts the blank ones too).
    """
    return of_table(cross(first, second, design, domain=domain), subject, statistic=statistic, scaled_to=scaled_to)


def of_table(
    crossed: Crossed, subject: Subject, *, statistic: Statistic = "f", scaled_to: float | None = None
) -> Estimate:
    """The test of a weighted table, of rows or of clusters."""
    lost = core.missing(crossed.missing)
    counted: dict[str, Any] = {
        "n": crossed.n,
        "design": core.design_text(crossed.design, crossed.df),
        "warnings": lost,
    }
    if crossed.n == 0 or not crossed.table.any():
        return core.refused(METHOD, QUANTITY, subject, core.NO_ROWS, **counted)
    if min(crossed.shape) < 2:
        return core.refused(METHOD, QUANTITY, subject, ONE_CATEGORY, **counted)
    if crossed.df < 1:
        return core.refused(METHOD, QUANTITY, subject, NO_DEGREES, **counted)
    n = float(crossed.n if scaled_to is None else scaled_to)
    found = _wald(crossed, statistic) if "wald" in statistic else _adjusted(crossed, statistic, n)
    if found is None:
        return core.refused(METHOD, QUANTITY, subject, SINGULAR, **counted)
    value, p, ndf, ddf, more = found
    if ddf is not None and ddf <= 0:
        return core.refused(METHOD, QUANTITY, subject, NO_DEGREES, **counted)
    return Estimate(
        **about(subject, core.QUESTION),
        method=METHOD.id,
        quantity=QUANTITY,
        value=value,
        statistic_name=NAMES[statistic],
        statistic=value,
        df=ddf if ddf is not None else ndf,
        p=p,
        parameters={"test": statistic, "ndf": ndf, "ddf": ddf, "x2": pearson_x2(crossed.table, n), **more},
        **counted,
    )


Found = tuple[float, float, float | None, float | None, dict[str, Any]]


def pearson_x2(table: Floats, n: float) -> float:
    """Pearson's X2 of a weighted table (r, c) scaled to n."""
    p = table / table.sum()
    e = np.outer(p.sum(axis=1), p.sum(axis=0))
    return float(n * ((p - e) ** 2 / e).sum())


def _adjusted(crossed: Crossed, statistic: str, n: float) -> Found | None:
    """The first- and second-order corrections and the saddlepoint."""
    effects = design_effects(crossed, n)
    if effects is None:
        return None
    x2 = pearson_x2(crossed.table, n)
    mean = float(effects.mean())
    more = {"mean_deff": mean}
    if statistic == "chisq":
        return x2, float(chi2.sf(x2 / mean, effects.size)), float(effects.size), None, more
    d0 = float(effects.sum() ** 2 / (effects**2).sum())
    ddf = d0 * crossed.df
    if statistic == "f":
        f = x2 / float(effects.sum())
        return f, float(fdtrc(d0, ddf, f)), d0, ddf, more
    over = np.inf if crossed.totals is not None else ddf
    return x2, saddlepoint(x2, effects, over), None, None if np.isinf(over) else over, more


def design_effects(crossed: Crossed, n: float) -> Floats | None:
    """The generalised design effects, (r - 1)(c - 1) of them; None where they cannot be found."""
    p = crossed.table.reshape(-1) / crossed.table.sum()
    contrasts = interaction(*crossed.shape)
    inverse = np.divide(1.0, p, out=np.zeros_like(p), where=p > 0)
    weighted = contrasts * inverse[:, None]
    simple = contrasts.T @ weighted / n
    if np.linalg.matrix_rank(simple) < simple.shape[0]:
        return None
    delta = np.linalg.solve(simple, weighted.T @ crossed.covariance(of_shares=True) @ weighted)
    roots = np.linalg.eigvals(delta).real
    return np.asarray(roots, dtype=np.float64) if roots.mean() > NONE else None


def interaction(rows: int, columns: int) -> Floats:
    """Contrasts (r c, (r - 1)(c - 1)) of the cells that are free of the margins."""
    return np.asarray(np.kron(_contrast(rows), _contrast(columns)), dtype=np.float64)


def _contrast(count: int) -> Floats:
    """Orthogonal columns (count, count - 1) that add up to zero."""
    base = np.vstack([-np.ones(count - 1), np.eye(count - 1)])
    return np.asarray(np.linalg.qr(base)[0], dtype=np.float64)


def _wald(crossed: Crossed, statistic: str) -> Found | None:
    """Wald's test of the cells' differences from independence, in shares of the whole."""
    columns = crossed.shape[1]
    p = crossed.table / crossed.table.sum()
    across, down = p.sum(axis=1), p.sum(axis=0)
    apart = (p - np.outer(across, down)).reshape(-1)
    row, column = np.divmod(np.arange(p.size), columns)
    slope = (
        np.eye(p.size)
        - (row[:, None] == row) * down[column][:, None]
        - (column[:, None] == column) * across[row][:, None]
        + np.outer(across, down).reshape(-1)[:, None]
    )
    spread = slope @ crossed.covariance(of_shares=False) @ slope.T
    use = np.flatnonzero((row > 0) & (column > 0))
    inner = spread[np.ix_(use, use)]
    if np.linalg.matrix_rank(inner) < use.size or np.trace(inner) * crossed.n < NONE:
        return None
    chisq, ndf, nu = float(apart[use] @ np.linalg.solve(inner, apart[use])), float(use.size), crossed.df
    if statistic == "wald":
        return chisq / ndf, float(fdtrc(ndf, nu, chisq / ndf)), ndf, nu, {}
    ddf = nu - ndf + 1.0
    if ddf <= 0:
        return 0.0, 1.0, ndf, ddf, {}
    f = chisq * ddf / (ndf * nu)
    return f, float(fdtrc(ndf, ddf, f)), ndf, ddf, {}


def saddlepoint(x: float, effects: Floats, ddf: float) -> float:
    """Upper tail of sum of effects times chi-square_1 over chi-square_ddf / ddf at x, by Lugannani and Rice.

    Where the point is at the mean the second-order F is used.
    """
    mean, square = float(effects.mean()), float((effects**2).mean()) / float(effects.mean()) ** 2
    ndf = effects.size / square
    plain = chi2.sf(x / (mean * square), ndf) if np.isinf(ddf) else fdtrc(ndf, ddf, x / ndf / (mean * square))
    if np.isinf(ddf):
        lambdas, times, at = effects, np.ones(effects.size), x
    else:
        lambdas, times, at = np.append(effects, -x / ddf), np.append(np.ones(effects.size), ddf), 0.0
    tail = _lugannani_rice(at, lambdas, times)
    return float(plain) if tail is None else tail


def _lugannani_rice(x: float, lambdas: Floats, times: Floats) -> float | None:
    """Upper tail at x of a sum of lambdas times chi-squares with `times` degrees of freedom; None near its mean."""
    largest = float(lambdas.max())
    if largest <= 0:
        return None
    lambdas, x = lambdas / largest, x / largest

    def slope(zeta: float) -> float:
        return float((times * lambdas / (1.0 - 2.0 * zeta * lambdas)).sum() - x)

    high = 0.5 * (1.0 - 1e-9)
    negative = lambdas[lambdas < 0]
    low = (
        float(np.max(1.0 / (2.0 * negative)) * (1.0 - 1e-9)) if negative.size else -float(times.sum()) / max(x, 1e-300)
    )
    if slope(low) * slope(high) > 0:
        return None
    zeta = float(brentq(slope, low, high, xtol=1e-13))
    if abs(zeta) < 1e-4:
        return None
    cumulant = -0.5 * float((times * np.log1p(-2.0 * zeta * lambdas)).sum())
    w = float(np.sign(zeta) * np.sqrt(2.0 * (zeta * x - cumulant)))
    v = zeta * float(np.sqrt(2.0 * (times * (lambdas / (1.0 - 2.0 * zeta * lambdas)) ** 2).sum()))
    return float(ndtr(-(w + np.log(v / w) / w)))
