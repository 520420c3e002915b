"""Could a p be one-sided, or corrected for several tests? Tried over a whole table, because a correction is coherent.

One row may be one-sided by itself. A correction is accepted where every row of the table follows it: Bonferroni and Sidak with
any number of tests up to 200, Holm, Hochberg and Benjamini-Hochberg over the rows of the table; or where the page names
one, and then a p may be larger but never smaller than without it.
Reference: Holm, S. (1979), Scandinavian Journal of Statistics 6, 65-70; Hochberg, Y. (1988), Biometrika 75, 800-802;
Benjamini, Y. and Hochberg, Y. (1995), JRSS B 57, 289-300.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yupay.conclude.audit.tails import Range
from yupay.model.claim import Claim, Printed

MOST_TESTS = 200
MOST_SIDAK = 40


@dataclass(frozen=True)
class PrintedTest:
    """A claim with a printed p, and the two-sided p values that its statistic allows; `sided`: half of it may be meant."""

    claim: Claim
    p: Printed
    allowed: Range
    sided: bool = True

    @property
    def bounds(self) -> tuple[float, float]:
        """The printed p, between 0 and 1."""
        return max(0.0, self.p.low), min(1.0, self.p.high)

    def agrees(self, allowed: Range) -> bool:
        """Whether the printed p is among these, or half of one of these."""
        low, high = self.bounds
        if allowed.meets(low, high):
            return True
        if not self.sided:
            return False
        opposite = Range(1.0 - allowed.high / 2.0, 1.0 - allowed.low / 2.0)
        stated = "one-sided" in self.claim.traits and opposite.meets(low, high)
        return allowed.times(0.5).meets(low, high) or stated

    @property
    def too_small(self) -> bool:
        """Whether the printed p is below all that could be meant."""
        return self.bounds[1] < self.allowed.low * (0.5 if self.sided else 1.0)


def disagreeing(tests: Sequence[PrintedTest], table: Sequence[Claim]) -> list[PrintedTest]:
    """The tests of one table whose p no side and no correction explains; the words of the table may name one."""
    failed = [test for test in tests if not test.agrees(test.allowed)]
    if not failed:
        return []
    if {"bonferroni", "holm"} & {trait for claim in table for trait in claim.traits}:
        return [test for test in failed if test.too_small]
    return [] if len(tests) > 1 and _corrected(tests) else failed


def _corrected(tests: Sequence[PrintedTest]) -> bool:
    """Whether every test follows one correction, all two-sided or all one-sided."""
    sides = (1.0, 0.5) if all(test.sided for test in tests) else (1.0,)
    return any(_follow(tests, [test.allowed.times(side) for test in tests]) for side in sides)


def _follow(tests: Sequence[PrintedTest], allowed: Sequence[Range]) -> bool:
    lows, highs = [one.low for one in allowed], [one.high for one in allowed]
    steps: Iterable[Iterable[Range]] = (
        [Range(low, high) for low, high in zip(adjust(lows), adjust(highs), strict=True)]
        for adjust in (_holm, _hochberg, _benjamini)
    )
    times = ((one.times(m) for one in allowed) for m in range(2, MOST_TESTS + 1))
    sidak = ((Range(_sidak(one.low, m), _sidak(one.high, m)) for one in allowed) for m in range(2, MOST_SIDAK + 1))
    return any(_all(tests, ranges) for family in (steps, times, sidak) for ranges in family)


def _all(tests: Sequence[PrintedTest], allowed: Iterable[Range]) -> bool:
    return all(one.meets(*test.bounds) for test, one in zip(tests, allowed, strict=True))


def _sidak(p: float, m: int) -> float:
    return float(1.0 - (1.0 - p) ** m)


def _holm(values: Sequence[float]) -> list[float]:
    """Holm's step-down adjusted p, in the order given."""
    m, reached = len(values), 0.0
    found = [0.0] * m
    for place, index in enumerate(sorted(range(m), key=lambda i: values[i])):
        reached = max(reached, min(1.0, values[index] * (m - place)))
        found[index] = reached
    return found


def _stepped_up(values: Sequence[float], factors: Sequence[float]) -> list[float]:
    m, reached = len(values), 1.0
    found = [0.0] * m
    order = sorted(range(m), key=lambda i: values[i])
    for place in range(m - 1, -1, -1):
        index = order[place]
        reached = min(reached, values[index] * factors[place])
        found[index] = reached
    return found


def _hochberg(values: Sequence[float]) -> list[float]:
    m = len(values)
    return _stepped_up(values, [float(m - place) for place in range(m)])


def _benjamini(values: Sequence[float]) -> list[float]:
    m = len(values)
    return _stepped_up(values, [m / (place + 1) for place in range(m)])
