"""What share of a published total is a published part?

Formula: p = k / n with Wilson limits, read as if the year were one draw of a process that could have gone otherwise.
Reference: Wilson (1927), Journal of the American Statistical Association 22, 209-212; Brown, Cai and DasGupta (2001),
Statistical Science 16, 101-133.
"""

from yupay.analyse.describe.core import describe_estimate, interval
from yupay.analyse.numerics.intervals import wilson
from yupay.model.cube import PublishedFigure
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="share",
    label=Text(es="porcentaje de un total publicado", en="percentage of a published total"),
    room="describe",
    formula="p = k/n; (k + z²/2 ± z·√(k(n − k)/n + z²/4)) / (n + z²)",
    reference="Wilson (1927), Journal of the American Statistical Association 22, 209-212",
    needs=Text(
        es="parte y total de la misma fuente, la misma unidad de registro y el mismo periodo",
        en="part and total of the same source, the same counting unit and the same period",
    ),
    fields=("interval", "n"),
    message="describe.share",
)
QUANTITY = Text(es="porcentaje", en="percentage")
WILSON = Text(es="Wilson, como si el periodo fuera un solo sorteo", en="Wilson, as if the year were one draw")
DESIGN = Text(es="como si el año fuera un solo sorteo", en="as if the year were one draw")
NOT_PUBLISHED = Text(
    es="la parte o el total no tienen valor publicado", en="the part or the total has no published value"
)
NOT_COUNTS = Text(
    es="la parte y el total deben ser conteos enteros, y la parte no mayor que el total",
    en="part and total must be whole counts, and the part no larger than the total",
)


def refusal(part: PublishedFigure, total: PublishedFigure) -> Text | None:
    """Why these two may not be divided: another counting unit, source, registry or period. None where they may."""
    if part.counting_unit != total.counting_unit:
        return Text(
            es=f"unidades de registro distintas: {part.counting_unit} / {total.counting_unit}",
            en=f"different counting units: {part.counting_unit} / {total.counting_unit}",
        )
    if part.source != total.source or part.registry != total.registry:
        return Text(
            es=f"registros distintos: {part.registry.es} / {total.registry.es}",
            en=f"different registries: {part.registry.en} / {total.registry.en}",
        )
    if part.period != total.period:
        return Text(
            es=f"periodos distintos: {part.period} / {total.period}",
            en=f"different periods: {part.period} / {total.period}",
        )
    return None


def unusable(part: float | None, total: float | None) -> Text | None:
    """Why these values give no share: not published, or not whole counts with part <= total. None where they do."""
    if part is None or total is None:
        return NOT_PUBLISHED
    whole = float(part).is_integer() and float(total).is_integer()
    return None if whole and 0 <= part <= total and total > 0 else NOT_COUNTS


def share(subject: Subject, part: PublishedFigure, total: PublishedFigure) -> Estimate:
    """The percentage that `part` is of `total`, with its Wilson interval.

    Args:
        subject: names, with `variables` the ids of part and total.
        part: the published part.
        total: the published total.

    Returns:
        An estimate in percent with method "share", n the total. Where the two are of another counting unit,
        source, registry or period, or are no counts, the value is None and a warning says why.

    """
    problem = refusal(part, total) or unusable(part.value, total.value)
    if problem is not None or part.value is None or total.value is None:
        return describe_estimate(
            subject, METHOD.id, QUANTITY, None, unit="percent", warnings=(problem or NOT_PUBLISHED,)
        )
    return describe_estimate(
        subject,
        METHOD.id,
        QUANTITY,
        100.0 * part.value / total.value,
        unit="percent",
        interval=interval(wilson(part.value, total.value), WILSON, scale=100.0),
        n=int(total.value),
        design=DESIGN,
        parameters={"count": part.value, "base": total.value},
    )
