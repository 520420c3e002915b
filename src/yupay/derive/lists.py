"""How many people were seen with each history? From rows of lists to tables, of all people and of each stratum.

A history is a number: the sum of 2**k over the lists k somebody is on, first list k = 0. Rows are histories with their
count, persons with 0/1 columns, or entries of one list each. The engine groups; merging is arithmetic on what it returns.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from yupay.derive.entries import Entries, entries_of
from yupay.derive.samples import as_words
from yupay.load.columns import rows_where
from yupay.load.messages import listed as listed_lines
from yupay.load.messages import problem, quote, same
from yupay.load.reconcile import matching
from yupay.load.tables import Loaded
from yupay.model.lists import Captures, Hidden, LinkedEntries, ListCard
from yupay.model.problem import Problem, StudyProblems
from yupay.model.study import Study
from yupay.model.text import Text

ROW = "yupay_row"
MOST_WORDS = 20
PLACE_CODE = 6


@dataclass(frozen=True)
class Listed:
    """The tables of histories that analysis receives.

    `cards` are the lists after merging, without those that saw nobody, in the order of every table's places.
    `tables[0]` is of all people, then one per word of each column of strata. `linked`: the entries, where some pairs of
    them are only probably the same person. `notes` say what was merged and what was left out.
    """

    source: str
    cards: tuple[ListCard, ...]
    tables: tuple[Captures, ...] = field(repr=False)
    linked: LinkedEntries | None = field(repr=False, default=None)
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Group:
    """People of one history and one combination of strata, and the first and last row that says so."""

    history: int
    words: tuple[str | None, ...]
    people: int
    rows: int
    first: int
    last: int


@dataclass(frozen=True)
class _Reading:
    """A source being read: its block, its rows, and where its lines stand."""

    hidden: Hidden
    loaded: Loaded
    table: ir.Table
    path: str

    def line(self, row: int) -> int:
        lines = self.loaded.lines.get(self.hidden.source)
        return lines([row])[0] if lines else row + 2


def listed(study: Study, loaded: Loaded) -> Listed | None:
    """The tables of the `[hidden]` block, None where a study has none.

    Raises:
        StudyProblems: L251 a history twice, L252 people on no list, L253 a list column without 0 or 1, L254 a list its
            column does not name, L255 strata that cannot be used, L256 pairs that are not understood.

    """
    hidden = study.hidden
    if hidden is None:
        return None
    table = loaded.tables[hidden.source]
    if hidden.where:
        table = table.filter(matching(table, hidden.where))
    path = next(card.path for card in study.sources if card.id == hidden.source)
    reading = _Reading(hidden, loaded, table, path)
    if hidden.rows == "entries":
        return _of_entries(study, reading)
    _only_zero_one(reading)
    groups = _groups(reading)
    return counted(hidden, groups, _notes_of_rows(reading, groups))


def counted(
    hidden: Hidden, groups: Sequence[Group], notes: Sequence[Text] = (), linked: LinkedEntries | None = None
) -> Listed:
    """Tables of histories from groups over the declared lists: merged, without lists that saw nobody, by stratum."""
    cards, place_of = merged(hidden)
    seen = [(_moved(one.history, place_of), one) for one in groups if one.history]
    empty = [k for k in range(len(cards)) if not any(history >> k & 1 and one.people for history, one in seen)]
    left = [k for k in range(len(cards)) if k not in empty]
    kept = {k: at for at, k in enumerate(left)}
    moved = [(_moved(history, kept), one) for history, one in seen if one.people]
    words = [_words_of(moved, at) for at in range(len(hidden.strata))]
    names = tuple(cards[k].id for k in left)
    tables = [_captures(names, moved)]
    for at, column in enumerate(hidden.strata):
        for word in words[at]:
            part = [(history, one) for history, one in moved if one.words[at] == word]
            tables.append(_captures(names, part, f"{column} = {word}"))
    said = [
        *_merge_notes(hidden, cards),
        *_empty_notes([cards[k] for k in empty]),
        *_blank_notes(hidden, moved),
        *notes,
    ]
    lists = None if linked is None else _relisted(linked, place_of, kept, names)
    return Listed(hidden.source, tuple(cards[k] for k in left), tuple(tables), lists, tuple(said))


def merged(hidden: Hidden) -> tuple[tuple[ListCard, ...], dict[int, int]]:
    """The lists once some are one, and the new place of each declared list."""
    into = {one: name for name, members in hidden.merge.items() for one in members}
    ids = list(dict.fromkeys(into.get(card.id, card.id) for card in hidden.lists))
    place_of = {at: ids.index(into.get(card.id, card.id)) for at, card in enumerate(hidden.lists)}
    return tuple(_card(hidden, name, into) for name in ids), place_of


def _card(hidden: Hidden, name: str, into: Mapping[str, str]) -> ListCard:
    members = [card for card in hidden.lists if into.get(card.id, card.id) == name]
    refers = dict.fromkeys(into.get(other, other) for card in members for other in card.refers_to)
    if len(members) == 1 and members[0].id == name:
        return members[0].model_copy(update={"refers_to": tuple(refers)})
    return ListCard(
        id=name,
        label=Text(es=" + ".join(card.label.es for card in members), en=" + ".join(card.label.en for card in members)),
        refers_to=tuple(one for one in refers if one != name),
        joins=tuple(body for card in members for body in (card.joins or (card.id,))),
        censored=any(card.censored for card in members),
    )


def _moved(history: int, place_of: Mapping[int, int]) -> int:
    return reduce(lambda made, k: made | (1 << place_of[k] if history >> k & 1 else 0), place_of, 0)


def _captures(names: tuple[str, ...], moved: Iterable[tuple[int, Group]], stratum: str = "") -> Captures:
    counts = [0] * 2 ** len(names)
    for history, one in moved:
        counts[history] += one.people
    return Captures(lists=names, counts=tuple(counts), stratum=stratum)


def _words_of(moved: Iterable[tuple[int, Group]], at: int) -> list[str]:
    return sorted({word for _, one in moved if (word := one.words[at]) is not None})


def _relisted(
    linked: LinkedEntries, place_of: Mapping[int, int], kept: Mapping[int, int], names: tuple[str, ...]
) -> LinkedEntries:
    """Linked entries over the lists that are left; every declared list with an entry is among them."""
    return linked.model_copy(update={"lists": names, "entries": tuple(kept[place_of[k]] for k in linked.entries)})


def _only_zero_one(reading: _Reading) -> None:
    """L253: a list column with a blank, a missing code or another number than 0 and 1."""
    problems = []
    for card in reading.hidden.lists:
        value = reading.table[card.id].cast("float64")
        wrong = value.isnull() | ~value.isin([0.0, 1.0])
        rows = rows_where(reading.table, wrong, value, 6)
        if rows:
            lines = [reading.line(row) for row, _ in rows]
            got = (
                f"{quote(card.id)}: filas {listed_lines(lines)}",
                f"{quote(card.id)}: rows {listed_lines(lines)}",
            )
            expected = ("1 si está en la lista, 0 si no", "1 where on the list, 0 where not")
            hint = same('blank = "zero"') if rows[0][1] is None else None
            problems.append(problem("L253", reading.path, got, expected, hint, line=lines[0]))
    if problems:
        raise StudyProblems(problems)


def _groups(reading: _Reading) -> list[Group]:
    """Every history by strata, grouped in the engine; L251 and L252 where counts are not one per history."""
    hidden, table = reading.hidden, reading.table
    history = sum(
        (table[card.id].cast("float64") * float(1 << k) for k, card in enumerate(hidden.lists)), ibis.literal(0.0)
    )
    people = table[hidden.count].cast("float64") if hidden.rows == "counts" else ibis.literal(1.0)
    wide = table.mutate(yupay_history=history.cast("int64"), yupay_people=people)
    groups = grouped(wide, hidden.strata)
    if hidden.rows == "counts" and (problems := [*_repeated(reading, groups), *_unseen(reading, groups)]):
        raise StudyProblems(problems)
    _usable_strata(reading, groups)
    return groups


def grouped(wide: ir.Table, strata: Sequence[str]) -> list[Group]:
    """People by `yupay_history` and strata, in the order of the rows."""
    keys = {f"yupay_word_{at}": as_words(wide[name]) for at, name in enumerate(strata)}
    found = (
        wide.group_by(wide.yupay_history, **keys)
        .aggregate(
            yupay_sum=wide.yupay_people.sum(),
            yupay_rows=wide.count(),
            yupay_first=wide[ROW].min(),
            yupay_last=wide[ROW].max(),
        )
        .order_by("yupay_first")
    )
    return [_group(row, len(strata)) for row in found.to_pyarrow().to_pylist()]


def _group(row: Mapping[str, Any], strata: int) -> Group:
    return Group(
        history=int(row["yupay_history"]),
        words=tuple(row[f"yupay_word_{at}"] for at in range(strata)),
        people=int(row["yupay_sum"]),
        rows=int(row["yupay_rows"]),
        first=int(row["yupay_first"]),
        last=int(row["yupay_last"]),
    )


def _repeated(reading: _Reading, groups: Iterable[Group]) -> list[Problem]:
    hidden = reading.hidden
    twice = [one for one in groups if one.rows > 1]
    if not twice:
        return []
    words = [",".join(str(one.history >> k & 1) for k in range(len(hidden.lists))) for one in twice]
    first, last = reading.line(twice[0].first), reading.line(twice[0].last)
    more = f" (+{len(twice) - 1})" if len(twice) > 1 else ""
    got = (f"{words[0]} en las filas {first}, {last}{more}", f"{words[0]} in rows {first}, {last}{more}")
    other = _telling_apart(reading)
    hint = same(f'strata = ["{quote(other)}"]') if other else None
    expected = ("cada historia una vez por estrato", "each history once per stratum")
    return [problem("L251", reading.path, got, expected, hint, line=last)]


def _telling_apart(reading: _Reading) -> str | None:
    """A column of words that the block does not use: most likely the stratum that was forgotten."""
    hidden = reading.hidden
    used = {*(card.id for card in hidden.lists), hidden.count, *hidden.strata, *hidden.where}
    names = [name for name in reading.table.columns if name not in used and not name.startswith("yupay_")]
    return names[0] if names else None


def _unseen(reading: _Reading, groups: Iterable[Group]) -> list[Problem]:
    return [
        problem(
            "L252",
            reading.path,
            ("0 en todas las listas, con un conteo", "0 on every list, with a count"),
            ("historias con un 1 al menos", "histories with a 1 at least"),
            line=reading.line(one.first),
        )
        for one in groups
        if one.history == 0 and one.people > 0
    ]


def _usable_strata(reading: _Reading, groups: Iterable[Group]) -> None:
    """L255: too many words, or codes of places."""
    problems = []
    for at, column in enumerate(reading.hidden.strata):
        words = {word for one in groups if (word := one.words[at]) is not None}
        codes = bool(words) and all(word.isdecimal() and len(word) == PLACE_CODE for word in words)
        if len(words) > MOST_WORDS or codes:
            said = ("códigos de lugar", "place codes") if codes else (f"{len(words)} palabras", f"{len(words)} words")
            got = (f"{quote(column)}: {said[0]}", f"{quote(column)}: {said[1]}")
            expected = (f"de 2 a {MOST_WORDS} palabras", f"2 to {MOST_WORDS} words")
            problems.append(problem("L255", reading.path, got, expected))
    if problems:
        raise StudyProblems(problems)


def _of_entries(study: Study, reading: _Reading) -> Listed:
    found: Entries = entries_of(study, reading.loaded, reading.hidden, reading.table)
    groups = [Group(history, words, people, 1, 0, 0) for (history, words), people in found.people.items()]
    _usable_strata(reading, groups)
    return counted(reading.hidden, groups, found.notes, found.linked)


def _notes_of_rows(reading: _Reading, groups: Iterable[Group]) -> list[Text]:
    if reading.hidden.rows == "persons" and any(one.history == 0 for one in groups):
        return [
            Text(
                es="Se dejaron fuera las filas que no están en ninguna de las listas declaradas.",
                en="Rows on none of the declared lists were left out.",
            )
        ]
    return []


def _merge_notes(hidden: Hidden, cards: Sequence[ListCard]) -> list[Text]:
    return [
        Text(
            es=f"{card.id} une {', '.join(hidden.merge[card.id])}: quien está en cualquiera de ellas está en {card.id}.",
            en=f"{card.id} joins {', '.join(hidden.merge[card.id])}: whoever is on any of them is on {card.id}.",
        )
        for card in cards
        if card.id in hidden.merge
    ]


def _empty_notes(empty: Sequence[ListCard]) -> list[Text]:
    if not empty:
        return []
    names = ", ".join(card.id for card in empty)
    return [
        Text(
            es=f"Listas que no vieron a nadie y se dejaron fuera: {names}.",
            en=f"Lists that saw nobody and were left out: {names}.",
        )
    ]


def _blank_notes(hidden: Hidden, moved: Sequence[tuple[int, Group]]) -> list[Text]:
    return [
        Text(
            es=f"Las personas sin dato en {column} están en la tabla de todas y en ningún estrato de {column}.",
            en=f"People without data in {column} are in the table of all and in no stratum of {column}.",
        )
        for at, column in enumerate(hidden.strata)
        if any(one.words[at] is None for _, one in moved)
    ]
