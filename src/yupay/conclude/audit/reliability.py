"""Does alpha follow from its items, and could it be so high at all?

alpha = k / (k - 1) (1 - sum of item variances / total variance); standardised alpha = k r / (1 + (k - 1) r) from the mean
correlation r. A141: alpha against its items. A142: an alpha above what the item variances allow, total <= (sum of SDs)^2.
A143: KR-20 with variances of two divisors, or another variant than is printed.
Reference: Cronbach, L. (1951), Psychometrika 16, 297-334; Kuder, G. and Richardson, M. (1937), Psychometrika 2, 151-160.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from yupay.conclude.audit.grouping import by_table
from yupay.conclude.audit.shown import as_printed, between, plain
from yupay.conclude.audit.tails import Range
from yupay.model.claim import AuditFinding, Claim, Printed
from yupay.model.text import Text

STEPS = 0.001
UNEQUAL = 0.08


def check(claims: Sequence[Claim]) -> Iterator[AuditFinding]:
    """A141 to A143."""
    for table in by_table(claims):
        for claim in table:
            whole = _with_items(claim, table)
            if "alpha" in whole.numbers:
                yield from _alpha(whole)
            elif "kr20" in whole.numbers:
                yield from _kr20(whole)


def _with_items(claim: Claim, table: Sequence[Claim]) -> Claim:
    """A coefficient with the item variances of the other rows of its table."""
    if not {"alpha", "kr20"} & set(claim.numbers) or claim.columns or claim.answers:
        return claim
    rows = [c for c in table if "item_variances" in c.numbers and "total" not in c.traits and c is not claim]
    numbers = dict(claim.numbers)
    for other in table:
        for role in ("total_variance", "sum_variances", "items"):
            if role in other.numbers:
                numbers.setdefault(role, other.numbers[role])
    if len(rows) < 2 or len({role for c in table for role in c.numbers if role in ("alpha", "kr20")}) != 1:
        return claim.model_copy(update={"numbers": numbers})
    low = sum(row.numbers["item_variances"].low for row in rows)
    high = sum(row.numbers["item_variances"].high for row in rows)
    added = Printed(text=f"{low:.3f}", value=(low + high) / 2, low=low, high=high, decimals=-1)
    numbers.setdefault("sum_variances", added)
    count = float(len(rows))
    numbers.setdefault("items", Printed(text=str(len(rows)), value=count, low=count, high=count))
    variances = tuple(row.numbers["item_variances"].value for row in rows)
    return claim.model_copy(update={"numbers": numbers, "columns": {"item_variances": variances}})


def _alpha(claim: Claim) -> Iterator[AuditFinding]:
    printed = claim.numbers["alpha"]
    beyond = list(_attainable(claim, "alpha"))
    if beyond or printed.relation != "=":
        yield from beyond
        return
    if claim.answers:
        yield from _from_answers(claim)
        return
    allowed = _from_variances(claim, rounded=_digits(claim))
    if allowed is not None and not allowed.meets(printed.low, printed.high):
        yield _disagrees(claim, "alpha", allowed, _explained(claim))
    elif allowed is None and claim.has("mean_r", "items"):
        yield from _from_mean_r(claim)


def _digits(claim: Claim) -> float:
    """Half a last digit of listed item variances, whose printed form is not kept."""
    variances = claim.columns.get("item_variances", ())
    decimals = max((len(f"{one:.10g}".partition(".")[2]) for one in variances), default=0)
    return 0.5 * 10.0**-decimals * len(variances) if variances else 0.0


def _sum_of_variances(claim: Claim, rounded: float) -> Range | None:
    if "sum_variances" in claim.numbers:
        number = claim.numbers["sum_variances"]
        return Range(number.low, number.high)
    if "item_variances" in claim.columns:
        added = sum(claim.columns["item_variances"])
        return Range(added - rounded, added + 2 * rounded)
    return None


def _items(claim: Claim) -> int:
    return round(claim.numbers["items"].value) if "items" in claim.numbers else 0


def _from_variances(claim: Claim, rounded: float) -> Range | None:
    added, k = _sum_of_variances(claim, rounded), _items(claim)
    total = claim.numbers.get("total_variance")
    if added is None or total is None or k < 2 or total.low <= 0:
        return None
    factor = k / (k - 1.0)
    return Range(factor * (1.0 - added.high / total.low), factor * (1.0 - added.low / total.high))


def _attainable(claim: Claim, name: str) -> Iterator[AuditFinding]:
    """A142: total variance cannot exceed the square of the sum of the standard deviations."""
    variances, k = claim.columns.get("item_variances", ()), _items(claim)
    if len(variances) < 2 or k != len(variances) or min(variances) < 0 or max(variances) <= 0:
        return
    unit = _digits(claim) / len(variances)
    spread = sum(math.sqrt(one + 2 * unit) for one in variances) ** 2
    low = max(0.0, sum(variances) - _digits(claim))
    highest = k / (k - 1.0) * (1.0 - low / spread)
    printed, total = claim.numbers[name], claim.numbers.get("total_variance")
    if printed.low <= highest and (total is None or total.low <= spread):
        return
    yield AuditFinding(
        code="A142",
        grade="impossible",
        at=claim.at,
        label=claim.label,
        what=Text(
            es=f"{as_printed(name, printed)} es más de lo que permiten las varianzas de sus {k} ítems",
            en=f"{as_printed(name, printed)} is more than the variances of its {k} items allow",
        ),
        arithmetic=Text(
            es=f"varianza total ≤ (Σ DE)² = {plain(spread)}; alfa ≤ {plain(highest, 4)}",
            en=f"total variance ≤ (Σ SD)² = {plain(spread)}; alpha ≤ {plain(highest, 4)}",
        ),
        explanations=(
            Text(
                es="redondeo: no lo explica; varianzas de otros ítems: posible",
                en="rounding: does not explain it; variances of other items: possible",
            ),
        ),
    )


def _disagrees(claim: Claim, name: str, allowed: Range, more: Sequence[Text]) -> AuditFinding:
    printed = claim.numbers[name]
    low, high = between(allowed.low, allowed.low, 4), between(allowed.high, allowed.high, 4)
    shown = low if low == high else f"{low}–{high}"
    return AuditFinding(
        code="A143" if name == "kr20" else "A141",
        grade="impossible",
        at=claim.at,
        label=claim.label,
        what=Text(
            es=f"{as_printed(name, printed)} no sale de sus ítems",
            en=f"{as_printed(name, printed)} does not follow from its items",
        ),
        arithmetic=Text(
            es=f"k/(k − 1) · (1 − Σ varianzas / varianza total) = {shown} (k = {_items(claim) or len(claim.answers[0])})",
            en=f"k/(k − 1) · (1 − Σ variances / total variance) = {shown} (k = {_items(claim) or len(claim.answers[0])})",
        ),
        explanations=tuple(more),
    )


def _explained(claim: Claim) -> list[Text]:
    printed = claim.numbers["alpha" if "alpha" in claim.numbers else "kr20"]
    found: list[Text] = []
    for n in range(5, 301):
        for factor in (n / (n - 1.0), (n - 1.0) / n):
            numbers = dict(claim.numbers)
            total = numbers["total_variance"]
            scaled = {"low": total.low * factor, "high": total.high * factor}
            numbers["total_variance"] = total.model_copy(update=scaled)
            allowed = _from_variances(claim.model_copy(update={"numbers": numbers}), _digits(claim))
            if allowed is not None and not found and allowed.meets(printed.low, printed.high):
                found.append(
                    Text(
                        es=f"divisores distintos (n y n − 1) en ítems y total: lo daría con n = {n}",
                        en=f"different divisors (n and n − 1) for items and total: would give it with n = {n}",
                    )
                )
    k = _items(claim)
    bare = _from_variances(claim, _digits(claim))
    if bare is not None and k > 1 and bare.times((k - 1.0) / k).meets(printed.low, printed.high):
        found.append(Text(es="falta el factor k/(k − 1)", en="the factor k/(k − 1) is missing"))
    found.append(
        Text(
            es="redondeo: no lo explica; alfa estandarizada, u otros ítems que los impresos: posible",
            en="rounding: does not explain it; standardised alpha, or other items than those printed: possible",
        )
    )
    return found


def variants(answers: Sequence[Sequence[float]]) -> dict[str, float]:
    """Alpha (or KR-20) of a matrix of persons by items, by the divisors of item and total variances; empty where none."""
    matrix = np.array(answers, dtype=float)
    n, k = matrix.shape
    total = matrix.sum(axis=1)
    if n < 2 or k < 2 or np.ptp(total) == 0:
        return {}
    factor, items = k / (k - 1.0), matrix.var(axis=0).sum()
    same = factor * (1.0 - items / total.var())
    mixed = factor * (1.0 - items / total.var(ddof=1))
    return {"same": float(same), "mixed": float(mixed)}


def _from_answers(claim: Claim) -> Iterator[AuditFinding]:
    printed, found = claim.numbers["alpha"], variants(claim.answers)
    if not found or Range(found["same"] - STEPS, found["same"] + STEPS).meets(printed.low, printed.high):
        return
    more = [] if not _meets(found["mixed"], printed) else [_mixed()]
    yield _disagrees(claim, "alpha", Range(found["same"], found["same"]), [*more, _other_answers()])


def _meets(value: float, printed: Printed) -> bool:
    return printed.low - 1e-9 <= value <= printed.high + 1e-9


def _mixed() -> Text:
    return Text(
        es="varianzas de los ítems entre n y la total entre n − 1",
        en="item variances over n and the total over n − 1",
    )


def _other_answers() -> Text:
    return Text(
        es="redondeo: no lo explica; respuestas que no se imprimieron: posible",
        en="rounding: does not explain it; answers that were not printed: possible",
    )


def _kr20(claim: Claim) -> Iterator[AuditFinding]:
    printed = claim.numbers["kr20"]
    beyond = list(_attainable(claim, "kr20"))
    if beyond or printed.relation != "=":
        yield from beyond
        return
    if not claim.answers:
        allowed = _from_variances(claim, rounded=_digits(claim))
        if allowed is not None and not allowed.meets(printed.low, printed.high):
            yield _disagrees(claim, "kr20", allowed, _explained(claim))
        return
    found = variants(claim.answers)
    if not found or _meets(found["same"], printed):
        return
    if not _meets(found["mixed"], printed):
        yield _disagrees(claim, "kr20", Range(found["same"], found["same"]), [_other_answers()])
        return
    yield AuditFinding(
        code="A143",
        grade="doubtful",
        at=claim.at,
        label=claim.label,
        what=Text(
            es=f"{as_printed('KR-20', printed)} mezcla dos divisores, y la variante no se nombra",
            en=f"{as_printed('KR-20', printed)} mixes two divisors, and the variant is not named",
        ),
        arithmetic=Text(
            es=f"Σpq (entre n) con varianza total entre n − 1: {plain(found['mixed'], 4)}; ambas entre n: {plain(found['same'], 4)}",
            en=f"Σpq (over n) with a total variance over n − 1: {plain(found['mixed'], 4)}; both over n: {plain(found['same'], 4)}",
        ),
        explanations=(
            Text(es="dos variantes de manual: nombre la usada", en="two textbook variants: name the one used"),
        ),
    )


def _from_mean_r(claim: Claim) -> Iterator[AuditFinding]:
    mean, printed, k = claim.numbers["mean_r"], claim.numbers["alpha"], _items(claim)
    if k < 2 or mean.low <= -1.0 / (k - 1):
        return
    allowed = Range(*(k * r / (1.0 + (k - 1.0) * r) for r in (mean.low, mean.high)))
    slack = 0.0 if "standardised" in claim.traits else UNEQUAL
    if Range(allowed.low - slack, allowed.high + slack).meets(printed.low, printed.high):
        return
    yield AuditFinding(
        code="A141",
        grade="impossible" if not slack else "doubtful",
        at=claim.at,
        label=claim.label,
        what=Text(
            es=f"{as_printed('alfa', printed)} no sale de {k} ítems con correlación media {mean.text}",
            en=f"{as_printed('alpha', printed)} does not follow from {k} items with mean correlation {mean.text}",
        ),
        arithmetic=Text.same(f"k r / (1 + (k − 1) r) = {plain(allowed.low, 4)}–{plain(allowed.high, 4)}"),
        explanations=(
            Text(
                es="redondeo: no lo explica; ítems de varianzas muy distintas cambian poco el alfa no estandarizada",
                en="rounding: does not explain it; items of very different variances change unstandardised alpha a little",
            ),
        ),
    )
