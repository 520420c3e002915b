"""How strong would something not measured have to be, to explain away a partial relation?

Formula: f = q |t| / sqrt(df); RV_q = (sqrt(f^4 + 4 f^2) - f^2) / 2; RV_q,alpha the same with f less
t*(alpha, df - 1) / sqrt(df - 1), 0 where that is negative, and (f^2 - f*^2) / (1 + f^2) where f f* > 1.
Reference: Cinelli, C. and Hazlett, C. (2020). Making sense of sensitivity: Extending omitted variable bias. Journal of
the Royal Statistical Society B 82, 39-67.
"""

import numpy as np
from scipy.stats import t as student

from yupay.analyse.numerics.subject import about
from yupay.analyse.relate.samples import refused
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="robustness-value",
    label=Text(es="Valor de robustez", en="Robustness value"),
    room="relate",
    formula="RV = (sqrt(f^4 + 4 f^2) - f^2) / 2, f = |t| / sqrt(df)",
    reference="Cinelli, C., & Hazlett, C. (2020). Making sense of sensitivity: Extending omitted variable bias. Journal "
    "of the Royal Statistical Society: Series B, 82, 39-67.",
    needs=Text(
        es="Una correlación parcial, o un coeficiente de regresión lineal, con su t y sus grados de libertad",
        en="A partial correlation, or a coefficient of a linear regression, with its t and degrees of freedom",
    ),
    fields=("parameters.for_significance", "parameters.partial_r2", "parameters.share", "parameters.alpha"),
    message="relate.robustness-value",
)
QUANTITY = Text(
    es="Valor de robustez: parte de la variación residual de ambas variables que algo no medido tendría que explicar "
    "para que la relación fuese cero",
    en="Robustness value: share of the residual variation of both variables that something not measured would have to "
    "explain for the relation to be zero",
)
BOUNDED = Text(
    es="Vale para relaciones en línea recta; con rangos, para la relación entre los rangos.",
    en="It holds for straight-line relations; with ranks, for the relation between the ranks.",
)


def robustness(partial: Estimate, subject: Subject, *, share: float = 1.0, alpha: float = 0.05) -> Estimate:
    """The robustness value of an estimate that carries a t (`statistic`) and `df`.

    Args:
        partial: a partial correlation or the coefficient of a linear regression.
        subject: what the estimate is about.
        share: the share of the coefficient to be explained away (1: all of it).
        alpha: two-sided level of `parameters["for_significance"]`.

    """
    t, df = partial.statistic, partial.df
    if partial.value is None or t is None or df is None or partial.statistic_name != "t" or df <= 1:
        reason = Text(
            es="No evaluable: la relación no tiene t con sus grados de libertad.",
            en="Not assessable: the relation has no t with its degrees of freedom.",
        )
        return refused(subject, METHOD.id, QUANTITY, partial.n or 0, *partial.warnings, reason)
    return Estimate(
        **about(subject) | {"unit": "proportion"},
        method=METHOD.id,
        quantity=QUANTITY,
        value=robustness_value(t, df, share),
        df=df,
        n=partial.n,
        assumptions=partial.assumptions,
        parameters={
            "for_significance": robustness_value(t, df, share, alpha),
            "partial_r2": t * t / (t * t + df),
            "share": share,
            "alpha": alpha,
            "coefficient": partial.value,
        },
        warnings=(*partial.warnings, BOUNDED),
    )


def robustness_value(t: float, df: float, share: float = 1.0, alpha: float = 1.0) -> float:
    """Share of the residual variation of both sides; with `alpha` below 1, to leave t below its critical value."""
    f = share * abs(t) / float(np.sqrt(df))
    critical = 0.0 if alpha >= 1.0 else float(student.isf(alpha / 2.0, df - 1.0) / np.sqrt(df - 1.0))
    left = f - critical
    if left <= 0:
        return 0.0
    if f * critical > 1.0:
        return float((f**2 - critical**2) / (1.0 + f**2))
    return float((np.sqrt(left**4 + 4.0 * left**2) - left**2) / 2.0)
