"""Which passages stand on a landscape page, and which sections open a page of their own?

Wide tables stand on landscape pages, and with them the headings right above them and a passage too short to fill an
upright page between two turns: an almost blank page tells a reader nothing. For the same reason a short section flows.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from yupay.publish.paper.heights import PAGE, height
from yupay.publish.paper.nodes import Frame, Grid, Heading, Items, NewPage, Node, Prose

SHORT = 0.55
"""A passage of less than this share of a page turns with the wide table below it."""


def turns(nodes: tuple[Node, ...]) -> tuple[bool, ...]:
    """For every node, whether its page is turned."""
    turned = _below_headings(nodes)
    for first, last in _between(nodes, turned):
        if _short(nodes[first:last]):
            turned[first:last] = [True] * (last - first)
    return tuple(turned)


def stretches(nodes: tuple[Node, ...]) -> Iterator[tuple[bool, tuple[Node, ...]]]:
    """Neighbouring nodes with the same turn, together."""
    for turned, members in groupby(zip(turns(nodes), nodes, strict=True), key=lambda pair: pair[0]):
        yield turned, tuple(node for _, node in members)


def flowing(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes with short sections on the page of what stands before them."""
    starts = [place for place, node in enumerate(nodes) if isinstance(node, Heading) and node.level == 1]
    ends = dict(zip(starts, [*starts[1:], len(nodes)], strict=True))
    flown = {start for start, end in ends.items() if _listed(nodes[start]) or _lines(nodes[start:end]) < PAGE}
    return tuple(_without_page(node) if place in flown else node for place, node in enumerate(nodes))


def stepped(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes with no heading level left out: a reader by ear walks them one by one."""
    level, walked = 0, []
    for node in nodes:
        if isinstance(node, Heading):
            level = min(node.level, level + 1)
            node = replace(node, level=level)
        walked.append(node)
    return tuple(walked)


def _below_headings(nodes: tuple[Node, ...]) -> list[bool]:
    """Wide tables, and the headings right above them."""
    turned: list[bool] = []
    following = False
    for node in reversed(nodes):
        following = node.landscape if isinstance(node, Grid) else following and isinstance(node, Heading)
        turned.append(following)
    return turned[::-1]


def _between(nodes: tuple[Node, ...], turned: list[bool]) -> Iterator[tuple[int, int]]:
    """The upright passages (first, end) that start on a page of their own and end before a turned one."""
    first = 0
    for place, node in enumerate(nodes):
        opens = isinstance(node, Heading) and node.opens_page
        if turned[place] and place > first and not turned[place - 1] and _opens(nodes, turned, first):
            yield first, place
        if turned[place]:
            first = place + 1
        elif opens or isinstance(node, NewPage):
            first = place


def _opens(nodes: tuple[Node, ...], turned: list[bool], first: int) -> bool:
    """Whether what starts here starts a page: after a turned page, or by itself."""
    node = nodes[first]
    return (first > 0 and turned[first - 1]) or (isinstance(node, Heading) and node.opens_page)


def _listed(node: Node) -> bool:
    """A list of references follows the text wherever that ends."""
    return isinstance(node, Heading) and node.anchor.removeprefix("section-") == "references"


def _lines(passage: tuple[Node, ...]) -> float:
    return sum(map(height, passage))


def _short(passage: tuple[Node, ...]) -> bool:
    words = all(isinstance(node, Heading | Prose | Items | Frame) for node in passage)
    return words and _lines(passage) < SHORT * PAGE


def _without_page(node: Node) -> Node:
    return replace(node, opens_page=False) if isinstance(node, Heading) else node
