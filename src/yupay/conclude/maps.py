"""Which class has each place on a map, and what may be read about it?

Counts and rates: classes by quantiles of the values above zero, zero apart, no data hatched. Police effort: four classes
and nothing else; not drawn for data newer than the policy's months before its reference date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from yupay.conclude.exhibits.ordering import bounded as bounded_index
from yupay.conclude.exhibits.ordering import count_cell
from yupay.conclude.lookup import estimate_id, interval_cell, value_cell
from yupay.conclude.material import Material, effort
from yupay.conclude.naming import spoken
from yupay.conclude.periods import period_words
from yupay.conclude.plainly import bounded, number
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import figures as words
from yupay.model.cube import Cube, Measure
from yupay.model.figure import MapClass, MapLayer
from yupay.model.study import Indicator, Study, Unit
from yupay.model.table import Cell
from yupay.model.text import Text

CLASSES = 4
NO_DATA = MapClass(label=words.NO_DATA_CLASS, pattern="hatched")
HIDDEN = MapClass(label=words.HIDDEN_CLASS, pattern="hatched", shade=1)
ZERO = MapClass(label=words.ZERO_CLASS, pattern="white")
ZERO_INCOMPLETE = MapClass(label=words.ZERO_INCOMPLETE_CLASS, pattern="dots")
EFFORT = (
    MapClass(label=words.EFFORT_NONE, pattern="white"),
    MapClass(label=words.EFFORT_NONE_ANSWERED, pattern="dots"),
    MapClass(label=words.EFFORT_LOWER, shade=1),
    MapClass(label=words.EFFORT_UPPER, shade=3),
)
SPECIAL = {"zero": ZERO, "zero incomplete": ZERO_INCOMPLETE, "hidden": HIDDEN, "no data": NO_DATA}


@dataclass(frozen=True)
class Classed:
    """The classes of a layer and the class of each place."""

    classes: tuple[MapClass, ...]
    values: tuple[int, ...]


@dataclass(frozen=True)
class Shown:
    """How the cuts of a layer are written, and which values may set them (None: may not be printed)."""

    printable: tuple[float | None, ...]
    digits: int
    style: str


def layer(material: Material, indicator: Indicator, unit: Unit, cube: Cube) -> MapLayer | None:
    """The layer of one indicator; None where it may not be drawn."""
    measure = cube.measures.get(indicator.id)
    if measure is None or not drawable(material.study, indicator):
        return None
    if effort(indicator) or indicator.mapped == "effort-classes":
        return effort_layer(indicator, cube, measure)
    if indicator.mapped == "rates" and unit.population in cube.measures:
        return rate_layer(material, indicator, unit, cube, measure)
    return count_layer(material, indicator, cube, measure)


def drawable(study: Study, indicator: Indicator) -> bool:
    """Whether the study maps an indicator, and its data are old enough where they are police effort."""
    if indicator.mapped == "no":
        return False
    return not effort(indicator) or old_enough(study, indicator.period)


def old_enough(study: Study, period: str) -> bool:
    """Whether a period ends at least `map_months` before the reference date; without a date, it does not."""
    end, reference = period_end(period), iso_date(study.release.reference_date)
    if end is None or reference is None:
        return False
    months = (reference.year - end.year) * 12 + reference.month - end.month
    return months >= study.release.map_months


def period_end(period: str) -> date | None:
    """The month in which a period ends: of "2016", "2016/2017", "2007-01/2014-04" or "2016-06-30"."""
    last = period.replace("..", "/").split("/")[-1].strip()
    parts = last.split("-")
    if not parts[0].isdigit() or len(parts[0]) != 4:
        return None
    month = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 12
    return date(int(parts[0]), month, 1) if 1 <= month <= 12 else None


def iso_date(words_: str) -> date | None:
    """An ISO date, or None."""
    try:
        return date.fromisoformat(words_)
    except ValueError:
        return None


def effort_layer(indicator: Indicator, cube: Cube, measure: Measure) -> MapLayer:
    """Four classes of declared police effort; the facts are the class and how many answered, nothing more."""
    positive = [value for value in own(cube, measure.values) if value is not None and value > 0]
    middle = float(np.median(positive)) if positive else 0.0
    found = [effort_class(measure, i, middle) for i in range(len(measure.values))]
    classes = (*EFFORT, NO_DATA) if len(EFFORT) in found else EFFORT
    label = indicator.short or indicator.label
    return MapLayer(
        id=indicator.id,
        label=spoken(words.EFFORT_LABEL, label=label) if not says_effort(label) else label,
        caption=spoken(words.EFFORT_CAPTION, label=dated(indicator)),
        classes=classes,
        values=tuple(found),
        incomplete=incomplete(measure),
        fact_heads=(heads.CLASS_SHORT, heads.ANSWERED, heads.EXISTING),
        facts=tuple((Cell(value=classes[k].label), *answered_cells(measure, i)) for i, k in enumerate(found)),
    )


def own(cube: Cube, values: Sequence[float | None]) -> list[float | None]:
    """The values of the study's own places, which alone set the cuts."""
    return [value for value, place in zip(values, cube.places, strict=True) if not place.compare]


