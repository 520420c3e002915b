"""Which Word styles does the report use? Real ones by name, added where the user's template lacks them."""

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"
HEADINGS = {1: (14, 18, 8), 2: (12.5, 14, 6), 3: (12, 12, 4), 4: (11, 10, 4)}


@dataclass(frozen=True)
class Look:
    """A paragraph style of ours: its base, size, spacing in points, indents in centimetres."""

    name: str
    base: str = "Normal"
    size: float | None = None
    before: float = 0
    after: float = 0
    line: float | None = 1.0
    bold: bool | None = None
    center: bool = False
    keep: bool = False
    hanging: float = 0
    indent: float = 0


OWN = (
    Look("Yupay Body", after=8, line=1.25),
    Look("Yupay Cover", size=12, after=6, center=True),
    Look("Yupay Reference", after=6, hanging=1.27),
    Look("Yupay Signed Bullet", after=4, hanging=0.63),
    Look("Yupay Cell", size=9, before=1.5, after=1.5),
    Look("Yupay Wide Cell", size=8, before=1.5, after=2.5),
    Look("Yupay Dense Cell", size=7.5, before=1, after=1.5),
    Look("Yupay Note", size=9, before=3, after=3),
    Look("Yupay Box", size=11, after=4),
    Look("Yupay Box Title", size=11, after=3, bold=True, keep=True),
    Look("Yupay Contents", size=11, after=2),
    Look("Yupay Contents Title", size=14, before=12, after=8, bold=True, keep=True),
)
STANDARD = {
    "title": "Title",
    "subtitle": "Subtitle",
    "caption": "Caption",
    "bullet": "List Bullet",
    **{f"heading{level}": f"Heading {level}" for level in HEADINGS},
}


def prepare(document: Document, *, own_look: bool) -> dict[str, str]:
    """Add what is missing and give the style ids by key; `own_look` sets the fonts too (no template of the user's)."""
    if own_look:
        _dress(document)
    ids = {key: _standard(document, name).style_id for key, name in STANDARD.items()}
    own = {look.name.removeprefix("Yupay ").lower(): _own(document, look).style_id for look in OWN}
    if not _has_sign(document.styles["List Bullet"]):
        ids["bullet"] = own["signed bullet"]
    return {**ids, **own}


def _standard(document: Document, name: str) -> ParagraphStyle:
    """The built-in style; where the template never used it, one with the look that Word would give it."""
    if name not in document.styles:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.base_style = document.styles["Normal"]
        _spell(style, name)
    return document.styles[name]


def _spell(style: ParagraphStyle, name: str) -> None:
    shape = style.paragraph_format
    if name.startswith("Heading"):
        size, before, after = HEADINGS[int(name[-1])]
        style.font.size, style.font.bold = Pt(size), True
        shape.space_before, shape.space_after = Pt(before), Pt(after)
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(int(name[-1]) - 1))
        style.element.get_or_add_pPr().append(outline)
    if name in ("Title", "Subtitle"):
        style.font.size = Pt(22 if name == "Title" else 13)
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape.keep_with_next = name.startswith("Heading") or name == "Caption"


def _has_sign(style: ParagraphStyle) -> bool:
    properties = style.element.pPr
    return properties is not None and properties.find(qn("w:numPr")) is not None


def _own(document: Document, look: Look) -> ParagraphStyle:
    if look.name in document.styles:
        return document.styles[look.name]
    style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[look.base]
    style.font.size = Pt(look.size) if look.size else None
    style.font.bold = look.bold
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing = look.line
    shape.keep_with_next = look.keep or None
    shape.first_line_indent = Cm(-look.hanging) if look.hanging else Cm(0)
    shape.left_indent = Cm(look.hanging or look.indent)
    shape.alignment = WD_ALIGN_PARAGRAPH.CENTER if look.center else WD_ALIGN_PARAGRAPH.LEFT
    return style


def _dress(document: Document) -> None:
    normal = document.styles["Normal"]
    _font(normal, 11.5)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    for level, (size, before, after) in HEADINGS.items():
        style = document.styles[f"Heading {level}"]
        _font(style, size, bold=True)
        style.font.italic = level == 4
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True
    _font(document.styles["Title"], 22, bold=True)
    _font(document.styles["Subtitle"], 13)
    _font(document.styles["Caption"], 11, bold=False)
    for name, before, after in (("Title", 96, 10), ("Subtitle", 0, 24), ("Caption", 12, 4)):
        shape = document.styles[name].paragraph_format
        shape.space_before, shape.space_after = Pt(before), Pt(after)
        shape.keep_with_next = name == "Caption" or None
        if name != "Caption":
            shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _no_rule(document.styles["Title"])
    document.styles["Subtitle"].font.italic = True
    document.styles["List Bullet"].paragraph_format.space_after = Pt(4)


def _font(style: ParagraphStyle, size: float, *, bold: bool | None = None) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)


def _no_rule(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def language(document: Document, code: str) -> None:
    """The proofing language of the document defaults."""
    for defaults in document.styles.element.iter(qn("w:rPrDefault")):
        properties = defaults.find(qn("w:rPr"))
        if properties is None:
            continue
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        mark = OxmlElement("w:lang")
        mark.set(qn("w:val"), code)
        properties.append(mark)
