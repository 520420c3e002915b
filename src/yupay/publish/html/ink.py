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
from yupay.publish.paper.pen import bound

ORDER = ("general", "specific", "probability", "source")
BUTTON = Markup('<button type="button" class="n" data-ref="{ref}" data-note="{note}"{form}>{text}</button>')
P_VALUE = Markup(' data-form="p"')
BADGE = Markup('<span class="badge {kind}"><span class="shape" aria-hidden="true">{shape}</span>{text}</span>')
TERM = Markup('<a class="term" href="#term-{term}" data-term="{term}">{text}</a>')
PART = Markup('<a href="#{anchor}">{text}</a>')
LINK = Markup('<a href="{url}" rel="noreferrer">{url}</a>')
HELD = Markup('<span class="held">{}{}{}</span>')
BOUND = re.compile(" ([=<>≤≥≠]) $")
"""A sign of comparison before a number stays on its line."""
BEFORE, AFTER = re.compile(r"[(\[«“¿]+$"), re.compile(r"(?:[ \u00a0]%)?[%)\].,;:»”?]*")
"""What stays on the line of the number that follows it, and of the one before it."""
ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;)]")
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
        self.section = ""

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
        if cell.link is not None:
            return PART.format(anchor=cell.link, text=text)
        return self._opening(cell, text, fallback)

    def sentence(self, sentence: Sentence) -> Markup:
        """A sentence: numbers are buttons, terms are dotted once a section."""
        runs = [(run.text, run.cell) for run in self.writer.runs(sentence)]
        words = [None if cell else _parted(BOUND.sub("\u00a0\\1\u00a0", bound(text))) for text, cell in runs]
        made = Markup("")
        for place, (text, cell) in enumerate(runs):
            if cell is None:
                made += self._dotted(self._between(words, place))
            else:
                before, after = (
                    words[place - 1] if place else None,
                    words[place + 1] if place + 1 < len(words) else None,
                )
                made += _held(before[2] if before else "", self._opening(cell, escape(text)), after[0] if after else "")
        return made

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

    def linked(self, words: str) -> Markup:
        """Words whose addresses are links; nothing is asked of them until they are followed."""
        made, end = Markup(""), 0
        for found in ADDRESS.finditer(words):
            made += escape(words[end : found.start()]) + LINK.format(url=found[0])
            end = found.end()
        return made + escape(words[end:])

    def reference(self, sentence: Sentence) -> Markup:
        """An entry of the list of references: titles in italics, addresses as links, no dotted terms."""
        parts = self.writer.text(sentence).split("*")
        return Markup("").join(
            Markup("<i>{}</i>").format(part) if i % 2 else self.linked(part) for i, part in enumerate(parts)
        )

    def new_section(self, section: str = "") -> None:
        """From here on, terms are dotted again."""
        self.section = section
        self.dotted.clear()

    def note_numbers(self, cells: Iterable[Cell], fallback: tuple[str, ...] = ()) -> list[int]:
        """The numbers of the printed notes of some cells."""
        references = (self.shown.reference(cell, fallback) for cell in cells)
        return sorted({self.shown.note(reference) for reference in references if reference})

    def _between(self, words: list[tuple[str, str, str] | None], place: int) -> str:
        """The plain words at a place, less what its neighbours hold."""
        before, inside, after = words[place] or ("", "", "")
        first, last = place == 0, place == len(words) - 1
        return (before if first else "") + inside + (after if last else "")

    def _opening(self, cell: Cell, text: Markup, fallback: tuple[str, ...] = ()) -> Markup:
        reference = self.shown.reference(cell, fallback)
        if reference is None or not text:
            return text
        form = P_VALUE if cell.form == "p" and cell.mark is None else Markup("")
        return BUTTON.format(ref=reference, note=self.shown.note(reference), form=form, text=text)

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


def _parted(words: str) -> tuple[str, str, str]:
    """Plain words as what the number before them holds, the rest, and what the number after them holds."""
    before = AFTER.match(words)
    head = before[0] if before else ""
    rest = words[len(head) :]
    after = BEFORE.search(rest)
    tail = after[0] if after else ""
    return head.replace(" ", "\u00a0"), rest.removesuffix(tail), tail


def _held(before: str, made: Markup, after: str) -> Markup:
    """A button with the signs that must stay on its line."""
    return (
        HELD.format(before, made, after) if (before or after) and "<button" in made else before + made + escape(after)
    )


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
