"""How do cells become one claim? Each number under its role; n that counts is told from n that is a size."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yupay.load.results.numbers import STARS, Mark, of_role, pair, printed, spread, stars
from yupay.load.results.roles import traits_of
from yupay.model.claim import Claim, ClaimPlace, Printed

PER = re.compile(r"(?:\bx\b|\bpor\b|\bper\b|cada|/)\s*(\d{1,3}(?:[ ,.\u00a0]?\d{3})+|\d{3,7})\b", re.IGNORECASE)
NOTED_N = re.compile(r"(?<![\w.])[nN]\s*=\s*(\d{1,3}(?:[, ]\d{3})+|\d+)\b")
LEGEND = re.compile(
    r"(\*{1,3})\s*\.?\s*(?:p\s*(?:<|\u2264|=)|[^*]{0,80}?nivel|[^*]{0,80}?level)\s*(0?[.,]\d+)", re.IGNORECASE
)
KENDALL = re.compile(r"kendall|\btau\b|\u03c4", re.IGNORECASE)
OTHERS = re.compile(r"spearman|pearson|\brho\b|\u03c1", re.IGNORECASE)
LEVEL = re.compile(r"\b(9[059])\s?%")
COEFFICIENTS = ("r", "tau", "gamma", "v", "phi", "somers_d")


@dataclass(frozen=True)
class Cell:
    """What a cell says, the role of its column, and its heading."""

    role: str
    text: str
    heading: str


def claim_of(
    cells: Iterable[Cell], at: ClaimPlace, label: str, words: str, mark: Mark | None, *, total: bool = False
) -> Claim:
    """One claim from the cells of a row."""
    listed = list(cells)
    numbers: dict[str, Printed] = {}
    for cell in listed:
        _read(cell, numbers, mark)
    _starred(listed, numbers, words)
    around = f"{label} {words} " + " ".join(cell.heading for cell in listed)
    said = traits_of(around)
    numbers = correlated(numbers, said, label)
    numbers = ranked(_told_apart(numbers, {cell.role for cell in listed}), around)
    _noted(numbers, words)
    _per(numbers, around)
    _level(numbers, around)
    traits = (*said, *(("total",) if total else ()))
    return Claim(at=at, label=label, numbers=numbers, words=words.strip()[:2000], traits=traits)


def _read(cell: Cell, numbers: dict[str, Printed], mark: Mark | None) -> None:
    role = cell.role
    if role == "interval":
        ends = pair(cell.text, mark)
        if ends is not None:
            numbers["low"], numbers["high"] = ends
        return
    both = spread(cell.text, mark) if re.search(r"[(\u00b1]", cell.text) else None
    if both is not None and role in ("mean", "mean_sd"):
        numbers["mean"], numbers["sd"] = both[:2]
        return
    if both is not None and role in ("count", "n", "percent") and both[2] | (role in ("count", "n", "percent")):
        numbers["count"], numbers["percent"] = both[:2] if role != "percent" or both[2] else (both[1], both[0])
        return
    value = of_role(role, cell.text, mark)
    if value is not None:
        numbers[role] = value


def _starred(cells: list[Cell], numbers: dict[str, Printed], words: str) -> None:
    """Stars beside a coefficient say p < .05, .01, .001, or what the legend says."""
    if "p" in numbers:
        if stars(numbers["p"].text) and not re.search(r"\d", numbers["p"].text):
            numbers.pop("p")
        else:
            return
    legend = {len(found[1]): float("0" + found[2].replace(",", ".").lstrip("0")) for found in LEGEND.finditer(words)}
    for cell in cells:
        shown = stars(cell.text)
        if shown and cell.role in (*COEFFICIENTS, "p"):
            bound = legend.get(shown, STARS[shown])
            numbers["p"] = Printed(text="*" * shown, value=bound, low=0.0, high=bound, decimals=3, relation="<")
            return


def _told_apart(numbers: dict[str, Printed], columns: set[str]) -> dict[str, Printed]:
    """`n` beside a percentage or a rate counts, beside a percentage with its interval it may be either; `p` beside e is a share."""
    found = dict(numbers)
    tests = columns & {*COEFFICIENTS, "t", "f", "chi2", "z", "mean", "alpha", "e", "p", "interval", "low"}
    if "n" in found and "count" not in found and not tests and columns & {"percent", "rate", "cumulative"}:
        found["count"] = found.pop("n")
    if "n" in found and "count" not in columns and "percent" in columns and columns & {"interval", "low"}:
        found["n_of_either"] = found.pop("n")
    if "e" in found and set(found) & {"population_size", "population"}:
        if "p" in found:
            found["proportion"] = found.pop("p")
        if "population" in found:
            found["population_size"] = found.pop("population")
    return found


def correlated(numbers: dict[str, Printed], traits: Iterable[str], label: str) -> dict[str, Printed]:
    """A bare "coefficient" is a correlation where the page speaks of one and of no regression; a row of a model has none."""
    said = set(traits)
    if "model" in traits_of(label):
        return {"coefficient" if role == "r" else role: value for role, value in numbers.items()}
    if "coefficient" not in numbers or "r" in numbers or "associative" not in said or "model" in said:
        return numbers
    return {"r" if role == "coefficient" else role: value for role, value in numbers.items()}


def ranked(numbers: dict[str, Printed], words: str) -> dict[str, Printed]:
    """A coefficient under the name of Kendall alone is tau."""
    if "r" not in numbers or not KENDALL.search(words) or OTHERS.search(words):
        return numbers
    return {"tau" if role == "r" else role: value for role, value in numbers.items()}


def _noted(numbers: dict[str, Printed], words: str) -> None:
    """The one n of the words around a table serves its rows."""
    stated = {found[1] for found in NOTED_N.finditer(words)}
    if len(stated) != 1:
        return
    value = printed(next(iter(stated)).replace(",", "").replace(" ", ""))
    if value is None:
        return
    if "percent" in numbers or "count" in numbers:
        numbers.setdefault("base", value)
    else:
        numbers.setdefault("n", value)


def _per(numbers: dict[str, Printed], words: str) -> None:
    found = PER.search(words) if "rate" in numbers else None
    value = printed(re.sub(r"[ ,.\u00a0]", "", found[1])) if found else None
    if value is not None:
        numbers["rate_per"] = value


def _level(numbers: dict[str, Printed], words: str) -> None:
    found = LEVEL.search(words) if "low" in numbers else None
    value = printed(found[1]) if found else None
    if value is not None:
        numbers["level"] = value
