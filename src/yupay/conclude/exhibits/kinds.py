"""Which file builds which kind of exhibit? One line per kind."""

from collections.abc import Callable, Mapping
from importlib import import_module

from yupay.conclude.material import Material
from yupay.model.figure import Figure
from yupay.model.study import Exhibit
from yupay.model.table import Table

Builder = Callable[[Exhibit, Material], Table | Figure | None]
TABLES = (
    "consistency",
    "operationalisation",
    "sources",
    "reconciliation",
    "modalities",
    "registries",
    "modality-ranks",
    "unit-ranks",
    "survey-indicators",
    "unit-descriptives",
    "assumptions",
    "hypothesis",
    "exploratory",
    "scales",
    "sensitivity",
    "findings",
    "districts",
    "missing-data",
    "checklist",
    "instrument-sheet",
    "reliability",
    "item-analysis",
    "content-validity",
    "construct-validity",
    "levels",
    "invariance",
    "common-method",
    "cross-tables",
    "estimands",
    "answers",
    "scores",
    "row-assumptions",
    "guide",
    "explorations",
    "map-family",
    "size-power",
    "hidden-models",
    "hidden-doubt",
    "hidden-strata",
    "hidden-rate",
    "law-magnitude",
    "law-missing",
    "law-beside",
    "law-trace",
    "registry-counts",
)
FIGURES = (
    "series",
    "pareto",
    "map",
    "rank-sets",
    "rank-scatter",
    "specification-curve",
    "hidden-forest",
    "hidden-overlaps",
    "law-series",
)
MODULES: Mapping[str, str] = {kind: f"yupay.conclude.exhibits.{kind.replace('-', '_')}" for kind in (*TABLES, *FIGURES)}


def builder(kind: str) -> Builder | None:
    """The function that builds a kind; None where the kind is unknown."""
    if kind not in MODULES:
        return None
    found: Builder = import_module(MODULES[kind]).build
    return found
