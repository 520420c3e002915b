"""What does a column of a file look like? A code, a count, a number, a yes or no, or words; and how few its answers are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from yupay.model.text import Text
from yupay.study.aliases import folded
from yupay.study.answer_words import no_answer

Kind = Literal["code", "text", "count", "number", "flag", "date"]
Words = Text | str
WHOLE = re.compile(r"-?\d+")
DECIMAL = re.compile(r"-?\d+[.]\d+")
COMMA = re.compile(r"-?\d+(?:,\d+)?")
COMMAS = "coma decimal: guárdela con punto y será number / decimal comma: save it with a point, then number"
PLACES = ("ubigeo", "codigo", "cod ubigeo", "iddist", "idprov", "iddpto")
IDS = ("id", "cod", "codigo", "code", "clave", "key", "folio", "dni", "expediente", "correlativo")
TIMES = ("ano", "anio", "year", "mes", "month", "dia", "day", "trimestre", "semana", "periodo", "period")
YEARS = range(1950, 2051)
YES_NO = {"si", "yes", "no", "true", "false", "verdadero", "falso"}
FEW = 12
"""Up to so many different values a column is taken for answers of a short scale, or for categories."""


@dataclass(frozen=True)
class ColumnCard:
    """A column of a file: what `new --from` needs to know of it, and no value of it but the answers of a short scale.

    `place`: it holds codes of places. `unique`: no value stands twice, none is blank. `words`: what its codes mean.
    `distinct`: how many different values it has. `answers`: which whole numbers, where they are few. `spelled`: how
    a yes or no is written. `low` and `high`: the range it was asked in. `group`: the part of the form it stands in. `block`: columns with the same one were asked
    on the same scale. `short`: its name without its group. `note`: what its owner should know of it.
    """

    name: str
    kind: Kind
    label: Words = ""
    pad: int | None = None
    blanks: bool = False
    missing: Mapping[str, Words] = field(default_factory=dict)
    words: Mapping[str, Words] = field(default_factory=dict)
    place: bool = False
    unique: bool = False
    note: str = ""
    distinct: int = 0
    answers: tuple[int, ...] = ()
    spelled: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    group: str = ""
    block: str = ""
    short: str = ""


def card_of(
    name: str,
    values: Sequence[str | None],
    label: str = "",
    missing: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
) -> ColumnCard:
    """What a column of text looks like.

    Args:
        name: as the file has it.
        values: its cells as text, None where blank.
        label: as an SPSS or Stata file has it.
        missing: codes that the file itself declares missing, with their words.
        words: what its other codes mean, where an SPSS or Stata file says it; those that mean no answer are missing.

    """
    said = words or {}
    known = {**{code: meant for code, meant in said.items() if no_answer(meant)}, **(missing or {})}
    seen = list(dict.fromkeys(value for value in values if value is not None and value not in known))
    meant = {code: one for code, one in said.items() if code not in known}
    unique = len(seen) == len(values)
    kind = _kind(name, seen, meant, unique)
    longest = max(map(len, seen), default=0)
    length = longest + longest % 2 if "ubigeo" in folded(name) else longest
    place = kind == "code" and _placed(name, seen) and length in (2, 4, 6)
    return ColumnCard(
        name=name,
        kind=kind,
        label=label,
        pad=length if kind == "code" and (place or _zeros(seen)) else None,
        blanks=any(value is None for value in values),
        missing=known,
        words=meant if kind in ("flag", "text") else {},
        place=place,
        unique=unique,
        note=COMMAS if kind == "text" and _with_commas(seen) else "",
        distinct=len(seen),
        answers=_answers(seen),
        spelled=tuple(seen) if kind == "flag" else (),
    )


def key_among(columns: Sequence[ColumnCard]) -> ColumnCard | None:
    """The column that tells rows apart: a code that never stands twice, or words under the name of a key that never do."""
    alone = [column for column in columns if column.unique]
    coded = (column for column in alone if column.kind == "code")
    return next(coded, None) or next((one for one in alone if one.kind == "text" and named(one.name, IDS)), None)


def named(name: str, among: Sequence[str]) -> bool:
    """Whether the first or the last word of a name is one of some."""
    words = folded(name).split(" ")
    return words[0] in among or words[-1] in among


def _answers(seen: Sequence[str]) -> tuple[int, ...]:
    """The whole numbers of a column, lowest first, where they are few and written as such."""
    whole = len(seen) <= FEW and all(WHOLE.fullmatch(value) for value in seen) and not _zeros(seen)
    return tuple(sorted(int(value) for value in seen)) if whole else ()


def _with_commas(seen: Sequence[str]) -> bool:
    """Whether the values are numbers with a decimal comma."""
    return any("," in value for value in seen) and all(COMMA.fullmatch(value) for value in seen)


def _kind(name: str, seen: Sequence[str], words: Mapping[str, str], unique: bool) -> Kind:
    if not seen:
        return "text"
    if {folded(words.get(value, value)) for value in seen} <= YES_NO:
        return "flag"
    if words and set(seen) <= set(words):
        return "text"
    if all(WHOLE.fullmatch(value) for value in seen):
        return _whole(name, seen, unique)
    return "number" if all(WHOLE.fullmatch(value) or DECIMAL.fullmatch(value) for value in seen) else "text"


def _whole(name: str, seen: Sequence[str], unique: bool) -> Kind:
    """A code by its name, its zeros or its numbering; a time by its name or its years; else a count."""
    numbers = [int(value) for value in seen]
    numbered = unique and len(seen) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    if min(numbers) < 0:
        return "number"
    if named(name, TIMES) or (len(seen) > 2 and all(number in YEARS for number in numbers)):
        return "text"
    return "code" if _placed(name, seen) or named(name, IDS) or numbered else "count"


def _placed(name: str, seen: Sequence[str]) -> bool:
    """Whether a column holds codes of places, by its name or its zeros."""
    return folded(name) in PLACES or "ubigeo" in folded(name) or _zeros(seen)


def _zeros(seen: Sequence[str]) -> bool:
    """Whether some value opens with a zero, as codes do and counts do not."""
    return any(len(value) > 1 and value[0] == "0" for value in seen)
