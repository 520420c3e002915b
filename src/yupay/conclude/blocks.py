"""In which order does the report speak? Its sections, with tables, figures and hypothesis blocks in their places."""

from collections.abc import Iterable, Mapping

from yupay.conclude import method
from yupay.conclude.exhibits import hidden_paragraph, law_paragraph, sensitivity
from yupay.conclude.exhibits import map as maps
from yupay.conclude.hypotheses import table_of
from yupay.conclude.material import Material
from yupay.conclude.naming import filled, spoken
from yupay.conclude.objectives import answer, conclusion
from yupay.conclude.pages import hypothesis_page, objective_page, problem_page
from yupay.conclude.wording import figures as figure_words
from yupay.conclude.wording import headings
from yupay.conclude.wording import prose as words
from yupay.model.document import Block, Box, Bullets, FigureBlock, Heading, HypothesisHere, Paragraph, TableBlock
from yupay.model.figure import Figure
from yupay.model.study import Exhibit, Hypothesis
from yupay.model.table import Cell, Sentence, Table
from yupay.model.text import Text

Built = Mapping[str, Table | Figure]
ANNEXED = ("consistency", "operationalisation", "sources")


def blocks(
    material: Material,
    exhibits: tuple[Exhibit, ...],
    built: Built,
    registration: tuple[Text, ...],
    references: tuple[str, ...],
) -> tuple[Block, ...]:
    """The ordered blocks of the whole report."""
    found = [
        *cover(material),
        *problem(material, exhibits, built),
        heading("2"),
        *method.paragraphs(material),
        *sources(material, exhibits, built),
    ]
    found += results(material, exhibits, built)
    found += closing(material, exhibits, built, registration)
    return (*found, *cited(references), *annexes(material, exhibits, built))


def heading(section: str, text: Text | None = None, level: int | None = None) -> Heading:
    """The title of a section; its level is how deep its number goes."""
    depth = level if level is not None else 1 + section.count(".")
    return Heading(level=depth, section=section, text=text or headings.SECTIONS.get(section, Text.same(section)))


def paragraph(*sentences: Sentence) -> Paragraph:
    """A paragraph of sentences."""
    return Paragraph(sentences=sentences)


def plain(texts: Iterable[Text]) -> tuple[Sentence, ...]:
    """Words without numbers to fill."""
    return tuple(Sentence.plain(text) for text in texts)


def cover(material: Material) -> list[Block]:
    """The standing box of the first page, with the definitions a reader needs."""
    header = material.study.study
    texts = [text for text in (header.standing, *header.definitions) if text is not None]
    return [Box(title=words.BEFORE_READING, sentences=plain(texts))] if texts else []


def problem(material: Material, exhibits: tuple[Exhibit, ...], built: Built) -> list[Block]:
    """Section 1: problems, objectives, hypotheses, then its tables."""
    study = material.study
    asked = tuple(
        filled(words.PROBLEM, page=problem_page(study, o.id), words=kept(o.problem)) for o in study.objectives
    )
    wanted = tuple(
        filled(words.OBJECTIVE, page=objective_page(study, o.id), words=o.objective) for o in study.objectives
    )
    claimed = tuple(
        filled(words.STATEMENT, page=hypothesis_page(study, h.id), words=h.statement) for h in study.hypotheses
    )
    found: list[Block] = [heading("1")]
    found += items("1.problems", headings.PROBLEMS, asked)
    found += items("1.objectives", headings.OBJECTIVES, wanted)
    found += items("1.hypotheses", headings.HYPOTHESES, claimed)
    return [*found, *placed(exhibits, built, "1")]


def items(section: str, title: Text, sentences: tuple[Sentence, ...]) -> list[Block]:
    """A titled list of sentences; nothing where there is none."""
    return [heading(section, title, 2), Bullets(items=sentences)] if sentences else []


def kept(text: Text) -> Cell:
    """Words as they stand, with their question mark."""
    return Cell(value=text)


def sources(material: Material, exhibits: tuple[Exhibit, ...], built: Built) -> list[Block]:
    """Section 3: sources, reconciliation, modalities."""
    found = placed(exhibits, built, "3")
    return [heading("3"), *found] if found else [heading("3"), paragraph(Sentence(template=words.NOTHING_IN_SECTION))]


