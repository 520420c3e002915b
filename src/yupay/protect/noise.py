"""Optional noise: counts with differential privacy, drawn once, kept and accounted for.

Noise is discrete Laplace (geometric) with scale `people / epsilon`: epsilon is what one person costs, who stands in at
most `people` of the cells drawn. Draw the inner cells of one table (each person in one: `people = 1`) and add the noisy
counts up for its margins. The noisy counts are kept in the ledger by the digest of the data: the same data give the same
figures for ever and cost nothing more. Other data are drawn anew, the unchanged cells with them, since a cell that
stayed the same to the last digit would tell that nobody came in. Epsilons add up over all draws (sequential composition);
the cap is checked before anything is drawn. opendp draws; it is imported here, where it is used, since it takes seconds.
References: Ghosh, Roughgarden & Sundararajan (2012), SIAM J. Comput. 41; Bun & Steinke (2016), TCC; Canonne, Kamath &
Steinke (2020), NeurIPS 33, proposition 12 (zCDP to approximate DP).
"""

import math
from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize_scalar

from yupay.keep.ledger import Ledger, spent
from yupay.model.problem import Problem, StudyProblems
from yupay.model.registry import CellKey, LedgerEntry, PublicCell
from yupay.model.text import Text

SLACK = 1e-9
LEVEL = 0.95
WIDE, TAIL = 16, 4
NO_DRAW = Text(es="no se sorteó nada", en="nothing was drawn")


def noisy_counts(
    ledger: Ledger,
    edition: str,
    made: str,
    *,
    table: str,
    data: str,
    keys: Sequence[CellKey],
    counts: Sequence[int],
    epsilon: float,
    cap: float,
    people: int = 1,
) -> tuple[PublicCell, ...]:
    """Counts with noise: those kept for these data where there are any, else drawn, kept and paid for.

    Args:
        ledger: the ledger, open for writing.
        edition: the edition they are drawn for.
        made: its date.
        table: the table the cells belong to.
        data: a keyed digest of the data behind the counts (`Vault.token`).
        keys: the cells, in which a person stands at most `people` times.
        counts: their true counts.
        epsilon: what this draw costs, above 0.
        cap: what all draws together may cost.
        people: in how many of the cells one person may stand.

    Returns:
        One cell per key, in order; a noisy count may be below 0.

    Raises:
        StudyProblems: P655 the draw would pass the cap, or epsilon is not above 0; P656 opendp is not installed.

    """
    kept = kept_counts(ledger.entries, table, data)
    missing = [at for at, key in enumerate(keys) if key not in kept]
    if missing:
        check_cap(ledger.entries, epsilon, cap)
        drawn = draw([counts[at] for at in missing], people / epsilon, people, epsilon)
        cells = [PublicCell(table=table, key=keys[at], count=count) for at, count in zip(missing, drawn, strict=True)]
        ledger.keep_noise(edition, made, digest=data, cells=cells, epsilon=epsilon)
        kept |= {cell.key: cell for cell in cells}
    return tuple(kept[key] for key in keys)


def kept_counts(entries: Sequence[LedgerEntry], table: str, data: str) -> dict[CellKey, PublicCell]:
    """The noisy counts kept for a table and the digest of its data."""
    drawn = [entry for entry in entries if entry.kind == "noise" and entry.digest == data]
    return {cell.key: cell for entry in drawn for cell in entry.cells if cell.table == table}


def check_cap(entries: Sequence[LedgerEntry], epsilon: float, cap: float) -> None:
    """Refuse a draw that the cap does not allow.

    Raises:
        StudyProblems: P655.

    """
    total = spent(entries) + epsilon
    if epsilon > 0 and math.isfinite(epsilon) and total <= cap + SLACK:
        return
    expected = Text(es=f"{cap:g} o menos (epsilon_cap)", en=f"{cap:g} or less (epsilon_cap)")
    got = Text(es=f"{total:g} en total con este sorteo", en=f"{total:g} in all with this draw")
    if not epsilon > 0:
        got, expected = Text.same(f"epsilon = {epsilon:g}"), Text(es="epsilon mayor que 0", en="epsilon above 0")
    what = Text(es="el ruido pasaría el tope de privacidad", en="the noise would pass the privacy cap")
    raise StudyProblems(
        [Problem(code="P655", what=what, where="release.toml", got=got, expected=expected, act=NO_DRAW)]
    )


