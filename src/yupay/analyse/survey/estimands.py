"""What does a sample say about one declared quantity: a mean, a total, a ratio, a share or a quantile, by groups?

One GROUP BY in the engine for sums; quantiles read the column. The gate of publication is on unless it is turned off.
Reference: Korn and Graubard (1999), Analysis of Health Surveys; Lumley (2010), Complex Surveys.
"""

from collections.abc import Mapping, Sequence

import ibis.expr.types as ir
import numpy as np

from yupay.analyse.numerics.designs import DesignError, design_of
from yupay.analyse.survey import core, crossed, means, proportions, quantiles, rao_scott
from yupay.analyse.survey.differences import combined
from yupay.analyse.survey.facts import Facts, facts_of
from yupay.analyse.survey.linear import Kind
from yupay.analyse.survey.reading import Asked, named, rows_of
from yupay.analyse.survey.sums import Sums, coded
from yupay.analyse.survey.totals import cluster_totals, read_by_row
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.sample import Estimand, SampleDesign
from yupay.model.text import Text

KINDS: dict[str, Kind] = {"mean": "mean", "total": "total", "ratio": "ratio"}
CARDS: dict[str, Method] = {
    "mean": means.MEAN,
    "total": means.TOTAL,
    "ratio": means.RATIO,
    "proportion": proportions.METHOD,
    "quantile": quantiles.METHOD,
}


def estimates(
    table: ir.Table,
    design: SampleDesign,
    asked: Estimand,
    subject: Subject,
    *,
    level: float = core.LEVEL,
    gate: core.Gate | None = core.GATE,
    facts: Facts | None = None,
) -> tuple[Estimate, ...]:
    """The estimates of a declared quantity, one per group of `asked.by` (and per probability of a quantile).

    Group labels join the key of the subject. A design that the data contradict gives one estimate without a value. `facts`
    of the same table, found once for every quantity (`facts_for`), spare finding them again.
    """
    try:
        if asked.quantity == "quantile":
            return _quantiles(table, design, asked, subject, level, gate)
        return _linear(table, design, asked, subject, level, gate, facts)
    except DesignError as wrong:
        return (core.refused(CARDS[asked.quantity], asked.label, subject, contradicted(wrong)),)


def facts_for(table: ir.Table, design: SampleDesign, asked: Sequence[Estimand]) -> Facts | None:
    """What every quantity must know of a sample, found once; None where the design is read by row or the data deny it."""
    if read_by_row(design):
        return None
    sums = [one for one in asked if one.quantity != "quantile"]
    try:
        return facts_of(table, design, named([_wanted(one) for one in sums])) if sums else None
    except DesignError:
        return None


def contradicted(wrong: DesignError) -> Text:
    """Why the data cannot be read with the design declared."""
    return core.not_assessable(
        f"el diseño declarado no cuadra con los datos ({wrong.where}: {wrong.reason}).",
        f"the design declared does not agree with the data ({wrong.where}: {wrong.reason}).",
    )


def _linear(
    table: ir.Table,
    design: SampleDesign,
    asked: Estimand,
    subject: Subject,
    level: float,
    gate: core.Gate | None,
    facts: Facts | None,
) -> tuple[Estimate, ...]:
    """Means, totals, ratios and shares."""
    totals = cluster_totals(table, design, [_wanted(asked)], by=asked.by, where=asked.where, squares=True, facts=facts)
    sums = totals.sums[0]
    if asked.quantity == "proportion":
        made = proportions.proportions_of(sums, subject, interval=asked.interval, level=level, gate=gate)
    else:
        made = means.of_sums(sums, KINDS[asked.quantity], subject, level=level, gate=gate)
    return _with_ungrouped(made, totals.ungrouped if asked.by and not asked.where else 0)


def _wanted(asked: Estimand) -> Asked:
    """What is added up for a quantity."""
    return Asked(column=asked.column, over=asked.denominator, category=asked.category)


def _with_ungrouped(made: tuple[Estimate, ...], count: int) -> tuple[Estimate, ...]:
    """The estimates, warned of rows whose group is blank."""
    if not count:
        return made
    words = Text(
        es=f"Filas sin grupo declarado, fuera de todos los grupos: {count:,}.",
        en=f"Rows with a blank group, outside every group: {count:,}.",
    )
    return tuple(one.model_copy(update={"warnings": (*one.warnings, words)}) for one in made)


def _quantiles(
    table: ir.Table,
    design: SampleDesign,
    asked: Estimand,
    subject: Subject,
    level: float,
    gate: core.Gate | None,
) -> tuple[Estimate, ...]:
    """Quantiles, from the column itself."""
    columns, inside = rows_of(table, design, [asked.column, *asked.by], asked.where)
    drawn = design_of(design, columns)
    values = columns[asked.column].astype(np.float64)
    group, labels = coded([columns[name] for name in asked.by], inside) if asked.by else (None, ((),))
    return tuple(
        quantiles.quantile(
            values,
            drawn,
            core.keyed(subject, (*label, f"{probability:g}")),
            probability=probability,
            domain=inside if group is None else group == place,
            level=level,
            gate=gate,
        )
        for place, label in enumerate(labels)
        for probability in asked.probabilities
    )


def difference_between(
    table: ir.Table,
    design: SampleDesign,
    asked: Estimand,
    first: str,
    second: str,
    subject: Subject,
    *,
    facts: Facts | None = None,
) -> Estimate:
    """The first group's mean, total, ratio or share less the second's, groups being those of the one column `by`."""
    sums = cluster_totals(table, design, [_wanted(asked)], by=asked.by, where=asked.where, facts=facts).sums[0]
    kind = KINDS.get(asked.quantity, "mean")
    return combined(sums, kind, _signs(sums, first, second), subject)


def independence(
    table: ir.Table,
    design: SampleDesign,
    first: str,
    second: str,
    subject: Subject,
    *,
    where: Mapping[str, str] | None = None,
    statistic: rao_scott.Statistic = "f",
) -> Estimate:
    """The Rao-Scott test of two columns of the engine, from one GROUP BY of clusters and cells."""
    try:
        totals = cluster_totals(table, design, [Asked()], by=(first, second), where=where)
    except DesignError as wrong:
        return core.refused(rao_scott.METHOD, rao_scott.QUANTITY, subject, contradicted(wrong))
    blank = 0 if where else totals.ungrouped
    return rao_scott.of_table(crossed.from_sums(totals.sums[0], blank), subject, statistic=statistic)


def _signs(sums: Sums, first: str, second: str) -> list[float]:
    return [float(label == (first,)) - float(label == (second,)) for label in sums.labels]
