"""What stands beside the main answer over many cases: neighbouring offences, the class of the statistics, Palermo."""

from datetime import date
from functools import partial
from typing import Any

import numpy as np

from yupay.derive.law.asking import Found, add, once
from yupay.derive.law.evaluate import ReadyElement, ReadyProvision
from yupay.derive.law.facts import NO, TRUTH, UNKNOWN, YES, Sheet
from yupay.derive.law.keys import Key, Part
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
        key.add(np.array(order).take(self.cases.spans.rows), len(orders))
        listing: dict[ReadyProvision, tuple[Part, list[Any]]] = {}
        for text in dict.fromkeys(text for texts in held for text in texts):
            rows = self.where([text in texts for texts in held])
            if len(rows):
                at, kinds = self.pieces(text, rows)
                listing[text] = key.add(at, len(kinds), rows), kinds
        alike = key.groups()
        told = {text: (key.read(part, alike.first) - 1, kinds) for text, (part, kinds) in listing.items()}
        made = self.near_lists(alike.first, told, times, held)
        return once(alike.at, made), np.array([one[2] for one in made]).take(alike.at)

    def near_lists(self, rows: np.ndarray, listing: Any, times: Any, held: Any) -> list[tuple[Any, ...]]:
        """For some rows the offences as listed, the first met that has a class, how many are met; in the order of their texts."""
        spans_ = self.cases.spans.rows[rows]
        words: list[list[str]] = [[] for _ in rows]
        met: list[list[ReadyProvision]] = [[] for _ in rows]
        for at, texts in enumerate(held):
            inside = np.flatnonzero(spans_ == at)
            for text in texts if len(inside) else ():
                numbers, kinds = listing[text]
                whole = times[at][text] == len(self.near[at])
                told = numbers[inside]
                there = np.flatnonzero(np.array([kind is not None for kind in kinds])[told])
                for place, number in zip(inside[there].tolist(), told[there].tolist(), strict=True):
                    value, yes, open_ = kinds[number]
                    words[place].append(yes if whole and value == YES else open_)
                    if whole and value == YES:
                        met[place].append(text)
        return [
            (tuple(said_), tuple(text for text in found if text.provision.iccs)[:1], len(found))
            for said_, found in zip(words, met, strict=True)
        ]

    def pieces(self, text: ReadyProvision, rows: np.ndarray) -> Found:
        """How a neighbouring text is listed in each row: nothing, or its value with its words as met and as undecided."""
        asked = self.asked.of(rows)
        at, kinds = asked.over(text.leaves, partial(listed, text))
        further = Key(len(rows))
        further.add(at, len(kinds))
        inside = np.flatnonzero(np.array([kind != NO for kind in kinds]).take(at))
        if len(inside):
            few = asked.of(inside)
            for tier in text.tiers:
                add(further, few, tier.leaves, tier.over, inside)
        return self.each(asked, further, partial(said, text))

    def others(self, near: Found) -> Found:
        """The other offences: the other main texts met, then the neighbouring ones."""
        also, kinds = once(self.groups.at, [one.found.also for one in self.mains])
        key = Key(self.cases.size)
        key.add(also, len(kinds))
        key.add(near[0], len(near[1]))
        alike = key.groups()
        made = [(*kinds[also[row]], *near[1][near[0][row]][0]) for row in alike.first.tolist()]
        return once(alike.at, made)

    def iccs(self, near: Found) -> Found:
        """The class of the statistics."""
        classes, kinds = once(self.groups.at, [one.found.case_class for one in self.mains])
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
                add(key, self.asked, element.leaves, partial(weighed, element))
        alike = key.groups()
        sheets = self.cases.sheets(alike.first)
        texts = self.law.palermo
        return once(alike.at, [(TRUTH[international(texts, one)], disputed(texts, one)) for one in sheets])


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
