"""What did the law answer to the coded cases of a study? The source an exhibit is about, its counts, and the words they share."""

from collections.abc import Callable, Iterable

from yupay.conclude import layout
from yupay.conclude.material import Material
from yupay.conclude.naming import spoken
from yupay.conclude.periods import period_words
from yupay.conclude.wording import law_cases as words
from yupay.model.qualified import Counted, LawVersion, QualifiedCases, TextChange
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Note
from yupay.model.text import Text

SEVERAL = "several"
APART = ("adult victims", "age unknown")


def cases_of(exhibit: Exhibit, material: Material) -> QualifiedCases | None:
    """The coded cases that an exhibit is about: of the source it names, else of the first; None where there are none."""
    named = exhibit.options.get("source")
    found = material.evidence.qualified
    chosen = found.get(str(named)) if named else next(iter(found.values()), None)
    return chosen if chosen is not None and chosen.cases else None


def count_cell(found: QualifiedCases, n: int) -> Cell:
    """A number of cases, which opens the card of their source."""
    return Cell(value=n, form="count", source=found.source)


def share_cell(found: QualifiedCases, n: int, of: int) -> Cell:
    """A share of cases in per cent; a mark where there is no case to share."""
    return Cell(value=100 * n / of, form="percent", source=found.source) if of else Cell(mark="not applicable")


def summed(counted: Iterable[Counted], holds: Callable[[tuple[str, ...]], bool]) -> int:
    """How many cases have words of which something holds."""
    return sum(one.n for one in counted if holds(one.words))


def of_class(found: QualifiedCases, name: str) -> int:
    """How many cases have a class."""
    return summed(found.magnitude, lambda held: held[0] == name)


def of_children(found: QualifiedCases) -> int:
    """How many cases classified as trafficking have a victim who is surely a child or adolescent."""
    return summed(found.magnitude, lambda held: held[0] == "trata" and held[1] not in APART)


def version_words(found: QualifiedCases, name: str) -> Text:
    """A version of the law with its days."""
    one = next((version for version in found.versions if version.id == name), None)
    if one is None:
        return words.SEVERAL
    return spoken(words.IN_FORCE, label=Text.same(one.label), period=days(one))


def days(version: LawVersion) -> Text:
    """The first and last day of a version."""
    first = period_words(version.starts.isoformat())
    if version.ends is None:
        return spoken(words.SINCE, day=first)
    return spoken(words.UNTIL, first=first, last=period_words(version.ends.isoformat()))


def change_words(change: TextChange) -> Text:
    """A change of text: what brought it and the day it entered into force."""
    return spoken(words.CHANGED, norm=Text.same(change.norm), day=period_words(change.day.isoformat()))


def banner(found: QualifiedCases) -> list[Note]:
    """That no lawyer has reviewed the texts; nothing where all are signed."""
    if not found.unreviewed:
        return []
    return [layout.general(words.BANNER, open=count_of(found.unreviewed), of=count_of(found.texts))]


def count_of(n: int) -> Cell:
    """A plain count."""
    return Cell(value=n, form="count")
