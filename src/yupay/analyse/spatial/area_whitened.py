"""Do two indicators go together between units once neighbours, broad trends and size are allowed for?

The decision test. Normal scores of mid-ranks; each variable whitened by simultaneous autoregression on row-standardised
queen neighbours or by an exponential covariance with nugget, whichever has the higher REML likelihood, and cleared of
intercept, linear trend in both coordinates, log population and the declared controls (k columns in all).
Formula: r = sum(e_x e_y) / sqrt(sum(e_x^2) sum(e_y^2)); t = r sqrt((n - k - 1) / (1 - r^2)) on n - k - 1 df;
interval tanh(atanh r +- z / sqrt(n - k - 3)). The residuals' Moran's I uses the moments of regression residuals.
Reference: Cliff and Ord (1981), Spatial processes; Patterson and Thompson (1971), Biometrika 58, 545-554, for REML;
Fisher (1921), Metron 1, 3-32; size and power on simulated maps: benchmarks/results/area_test_size.md.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

from yupay.analyse.numerics import arrays, autocorrelation, correlation, intervals, ranks, weights, whitening
from yupay.analyse.numerics.subject import about, between, constant, left_out, too_few
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="area-whitened",
    label=Text(es="Correlación entre territorios, blanqueada", en="Whitened correlation between areas"),
    room="spatial",
    formula="correlation of whitened normal scores cleared of k mean columns; t on n - k - 1 df; Fisher z se 1/sqrt(n-k-3)",
    reference="Cliff, A. D., & Ord, J. K. (1981). Spatial processes: Models and applications. Pion. Patterson, H. D., & "
    "Thompson, R. (1971). Recovery of inter-block information when block sizes are unequal. Biometrika, 58, 545-554.",
    needs=Text(
        es="Dos variables al menos ordinales, coordenadas, contigüidad y población de las unidades",
        en="Two variables at least ordinal, coordinates, contiguity and population of the units",
    ),
    fields=(
        "interval",
        "df",
        "statistic",
        "p",
        "assumptions",
        "parameters.columns",
        "parameters.fisher_se",
        "parameters.family_x",
        "parameters.rho_x",
        "parameters.range_share_x",
        "parameters.nugget_x",
        "parameters.residual_moran_p_x",
    ),
    message="spatial.area-whitened",
)
QUANTITY = Text(
    es="Correlación de puntuaciones normales blanqueadas (r)", en="Correlation of whitened normal scores (r)"
)
INTERVAL = Text(es="z de Fisher con n - k unidades", en="Fisher z with n - k units")


def area_whitened(
    x: ArrayLike,
    y: ArrayLike,
    whitener: whitening.Whitener,
    subject: Subject,
    *,
    alternative: correlation.Alternative = "two-sided",
    level: float = 0.95,
    residual_alpha: float = 0.05,
    families: tuple[whitening.Family, ...] | None = None,
    trend: bool = True,
    size: bool = True,
) -> Estimate:
    """The decision test of x and y (one value per unit of `whitener.whole`; NaN left out and counted).

    Its relatives, which decide nothing: `families` ("sar" or "exponential" alone), `trend` False (no linear trend),
    `size` False (no log population, the first control of the map). `parameters` name what was changed.
    `parameters` hold, for x and for y: family, rho or range_share (of the map's diameter) and nugget, and the p of the
    residuals' Moran's I; `residual_moran_p` is the smaller of the two, and the assumption about neighbours holds when
    it is not below `residual_alpha`.
    """
    first, second = arrays.floats(x), arrays.floats(y)
    given = whitening.adapted(whitener, families=families, trend=trend, size=size)
    fitted = whitening.for_values(given, first, second)
    n, k = fitted.n, fitted.columns
    warnings = (*left_out(first.size - n), *_approximation(fitted))
    values = np.vstack([first, second])[:, fitted.kept]
    short = _shortfall(fitted, values)
    if short is not None:
        return Estimate(
            **about(subject), method=METHOD.id, quantity=QUANTITY, value=None, n=n, warnings=(*warnings, short)
        )
    white = whitening.whiten(fitted, ranks.normal_scores(values))
    r, df = float(correlation.cosine(white.residuals[0], white.residuals[1])), float(n - k - 1)
    t, se = correlation.t_of(r, df), intervals.fisher_se(n - k)
    moran_p = tuple(
        residual_p(fitted, row, int(point)) for row, point in zip(white.residuals, white.chosen, strict=True)
    )
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY,
        value=r,
        interval=between(intervals.fisher(r, se, level) if se else None, level, INTERVAL),
        df=df,
        n=n,
        statistic_name="t",
        statistic=arrays.finite(t),
        p=correlation.t_tail(t, df, alternative),
        assumptions=(_neighbours(moran_p, residual_alpha),),
        parameters={
            "alternative": alternative,
            "columns": k,
            "controls": ", ".join(fitted.whole.names) or None,
            "fisher_se": se,
            "islands": weights.islands(n, whitening.inside(fitted).pairs),
            **_described(fitted, int(white.chosen[0]), "x"),
            **_described(fitted, int(white.chosen[1]), "y"),
            "residual_moran_p_x": moran_p[0],
            "residual_moran_p_y": moran_p[1],
            "residual_moran_p": min((one for one in moran_p if one is not None), default=None),
            **({} if given is whitener else _changed(families, trend, size)),
        },
        warnings=warnings,
    )


def whitened_residuals(columns: ArrayLike, whitener: whitening.Whitener) -> tuple[arrays.Floats, int]:
    """Residuals (N, n) of N variables (N, units) over the units where all are known, and k, the columns removed.

    The arrays of the decision test, for comparing coefficients on the same residuals.
    """
    values = arrays.floats(columns)
    fitted = whitening.for_values(whitener, *values)
    if fitted.n < whitening.FEWEST:
        return np.zeros((len(values), 0)), fitted.columns
    scores = ranks.normal_scores(values[:, fitted.kept])
    return whitening.whiten(fitted, scores).residuals, fitted.columns


def residual_p(whitener: whitening.Whitener, residual: arrays.Floats, point: int) -> float | None:
    """Two-sided p of Moran's I of one whitened residual (n,), by the moments of regression residuals."""
    if float(whitener.weights.sum()) == 0.0:
        return None
    moments = autocorrelation.of_residuals(residual, whitener.bases[point], whitener.weights)
    return arrays.finite(2.0 * norm.sf(abs(moments.z)))


def _shortfall(whitener: whitening.Whitener, values: arrays.Floats) -> Text | None:
    """Why nothing can be computed, or None where it can."""
    needed = max(whitening.FEWEST, whitener.columns + 3)
    if whitener.n < needed:
        return too_few(whitener.n, needed)
    if not whitener.grid:
        return Text(
            es="No evaluable: esta dependencia no se ajusta a este mapa (demasiadas unidades, o todas en un punto).",
            en="Not assessable: this dependence cannot be fitted to this map (too many units, or all at one point).",
        )
    if any(arrays.is_constant(row) for row in values):
        return constant()
    scores = ranks.normal_scores(values)
    left = whitening.clear(whitener, scores)
    if bool(((left * left).sum(1) <= 1e-10 * (scores * scores).sum(1)).any()):
        return Text(
            es="No evaluable: la tendencia y los controles explican por completo una de las variables.",
            en="Not assessable: trend and controls account for one of the variables completely.",
        )
    return None


def _approximation(whitener: whitening.Whitener) -> tuple[Text, ...]:
    """The warning that a large map is whitened by autoregression alone."""
    if whitener.complete:
        return ()
    return (
        Text(
            es=f"Con más de {whitening.LARGE} unidades solo se ajusta la autorregresión, no la covarianza exponencial.",
            en=f"Above {whitening.LARGE} units only the autoregression is fitted, not the exponential covariance.",
        ),
    )


def _described(whitener: whitening.Whitener, point: int, which: str) -> dict[str, float | str | None]:
    """The fitted dependence of one variable, under names that end in x or y."""
    at = whitener.grid[point]
    return {
        f"family_{which}": at.family,
        f"rho_{which}": at.rho,
        f"range_share_{which}": at.range_share,
        f"nugget_{which}": at.nugget,
    }


def _changed(families: tuple[whitening.Family, ...] | None, trend: bool, size: bool) -> dict[str, float | str | None]:
    """What makes this a relative of the decision test and not the test itself."""
    left = [name for name, used in (("trend", trend), ("size", size)) if not used]
    return {"families": ", ".join(families) if families else "sar, exponential", "without": ", ".join(left) or None}


def _neighbours(p: tuple[float | None, ...], alpha: float) -> Assumption:
    """Whether what is left of both variables still resembles its neighbours."""
    known = [one for one in p if one is not None]
    shown = ", ".join(_written(one) for one in known)
    return Assumption(
        name=Text(es="Residuos sin dependencia espacial", en="Residuals without spatial dependence"),
        held=min(known) >= alpha if known else None,
        evidence=Text(
            es=f"I de Moran de los residuos de X y de Y (momentos de residuos de regresión): {shown or 'sin vecinos'}.",
            en=f"Moran's I of the residuals of X and of Y (moments of regression residuals): {shown or 'no neighbours'}.",
        ),
    )


def _written(p: float) -> str:
    """A p value as tables print it."""
    return "p < .001" if p < 0.001 else f"p = {p:.3f}".replace("0.", ".")
