"""How are the numbers of a finding written? As in print: p below .001 is said so, thousands with a comma."""

from yupay.model.claim import Printed


def plain(value: float, digits: int = 3) -> str:
    """A number with at most `digits` decimals; whole numbers with their thousands mark."""
    if value == float("inf") or value == float("-inf"):
        return "∞" if value > 0 else "-∞"
    if abs(value) >= 1e15:
        return f"{value:.3g}"
    if value == int(value):
        return f"{value:,.0f}"
    return f"{value:,.{digits}f}"


def p_of(value: float) -> str:
    """`p = 0.465`, `p < 0.001`, with more digits where it is very small."""
    if value < 1e-4:
        return f"{value:.1e}" if value > 0 else "< 1e-300"
    return f"{value:.4f}" if value < 0.01 else f"{value:.3f}"


def between(low: float, high: float, digits: int = 3) -> str:
    """`0.458-0.470`, or one number where both are written alike."""
    first, second = plain(low, digits), plain(high, digits)
    return first if first == second else f"{first}–{second}"


def p_between(low: float, high: float) -> str:
    """A range of p values."""
    first, second = p_of(low), p_of(high)
    return first if first == second else f"{first}–{second}"


def as_printed(role: str, number: Printed) -> str:
    """`rho = 0.078` as the page wrote it, with its name where the page gave none."""
    text = number.text.strip()
    if any(sign in text for sign in "=<>≤≥") and any(letter.isalpha() for letter in text):
        return text
    sign = "" if text[:1] in "<>≤≥=" else "= "
    return f"{role} {sign}{text}"