def results(material: Material, exhibits: tuple[Exhibit, ...], built: Built) -> list[Block]:
    """Section 4, one subsection after another; those without an exhibit are left out."""
    found: list[Block] = [heading("4")]
    for section in sections(exhibits, material):
        text = section_title(section, material)
        found.append(heading(section, text))
        found += (
            tested(material, exhibits, built) if section == "4.4" else section_body(material, exhibits, built, section)
        )
    return found


def sections(exhibits: tuple[Exhibit, ...], material: Material) -> list[str]:
    """The subsections of section 4 that have something to say."""
    used = {exhibit.section for exhibit in exhibits if exhibit.section.startswith("4.")}
    return sorted(used | ({"4.4"} if material.study.hypotheses else set()))


def section_title(section: str, material: Material) -> Text | None:
    """The title of a subsection; "the districts" only where the study has districts."""
    if section == "4.3" and not any(unit.id == "district" for unit in material.study.units):
        return headings.UNITS
    return headings.SECTIONS.get(section)


def section_body(material: Material, exhibits: tuple[Exhibit, ...], built: Built, section: str) -> list[Block]:
    """What was found first, then the tables and figures of a subsection."""
    here = [exhibit for exhibit in exhibits if exhibit.section == section]
    ids = {exhibit.id for exhibit in here if not exhibit.kind.startswith(("hidden-", law_paragraph.KIND))}
    objectives = [o for o in material.study.objectives if ids & set(o.answered_by) and o.descriptive]
    said = [
        s
        for o in objectives
        for s in answer(material, o.model_copy(update={"answered_by": within(o.answered_by, ids)}))
    ]
    said += sensitivity.sentences(material, here)
    said += hidden_paragraph.sentences(material, here)
    said += law_paragraph.sentences(material, here)
    first = [*law_paragraph.banner(material, here), *([paragraph(*said)] if said else [])]
    return [*first, *placed(exhibits, built, section), *left_out(material, section)]


def within(answered_by: tuple[str, ...], ids: set[str]) -> tuple[str, ...]:
    """The exhibits of one subsection among those that answer an objective."""
    return tuple(name for name in answered_by if name in ids)


def left_out(material: Material, section: str) -> list[Block]:
    """The notice in place of a map of police effort that may not be drawn yet."""
    drawn = [exhibit for exhibit in material.study.exhibits if exhibit.section == section and exhibit.kind == "map"]
    if not any(maps.left_out(exhibit, material) for exhibit in drawn):
        return []
    months = Cell(value=material.study.release.map_months, form="count")
    return [paragraph(filled(figure_words.MAP_LEFT_OUT, months=months))]


def placed(exhibits: tuple[Exhibit, ...], built: Built, section: str) -> list[Block]:
    """The tables and figures of one section, in the order of the study."""
    return [here(built[exhibit.id]) for exhibit in exhibits if exhibit.section == section and exhibit.id in built]


def here(exhibit: Table | Figure) -> Block:
    """The place of a table or a figure."""
    return TableBlock(table=exhibit.id) if isinstance(exhibit, Table) else FigureBlock(figure=exhibit.id)


def tested(material: Material, exhibits: tuple[Exhibit, ...], built: Built) -> list[Block]:
    """Section 4.4: what comes before the blocks, the blocks, what comes after them."""
    here_ = [exhibit for exhibit in exhibits if exhibit.section == "4.4" and exhibit.id in built]
    tables = {name for h in material.study.hypotheses if (name := table_of(material, h)) is not None}
    places = [place for place, exhibit in enumerate(here_) if exhibit.id in tables]
    first = (
        places[0] if places else next((i for i, e in enumerate(here_) if e.kind not in ("assumptions",)), len(here_))
    )
    before = [here(built[e.id]) for e in here_[:first]]
    after = [here(built[e.id]) for e in here_[first:] if e.id not in tables]
    own = [HypothesisHere(hypothesis=h.id) for h in in_order(material, here_)]
    return [*before, *own, *after]


