"""How do words and numbers become markup? Every value escaped, every number a button, every term of the glossary dotted."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from yupay.model.release import Release
from yupay.model.table import Cell, Note, Sentence
from yupay.model.text import Language, Text
from yupay.publish.html.shown import Shown
from yupay.publish.html.words import unit, word
from yupay.publish.interface import DECISION_SHAPES, DECISIONS
from yupay.publish.numbers import Writer

ORDER = ("general", "specific", "probability", "source")
BUTTON = Markup('<button type="button" class="n" data-ref="{ref}" data-note="{note}">{text}</button>')
BADGE = Markup('<span class="badge {kind}"><span class="shape" aria-hidden="true">{shape}</span>{text}</span>')
TERM = Markup('<button type="button" class="term" data-term="{term}">{text}</button>')
BOUND = re.compile(" ([=<>≤≥≠]) $")
"""A sign of comparison before a number stays on its line."""
SHORTEST_TERM = 8


class Ink:
    """A writer of markup in one language that remembers what it showed."""

    def __init__(self, release: Release, language: Language) -> None:
        self.release = release
        self.language = language
        self.writer = Writer(language, release.header.number_style)
        self.shown = Shown(release, self.writer)
        self.glossary = _terms(release, language)
        self.pattern = _pattern(self.glossary)
        self.dotted: set[int] = set()

    def say(self, text: Text | None) -> str:
        """The words of a text; nothing for None."""
        return "" if text is None else text.say(self.language)

    def label(self, key: str, **filled: str) -> str:
        """An interface word."""
        words = word(key, self.language)
        return words.format(**filled) if filled else words

    def claim(self, key: str, text: Text) -> str:
        """A hypothesis without its own sign in front: the page writes the sign."""
        return self.say(text).removeprefix(self.label(key)).lstrip(":. ")

    def count(self, number: float) -> str:
        """A whole number."""
        return self.writer.number(number, 0)

    def unit(self, name: str) -> str:
        """The unit of a value in words, its own number written as all others."""
        return unit(name, self.language).replace("100,000", self.count(100_000))

    def badge(self, decision: str) -> Markup:
        """A decision: its shape and its word."""
        text = self.say(DECISIONS[decision])
        return BADGE.format(kind=decision.replace(" ", "-"), shape=DECISION_SHAPES[decision], text=text)

    def cell(self, cell: Cell, fallback: tuple[str, ...] = ()) -> Markup:
        """A cell as markup; `fallback`: the sources of its table."""
        known = cell.form == "decision" and cell.mark is None and str(cell.value) in DECISIONS
        text = self.badge(str(cell.value)) if known else escape(self.writer.cell(cell))
        return self._opening(cell, text, fallback)

    def sentence(self, sentence: Sentence) -> Markup:
        """A sentence: numbers are buttons, terms are dotted once a section."""
        pieces = (
            self._opening(run.cell, escape(run.text))
            if run.cell
            else self._dotted(BOUND.sub("\u00a0\\1\u00a0", run.text))
            for run in self.writer.runs(sentence)
        )
        return Markup("").join(pieces)

    def sentences(self, sentences: Iterable[Sentence]) -> Markup:
        """Sentences as one passage."""
        return Markup(" ").join(made for made in map(self.sentence, sentences) if made)

    def notes(self, notes: Iterable[Note]) -> list[Markup]:
        """The lines below a table or figure in APA order."""
        ranked = sorted(notes, key=lambda note: ORDER.index(note.kind))
        return [self._note(note, first=place == 0) for place, note in enumerate(ranked)]

    def italics(self, words: str) -> Markup:
        """Words with `*titles*` in italics."""
        parts = words.split("*")
        return Markup("").join(Markup("<i>{}</i>").format(p) if i % 2 else escape(p) for i, p in enumerate(parts))

    def new_section(self) -> None:
        """From here on, terms are dotted again."""
        self.dotted.clear()

    def note_numbers(self, cells: Iterable[Cell], fallback: tuple[str, ...] = ()) -> list[int]:
        """The numbers of the printed notes of some cells."""
        references = (self.shown.reference(cell, fallback) for cell in cells)
        return sorted({self.shown.note(reference) for reference in references if reference})

    def _opening(self, cell: Cell, text: Markup, fallback: tuple[str, ...] = ()) -> Markup:
        reference = self.shown.reference(cell, fallback)
        if reference is None or not text:
            return text
        return BUTTON.format(ref=reference, note=self.shown.note(reference), text=text)

    def _note(self, note: Note, *, first: bool) -> Markup:
        words, lead, source = self.sentence(note.text), self.label("note"), self.label("source")
        if note.kind == "source" and not str(words).startswith(source):
            return Markup("{}: {}").format(source, words)
        if note.kind == "general" and first:
            return Markup("<i>{}</i> {}").format(lead, Markup(str(words).removeprefix(lead).strip()))
        return words

    def _dotted(self, words: str) -> Markup:
        if self.pattern is None:
            return escape(words)
        made, end = Markup(""), 0
        for found in self.pattern.finditer(words):
            term = self.glossary[found[0].casefold()]
            if term not in self.dotted:
                self.dotted.add(term)
                made += escape(words[end : found.start()]) + TERM.format(term=term, text=found[0])
                end = found.end()
        return made + escape(words[end:])


def _terms(release: Release, language: Language) -> dict[str, int]:
    """Each form of a term to its place in the glossary: "a; b (c)" has the forms "a" and "b"."""
    forms: dict[str, int] = {}
    for place, (term, meaning) in enumerate(release.glossary):
        for part in re.sub(r"\([^)]*\)", "", term.say(language)).split(";"):
            form = part.strip().casefold()
            if len(form) >= SHORTEST_TERM and meaning.say(language):
                forms.setdefault(form, place)
    return forms


def _pattern(forms: dict[str, int]) -> re.Pattern[str] | None:
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE) if longest else None
