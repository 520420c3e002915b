"""What stands beside the main answer over many cases: neighbouring offences, the class of the statistics, Palermo."""

from datetime import date
from functools import partial
from typing import Any

import numpy as np

from yupay.derive.law.asking import Found, once
from yupay.derive.law.evaluate import ReadyElement, ReadyProvision
from yupay.derive.law.facts import NO, TRUTH, UNKNOWN, YES, Sheet
from yupay.derive.law.keys import Groups, Key
from yupay.derive.law.neighbours import disputed, iccs, international, named, neighbours
from yupay.derive.law.open_part import OpenPart
from yupay.derive.law.timeline import Epoch


class NearPart(OpenPart):
    """Neighbours, ICCS and Palermo."""

    def neighbours(self) -> tuple[Found, np.ndarray]:
        """The neighbouring offences of every row with their classes, and whether one is met."""
        key = Key(self.cases.size)
        orders: dict[Any, int] = {}
        held = [tuple(dict.fromkeys(text for epoch in near for text in epoch.provisions)) for near in self.near]
        times = [
            {text: sum(text in epoch.provisions for epoch in near) for text in texts}
            for near, texts in zip(self.near, held, strict=True)
        ]
        order = [
            orders.setdefault((texts, tuple(n == len(near) for n in count.values())), len(orders))
            for texts, count, near in zip(held, times, self.near, strict=True)
        ]
        key.add(np.array(order)[self.cases.spans.rows], len(orders))
        listing: dict[ReadyProvision, Found] = {}
        for text in dict.fromkeys(text for texts in held for text in texts):
            rows = self.where([text in texts for texts in held])
            if rows is not None and not len(rows):
                continue
            at, kinds = self.pieces(text, rows)
            key.add(at, len(kinds), rows)
            listing[text] = spread_out(at, rows, self.cases.size), kinds
        alike = key.groups()
        made = self.near_lists(alike.first, listing, times, held)
        return once(alike.at, made), np.array([one[2] for one in made])[alike.at]

    def near_lists(self, rows: np.ndarray, listing: Any, times: Any, held: Any) -> list[tuple[Any, ...]]:
        """For some rows the offences as listed, the first met that has a class, how many are met; in the order of their texts."""
        spans_ = self.cases.spans.rows[rows].tolist()
        numbers = {text: at[rows].tolist() for text, (at, _) in listing.items()}
        plans = {
            at: [(text, numbers[text], listing[text][1], times[at][text] == len(self.near[at])) for text in held[at]]
            for at in set(spans_)
        }
        made = []
        for place, at in enumerate(spans_):
            words, met = [], []
            for text, column, kinds, whole in plans[at]:
                if (piece := kinds[column[place]]) is not None:
                    yes = whole and piece[0] == YES
                    words.append(piece[1] if yes else piece[2])
                    if yes:
                        met.append(text)
            classed = tuple(text for text in met if text.provision.iccs)[:1]
            made.append((tuple(words), classed, len(met)))
        return made

    def add_near(self, key: Key, text: ReadyProvision, rows: np.ndarray | None) -> tuple[np.ndarray, list[int]]:
        """Add whether a neighbouring text is listed, as met or undecided, and then its tiers."""
        own = Key(self.cases.size if rows is None else len(rows))
        for element in text.elements:
            mask = element.when.mask | (element.waived.mask if element.waived else 0)
            numbers, answers = self.asked.over(mask, partial(pointing, element), rows)
            own.add(numbers, len(answers))
        alike = own.groups()
        at, kinds = once(alike.at, [listed(text, self.sheet(row, rows)) for row in alike.first.tolist()])
        key.add(at, len(kinds), rows)
        met = np.array([kind != NO for kind in kinds])[at]
        inside = np.flatnonzero(met) if rows is None else rows[met]
        if len(inside):
            self.add_tiers(key, text, inside)
        return at, kinds

    def pieces(self, text: ReadyProvision, rows: np.ndarray | None) -> Found:
        """How a neighbouring text is listed in each row: nothing, or its value with its words as met and as undecided."""
        size = self.cases.size if rows is None else len(rows)
        whole = Key(self.cases.size)
        self.add_near(whole, text, rows)
        own = Key(size, [word if rows is None else word[rows] for word in whole.words], whole.room)
        alike = own.groups()
        return once(alike.at, [said(text, self.sheet(row, rows)) for row in alike.first.tolist()])

    def others(self, groups: Groups, near: Found) -> Found:
        """The other offences: the other main texts met, then the neighbouring ones."""
        also, kinds = once(groups.at, [one.found.also for one in self.mains])
        key = Key(self.cases.size)
        key.add(also, len(kinds))
        key.add(near[0], len(near[1]))
        alike = key.groups()
        made = [(*kinds[also[row]], *near[1][near[0][row]][0]) for row in alike.first.tolist()]
        return once(alike.at, made)

    def iccs(self, groups: Groups, near: Found) -> Found:
        """The class of the statistics."""
        classes, kinds = once(groups.at, [one.found.case_class for one in self.mains])
        first, texts = once(near[0], [one[1] for one in near[1]])
        purposes = self.cases.columns["purposes"]
        key = Key(self.cases.size)
        for numbers, count in ((classes, len(kinds)), (first, len(texts)), (purposes.rows, len(purposes.fields))):
            key.add(numbers, count)
        alike = key.groups()
        made = [
            iccs(kinds[classes[row]], purposes.fields[purposes.rows[row]]["purposes"], texts[first[row]])
            for row in alike.first.tolist()
        ]
        return once(alike.at, made)

    def palermo(self) -> Found:
        """Whether the Palermo Protocol is met."""
        key = Key(self.cases.size)
        for text in self.law.palermo:
            for element in text.elements:
                mask = element.when.mask | (element.waived.mask if element.waived else 0)
                mask |= element.contested.mask if element.contested else 0
                self.add(key, mask, partial(weighed, element), None)
        alike = key.groups()
        sheets = [self.cases.sheet(row) for row in alike.first.tolist()]
        texts = self.law.palermo
        return once(alike.at, [(TRUTH[international(texts, one)], disputed(texts, one)) for one in sheets])


def pointing(element: ReadyElement, sheet: Sheet) -> tuple[int, bool]:
    """The value of an element, and whether a recorded fact points to it."""
    return element.over(sheet), bool(element.when.mask & sheet.yes)


def weighed(element: ReadyElement, sheet: Sheet) -> tuple[Any, ...]:
    """What an element of an international text says, on every reading."""
    contested = element.contested.over(sheet) if element.contested else NO
    return element.over(sheet), contested, element.otherwise(sheet)


def listed(text: ReadyProvision, sheet: Sheet) -> int:
    """The value of a neighbouring text as far as it is listed."""
    alone = Epoch(date.min, date.max, (text,), ())
    return next((value for _, value in neighbours((alone,), sheet)), NO)


def said(text: ReadyProvision, sheet: Sheet) -> tuple[int, str, str] | None:
    """The value of a neighbouring text with its words as met and as undecided; None where it is not listed."""
    value = listed(text, sheet)
    return None if value == NO else (value, named(text, YES, sheet), named(text, UNKNOWN, sheet))


def spread_out(at: np.ndarray, rows: np.ndarray | None, size: int) -> np.ndarray:
    """Numbers of some rows as numbers of all."""
    if rows is None:
        return at.astype(np.int16)
    whole = np.zeros(size, dtype=np.int16)
    whole[rows] = at
    return whole
