"""What was estimated from the lists, as its exhibits read it: models, doubt, seen, range, by stratum, with their words."""

from collections.abc import Iterable

from yupay.analyse.hidden.portfolio import PORTFOLIO, Kind
from yupay.analyse.methods import METHODS, card
from yupay.conclude.layout import general, specific
from yupay.conclude.lookup import open_cell
from yupay.conclude.material import Material
from yupay.conclude.naming import spoken
from yupay.conclude.wording import hidden as words
from yupay.model.estimate import Estimate, Interval
from yupay.model.lists import Overlaps, PrintedCaptures
from yupay.model.table import Cell, Note
from yupay.model.text import Text

QUESTION = "hidden"
SEEN, RANGE, RATE = "hidden-seen", "hidden-range", "hidden-detected-rate"
SHARE = "share"
"""The unit of a coverage, printed in percent."""
ALL, BETWEEN, EQUALS = "", "; ", " = "
"""The key of all people, what stands between a stratum and what was left out, and inside a stratum."""
KINDS: dict[str, Kind] = {name: entry.kind for name, entry in PORTFOLIO.items()}
ORDER = tuple(PORTFOLIO)


def overlaps(material: Material) -> Overlaps | None:
    """The lists as they may be shown; None where the study has none."""
    return None if material.study.hidden is None else material.evidence.lists


def own(material: Material) -> tuple[Estimate, ...]:
    """Everything estimated from the lists, in the order of the methods, then of the keys."""
    found = (one for one in material.lookup.by_id.values() if one.question == QUESTION)
    return tuple(sorted(found, key=lambda one: ORDER.index(one.method) if one.method in ORDER else len(ORDER)))


def models(material: Material, stratum: str = ALL) -> tuple[Estimate, ...]:
    """The total by each model, and each bound, for all people or for one stratum."""
    return of_kinds(material, ("model", "bound", "strata", "linkage"), stratum)


def doubts(material: Material, stratum: str = ALL) -> tuple[Estimate, ...]:
    """The rows of doubt of all people, or of one stratum, in the order of the page."""
    return of_kinds(material, ("doubt",), stratum)


def of_kinds(material: Material, kinds: tuple[Kind, ...], stratum: str) -> tuple[Estimate, ...]:
    """The estimates of some kinds, of all people or of one stratum."""
    able = [one for one in own(material) if KINDS.get(one.method) in kinds]
    return tuple(one for one in able if stratum_of(material, one) == stratum)


def stratum_of(material: Material, one: Estimate) -> str:
    """The stratum that an estimate is about: its key less what was left out."""
    known = sorted(strata(material), key=len, reverse=True)
    return next((name for name in known if one.key == name or one.key.startswith(f"{name}{BETWEEN}")), ALL)


def strata(material: Material) -> tuple[str, ...]:
    """The strata of the study, in their order."""
    found = overlaps(material)
    return () if found is None else tuple(table.stratum for table in found.tables if table.stratum)


def summary(material: Material, method: str, stratum: str = ALL) -> Estimate | None:
    """What was seen, the range or the rate, of all people or of one stratum."""
    return next((one for one in own(material) if one.method == method and one.key == stratum), None)


def table_of(found: Overlaps, stratum: str = ALL) -> PrintedCaptures | None:
    """The table of all people or of one stratum."""
    return next((table for table in found.tables if table.stratum == stratum), None)


def label(method: str) -> Text:
    """What a method is called; its id where it has no card."""
    return card(method).label if method in METHODS else Text.same(method)


def named(one: Estimate) -> Text:
    """A method with the model that it chose, or with the name by which one of its models is known (Mt)."""
    model = one.parameters.get("model")
    if isinstance(model, str) and model.startswith("["):
        return spoken(words.BRACKETS, label=label(one.method), model=Text.same(model))
    return line_name(one)


def line_name(one: Estimate) -> Text:
    """The name of a model on a line of a drawing: its method; one of several models of a method by its own name."""
    last = one.key.rpartition(BETWEEN)[2]
    if not last or EQUALS in last:
        return label(one.method)
    template = words.BY_NAME if KINDS.get(one.method) == "model" else words.BRACKETS
    return spoken(template, label=label(one.method), model=Text.same(last))


def bound(one: Estimate) -> bool:
    """Whether an estimate is a lower bound only."""
    return KINDS.get(one.method) == "bound" or one.key.endswith("(LB)")


def list_label(material: Material, name: str) -> Text:
    """What a list is called; several joined by plus signs each by its name."""
    found = overlaps(material)
    labels = {} if found is None else {one.id: one.label for one in found.cards}
    parts = [labels.get(part, Text.same(part)) for part in name.split("+")]
    return Text(es=" + ".join(part.es for part in parts), en=" + ".join(part.en for part in parts))


