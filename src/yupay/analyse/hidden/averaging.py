"""What total do all models give together, each by its weight?

Formula: weights w = exp(-criterion / 2), summing to 1 over the models that have an estimate; with theta the log of the
dark figure, mean = sum of w theta, variance = sum of w (se**2 + (theta - mean)**2); total = seen + exp(mean), interval
seen + exp(mean -+ z se): models that disagree widen it.
Reference: Buckland, Burnham and Augustin (1997), Biometrics 53, 603-618; Burnham and Anderson (2002), Model Selection and
Multimodel Inference, 2nd edition, equations 4.1 and 6.12 (unconditional variance).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yupay.analyse.hidden import doubt, existence
from yupay.analyse.hidden.loglinear import Shown, wald
from yupay.analyse.hidden.selection import Criterion, Searched, named, searched
from yupay.analyse.hidden.tables import Cells
from yupay.analyse.hidden.wording import assumed, scarce
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

NEEDS = Text(es="De tres a seis listas con personas en común", en="Three to six lists that overlap")
FIELDS = ("interval", "se", "parameters.models", "parameters.refused", "parameters.model", "parameters.weight")
BIC = Method(
    id="hidden-bic-average",
    label=Text(es="Promedio de todos los modelos por BIC", en="Average of all models by BIC"),
    room="hidden",
    formula="mean of the log dark figure with weights exp(-BIC / 2); variance sum of w (se^2 + (theta - mean)^2)",
    reference="Burnham, K. P., & Anderson, D. R. (2002). Model selection and multimodel inference (2nd ed.). Springer. "
    "Buckland, S. T., Burnham, K. P., & Augustin, N. H. (1997). Model selection: An integral part of inference. "
    "Biometrics, 53, 603-618.",
    needs=NEEDS,
    fields=FIELDS,
)
AIC = BIC.model_copy(
    update={
        "id": "hidden-aic-average",
        "label": Text(es="Promedio de todos los modelos por AIC", en="Average of all models by AIC"),
        "formula": "mean of the log dark figure with weights exp(-AIC / 2); variance sum of w (se^2 + (theta - mean)^2)",
    }
)


@dataclass(frozen=True)
class Averaged:
    """The average over the models of a search: `weights` (m,), 0 for a model without an estimate."""

    people: int
    weights: NDArray[np.float64]
    log_dark: float
    se_log_dark: float
    se_within: float

    @property
    def estimate(self) -> float:
        """The total."""
        return self.people + math.exp(self.log_dark)

    @property
    def effective(self) -> float:
        """How many models of equal weight would spread as much: 1 / sum of squared weights."""
        return float(1.0 / (self.weights**2).sum())


def average(found: Searched, by: Criterion) -> Averaged:
    """The average of a search with at least one estimate, by BIC or AIC weights."""
    score = found.bic if by == "bic" else found.aic
    there = found.codes == existence.OK
    weights = np.where(there, np.exp(-0.5 * (score - score[there].min())), 0.0)
    weights = np.where(there, weights / weights[there].sum(), 0.0)
    some = weights > 0
    share, theta, se = weights[some], found.log_dark[some], found.se_log_dark[some]
    mean, within = float(share @ theta), float(share @ se**2)
    between = float(share @ (theta - mean) ** 2)
    return Averaged(found.seen, weights, mean, math.sqrt(within + between), math.sqrt(within))


def bic_average(
    y: Cells, subject: Subject, *, level: float = 0.95, most_order: int | None = None, seed: int | None = None
) -> Estimate:
    """The total averaged by BIC weights over all models up to `most_order`; nothing is drawn, `seed` is not used."""
    return _recorded(y, subject, BIC, "bic", level, most_order)


def aic_average(
    y: Cells, subject: Subject, *, level: float = 0.95, most_order: int | None = None, seed: int | None = None
) -> Estimate:
    """The total averaged by AIC weights over all models up to `most_order`; nothing is drawn, `seed` is not used."""
    return _recorded(y, subject, AIC, "aic", level, most_order)


def _recorded(
    y: Cells, subject: Subject, method: Method, by: Criterion, level: float, most_order: int | None
) -> Estimate:
    found = searched(y, most_order)
    if isinstance(found, Text):
        return doubt.refused(y, subject, method.id, found, *doubt.left_empty(y, subject), assumptions=assumed())
    one = average(found, by)
    low, high = wald(one.people, one.log_dark, one.se_log_dark, level)
    return Estimate(
        **about(subject, "hidden"),
        method=method.id,
        quantity=doubt.QUANTITY,
        value=one.estimate,
        interval=Interval(low=low, high=high if math.isfinite(high) else None, level=level, method=_way()),
        se=(one.estimate - one.people) * one.se_log_dark,
        n=one.people,
        assumptions=assumed(),
        parameters=_shown(found, one, y),
        warnings=(*_spread(found, one), *scarce(y, subject), *doubt.left_empty(y, subject)),
    )


def _shown(found: Searched, one: Averaged, y: Cells) -> Shown:
    """What was averaged, in flat names."""
    best = int(one.weights.argmax())
    return {
        "model": named(found, y, best),
        "weight": float(one.weights[best]),
        "most_order": found.most_order,
        "models": int(found.lengths.size),
        "refused": int(found.lengths.size) - found.admissible,
        "effective_models": one.effective,
        "dark_figure": one.estimate - one.people,
        "log_dark_se": one.se_log_dark,
        "log_dark_se_within": one.se_within,
    }


def _spread(found: Searched, one: Averaged) -> tuple[Text, ...]:
    """The warning that models of weight 5 % or more differ by more than half."""
    heavy = found.estimates[one.weights >= 0.05]
    if heavy.size < 2 or heavy.max() <= 1.5 * heavy.min():
        return ()
    low, high = heavy.min(), heavy.max()
    return (
        Text(
            es=f"Los modelos de más peso no concuerdan: sus totales van de {low:,.0f} a {high:,.0f}; el promedio está entre ellos.",
            en=f"The models of most weight disagree: their totals go from {low:,.0f} to {high:,.0f}; the average lies between.",
        ),
    )


def _way() -> Text:
    return Text(
        es="Wald sobre el logaritmo de la cifra oscura, con la varianza entre modelos (Burnham y Anderson, 2002)",
        en="Wald on the log of the dark figure, with the variance between models (Burnham and Anderson, 2002)",
    )
