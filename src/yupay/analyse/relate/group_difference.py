"""By how much do the means of groups differ, and how large is that beside the spread within them?

Formula: Student: t = (m1 - m2) / (s sqrt(1/n1 + 1/n2)), s pooled, n - 2 df; Welch: each group its own variance,
Satterthwaite's df; Cohen: d = (m1 - m2) / s, interval from the non-central t; analysis of variance: F, eta^2 = SSB / SST
with the interval of its non-centrality lambda / (lambda + n), omega^2 beside it.
Reference: Welch (1947), Biometrika 34, 28-35; Cohen (1988), Statistical power analysis for the behavioral sciences, ch. 2;
Steiger and Fouladi (1997), Noncentrality interval estimation; Hedges (1981), Journal of Educational Statistics 6, 107-128.
"""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln
from scipy.stats import f as fisher_f
from scipy.stats import t as student

from yupay.analyse.numerics.correlation import Alternative, t_tail
from yupay.analyse.numerics.subject import about, between
from yupay.analyse.relate.samples import (
    Groups,
    grouped,
    noncentral_f,
    noncentral_t,
    refused,
    separate_answers,
    several_groups,
    two_groups,
)
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

NEEDS = Text(
    es="Una variable de intervalo o razón en dos grupos, dos o más personas en cada uno",
    en="An interval or ratio variable in two groups, two or more persons in each",
)
METHOD = Method(
    id="welch-t",
    label=Text(es="t de Welch", en="Welch's t"),
    room="relate",
    formula="t = (m1 - m2) / sqrt(s1^2/n1 + s2^2/n2), Satterthwaite's df",
    reference="Welch, B. L. (1947). The generalization of Student's problem when several different population variances "
    "are involved. Biometrika, 34, 28-35.",
    needs=NEEDS,
    fields=("interval", "se", "df", "statistic", "p"),
    message="relate.welch-t",
)
STUDENT_METHOD = METHOD.model_copy(
    update={
        "id": "student-t",
        "label": Text(es="t de Student", en="Student's t"),
        "formula": "t = (m1 - m2) / (s sqrt(1/n1 + 1/n2)), s pooled, n - 2 df",
        "reference": "Student (1908). The probable error of a mean. Biometrika, 6, 1-25.",
        "message": "relate.student-t",
    }
)
COHEN_METHOD = METHOD.model_copy(
    update={
        "id": "cohen-d",
        "label": Text(es="d de Cohen", en="Cohen's d"),
        "formula": "d = (m1 - m2) / s pooled; interval from the non-central t",
        "reference": "Cohen, J. (1988). Statistical power analysis for the behavioral sciences (2nd ed.). Erlbaum. "
        "Hedges, L. V. (1981). Distribution theory for Glass's estimator of effect size and related estimators. Journal "
        "of Educational Statistics, 6, 107-128.",
        "fields": ("interval", "parameters.hedges_g"),
        "message": "relate.cohen-d",
    }
)
ANOVA_METHOD = Method(
    id="anova",
    label=Text(es="Análisis de varianza de un factor", en="One-way analysis of variance"),
    room="relate",
    formula="F = MSB / MSW on k - 1 and n - k; eta^2 = SSB / SST, interval from the non-central F",
    reference="Fisher, R. A. (1925). Statistical methods for research workers. Oliver and Boyd. Steiger, J. H., & Fouladi, "
    "R. T. (1997). Noncentrality interval estimation and the evaluation of statistical models.",
    needs=Text(
        es="Una variable de intervalo o razón en dos o más grupos, dos o más personas en cada uno",
        en="An interval or ratio variable in two or more groups, two or more persons in each",
    ),
    fields=("interval", "df", "statistic", "p", "parameters.df2", "parameters.omega2"),
    message="relate.anova",
)
DIFFERENCE = Text(es="Diferencia de medias", en="Difference of means")
COHEN = Text(es="d de Cohen", en="Cohen's d")
ETA = Text(es="Eta cuadrado (η²)", en="Eta squared (η²)")
T_INTERVAL = Text(es="t", en="t")
NONCENTRAL_T = Text(es="t no central", en="non-central t")
NONCENTRAL_F = Text(
    es="F no central; se extiende hasta η² si queda fuera", en="non-central F; stretched to η² where that lies outside"
)
NO_SPREAD = Text(
    es="No evaluable: dentro de los grupos los valores no varían.",
    en="Not assessable: the values do not vary within the groups.",
)


