"""How many are there if lists differ (t), if people differ in how easily they are seen (h), or both (th)?

Formula: log E(people with history w) = g + sum_k b_k w_k + c h(number of lists), fitted to the 2**t - 1 histories;
N = seen + exp(g). M0: equal b_k, c = 0. Mt: free b_k, c = 0. h is 2**k - 1 (Poisson), k**2 / 2 (Darroch),
-log(3.5 + k) + log 3.5 (Gamma), or free and not below 0 from three lists up (Chao's lower bound).
se^2 = exp(g) + exp(2 g) var(g). Corrected for bias (M0, Mt): counts shifted before fitting, people on one list by -1/2
in all and on two by +1 (M0), each one-list history by (t - 2) / (2 t) and each two-list one by 2 / (t (t - 1)) (Mt).
Reference: Rivest and Baillargeon (2007), Journal of Statistical Software 19(5); Cormack (1989), Biometrics 45, 395-413;
Rivest and Lévesque (2001), Canadian Journal of Statistics 29, 555-572.
"""

from dataclasses import dataclass

import numpy as np

from yupay.analyse.hidden.closed_fit import Floats, closed_people, dark_se, interval_of, newton, poisson, reach
from yupay.analyse.hidden.doubt import QUANTITY, keyed, left_empty, manned, only, refused, unchecked, unusable
from yupay.analyse.hidden.tables import Cells, lists_of, seen
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-closed",
    label=Text(es="Modelos de población cerrada: M0, Mt, Mh, Mth", en="Closed-population models: M0, Mt, Mh, Mth"),
    room="hidden",
    formula="log E(y_w) = g + sum b_k w_k + c h(k); N = n + exp(g)",
    reference="Rivest, L.-P., & Baillargeon, S. (2007). Rcapture: Loglinear models for capture-recapture in R. Journal of "
    "Statistical Software, 19(5). Cormack, R. M. (1989). Log-linear models for capture-recapture. Biometrics, 45, 395-413.",
    needs=Text(
        es="Dos listas con coincidencias; tres para h (cuatro para acotarla bien)",
        en="Two lists that overlap; three for h (four to bound it well)",
    ),
    fields=("interval", "se", "df", "parameters.model", "parameters.aic", "parameters.bic", "parameters.deviance"),
)
CORRECTED = Method(
    id="hidden-closed-corrected",
    label=Text(es="M0 y Mt con corrección de sesgo", en="M0 and Mt corrected for bias"),
    room="hidden",
    formula="M0 or Mt fitted to shifted counts; N = n + exp(g)",
    reference="Rivest, L.-P., & Lévesque, T. (2001). Improved log-linear model estimators of abundance in "
    "capture-recapture experiments. Canadian Journal of Statistics, 29, 555-572.",
    needs=Text(es="Dos listas con coincidencias", en="Two lists that overlap"),
    fields=("interval", "se", "parameters.model"),
)
MODELS = (
    "M0",
    "Mt",
    "Mh Chao (LB)",
    "Mh Poisson2",
    "Mh Darroch",
    "Mh Gamma3.5",
    "Mth Chao (LB)",
    "Mth Poisson2",
    "Mth Darroch",
    "Mth Gamma3.5",
)


@dataclass(frozen=True)
class ClosedFit:
    """One model fitted: `abundance` and `se` are None where `reason` says why nothing is estimated.

    `zeroed`: how many of Chao's parameters came out below 0 and were set to 0.
    """

    model: str
    seen: int
    abundance: float | None
    se: float | None
    deviance: float
    df: int
    aic: float
    bic: float
    zeroed: int = 0
    reason: Text | None = None


