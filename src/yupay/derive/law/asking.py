"""What every question over many cases needs: the cases, the texts that each date touches, the rows where a text matters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from yupay.derive.law.evaluate import ReadyProvision, ReadyRule
from yupay.derive.law.facts import Sheet
from yupay.derive.law.keys import Asked, Key, Leaves
from yupay.derive.law.reduced import Reduced
from yupay.derive.law.remembering import Remembering
from yupay.derive.law.timeline import Epoch
from yupay.model.law import CodedCase

Found = tuple[np.ndarray, list[Any]]


@dataclass
class Asking:
    """The questions over some cases; `on` is the date of judgment."""

    law: Remembering
    cases: Reduced
    asked: Asked
    on: date | None

    @cached_property
    def days(self) -> list[CodedCase]:
        """One case for each span of dates."""
        rows = [CodedCase(case_id="", acts=(), **fields) for fields in self.cases.spans.fields]
        return rows

    @cached_property
    def epochs(self) -> list[tuple[Epoch, ...]]:
        """The epochs of the main texts that each span touches."""
        return [self.law.texts.between(day.act_from, day.act_to) for day in self.days]

    @cached_property
    def near(self) -> list[tuple[Epoch, ...]]:
        """The epochs of the neighbouring texts that each span touches."""
        return [self.law.beside.between(day.act_from, day.act_to) for day in self.days]

    @cached_property
    def by_span(self) -> tuple[np.ndarray, np.ndarray]:
        """The rows in the order of their spans, and where each span begins."""
        numbers = self.cases.spans.rows
        order = np.argsort(numbers.astype(np.int32), kind="stable")
        return order, np.searchsorted(numbers[order], np.arange(len(self.cases.spans.fields) + 1))

    def where(self, holds: Sequence[bool]) -> np.ndarray:
        """The rows whose span is one of some."""
        order, starts = self.by_span
        return np.concatenate([order[:0], *(order[starts[at] : starts[at + 1]] for at, yes in enumerate(holds) if yes)])

    @cached_property
    def main_texts(self) -> list[ReadyProvision]:
        """The texts of the main time line, each once."""
        return list(dict.fromkeys(text for epoch in self.law.texts.epochs for text in epoch.provisions))

    @cached_property
    def frame_rules(self) -> list[ReadyRule]:
        """The rules that change a frame, each once."""
        return list(dict.fromkeys(rule for epoch in self.law.texts.epochs for rule in epoch.rules))

    def each(self, asked: Asked, key: Key, ask: Callable[[Sheet], Any]) -> Found:
        """What a question answers for each group of a key over some rows."""
        alike = key.groups()
        return once(alike.at, [ask(sheet) for sheet in asked.sheets(alike.first)])


def add(key: Key, asked: Asked, leaves: Leaves, ask: Callable[[Sheet], Any], rows: np.ndarray | None = None) -> None:
    """Add to a key what a question answers; `rows` are the places of the rows asked about in the key."""
    numbers, answers = asked.over(leaves, ask)
    key.add(numbers, len(answers), rows)


def once(at: np.ndarray, values: Sequence[Any]) -> Found:
    """Values of groups, equal ones made one."""
    places: dict[Any, int] = {}
    again = np.array([places.setdefault(value, len(places)) for value in values], dtype=np.int32)
    return again.take(at), list(places)


def spread_out(at: np.ndarray, rows: np.ndarray | None, size: int) -> np.ndarray:
    """Numbers of some rows as numbers of all, 0 elsewhere."""
    if rows is None:
        return at
    whole = np.zeros(size, dtype=at.dtype)
    whole[rows] = at
    return whole
