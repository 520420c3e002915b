"""Checks on the law itself, in words a lawyer understands: chains, dates, quotes, facts, frames, and which cases test what.

A fault stops nobody from reading the texts; `faults` are those to mend before they are used, the rest are notices.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from yupay.derive.law import wording as say
from yupay.derive.law.evaluate import ready
from yupay.derive.law.facts import YES, FactReader, Sheet, UnknownValue
from yupay.derive.law.where import Place
from yupay.model.law import CodedCase, Condition, Law, Provision, Quote, Rule
from yupay.model.problem import Problem

NOT_READ = "text not read"
DAY = timedelta(days=1)
HERE = Place("law", ())
Dated = Provision | Rule
Places = Mapping[str, Place]


def lint(law: Law, cases: Sequence[CodedCase] = (), places: Places | None = None) -> tuple[Problem, ...]:
    """Everything wrong with the texts, then the notices; `cases` are the known ones that should test every item and boundary day.

    `places` are those of `read_texts`: with them each problem names its file and line.
    """
    where = places or {}
    found = [*_facts(law, where), *_chains(law.provisions, where), *_chains(law.rules, where)]
    for text in _dated(law):
        found += [*_begins(text, where), *_quotes(text, where)]
    for provision in law.provisions:
        found += _frames(provision, where)
    if cases and not any(problem.code == "Q405" for problem in found):
        found += _untested(law, cases, where)
    return (*found, *_unreviewed(law))


def untested(law: Law, cases: Sequence[CodedCase], names: Collection[str], places: Places) -> tuple[Problem, ...]:
    """The notices on items and boundary days of some texts that no known case tests."""
    return tuple(_untested(law, cases, places, names))


def faults(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that are no notices."""
    return tuple(problem for problem in problems if not problem.notice)


def _dated(law: Law) -> tuple[Dated, ...]:
    return tuple([*law.provisions, *law.rules])


def _at(text: Dated, places: Places, *part: str | int) -> tuple[str, int]:
    place = places.get(text.id, HERE)
    return place.file, place.line(*part)


def _conditions(text: Dated) -> Iterator[tuple[tuple[str | int, ...], str, Condition]]:
    """Every condition of a text: its path, the part it belongs to, itself."""
    if isinstance(text, Rule):
        if text.when is not None:
            yield ("when",), text.id, text.when
        return
    for n, element in enumerate(text.elements):
        for key, one in (("when", element.when), ("waived", element.waived), ("contested", element.contested)):
            if one is not None:
                yield ("elements", n, key), f"{text.id} {element.id}", one
    for n, item in enumerate(text.items):
        yield ("items", n, "when"), f"{text.id} {item.id}", item.when


def _named(condition: Condition) -> Iterator[str]:
    yield from condition.facts
    for part in (*condition.all, *condition.any, *condition.none):
        yield from _named(part)


def _facts(law: Law, places: Places) -> Iterator[Problem]:
    known = tuple(fact.id for fact in law.facts)
    for text in _dated(law):
        if isinstance(text, Provision) and not text.elements:
            yield say.empty_condition(*_at(text, places), text.id)
        for path, part, condition in _conditions(text):
            names = tuple(_named(condition))
            if not names:
                yield say.empty_condition(*_at(text, places, *path), part)
            for name in names:
                if name not in known:
                    yield say.unknown_fact(*_at(text, places, *path), name, known)


def _chains(texts: Sequence[Dated], places: Places) -> Iterator[Problem]:
    chains: dict[str, list[Dated]] = defaultdict(list)
    for text in texts:
        chains[text.chain].append(text)
    for chain, members in chains.items():
        ordered = sorted(members, key=lambda text: (text.valid_from, text.id))
        for before, after in pairwise(ordered):
            yield from _joint(chain, before, after, places)
        last = ordered[-1]
        if last.valid_to is not None and not last.to_reason:
            yield say.gap(*_at(last, places, "valid_to"), chain, last.valid_to, None)
        for text in ordered:
            if text.valid_to is not None and text.valid_to < text.valid_from:
                yield say.ends_before(*_at(text, places, "valid_to"), text.id, text.valid_from, text.valid_to)


def _joint(chain: str, before: Dated, after: Dated, places: Places) -> Iterator[Problem]:
    """Where one text ends and the next begins: neither the same day nor a day without text."""
    if before.valid_to is None or after.valid_from <= before.valid_to:
        yield say.overlap(*_at(after, places, "valid_from"), chain, before.id, after.id, after.valid_from)
    elif after.valid_from != before.valid_to + DAY:
        yield say.gap(*_at(after, places, "valid_from"), chain, before.valid_to, after.valid_from)


