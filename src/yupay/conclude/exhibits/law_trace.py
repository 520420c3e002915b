"""Why does the law answer so? A few patterns of facts: element, then facts, then article and paragraph, then the words of the norm.

Patterns are shared by several cases and carry no number, day or place of any. Options: `source`; `patterns`, how many (4).
"""

from collections.abc import Iterator

from yupay.conclude import layout
from yupay.conclude.exhibits import law_reading as reading
from yupay.conclude.material import Material
from yupay.conclude.naming import raised, spoken
from yupay.conclude.wording import law_cases as words
from yupay.derive.law import trace as told
from yupay.model.law import Decision, Step
from yupay.model.qualified import FactPattern, QualifiedCases
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Row, Table
from yupay.model.text import Text

PATTERNS = 4
NOTHING = Cell()
COLUMNS = (
    layout.head("part", words.PART, width=1.1),
    layout.head("value", words.VALUE, width=1.0),
    layout.head("facts", words.FACTS, width=1.3),
    layout.head("place", words.PLACE, width=0.8),
    layout.head("words", words.WORDS, width=2.0),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One group of rows per pattern; None where no pattern is shared."""
    found = reading.cases_of(exhibit, material)
    most = exhibit.options.get("patterns", PATTERNS)
    shown = () if found is None else found.patterns[: most if isinstance(most, int) else PATTERNS]
    if found is None or not shown:
        return None
    rows = [row for place, one in enumerate(shown, 1) for row in of_pattern(found, one, str(place))]
    notes = [layout.general(words.TRACE_NOTE), *reading.banner(found)]
    return layout.table(
        exhibit, material, COLUMNS, rows, notes=notes, sources=(found.source,), landscape=True, sortable=False
    )


def of_pattern(found: QualifiedCases, pattern: FactPattern, name: str) -> Iterator[Row]:
    """The answer on a pattern, its elements and items, and what stands beside them."""
    version = reading.version_words(found, pattern.version)
    title = spoken(words.PATTERN, name=Text.same(name), version=version)
    for place, (label, value) in enumerate(answer(found, pattern)):
        cells = (layout.said(raised(label)), value, NOTHING, NOTHING, NOTHING)
        yield Row(key=f"{name}/{place}", group=title, cells=cells, strong=place < 1)
    for place, step in enumerate(pattern.decision.steps):
        yield Row(key=f"{name}/{step.provision}/{place}", group=title, cells=of_step(found, step))


def answer(found: QualifiedCases, pattern: FactPattern) -> Iterator[tuple[Text, Cell]]:
    """The decision in lines: how many share it, class, form, frame, Palermo, consent alleged, facts to find out, the other reading."""
    decision = pattern.decision
    yield words.SHARED_BY, reading.count_cell(found, pattern.n)
    yield told.CLASS, layout.said(classed(decision))
    if decision.case_class in ("trata", "precursor"):
        yield told.FORM, layout.said(Text(es=told.form(decision, "es"), en=told.form(decision, "en")))
        yield told.FRAME, layout.said(Text(es=told.frame(decision, "es"), en=told.frame(decision, "en")))
    yield told.PALERMO, layout.said(told.VALUES[decision.palermo])
    yield words.COLUMNS["victim_consent"], layout.said(told.VALUES[pattern.consent])
    if decision.missing:
        yield told.MISSING, layout.said(layout.listed([fact(part) for part in decision.missing]))
    if decision.other_reading is not None:
        yield told.OTHER, layout.said(classed(decision.other_reading))


def classed(decision: Decision) -> Text:
    """The class with the article that gives it."""
    name = told.CLASSES[decision.case_class]
    article = f": {decision.article}" if decision.article else ""
    return Text(es=f"{name.es}{article}", en=f"{name.en}{article}")


def fact(part: str) -> Text:
    """A fact to find out in words."""
    name, _, tier = part.partition("@")
    shown = words.COLUMNS.get(name, Text.same(name))
    return spoken(words.PENALTY_ONLY, fact=shown) if tier else shown


def of_step(found: QualifiedCases, step: Step) -> tuple[Cell, ...]:
    """One element or item: its answer, the facts, where it stands and in which words, with their gloss in English."""
    marks = [mark for mark, holds in ((told.WAIVED, step.waived), (told.DISPUTED, step.contested)) if holds]
    value = layout.listed([told.VALUES[step.value], *marks])
    facts = Text(
        es=told.facts_said(step, labels(found, "es"), "es"), en=told.facts_said(step, labels(found, "en"), "en")
    )
    place = " ".join(filter(None, (step.quote.article, step.quote.paragraph)))
    gloss = f" [{step.quote.gloss}]" if step.quote.gloss else ""
    quoted = Text(es=f"«{step.quote.text}»", en=f"«{step.quote.text}»{gloss}")
    return (
        layout.said(raised(step.label)),
        layout.said(value),
        layout.said(facts),
        layout.said(place),
        layout.said(quoted),
    )


def labels(found: QualifiedCases, language: str) -> dict[str, str]:
    """The words of the facts in one language."""
    return {name: label.es if language == "es" else label.en for name, label in found.facts.items()}
