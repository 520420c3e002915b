"""How many judges call an item essential or relevant, and is that more than chance?

Formula: Lawshe's ratio CVR = (m - n/2) / (n/2), m of n judges; p = P(X >= m) with n trials of 1/2. Content validity index
I-CVI = m / n with Wilson limits; kappa* = (I-CVI - c) / (1 - c), c = C(n, m) / 2^n. S-CVI/Ave = mean of the I-CVI.
Reference: Lawshe (1975), Personnel Psychology 28, 563-575; Ayre and Scally (2014), Measurement and Evaluation in Counseling
and Development 47, 79-86; Polit, Beck and Owen (2007), Research in Nursing & Health 30, 459-467.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binom

from yupay.analyse.instrument import core, judges
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

NEEDS = Text(
    es="Calificaciones de los jueces y desde qué valor cuentan como favorables",
    en="Ratings of the judges and from which value they count as favourable",
)
METHOD_RATIO = Method(
    id="content-validity-ratio",
    label=Text(es="Razón de validez de contenido de Lawshe", en="Lawshe's content validity ratio"),
    room=core.ROOM,
    formula="CVR = (m - n/2)/(n/2); exact binomial p",
    reference="Lawshe, C. H. (1975). A quantitative approach to content validity. Personnel Psychology, 28, 563-575. Ayre, C., "
    "& Scally, A. J. (2014). Critical values for Lawshe's content validity ratio. Measurement and Evaluation in Counseling "
    "and Development, 47, 79-86.",
    needs=NEEDS,
    fields=("p", "n", "parameters.agree", "parameters.agree_needed", "parameters.rule_met"),
    message="instrument.content-validity-ratio",
)
METHOD_INDEX = Method(
    id="content-validity-index",
    label=Text(es="Índice de validez de contenido", en="Content validity index"),
    room=core.ROOM,
    formula="I-CVI = m/n, Wilson limits; kappa* corrected for chance; S-CVI/Ave their mean",
    reference="Polit, D. F., Beck, C. T., & Owen, S. V. (2007). Is the CVI an acceptable indicator of content validity? "
    "Research in Nursing & Health, 30, 459-467.",
    needs=NEEDS,
    fields=("interval", "n", "parameters.agree", "parameters.kappa"),
    message="instrument.content-validity-index",
)
RATIO = Text(es="Razón de validez de contenido (CVR)", en="Content validity ratio (CVR)")
INDEX = Text(es="Índice de validez de contenido (I-CVI)", en="Content validity index (I-CVI)")
SCALE = Text(
    es="Índice de validez de contenido, promedio de los ítems (S-CVI/Ave)",
    en="Content validity index, mean of the items (S-CVI/Ave)",
)


def content_validity_ratio(
    ratings: ArrayLike, names: Sequence[str], subject: Subject, *, agree_from: float
) -> tuple[Estimate, ...]:
    """CVR of each item from ratings (judges, items); a judge calls it essential who rates `agree_from` or more."""
    done = []
    for name, (agree, n) in zip(names, _counts(ratings, names, agree_from), strict=True):
        one = core.part(subject, name)
        if n == 0:
            done.append(core.refused(one, METHOD_RATIO.id, RATIO, judges.NO_RATING, n=0))
            continue
        rule, few = judges.rule(agree, n)
        p = float(binom.sf(agree - 1, n, 0.5))
        value = (agree - n / 2.0) / (n / 2.0)
        done.append(core.estimate(one, METHOD_RATIO.id, RATIO, value, n=n, p=p, parameters=rule, warnings=few))
    return tuple(done)


def content_validity_index(
    ratings: ArrayLike, names: Sequence[str], subject: Subject, *, agree_from: float, level: float = 0.95
) -> tuple[Estimate, ...]:
    """I-CVI of each item, then S-CVI/Ave (no key), from ratings (judges, items); relevant from `agree_from` on."""
    done, values = [], []
    counts = _counts(ratings, names, agree_from)
    for name, (agree, n) in zip(names, counts, strict=True):
        one = core.part(subject, name)
        if n == 0:
            done.append(core.refused(one, METHOD_INDEX.id, INDEX, judges.NO_RATING, n=0))
            continue
        values.append(agree / n)
        luck = float(binom.pmf(agree, n, 0.5))
        done.append(
            core.estimate(
                one,
                METHOD_INDEX.id,
                INDEX,
                agree / n,
                interval=core.wilson(agree, n, level, scale=1.0),
                n=n,
                parameters={"agree": agree, "kappa": (agree / n - luck) / (1.0 - luck)},
            )
        )
    if not values:
        return (*done, core.refused(subject, METHOD_INDEX.id, SCALE, judges.NO_RATING, n=0))
    least = {"items": len(values), "least": min(values), "universal_agreement": float(np.mean(np.array(values) == 1.0))}
    n = max(count for _, count in counts)
    return (*done, core.estimate(subject, METHOD_INDEX.id, SCALE, float(np.mean(values)), n=n, parameters=least))


def _counts(ratings: ArrayLike, names: Sequence[str], agree_from: float) -> list[tuple[int, int]]:
    """How many judges are favourable to each item, and how many rated it."""
    table = core.answers(ratings, names)
    return [(int((column >= agree_from).sum()), int(np.isfinite(column).sum())) for column in table.T]
