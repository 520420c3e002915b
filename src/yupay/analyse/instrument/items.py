"""How does each item behave, and does it go with the rest of its scale?

Formula: per item mean, standard deviation, share at the lowest and highest answer; correlation with the sum of all items
(raw), with the sum of the others (corrected) and, for overlap and reliability, from the squared multiple correlations
(Cureton); alpha if the item is left out. Interval of the corrected correlation: tanh(atanh r +- z / sqrt(n - 3)).
Reference: Nunnally and Bernstein (1994), Psychometric theory, ch. 8; Cureton (1966), Psychometrika 31, 93-96; Terwee et al.
(2007), Journal of Clinical Epidemiology 60, 34-42, for floor and ceiling (15 %).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.instrument import alpha as cronbach
from yupay.analyse.instrument import core
from yupay.analyse.numerics import arrays, correlation, intervals, item_scores
from yupay.analyse.numerics.arrays import Floats
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="item-analysis",
    label=Text(es="Análisis de ítems: correlación ítem-total corregida", en="Item analysis: corrected item-total r"),
    room=core.ROOM,
    formula="r of an item with the sum of the others; alpha without it; floor and ceiling; Fisher interval",
    reference="Nunnally, J. C., & Bernstein, I. H. (1994). Psychometric theory (3rd ed.). McGraw-Hill. Cureton, E. E. "
    "(1966). Corrected item-test correlations. Psychometrika, 31, 93-96.",
    needs=Text(es="Tres o más ítems; 4 o más personas", en="Three or more items; 4 or more persons"),
    fields=(
        "interval",
        "n",
        "parameters.mean",
        "parameters.sd",
        "parameters.raw_correlation",
        "parameters.overlap_corrected",
        "parameters.alpha_if_deleted",
        "parameters.floor_percent",
        "parameters.ceiling_percent",
        "parameters.first_component_sign",
    ),
    message="instrument.item-analysis",
)
METHOD_REVERSE = Method(
    id="reverse-items",
    label=Text(es="Ítems que van en contra de la escala", en="Items that go against their scale"),
    room=core.ROOM,
    formula="items whose loading on the first principal component has the sign of the minority; beside them, those that "
    "correlate negatively with the sum of the others",
    reference="Nunnally, J. C., & Bernstein, I. H. (1994). Psychometric theory (3rd ed.). McGraw-Hill.",
    needs=Text(es="Tres o más ítems; 4 o más personas", en="Three or more items; 4 or more persons"),
    fields=("n", "parameters.against", "parameters.negative_with_the_rest", "parameters.turned"),
    message="instrument.reverse-items",
)
QUANTITY = Text(es="Correlación ítem-total corregida", en="Corrected item-total correlation")
QUANTITY_REVERSE = Text(es="Ítems que van en contra de la escala", en="Items that go against the scale")
FISHER = Text(es="z de Fisher; aproximado con respuestas ordinales", en="Fisher z; approximate with ordinal answers")
CROWDED = 15.0
NO_PAIR = core.not_assessable(
    "hay pares de ítems que menos de dos personas respondieron a la vez.",
    "fewer than two persons answered some pair of items.",
)
AGAINST = Text(
    es="Correlación negativa con el resto de la escala: si el ítem está redactado al revés, declárelo como inverso.",
    en="Negative correlation with the rest of the scale: if the item is worded the other way, declare it as reversed.",
)
EXTREME = Text(
    es="Más de 15 % de las respuestas está en el extremo de la escala (efecto suelo o techo; Terwee et al., 2007).",
    en="More than 15 % of the answers are at an end of the scale (floor or ceiling effect; Terwee et al., 2007).",
)


def item_analysis(
    items: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    low: float | None = None,
    high: float | None = None,
    level: float = 0.95,
    missing: item_scores.Missing = "complete",
) -> tuple[Estimate, ...]:
    """One estimate per item of answers (n, k), already turned; key = item, value = corrected item-total correlation.

    `low` and `high` are the lowest and highest answer there is; without them floor and ceiling are not counted. Mean, sd,
    floor and ceiling take every answer to the item; the correlations follow the rule `missing`.
    """
    table = core.answers(items, names)
    used, lost = cronbach.kept(table, missing)
    parameters = [answered(column, low, high) for column in table.T]
    short = core.too_small(*used.shape, persons=4, items=3)
    covariance = item_scores.covariances(used) if short is None else np.full((len(names),) * 2, np.nan)
    if short is None and not np.isfinite(covariance).all():
        short = NO_PAIR
    together = _together(used, covariance) if short is None else {}
    done = []
    for j, name in enumerate(names):
        parameters[j] |= {key: arrays.finite(values[j]) for key, values in together.items()}
        about = {"n": len(used), "parameters": parameters[j], "warnings": core.left_out(lost)}
        r = parameters[j].pop("corrected", None)
        if not isinstance(r, float):
            done.append(
                core.refused(core.part(subject, name), METHOD.id, QUANTITY, short or core.flat([name]), **about)
            )
        else:
            done.append(_item(core.part(subject, name), r, level, about))
    return tuple(done)


def _item(subject: Subject, r: float, level: float, about: dict[str, Any]) -> Estimate:
    """The estimate of one item with what must be said of it."""
    parameters, n = about["parameters"], about["n"]
    said = list(about["warnings"])
    if r < 0:
        said.append(AGAINST)
    if max(parameters["floor_percent"] or 0.0, parameters["ceiling_percent"] or 0.0) > CROWDED:
        said.append(EXTREME)
    bounds = intervals.fisher(r, 1.0 / np.sqrt(n - 3.0), level) if n > 3 else (np.nan, np.nan)
    held = core.between(*bounds, level, FISHER)
    return core.estimate(
        subject,
        METHOD.id,
        QUANTITY,
        r,
        interval=held,
        assumptions=(core.persons_independent(),),
        **about | {"warnings": tuple(said)},
    )


def _together(used: Floats, covariance: Floats) -> dict[str, Floats]:
    """What is known of every item (k,) from all of them."""
    return {
        "corrected": item_scores.corrected_correlations(covariance),
        "raw_correlation": raw_correlations(used),
        "overlap_corrected": overlap_corrected(covariance),
        "alpha_if_deleted": alphas_without(covariance),
        "first_component_sign": first_component_signs(covariance),
    }


def answered(column: Floats, low: float | None, high: float | None) -> dict[str, float | int | None]:
    """Mean, sd, answers, blanks, and the percentage at the lowest and highest answer, of one item (n,)."""
    seen = column[np.isfinite(column)]
    return {
        "mean": float(seen.mean()) if seen.size else None,
        "sd": float(seen.std(ddof=1)) if seen.size > 1 else None,
        "answered": int(seen.size),
        "blank": int(column.size - seen.size),
        "floor_percent": 100.0 * float((seen <= low).mean()) if seen.size and low is not None else None,
        "ceiling_percent": 100.0 * float((seen >= high).mean()) if seen.size and high is not None else None,
    }


def raw_correlations(items: Floats) -> Floats:
    """Correlation (k,) of each item with the mean of the items each person answered; NaN where it does not vary."""
    score = item_scores.person_scores(items, "mean", 0.0)
    return np.asarray([_paired(column, score) for column in items.T])


def _paired(x: Floats, y: Floats) -> float:
    """Correlation over the persons with both values; NaN where one does not vary."""
    keep = arrays.complete(x, y)
    if arrays.is_constant(x[keep]) or arrays.is_constant(y[keep]):
        return float("nan")
    return float(correlation.pearson_r(x[keep], y[keep]))


def overlap_corrected(covariance: Floats) -> Floats:
    """Correlation (k,) of each item with what it shares with the scale: own variance replaced by its smc (Cureton).

    NaN for all where an item does not vary or is a combination of the others.
    """
    none = np.full(covariance.shape[0], np.nan)
    if not (np.diag(covariance) > 1e-12).all():
        return none
    table = item_scores.to_correlations(covariance)
    if item_scores.is_singular(table):
        return none
    np.fill_diagonal(table, item_scores.squared_multiple(table))
    return np.asarray(table.sum(axis=1) / np.sqrt(table.sum())) if table.sum() > 0 else none


def alphas_without(covariance: Floats) -> Floats:
    """Cronbach's alpha (k,) of the others when one item is left out; NaN where their sum does not vary."""
    tables = [item_scores.without(covariance, j) for j in range(covariance.shape[0])]
    return np.asarray([item_scores.alpha_of(t) if t.sum() > 1e-12 * np.trace(t) > 0 else np.nan for t in tables])


