"""The items of the governing text and the facts to find out, over many cases."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

import numpy as np

from yupay.derive.law.answer import Answer, items_listed
from yupay.derive.law.asking import Found, add, once
from yupay.derive.law.evaluate import ReadyItem, ReadyProvision, together
from yupay.derive.law.facts import UNKNOWN, FactReader, Sheet
from yupay.derive.law.keys import Asked, Groups, Key
from yupay.derive.law.main_part import Main, MainPart, undecided
from yupay.derive.law.missing import TRIED, aged, telling, used
from yupay.derive.law.reduced import Fields, Values
from yupay.derive.law.trials import Trials


class OpenPart(MainPart):
    """What unknown facts leave open."""

    def items(self) -> Found:
        """The items that each answer lists."""
        return self.itemised([one.found for one in self.mains])

    def itemised(self, answers: Sequence[Answer | None]) -> Found:
        """The items that an answer for each group lists: alike where the same texts give them, and hold them alike."""
        key, groups = Key(self.cases.size), self.groups
        by = [one.by if one is not None and one.penalty and one.penalty.items else () for one in answers]
        kinds: dict[Any, int] = {((), None): 0}
        numbers = [
            kinds.setdefault((texts, one.dropped if one and texts else None), len(kinds))
            for texts, one in zip(by, answers, strict=True)
        ]
        key.add(np.array(numbers).take(groups.at), len(kinds))
        for text in {text for texts in by for text in texts}:
            rows = np.flatnonzero(np.array([text in texts for texts in by]).take(groups.at))
            few = self.asked.of(rows)
            for items in apart(text, self.law.reader):
                leaves = frozenset[int]().union(*(item.when.leaves for item in items))
                add(key, few, leaves, partial(values_of, items), rows)
        alike = key.groups()
        at, sheets = groups.at[alike.first].tolist(), self.cases.sheets(alike.first)
        return once(
            alike.at, [listed_by(answers[group], by[group], sheet) for group, sheet in zip(at, sheets, strict=True)]
        )

    @cached_property
    def opened(self) -> Groups:
        """The rows alike for what is open: of an open answer the elements that are undecided too."""
        open_ = np.array([one.open for one in self.mains])
        key = Key(self.cases.size)
        key.add(np.where(open_, np.arange(1, len(open_) + 1), 0).take(self.groups.at), len(open_) + 1)
        for text, rows in self.within.items():
            inside = rows[open_[self.groups.at[rows]]]
            add(key, self.asked.of(inside), text.leaves, partial(undecided, text), inside)
        return key.groups()

    def missing(self) -> Found:
        """The facts to find out, of the rows that an unknown fact leaves open: alike where the unknown facts that matter are."""
        key, groups = Key(self.cases.size), self.opened
        sheets, mains = (
            self.cases.sheets(groups.first),
            [self.mains[at] for at in self.groups.at[groups.first].tolist()],
        )
        kinds: dict[Any, int] = {}
        spans_ = self.cases.spans.rows[groups.first].tolist()
        alike_mains = [
            kinds.setdefault(self.open_kind(main, at, sheet), len(kinds))
            for main, at, sheet in zip(mains, spans_, sheets, strict=True)
        ]
        key.add(np.array(alike_mains).take(groups.at), len(kinds))
        asked = [self.relevant(one, sheet) if one.open else 0 for one, sheet in zip(mains, sheets, strict=True)]
        whole = together(text.mask for text in self.main_texts)
        for name in self.cases.columns:
            bits = self.law.reader.columns.get(name, 0) & whole
            wanted = np.array([bool(mask & bits) for mask in asked])
            if not bits or not wanted.any():
                continue
            again, count = unknown_kinds(self.cases.columns[name], bits, self.cuts if name == "victim_ages" else None)
            rows = np.flatnonzero(wanted[groups.at])
            key.add(again[self.cases.columns[name].rows[rows]], count, rows)
        alike = key.groups()
        at, found = once(alike.at, self.telling_of(alike.first))
        return self.with_untold(at, found) if None in found else (at, found)

    def with_untold(self, at: np.ndarray, found: list[tuple[str, ...] | None]) -> Found:
        """The rows of which no column alone would tell: every column that could be filled in is to be found out."""
        rows = np.flatnonzero(at == found.index(None))
        masks: dict[int, int] = {}
        of_main = np.array([masks.setdefault(used(one.found), len(masks)) for one in self.mains])
        mask = of_main.take(self.groups.at.take(rows))
        several = np.array([self.several(span) for span in range(len(self.days))])
        names: tuple[str, ...] = ("act_date",)
        flags = several.take(self.cases.spans.rows.take(rows)).astype(np.int64)
        for name in reversed(TRIED):
            values = self.cases.columns[name]
            open_ = [
                fillable(name, part, one, self.law.reader)
                for part, one in zip(values.parts, values.fields, strict=True)
            ]
            table = np.array([bool(bits & asked) for asked in masks for bits in open_])
            flags = flags * 2 + table.take(mask * len(open_) + values.rows.take(rows))
            names = (name, *names)
        numbers, places = np.unique(flags, return_inverse=True)
        # the last column that was added is the lowest bit
        said = [tuple(one for place, one in enumerate(names) if number >> place & 1) for number in numbers.tolist()]
        whole = at.copy()
        whole[rows] = len(found) + places.astype(at.dtype)
        return once(whole, [*((one or ()) for one in found), *said])

    def several(self, span: int) -> bool:
        """Whether the answer of each text that a date touches is one that could be found out."""
        return len(self.epochs[span]) > 1 and self.days[span].precision != "range"

    def telling_of(self, rows: np.ndarray) -> list[tuple[str, ...] | None]:
        """The facts to find out of some rows: each filled in in every way that is tried, all at once."""
        mains = [self.mains[at] for at in self.groups.at[rows].tolist()]
        trials = Trials(self.cases, self.law.reader)
        for place, (row, main) in enumerate(zip(rows.tolist(), mains, strict=True)):
            if main.open:
                trials.add(place, row, main.found)
        given = self.tried(trials)
        for place, (row, main) in enumerate(zip(rows.tolist(), mains, strict=True)):
            if main.open:
                given.setdefault(place, {})["act_date"] = self.dated(row)
        return [telling(main.found, given[place]) if main.open else () for place, main in enumerate(mains)]

    def tried(self, trials: Trials) -> dict[int, dict[str, list[Answer]]]:
        """The answer to every trial, by the place of its row and by column."""
        given: dict[int, dict[str, list[Answer]]] = {}
        if not trials.rows:
            return given
        cases = trials.cases()
        asking = MainPart(self.law, cases, Asked(cases, self.law.reader), self.on)
        answers = asking.all_found()
        for place, column, group in zip(trials.places, trials.columns, asking.groups.at.tolist(), strict=True):
            given.setdefault(place, {}).setdefault(column, []).append(answers[group])
        return given

    def dated(self, row: int) -> list[Answer]:
        """The answers of the texts that an imprecise date touches."""
        at, group = int(self.cases.spans.rows[row]), int(self.groups.at[row])
        sheet = self.cases.sheet(row)
        return [self.answered(group, epoch, sheet) for epoch in self.epochs[at]] if self.several(at) else []

    @cached_property
    def cuts(self) -> frozenset[int]:
        """The ages where a band of the vocabulary begins or has ended."""
        return frozenset(cut for _, low, high in self.law.reader.ages for cut in (low, high + 1))

    def open_kind(self, main: Main, at: int, sheet: Sheet) -> Any:
        """What of a main answer bears on the facts to find out: nothing where it is not open."""
        if not main.open:
            return None
        found, day = main.found, self.days[at]
        held = found.penalty and replace(found.penalty, items=())
        texts = dict.fromkeys(text for epoch in self.epochs[at] for text in epoch.provisions)
        values = tuple([undecided(text, sheet) for text in texts]) if held is None else ()
        beside = day.precision == "range", day.act_from is None
        return self.epochs[at], *beside, found.case_class, found.article, held, found.read, values

    def relevant(self, main: Main, sheet: Sheet) -> int:
        """The facts that could still move an answer: those of undecided elements, of undecided items above its tier, of attempt."""
        mask = together(rule.when.mask for rule in self.frame_rules if rule.when is not None)
        for text in main.found.read:
            mask |= self.relevant_of(text, main, sheet)
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


def values_of(items: Sequence[ReadyItem], sheet: Sheet) -> tuple[int, ...]:
    """The values of some items."""
    return tuple([item.when.over(sheet) for item in items])


def listed_by(found: Answer | None, by: Sequence[ReadyProvision], sheet: Sheet) -> tuple[str, ...]:
    """The items that an answer lists; none where no text gives them."""
    return items_listed(found, sheet) if found is not None and by else ()


def apart(text: ReadyProvision, reader: FactReader) -> list[list[ReadyItem]]:
    """The items of a text, those that ask for a fact of one column together."""
    found: list[tuple[set[str], list[ReadyItem]]] = []
    for item in text.items:
        columns = {name for name, bits in reader.columns.items() if bits & item.when.mask}
        touched = [one for one in found if one[0] & columns]
        found = [one for one in found if one not in touched]
        whole = columns.union(*(names for names, _ in touched))
        found.append((whole, [*(one for _, items in touched for one in items), item]))
    return [items for _, items in found]


def fillable(column: str, part: Sheet, fields: Fields, reader: FactReader) -> int:
    """The unknown facts of a value that can be filled in: ages only where an interval can be narrowed."""
    if column == "victim_ages" and not any(True for _ in aged(fields["ages"], reader)):
        return 0
    return part.unknown & reader.columns.get(column, 0)


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
