"""A report before it has a format: ordered blocks that name tables, figures and hypothesis blocks by id."""

from typing import Literal

from yupay.model.base import Noun
from yupay.model.table import Sentence
from yupay.model.text import Text


class Heading(Noun):
    """A section title; `section` is its stable id ("4.1"), used as the anchor in both languages."""

    kind: Literal["heading"] = "heading"
    level: int
    section: str
    text: Text


class Paragraph(Noun):
    """Sentences with their numbers still open."""

    kind: Literal["paragraph"] = "paragraph"
    sentences: tuple[Sentence, ...]


class Bullets(Noun):
    """A list, one sentence an item."""

    kind: Literal["bullets"] = "bullets"
    items: tuple[Sentence, ...]


class Box(Noun):
    """A framed passage with a title: the standing box, the deviations, what had been seen before."""

    kind: Literal["box"] = "box"
    title: Text
    sentences: tuple[Sentence, ...]


class TableBlock(Noun):
    """Here stands the table with this id."""

    kind: Literal["table"] = "table"
    table: str


class FigureBlock(Noun):
    """Here stands the figure with this id."""

    kind: Literal["figure"] = "figure"
    figure: str


class HypothesisHere(Noun):
    """Here stands the block of this hypothesis."""

    kind: Literal["hypothesis"] = "hypothesis"
    hypothesis: str


Block = Heading | Paragraph | Bullets | Box | TableBlock | FigureBlock | HypothesisHere


class SummaryBox(Noun):
    """One of the boxes of the one-page summary; `badges` are hypothesis ids whose decision is shown."""

    title: Text
    sentences: tuple[Sentence, ...]
    badges: tuple[tuple[str, Sentence], ...] = ()
