"""How is a hypothesis block printed? In the order juries read: hypotheses, level, test, table, rule, decision, silence."""

import re
from collections.abc import Callable, Iterator

from yupay.model.finding import HypothesisBlock
from yupay.publish.interface import DECISION_SHAPES, DECISIONS
from yupay.publish.paper.nodes import Heading, Node, Piece, Pieces, Prose
from yupay.publish.paper.pen import Pen, bound


def hypothesis(pen: Pen, block: HypothesisBlock, level: int, table: Callable[[str], Node]) -> Iterator[Node]:
    """The nodes of one block, its steps numbered as they are filled; `table` prints the block's own table."""
    yield Heading(level, _title(pen, block), f"hypothesis-{block.hypothesis}")
    for place, (key, pieces, nodes) in enumerate(_steps(pen, block, table), start=1):
        yield Prose((Piece(f"{place}. {pen.label(key)}. ", bold=True), *pieces), leads=bool(nodes))
        yield from nodes


def _steps(
    pen: Pen, block: HypothesisBlock, table: Callable[[str], Node]
) -> Iterator[tuple[str, Pieces, tuple[Node, ...]]]:
    claims = (_claim("H0", pen.say(block.null)), _claim("H1", pen.say(block.alternative)))
    yield "hypotheses", (), claims
    yield "level", pen.sentences((block.level,)), ()
    if block.test:
        yield "test", pen.sentences(block.test), ()
    if block.table is not None:
        yield "result", (), (table(block.table),)
    if block.rule:
        yield "rule", pen.sentences(block.rule), ()
    yield "decision", (_badge(pen, block), *pen.sentences((block.verdict,))), ()
    if block.reading:
        yield "reading", pen.sentences(block.reading), ()
    if block.silence:
        yield "silence", pen.sentences(block.silence), ()


def badge(pen: Pen, decision: str) -> str:
    """A decision in words with its shape."""
    return f"{DECISION_SHAPES[decision]}\u00a0{pen.say(DECISIONS[decision])}"


def _claim(name: str, words: str) -> Prose:
    return Prose((Piece(f"{name}: ", bold=True), Piece(bound(words.removeprefix(name).lstrip(":. ")))))


def named(page: str, title: str) -> bool:
    """Whether a title says the id of its hypothesis itself: `Hipótesis HE1` does."""
    return re.search(rf"\b{re.escape(page)}\b", title) is not None


def _title(pen: Pen, block: HypothesisBlock) -> str:
    page, title = pen.say(block.page_id), pen.say(block.title)
    return title if named(page, title) else f"{page}. {title}"


def _badge(pen: Pen, block: HypothesisBlock) -> Piece:
    return Piece(f"{badge(pen, block.decision)}. ", bold=True)
