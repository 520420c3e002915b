"""The flags of many cases: those of the main answer, of what stands beside it, of the rules in force."""

from functools import partial
from typing import Any

import numpy as np

from yupay.derive.law.asking import Found, once
from yupay.derive.law.decide import spans
from yupay.derive.law.evaluate import ReadyProvision, ReadyRule
from yupay.derive.law.facts import YES, Sheet
from yupay.derive.law.flags import Beside, flags
from yupay.derive.law.keys import Groups, Key
from yupay.derive.law.main_part import Main
from yupay.derive.law.near_part import NearPart


class FlagPart(NearPart):
    """Flags, with the milder later text."""

    def milder(self, groups: Groups) -> np.ndarray:
        """Whether a later text is milder, of the rows whose frame is known: alike where the later texts give the same."""
        key = Key(self.cases.size)
        closed = np.array([one.found.penalty is not None and not one.open for one in self.mains])
        numbers = np.where(closed, np.arange(1, len(self.mains) + 1), 0)[groups.at]
        key.add(numbers, len(self.mains) + 1)
        after = [self.after(at) for at in range(len(self.days))]
        for text in self.main_texts:
            inside = np.array([text in texts for texts in after])[self.cases.spans.rows]
            rows = np.flatnonzero(inside & (numbers > 0))
            if len(rows):
                self.add_near(key, text, rows)
        alike = key.groups()
        found: np.ndarray = np.array([self.is_milder(row, groups) for row in alike.first.tolist()])[alike.at]
        return found

    def after(self, at: int) -> frozenset[ReadyProvision]:
        """The texts in force after a span, up to the judgment."""
        last = self.epochs[at][-1].end
        later = self.law.texts.between(last, self.on) if self.on is None or self.on > last else ()
        return frozenset(text for epoch in later for text in epoch.provisions)

    def is_milder(self, row: int, groups: Groups) -> bool:
        """Whether a later text is milder for one row."""
        main = self.mains[int(groups.at[row])]
        if main.found.penalty is None or main.open:
            return False
        epochs = self.epochs[int(self.cases.spans.rows[row])]
        return self.law.milder(epochs, self.cases.sheet(row), main.found, self.on) is not None

    def flags(self, groups: Groups, palermo: Found, met: np.ndarray) -> Found:
        """The flags: those of the main answer, of what stands beside it, and of the rules in force."""
        first = groups.first.tolist()
        own, kinds = once(groups.at, [self.own_flags(one, row) for one, row in zip(self.mains, first, strict=True)])
        key = Key(self.cases.size)
        milder = self.milder(groups)
        key.add(milder, 2)
        for numbers, count in ((own, len(kinds)), (palermo[0], len(palermo[1])), (met > 0, 2)):
            key.add(numbers, count)
        rules = [near[-1].rules for near in self.near]
        for rule in dict.fromkeys(rule for inside in rules for rule in inside):
            if rule.rule.flag and rule.when is not None:
                rows = self.where([rule in inside for inside in rules])
                self.add(key, rule.when.mask, partial(holds, rule), rows)
        alike = key.groups()
        made = []
        for row in alike.first.tolist():
            main, at = self.mains[int(groups.at[row])], int(self.cases.spans.rows[row])
            beside = palermo[1][palermo[0][row]]
            made.append(self.flags_of(main, row, beside, int(met[row] > 0), rules[at], milder=bool(milder[row])))
        return once(alike.at, made)

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


def holds(rule: ReadyRule, sheet: Sheet) -> bool:
    """Whether a rule applies."""
    return rule.over(sheet) == YES
