"""What was published before, and may this edition stand beside it?

Every edition of the ledger is read; the new one leaves as asked, as the nearest safe one, or not at all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from pathlib import Path

from yupay.keep.ledger import Ledger, editions
from yupay.keep.naming import SWAPPED
from yupay.keep.own_counts import OwnCounts, keep_own, read_own
from yupay.model.problem import StudyProblems
from yupay.model.registry import EditionPolicy, EditionSheet, LedgerEntry
from yupay.model.text import Text
from yupay.protect.editions.alternatives import alternatives, refusal
from yupay.protect.editions.insiders import own_changes
from yupay.protect.editions.judge import judge_both_ways
from yupay.protect.registry import Protected, check
from yupay.publish.edition.place import FOLDER
from yupay.release.edition_sheet import digest_of, policy_digest
from yupay.run import OpenStudy
from yupay.study.toml import stop


@dataclass(frozen=True)
class Asked:
    """What was asked for, and under which policy."""

    opened: OpenStudy
    policy: EditionPolicy
    edition: str
    day: date
    dry_run: bool
    nearest: bool


def remembered(folder: Path, ledger: Ledger) -> None:
    """Every folder of `editions/` is an edition of the ledger: without its line a new edition would be judged with less.

    Raises:
        StudyProblems: P651 a published edition that the ledger does not know.

    """
    known = {one.edition for one in editions(ledger.entries)}
    there = sorted(one.name for one in (folder / FOLDER).glob("*") if one.is_dir())
    if lost := [name for name in there if name not in known and not name.endswith(SWAPPED)]:
        got = Text(es=f"publicadas y sin línea: {len(lost)}", en=f"published and without a line: {len(lost)}")
        expected = Text(es="el libro de cuando se publicaron", en="the ledger of when they were published")
        raise stop("P651", "ledger.jsonl", got, expected)


def before(ledger: Ledger, edition: str) -> tuple[LedgerEntry, ...]:
    """The editions published before this one: all of them, or those before its own line."""
    return tuple(takewhile(lambda one: one.edition != edition, editions(ledger.entries)))


def known_then(folder: Path, earlier: Sequence[LedgerEntry]) -> dict[str, OwnCounts | None]:
    """What each institution knew of the editions before, by edition; None where it was not kept."""
    return {one.edition: read_own(folder, one.edition) for one in earlier}


def same_zones(zone_of: Mapping[str, str], earlier: Sequence[LedgerEntry]) -> None:
    """Refuse zones that hold other districts than in an earlier edition under the same code: their counts would be subtracted.

    Raises:
        StudyProblems: P634, with how many zones changed.

    """
    now = inside(zone_of)
    changed = {zone for one in earlier for zone, held in inside(one.places).items() if now.get(zone, held) != held}
    if changed:
        got = Text(es=f"zonas con otros distritos: {len(changed)}", en=f"zones with other districts: {len(changed)}")
        expected = Text(es="códigos nuevos para las zonas nuevas", en="new codes for the new zones")
        raise stop("P634", "study.toml", got, expected)


def inside(zone_of: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The districts of each zone."""
    return {zone: frozenset(one for one, held in zone_of.items() if held == zone) for zone in set(zone_of.values())}


def judged(
    made: Protected, asked: Asked, ledger: Ledger, then: Sequence[OwnCounts | None] = ()
) -> tuple[Protected, Text | None]:
    """The protected counts as they may stand beside every earlier edition; what was done to them for it.

    An edition that the ledger holds already is made again as it was: the nearest safe one where that was published.
    `then`: what each institution knew of the editions before, so that none can subtract its own people.

    Raises:
        StudyProblems: P658, with the nearest safe edition; the ledger keeps that it was refused, unless in a dry run.

    """
    policy, earlier = asked.policy, before(ledger, asked.edition)
    k = max(policy.threshold, *(one.threshold for one in earlier)) if earlier else policy.threshold
    width, now = max(policy.width, k), made.own_counts()
    gone = tuple(own_changes(made.cells.keys, now, one) for one in then)
    verdict = judge_both_ways(made.cells, made.hidden, earlier, k, width=width, sensitive=made.sensitive, own=gone)
    if verdict.safe:
        return made, None
    offers = alternatives(made.cells, made.hidden, earlier, k, width=width, sensitive=made.sensitive, own=gone)
    again = len(earlier) < len(editions(ledger.entries))
    if offers and (asked.nearest or again):
        safe = made.with_hidden(offers[0].hidden)
        check(safe, policy)
        return safe, offers[0].label
    problem = refusal(asked.edition, verdict, k, offers)
    if not asked.dry_run:
        ledger.refuse(asked.edition, asked.day.isoformat(), digest="", policy="", reason=problem.code)
    raise StudyProblems([problem])


def noting(
    asked: Asked, ledger: Ledger, sheet: EditionSheet, zone_of: Mapping[str, str], own: OwnCounts
) -> Callable[[], object]:
    """How the ledger notes an edition: called before its first public file is written."""

    def note() -> None:
        keep_own(asked.opened.folder, asked.edition, own)
        ledger.publish(
            asked.edition,
            asked.day.isoformat(),
            digest=digest_of(sheet),
            policy=policy_digest(asked.policy),
            cells=sheet.cells,
            threshold=asked.policy.threshold,
            places=zone_of,
            epsilon=sum(one.epsilon for one in sheet.noisy),
        )

    return note
