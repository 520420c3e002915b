"""The declaration: what is asked, of which units, with which sources, and how it will be decided."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from yupay.model.base import Noun
from yupay.model.lists import Hidden
from yupay.model.registry import Registry
from yupay.model.sample import Estimand, Instrument, SampleDesign
from yupay.model.source import CountingUnit, Source
from yupay.model.text import Language, Text

Scale = Literal["nominal", "ordinal", "interval", "ratio"]
Reach = Literal["direct", "indirect", "none"]


class Header(Noun):
    """Names, place, period and the standing words of a study."""

    id: str
    title: Text
    subtitle: Text | None = None
    scope: Text | None = None
    place: Text
    period: str
    languages: tuple[Language, ...] = ("es", "en")
    number_style: Literal["es_PE", "si"] = "es_PE"
    seed: int = 20161231
    method: Text | None = None
    definitions: tuple[Text, ...] = ()
    standing: Text | None = None
    help_lines: Text | None = None
    seen_before: Text | None = None
    limits: tuple[Text, ...] = ()
    cannot_say: tuple[Text, ...] = ()
    recommendations: tuple[Text, ...] = ()


class NeighbourRule(Noun):
    """Which places are neighbours: a shared point ("queen") or border ("rook"), the `k` nearest, or within `distance`.

    `distance` and `snap` are in the plane of the map (metres where it was projected); outlines at most `snap` apart touch.
    `islands`: what happens to a place without neighbours.
    """

    rule: Literal["queen", "rook", "knn", "distance"] = "queen"
    k: int = 4
    distance: float | None = None
    snap: float = 0.0
    islands: Literal["keep", "refuse", "leave-out", "nearest"] = "keep"


class Unit(Noun):
    """A unit of analysis: one row per `key` of its `frame` source.

    A row of a finer source belongs to the unit whose code is the first `digits` digits of the row's place code
    (None: the whole code). `keep` keeps the units whose code starts with one of these prefixes; `compare` are shown apart, switched off. `inset` is the dense part of the map to be drawn larger: west, south, east, north in degrees.
    A unit with a `design` is not a place: its rows are answers (of persons, dwellings, schools) and stay rows.
    """

    id: str
    label: Text
    plural: Text
    frame: str
    key: str
    name: str | None = None
    digits: int | None = None
    keep: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    boundaries: str | None = None
    boundaries_key: str = "ubigeo"
    named: bool = True
    min_population: float = 20_000
    population: str | None = None
    inset: tuple[float, float, float, float] | None = None
    neighbours: NeighbourRule | None = None
    design: SampleDesign | None = None


class Variable(Noun):
    """A concept of the study."""

    id: str
    label: Text
    concept: Text
    operational: Text | None = None


class Dimension(Noun):
    """A part of a variable."""

    id: str
    variable: str
    label: Text


class Interpolation(Noun):
    """Geometric interpolation between two dated indicators: an estimate, and labelled so."""

    start: str
    start_date: date
    end: str
    end_date: date
    at: date


class Indicator(Noun):
    """What is measured: the sum of `columns` of `source` over the rows of a unit, or a rule on other indicators.

    Exactly one of: `columns`; `rate_of` with `base`; `mean_ranks`; `interpolate`; reach = "none" (no data); over a
    unit with a design also `answer` (one column, row by row) or `instrument` (the score of a scale).
    `categories` gives the words of the answers of a nominal or ordinal indicator, lowest first.
    `answered` is the column that says whether a row was asked and answered (1) or not (0).
    `rankable` and `mapped` default to no: proxies of police effort are never ranked.
    """

    id: str
    dimension: str | None = None
    label: Text
    short: Text | None = None
    operational: Text | None = None
    scale: Scale = "ratio"
    source: str | None = None
    columns: tuple[str, ...] = ()
    answered: str | None = None
    where: dict[str, str] = Field(default_factory=dict)
    rate_of: str | None = None
    base: str | None = None
    per: float = 100_000
    mean_ranks: tuple[str, ...] = ()
    interpolate: Interpolation | None = None
    answer: str | None = None
    instrument: str | None = None
    categories: dict[str, Text] = Field(default_factory=dict)
    counting_unit: CountingUnit
    period: str
    units: tuple[str, ...]
    reach: Reach = "direct"
    proxy_for: Text | None = None
    role: Literal["variable", "control", "context", "population"] = "variable"
    rankable: bool = False
    mapped: Literal["no", "counts", "rates", "effort-classes"] = "no"
    limits: Text | None = None
    missing: Text | None = None
    records: Text | None = None
    holder: Text | None = None


class Objective(Noun):
    """A problem and its objective. A descriptive objective says so; one without data says what is missing."""

    id: str
    general: bool = False
    problem: Text
    objective: Text
    descriptive: bool = False
    answer: Text | None = None
    answered_by: tuple[str, ...] = ()
    missing: Text | None = None
    records: Text | None = None
    holder: Text | None = None
    limit: Text | None = None


class Hypothesis(Noun):
    """A claim that can fail: `x` goes with `y` over the units of `unit`.

    `derived_from`: supported when one of these is; no test of its own. `control` is the negative control put in
    place of `x`. `asks` whether the two go together, groups differ, two measurements agree, or y is an outcome; `claims`
    that higher goes with higher, that amounts rise together, or that a continuous trait lies under the categories: the
    guide chooses by them where `method` is "auto". `missing` and `records` make it not assessable by declaration, in the study's own words.
    """

    id: str
    objective: str
    statement: Text
    null: Text | None = None
    family: str | None = None
    unit: str | None = None
    x: str | None = None
    y: str | None = None
    alternative: Literal["two-sided", "greater", "less"] = "two-sided"
    method: str = "auto"
    asks: Literal["relation", "groups", "agreement", "outcome"] = "relation"
    claims: Literal["order", "amount", "latent"] = "order"
    control: str | None = None
    covariates: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    missing: Text | None = None
    records: Text | None = None
    holder: Text | None = None
    searched: Text | None = None
    silent_on: Text | None = None


class Family(Noun):
    """Hypotheses protected together. `decides = false` is exploration: printed, adjusted over its rows, no decision.

    A family that decides is adjusted by Holm or not at all; one that explores by any of the others too.
    """

    id: str
    label: Text
    correction: Literal["holm", "hochberg", "hommel", "bonferroni", "bh", "by", "none"] = "holm"
    decides: bool = True
    pairs: tuple[tuple[str, str], ...] = ()
    unit: str | None = None
    methods: tuple[str, ...] = ()
    covariates: tuple[str, ...] = ()


class DecisionRule(Noun):
    """The rule that was declared before the run. `method` is the id of the statistic that decides."""

    method: str = "area-whitened"
    alpha: float = 0.05
    alternative: Literal["two-sided", "greater", "less"] = "two-sided"
    min_units: int = 20
    residual_moran_alpha: float = 0.05
    equivalence: float = 0.30
    power: float = 0.80
    simulations: int = 2000
    label_scale: str | None = None


class Variant(Noun):
    """One row of the specification curve: what is changed against the plan."""

    id: str
    label: Text
    change: Literal[
        "drop-below-population",
        "leave-one-row-out",
        "drop-rows-above",
        "silent-zero",
        "silent-mean",
        "complete-only",
        "size-indicator",
        "include-comparison",
        "population",
        "add-covariate",
        "replace-y",
    ]
    indicator: str | None = None
    value: float | None = None
    hypotheses: tuple[str, ...] = ()


class Scaling(Noun):
    """The same relation at several units, given the logarithm of a size indicator."""

    id: str
    x: str
    y: str
    size: str
    units: tuple[str, ...]


class Reconciliation(Noun):
    """A printed total beside the sum of its printed parts: figure ids, or `source.column`."""

    id: str
    label: Text
    total: str
    parts: tuple[str, ...]
    reading: Text


class Modality(Noun):
    """A modality of the study beside the legal purpose and the statistical class, with dates and honest gaps."""

    id: str
    label: Text
    purpose: Text
    valid_from: str
    valid_to: str = ""
    statistical_class: Text
    gap: Text
    citation: str


class Exhibit(Noun):
    """A table or figure of the report: its kind, its place, its words; options are read by its kind."""

    id: str
    kind: str
    section: str
    title: Text
    notes: tuple[Text, ...] = ()
    options: dict[str, Any] = Field(default_factory=dict)


class ReportOptions(Noun):
    """How the report is written. `size_draws`: simulated maps for the size and power of each test; 0: not simulated."""

    chapter: int | None = None
    first_table: int = 1
    first_figure: int = 1
    template: str | None = None
    formats: tuple[Literal["html", "docx", "pdf", "xlsx", "csv", "svg", "json"], ...] = (
        "html",
        "docx",
        "pdf",
        "xlsx",
        "csv",
        "svg",
        "json",
    )
    long_table: int = 60
    size_draws: int = 0
    authors: tuple[str, ...] = ()
    institution: str = ""
    date: str = ""


class ReleasePolicy(Noun):
    """What may leave. `small_count` is the largest count of victims or complaints that needs the producer's own print."""

    small_count: int = 10
    map_months: int = 24
    reference_date: str = ""


class Deviation(Noun):
    """A change of a registered item, declared with its reason and its date."""

    item: str
    reason: Text
    date: str


class EngineOptions(Noun):
    """Which engine holds the tables: `duckdb://` (embedded), `postgres://user@host/database`, `spark://local?cores=2`."""

    url: str = "duckdb://"


class Study(Noun):
    """The whole declaration, as read from study.toml. `folder` is where it was read."""

    study: Header
    units: tuple[Unit, ...] = ()
    sources: tuple[Source, ...] = ()
    variables: tuple[Variable, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    estimands: tuple[Estimand, ...] = ()
    hidden: Hidden | None = None
    registry: Registry | None = None
    objectives: tuple[Objective, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    families: tuple[Family, ...] = ()
    decision: DecisionRule = DecisionRule()
    sensitivity: tuple[Variant, ...] = ()
    scales: tuple[Scaling, ...] = ()
    reconciliations: tuple[Reconciliation, ...] = ()
    modalities: tuple[Modality, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    report: ReportOptions = ReportOptions()
    release: ReleasePolicy = ReleasePolicy()
    engine: EngineOptions = EngineOptions()
    deviation: tuple[Deviation, ...] = ()
