"""The items of the governing text and the facts to find out, over many cases."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from yupay.derive.law.asking import Found, once
from yupay.derive.law.evaluate import ReadyProvision
from yupay.derive.law.facts import UNKNOWN, Sheet
from yupay.derive.law.keys import Groups, Key
from yupay.derive.law.main_part import Main, MainPart
from yupay.derive.law.reduced import Values


class OpenPart(MainPart):
    """What unknown facts leave open."""

    def items(self, groups: Groups) -> Found:
        """The items of the governing text; where several texts could govern, of all of them."""
        key = Key(self.cases.size)
        held = np.array([one.found.penalty is not None and bool(one.found.penalty.items) for one in self.mains])
        texts: dict[tuple[str, ...], int] = {}
        kinds = [texts.setdefault(self.read_texts(one), len(texts)) for one in self.mains]
        firm = np.array([one.firm for one in self.mains])
        loose = np.where(firm, 0, np.arange(1, len(firm) + 1))
        key.add(loose[groups.at], len(firm) + 1)
        key.add(np.where(held, np.array(kinds) + 1, 0)[groups.at], len(texts) + 1)
        for name in {name for names in texts for name in names}:
            text = next(one for one in self.main_texts if one.provision.id == name)
            reads = held & np.array([name in self.read_texts(one) for one in self.mains])
            rows = np.flatnonzero(reads[groups.at])
            for item in text.items if len(rows) else ():
                self.add(key, item.when.mask, item.when.over, rows)
        alike = key.groups()
        return once(alike.at, [self.items_of(row, groups) for row in alike.first.tolist()])

    def read_texts(self, main: Main) -> tuple[str, ...]:
        """The texts that an answer with a frame rests on."""
        return tuple(text.provision.id for text in main.found.read) if main.found.penalty else ()

    def items_of(self, row: int, groups: Groups) -> tuple[str, ...]:
        """The items of one row, by the evaluator."""
        main = self.mains[int(groups.at[row])]
        if main.found.penalty is None or not main.found.penalty.items:
            return ()
        at = int(self.cases.spans.rows[row])
        found = self.law.asked(self.epochs[at], self.days[at], self.cases.sheet(row))
        return found.penalty.items if found.penalty else ()

    def missing(self, groups: Groups) -> Found:
        """The facts to find out, of the rows that an unknown fact leaves open: alike where the unknown facts that matter are."""
        key = Key(self.cases.size)
        alike_mains: dict[Any, int] = {}
        first = groups.first.tolist()
        kinds = np.array(
            [
                alike_mains.setdefault(self.open_kind(one, row), len(alike_mains))
                for one, row in zip(self.mains, first, strict=True)
            ]
        )
        key.add(kinds[groups.at], len(alike_mains))
        asked = [self.relevant(one, row) if one.open else 0 for one, row in zip(self.mains, first, strict=True)]
        whole = 0
        for text in self.main_texts:
            whole |= text.mask
        for name in self.cases.columns:
            bits = self.law.reader.columns.get(name, 0) & whole
            wanted = np.array([bool(mask & bits) for mask in asked])
            if not bits or not wanted.any():
                continue
            again, count = unknown_kinds(self.cases.columns[name], bits, self.cuts if name == "victim_ages" else None)
            rows = np.flatnonzero(wanted[groups.at])
            key.add(again[self.cases.columns[name].rows[rows]], count, rows)
        alike = key.groups()
        return once(alike.at, [self.missing_of(row, groups) for row in alike.first.tolist()])

    @cached_property
    def cuts(self) -> frozenset[int]:
        """The ages where a band of the vocabulary begins or has ended."""
        return frozenset(cut for _, low, high in self.law.reader.ages for cut in (low, high + 1))

    def open_kind(self, main: Main, row: int) -> Any:
        """What of a main answer bears on the facts to find out: nothing where it is not open."""
        if not main.open:
            return None
        at, sheet, found = int(self.cases.spans.rows[row]), self.cases.sheet(row), main.found
        texts = dict.fromkeys(text for epoch in self.epochs[at] for text in epoch.provisions)
        values = tuple(
            tuple(element.over(sheet) for element in text.elements) for text in texts if found.penalty is None
        )
        held = found.penalty and replace(found.penalty, items=())
        day = self.days[at]
        return (
            self.epochs[at],
            day.precision == "range",
            day.act_from is None,
            found.case_class,
            found.article,
            held,
            found.read,
            values,
        )

    def relevant(self, main: Main, row: int) -> int:
        """The facts that could still move an answer: those of undecided elements, of undecided items above its tier, of attempt."""
        sheet, mask = self.cases.sheet(row), 0
        for text in main.found.read:
            mask |= self.relevant_of(text, main, sheet)
        for rule in self.frame_rules:
            mask |= rule.when.mask if rule.when is not None else 0
        return mask

    def relevant_of(self, text: ReadyProvision, main: Main, sheet: Sheet) -> int:
        """The facts of one text that could still move an answer."""
        mask = 0
        for element in text.elements:
            if element.over(sheet) == UNKNOWN:
                mask |= element.when.mask | (element.waived.mask if element.waived else 0)
        tier = main.found.penalty.tier if main.found.penalty and main.firm else -1
        for item in text.items if main.found.penalty else ():
            mask |= item.when.mask if item.item.tier > tier else 0
        return mask

    def missing_of(self, row: int, groups: Groups) -> tuple[str, ...]:
        """The facts to find out of one row, by the evaluator."""
        main = self.mains[int(groups.at[row])]
        if not main.open:
            return ()
        at = int(self.cases.spans.rows[row])
        return self.law.missing(self.epochs[at], self.cases.case(row), self.cases.sheet(row), main.found)


def open_ages(ages: Sequence[tuple[int, int]], cuts: Collection[int]) -> tuple[tuple[int, int], ...]:
    """The ages that reach over more than one band."""
    return tuple((low, high) for low, high in ages if any(low < cut <= high for cut in cuts))


def unknown_kinds(values: Values, bits: int, cuts: Collection[int] | None) -> tuple[np.ndarray, int]:
    """The values of a column alike in what they leave unknown; ages also in the bands that may be narrowed."""
    places: dict[Any, int] = {}
    kinds: list[Any] = [(part.unknown & bits, part.yes & bits if part.unknown & bits else 0) for part in values.parts]
    if cuts is not None:
        kinds = [
            (kind, open_ages(one["ages"], cuts) if kind[0] else ())
            for kind, one in zip(kinds, values.fields, strict=True)
        ]
    again = np.array([places.setdefault(kind, len(places)) for kind in kinds], dtype=np.int32)
    return again, len(places)