def says_effort(label: Text) -> bool:
    """Whether a label already says that it is declared police effort."""
    return "esfuerzo" in label.es.lower()


def effort_class(measure: Measure, i: int, middle: float) -> int:
    """0 none declared; 1 none among those that answered; 2 lower half; 3 upper half; 4 no data."""
    value = measure.values[i]
    if value is None:
        return len(EFFORT)
    if value == 0:
        return 1 if measure.answered[i] < measure.existing[i] else 0
    return 2 if value <= middle else 3


def answered_cells(measure: Measure, i: int) -> tuple[Cell, Cell]:
    """How many rows answered of how many exist."""
    source = measure.sources[0] if measure.sources else None
    answered, existing = measure.answered[i], measure.existing[i]
    return Cell(value=answered, form="count", source=source), Cell(value=existing, form="count", source=source)


def incomplete(measure: Measure) -> tuple[bool, ...]:
    """Where some rows did not answer."""
    return tuple(a < e for a, e in zip(measure.answered, measure.existing, strict=True))


def count_layer(material: Material, indicator: Indicator, cube: Cube, measure: Measure) -> MapLayer:
    """Counts, or an index, in classes; the facts are the count and how many answered."""
    index = bounded_index(indicator)
    shown = Shown(measure.values, 2 if index else 0, material.study.study.number_style)
    classed = classify(cube, measure, measure.values, shown)
    head = heads.VALUE if index else heads.COUNT
    facts = tuple(
        (count_cell(material, cube, indicator.id, i), class_cell(classed, i), *answered_cells(measure, i))
        for i in range(len(cube.places))
    )
    return MapLayer(
        id=indicator.id,
        label=indicator.short or indicator.label,
        caption=indicator.label if index else captioned(indicator),
        classes=classed.classes,
        values=classed.values,
        incomplete=incomplete(measure),
        fact_heads=(head, heads.CLASS_SHORT, heads.ANSWERED, heads.EXISTING),
        facts=facts,
    )


def captioned(indicator: Indicator) -> Text:
    """The caption of a layer of counts."""
    return spoken(words.COUNT_CAPTION, label=dated(indicator))


def dated(indicator: Indicator) -> Text:
    """The label of an indicator with its period, said once."""
    if indicator.period in indicator.label.es and indicator.period in indicator.label.en:
        return indicator.label
    when = period_words(indicator.period)
    return Text(es=f"{indicator.label.es}, {when.es}", en=f"{indicator.label.en}, {when.en}")


def rate_layer(material: Material, indicator: Indicator, unit: Unit, cube: Cube, measure: Measure) -> MapLayer:
    """Rates in classes; below the smallest population a place has its class and its count, and no rate."""
    base = cube.measures[unit.population or ""]
    rates = tuple(rate(v, p, indicator.per) for v, p in zip(measure.values, base.values, strict=True))
    large = tuple(
        r if p is not None and p >= unit.min_population else None for r, p in zip(rates, base.values, strict=True)
    )
    classed = classify(cube, measure, rates, Shown(large, 1, material.study.study.number_style))
    per = both(indicator.per, 0, material.study.study.number_style)
    return MapLayer(
        id=indicator.id,
        label=indicator.short or indicator.label,
        caption=spoken(
            words.RATE_CAPTION,
            label=dated(indicator),
            per=per,
            base=material.short(unit.population or ""),
        ),
        classes=classed.classes,
        values=classed.values,
        incomplete=incomplete(measure),
        fact_heads=(heads.COUNT, heads.RATE_SHORT, heads.INTERVAL, heads.CLASS_SHORT, heads.ANSWERED, heads.EXISTING),
        facts=tuple(
            (
                count_cell(material, cube, indicator.id, i),
                *rate_cells(material, indicator, unit, cube, i),
                class_cell(classed, i),
                *answered_cells(measure, i),
            )
            for i in range(len(cube.places))
        ),
    )


