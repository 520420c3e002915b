"""What are indicators, units and hypotheses called inside a sentence, a title or a row?

An indicator of declared police effort says so wherever a relation is stated; its code (X1) is the one its short label opens with.
"""

from dataclasses import dataclass

from yupay.conclude.pages import parent_pages
from yupay.conclude.wording import names as words
from yupay.conclude.wording.columns import PAIR_WORDS
from yupay.model.study import Hypothesis, Indicator, Study
from yupay.model.table import Cell, Sentence
from yupay.model.text import Text
from yupay.study.operationalisation import code_of


@dataclass(frozen=True)
class Named:
    """The words a hypothesis brings into its sentences: its indicators, its control, its units.

    `x` and `y` say declared police effort where they are it; `x_short` is the short label of x alone.
    """

    x: Text
    x_short: Text
    y: Text
    control: Text
    unit: Text
    units: Text


def named(study: Study, h: Hypothesis) -> Named:
    """Names of the indicators and units of a hypothesis; the id where the study has no label."""
    unit = next((unit for unit in study.units if unit.id == h.unit), None)
    return Named(
        x=effort_named(study, h.x),
        x_short=indicator_name(study, h.x),
        y=effort_named(study, h.y),
        control=indicator_name(study, h.control),
        unit=lowered(unit.label) if unit else words.UNIT,
        units=lowered(unit.plural) if unit else words.UNITS,
    )


def indicator_of(study: Study, name: str | None) -> Indicator | None:
    """The indicator with this id, or None."""
    return next((indicator for indicator in study.indicators if indicator.id == name), None)


def indicator_name(study: Study, name: str | None) -> Text:
    """The short label of an indicator, or its id."""
    indicator = indicator_of(study, name)
    if indicator is None:
        return Text.same(name or "")
    return indicator.short or indicator.label


def plain_name(study: Study, name: str | None) -> Text:
    """The short label of an indicator without its code."""
    indicator, shown = indicator_of(study, name), indicator_name(study, name)
    code = None if indicator is None else code_of(indicator)
    return shown if code is None else Text(es=shown.es[len(code) + 1 :], en=shown.en[len(code) + 1 :])


def is_effort(study: Study, name: str | None) -> bool:
    """Whether an indicator measures declared police effort."""
    indicator = indicator_of(study, name)
    return indicator is not None and indicator.reach == "indirect"


def in_effort(study: Study, name: str | None, shown: Text) -> Text:
    """Words said of police effort where the indicator is it and the words do not say so already."""
    says = "esfuerzo" in shown.es.lower()
    return spoken(words.EFFORT_NAMED, name=shown) if is_effort(study, name) and not says else shown


def effort_named(study: Study, name: str | None) -> Text:
    """The short label of an indicator; inside "declared police effort (...)" where it is that."""
    return in_effort(study, name, indicator_name(study, name))


def axis_name(study: Study, name: str | None) -> Text:
    """What an axis says: declared police effort first, where the indicator is it."""
    shown = indicator_name(study, name)
    says = "esfuerzo" in shown.es.lower()
    return spoken(words.EFFORT_AXIS, name=shown) if is_effort(study, name) and not says else shown


def claim(study: Study, h: Hypothesis) -> Text:
    """What a hypothesis is about, in a few words without codes: the two sides of the relation."""
    if h.derived_from:
        return spoken(words.CLAIM_DERIVED, parents=joined(parent_pages(study, h)))
    x, y = (in_effort(study, name, lowered(plain_name(study, name))) for name in (h.x, h.y))
    return spoken(words.CLAIM, x=x, y=y)


def word(text: Text) -> Cell:
    """Words in a slot: without their full stop."""
    return Cell(value=Text(es=text.es.strip().rstrip("."), en=text.en.strip().rstrip(".")))


def filled(template: Text, **slots: Cell | Text) -> Sentence:
    """A sentence with its slots; words become cells."""
    return Sentence(template=template, slots={k: word(v) if isinstance(v, Text) else v for k, v in slots.items()})


def spoken(template: Text, **names: Text) -> Text:
    """Words put into words; never a number."""
    return Text(
        es=template.es.format(**{k: v.es for k, v in names.items()}),
        en=template.en.format(**{k: v.en for k, v in names.items()}),
    )


def joined(names: tuple[Text, ...]) -> Text:
    """Names joined by commas and a last "and"; in Spanish "e" before the sound of i."""
    if len(names) < 2:
        return names[0] if names else Text.same("")
    head, last = names[:-1], names[-1]
    link = "e" if _sounds_like_i(last.es) else "y"
    return Text(
        es=f"{', '.join(name.es for name in head)} {link} {last.es}",
        en=f"{', '.join(name.en for name in head)} and {last.en}",
    )


def _sounds_like_i(words_: str) -> bool:
    """Whether Spanish words open with the vowel i: índice, hijo, Y3; not hielo, not yerno."""
    low = words_.lower()
    opens = low.startswith(("i", "í", "hi", "hí")) and not low.startswith(("hie", "hia", "ia", "ie", "io", "iu"))
    return opens or (low[:1] == "y" and (low[1:2].isdigit() or low[1:2] == "i"))


def joined_pair(study: Study, x: str | None, y: str | None) -> Text:
    """The names of two indicators as a pair."""
    return spoken(PAIR_WORDS, x=indicator_name(study, x), y=indicator_name(study, y))


def lowered(text: Text) -> Text:
    """Words inside a sentence: the first letter small, unless the word is an abbreviation or a code."""
    return Text(es=_lower(text.es), en=_lower(text.en))


def raised(text: Text) -> Text:
    """Words that open a sentence: the first letter a capital."""
    return Text(es=text.es[:1].upper() + text.es[1:], en=text.en[:1].upper() + text.en[1:])


def _lower(words_: str) -> str:
    first = words_.split(" ", 1)[0]
    abbreviation = len(first) > 1 and any(letter.isupper() or letter.isdigit() for letter in first[1:])
    return words_ if abbreviation else words_[:1].lower() + words_[1:]
