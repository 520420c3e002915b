"""On which page does a passage stand? Portrait and landscape sections, page numbers, watermark."""

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm

from yupay.publish.docx.xml import NAMESPACES, field, paragraph, run

EMU_PER_TWIP = 635


@dataclass(frozen=True)
class Page:
    """A page in twentieths of a point: size and margins of the portrait page."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int

    @property
    def text_width(self) -> int:
        """Width of the text on a portrait page."""
        return self.width - self.left - self.right

    @property
    def wide_text_width(self) -> int:
        """Width of the text on a landscape page."""
        return self.height - self.top - self.bottom

    def section(self, *, landscape: bool, references: str) -> str:
        """The section properties; `references` name the header and footer parts."""
        size = f'w:w="{self.height}" w:h="{self.width}" w:orient="landscape"'
        upright = f'w:w="{self.width}" w:h="{self.height}"'
        sides = (
            (self.left, self.top, self.right, self.bottom)
            if landscape
            else (self.top, self.right, self.bottom, self.left)
        )
        top, right, bottom, left = sides
        return (
            f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz {size if landscape else upright}/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
            f'w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
        )


def page_of(document: Document, *, own_look: bool) -> Page:
    """The page of the user's template, or A4 with margins of 2.5 cm."""
    if own_look:
        return Page(11906, 16838, *(4 * [1418]))
    section = document.sections[-1]
    edges = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    top, right, bottom, left = (_twips(edge, Cm(2.5)) for edge in edges)
    width, height = sorted((_twips(section.page_width, Cm(21)), _twips(section.page_height, Cm(29.7))))
    return Page(width, height, top, right, bottom, left)


def _twips(size: int | None, otherwise: int) -> int:
    return round((otherwise if size is None else size) / EMU_PER_TWIP)


def references(document: Document) -> str:
    """The header and footer references in force at the end of the document, as XML."""
    found: dict[tuple[str, str], str] = {}
    for section in document.sections:
        for tag in ("headerReference", "footerReference"):
            for child in section._sectPr.findall(qn(f"w:{tag}")):
                found[tag, child.get(qn("w:type"))] = child.get(qn("r:id"))
    return "".join(
        f'<w:{tag} w:type="{kind}" r:id="{part}"/>' for (tag, kind), part in sorted(found.items(), reverse=True)
    )


def dress(document: Document, *, below: tuple[str, str], watermark: str, own_look: bool) -> None:
    """Write the title with the page number and the help lines below, and the watermark above and behind every page."""
    section = document.sections[-1]
    centred = '<w:jc w:val="center"/>'
    footer, help_lines = below
    if own_look:
        number = field("PAGE", run("1"))
        _write(section.footer, paragraph(run(f"{footer}  ·  ", more=GREY) + number, "", centred), alone=True)
        if help_lines:
            _write(section.footer, paragraph(run(help_lines, more=GREY), "", centred), alone=False)
    if watermark:
        marked = paragraph(run(watermark, bold=True, more=ALARM) + _behind(watermark), "", centred)
        even = [section.even_page_header] if document.settings.odd_and_even_pages_header_footer else []
        for header in (section.header, *even):
            _write(header, marked, alone=own_look)


ALARM = '<w:color w:val="B00000"/>'
GREY = '<w:color w:val="595959"/><w:sz w:val="18"/>'


def _write(part: Any, xml: str, *, alone: bool) -> None:
    """Add a paragraph to a header or footer; `alone` empties it first."""
    if alone:
        part.is_linked_to_previous = False
    element = part._element
    for child in list(element) if alone else ():
        element.remove(child)
    element.append(parse_xml(xml.replace("<w:p>", f"<w:p {NAMESPACES}>", 1)))


def _behind(words: str) -> str:
    """Large pale words across the page, as Word draws its own watermarks."""
    place = (
        "position:absolute;margin-left:0;margin-top:0;width:460pt;height:70pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="Watermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt={quoteattr(words)} style="{place}" '
        'fillcolor="#c8c8c8" stroked="f"><v:fill opacity=".4"/>'
        f'<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string={quoteattr(words)}/></v:shape>'
        "</w:pict></w:r>"
    )
