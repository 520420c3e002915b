"""Do the judges put the items in the same categories more often than chance would?

Formula: kappa = (P - Pe) / (1 - Pe), P the mean share of agreeing pairs of judges per item, Pe the sum of squared shares of the
categories. z with the variance under chance (Fleiss, Nee and Landis); interval with the variance between items (Gwet).
Reference: Fleiss (1971), Psychological Bulletin 76, 378-382; Fleiss, Nee and Landis (1979), Psychological Bulletin 86,
974-977; Gwet (2021), Educational and Psychological Measurement 81, 781-790.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm
from scipy.stats import t as student

from yupay.analyse.instrument import core
from yupay.analyse.numerics.arrays import Floats
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="fleiss-kappa",
    label=Text(es="Acuerdo entre jueces: kappa de Fleiss", en="Agreement of judges: Fleiss' kappa"),
    room=core.ROOM,
    formula="kappa = (P - Pe)/(1 - Pe); z under chance; t interval with the variance between items",
    reference="Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, 76, 378-382. "
    "Gwet, K. L. (2021). Large-sample variance of Fleiss generalized kappa. Educational and Psychological Measurement, 81, "
    "781-790.",
    needs=Text(
        es="Dos o más jueces que califiquen todos los ítems; dos o más ítems",
        en="Two or more judges who rate every item; two or more items",
    ),
    fields=("interval", "se", "n", "statistic", "p", "parameters.judges", "parameters.agreement", "parameters.chance"),
    message="instrument.fleiss-kappa",
)
QUANTITY = Text(es="Kappa de Fleiss (κ)", en="Fleiss' kappa (κ)")
GWET = Text(es="Gwet (2021), varianza entre ítems", en="Gwet (2021), variance between items")
ONE_CATEGORY = core.not_assessable(
    "todos los jueces usaron una sola categoría; el acuerdo esperado por azar es total.",
    "every judge used the same single category; agreement by chance is total.",
)


def fleiss_kappa(ratings: ArrayLike, names: Sequence[str], subject: Subject, *, level: float = 0.95) -> Estimate:
    """Fleiss' kappa of ratings (judges, items), any categories; items some judge did not rate are left out, n = items."""
    table = core.answers(ratings, names)
    whole = table[:, np.isfinite(table).all(axis=0)]
    judges, n = whole.shape
    lost = items_left_out(table.shape[1] - n)
    short = too_few(judges, n)
    if short is None and np.unique(whole).size < 2:
        short = ONE_CATEGORY
    if short is not None:
        return core.refused(subject, METHOD.id, QUANTITY, short, n=n, warnings=lost)
    counts = np.stack([(whole == category).sum(axis=0) for category in np.unique(whole)], axis=1).astype(float)
    agree, share = agreement(counts), counts.mean(axis=0) / judges
    chance = float((share**2).sum())
    value = (float(agree.mean()) - chance) / (1.0 - chance)
    se, z = spread(counts, agree, chance, value), value / chance_se(share, n, judges)
    reach = float(student.isf((1.0 - level) / 2.0, n - 1)) * se
    return core.estimate(
        subject,
        METHOD.id,
        QUANTITY,
        value,
        interval=core.between(max(-1.0, value - reach), min(1.0, value + reach), level, GWET),
        se=se,
        df=float(n - 1),
        n=n,
        statistic_name="z",
        statistic=z,
        p=float(2.0 * norm.sf(abs(z))),
        parameters={"judges": judges, "categories": share.size, "agreement": float(agree.mean()), "chance": chance},
        warnings=lost,
    )


def agreement(counts: Floats) -> Floats:
    """Share of agreeing pairs of judges per item (n,), from counts (n, categories)."""
    judges = counts.sum(axis=1)
    return np.asarray((counts * (counts - 1.0)).sum(axis=1) / (judges * (judges - 1.0)))


def spread(counts: Floats, agree: Floats, chance: float, value: float) -> float:
    """Standard error of kappa from the spread between items."""
    n, judges = counts.shape[0], counts[0].sum()
    share = counts.mean(axis=0) / judges
    own = (agree - chance) / (1.0 - chance)
    expected = (counts / judges) @ share
    pulled = own - 2.0 * (1.0 - value) * (expected - chance) / (1.0 - chance)
    return float(np.sqrt(((pulled - value) ** 2).sum() / (n - 1.0) / n))


def chance_se(share: Floats, n: int, judges: int) -> float:
    """Standard error of kappa if the judges agreed only by chance."""
    pq = share * (1.0 - share)
    total = float(pq.sum())
    inside = total**2 - float((pq * (1.0 - 2.0 * share)).sum())
    return float(np.sqrt(2.0 * inside) / (total * np.sqrt(n * judges * (judges - 1.0))))


def too_few(judges: int, n: int) -> Text | None:
    """Why too few judges or items give nothing."""
    if judges < 2 or n < 2:
        return core.not_assessable(
            f"jueces, {judges}; ítems calificados por todos, {n}; se necesitan al menos 2 y 2.",
            f"judges, {judges}; items rated by all, {n}; at least 2 and 2 are needed.",
        )
    return None


def items_left_out(count: int) -> tuple[Text, ...]:
    """The warning that items without every rating were left out."""
    if count == 0:
        return ()
    return (
        Text(
            es=f"Ítems que se dejaron fuera por faltar la calificación de algún juez: {count}.",
            en=f"Items left out because the rating of some judge is missing: {count}.",
        ),
    )
