"""Does an interval hold its own estimate, and is it as wide as its n makes it?

A105: a confidence interval against the estimate and n. A107: an estimate outside its own interval.
Coefficients: tanh(atanh r +- z se), se of Fisher, Fieller, or Bonett and Wright; means: t or z times SD / sqrt(n);
percentages: Wald, Wilson, Agresti-Coull, Clopper-Pearson.
Reference: Brown, L., Cai, T. and DasGupta, A. (2001), Statistical Science 16, 101-133; Bonett, D. and Wright, T. (2000),
Psychometrika 65, 23-28.
"""

import math
from collections.abc import Iterator, Sequence

from scipy.special import betaincinv, ndtri, stdtrit

from yupay.conclude.audit.shown import as_printed, between, plain
from yupay.conclude.audit.tails import Range
from yupay.model.claim import AuditFinding, Claim, Printed
from yupay.model.text import Text

CANDIDATES = (
    "estimate",
    "coefficient",
    "r",
    "tau",
    "gamma",
    "somers_d",
    "v",
    "phi",
    "alpha",
    "omega",
    "kr20",
    "mean",
    "percent",
    "d",
)
SLACK = 0.12
PLAIN = 0.5
Ends = tuple[float, float]


def check(claims: Sequence[Claim]) -> Iterator[AuditFinding]:
    """A105 and A107."""
    for claim in claims:
        name = _estimated(claim)
        if name is None:
            continue
        outside = list(_outside(claim, name))
        yield from outside or _width(claim, name)


def _estimated(claim: Claim) -> str | None:
    """The number an interval belongs to: the last estimate before it, else the first after it."""
    if not claim.has("low", "high"):
        return None
    order = list(claim.numbers)
    at = order.index("low")
    before = [role for role in order[:at] if role in CANDIDATES]
    after = [role for role in order[at:] if role in CANDIDATES]
    return before[-1] if before else after[0] if after else None


def _outside(claim: Claim, name: str) -> Iterator[AuditFinding]:
    value, low, high = claim.numbers[name], claim.numbers["low"], claim.numbers["high"]
    if value.relation != "=" or (value.high >= low.low and value.low <= high.high):
        return
    shown = f"[{low.text}, {high.text}]" if low.decimals >= 0 else f"[{plain(low.value)}, {plain(high.value)}]"
    yield AuditFinding(
        code="A107",
        grade="impossible",
        at=claim.at,
        label=claim.label,
        what=Text(
            es=f"{as_printed(name, value)} está fuera de su propio intervalo {shown}",
            en=f"{as_printed(name, value)} is outside its own interval {shown}",
        ),
        arithmetic=Text(
            es=f"{plain(value.value)} no está entre {plain(low.value)} y {plain(high.value)}, con cualquier redondeo",
            en=f"{plain(value.value)} is not between {plain(low.value)} and {plain(high.value)}, with any rounding",
        ),
        explanations=(
            Text(
                es="una estimación corregida por sesgo junto al intervalo de la no corregida, u otra fila",
                en="a bias-corrected estimate beside the interval of the uncorrected one, or another row",
            ),
        ),
    )


def _width(claim: Claim, name: str) -> Iterator[AuditFinding]:
    if "weighted" in claim.traits or claim.numbers[name].relation != "=" or claim.numbers[name].decimals < 0:
        return
    level = claim.numbers["level"].value / 100.0 if "level" in claim.numbers else 0.95
    if _agrees(claim, name, level):
        return
    others = [one for one in (0.90, 0.95, 0.99) if one != level and _agrees(claim, name, one)]
    low, high = claim.numbers["low"], claim.numbers["high"]
    wanted = _ends(claim, name, level)
    if not wanted:
        return
    spans = [between(min(one[i] for one in wanted), max(one[i] for one in wanted)) for i in (0, 1)]
    n = claim.numbers.get("n", claim.numbers.get("base"))
    size = plain(n.value) if n else "?"
    yield AuditFinding(
        code="A105",
        grade="doubtful",
        at=claim.at,
        label=claim.label,
        what=Text(
            es=f"el intervalo [{low.text}, {high.text}] no es el de {as_printed(name, claim.numbers[name])} con n = {size}",
            en=f"the interval [{low.text}, {high.text}] is not that of {as_printed(name, claim.numbers[name])} with n = {size}",
        ),
        arithmetic=Text(
            es=f"al {level:.0%} los métodos usuales dan de {spans[0]} a {spans[1]}",
            en=f"at {level:.0%} the usual methods give {spans[0]} to {spans[1]}",
        ),
        explanations=tuple(_explanations(others)),
    )


