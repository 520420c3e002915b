"""Does the sample size follow from its formula, and was the finite-population correction applied once?

n = z^2 p q N / (e^2 (N - 1) + z^2 p q). A121: the correction n / (1 + (n - 1) / N) applied to an n that holds it already.
A122: an n that neither the formula nor its form without N gives.
Reference: Cochran, W. (1977), Sampling techniques (3rd ed.), 4.4.
"""

import math
from collections.abc import Iterator, Sequence

from yupay.conclude.audit.shown import plain
from yupay.model.claim import AuditFinding, Claim, Printed
from yupay.model.text import Text

Z_VALUES = (1.96, 1.645, 1.64, 1.65, 2.576, 2.58, 2.0)


def check(claims: Sequence[Claim]) -> Iterator[AuditFinding]:
    """A121 and A122."""
    for claim in claims:
        population = claim.numbers.get("population_size")
        if population is None or "e" not in claim.numbers or not {"n", "n_adjusted"} & set(claim.numbers):
            continue
        error, share = _share(claim.numbers["e"]), _proportion(claim)
        if population.value >= 2 and 0 < error < 1 and 0 < share < 1:
            yield from _check(claim, population.value, error, share)


def _share(number: Printed) -> float:
    """`5 %` and `5` are .05."""
    return number.value / 100.0 if number.value >= 1 else number.value


def _proportion(claim: Claim) -> float:
    for role, turned in (("proportion", False), ("p", False), ("q", True)):
        if role in claim.numbers:
            value = _share(claim.numbers[role])
            return 1.0 - value if turned else value
    return 0.5


def _deviates(claim: Claim) -> list[float]:
    if "z" in claim.numbers:
        return [abs(claim.numbers["z"].value)]
    if "confidence" in claim.numbers or "level" in claim.numbers:
        level = _share(claim.numbers.get("confidence", claim.numbers.get("level", claim.numbers["e"])))
        known = {0.90: [1.645, 1.64, 1.65], 0.95: [1.96, 2.0], 0.99: [2.576, 2.58]}
        return known.get(round(level, 2), [1.96])
    return list(Z_VALUES)


def finite(population: float, error: float, share: float, z: float) -> float:
    """The sample size with the finite-population correction."""
    spread = z * z * share * (1.0 - share)
    return spread * population / (error * error * (population - 1.0) + spread)


def infinite(error: float, share: float, z: float) -> float:
    """The sample size without it."""
    return z * z * share * (1.0 - share) / (error * error)


def corrected(n: float, population: float) -> float:
    """An n with the correction applied (again)."""
    return n / (1.0 + (n - 1.0) / population)


def _is(number: Printed, wanted: float) -> bool:
    """Whether a printed size is this one, rounded up, down, or to its digits."""
    if number.decimals > 0:
        return number.low <= wanted <= number.high
    return math.floor(wanted) <= number.value <= math.ceil(wanted) + 1


def _check(claim: Claim, population: float, error: float, share: float) -> Iterator[AuditFinding]:
    last = claim.numbers.get("n_adjusted", claim.numbers.get("n"))
    first = claim.numbers.get("n") if "n_adjusted" in claim.numbers else None
    assert last is not None
    zs = _deviates(claim)
    once = {z: finite(population, error, share, z) for z in zs}
    without = {z: infinite(error, share, z) for z in zs}
    good = [
        z
        for z in zs
        if _is(last, once[z]) or _is(last, without[z]) or _is(last, without[z] / (1 + without[z] / population))
    ]
    twice = [z for z in zs if _is_twice(last, first, once[z], population)]
    if first is not None and last.value >= first.value:
        return
    if good and (first is None or not twice or any(_is(first, without[z]) for z in zs)):
        return
    if twice:
        yield _applied_twice(claim, last, once[twice[0]], population)
    else:
        yield _another(claim, last if first is None else first, last, once[zs[0]], without[zs[0]])


def _is_twice(last: Printed, first: Printed | None, once: float, population: float) -> bool:
    starts = [once, math.ceil(once), round(once)] + ([first.value] if first is not None and _is(first, once) else [])
    ends = [end for start in starts for end in (corrected(start, population), start / (1.0 + start / population))]
    return any(_is(last, end) for end in ends) and last.value < math.floor(once)


def _applied_twice(claim: Claim, last: Printed, once: float, population: float) -> AuditFinding:
    again = corrected(once, population)
    return AuditFinding(
        code="A121",
        grade="doubtful",
        at=claim.at,
        label=claim.label,
        what=Text(
            es=f"n = {plain(last.value)}: la corrección por población finita se aplicó dos veces",
            en=f"n = {plain(last.value)}: the finite-population correction was applied twice",
        ),
        arithmetic=Text(
            es=f"la fórmula con N = {plain(population)} ya da {plain(once, 2)}; corregirla otra vez da {plain(again, 2)}",
            en=f"the formula with N = {plain(population)} already gives {plain(once, 2)}; correcting it again gives {plain(again, 2)}",
        ),
        explanations=(
            Text(
                es=f"redondeo: no lo explica; el n correcto es {plain(math.ceil(once - 1e-9))}",
                en=f"rounding: does not explain it; the right n is {plain(math.ceil(once - 1e-9))}",
            ),
        ),
    )


def _another(claim: Claim, first: Printed, last: Printed, once: float, without: float) -> AuditFinding:
    numbers = claim.numbers
    share, z = _proportion(claim), _deviates(claim)[0]
    population = numbers["population_size"].value
    spread = z * z * share * (1.0 - share)
    inside = spread * (population / max(first.value, 1.0) - 1.0) / (population - 1.0)
    error = Text(es="ningún e lo da", en="no e gives it")
    if inside > 0:
        found = plain(math.sqrt(inside), 4)
        error = Text(es=f"e = {found} daría este n", en=f"e = {found} would give this n")
    return AuditFinding(
        code="A122",
        grade="doubtful",
        at=claim.at,
        label=claim.label,
        what=Text(
            es=f"n = {plain(last.value)} no sale de N = {plain(population)}, e = {numbers['e'].text}, p = {plain(share, 2)}",
            en=f"n = {plain(last.value)} does not follow from N = {plain(population)}, e = {numbers['e'].text}, p = {plain(share, 2)}",
        ),
        arithmetic=Text(
            es=f"con z = {plain(z, 3)}: {plain(once, 2)} con corrección, {plain(without, 2)} sin ella",
            en=f"with z = {plain(z, 3)}: {plain(once, 2)} with the correction, {plain(without, 2)} without it",
        ),
        explanations=(
            error,
            Text(
                es="otro nivel de confianza, efecto de diseño o no respuesta que no se declaran",
                en="another confidence level, a design effect or non-response that are not stated",
            ),
        ),
    )
