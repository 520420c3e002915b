"""How far does the total move when it is not sure which entries of the lists are one person?

Formula: in each of D draws every uncertain pair of entries is the same person with its probability, pairs apart from
each other; entries that a chain of links joins are one person; the histories are counted and the total is estimated. On
the log of the total less the fewest people of any draw (links move the people seen too): total variance = mean of the variances + (1 + 1/D) times the variance between draws, t
interval on Rubin's degrees of freedom; the total is the median of the draws.
Reference: Rubin (1987), Multiple Imputation for Nonresponse in Surveys, chapter 3; Racinskij, Smith and van der Heijden (2019),
arXiv:1903.10894 (linkage error in capture-recapture).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.special import stdtrit

from yupay.analyse.hidden import doubt, loglinear, stepwise
from yupay.analyse.hidden.tables import Cells
from yupay.analyse.hidden.wording import assumed
from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Interval, Subject
from yupay.model.lists import LinkedEntries
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-linkage",
    label=Text(
        es="Total con la duda sobre la vinculación de los registros", en="Total with the doubt about the linkage"
    ),
    room="hidden",
    formula="median of D totals over drawn links; log dark figure, variance within + (1 + 1/D) between",
    reference="Rubin, D. B. (1987). Multiple imputation for nonresponse in surveys. Wiley. Racinskij, V., Smith, P. A., & "
    "van der Heijden, P. G. M. (2019). Linkage free dual system estimation. arXiv:1903.10894.",
    needs=Text(es="Registros con probabilidades de vínculo", en="Entries with the probabilities of their links"),
    fields=(
        "interval",
        "seed",
        "parameters.tables",
        "parameters.tables_not_estimable",
        "parameters.share_between",
        "parameters.lowest",
        "parameters.highest",
    ),
)
MOST_LOST = 0.05
RUBIN = Text(es="Reglas de Rubin sobre el logaritmo de lo no visto", en="Rubin's rules on the log of the unseen")
LOST = Text(
    es="No evaluable: en más de uno de cada veinte sorteos de los vínculos no hay un total.",
    en="Not assessable: in more than one of twenty draws of the links there is no total.",
)
ASSUMED = (
    *assumed(),
    Assumption(
        name=Text(
            es="Cada par es la misma persona con su probabilidad, sin depender de los otros pares",
            en="Each pair is the same person with its probability, apart from the other pairs",
        ),
        held=None,
        evidence=Text(
            es="No se comprueba: los errores de vinculación suelen venir juntos (un nombre mal escrito los causa todos).",
            en="Not checked: errors of linkage tend to come together (one misspelt name causes them all).",
        ),
    ),
)
Estimator = Callable[[Cells], tuple[float, float]]


@dataclass(frozen=True, eq=False)
class Propagated:
    """The log of those not seen and its variance in each draw (nan: no total), the people seen, and what they combine to."""

    log_dark: Floats
    variance: Floats
    people: Floats

    @property
    def known(self) -> np.ndarray:
        """Which draws have a total."""
        return np.isfinite(self.log_dark) & np.isfinite(self.variance)

    @property
    def totals(self) -> Floats:
        """The totals of the draws that have one."""
        found: Floats = self.people[self.known] + np.exp(self.log_dark[self.known])
        return found

    @property
    def fewest(self) -> float:
        """The fewest people seen in a draw that has a total."""
        return float(self.people[self.known].min())

    def spread(self) -> tuple[float, float, float]:
        """The total variance of log(total - `fewest`), the share of it between draws, and Rubin's degrees of freedom."""
        above, m = self.totals - self.fewest, int(self.known.sum())
        logs, slope = np.log(above), np.exp(self.log_dark[self.known]) / above
        between = (1 + 1 / m) * float(logs.var(ddof=1)) if m > 1 else 0.0
        within = float((self.variance[self.known] * slope**2).mean())
        whole = within + between
        share = between / whole if whole > 0 else 0.0
        return whole, share, (m - 1) / share**2 if share > 0 else math.inf