def total_cell(one: Estimate) -> Cell:
    """A total; where there is none, the words for it, marked."""
    if one.value is None:
        return Cell(value="refused", form="decision", estimate=one.id)
    if one.unit == SHARE:
        return open_cell(one, 100 * one.value, "percent")
    return open_cell(one, one.value, "count")


def between_cell(one: Estimate) -> Cell:
    """The interval of a total, in whole persons; words where the data bound neither end, a mark where there is none."""
    bounds = one.interval
    if one.value is None or bounds is None:
        return Cell(mark="not applicable", estimate=one.id)
    if bounds.low is None and bounds.high is None:
        return Cell(value=words.NOT_BOUNDED, estimate=one.id)
    times, digits = (100, 1) if one.unit == SHARE else (1, 0)
    low, high = (None if bound is None else times * bound for bound in (bounds.low, bounds.high))
    return Cell(low=low, high=high, form="interval", digits=digits, estimate=one.id)


def point_cell(one: Estimate) -> Cell:
    """A total with its interval in one cell."""
    bounds = one.interval or Interval(low=None, high=None, method=Text.same(""))
    return Cell(value=one.value, low=bounds.low, high=bounds.high, form="interval", digits=0, estimate=one.id)


def number(one: Estimate | None, name: str) -> float | None:
    """A number among the parameters of an estimate."""
    found = None if one is None else one.parameters.get(name)
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def ends(material: Material, stratum: str = ALL) -> tuple[Cell, Cell] | None:
    """The lowest and the highest total across the models of the range; None where no model gave one."""
    found = summary(material, RANGE, stratum)
    low, high = number(found, "low"), number(found, "high")
    if found is None or low is None or high is None:
        return None
    return open_cell(found, low, "count"), open_cell(found, high, "count")


def count_cell(one: Estimate, name: str) -> Cell:
    """A number among the parameters of an estimate, as a count."""
    return open_cell(one, number(one, name), "count")


def short(text: Text) -> Text:
    """Words without their last full stop."""
    return Text(es=text.es.strip().rstrip("."), en=text.en.strip().rstrip("."))


def refused_notes(found: Iterable[Estimate]) -> list[Note]:
    """Why some models give no number, in their own words."""
    none = [one for one in found if one.value is None and one.warnings]
    return [specific(words.REFUSED_NOTE, label=label(one.method), reason=one.warnings[0]) for one in none]


def warned_notes(found: Iterable[Estimate]) -> list[Note]:
    """The warnings of those that give a number, each once, with the models they are about."""
    about: dict[Text, list[Text]] = {}
    for one in found:
        for text in one.warnings if one.value is not None else ():
            about.setdefault(text, []).append(label(one.method))
    whole = [text for text, names in about.items() if len(set(names)) > 2]
    few = [(text, names[0]) for text, names in about.items() if text not in whole]
    return [
        *(general(words.WARNED, what=text) for text in whole),
        *(specific(words.REFUSED_NOTE, label=name, reason=text) for text, name in few),
    ]


def range_notes(material: Material, found: Iterable[Estimate]) -> list[Note]:
    """What is to be known of the range beside what its models say themselves: one that fits worse, lists that allow no other."""
    across = summary(material, RANGE)
    if across is None or "low" not in across.parameters:
        return []
    told = {text for one in found for text in one.warnings}
    return [general(words.WARNED, what=text) for text in across.warnings if text not in told]


def lists_note(material: Material) -> Note | None:
    """Which list each number in brackets is; None where there are no lists."""
    found = overlaps(material)
    if found is None or not found.cards:
        return None
    told = [(f"{place} = {one.id}", one.label) for place, one in enumerate(found.cards, 1)]
    listed = Text(es="; ".join(f"{n}, {t.es}" for n, t in told), en="; ".join(f"{n}, {t.en}" for n, t in told))
    return general(words.LISTS_NOTE, lists=listed)


def level(found: Iterable[Estimate]) -> Text:
    """The level of the intervals, in percent."""
    levels = {one.interval.level for one in found if one.interval is not None}
    return Text.same(" / ".join(f"{100 * one:g}" for one in sorted(levels)) or "95")


def seen_cell(material: Material, stratum: str = ALL) -> Cell:
    """How many were seen; the mark of a withheld number where they may not be told."""
    found = summary(material, SEEN, stratum)
    return Cell(mark="hidden") if found is None or found.value is None else open_cell(found, found.value, "count")


def people(material: Material) -> Text:
    """What is counted."""
    hidden = material.study.hidden
    return Text.same("") if hidden is None else hidden.people
