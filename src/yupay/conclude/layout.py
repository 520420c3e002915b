"""How is a table laid out? Heads, rows and notes in the order of APA 7: general, specific, probability, source."""

from collections.abc import Iterable, Sequence

import yupay
from yupay.conclude.material import Material
from yupay.conclude.naming import indicator_name, is_effort, joined
from yupay.conclude.periods import period_words
from yupay.conclude.wording import notes as words
from yupay.model.cube import PublishedFigure
from yupay.model.estimate import Estimate
from yupay.model.source import Source
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Column, Note, Row, Sentence, Table
from yupay.model.text import Text

ORDER = ("general", "specific", "probability", "source")


def head(name: str, label: Text, spanner: Text | None = None, width: float = 1.0) -> Column:
    """A column of words, to the left."""
    return Column(id=name, label=label, spanner=spanner, width=width)


def figures_head(name: str, label: Text, spanner: Text | None = None, width: float = 0.6) -> Column:
    """A column of numbers, to the right."""
    return Column(id=name, label=label, spanner=spanner, align="right", width=width)


def said(text: Text | str) -> Cell:
    """A cell of words."""
    return Cell(value=text if isinstance(text, Text) else Text.same(text))


def general(template: Text, **slots: Cell | Text) -> Note:
    """A general note: base, unit, abbreviations, method."""
    return Note(kind="general", text=sentence(template, **slots))


def specific(template: Text, **slots: Cell | Text) -> Note:
    """A note about some cells of a table."""
    return Note(kind="specific", text=sentence(template, **slots))


def probability(template: Text, **slots: Cell | Text) -> Note:
    """A note about p values."""
    return Note(kind="probability", text=sentence(template, **slots))


def sentence(template: Text, **slots: Cell | Text) -> Sentence:
    """A template with its slots; words become cells."""
    return Sentence(template=template, slots={k: said(v) if isinstance(v, Text) else v for k, v in slots.items()})


def source_note(material: Material, sources: Iterable[str], printed: Sequence[PublishedFigure] = ()) -> Note:
    """«Fuente: producer, title. Elaboración propia con yupay {version}.»; of printed figures, their publications."""
    cards, version = [card for card in material.study.sources if card.id in set(sources)], Cell(value=yupay.__version__)
    if printed:
        cited_ = Text.same("; ".join(dict.fromkeys(figure.citation.rstrip(".") for figure in printed)))
        return Note(
            kind="source",
            text=sentence(words.SOURCE if len(printed) == 1 else words.SOURCES, cited=cited_, version=version),
        )
    if not cards:
        return Note(kind="source", text=sentence(words.OWN, version=version))
    template = words.SOURCE if len(cards) == 1 else words.SOURCES
    return Note(kind="source", text=sentence(template, cited=cited(cards), version=version))


def cited(cards: Sequence[Source]) -> Text:
    """Producers and titles, one after another, without a last full stop."""
    return Text(
        es="; ".join(f"{card.producer.es}, {card.title.es}".rstrip(".") for card in cards),
        en="; ".join(f"{card.producer.en}, {card.title.en}".rstrip(".") for card in cards),
    )


def ordered(notes: Iterable[Note | None]) -> tuple[Note, ...]:
    """Notes in the order of APA 7, without the empty ones."""
    return tuple(sorted((note for note in notes if note is not None), key=lambda note: ORDER.index(note.kind)))


def declared_notes(exhibit: Exhibit) -> list[Note]:
    """The notes a study wrote under an exhibit, as they stand."""
    return [Note(kind="general", text=Sentence.plain(text)) for text in exhibit.notes]


def unless_declared(exhibit: Exhibit, template: Text) -> list[Note]:
    """A general note that gives way to the notes the study wrote."""
    return [] if exhibit.notes else [general(template)]


def all_notes(
    exhibit: Exhibit,
    material: Material,
    notes: Iterable[Note | None],
    sources: Iterable[str],
    printed: Sequence[PublishedFigure] = (),
) -> tuple[Note, ...]:
    """The notes of the builder and of the study, then the sources."""
    return ordered([*notes, *declared_notes(exhibit), source_note(material, sources, printed)])


def mark_notes(rows: Iterable[Row]) -> list[Note]:
    """What the marks of a table mean, each that occurs, on one line; nothing where there is none."""
    used = {cell.mark for row in rows for cell in row.cells}
    said_ = [text for mark, text in words.MARK_WORDS.items() if mark in used]
    return [general(words.MARKS, marks=listed(said_))] if said_ else []


def effort_notes(material: Material, indicators: Iterable[str | None]) -> list[Note]:
    """Which of these indicators are declared police effort, said once; nothing where none is."""
    wanted = set(indicators)
    efforts = [one.id for one in material.study.indicators if one.id in wanted and is_effort(material.study, one.id)]
    return (
        [general(words.EFFORT, names=joined(tuple(indicator_name(material.study, n) for n in efforts)))]
        if efforts
        else []
    )


def figure_notes(figures: Iterable[PublishedFigure]) -> list[Note]:
    """What the study notes on each printed figure: each note once, with the figures it is about."""
    about: dict[Text, list[Text]] = {}
    for figure in figures:
        if figure.note is not None:
            about.setdefault(figure.note, []).append(figure_name(figure))
    return [
        specific(words.FIGURE_NOTE, which=listed(which), note=Text(es=note.es.rstrip("."), en=note.en.rstrip(".")))
        for note, which in about.items()
    ]


def figure_name(figure: PublishedFigure) -> Text:
    """A printed figure in a note: what, where and when."""
    when = period_words(figure.period)
    return Text(
        es=f"{figure.label.es}, {figure.geography.es}, {when.es}",
        en=f"{figure.label.en}, {figure.geography.en}, {when.en}",
    )


def listed(texts: Sequence[Text]) -> Text:
    """Words one after another, each once."""
    return Text(es="; ".join(dict.fromkeys(t.es for t in texts)), en="; ".join(dict.fromkeys(t.en for t in texts)))


def table(
    exhibit: Exhibit,
    material: Material,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    notes: Iterable[Note | None] = (),
    sources: Iterable[str] = (),
    printed: Sequence[PublishedFigure] = (),
    landscape: bool = False,
    sortable: bool = True,
) -> Table:
    """A table of an exhibit, numbered, with its notes and sources."""
    used, lines = tuple(dict.fromkeys(sources)), tuple(rows)
    written = all_notes(exhibit, material, notes, used, printed)
    return Table(
        id=exhibit.id,
        title=exhibit.title,
        section=exhibit.section,
        columns=tuple(columns),
        rows=lines,
        notes=ordered([*written, *mark_notes(lines)]),
        number=material.numbers.get(exhibit.id, 0),
        landscape=landscape,
        sortable=sortable,
        sources=used,
        csv=exhibit.id,
    )


def sources_of(*estimates: Estimate | None) -> tuple[str, ...]:
    """The sources behind some estimates, each once."""
    return tuple(dict.fromkeys(name for e in estimates if e is not None for name in e.sources))
