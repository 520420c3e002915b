"""How were the rows of a sample drawn: strata, clusters, weights, population sizes and replicate weights, as arrays.

Reference: Lumley (2010), Complex Surveys: a guide to analysis using R, chapters 2 and 3; Wolter (2007), Introduction to
Variance Estimation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yupay.analyse.numerics import calibration
from yupay.analyse.numerics.arrays import Floats, Whole
from yupay.analyse.numerics.stages import DesignError, Stage, blank, codes, stages_of
from yupay.model.sample import Lonely, SampleDesign

__all__ = [
    "Calibration",
    "Design",
    "DesignError",
    "Stage",
    "calibrated",
    "codes",
    "degrees",
    "design_of",
    "simple",
    "stages_of",
]


@dataclass(frozen=True, eq=False)
class Calibration:
    """Weights that were fitted to known totals: what the variance takes out of the scores.

    `margins` are group codes (n,): one for post-stratification, several for raking (fitted in turns). `before` and
    `after` are the weights (n,).
    """

    margins: tuple[Whole, ...]
    before: Floats
    after: Floats


@dataclass(frozen=True, eq=False)
class Design:
    """A sample of n rows as arrays; see the declaration `SampleDesign` for the meaning of the words.

    `replicates` (n, R) hold combined weights; their variance is scale * sum of rscales * squared distances from the
    full-sample estimate (`mse`) or from the mean of the replicates. `years` is how many periods were pooled.
    """

    weights: Floats
    stages: tuple[Stage, ...]
    lonely: Lonely = "fail"
    calibrations: tuple[Calibration, ...] = ()
    replicates: Floats | None = None
    scale: float = 1.0
    rscales: Floats | None = None
    mse: bool = False
    replication: str | None = None
    years: int = 1

    @property
    def n(self) -> int:
        """How many rows."""
        return int(self.weights.size)

    @property
    def psu(self) -> Whole:
        """The first-stage cluster (n,) of each row."""
        return self.stages[0].cluster

    @property
    def strata(self) -> Whole:
        """The first-stage stratum (n,) of each row."""
        return self.stages[0].row_stratum

    @cached_property
    def df(self) -> float:
        """Degrees of freedom of the whole sample."""
        return degrees(self)

    def reweighted(self, weights: Floats) -> "Design":
        """The same drawing with other weights."""
        return replace(self, weights=weights)


def degrees(design: Design, domain: ArrayLike | None = None) -> float:
    """Degrees of freedom: clusters less strata that have a row of positive weight (in the domain, a mask (n,)).

    With replicate weights: the rank of their matrix less one, as R's degf. Never below 0.
    """
    keep = np.ones(design.n, dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    if design.replicates is not None:
        return max(_rank(design.replicates[keep]) - 1.0, 0.0)
    first = design.stages[0]
    present = np.zeros(first.stratum.size, dtype=bool)
    present[first.cluster[keep & (design.weights != 0)]] = True
    return float(max(present.sum() - np.unique(first.stratum[present]).size, 0))


def _rank(table: Floats, tolerance: float = 1e-5) -> float:
    """The rank of a tall table (n, R) from its cross-products."""
    if table.size == 0:
        return 0.0
    roots = np.linalg.eigvalsh(table.T @ table)
    return float((roots > tolerance**2 * max(roots[-1], np.finfo(float).tiny)).sum())


def design_of(declaration: SampleDesign, columns: Mapping[str, ArrayLike]) -> Design:
    """The design of n rows from its declaration and the columns (n,) that it names.

    Raises:
        DesignError: a column is missing or has blanks, a weight is negative, no weight is positive, a cluster lies in
            two strata, or a population is smaller than its sample.

    """
    n = _length(declaration, columns)
    weights = _weights(declaration, columns, n)
    years = 1
    if declaration.period is not None:
        years = np.unique(_column(columns, declaration.period)).size
    stages = _stages(declaration, columns, n)
    replicates, scale, rscales = _replicates(declaration, columns, weights)
    design = Design(
        weights=weights / years,
        stages=stages,
        lonely=declaration.lonely,
        replicates=None if replicates is None else replicates / years,
        scale=scale,
        rscales=rscales,
        mse=declaration.mse,
        replication=(declaration.replication or "other") if replicates is not None else None,
        years=int(years),
    )
    return _calibrated(declaration, columns, design)


def simple(n: int, weights: ArrayLike | None = None) -> Design:
    """A design without strata or clusters: every row is its own cluster; weights (n,) default to 1."""
    each = np.ones(n) if weights is None else np.asarray(weights, dtype=np.float64)
    return Design(weights=each, stages=stages_of((), (), (), n, nested=True))


def _length(declaration: SampleDesign, columns: Mapping[str, ArrayLike]) -> int:
    """How many rows the columns have."""
    named = (*declaration.clusters, *declaration.strata, *([declaration.weights] if declaration.weights else []))
    lengths = {name: len(_column(columns, name)) for name in named}
    if not lengths:
        lengths = {name: len(np.asarray(values)) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        raise DesignError(", ".join(lengths), f"columns of different lengths: {sorted(set(lengths.values()))}")
    return next(iter(lengths.values()), 0)


def _column(columns: Mapping[str, ArrayLike], name: str) -> NDArray[np.generic]:
    """One column (n,) without blanks."""
    if name not in columns:
        raise DesignError(name, "the design names this column and the data do not have it")
    values = np.asarray(columns[name])
    if (count := int(blank(values).sum())) > 0:
        raise DesignError(name, f"the design needs a value in every row; blank rows: {count}")
    return values


def _weights(declaration: SampleDesign, columns: Mapping[str, ArrayLike], n: int) -> Floats:
    """The sampling weights (n,); 1 where none are declared."""
    if declaration.weights is None:
        return np.ones(n)
    weights = _column(columns, declaration.weights).astype(np.float64)
    if not np.isfinite(weights).all() or (weights < 0).any():
        raise DesignError(declaration.weights, f"negative or infinite weights: {int((weights < 0).sum())}")
    if n and not (weights > 0).any():
        raise DesignError(declaration.weights, "no row has a positive weight")
    return weights


def _stages(declaration: SampleDesign, columns: Mapping[str, ArrayLike], n: int) -> tuple[Stage, ...]:
    """The stages that the declaration names; without clusters every row is one."""
    clusters = [codes(_column(columns, name)) for name in declaration.clusters]
    strata = [codes(_column(columns, name)) for name in declaration.strata]
    sizes = [_column(columns, name).astype(np.float64) for name in declaration.fpc]
    where = ", ".join((*declaration.clusters, *declaration.strata))
    return stages_of(clusters, strata, sizes, n, nested=declaration.nested, where=where)


def default_scale(replication: str | None, count: int, fay: float = 0.0) -> float | None:
    """The known factor of a kind of replication of `count` replicates; None where it must be given."""
    known = {
        "BRR": 1.0 / count,
        "Fay": 1.0 / (count * (1.0 - fay) ** 2),
        "JK1": (count - 1.0) / count,
        "JKn": 1.0,
        "bootstrap": 1.0 / max(count - 1.0, 1.0),
    }
    return known.get(replication or "")


def _replicates(
    declaration: SampleDesign, columns: Mapping[str, ArrayLike], weights: Floats
) -> tuple[Floats | None, float, Floats | None]:
    """The replicate weights (n, R), combined, with their factor and factors (R,)."""
    names = declaration.replicate_weights
    if not names:
        return None, 1.0, None
    table = np.column_stack([_column(columns, name).astype(np.float64) for name in names])
    if not declaration.combined:
        table = table * weights[:, None]
    scale = declaration.scale
    if scale is None:
        scale = default_scale(declaration.replication, len(names), declaration.fay)
    lacking = declaration.replication == "JKn" and not declaration.rscales
    if scale is None or lacking:
        raise DesignError("replicate_weights", "this kind of replication needs `scale` and, for JKn, `rscales`")
    rscales = np.asarray(declaration.rscales or np.ones(len(names)), dtype=np.float64)
    if rscales.size != len(names):
        raise DesignError("rscales", f"{rscales.size} factors for {len(names)} replicate weights")
    return table, scale, rscales


def _calibrated(declaration: SampleDesign, columns: Mapping[str, ArrayLike], design: Design) -> Design:
    """The design with its weights fitted to the known totals that the declaration gives."""
    names = declaration.raking or ((declaration.poststrata,) if declaration.poststrata is not None else ())
    known = [(_column(columns, name), declaration.margins.get(name, {}), name) for name in names]
    return calibrated(design, known) if known else design


def calibrated(design: Design, known: Sequence[tuple[ArrayLike, Mapping[str, float], str]]) -> Design:
    """The design with weights that add up to known totals: one (column (n,), totals, name) post-strata, several raking.

    Replicate weights are fitted too, each by itself.

    Raises:
        DesignError: a group has no known total, a known total no row, or raking does not settle.

    """
    fits = [_margin(*one) for one in known]
    margins, totals = [groups for groups, _ in fits], [total for _, total in fits]
    if len(known) == 1:
        after = calibration.poststratified(design.weights, margins[0], totals[0])
    else:
        after, _, settled = calibration.raked(design.weights, margins, totals)
        if not settled:
            raise DesignError(", ".join(name for _, _, name in known), "raking does not settle on these totals")
    replicates = design.replicates
    if replicates is not None:
        columns = [calibration.raked(column, margins, totals)[0] for column in replicates.T]
        replicates = np.column_stack(columns)
    done = Calibration(margins=tuple(margins), before=design.weights, after=after)
    return replace(design, weights=after, replicates=replicates, calibrations=(*design.calibrations, done))


def _margin(column: ArrayLike, totals: Mapping[str, float], name: str) -> tuple[Whole, Floats]:
    """The group codes (n,) of a margin and the known total (G,) of each."""
    values = np.asarray(column)
    labels = [str(label) for label in np.unique(values.astype(str) if values.dtype.kind == "O" else values)]
    lacking, empty = sorted(set(labels) - set(totals)), sorted(set(totals) - set(labels))
    if lacking or empty:
        raise DesignError(name, f"groups without a known total: {lacking}; known totals without a row: {empty}")
    return codes(values), np.array([totals[label] for label in labels], dtype=np.float64)
