"""Which entries of lists are one person? By a person's id, or by pairs that are the same person with a probability.

Entries with one id are one person. A pair of entries is taken for one person in the table of histories where its
probability is one half or more (links are transitive: connected components); the probabilities themselves travel on,
so that analysis can draw tables instead of trusting this one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from yupay.derive.samples import as_words
from yupay.load.messages import problem, quote
from yupay.load.tables import Loaded
from yupay.model.lists import Hidden, LinkedEntries
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import Source
from yupay.model.study import Study
from yupay.model.text import Text

HALF = 0.5
People = Mapping[tuple[int, tuple[str | None, ...]], int]
Pair = tuple[int, int, float]


@dataclass(frozen=True)
class Entries:
    """People by history and words of the strata; the entries themselves where pairs of them are uncertain."""

    people: People
    linked: LinkedEntries | None
    notes: tuple[Text, ...]


def entries_of(study: Study, loaded: Loaded, hidden: Hidden, table: ir.Table) -> Entries:
    """People from rows that are entries of one list each.

    Raises:
        StudyProblems: L254 a declared list that no row is of, L256 pairs that name no entry, L217 an entry without
            a person where nothing else links it.

    """
    card = next(card for card in study.sources if card.id == hidden.source)
    notes = _declared_lists(hidden, table, card)
    entries = _entries(hidden, table, card)
    if hidden.pairs is None:
        return Entries(_grouped(hidden, entries, card), None, notes)
    rows = entries.order_by("yupay_row").to_pyarrow().to_pylist()
    pairs = _pairs(study, loaded, hidden, rows)
    links = [(a, b) for a, b, probability in pairs if probability >= HALF]
    people = _counted(hidden, rows, components(len(rows), links))
    places = {one.id: k for k, one in enumerate(hidden.lists)}
    names, lists = tuple(places), tuple(places[row["yupay_list"] or ""] for row in rows)
    return Entries(people, LinkedEntries(lists=names, entries=lists, pairs=tuple(pairs)), notes)


def components(size: int, links: Sequence[tuple[int, int]]) -> list[int]:
    """The person of each entry: entries that a chain of links joins are one."""
    ends = np.array(links, dtype=np.int64).reshape(-1, 2)
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    return [int(label) for label in connected_components(graph, directed=False)[1]]


def _declared_lists(hidden: Hidden, table: ir.Table, card: Source) -> tuple[Text, ...]:
    """L254 for a declared list that no row is of; a note on the lists of rows that are not declared."""
    names = [one.id for one in hidden.lists]
    column = as_words(table[hidden.list_column or ""])
    known = [row["yupay_list"] for row in table.select(yupay_list=column).distinct().to_pyarrow().to_pylist()]
    if lost := [name for name in names if name not in known]:
        words = sorted(filter(None, known))
        raise StudyProblems([_not_there(name, hidden, words, card.path) for name in lost])
    strange = sorted({word for word in known if word and word not in names})
    return (_others(strange),) if strange else ()


def _entries(hidden: Hidden, table: ir.Table, card: Source) -> ir.Table:
    """The entries of the declared lists: their row, list, person, key, and words of the strata."""
    column = as_words(table[hidden.list_column or ""])
    chosen = {_word(at): as_words(table[name]) for at, name in enumerate(hidden.strata)}
    person = as_words(table[hidden.person]) if hidden.person else ibis.null("string")
    return table.filter(column.isin([one.id for one in hidden.lists])).select(
        "yupay_row", yupay_list=column, yupay_person=person, yupay_key=_key(table, card.key), **chosen
    )


def _word(at: int) -> str:
    return f"yupay_word_{at}"


def _grouped(hidden: Hidden, entries: ir.Table, card: Source) -> People:
    """People by history and words, grouped in the engine: by person, then by what each person has.

    Raises:
        StudyProblems: L217 an entry without a person.

    """
    blank = entries.filter(entries["yupay_person"].isnull()).count().to_pyarrow().as_py()
    if blank:
        raise StudyProblems([_nobody(hidden, card.path)])
    on = [(1 << k, entries["yupay_list"] == one.id) for k, one in enumerate(hidden.lists)]
    words = {_word(at): _agreed(entries[_word(at)]) for at in range(len(hidden.strata))}
    history = sum((ibis.ifelse(held, bit, 0).max() for bit, held in on[1:]), ibis.ifelse(on[0][1], 1, 0).max())
    persons = entries.group_by("yupay_person").aggregate(yupay_history=history, **words)
    counted = persons.group_by(["yupay_history", *words]).aggregate(yupay_people=persons.count())
    ordered = counted.order_by(["yupay_history", *words]).to_pyarrow().to_pylist()
    return {(row["yupay_history"], tuple(row[name] for name in words)): row["yupay_people"] for row in ordered}


def _agreed(word: Any) -> Any:
    """The one word that the entries of a person have; somebody whose entries do not agree on it has none."""
    return ibis.ifelse(word.nunique() == 1, word.min(), ibis.null("string"))


def _key(table: ir.Table, key: str | None) -> Any:
    """What a pair calls an entry: the key of its source, or its row number (1 for the first) where it has none."""
    return as_words(table[key]) if key else (table["yupay_row"] + 1).cast("string")


def _counted(hidden: Hidden, rows: Sequence[Mapping[str, str | None]], persons: Sequence[str | int | None]) -> People:
    """People by history and words; somebody whose entries do not agree on a word has none."""
    places = {card.id: k for k, card in enumerate(hidden.lists)}
    histories: dict[str | int | None, int] = {}
    words: dict[str | int | None, list[set[str]]] = {}
    for row, person in zip(rows, persons, strict=True):
        histories[person] = histories.get(person, 0) | 1 << places[row["yupay_list"] or ""]
        said = words.setdefault(person, [set() for _ in hidden.strata])
        for at, held in enumerate(said):
            if (word := row[f"yupay_word_{at}"]) is not None:
                held.add(word)
    people: dict[tuple[int, tuple[str | None, ...]], int] = {}
    for person, history in histories.items():
        agreed = tuple(next(iter(held)) if len(held) == 1 else None for held in words[person])
        people[history, agreed] = people.get((history, agreed), 0) + 1
    return people


def _pairs(study: Study, loaded: Loaded, hidden: Hidden, rows: Sequence[Mapping[str, str | None]]) -> list[Pair]:
    """Pairs of entries by their place, those of one person among them with probability 1; L256 where one is wrong."""
    source = hidden.pairs or ""
    path = next(card.path for card in study.sources if card.id == source)
    place = {row["yupay_key"]: at for at, row in enumerate(rows)}
    made, wrong = [], []
    table = loaded.tables[source].order_by("yupay_row").select("yupay_row", "entry_a", "entry_b", "probability")
    for row in table.to_pyarrow().to_pylist():
        a, b, probability = place.get(row["entry_a"]), place.get(row["entry_b"]), row["probability"]
        if a is None or b is None or a == b or probability is None or not 0 <= probability <= 1:
            wrong.append(row)
        else:
            made.append((min(a, b), max(a, b), float(probability)))
    if wrong:
        lines = loaded.lines.get(source)
        raise StudyProblems([_not_a_pair(path, row, lines([row["yupay_row"]])[0] if lines else 0) for row in wrong[:5]])
    sure = [(a, b, 1.0) for a, b in _same_person(rows)]
    return [*sure, *(one for one in made if one[:2] not in {pair[:2] for pair in sure})]


def _same_person(rows: Iterable[Mapping[str, str | None]]) -> list[tuple[int, int]]:
    """Neighbouring entries of each person, so that a chain joins them all."""

    def gathered(held: dict[str, list[int]], one: tuple[int, Mapping[str, str | None]]) -> dict[str, list[int]]:
        at, row = one
        if (person := row["yupay_person"]) is not None:
            held.setdefault(person, []).append(at)
        return held

    by_person: dict[str, list[int]] = reduce(gathered, enumerate(rows), {})
    return [pair for entries in by_person.values() for pair in pairwise(entries)]


def _not_there(name: str, hidden: Hidden, known: Sequence[str | None], path: str) -> Problem:
    some = ", ".join(quote(one) for one in known[:12])
    got = (f"{quote(hidden.list_column)}: {some}", f"{quote(hidden.list_column)}: {some}")
    return problem("L254", path, got, (f"alguna fila de {quote(name)}", f"some row of {quote(name)}"))


def _nobody(hidden: Hidden, path: str) -> Problem:
    expected = ("la persona de cada entrada", "the person of each entry")
    column = quote(hidden.person)
    return problem("L217", path, (f"entradas sin {column}", f"entries without {column}"), expected)


def _not_a_pair(path: str, row: Mapping[str, object], line: int) -> Problem:
    said = f"{quote(row['entry_a'])}, {quote(row['entry_b'])}, {quote(row['probability'])}"
    expected = (
        "dos claves distintas de la fuente de entradas y una probabilidad de 0 a 1",
        "two different keys of the source of entries and a probability from 0 to 1",
    )
    return problem("L256", path, (said, said), expected, line=line)


def _others(names: Sequence[str]) -> Text:
    some = ", ".join(quote(name) for name in names[:12])
    return Text(
        es=f"Listas de la columna que el estudio no declara y se dejaron fuera: {some}.",
        en=f"Lists of the column that the study does not declare, left out: {some}.",
    )
