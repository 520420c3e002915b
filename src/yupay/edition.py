"""The path of a registry, from the files of institutions to an edition that may be published: read this after run.py.

files -> vault -> links -> persons -> counts -> protected together with every earlier edition -> the study -> ledger -> public folder

Nothing leaves before the counts are protected, audited and judged. The line of the ledger stands before the first public
file does: a run that is killed between them leaves an edition that is noted and not public, which the same command mends.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from pathlib import Path

from threadpoolctl import threadpool_limits

from yupay.analyse.answer import answer
from yupay.analyse.methods import cards
from yupay.conclude.conclude import conclude
from yupay.derive.indicators import count
from yupay.derive.law.crosswalk import read_crosswalk
from yupay.derive.law.read import read_law
from yupay.derive.link.link import link
from yupay.derive.link.linked import Linked
from yupay.derive.link.options import LinkOptions
from yupay.derive.lists import Listed
from yupay.derive.registry.counts import Places, TableCounts, counted, places_of
from yupay.derive.registry.lists import listed_people
from yupay.derive.registry.people import people
from yupay.derive.registry.qualify import TABLE as DECISIONS
from yupay.derive.registry.qualify import qualify
from yupay.derive.registry.truth import Truth, truth_of
from yupay.keep.ledger import Ledger, editions, ledger_path, open_ledger, published
from yupay.keep.naming import SWAPPED
from yupay.keep.place import keep_file
from yupay.keep.vault import Vault, open_vault, take_in, vault_folder
from yupay.load.invented.files import Made, write_files
from yupay.load.records.mapping import read_mapping
from yupay.load.records.schema import case_schema
from yupay.load.tables import Loaded, load
from yupay.model.problem import StudyProblems
from yupay.model.records import Intake
from yupay.model.registry import EditionPolicy, EditionSheet, LedgerEntry, Registry
from yupay.model.release import Release
from yupay.model.text import Text
from yupay.protect.editions.alternatives import alternatives, refusal
from yupay.protect.editions.judge import judge_both_ways
from yupay.protect.overlaps import with_lists
from yupay.protect.registry import Protected, check, protected, safe_cube
from yupay.protect.small_counts import protect
from yupay.publish.edition.place import FOLDER, own, public_folder
from yupay.publish.publish import publish
from yupay.release.draft import draft
from yupay.release.edition_sheet import digest_of, measured, named, policy_digest, sheet_of
from yupay.release.edition_study import edition_study, kept_back
from yupay.release.seal import seal
from yupay.run import OpenStudy, Tell, open_study, silent
from yupay.study.registry import MADE, until
from yupay.study.release_policy import offered, read_policy
from yupay.study.toml import stop


@dataclass(frozen=True)
class Gathered:
    """What the vault gives to the rest of the path: counts, never rows."""

    tables: tuple[TableCounts, ...] = field(repr=False)
    places: Places = field(repr=False)
    lists: Listed | None = field(repr=False)
    linked: Linked = field(repr=False)
    intakes: tuple[Intake, ...] = ()
    truth: Truth | None = None


@dataclass(frozen=True)
class EditionOutcome:
    """What came of an edition.

    Attributes:
        sheet: what the edition says of itself.
        release: the sealed report.
        written: the public files; none in a dry run, or where the edition was published already and is whole.
        folder: the public folder.
        published_as: the edition of the ledger that holds the very same; "" where none did before.
        nearest: what was done to the edition asked for where that would have given a small difference away.
        pages: the pages for the head of office, of a dry run.

    """

    sheet: EditionSheet
    release: Release
    written: tuple[Path, ...]
    folder: Path
    published_as: str = ""
    nearest: Text | None = None
    pages: tuple[Path, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the very same was published before."""
        return bool(self.published_as)


@dataclass(frozen=True)
class Asked:
    """What was asked for, and under which policy."""

    opened: OpenStudy
    policy: EditionPolicy
    edition: str
    day: date
    dry_run: bool
    nearest: bool


