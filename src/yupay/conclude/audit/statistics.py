"""Does a test statistic, with its degrees of freedom, give the p beside it? And V the chi-squared it comes from?

A102: t, F, chi-squared or z against p. A108: Cramer's V or phi against chi-squared and n.
V = sqrt(chi2 / (n min(r - 1, c - 1))); df = (r - 1)(c - 1).
Reference: Cramer, H. (1946), Mathematical methods of statistics, 21.9; Bergsma, W. (2013), Journal of the Korean
Statistical Society 42, 323-328, for the corrected V.
"""

import math
from collections.abc import Iterator, Sequence

from yupay.conclude.audit.corrections import PrintedTest, disagreeing
from yupay.conclude.audit.grouping import by_table
from yupay.conclude.audit.shown import as_printed, between, p_between, plain
from yupay.conclude.audit.tails import Range, chi_squared, fisher_f, magnitudes, normal, student
from yupay.model.claim import AuditFinding, Claim, Printed
from yupay.model.text import Text

NAMES = {"t": "t", "f": "F", "chi2": "χ²", "z": "z"}
SKIPPED = {"normality", "weighted", "bootstrap"}


def check(claims: Sequence[Claim]) -> Iterator[AuditFinding]:
    """A102 and A108."""
    for table in by_table(claims):
        freedom = _error_df(table)
        pairs = [(name, test) for claim in table for name, test in _tests(claim, freedom)]
        failed = disagreeing([test for _, test in pairs], table)
        for name, test in pairs:
            if any(test is one for one in failed):
                yield _does_not_give(name, test)
    for claim in claims:
        yield from _against_chi2(claim)


def _error_df(table: Sequence[Claim]) -> float | None:
    """The df of the row of an analysis of variance that has neither F nor p."""
    names = ("intra", "within", "error", "residual", "dentro")
    rows = [c for c in table if "df" in c.numbers and "p" not in c.numbers and c.label.lower().startswith(names)]
    return rows[0].numbers["df"].value if len(rows) == 1 else None


def _tests(claim: Claim, freedom: float | None) -> Iterator[tuple[str, PrintedTest]]:
    if "p" not in claim.numbers or SKIPPED & set(claim.traits) or "e" in claim.numbers:
        return
    exact = "exact" in claim.traits
    for name in NAMES:
        number = claim.numbers.get(name)
        if number is None or number.relation != "=":
            continue
        allowed = _allowed(name, claim, magnitudes(number.low, number.high), freedom)
        if allowed is None or (exact and name in ("chi2", "z")):
            continue
        yield name, PrintedTest(claim, claim.numbers["p"], allowed, _sided(name, claim))


def _sided(name: str, claim: Claim) -> bool:
    """Whether half of the p may be meant: t, z, and tests on one degree of freedom."""
    if name in ("t", "z"):
        return True
    df = claim.numbers.get("df1", claim.numbers.get("df"))
    return df is not None and df.value == 1.0


def _allowed(name: str, claim: Claim, size: Range, freedom: float | None) -> Range | None:
    df = claim.numbers.get("df")
    if name == "z":
        return normal(size)
    if name == "f":
        first = claim.numbers.get("df1", df)
        second = claim.numbers["df2"].value if "df2" in claim.numbers else freedom
        if first is None or second is None or first.value < 1 or second < 1:
            return None
        return fisher_f(size, first.value, second)
    if df is None or df.value < 1:
        return None
    if name == "t":
        return student(size, Range(df.low, df.high) if df.decimals > 0 else Range(df.value, df.value))
    return chi_squared(size, df.value)


def _freedom_words(name: str, claim: Claim) -> str:
    if name == "z":
        return ""
    found = [claim.numbers[role].text for role in (("df1", "df2") if name == "f" else ("df",)) if role in claim.numbers]
    return f" ({', '.join(found)})" if found else ""


def _does_not_give(name: str, test: PrintedTest) -> AuditFinding:
    claim, number = test.claim, test.claim.numbers[name]
    shown = as_printed(NAMES[name] + _freedom_words(name, claim), number)
    p = as_printed("p", test.p)
    return AuditFinding(
        code="A102",
        grade="impossible" if test.too_small else "doubtful",
        at=claim.at,
        label=claim.label,
        what=Text(es=f"{shown} no da {p}", en=f"{shown} does not give {p}"),
        arithmetic=Text(
            es=f"p = {p_between(*test.allowed)} para todo valor que se imprime así ({_digits(number)})",
            en=f"p = {p_between(*test.allowed)} for every value printed so ({_digits(number)})",
        ),
        explanations=tuple(_explanations(test)),
    )


