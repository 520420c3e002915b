"""Which clusters were drawn, and in which strata? Found once for a sample, whatever is asked of it afterwards.

Every question adds up rows by cluster; its sums find their cluster by the order of the keys, which is that of the drawing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import ibis.expr.types as ir
import numpy as np

from yupay.analyse.numerics.arrays import Whole
from yupay.analyse.numerics.designs import DesignError
from yupay.analyse.numerics.stages import Stage, codes, stages_of
from yupay.analyse.survey.reading import Array, as_array
from yupay.model.sample import SampleDesign


@dataclass(frozen=True, eq=False)
class Clusters:
    """The U clusters of the last stage in the order of `keys`, the columns that tell them apart; `stages` (U,) hold them.

    Strata are among the keys only where the codes of clusters begin anew in each.
    """

    keys: tuple[str, ...]
    stages: tuple[Stage, ...]

    def stages_at(self, keys: Sequence[Array]) -> tuple[Stage, ...]:
        """The stages of m entries with these keys, each (m,), among which every cluster is found.

        Raises:
            ValueError: the entries are of other clusters.

        """
        place = joint([codes(key) for key in keys])
        if int(place.max(initial=-1)) + 1 != self.stages[0].cluster.size:
            raise ValueError("the clusters are of another table")
        return tuple(replace(stage, cluster=stage.cluster[place]) for stage in self.stages)


def clusters_of(table: ir.Table, design: SampleDesign) -> Clusters:
    """The clusters of a sample whose design columns have no blank; none where the design has no clusters.

    Raises:
        DesignError: a cluster lies in two strata, or a population is smaller than its sample.

    """
    if not design.clusters:
        return Clusters(keys=(), stages=())
    names = tuple(dict.fromkeys((*design.clusters, *design.strata)))
    sizes = {f"yupay_fpc_{place}": table[name].cast("float64").max() for place, name in enumerate(design.fpc)}
    found = table.group_by(*names).aggregate(**sizes) if sizes else table.select(*names).distinct()
    rows = found.to_pyarrow()
    columns = {name: as_array(rows[name]) for name in rows.column_names}
    apart = int(joint([codes(columns[name]) for name in design.clusters]).max(initial=-1)) + 1 == rows.num_rows
    if not (apart or design.nested):
        raise DesignError(_where(design), "a cluster lies in two strata; declare nested = true where codes begin anew")
    keys = design.clusters if apart else names
    order = a_row_of(joint([codes(columns[name]) for name in keys]))
    return Clusters(keys=keys, stages=_stages(design, {name: column[order] for name, column in columns.items()}))


def _stages(design: SampleDesign, columns: Mapping[str, Array]) -> tuple[Stage, ...]:
    """The stages of the clusters, each with its own row."""
    clusters = [codes(columns[name]) for name in design.clusters]
    strata = [codes(columns[name]) for name in design.strata]
    fpc = [columns[f"yupay_fpc_{place}"].astype(np.float64) for place in range(len(design.fpc))]
    return stages_of(clusters, strata, fpc, clusters[0].size, nested=design.nested, where=_where(design))


def _where(design: SampleDesign) -> str:
    """The columns that a message about the drawing names."""
    return ", ".join((*design.clusters, *design.strata))


def joint(parts: Sequence[Whole]) -> Whole:
    """Codes (n,) 0, 1, ... of the combinations of such codes (n,), in the order of the first, then of the second."""
    found = parts[0]
    for part in parts[1:]:
        found = codes(found * (int(part.max(initial=-1)) + 1) + part)
    return found


def a_row_of(code: Whole) -> Whole:
    """One row of each code (n,) 0, 1, ..."""
    rows = np.empty(int(code.max(initial=-1)) + 1, dtype=np.int64)
    rows[code] = np.arange(code.size)
    return rows
