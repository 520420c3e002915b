"""How closely does a measured variable go with the normal one behind an ordered variable?

Formula: y = j where a_(j-1) < latent <= a_j, (x, latent) bivariate normal(rho). Two-step: rho = r(x, y) s_y / sum of the
normal densities at the cuts, s_y over n. Maximum likelihood: log L = sum log [Phi((a_j - rho z) / s) - Phi((a_(j-1) -
rho z) / s)], s^2 = 1 - rho^2, z the standardised x; an ordered probit, so the top is the only one.
Biserial: two categories.
Reference: Olsson, Drasgow and Dorans (1982), Psychometrika 47, 337-347; Tate (1955), Psychometrika 20, 205-216, for the
error of the biserial.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from yupay.analyse.numerics import arrays, contingency, correlation, intervals, polychoric
from yupay.analyse.numerics.arrays import Floats, Whole
from yupay.analyse.numerics.contingency import Categories
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.numerics.subject import about, between, independence, left_out, shortfall
from yupay.analyse.relate.gamma import normal_tail
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

Estimator = Literal["two-step", "maximum-likelihood"]
ODD = "Olsson, U., Drasgow, F., & Dorans, N. J. (1982). The polyserial correlation coefficient. Psychometrika, 47, 337-347."
METHOD = Method(
    id="polyserial",
    label=Text(es="Correlación poliserial", en="Polyserial correlation"),
    room="relate",
    formula="two-step: r s_y / sum of normal densities at the cuts; or maximum likelihood",
    reference=ODD,
    needs=Text(
        es="Una variable de intervalo y una ordinal que represente una variable normal; n de 4 o más",
        en="An interval variable and an ordinal one that stands for a normal variable; n of 4 or more",
    ),
    fields=("interval", "se", "statistic", "p", "parameters.estimator"),
    message="relate.polyserial",
)
BISERIAL = Method(
    id="biserial",
    label=Text(es="Correlación biserial", en="Biserial correlation"),
    room="relate",
    formula="(mean above - mean below) p q / (s_x phi(cut))",
    reference="Tate, R. F. (1955). The theory of correlation between two continuous variables when one is dichotomized. "
    "Biometrika, 42, 205-216. " + ODD,
    needs=Text(
        es="Una variable de intervalo y una de dos categorías que represente una variable normal; n de 4 o más",
        en="An interval variable and one of two categories that stands for a normal variable; n of 4 or more",
    ),
    fields=("interval", "se", "statistic", "p"),
    message="relate.biserial",
)
QUANTITY = Text(es="Correlación poliserial (ρ)", en="Polyserial correlation (ρ)")
BISERIAL_QUANTITY = Text(es="Correlación biserial (r_b)", en="Biserial correlation (r_b)")
INTERVAL = Text(es="z de Fisher con el error estándar del modelo", en="Fisher z with the standard error of the model")
OUTSIDE = Text(
    es="No evaluable: el cálculo en dos pasos da una correlación fuera de -1 a 1; los datos no son de una normal cortada.",
    en="Not assessable: the two-step gives a correlation outside -1 to 1; the data are not those of a cut normal.",
)
BOUNDARY = Text(
    es="No evaluable: la verosimilitud crece hasta una correlación de 1 o -1.",
    en="Not assessable: the likelihood rises up to a correlation of 1 or -1.",
)
NOT_TWO = Text(
    es="No evaluable: la variable de categorías no tiene exactamente dos.",
    en="Not assessable: the variable with categories does not have exactly two.",
)
NEAR_ONE, SEPARATED, SINGULAR = 0.9995, 1e-6, 1e12


class Serial(NamedTuple):
    """Complete units: measured values (n,), place of each unit's category (n,), number of categories, warnings."""

    x: Floats
    code: Whole
    size: int
    warnings: tuple[Text, ...]
    short: Text | None