def _explanations(others: Sequence[float]) -> Iterator[Text]:
    for level in others:
        yield Text(es=f"sería un intervalo al {level:.0%}", en=f"it would be an interval at {level:.0%}")
    yield Text(
        es="redondeo: no lo explica; diseño muestral, pesos o remuestreo no declarados: posible",
        en="rounding: does not explain it; a survey design, weights or resampling that are not stated: possible",
    )


def _agrees(claim: Claim, name: str, level: float) -> bool:
    ends = _ends(claim, name, level)
    if not ends:
        return True
    low, high = claim.numbers["low"], claim.numbers["high"]
    slack = (0.4 if "bootstrap" in claim.traits else SLACK) * max(one[1] - one[0] for one in ends) / 2.0
    return Range(min(e[0] for e in ends) - slack, max(e[0] for e in ends) + slack).meets(low.low, low.high) and Range(
        min(e[1] for e in ends) - slack, max(e[1] for e in ends) + slack
    ).meets(high.low, high.high)


def _ends(claim: Claim, name: str, level: float) -> list[Ends]:
    """The intervals of the usual methods, at both ends of what the estimate may be."""
    z = float(ndtri((1.0 + level) / 2.0))
    value = claim.numbers[name]
    if name == "r" and "n" in claim.numbers and claim.numbers["n"].value > 4:
        n = claim.numbers["n"].value
        return [ends for r in (value.low, value.high) for ends in _of_r(max(-0.9999, min(0.9999, r)), n, z)]
    if name == "mean" and claim.has("sd", "n") and claim.numbers["n"].value > 1:
        return list(_of_mean(value, claim.numbers["sd"], round(claim.numbers["n"].value), level, z))
    base = claim.numbers.get("base", claim.numbers.get("n"))
    if name == "percent" and base is not None and base.value > 1:
        return [
            ends
            for p in (value.low, value.high)
            for ends in _of_share(min(max(p / 100, 0.0), 1.0), base.value, level, z)
        ]
    return []


def _of_r(r: float, n: float, z: float) -> list[Ends]:
    errors = [1 / math.sqrt(n - 3), math.sqrt((1 + r * r / 2) / (n - 3)), math.sqrt(1.06 / (n - 3))]
    fisher = [(math.tanh(math.atanh(r) - z * se), math.tanh(math.atanh(r) + z * se)) for se in errors]
    wald = [z * math.sqrt((1 - r * r) / (n - 2)), z * (1 - r * r) / math.sqrt(n - 1)] if abs(r) < PLAIN else []
    return fisher + [(r - half, r + half) for half in wald]


def _of_mean(mean: Printed, sd: Printed, n: int, level: float, z: float) -> Iterator[Ends]:
    t = float(stdtrit(n - 1, (1.0 + level) / 2.0))
    for factor in (t, z):
        for spread in (sd.low, sd.high):
            half = factor * max(spread, 0.0) / math.sqrt(n)
            yield mean.low - half, mean.low + half
            yield mean.high - half, mean.high + half


def _of_share(p: float, n: float, level: float, z: float) -> list[Ends]:
    wald = z * math.sqrt(p * (1 - p) / n)
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    wilson = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    agresti = z * math.sqrt(max(0.0, centre * (1 - centre)) / (n + z * z))
    x, tail = p * n, (1.0 - level) / 2.0
    low = float(betaincinv(x, n - x + 1, tail)) if x > 0.5 else 0.0
    high = float(betaincinv(x + 1, n - x, 1 - tail)) if n - x > 0.5 else 1.0
    found = [
        (p - wald, p + wald),
        (centre - wilson, centre + wilson),
        (centre - agresti, centre + agresti),
        (low, high),
    ]
    return [(100 * first, 100 * second) for first, second in found]
