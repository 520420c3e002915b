"""One number with its doubt."""

from pydantic import Field

from yupay.model.base import Noun
from yupay.model.choice import Choice
from yupay.model.source import RowRef
from yupay.model.text import Text


class Interval(Noun):
    """A confidence interval; a bound is None where the data do not bound it."""

    low: float | None
    high: float | None
    level: float = 0.95
    method: Text


class Assumption(Noun):
    """What a method needs, whether it held (None: not checked), and the evidence in words."""

    name: Text
    held: bool | None
    evidence: Text


class Subject(Noun):
    """What an estimate is about: the names every method copies into its result."""

    variables: tuple[str, ...]
    unit_of_analysis: str
    key: str = ""
    unit: str = ""
    sources: tuple[str, ...] = ()
    rows: tuple[RowRef, ...] = ()
    base: Text | None = None


class Estimate(Noun):
    """A quantity, its value, and everything a reader needs to doubt it.

    `value` is None where the quantity is not assessable; `warnings` then say why. `unit` is the unit of the value
    ("coefficient", "complaint", "percent", "per 100,000 inhabitants"). A test adds `statistic`, `p`, and
    `p_adjusted` once its family is known. `parameters` hold what the method fitted or was told. `choice` stands on the
    estimate that decides a hypothesis.
    """

    question: str
    variables: tuple[str, ...]
    unit_of_analysis: str
    method: str
    key: str = ""
    quantity: Text
    value: float | None
    unit: str
    interval: Interval | None = None
    se: float | None = None
    df: float | None = None
    n: int | None = None
    base: Text | None = None
    design: Text | None = None
    statistic_name: str | None = None
    statistic: float | None = None
    p: float | None = None
    p_adjusted: float | None = None
    assumptions: tuple[Assumption, ...] = ()
    sources: tuple[str, ...] = ()
    rows: tuple[RowRef, ...] = ()
    seed: int | None = None
    parameters: dict[str, float | int | str | bool | None] = Field(default_factory=dict)
    warnings: tuple[Text, ...] = ()
    choice: Choice | None = None

    @property
    def id(self) -> str:
        """Stable between runs: question/variables/unit/method[/key]."""
        parts = [self.question, "~".join(self.variables), self.unit_of_analysis, self.method]
        return "/".join([*parts, self.key] if self.key else parts)

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        """The number with its interval, base and method on one line."""
        shown = "not assessable" if self.value is None else f"{self.value:.4g} {self.unit}"
        if self.interval is not None and self.interval.low is not None and self.interval.high is not None:
            shown += f" [{self.interval.low:.4g}, {self.interval.high:.4g}]"
        if self.p is not None:
            shown += f", p = {self.p:.3g}"
        return f"{self.quantity.en}: {shown} (n = {self.n}; {self.method})"
