"""What the regressions share: complete rows, columns on one scale, separation, coefficients as estimates.

Formula: a likelihood of ordered categories has no maximum when some direction (b, c) other than zero has
c_y - x b >= 0 and x b - c_(y-1) >= 0 in every row and more than zero in one; a linear programme finds it. Profile
interval: the values whose best likelihood is less than chi^2(level, 1) / 2 below the largest.
Reference: Albert and Anderson (1984), Biometrika 71, 1-10; Konis (2007), Linear programming algorithms for detecting
separated data in binary logistic regression models; Venzon and Moolgavkar (1988), Applied Statistics 37, 87-94.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq, linprog
from scipy.special import ndtri
from scipy.stats import chi2, norm

from yupay.analyse.numerics import arrays
from yupay.analyse.numerics.subject import about, constant, left_out, too_few
from yupay.model.estimate import Assumption, Estimate, Interval, Subject
from yupay.model.text import Text

WALD = Text(es="Wald", en="Wald")
PROFILE = Text(es="perfil de la verosimilitud", en="profile likelihood")
RANK, SLACK, STEPS = 1e-9, 1e-6, 60
LARGEST = 500.0


@dataclass(frozen=True, eq=False)
class Rows:
    """Complete rows: outcome (n,), columns (n, k) centred and over their spread, what was taken off and divided by."""

    outcome: arrays.Floats
    columns: arrays.Floats
    names: tuple[str, ...]
    centre: arrays.Floats
    spread: arrays.Floats
    lost: tuple[Text, ...]

    @property
    def n(self) -> int:
        """How many rows."""
        return int(self.outcome.size)

    @property
    def k(self) -> int:
        """How many columns."""
        return len(self.names)


def needs_models() -> Text | None:
    """The reason where statsmodels is not installed, or None where it is."""
    if find_spec("statsmodels") is not None:
        return None
    return Text(
        es="No evaluable: falta el complemento «models» (statsmodels); se instala con yupay[models].",
        en="Not assessable: needs the extra “models” (statsmodels); install yupay[models].",
    )


def complete_rows(y: ArrayLike, columns: ArrayLike, names: Sequence[str]) -> Rows:
    """Rows of y (n,) and columns (n, k) without missing values, columns standardised.

    Raises:
        ValueError: there is not one name per column.

    """
    outcome = arrays.floats(y).ravel()
    table = arrays.floats(columns)
    table = table.reshape(outcome.size, -1) if table.size else np.zeros((outcome.size, len(names)))
    if table.shape[1] != len(names):
        raise ValueError(f"{table.shape[1]} columns and {len(names)} names")
    keep = arrays.complete(outcome, table)
    outcome, kept = outcome[keep], table[keep]
    centre = kept.mean(axis=0) if len(kept) else np.zeros(len(names))
    spread = kept.std(axis=0) if len(kept) else np.ones(len(names))
    spread = np.where(spread > 0, spread, 1.0)
    return Rows(outcome, (kept - centre) / spread, tuple(names), centre, spread, left_out(int((~keep).sum())))


def treatment(values: Sequence[Any], name: str) -> tuple[arrays.Floats, tuple[str, ...]]:
    """A category (n,) as 0/1 columns (n, c - 1), one per value after the first, and their names; missing is NaN."""
    labels = [None if v is None or v == "" or (isinstance(v, float) and np.isnan(v)) else v for v in values]
    present = sorted({v for v in labels if v is not None}, key=lambda v: (isinstance(v, str), v))
    columns = np.array([[np.nan if v is None else float(v == level) for level in present[1:]] for v in labels])
    shown = [int(v) if isinstance(v, float) and v.is_integer() else v for v in present]
    return columns.reshape(len(labels), max(0, len(present) - 1)), tuple(f"{name}={v} / {shown[0]}" for v in shown[1:])


def unusable(rows: Rows, needed: int) -> Text | None:
    """Why no regression can be fitted, or None where it can."""
    if rows.n < needed:
        return too_few(rows.n, needed)
    if rows.k == 0:
        return Text(
            es="No evaluable: no se declaró ninguna variable explicativa.",
            en="Not assessable: no explanatory variable was declared.",
        )
    if arrays.is_constant(rows.outcome) or any(np.ptp(column) <= 0 for column in rows.columns.T):
        return constant()
    sizes = np.linalg.svd(np.column_stack([np.ones(rows.n), rows.columns]), compute_uv=False)
    return COLLINEAR if sizes[-1] <= RANK * sizes[0] else None


COLLINEAR = Text(
    es="No evaluable: una variable explicativa es función exacta de las otras.",
    en="Not assessable: an explanatory variable is an exact function of the others.",
)
NO_FIT = Text(
    es="No evaluable: el ajuste no convergió.",
    en="Not assessable: the fit did not converge.",
)
SEPARATED = Text(
    es="No evaluable: separación; una combinación de las variables explicativas ordena sin error las categorías, y el "
    "coeficiente no tiene un máximo finito.",
    en="Not assessable: separation; a combination of the explanatory variables orders the categories without error, and "
    "the coefficient has no finite maximum.",
)


def separated(columns: arrays.Floats, codes: arrays.Whole, levels: int) -> bool:
    """Whether ordered categories `codes` (n,), 0 to levels - 1, are separated, wholly or in part, by columns (n, k)."""
    rows = np.unique(np.column_stack([columns, codes]), axis=0)
    x, y = rows[:, :-1], rows[:, -1].astype(int)
    cuts = np.zeros((len(rows), levels - 1))
    upper, lower = np.flatnonzero(y < levels - 1), np.flatnonzero(y > 0)
    above, below = cuts[upper], cuts[lower]
    above[np.arange(upper.size), y[upper]] = 1.0
    below[np.arange(lower.size), y[lower] - 1] = -1.0
    slack = np.vstack([np.hstack([-x[upper], above]), np.hstack([x[lower], below])])
    found = linprog(-slack.sum(axis=0), A_ub=-slack, b_ub=np.zeros(len(slack)), bounds=(-1.0, 1.0), method="highs")
    return bool(found.success and -found.fun > SLACK * max(10.0, len(slack)))


def profile(
    best_at: Callable[[float], float], most: float, value: float, se: float, level: float
) -> tuple[float | None, float | None]:
    """Interval of a coefficient from its profile log-likelihood; None where a side is not bounded.

    Args:
        best_at: the largest log-likelihood with the coefficient held at a value.
        most: the largest of all, at `value`.
        value: the maximum likelihood estimate.
        se: its standard error: the length of the first step.
        level: of the interval.

    """
    target = most - float(chi2.ppf(level, 1)) / 2.0
    step = float(ndtri(0.5 + level / 2.0)) * se

    def above(b: float) -> float:
        # a fit that fails far out counts as far below
        return max(best_at(b) - target, -LARGEST)

    def side(direction: float) -> float | None:
        far = value + direction * step
        for _ in range(STEPS):
            if above(far) < 0.0:
                return float(brentq(above, min(value, far), max(value, far), xtol=1e-7 * se))
            far += direction * step
        return None

    return (side(-1.0), side(1.0)) if above(value) > 0.0 else (None, None)


def wald(value: float, se: float, level: float) -> tuple[float, float]:
    """Interval from the standard error."""
    reach = float(ndtri(0.5 + level / 2.0)) * se
    return value - reach, value + reach


def odds_estimate(
    subject: Subject,
    method: str,
    name: str,
    value: float,
    se: float,
    bounds: tuple[float | None, float | None],
    level: float,
    how: Text,
    n: int,
    **more: Any,
) -> Estimate:
    """A coefficient on the scale of log odds, with the odds ratio in its parameters."""
    low, high = bounds
    z = value / se
    return Estimate(
        **about(keyed(subject, name)) | {"unit": "log odds"},
        method=method,
        quantity=Text(es=f"Coeficiente de {name} (logaritmo de momios)", en=f"Coefficient of {name} (log odds)"),
        value=value,
        interval=Interval(low=low, high=high, level=level, method=how),
        se=se,
        n=n,
        statistic_name="z",
        statistic=z,
        p=float(2.0 * norm.sf(abs(z))),
        parameters={
            "odds_ratio": _power(value),
            "odds_ratio_low": None if low is None else _power(low),
            "odds_ratio_high": None if high is None else _power(high),
        },
        **more,
    )


def keyed(subject: Subject, key: str) -> Subject:
    """The subject of one term: its key names it."""
    return subject.model_copy(update={"key": f"{subject.key}/{key}" if subject.key else key})


def refused(subject: Subject, method: str, quantity: Text, n: int, *warnings: Text) -> tuple[Estimate, ...]:
    """One estimate without a value, and why."""
    return (Estimate(**about(subject), method=method, quantity=quantity, value=None, n=n, warnings=warnings),)


def likelihood_ratio(subject: Subject, method: str, most: float, null: float, k: int, n: int, **more: Any) -> Estimate:
    """The model against no explanatory variable: Nagelkerke's R squared, with the chi-square of both likelihoods."""
    statistic = max(0.0, 2.0 * (most - null))
    snell, largest = -np.expm1(-statistic / n), -np.expm1(2.0 * null / n)
    return Estimate(
        **about(keyed(subject, "model")) | {"unit": "proportion"},
        method=method,
        quantity=Text(es="R² de Nagelkerke del modelo", en="Nagelkerke's R² of the model"),
        value=float(snell / largest),
        n=n,
        df=float(k),
        statistic_name="chi2",
        statistic=statistic,
        p=float(chi2.sf(statistic, k)),
        parameters={"log_likelihood": most, "null_log_likelihood": null, "mcfadden_r2": 1.0 - most / null},
        **more,
    )


def separate_answers() -> Assumption:
    """The assumption of every method that treats each answer as drawn on its own."""
    return Assumption(
        name=Text(es="Respuestas independientes", en="Independent answers"),
        held=None,
        evidence=Text(
            es="No se comprueba aquí: vale para una muestra aleatoria simple.",
            en="Not checked here: it holds for a simple random sample.",
        ),
    )


def _power(value: float) -> float:
    """E to the value, held below the largest double."""
    return float(np.exp(min(value, LARGEST)))
