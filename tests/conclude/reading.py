"""Everything a reader meets in conclusions: sentences, texts, cells."""

from collections.abc import Iterator

from yupay.conclude.conclude import Conclusions
from yupay.conclude.plainly import cell_words, plainly
from yupay.model.figure import Figure, Map
from yupay.model.table import Sentence, Table
from yupay.model.text import Language, Text


def sentences(found: Conclusions) -> Iterator[Sentence]:
    """Every sentence, wherever it stands."""
    for block in found.blocks:
        if block.kind in ("paragraph", "box"):
            yield from block.sentences
        elif block.kind == "bullets":
            yield from block.items
    for h in found.hypotheses:
        yield from (h.level, *h.test, *h.rule, h.verdict, *h.reading, *h.silence)
    for box in found.summary:
        yield from (*box.sentences, *(s for _, s in box.badges))
    yield from (finding.sentence for finding in found.findings)
    for one in (*found.tables, *found.figures):
        yield from (note.text for note in one.notes)


def tables(found: Conclusions) -> list[Table]:
    """Every table, those behind figures too."""
    return [*found.tables, *(f.table for f in found.figures if f.table is not None)]


def texts(found: Conclusions) -> Iterator[Text]:
    """Every text that is no sentence: titles, heads, claims, layers."""
    for block in found.blocks:
        if block.kind == "heading":
            yield block.text
        elif block.kind == "box":
            yield block.title
    for h in found.hypotheses:
        yield from (h.page_id, h.title, h.null, h.alternative)
    yield from (box.title for box in found.summary)
    for table in tables(found):
        yield table.title
        yield from (column.label for column in table.columns)
        yield from (column.spanner for column in table.columns if column.spanner is not None)
        yield from (row.group for row in table.rows if row.group is not None)
    yield from (text for figure in found.figures for text in figure_texts(figure))


def figure_texts(figure: Figure) -> Iterator[Text]:
    """The texts of one figure."""
    yield from (figure.title, figure.alt)
    if isinstance(figure.body, Map):
        for layer in figure.body.layers:
            yield from (layer.label, layer.caption, *layer.fact_heads, *(c.label for c in layer.classes))


def cell_texts(found: Conclusions) -> Iterator[Text]:
    """The texts inside cells."""
    for table in tables(found):
        yield from (c.value for row in table.rows for c in row.cells if isinstance(c.value, Text))


def said(found: Conclusions, language: Language) -> Iterator[tuple[str, str]]:
    """All words of one language with where they stand, in an order that is the same in both."""
    for k, sentence in enumerate(sentences(found)):
        yield f"sentence {k}", plainly(sentence, "es_PE").say(language)
    for k, text in enumerate(texts(found)):
        yield f"text {k}", text.say(language)
    for table in tables(found):
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield f"{table.id} {row.key} {column.id}", cell_words(cell, "es_PE", language)
