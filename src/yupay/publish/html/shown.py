"""Which numbers does this page show? Only these may stand in its data, in the order they appear."""

import math
from collections.abc import Iterator

from yupay.model.cube import PublishedFigure
from yupay.model.estimate import Estimate
from yupay.model.release import Release
from yupay.model.source import Source
from yupay.model.table import Cell
from yupay.publish.numbers import Writer

NUMBERS = ("count", "number", "percent", "rate", "coefficient", "p", "interval")


def is_number(cell: Cell) -> bool:
    """Whether a cell prints a number that has a provenance."""
    return cell.mark is None and cell.form in NUMBERS


class Shown:
    """Collects what each printed cell opens: an estimate, a published figure, or source cards."""

    def __init__(self, release: Release, writer: Writer) -> None:
        self.writer = writer
        self.all_estimates = {estimate.id: estimate for estimate in release.estimates}
        self.all_sources = {source.id: source for source in release.sources}
        self.all_figures = {figure.id: figure for figure in release.published}
        self.estimates: dict[str, Estimate] = {}
        self.values: dict[str, str] = {}
        self.bounds: set[str] = set()
        self.tests: set[str] = set()
        self.references: dict[str, tuple[str, ...]] = {}
        self.notes: dict[tuple[str, tuple[str, ...]], int] = {}

    def reference(self, cell: Cell, fallback: tuple[str, ...] = ()) -> str | None:
        """What a click on the cell opens; `fallback`: sources of its table. None where nothing is known."""
        if cell.estimate in self.all_estimates:
            return self._estimate(cell, self.all_estimates[cell.estimate])
        if cell.source in self.all_figures:
            figure = self.all_figures[cell.source]
            return self._keep(f"figure:{figure.id}", (figure.source,))
        named = (cell.source,) if cell.source in self.all_sources else fallback if is_number(cell) else ()
        known = tuple(name for name in named if name in self.all_sources)
        return self._keep("source:" + "|".join(known), known) if known else None

    def note(self, reference: str) -> int:
        """The number of the printed note that says where a number comes from."""
        estimate = self.estimates.get(reference)
        return self.notes[(estimate.method if estimate else "", self.references[reference])]

    def figures(self) -> Iterator[PublishedFigure]:
        """Published figures behind what is shown."""
        direct = {key.removeprefix("figure:") for key in self.references if key.startswith("figure:")}
        named = {variable for estimate in self.estimates.values() for variable in estimate.variables}
        yield from (figure for key, figure in self.all_figures.items() if key in direct | named)

    def sources(self) -> Iterator[Source]:
        """Source cards behind what is shown."""
        used = {name for names in self.references.values() for name in names}
        yield from (source for key, source in self.all_sources.items() if key in used)

    def _estimate(self, cell: Cell, estimate: Estimate) -> str:
        self.estimates[estimate.id] = estimate
        if _prints(cell, estimate.value):
            self.values.setdefault(estimate.id, self.writer.cell(cell))
        if is_number(cell) and cell.form == "interval":
            self.bounds.add(estimate.id)
        if is_number(cell) and cell.form == "p":
            self.tests.add(estimate.id)
        return self._keep(estimate.id, tuple(s for s in estimate.sources if s in self.all_sources))

    def _keep(self, reference: str, sources: tuple[str, ...]) -> str:
        self.references[reference] = sources
        method = self.estimates[reference].method if reference in self.estimates else ""
        self.notes.setdefault((method, sources), len(self.notes) + 1)
        return reference


def _prints(cell: Cell, value: float | None) -> bool:
    number = cell.value
    if value is None or not is_number(cell) or isinstance(number, str) or not isinstance(number, float | int):
        return False
    return cell.form != "p" and math.isclose(number, value, rel_tol=1e-9, abs_tol=1e-12)
