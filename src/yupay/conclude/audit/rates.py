"""Is a rate its count over its population, and is the rate of a whole the pooled one?

A117: a rate of a whole that is the sum, or the plain mean, of the rates of its parts; a pooled rate lies between the lowest and
the highest of them. A118: a rate that its count and population do not give.
"""

from collections.abc import Iterator, Sequence

from yupay.conclude.audit.grouping import by_column, segments
from yupay.conclude.audit.shown import as_printed, between, plain
from yupay.conclude.audit.tails import Range
from yupay.model.claim import AuditFinding, Claim
from yupay.model.text import Text

PERS = (100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0)


def check(claims: Sequence[Claim]) -> Iterator[AuditFinding]:
    """A117 and A118."""
    for column in by_column(claims):
        rows = [claim for claim in column if "rate" in claim.numbers and "weighted" not in claim.traits]
        if not rows:
            continue
        per = _per(rows)
        pooled = [finding for total, parts in segments(rows, "rate") for finding in _whole(total, parts, per)]
        yield from pooled
        told = {finding.at for finding in pooled}
        for row in rows:
            if per is not None and row.at not in told:
                yield from _quotient(row, per, alone=len(rows) == 1)


def _per(rows: Sequence[Claim]) -> float | None:
    """The base that is stated, else the one that gives most rates."""
    stated = [row.numbers["rate_per"].value for row in rows if "rate_per" in row.numbers]
    if stated:
        return stated[0]
    whole = [row for row in rows if row.has("count", "population")]
    best = max(PERS, key=lambda per: sum(_gives(row, per) for row in whole), default=None)
    return best if best is not None and any(_gives(row, best) for row in whole) else None


def _rate(row: Claim, per: float) -> float | None:
    population = row.numbers["population"].value
    return row.numbers["count"].value / population * per if population > 0 else None


def _gives(row: Claim, per: float) -> bool:
    rate, printed = _rate(row, per), row.numbers["rate"]
    return rate is None or printed.low <= rate <= printed.high


def _whole(total: Claim, parts: Sequence[Claim], per: float | None) -> Iterator[AuditFinding]:
    rates = [part.numbers["rate"] for part in parts]
    printed = total.numbers["rate"]
    positive = sum(rate.value > 0 for rate in rates)
    if len(parts) < 2 or positive < 2 or printed.relation != "=":
        return
    pooled = _pooled(total, parts, per)
    if pooled is not None and printed.low <= pooled <= printed.high:
        return
    added = Range(sum(rate.low for rate in rates), sum(rate.high for rate in rates))
    mean = Range(added.low / len(rates), added.high / len(rates))
    above = printed.low > max(rate.high for rate in rates)
    below = printed.high < min(rate.low for rate in rates)
    if above or below or (pooled is not None and mean.meets(printed.low, printed.high)):
        yield _summed(total, rates=rates, pooled=pooled, added=added, mean=mean)


def _pooled(total: Claim, parts: Sequence[Claim], per: float | None) -> float | None:
    if per is None:
        return None
    if total.has("count", "population"):
        return _rate(total, per)
    if not all(part.has("count", "population") for part in parts):
        return None
    population = sum(part.numbers["population"].value for part in parts)
    return sum(part.numbers["count"].value for part in parts) / population * per if population > 0 else None


def _summed(total: Claim, *, rates: Sequence[object], pooled: float | None, added: Range, mean: Range) -> AuditFinding:
    printed = total.numbers["rate"]
    values = [getattr(rate, "value", 0.0) for rate in rates]
    is_sum, is_mean = added.meets(printed.low, printed.high), mean.meets(printed.low, printed.high)
    reading = Text(es="no es la tasa del conjunto", en="is not the rate of the whole")
    if is_sum:
        reading = Text(es="es la suma de las tasas de sus partes", en="is the sum of the rates of its parts")
    elif is_mean:
        reading = Text(es="es el promedio simple de las tasas", en="is the plain mean of the rates")
    right = Text.same("")
    if pooled is not None:
        right = Text(es=f"; la tasa conjunta es {plain(pooled, 2)}", en=f"; the pooled rate is {plain(pooled, 2)}")
    span = between(min(values), max(values), 2)
    return AuditFinding(
        code="A117",
        grade="impossible",
        at=total.at,
        label=total.label,
        what=Text(es=f"{as_printed('tasa', printed)} {reading.es}", en=f"{as_printed('rate', printed)} {reading.en}"),
        arithmetic=Text(
            es=f"suma = {plain(sum(values), 2)}; las partes van de {span}, y el conjunto debe estar entre ellas{right.es}",
            en=f"sum = {plain(sum(values), 2)}; the parts run from {span}, and the whole must lie between them{right.en}",
        ),
        explanations=(
            Text(
                es="una hoja de cálculo que sumó también la columna de tasas; redondeo: no lo explica",
                en="a spreadsheet that added the column of rates too; rounding: does not explain it",
            ),
        ),
    )


def _quotient(row: Claim, per: float, *, alone: bool) -> Iterator[AuditFinding]:
    if not row.has("count", "population") or row.numbers["rate"].relation != "=" or _gives(row, per):
        return
    if alone and "rate_per" not in row.numbers:
        return
    rate, printed, count = _rate(row, per), row.numbers["rate"], row.numbers["count"]
    population = row.numbers["population"]
    bases = between(count.value * per / printed.high, count.value * per / printed.low, 0) if printed.low > 0 else "?"
    counts = between(printed.low * population.value / per, printed.high * population.value / per, 1)
    yield AuditFinding(
        code="A118",
        grade="doubtful",
        at=row.at,
        label=row.label,
        what=Text(
            es=f"{as_printed('tasa', printed)} no es {plain(count.value)} entre {plain(population.value)}",
            en=f"{as_printed('rate', printed)} is not {plain(count.value)} over {plain(population.value)}",
        ),
        arithmetic=Text(
            es=f"{plain(count.value)} / {plain(population.value)} × {plain(per)} = {plain(rate or 0.0, 2)}",
            en=f"{plain(count.value)} / {plain(population.value)} × {plain(per)} = {plain(rate or 0.0, 2)}",
        ),
        explanations=(
            Text(
                es=f"otra población ({bases}), de otro año o edad; otro conteo ({counts}); redondeo: no lo explica",
                en=f"another population ({bases}), of another year or age; another count ({counts}); rounding: does not explain it",
            ),
        ),
    )
