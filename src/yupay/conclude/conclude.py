"""What may be said? Decisions, tables, figures, hypothesis blocks, summary and the words between them: never a file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from yupay.conclude import blocks as documents
from yupay.conclude import hypotheses, objectives
from yupay.conclude.decide import rule
from yupay.conclude.defaults import default_exhibits
from yupay.conclude.exhibits import checklist, districts, guide, map_family, missing_data, size_power
from yupay.conclude.exhibits.kinds import builder
from yupay.conclude.glossary import glossary
from yupay.conclude.lookup import index
from yupay.conclude.material import Material
from yupay.conclude.references import references
from yupay.conclude.summary import summary
from yupay.conclude.verdicts import notices
from yupay.model.cube import Evidence
from yupay.model.document import Block, SummaryBox
from yupay.model.estimate import Estimate
from yupay.model.figure import Figure
from yupay.model.finding import Finding, HypothesisBlock
from yupay.model.problem import Problem
from yupay.model.study import Exhibit, ReportOptions, Study
from yupay.model.table import Table
from yupay.model.text import Text

ANNEX = "annex"


@dataclass(frozen=True)
class Conclusions:
    """Everything a report says, before it has a format. `notices` tell what stayed not assessable for want of units."""

    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    blocks: tuple[Block, ...]
    hypotheses: tuple[HypothesisBlock, ...]
    findings: tuple[Finding, ...]
    summary: tuple[SummaryBox, ...]
    glossary: tuple[tuple[Text, Text], ...]
    references: tuple[str, ...]
    notices: tuple[Problem, ...] = ()


def conclude(
    study: Study,
    evidence: Evidence,
    estimates: tuple[Estimate, ...],
    *,
    registration: tuple[Text, ...] = (),
    place: str | None = None,
    withheld: Collection[str] = (),
) -> Conclusions:
    """Decide, lay out and word a study.

    Args:
        study: the declaration; one without exhibits gets the default ones.
        evidence: protected counts, published figures and audits.
        estimates: everything analysed; an estimate that is missing becomes a mark, never an error.
        registration: what the registration of the plan says, one sentence each.
        place: the code of the place of the summary's last box.
        withheld: the exhibits that are not to be shown.

    Returns:
        Tables, figures, ordered blocks, hypothesis blocks, findings, summary, glossary and references.

    """
    declared = study if study.exhibits else study.model_copy(update={"exhibits": default_exhibits(study)})
    lookup = index(estimates)
    first = Material(declared, evidence, lookup, rule(declared, lookup), {})
    exhibits = (*declared.exhibits, *annexed(first))
    drafted = build(tuple(one for one in exhibits if one.id not in withheld), first)
    kept = tuple(exhibit for exhibit in exhibits if exhibit.id in drafted)
    material = Material(declared, evidence, lookup, first.rulings, numbers(kept, drafted, declared.report))
    built = renumbered(drafted, material.numbers)
    cited = references(material)
    return Conclusions(
        tables=tuple(found for found in built.values() if isinstance(found, Table)),
        figures=tuple(found for found in built.values() if isinstance(found, Figure)),
        blocks=documents.blocks(material, kept, built, registration, cited),
        hypotheses=tuple(hypotheses.block(material, h) for h in declared.hypotheses),
        findings=findings(material),
        summary=summary(material, place),
        glossary=glossary(lists=study.hidden is not None),
        references=cited,
        notices=notices(declared, evidence, dict(material.rulings)),
    )


def annexed_kinds() -> dict[str, str]:
    """The kinds of the annex tables a study need not declare, by their ids."""
    plain = {table: table for table in (map_family.TABLE, size_power.TABLE, guide.TABLE, checklist.TABLE)}
    return {districts.TABLE: "districts", missing_data.TABLE: "missing-data", **plain}


def annexed(material: Material) -> tuple[Exhibit, ...]:
    """The annex tables that the study did not declare itself."""
    declared = {exhibit.kind for exhibit in material.study.exhibits}
    always = (missing_data, map_family, size_power, guide, checklist)
    found = [districts.default_exhibit(material), *(one.default_exhibit() for one in always)]
    return tuple(exhibit for exhibit in found if exhibit is not None and exhibit.kind not in declared)


def build(exhibits: tuple[Exhibit, ...], material: Material) -> dict[str, Table | Figure]:
    """Every exhibit that can be built, in the order of the study."""
    found: dict[str, Table | Figure] = {}
    for exhibit in exhibits:
        made = builder(exhibit.kind)
        exhibit_built = None if made is None else made(exhibit, material)
        if exhibit_built is not None:
            found[exhibit.id] = exhibit_built
    return found


def numbers(
    exhibits: tuple[Exhibit, ...], built: Mapping[str, Table | Figure], report: ReportOptions
) -> dict[str, int]:
    """The number of each table and figure; annex tables have none.

    With `chapter`, the first table of that chapter has `first_table` and the others follow around it, where they can.
    """
    numbered = [exhibit for exhibit in exhibits if exhibit.section != ANNEX]
    tables = [exhibit for exhibit in numbered if isinstance(built[exhibit.id], Table)]
    figures = [exhibit for exhibit in numbered if isinstance(built[exhibit.id], Figure)]
    return {
        **counted(tables, report.first_table, report.chapter),
        **counted(figures, report.first_figure, report.chapter),
    }


def counted(exhibits: list[Exhibit], first: int, chapter: int | None) -> dict[str, int]:
    """Consecutive numbers; `first` is that of the first exhibit, or of the first of the chapter."""
    if chapter is None:
        return {exhibit.id: first + place for place, exhibit in enumerate(exhibits)}
    inside = [e for e in exhibits if e.section.split(".")[0] == str(chapter)]
    before = exhibits.index(inside[0]) if inside else 0
    if first > before:
        return {exhibit.id: first - before + place for place, exhibit in enumerate(exhibits)}
    ordered = [*inside, *(e for e in exhibits if e not in inside)]
    return {exhibit.id: first + place for place, exhibit in enumerate(ordered)}


def renumbered(built: Mapping[str, Table | Figure], numbers_: Mapping[str, int]) -> dict[str, Table | Figure]:
    """The same tables and figures with their numbers."""
    return {name: found.model_copy(update={"number": numbers_.get(name, 0)}) for name, found in built.items()}


def findings(material: Material) -> tuple[Finding, ...]:
    """One finding per objective, then one per hypothesis."""
    first = [objectives.finding(material, objective) for objective in material.study.objectives]
    return (*first, *(hypotheses.finding(material, h) for h in material.study.hypotheses))


__all__ = ["Conclusions", "conclude", "default_exhibits"]