def fit(y: Cells, model: str) -> ClosedFit:
    """One of `MODELS` fitted to a table (2**t,) of two lists or more with somebody on each.

    Raises:
        ValueError: not one of the models.

    """
    t, n, zeroed = lists_of(y), seen(y), 0
    columns = design(t, model)
    free = _chao(t) if "Chao" in model else 0
    while free and (below := newton(columns, y[1:])[0][-free:] <= 0).any():
        columns = np.delete(columns, columns.shape[1] - free + np.flatnonzero(below), axis=1)
        zeroed, free = zeroed + int(below.sum()), free - int(below.sum())
    found = poisson(columns, y[1:])
    shared = (found.deviance, found.df, found.aic, found.bic(n), zeroed)
    reason = _reason(columns, y[1:], found.exists)
    if reason is not None:
        return ClosedFit(model, n, None, None, *shared, reason)
    dark = float(np.exp(found.beta[0]))
    return ClosedFit(model, n, n + dark, dark_se(dark, float(found.covariance[0, 0])), *shared)


def corrected(y: Cells, model: str) -> tuple[float, float] | None:
    """N and its standard error under M0 or Mt, counts shifted against bias; None where the shifted fit does not exist."""
    t = lists_of(y)
    found = poisson(design(t, model), (y + shift(t, model))[1:])
    if not found.converged or abs(found.beta[0]) > 50:
        return None
    dark = float(np.exp(found.beta[0]))
    return seen(y) + dark, dark_se(dark, float(found.covariance[0, 0]))


def shift(t: int, model: str) -> Floats:
    """What is added to each history (2**t,) before M0 or Mt is fitted without bias."""
    k = np.array([cell.bit_count() for cell in range(2**t)])
    one, two = (-1 / (2 * t), 2 / (t * (t - 1))) if model == "M0" else ((t - 2) / (2 * t), 2 / (t * (t - 1)))
    return np.where(k == 1, one, np.where(k == 2, two, 0.0))


def design(t: int, model: str) -> Floats:
    """The columns of a model over the histories 1 to 2**t - 1: intercept, lists (or their number), heterogeneity.

    Raises:
        ValueError: not one of the models.

    """
    if model not in MODELS:
        raise ValueError(f"not one of {', '.join(MODELS)}: {model!r}")
    cells = np.arange(1, 2**t)
    on = (cells[:, None] >> np.arange(t) & 1).astype(np.float64)
    k = on.sum(axis=1)
    lists = on if model.startswith("Mt") else k[:, None]
    extra = {
        "Chao (LB)": [np.maximum(k - j + 1, 0) for j in range(3, 3 + _chao(t))],
        "Poisson2": [2.0**k - 1],
        "Darroch": [k**2 / 2],
        "Gamma3.5": [np.log(3.5) - np.log(3.5 + k)],
    }
    return np.column_stack([np.ones(cells.size), lists, *extra.get(model.partition(" ")[2], [])])


def estimate(y: Cells, subject: Subject, *, model: str = "Mt", level: float = 0.95) -> Estimate:
    """The total of a table (2**t,) under one of `MODELS`; lists that nobody is on are left out, and named."""
    short = unusable(y, least=3 if "h" in model else 2)
    if short is not None:
        return refused(y, subject, METHOD.id, short, parameters={"model": model})
    found = fit(only(y, manned(y)), model)
    parameters: dict[str, float | int | str | bool | None] = {
        "model": model,
        "aic": found.aic,
        "bic": found.bic,
        "deviance": found.deviance,
        "set_to_zero": found.zeroed if "Chao" in model else None,
    }
    if found.abundance is None or found.se is None or found.reason is not None:
        reason = found.reason or _boundary()
        return refused(y, subject, METHOD.id, reason, parameters=parameters, assumptions=assumptions(model))
    return Estimate(
        **about(subject, "hidden"),
        method=METHOD.id,
        quantity=QUANTITY,
        value=found.abundance,
        interval=interval_of(found.seen, found.abundance - found.seen, found.se, level),
        se=found.se,
        df=found.df,
        n=found.seen,
        assumptions=assumptions(model),
        parameters=parameters,
        warnings=(*_bounds(model), *left_empty(y, subject)),
    )


