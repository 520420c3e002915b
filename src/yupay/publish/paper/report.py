"""Which nodes make the printed report of a release, whole or one chapter alone?"""

import re
from collections.abc import Iterator

from yupay.model.document import (
    Block,
    Box,
    Bullets,
    FigureBlock,
    HypothesisHere,
    Paragraph,
    TableBlock,
)
from yupay.model.document import Heading as BlockHeading
from yupay.model.figure import Figure
from yupay.model.problem import Problem, StudyProblems
from yupay.model.release import Release
from yupay.model.table import Table
from yupay.model.text import Language, Text
from yupay.publish.names import csv_name, file_name
from yupay.publish.paper.annexes import annexes, italics, references
from yupay.publish.paper.cover import contents, cover, summary
from yupay.publish.paper.hypothesis import hypothesis
from yupay.publish.paper.nodes import (
    Caption,
    Frame,
    Grid,
    Heading,
    Items,
    Node,
    Paper,
    Picture,
    Prose,
)
from yupay.publish.paper.numbering import Numbering, number
from yupay.publish.paper.pen import Pen
from yupay.publish.paper.tables import grid
from yupay.publish.paper.turns import flowing, stepped
from yupay.publish.pictures import drawings_of

NUMBERED = re.compile(r"\d+(\.\d+)*$")
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV", 5: "V", 6: "VI", 7: "VII", 8: "VIII", 9: "IX"}


def paper(release: Release, language: Language) -> Paper:
    """The printed report in one language.

    Raises:
        StudyProblems: W705, the chapter asked for is no section of the report.

    """
    pen = Pen.of(release, language)
    blocks = chapter_blocks(release)
    body = Body(pen, numbers_of(release), release.report.chapter)
    nodes = _whole(pen, body, blocks) if release.report.chapter is None else _chapter(pen, body, blocks)
    return Paper(
        language=language,
        title=pen.say(release.header.title),
        authors=release.report.authors,
        watermark=pen.say(release.watermark),
        footer=pen.say(release.header.title),
        nodes=flowing(stepped(tuple(nodes))),
        help_lines=pen.say(release.header.help_lines),
    )


def _whole(pen: Pen, body: "Body", blocks: tuple[Block, ...]) -> Iterator[Node]:
    """Cover with what stands before the first heading, summary, contents, body, references, annexes."""
    first = next((place for place, block in enumerate(blocks) if isinstance(block, BlockHeading)), len(blocks))
    written = {block.section for block in blocks if isinstance(block, BlockHeading)}
    yield from cover(pen, tuple(body.nodes(blocks[:first])))
    yield from summary(pen)
    yield from contents(pen)
    yield from body.nodes(blocks[first:])
    if "references" not in written:
        yield from references(pen)
    yield from annexes(pen, body.repeat, written)


def _chapter(pen: Pen, body: "Body", blocks: tuple[Block, ...]) -> Iterator[Node]:
    """One chapter, with the matrices it leans on as annexes."""
    yield from body.nodes(blocks)
    yield from annexes(pen, body.repeat, set())


def numbers_of(release: Release) -> Numbering:
    """The numbers of the tables and figures that the printed report shows."""
    return number(release, chapter_blocks(release))


def chapter_blocks(release: Release) -> tuple[Block, ...]:
    """All blocks, or those of the chapter asked for: from its heading to the next one of the same level."""
    chapter = release.report.chapter
    if chapter is None:
        return release.blocks
    chosen: list[Block] = []
    inside = False
    for block in release.blocks:
        if isinstance(block, BlockHeading) and block.level == 1:
            inside = block.section == str(chapter)
        if inside:
            chosen.append(block)
    if not chosen:
        raise StudyProblems([_no_chapter(release, chapter)])
    return tuple(chosen)


class Body:
    """The blocks of a report as nodes."""

    def __init__(self, pen: Pen, numbering: Numbering, chapter: int | None) -> None:
        self.pen = pen
        self.numbering = numbering
        self.chapter = chapter
        self.level = 1
        self.section = ""
        self.hypotheses = {block.hypothesis: block for block in pen.release.hypotheses}

    def nodes(self, blocks: tuple[Block, ...]) -> Iterator[Node]:
        """Every block in order."""
        for block in blocks:
            yield from self._block(block)

    def repeat(self, table: Table, caption: Caption) -> Grid:
        """A table again, in an annex."""
        return grid(self.pen, table, caption, self._files(table))

    def _block(self, block: Block) -> Iterator[Node]:
        pen = self.pen
        if isinstance(block, BlockHeading):
            self.level, self.section = block.level, block.section
            yield self._heading(block)
        elif isinstance(block, Paragraph):
            yield Prose(pen.sentences(block.sentences))
        elif isinstance(block, Bullets) and self.section == "references":
            yield from (Prose(italics(pen.sentence(item)), "reference") for item in block.items)
        elif isinstance(block, Bullets):
            yield Items(tuple(pen.sentences((item,)) for item in block.items))
        elif isinstance(block, Box):
            yield Frame(pen.say(block.title), tuple(pen.sentences((sentence,)) for sentence in block.sentences))
        elif isinstance(block, TableBlock):
            yield self._table(block.table)
        elif isinstance(block, FigureBlock):
            yield self._picture(pen.release.figure(block.figure))
        elif isinstance(block, HypothesisHere):
            yield from hypothesis(pen, self.hypotheses[block.hypothesis], self.level + 1, self._table)

    def _heading(self, block: BlockHeading) -> Heading:
        words = self.pen.say(block.text)
        if self.chapter is not None and block.level == 1:
            words = f"{self.pen.label('chapter')} {ROMAN[self.chapter]}. {words.lstrip('0123456789. ').upper()}"
        elif NUMBERED.match(block.section) and not words[:1].isdigit():
            words = f"{block.section} {words}"
        return Heading(block.level, words, f"section-{block.section}", opens_page=block.level == 1)

    def _table(self, table_id: str) -> Grid:
        table = self.pen.release.table(table_id)
        caption = self._caption("table", self.numbering.tables[table_id], table.title, f"table-{table_id}")
        return grid(self.pen, table, caption, self._files(table))

    def _picture(self, figure: Figure) -> Picture:
        caption = self._caption("figure", self.numbering.figures[figure.id], figure.title, f"figure-{figure.id}")
        drawings = tuple((drawing.key, self.pen.say(drawing.label)) for drawing in drawings_of(figure))
        return Picture(caption, drawings, self.pen.say(figure.alt), self.pen.notes(figure.notes))

    def _caption(self, key: str, place: int, title: Text, anchor: str) -> Caption:
        return Caption(self.pen.label(key), place, self.pen.say(title), anchor)

    def _files(self, table: Table) -> tuple[str, str]:
        release, language = self.pen.release, self.pen.writer.language
        return file_name(release, "tables", "xlsx", language), csv_name(release, table)


def _no_chapter(release: Release, chapter: int) -> Problem:
    sections = ", ".join(b.section for b in release.blocks if isinstance(b, BlockHeading) and b.level == 1)
    return Problem(
        code="W705",
        what=Text(es="el capítulo pedido no existe", en="the chapter asked for does not exist"),
        where="study.toml",
        got=Text.same(f"[report] chapter = {chapter}"),
        expected=Text(es=f"una de las secciones {sections}", en=f"one of the sections {sections}"),
    )
