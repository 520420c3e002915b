"""Do the items share enough to look for factors behind them?

Formula: KMO = sum r^2 / (sum r^2 + sum q^2) over pairs, q the partial correlations given all other items; the same per item
(MSA). Bartlett: chi-square = -(n - 1 - (2k + 5)/6) log|R| on k(k - 1)/2 df.
Reference: Kaiser (1970), Psychometrika 35, 401-415; Kaiser and Rice (1974), Educational and Psychological Measurement 34,
111-117; Bartlett (1951), Biometrika 38, 337-344.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2

from yupay.analyse.instrument import core, standardised
from yupay.analyse.numerics import item_scores
from yupay.analyse.numerics.arrays import Floats
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

NEEDS = Text(
    es="Dos o más ítems que varíen, ninguno combinación de los demás; más personas que ítems",
    en="Two or more items that vary, none a combination of the others; more persons than items",
)
METHOD = Method(
    id="kmo",
    label=Text(es="Adecuación muestral: KMO", en="Sampling adequacy: KMO"),
    room=core.ROOM,
    formula="sum r^2/(sum r^2 + sum q^2), q the partial correlations; the same per item",
    reference="Kaiser, H. F., & Rice, J. (1974). Little Jiffy, Mark IV. Educational and Psychological Measurement, 34, 111-117.",
    needs=NEEDS,
    fields=("n", "parameters.items"),
    message="instrument.kmo",
)
METHOD_BARTLETT = Method(
    id="bartlett-sphericity",
    label=Text(es="Prueba de esfericidad de Bartlett", en="Bartlett's test of sphericity"),
    room=core.ROOM,
    formula="chi2 = -(n - 1 - (2k + 5)/6) log|R| on k(k - 1)/2 df",
    reference="Bartlett, M. S. (1951). The effect of standardization on a chi-square approximation in factor analysis. "
    "Biometrika, 38, 337-344.",
    needs=NEEDS,
    fields=("n", "statistic", "df", "p"),
    message="instrument.bartlett-sphericity",
)
QUANTITY = Text(es="Medida KMO", en="KMO measure")
QUANTITY_ITEM = Text(es="Adecuación del ítem (MSA)", en="Adequacy of the item (MSA)")
QUANTITY_BARTLETT = Text(es="Esfericidad de Bartlett (χ²)", en="Bartlett's sphericity (χ²)")
NORMAL = Assumption(
    name=Text(es="Respuestas normales en conjunto", en="Jointly normal answers"),
    held=False,
    evidence=Text(
        es="Las respuestas de una escala de pocos puntos no son normales; con n grande se rechaza casi siempre.",
        en="Answers on a scale of few points are not normal; with a large n it is nearly always rejected.",
    ),
)


def kmo(
    items: ArrayLike, names: Sequence[str], subject: Subject, *, missing: item_scores.Missing = "complete"
) -> tuple[Estimate, ...]:
    """KMO of answers (n, k), then the MSA of each item (key = item)."""
    table, _, fields, short = standardised.tables(items, names, missing)
    if short is None and item_scores.is_singular(table):
        short = core.singular()
    if short is not None:
        one = core.refused(subject, METHOD.id, QUANTITY, short, **fields)
        return (one, *(core.refused(core.part(subject, x), METHOD.id, QUANTITY_ITEM, short, **fields) for x in names))
    whole, own = adequacy(table)
    parameters = {"items": len(names), "missing": missing, "least": float(own.min())}
    each = zip(names, own, strict=True)
    return (
        core.estimate(subject, METHOD.id, QUANTITY, whole, parameters=parameters, **fields),
        *(core.estimate(core.part(subject, x), METHOD.id, QUANTITY_ITEM, float(msa), **fields) for x, msa in each),
    )


def bartlett(items: ArrayLike, names: Sequence[str], subject: Subject) -> Estimate:
    """Bartlett's test that the items (n, k) are unrelated; complete rows."""
    table, _, fields, short = standardised.tables(items, names, "complete")
    if short is None and item_scores.is_singular(table):
        short = core.singular()
    if short is not None:
        return core.refused(subject, METHOD_BARTLETT.id, QUANTITY_BARTLETT, short, **fields, unit="statistic")
    n, k = int(fields["n"]), len(names)
    df = k * (k - 1) / 2.0
    statistic = -(n - 1.0 - (2.0 * k + 5.0) / 6.0) * float(np.linalg.slogdet(table)[1])
    return core.estimate(
        subject,
        METHOD_BARTLETT.id,
        QUANTITY_BARTLETT,
        statistic,
        unit="statistic",
        df=df,
        statistic_name="chi2",
        statistic=statistic,
        p=float(chi2.sf(statistic, df)),
        assumptions=(NORMAL, core.persons_independent()),
        parameters={"items": k},
        **fields,
    )


def adequacy(table: Floats) -> tuple[float, Floats]:
    """KMO and the MSA (k,) of the items of a table of correlations that is not singular."""
    inverse = np.linalg.inv(table)
    size = np.sqrt(np.diag(inverse))
    partial = inverse / np.outer(size, size)
    r, q = table**2, partial**2
    np.fill_diagonal(r, 0.0)
    np.fill_diagonal(q, 0.0)
    bottom = r.sum(axis=0) + q.sum(axis=0)
    own = np.where(bottom > 0, r.sum(axis=0) / np.where(bottom > 0, bottom, 1.0), 0.0)
    total = float(bottom.sum())
    return (float(r.sum()) / total if total else 0.0), np.asarray(own)
