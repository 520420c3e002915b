"""Why this test? What the guide said of the method that decides a hypothesis."""

from typing import Literal

from yupay.model.base import Noun
from yupay.model.text import Text


class Untaken(Noun):
    """A method that was not taken, and why; `defensible` where it answers a neighbouring question correctly."""

    method: str
    name: Text
    reason: Text
    defensible: bool


class Turn(Noun):
    """What would change the choice, and to which method."""

    when: Text
    method: str
    name: Text


class Choice(Noun):
    """Why a method decides: `rule` is the row of the guide's table that chose it ("named": the study named it).

    `name` and `reason` go inside a sentence; `paragraph` may be quoted whole. `verdict` is what the guide thinks of a method that the study named. `bars` say why nothing
    may be decided.
    """

    method: str
    rule: str
    verdict: Literal["chosen", "agrees", "defensible", "another"]
    name: Text
    reason: Text
    paragraph: Text
    reading_of_p: Text
    normality: Text
    alternatives: tuple[Untaken, ...] = ()
    turns: tuple[Turn, ...] = ()
    bars: tuple[Text, ...] = ()
    cautions: tuple[Text, ...] = ()
    references: tuple[str, ...] = ()
