"""How much of the variation of ratings lies between the rated, and not between the raters?

Formula: mean squares of the rated BMS, within WMS, of raters JMS, residual EMS, of n rated by k raters each;
ICC(1,1) = (BMS - WMS) / (BMS + (k - 1) WMS); ICC(2,1) = (BMS - EMS) / (BMS + (k - 1) EMS + k (JMS - EMS) / n);
ICC(3,1) = (BMS - EMS) / (BMS + (k - 1) EMS); of the mean of k: (BMS - WMS) / BMS, (BMS - EMS) / (BMS + (JMS - EMS) / n),
(BMS - EMS) / BMS. Intervals from F; those of form 2 with Satterthwaite's degrees of freedom.
Reference: Shrout, P. E. and Fleiss, J. L. (1979). Intraclass correlations: Uses in assessing rater reliability.
Psychological Bulletin 86, 420-428.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import f as fisher_f

from yupay.analyse.numerics import arrays
from yupay.analyse.numerics.subject import about, between, constant, left_out, too_few
from yupay.analyse.relate.samples import refused
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="icc",
    label=Text(es="Correlación intraclase", en="Intraclass correlation"),
    room="relate",
    formula="six forms of Shrout and Fleiss from the mean squares of rated, raters and residual; F intervals",
    reference="Shrout, P. E., & Fleiss, J. L. (1979). Intraclass correlations: Uses in assessing rater reliability. "
    "Psychological Bulletin, 86, 420-428.",
    needs=Text(
        es="Dos o más jueces que califican a los mismos tres o más casos, sin celdas vacías",
        en="Two or more raters of the same three or more cases, no empty cell",
    ),
    fields=("interval", "statistic", "p", "parameters.df1", "parameters.df2", "parameters.raters"),
    message="relate.icc",
)
Form = Literal["icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"]
FORMS: dict[Form, Text] = {
    "icc1": Text(es="ICC(1,1): un juez, jueces distintos por caso", en="ICC(1,1): one rater, other raters per case"),
    "icc2": Text(es="ICC(2,1): un juez tomado al azar, acuerdo", en="ICC(2,1): one rater taken at random, agreement"),
    "icc3": Text(es="ICC(3,1): estos jueces, consistencia", en="ICC(3,1): these raters, consistency"),
    "icc1k": Text(
        es="ICC(1,k): media de k jueces distintos por caso", en="ICC(1,k): mean of k raters, others per case"
    ),
    "icc2k": Text(es="ICC(2,k): media de k jueces al azar, acuerdo", en="ICC(2,k): mean of k random raters, agreement"),
    "icc3k": Text(es="ICC(3,k): media de estos k jueces, consistencia", en="ICC(3,k): mean of these k, consistency"),
}
INTERVAL = Text(es="F (Shrout y Fleiss, 1979)", en="F (Shrout and Fleiss, 1979)")
ROUNDING = 1e-20
NO_BETWEEN = Text(
    es="No evaluable: los casos tienen todos la misma media.", en="Not assessable: the cases all have the same mean."
)


@dataclass(frozen=True)
class Squares:
    """Mean squares of a table of n rated by k raters: rated, within, raters, residual."""

    n: int
    k: int
    rated: float
    within: float
    raters: float
    residual: float


def icc(ratings: ArrayLike, subject: Subject, *, level: float = 0.95) -> tuple[Estimate, ...]:
    """The six forms for ratings (n, k): a row per rated, a column per rater; rows with an empty cell are left out."""
    table = arrays.floats(ratings)
    table = table if table.ndim == 2 else table.reshape(table.size, 1)
    keep = arrays.complete(table)
    kept, lost = table[keep], left_out(int((~keep).sum()))
    short = _short(kept)
    if short is not None:
        return tuple(refused(_of(subject, form), METHOD.id, FORMS[form], len(kept), *lost, short) for form in FORMS)
    found = squares(kept)
    return tuple(_estimate(form, found, subject, level, lost) for form in FORMS)


def squares(table: arrays.Floats) -> Squares:
    """Mean squares of ratings (n, k) without empty cells."""
    n, k = table.shape
    centred = table - table.mean()
    rows, columns = centred.mean(axis=1), centred.mean(axis=0)
    between_rows, between_columns = k * float(rows @ rows), n * float(columns @ columns)
    left = centred - rows[:, None] - columns
    total = float((centred * centred).sum())
    between_rows, between_columns, residual = (
        part if part > ROUNDING * total else 0.0 for part in (between_rows, between_columns, float((left * left).sum()))
    )
    return Squares(
        n,
        k,
        rated=between_rows / (n - 1),
        within=(between_columns + residual) / (n * (k - 1)),
        raters=between_columns / (k - 1),
        residual=residual / ((n - 1) * (k - 1)),
    )


def coefficient(form: Form, s: Squares) -> float | None:
    """One of the six forms; None where its denominator is not positive."""
    error = s.within if form.startswith("icc1") else s.residual
    raters = (s.raters - s.residual) / s.n if form.startswith("icc2") else 0.0
    if form.endswith("k"):
        top, bottom = s.rated - error, s.rated + raters
    else:
        top, bottom = s.rated - error, s.rated + (s.k - 1) * error + s.k * raters
    return top / bottom if bottom > 1e-12 * (s.rated + s.within) else None


def bounds(form: Form, s: Squares, level: float) -> tuple[float, float]:
    """The F interval of one of the six forms."""
    tail = (1.0 - level) / 2.0
    if form.startswith("icc2"):
        low, high = _agreement(s, tail)
        return (_stepped(low, s.k), _stepped(high, s.k)) if form.endswith("k") else (low, high)
    error, df2 = (s.within, s.n * (s.k - 1)) if form.startswith("icc1") else (s.residual, (s.n - 1) * (s.k - 1))
    if error <= 0:
        return 1.0, 1.0
    f = s.rated / error
    low_f = f / float(fisher_f.isf(tail, s.n - 1, df2))
    high_f = f * float(fisher_f.isf(tail, df2, s.n - 1))
    if form.endswith("k"):
        return (1.0 - 1.0 / low_f, 1.0 - 1.0 / high_f)
    return (low_f - 1.0) / (low_f + s.k - 1.0), (high_f - 1.0) / (high_f + s.k - 1.0)


def _agreement(s: Squares, tail: float) -> tuple[float, float]:
    """The interval of ICC(2,1), with Satterthwaite's degrees of freedom for raters and residual together."""
    single = coefficient("icc2", s)
    if s.residual <= 0 or single is None:
        return (single or 0.0), (single or 0.0)
    n, k, ratio = s.n, s.k, s.raters / s.residual
    weight = n * (1.0 + (k - 1) * single) - k * single
    top = (k - 1) * (n - 1) * (k * single * ratio + weight) ** 2
    df = top / ((n - 1) * k**2 * single**2 * ratio**2 + weight**2)
    f_low, f_high = float(fisher_f.isf(tail, n - 1, df)), float(fisher_f.isf(tail, df, n - 1))
    spread = k * s.raters + (k * n - k - n) * s.residual
    low = n * (s.rated - f_low * s.residual) / (f_low * spread + n * s.rated)
    high = n * (f_high * s.rated - s.residual) / (spread + n * f_high * s.rated)
    return low, high


