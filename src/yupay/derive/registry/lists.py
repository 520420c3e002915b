"""Which lists is each person on? The histories of the `[hidden]` block from the persons of a registry."""

from functools import reduce

import ibis
import ibis.expr.types as ir

from yupay.derive.lists import Group, Listed, counted
from yupay.model.lists import Hidden, LinkedEntries


def listed_people(hidden: Hidden, people: ir.Table, linked: LinkedEntries | None = None) -> Listed:
    """The tables of histories of everybody in the registry.

    Args:
        hidden: the block; its lists are institutions.
        people: one row per person with `on_<institution>` columns.
        linked: the records and how likely each pair is one person, where that doubt is to be carried.

    """
    flags = [people[f"on_{card.id}"].cast("int64") * (1 << k) for k, card in enumerate(hidden.lists)]
    history = reduce(lambda left, right: left + right, flags, ibis.literal(0))
    found = people.group_by(yupay_history=history).aggregate(people=people.count()).order_by("yupay_history")
    rows = found.to_pyarrow().to_pylist()
    doubt = None if linked is None else relisted(hidden, linked)
    groups = [Group(int(row["yupay_history"]), (), int(row["people"]), 1, 0, 0) for row in rows]
    return counted(hidden, groups, linked=doubt)


def relisted(hidden: Hidden, linked: LinkedEntries) -> LinkedEntries | None:
    """The entries over the lists of the block in their order; None where one of its lists has no entry."""
    place = {card.id: at for at, card in enumerate(hidden.lists)}
    if not set(place) <= set(linked.lists):
        return None
    kept = [at for at, one in enumerate(linked.entries) if linked.lists[one] in place]
    new = {old: at for at, old in enumerate(kept)}
    return LinkedEntries(
        lists=tuple(place),
        entries=tuple(place[linked.lists[linked.entries[old]]] for old in kept),
        pairs=tuple((new[a], new[b], chance) for a, b, chance in linked.pairs if a in new and b in new),
    )
