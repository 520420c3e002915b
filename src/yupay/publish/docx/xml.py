"""How is WordprocessingML written? Strings, because a string is a hundred times faster than one object a cell."""

from xml.sax.saxutils import escape, quoteattr

from yupay.publish.paper.nodes import Pieces

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)


def attribute(words: str) -> str:
    """The words as a quoted attribute."""
    return quoteattr(words.replace("\n", " "))


def run(words: str, *, bold: bool = False, italic: bool = False, more: str = "") -> str:
    """A run of text; a line feed is a line break."""
    look = f"{'<w:b/>' if bold else ''}{'<w:i/>' if italic else ''}{more}"
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n"))
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{'<w:br/>'.join(lines)}</w:r>"


def runs(pieces: Pieces) -> str:
    """Pieces as runs."""
    return "".join(run(piece.text, bold=piece.bold, italic=piece.italic) for piece in pieces)


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; `properties` go inside `w:pPr` after the style, in schema order."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{inside}{content}</w:p>"


def field(code: str, shown: str, *, bold: bool = False) -> str:
    """A complex field with its cached result, as Word writes it; readers that count again keep its look."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(content: str, place: int, name: str) -> str:
    """Content between the ends of a bookmark."""
    return f'<w:bookmarkStart w:id="{place}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{place}"/>'


def link(content: str, anchor: str) -> str:
    """Content that jumps to a bookmark."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{content}</w:hyperlink>'
