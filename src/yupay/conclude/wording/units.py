"""How is a counting unit called on the page? In the plural, as in the matrices of the study."""

from yupay.model.source import CountingUnit
from yupay.model.text import Text
from yupay.study.indicators import COUNTED


def counted_in(unit: CountingUnit | str) -> Text:
    """The counting unit in both languages; the word itself where it is not one of the list."""
    return next((words for name, words in COUNTED.items() if name == unit), Text.same(unit))
