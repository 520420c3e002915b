"""How many were on no list, averaged over every decomposable graph of dependence between the lists?

Formula: p(N | y) proportional to (1 / N) N! / (N - n)! sum over graphs of prod_cliques D(C) / prod_separators D(S), with
D(C) = Gamma(A) / Gamma(N + A) prod_cells Gamma(n_cell + a_C) / Gamma(a_C), a_C = delta 2**(t - |C|) and A = delta 2**t;
the cell of nobody seen holds N - n, from 1 to the ceiling. All graphs are alike a priori.
Reference: Madigan and York (1997), Biometrika 84, 19-31; Dawid and Lauritzen (1993), Annals of Statistics 21, 1272-1317.
"""

from yupay.analyse.hidden import doubt
from yupay.analyse.hidden.graph_average import Averaged, average
from yupay.analyse.hidden.graph_list import MOST_GRAPH_LISTS, decomposable
from yupay.analyse.hidden.tables import Cells, lists_of, seen
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-graphs",
    label=Text(es="Promedio de grafos descomponibles", en="Average over decomposable graphs"),
    room="hidden",
    formula="p(N | y) ~ (1 / N) N! / (N - n)! sum over decomposable graphs of prod_cliques D(C) / prod_separators D(S)",
    reference="Madigan, D., & York, J. C. (1997). Bayesian methods for estimation of the size of a closed population. "
    "Biometrika, 84, 19-31.",
    needs=Text(es="Tres a seis listas que coinciden en parte", en="Three to six lists that overlap in part"),
    fields=("interval", "se", "parameters.mean", "parameters.delta", "parameters.ceiling", "parameters.graph_1"),
)
CREDIBLE = Text(es="Cuantiles de la distribución posterior", en="Quantiles of the posterior distribution")
MOVES, TOP_MASS = 0.2, 0.01


def estimate(
    y: Cells, subject: Subject, *, level: float = 0.95, delta: float | None = None, ceiling: float | None = None
) -> Estimate:
    """The posterior median of the total and its interval, with what other priors and half the ceiling would give.

    `delta` is the prior count of a cell (None: 2**-t); `ceiling` the largest total allowed (None: 21 times the seen).
    Not assessable where half the ceiling would move the median by more than 20 %: the ceiling, not the lists, decides.
    """
    reason = _unfit(y, ceiling)
    if reason is not None:
        return doubt.refused(y, subject, METHOD.id, reason, *doubt.left_empty(y, subject), assumptions=ASSUMED)
    main, *others = _each(y, delta, ceiling)
    return _record(y, subject, main, others, level)


def over_priors(
    y: Cells, subject: Subject, *, level: float = 0.95, delta: float | None = None, ceiling: float | None = None
) -> tuple[Estimate, ...]:
    """One record for each prior count of a cell: `delta` (None: 2**-t), half, double, 0.5 and 1."""
    if _unfit(y, ceiling) is not None:
        return (estimate(y, subject, level=level, delta=delta, ceiling=ceiling),)
    every = _each(y, delta, ceiling)
    return tuple(
        _record(y, doubt.keyed(subject, f"delta = {one.delta:g}"), one, [two for two in every if two is not one], level)
        for one in every
    )


def _unfit(y: Cells, ceiling: float | None) -> Text | None:
    """Why nothing can be averaged, or None."""
    return doubt.unusable(y) or _too_many(len(doubt.manned(y))) or _low_ceiling(y, ceiling)


def _each(y: Cells, delta: float | None, ceiling: float | None) -> list[Averaged]:
    """The posterior at the usual prior count, then at each of the others."""
    table = doubt.only(y, doubt.manned(y))
    family = decomposable(lists_of(table))
    missing = None if ceiling is None else int(ceiling) - seen(y)
    usual = 2.0 ** -lists_of(table) if delta is None else delta
    return [average(table, one, missing, family) for one in _deltas(usual)]


