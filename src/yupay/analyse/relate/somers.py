"""If one ordered variable is taken as the reason to look at the other, how far does knowing it order the other?

Formula: d(columns | rows) = (P - Q) / w_r, d(rows | columns) = (P - Q) / w_c, symmetric d = 2 (P - Q) / (w_r + w_c); P, Q
twice the concordant and discordant pairs, w twice the pairs untied in rows, in columns. p and interval as for gamma.
Reference: Somers (1962), American Sociological Review 27, 799-811; Goodman and Kruskal (1972), JASA 67, 415-421.
"""

from numpy.typing import ArrayLike

from yupay.analyse.numerics import contingency
from yupay.analyse.numerics.contingency import Categories
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.relate.gamma import FIELDS, NEEDS, of_pairs
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="somers-d",
    label=Text(es="D de Somers", en="Somers' d"),
    room="relate",
    formula="d(columns | rows) = (P - Q) / w_r; symmetric: 2 (P - Q) / (w_r + w_c); z = d / ASE0",
    reference="Somers, R. H. (1962). A new asymmetric measure of association for ordinal variables. American "
    "Sociological Review, 27, 799-811. Goodman, L. A., & Kruskal, W. H. (1972). Measures of association for cross "
    "classifications, IV. Journal of the American Statistical Association, 67, 415-421.",
    needs=NEEDS,
    fields=(*FIELDS, "parameters.direction"),
    message="relate.somers-d",
)
QUANTITY = {
    "columns": Text(es="D de Somers de y dado x", en="Somers' d of y given x"),
    "rows": Text(es="D de Somers de x dado y", en="Somers' d of x given y"),
    "symmetric": Text(es="D de Somers simétrica", en="Symmetric Somers' d"),
}


def somers_d(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    of: contingency.Direction = "columns",
    x_categories: Categories = None,
    y_categories: Categories = None,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Somers' d of two columns (n,) of ordered categories, or of a ready table x (r, c) where y is None.

    `of` names the variable that is ordered by the other: "columns" (y given x), "rows" (x given y) or "symmetric".
    """
    open_ = contingency.opened(x, y, x_categories, y_categories, ordinal=True)
    measure = None if open_.short else contingency.somers_d(open_.table, of)
    one = of_pairs(open_, measure, subject, METHOD.id, QUANTITY[of], alternative, level)
    return one if one.value is None else one.model_copy(update={"parameters": {**one.parameters, "direction": of}})
