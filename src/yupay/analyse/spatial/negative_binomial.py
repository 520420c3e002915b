"""By what factor does the rate of a count differ between places one standard deviation apart in x? A sensitivity check.

Negative binomial (NB2) regression: log mu = log exposure + mean columns + b x, variance mu + alpha mu^2; without and with a
spatial term: Moran eigenvectors taken one by one, each time the one that leaves the least autocorrelation in the Pearson
residuals, until |z| of Moran's I is below 1. It decides nothing: with few places its intervals are too short.
Formula: b by iterated weighted least squares with weights mu / (1 + alpha mu), alpha by profile likelihood (0: Poisson);
rate ratio exp(b), interval exp(b +- z se), se from the expected information.
Reference: Lawless (1987), Canadian Journal of Statistics 15, 209-225; Griffith and Haining (2006), Geographical Analysis 38,
123-139; Tiefelsdorf and Griffith (2007), Environment and Planning A 39, 1193-1221.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize_scalar
from scipy.special import gammaln, xlogy
from scipy.stats import norm

from yupay.analyse.numerics import area, arrays, autocorrelation, correlation, eigenvectors, weights, whitening
from yupay.analyse.numerics.subject import between, constant, left_out, too_few
from yupay.analyse.spatial.regression import keyed
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="negative-binomial",
    label=Text(
        es="Binomial negativa con término espacial (sensibilidad)",
        en="Negative binomial with a spatial term (sensitivity)",
    ),
    room="spatial",
    formula="log mu = log exposure + mean columns + b x + Moran eigenvectors; variance mu + alpha mu^2; exp(b)",
    reference="Lawless, J. F. (1987). Negative binomial and mixed Poisson regression. Canadian Journal of Statistics, 15, "
    "209-225. Griffith, D. A., & Haining, R. (2006). Beyond mule kicks: The Poisson distribution in geographical analysis. "
    "Geographical Analysis, 38, 123-139.",
    needs=Text(
        es="Un conteo, su base (población), otra variable, coordenadas y contigüidad",
        en="A count, its base (population), another variable, coordinates and contiguity",
    ),
    fields=("interval", "statistic", "p", "parameters.alpha", "parameters.eigenvectors", "parameters.residual_moran_p"),
    message="spatial.negative-binomial",
)
QUANTITIES = {
    "without-spatial-term": Text(
        es="Razón de tasas por desviación estándar, sin término espacial (sensibilidad)",
        en="Rate ratio per standard deviation, without a spatial term (sensitivity)",
    ),
    "with-spatial-term": Text(
        es="Razón de tasas por desviación estándar, con término espacial (sensibilidad)",
        en="Rate ratio per standard deviation, with a spatial term (sensitivity)",
    ),
}
INTERVAL = Text(es="Wald en escala logarítmica", en="Wald on the log scale")
MOST_PATTERNS, ENOUGH = 10, 1.0
LEAST_ALPHA, MOST_ALPHA = 1e-7, 1e4
ROUNDS, STEEPEST = 200, 30.0


@dataclass(frozen=True, eq=False)
class Fit:
    """A fitted regression of counts: coefficients (k,), standard errors (k,), means (n,), alpha, log-likelihood."""

    coefficients: arrays.Floats
    errors: arrays.Floats
    means: arrays.Floats
    alpha: float
    log_likelihood: float


def negative_binomial(
    y: ArrayLike,
    x: ArrayLike,
    exposure: ArrayLike,
    whole: area.Area,
    subject: Subject,
    *,
    level: float = 0.95,
) -> tuple[Estimate, Estimate]:
    """Rate ratios of the counts y (n,) per standard deviation of x, with base `exposure`, without and with a spatial term.

    The mean columns are those of `whole` (intercept, trend, controls); units with NaN or no exposure are left out. Keys:
    without-spatial-term, with-spatial-term.
    """
    counts, given, base = arrays.floats(y), arrays.floats(x), arrays.floats(exposure)
    base = np.where(base > 0, base, np.nan)
    kept = area.usable(whole, counts, given, base)
    inside, lost = area.restrict(whole, kept), left_out(int((~kept).sum()))
    counts, given, offset = counts[kept], given[kept], np.log(base[kept])
    why = _reason(counts, given, inside)
    if why is not None:
        return _missing(subject, inside.n, (*lost, why))
    design = np.column_stack([(given - given.mean()) / given.std(), area.mean_basis(inside)])
    plain = fit(counts, design, offset)
    if plain is None:
        return _missing(subject, inside.n, (*lost, _diverged()))
    chosen, spatial = _with_patterns(counts, design, offset, inside, plain)
    return (
        _estimate(subject, "without-spatial-term", plain, 0, counts, inside, level, lost),
        _estimate(subject, "with-spatial-term", spatial, chosen, counts, inside, level, lost),
    )


def fit(y: arrays.Floats, design: arrays.Floats, offset: arrays.Floats) -> Fit | None:
    """Maximum likelihood of counts y (n,) on a design (n, k) of full rank; None where it does not converge."""
    alpha, height = 0.0, -np.inf
    coefficients = _coefficients(y, design, offset, alpha, None)
    for _ in range(ROUNDS):
        if coefficients is None:
            return None
        means = np.exp(offset + design @ coefficients)
        alpha = _dispersion(y, means)
        risen, height = _log_likelihood(y, means, alpha) - height, _log_likelihood(y, means, alpha)
        if abs(risen) <= 1e-12 * max(1.0, abs(height)):
            return _finished(y, design, means, coefficients, alpha)
        coefficients = _coefficients(y, design, offset, alpha, coefficients)
    return None


def _finished(
    y: arrays.Floats, design: arrays.Floats, means: arrays.Floats, coefficients: arrays.Floats, alpha: float
) -> Fit | None:
    """The fit with its standard errors; None where the information is singular."""
    information = (design * (means / (1.0 + alpha * means))[:, None]).T @ design
    if np.linalg.cond(information) > 1e14:
        return None
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    return Fit(coefficients, errors, means, alpha, _log_likelihood(y, means, alpha))


def _coefficients(
    y: arrays.Floats,
    design: arrays.Floats,
    offset: arrays.Floats,
    alpha: float,
    start: arrays.Floats | None,
) -> arrays.Floats | None:
    """Coefficients given alpha, by iterated weighted least squares; None where they run away."""
    line = np.log(np.maximum(y, 0.5)) if start is None else offset + design @ start
    found = start
    for _ in range(ROUNDS):
        means = np.exp(line)
        weight = means / (1.0 + alpha * means)
        root = np.sqrt(weight)
        target = line - offset + (y - means) / means
        update = np.asarray(np.linalg.lstsq(root[:, None] * design, root * target, rcond=None)[0], dtype=np.float64)
        line = offset + design @ update
        if not np.isfinite(line).all() or float(np.abs(line).max()) > STEEPEST:
            return None
        if found is not None and float(np.abs(update - found).max()) <= 1e-11 * max(1.0, float(np.abs(update).max())):
            return update
        found = update
    return None


def _dispersion(y: arrays.Floats, means: arrays.Floats) -> float:
    """Alpha of highest likelihood given the means; 0 where the counts do not vary more than Poisson counts."""
    found = minimize_scalar(
        lambda log_alpha: -_log_likelihood(y, means, float(np.exp(log_alpha))),
        bounds=(np.log(LEAST_ALPHA), np.log(MOST_ALPHA)),
        method="bounded",
        options={"xatol": 1e-10},
    )
    alpha = float(np.exp(found.x))
    better = _log_likelihood(y, means, alpha) > _log_likelihood(y, means, 0.0)
    return alpha if better and alpha > 10.0 * LEAST_ALPHA else 0.0


def _log_likelihood(y: arrays.Floats, means: arrays.Floats, alpha: float) -> float:
    """Log-likelihood of counts with these means and dispersion."""
    if alpha == 0.0:
        return float((xlogy(y, means) - means - gammaln(y + 1.0)).sum())
    size, spread = 1.0 / alpha, np.log1p(alpha * means)
    shape = gammaln(y + size) - gammaln(size) - gammaln(y + 1.0)
    return float((shape + xlogy(y, alpha * means) - (y + size) * spread).sum())


def _with_patterns(
    y: arrays.Floats, design: arrays.Floats, offset: arrays.Floats, inside: area.Area, plain: Fit
) -> tuple[int, Fit]:
    """The regression with as many eigenvectors as it takes to leave no autocorrelation, and how many."""
    links = weights.row_standardised(inside.n, inside.pairs)
    basis = np.linalg.qr(design)[0]
    found = eigenvectors.patterns(inside.n, inside.pairs, basis).first(max(0, inside.n // 4))
    rest, current, taken = list(range(found.count)), plain, design
    most = min(MOST_PATTERNS, inside.n // 5)
    while rest and taken.shape[1] - design.shape[1] < most and _moran_z(y, current, links) > ENOUGH:
        trials = [(one, _trial(y, taken, found.vectors[:, one], offset, current)) for one in rest]
        sizes = [(_moran_z(y, fitted, links), one) for one, fitted in trials if fitted is not None]
        if not sizes or min(sizes)[0] >= _moran_z(y, current, links):
            break
        best = min(sizes)[1]
        rest.remove(best)
        widened = np.column_stack([taken, found.vectors[:, best]])
        refitted = fit(y, widened, offset)
        if refitted is None:
            break
        current, taken = refitted, widened
    return taken.shape[1] - design.shape[1], current


def _trial(
    y: arrays.Floats, design: arrays.Floats, pattern: arrays.Floats, offset: arrays.Floats, current: Fit
) -> Fit | None:
    """The regression with one more eigenvector, alpha as it was."""
    widened = np.column_stack([design, pattern])
    coefficients = _coefficients(y, widened, offset, current.alpha, np.append(current.coefficients, 0.0))
    if coefficients is None:
        return None
    return _finished(y, widened, np.exp(offset + widened @ coefficients), coefficients, current.alpha)


def _moran_z(y: arrays.Floats, fitted: Fit, links: Any) -> float:
    """|z| of Moran's I of the Pearson residuals under randomisation; 0 where it is not defined."""
    residual = (y - fitted.means) / np.sqrt(fitted.means + fitted.alpha * fitted.means**2)
    z = autocorrelation.randomisation(residual, links).z if links.nnz else 0.0
    return abs(z) if np.isfinite(z) else 0.0


