"""Does a place hold more of a count than of its base?

Formula: LQ = (T / sum T) / (P / sum P); 1 where the two shares are equal.
Reference: Isard (1960), Methods of Regional Analysis, MIT Press, chapter 5.
"""

from yupay.analyse.describe.core import describe_estimate
from yupay.analyse.describe.counts import NO_DATA
from yupay.analyse.describe.rates import NO_BASE
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="location-quotient",
    label=Text(es="cociente de localización", en="location quotient"),
    room="describe",
    formula="(T/ΣT) / (P/ΣP)",
    reference="Isard (1960), Methods of Regional Analysis, MIT Press, chapter 5",
    needs=Text(
        es="conteo y base del lugar y del total, de la misma geografía y el mismo año",
        en="count and base of the place and of the total, of one geography and year",
    ),
    fields=("parameters.count_share", "parameters.base_share"),
    message="describe.location_quotient",
)
QUANTITY = Text(es="cociente de localización", en="location quotient")


def location_quotient(
    subject: Subject, value: float | None, base: float | None, total: float, total_base: float
) -> Estimate:
    """The share of the count over the share of the base.

    Args:
        subject: names, with `variables` the ids of count and base.
        value: the count of the place; None where there is no data.
        base: the base of the place.
        total: the count of all places of the same geography.
        total_base: the base of all places of the same geography.

    Returns:
        An estimate with method "location-quotient", without interval; None with a warning where a part is missing.

    """
    whole = value is not None and base is not None and base > 0 and total > 0 and total_base > 0
    if not whole or value is None or base is None:
        reason = NO_DATA if value is None else NO_BASE
        return describe_estimate(subject, METHOD.id, QUANTITY, None, unit="ratio", warnings=(reason,))
    parts = {"count_share": value / total, "base_share": base / total_base}
    return describe_estimate(
        subject, METHOD.id, QUANTITY, parts["count_share"] / parts["base_share"], unit="ratio", parameters=parts
    )
