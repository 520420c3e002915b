"""Where does a text of the law stand? Its file, and the line of any part of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from yupay.model.law import Law
from yupay.study.locator import KeyPath, Locator


class Lines:
    """The lines of one file, looked up only when a problem asks for one."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def locate(self) -> Locator:
        """The line and column of every key."""
        return Locator(self.text)


@dataclass(frozen=True)
class Place:
    """Where a text stands: its file as the reader knows it, and the line of any part of it."""

    file: str
    path: KeyPath
    lines: Lines | None = field(default=None, repr=False)

    def line(self, *part: str | int) -> int:
        """The line of a part, or of the nearest one around it."""
        return self.lines.locate((*self.path, *part))[0] if self.lines else 0


@dataclass(frozen=True)
class Texts:
    """The law as read, and where each fact, text and rule stands."""

    law: Law
    places: Mapping[str, Place]