def rate(value: float | None, base: float | None, per: float) -> float | None:
    """A rate; None where a part is missing."""
    return None if value is None or not base else per * value / base


def rate_cells(material: Material, indicator: Indicator, unit: Unit, cube: Cube, i: int) -> tuple[Cell, Cell]:
    """The rate of a place and its interval, from its estimate alone."""
    key, base = cube.places[i].key, cube.measures[unit.population or ""].values[i]
    found = material.lookup.get(estimate_id("describe", (indicator.id, unit.population or ""), unit.id, "rate", key))
    if found is None or base is None or base < unit.min_population or found.value is None:
        return Cell(mark="not applicable"), Cell(mark="not applicable")
    return value_cell(found, "rate"), interval_cell(found, 1)


def class_cell(classed: Classed, i: int) -> Cell:
    """The words of the class of a place."""
    return Cell(value=classed.classes[classed.values[i]].label)


def classify(cube: Cube, measure: Measure, values: Sequence[float | None], shown: Shown) -> Classed:
    """Quantile classes of the values above zero; zero, no data and hidden stand apart, only where some place has them.

    Cuts come from the study's own places whose value may be printed, so that no class tells a rate that may not.
    """
    cuts = quantile_cuts(
        np.array(sorted(v for v in own(cube, shown.printable) if v is not None and v > 0), dtype=float)
    )
    apart = states(measure, values)
    special = [name for name in SPECIAL if name in apart]
    classes = [SPECIAL[name] for name in special]
    if None in apart:
        count = cuts.size + 1
        classes += [MapClass(label=band_label(cuts, k, shown), shade=shade(k, count)) for k in range(count)]
    found = (
        special.index(state)
        if state is not None
        else len(special) + int(np.searchsorted(cuts, value or 0.0, side="left"))
        for state, value in zip(apart, values, strict=True)
    )
    return Classed(tuple(classes), tuple(found))


def shade(place: int, classes: int) -> int:
    """The darkness of a class, from 1 to 4."""
    return 1 if classes < 2 else 1 + round(3 * place / (classes - 1))


def states(measure: Measure, values: Sequence[float | None]) -> list[str | None]:
    """What keeps a place out of the quantile classes: hidden, no data, zero, or nothing (None)."""
    return [state_of(measure, i, value) for i, value in enumerate(values)]


def state_of(measure: Measure, i: int, value: float | None) -> str | None:
    """The special class of one place."""
    if measure.states[i] == "hidden":
        return "hidden"
    if value is None:
        return "no data"
    if value > 0:
        return None
    return "zero incomplete" if measure.answered[i] < measure.existing[i] else "zero"


def quantile_cuts(positive: np.ndarray) -> np.ndarray:
    """The upper bounds of all classes but the last; fewer where values tie."""
    if positive.size == 0:
        return np.array([])
    steps = np.quantile(positive, [k / CLASSES for k in range(1, CLASSES)], method="inverted_cdf")
    cuts: np.ndarray = np.unique(steps[steps < positive[-1]])
    return cuts


def band_label(cuts: np.ndarray, k: int, shown: Shown) -> Text:
    """The words of class `k`: above the cut before it, up to its own cut."""
    if cuts.size == 0:
        return words.ABOVE_ZERO_CLASS
    low = None if k == 0 else both(float(cuts[k - 1]), shown.digits, shown.style)
    high = None if k == cuts.size else both(float(cuts[k]), shown.digits, shown.style)
    if low is None and high is not None:
        return spoken(words.FIRST_CLASS, high=high)
    if high is None and low is not None:
        return spoken(words.LAST_CLASS, low=low)
    return spoken(words.BETWEEN_CLASS, low=low or Text.same(""), high=high or Text.same(""))


def both(value: float, digits: int, style: str) -> Text:
    """A number inside the words of a class, in both languages."""
    write = bounded if digits == 2 else number
    return Text(es=write(value, digits, style, "es"), en=write(value, digits, style, "en"))
