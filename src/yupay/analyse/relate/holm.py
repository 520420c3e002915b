"""Which relations of a family stand when all were looked at?

Formula: p_(1) <= ... <= p_(m); adjusted p_(i) = max over j <= i of min(1, (m - j + 1) p_(j)).
Reference: Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of
Statistics 6, 65-70.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics.adjustments import adjusted
from yupay.analyse.numerics.arrays import Floats
from yupay.model.estimate import Estimate
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="holm",
    label=Text(es="Corrección de Holm", en="Holm correction"),
    room="relate",
    formula="adjusted p_(i) = max over j <= i of min(1, (m - j + 1) p_(j))",
    reference="Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of "
    "Statistics, 6, 65-70.",
    needs=Text(es="Los valores p de una familia declarada", en="The p values of a declared family"),
    fields=("p_adjusted", "parameters.family_size"),
    message="relate.holm",
)


def holm(p: ArrayLike) -> Floats:
    """Adjusted p values (m,) of the p values (m,) of a family; NaN is not a test: it stays NaN and does not count in m."""
    return adjusted(p, "holm")


def adjust(family: Sequence[Estimate]) -> tuple[Estimate, ...]:
    """The estimates of one family with `p_adjusted`; those without a p are untouched and do not count."""
    found = holm([np.nan if one.p is None else one.p for one in family])
    size = int(np.isfinite(found).sum())
    return tuple(
        one
        if one.p is None
        else one.model_copy(update={"p_adjusted": float(p), "parameters": {**one.parameters, "family_size": size}})
        for one, p in zip(family, found, strict=True)
    )
