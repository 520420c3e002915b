"""How is each column of a source to be read? As its card declares, and as the study uses it.

Keys and places are codes, names are text, summed columns are counts, `answered` is a flag: so a study that forgets to
declare a column is still checked as if it had.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from yupay.model.lists import Hidden
from yupay.model.sample import Estimand, SampleDesign
from yupay.model.source import ColumnSpec, Source
from yupay.model.study import Indicator, Study, Unit
from yupay.study.qualify import made

Kind = Literal["code", "text", "count", "number", "flag"]


def specs_of(source: Source, study: Study) -> dict[str, ColumnSpec]:
    """One spec per column that is declared or used, in the order declared, then used; not those that the law answers."""
    specs: dict[str, ColumnSpec] = dict(source.columns)
    answered = made(source)
    for name, kind in _used(source, study):
        if name in answered:
            continue
        if name not in specs:
            specs[name] = ColumnSpec(type=kind)
        elif kind == "code" and specs[name].type != "code":
            specs[name] = specs[name].model_copy(update={"type": "code"})
    return specs


def place_column(source: Source) -> str | None:
    """The column that holds the place's code: `place`, or the key where places are not named either."""
    if source.place is None and source.place_name is None:
        return source.key
    return source.place


def keyed_by_place(unit: Unit, frame: Source) -> bool:
    """Whether the unit's key is a place code (a district) and not the code of something in a place (a station)."""
    return (frame.place or frame.key) in (None, unit.key)


def numeric(spec: ColumnSpec) -> bool:
    """Whether the column becomes a number."""
    return spec.type in ("count", "number", "flag")


def flags_over(source: Source, study: Study) -> Mapping[str, str]:
    """For each summed column, the column that says whether its row answered."""
    return {
        column: indicator.answered
        for indicator in study.indicators
        if indicator.source == source.id and indicator.answered
        for column in indicator.columns
    }


def _used(source: Source, study: Study) -> Iterator[tuple[str, Kind]]:
    yield from ((name, "code") for name in (source.key, source.place) if name)
    yield from ((name, "text") for name in (source.place_name, *source.place_context) if name)
    for unit in study.units:
        if unit.frame == source.id:
            yield unit.key, "code"
            yield from ((name, "text") for name in (unit.name,) if name)
    for indicator in study.indicators:
        if indicator.source == source.id:
            yield from ((name, "count") for name in indicator.columns)
            yield from ((name, "flag") for name in (indicator.answered,) if name)
            yield from ((name, "text") for name in indicator.where)
            yield from ((name, answered_as(indicator)) for name in (indicator.answer,) if name)
    if any(instrument.judges == source.id for instrument in study.instruments):
        yield from (("item", "text"), ("judge", "text"))
    yield from _drawn(source, study)
    if study.hidden is not None:
        yield from _lists(source, study.hidden)
    for total in source.totals:
        yield total.column, "count"
        yield from ((name, "text") for name in total.where)


def answered_as(indicator: Indicator) -> Kind:
    """How an answer is read when its column is not declared: words are text, what can be added is a number."""
    return "text" if indicator.scale == "nominal" or indicator.categories else "number"


def _drawn(source: Source, study: Study) -> Iterator[tuple[str, Kind]]:
    """What designs, scales and estimands read of a source whose rows are answers."""
    for unit in study.units:
        if unit.frame != source.id or unit.design is None:
            continue
        yield from _design(unit.design)
        for instrument in (one for one in study.instruments if one.unit == unit.id):
            yield from ((name, "number") for name in instrument.items)
            yield from ((name, "text") for name in (instrument.groups,) if name)
        for estimand in (one for one in study.estimands if one.unit == unit.id):
            yield from _estimand(estimand)


def _lists(source: Source, hidden: Hidden) -> Iterator[tuple[str, Kind]]:
    """What overlapping lists read: who is on which list, how many, and the words that split the people."""
    if hidden.pairs == source.id:
        yield from (("entry_a", "text"), ("entry_b", "text"), ("probability", "number"))
    if hidden.source != source.id:
        return
    yield from ((name, "text") for name in (*hidden.strata, *hidden.where))
    if hidden.rows == "entries":
        yield from ((name, "text") for name in (hidden.person, hidden.list_column) if name)
        return
    yield from ((card.id, "flag") for card in hidden.lists)
    if hidden.rows == "counts":
        yield hidden.count, "count"


def _design(design: SampleDesign) -> Iterator[tuple[str, Kind]]:
    words = (*design.strata, *design.clusters, *design.raking, *design.margins, *design.where)
    yield from ((name, "text") for name in (*words, design.period, design.poststrata) if name)
    yield from ((name, "number") for name in (design.weights, *design.fpc, *design.replicate_weights) if name)


def _estimand(estimand: Estimand) -> Iterator[tuple[str, Kind]]:
    yield estimand.column, "text" if estimand.quantity == "proportion" else "number"
    yield from ((name, "number") for name in (estimand.denominator,) if name)
    yield from ((name, "text") for name in (*estimand.by, *estimand.where))
