"""About how many lines does a node print? Enough to tell a short passage from a page."""

import math

from yupay.publish.paper.nodes import Contents, Frame, Grid, Heading, Items, NewPage, Node, Picture, Pieces, Prose
from yupay.publish.paper.widths import letters_of, lines_of

LINE = 88
"""Letters of prose on a line."""
PAGE = 46.0
"""Lines of prose on an upright page."""
SMALL = 0.8
"""A line of a table, in lines of prose."""


def height(node: Node) -> float:
    """Lines of prose that the node takes."""
    match node:
        case Heading():
            return 3.0 if node.level < 3 else 2.0
        case Prose():
            return _lines(node.pieces) + 0.5
        case Items():
            return sum(_lines(item) + 0.3 for item in node.items)
        case Frame():
            return 2.0 + sum(_lines(words) for words in node.paragraphs)
        case Picture():
            return len(node.drawings) * PAGE / 2 + SMALL * sum(_lines(words) for words in node.notes)
        case Grid():
            return SMALL * (4.0 + _rows(node) + sum(_lines(words) for words in node.notes))
        case Contents() | NewPage():
            return PAGE


def _rows(node: Grid) -> int:
    return sum(lines_of(node.rows, node.widths, letters_of(len(node.heads), landscape=node.landscape)))


def _lines(pieces: Pieces) -> int:
    return max(1, math.ceil(sum(len(piece.text) for piece in pieces) / LINE))
