"""Can this coefficient, with this n, have this p? And does every coefficient stay within its range?

A101: the p of a coefficient against its n. A106: a coefficient, a p or an alpha outside its range.
"""

from collections.abc import Iterator, Sequence

from yupay.conclude.audit.corrections import PrintedTest, disagreeing
from yupay.conclude.audit.grouping import by_table
from yupay.conclude.audit.shown import as_printed, between, p_between, p_of, plain
from yupay.conclude.audit.tails import Range, correlation, kendall, magnitudes, needed_n, needed_r
from yupay.model.claim import AuditFinding, Claim
from yupay.model.text import Text

LIMITS = {
    "r": (-1.0, 1.0),
    "tau": (-1.0, 1.0),
    "gamma": (-1.0, 1.0),
    "somers_d": (-1.0, 1.0),
    "phi": (-1.0, 1.0),
    "v": (0.0, 1.0),
    "alpha": (-1e9, 1.0),
    "kr20": (-1e9, 1.0),
    "omega": (0.0, 1.0),
    "p": (0.0, 1.0),
    "p_adjusted": (0.0, 1.0),
    "p_alone": (0.0, 1.0),
    "sd": (0.0, 1e300),
    "association": (-1.3, 1.3),
}
UNKNOWN_CONTROLS = 5
OTHER_TESTS = {"weighted", "spatial", "difference"}
ALPHA = 0.05


def check(claims: Sequence[Claim]) -> Iterator[AuditFinding]:
    """A101 and A106."""
    for table in by_table(claims):
        for test in disagreeing([test for claim in table if (test := tested(claim))], table):
            yield _does_not_give(test)
    for claim in claims:
        yield from _outside(claim)


def tested(claim: Claim) -> PrintedTest | None:
    """The p of a coefficient beside all that its digits and n allow; None where it cannot be told."""
    name = "r" if "r" in claim.numbers else "tau" if "tau" in claim.numbers else None
    n = _pairs(claim)
    if name is None or "p" not in claim.numbers or n is None or n < 4 or OTHER_TESTS & set(claim.traits):
        return None
    printed = claim.numbers[name]
    size = magnitudes(printed.low, printed.high)
    if size.low > 1.0 or printed.relation != "=":
        return None
    allowed = kendall(size, n) if name == "tau" else _of_correlation(claim, size, n)
    if {"exact", "bootstrap"} & set(claim.traits):
        allowed = Range(allowed.low / 3.0, min(1.0, allowed.high * 3.0 + 0.01))
    return PrintedTest(claim, claim.numbers["p"], allowed)


def _pairs(claim: Claim) -> float | None:
    if "n" in claim.numbers:
        return round(claim.numbers["n"].value)
    return claim.numbers["df_r"].value + 2.0 if "df_r" in claim.numbers else None


def _of_correlation(claim: Claim, size: Range, n: float) -> Range:
    if "controls" in claim.numbers:
        return correlation(size, n, controls=int(claim.numbers["controls"].value))
    if "partial" not in claim.traits:
        return correlation(size, n)
    most = int(min(UNKNOWN_CONTROLS, n - 4))
    return Range(correlation(size, n).low, correlation(size, n, controls=max(most, 0)).high)


def _does_not_give(test: PrintedTest) -> AuditFinding:
    claim = test.claim
    name = "r" if "r" in claim.numbers else "tau"
    n = _pairs(claim) or 0.0
    shown = as_printed(name, claim.numbers[name])
    p = as_printed("p", test.p)
    middle = (test.allowed.low * test.allowed.high) ** 0.5
    flips = (middle < ALPHA) != (test.bounds[1] <= ALPHA) and (middle < ALPHA) != (test.bounds[0] < ALPHA)
    turned = Text(es="; la conclusión se invierte", en="; the conclusion reverses") if flips else Text.same("")
    return AuditFinding(
        code="A101",
        grade="impossible" if test.too_small else "doubtful",
        at=claim.at,
        label=claim.label,
        what=Text(
            es=f"{shown} con n = {plain(n)} no da {p}{turned.es}",
            en=f"{shown} with n = {plain(n)} does not give {p}{turned.en}",
        ),
        arithmetic=_arithmetic(test, name, n),
        explanations=tuple(_explanations(test, name, n)),
    )


def _arithmetic(test: PrintedTest, name: str, n: float) -> Text:
    number = test.claim.numbers[name]
    allowed = p_between(*test.allowed)
    bound = 0.5 * test.bounds[1] if test.p.value == 0 else test.bounds[1]
    needs = needed_r(max(bound, 1e-12), n)
    digits = between(number.low, number.high, max(number.decimals, 0) + 1)
    words = Text(
        es=f"p bilateral = {allowed} para todo coeficiente que se imprime así ({digits})",
        en=f"two-sided p = {allowed} for every coefficient printed so ({digits})",
    )
    if not test.too_small:
        return words
    return Text(
        es=f"{words.es}; p ≤ {p_of(bound)} con n = {plain(n)} necesita |{name}| ≥ {plain(needs, 2)}",
        en=f"{words.en}; p ≤ {p_of(bound)} with n = {plain(n)} needs |{name}| ≥ {plain(needs, 2)}",
    )


def _explanations(test: PrintedTest, name: str, n: float) -> Iterator[Text]:
    half = p_between(*test.allowed.times(0.5))
    yield Text(
        es=f"redondeo: no lo explica; unilateral: daría {half}",
        en=f"rounding: does not explain it; one-sided: would give {half}",
    )
    if test.too_small:
        yield Text(
            es="corrección por varias pruebas: haría p mayor, no menor",
            en="correction for several tests: would make p larger, not smaller",
        )
        bound = 0.5 * test.bounds[1] if test.p.value == 0 else test.bounds[1]
        more = needed_n(max(bound, 1e-12), test.claim.numbers[name].value)
        if more is not None:
            yield Text(
                es=f"otro n: harían falta {plain(more)} casos (¿pesos que inflan n?)",
                en=f"another n: {plain(more)} cases would be needed (weights that inflate n?)",
            )
        return
    factor = test.bounds[0] / max(test.allowed.high, 1e-300)
    if 1.2 < factor < 1e4:
        yield Text(
            es=f"corrección no declarada: p por {plain(factor, 1)} o más",
            en=f"a correction that is not stated: p times {plain(factor, 1)} or more",
        )
    yield Text(
        es=f"un n menor que {plain(n)} por datos faltantes, u otro coeficiente (Spearman, Pearson, Kendall)",
        en=f"an n below {plain(n)} because of missing data, or another coefficient (Spearman, Pearson, Kendall)",
    )


def _outside(claim: Claim) -> Iterator[AuditFinding]:
    for role, (low, high) in LIMITS.items():
        number = claim.numbers.get(role)
        if number is None or (number.low <= high and number.high >= low):
            continue
        name = role.removesuffix("_alone")
        shown = as_printed(name, number)
        yield AuditFinding(
            code="A106",
            grade="impossible",
            at=claim.at,
            label=claim.label,
            what=Text(es=f"{shown} está fuera de su rango", en=f"{shown} is outside its range"),
            arithmetic=Text(
                es=f"{name} va de {plain(max(low, -9e15))} a {plain(min(high, 9e15))}",
                en=f"{name} runs from {plain(max(low, -9e15))} to {plain(min(high, 9e15))}",
            ),
            explanations=(
                Text(es="una coma o un punto decimal perdido", en="a decimal mark that was lost"),
                Text(es="otra cantidad en esta columna", en="another quantity in this column"),
            ),
        )
