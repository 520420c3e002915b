"""What follows the body? References, and annexes: the matrices, the glossary, the methods, the files that were read."""

from collections.abc import Callable, Collection, Iterator

from yupay.model.table import Table
from yupay.publish.paper.nodes import Caption, Grid, Heading, Node, Piece, Pieces, Prose
from yupay.publish.paper.pen import Pen, clean
from yupay.publish.paper.tables import plain_grid

MATRIX_SECTIONS = 3
"""Tables 1, 2 and 3 are the matrices and the sources: they also go to the annexes."""


def references(pen: Pen) -> Iterator[Node]:
    """The list of references."""
    if pen.release.references:
        yield Heading(1, pen.label("references"), "references", opens_page=True)
        yield from (Prose(italics(clean(words)), "reference") for words in pen.release.references)


def annexes(pen: Pen, repeat: Callable[[Table, Caption], Grid], written: Collection[str]) -> Iterator[Node]:
    """Numbered annexes after those already `written`; `repeat` prints a table of the report again."""
    before = [section for section in written if section.startswith("annex-")]
    if "annexes" not in written:
        yield Heading(1, pen.label("annexes"), "annexes", opens_page=True)
    matrices = [] if before else _matrices(pen, repeat)
    makers = [*matrices, _glossary(pen), _methods(pen), _inputs(pen), _versions(pen)]
    grids = [grid for grid in makers if grid is not None]
    for place, (title, grid) in enumerate(grids, start=len(before) + 1):
        yield Heading(2, f"{pen.label('annex')} {place}. {title}", f"annex-{place}")
        yield grid


def italics(words: str) -> Pieces:
    """Words with `*titles*` in italics."""
    parts = words.split("*")
    return tuple(Piece(part, italic=place % 2 == 1) for place, part in enumerate(parts) if part)


def _caption() -> Caption:
    return Caption("", 0, "", "")


def _matrices(pen: Pen, repeat: Callable[[Table, Caption], Grid]) -> list[tuple[str, Grid]]:
    first = [table for table in pen.release.tables if table.section.partition(".")[0] in ("1", "3")][:MATRIX_SECTIONS]
    return [(pen.say(table.title), repeat(table, _caption())) for table in first]


def _glossary(pen: Pen) -> tuple[str, Grid] | None:
    rows = [(pen.say(term), pen.say(meaning)) for term, meaning in pen.release.glossary]
    if not rows:
        return None
    return pen.label("glossary"), plain_grid(_caption(), (pen.label("term"), pen.label("meaning")), rows, (1, 2))


def _methods(pen: Pen) -> tuple[str, Grid] | None:
    rows = [(pen.say(m.label), m.formula, pen.say(m.needs), m.reference) for m in pen.release.methods]
    if not rows:
        return None
    heads = tuple(pen.label(key) for key in ("method", "formula", "needs", "reference"))
    return pen.label("methods"), plain_grid(_caption(), heads, rows, (2, 3, 3, 3))


def _inputs(pen: Pen) -> tuple[str, Grid] | None:
    inputs = pen.release.manifest.inputs
    rows = [(i.source, i.file, pen.writer.number(i.rows, 0), broken(i.sha256)) for i in inputs]
    if not rows:
        return None
    heads = tuple(pen.label(key) for key in ("source", "file", "rows", "hash"))
    return pen.label("files_read"), plain_grid(_caption(), heads, rows, (2, 3, 1, 4))


def _versions(pen: Pen) -> tuple[str, Grid]:
    manifest = pen.release.manifest
    facts = {
        "yupay": manifest.version,
        pen.label("code_digest"): broken(manifest.code_sha256),
        pen.label("plan_digest"): broken(manifest.plan_sha256),
        pen.label("registered"): manifest.registered or pen.label("not_registered"),
        pen.label("seed"): str(manifest.seed),
        "Python": manifest.python,
        **dict(sorted(manifest.packages.items())),
    }
    heads = (pen.label("item"), pen.label("value"))
    return pen.label("versions"), plain_grid(_caption(), heads, list(facts.items()), (1, 2))


def broken(digest: str) -> str:
    """A digest with a place to break after every sixteen characters."""
    return "\u200b".join(digest[start : start + 16] for start in range(0, len(digest), 16))
