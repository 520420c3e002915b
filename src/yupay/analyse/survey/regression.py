"""How does the mean of an outcome, or the odds of a trait, go with several variables at once, under the design?

Formula: weighted least squares, or weighted logistic likelihood; the design's sandwich variance; t on df + 1 - p.
Reference: Binder (1983), International Statistical Review 51, 279-292; Lumley (2010), Complex Surveys, chapters 5 and 6.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr

from yupay.analyse.numerics.arrays import as_columns, complete, finite, floats
from yupay.analyse.numerics.designs import Design, degrees
from yupay.analyse.numerics.subject import about
from yupay.analyse.survey import core
from yupay.analyse.survey.models import Family, fit
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="design-regression",
    label=Text(es="Regresión según el diseño muestral", en="Design-based regression"),
    room="survey",
    formula="weighted least squares or logistic likelihood; sandwich variance of the design; t on df + 1 - p",
    reference="Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex surveys. "
    "International Statistical Review, 51, 279-292.",
    needs=Text(
        es="Un resultado numérico o de 0 y 1, columnas numéricas, más conglomerados que coeficientes",
        en="A numeric or 0-1 outcome, numeric columns, more clusters than coefficients",
    ),
    fields=("interval", "se", "df", "statistic", "p"),
    message="survey.regression",
)
SINGULAR = core.not_assessable(
    "las columnas repiten la misma información, o separan del todo el resultado.",
    "the columns repeat the same information, or separate the outcome altogether.",
)


def regression(
    outcome: ArrayLike,
    columns: ArrayLike,
    names: Sequence[str],
    design: Design,
    subject: Subject,
    *,
    family: Family = "gaussian",
    intercept: bool = True,
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
) -> tuple[Estimate, ...]:
    """One estimate per coefficient of outcome (n,) on columns (n, c) called `names`, the intercept first.

    "quasibinomial" takes an outcome of 0 and 1 and gives logarithms of odds ratios.
    """
    y = floats(outcome)
    table = as_columns(columns, y.size)
    if intercept:
        table = np.column_stack([np.ones(y.size), table])
    called = (*(("(intercept)",) if intercept else ()), *names)
    inside = np.ones(y.size, dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    given = complete(y, table)
    keep = inside & given & (design.weights > 0)
    lost = core.missing(int((inside & ~given).sum()))
    words = [quantity(name, family) for name in called]
    found = fit(y, table, design, keep, family) if keep.any() else None
    if found is None:
        reason = SINGULAR if keep.any() else core.NO_ROWS
        return tuple(
            core.refused(METHOD, word, core.keyed(subject, (name,)), reason, n=int(keep.sum()), warnings=lost)
            for word, name in zip(words, called, strict=True)
        )
    df = degrees(design, keep) + 1.0 - table.shape[1]
    text = core.design_text(design, df)
    made = []
    for place, name in enumerate(called):
        value, se = float(found.coefficients[place]), float(np.sqrt(found.covariance[place, place]))
        t = finite(value / se) if se > 0 else None
        made.append(
            Estimate(
                **about(core.keyed(subject, (name,)), core.QUESTION),
                method=METHOD.id,
                quantity=words[place],
                value=value,
                interval=core.t_interval(value, se, df, level),
                se=se,
                df=max(df, 0.0),
                n=int(keep.sum()),
                design=text,
                statistic_name="t",
                statistic=t,
                p=None if t is None or df < 1 else float(2.0 * stdtr(df, -abs(t))),
                parameters={"family": family, "turns": found.turns, "settled": found.settled},
                warnings=(*lost, *([core.NO_DF] if df < 1 else [])),
            )
        )
    return tuple(made)


def quantity(name: str, family: Family) -> Text:
    """What a coefficient is called."""
    if family == "gaussian":
        return Text(es=f"Coeficiente de {name}", en=f"Coefficient of {name}")
    return Text(es=f"Coeficiente de {name} (log de razón de odds)", en=f"Coefficient of {name} (log odds ratio)")
