"""How does the whole report become one file that opens anywhere? Words, drawings, letters, script and data inside it.

Nothing is asked of a network; the data block holds only what the page shows; every value is escaped.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from yupay.model.document import Block, FigureBlock, Heading
from yupay.model.figure import Map
from yupay.model.finding import HypothesisBlock
from yupay.model.release import Release
from yupay.model.text import Language
from yupay.publish.fonts import rules
from yupay.publish.html.figures import FigureView, figure_view, map_data
from yupay.publish.html.ink import Ink
from yupay.publish.html.panels import panels
from yupay.publish.html.tables import TableView, view
from yupay.publish.names import file_name
from yupay.publish.paper.hypothesis import named
from yupay.publish.paper.numbering import number

NUMBER = re.compile(r"\d+(\.\d+)*")
HERE = Path(__file__).parent
SCRIPTS = ("panel.js", "tables.js", "charts.js", "maps.js", "page.js")


def render(release: Release, language: Language, svgs: Mapping[str, str]) -> str:
    """The report in one language as one HTML file; `svgs`: drawings by figure id (drawn here where absent).

    The same release gives the same bytes.
    """
    page = Page(release, language, svgs)
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    body = Markup(environment.get_template("body.html").render(page=page, ink=page.ink, release=release))
    frame = environment.get_template("frame.html")
    return frame.render(page=page, ink=page.ink, release=release, body=body, data=page.data())


class Page:
    """What the templates ask for, in the order of the report."""

    def __init__(self, release: Release, language: Language, svgs: Mapping[str, str]) -> None:
        self.release = release
        self.language = language
        self.svgs = svgs
        self.ink = Ink(release, language)
        self.numbers = number(release, release.blocks)
        self.hypotheses = {block.hypothesis: block for block in release.hypotheses}
        self.audits = {audit.source: audit for audit in release.audits}

    @property
    def headings(self) -> list[Heading]:
        """The titles of the sections."""
        return [block for block in self.release.blocks if isinstance(block, Heading)]

    @property
    def opening(self) -> list[Block]:
        """What stands before the first section: it belongs to the first page."""
        return list(takewhile(lambda block: not isinstance(block, Heading), self.release.blocks))

    @property
    def sections(self) -> tuple[Block, ...]:
        """The sections of the report."""
        return self.release.blocks[len(self.opening) :]

    @property
    def other(self) -> Language | None:
        """The other language of the report, if it has one."""
        return next((name for name in self.release.header.languages if name != self.language), None)

    def sibling(self, language: Language) -> str:
        """The file name of the report in a language."""
        return file_name(self.release, "report", "html", language)

    @property
    def own_references(self) -> bool:
        """Whether the references still have to be listed: the report may hold them as a section."""
        return bool(self.release.references) and not any(h.section == "references" for h in self.headings)

    def numbered(self, heading: Heading) -> bool:
        """Whether the number of a section stands before its title."""
        return bool(NUMBER.fullmatch(heading.section)) and not self.ink.say(heading.text)[:1].isdigit()

    def anchor(self, heading: Heading) -> str:
        """The id of a section, the same in both languages."""
        return f"section-{heading.section}"

    def named(self, block: HypothesisBlock) -> bool:
        """Whether the title of a hypothesis says its id itself."""
        return named(self.ink.say(block.page_id), self.ink.say(block.title))

    def table(self, table_id: str) -> TableView:
        """A table of the report; one without a number, whose heading says its title, does not show it again."""
        table = self.release.table(table_id)
        made = view(self.ink, table, self.numbers.tables.get(table_id, table.number), f"table-{table_id}")
        said = not made.number and any(made.title in self.ink.say(heading.text) for heading in self.headings)
        return replace(made, titled=not said)

    def figure(self, figure_id: str) -> FigureView:
        """A numbered figure."""
        figure = self.release.figure(figure_id)
        return figure_view(self.ink, figure, self.numbers.figures.get(figure_id, figure.number), self.svgs)

    def notes(self) -> list[tuple[int, str, list[str]]]:
        """The printed notes: number, method, and each source with its file and digest."""
        methods = {method.id: self.ink.say(method.label) for method in self.release.methods}
        noted = sorted(self.ink.shown.notes.items(), key=lambda item: item[1])
        return [(n, methods.get(method, method), [self._origin(s) for s in sources]) for (method, sources), n in noted]

    def data(self) -> Markup:
        """The data block: safe inside a script element."""
        maps = {figure.id: map_data(self.ink, figure) for figure in self._maps()}
        held: dict[str, Any] = {**panels(self.ink), "maps": maps}
        written = json.dumps(held, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        for sign, code in (
            ("<", "\\u003c"),
            (">", "\\u003e"),
            ("&", "\\u0026"),
            ("\u2028", "\\u2028"),
            ("\u2029", "\\u2029"),
        ):
            written = written.replace(sign, code)
        return Markup(written)

    def style(self) -> Markup:
        """Letters and looks; the help lines stand at the foot of every printed page."""
        foot = _quoted(self.ink.say(self.release.header.help_lines))
        printed = f"@page {{ @bottom-left {{ content: {foot}; font: 7.5pt sans-serif; color: #59626d; }} }}\n"
        return Markup(rules() + (HERE / "static" / "style.css").read_text(encoding="utf-8") + printed)

    def script(self) -> Markup:
        """The script of the page."""
        parts = [(HERE / "static" / name).read_text(encoding="utf-8") for name in SCRIPTS]
        return Markup('(function () {\n"use strict";\n' + "".join(parts) + "})();\n")

    def _origin(self, source_id: str) -> str:
        source, audit = self.ink.shown.all_sources[source_id], self.audits.get(source_id)
        digest = audit.sha256 if audit else source.sha256
        known = (audit.file if audit else "", f"sha256 {digest}" if digest else "")
        return ", ".join(filter(None, (f"{self.ink.say(source.title)} ({source.period})", *known)))

    def _maps(self) -> list[Any]:
        shown = {block.figure for block in self.release.blocks if isinstance(block, FigureBlock)}
        return [f for f in self.release.figures if f.id in shown and isinstance(f.body, Map)]


def _quoted(words: str) -> str:
    """Words as a string of a style sheet: every sign that is no letter, digit or space as a code."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in words) + '"'
