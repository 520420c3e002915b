"""What may be said in plain words of coded cases that the law has answered? The banner in a box, the counts, what they are not."""

from yupay.conclude import layout
from yupay.conclude.exhibits import law_missing
from yupay.conclude.exhibits import law_reading as reading
from yupay.conclude.material import Material
from yupay.conclude.naming import filled, raised
from yupay.conclude.wording import law_cases as words
from yupay.derive.law.trace import BANNER as UNREVIEWED
from yupay.model.document import Block, Box
from yupay.model.qualified import QualifiedCases
from yupay.model.study import Exhibit
from yupay.model.table import Sentence

KIND = "law-"


def sentences(material: Material, exhibits: list[Exhibit]) -> list[Sentence]:
    """The passage before the first table of coded cases; nothing in a section without one."""
    first = opening(material, exhibits)
    if first is None:
        return []
    found = reading.cases_of(first, material)
    if found is None:
        return [Sentence(template=words.NO_CASES)]
    return [*across(found), Sentence(template=words.NOT_A_PERSON)]


def opening(material: Material, exhibits: list[Exhibit]) -> Exhibit | None:
    """The first table of coded cases of the report, where it stands in this section."""
    first = next((one for one in material.study.exhibits if one.kind.startswith(KIND)), None)
    return first if first in exhibits else None


def banner(material: Material, exhibits: list[Exhibit]) -> list[Block]:
    """The box that says that no lawyer has reviewed the texts, before the first table; nothing where all are signed."""
    first = opening(material, exhibits)
    found = None if first is None else reading.cases_of(first, material)
    if found is None or not found.unreviewed:
        return []
    unsigned = {"open": reading.count_of(found.unreviewed), "of": reading.count_of(found.texts)}
    return [Box(title=raised(UNREVIEWED), sentences=(filled(words.UNSIGNED, **unsigned),))]


def known(material: Material) -> list[Sentence]:
    """The counts of every source of coded cases, for the page of the summary."""
    return [sentence for found in material.evidence.qualified.values() for sentence in across(found)]


def across(found: QualifiedCases) -> list[Sentence]:
    """How many cases have each answer."""
    if not found.cases:
        return [Sentence(template=words.NO_CASES)]
    numbers = {name: reading.count_cell(found, reading.of_class(found, name)) for name in ("none", "unknown")}
    met, children = reading.of_class(found, "trata"), reading.of_children(found)
    numbers |= {"met": reading.count_cell(found, met), "children": reading.count_cell(found, children)}
    said = [filled(words.ACROSS, cases=reading.count_cell(found, found.cases), **numbers)]
    if earlier := reading.of_class(found, "precursor"):
        said.append(filled(words.EARLIER, precursor=reading.count_cell(found, earlier)))
    return said


def answer(material: Material, exhibit: Exhibit) -> list[Sentence]:
    """What an objective says that names an exhibit of coded cases."""
    found = reading.cases_of(exhibit, material)
    if found is None:
        return [Sentence(template=words.NO_CASES)]
    told = {"law-magnitude": across, "law-series": broken, "law-missing": missing, "law-beside": ruled}
    return told[exhibit.kind](found) if exhibit.kind in told else []


def broken(found: QualifiedCases) -> list[Sentence]:
    """How often the text changed within the period."""
    if not found.changes:
        return [Sentence(template=words.NO_BREAK_SAID)]
    texts = layout.listed([reading.change_words(one) for one in found.changes])
    if len(found.changes) == 1:
        return [filled(words.BREAK_SAID, texts=texts)]
    return [filled(words.BREAKS_SAID, n=reading.count_of(len(found.changes)), texts=texts)]


def missing(found: QualifiedCases) -> list[Sentence]:
    """How many cases lack a fact, and which fact would most often change their class."""
    deciding = law_missing.sums(found, of_class=True)
    if not deciding:
        return [Sentence(template=words.NOTHING_MISSING)]
    name = law_missing.ordered(found)[0]
    cells = {"n": law_missing.lacking(found), "most": deciding[name]}
    return [
        filled(
            words.MISSING_SAID,
            fact=law_missing.named(name),
            **{slot: reading.count_cell(found, n) for slot, n in cells.items()},
        )
    ]


def ruled(found: QualifiedCases) -> list[Sentence]:
    """How many cases have a ruling, and in how many it differs."""
    n = reading.summed(found.court, lambda held: held[1] in ("yes", "no", "partly"))
    unlike = reading.summed(found.court, lambda held: held[1] == "no")
    if not n:
        return []
    return [filled(words.COURT_SAID, n=reading.count_cell(found, n), unlike=reading.count_cell(found, unlike))]
