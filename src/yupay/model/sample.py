"""Rows that were drawn and answered: how they were drawn, which answers make a score, what is estimated from them."""

from typing import Literal

from pydantic import Field

from yupay.model.base import Noun
from yupay.model.text import Text

Lonely = Literal["fail", "remove", "certainty", "adjust", "average"]
Replication = Literal["BRR", "Fay", "JK1", "JKn", "bootstrap", "other"]


class SampleDesign(Noun):
    """How the rows of a sample were drawn: names of columns of its source.

    `strata`, `clusters` and `fpc` have one column per stage, first stage first; `fpc` holds population sizes (above 1)
    or sampling fractions. No weights: every row counts once. Replicate weights replace linearisation: variance =
    scale * sum over r of rscales[r] * (estimate_r - centre)^2, centre the full-sample estimate where `mse`, else the
    mean of the replicates; BRR, Fay, JK1, JKn and bootstrap have known scales where none is given. `period` is the
    column that tells the pooled years: a cluster seen in several years stays one, weights are divided by their number.
    `lonely` says what a stratum with one cluster does (R's survey.lonely.psu). `where` keeps the rows with these words.
    `represents` says in words whom the rows stand for; `census`: everybody was asked.
    """

    strata: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    weights: str | None = None
    fpc: tuple[str, ...] = ()
    nested: bool = True
    replicate_weights: tuple[str, ...] = ()
    replication: Replication | None = None
    fay: float = 0.0
    scale: float | None = None
    rscales: tuple[float, ...] = ()
    combined: bool = True
    mse: bool = False
    lonely: Lonely = "fail"
    period: str | None = None
    poststrata: str | None = None
    raking: tuple[str, ...] = ()
    margins: dict[str, dict[str, float]] = Field(default_factory=dict)
    where: dict[str, str] = Field(default_factory=dict)
    represents: Text | None = None
    census: bool = False


class Bands(Noun):
    """Score bands (baremo): how the cuts are found and what the levels are called, lowest first.

    "cuts": `cuts` are the lowest scores of the second and later levels.
    """

    method: Literal["equal-width", "terciles", "stanines", "cuts"] = "equal-width"
    labels: tuple[Text, ...] = ()
    cuts: tuple[float, ...] = ()


class Instrument(Noun):
    """A scale of a questionnaire: items that are added or averaged into one score.

    `reverse` are the items whose order is turned (low + high - answer); `low` and `high` bound every answer;
    `min_answered` is the share of items a person must have answered to have a score (the rest take the person's own
    mean). `judges` is the source with the experts' ratings (columns item, judge, and one per criterion). `groups` is
    the column whose groups the measurement invariance is asked for.
    """

    id: str
    unit: str
    label: Text
    items: tuple[str, ...]
    dimension: str | None = None
    variable: str | None = None
    reverse: tuple[str, ...] = ()
    low: float
    high: float
    score: Literal["sum", "mean"] = "sum"
    min_answered: float = 1.0
    bands: Bands | None = None
    judges: str | None = None
    judges_low: float = 0.0
    judges_high: float = 1.0
    groups: str | None = None
    citation: str = ""


class Estimand(Noun):
    """One quantity asked of a drawn unit: of a column, over all its rows, by groups, or among the rows of `where`.

    `difference` names two groups of the one column of `by`: the first less the second.
    """

    id: str
    unit: str
    label: Text
    quantity: Literal["mean", "total", "ratio", "proportion", "quantile"]
    column: str
    denominator: str | None = None
    category: str | None = None
    by: tuple[str, ...] = ()
    difference: tuple[str, ...] = ()
    where: dict[str, str] = Field(default_factory=dict)
    probabilities: tuple[float, ...] = (0.25, 0.5, 0.75)
    interval: Literal["logit", "korn-graubard", "asin", "wald"] = "logit"
    measured_in: str = ""
    dimension: str | None = None
