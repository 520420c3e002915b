"""Which pairs does an exploratory family look at, and what was estimated for each?"""

from dataclasses import dataclass

from yupay.conclude.lookup import Lookup
from yupay.conclude.material import Material
from yupay.conclude.wording import columns as heads
from yupay.model.estimate import Estimate
from yupay.model.study import Family
from yupay.model.table import Cell

METHODS = ("spearman", "partial-spearman")


@dataclass(frozen=True)
class Explored:
    """One pair of a family with its estimates by method."""

    x: str
    y: str
    unit: str
    by_method: dict[str, Estimate]

    @property
    def key(self) -> str:
        """The row key of the pair."""
        return f"{self.x}~{self.y}"


def family_pairs(material: Material, family: Family) -> list[Explored]:
    """The declared pairs of a family, also those that no estimate answers."""
    methods = family.methods or METHODS
    unit = family.unit or ""
    return [Explored(x, y, unit, estimated(material.lookup, x, y, unit, methods)) for x, y in family.pairs]


def estimated(lookup: Lookup, x: str, y: str, unit: str, methods: tuple[str, ...]) -> dict[str, Estimate]:
    """The estimates of one pair by method."""
    found = ((method, lookup.relation(x, y, unit, method)) for method in methods)
    return {method: estimate for method, estimate in found if estimate is not None}


def no_decision() -> Cell:
    """What stands in the decision column of an exploratory row."""
    return Cell(value=heads.NO_DECISION)
