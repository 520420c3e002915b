"""What stands on paper? Headings, prose, boxes, grids and pictures in one language, every number already written."""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "right", "center"]
Place = Literal["body", "title", "subtitle", "cover", "reference"]


@dataclass(frozen=True)
class Piece:
    """A stretch of words with one look. A line feed is a line break."""

    text: str
    bold: bool = False
    italic: bool = False


Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Heading:
    """A section title; `anchor` is its bookmark; level 1 opens a page when `opens_page`."""

    level: int
    text: str
    anchor: str
    opens_page: bool = False
    kind: str = "heading"


@dataclass(frozen=True)
class Prose:
    """A paragraph and the place it stands in; `leads` keeps it on the page of what follows."""

    pieces: Pieces
    place: Place = "body"
    leads: bool = False
    kind: str = "prose"


@dataclass(frozen=True)
class Items:
    """A list of short passages."""

    items: tuple[Pieces, ...]
    kind: str = "items"


@dataclass(frozen=True)
class Frame:
    """A framed passage with a title."""

    title: str
    paragraphs: tuple[Pieces, ...]
    kind: str = "frame"


@dataclass(frozen=True)
class Head:
    """A column head, over `span` columns; a spanner has a rule below it."""

    text: str
    span: int = 1
    align: Align = "left"
    italic: bool = False


@dataclass(frozen=True)
class GridRow:
    """A printed row. A group row and a gap row hold one cell over the whole width; a tall row may break over pages.

    `spans`: how many rows each cell spans, 0 where it was told above; empty when every cell spans one.
    """

    cells: tuple[str, ...]
    role: Literal["row", "group", "gap"] = "row"
    level: int = 0
    strong: bool = False
    breaks: bool = False
    spans: tuple[int, ...] = ()

    def span(self, place: int) -> int:
        """How many rows a cell spans."""
        return self.spans[place] if self.spans else 1


@dataclass(frozen=True)
class Caption:
    """Number and title; `sequence` is the name of the Word series ("Tabla"); number 0 prints the title alone."""

    sequence: str
    number: int
    title: str
    anchor: str


@dataclass(frozen=True)
class Grid:
    """A table: one or two rows of heads, rows, notes; widths are shares that sum to 1.

    `tears`: some words must break to fit; `whole`: the table is kept on one page.
    """

    caption: Caption
    spanners: tuple[Head, ...]
    heads: tuple[Head, ...]
    aligns: tuple[Align, ...]
    widths: tuple[float, ...]
    rows: tuple[GridRow, ...]
    notes: tuple[Pieces, ...]
    landscape: bool = False
    tears: bool = False
    whole: bool = False
    kind: str = "grid"


@dataclass(frozen=True)
class Picture:
    """A figure: the keys and labels of its drawings (one a map layer), its description in words, its notes."""

    caption: Caption
    drawings: tuple[tuple[str, str], ...]
    alt: str
    notes: tuple[Pieces, ...]
    kind: str = "picture"


@dataclass(frozen=True)
class Contents:
    """Here stand the table of contents and the lists of tables and figures."""

    title: str
    tables: str
    figures: str
    kind: str = "contents"


@dataclass(frozen=True)
class NewPage:
    """What follows starts on a new page."""

    kind: str = "page"


Node = Heading | Prose | Items | Frame | Grid | Picture | Contents | NewPage


@dataclass(frozen=True)
class Paper:
    """A whole printed document: its language, title, watermark and nodes."""

    language: str
    title: str
    authors: tuple[str, ...]
    watermark: str
    footer: str
    nodes: tuple[Node, ...]
    help_lines: str = ""
