"""Which estimate says this, and how is it shown? An index by id; what is missing becomes a mark, never an error.

A cell points at an estimate only when that estimate exists, so that every number on a page opens its panel.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from yupay.model.estimate import Estimate
from yupay.model.table import Cell, Form, Mark

PAIR = 2
"""Decimals of coefficients."""


def estimate_id(question: str, variables: Iterable[str], unit: str, method: str, key: str = "") -> str:
    """The id of an estimate: question/variables/unit/method[/key], as `Estimate.id` writes it."""
    parts = [question, "~".join(variables), unit, method]
    return "/".join([*parts, key] if key else parts)


@dataclass(frozen=True)
class Lookup:
    """Estimates by id and by what they are about."""

    by_id: dict[str, Estimate]
    ids: tuple[str, ...]
    by_subject: dict[tuple[str, str, str], tuple[Estimate, ...]]

    def get(self, name: str) -> Estimate | None:
        """The estimate with this id, or None."""
        return self.by_id.get(name)

    def about(self, question: str, method: str, key: str = "") -> tuple[Estimate, ...]:
        """Every estimate of one question, method and key, in the order of their ids."""
        return self.by_subject.get((question, method, key), ())

    def starting(self, prefix: str) -> Iterator[Estimate]:
        """Every estimate whose id starts with `prefix`, in the order of their ids."""
        first = bisect_left(self.ids, prefix)
        return (self.by_id[name] for name in takewhile(lambda name: name.startswith(prefix), self.ids[first:]))

    def relation(self, x: str, y: str, unit: str, method: str, key: str = "") -> Estimate | None:
        """The relation of `x` with `y`, or of `y` with `x`."""
        forth = self.get(estimate_id("relate", (x, y), unit, method, key))
        return forth if forth is not None else self.get(estimate_id("relate", (y, x), unit, method, key))

    def summary(self, indicator: str, unit: str, statistic: str) -> Estimate | None:
        """A descriptive statistic of one indicator over the places of a unit."""
        return self.get(estimate_id("describe", (indicator,), unit, "summary", statistic))


def index(estimates: tuple[Estimate, ...]) -> Lookup:
    """Index estimates once, in the order of their ids; O(n log n)."""
    by_id = dict(sorted((estimate.id, estimate) for estimate in estimates))
    by_subject: dict[tuple[str, str, str], list[Estimate]] = {}
    for estimate in by_id.values():
        by_subject.setdefault((estimate.question, estimate.method, estimate.key), []).append(estimate)
    return Lookup(by_id, tuple(by_id), {subject: tuple(found) for subject, found in by_subject.items()})


def missing(mark: Mark = "no data") -> Cell:
    """A cell with a mark in place of a number."""
    return Cell(mark=mark)


def value_cell(estimate: Estimate | None, form: Form = "number", digits: int | None = None) -> Cell:
    """The value of an estimate; a mark where there is none."""
    if estimate is None:
        return missing()
    return open_cell(estimate, estimate.value, form, digits)


def open_cell(estimate: Estimate, value: float | None, form: Form, digits: int | None = None) -> Cell:
    """A number of an estimate, which opens the panel of that estimate."""
    if value is None:
        return Cell(mark="not applicable", estimate=estimate.id)
    return Cell(value=value, form=form, digits=digits, estimate=estimate.id)


def interval_cell(estimate: Estimate | None, digits: int = PAIR) -> Cell:
    """The confidence interval of an estimate; a mark where there is none."""
    if estimate is None:
        return missing()
    bounds = estimate.interval
    if bounds is None or (bounds.low is None and bounds.high is None):
        return Cell(
            mark="not published" if estimate.unit_of_analysis == "published" else "not applicable", estimate=estimate.id
        )
    return Cell(low=bounds.low, high=bounds.high, form="interval", digits=digits, estimate=estimate.id)


def p_cell(estimate: Estimate | None) -> Cell:
    """The p value of an estimate."""
    return missing() if estimate is None else open_cell(estimate, estimate.p, "p")


def n_cell(estimate: Estimate | None) -> Cell:
    """How many units an estimate stands on."""
    return missing() if estimate is None else open_cell(estimate, estimate.n, "count")


def bound_cell(estimate: Estimate, low: bool) -> Cell:
    """One bound of an interval, for a sentence."""
    bounds = estimate.interval
    bound = None if bounds is None else bounds.low if low else bounds.high
    return open_cell(estimate, bound, "coefficient", PAIR)
