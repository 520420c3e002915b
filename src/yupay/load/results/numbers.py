"""What values may stand behind a printed number? Decimal comma or point, signs of comparison, stars, cut digits.

A number with d decimals may be rounded half up, half to even, or cut: its magnitude lies between v - 10^-d / 2 and
v + 10^-d.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from yupay.model.claim import Printed

Mark = Literal[",", "."]

DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u202f']\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*|[.,]\d+)"
POWER = r"(?:[eE][-+\u2212]?\d{1,3}|\s?[x\u00d7\u00b7]\s?10\s?\^?\s?[-\u2212]?\d{1,3})"
NUMBER = rf"[-\u2212\u2013+]?\s?{DIGITS}{POWER}?"
SIGN = r"(?:[<>=\u2264\u2265\u2248]=?|=[<>])"
TAIL = r"\s*(?:%|\*{1,4}|[a-c](?:,[a-c])?|\([a-c]\))?\s*(?:%|\*{1,4}|[a-c])?"
CELL = re.compile(rf"\s*(?:p\s*)?(?P<sign>{SIGN})?\s*(?P<number>{NUMBER})(?P<tail>{TAIL})\s*")
RANGE = re.compile(
    rf"[\[(\s]*(?P<low>{NUMBER})\s?%?\s*(?:;|\s(?:a|to|al|y|and)\s|,\s|\s?[\u2013\u2014\u2212-]\s?|/|\|)\s*"
    rf"(?P<high>{NUMBER})\s?%?[\])\s]*"
)
PLAIN_RANGE = re.compile(r"[\[(\s]*(?P<low>[-\u2212]?\d*[.,]?\d+)\s*,\s*(?P<high>[-\u2212]?\d*\.?\d+)[\])\s]*")
SPREAD = re.compile(
    rf"\s*(?P<first>{NUMBER})\s*(?P<mark>%)?\s*(?:\(\s*(?P<inside>{NUMBER})\s*(?P<percent>%)?\s*\)|\u00b1\s*(?P<after>{NUMBER}))\s*"
)
COMMA = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+,\d+|0,\d+|,\d+|\d+,\d{1,2}|\d+,\d{4,})(?![\d.,])")
POINT = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+\.\d+|0\.\d+|\.\d+|\d+\.\d{1,2}|\d+\.\d{4,})(?![\d.,])")
BOUNDED = ("r", "p", "p_adjusted", "tau", "gamma", "v", "phi", "somers_d", "alpha", "kr20", "omega")
STARS = {1: 0.05, 2: 0.01, 3: 0.001}
MOST_LETTERS = 200


def decimal_mark(texts: Iterable[str]) -> Mark | None:
    """The decimal mark that most numbers of a page show; None where none tells."""
    found: Counter[Mark] = Counter()
    for text in texts:
        found[","] += len(COMMA.findall(text))
        found["."] += len(POINT.findall(text))
    if found[","] == found["."]:
        return None
    return "," if found[","] > found["."] else "."


def printed(text: str, mark: Mark | None = None) -> Printed | None:
    """The number of a cell, with its sign of comparison; None where the cell is no number."""
    if len(text) > MOST_LETTERS:
        return None
    found = CELL.fullmatch(text)
    return None if found is None else number(found["number"], mark, found["sign"] or "=", text.strip())


def number(written: str, mark: Mark | None, sign: str = "=", text: str | None = None) -> Printed | None:
    """A written number and what may stand behind it."""
    bare, power = _powered(re.sub(r"[\s\u00a0\u202f']", "", written).replace("\u2212", "-").replace("\u2013", "-"))
    plain = _plain(bare.lstrip("+-"), mark)
    if plain is None or abs(power) > 300 or len(plain) > 40:
        return None
    decimals = len(plain.partition(".")[2])
    unit = 10.0 ** (power - decimals)
    size = float(plain) * 10.0**power
    value = -size if bare.startswith("-") else size
    return bounded(text or written.strip(), value, decimals - power, unit, sign)


def bounded(text: str, value: float, decimals: int, unit: float, sign: str = "=") -> Printed | None:
    """A printed value with the bounds of its last digit, `unit`."""
    if abs(value) > 1e300:
        return None
    if "<" in sign or "\u2264" in sign:
        return Printed(text=text, value=value, low=min(0.0, value), high=value, decimals=decimals, relation="<")
    if ">" in sign or "\u2265" in sign:
        return Printed(text=text, value=value, low=value, high=float("inf"), decimals=decimals, relation=">")
    inner, outer = unit * 0.5000001, unit * 0.999999
    low, high = (value - inner, value + outer) if value > 0 else (value - outer, value + inner)
    if value == 0:
        low, high = -outer, outer
    return Printed(text=text, value=value, low=low, high=high, decimals=decimals)


def exact(value: float, text: str | None = None) -> Printed:
    """A number that came with all its digits."""
    slack = 1e-9 * max(1.0, abs(value))
    return Printed(text=text or f"{value:.12g}", value=value, low=value - slack, high=value + slack, decimals=-1)


def pair(text: str, mark: Mark | None = None) -> tuple[Printed, Printed] | None:
    """The two ends of an interval: `[0.13, 0.64]`, `0,13 a 0,64`, `(.13; .64)`."""
    if len(text) > MOST_LETTERS:
        return None
    found = RANGE.fullmatch(text) or (PLAIN_RANGE.fullmatch(text) if mark != "," else None)
    if found is None:
        return None
    low, high = number(found["low"], mark), number(found["high"], mark)
    return None if low is None or high is None or low.value > high.value else (low, high)


def spread(text: str, mark: Mark | None = None) -> tuple[Printed, Printed, bool] | None:
    """`15.7 (4.2)` and `15.7 \u00b1 4.2` (False), `74 (59.7 %)` and `59.7 % (74)` (True: count, then percentage)."""
    found = SPREAD.fullmatch(text) if len(text) <= MOST_LETTERS else None
    if found is None:
        return None
    first, second = number(found["first"], mark), number(found["inside"] or found["after"], mark)
    if first is None or second is None:
        return None
    if found["mark"]:
        return second, first, True
    return first, second, bool(found["percent"])


def of_role(role: str, text: str, mark: Mark | None, sign: str | None = None) -> Printed | None:
    """The number of a role: `1,000` is 1 where the role cannot pass 1, and a p without decimals is one that lost them."""
    read = printed(text, mark) if sign is None else number(text, mark, sign)
    if read is not None and role in BOUNDED and abs(read.value) >= 1000:
        read = printed(text, ",") if sign is None else number(text, ",", sign)
    return read if read is None or role not in ("p", "p_adjusted") else whole_p(read)


def whole_p(value: Printed) -> Printed:
    """A p without decimals: 0 is read as .000, 1 as a value near 1."""
    if value.relation != "=" or value.decimals > 0:
        return value
    if value.value == 0:
        return value.model_copy(update={"low": 0.0, "high": 0.001})
    return value.model_copy(update={"low": 0.5, "high": 1.0}) if value.value == 1 else value


def stars(text: str) -> int:
    """How many stars a cell ends with."""
    found = re.search(r"(\*{1,3})\s*$", text[-10:])
    return len(found[1]) if found else 0


def _powered(bare: str) -> tuple[str, int]:
    found = re.search(r"(?:[eE]|[x\u00d7\u00b7]10\^?)([-+]?\d{1,3})$", bare)
    return (bare[: found.start()], int(found[1])) if found else (bare, 0)


def _plain(digits: str, mark: Mark | None) -> str | None:
    """Digits with a point as decimal mark and no thousands mark."""
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        last = max(digits.rfind(","), digits.rfind("."))
        whole, rest = digits[:last], digits[last + 1 :]
        return f"{re.sub('[.,]', '', whole)}.{rest}" if not re.search("[.,]", rest) else None
    if commas + points == 0:
        return digits
    sign = "," if commas else "."
    parts = digits.split(sign)
    grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3 and parts[0] != "0"
    if len(parts) > 2:
        return "".join(parts) if grouped else None
    thousands = grouped and ((mark is not None and mark != sign) or (mark is None and sign == ","))
    return "".join(parts) if thousands else f"{parts[0] or '0'}.{parts[1]}"