def _begins(text: Dated, places: Places) -> Iterator[Problem]:
    if not text.from_reason and (text.published is None or text.valid_from != text.published + DAY):
        yield say.not_day_after(*_at(text, places, "valid_from"), text.published, text.valid_from)


def _quotes(text: Dated, places: Places) -> Iterator[Problem]:
    if NOT_READ in text.source:
        return
    for path, part, quote in _quoted(text):
        if quote is None or not quote.text.strip() or not quote.article.strip():
            yield say.no_quote(*_at(text, places, *path), part)
        elif isinstance(text, Provision) and text.wording and quote.basis != "reading":
            if _plain(quote.text) not in _plain(text.wording):
                yield say.not_in_wording(*_at(text, places, *path), part)


def _plain(words: str) -> str:
    return " ".join(words.split())


def _quoted(text: Dated) -> Iterator[tuple[tuple[str | int, ...], str, Quote | None]]:
    if isinstance(text, Rule):
        yield ("quote",), text.id, text.quote
        return
    for n, element in enumerate(text.elements):
        name = f"{text.id} {element.id}"
        yield ("elements", n, "quote"), name, element.quote
        if element.waived is not None:
            yield ("elements", n, "waived"), name, element.waived_quote
        if element.contested is not None:
            yield ("elements", n, "contested"), name, element.contested_quote
    for n, item in enumerate(text.items):
        yield ("items", n, "quote"), f"{text.id} {item.id}", item.quote
    for n, frame in enumerate(text.frames):
        yield ("frames", n, "quote"), f"{text.id} {frame.minimum:g}-{frame.maximum:g}", frame.quote


def _frames(text: Provision, places: Places) -> Iterator[Problem]:
    tiers = [frame.tier for frame in text.frames]
    for n, frame in enumerate(text.frames):
        if frame.minimum > frame.maximum or tiers.count(frame.tier) > 1:
            yield say.bad_frame(*_at(text, places, "frames", n), f"{text.id}: {frame.minimum:g}-{frame.maximum:g}")
    if NOT_READ in text.source and not tiers:
        return
    if text.case_class != "international" and 0 not in tiers:
        yield say.bad_frame(*_at(text, places), f"{text.id}: tier 0")
    for n, item in enumerate(text.items):
        if item.tier not in tiers:
            yield say.bad_frame(*_at(text, places, "items", n, "tier"), f"{text.id} {item.id}: tier {item.tier}")


def _untested(
    law: Law, cases: Sequence[CodedCase], places: Places, names: Collection[str] | None = None
) -> Iterator[Problem]:
    reader = FactReader(law.facts)
    read = [(case, _sheet(reader, case)) for case in cases]
    first = {text.chain: min(t.valid_from for t in law.provisions if t.chain == text.chain) for text in law.provisions}
    for text in law.provisions:
        if text.case_class == "international" or (names is not None and text.id not in names):
            continue
        inside = [sheet for case, sheet in read if sheet is not None and _within(text, case)]
        missed = [
            item.id
            for item in text.items
            if not any(ready(item.when, reader.bit).over(sheet) == YES for sheet in inside)
        ]
        if missed:
            yield say.item_untested(*_at(text, places, "items"), f"{text.id}: {', '.join(missed)}")
        days = [text.valid_from] if text.valid_from == first[text.chain] else [text.valid_from - DAY, text.valid_from]
        for day in days:
            if not any(case.act_from == case.act_to == day for case in cases):
                yield say.day_untested(*_at(text, places, "valid_from"), text.id, day)


def _sheet(reader: FactReader, case: CodedCase) -> Sheet | None:
    try:
        return reader.read(case)
    except UnknownValue:
        return None


def _within(text: Provision, case: CodedCase) -> bool:
    """Whether the whole date of a case lies inside the days of a text."""
    if case.act_from is None or case.act_to is None:
        return False
    return text.valid_from <= case.act_from and case.act_to <= (text.valid_to or date.max)


def unsigned(law: Law) -> tuple[int, int]:
    """How many texts and rules no lawyer has signed, and of how many."""
    texts = _dated(law)
    return sum(not text.reviewed_by for text in texts), len(texts)


def _unreviewed(law: Law) -> Iterator[Problem]:
    open_, texts = unsigned(law)
    if open_:
        yield say.unreviewed(HERE.file, open_, texts)
