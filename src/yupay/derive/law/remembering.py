"""The law compiled, with a memory: the answer of the texts of an epoch is asked once for each state that its texts can be in.

The state of a text is all that an answer can see of it: its value on each reading, the tiers that its items reach, the rules that change its frame.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from yupay.derive.law.answer import Answer, Part, answer
from yupay.derive.law.decide import Prepared
from yupay.derive.law.evaluate import ReadyProvision
from yupay.derive.law.facts import Sheet
from yupay.derive.law.timeline import Epoch


@dataclass(frozen=True)
class Remembering(Prepared):
    """The law compiled, which knows the states of its texts and what it answered to them."""

    states: dict[Hashable, int] = field(default_factory=dict, repr=False)
    contents: list[Any] = field(default_factory=lambda: [None], repr=False)
    answers: dict[Hashable, Answer] = field(default_factory=dict, repr=False)

    def state(self, text: ReadyProvision, content: Hashable) -> int:
        """The number of a state of a text, from 1."""
        key = text, content
        if key not in self.states:
            self.states[key] = len(self.contents)
            self.contents.append(content)
        return self.states[key]

    def answered(self, epoch: Epoch, states: tuple[int, ...], sheet: Sheet, flipped: Part | None = None) -> Answer:
        """The answer of an epoch whose texts are in some states; `sheet` is one that puts them there."""
        key = epoch, states, flipped
        if (known := self.answers.get(key)) is None:
            known = self.answers[key] = answer(epoch, sheet, flipped)
        return known
