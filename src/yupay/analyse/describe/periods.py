"""How did a published figure change between two periods?

Formula: difference b - a with limits +- z sqrt(a + b); ratio b / a with limits exp(log(b / a) +- z sqrt(1/a + 1/b)).
Both only for counts of events that their source card calls independent; otherwise no interval is invented.
Reference: Rothman, Greenland and Lash (2008), Modern Epidemiology, 3rd ed., chapter 14.
"""

import math
from collections.abc import Callable

from scipy.special import ndtri

from yupay.analyse.describe.core import LEVEL, Limits, describe_estimate, interval
from yupay.model.cube import PublishedFigure
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

REFERENCE = "Rothman, Greenland and Lash (2008), Modern Epidemiology, 3rd ed., Lippincott, chapter 14"
NEEDS = Text(
    es="dos cifras del mismo registro, la misma unidad y el mismo ámbito, en periodos distintos",
    en="two figures of one registry, one counting unit and one geography, in different periods",
)
METHOD_DIFFERENCE = Method(
    id="difference",
    label=Text(es="diferencia entre periodos", en="difference between periods"),
    room="describe",
    formula="b − a ± z·√(a + b), only for independent events",
    reference=REFERENCE,
    needs=NEEDS,
    fields=("interval", "parameters.earlier", "parameters.later"),
    message="describe.difference",
)
METHOD_RATIO = Method(
    id="ratio",
    label=Text(es="razón entre periodos", en="ratio between periods"),
    room="describe",
    formula="exp(log(b/a) ± z·√(1/a + 1/b)), only for independent events",
    reference=REFERENCE,
    needs=NEEDS,
    fields=("interval", "parameters.earlier", "parameters.later"),
    message="describe.ratio",
)
DIFFERENCE = Text(es="diferencia", en="difference")
RATIO = Text(es="razón", en="ratio")
NOT_PUBLISHED = Text(
    es="intervalo no publicado: la fuente no da errores ni declara hechos independientes",
    en="interval not published: the source gives no errors and does not declare independent events",
)
NO_VALUE = Text(es="una de las dos cifras no se publicó", en="one of the two figures was not published")
FROM_ZERO = Text(es="sin razón: la cifra anterior es cero", en="no ratio: the earlier figure is zero")
POISSON_DIFFERENCE = Text(
    es="normal, dos conteos de Poisson independientes", en="normal, two independent Poisson counts"
)
POISSON_RATIO = Text(
    es="razón en logaritmos, dos conteos de Poisson independientes",
    en="log ratio, two independent Poisson counts",
)


def unlike(earlier: PublishedFigure, later: PublishedFigure) -> Text | None:
    """Why these two may not be compared: another counting unit, registry or geography. None where they may."""
    if earlier.counting_unit != later.counting_unit:
        return Text(
            es=f"unidades de registro distintas: {earlier.counting_unit}, {later.counting_unit}",
            en=f"different counting units: {earlier.counting_unit}, {later.counting_unit}",
        )
    if earlier.registry != later.registry:
        return Text(
            es=f"registros distintos: {earlier.registry.es}, {later.registry.es}",
            en=f"different registries: {earlier.registry.en}, {later.registry.en}",
        )
    if earlier.geography != later.geography:
        return Text(
            es=f"ámbitos distintos: {earlier.geography.es}, {later.geography.es}",
            en=f"different geographies: {earlier.geography.en}, {later.geography.en}",
        )
    return None


def difference_limits(a: float, b: float, level: float = LEVEL) -> Limits:
    """Limits of b - a for two independent Poisson counts."""
    reach = float(ndtri(0.5 + level / 2.0)) * math.sqrt(a + b)
    return b - a - reach, b - a + reach


def ratio_limits(a: float, b: float, level: float = LEVEL) -> Limits:
    """Limits of b / a for two independent Poisson counts above zero."""
    reach = float(ndtri(0.5 + level / 2.0)) * math.sqrt(1.0 / a + 1.0 / b)
    return b / a * math.exp(-reach), b / a * math.exp(reach)


def doubt(
    limits: Callable[[float, float], Limits], a: float, b: float, independent: bool, name: Text
) -> tuple[Interval | None, tuple[Text, ...]]:
    """The interval where events are independent and there are some; otherwise none, and the reason."""
    if not independent or a <= 0 or b <= 0:
        return None, (NOT_PUBLISHED,)
    return interval(limits(a, b), name), ()


def difference(
    subject: Subject, earlier: PublishedFigure, later: PublishedFigure, *, independent: bool = False
) -> Estimate:
    """Later minus earlier; percentages differ in percentage points.

    Args:
        subject: names, with `variables` the ids of the earlier and the later figure.
        earlier: the figure of the first period.
        later: the figure of the second period.
        independent: the source card says that the events are independent.

    Returns:
        An estimate with method "difference"; None with the reason where the two may not be compared.

    """
    unit = "percentage point" if earlier.counting_unit == "percent" else earlier.counting_unit
    problem = unlike(earlier, later) or (NO_VALUE if earlier.value is None or later.value is None else None)
    if problem is not None or earlier.value is None or later.value is None:
        return describe_estimate(
            subject, METHOD_DIFFERENCE.id, DIFFERENCE, None, unit=unit, warnings=(problem or NO_VALUE,)
        )
    a, b = earlier.value, later.value
    found, warnings = doubt(difference_limits, a, b, independent and unit != "percentage point", POISSON_DIFFERENCE)
    return describe_estimate(
        subject,
        METHOD_DIFFERENCE.id,
        DIFFERENCE,
        b - a,
        unit=unit,
        interval=found,
        parameters={"earlier": a, "later": b},
        warnings=warnings,
    )


def ratio(subject: Subject, earlier: PublishedFigure, later: PublishedFigure, *, independent: bool = False) -> Estimate:
    """Later over earlier.

    Args:
        subject: names, with `variables` the ids of the earlier and the later figure.
        earlier: the figure of the first period.
        later: the figure of the second period.
        independent: the source card says that the events are independent.

    Returns:
        An estimate with method "ratio"; None with the reason where the two may not be compared or the first is zero.

    """
    problem = unlike(earlier, later) or (NO_VALUE if earlier.value is None or later.value is None else None)
    if problem is not None or not earlier.value or later.value is None:
        return describe_estimate(subject, METHOD_RATIO.id, RATIO, None, unit="ratio", warnings=(problem or FROM_ZERO,))
    a, b = earlier.value, later.value
    found, warnings = doubt(
        ratio_limits, a, b, independent and earlier.counting_unit not in ("percent", "index"), POISSON_RATIO
    )
    return describe_estimate(
        subject,
        METHOD_RATIO.id,
        RATIO,
        b / a,
        unit="ratio",
        interval=found,
        parameters={"earlier": a, "later": b},
        warnings=warnings,
    )
