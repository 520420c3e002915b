"""Is one indicator's relation with y stronger than that of another indicator measured on the same units?

Formula: r_xy - r_zy with Zou's interval, which recovers the two Fisher intervals and their correlation c(r_xy, r_zy);
p by Steiger's z with the two coefficients pooled.
Reference: Zou (2007), Psychological Methods 12, 399-413; Steiger (1980), Psychological Bulletin 87, 245-251.
"""

from numpy.typing import ArrayLike

from yupay.analyse.numerics import arrays, correlation, intervals
from yupay.analyse.numerics.subject import about, between, left_out, shortfall
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="coefficient-difference",
    label=Text(es="Diferencia de dos coeficientes dependientes", en="Difference of two dependent coefficients"),
    room="relate",
    formula="r_xy - r_zy; interval of Zou (2007); Steiger's z",
    reference="Zou, G. Y. (2007). Toward using confidence intervals to compare correlations. Psychological Methods, 12, "
    "399-413. Steiger, J. H. (1980). Tests for comparing elements of a correlation matrix. Psychological Bulletin, 87, "
    "245-251.",
    needs=Text(
        es="Tres variables, o sus residuos, en las mismas unidades",
        en="Three variables, or their residuals, over the same units",
    ),
    fields=("interval", "statistic", "p", "parameters.r_xy", "parameters.r_zy", "parameters.r_xz"),
    message="relate.coefficient-difference",
)
QUANTITY = Text(
    es="Diferencia entre el coeficiente y el del control negativo",
    en="Difference between the coefficient and that of the negative control",
)
INTERVAL = Text(es="Zou (2007)", en="Zou (2007)")


def difference(
    x: ArrayLike, z: ArrayLike, y: ArrayLike, subject: Subject, *, columns: int = 0, level: float = 0.95
) -> Estimate:
    """r(x, y) - r(z, y) over the same n units.

    With `columns` = 0 the values are centred here. With `columns` = k they are residuals already cleared of k columns:
    they are taken as they are and count as n - k units.
    """
    values = [arrays.floats(column) for column in (x, z, y)]
    keep = arrays.complete(*values)
    kept = [column[keep] for column in values]
    n, lost = int(keep.sum()), left_out(int((~keep).sum()))
    if columns == 0 and n:
        kept = [correlation.centred(column) for column in kept]
    flat = any(not column.any() for column in kept)
    short = shortfall(n, columns + 5, flat)
    if short is not None:
        return Estimate(**about(subject), method=METHOD.id, quantity=QUANTITY, value=None, n=n, warnings=(*lost, short))
    r_xy, r_zy = float(correlation.cosine(kept[0], kept[2])), float(correlation.cosine(kept[1], kept[2]))
    r_xz = float(correlation.cosine(kept[0], kept[1]))
    certain = max(abs(r_xy), abs(r_zy)) >= 1.0
    statistic, p = (None, None) if certain else intervals.steiger_z(r_xy, r_zy, r_xz, n - columns)
    bounds = None if certain else intervals.zou_difference(r_xy, r_zy, r_xz, n - columns, level)
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY,
        value=r_xy - r_zy,
        interval=between(bounds, level, INTERVAL),
        n=n,
        statistic_name="z",
        statistic=statistic,
        p=p,
        parameters={"r_xy": r_xy, "r_zy": r_zy, "r_xz": r_xz, "columns": columns},
        warnings=lost,
    )
