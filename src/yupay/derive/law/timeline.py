"""Which texts are in force when: the days are cut into epochs within which no text and no rule changes."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from yupay.derive.law.evaluate import ReadyProvision, ReadyRule

FAR = date.max


@dataclass(frozen=True, eq=False)
class Epoch:
    """The wordings and rules in force on every day from `start` to `end`, both inside."""

    start: date
    end: date
    provisions: tuple[ReadyProvision, ...]
    rules: tuple[ReadyRule, ...]


class Timeline:
    """Epochs in order, without gap."""

    def __init__(self, provisions: Sequence[ReadyProvision], rules: Sequence[ReadyRule]) -> None:
        spans = [(p.provision.valid_from, p.provision.valid_to) for p in provisions]
        spans += [(r.rule.valid_from, r.rule.valid_to) for r in rules]
        starts = cuts(spans)
        ends = [*(start - timedelta(days=1) for start in starts[1:]), FAR]
        self.epochs = tuple(
            Epoch(start, end, tuple(in_force(provisions, start)), tuple(rules_in_force(rules, start)))
            for start, end in zip(starts, ends, strict=True)
        )
        self.starts = [epoch.start for epoch in self.epochs]
        self.before = {epoch: earlier(self.epochs, place) for place, epoch in enumerate(self.epochs)}
        self.first = next((epoch.start for epoch in self.epochs if epoch.provisions), date.min)

    def on(self, day: date) -> Epoch:
        """The epoch of a day."""
        return self.epochs[bisect_right(self.starts, day) - 1]

    def between(self, first: date | None, last: date | None) -> tuple[Epoch, ...]:
        """The epochs that a span of days touches; an unknown end reaches the first or the last text."""
        low = bisect_right(self.starts, first or self.first) - 1
        high = bisect_right(self.starts, last or FAR) - 1
        return self.epochs[low : high + 1]


def earlier(epochs: Sequence[Epoch], place: int) -> Epoch | None:
    """The last epoch before a place whose wordings differ from those there; None before the second wording."""
    found = (e for e in reversed(epochs[:place]) if e.provisions and e.provisions != epochs[place].provisions)
    return next(found, None)


def cuts(spans: Iterable[tuple[date, date | None]]) -> list[date]:
    """The first day of every epoch."""
    days = {date.min}
    for start, end in spans:
        days.add(start)
        if end is not None:
            days.add(end + timedelta(days=1))
    return sorted(days)


def in_force(provisions: Iterable[ReadyProvision], day: date) -> Iterable[ReadyProvision]:
    """The wordings in force on a day."""
    return (p for p in provisions if holds(p.provision.valid_from, p.provision.valid_to, day))


def wordings(epochs: Sequence[Epoch], *, rules: bool) -> list[Epoch]:
    """The epochs that bring another wording than the epoch before them; with `rules`, another rule too."""
    pairs = pairwise(epochs)
    return [b for a, b in pairs if b.provisions != a.provisions or (rules and b.rules != a.rules)]


def rules_in_force(rules: Iterable[ReadyRule], day: date) -> Iterable[ReadyRule]:
    """The rules in force on a day."""
    return (r for r in rules if holds(r.rule.valid_from, r.rule.valid_to, day))


def holds(start: date, end: date | None, day: date) -> bool:
    """Whether a day lies between two, both inside; no end: still in force."""
    return start <= day and (end is None or day <= end)
