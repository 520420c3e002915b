"""How do the nodes of a report become the body of a Word document? One passage after another, section by section."""

import hashlib
from collections.abc import Mapping

from docx.parts.document import DocumentPart

from yupay.publish.docx.pictures import TALLEST, TALLEST_OF_SEVERAL, Bitmap, picture
from yupay.publish.docx.sections import Page
from yupay.publish.docx.tables import table
from yupay.publish.docx.xml import bookmark, field, link, paragraph, run, runs
from yupay.publish.interface import WORDS
from yupay.publish.paper.nodes import (
    Caption,
    Contents,
    Frame,
    Grid,
    Heading,
    Items,
    NewPage,
    Node,
    Paper,
    Picture,
    Pieces,
    Prose,
)
from yupay.publish.paper.turns import turns
from yupay.publish.paper.widths import MANY

LONGEST_MARK = 40
AIR = '<w:spacing w:after="280"/>'
BREAK = '<w:r><w:br w:type="page"/></w:r>'
BOX_RULES = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="6" w:color="595959"/>' for side in ("top", "left", "bottom", "right")
)


class Flow:
    """Writes nodes in order; a landscape table closes the section before it and its own."""

    def __init__(
        self, paper: Paper, part: DocumentPart, styles: Mapping[str, str], page: Page, pictures: Mapping[str, Bitmap]
    ) -> None:
        self.paper, self.part, self.styles, self.page, self.pictures = paper, part, styles, page, pictures
        self.marks = 0
        self.sequences: dict[str, int] = {}
        self.landscape = False
        self.parts: list[str] = []
        self.references = ""

    def body(self, references: str) -> str:
        """All nodes as XML, without the section properties of the last section."""
        self.references = references
        for turned, node in zip(turns(self.paper.nodes), self.paper.nodes, strict=True):
            self._turn(landscape=turned)
            self.parts.append(self._node(node))
        return "".join(self.parts)

    def last_section(self) -> str:
        """The properties of the section that is still open."""
        return self.page.section(landscape=self.landscape, references=self._once())

    def _turn(self, *, landscape: bool) -> None:
        if landscape == self.landscape:
            return
        if self.parts:
            section = self.page.section(landscape=self.landscape, references=self._once())
            tight = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
            self.parts.append(f"<w:p><w:pPr>{tight}{section}</w:pPr></w:p>")
        self.landscape = landscape

    def _once(self) -> str:
        references, self.references = self.references, ""
        return references

    def _node(self, node: Node) -> str:
        if isinstance(node, Heading):
            return self._heading(node)
        if isinstance(node, Prose):
            shape = ("<w:keepNext/>" if node.leads else "") + self._measure()
            return paragraph(runs(node.pieces), self.styles[node.place], shape)
        if isinstance(node, Items):
            sign = "<w:r><w:t>•</w:t><w:tab/></w:r>" if self.styles["bullet"] == self.styles["signed bullet"] else ""
            shape = self._measure()
            return "".join(paragraph(sign + runs(item), self.styles["bullet"], shape) for item in node.items)
        if isinstance(node, Frame):
            return self._frame(node)
        if isinstance(node, Grid):
            return self._grid(node)
        if isinstance(node, Picture):
            return self._picture(node)
        if isinstance(node, Contents):
            return self._contents(node)
        if isinstance(node, NewPage):
            return paragraph(BREAK)
        raise TypeError(type(node).__name__)

    def _heading(self, node: Heading) -> str:
        style = self.styles[f"heading{min(node.level, 4)}"]
        opens = "<w:pageBreakBefore/>" if node.opens_page and not self.landscape and self._inside_page() else ""
        return paragraph(self._marked(run(node.text), node.anchor), style, opens)

    def _measure(self) -> str:
        """Prose on a turned page keeps lines that an eye can follow."""
        spare = self.page.wide_text_width - self.page.text_width
        return f'<w:ind w:right="{spare}"/>' if self.landscape and spare > 0 else ""

    def _inside_page(self) -> bool:
        return bool(self.parts) and not self.parts[-1].endswith("</w:sectPr></w:pPr></w:p>")

    def _frame(self, node: Frame) -> str:
        box = f"<w:pBdr>{BOX_RULES}</w:pBdr>"
        title = paragraph(run(node.title), self.styles["box title"], f"<w:keepNext/>{box}")
        lines = "".join(paragraph(runs(words), self.styles["box"], f"<w:keepLines/>{box}") for words in node.paragraphs)
        return title + lines + paragraph("", self.styles["note"])

    def _grid(self, node: Grid) -> str:
        width = self.page.wide_text_width if node.landscape else self.page.text_width
        look = "wide cell" if node.landscape else "dense cell" if len(node.heads) > MANY else "cell"
        below = self._notes(node.notes) or paragraph("", self.styles["note"])
        return self._caption(node.caption) + table(node, self.styles[look], width) + below

    def _picture(self, node: Picture) -> str:
        drawings = node.drawings
        tallest = TALLEST if len(drawings) == 1 else TALLEST_OF_SEVERAL
        drawn = (
            self._drawing(key, label, node.alt, tallest, keep=place == len(drawings) - 1)
            for place, (key, label) in enumerate(drawings)
        )
        return self._caption(node.caption) + "".join(drawn) + self._notes(node.notes)

    def _drawing(self, key: str, label: str, alt: str, tallest: int, *, keep: bool) -> str:
        self.marks += 1
        room = (self.page.text_width, tallest)
        drawn = picture(self.part, self.pictures[key], f"{alt} {label}".strip(), self.marks, room)
        return paragraph(drawn, "", "<w:keepNext/>" if keep else "")

    def _notes(self, notes: tuple[Pieces, ...]) -> str:
        last = len(notes) - 1
        shapes = (
            "<w:keepNext/><w:keepLines/>" if place < last else f"<w:keepLines/>{AIR}" for place in range(last + 1)
        )
        return "".join(
            paragraph(runs(words), self.styles["note"], shape) for words, shape in zip(notes, shapes, strict=True)
        )

    def _caption(self, caption: Caption) -> str:
        if not caption.number:
            return ""
        expected = self.sequences.get(caption.sequence, 0) + 1
        restart = "" if caption.number == expected else f" \\r {caption.number}"
        self.sequences[caption.sequence] = caption.number
        number = field(f"SEQ {caption.sequence} \\* ARABIC{restart}", run(str(caption.number), bold=True), bold=True)
        words = self._marked(run(f"{caption.sequence} ", bold=True) + number, caption.anchor)
        title = f"<w:r><w:br/></w:r>{run(caption.title, italic=True)}"
        return paragraph(words + title, self.styles["caption"], "<w:keepNext/>")

    def _marked(self, content: str, anchor: str) -> str:
        self.marks += 1
        return bookmark(content, self.marks, mark_name(anchor))

    def _contents(self, node: Contents) -> str:
        nodes = self.paper.nodes
        heads = [(n.text, n.anchor, n.level) for n in nodes if isinstance(n, Heading) and n.level <= 3]
        lists = self._list(node.title, 'TOC \\o "1-3" \\h \\z \\u', heads, hint=True)
        for title, kind in ((node.tables, Grid), (node.figures, Picture)):
            captions = [n.caption for n in nodes if isinstance(n, Grid | Picture) and isinstance(n, kind)]
            entries = [(f"{c.sequence} {c.number}. {c.title}", c.anchor, 1) for c in captions if c.number]
            if entries:
                lists += self._list(title, f'TOC \\h \\z \\c "{captions[0].sequence}"', entries, hint=False)
        return lists

    def _list(self, title: str, code: str, entries: list[tuple[str, str, int]], *, hint: bool) -> str:
        """A field that Word fills with page numbers; until then it shows the entries as links."""
        style = self.styles["contents"]
        begin, end = field(code, "\0").split("\0")
        shown = [(link(run(words), mark_name(anchor)), level) for words, anchor, level in entries]
        if hint:
            told = WORDS["update_fields"].es if self.paper.language == "es" else WORDS["update_fields"].en
            shown.append((run(told, italic=True), 1))
        contents = [content for content, _ in shown] or [""]
        contents[0], contents[-1] = begin + contents[0], contents[-1] + end
        levels = [level for _, level in shown] or [1]
        lines = (
            paragraph(content, style, f'<w:ind w:left="{(level - 1) * 360}"/>')
            for content, level in zip(contents, levels, strict=True)
        )
        return paragraph(run(title), self.styles["contents title"]) + "".join(lines)


def mark_name(anchor: str) -> str:
    """An anchor as the name of a Word bookmark: letters, digits and underscore, at most 40, a letter first."""
    name = "y_" + "".join(letter if letter.isalnum() else "_" for letter in anchor)
    return name if len(name) <= LONGEST_MARK else f"{name[:30]}_{hashlib.sha256(anchor.encode()).hexdigest()[:8]}"
