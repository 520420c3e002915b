"""Which columns have blanks, is a weight zero, how many years were pooled, which clusters? What sums must know.

The counts cost little where the engine keeps them, and a sum that is not finite betrays a value that is not a number.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

from yupay.analyse.numerics.designs import DesignError
from yupay.analyse.survey.clusters import Clusters, clusters_of
from yupay.analyse.survey.reading import number
from yupay.model.sample import SampleDesign


@dataclass(frozen=True, eq=False)
class Facts:
    """Rows, rows with a value by column, whether a weight is 0, pooled years, and the clusters drawn."""

    rows: int
    given: Mapping[str, int]
    zeros: bool
    years: int
    clusters: Clusters

    def complete(self, *names: str | None) -> bool:
        """Whether the columns named have a value in every row."""
        return all(name is None or self.given[name] == self.rows for name in names)


def facts_of(table: ir.Table, design: SampleDesign, columns: Sequence[str]) -> Facts:
    """The facts of the design's columns and of `columns`; of use to every question over the same table.

    Raises:
        DesignError: a column of the design has blanks, a weight is negative, a cluster lies in two strata, or a population
            is smaller than its sample.

    """
    single = [name for name in (design.weights, design.period) if name is not None]
    needed = list(dict.fromkeys([*design.clusters, *design.strata, *design.fpc, *single]))
    names = list(dict.fromkeys([*needed, *columns]))
    wanted = {"rows": table.count()} | {f"given_{place}": table[name].count() for place, name in enumerate(names)}
    for place, name in enumerate(names):
        if table[name].type().is_floating():
            wanted[f"sum_{place}"] = table[name].sum()
    if design.weights is not None:
        wanted["odd"] = (table[design.weights] <= 0).any()
    if design.period is not None:
        wanted["years"] = table[design.period].nunique()
    found = table.aggregate(**wanted).to_pyarrow().to_pylist()[0]
    rows, given = int(found["rows"]), {name: int(found[f"given_{place}"]) for place, name in enumerate(names)}
    unclear = [name for place, name in enumerate(names) if not math.isfinite(found.get(f"sum_{place}") or 0.0)]
    given |= {
        name: int(table.aggregate(n=number(table[name]).count()).to_pyarrow()["n"][0].as_py()) for name in unclear
    }
    for name in needed:
        if given[name] < rows:
            raise DesignError(name, f"the design needs a value in every row; blank rows: {rows - given[name]}")
    if found.get("odd") and table.aggregate(w=table[design.weights].min()).to_pyarrow()["w"][0].as_py() < 0:
        raise DesignError(design.weights or "", "negative weights")
    return Facts(
        rows=rows,
        given=given,
        zeros=bool(found.get("odd")),
        years=max(int(found.get("years", 1)), 1),
        clusters=clusters_of(table, design),
    )
