"""What must be known of two variables, their units and the claim before a test is chosen?

Reference: Stevens, S. S. (1946), Science 103, 677-680, for the scales; Cochran, W. G. (1954), Biometrics 10, 417-451, for
small expected counts.
"""

from dataclasses import dataclass
from typing import Literal

from yupay.analyse.guide.references import Reference
from yupay.model.study import Scale
from yupay.model.text import Text

Kind = Literal["binary", "nominal", "ordinal", "score", "metric"]
Asks = Literal["relation", "groups", "agreement", "outcome"]
Claims = Literal["order", "amount", "latent"]
Drawn = Literal["simple", "complex", "map"]
Grouped = Literal["none", "groups", "repeated"]
FEW_CATEGORIES = 7
THIN = 5.0
MANY_TIES = 0.5
CATEGORIES: tuple[Kind, ...] = ("binary", "nominal")
ORDERED: tuple[Kind, ...] = ("binary", "ordinal", "score", "metric")
RANKED: tuple[Kind, ...] = ("ordinal", "score", "metric")
ANY: tuple[Kind, ...] = ("binary", "nominal", "ordinal", "score", "metric")
Pair = tuple[tuple[Kind, ...], tuple[Kind, ...]]


@dataclass(frozen=True)
class Measured:
    """A variable: its scale, how many different values it takes (None: many or not known), and the share of tied units."""

    scale: Scale
    categories: int | None = None
    tied: float = 0.0
    label: Text | None = None

    @property
    def kind(self) -> Kind:
        """binary: two values; nominal; ordinal: at most 7 ordered categories; score: more; metric: interval or ratio."""
        if self.categories == 2:
            return "binary"
        if self.scale == "nominal":
            return "nominal"
        if self.scale == "ordinal":
            return "ordinal" if self.categories is not None and self.categories <= FEW_CATEGORIES else "score"
        return "metric"


@dataclass(frozen=True)
class Situation:
    """Everything the guide looks at; a normality test is not in it.

    `asks`: whether x and y go together (relation), whether groups differ (groups), whether two measurements of the same
    thing agree (agreement), how much of y goes with x (outcome: y is the outcome). `claims`: higher goes with higher
    (order), average amounts or a straight line (amount), or a continuous trait under the categories (latent).
    `areas`: units are areas with neighbours on a map. `grouped`: rows share a group (school, household) or are the same
    unit more than once. `controls`: covariates declared. `smallest_expected`: smallest expected count of the cross table,
    where known. `hypotheses`: tests in the same family.
    """

    x: Measured
    y: Measured
    n: int
    asks: Asks = "relation"
    claims: Claims = "order"
    areas: bool = False
    census: bool = False
    weights: bool = False
    strata: bool = False
    clusters: bool = False
    grouped: Grouped = "none"
    controls: int = 0
    hypotheses: int = 1
    smallest_expected: float | None = None
    plural: Text | None = None

    @property
    def drawn(self) -> Drawn:
        """map: neighbouring areas; complex: weights, strata, clusters or groups; simple: neither."""
        if self.areas:
            return "map"
        return "complex" if self.weights or self.strata or self.clusters or self.grouped != "none" else "simple"

    @property
    def thin(self) -> bool:
        """Whether the cross table is thin: smallest expected count below 5, or n over cells where it is not known."""
        if self.smallest_expected is not None:
            return self.smallest_expected < THIN
        if self.x.categories is None or self.y.categories is None:
            return False
        return self.n < THIN * self.x.categories * self.y.categories

    @property
    def tied(self) -> bool:
        """Whether at least half of the units of a variable share their value with another."""
        return max(self.x.tied, self.y.tied) >= MANY_TIES


@dataclass(frozen=True)
class When:
    """The condition of a rule; what is left empty does not matter.

    `pair`: one variable is of a kind of the first list and the other of the second, in either order; `outcome`: y is.
    """

    asks: tuple[Asks, ...] = ()
    drawn: tuple[Drawn, ...] = ()
    claims: tuple[Claims, ...] = ()
    pair: Pair | None = None
    outcome: tuple[Kind, ...] = ()
    controls: bool | None = None
    thin: bool | None = None
    tied: bool | None = None

    def matches(self, situation: Situation) -> bool:
        """Whether a situation is of this kind."""
        x, y = situation.x.kind, situation.y.kind
        return (
            (not self.asks or situation.asks in self.asks)
            and (not self.drawn or situation.drawn in self.drawn)
            and (not self.claims or situation.claims in self.claims)
            and (self.pair is None or _paired(x, y, *self.pair) or _paired(y, x, *self.pair))
            and (not self.outcome or y in self.outcome)
            and self.controls in (None, situation.controls > 0)
            and self.thin in (None, situation.thin)
            and self.tied in (None, situation.tied)
        )


def _paired(first: Kind, second: Kind, one: tuple[Kind, ...], other: tuple[Kind, ...]) -> bool:
    return first in one and second in other


@dataclass(frozen=True)
class Rule:
    """One row of the table that chooses; `reason` continues a sentence after "because"."""

    id: str
    when: When
    method: str
    reason: Text
    citation: tuple[Reference, ...]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Objection:
    """One row: a method that is tempting in a situation, and what speaks against it."""

    methods: tuple[str, ...]
    when: When
    reason: Text
    defensible: bool = False
