"""How much do two classifications of the same persons agree beyond chance, in the population?

Formula: kappa = (po - pe) / (1 - pe), po the weighted share that agrees, pe the sum of products of the margins; delta
method under the design.
Reference: Cohen (1960), Educational and Psychological Measurement 20, 37-46; Lumley (2010), Complex Surveys.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import replicates
from yupay.analyse.numerics.arrays import Floats, Whole
from yupay.analyse.numerics.designs import Design, degrees
from yupay.analyse.numerics.linearised import variance
from yupay.analyse.numerics.stages import blank
from yupay.analyse.numerics.subject import about
from yupay.analyse.survey import core
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="design-kappa",
    label=Text(es="Kappa de Cohen según el diseño muestral", en="Design-based Cohen's kappa"),
    room="survey",
    formula="(po - pe) / (1 - pe) of weighted shares; delta method under the design",
    reference="Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological "
    "Measurement, 20, 37-46.",
    needs=Text(es="Dos clasificaciones con las mismas categorías", en="Two classifications with the same categories"),
    fields=("interval", "se", "df", "n"),
    message="survey.kappa",
)
QUANTITY = Text(es="Kappa de Cohen", en="Cohen's kappa")
ONE_CATEGORY = core.not_assessable("todas las filas están en una sola categoría.", "all rows are in one category.")


def kappa(
    first: ArrayLike,
    second: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
) -> Estimate:
    """Cohen's kappa of two label columns (n,); rows blank in either are left out and counted."""
    a, b = np.asarray(first), np.asarray(second)
    inside = np.ones(a.shape[0], dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    given = ~blank(a) & ~blank(b)
    keep = inside & given & (design.weights > 0)
    n, df = int(keep.sum()), degrees(design, keep)
    lost = core.missing(int((inside & ~given).sum()))
    counted: dict[str, Any] = {"n": n, "df": df, "design": core.design_text(design, df)}
    if n == 0:
        return core.refused(METHOD, QUANTITY, subject, core.NO_ROWS, warnings=lost, **counted)
    rows, columns, count = _paired(a, b, keep)
    value, scores = _kappa(rows, columns, count, np.where(keep, design.weights, 0.0))
    if not np.isfinite(value):
        return core.refused(METHOD, QUANTITY, subject, ONE_CATEGORY, warnings=lost, **counted)
    if design.replicates is None:
        found = variance(design, scores)
    else:
        found = replicates.replicate_variance(design, lambda w: _kappa(rows, columns, count, np.where(keep, w, 0.0))[0])
    se = float(np.sqrt(found[0, 0]))
    return Estimate(
        **about(subject, core.QUESTION),
        method=METHOD.id,
        quantity=QUANTITY,
        value=value,
        interval=core.t_interval(value, se, df, level),
        se=se,
        parameters={"categories": count},
        warnings=(*lost, *([core.NO_DF] if df < 1 else [])),
        **counted,
    )


def _paired(a: ArrayLike, b: ArrayLike, keep: np.ndarray) -> tuple[Whole, Whole, int]:
    """Codes (n,) of both columns over the categories of either; rows not used get the first."""
    first, second = np.asarray(a).astype(str), np.asarray(b).astype(str)
    found = np.unique(np.concatenate([first[keep], second[keep]]))
    rows, columns = (np.where(keep, np.searchsorted(found, one), 0).clip(0, found.size - 1) for one in (first, second))
    return rows.astype(np.int64), columns.astype(np.int64), int(found.size)


def _kappa(rows: Whole, columns: Whole, count: int, w: Floats) -> tuple[float, Floats]:
    """Kappa under weights (n,), 0 where a row is not used, and its weighted influence values; NaN where pe is 1."""
    total = w.sum()
    across, down = np.bincount(rows, w, count) / total, np.bincount(columns, w, count) / total
    agree = (rows == columns).astype(np.float64)
    observed, expected = float(w @ agree / total), float(across @ down)
    if expected >= 1.0 - 1e-15:
        return float("nan"), np.zeros(w.size)
    slope = down[rows] + across[columns] - 2.0 * expected
    scores = (agree - observed) / (1.0 - expected) - (1.0 - observed) / (1.0 - expected) ** 2 * slope
    return (observed - expected) / (1.0 - expected), w * scores / total
