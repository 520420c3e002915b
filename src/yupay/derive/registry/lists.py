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
        linked: the records and how likely each pair is one person, over the same lists, where that doubt is to be carried.

    """
    flags = [people[f"on_{card.id}"].cast("int64") * (1 << k) for k, card in enumerate(hidden.lists)]
    history = reduce(lambda left, right: left + right, flags, ibis.literal(0))
    found = people.group_by(yupay_history=history).aggregate(people=people.count()).order_by("yupay_history")
    rows = found.to_pyarrow().to_pylist()
    groups = [Group(int(row["yupay_history"]), (), int(row["people"]), 1, 0, 0) for row in rows]
    return counted(hidden, groups, linked=linked)