def _reason(y: arrays.Floats, x: arrays.Floats, inside: area.Area) -> Text | None:
    """Why nothing can be fitted, or None."""
    mean = area.mean_basis(inside) if inside.n >= whitening.FEWEST else np.zeros((inside.n, 0))
    needed = max(whitening.FEWEST, mean.shape[1] + 4)
    if inside.n < needed:
        return too_few(inside.n, needed)
    if arrays.is_constant(y) or arrays.is_constant(x):
        return constant()
    if bool((y < 0).any()) or bool((y != np.round(y)).any()):
        return Text(
            es="No evaluable: la variable no es un conteo (enteros de cero en adelante).",
            en="Not assessable: the variable is not a count (whole numbers from zero).",
        )
    centred = x - x.mean()
    left = correlation.residuals(centred, mean)
    if float(left @ left) <= 1e-10 * float(centred @ centred):
        return Text(
            es="No evaluable: la tendencia y los controles explican por completo la otra variable.",
            en="Not assessable: trend and controls account for the other variable completely.",
        )
    return None


def _missing(subject: Subject, n: int, warnings: tuple[Text, ...]) -> tuple[Estimate, Estimate]:
    """Both estimates without a value."""
    without, with_term = (
        Estimate(**keyed(subject, key), method=METHOD.id, quantity=words, value=None, n=n, warnings=warnings)
        for key, words in QUANTITIES.items()
    )
    return without, with_term