def draw(counts: Sequence[int], scale: float, people: int, epsilon: float) -> list[int]:
    """Whole counts with discrete Laplace noise from the system's randomness; opendp's own measure of the cost is checked.

    Raises:
        StudyProblems: P656 opendp is not installed.
        ArithmeticError: opendp says that the draw costs more than epsilon.

    """
    try:
        import opendp.prelude as dp
    except ImportError:
        raise StudyProblems([unavailable()]) from None
    dp.enable_features("contrib")
    space = dp.vector_domain(dp.atom_domain(T="i64")), dp.l1_distance(T="i64")
    measure = dp.m.make_laplace(*space, scale=scale)
    if measure.map(people) > epsilon * (1 + SLACK):
        raise ArithmeticError("the draw would cost more than epsilon")
    return [int(count) for count in measure([int(count) for count in counts])]


def unavailable() -> Problem:
    """P656."""
    return Problem(
        code="P656",
        what=Text(es="falta lo que el ruido necesita", en="what noise needs is missing"),
        where="release.toml",
        got=Text(es="opendp no está instalado", en="opendp is not installed"),
        expected=Text(
            es="el extra «noise» de yupay, o ninguna tabla con ruido",
            en='the extra "noise" of yupay, or no table with noise',
        ),
        act=NO_DRAW,
    )


def no_noise_probability(epsilon: float) -> float:
    """The probability that discrete Laplace noise is 0, at sensitivity 1: (1 - a) / (1 + a) with a = exp(-epsilon)."""
    return math.tanh(epsilon / 2)


def mean_absolute_error(epsilon: float) -> float:
    """The mean size of discrete Laplace noise at sensitivity 1: 2a / (1 - a^2) with a = exp(-epsilon)."""
    return 1 / math.sinh(epsilon)


def reach(epsilon: float, parts: int, level: float = LEVEL) -> int:
    """How far from 0 the sum of some draws of discrete Laplace noise lies at most, with this probability, at sensitivity 1.

    The distribution of the sum is had from its characteristic function, ((1 - a)^2 / (1 - 2 a cos t + a^2)) ^ parts.
    """
    a = math.exp(-epsilon)
    deviation = math.sqrt(2 * a * parts) / (1 - a)
    size = 1 << math.ceil(math.log2(WIDE * deviation + WIDE * TAIL / epsilon + WIDE))
    angle = 2 * np.pi * np.arange(size // 2 + 1) / size
    one = (1 - a) ** 2 / (1 - 2 * a * np.cos(angle) + a * a)
    chance = np.fft.irfft(one**parts, size)[: size // 2]
    within = chance[0] + 2 * np.cumsum(np.append(0.0, chance[1:]))
    return int(np.argmax(within >= level - SLACK))


def gaussian_rho(sigma: float, sensitivity: float) -> float:
    """The zCDP cost of (discrete) Gaussian noise: sensitivity^2 / (2 sigma^2)."""
    return sensitivity**2 / (2 * sigma**2)


def epsilon_bound(rho: float, delta: float) -> float:
    """An upper bound of epsilon at delta of rho-zCDP: rho + 2 sqrt(rho ln(1 / delta))."""
    return rho + 2 * math.sqrt(rho * math.log(1 / delta))


def epsilon_at(rho: float, delta: float) -> float:
    """The smallest epsilon at delta that follows from rho-zCDP, over all orders of the Rényi divergence."""

    def at_order(log_above_one: float) -> float:
        order = 1 + math.exp(log_above_one)
        return order * rho + math.log((order - 1) / order) - (math.log(delta) + math.log(order)) / (order - 1)

    found = minimize_scalar(at_order, bounds=(-5, 25), method="bounded", options={"xatol": 1e-10})
    return max(0.0, float(found.fun))


def sequential_total(epsilons: Sequence[float]) -> float:
    """What draws on the same people cost together: the sum."""
    return math.fsum(epsilons)
