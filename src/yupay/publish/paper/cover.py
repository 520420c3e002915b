"""What stands on the first pages? Title, authors, scope, the standing box, the one-page summary, the contents."""

from collections.abc import Iterator
from dataclasses import replace

from yupay.model.document import SummaryBox
from yupay.publish.paper.hypothesis import badge
from yupay.publish.paper.nodes import Contents, Frame, Heading, NewPage, Node, Piece, Pieces, Place, Prose
from yupay.publish.paper.pen import Pen


def cover(pen: Pen, opening: tuple[Node, ...] = ()) -> Iterator[Node]:
    """The title page; `opening` is what the report says before its first heading, else the header's own words."""
    header, report = pen.release.header, pen.release.report
    yield Prose((Piece(pen.say(header.title), bold=True),), "title")
    yield from _lines((pen.say(header.subtitle),), "subtitle")
    yield from _lines((*report.authors, report.institution), "cover")
    yield from _lines((f"{pen.say(header.place)}, {header.period}", report.date), "cover")
    yield from _lines((pen.say(header.scope),), "body")
    if opening:
        yield from opening
        yield from _lines((pen.say(header.help_lines),), "body")
    else:
        yield from _opening(pen)


def _opening(pen: Pen) -> Iterator[Node]:
    header = pen.release.header
    yield from _lines(tuple(pen.say(text) for text in header.definitions), "body")
    standing = [words for words in (pen.say(header.standing), pen.say(header.help_lines)) if words]
    if standing:
        yield Frame(pen.label("standing"), tuple((Piece(words),) for words in standing))


def summary(pen: Pen) -> Iterator[Node]:
    """The one-page summary inside the report."""
    if pen.release.summary:
        yield NewPage()
        yield Heading(1, pen.label("summary"), "summary")
        yield from (Frame(pen.say(box.title), box_lines(pen, box)) for box in pen.release.summary)


def contents(pen: Pen) -> Iterator[Node]:
    """Table of contents and the lists of tables and figures."""
    yield NewPage()
    yield Contents(pen.label("contents"), pen.label("list_of_tables"), pen.label("list_of_figures"))


def box_lines(pen: Pen, box: SummaryBox) -> tuple[Pieces, ...]:
    """The lines of a summary box: its sentences, then one line a hypothesis with its decision."""
    words = tuple(pen.sentences((sentence,)) for sentence in box.sentences)
    return (*words, *(_badge_line(pen, name, pen.sentences((sentence,))) for name, sentence in box.badges))


def _badge_line(pen: Pen, hypothesis: str, words: Pieces) -> Pieces:
    decisions = {block.hypothesis: block for block in pen.release.hypotheses}
    block = decisions.get(hypothesis)
    if block is None:
        return words
    page = pen.say(block.page_id)
    told = (replace(piece, text=piece.text.removeprefix(f"{page}: ")) for piece in words)
    return (Piece(f"{page}: {badge(pen, block.decision)}. ", bold=True), *told)


def _lines(lines: tuple[str, ...], place: Place) -> Iterator[Node]:
    for words in lines:
        if words:
            yield Prose((Piece(words),), place)
