"""What may leave the building, sealed."""

from pydantic import Field

from yupay.model.base import Noun
from yupay.model.cube import PublishedFigure, SourceAudit
from yupay.model.document import Block, SummaryBox
from yupay.model.estimate import Estimate
from yupay.model.figure import Figure
from yupay.model.finding import Finding, HypothesisBlock
from yupay.model.method import Method
from yupay.model.registry import EditionSheet
from yupay.model.source import Source
from yupay.model.study import Header, ReleasePolicy, ReportOptions
from yupay.model.table import Table
from yupay.model.text import Text


class Suppression(Noun):
    """A value that did not leave: where it stood and the rule that kept it."""

    where: str
    rule: str
    source: str


class Input(Noun):
    """One file that was read."""

    source: str
    file: str
    sha256: str
    rows: int


class Manifest(Noun):
    """What was read, with what, under which plan: the same on every run of the same inputs."""

    study: str
    version: str
    code_sha256: str
    plan_sha256: str
    registered: str = ""
    seed: int
    threads: int = 1
    python: str
    packages: dict[str, str] = Field(default_factory=dict)
    inputs: tuple[Input, ...] = ()


class Release(Noun):
    """Tables, figures, findings and the words between them, under one policy. Made by `yupay.release.seal` only."""

    header: Header
    report: ReportOptions
    policy: ReleasePolicy
    watermark: Text | None = None
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    blocks: tuple[Block, ...] = ()
    hypotheses: tuple[HypothesisBlock, ...] = ()
    findings: tuple[Finding, ...] = ()
    summary: tuple[SummaryBox, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    published: tuple[PublishedFigure, ...] = ()
    sources: tuple[Source, ...] = ()
    audits: tuple[SourceAudit, ...] = ()
    methods: tuple[Method, ...] = ()
    glossary: tuple[tuple[Text, Text], ...] = ()
    references: tuple[str, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    edition: EditionSheet | None = None
    manifest: Manifest
    seal: str = ""

    def table(self, table_id: str) -> Table:
        """The table with this id; KeyError when there is none."""
        return {table.id: table for table in self.tables}[table_id]

    def figure(self, figure_id: str) -> Figure:
        """The figure with this id; KeyError when there is none."""
        return {figure.id: figure for figure in self.figures}[figure_id]