def _diverged() -> Text:
    """The warning that no estimate exists."""
    return Text(
        es="No evaluable: el ajuste no converge (ceros que las columnas separan por completo, o medias sin cota).",
        en="Not assessable: the fit does not converge (zeros separated completely by the columns, or unbounded means).",
    )


def _estimate(
    subject: Subject,
    key: str,
    fitted: Fit,
    patterns: int,
    y: arrays.Floats,
    inside: area.Area,
    level: float,
    lost: tuple[Text, ...],
) -> Estimate:
    """One rate ratio."""
    b, se = float(fitted.coefficients[0]), float(fitted.errors[0])
    reach = float(norm.ppf(0.5 + level / 2.0)) * se
    links = weights.row_standardised(inside.n, inside.pairs)
    z = _moran_z(y, fitted, links)
    return Estimate(
        **{**keyed(subject, key), "unit": "rate ratio"},
        method=METHOD.id,
        quantity=QUANTITIES[key],
        value=float(np.exp(b)),
        interval=between((float(np.exp(b - reach)), float(np.exp(b + reach))), level, INTERVAL),
        n=inside.n,
        statistic_name="z",
        statistic=arrays.finite(b / se),
        p=arrays.finite(2.0 * norm.sf(abs(b / se))),
        assumptions=(_only_sensitivity(),),
        parameters={
            "role": "sensitivity",
            "log_rate_ratio": b,
            "log_se": se,
            "alpha": fitted.alpha,
            "eigenvectors": patterns,
            "log_likelihood": fitted.log_likelihood,
            "residual_moran_p": float(2.0 * norm.sf(z)) if len(inside.pairs) else None,
            "zeros": int((y == 0).sum()),
        },
        warnings=lost,
    )


def _only_sensitivity() -> Assumption:
    """Why this never decides."""
    return Assumption(
        name=Text(es="Conteos independientes dado el término espacial", en="Counts independent given the spatial term"),
        held=None,
        evidence=Text(
            es="No se comprueba: análisis de sensibilidad, no decide; con pocos lugares su intervalo es corto de más.",
            en="Not checked: a sensitivity analysis, it decides nothing; with few places its interval is too short.",
        ),
    )
