"""Who answered? Police stations where a source counts them, else offices."""

from dataclasses import dataclass

from yupay.conclude.wording import names as words
from yupay.model.study import Study
from yupay.model.text import Text


@dataclass(frozen=True)
class Offices:
    """The word for who declares and records, one and many."""

    one: Text
    many: Text


def offices(study: Study) -> Offices:
    """What the study calls those who answer."""
    stations = any(card.kind == "table" and card.counting_unit == "police station" for card in study.sources)
    return Offices(words.STATION, words.STATIONS) if stations else Offices(words.OFFICE, words.OFFICES)
