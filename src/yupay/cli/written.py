"""How is a number written on a terminal?"""

from typing import Any


def number(value: Any) -> str:
    """A number for reading: 1,234; 12.35; 0.413; words and booleans as they are."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "-" if value is None else str(value)
    if value == int(value) and abs(value) < 1e15:
        return f"{value:,.0f}"
    return f"{value:,.3f}" if abs(value) < 100 else f"{value:,.1f}"


def probability(value: float) -> str:
    """A p value in APA form: `< .001`, `.034`."""
    return "< .001" if value < 0.001 else f"{value:.3f}".removeprefix("0")
