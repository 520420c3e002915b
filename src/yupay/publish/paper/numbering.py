"""Which number does each table and figure carry? As concluded (0: none); counted again for a chapter alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yupay.model.document import Block, FigureBlock, HypothesisHere, TableBlock
from yupay.model.release import Release


@dataclass(frozen=True)
class Numbering:
    """Numbers of the tables and figures that are printed, by id."""

    tables: dict[str, int]
    figures: dict[str, int]


def number(release: Release, blocks: Iterable[Block]) -> Numbering:
    """The numbers of everything `blocks` print, in the order of the page."""
    tables = tuple(dict.fromkeys(_tables(release, blocks := tuple(blocks))))
    figures = tuple(dict.fromkeys(block.figure for block in blocks if isinstance(block, FigureBlock)))
    return Numbering(
        _numbers(release, tables, {table.id: table.number for table in release.tables}, release.report.first_table),
        _numbers(
            release, figures, {figure.id: figure.number for figure in release.figures}, release.report.first_figure
        ),
    )


def _tables(release: Release, blocks: tuple[Block, ...]) -> Iterator[str]:
    own = {block.hypothesis: block.table for block in release.hypotheses}
    for block in blocks:
        table = own.get(block.hypothesis) if isinstance(block, HypothesisHere) else None
        name = block.table if isinstance(block, TableBlock) else table
        if name is not None:
            yield name


def _numbers(release: Release, shown: tuple[str, ...], concluded: dict[str, int], first: int) -> dict[str, int]:
    if release.report.chapter is None and any(concluded.values()):
        return {name: concluded.get(name, 0) for name in shown}
    return {name: first + place for place, name in enumerate(shown)}
