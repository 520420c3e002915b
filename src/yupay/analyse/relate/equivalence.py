"""May it be said that there is no relation larger than a declared bound?

Formula: two one-sided tests on Fisher's z: p = max(P(Z > (atanh d - z) / se), P(Z > (z + atanh d) / se)), z = atanh r;
passes at alpha when the 1 - 2 alpha interval of r lies inside (-d, d).
Reference: Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680; Goertzen and Cribbie (2010),
British Journal of Mathematical and Statistical Psychology 63, 527-537.
"""

import numpy as np
from scipy.special import ndtri
from scipy.stats import norm

from yupay.analyse.numerics import intervals
from yupay.analyse.numerics.subject import about, between
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="equivalence",
    label=Text(es="Prueba de equivalencia (TOST)", en="Equivalence test (TOST)"),
    room="relate",
    formula="p = larger of the two one-sided p of atanh r against atanh(-d) and atanh(d)",
    reference="Goertzen, J. R., & Cribbie, R. A. (2010). Detecting a lack of association: An equivalence testing "
    "approach. British Journal of Mathematical and Statistical Psychology, 63, 527-537.",
    needs=Text(
        es="Un coeficiente con el error estándar de su z de Fisher, o con un intervalo en esa escala",
        en="A coefficient with the standard error of its Fisher z, or with an interval on that scale",
    ),
    fields=("interval", "statistic", "p", "parameters.bound", "parameters.equivalent"),
    message="relate.equivalence",
)
INTERVAL = Text(es="z de Fisher, nivel 1 - 2α", en="Fisher z, level 1 - 2α")


def equivalence(decision: Estimate, subject: Subject, *, bound: float = 0.30, alpha: float = 0.05) -> Estimate:
    """Whether the coefficient of `decision` is inside (-bound, bound).

    The error on the z scale is its `parameters["fisher_se"]`, else what its interval implies on that scale.
    """
    quantity = Text(es=f"Equivalencia: relación menor que {bound:.2f}", en=f"Equivalence: relation below {bound:.2f}")
    r, se = decision.value, z_error(decision)
    common = {**about(subject), "method": METHOD.id, "quantity": quantity, "n": decision.n}
    if r is None or se is None or abs(r) >= 1.0:
        reason = Text(
            es="No evaluable: el coeficiente que decide no tiene error estándar.",
            en="Not assessable: the deciding coefficient has no standard error.",
        )
        return Estimate(**common, value=None, warnings=(*decision.warnings, reason))
    z, edge = float(np.arctanh(r)), float(np.arctanh(bound))
    nearest = (edge - abs(z)) / se
    p = float(norm.sf(nearest))
    level = 1.0 - 2.0 * alpha
    return Estimate(
        **common,
        value=r,
        interval=between(intervals.fisher(r, se, level), level, INTERVAL),
        statistic_name="z",
        statistic=nearest,
        p=p,
        assumptions=decision.assumptions,
        parameters={"bound": bound, "alpha": alpha, "equivalent": bool(p < alpha), "fisher_se": se},
    )


def z_error(decision: Estimate) -> float | None:
    """Standard error of the Fisher z of a coefficient: told, or half the width of its interval over the normal quantile."""
    told, interval = decision.parameters.get("fisher_se"), decision.interval
    if isinstance(told, float):
        return told
    if interval is None or interval.low is None or interval.high is None:
        return None
    if not -1.0 < interval.low < interval.high < 1.0:
        return None
    width = float(np.arctanh(interval.high) - np.arctanh(interval.low))
    return width / (2.0 * float(ndtri(0.5 + interval.level / 2.0)))
