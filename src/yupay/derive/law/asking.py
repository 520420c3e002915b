"""What every question over many cases needs: the cases, the texts that each date touches, the rows where a text matters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from yupay.derive.law.evaluate import ReadyItem, ReadyProvision, ReadyRule
from yupay.derive.law.facts import Sheet
from yupay.derive.law.keys import Asked, Key
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

    def where(self, holds: Sequence[bool]) -> np.ndarray | None:
        """The rows whose span is one of some; None where all are."""
        if all(holds):
            return None
        return np.flatnonzero(np.array(holds)[self.cases.spans.rows])

    @cached_property
    def main_texts(self) -> list[ReadyProvision]:
        """The texts of the main time line, each once."""
        return list(dict.fromkeys(text for epoch in self.law.texts.epochs for text in epoch.provisions))

    @cached_property
    def frame_rules(self) -> list[ReadyRule]:
        """The rules that change a frame, each once."""
        return list(dict.fromkeys(rule for epoch in self.law.texts.epochs for rule in epoch.rules))

    def add(self, key: Key, mask: int, ask: Callable[[Sheet], Any], rows: np.ndarray | None) -> list[Any]:
        """Add to a key what a question answers."""
        numbers, answers = self.asked.over(mask, ask, rows)
        key.add(numbers, len(answers), rows)
        return answers

    def sheet(self, row: int, rows: np.ndarray | None) -> Sheet:
        """The facts of one of some rows."""
        return self.cases.sheet(row if rows is None else int(rows[row]))

    def add_tiers(self, key: Key, text: ReadyProvision, rows: np.ndarray) -> None:
        """Add the greatest value of the items of each tier; contested items one by one."""
        tiers: dict[int, np.ndarray] = {}
        for item in text.items:
            values = self.item(item, rows)
            if item.item.contested:
                key.add(values, 3, rows)
            held = tiers.get(item.item.tier)
            tiers[item.item.tier] = values if held is None else np.maximum(held, values)
        for values in tiers.values():
            key.add(values, 3, rows)

    def item(self, item: ReadyItem, rows: np.ndarray) -> np.ndarray:
        """The value of an item in some rows."""
        numbers, answers = self.asked.over(item.when.mask, item.when.over, rows)
        values: np.ndarray = np.array(answers, dtype=np.int8)[numbers]
        return values


def once(at: np.ndarray, values: Sequence[Any]) -> Found:
    """Values of groups, equal ones made one."""
    places: dict[Any, int] = {}
    again = np.array([places.setdefault(value, len(places)) for value in values], dtype=np.int32)
    return again[at], list(places)
