"""What would alpha be if the continuous attitudes behind the ordered answers could be added?

Formula: alpha of the polychoric correlations, k r / (1 + (k - 1) r) with r their mean; ordinal omega total is omega of one
minres factor of them. Interval: value +- z sd(influence) / sqrt(n), from the influence of each person on each polychoric.
Reference: Zumbo, Gadermann and Zeisser (2007), Journal of Modern Applied Statistical Methods 6, 21-29; Chalmers (2018),
Educational and Psychological Measurement 78, 1056-1071, for what it is not.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from yupay.analyse.instrument import alpha as cronbach
from yupay.analyse.instrument import core, standardised
from yupay.analyse.numerics import factoring, item_scores, polychoric
from yupay.analyse.numerics.arrays import Floats, Whole
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

NEEDS = Text(
    es="Ítems ordinales de 2 a 10 categorías que varíen, en la misma dirección; 30 o más personas",
    en="Ordinal items of 2 to 10 categories that vary, in the same direction; 30 or more persons",
)
METHOD = Method(
    id="ordinal-alpha",
    label=Text(es="Confiabilidad: alfa ordinal", en="Reliability: ordinal alpha"),
    room=core.ROOM,
    formula="alpha of the two-step polychoric correlations; interval from the influence of each person",
    reference="Zumbo, B. D., Gadermann, A. M., & Zeisser, C. (2007). Ordinal versions of coefficients alpha and theta for "
    "Likert rating scales. Journal of Modern Applied Statistical Methods, 6, 21-29. Chalmers, R. P. (2018). On "
    "misconceptions and the limited usefulness of ordinal alpha. Educational and Psychological Measurement, 78, 1056-1071.",
    needs=NEEDS,
    fields=("interval", "se", "n", "parameters.mean_correlation", "parameters.boundary_pairs"),
    message="instrument.ordinal-alpha",
)
METHOD_OMEGA = Method(
    id="ordinal-omega",
    label=Text(es="Confiabilidad: omega ordinal", en="Reliability: ordinal omega"),
    room=core.ROOM,
    formula="omega total of one minres factor of the two-step polychoric correlations",
    reference="Gadermann, A. M., Guhn, M., & Zumbo, B. D. (2012). Estimating ordinal reliability for Likert-type and ordinal "
    "item response data. Practical Assessment, Research, and Evaluation, 17, article 3.",
    needs=NEEDS,
    fields=("interval", "se", "n", "parameters.boundary_pairs", "parameters.converged"),
    message="instrument.ordinal-omega",
)
QUANTITY = Text(es="Alfa ordinal", en="Ordinal alpha")
QUANTITY_OMEGA = Text(es="Omega ordinal", en="Ordinal omega")
NORMAL = Assumption(
    name=Text(es="Una variable normal detrás de cada ítem ordinal", en="A normal variable behind each ordinal item"),
    held=None,
    evidence=Text(es="No se comprueba aquí.", en="Not checked here."),
)
LATENT = Text(
    es="Describe la suma de las variables continuas supuestas detrás de los ítems, no el puntaje que se usa (Chalmers, "
    "2018): la confiabilidad del puntaje es alfa u omega.",
    en="It describes the sum of the continuous variables supposed behind the items, not the score that is used (Chalmers, "
    "2018): the reliability of the score is alpha or omega.",
)
NOT_POSITIVE = core.not_assessable(
    "la matriz de correlaciones policóricas no es definida positiva.",
    "the table of polychoric correlations is not positive definite.",
)
FEWEST, MOST_CATEGORIES = 30, 10


class Polychorics(NamedTuple):
    """Correlations (k, k), the influence of each cell on each pair's (in the order of pairs), the categories, the edge.

    `codes` are the category numbers (k, n) of the persons; `edge` counts the pairs whose correlation runs to 1 or -1.
    """

    table: Floats
    influences: tuple[Floats, ...]
    codes: Whole
    edge: int

    def pull(self, slope: Floats) -> Floats:
        """How far each person (n,) pulls a coefficient with this slope (k, k) by the correlations."""
        total = np.zeros(self.codes.shape[1])
        for i, j, cell in zip(*np.triu_indices(len(self.codes), 1), self.influences, strict=True):
            total += 2.0 * slope[i, j] * cell[self.codes[i], self.codes[j]]
        return total


def ordinal_alpha(items: ArrayLike, names: Sequence[str], subject: Subject, *, level: float = 0.95) -> Estimate:
    """Alpha of the polychoric correlations of answers (n, k), items already turned; complete rows only."""
    used, fields, short = _ready(items, names)
    if short is not None:
        return core.refused(subject, METHOD.id, QUANTITY, short, **fields)
    behind = polychorics(used)
    table = behind.table
    none = standardised.no_spread(table)
    if none is not None:
        return core.refused(subject, METHOD.id, QUANTITY, none, **fields)
    k = table.shape[0]
    pairs = np.triu_indices(k, 1)
    mean = float(table[pairs].mean())
    slope = np.full((k, k), 1.0 / (1.0 + (k - 1.0) * mean) ** 2 / (k - 1.0))
    more = {"mean_correlation": mean}
    return _finished(subject, METHOD, QUANTITY, item_scores.alpha_of(table), behind, slope, level, fields, more)


def ordinal_omega(items: ArrayLike, names: Sequence[str], subject: Subject, *, level: float = 0.95) -> Estimate:
    """Omega total of one factor of the polychoric correlations of answers (n, k), items already turned."""
    used, fields, short = _ready(items, names, least=3)
    if short is not None:
        return core.refused(subject, METHOD_OMEGA.id, QUANTITY_OMEGA, short, **fields)
    behind = polychorics(used)
    table = behind.table
    if item_scores.is_singular(table):
        return core.refused(subject, METHOD_OMEGA.id, QUANTITY_OMEGA, NOT_POSITIVE, **fields)
    found = factoring.extract(table, 1)
    unique, spread = float(found.uniqueness.sum()), float(table.sum())
    slope = -factoring.uniqueness_slope(table, found, np.ones(len(names))) / spread + unique / spread**2
    more = {"converged": found.converged, "heywood": found.heywood}
    value = 1.0 - unique / spread
    return _finished(subject, METHOD_OMEGA, QUANTITY_OMEGA, value, behind, slope, level, fields, more)


def polychorics(items: Floats) -> Polychorics:
    """Two-step polychoric correlations of complete answers (n, k), none of them constant."""
    codes = np.asarray([np.unique(column, return_inverse=True)[1].ravel() for column in items.T], dtype=np.int64)
    table, influences, edge = np.eye(len(codes)), [], 0
    for i, j in zip(*np.triu_indices(len(codes), 1), strict=True):
        fit = polychoric.two_step(crossed(codes[i], codes[j]))
        table[i, j] = table[j, i] = fit.rho
        influences.append(fit.influence)
        edge += fit.boundary
    return Polychorics(table, tuple(influences), codes, edge)


def crossed(first: Whole, second: Whole) -> Floats:
    """The table of counts of two columns of category numbers (n,)."""
    rows, columns = int(first.max()) + 1, int(second.max()) + 1
    counts = np.bincount(first * columns + second, minlength=rows * columns)
    return counts.reshape(rows, columns).astype(np.float64)


def _ready(items: ArrayLike, names: Sequence[str], least: int = 2) -> tuple[Floats, dict[str, Any], Text | None]:
    """The complete answers, n and warnings, and why not (or None)."""
    _, used, fields, short = standardised.tables(items, names, "complete")
    if short is None:
        short = core.too_small(*used.shape, persons=FEWEST, items=least)
    if short is None and max(np.unique(column).size for column in used.T) > MOST_CATEGORIES:
        short = core.not_assessable(
            f"hay ítems con más de {MOST_CATEGORIES} valores distintos; corresponde alfa.",
            f"some items have more than {MOST_CATEGORIES} distinct values; alpha is the coefficient.",
        )
    if short is None:
        fields["warnings"] = (*fields["warnings"], LATENT)
    return used, fields, short


def _finished(
    subject: Subject,
    method: Method,
    quantity: Text,
    value: float,
    behind: Polychorics,
    slope: Floats,
    level: float,
    fields: dict[str, Any],
    more: dict[str, Any],
) -> Estimate:
    """The estimate from the slope (k, k) of a coefficient by the correlations and each person's influence on them."""
    k, edge, pull = slope.shape[0], behind.edge, behind.pull(slope)
    se = float(pull.std(ddof=1) / np.sqrt(pull.size)) if not edge else None
    reach = float(ndtri(0.5 + level / 2.0)) * se if se is not None else float("nan")
    return core.estimate(
        subject,
        method.id,
        quantity,
        value,
        interval=core.between(value - reach, min(1.0, value + reach), level, standardised.FREE),
        se=se,
        assumptions=(NORMAL, cronbach.TAU, core.persons_independent()),
        parameters={"items": k, "boundary_pairs": edge} | more,
        **fields | {"warnings": (*fields["warnings"], *((_edge(edge),) if edge else ()))},
    )


def _edge(count: int) -> Text:
    """The warning that some polychoric correlations run to 1 or -1, so that no interval is given."""
    return Text(
        es=f"Pares de ítems cuya correlación policórica llega a 1 o -1: {count}; por eso no hay intervalo.",
        en=f"Pairs of items whose polychoric correlation runs to 1 or -1: {count}; hence no interval.",
    )