def _digits(number: Printed) -> str:
    return between(number.low, number.high, max(number.decimals, 0) + 1)


def _explanations(test: PrintedTest) -> Iterator[Text]:
    half = p_between(*test.allowed.times(0.5))
    yield Text(
        es=f"redondeo: no lo explica; unilateral: daría {half}",
        en=f"rounding: does not explain it; one-sided: would give {half}",
    )
    if test.too_small:
        yield Text(
            es="corrección por varias pruebas: haría p mayor, no menor; otros grados de libertad: posible",
            en="correction for several tests: would make p larger, not smaller; other degrees of freedom: possible",
        )
        return
    factor = test.bounds[0] / max(test.allowed.high, 1e-300)
    words = plain(factor, 1) if factor < 1e4 else "> 10,000"
    yield Text(
        es=f"corrección no declarada (p por {words} o más), prueba exacta, u otros grados de libertad",
        en=f"a correction that is not stated (p times {words} or more), an exact test, or other degrees of freedom",
    )


def _against_chi2(claim: Claim) -> Iterator[AuditFinding]:
    name = "v" if "v" in claim.numbers else "phi"
    if not claim.has(name, "chi2", "n") or claim.numbers[name].relation != "=":
        return
    n, chi2 = round(claim.numbers["n"].value), claim.numbers["chi2"]
    df = claim.numbers["df"].value if "df" in claim.numbers else 1.0 if name == "phi" else None
    if n < 2 or df is None or df < 1 or "weighted" in claim.traits:
        return
    size = magnitudes(claim.numbers[name].low, claim.numbers[name].high)
    tables = [(1, 1)] if name == "phi" else _tables(int(df))
    allowed = [Range(_v(chi2.low, n, k), _v(chi2.high, n, k)) for k, _ in tables]
    corrected = [_bergsma(chi2, n, k, m) for k, m in tables]
    yates = df == 1 and size.low > allowed[0].high and _v_with_yates(chi2.high, n) >= size.low
    if yates or any(one.meets(*size) for one in [*allowed, *corrected]):
        return
    shown = " / ".join(between(one.low, one.high) for one in allowed)
    yield AuditFinding(
        code="A108",
        grade="doubtful",
        at=claim.at,
        label=claim.label,
        what=Text(
            es=f"{as_printed('V', claim.numbers[name])} no sale de {as_printed('χ²', chi2)} con n = {plain(n)}",
            en=f"{as_printed('V', claim.numbers[name])} does not come from {as_printed('χ²', chi2)} with n = {plain(n)}",
        ),
        arithmetic=Text.same(f"√(χ² / (n · min(r − 1, c − 1))) = {shown}"),
        explanations=(
            Text(
                es="redondeo y V corregida por sesgo (Bergsma): no lo explican; otro coeficiente (contingencia C, phi): posible",
                en="rounding and bias-corrected V (Bergsma): do not explain it; another coefficient (contingency C, phi): possible",
            ),
        ),
    )


def _tables(df: int) -> list[tuple[int, int]]:
    """Every (r - 1, c - 1), the smaller first, whose product is df."""
    return [(k, df // k) for k in range(1, math.isqrt(min(df, 10_000)) + 1) if df % k == 0] or [(1, 1)]


def _v(chi2: float, n: float, k: int) -> float:
    return math.sqrt(max(chi2, 0.0) / (n * k))


def _bergsma(chi2: Printed, n: float, k: int, m: int) -> Range:
    def corrected(value: float) -> float:
        phi2 = max(0.0, value / n - k * m / (n - 1))
        smaller = k - k * k / (n - 1)
        return math.sqrt(phi2 / smaller) if smaller > 0 else 0.0

    return Range(corrected(chi2.low), corrected(chi2.high))


def _v_with_yates(chi2: float, n: float) -> float:
    """About the largest phi whose chi-squared with the continuity correction is this, for margins of 8 % or more."""
    return math.sqrt(chi2 / n) + 8.0 / n
