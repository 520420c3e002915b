"""What does every model say of the same lists? The identifying assumption first, then each total under it, none set apart."""

from collections.abc import Iterator

from yupay.conclude import layout
from yupay.conclude.exhibits import hidden_reading as reading
from yupay.conclude.material import Material
from yupay.conclude.naming import filled, spoken
from yupay.conclude.plainly import plainly
from yupay.conclude.wording import hidden as words
from yupay.model.estimate import Assumption, Estimate
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Note, Row, Sentence, Table
from yupay.model.text import Text


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row a model, in groups by what is assumed of those on no list; None where nothing was estimated."""
    found = reading.models(material)
    if not found:
        return None
    level = reading.level(found)
    columns = (
        layout.head("model", words.MODEL, width=1.7),
        layout.figures_head("total", words.TOTAL, width=0.7),
        layout.figures_head("interval", spoken(words.INTERVAL, level=level), width=1.0),
        layout.head("checked", words.CHECKED, width=2.4),
    )
    return layout.table(
        exhibit,
        material,
        columns,
        [row(material, one) for one in by_assumption(found)],
        notes=[
            *base_notes(material),
            *reading.range_notes(material, found),
            *reading.refused_notes(found),
            *reading.warned_notes(found),
        ],
        sources=layout.sources_of(*found),
        landscape=True,
        sortable=False,
    )


def by_assumption(found: tuple[Estimate, ...]) -> list[Estimate]:
    """Models that assume the same stand together, in the order of the first of them."""
    order = list(dict.fromkeys(assumed(one) for one in found))
    return sorted(found, key=lambda one: order.index(assumed(one)))


def assumed(one: Estimate) -> Text:
    """What a model assumes of those on no list: the longer of the name of its first assumption and the words on it."""
    if not one.assumptions:
        return words.NOTHING_SAID
    first = one.assumptions[0]
    return first.name if len(first.name.es) >= len(first.evidence.es) else first.evidence


def row(material: Material, one: Estimate) -> Row:
    """One model under its assumption."""
    group = spoken(words.ASSUMED, words=reading.short(assumed(one)))
    cells = (
        layout.said(reading.named(one)),
        reading.total_cell(one),
        reading.between_cell(one),
        checked_cell(material, one),
    )
    return Row(key=f"{one.method}.{one.key}".rstrip("."), cells=cells, group=group)


def checked_cell(material: Material, one: Estimate) -> Cell:
    """What was checked; the mark of what is withheld where the source is not public."""
    found, told = reading.overlaps(material), checked(material, one)
    withheld = found is not None and not found.printed and told == words.NOTHING_CHECKED
    return Cell(mark="hidden", estimate=one.id) if withheld else Cell(value=told)


def checked(material: Material, one: Estimate) -> Text:
    """What was looked at after the identifying assumption: fit, search, chains, and what holds or does not."""
    told = [plainly(sentence, material.study.study.number_style) for sentence in facts(one)]
    told += [outcome(assumption) for assumption in one.assumptions[1:] if assumption.held is not None]
    if not told:
        return words.NOTHING_CHECKED
    return Text(es="; ".join(text.es for text in told), en="; ".join(text.en for text in told))


def facts(one: Estimate) -> Iterator[Sentence]:
    """The numbers that a model was judged by, those that it has."""
    for template, wanted in words.FACTS:
        values = {name: reading.number(one, name) for name in wanted}
        if one.value is not None and all(value is not None for value in values.values()):
            yield filled(template, **{name: fact(name, value) for name, value in values.items()})


def fact(name: str, value: float | None) -> Cell:
    """One of these numbers, with as many decimals as it is read with."""
    digits = words.DIGITS.get(name)
    return Cell(value=value, form="count") if digits is None else Cell(value=value, form="number", digits=digits)


def outcome(assumption: Assumption) -> Text:
    """One thing looked at, with yes or no."""
    name = reading.short(assumption.name)
    return spoken(words.CHECK, name=name, held=words.HELD if assumption.held else words.FAILED)


def base_notes(material: Material) -> list[Note | None]:
    """The base, what intervals are and are not, and the names of the lists."""
    found = reading.overlaps(material)
    lists = Cell(value=len(found.cards) if found is not None else 0, form="count")
    note = layout.general(
        words.MODELS_NOTE, seen=reading.seen_cell(material), people=reading.people(material), lists=lists
    )
    return [note, reading.lists_note(material)]