def release_edition(
    study_folder: Path,
    edition: str,
    *,
    dry_run: bool = False,
    nearest: bool = False,
    tell: Tell = silent,
    today: date | None = None,
) -> EditionOutcome:
    """Make one edition of a registry and publish it.

    Args:
        study_folder: the study, with its `[registry]` block and release.toml.
        edition: the name of the edition; where the registry is invented, one that its block dates.
        dry_run: everything but the public folder and the ledger; one page for the head of office is left in `keep/`.
        nearest: where the edition would give a small difference away, publish the nearest safe one in its place.
        tell: hears each stage as it starts.
        today: the day of the edition; the clock's when left out.

    Raises:
        StudyProblems: everything that stands in the way, at once where it can be; nothing was written then, but for a
            line of the ledger that says that the edition was refused.

    """
    opened = open_study(study_folder)
    registry = registry_of(opened)
    day = today or date.today()
    policy = read_policy(opened.folder, opened.study, day)
    asked = Asked(opened, policy, edition, day, dry_run=dry_run, nearest=nearest)
    public = public_folder(opened.folder, edition)
    with open_ledger(ledger_path(opened.folder)) as ledger:
        remembered(opened.folder, ledger)
        leaving = registry.model_copy(update={"tables": offered(registry, policy)})
        gathered = gather(opened, leaving, edition, tell, day)
        same_zones(gathered.places.zone_of, before(ledger, edition))
        tell(Text(es="Protegiendo los conteos", en="Protecting the counts"))
        counts = protected(gathered.tables, policy)
        tell(Text(es="Juzgando con las ediciones anteriores", en="Judging with earlier editions"))
        made, label = judged(counts, asked, ledger)
        sheet = sheet_of(edition, opened.study, made, policy, before(ledger, edition))
        known = published(ledger.entries, edition, digest_of(sheet))
        stands = own(public, known=known is not None)
        release = finished(opened, made, sheet, gathered, tell)
        twin = known.edition if known else ""
        outcome = EditionOutcome(release.edition or sheet, release, (), public, published_as=twin, nearest=label)
        if dry_run:
            return replace(outcome, pages=rehearsed(opened.folder, release, sheet))
        if known and (known.edition != edition or stands == "whole"):
            return outcome
        note = noting(asked, ledger, sheet, gathered.places.zone_of)
        return replace(outcome, written=publish(release, public, tell, folder=opened.folder, note=note))


def noting(asked: Asked, ledger: Ledger, sheet: EditionSheet, zone_of: Mapping[str, str]) -> Callable[[], object]:
    """How the ledger notes an edition: called before its first public file is written."""
    return lambda: ledger.publish(
        asked.edition,
        asked.day.isoformat(),
        digest=digest_of(sheet),
        policy=policy_digest(asked.policy),
        cells=sheet.cells,
        threshold=asked.policy.threshold,
        places=zone_of,
    )


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


def registry_of(opened: OpenStudy) -> Registry:
    """The `[registry]` block. Raises StudyProblems: P625 where a study has none."""
    if opened.study.registry is None:
        got = Text(es="un estudio sin [registry]", en="a study without [registry]")
        raise stop("P625", "study.toml", got, Text.same("yupay run"))
    return opened.study.registry


def gather(opened: OpenStudy, registry: Registry, edition: str, tell: Tell, day: date) -> Gathered:
    """Take the files in, link, and count persons: what leaves the vault are counts."""
    folder = opened.folder
    source, invented = files_of(opened, registry, edition, tell)
    with open_vault(vault_folder(folder)) as vault:
        intakes = taken(vault, registry, folder, source, tell, day)
        tell(Text(es="Vinculando los registros", en="Linking the records"))
        linked = link(vault, LinkOptions(threshold=registry.threshold_of_links), tell)
        tell(Text(es="Calificando los hechos", en="Qualifying the facts"))
        vault.work(lambda: qualify(vault, read_law(law_of(folder))))
        loaded = load(opened.study, folder, locate=opened.examined.locate)
        try:
            places = places_of(registry, loaded.tables[registry.places])
        finally:
            loaded.engine.close()
        names = tuple(one.id for one in registry.institutions)
        records, persons, decisions = (vault.table(name) for name in ("records", "persons", DECISIONS))
        everybody = people(records, persons, decisions, names, read_crosswalk(law_of(folder)))
        tell(Text(es="Contando personas", en="Counting persons"))
        tables = vault.work(lambda: counted(registry, everybody, places))
        hidden = opened.study.hidden
        lists = None
        if hidden is not None and hidden.rows == "registry":
            block = hidden
            doubt = linked.linked_entries()
            lists = vault.work(lambda: listed_people(block, everybody, doubt))
        truth = None
        if invented is not None and registry.invented is not None:
            truth = truth_of(persons, invented, intakes, until(registry.invented, edition))
        return Gathered(tables, places, lists, linked, intakes, truth)