def _record(y: Cells, subject: Subject, main: Averaged, others: list[Averaged], level: float) -> Estimate:
    cut = main.below(max(main.posterior.size // 2, 1))
    lost = _ceiling_decides(main, cut.quantile(0.5))
    if lost is not None:
        told = {"delta": main.delta, "ceiling": int(main.total[-1]), "mass_at_top": _mass_at_top(main)}
        return doubt.refused(
            y, subject, METHOD.id, lost, *doubt.left_empty(y, subject), assumptions=ASSUMED, parameters=told
        )
    low, high = main.quantile((1 - level) / 2), main.quantile((1 + level) / 2)
    open_above = _open_above(main, high, cut.quantile((1 + level) / 2))
    bounds = Interval(low=low, high=None if open_above else high, level=level, method=CREDIBLE)
    medians = {f"median_delta_{other.delta:g}": other.quantile(0.5) for other in others}
    return Estimate(
        **about(subject, "hidden"),
        method=METHOD.id,
        quantity=doubt.QUANTITY,
        value=float(main.quantile(0.5)),
        interval=bounds,
        se=None if open_above else main.sd,
        n=seen(y),
        assumptions=ASSUMED,
        parameters={**_fitted(main, doubt.manned(y)), "median_ceiling_half": cut.quantile(0.5), **medians},
        warnings=(*open_above, *doubt.left_empty(y, subject), *_priors_decide(main, others), *_top(main)),
    )


def _deltas(usual: float) -> list[float]:
    """The prior counts set beside each other, the usual one first."""
    return list(dict.fromkeys([usual, usual / 2, usual * 2, 0.5, 1.0]))


def _fitted(main: Averaged, places: tuple[int, ...]) -> dict[str, float | int | str | bool | None]:
    """What was averaged, in flat names; cliques are written with the numbers of the lists of the whole table."""
    found: dict[str, float | int | str | bool | None] = {
        "delta": main.delta,
        "ceiling": int(main.total[-1]),
        "graphs": int(main.graph_probabilities.size),
        "mean": main.mean,
        "mode": main.mode,
        "mass_at_top": _mass_at_top(main),
    }
    for rank, (cliques, probability) in enumerate(main.leading(3), 1):
        found[f"graph_{rank}"] = doubt.numbered(cliques, places)
        found[f"graph_{rank}_probability"] = probability
    return found


def _mass_at_top(main: Averaged) -> float:
    """The probability of the highest tenth of the totals allowed."""
    return float(main.posterior[-max(main.posterior.size // 10, 1) :].sum())


def _too_many(lists: int) -> Text | None:
    if lists <= MOST_GRAPH_LISTS:
        return None
    return Text(
        es=f"No evaluable: {lists} listas; los grafos descomponibles se promedian hasta {MOST_GRAPH_LISTS} listas "
        "(con 7 serían 617,675): una algunas listas.",
        en=f"Not assessable: {lists} lists; decomposable graphs are averaged up to {MOST_GRAPH_LISTS} lists "
        "(7 would have 617,675): merge some lists.",
    )


def _low_ceiling(y: Cells, ceiling: float | None) -> Text | None:
    if ceiling is None or ceiling >= seen(y) + 1:
        return None
    return Text(
        es=f"No evaluable: el tope del total, {ceiling:,.0f}, no supera a las personas vistas, {seen(y):,}.",
        en=f"Not assessable: the ceiling of the total, {ceiling:,.0f}, is not above the people seen, {seen(y):,}.",
    )


def _ceiling_decides(main: Averaged, half: int) -> Text | None:
    median, top = main.quantile(0.5), int(main.total[-1])
    if abs(half / median - 1) <= MOVES:
        return None
    return Text(
        es=f"No evaluable: el tope del total ({top:,}) decide, no las listas; con la mitad del tope la mediana cambia en "
        f"más de 20 %. Probabilidad del décimo más alto: {_mass_at_top(main):.1%}.",
        en=f"Not assessable: the ceiling of the total ({top:,}) decides, not the lists; with half the ceiling the median "
        f"moves by more than 20 %. Probability of the highest tenth: {_mass_at_top(main):.1%}.",
    )


def _open_above(main: Averaged, high: int, half: int) -> tuple[Text, ...]:
    """The warning that half the ceiling would move the upper limit by more than 20 %: the lists do not bound it."""
    if abs(half / high - 1) <= MOVES:
        return ()
    top = int(main.total[-1])
    return (
        Text(
            es=f"Sin límite superior: lo decide el tope del total ({top:,}), no las listas; con el tope sería {high:,}, "
            f"con la mitad {half:,}.",
            en=f"No upper limit: the ceiling of the total ({top:,}) decides it, not the lists; with it {high:,}, with "
            f"half of it {half:,}.",
        ),
    )


def _top(main: Averaged) -> tuple[Text, ...]:
    mass, top = _mass_at_top(main), int(main.total[-1])
    if mass <= TOP_MASS:
        return ()
    return (
        Text(
            es=f"La distribución posterior llega al tope del total ({top:,}): el décimo más alto tiene {mass:.1%}.",
            en=f"The posterior distribution reaches the ceiling of the total ({top:,}): the highest tenth has {mass:.1%}.",
        ),
    )


def _priors_decide(main: Averaged, others: list[Averaged]) -> tuple[Text, ...]:
    """The warning that the median moves by more than 20 % over the prior counts."""
    median = main.quantile(0.5)
    if max(abs(other.quantile(0.5) / median - 1) for other in others) <= MOVES:
        return ()
    shown = "; ".join(f"delta {one.delta:g}: {one.quantile(0.5):,}" for one in [main, *others])
    return (
        Text(
            es=f"La distribución previa decide: la mediana cambia en más de 20 % con la cuenta previa por celda ({shown}).",
            en=f"The prior decides: the median moves by more than 20 % with the prior count of a cell ({shown}).",
        ),
    )


ASSUMED: tuple[Assumption, ...] = (
    doubt.unchecked(
        Text(
            es="En cada grafo, las listas que no están unidas son independientes dadas las demás, también entre las "
            "personas que no están en ninguna lista; donde todas están unidas, solo la distribución previa habla de ellas",
            en="In each graph, lists that are not joined are independent given the others, among the people on no list "
            "too; where all are joined, the prior alone speaks of them",
        ),
        Text(
            es="No se puede comprobar con las listas; se muestran otras cuentas previas por celda y otro tope.",
            en="The lists cannot check it; other prior counts of a cell and another ceiling are shown.",
        ),
    ),
    doubt.unchecked(
        Text(
            es="Población cerrada y registros bien enlazados", en="Closed population and records linked without error"
        ),
        Text(es="No se comprueba aquí.", en="Not checked here."),
    ),
)
