"""What a check sees: the study, where its parts stand in the file, and the list of what was found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from yupay.model.base import Noun
from yupay.model.problem import Problem
from yupay.model.study import Study
from yupay.model.text import Text
from yupay.study.aliases import KEYS, nearest
from yupay.study.codes import catalogue
from yupay.study.locator import KeyPath, Locator

LISTS = (
    "units",
    "sources",
    "variables",
    "dimensions",
    "indicators",
    "instruments",
    "estimands",
    "objectives",
    "hypotheses",
    "families",
    "sensitivity",
    "scales",
    "reconciliations",
    "modalities",
    "exhibits",
)


@dataclass(frozen=True)
class Found:
    """A problem and the path it is about."""

    path: KeyPath
    problem: Problem


@dataclass
class Look:
    """One reading of one study."""

    study: Study
    locate: Locator
    where: str = "study.toml"
    methods: Collection[str] | None = None
    found: list[Found] = field(default_factory=list)

    def add(
        self,
        code: str,
        path: KeyPath,
        got: Text,
        expected: Text,
        hint: Text | None = None,
        *,
        key: bool = False,
    ) -> None:
        """Note a problem at the value of `path`, or at its key."""
        line, column = (self.locate.key if key else self.locate.value)(path)
        entry = catalogue()[code]
        problem = Problem(
            code=code,
            what=entry.what,
            notice=entry.notice,
            where=self.where,
            line=line,
            column=column,
            got=got,
            expected=expected,
            hint=hint,
        )
        self.found.append(Found(path, problem))

    def ids(self, noun: str) -> list[str]:
        """The ids of one list of the study, in its order."""
        return [item.id for item in getattr(self.study, noun)]

    def by_id(self, noun: str) -> dict[str, Any]:
        """The items of one list by id."""
        return {item.id: item for item in getattr(self.study, noun)}

    def items(self, noun: str) -> list[tuple[KeyPath, Any]]:
        """The items of one list with their paths."""
        return [((noun, index), item) for index, item in enumerate(getattr(self.study, noun))]

    def written(self, path: KeyPath, value: Any) -> str:
        """`key = value` as the file has it, or as the model holds it."""
        raw = self.locate.raw(path)
        return f"{named(path)} = {raw if raw is not None else shown(value)}"

    def near(self, word: str, among: Sequence[str]) -> Text | None:
        """A did-you-mean."""
        found = nearest(word, among, KEYS)
        return Text.same(found) if found else None


def named(path: KeyPath) -> str:
    """The key of a path: its last name, with the position in a list left out."""
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "")


def shown(value: Any) -> str:
    """A value as TOML would write it, shortened to sixty characters."""
    if isinstance(value, bool):
        words = str(value).lower()
    elif isinstance(value, str):
        words = '"' + value + '"'
    elif isinstance(value, Text):
        words = '"' + value.es + '"'
    elif isinstance(value, list | tuple):
        words = "[" + ", ".join(shown(one) for one in value) + "]"
    elif isinstance(value, dict | Noun):
        words = "{ ... }"
    else:
        words = str(value)
    return words if len(words) <= 60 else words[:56] + " ..."


def both(words: Sequence[str]) -> Text:
    """`H1, H2 y H3` and `H1, H2 and H3`."""
    if len(words) < 2:
        return Text.same("".join(words))
    head = ", ".join(words[:-1])
    return Text(es=f"{head} y {words[-1]}", en=f"{head} and {words[-1]}")
