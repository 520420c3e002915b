"""Coded cases once the law has answered: how many have each answer, where the text changed, and the reasons of a few patterns."""

from datetime import date

from pydantic import Field

from yupay.model.base import Noun
from yupay.model.law import Decision, Truth
from yupay.model.text import Text


class Counted(Noun):
    """How many cases share some words."""

    words: tuple[str, ...]
    n: int


class LawVersion(Noun):
    """A stretch of days within which no wording changes: `id` as the column `law_version` has it, its articles, its first and last day.

    No last day: still in force. `norm` names what brought it.
    """

    id: str
    label: str
    norm: str
    starts: date
    ends: date | None = None


class TextChange(Noun):
    """A day on which another wording enters into force, inside the years of the cases."""

    day: date
    label: str
    norm: str


class FactPattern(Noun):
    """Facts that `n` cases share once reduced to what the law asks, with the decision on them: no case, no date, no place.

    `version` is the stretch of the law it falls in; `consent` what was alleged.
    """

    n: int
    version: str
    consent: Truth
    decision: Decision


class QualifiedCases(Noun):
    """The answers on the coded cases of one source, counted.

    `magnitude` counts class, modality, tier and version of the law; `years` year ("" where the date does not tell it),
    class and modality; `evidence` and `court` class and the word of the column that stands beside the element test (empty: no such
    column); `missing` what the facts to find out of a case are, most useful first, as the decision has them; `flags` each flag.
    `modalities` and `facts` are the words of the modalities and of the facts; `articles` of the texts. `unreviewed` of
    `texts` carry no signature of a lawyer.
    """

    source: str
    cases: int
    magnitude: tuple[Counted, ...]
    years: tuple[Counted, ...]
    missing: tuple[Counted, ...]
    flags: tuple[Counted, ...] = ()
    evidence: tuple[Counted, ...] = ()
    court: tuple[Counted, ...] = ()
    versions: tuple[LawVersion, ...] = ()
    changes: tuple[TextChange, ...] = ()
    patterns: tuple[FactPattern, ...] = ()
    modalities: dict[str, Text] = Field(default_factory=dict)
    facts: dict[str, Text] = Field(default_factory=dict)
    articles: dict[str, str] = Field(default_factory=dict)
    unreviewed: int = 0
    texts: int = 0