def welch_t(
    values: ArrayLike,
    groups: Sequence[Any] | ArrayLike,
    subject: Subject,
    *,
    order: Sequence[Any] = (),
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Mean of the first group less that of the second of values (n,), each group with its own variance."""
    held = grouped(values, groups, order)
    short = two_groups(held) or _no_spread(held)
    if short is not None:
        return refused(subject, METHOD.id, DIFFERENCE, held.n, *held.lost, short)
    share = np.array([part.var(ddof=1) / part.size for part in held.values])
    df = float(share.sum() ** 2 / (share**2 / (held.sizes - 1.0)).sum())
    return _difference(held, METHOD.id, float(np.sqrt(share.sum())), df, subject, alternative, level)


def student_t(
    values: ArrayLike,
    groups: Sequence[Any] | ArrayLike,
    subject: Subject,
    *,
    order: Sequence[Any] = (),
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Mean of the first group less that of the second of values (n,), one variance for both."""
    held = grouped(values, groups, order)
    short = two_groups(held) or _no_spread(held)
    if short is not None:
        return refused(subject, STUDENT_METHOD.id, DIFFERENCE, held.n, *held.lost, short)
    se = pooled(held) * float(np.sqrt((1.0 / held.sizes).sum()))
    return _difference(held, STUDENT_METHOD.id, se, held.n - 2.0, subject, alternative, level)


def cohen_d(
    values: ArrayLike,
    groups: Sequence[Any] | ArrayLike,
    subject: Subject,
    *,
    order: Sequence[Any] = (),
    level: float = 0.95,
    divisor: Literal["n - 2", "n"] = "n - 2",
) -> Estimate:
    """Standardised difference of two means of values (n,); positive where the first group stands higher.

    `divisor` of the pooled variance: n - 2 is usual; some programs divide by n.
    """
    held = grouped(values, groups, order)
    short = two_groups(held) or _no_spread(held)
    if short is not None:
        return refused(subject, COHEN_METHOD.id, COHEN, held.n, *held.lost, short)
    spread = pooled(held) * (1.0 if divisor == "n - 2" else float(np.sqrt(1.0 - 2.0 / held.n)))
    d = float(held.values[0].mean() - held.values[1].mean()) / spread
    scale, df = float(np.sqrt((1.0 / held.sizes).sum())), held.n - 2.0
    low, high = noncentral_t(d / scale, df, level)
    shrink = float(np.exp(gammaln(df / 2.0) - gammaln((df - 1.0) / 2.0)) / np.sqrt(df / 2.0))
    return Estimate(
        **about(subject) | {"unit": "standard deviation"},
        method=COHEN_METHOD.id,
        quantity=COHEN,
        value=d,
        interval=between((low * scale, high * scale), level, NONCENTRAL_T),
        df=df,
        n=held.n,
        assumptions=(separate_answers(),),
        parameters={"hedges_g": d * shrink, "divisor": divisor, **_told(held)},
        warnings=held.lost,
    )


def anova(
    values: ArrayLike,
    groups: Sequence[Any] | ArrayLike,
    subject: Subject,
    *,
    order: Sequence[Any] = (),
    level: float = 0.95,
) -> Estimate:
    """Eta squared of values (n,) over groups (n,), with F."""
    held = grouped(values, groups, order)
    short = several_groups(held) or _no_spread(held)
    if short is not None:
        return refused(subject, ANOVA_METHOD.id, ETA, held.n, *held.lost, short)
    means = np.array([part.mean() for part in held.values])
    within = float(sum(((part - part.mean()) ** 2).sum() for part in held.values))
    across = float(held.sizes @ (means - float(held.sizes @ means) / held.n) ** 2)
    df1, df2 = len(means) - 1.0, float(held.n - len(means))
    f, eta = (across / df1) / (within / df2), across / (across + within)
    low, high = (bound / (bound + held.n) for bound in noncentral_f(f, df1, df2, level))
    return Estimate(
        **about(subject),
        method=ANOVA_METHOD.id,
        quantity=ETA,
        value=eta,
        interval=between((min(low, eta), max(high, eta)), level, NONCENTRAL_F),
        df=df1,
        n=held.n,
        statistic_name="F",
        statistic=f,
        p=float(fisher_f.sf(f, df1, df2)),
        assumptions=(separate_answers(),),
        parameters={
            "df2": df2,
            "omega2": max(0.0, (across - df1 * within / df2) / (across + within + within / df2)),
            "groups": len(means),
            "smallest_group": int(held.sizes.min()),
            "means": "; ".join(f"{name}: {mean:g}" for name, mean in zip(held.labels, means, strict=True)),
        },
        warnings=held.lost,
    )


def pooled(held: Groups) -> float:
    """Standard deviation within groups, divisor n less the number of groups."""
    within = sum(float(((part - part.mean()) ** 2).sum()) for part in held.values)
    return float(np.sqrt(within / (held.n - len(held.values))))


def _difference(
    held: Groups, method: str, se: float, df: float, subject: Subject, alternative: Alternative, level: float
) -> Estimate:
    """The difference of two means with its t interval."""
    gap = float(held.values[0].mean() - held.values[1].mean())
    reach = float(student.ppf(0.5 + level / 2.0, df)) * se
    return Estimate(
        **about(subject) | {"unit": subject.unit or "value"},
        method=method,
        quantity=DIFFERENCE,
        value=gap,
        interval=between((gap - reach, gap + reach), level, T_INTERVAL),
        se=se,
        df=df,
        n=held.n,
        statistic_name="t",
        statistic=gap / se,
        p=t_tail(gap / se, df, alternative),
        assumptions=(separate_answers(),),
        parameters={"alternative": alternative, **_told(held)},
        warnings=held.lost,
    )


def _told(held: Groups) -> dict[str, float | int | str | bool | None]:
    """What is said of two groups."""
    return {
        "first_group": held.labels[0],
        "second_group": held.labels[1],
        "n_first_group": int(held.sizes[0]),
        "n_second_group": int(held.sizes[1]),
        "mean_first_group": float(held.values[0].mean()),
        "mean_second_group": float(held.values[1].mean()),
        "sd_first_group": float(held.values[0].std(ddof=1)),
        "sd_second_group": float(held.values[1].std(ddof=1)),
    }


def _no_spread(held: Groups) -> Text | None:
    """The reason where values do not vary within the groups."""
    return NO_SPREAD if all(float(np.ptp(part)) <= 0 for part in held.values) else None
