"""Can whole numbers have this mean, and this standard deviation?

A111 (GRIM): n whole answers to k items have a mean S / (n k) with S whole. A112 (GRIMMER): their squares sum to a whole Q
with the parity of S, at least the least sum of squares for S, and SD^2 = (Q - S^2 / n) / (n - 1), or / n.
Asked only where the page says that the values are whole: the number of items, "whole numbers", a sum of items, one item
a row, or a lowest and highest answer.
Reference: Brown, N. and Heathers, J. (2017), Social Psychological and Personality Science 8, 363-369; Anaya, J. (2016),
PeerJ Preprints 4:e2400v1; Allard, A. (2018), analytic GRIMMER.
"""

import math
import re
from collections.abc import Iterator, Sequence

from yupay.conclude.audit.shown import as_printed, plain
from yupay.model.claim import AuditFinding, Claim, Printed
from yupay.model.text import Text

ONE_ITEM = re.compile(r"^(?:[ií]tem|item|pregunta|question|reactivo|p|q)\s*\.?\s*\d+\b", re.IGNORECASE)
MOST_SUMS = 20_000


def check(claims: Sequence[Claim]) -> Iterator[AuditFinding]:
    """A111 and A112."""
    for claim in claims:
        n, items = _whole(claim)
        if n < 2 or claim.numbers["mean"].relation != "=":
            continue
        sums = _sums(claim.numbers["mean"], n * items)
        if not sums:
            yield _no_sum(claim, n, items)
        elif "sd" in claim.numbers and len(sums) <= MOST_SUMS and not _spread_exists(claim, sums, n, items):
            yield _no_spread(claim, n, items)


def _whole(claim: Claim) -> tuple[int, int]:
    """N and the number of items where the values are whole; (0, 0) where that is not said."""
    if not claim.has("mean", "n") or "weighted" in claim.traits or claim.numbers["mean"].decimals < 0:
        return 0, 0
    n = round(claim.numbers["n"].value)
    if "items" in claim.numbers:
        items = round(claim.numbers["items"].value)
        return (n, items) if 1 <= items <= 1000 else (0, 0)
    scale = [claim.numbers[role] for role in ("scale_low", "scale_high") if role in claim.numbers]
    bounded = len(scale) == 2 and all(one.decimals == 0 for one in scale) and "whole" in claim.traits
    single = bool(ONE_ITEM.match(claim.label)) or "whole" in claim.traits or bounded
    return (n, 1) if single and n < 10_000_000 else (0, 0)


def _sums(mean: Printed, units: int) -> range:
    """The whole sums whose mean may be printed so."""
    return range(math.ceil(mean.low * units - 1e-9), math.floor(mean.high * units + 1e-9) + 1)


def _no_sum(claim: Claim, n: int, items: int) -> AuditFinding:
    mean = claim.numbers["mean"]
    units = n * items
    near = math.floor(mean.value * units)
    digits = max(mean.decimals, 0) + 1
    below, above = plain(near / units, digits), plain((near + 1) / units, digits)
    of = f"{plain(n)} × {items}" if items > 1 else plain(n)
    return AuditFinding(
        code="A111",
        grade="impossible",
        at=claim.at,
        label=claim.label,
        what=Text(
            es=f"{as_printed('M', mean)} no puede ser la media de {of} números enteros",
            en=f"{as_printed('M', mean)} cannot be the mean of {of} whole numbers",
        ),
        arithmetic=Text(
            es=f"{near}/{units} = {below}; {near + 1}/{units} = {above}; ninguna se imprime {mean.text}",
            en=f"{near}/{units} = {below}; {near + 1}/{units} = {above}; neither is printed {mean.text}",
        ),
        explanations=(
            Text(
                es="redondeo y corte de cifras: no lo explican; un n menor por respuestas faltantes, o pesos: posible",
                en="rounding and cut digits: do not explain it; a smaller n for missing answers, or weights: possible",
            ),
        ),
    )


def _spread_exists(claim: Claim, sums: range, n: int, items: int) -> bool:
    """Whether some whole sum of squares gives the printed standard deviation, in units of 1 / items."""
    sd = claim.numbers["sd"]
    low, high = max(sd.low, 0.0) * items, sd.high * items
    return any(_squares(total, n, low, high, divisor) for total in sums for divisor in (n - 1, n))


def _squares(total: int, n: int, low: float, high: float, divisor: int) -> bool:
    centre = total * total / n
    slack = 1e-9 * max(1.0, centre)
    first = math.ceil(low * low * divisor + centre - slack)
    last = math.floor(high * high * divisor + centre + slack)
    quotient, rest = divmod(total, n)
    first = max(first, n * quotient * quotient + rest * (2 * quotient + 1))
    first += (first - total) % 2
    return first <= last


def _no_spread(claim: Claim, n: int, items: int) -> AuditFinding:
    mean, sd = claim.numbers["mean"], claim.numbers["sd"]
    of = f"{plain(n)} × {items}" if items > 1 else plain(n)
    return AuditFinding(
        code="A112",
        grade="impossible",
        at=claim.at,
        label=claim.label,
        what=Text(
            es=f"{as_printed('DE', sd)} no puede ser la de {of} números enteros con {as_printed('M', mean)}",
            en=f"{as_printed('SD', sd)} cannot be that of {of} whole numbers with {as_printed('M', mean)}",
        ),
        arithmetic=Text(
            es="ninguna suma de cuadrados entera, de la paridad de la suma, da esa desviación, con n − 1 ni con n",
            en="no whole sum of squares, of the parity of the sum, gives that deviation, with n − 1 or with n",
        ),
        explanations=(
            Text(
                es="redondeo y corte de cifras: no lo explican; un n menor por respuestas faltantes, o pesos: posible",
                en="rounding and cut digits: do not explain it; a smaller n for missing answers, or weights: possible",
            ),
        ),
    )
