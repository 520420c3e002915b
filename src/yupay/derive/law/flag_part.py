"""The flags of many cases: those of the main answer, of what stands beside it, of the rules in force."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from yupay.derive.law.answer import Answer
from yupay.derive.law.asking import Found, add, once, spread_out
from yupay.derive.law.decide import CLASSES, CONTESTED, spans
from yupay.derive.law.evaluate import ReadyProvision, ReadyRule
from yupay.derive.law.facts import YES, Sheet
from yupay.derive.law.flags import Beside, flags
from yupay.derive.law.keys import Key
from yupay.derive.law.main_part import Main
from yupay.derive.law.near_part import NearPart
from yupay.derive.law.timeline import Epoch
from yupay.derive.law.words import tier_words, years

States = dict[ReadyProvision, np.ndarray]


class FlagPart(NearPart):
    """Flags, with the milder later text."""

    def milder(self) -> np.ndarray:
        """Whether a later text is milder, of the rows whose frame is known: alike where the later texts are in the same states."""
        key = Key(self.cases.size)
        closed = np.array([one.found.penalty is not None and not one.open for one in self.mains])
        numbers = np.where(closed, np.arange(1, len(self.mains) + 1), 0).take(self.groups.at)
        key.add(numbers, len(self.mains) + 1)
        after = [self.after(at) for at in range(len(self.days))]
        later: States = {}
        for text in self.main_texts:
            inside = np.array([text in texts for texts in after]).take(self.cases.spans.rows)
            rows = np.flatnonzero(inside & (numbers > 0))
            if len(rows):
                at, kinds = self.states_of(text, rows)
                key.add(at, len(kinds), rows)
                later[text] = spread_out(kinds[at], rows, self.cases.size)
        alike = key.groups()
        found: np.ndarray = np.array([self.is_milder(row, later) for row in alike.first.tolist()])[alike.at]
        return found

    def after(self, at: int) -> frozenset[ReadyProvision]:
        """The texts in force after a span, up to the judgment."""
        last = self.epochs[at][-1].end
        later = self.law.texts.between(last, self.on) if self.on is None or self.on > last else ()
        return frozenset(text for epoch in later for text in epoch.provisions)

    def is_milder(self, row: int, later: States) -> bool:
        """Whether a later text is milder for one row."""
        main = self.mains[int(self.groups.at[row])]
        if main.found.penalty is None or main.open:
            return False
        sheet, epochs = self.cases.sheet(row), self.epochs[int(self.cases.spans.rows[row])]

        def ask(epoch: Epoch) -> Answer:
            return self.law.answered(epoch, tuple([int(later[text][row]) for text in epoch.provisions]), sheet)

        return self.law.milder(epochs, main.found, self.on, ask) is not None

    def flags(self, palermo: Found, met: np.ndarray) -> Found:
        """The flags: those of the main answer, of what stands beside it, and of the rules in force."""
        groups, first = self.groups, self.groups.first.tolist()
        own, kinds = once(groups.at, [self.own_flags(one, row) for one, row in zip(self.mains, first, strict=True)])
        key = Key(self.cases.size)
        milder = self.milder()
        key.add(milder, 2)
        for numbers, count in ((own, len(kinds)), (palermo[0], len(palermo[1])), (met > 0, 2)):
            key.add(numbers, count)
        rules = [near[-1].rules for near in self.near]
        for rule in dict.fromkeys(rule for inside in rules for rule in inside):
            if rule.rule.flag and rule.when is not None:
                rows = self.where([rule in inside for inside in rules])
                add(key, self.asked.of(rows), rule.when.leaves, partial(holds, rule), rows)
        alike = key.groups()
        made = []
        for row in alike.first.tolist():
            main, at = self.mains[int(groups.at[row])], int(self.cases.spans.rows[row])
            beside = palermo[1][palermo[0][row]]
            made.append(self.flags_of(main, row, beside, int(met[row] > 0), rules[at], milder=bool(milder[row])))
        return once(alike.at, made)

    def other_reading(self) -> Found:
        """The other reading of a split doctrine, in words."""
        others = [shown(one.others) for one in self.mains]
        at, items = self.itemised(others)
        key, groups = Key(self.cases.size), self.groups
        kinds: dict[Answer | None, int] = {None: 0}
        key.add(np.array([kinds.setdefault(one, len(kinds)) for one in others]).take(groups.at), len(kinds))
        key.add(at, len(items))
        alike = key.groups()
        made = [
            reading(others[group], items[number])
            for group, number in zip(groups.at[alike.first].tolist(), at[alike.first].tolist(), strict=True)
        ]
        return once(alike.at, made)

    def wording(self) -> Found:
        """The wordings in force on the day of the act, of several days each once, in the order of time."""
        held = [
            tuple(dict.fromkeys(text.provision.id for epoch in epochs for text in epoch.provisions))
            for epochs in self.epochs
        ]
        return once(self.cases.spans.rows, held)

    def own_flags(self, main: Main, row: int) -> tuple[Any, ...]:
        """The class and the flags of the main answer alone."""
        return main.found.case_class, self.flags_of(main, row, ("no", False), 0, ())

    def flags_of(
        self, main: Main, row: int, palermo: tuple[Any, bool], met: int, rules: Any, *, milder: bool = False
    ) -> tuple[str, ...]:
        """The flags of one row."""
        epochs = self.epochs[int(self.cases.spans.rows[row])]
        given = Beside(
            contested=tuple(flag for flag, _ in main.others),
            spans=len(epochs) > 1 and spans(epochs),
            before=main.before,
            milder=milder,
            palermo=palermo[0],
            palermo_disputed=palermo[1],
            neighbours=met,
            rules=rules,
        )
        return flags(main.found, self.cases.sheet(row), given)


def shown(others: Sequence[tuple[str, Answer]]) -> Answer | None:
    """The other reading that a decision shows: of a split doctrine first."""
    return next((one for flag, one in others if flag == CONTESTED), others[0][1] if others else None)


def reading(found: Answer | None, items: tuple[str, ...]) -> str:
    """A reading in words: class, article, tier, items, frame; what is not there is left out."""
    if found is None:
        return ""
    held, positive = found.penalty, found.case_class in CLASSES
    parts = {
        "class": found.case_class,
        "article": found.article,
        "tier": tier_words(held.tier, held.open) if held else "",
        "items": "+".join(items),
        "penalty_min": years(held.minimum) if held and positive else "",
        "penalty_max": years(held.maximum) if held and positive else "",
    }
    return ";".join(f"{name}={words}" for name, words in parts.items() if words)


def holds(rule: ReadyRule, sheet: Sheet) -> bool:
    """Whether a rule applies."""
    return rule.over(sheet) == YES
