"""How is a period said? ISO dates as a reader writes them: 2007-01/2014-04 is "enero de 2007 a abril de 2014"."""

import re
from collections.abc import Callable

from yupay.conclude.wording.months import MONTHS, RANGE
from yupay.model.text import Language, Text

PART = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


def period_words(period: str) -> Text:
    """A period in words; as it stands where it is not an ISO year, month, day, or a pair of them."""
    parts = [PART.match(part.strip()) for part in period.split("/")]
    if not parts or len(parts) > 2 or any(part is None or not known(part) for part in parts):
        return Text.same(period)
    found = [part for part in parts if part is not None]
    return Text(es=_said(found, "es"), en=_said(found, "en"))


def known(part: re.Match[str]) -> bool:
    """Whether the month is one of the twelve."""
    return part[2] is None or 1 <= int(part[2]) <= 12


def _said(parts: list[re.Match[str]], language: Language) -> str:
    if len(parts) == 1:
        return _date(parts[0], language)
    first, last = parts
    if first[2] is None and last[2] is None:
        return f"{first[1]}-{last[1]}"
    opened = _month(first, language) if _same_year(first, last) else _date(first, language)
    return f"{opened} {RANGE.say(language)} {_date(last, language)}"


def _same_year(first: re.Match[str], last: re.Match[str]) -> bool:
    return first[1] == last[1] and first[2] is not None and first[3] is None and last[3] is None


def _month(part: re.Match[str], language: Language) -> str:
    return MONTHS[int(part[2]) - 1].say(language)


def _date(part: re.Match[str], language: Language) -> str:
    if part[2] is None:
        return part[1]
    write: Callable[..., str] = _spanish if language == "es" else _english
    return write(part[3], _month(part, language), part[1])


def _spanish(day: str | None, month: str, year: str) -> str:
    return f"{month} de {year}" if day is None else f"{int(day)} de {month} de {year}"


def _english(day: str | None, month: str, year: str) -> str:
    return f"{month} {year}" if day is None else f"{int(day)} {month} {year}"
