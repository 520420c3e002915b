"""How do sentences and cells become printed words in one language, with nothing a file format cannot carry?"""

import re
from dataclasses import dataclass

from yupay.model.release import Release
from yupay.model.table import Cell, Note, Sentence
from yupay.model.text import Language, Text
from yupay.publish.interface import DECISION_SHAPES
from yupay.publish.numbers import Writer
from yupay.publish.paper.nodes import Piece, Pieces

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
TORN = re.compile(r"\d %|\b\w [=<>≤≥≠] (?=[\d.,<>\u2212])")
WHOLE = ("interval", "p")
LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")


def clean(words: str) -> str:
    """The words without control characters, line ends as line feeds, tabs as spaces."""
    return FORBIDDEN.sub("", LINE_ENDS.sub("\n", words)).replace("\t", " ")


def bound(words: str) -> str:
    """The words with no-break spaces inside what must not be torn apart."""
    return TORN.sub(lambda found: found[0].replace(" ", "\u00a0"), words)


@dataclass(frozen=True)
class Pen:
    """A writer that also knows the release: decisions carry their shape, notes their lead."""

    release: Release
    writer: Writer

    @classmethod
    def of(cls, release: Release, language: Language) -> "Pen":
        """The pen of a release in one language."""
        return cls(release, Writer(language, release.header.number_style))

    def say(self, text: Text | None) -> str:
        """The words of a text; nothing for None."""
        return "" if text is None else clean(self.writer.say(text))

    def label(self, key: str) -> str:
        """An interface word."""
        return self.writer.label(key)

    def cell(self, cell: Cell) -> str:
        """A cell as printed; a decision with its shape, so that colour is never the only carrier."""
        words = clean(self.writer.cell(cell))
        words = words.replace(" ", "\u00a0") if cell.form in WHOLE and cell.mark is None else words
        shape = DECISION_SHAPES.get(str(cell.value), "") if cell.form == "decision" and cell.mark is None else ""
        return f"{shape}\u00a0{words}" if shape else words

    def sentence(self, sentence: Sentence) -> str:
        """A sentence as plain words, with no line end inside `95 %` or `p < .001`."""
        return bound(clean(self.writer.text(sentence)))

    def sentences(self, sentences: tuple[Sentence, ...]) -> Pieces:
        """Sentences as one passage."""
        words = " ".join(filter(None, (self.sentence(sentence) for sentence in sentences)))
        return (Piece(words),) if words else ()

    def notes(self, notes: tuple[Note, ...]) -> tuple[Pieces, ...]:
        """The lines below a table in APA order: general, specific, probability, source."""
        order = ("general", "specific", "probability", "source")
        ranked = sorted(notes, key=lambda note: order.index(note.kind))
        return tuple(self._note(note, first=place == 0) for place, note in enumerate(ranked))

    def _note(self, note: Note, *, first: bool) -> Pieces:
        words = self.sentence(note.text)
        lead = self.label("note")
        if note.kind == "source":
            source = self.label("source")
            return (Piece(words if words.startswith(source) else f"{source}: {words}"),)
        if note.kind == "general" and first:
            return (Piece(lead, italic=True), Piece(f" {words.removeprefix(lead).strip()}"))
        return (Piece(words),)
