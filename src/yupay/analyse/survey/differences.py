"""How far apart are two groups, or a weighted combination of several, under the design?

Formula: sum a_g theta_g with variance a' V a, V the covariance of the groups' estimates under the design (groups that
share clusters are correlated); t = difference / se on the design's degrees of freedom.
Reference: Lumley (2010), Complex Surveys, section 2.4; Korn and Graubard (1999), Analysis of Health Surveys, chapter 5.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import stdtr

from yupay.analyse.numerics import replicates
from yupay.analyse.numerics.arrays import Floats, finite
from yupay.analyse.numerics.designs import degrees
from yupay.analyse.numerics.linearised import variance
from yupay.analyse.numerics.subject import about
from yupay.analyse.survey import core
from yupay.analyse.survey.linear import Kind, Numbers, estimated
from yupay.analyse.survey.sums import Sums
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="design-difference",
    label=Text(es="Diferencia entre grupos según el diseño", en="Design-based difference between groups"),
    room="survey",
    formula="sum a_g theta_g; variance a'Va; t on the design's degrees of freedom",
    reference="Lumley, T. (2010). Complex surveys: A guide to analysis using R. Wiley, section 2.4.",
    needs=Text(es="Dos grupos o más con dato en la muestra", en="Two or more groups with data in the sample"),
    fields=("interval", "se", "df", "statistic", "p"),
    message="survey.difference",
)
QUANTITY = Text(es="Diferencia", en="Difference")


def combined(
    sums: Sums, kind: Kind, coefficients: Sequence[float], subject: Subject, *, level: float = core.LEVEL
) -> Estimate:
    """The combination of the groups' estimates by `coefficients` (G,), 1 and -1 for a difference.

    Raises:
        ValueError: there are not as many coefficients as groups.

    """
    weights = np.asarray(coefficients, dtype=np.float64)
    if weights.size != sums.groups:
        raise ValueError(f"{weights.size} coefficients for {sums.groups} groups")
    numbers = estimated(sums, kind) if sums.groups else None
    if numbers is None or not np.isfinite(numbers.value[weights != 0]).all():
        return core.refused(METHOD, QUANTITY, subject, core.NO_ROWS)
    used = weights != 0
    value = float(weights[used] @ numbers.value[used])
    se = float(np.sqrt(_variance(sums, numbers, weights)))
    df = _degrees(sums, used)
    t = finite(value / se) if se > 0 else None
    return Estimate(
        **about(subject, core.QUESTION),
        method=METHOD.id,
        quantity=QUANTITY,
        value=value,
        interval=core.t_interval(value, se, df, level),
        se=se,
        df=df,
        n=int(numbers.n[used].sum()),
        design=core.design_text(sums.design, df),
        statistic_name="t",
        statistic=t,
        p=None if t is None or df < 1 else float(2.0 * stdtr(df, -abs(t))),
        warnings=core.missing(numbers.missing[used].sum()),
    )


def _variance(sums: Sums, numbers: Numbers, weights: Floats) -> float:
    """Variance of the combination: every entry lies in one group, so its scores are only multiplied."""
    if numbers.thetas is not None:
        return float(
            replicates.spread(sums.design, numbers.thetas @ weights[:, None], numbers.value @ weights[:, None])[0, 0]
        )
    scores = np.where(sums.group >= 0, weights[sums.group] * numbers.scores, 0.0)
    return float(variance(sums.design, scores)[0, 0])


def _degrees(sums: Sums, used: np.ndarray) -> float:
    """Degrees of freedom of the groups that the combination uses, taken together."""
    inside = (sums.group >= 0) & used[sums.group] & (sums.count > 0)
    return degrees(sums.design, inside)
