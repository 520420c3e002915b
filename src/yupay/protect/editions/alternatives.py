"""What may be published instead? The nearest safe editions, computed and judged, not hinted.

Hide further cells; or leave out the finest level of places or years (zones in place of districts, periods in place of
years; where a table has neither, of any axis), with the further cells that this still needs. Nearest is what keeps most of the log counts that were to
be printed. An edition that hides more than a safe one is safe, so that each stays safe by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from yupay.model.problem import Problem
from yupay.model.registry import LedgerEntry
from yupay.model.text import Text
from yupay.protect.cells.system import Cells, Mask, Values
from yupay.protect.editions.judge import Verdict
from yupay.protect.editions.reading import Bar
from yupay.protect.editions.repair import repaired
from yupay.protect.editions.series import above_of, divisions, level

AXES = {
    "place": Text(es="lugares más amplios", en="wider places"),
    "year": Text(es="periodos más largos", en="longer periods"),
    "age": Text(es="edades más amplias", en="wider ages"),
    "sex": Text(es="sin cruzar por sexo", en="not crossed by sex"),
    "purpose": Text(es="finalidades más amplias", en="wider purposes"),
    "offence": Text(es="sin cruzar por calificación", en="not crossed by qualification"),
    "source": Text(es="sin cruzar por institución", en="not crossed by institution"),
}
POOLED = {
    "place": Text(es="sin cruzar por lugar", en="not crossed by place"),
    "year": Text(es="años reunidos", en="pooled years"),
    "age": Text(es="sin cruzar por edad", en="not crossed by age"),
    "purpose": Text(es="sin cruzar por finalidad", en="not crossed by purpose"),
}
FIRST = ("place", "year")
ZONES = Text(es="zonas en lugar de distritos", en="zones in place of districts")
HIDE = Text(es="ocultar más celdas", en="hide further cells")


@dataclass(frozen=True)
class Alternative:
    """A safe edition near the one that was asked for.

    Attributes:
        label: what it does, for a reader.
        axis: the axis whose finest level it leaves out, "" where it only hides further cells.
        level: the deepest level of that axis that stays: 0 is the total alone.
        hidden: the cells that it does not print, bool[n].
        printed: how many cells it prints.
        share: of the log counts that were to be printed, how much it keeps.

    """

    label: Text
    axis: str
    level: int
    hidden: Mask = field(repr=False)
    printed: int
    share: float


def alternatives(
    cells: Cells,
    hidden: Mask,
    earlier: Sequence[LedgerEntry],
    k: int,
    *,
    width: float | None = None,
    cumulative: bool | None = None,
    sensitive: Mask | None = None,
    own: tuple[Values | None, ...] = (),
) -> tuple[Alternative, ...]:
    """Safe editions near one that was refused, the nearest first.

    Args:
        cells: the cells of the new edition with their true counts.
        hidden: those it would not print, bool[n].
        earlier: the editions published before, oldest first.
        k: the threshold.
        width: as in `judge`.
        cumulative: as in `judge`; None: safe under both readings.
        sensitive: as in `judge`.
        own: as in `judge`.

    Returns:
        Each judged safe together with every earlier edition; empty where nothing may be printed.

    """
    ways = (True, False) if cumulative is None else (cumulative,)
    bars = [Bar(k, k - 1 if width is None else width, way, sensitive=sensitive, own=own) for way in ways]
    wanted = np.where(hidden, 0.0, np.log1p(cells.counts))
    made = []
    for axis, deepest, label, coarse in _coarser(cells, hidden):
        safe: Mask | None = coarse
        for bar in bars:  # what hides more than a safe edition is safe too
            safe = None if safe is None else repaired(cells, safe, earlier, bar)
        if safe is not None and (~safe).any():
            share = float(wanted[~safe].sum() / wanted.sum()) if wanted.any() else 0.0
            made.append(Alternative(label, axis, deepest, safe, int((~safe).sum()), share))
    return tuple(sorted(made, key=lambda one: -one.share))


def _coarser(cells: Cells, hidden: Mask) -> Iterator[tuple[str, int, Text, Mask]]:
    """The edition as asked, and without the deepest levels of each axis."""
    yield "", 0, HIDE, hidden
    above = above_of(divisions(cells, cells.keys))
    for at, axis in enumerate(cells.axes):
        if axis not in FIRST and set(FIRST) & set(cells.axes):
            continue
        depth = np.array([level(above, key)[at] for key in cells.keys])
        shown = depth[~hidden].max(initial=0)
        for deepest in range(shown - 1, -1, -1):
            if (~hidden & (depth <= deepest)).any():
                yield axis, deepest, _label(axis, deepest, shown), hidden | (depth > deepest)


def _label(axis: str, deepest: int, shown: int) -> Text:
    """What leaving out the levels below the deepest that stays does, in words."""
    if axis == "place" and (deepest, shown) == (1, 2):
        return ZONES
    other = Text(es=f"niveles más amplios de {axis}", en=f"wider levels of {axis}")
    return (POOLED if deepest == 0 else AXES).get(axis, AXES.get(axis, other))


def refusal(edition: str, verdict: Verdict, k: int, offered: Sequence[Alternative]) -> Problem:
    """P658: why an edition may not leave, without any count, and the nearest safe one."""
    against = ", ".join(dict.fromkeys(one.earlier for one in verdict.small_differences)) or "-"
    small, narrow = len(verdict.small_differences), len(verdict.narrowed)
    best = offered[0] if offered else None
    return Problem(
        code="P658",
        what=Text(
            es="esta edición, restada de las anteriores, mostraría a pocas personas",
            en="this edition, subtracted from earlier ones, would show a few people",
        ),
        where=edition,
        got=Text(
            es=f"diferencias pequeñas que se deducen: {small} (frente a: {against}); celdas ocultas que quedarían estrechas: {narrow}",
            en=f"small differences that can be worked out: {small} (against: {against}); hidden cells left narrow: {narrow}",
        ),
        expected=Text(
            es=f"ninguna diferencia de 1 a {k - 1} que se pueda deducir",
            en=f"no difference of 1 to {k - 1} that can be worked out",
        ),
        hint=None if best is None else _offer(best),
        act=Text(es="no se escribió nada", en="nothing was written"),
    )


def _offer(best: Alternative) -> Text:
    share = f"{100 * best.share:.0f}"
    return Text(
        es=f"{best.label.es}: queda el {share} % de lo que se iba a publicar ({best.printed} celdas)",
        en=f"{best.label.en}: {share} % of what was to be published is left ({best.printed} cells)",
    )
