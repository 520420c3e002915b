"""What share of all people's visibility have the lists together covered, and how many people does that leave?

Formula: n_k on list k, u_k on list k alone, t lists: coverage C = 1 - mean(u_k / n_k), D = n - mean(u_k).
Independent lists: N0 = D / C. Dependent in pairs, with A_jk = u_j + u_k + 2 (on j and k alone), B_jk = (on j and k) /
(n_j n_k): N = D / C + sum A_jk (N B_jk - 1) / (t C). Solved for N (enough coverage), or taken two steps from N0
(one-step version, too little coverage). For three lists these are Chao and Tsay's equations; with more, the dependence
of three lists or more among themselves is left out. se and interval: bootstrap of all cells, unseen included.
Reference: Chao and Tsay (1998), Journal of the American Statistical Association 93, 283-293; Chao, Tsay, Lin, Shau and
Chao (2001), Statistics in Medicine 20, 3123-3157; Tsay and Chao (2001), Journal of Applied Statistics 28, 25-36.
"""

from dataclasses import dataclass

import numpy as np

from yupay.analyse.hidden.closed_fit import Floats, closed_people, interval_of
from yupay.analyse.hidden.doubt import QUANTITY, left_empty, manned, only, refused, unchecked, unusable
from yupay.analyse.hidden.tables import Cells, lists_of, pairs, seen
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-sample-coverage",
    label=Text(es="Cobertura muestral", en="Sample coverage"),
    room="hidden",
    formula="N = D/C + sum A_jk (N B_jk - 1) / (t C); C = 1 - mean(u_k / n_k)",
    reference="Chao, A., & Tsay, P. K. (1998). A sample coverage approach to multiple-system estimation with application to "
    "census undercount. Journal of the American Statistical Association, 93, 283-293. Chao, A., Tsay, P. K., Lin, S.-H., "
    "Shau, W.-Y., & Chao, D.-Y. (2001). The applications of capture-recapture models to epidemiological data. Statistics "
    "in Medicine, 20, 3123-3157.",
    needs=Text(es="Tres listas o más con coincidencias", en="Three lists or more that overlap"),
    fields=("interval", "se", "parameters.version", "parameters.coverage", "parameters.independent"),
)
ENOUGH = 0.55


@dataclass(frozen=True)
class Coverage:
    """The coverage C, and the totals: independent lists, one-step, and solved (inf where the equation has no root above n)."""

    coverage: float
    independent: float
    one_step: float
    solved: float


def coverage(y: Cells) -> Coverage:
    """The sample coverage and the three totals of a table (2**t,) of three lists or more with somebody on each."""
    return Coverage(*(float(one[0]) for one in _totals(y[None, :])))


def estimate(
    y: Cells, subject: Subject, *, seed: int, one_step: bool | None = None, level: float = 0.95, draws: int = 1000
) -> Estimate:
    """The total of a table (2**t,): the solved version where coverage is above 0.55, otherwise the one-step version.

    `one_step` asks for a version. The interval is log-normal around the total, its standard error from `draws` tables.
    """
    short = unusable(y)
    shared = {"assumptions": assumptions()}
    if short is not None:
        return refused(y, subject, METHOD.id, short, **shared)
    table, n = only(y, manned(y)), seen(y)
    found = coverage(table)
    low = found.coverage <= ENOUGH if one_step is None else one_step
    value = found.one_step if low else found.solved
    parameters = {
        "version": "one-step" if low else "solved",
        "coverage": found.coverage,
        "independent": found.independent,
    }
    if not np.isfinite(value) or value < n:
        return refused(y, subject, METHOD.id, _rootless(), parameters=parameters, **shared)
    drawn = _drawn(table, value, seed, draws)[2 if low else 3]
    usable = drawn[np.isfinite(drawn)]
    se = float(usable.std(ddof=1)) if usable.size > 1 else None
    return Estimate(
        **about(subject, "hidden"),
        **shared,
        method=METHOD.id,
        quantity=QUANTITY,
        value=value,
        interval=None if se is None else interval_of(n, value - n, se, level),
        se=se,
        n=n,
        seed=seed,
        parameters={**parameters, "draws": draws, "draws_without_total": draws - usable.size},
        warnings=(*_cautions(found.coverage, low, draws - usable.size), *left_empty(y, subject)),
    )