def polyserial(
    x: ArrayLike,
    y: ArrayLike,
    subject: Subject,
    *,
    estimator: Estimator = "two-step",
    y_categories: Categories = None,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Polyserial correlation of a measured column x (n,) with a column y (n,) of ordered categories."""
    data = _serial(x, y, y_categories)
    return _latent(data, estimator, subject, METHOD.id, QUANTITY, alternative, level)


def biserial(
    x: ArrayLike,
    y: ArrayLike,
    subject: Subject,
    *,
    y_categories: Categories = None,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Biserial correlation of a measured column x (n,) with a column y (n,) of two ordered categories.

    The two-step polyserial with sample standard deviations (over n - 1), as the textbook formula has it.
    """
    data = _serial(x, y, y_categories)
    if data.short is None and data.size != 2:
        data = data._replace(short=NOT_TWO)
    return _latent(data, "two-step", subject, BISERIAL.id, BISERIAL_QUANTITY, alternative, level, sample=True)


def _latent(
    data: Serial,
    estimator: Estimator,
    subject: Subject,
    method: str,
    quantity: Text,
    alternative: Alternative,
    level: float,
    sample: bool = False,
) -> Estimate:
    """The estimate of a correlation with the variable behind the categories."""
    if data.short is not None:
        return _nothing(data, subject, method, quantity, data.short)
    rho, se = two_step(data.x, data.code, data.size)
    if sample:
        rho *= float(np.sqrt((data.x.size - 1.0) / data.x.size))
    if estimator == "maximum-likelihood":
        rho, se = maximum_likelihood(data.x, data.code, data.size)
    if abs(rho) >= NEAR_ONE:
        return _nothing(data, subject, method, quantity, OUTSIDE if estimator == "two-step" else BOUNDARY)
    z = _z(data)
    return Estimate(
        **about(subject),
        method=method,
        quantity=quantity,
        value=rho,
        interval=between(intervals.fisher(rho, se / (1.0 - rho * rho), level), level, INTERVAL),
        se=se,
        n=data.x.size,
        statistic_name="z",
        statistic=z,
        p=normal_tail(z, alternative),
        assumptions=(independence(),),
        parameters={"estimator": estimator, "alternative": alternative, "categories": data.size},
        warnings=data.warnings,
    )


def two_step(x: Floats, code: Whole, size: int) -> tuple[float, float]:
    """Two-step polyserial correlation of x (n,) with places 0 .. size - 1, all occupied, and its standard error."""
    n, share = x.size, np.bincount(code, minlength=size) / x.size
    cuts = polychoric.cuts(share)
    below = float(polychoric.density(cuts).sum())
    y, z = code - code.mean(), (x - x.mean()) / x.std()
    rho = float((z * y).mean() / below)
    moved = _below_influence(share, cuts)[code]
    influence = (z * y - rho * below * (1.0 + z * z) / 2.0 - rho * moved) / below
    influence = influence - influence.mean()
    return rho, float(np.sqrt((influence**2).sum()) / n)


def _below_influence(share: Floats, cuts: Floats) -> Floats:
    """Influence of a unit in each category on the sum of the densities at the cuts: (k,)."""
    under = np.arange(share.size)[None, :] <= np.arange(share.size - 1)[:, None]
    return np.asarray((-cuts[:, None] * (under - np.cumsum(share)[:-1, None])).sum(axis=0))


def maximum_likelihood(x: Floats, code: Whole, size: int) -> tuple[float, float]:
    """Maximum likelihood polyserial correlation and its standard error; (+-1, 0) where the likelihood has no top.

    Given x, the categories follow an ordered probit; with slope b on the standardised x, rho = b / sqrt(1 + b^2), and the
    doubt of the standard deviation of x adds rho^2 (1 - rho^2)^2 / (2 n) to the variance of rho.
    """
    z, steepest = (x - x.mean()) / x.std(), NEAR_ONE / np.sqrt(1.0 - NEAR_ONE**2)
    theta = np.concatenate([[0.0], polychoric.cuts(np.bincount(code, minlength=size).astype(np.float64))])
    best, boundary = _log_l(theta, z, code), True
    for _ in range(60):
        slope, curve = _ordered_probit(theta, z, code)
        if abs(theta[0]) >= steepest or best > -SEPARATED * x.size or np.linalg.cond(curve) > SINGULAR:
            break
        step = np.linalg.solve(curve, slope)
        boundary = bool(np.abs(step).max() > 1e-8)
        if not boundary:
            break
        while np.abs(step).max() > 1e-12 and not _log_l(theta + step, z, code) >= best - 1e-12 * abs(best):
            step = step / 2.0
        theta = theta + step
        best = _log_l(theta, z, code)
    if boundary:
        return float(np.copysign(1.0, theta[0])), 0.0
    rho, left = float(theta[0] / np.sqrt(1.0 + theta[0] ** 2)), float(1.0 / (1.0 + theta[0] ** 2))
    variance = float(np.linalg.inv(curve)[0, 0]) * left**3 + (rho * left) ** 2 / (2 * x.size)
    return rho, float(np.sqrt(variance))


def _log_l(theta: Floats, z: Floats, code: Whole) -> float:
    """Log L of the ordered probit at (slope, cuts), or minus infinity where cuts do not grow."""
    if (np.diff(theta[1:]) <= 0).any():
        return -np.inf
    return float(np.log(_chances(theta, z, code)[0]).sum())


def _chances(theta: Floats, z: Floats, code: Whole) -> tuple[Floats, Floats, Floats]:
    """Probability (n,) of each unit's category given z, and the distances to the cuts above and below it."""
    edges = np.concatenate([[-polychoric.FAR], theta[1:], [polychoric.FAR]])
    high, low = edges[code + 1] - theta[0] * z, edges[code] - theta[0] * z
    turned = low > 0.0
    chance = np.where(turned, ndtr(-low) - ndtr(-high), ndtr(high) - ndtr(low))
    return np.maximum(chance, 1e-300), high, low


def _ordered_probit(theta: Floats, z: Floats, code: Whole) -> tuple[Floats, Floats]:
    """Slope (m,) and observed information (m, m) of log L at (slope, cuts)."""
    chance, high, low = _chances(theta, z, code)
    above = np.where(code < theta.size - 1, polychoric.density(high) / chance, 0.0)
    below = np.where(code > 0, polychoric.density(low) / chance, 0.0)
    places = np.arange(theta.size - 1)[:, None]
    by_high, by_low = np.vstack([-z, places == code]), np.vstack([-z, places == code - 1])
    mixed = (by_high * (above * below)) @ by_low.T
    second = (by_high * (above * (high + above))) @ by_high.T - (by_low * (below * (low - below))) @ by_low.T
    return by_high @ above - by_low @ below, np.asarray(second - mixed - mixed.T)


def _r_error(x: Floats, y: Floats, r: float) -> float:
    """Delta-method standard error of a correlation of the units as they are."""
    a, b = (x - x.mean()) / x.std(), (y - y.mean()) / y.std()
    influence = a * b - r * (a * a + b * b) / 2.0
    return float(np.sqrt((influence**2).sum()) / x.size)


def _z(data: Serial) -> float:
    """Z of no correlation between x and the categories: r sqrt(n)."""
    return float(correlation.pearson_r(data.x, data.code.astype(np.float64)) * np.sqrt(data.x.size))


def _serial(x: ArrayLike, y: ArrayLike, categories: Categories) -> Serial:
    """The complete units of a measured column and one of categories; empty categories are closed up."""
    values, (_, code, ordered) = arrays.floats(x), contingency.coded(y, categories)
    keep = np.isfinite(values) & (code >= 0)
    values, place = values[keep], np.unique(code[keep], return_inverse=True)[1].astype(np.int64)
    size = int(place.max()) + 1 if place.size else 0
    warnings = left_out(int(keep.size - keep.sum())) + (() if ordered else (contingency.ALPHABET,))
    short = shortfall(values.size, 4, arrays.is_constant(values) or size < 2)
    return Serial(values, place, size, warnings, short)


def _nothing(data: Serial, subject: Subject, method: str, quantity: Text, why: Text) -> Estimate:
    """The estimate about which nothing can be said, and why."""
    return Estimate(
        **about(subject), method=method, quantity=quantity, value=None, n=data.x.size, warnings=(*data.warnings, why)
    )