def _stepped(r: float, k: int) -> float:
    """Spearman-Brown: the reliability of the mean of k raters."""
    return k * r / (1.0 + (k - 1) * r)


def _estimate(form: Form, s: Squares, subject: Subject, level: float, lost: tuple[Text, ...]) -> Estimate:
    """One form as an estimate with its F test."""
    value = coefficient(form, s)
    # a mean of cases that do not differ has no reliability: its form divides by nothing
    if value is None or s.rated <= 1e-12 * s.within:
        return refused(_of(subject, form), METHOD.id, FORMS[form], s.n, *lost, NO_BETWEEN)
    error, df2 = (s.within, s.n * (s.k - 1)) if form.startswith("icc1") else (s.residual, (s.n - 1) * (s.k - 1))
    f = s.rated / error if error > 0 else None
    return Estimate(
        **about(_of(subject, form)),
        method=METHOD.id,
        quantity=FORMS[form],
        value=value,
        interval=between(bounds(form, s, level), level, INTERVAL),
        df=float(s.n - 1),
        n=s.n,
        statistic_name="F",
        statistic=f,
        p=0.0 if f is None else float(fisher_f.sf(f, s.n - 1, df2)),
        parameters={"form": form, "raters": s.k, "df1": s.n - 1, "df2": df2},
        warnings=lost,
    )


def _of(subject: Subject, form: str) -> Subject:
    """The subject of one form: its key says which."""
    return subject.model_copy(update={"key": f"{subject.key}/{form}" if subject.key else form})


def _short(table: arrays.Floats) -> Text | None:
    """Why ratings cannot be compared, or None where they can."""
    if table.shape[0] < 3:
        return too_few(table.shape[0], 3)
    if table.shape[1] < 2:
        return Text(
            es="No evaluable: se necesitan al menos dos jueces.", en="Not assessable: at least two raters are needed."
        )
    return constant() if np.ptp(table) <= 0 else None
