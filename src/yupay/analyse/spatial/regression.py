"""What every regression over a map shares: complete columns, contiguity among them, and one estimate a coefficient."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm
from scipy.stats import t as student

from yupay.analyse.numerics import arrays, correlation, spatial_ml, weights
from yupay.analyse.numerics.subject import about, between, left_out, shortfall
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.text import Text

INTERCEPT = "intercept"
QUANTITY = Text(es="Coeficiente de regresión", en="Regression coefficient")
NORMAL = Text(es="normal, matriz de información", en="normal, information matrix")
STUDENT = Text(es="t de Student", en="Student's t")
LARGEST = 3_000
Parameters = dict[str, float | int | str | bool | None]


@dataclass(frozen=True, eq=False)
class Columns:
    """Complete columns of n units: y (n,), design (n, k) with the intercept first, names (k,), weights (n, n)."""

    y: arrays.Floats
    design: arrays.Floats
    names: tuple[str, ...]
    weights: Any
    pairs: arrays.Whole
    lost: tuple[Text, ...]

    @property
    def n(self) -> int:
        """How many units."""
        return int(self.y.size)

    @property
    def links(self) -> float:
        """How many directed links there are, each unit's weights summing to one."""
        return float(self.weights.sum())


def columns(y: ArrayLike, covariates: ArrayLike, pairs: ArrayLike, names: Sequence[str]) -> Columns:
    """The units with y (n,) and every covariate (n, c), and the neighbours (m, 2) among them.

    Raises:
        ValueError: as many names as covariates are needed.

    """
    outcome = arrays.floats(y)
    table = arrays.as_columns(covariates, outcome.size)
    if table.shape[1] != len(names):
        raise ValueError(f"{table.shape[1]} covariates but {len(names)} names")
    keep = arrays.complete(outcome, table)
    n, inside = int(keep.sum()), weights.among(weights.as_pairs(pairs), keep)
    return Columns(
        y=outcome[keep],
        design=np.hstack([np.ones((n, 1)), table[keep]]),
        names=(INTERCEPT, *names),
        weights=weights.row_standardised(n, inside),
        pairs=inside,
        lost=left_out(int((~keep).sum())),
    )


def reason(given: Columns, *, neighbours: bool, inverted: bool = False) -> Text | None:
    """Why nothing can be fitted, or None; `neighbours`: links are needed, `inverted`: a matrix of all units is too."""
    k = given.design.shape[1]
    short = shortfall(given.n, k + 3, arrays.is_constant(given.y))
    if short is not None:
        return short
    if neighbours and not len(given.pairs):
        return no_neighbours()
    if inverted and given.n > LARGEST:
        return Text(
            es=f"No evaluable: más de {LARGEST} unidades; este ajuste necesita los autovalores de la contigüidad.",
            en=f"Not assessable: more than {LARGEST} units; this fit needs the eigenvalues of the contiguity.",
        )
    if not spatial_ml.full_rank(given.design):
        return Text(
            es="No evaluable: una covariable no varía o repite a las demás.",
            en="Not assessable: one covariate does not vary or repeats the others.",
        )
    left = correlation.residuals(given.y, given.design)
    if float(left @ left) <= 1e-18 * float(given.y @ given.y):
        return Text(
            es="No evaluable: las covariables explican por completo la variable.",
            en="Not assessable: the covariates account for the variable completely.",
        )
    return None


def no_neighbours() -> Text:
    """The warning that no two units touch."""
    return Text(es="No evaluable: ninguna unidad tiene vecinos.", en="Not assessable: no unit has a neighbour.")


def keyed(subject: Subject, key: str) -> dict[str, Any]:
    """The subject's fields with this key before its own."""
    return {**about(subject), "key": "/".join(part for part in (key, subject.key) if part)}


def missing(
    subject: Subject, method: str, keys: Sequence[tuple[str, Text]], given: Columns, why: Text
) -> tuple[Estimate, ...]:
    """One estimate without a value for each key."""
    return tuple(
        Estimate(
            **keyed(subject, key), method=method, quantity=quantity, value=None, n=given.n, warnings=(*given.lost, why)
        )
        for key, quantity in keys
    )


def coefficient(
    subject: Subject,
    method: str,
    key: str,
    value: float,
    se: float,
    given: Columns,
    *,
    df: float | None = None,
    level: float = 0.95,
    quantity: Text = QUANTITY,
    parameters: Parameters | None = None,
    assumptions: tuple[Assumption, ...] = (),
    warnings: tuple[Text, ...] = (),
) -> Estimate:
    """One coefficient: with `df` its t and interval by t, without by the normal."""
    ratio = value / se if se > 0 else float("nan")
    tail = norm.sf(abs(ratio)) if df is None else student.sf(abs(ratio), df)
    reach = se * float(norm.ppf(0.5 + level / 2) if df is None else student.ppf(0.5 + level / 2, df))
    return Estimate(
        **keyed(subject, key),
        method=method,
        quantity=quantity,
        value=value,
        se=se,
        interval=between((value - reach, value + reach), level, NORMAL if df is None else STUDENT),
        df=df,
        n=given.n,
        statistic_name="z" if df is None else "t",
        statistic=arrays.finite(ratio),
        p=arrays.finite(2.0 * tail),
        assumptions=assumptions,
        parameters=parameters or {},
        warnings=(*given.lost, *warnings),
    )
