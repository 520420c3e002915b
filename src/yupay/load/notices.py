"""What was read but did not fit, and does not stop a run: rows that join no place, outlines that cannot be drawn."""

from collections.abc import Mapping

from yupay.load.messages import QUOTED_ROWS, problem
from yupay.model.cube import SourceAudit
from yupay.model.problem import Problem


def notices(audits: Mapping[str, SourceAudit]) -> tuple[Problem, ...]:
    """One notice per source with rows outside every place (L218) and one with defective outlines (L243)."""
    found = [*map(_strangers, audits.values()), *map(_outlines, audits.values())]
    return tuple(one.model_copy(update={"notice": True}) for one in found if one is not None)


def _strangers(audit: SourceAudit) -> Problem | None:
    """The rows of a source whose place is in no table of places."""
    if not audit.not_joined:
        return None
    rows, shown = _how_many(audit.not_joined), ", ".join(audit.not_joined[:QUOTED_ROWS])
    more = " ..." if rows > QUOTED_ROWS else ""
    return problem(
        "L218",
        audit.file,
        (f"{rows:,} (línea: código): {shown}{more}", f"{rows:,} (line: code): {shown}{more}"),
        (
            "códigos de la tabla de lugares; estas filas no se cuentan",
            "codes of the table of places; these rows are not counted",
        ),
        line=int(audit.not_joined[0].partition(":")[0]) if audit.not_joined[0][0].isdigit() else 0,
    )


def _how_many(lost: tuple[str, ...]) -> int:
    """The rows listed, and those that the last entry only counts (`... 1,234`)."""
    more = lost[-1].removeprefix("... ")
    return len(lost) if more == lost[-1] else len(lost) - 1 + int(more.replace(",", ""))


def _outlines(audit: SourceAudit) -> Problem | None:
    """The outlines of a source that are null, empty or invalid."""
    if not audit.geometry:
        return None
    more = " ..." if len(audit.geometry) > QUOTED_ROWS else ""
    shown = audit.geometry[:QUOTED_ROWS]
    return problem(
        "L243",
        audit.file,
        ("; ".join(one.es for one in shown) + more, "; ".join(one.en for one in shown) + more),
        ("polígonos cerrados y válidos; las tablas no cambian", "closed, valid polygons; the tables do not change"),
    )
