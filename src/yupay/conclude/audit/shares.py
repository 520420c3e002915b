"""Do percentages come from whole counts over the base that is stated, and do the parts add up?

A113: no whole count over the base gives the percentage. A114: a count and its percentage imply another base, not stated.
A115: the percentages of a whole do not sum to 100. A116: the counts do not sum to their total.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from yupay.conclude.audit.grouping import by_column, by_table, segments
from yupay.conclude.audit.shown import between, plain
from yupay.model.claim import AuditFinding, Claim, Printed
from yupay.model.text import Text

SECTIONS = range(2, 13)
RATES = {"rate", "population"}


def check(claims: Sequence[Claim]) -> Iterator[AuditFinding]:
    """A113 to A116."""
    for table in by_table(claims):
        for column in by_column(table):
            yield from _check([claim for claim in column if {"percent", "count"} & set(claim.numbers)], table)


def _check(rows: Sequence[Claim], table: Sequence[Claim]) -> Iterator[AuditFinding]:
    if not rows:
        return
    counted = [] if _multiple(rows) else list(_counts(rows))
    yield from counted
    yield from _bases(rows, table, clean=not counted)
    if not _multiple(rows):
        yield from _sum(rows)


def _multiple(rows: Sequence[Claim]) -> bool:
    return any("multiple" in row.traits for row in rows)


def _bases(rows: Sequence[Claim], table: Sequence[Claim], *, clean: bool) -> Iterator[AuditFinding]:
    stated = _stated(rows, clean=clean)
    others = _row_totals(rows, table)
    failed: list[tuple[Claim, int]] = []
    for row in rows:
        percent = row.numbers.get("percent")
        if percent is None or "weighted" in row.traits or percent.relation != "=" or "total" in row.traits:
            continue
        named = [round(row.numbers["base"].value)] if "base" in row.numbers else []
        bases = [value for value in (*named, *stated, *others.get(_where(row), ())) if value >= 1]
        if not bases:
            continue
        if "count" in row.numbers:
            if not any(_gives(row.numbers["count"], percent, base) for base in bases):
                failed.append((row, bases[0]))
        elif not any(_whole_count(percent, base) for base in bases) and percent.value <= 100:
            yield _no_count(row, percent, bases[0])
    yield from _unstated([row for row, _ in failed], [base for _, base in failed], rows)


def _stated(rows: Sequence[Claim], *, clean: bool) -> list[int]:
    """The totals of the column, and the sum of its counts where that is the total."""
    totals = [round(row.numbers["count"].value) for row in rows if "total" in row.traits and "count" in row.numbers]
    parts = [row for row in rows if "total" not in row.traits]
    if len(parts) > 1 and clean and all("count" in row.numbers and "base" not in row.numbers for row in parts):
        totals.append(round(sum(row.numbers["count"].value for row in parts)))
    return list(dict.fromkeys(totals))


def _row_totals(rows: Sequence[Claim], table: Sequence[Claim]) -> dict[tuple[int, int], list[int]]:
    """Percentages by row: the sum of the counts of the same row over the groups of columns."""
    found: dict[tuple[int, int], list[int]] = {}
    wanted = {_where(row) for row in rows}
    for claim in table:
        if _where(claim) in wanted and "count" in claim.numbers:
            found.setdefault(_where(claim), []).append(round(claim.numbers["count"].value))
    return {
        place: [sum(counts), sum(counts) - max(counts), max(counts)]
        for place, counts in found.items()
        if len(counts) > 1
    }


def _where(claim: Claim) -> tuple[int, int]:
    return claim.at.line, claim.at.row


def _gives(count: Printed, percent: Printed, base: int) -> bool:
    share = 100.0 * count.value / base
    return percent.low <= share <= percent.high


def _whole_count(percent: Printed, base: int) -> bool:
    return math.floor(percent.high * base / 100.0 + 1e-9) >= math.ceil(percent.low * base / 100.0 - 1e-9)


def _no_count(row: Claim, percent: Printed, base: int) -> AuditFinding:
    near = math.floor(percent.value * base / 100.0)
    digits = max(percent.decimals, 0) + 1
    shares = [plain(100.0 * one / base, digits) for one in (near, near + 1)]
    smaller = [one for one in range(base - 1, max(base // 2, 1), -1) if _whole_count(percent, one)][:3]
    listed = ", ".join(plain(one) for one in smaller)
    return AuditFinding(
        code="A113",
        grade="impossible",
        at=row.at,
        label=row.label,
        what=Text(
            es=f"{percent.text} no es ningún conteo entero sobre {plain(base)}",
            en=f"{percent.text} is no whole count over {plain(base)}",
        ),
        arithmetic=Text.same(f"{near}/{base} = {shares[0]} %; {near + 1}/{base} = {shares[1]} %"),
        explanations=(
            Text(
                es=f"redondeo: no lo explica; otra base no declarada: {listed or 'ninguna cercana'}; o pesos",
                en=f"rounding: does not explain it; another base that is not stated: {listed or 'none near'}; or weights",
            ),
        ),
    )


def implied(count: Printed, percent: Printed) -> range:
    """The whole bases over which a count is this percentage."""
    if percent.high <= 0:
        return range(0)
    highest = 100.0 * count.value / percent.low if percent.low > 0 else 1e9
    lowest = 100.0 * count.value / percent.high
    return range(max(1, math.ceil(lowest - 1e-9)), min(int(1e9), math.floor(highest + 1e-9)) + 1)


def _unstated(failed: Sequence[Claim], bases: Sequence[int], rows: Sequence[Claim]) -> Iterator[AuditFinding]:
    """One finding for the rows that share an implied base, else one for each."""
    common = _common([implied(row.numbers["count"], row.numbers["percent"]) for row in failed])
    if len(failed) > 1 and common is not None:
        yield _another_base(failed[0], bases[0], range(common, common + 1), rows, len(failed))
        return
    for row, base in zip(failed, bases, strict=True):
        yield _another_base(row, base, implied(row.numbers["count"], row.numbers["percent"]), rows, 1)


def _common(ranges: Sequence[range]) -> int | None:
    tally = Counter(base for one in ranges if len(one) <= 10_000 for base in one)
    best = tally.most_common(1)
    return best[0][0] if best and best[0][1] == len(ranges) else None


def _another_base(row: Claim, base: int, bases: range, rows: Sequence[Claim], how_many: int) -> AuditFinding:
    count, percent = row.numbers["count"], row.numbers["percent"]
    share = plain(100.0 * count.value / base, 1 + max(percent.decimals, 0)) if base else "?"
    given = between(bases.start, bases.stop - 1) if len(bases) else ""
    more = Text(es=f" ({how_many} filas)", en=f" ({how_many} rows)") if how_many > 1 else Text.same("")
    return AuditFinding(
        code="A114",
        grade="doubtful",
        at=row.at,
        label=row.label,
        what=Text(
            es=f"{plain(count.value)} de {plain(base)} no es {percent.text}{more.es}: la base no está declarada",
            en=f"{plain(count.value)} of {plain(base)} is not {percent.text}{more.en}: the base is not stated",
        ),
        arithmetic=Text(
            es=f"{plain(count.value)}/{plain(base)} = {share} %; "
            + (f"{percent.text} corresponde a la base {given}" if given else "ninguna base entera lo da"),
            en=f"{plain(count.value)}/{plain(base)} = {share} %; "
            + (f"{percent.text} belongs to the base {given}" if given else "no whole base gives it"),
        ),
        explanations=tuple(_left_out(base, bases, rows)),
    )


def _left_out(base: int, bases: range, rows: Sequence[Claim]) -> Iterator[Text]:
    for row in rows:
        count = row.numbers.get("count")
        if count is not None and len(bases) <= 10_000 and base - round(count.value) in bases and row.label:
            yield Text(es=f"se excluyó «{row.label}»", en=f'"{row.label}" was left out')
    if len(bases) and bases.stop - 1 < base:
        missing = between(base - bases.stop + 1, base - bases.start)
        yield Text(
            es=f"se excluyeron {missing} casos (¿sin información?) sin decirlo",
            en=f"{missing} cases (no information?) were left out without saying so",
        )
    yield Text(
        es="redondeo: no lo explica; pesos muestrales, o un conteo mal copiado: posible",
        en="rounding: does not explain it; survey weights, or a count copied wrongly: possible",
    )


def _counts(rows: Sequence[Claim]) -> Iterator[AuditFinding]:
    for total, parts in segments(rows, "count"):
        printed = total.numbers["count"]
        everything = tuple(row for row in rows if "total" not in row.traits and "count" in row.numbers)
        sums = {sum(part.numbers["count"].value for part in group) for group in (parts, everything)}
        if len(parts) < 2 or printed.relation != "=" or any(_is_sum(printed, one) for one in sums):
            continue
        added = sum(part.numbers["count"].value for part in parts)
        yield AuditFinding(
            code="A116",
            grade="impossible",
            at=total.at,
            label=total.label,
            what=Text(
                es=f"el total impreso {printed.text} no es la suma de sus {len(parts)} partes",
                en=f"the printed total {printed.text} is not the sum of its {len(parts)} parts",
            ),
            arithmetic=Text(
                es=f"suma = {plain(added)}; diferencia {plain(printed.value - added)}",
                en=f"sum = {plain(added)}; difference {plain(printed.value - added)}",
            ),
            explanations=(
                Text(
                    es="una categoría que falta (sin información), respuestas múltiples, o una cifra mal copiada",
                    en="a category that is missing (no information), multiple answers, or a figure copied wrongly",
                ),
            ),
        )


def _is_sum(printed: Printed, added: float) -> bool:
    unit = 0.5 if printed.decimals <= 0 else printed.high - printed.value
    sections = [added / m for m in SECTIONS if added % m == 0]
    return any(abs(one - printed.value) < unit for one in (added, *sections))


def _sum(rows: Sequence[Claim]) -> Iterator[AuditFinding]:
    held = [row for row in rows if "percent" in row.numbers and row.numbers["percent"].relation == "="]
    parts = [row.numbers["percent"] for row in held if "total" not in row.traits]
    totals = [row.numbers["percent"] for row in held if "total" in row.traits]
    whole = len(totals) == 1 and totals[0].low <= 100.0 <= totals[0].high
    if len(parts) < 2 or RATES & {role for row in rows for role in row.numbers} or not (whole or _partition(rows)):
        return
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    if any(low - 1e-9 <= 100.0 * m <= high + 1e-9 for m in (1, *SECTIONS)):
        return
    yield AuditFinding(
        code="A115",
        grade="impossible" if whole else "doubtful",
        at=held[-1].at,
        label=held[-1].label,
        what=Text(
            es=f"los {len(parts)} porcentajes suman {plain(sum(p.value for p in parts), 2)}, no 100",
            en=f"the {len(parts)} percentages sum to {plain(sum(p.value for p in parts), 2)}, not 100",
        ),
        arithmetic=Text(
            es=f"con cualquier redondeo la suma está entre {plain(low, 2)} y {plain(high, 2)}",
            en=f"with any rounding the sum lies between {plain(low, 2)} and {plain(high, 2)}",
        ),
        explanations=(
            Text(
                es="respuestas múltiples, una categoría que falta, o bases distintas por fila",
                en="multiple answers, a category that is missing, or another base in each row",
            ),
        ),
    )


def _partition(rows: Sequence[Claim]) -> bool:
    """Whether the counts of the rows sum to the one base that is stated."""
    parts = [row for row in rows if "total" not in row.traits]
    bases = {row.numbers["base"].value for row in parts if "base" in row.numbers}
    counts = [row.numbers["count"].value for row in parts if "count" in row.numbers]
    return len(bases) == 1 and len(counts) == len(parts) and abs(sum(counts) - bases.pop()) < 0.5
