"""Which records are one person? Chains of probable pairs, cut where a chain would join two that are at odds.

Pairs at least as probable as the threshold join records; so does every pair that agrees on a document and on a surname or the day of
birth. Where a chain joins two records at odds that no pair of their own calls one person, it is built again from its strongest pair
down, without what would join them. At odds are numbers of one kind of document that differ by more than a slip and, where the document
is not the same, dates of birth, maternal names or second given names that are quite other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from yupay.derive.link.prepare import PEOPLE
from yupay.derive.link.score import Scored

Labels = np.ndarray
FLOOR, PROMISED = 0.5, 0.98
UNLIKE = 0.75
AT_ODDS = f"""(l.doc_kind = r.doc_kind and damerau_levenshtein(l.doc, r.doc) > 1)
    or (coalesce(l.doc <> r.doc, true) and (
        abs(year(l.born) - year(r.born)) > 1
        or (not l.coarse and not r.coarse and abs(l.born - r.born) > 31 and month(l.born) <> month(r.born)
            and day(l.born) <> day(r.born))
        or (jaro_winkler_similarity(l.mat, r.mat) < {UNLIKE} and jaro_winkler_similarity(l.mat, r.pat) < {UNLIKE}
            and jaro_winkler_similarity(l.pat, r.mat) < {UNLIKE})
        or (jaro_winkler_similarity(l.g2, r.g2) < {UNLIKE} and jaro_winkler_similarity(l.g2, r.g1) < {UNLIKE}
            and jaro_winkler_similarity(l.g1, r.g2) < {UNLIKE})))"""


@dataclass(frozen=True)
class Clusters:
    """The person of each record, the pairs that joined them, and how many persons were cut or still hold two documents."""

    person: Labels = field(repr=False)
    joined: np.ndarray = field(repr=False)
    cut: int = 0
    contradicting: int = 0

    @property
    def count(self) -> int:
        """How many persons."""
        return int(self.person.max()) + 1 if self.person.size else 0


def components(size: int, a: np.ndarray, b: np.ndarray) -> Labels:
    """The component of each of `size` records under the pairs a-b."""
    graph = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(size, size))
    labels: Labels = connected_components(graph, directed=False)[1]
    return labels


def thresholds(scored: Scored, threshold: float) -> np.ndarray:
    """The least probability at which each pair is joined.

    A pair that lacks a maternal name tells less, so that people without one would be missed more often: theirs is as low as keeps the
    promised precision of all such pairs at 0.99, and never below one half.
    """
    lacking, likely = scored.lacking & ~scored.sure, scored.probability
    some = np.sort(likely[lacking & (likely >= FLOOR)])[::-1]
    promised = np.cumsum(some) / np.arange(1, len(some) + 1)
    enough = some[promised >= PROMISED]
    least = min(float(enough[-1]), threshold) if len(enough) else threshold
    return np.where(scored.lacking, least, threshold)


def clustered(connection: Any, scored: Scored, size: int, threshold: float) -> Clusters:
    """The persons of `size` records."""
    joined = scored.sure | (scored.probability >= thresholds(scored, threshold))
    person = components(size, scored.a[joined], scored.b[joined])
    forbidden = contradictions(connection, person, scored, joined)
    if not len(forbidden):
        return Clusters(person, joined)
    wrong = np.unique(person[forbidden[:, 0]])
    kept = joined & ~_dropped(scored, joined & np.isin(person[scored.a], wrong), forbidden)
    person = components(size, scored.a[kept], scored.b[kept])
    left = contradictions(connection, person, scored, kept, direct=True)
    return Clusters(person, kept, len(wrong), len(np.unique(person[left[:, 0]])) if len(left) else 0)


def contradictions(
    connection: Any, person: Labels, scored: Scored, joined: np.ndarray, *, direct: bool = False
) -> np.ndarray:
    """Pairs of records (n, 2) of one person that are at odds.

    Pairs that are themselves called one person are left out, unless `direct`.
    """
    import pyarrow as pa

    connection.register("yupay_link_person", pa.table({"link_id": np.arange(len(person)), "person": person}))
    try:
        table = connection.execute(f"""
            with held as (select p.*, person from {PEOPLE} p join yupay_link_person using (link_id)),
                several as (select person from held group by person having count(*) > 2),
                few as (select * from held where person in (select person from several))
            select l.link_id as a, r.link_id as b from few l join few r on l.person = r.person and l.link_id < r.link_id
            where {AT_ODDS} order by 1, 2
        """).to_arrow_table()
    finally:
        connection.unregister("yupay_link_person")
    found = np.stack([table["a"].to_numpy(), table["b"].to_numpy()], axis=1).astype(np.int64)
    if direct or not len(found):
        return found
    size = len(person)
    own = scored.a[joined] * size + scored.b[joined]
    return found[~np.isin(found[:, 0] * size + found[:, 1], own)]


def _dropped(scored: Scored, among: np.ndarray, forbidden: np.ndarray) -> np.ndarray:
    """Which pairs to leave out so that no two forbidden records are joined: built from the strongest pair down."""
    places = np.flatnonzero(among)
    order = places[np.lexsort((scored.b[places], scored.a[places], -scored.weight[places], ~scored.sure[places]))]
    against: dict[int, set[int]] = {}
    for a, b in forbidden.tolist():
        against.setdefault(a, set()).add(b)
        against.setdefault(b, set()).add(a)
    out, groups = np.zeros(len(scored.a), dtype=bool), _Groups(against)
    for place in order.tolist():
        out[place] = not groups.join(int(scored.a[place]), int(scored.b[place]))
    return out


class _Groups:
    """Records joined so far, by their group; a join that puts two records at odds together is refused."""

    def __init__(self, against: Mapping[int, set[int]]) -> None:
        self.against = against
        self.group: dict[int, set[int]] = {}

    def join(self, a: int, b: int) -> bool:
        """Join the groups of two records; False where that is refused."""
        one, other = self.group.setdefault(a, {a}), self.group.setdefault(b, {b})
        if one is other:
            return True
        if any(self.against.get(record, set()) & other for record in one):
            return False
        one |= other
        for record in other:
            self.group[record] = one
        return True
