"""How many are there if being on a first list changes the chance of being on the later ones (b), and people differ (bh)?

Lists are occasions in their order. Formula: log E(people with history w) = g + a (lists before the first one they are
on) + c (lists after it that they are on); c = logit of a later capture, q = 1 - p = exp(a) / (1 + exp(c)),
N = exp(g) (1 + exp(c))**(t - 1) / p (Mb). Mbh leaves the first list free, m of them: N = exp(m) A + A q / p with
A = exp(g) (1 + exp(c))**(t - 1). se^2 = gradient' var gradient - N (a total of people, not a Poisson mean).
Reference: Rivest and Baillargeon (2007), Journal of Statistical Software 19(5); Otis, Burnham, White and Anderson
(1978), Wildlife Monographs 62; Zippin (1956), Biometrics 12, 163-189.
"""

from dataclasses import dataclass

import numpy as np

from yupay.analyse.hidden.closed_fit import Floats, closed_people, interval_of, poisson
from yupay.analyse.hidden.doubt import QUANTITY, left_empty, manned, only, refused, unchecked, unusable
from yupay.analyse.hidden.tables import Cells, lists_of, seen
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-behaviour",
    label=Text(es="Modelos de conducta: Mb, Mbh", en="Behaviour models: Mb, Mbh"),
    room="hidden",
    formula="log E(y_w) = g + a before + c after; N = exp(g) (1 + exp(c))^(t-1) / p",
    reference="Rivest, L.-P., & Baillargeon, S. (2007). Rcapture: Loglinear models for capture-recapture in R. Journal of "
    "Statistical Software, 19(5). Otis, D. L., Burnham, K. P., White, G. C., & Anderson, D. R. (1978). Statistical "
    "inference from capture data on closed animal populations. Wildlife Monographs, 62.",
    needs=Text(
        es="Tres listas o más que sean ocasiones sucesivas, en su orden",
        en="Three lists or more that are successive occasions, in their order",
    ),
    fields=("interval", "se", "df", "parameters.model", "parameters.p_first", "parameters.p_again", "parameters.bic"),
)
MODELS, LEAST_P = ("Mb", "Mbh"), 1e-9


@dataclass(frozen=True)
class BehaviourFit:
    """One model fitted; `abundance` and `se` are what the formula gives, `possible` whether that can be a total at all."""

    model: str
    seen: int
    abundance: float
    se: float
    p_first: float
    p_again: float
    deviance: float
    df: int
    aic: float
    bic: float
    possible: bool
    exists: bool


def fit(y: Cells, model: str) -> BehaviourFit:
    """Mb or Mbh fitted to a table (2**t,) whose lists are occasions in their order.

    Raises:
        ValueError: not one of the models.

    """
    if model not in MODELS:
        raise ValueError(f"not one of {', '.join(MODELS)}: {model!r}")
    t, n = lists_of(y), seen(y)
    found = poisson(design(t, model), y[1:])
    scale, q, again = _parts(found.beta, t)
    value = _total(found.beta, t)
    slope = _gradient(found.beta, t)
    variance = float(slope @ found.covariance @ slope) - value
    return BehaviourFit(
        model=model,
        seen=n,
        abundance=value,
        se=float(np.sqrt(max(variance, 0.0))),
        p_first=1 - q,
        p_again=again,
        deviance=found.deviance,
        df=found.df,
        aic=found.aic,
        bic=found.bic(n),
        possible=bool(0 < q < 1 and scale > 0 and value >= n and variance >= 0),
        exists=found.exists,
    )


def design(t: int, model: str) -> Floats:
    """The columns of a model over the histories 1 to 2**t - 1: intercept, (first list,) lists before, lists after."""
    cells = np.arange(1, 2**t)
    on = cells[:, None] >> np.arange(t) & 1
    before, k = on.argmax(axis=1), on.sum(axis=1)
    first = [before == 0] if model == "Mbh" else []
    return np.column_stack([np.ones(cells.size), *first, before, k - 1]).astype(np.float64)