def estimates(y: Cells, subject: Subject, *, level: float = 0.95) -> tuple[Estimate, ...]:
    """Every model of `MODELS` side by side, the model in the key of each."""
    return tuple(estimate(y, keyed(subject, model), model=model, level=level) for model in MODELS)


def estimate_corrected(y: Cells, subject: Subject, *, model: str = "Mt", level: float = 0.95) -> Estimate:
    """The total of a table (2**t,) under M0 or Mt with its bias corrected; for two lists Mt is Chapman's estimate."""
    short = unusable(y, least=2)
    shared = {"parameters": {"model": model}, "assumptions": assumptions(model)}
    if short is not None:
        return refused(y, subject, CORRECTED.id, short, **shared)
    found = corrected(only(y, manned(y)), model)
    if found is None:
        return refused(y, subject, CORRECTED.id, _boundary(), **shared)
    value, se = found
    return Estimate(
        **about(subject, "hidden"),
        **shared,
        method=CORRECTED.id,
        quantity=QUANTITY,
        value=value,
        interval=interval_of(seen(y), value - seen(y), se, level),
        se=se,
        n=seen(y),
        warnings=left_empty(y, subject),
    )


def assumptions(model: str) -> tuple[Assumption, ...]:
    """What must hold of the people on no list under a model, first; then what all models need."""
    first = unchecked(Text(es="Supuesto que identifica el total", en="What identifies the total"), _identifying(model))
    return (first, *closed_people())


def _identifying(model: str) -> Text:
    same = Text(
        es="y todas las listas alcanzan a la misma proporción de personas",
        en="and all lists reach the same share of people",
    )
    lists = Text(es="", en="") if model.startswith("Mt") else same
    if "h" not in model:
        return Text(
            es=f"No se comprueba con estos datos: quienes no están en ninguna lista se comportan como si estar en una no dependiera de estar en otra, todas las personas son igual de visibles {lists.es}".strip()
            + ".",
            en=f"These data cannot check it: those on no list behave as if being on one did not depend on being on another, all people are equally visible {lists.en}".strip()
            + ".",
        )
    if "Chao" in model:
        return Text(
            es="No se comprueba con estos datos: las personas difieren en lo visibles que son, de cualquier forma; quienes están en una o dos listas dan entonces una cota inferior de quienes no están en ninguna.",
            en="These data cannot check it: people differ in how visible they are, in whatever way; those on one or two lists then give a lower bound for those on none.",
        )
    return Text(
        es=f"No se comprueba con estos datos: lo visibles que son las personas varía según la forma {model.partition(' ')[2]}, también entre quienes no están en ninguna lista. Otra forma se ajusta igual de bien y da otro total.",
        en=f"These data cannot check it: how visible people are varies in the {model.partition(' ')[2]} form, also among those on no list. Another form fits as well and gives another total.",
    )


def _bounds(model: str) -> tuple[Text, ...]:
    if "Chao" in model:
        return (Text(es="Es una cota inferior, no el total.", en="It is a lower bound, not the total."),)
    if "h" in model:
        return (
            Text(
                es="El total depende de la forma supuesta de la heterogeneidad: compárese con las otras formas.",
                en="The total depends on the form assumed for heterogeneity: compare it with the other forms.",
            ),
        )
    return ()


def _reason(columns: Floats, y: Floats, exists: bool) -> Text | None:
    """Why a fit gives no total, or None."""
    if np.linalg.matrix_rank(columns) < columns.shape[1] and reach(columns, y, np.eye(columns.shape[1])[0]) != "finite":
        return Text(
            es="No evaluable: el modelo tiene más parámetros de los que estas listas identifican.",
            en="Not assessable: the model has more parameters than these lists identify.",
        )
    return None if exists else _boundary()


def _boundary() -> Text:
    return Text(
        es="No evaluable: el máximo de la verosimilitud no existe con parámetros finitos (hay combinaciones de listas sin nadie).",
        en="Not assessable: the likelihood has no maximum at finite parameters (some combinations of lists hold nobody).",
    )


def _chao(t: int) -> int:
    return max(t - 2, 0)