def first_component_signs(covariance: Floats) -> Floats:
    """Sign (k,) of each item on the first principal component, turned so that most items are above zero."""
    size = np.sqrt(np.diag(covariance))
    scale = np.where(size > 0, size, 1.0)
    vector = np.linalg.eigh(covariance / np.outer(scale, scale))[1][:, -1]
    signs = np.where(np.abs(vector) < 1e-9, 0.0, np.sign(vector))
    return np.asarray(signs if signs.sum() > 0 or (signs.sum() == 0 and vector.sum() >= 0) else -signs)


def reverse_items(
    items: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    turned: Sequence[str] = (),
    missing: item_scores.Missing = "complete",
) -> Estimate:
    """How many items of answers (n, k) go against their scale, and which; none is turned here.

    `items` come with the declared ones already turned; `turned` names them, so that the result says both.
    """
    marked = core.columns(names, turned)
    used, lost = cronbach.kept(core.answers(items, names), missing)
    short = core.too_small(*used.shape, persons=4, items=3)
    covariance = item_scores.covariances(used) if short is None else np.full((1, 1), np.nan)
    if short is None and not np.isfinite(covariance).all():
        short = NO_PAIR
    fields: dict[str, Any] = {"n": len(used), "unit": "item", "warnings": core.left_out(lost)}
    if short is not None:
        return core.refused(subject, METHOD_REVERSE.id, QUANTITY_REVERSE, short, **fields)
    against = [name for name, r in zip(names, item_scores.corrected_correlations(covariance), strict=True) if r < 0]
    minority = [name for name, sign in zip(names, first_component_signs(covariance), strict=True) if sign < 0]
    return core.estimate(
        subject,
        METHOD_REVERSE.id,
        QUANTITY_REVERSE,
        float(len(minority)),
        parameters={
            "items": len(names),
            "against": ", ".join(minority),
            "negative_with_the_rest": ", ".join(against),
            "turned": ", ".join(name for name, mark in zip(names, marked, strict=True) if mark),
        },
        **fields
        | {"warnings": (*fields["warnings"], *((_suspects(minority or against),) if minority or against else ()))},
    )


def _suspects(names: Sequence[str]) -> Text:
    """The warning that names the items that go against the scale."""
    shown = ", ".join(names)
    return Text(
        es=f"Ítems que van en contra de su escala: {shown}. Si están redactados al revés, declárelos como inversos; "
        "si no, revise su redacción o su dimensión. No se invirtió ninguno sin declararlo.",
        en=f"Items that go against their scale: {shown}. If they are worded the other way, declare them as reversed; if "
        "not, look at their wording or their dimension. None was turned without being declared.",
    )