def estimate(y: Cells, subject: Subject, *, model: str = "Mb", level: float = 0.95) -> Estimate:
    """The total of a table (2**t,) under Mb or Mbh; refused where first captures do not fall off from list to list."""
    short = unusable(y, least=3)
    shared = {"assumptions": assumptions(model)}
    if short is not None:
        return refused(y, subject, METHOD.id, short, parameters={"model": model}, **shared)
    found = fit(only(y, manned(y)), model)
    parameters = {
        "model": model,
        "p_first": found.p_first,
        "p_again": found.p_again,
        "aic": found.aic,
        "bic": found.bic,
        "deviance": found.deviance,
    }
    if not (found.exists and found.possible):
        return refused(y, subject, METHOD.id, _impossible(), parameters={"model": model, "bic": found.bic}, **shared)
    return Estimate(
        **about(subject, "hidden"),
        **shared,
        method=METHOD.id,
        quantity=QUANTITY,
        value=found.abundance,
        interval=interval_of(found.seen, found.abundance - found.seen, found.se, level),
        se=found.se,
        df=found.df,
        n=found.seen,
        parameters=parameters,
        warnings=left_empty(y, subject),
    )


def assumptions(model: str) -> tuple[Assumption, ...]:
    """What must hold of the people on no list, first; then that the lists are occasions; then what all models need."""
    people = Text(
        es="No se comprueba con estos datos: en cada ocasión, desde la primera, todos los que aún no están en ninguna lista tienen la misma probabilidad de entrar en una.",
        en="These data cannot check it: on each occasion, from the first, all who are on no list yet are equally likely to enter one.",
    )
    rest = Text(
        es="No se comprueba con estos datos: desde la segunda ocasión, todos los que aún no están en ninguna lista tienen la misma probabilidad de entrar en una.",
        en="These data cannot check it: from the second occasion, all who are on no list yet are equally likely to enter one.",
    )
    return (
        unchecked(
            Text(es="Supuesto que identifica el total", en="What identifies the total"),
            rest if model == "Mbh" else people,
        ),
        unchecked(
            Text(es="Listas sucesivas", en="Successive lists"),
            Text(
                es="No se comprueba aquí: las listas son ocasiones en el tiempo, en su orden; con listas simultáneas el modelo no tiene sentido.",
                en="Not checked here: the lists are occasions in time, in their order; with simultaneous lists the model means nothing.",
            ),
        ),
        *closed_people(),
    )


def _parts(b: Floats, t: int) -> tuple[float, float, float]:
    again = 1 / (1 + np.exp(-b[-1]))
    scale = float(np.exp(b[0]) * (1 + np.exp(b[-1])) ** (t - 1))
    return scale, float(np.exp(b[-2]) * (1 - again)), float(again)


def _total(b: Floats, t: int) -> float:
    """The formula's N; nan where first captures do not fall off at all (q = 1)."""
    scale, q, _ = _parts(b, t)
    p = _p(q)
    return scale / p if b.size == 3 else scale * (float(np.exp(b[1])) + q / p)


def _gradient(b: Floats, t: int) -> Floats:
    """The slope of N in the parameters."""
    scale, q, again = _parts(b, t)
    by_q = scale * q / _p(q) ** 2
    value = _total(b, t)
    last = (t - 1) * again * value - again * by_q
    if b.size == 3:
        return np.array([value, by_q, last])
    return np.array([value, scale * float(np.exp(b[1])), by_q, last])


def _p(q: float) -> float:
    return 1 - q if abs(1 - q) > LEAST_P else float("nan")


def _impossible() -> Text:
    return Text(
        es="No evaluable: las personas nuevas no disminuyen de una lista a la siguiente, o el total quedaría por debajo de las personas vistas; este modelo no describe estas listas.",
        en="Not assessable: new people do not fall off from one list to the next, or the total would be below the people seen; this model does not describe these lists.",
    )
