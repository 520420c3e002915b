"""Who is who in a vault? From the records of several institutions to persons, and to how many each pair of lists shares.

The order: names made comparable; weights learned; every pair that shares a key weighed; chains joined, and cut where one person would
have two documents; what was missed estimated; overlaps counted and corrected. Two tables are kept in the vault: `links`
(record_a, record_b, probability, pattern) and `persons` (record_id, person_id, score). Everything else is a count.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from yupay.derive.link import engine, model, overlaps
from yupay.derive.link.clusters import Clusters, clustered
from yupay.derive.link.comparisons import Compared
from yupay.derive.link.linked import Linked, Share
from yupay.derive.link.missed import Missed, inside, missed
from yupay.derive.link.options import LinkOptions, Vault
from yupay.derive.link.prepare import PEOPLE, prepare, work_space
from yupay.derive.link.review import review
from yupay.derive.link.score import Scored, score, settled
from yupay.model.problem import StudyProblems
from yupay.model.text import Text
from yupay.study.toml import stop

WHERE = "keep/vault"
BEGIN = Text(es="Abriendo los registros", en="Opening the records")
LEAST_SHOWN = 0.01
LARGEST = 5
Z = 1.959964
Tell = Callable[[Text], None]


@dataclass(frozen=True)
class _Work:
    """The records in the order of their content: which record each is, the list it is on; the names of the lists."""

    records: np.ndarray = field(repr=False)
    lists: np.ndarray = field(repr=False)
    names: tuple[str, ...]
    crowded: int


def quiet(words: Text) -> None:
    """Tell nobody."""


def link(vault: Vault, options: LinkOptions | None = None, tell: Tell = quiet) -> Linked:
    """Join the records of a vault to persons.

    Raises:
        StudyProblems: P670 fewer than two records, P671 the linkage library is not installed, P672 the engine failed (never
            with its own words: they hold values of records), P673 options out of range,
            S139 another engine than the vault's and Spark on this machine, L262 and L263 Spark does not start or is not installed.

    """
    chosen, stages = options or LinkOptions(), [BEGIN]
    chosen.check()
    engine.require(chosen.engine)

    def told(words: Text) -> None:
        stages.append(words)
        tell(words)

    def whole() -> Linked:
        with engine.silent(), work_space(vault.raw()) as home:
            return _linked(vault, home, chosen, told)

    try:
        return whole()
    except (KeyboardInterrupt, SystemExit):
        raise
    except StudyProblems as known:
        failed = known
    except BaseException:
        failed = stop("P672", WHERE, stages[-1], Text(es="una etapa que termina", en="a stage that ends"))
    # Raised here, outside the handler: the words of the engine are not even the context of this error.
    raise failed


def _linked(vault: Vault, home: str, options: LinkOptions, tell: Tell) -> Linked:
    connection = vault.raw()
    tell(Text(es="Haciendo comparables los nombres", en="Making names comparable"))
    prepare(connection, home, options)
    work = _work(connection)
    tell(Text(es="Aprendiendo cuánto dice cada coincidencia", en="Learning what each agreement tells"))
    compared, parameters = model.usable(connection), model.learn(connection, options)
    tell(Text(es="Comparando los pares", en="Comparing pairs"))
    with engine.opened(connection, options.engine) as on:
        found = score(on, parameters, compared)
    scored, _ = settled(found, parameters.prior, len(work.records))
    tell(Text(es="Formando personas", en="Forming persons"))
    clusters = clustered(connection, scored, len(work.records), options.threshold)
    tell(Text(es="Estimando lo que falta", en="Estimating what is missed"))
    lost = missed(scored, clusters, work.lists, len(work.names), options)
    _keep(vault, home, work, scored, clusters, options, compared)
    untrained = tuple(one.label for one in compared if one.name not in parameters.learned)
    return _told(work, scored, clusters, lost, options, compared, untrained)


def _work(connection: Any) -> _Work:
    """The order of the records, and their lists by name."""
    table = connection.execute(
        f"select record_id, institution, crowded from {PEOPLE} order by link_id"
    ).to_arrow_table()
    if table.num_rows < 2:
        raise stop("P670", WHERE, _rows(table.num_rows), Text(es="dos registros o más", en="two records or more"))
    named = table["institution"].to_pylist()
    names = tuple(sorted(set(named)))
    place = {name: at for at, name in enumerate(names)}
    lists = np.array([place[name] for name in named])
    return _Work(
        table["record_id"].to_numpy(), lists, names, int(table["crowded"].to_numpy(zero_copy_only=False).sum())
    )


def _keep(
    vault: Vault,
    home: str,
    work: _Work,
    scored: Scored,
    clusters: Clusters,
    options: LinkOptions,
    compared: Sequence[Compared],
) -> None:
    """Write `links` and `persons` into the vault: the pairs that are joined or wait, and the person of every record."""
    shown = clusters.joined | (scored.probability >= options.review)
    a, b = work.records[scored.a[shown]], work.records[scored.b[shown]]
    patterns = ["/".join(str(level) for level in row) for row in scored.pattern[shown].tolist()]
    links = pa.table(
        {
            "record_a": np.minimum(a, b),
            "record_b": np.maximum(a, b),
            "probability": np.round(scored.probability[shown], 6),
            "pattern": pa.array(patterns, pa.string()),
        }
    )
    first = np.full(clusters.count, np.iinfo(np.int64).max)
    np.minimum.at(first, clusters.person, work.records)
    best = np.zeros(len(work.records))
    for end in (scored.a, scored.b):
        np.maximum.at(best, end[clusters.joined], scored.probability[clusters.joined])
    persons = pa.table({"record_id": work.records, "person_id": first[clusters.person], "score": np.round(best, 6)})
    connection = vault.raw()
    here = connection.execute("select current_database()").fetchone()[0]
    connection.execute(f'use "{home}"')
    try:
        vault.write("links", links.sort_by([("record_a", "ascending"), ("record_b", "ascending")]))
        vault.write("persons", persons.sort_by("record_id"))
    finally:
        connection.execute(f'use "{here}"')


def _told(
    work: _Work,
    scored: Scored,
    clusters: Clusters,
    lost: Missed | None,
    options: LinkOptions,
    compared: Sequence[Compared],
    untrained: tuple[Text, ...],
) -> Linked:
    """The counts that say what was found."""
    count = len(work.names)
    seen = overlaps.histories(clusters.person, work.lists, count)
    entries = np.bincount(work.lists, minlength=count).astype(float)
    better = overlaps.captured(overlaps.corrected(seen, entries, lost), work.names) if lost else None
    sizes = np.bincount(np.minimum(np.bincount(clusters.person), LARGEST), minlength=LARGEST + 1)[1:]
    likely, waiting = scored.probability, (scored.probability >= options.review) & ~clusters.joined
    shown = likely >= LEAST_SHOWN
    return Linked(
        records=len(work.records),
        persons=clusters.count,
        pairs=len(inside(clusters.person)[0]),
        by_document=int((scored.sure & clusters.joined).sum()),
        sizes=tuple(sizes.tolist()),
        precision=float(np.where(scored.sure, 1.0, likely)[clusters.joined].mean()) if clusters.joined.any() else 1.0,
        recall=_share(lost) if lost else None,
        recall_by_lists=_by_lists(lost, work.names) if lost else (),
        cut=clusters.cut,
        contradicting=clusters.contradicting,
        crowded=work.crowded,
        untrained=untrained,
        review=review(scored, waiting, compared, options.k),
        overlaps=overlaps.captured(seen, work.names),
        corrected=better,
        entries=work.lists,
        ends=np.stack([scored.a[shown], scored.b[shown]], axis=1),
        probabilities=np.where(scored.sure, 1.0, likely)[shown],
    )


def _share(lost: Missed) -> Share:
    return Share(lost.recall, max(lost.recall - Z * lost.se, 0.0), min(lost.recall + Z * lost.se, 1.0))


def _by_lists(lost: Missed, names: tuple[str, ...]) -> tuple[tuple[str, str, float], ...]:
    """The recall of each pair of lists that shares any pair."""
    pairs = [(i, j) for i in range(len(names)) for j in range(i, len(names)) if lost.there[i, j] > 0]
    return tuple((names[i], names[j], float(min(lost.joined[i, j] / lost.there[i, j], 1.0))) for i, j in pairs)


def _rows(count: int) -> Text:
    return Text(es=f"registros: {count}", en=f"records: {count}")
