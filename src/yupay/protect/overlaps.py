"""What may be printed of lists that overlap, and of estimates made from them?

Counts of a source that is public and printed by its producer pass as printed (`small_counts_printed`), and invented ones
too. Restricted sources and victim records are refused before they are read (P601). Everything else is protected:

- no history is printed, large or small. Hiding the small ones alone hides nothing: the cells of a table with its list
  totals can be subtracted from each other;
- the people on each list and the people seen are rounded to the nearest multiple of the threshold, and withheld at or
  below it, so that sums of totals minus the seen leave the overlap open by more than the threshold either way;
- nothing is estimated while some merge of all lists into two leaves an overlap at or below the threshold, since total =
  n1 n2 / overlap gives it back (a list of few people, or one that hardly meets the rest, makes it so); nor while so few
  are on exactly two lists, since Chao's bound gives them back; nor are strata added up where one of them is withheld;
- of three lists only the range across models is printed: seven histories against six rounded numbers;
- of four lists or more each model's total and interval are rounded to two significant digits (the interval outwards);
  what was fitted (model, deviance, criterion), every number inside words and every warning that names a list is dropped,
  since with them totals can be solved for histories; tables of doubt made from fewer lists are not made at all;
- of the lists of a registry the edition's own protected counts are printed, and nothing where it hides them;
- a stratum with no more people than the threshold says nothing;
- the audit of the source loses its digest (a table of small numbers can be guessed until the digest agrees), its
  totals, and its zeros by column (the people on each list).

All are rules about one report. Whoever may run the program again with other merges holds the file already.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from yupay.derive.lists import Listed
from yupay.model.cube import Evidence, SourceAudit
from yupay.model.estimate import Assumption, Estimate, Interval
from yupay.model.lists import Captures, Overlaps, PrintedCaptures
from yupay.model.registry import CellKey, SafeCube
from yupay.model.source import Source
from yupay.model.study import Study
from yupay.model.text import Text

NUMBER = re.compile(r"(Poisson2|Gamma3\.5)|\d[\d.,]*")
IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*\d[^()\[\]]*[)\]]")
FEWEST_FOR_MODELS = 4
DIGITS = 2
SUMMARIES = ("hidden-seen", "hidden-range", "hidden-detected-rate")
KEPT = ("low", "high", "models", "not_shown", "population", "seen")
NOT_SHOWN = Text(
    es="No evaluable aquí: con tan pocas listas o personas, el número permitiría despejar cuántas comparten listas; la "
    "fuente está protegida.",
    en="Not assessable here: with so few lists or people, the number would give back how many share lists; the source is "
    "protected.",
)
REFUSED = Text(
    es="No evaluable: el modelo no se puede ajustar a esta tabla; los detalles nombran listas y la fuente está protegida.",
    en="Not assessable: the model cannot be fitted to this table; the details name lists, and the source is protected.",
)
ROUNDED = Text(
    es="La fuente está protegida: redondeado a dos cifras significativas.",
    en="The source is protected: rounded to two significant digits.",
)


def is_printed(card: Source) -> bool:
    """Whether the counts of a source pass as they are; those of a registry never do, invented or not."""
    if card.kind == "registry":
        return False
    return card.confidentiality == "invented" or (card.confidentiality == "public" and card.small_counts_printed)


def with_lists(study: Study, evidence: Evidence, listed: Listed | None) -> Evidence:
    """The evidence with what may be printed of the lists; the audit of a protected source without what gives them away."""
    if listed is None:
        return evidence
    made = overlaps(study, listed, evidence.registry)
    audits = dict(evidence.audits)
    if not made.printed:
        sources = {made.source, *((study.hidden.pairs,) if study.hidden and study.hidden.pairs else ())}
        audits |= {name: _quiet(audits[name], study.release.small_count) for name in sources & set(audits)}
    return evidence.model_copy(update={"lists": made, "audits": audits})


def overlaps(study: Study, listed: Listed, registry: SafeCube | None = None) -> Overlaps:
    """What may be printed of the tables of a study; `registry` is the protected cube of an edition."""
    card = next(one for one in study.sources if one.id == listed.source)
    printed = is_printed(card)
    if card.kind == "registry":
        tables = tuple(_of_cube(one, study, registry) for one in listed.tables)
    else:
        tables = tuple(_whole(one) if printed else _rounded(one, study.release.small_count) for one in listed.tables)
    return Overlaps(source=listed.source, cards=listed.cards, tables=tables, printed=printed, notes=listed.notes)


def _of_cube(table: Captures, study: Study, registry: SafeCube | None) -> PrintedCaptures:
    """The people on each list and the people seen as the edition prints them, withheld where it does not: they are judged with it."""
    known = {} if registry is None else {one.key: one.count for one in registry.cells}
    every = {one.id for one in study.registry.institutions} if study.registry else set()
    seen = known.get(CellKey()) if every == set(table.lists) and not table.stratum else None
    return PrintedCaptures(
        lists=table.lists,
        counts=(None,) * len(table.counts),
        totals=tuple(known.get(CellKey(source=name)) for name in table.lists),
        seen=seen if seen == sum(table.counts) else None,
        stratum=table.stratum,
    )


def _whole(table: Captures) -> PrintedCaptures:
    """A table whose counts pass."""
    totals = _totals(table)
    return PrintedCaptures(
        lists=table.lists, counts=table.counts, totals=totals, seen=sum(table.counts), stratum=table.stratum
    )


def _rounded(table: Captures, base: int) -> PrintedCaptures:
    """A table without histories, its totals rounded to the threshold."""
    return PrintedCaptures(
        lists=table.lists,
        counts=(None,) * len(table.counts),
        totals=tuple(to_base(total, base) for total in _totals(table)),
        seen=to_base(sum(table.counts), base),
        stratum=table.stratum,
        rounded_to=base,
    )


def _totals(table: Captures) -> tuple[int, ...]:
    """The people on each list."""
    return tuple(
        sum(people for history, people in enumerate(table.counts) if history >> k & 1) for k in range(len(table.lists))
    )


def to_base(number: int, base: int) -> int | None:
    """The nearest multiple of the threshold; None at or below the threshold."""
    return None if number <= base else base * ((2 * number + base) // (2 * base))


def _quiet(audit: SourceAudit, base: int) -> SourceAudit:
    rows = to_base(audit.rows, base) or 0
    return audit.model_copy(update={"rows": rows, "expected_rows": None, "columns": (), "totals": (), "sha256": ""})


def may_be_estimated(table: Captures, small_count: int) -> bool:
    """Whether any number made from a protected table may be printed: no small overlap that it would give back."""
    shared = [(history, people) for history, people in enumerate(table.counts) if people and history.bit_count() > 1]
    if sum(people for history, people in shared if history.bit_count() == 2) <= small_count:
        return False
    return all(
        sum(people for history, people in shared if history & side and history & ~side) > small_count
        for side in _sides(table)
    )


def _sides(table: Captures) -> Iterator[int]:
    """One side of every merge into two of the lists that saw somebody."""
    *others, _ = _with_somebody(table)
    for chosen in range(1, 1 << len(others)):
        yield sum(1 << k for at, k in enumerate(others) if chosen >> at & 1)


def _with_somebody(table: Captures) -> tuple[int, ...]:
    """The places of the lists that saw somebody."""
    return tuple(k for k, total in enumerate(_totals(table)) if total)


def shown(estimates: Iterable[Estimate], table: Captures, made: Overlaps, small_count: int) -> tuple[Estimate, ...]:
    """The estimates of one table as they may leave: as they are where its counts were printed, else rounded or withheld."""
    if made.printed:
        return tuple(estimates)
    allowed = may_be_estimated(table, small_count)
    seen = next(one.seen for one in made.tables if one.stratum == table.stratum)
    return tuple(_shown(one, len(_with_somebody(table)), allowed, seen) for one in estimates)


def _shown(one: Estimate, lists: int, allowed: bool, seen: int | None) -> Estimate:
    bare = {"se": None, "df": None, "statistic": None, "statistic_name": None, "p": None, "p_adjusted": None, "n": seen}
    said = {
        "assumptions": tuple(_assumption(held, one.variables) for held in one.assumptions),
        "warnings": _warnings(one),
        "rows": (),
    }
    if one.method in ("hidden-seen", "hidden-detected-rate"):  # made from the rounded people already
        return one.model_copy(update={**bare, **said})
    kept = {name: value for name, value in one.parameters.items() if name in KEPT and one.method in SUMMARIES}
    told = any(number is not None for number in (one.value, kept.get("low")))
    if told and not (allowed and (lists >= FEWEST_FOR_MODELS or one.method in SUMMARIES)):
        withheld: dict[str, Any] = {
            "value": None,
            "interval": None,
            "parameters": {},
            "warnings": (NOT_SHOWN, *said["warnings"]),
        }
        return one.model_copy(update={**bare, **said, **withheld})
    for name, turn in (("low", math.floor), ("high", math.ceil)):
        if isinstance(bound := kept.get(name), float):
            kept[name] = significant(bound, turn)
    rounded = {
        "value": None if one.value is None else significant(one.value, round),
        "interval": None if one.interval is None else _outwards(one.interval),
        "parameters": kept,
        "warnings": (*said["warnings"], ROUNDED) if told else said["warnings"],
    }
    return one.model_copy(update={**bare, **said, **rounded})


def _outwards(interval: Interval) -> Interval:
    low = None if interval.low is None else significant(interval.low, math.floor)
    high = None if interval.high is None else significant(interval.high, math.ceil)
    return interval.model_copy(update={"low": low, "high": high})


def significant(number: float, turn: Callable[[float], int] = round, digits: int = DIGITS) -> float:
    """A number with so many significant digits, turned down, up or to the nearest."""
    if number == 0 or not math.isfinite(number):
        return number
    step = 10.0 ** (math.floor(math.log10(abs(number))) - digits + 1)
    return float(turn(number / step) * step)


def _warnings(one: Estimate) -> tuple[Text, ...]:
    """The reason of a refusal, and the warnings that name no list; no number of either."""
    kept = [words for words in one.warnings if not names_a_list(words, one.variables)]
    if one.value is None and one.warnings and one.warnings[0] not in kept:
        kept = [REFUSED, *kept]
    return tuple(dict.fromkeys(without_numbers(words) for words in kept))


def names_a_list(words: Text, lists: Iterable[str]) -> bool:
    """Whether words speak of some list by its name."""
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in lists) or r"(?!)")
    return bool(named.search(words.es) or named.search(words.en))


def without_numbers(words: Text) -> Text:
    """Words whose numbers are taken out, with the brackets that hold them; the names of models stay whole."""
    return Text(es=_masked(words.es), en=_masked(words.en))


def _masked(words: str) -> str:
    return NUMBER.sub(lambda found: found[1] or "(…)", IN_BRACKETS.sub("", words))


def _assumption(one: Assumption, lists: Iterable[str]) -> Assumption:
    """An assumption without numbers; its evidence is dropped where it speaks of some list."""
    evidence = Text(es="", en="") if names_a_list(one.evidence, lists) else without_numbers(one.evidence)
    return one.model_copy(update={"name": without_numbers(one.name), "evidence": evidence})