def law_of(folder: Path) -> Path | None:
    """The study's own texts of the law, where it has any."""
    return folder / "law" if (folder / "law").is_dir() else None


def files_of(opened: OpenStudy, registry: Registry, edition: str, tell: Tell) -> tuple[Path, Made | None]:
    """The folder that the files of the institutions are read from; an invented registry is made there first, truth and all."""
    if registry.invented is None:
        return opened.folder, None
    tell(Text(es="Inventando el registro", en="Making the registry up"))
    folder = vault_folder(opened.folder).parent / MADE
    folder.mkdir(mode=0o700, exist_ok=True)
    made = write_files(folder, registry.invented.seed, registry.invented.people, until(registry.invented, edition))
    return folder, made


def taken(vault: Vault, registry: Registry, folder: Path, source: Path, tell: Tell, day: date) -> tuple[Intake, ...]:
    """Every institution's file in the vault."""
    schema = case_schema()
    found = []
    for one in registry.institutions:
        tell(Text(es=f"Tomando {one.label.es}", en=f"Taking in {one.label.en}"))
        mapping = read_mapping(folder / one.mapping, schema)
        found.append(take_in(vault, source / one.file, mapping, schema, today=day))
    return tuple(found)


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


def judged(made: Protected, asked: Asked, ledger: Ledger) -> tuple[Protected, Text | None]:
    """The protected counts as they may stand beside every earlier edition; what was done to them for it.

    An edition that the ledger holds already is made again as it was: the nearest safe one where that was published.

    Raises:
        StudyProblems: P658, with the nearest safe edition; the ledger keeps that it was refused, unless in a dry run.

    """
    policy, earlier = asked.policy, before(ledger, asked.edition)
    k = max(policy.threshold, *(one.threshold for one in earlier)) if earlier else policy.threshold
    width = max(policy.width, k)
    verdict = judge_both_ways(made.cells, made.hidden, earlier, k, width=width, sensitive=made.sensitive)
    if verdict.safe:
        return made, None
    offers = alternatives(made.cells, made.hidden, earlier, k, width=width, sensitive=made.sensitive)
    again = len(earlier) < len(editions(ledger.entries))
    if offers and (asked.nearest or again):
        safe = made.with_hidden(offers[0].hidden)
        check(safe, policy)
        return safe, offers[0].label
    problem = refusal(asked.edition, verdict, k, offers)
    if not asked.dry_run:
        ledger.refuse(asked.edition, asked.day.isoformat(), digest="", policy="", reason=problem.code)
    raise StudyProblems([problem])


def finished(opened: OpenStudy, made: Protected, sheet: EditionSheet, gathered: Gathered, tell: Tell) -> Release:
    """The ordinary study on the protected counts, sealed with the sheet of the edition."""
    study = edition_study(opened.study, sheet.policy, sheet.name)
    tell(Text(es="Leyendo los datos", en="Reading the data"))
    loaded: Loaded = load(study, opened.folder, locate=opened.examined.locate)
    try:
        counts = count(study, loaded, safe_cube(made, sheet.policy.threshold))
        evidence = with_lists(study, protect(study, counts), gathered.lists)
        with threadpool_limits(limits=1):
            estimates = answer(study, evidence, tell, {}, gathered.lists)
    finally:
        loaded.engine.close()
    tell(Text(es="Redactando las conclusiones", en="Writing the conclusions"))
    registration = opened.examined.registration
    withheld = kept_back(opened.study, sheet.policy)
    conclusions = conclude(study, evidence, estimates, registration=registration.words, withheld=withheld)
    whole = draft(study, evidence, estimates, conclusions, registration, cards())
    told = named(sheet, registry_of(opened), gathered.places.zone_of, evidence)
    told = told.model_copy(update={"checks": measured(gathered.linked, gathered.truth, estimates)})
    return seal(whole.model_copy(update={"edition": told}))


def rehearsed(folder: Path, release: Release, sheet: EditionSheet) -> tuple[Path, ...]:
    """The pages for the head of office, in `keep/`."""
    from yupay.publish.edition import pages

    return tuple(keep_file(folder, name, page) for name, page in sorted(pages.dry_run(release, sheet).items()))
