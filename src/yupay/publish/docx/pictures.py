"""How does a drawing get into Word? A PNG at the size it prints, with its description in words."""

import io
from dataclasses import dataclass

from docx.parts.document import DocumentPart

from yupay.publish.docx.xml import attribute

EMU_PER_TWIP = 635
TALLEST = 11000
"""Twentieths of a point: a drawing leaves room for its caption and note."""
TALLEST_OF_SEVERAL = 5900
"""Two layers of a map fit one page."""


@dataclass(frozen=True)
class Bitmap:
    """A PNG with its size in pixels."""

    data: bytes

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, from the PNG header."""
        return int.from_bytes(self.data[16:20]), int.from_bytes(self.data[20:24])


def picture(part: DocumentPart, bitmap: Bitmap, alt: str, place: int, room: tuple[int, int]) -> str:
    """The drawing as an inline picture; `room` is the most it may take, in twentieths of a point."""
    relation, _ = part.get_or_add_image(io.BytesIO(bitmap.data))
    across, down = _fit(bitmap.size, room)
    size = f'cx="{across}" cy="{down}"'
    named = f'id="{place}" name="Figure {place}" descr={attribute(alt)}'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {named}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _fit(pixels: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    across, down = pixels
    scale = min(room[0] / across, room[1] / down) * EMU_PER_TWIP
    return round(across * scale), round(down * scale)
