"""Do the judges put the items in the same order?

Formula: W = 12 S / (m^2 (n^3 - n) - m T), S the squared deviations of the rank sums of n items over m judges, T = sum(t^3 - t)
over ties; chi-square m (n - 1) W on n - 1 df. p: chi-square, or sampled arrangements where m n is below 40.
Reference: Kendall and Babington Smith (1939), The Annals of Mathematical Statistics 10, 275-287; Kendall and Gibbons (1990),
Rank correlation methods, ch. 6.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2

from yupay.analyse.instrument import core
from yupay.analyse.instrument.fleiss import items_left_out, too_few
from yupay.analyse.numerics import ranks
from yupay.analyse.numerics.arrays import Floats
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="kendall-w",
    label=Text(es="Concordancia entre jueces: W de Kendall", en="Concordance of judges: Kendall's W"),
    room=core.ROOM,
    formula="W = 12 S/(m^2 (n^3 - n) - m T), ties corrected; chi-square or sampled p",
    reference="Kendall, M. G., & Babington Smith, B. (1939). The problem of m rankings. The Annals of Mathematical Statistics, "
    "10, 275-287.",
    needs=Text(
        es="Dos o más jueces que ordenen o califiquen todos los ítems; dos o más ítems",
        en="Two or more judges who rank or rate every item; two or more items",
    ),
    fields=("n", "statistic", "df", "p", "seed", "parameters.judges", "parameters.p_method"),
    message="instrument.kendall-w",
)
QUANTITY = Text(es="W de Kendall", en="Kendall's W")
NO_ORDER = core.not_assessable("ningún juez distinguió entre los ítems.", "no judge told the items apart.")
SMALL = 40


def kendall_w(ratings: ArrayLike, names: Sequence[str], subject: Subject, *, seed: int, draws: int = 9_999) -> Estimate:
    """Kendall's W of ratings (judges, items), ties corrected; items some judge did not rate are left out, n = items."""
    table = core.answers(ratings, names)
    whole = table[:, np.isfinite(table).all(axis=0)]
    m, n = whole.shape
    lost, short = items_left_out(table.shape[1] - n), too_few(m, n)
    ranked = np.array([ranks.midranks(row) for row in whole]) if short is None else np.zeros((1, 1))
    if short is None and not (ranked.std(axis=1) > 0).any():
        short = NO_ORDER
    if short is not None:
        return core.refused(subject, METHOD.id, QUANTITY, short, n=n, warnings=lost)
    value = concordance(ranked, ranked.sum(axis=0))
    statistic, sampled = m * (n - 1) * value, m * n < SMALL
    return core.estimate(
        subject,
        METHOD.id,
        QUANTITY,
        value,
        n=n,
        df=float(n - 1),
        statistic_name="chi2",
        statistic=statistic,
        p=_sampled(ranked, value, seed, draws) if sampled else float(chi2.sf(statistic, n - 1)),
        seed=seed if sampled else None,
        parameters={
            "judges": m,
            "p_method": "sampled" if sampled else "chi-square",
            "draws": draws if sampled else None,
        },
        warnings=lost,
    )


def concordance(ranked: Floats, sums: Floats) -> float:
    """W of mid-ranks (m, n) from their rank sums (n,)."""
    return float(((sums - sums.mean()) ** 2).sum() * 12.0 / _largest(ranked))


def _largest(ranked: Floats) -> float:
    """Twelve times the squared deviations that total agreement would give, ties allowed for."""
    m, n = ranked.shape
    ties = sum(float((sizes**3 - sizes).sum()) for sizes in (ranks.tie_sizes(row).astype(float) for row in ranked))
    return float(m * m * (n**3 - n) - m * ties)


def _sampled(ranked: Floats, value: float, seed: int, draws: int) -> float:
    """How often independent judges with the same ties agree as much."""
    random, largest = np.random.default_rng(seed), _largest(ranked)
    sums = np.zeros((draws, ranked.shape[1]))
    for row in ranked:
        sums += random.permuted(np.broadcast_to(row, sums.shape), axis=1)
    drawn = ((sums - sums.mean(axis=1, keepdims=True)) ** 2).sum(axis=1) * 12.0 / largest
    return (1 + int((drawn >= value - 1e-10).sum())) / (1 + draws)
