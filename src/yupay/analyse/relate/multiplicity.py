"""How many of the relations of a family stand, by the rule that was declared for looking at all of them?

Formula: Holm, Hochberg, Hommel and Bonferroni bound the chance of one false rejection or more; Benjamini-Hochberg and
Benjamini-Yekutieli bound the expected share of false ones among those rejected; see `numerics/adjustments.py`.
Reference: Wright (1992), Biometrics 48, 1005-1013; Benjamini and Yekutieli (2001), Annals of Statistics 29, 1165-1188.
"""

from collections.abc import Sequence

import numpy as np

from yupay.analyse.numerics.adjustments import Correction, adjusted
from yupay.model.estimate import Estimate
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="multiplicity",
    label=Text(es="Corrección por comparaciones múltiples", en="Correction for multiple comparisons"),
    room="relate",
    formula="p adjusted within the family: Holm, Hochberg, Hommel, Bonferroni, Benjamini-Hochberg, Benjamini-Yekutieli",
    reference="Wright, S. P. (1992). Adjusted p-values for simultaneous inference. Biometrics, 48, 1005-1013. "
    "Benjamini, Y., & Yekutieli, D. (2001). The control of the false discovery rate in multiple testing under "
    "dependency. Annals of Statistics, 29, 1165-1188.",
    needs=Text(es="Los valores p de una familia declarada", en="The p values of a declared family"),
    fields=("p_adjusted", "parameters.family_size", "parameters.correction"),
    message="relate.multiplicity",
)
NAMES: dict[Correction, Text] = {
    "holm": Text.same("Holm (1979)"),
    "hochberg": Text.same("Hochberg (1988)"),
    "hommel": Text.same("Hommel (1988)"),
    "bonferroni": Text.same("Bonferroni"),
    "bh": Text(es="Benjamini y Hochberg (1995)", en="Benjamini and Hochberg (1995)"),
    "by": Text(es="Benjamini y Yekutieli (2001)", en="Benjamini and Yekutieli (2001)"),
    "none": Text(es="sin corrección", en="no correction"),
}


def adjust_family(family: Sequence[Estimate], correction: Correction = "holm") -> tuple[Estimate, ...]:
    """The estimates of one family with `p_adjusted`; those without a p are untouched and do not count.

    Raises:
        KeyError: no correction has this name.

    """
    found = adjusted([np.nan if one.p is None else one.p for one in family], correction)
    told: dict[str, float | int | str | bool | None] = {
        "family_size": int(np.isfinite(found).sum()),
        "correction": correction,
    }
    return tuple(
        one
        if one.p is None
        else one.model_copy(update={"p_adjusted": float(p), "parameters": {**one.parameters, **told}})
        for one, p in zip(family, found, strict=True)
    )