def drawn_tables(linked: LinkedEntries, draws: int, seed: int) -> Cells:
    """Tables of histories (draws, 2**t) of drawn links; a person twice on one list counts once there."""
    t, size = len(linked.lists), len(linked.entries)
    lists = np.array(linked.entries, dtype=np.int64)
    order = sorted((min(a, b), max(a, b), p) for a, b, p in linked.pairs)
    ends = np.array([pair[:2] for pair in order], dtype=np.int64).reshape(-1, 2)
    likely = np.array([pair[2] for pair in order])
    random = np.random.default_rng(seed)
    tables = np.zeros((draws, 2**t))
    for place in range(draws):
        held = ends[random.random(likely.size) < likely]
        graph = coo_array((np.ones(len(held)), (held[:, 0], held[:, 1])), shape=(size, size))
        count, person = connected_components(graph, directed=False)
        on = np.zeros((count, t), dtype=bool)
        on[person, lists] = True
        tables[place] = np.bincount(on @ (1 << np.arange(t)), minlength=2**t)
    return tables


def by_stepwise(threshold: float) -> Estimator:
    """The log of those not seen of the stepwise model (two lists: independence) and its variance; nan where there is none."""

    def found(y: Cells) -> tuple[float, float]:
        if doubt.unusable(y, least=2) is not None:
            return math.nan, math.nan
        table = doubt.only(y, doubt.by_size(y))
        fit = stepwise.choose(table, threshold).fit if len(doubt.manned(y)) > 2 else loglinear.fit(table, ())
        return fit.log_dark, fit.se_log_dark**2

    return found


def propagated(tables: Cells, estimator: Estimator) -> Propagated:
    """An estimator over drawn tables (draws, 2**t); tables alike are estimated once."""
    distinct, place = np.unique(tables, axis=0, return_inverse=True)
    found = np.array([estimator(one) for one in distinct])[place.reshape(-1)]
    return Propagated(found[:, 0], found[:, 1], tables.sum(axis=1))


def estimate(
    linked: LinkedEntries,
    subject: Subject,
    *,
    level: float = 0.95,
    seed: int = 1,
    tables: int = 200,
    threshold: float = 0.02,
) -> Estimate:
    """The stepwise total over `tables` draws of who is who; not assessable where over 5 % of them have no total."""
    drawn = drawn_tables(linked, max(tables, 2), seed)
    found = propagated(drawn, by_stepwise(threshold))
    lost = int((~found.known).sum())
    if lost > MOST_LOST * len(drawn):
        first = drawn[~found.known][0]
        reasons = [why for why in (doubt.unusable(first, least=2),) if why is not None]
        return doubt.refused(
            first, subject, METHOD.id, *(reasons if lost == len(drawn) and reasons else [LOST]), assumptions=ASSUMED
        )
    return _record(found, subject, level, seed, lost)


def _record(found: Propagated, subject: Subject, level: float, seed: int, lost: int) -> Estimate:
    variance, share, df = found.spread()
    fewest, middle = found.fewest, float(np.median(found.totals))
    reach = float(stdtrit(df if math.isfinite(df) else 1e12, 0.5 + level / 2)) * math.sqrt(variance)
    above = middle - fewest
    return Estimate(
        **about(subject, "hidden"),
        method=METHOD.id,
        quantity=doubt.QUANTITY,
        value=middle,
        interval=Interval(
            low=fewest + above * math.exp(-reach), high=fewest + above * math.exp(reach), level=level, method=RUBIN
        ),
        df=df if math.isfinite(df) else None,
        n=round(float(np.median(found.people))),
        assumptions=ASSUMED,
        seed=seed,
        parameters={
            "tables": int(found.people.size),
            "tables_not_estimable": lost,
            "share_between": share,
            "lowest": float(found.totals.min()),
            "highest": float(found.totals.max()),
        },
        warnings=_missing(lost, int(found.people.size)),
    )


def _missing(lost: int, draws: int) -> tuple[Text, ...]:
    if not lost:
        return ()
    return (
        Text(
            es=f"En {lost} de {draws} sorteos de los vínculos no hay un total; los demás se combinaron.",
            en=f"In {lost} of {draws} draws of the links there is no total; the others were combined.",
        ),
    )