def assumptions() -> tuple[Assumption, ...]:
    """What must hold of the people on no list, first; then what all models need."""
    return (
        unchecked(
            Text(es="Supuesto que identifica el total", en="What identifies the total"),
            Text(
                es="No se comprueba con estos datos: la dependencia entre listas, también entre quienes no están en ninguna, es la que se ve de dos en dos; no hay otra entre tres o más.",
                en="These data cannot check it: the dependence between lists, also among those on none, is the one seen two by two; there is no other among three or more.",
            ),
        ),
        *closed_people(),
    )


def _totals(tables: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Coverage, independent, one-step and solved totals of many tables (draws, 2**t); inf where there is none."""
    t = lists_of(tables[0])
    places = np.arange(tables.shape[1])
    on = np.stack([tables[:, places >> k & 1 == 1].sum(axis=1) for k in range(t)], axis=1)
    alone = tables[:, 1 << np.arange(t)]
    n, share = tables.sum(axis=1), 1 - (alone / np.maximum(on, 1)).mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        independent = (n - alone.mean(axis=1)) / share
        weights, ratios = _dependence(tables, on, alone)
        scaled = weights / (t * share)[:, None]
        first = independent + (scaled * (independent[:, None] * ratios - 1)).sum(axis=1)
        second = independent + (scaled * (first[:, None] * ratios - 1)).sum(axis=1)
        left = 1 - (scaled * ratios).sum(axis=1)
        solved = np.where(left > 0, (independent - scaled.sum(axis=1)) / left, np.inf)
    impossible = (on.min(axis=1) == 0) | (share <= 0)
    clean = [np.where(impossible | ~np.isfinite(one) | (one < n), np.inf, one) for one in (independent, second, solved)]
    return share, clean[0], clean[1], clean[2]


def _dependence(tables: Floats, on: Floats, alone: Floats) -> tuple[Floats, Floats]:
    """A and B of every pair of lists (draws, pairs)."""
    places = np.arange(tables.shape[1])
    weights, ratios = [], []
    for both in pairs(on.shape[1]):
        j, k = (place for place in range(on.shape[1]) if both >> place & 1)
        shared = tables[:, places & both == both].sum(axis=1)
        weights.append(alone[:, j] + alone[:, k] + 2 * tables[:, both])
        ratios.append(shared / np.maximum(on[:, j] * on[:, k], 1))
    return np.stack(weights, axis=1), np.stack(ratios, axis=1)


def _drawn(y: Cells, total: float, seed: int, draws: int) -> tuple[Floats, Floats, Floats, Floats]:
    """The totals of tables drawn with `total` people, the unseen among them."""
    whole = round(total)
    chances = y.copy()
    chances[0] = max(total - seen(y), 0.0)
    tables = np.random.default_rng(seed).multinomial(whole, chances / chances.sum(), size=draws).astype(np.float64)
    tables[:, 0] = 0.0
    return _totals(tables)


def _cautions(share: float, low: bool, lost: int) -> tuple[Text, ...]:
    found = []
    if share <= ENOUGH:
        found.append(
            Text(
                es=f"Cobertura muestral baja: {share:.2f}; por debajo de {ENOUGH} las listas coinciden poco para corregir su dependencia"
                + (" y la versión de un paso es, con dependencia positiva, una cota inferior." if low else "."),
                en=f"Low sample coverage: {share:.2f}; below {ENOUGH} the lists overlap too little to correct their dependence"
                + (" and the one-step version is, with positive dependence, a lower bound." if low else "."),
            )
        )
    if lost:
        found.append(
            Text(
                es=f"En {lost} de las tablas sorteadas no hubo total: el error estándar queda corto.",
                en=f"In {lost} of the drawn tables there was no total: the standard error is too small.",
            )
        )
    return tuple(found)


def _rootless() -> Text:
    return Text(
        es="No evaluable: la ecuación de la cobertura no tiene solución por encima de las personas vistas.",
        en="Not assessable: the coverage equation has no solution above the people seen.",
    )
