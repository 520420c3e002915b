"""Which passages stand on a landscape page? Wide tables, and the headings right above them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from yupay.publish.paper.nodes import Grid, Heading, Node


def turns(nodes: tuple[Node, ...]) -> tuple[bool, ...]:
    """For every node, whether its page is turned."""
    turned: list[bool] = []
    following = False
    for node in reversed(nodes):
        following = node.landscape if isinstance(node, Grid) else following and isinstance(node, Heading)
        turned.append(following)
    return tuple(reversed(turned))


def stretches(nodes: tuple[Node, ...]) -> Iterator[tuple[bool, tuple[Node, ...]]]:
    """Neighbouring nodes with the same turn, together."""
    for turned, members in groupby(zip(turns(nodes), nodes, strict=True), key=lambda pair: pair[0]):
        yield turned, tuple(node for _, node in members)


def stepped(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes with no heading level left out: a reader by ear walks them one by one."""
    level, walked = 0, []
    for node in nodes:
        if isinstance(node, Heading):
            level = min(node.level, level + 1)
            node = replace(node, level=level)
        walked.append(node)
    return tuple(walked)
