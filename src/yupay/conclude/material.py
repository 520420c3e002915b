"""What does a table or figure read? The declaration, the evidence, the estimates and the rulings, under one name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from yupay.conclude.decide import Ruling
from yupay.conclude.lookup import Lookup
from yupay.model.cube import Cube, Evidence, PublishedFigure
from yupay.model.study import Exhibit, Hypothesis, Indicator, Study, Unit
from yupay.model.text import Text


@dataclass(frozen=True)
class Material:
    """Everything an exhibit may read. `numbers` gives the number of each table and figure of the report by its id."""

    study: Study
    evidence: Evidence
    lookup: Lookup
    rulings: Mapping[str, Ruling]
    numbers: Mapping[str, int]

    def indicator(self, name: str | None) -> Indicator | None:
        """The indicator with this id, or None."""
        return next((indicator for indicator in self.study.indicators if indicator.id == name), None)

    def unit(self, name: str | None) -> Unit | None:
        """The unit of analysis with this id, or None."""
        return next((unit for unit in self.study.units if unit.id == name), None)

    def hypothesis(self, name: str) -> Hypothesis | None:
        """The hypothesis with this id, or None."""
        return next((h for h in self.study.hypotheses if h.id == name), None)

    def cube(self, unit: str | None) -> Cube | None:
        """The counts of a unit of analysis, or None."""
        return self.evidence.cubes.get(unit or "")

    def figure(self, name: str) -> PublishedFigure | None:
        """The published figure with this id, or None."""
        return self.evidence.figures.get(name)

    def label(self, name: str) -> Text:
        """The label of an indicator, or its id."""
        indicator = self.indicator(name)
        return indicator.label if indicator else Text.same(name)

    def short(self, name: str) -> Text:
        """The short label of an indicator, or its label, or its id."""
        indicator = self.indicator(name)
        return Text.same(name) if indicator is None else indicator.short or indicator.label

    def unit_of(self, exhibit: Exhibit, indicators: Iterable[str] = ()) -> str:
        """The unit an exhibit is about: declared, else the first named unit that all its indicators have."""
        declared = exhibit.options.get("unit")
        if isinstance(declared, str):
            return declared
        known = [i.units for name in indicators if (i := self.indicator(name)) is not None]
        shared = [unit.id for unit in self.study.units if unit.named and all(unit.id in units for units in known)]
        return shared[0] if shared else ""

    def listed(self, unit: str) -> bool:
        """Whether the places of a unit may be listed and named."""
        found = self.unit(unit)
        return found is not None and found.named and unit in self.evidence.cubes


def names(exhibit: Exhibit, *options: str) -> tuple[str, ...]:
    """The ids of the first of these options that an exhibit declares: one word or a list."""
    for option in options:
        declared = exhibit.options.get(option)
        if isinstance(declared, str):
            return (declared,)
        if isinstance(declared, list | tuple):
            return tuple(item for item in declared if isinstance(item, str))
    return ()


def effort(indicator: Indicator | None) -> bool:
    """Whether an indicator measures declared police effort and not what it stands for: never a rate, never a rank."""
    return indicator is not None and indicator.reach == "indirect"


def pairs(exhibit: Exhibit, option: str) -> dict[str, str]:
    """The words an exhibit declares as a table of names."""
    declared = exhibit.options.get(option)
    if not isinstance(declared, Mapping):
        return {}
    return {str(name): value for name, value in declared.items() if isinstance(value, str)}


def records(exhibit: Exhibit, option: str) -> list[Mapping[str, Any]]:
    """The tables an exhibit declares as a list."""
    declared = exhibit.options.get(option)
    if not isinstance(declared, list | tuple):
        return []
    return [item for item in declared if isinstance(item, Mapping)]
