"""What shape do the answers have: centre, spread, skewness, kurtosis; and of several variables together?

Formula: g1 = m3 / m2^(3/2), G1 = g1 sqrt(n (n - 1)) / (n - 2), SE = sqrt(6 n (n - 1) / ((n - 2)(n + 1)(n + 3)));
g2 = m4 / m2^2 - 3, G2 = (n - 1)((n + 1) g2 + 6) / ((n - 2)(n - 3)), SE = 2 SE(G1) sqrt((n^2 - 1) / ((n - 3)(n + 5)));
b1 = m3 / s^3 and b2 = m4 / s^4 - 3 beside them. Mardia: b1p = mean of (z_i . z_j)^3, b2p = mean of |z_i|^4, z whitened
with divisor n - 1; n b1p / 6 against chi-square, (b2p - p (p + 2)) / sqrt(8 p (p + 2) / n) against the normal.
Reference: Joanes and Gill (1998), The Statistician 47, 183-189; Mardia (1970), Biometrika 57, 519-530.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2, norm

from yupay.analyse.numerics import arrays
from yupay.analyse.numerics.subject import about, left_out, too_few
from yupay.analyse.relate.samples import enough, refused
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="distribution",
    label=Text(es="Forma de la distribución", en="Shape of the distribution"),
    room="relate",
    formula="mean, median, sd, trimmed mean, MAD, skewness G1 and kurtosis G2 with their standard errors",
    reference="Joanes, D. N., & Gill, C. A. (1998). Comparing measures of sample skewness and kurtosis. The Statistician, "
    "47, 183-189.",
    needs=Text(
        es="Una variable de intervalo o razón, n de 4 o más", en="An interval or ratio variable, n of 4 or more"
    ),
    fields=("se", "n", "parameters.type_1", "parameters.type_3"),
    message="relate.distribution",
)
MARDIA_METHOD = Method(
    id="mardia",
    label=Text(es="Asimetría y curtosis multivariadas de Mardia", en="Mardia's multivariate skewness and kurtosis"),
    room="relate",
    formula="b1p = mean (z_i . z_j)^3; n b1p / 6 chi-square; b2p = mean |z_i|^4; z = (b2p - p(p+2)) / sqrt(8p(p+2)/n)",
    reference="Mardia, K. V. (1970). Measures of multivariate skewness and kurtosis with applications. Biometrika, 57, "
    "519-530.",
    needs=Text(
        es="Dos o más variables, n mayor que su número, ninguna función de las otras",
        en="Two or more variables, n above their number, none a function of the others",
    ),
    fields=("statistic", "df", "p"),
    message="relate.mardia",
)
QUANTITIES = {
    "mean": Text(es="Media", en="Mean"),
    "median": Text(es="Mediana", en="Median"),
    "sd": Text(es="Desviación estándar", en="Standard deviation"),
    "trimmed_mean": Text(es="Media recortada al 10 %", en="Mean trimmed at 10%"),
    "mad": Text(es="Desviación absoluta mediana × 1.4826", en="Median absolute deviation × 1.4826"),
    "min": Text(es="Mínimo", en="Minimum"),
    "max": Text(es="Máximo", en="Maximum"),
    "skewness": Text(es="Asimetría (G1)", en="Skewness (G1)"),
    "kurtosis": Text(es="Curtosis en exceso (G2)", en="Excess kurtosis (G2)"),
}
SKEWNESS = Text(es="Asimetría multivariada de Mardia (b1p)", en="Mardia's multivariate skewness (b1p)")
KURTOSIS = Text(es="Curtosis multivariada de Mardia (b2p)", en="Mardia's multivariate kurtosis (b2p)")
SINGULAR = Text(
    es="No evaluable: una variable es función de las otras.",
    en="Not assessable: a variable is a function of the others.",
)
MAD, FEWEST, TRIM = 1.4826, 4, 0.1


def distribution(values: ArrayLike, subject: Subject) -> tuple[Estimate, ...]:
    """One estimate per descriptive statistic of a column (n,); its key names it. Missing values are left out."""
    column = arrays.floats(values).ravel()
    keep = arrays.complete(column)
    kept, lost = column[keep], left_out(int((~keep).sum()))
    if kept.size == 0:
        short = too_few(0, FEWEST)
        return tuple(refused(_of(subject, k), METHOD.id, q, 0, *lost, short) for k, q in QUANTITIES.items())
    shape = enough(kept.size, FEWEST, kept)
    centre = tuple(
        Estimate(
            **about(_of(subject, key)) | {"unit": subject.unit or "value"},
            method=METHOD.id,
            quantity=QUANTITIES[key],
            value=value,
            se=se,
            n=kept.size,
            warnings=lost if value is not None else (*lost, too_few(kept.size, 2)),
        )
        for key, (value, se) in centres(kept).items()
    )
    if shape is not None:
        return centre + tuple(
            refused(_of(subject, key), METHOD.id, QUANTITIES[key], kept.size, *lost, shape)
            for key in ("skewness", "kurtosis")
        )
    return centre + tuple(
        Estimate(
            **about(_of(subject, key)),
            method=METHOD.id,
            quantity=QUANTITIES[key],
            value=types["type_2"],
            se=types.pop("se"),
            n=kept.size,
            parameters=dict(types),
            warnings=lost,
        )
        for key, types in (("skewness", skewness(kept)), ("kurtosis", kurtosis(kept)))
    )


def centres(values: arrays.Floats) -> dict[str, tuple[float | None, float | None]]:
    """Value and standard error (of the mean alone) of each measure of centre and spread of a column (n,)."""
    n, cut, middle = values.size, int(values.size * TRIM), float(np.median(values))
    sd = float(values.std(ddof=1)) if n > 1 else None
    return {
        "mean": (float(values.mean()), None if sd is None else sd / float(np.sqrt(n))),
        "median": (middle, None),
        "sd": (sd, None),
        "trimmed_mean": (float(np.sort(values)[cut : n - cut].mean()), None),
        "mad": (MAD * float(np.median(np.abs(values - middle))), None),
        "min": (float(values.min()), None),
        "max": (float(values.max()), None),
    }


def skewness(values: arrays.Floats) -> dict[str, float]:
    """g1, G1 and b1 of a column (n,), n above 2, and the standard error of G1."""
    n, (m2, m3, _) = values.size, _moments(values)
    g1 = m3 / m2**1.5
    return {
        "type_1": g1,
        "type_2": g1 * float(np.sqrt(n * (n - 1.0))) / (n - 2.0),
        "type_3": g1 * (1.0 - 1.0 / n) ** 1.5,
        "se": _skewness_se(n),
    }


def kurtosis(values: arrays.Floats) -> dict[str, float]:
    """g2, G2 and b2 of a column (n,), n above 3, and the standard error of G2."""
    n, (m2, _, m4) = values.size, _moments(values)
    g2 = m4 / m2**2 - 3.0
    return {
        "type_1": g2,
        "type_2": (n - 1.0) * ((n + 1.0) * g2 + 6.0) / ((n - 2.0) * (n - 3.0)),
        "type_3": (g2 + 3.0) * (1.0 - 1.0 / n) ** 2 - 3.0,
        "se": 2.0 * _skewness_se(n) * float(np.sqrt((n * n - 1.0) / ((n - 3.0) * (n + 5.0)))),
    }


def _skewness_se(n: int) -> float:
    """Standard error of G1 in normal samples."""
    return float(np.sqrt(6.0 * n * (n - 1.0) / ((n - 2.0) * (n + 1.0) * (n + 3.0))))


def _moments(values: arrays.Floats) -> tuple[float, float, float]:
    """Second to fourth central moments, in units of the largest distance from the mean."""
    centred = values - values.mean()
    centred = centred / np.abs(centred).max()
    return float((centred**2).mean()), float((centred**3).mean()), float((centred**4).mean())


def mardia(columns: ArrayLike, subject: Subject) -> tuple[Estimate, ...]:
    """Multivariate skewness and kurtosis of columns (n, p), over the complete rows."""
    table = arrays.floats(columns)
    table = table if table.ndim == 2 else table.reshape(table.size, 1)
    keep = arrays.complete(table)
    kept, lost = table[keep], left_out(int((~keep).sum()))
    n, p = kept.shape
    short = enough(n, max(FEWEST, p + 2), *kept.T)
    white = None if short is not None else _whitened(kept)
    if white is None:
        reason = short or SINGULAR
        return (
            refused(_of(subject, "skewness"), MARDIA_METHOD.id, SKEWNESS, n, *lost, reason),
            refused(_of(subject, "kurtosis"), MARDIA_METHOD.id, KURTOSIS, n, *lost, reason),
        )
    thirds = np.einsum("ia,ib,ic->abc", white, white, white, optimize=True) / n
    b1, b2 = float((thirds**2).sum()), float(((white * white).sum(axis=1) ** 2).mean())
    statistic, df = n * b1 / 6.0, p * (p + 1) * (p + 2) / 6.0
    z = (b2 - p * (p + 2.0)) / float(np.sqrt(8.0 * p * (p + 2.0) / n))
    common = {"method": MARDIA_METHOD.id, "n": n, "warnings": lost}
    return (
        Estimate(
            **about(_of(subject, "skewness")),
            **common,
            quantity=SKEWNESS,
            value=b1,
            statistic_name="chi2",
            statistic=statistic,
            df=df,
            p=float(chi2.sf(statistic, df)),
        ),
        Estimate(
            **about(_of(subject, "kurtosis")),
            **common,
            quantity=KURTOSIS,
            value=b2,
            statistic_name="z",
            statistic=z,
            p=float(2.0 * norm.sf(abs(z))),
        ),
    )


def _whitened(table: arrays.Floats) -> arrays.Floats | None:
    """Columns (n, p) turned so that their covariance (divisor n - 1) is the identity; None where it is singular."""
    centred = table - table.mean(axis=0)
    centred = centred / centred.std(axis=0, ddof=1)
    vectors, sizes, _ = np.linalg.svd(centred, full_matrices=False)
    singular = sizes[-1] <= 1e-10 * sizes[0]
    return None if singular else np.asarray(vectors * np.sqrt(table.shape[0] - 1.0))


def _of(subject: Subject, key: str) -> Subject:
    """The subject of one statistic: its key names it."""
    return subject.model_copy(update={"key": f"{subject.key}/{key}" if subject.key else key})