def in_order(material: Material, here_: list[Exhibit]) -> list[Hypothesis]:
    """Hypotheses in the order of their tables; one without a table follows the one before it in the study."""
    position = {exhibit.id: float(place) for place, exhibit in enumerate(here_)}
    places: dict[str, float] = {}
    last = -1.0
    for h in material.study.hypotheses:
        table = table_of(material, h)
        last = position.get(table or "", last + 0.01)
        places[h.id] = last
    return sorted(material.study.hypotheses, key=lambda h: places[h.id])


def closing(
    material: Material, exhibits: tuple[Exhibit, ...], built: Built, registration: tuple[Text, ...]
) -> list[Block]:
    """Section 5: general conclusion, one per objective, what cannot be said, recommendations, deviations, seen before."""
    header = material.study.study
    found: list[Block] = [heading("5"), *general_conclusion(material), *by_objective(material)]
    found += placed(exhibits, built, "5")
    found += listed("5.cannot-say", headings.CANNOT_SAY, header.cannot_say)
    found += listed("5.limits", headings.LIMITS, header.limits)
    found += listed("5.recommendations", headings.RECOMMENDATIONS, header.recommendations)
    found.append(Box(title=headings.DEVIATIONS, sentences=deviations(material)))
    if registration:
        found.append(Box(title=headings.REGISTRATION, sentences=plain(registration)))
    if header.seen_before is not None:
        found.append(Box(title=headings.SEEN_BEFORE, sentences=plain([header.seen_before])))
    return found


def general_conclusion(material: Material) -> list[Block]:
    """The answer to the general objective."""
    general = [o for o in material.study.objectives if o.general]
    if not general:
        return []
    title = heading("5.general", headings.GENERAL_CONCLUSION, 2)
    return [title, *(paragraph(conclusion(material, o)) for o in general)]


def by_objective(material: Material) -> list[Block]:
    """One conclusion per specific objective, in the order of the study."""
    own = [o for o in material.study.objectives if not o.general]
    if not own:
        return []
    return [
        heading("5.objectives", headings.CONCLUSIONS, 2),
        Bullets(items=tuple(conclusion(material, o) for o in own)),
    ]


def listed(section: str, title: Text, texts: tuple[Text, ...]) -> list[Block]:
    """A titled list; nothing where there is nothing to list."""
    return items(section, title, plain(texts))


def deviations(material: Material) -> tuple[Sentence, ...]:
    """What changed against the registered plan, when and why."""
    if not material.study.deviation:
        return (Sentence(template=words.NO_DEVIATIONS),)
    return tuple(
        filled(words.DEVIATION, date=Text.same(d.date), item=Text.same(d.item), reason=Cell(value=d.reason))
        for d in material.study.deviation
    )


def cited(references: tuple[str, ...]) -> list[Block]:
    """The references, in alphabetical order."""
    return (
        [heading("references", level=1), Bullets(items=plain(Text.same(r) for r in references))] if references else []
    )


def annexes(material: Material, exhibits: tuple[Exhibit, ...], built: Built) -> list[Block]:
    """The matrices by their numbers, then the tables that stand only here."""
    shown = [e for e in exhibits if e.kind in ANNEXED and e.id in built]
    own = [e for e in exhibits if e.section == "annex" and e.id in built]
    found: list[Block] = [heading("annexes", level=1)] if shown or own else []
    for place, exhibit in enumerate([*shown, *own], 1):
        found.append(annex_heading(place, exhibit))
        found.append(here(built[exhibit.id]) if exhibit.section == "annex" else pointer(material, exhibit))
    return found


def annex_heading(place: int, exhibit: Exhibit) -> Heading:
    """The title of an annex."""
    title = spoken(headings.ANNEX, number=Text.same(str(place)), title=exhibit.title)
    return heading(f"annex-{place}", title, 2)


def pointer(material: Material, exhibit: Exhibit) -> Paragraph:
    """Where the table of an annex stands."""
    return paragraph(filled(words.SEE_TABLE, number=Cell(value=material.numbers.get(exhibit.id, 0), form="count")))
