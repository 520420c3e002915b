"""Does the questionnaire measure the same in the groups that are to be compared?

What is tested, item by item: at the same score, do the groups answer the item alike? Three proportional-odds models of the
item: on the score; and the groups; and their product. Likelihood ratio on 2 (G - 1) df (uniform: G - 1), Holm over items.
An item is counted as different where p Holm < .05 and its Nagelkerke R^2 grows by .035 or more; the score is then made again
without the items counted, and the test repeated. Beside it: Tucker's congruence of one-factor loadings between the groups.
What is not tested: equality of a whole factor model (thresholds and loadings at once).
Reference: Zumbo (1999), A handbook on the theory and methods of differential item functioning; Jodoin and Gierl (2001),
Applied Measurement in Education 14, 329-349; Lorenzo-Seva and ten Berge (2006), Methodology 2, 57-64.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2

from yupay.analyse.instrument import core, ordinal_logit
from yupay.analyse.numerics import arrays, factoring, item_scores
from yupay.analyse.numerics.adjustments import adjusted
from yupay.analyse.numerics.arrays import Floats, Truth, Whole
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

REFERENCE = (
    "Zumbo, B. D. (1999). A handbook on the theory and methods of differential item functioning (DIF): Logistic regression "
    "modeling as a unitary framework for binary and Likert-type (ordinal) item scores. Department of National Defense, Ottawa. "
    "Jodoin, M. G., & Gierl, M. J. (2001). Evaluating Type I error and power rates using an effect size measure with the "
    "logistic regression procedure for DIF detection. Applied Measurement in Education, 14, 329-349."
)
NEEDS = Text(
    es="Tres o más ítems ordinales en la misma dirección; dos o más grupos de 50 o más personas",
    en="Three or more ordinal items in the same direction; two or more groups of 50 or more persons",
)
METHOD = Method(
    id="measurement-invariance",
    label=Text(es="Invarianza de medición entre grupos", en="Measurement invariance between groups"),
    room=core.ROOM,
    formula="items that differ between groups at the same score (ordinal logistic, Holm, growth of R^2 of .035 or more)",
    reference=REFERENCE,
    needs=NEEDS,
    fields=(
        "n",
        "parameters.tested",
        "parameters.different",
        "parameters.least_congruence",
        "parameters.difference_all",
        "parameters.difference_without",
    ),
    message="instrument.measurement-invariance",
)
METHOD_ITEM = Method(
    id="item-dif",
    label=Text(es="Funcionamiento diferencial del ítem", en="Differential item functioning"),
    room=core.ROOM,
    formula="growth of Nagelkerke's R^2 from score to score, groups and their product; likelihood ratio on 2 (G - 1) df",
    reference=REFERENCE,
    needs=NEEDS,
    fields=(
        "n",
        "statistic",
        "df",
        "p",
        "p_adjusted",
        "parameters.p_uniform",
        "parameters.p_product",
        "parameters.different",
    ),
    message="instrument.item-dif",
)
QUANTITY = Text(
    es="Ítems que los grupos responden distinto a igual puntaje",
    en="Items that the groups answer differently at equal score",
)
QUANTITY_ITEM = Text(es="Aumento de R² por el grupo", en="Growth of R² by group")
NOT_TESTED = Text(
    es="Invarianza no probada: las diferencias entre grupos pueden deberse a que el instrumento mide distinto en cada uno.",
    en="Invariance not tested: differences between groups may come from the instrument measuring differently in each.",
)
WHAT = Assumption(
    name=Text(es="Mismo significado del puntaje en los grupos", en="Same meaning of the score in the groups"),
    held=None,
    evidence=Text(
        es="Se prueba ítem por ítem a igual puntaje; no se prueba un modelo factorial completo.",
        en="Tested item by item at equal score; a whole factor model is not tested.",
    ),
)
CONGRUENCE = Text(
    es="La forma de un factor no es la misma en los grupos (congruencia de Tucker menor que .85; Lorenzo-Seva y ten Berge, 2006).",
    en="The one-factor shape is not the same in the groups (Tucker's congruence below .85; Lorenzo-Seva and ten Berge, 2006).",
)
ALPHA, GROWTH, ROUNDS = 0.05, 0.035, 10
FEWEST, SMALL, ALIKE = 50, 200, 0.85


class Compared(NamedTuple):
    """One item at equal score: growth of R^2, likelihood ratio, and p values (all, uniform, product)."""

    growth: float
    ratio: float
    df: int
    p: float
    uniform: float
    product: float


def invariance(
    items: ArrayLike, names: Sequence[str], groups: Sequence[str | None] | None, subject: Subject
) -> tuple[Estimate, ...]:
    """How many items of answers (n, k), already turned, differ between `groups` (n,), then each item (key = item).

    Complete rows only; a person without a group is left out. `groups` None: the result says "invariance not tested".
    """
    table = core.answers(items, names)
    labels = np.asarray([None] * len(table) if groups is None else list(groups), dtype=object)
    if labels.shape != (len(table),):
        raise ValueError(f"{labels.size} groups for {len(table)} persons")
    known = np.array([label is not None and label == label for label in labels], dtype=bool)
    keep = np.isfinite(table).all(axis=1) & known
    used, which = table[keep], labels[keep].astype(str)
    fields: dict[str, Any] = {
        "n": len(used),
        "warnings": core.left_out(int((~keep).sum()) if groups is not None else 0),
    }
    short = _short(used, names, which, groups is not None)
    if short is not None:
        said = fields | {"warnings": (*fields["warnings"], NOT_TESTED), "parameters": {"tested": False}, "unit": "item"}
        return (core.refused(subject, METHOD.id, QUANTITY, short, **said),)
    code = np.unique(which, return_inverse=True)[1].ravel().astype(np.int64)
    results, different = purified(used, code)
    by_holm = adjusted(np.array([one.p for one in results]))
    return (
        _whole(subject, used, names, which, code, different, fields, by_holm),
        *(
            _item(core.part(subject, name), one, float(by_holm[j]), bool(different[j]), fields)
            for j, (name, one) in enumerate(zip(names, results, strict=True))
        ),
    )


def purified(items: Floats, code: Whole) -> tuple[list[Compared], Truth]:
    """Each item compared between groups, and which differ, the score made again without those that do until they stay.

    The item compared is always part of the score.
    """
    k = items.shape[1]
    different = np.zeros(k, dtype=bool)
    seen: list[Truth] = []
    results: list[Compared] = []
    for _ in range(ROUNDS):
        results = [compared(items[:, j], _score(items, different, j), code) for j in range(k)]
        now = (adjusted(np.array([one.p for one in results])) < ALPHA) & np.array(
            [one.growth >= GROWTH for one in results]
        )
        if (now == different).all() or any((now == before).all() for before in seen) or now.all():
            return results, now
        seen.append(different)
        different = now
    return results, different


def compared(item: Floats, score: Floats, code: Whole) -> Compared:
    """One item (n,) at equal score (n,) between groups 0 .. G - 1 (n,)."""
    if score.std() < 1e-12:
        return Compared(0.0, 0.0, 2 * int(code.max()), 1.0, 1.0, 1.0)
    rows, weight = ordinal_logit.distinct(item, score, code.astype(np.float64))
    answer = np.unique(rows[:, 0], return_inverse=True)[1].ravel().astype(np.int64)
    level = (rows[:, 1] - score.mean()) / score.std()
    groups = (rows[:, 2:3] == np.arange(1, code.max() + 1)).astype(np.float64)
    designs = [level[:, None][:, :0], level[:, None], np.column_stack([level, groups])]
    designs.append(np.column_stack([designs[2], groups * level[:, None]]))
    value = [ordinal_logit.fitted(answer, design, weight).log_likelihood for design in designs]
    n, free = float(weight.sum()), int(code.max())
    r2 = [ordinal_logit.nagelkerke(value[0], one, n) for one in value]
    steps = [max(0.0, 2.0 * (value[i] - value[j])) for i, j in ((3, 1), (2, 1), (3, 2))]
    tails = [float(chi2.sf(step, df)) for step, df in zip(steps, (2 * free, free, free), strict=True)]
    return Compared(max(0.0, r2[3] - r2[1]), steps[0], 2 * free, *tails)


def _score(items: Floats, different: Truth, j: int) -> Floats:
    """The score at which item j is compared: the items that do not differ, and j."""
    use = ~different
    use[j] = True
    return np.asarray(items[:, use].sum(axis=1))


def _short(used: Floats, names: Sequence[str], which: Any, given: bool) -> Text | None:
    """Why invariance cannot be tested, or None."""
    if not given:
        return core.not_assessable("no se declararon grupos.", "no groups were declared.")
    short = core.too_small(*used.shape, items=3)
    if short is not None:
        return short
    sizes = np.unique(which, return_counts=True)[1]
    if sizes.size < 2 or sizes.min() < FEWEST:
        return core.not_assessable(
            f"grupos, {sizes.size}, el menor de {sizes.min()} personas; se necesitan dos o más de {FEWEST} o más.",
            f"groups, {sizes.size}, the smallest of {sizes.min()} persons; two or more of {FEWEST} or more are needed.",
        )
    still = [name for name, column in zip(names, used.T, strict=True) if arrays.is_constant(column)]
    return core.flat(still) if still else None


def _whole(
    subject: Subject,
    used: Floats,
    names: Sequence[str],
    which: Any,
    code: Whole,
    different: Truth,
    fields: dict[str, Any],
    by_holm: Floats,
) -> Estimate:
    """The count of items that differ, the shape in each group, and what leaving those items out does to the means."""
    least, sizes = least_congruence(used, code), np.bincount(code)
    warnings = list(fields["warnings"])
    if least is not None and least < ALIKE:
        warnings.append(CONGRUENCE)
    if sizes.min() < SMALL:
        warnings.append(_small(int(sizes.min())))
    every, kept = np.ones(len(names), dtype=bool), ~different
    return core.estimate(
        subject,
        METHOD.id,
        QUANTITY,
        float(different.sum()),
        unit="item",
        parameters={
            "tested": True,
            "test": "ordinal logistic DIF per item and congruence of one-factor loadings",
            "groups": ", ".join(f"{name} ({size})" for name, size in zip(np.unique(which), sizes, strict=True)),
            "items": len(names),
            "different": _named(names, different),
            "significant": _named(names, by_holm < ALPHA),
            "least_congruence": least,
            "difference_all": largest_difference(used, code, every),
            "difference_without": largest_difference(used, code, kept) if kept.any() else None,
        },
        assumptions=(WHAT, core.persons_independent()),
        **fields | {"warnings": tuple(warnings)},
    )


def _named(names: Sequence[str], marks: Truth) -> str:
    """The names that are marked."""
    return ", ".join(name for name, mark in zip(names, marks, strict=True) if mark)


def _item(subject: Subject, one: Compared, by_holm: float, different: bool, fields: dict[str, Any]) -> Estimate:
    """The estimate of one item."""
    return core.estimate(
        subject,
        METHOD_ITEM.id,
        QUANTITY_ITEM,
        one.growth,
        statistic_name="chi2",
        statistic=one.ratio,
        df=float(one.df),
        p=one.p,
        p_adjusted=by_holm,
        parameters={"p_uniform": one.uniform, "p_product": one.product, "different": different},
        **fields,
    )


def least_congruence(items: Floats, code: Whole) -> float | None:
    """The least congruence of one-factor loadings between two groups; None where a group gives no factor."""
    loadings = []
    for group in range(int(code.max()) + 1):
        table = item_scores.correlations(items[code == group])
        if not np.isfinite(table).all() or item_scores.is_singular(table):
            return None
        loadings.append(factoring.extract(table, 1).loadings[:, 0])
    return min(factoring.congruence(one, other) for one, other in combinations(loadings, 2))


def largest_difference(items: Floats, code: Whole, use: Truth) -> float | None:
    """The largest difference of mean score between two groups, in pooled standard deviations, over the items `use`."""
    score = items[:, use].sum(axis=1)
    groups = [score[code == group] for group in range(int(code.max()) + 1)]
    pooled = sum(float(((g - g.mean()) ** 2).sum()) for g in groups) / max(1, score.size - len(groups))
    means = [float(g.mean()) for g in groups]
    return (max(means) - min(means)) / float(np.sqrt(pooled)) if pooled > 0 else None


def _small(count: int) -> Text:
    """The warning that a group is small for this test."""
    return Text(
        es=f"El grupo menor tiene {count} personas; con menos de {SMALL} por grupo se detectan solo diferencias grandes.",
        en=f"The smallest group has {count} persons; below {SMALL} per group only large differences are found.",
    )
