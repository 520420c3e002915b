"""What would alpha be if every item weighed alike, and how much of each item do the others hold?

Formula: standardised alpha = k r / (1 + (k - 1) r), r the mean correlation of the items; lambda 6 = 1 - sum(1 - smc) / 1'R1,
smc the squared multiple correlation of an item with the others.
Reference: Cronbach (1951), Psychometrika 16, 297-334; Guttman (1945), Psychometrika 10, 255-282; Hayashi and Kamata (2005),
Psychometrika 70, 579-586.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from yupay.analyse.instrument import alpha as cronbach
from yupay.analyse.instrument import core
from yupay.analyse.numerics import item_scores
from yupay.analyse.numerics.arrays import Floats
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD_ALPHA = Method(
    id="alpha-standardised",
    label=Text(es="Confiabilidad: alfa estandarizado", en="Reliability: standardised alpha"),
    room=core.ROOM,
    formula="k r / (1 + (k - 1) r), r the mean correlation of the items",
    reference="Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika, 16, 297-334. "
    "Hayashi, K., & Kamata, A. (2005). A note on the estimator of the alpha coefficient for standardized variables under "
    "normality. Psychometrika, 70, 579-586.",
    needs=Text(
        es="Dos o más ítems que varíen, en la misma dirección", en="Two or more items that vary, in the same direction"
    ),
    fields=("interval", "se", "n", "parameters.mean_correlation", "parameters.signal_to_noise"),
    message="instrument.alpha-standardised",
)
METHOD_SIX = Method(
    id="lambda-6",
    label=Text(es="Confiabilidad: lambda 6 de Guttman", en="Reliability: Guttman's lambda 6"),
    room=core.ROOM,
    formula="1 - sum(1 - smc) / 1'R1",
    reference="Guttman, L. (1945). A basis for analyzing test-retest reliability. Psychometrika, 10, 255-282.",
    needs=Text(
        es="Dos o más ítems que varíen, ninguno combinación de los demás; más personas que ítems",
        en="Two or more items that vary, none a combination of the others; more persons than items",
    ),
    fields=("n", "parameters.items"),
    message="instrument.lambda-6",
)
QUANTITY_ALPHA = Text(es="Alfa estandarizado", en="Standardised alpha")
QUANTITY_SIX = Text(es="Lambda 6 de Guttman (λ6)", en="Guttman's lambda 6 (λ6)")
FREE = Text(
    es="sin distribución supuesta, por la influencia de cada persona",
    en="distribution-free, from each person's influence",
)


def standardised_alpha(
    items: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    level: float = 0.95,
    missing: item_scores.Missing = "complete",
) -> Estimate:
    """Standardised alpha of answers (n, k); describes a score of standardised items, not the sum of raw answers."""
    correlation, used, fields, short = tables(items, names, missing)
    short = short or no_spread(correlation)
    if short is not None:
        return core.refused(subject, METHOD_ALPHA.id, QUANTITY_ALPHA, short, **fields)
    k = correlation.shape[0]
    pairs = correlation[np.triu_indices(k, 1)]
    mean, value = float(pairs.mean()), item_scores.alpha_of(correlation)
    se = _standard_error(item_scores.complete_rows(used), mean)
    reach = float(ndtri(0.5 + level / 2.0)) * se if se is not None else float("nan")
    return core.estimate(
        subject,
        METHOD_ALPHA.id,
        QUANTITY_ALPHA,
        value,
        interval=core.between(value - reach, min(1.0, value + reach), level, FREE),
        se=se,
        assumptions=(cronbach.TAU, core.persons_independent()),
        parameters={
            "items": k,
            "missing": missing,
            "mean_correlation": mean,
            "median_correlation": float(np.median(pairs)),
            "signal_to_noise": k * mean / (1.0 - mean) if mean < 1.0 else None,
        },
        **fields,
    )


def lambda_six(
    items: ArrayLike, names: Sequence[str], subject: Subject, *, missing: item_scores.Missing = "complete"
) -> Estimate:
    """Guttman's lambda 6 of answers (n, k)."""
    correlation, _, fields, short = tables(items, names, missing)
    short = short or no_spread(correlation)
    if short is None and item_scores.is_singular(correlation):
        short = core.singular()
    if short is not None:
        return core.refused(subject, METHOD_SIX.id, QUANTITY_SIX, short, **fields)
    value = item_scores.lambda_six(correlation)
    parameters = {"items": correlation.shape[0], "missing": missing}
    return core.estimate(subject, METHOD_SIX.id, QUANTITY_SIX, value, parameters=parameters, **fields)


def no_spread(correlation: Floats) -> Text | None:
    """The reason that the standardised items add up to a constant, or None."""
    return None if correlation.sum() > 1e-9 * correlation.shape[0] else cronbach.NO_SPREAD


def tables(
    items: ArrayLike, names: Sequence[str], missing: item_scores.Missing
) -> tuple[Floats, Floats, dict[str, Any], Text | None]:
    """Correlations of the items from their covariances, the answers used, n and warnings, and why not (or None)."""
    used, lost = cronbach.kept(core.answers(items, names), missing)
    fields: dict[str, Any] = {"n": len(used), "warnings": core.left_out(lost)}
    short = core.too_small(*used.shape)
    if short is not None:
        return np.eye(1), used, fields, short
    covariance = item_scores.covariances(used)
    still = [name for name, own in zip(names, np.diag(covariance), strict=True) if not own > 1e-12]
    if still or not np.isfinite(covariance).all():
        return np.eye(1), used, fields, core.flat(still or names)
    return item_scores.to_correlations(covariance), used, fields, None


def _standard_error(items: Floats, mean: float) -> float | None:
    """Standard error of standardised alpha from the influence of each complete person; None below three."""
    n, k = items.shape
    if n < 3 or not (items.std(axis=0) > 0).all():
        return None
    z = (items - items.mean(axis=0)) / items.std(axis=0)
    correlation = (z.T @ z) / n
    pull = (z.sum(axis=1) ** 2 - (z * z).sum(axis=1)) - (z * z) @ (correlation.sum(axis=1) - 1.0)
    slope = k / (1.0 + (k - 1.0) * mean) ** 2
    return float(slope * (pull / (k * (k - 1.0))).std(ddof=1) / np.sqrt(n))
