"""How many are there in each stratum, when strata may share how the lists find people?

A crossed table has the shape (levels of covariate 1, ..., 2**t): a table of lists for each combination of levels. A
factor is a list (places 0 to t - 1) or a covariate (t, t + 1, ...); an effect is a bitmask of factors, and a model is a
set of effects of two factors or more (the effects of one are always in).
Formula: log E(cell) = sum of effects, sum-to-zero contrasts, fitted to all cells but "on no list"; the unseen number of
a stratum is the mean that the fit gives its cell "on no list"; N = seen + sum of them.
se^2 = sum of the means + their covariance by the delta method. Without a model named: from single effects, the
two-factor effect that lowers BIC most is added until none does.
Reference: Bishop, Fienberg and Holland (1975), Discrete Multivariate Analysis, chapter 6; Fienberg and Rinaldo (2012),
Annals of Statistics 40, 996-1023.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from yupay.analyse.hidden.closed_fit import Floats, Regression, closed_people, interval_of, poisson, reach
from yupay.analyse.hidden.doubt import QUANTITY, left_empty, manned, named, only, overlap, refused, unchecked, unusable
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-covariates",
    label=Text(es="Log-lineal con covariables", en="Log-linear with covariates"),
    room="hidden",
    formula="log E(cell) = effects of lists and covariates; N = n + sum of the means on no list",
    reference="Bishop, Y. M. M., Fienberg, S. E., & Holland, P. W. (1975). Discrete multivariate analysis. MIT Press.",
    needs=Text(
        es="Dos listas o más con coincidencias y covariables con categorías conocidas para todas las personas vistas",
        en="Two lists or more that overlap, and covariates whose categories are known for all people seen",
    ),
    fields=("interval", "se", "df", "parameters.model", "parameters.aic", "parameters.bic", "parameters.unseen[...]"),
)


@dataclass(frozen=True)
class CrossedFit:
    """A model fitted to a crossed table; `unseen` has the shape of its covariates.

    `exists`: the maximum is at finite parameters; `unbounded`: some stratum's unseen number has no bound.
    """

    effects: tuple[int, ...]
    seen: int
    unseen: Floats
    se: float
    unseen_se: Floats
    aic: float
    bic: float
    deviance: float
    df: int
    exists: bool
    unbounded: bool

    @property
    def total(self) -> float:
        """The seen and the unseen of all strata."""
        return self.seen + float(self.unseen.sum())


def fit(y: Floats, effects: Iterable[int]) -> CrossedFit:
    """A model fitted to a crossed table y (levels of covariate 1, ..., 2**t); at the boundary the means there are 0."""
    levels, t = _shape(y)
    chosen = tuple(sorted(set(effects), key=lambda effect: (effect.bit_count(), effect)))
    columns, dark = design(levels, t, chosen), _dark(y)
    counts = y.reshape(-1)[~dark]
    found = poisson(columns[~dark], counts)
    rows = columns[dark]
    ends = _ends(found, columns[~dark], counts, rows)
    means = np.where([end == "zero" for end in ends], 0.0, np.exp(np.minimum(rows @ found.beta, 700.0)))
    covariance = means[:, None] * (rows @ found.covariance @ rows.T) * means
    return CrossedFit(
        effects=chosen,
        seen=int(y.sum()),
        unseen=means.reshape(levels),
        se=float(np.sqrt(means.sum() + max(float(covariance.sum()), 0.0))),
        unseen_se=np.sqrt(means + np.maximum(np.diag(covariance), 0.0)).reshape(levels),
        aic=found.aic,
        bic=found.bic(max(float(y.sum()), 1.0)),
        deviance=found.deviance,
        df=found.df,
        exists=found.exists,
        unbounded="unbounded" in ends or not found.converged,
    )


def choose(y: Floats) -> CrossedFit:
    """The model reached from single effects by adding, each time, the two-factor effect that lowers BIC most.

    Models whose maximum is not at finite parameters are passed over.
    """
    levels, t = _shape(y)
    left = pairs_of(t + len(levels))
    now = fit(y, ())
    while left:
        tried = [fit(y, (*now.effects, effect)) for effect in left]
        usable = [one for one in tried if one.exists and not one.unbounded]
        if not usable or ((then := min(usable, key=lambda one: one.bic)).bic >= now.bic and now.exists):
            break
        now = then
        left = [effect for effect in left if effect not in now.effects]
    return now


def design(levels: Sequence[int], t: int, effects: Iterable[int]) -> Floats:
    """The columns of a model over all cells of a crossed table (cells, p): 1, single effects, then `effects`."""
    factors = _contrasts(levels, t)
    columns = [np.ones((factors[0].shape[0], 1)), *factors]
    for effect in effects:
        block = np.ones((factors[0].shape[0], 1))
        for place, own in enumerate(factors):
            if effect >> place & 1:
                block = (block[:, :, None] * own[:, None, :]).reshape(len(block), -1)
        columns.append(block)
    return np.hstack(columns)


def pairs_of(factors: int) -> list[int]:
    """The effects of two factors."""
    return [(1 << i) | (1 << j) for i, j in combinations(range(factors), 2)]


def written(effects: Iterable[int], names: Sequence[str]) -> str:
    """A model in words: its single effects, then the others, `S1+S2+eth+S1:S2`."""
    terms = [":".join(name for k, name in enumerate(names) if effect >> k & 1) for effect in effects]
    return "+".join([*names, *terms])


def estimate(
    y: Floats,
    subject: Subject,
    *,
    categories: Sequence[Sequence[str]],
    covariates: Sequence[str] = (),
    effects: Iterable[int] | None = None,
    level: float = 0.95,
) -> Estimate:
    """The total of a crossed table over all strata; a model at the boundary is refused.

    `categories` are the words of each covariate's levels, `covariates` their names; without `effects` (of the lists that
    somebody is on, then the covariates) BIC chooses.
    """
    pooled = y.reshape(-1, y.shape[-1]).sum(axis=0)
    short = unusable(pooled, least=2) or _levels_empty(y, categories)
    shared = {"assumptions": assumptions()}
    if short is not None:
        return refused(pooled, subject, METHOD.id, short, **shared)
    table = on_manned(y)
    levels, _ = _shape(table)
    found = choose(table) if effects is None else fit(table, effects)
    names = names_of(y, subject, covariates)
    parameters = {
        "model": written(found.effects, names),
        "aic": found.aic,
        "bic": found.bic,
        "deviance": found.deviance,
    }
    if found.unbounded or not found.exists:
        return refused(pooled, subject, METHOD.id, _boundary(), parameters=parameters, **shared)
    cells = list(product(*(range(size) for size in levels)))
    words = {cell: ", ".join(categories[k][place] for k, place in enumerate(cell)) for cell in cells}
    return Estimate(
        **about(subject, "hidden"),
        **shared,
        method=METHOD.id,
        quantity=QUANTITY,
        value=found.total,
        interval=interval_of(found.seen, found.total - found.seen, found.se, level),
        se=found.se,
        df=found.df,
        n=found.seen,
        parameters={
            **parameters,
            "chosen_by": "BIC" if effects is None else "named",
            **{f"unseen[{words[cell]}]": float(found.unseen[cell]) for cell in cells},
            **{f"unseen_se[{words[cell]}]": float(found.unseen_se[cell]) for cell in cells},
        },
        warnings=(*_few(table, words), *left_empty(pooled, subject)),
    )


def on_manned(y: Floats) -> Floats:
    """The crossed table of the lists that somebody of any stratum is on."""
    places = manned(y.reshape(-1, y.shape[-1]).sum(axis=0))
    return np.stack([only(one, places) for one in y.reshape(-1, y.shape[-1])]).reshape(*y.shape[:-1], -1)


def names_of(y: Floats, subject: Subject, covariates: Sequence[str]) -> list[str]:
    """The names of the factors: the lists that somebody is on, then the covariates."""
    places = manned(y.reshape(-1, y.shape[-1]).sum(axis=0))
    words = [covariates[k] if k < len(covariates) else f"covariate {k + 1}" for k in range(y.ndim - 1)]
    return [named(subject, k) for k in places] + words


def assumptions() -> tuple[Assumption, ...]:
    """What must hold of the people on no list, first; then what all models need."""
    return (
        unchecked(
            Text(es="Supuesto que identifica el total", en="What identifies the total"),
            Text(
                es="No se comprueba con estos datos: en cada estrato, quienes no están en ninguna lista siguen el mismo modelo que los vistos; no hay más dependencia entre listas y covariables que la del modelo.",
                en="These data cannot check it: in each stratum, those on no list follow the same model as those seen; lists and covariates depend on each other in no way that is not in the model.",
            ),
        ),
        *closed_people(),
    )


def _shape(y: Floats) -> tuple[tuple[int, ...], int]:
    """Levels of the covariates, and how many lists."""
    return y.shape[:-1], y.shape[-1].bit_length() - 1


def _dark(y: Floats) -> NDArray[np.bool_]:
    """Which cells of a flattened crossed table are "on no list"."""
    found: NDArray[np.bool_] = np.arange(y.size) % y.shape[-1] == 0
    return found


def _contrasts(levels: Sequence[int], t: int) -> list[Floats]:
    """Sum-to-zero columns of each factor over all cells: lists first, then covariates."""
    place = np.indices((*levels, 2**t)).reshape(len(levels) + 1, -1)
    lists = [(1.0 - 2.0 * (place[-1] >> k & 1))[:, None] for k in range(t)]
    return lists + [np.vstack([np.eye(size - 1), -np.ones(size - 1)])[place[k]] for k, size in enumerate(levels)]


def _ends(found: Regression, columns: Floats, counts: Floats, rows: Floats) -> list[str]:
    if found.exists and np.linalg.matrix_rank(columns) == columns.shape[1]:
        return ["finite"] * len(rows)
    return [reach(columns, counts, row) for row in rows]


def _levels_empty(y: Floats, categories: Sequence[Sequence[str]]) -> Text | None:
    """A level that nobody was seen in has no unseen number."""
    for k in range(y.ndim - 1):
        totals = np.moveaxis(y, k, 0).reshape(y.shape[k], -1).sum(axis=1)
        if (totals == 0).any():
            word = categories[k][int(np.flatnonzero(totals == 0)[0])]
            return Text(
                es=f"No evaluable: nadie fue visto en la categoría «{word}»; únala a otra o quítela.",
                en=f'Not assessable: nobody was seen in the category "{word}"; join it to another or leave it out.',
            )
    return None


def _few(y: Floats, words: dict[tuple[int, ...], str]) -> tuple[Text, ...]:
    """The strata that lean on the others: fewer than 50 seen, or nobody on two lists."""
    small = [word for cell, word in words.items() if y[cell].sum() < 50 or overlap(y[cell]) == 0]
    if not small:
        return ()
    listed = "; ".join(small)
    return (
        Text(
            es=f"Estratos con menos de 50 personas vistas o sin coincidencias, cuya parte no vista descansa en los demás: {listed}.",
            en=f"Strata with fewer than 50 people seen or without overlap, whose unseen part leans on the others: {listed}.",
        ),
    )


def _boundary() -> Text:
    return Text(
        es="No evaluable: el máximo de la verosimilitud no existe con parámetros finitos (hay combinaciones de listas y categorías sin nadie); quite efectos o una categorías entre sí.",
        en="Not assessable: the likelihood has no maximum at finite parameters (some combinations of lists and categories hold nobody); take effects out or join categories.",
    )
