"""The dates of coded cases as intervals of days: as exact as the file says, never more."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import numpy as np

from yupay.model.law import Precision

PRECISIONS: tuple[Precision, ...] = ("day", "month", "year", "range", "assumed", "unknown")
DAY, MONTH, YEAR, RANGE, ASSUMED, UNKNOWN = range(6)
NO_DATE = (0, 0, UNKNOWN)
WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[ T]00:00:00)?")
NOT_RECORDED = re.compile(r"|unknown|\d{2}XX|XXXX", re.IGNORECASE)


class Worded(Protocol):
    """A column of a file."""

    @property
    def rows(self) -> np.ndarray:
        """For every row the number of its value."""

    @property
    def tokens(self) -> Any:
        """The words of each value."""


@dataclass(frozen=True)
class Dated:
    """For every row the first and last day (ordinals; 0: unknown) and the precision."""

    first: np.ndarray
    last: np.ndarray
    precision: np.ndarray

    def row(self, row: int) -> tuple[date | None, date | None, Precision]:
        """The days and the precision of one row."""
        first, last = int(self.first[row]), int(self.last[row])
        days = (date.fromordinal(first), date.fromordinal(last)) if first else (None, None)
        return (*days, PRECISIONS[int(self.precision[row])])


def bounds(word: str) -> tuple[int, int, int] | None:
    """First day, last day and precision of a date as written; (0, 0, unknown) where it says nothing; None: not a date."""
    if NOT_RECORDED.fullmatch(word):
        return NO_DATE
    found = WRITTEN.fullmatch(word)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal(), DAY if day else MONTH if month else YEAR


def dated(written: Worded, said: Worded | None) -> tuple[Dated, np.ndarray, np.ndarray]:
    """The dates of all rows; the rows whose range runs backward or has three ends; the rows less precise than they say."""
    known = np.array([bounds(word) or NO_DATE for word in written.tokens.words], dtype=np.int64).reshape(-1, 3)
    starts, at = written.tokens.starts, written.tokens.at
    head, tail = known[at[starts[:-1]]], known[at[starts[1:] - 1]]
    parts = np.diff(starts)
    open_ = (head[:, 0] == 0) | (tail[:, 1] == 0)
    form = np.where(open_, UNKNOWN, np.where(parts > 1, RANGE, head[:, 2]))
    wrong = ~open_ & ((head[:, 0] > tail[:, 1]) | (parts > 2))
    ends = [np.where(open_ | wrong, 0, days)[written.rows].astype(np.int32) for days in (head[:, 0], tail[:, 1])]
    found, coarse = with_precision(ends[0], ends[1], form[written.rows].astype(np.int8), said)
    return found, np.flatnonzero(wrong[written.rows]), coarse


def with_precision(
    first: np.ndarray, last: np.ndarray, form: np.ndarray, said: Worded | None
) -> tuple[Dated, np.ndarray]:
    """The dates widened to the precision that the file states; the rows that state a finer one than they have."""
    if said is None:
        return Dated(first, last, form), np.array([], dtype=np.int64)
    words = [PRECISIONS.index(word) if word in PRECISIONS else -1 for word in said.tokens.words]
    stated = np.array(words)[said.tokens.at[said.tokens.starts[:-1]]][said.rows].astype(np.int8)
    stated = np.where((stated < 0) | (form == UNKNOWN), form, stated)
    coarse = (stated <= YEAR) & (form <= RANGE) & (form > stated)
    first, last = np.where(stated == UNKNOWN, 0, first), np.where(stated == UNKNOWN, 0, last)
    wider = np.flatnonzero((stated > form) & (stated <= YEAR))
    first[wider], last[wider] = widened(first[wider], last[wider], stated[wider])
    return Dated(first, last, stated), np.flatnonzero(coarse)


def widened(first: np.ndarray, last: np.ndarray, stated: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Days widened to their whole month or year: a precision of month beside a full date means no more than the month."""
    span = np.stack([first, last, stated], axis=1)
    kinds, at = np.unique(span, axis=0, return_inverse=True)
    made = np.array([whole(int(a), int(b), int(c)) for a, b, c in kinds], dtype=np.int32).reshape(-1, 2)
    return made[at.reshape(-1), 0], made[at.reshape(-1), 1]


def whole(first: int, last: int, stated: int) -> tuple[int, int]:
    """The first day of the month or year of one day, and the last day of that of another."""
    low, high = date.fromordinal(first), date.fromordinal(last)
    if stated == YEAR:
        return date(low.year, 1, 1).toordinal(), date(high.year, 12, 31).toordinal()
    end = date(high.year, high.month, monthrange(high.year, high.month)[1])
    return low.replace(day=1).toordinal(), end.toordinal()
