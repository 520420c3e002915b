"""Which facts do the files lack, and which of them would most often change the answer? The facts to find out, most useful first.

Options: `source`, a source with `qualify`; the first where not given.
"""

from collections import Counter
from collections.abc import Iterator

from yupay.conclude import layout
from yupay.conclude.exhibits import law_reading as reading
from yupay.conclude.material import Material
from yupay.conclude.naming import raised
from yupay.conclude.wording import law_cases as words
from yupay.model.qualified import QualifiedCases
from yupay.model.study import Exhibit
from yupay.model.table import Row, Table
from yupay.model.text import Text

COLUMNS = (
    layout.head("fact", words.FACT, width=1.6),
    layout.figures_head("class", words.WOULD_CLASS),
    layout.figures_head("share", words.SHARE_OF_CASES),
    layout.figures_head("tier", words.WOULD_TIER),
    layout.figures_head("first", words.USEFUL),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per fact, then the cases with any; None without coded cases."""
    found = reading.cases_of(exhibit, material)
    if found is None:
        return None
    rows = [*(row(found, name) for name in ordered(found)), all_of(found)]
    notes = [layout.general(words.MISSING_NOTE), *reading.banner(found)]
    return layout.table(exhibit, material, COLUMNS, rows, notes=notes, sources=(found.source,), sortable=False)


def told(found: QualifiedCases) -> Iterator[tuple[list[tuple[str, bool]], int]]:
    """The facts to find out of some cases, each with whether it would change the class, and how many cases they are."""
    for one in found.missing:
        parts = [part.partition("@") for part in one.words[0].split(";") if part]
        yield [(name, not tier) for name, _, tier in parts], one.n


def sums(found: QualifiedCases, *, of_class: bool) -> Counter[str]:
    """How many cases each fact would change in their class, or only in their penalty."""
    counted: Counter[str] = Counter()
    for facts, n in told(found):
        for name in {name for name, decides in facts if decides is of_class}:
            counted[name] += n
    return counted


def first(found: QualifiedCases) -> Counter[str]:
    """How many cases have each fact as the most useful one."""
    counted: Counter[str] = Counter()
    for facts, n in told(found):
        if facts:
            counted[facts[0][0]] += n
    return counted


def ordered(found: QualifiedCases) -> list[str]:
    """The facts that some case lacks: those that would most often change the class first, then the penalty."""
    deciding, moving = sums(found, of_class=True), sums(found, of_class=False)
    return sorted({*deciding, *moving}, key=lambda name: (-deciding[name], -moving[name], name))


def named(name: str) -> Text:
    """A fact in words."""
    return words.COLUMNS.get(name, Text.same(name))


def row(found: QualifiedCases, name: str) -> Row:
    """One fact."""
    deciding, moving = sums(found, of_class=True)[name], sums(found, of_class=False)[name]
    cells = (
        layout.said(raised(named(name))),
        reading.count_cell(found, deciding),
        reading.share_cell(found, deciding, found.cases),
        reading.count_cell(found, moving),
        reading.count_cell(found, first(found)[name]),
    )
    return Row(key=name, cells=cells)


def lacking(found: QualifiedCases) -> int:
    """How many cases lack some fact."""
    return sum(n for facts, n in told(found) if facts)


def all_of(found: QualifiedCases) -> Row:
    """The cases that lack some fact; each once."""
    deciding = sum(n for facts, n in told(found) if any(decides for _, decides in facts))
    moving = sum(n for facts, n in told(found) if facts and not any(decides for _, decides in facts))
    cells = (
        layout.said(words.ANY_FACT),
        reading.count_cell(found, deciding),
        reading.share_cell(found, deciding, found.cases),
        reading.count_cell(found, moving),
        reading.count_cell(found, lacking(found)),
    )
    return Row(key="any", cells=cells, strong=True)
