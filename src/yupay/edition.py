"""The path of a registry, from the files of institutions to an edition that may be published: read this after run.py.

files -> vault -> links -> persons -> counts -> protected together with every earlier edition -> the study -> public folder -> ledger

Nothing is written in the public folder before the counts are protected, audited and judged; the ledger line follows it.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from threadpoolctl import threadpool_limits

from yupay.analyse.answer import answer
from yupay.analyse.methods import cards
from yupay.conclude.conclude import conclude
from yupay.derive.indicators import count
from yupay.derive.law.crosswalk import read_crosswalk
from yupay.derive.link.link import link
from yupay.derive.link.linked import Linked
from yupay.derive.link.options import LinkOptions
from yupay.derive.lists import Listed
from yupay.derive.registry.counts import TableCounts, counted, places_of
from yupay.derive.registry.lists import listed_people
from yupay.derive.registry.people import people
from yupay.keep.ledger import Ledger, editions, ledger_path, open_ledger, published
from yupay.keep.vault import Vault, apart, open_vault, take_in, vault_folder
from yupay.load.invented.files import write_files
from yupay.load.records.mapping import read_mapping
from yupay.load.records.schema import case_schema
from yupay.load.tables import Loaded, load
from yupay.model.problem import StudyProblems
from yupay.model.records import Intake
from yupay.model.registry import EditionPolicy, EditionSheet, Registry
from yupay.model.release import Release
from yupay.model.study import Study
from yupay.model.text import Text
from yupay.protect.editions.alternatives import alternatives, refusal
from yupay.protect.editions.judge import judge
from yupay.protect.overlaps import with_lists
from yupay.protect.registry import Protected, check, protected, safe_cube
from yupay.protect.small_counts import protect
from yupay.publish.publish import publish
from yupay.release.draft import draft
from yupay.release.seal import seal
from yupay.run import OpenStudy, Tell, open_study, silent
from yupay.study.registry import MADE, until
from yupay.study.release_policy import expired, read_policy
from yupay.study.toml import stop

FOLDER = "editions"


@dataclass(frozen=True)
class Gathered:
    """What the vault gives to the rest of the path: counts, never rows."""

    tables: tuple[TableCounts, ...] = field(repr=False)
    lists: Listed | None = field(repr=False)
    linked: Linked = field(repr=False)
    intakes: tuple[Intake, ...] = ()


@dataclass(frozen=True)
class EditionOutcome:
    """What came of an edition: its sheet, the files written (none in a dry run, or where it was published already)."""

    sheet: EditionSheet
    release: Release
    written: tuple[Path, ...]
    folder: Path
    known: bool = False


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
        dry_run: everything but the files and the line of the ledger.
        nearest: where the edition would give a small difference away, publish the nearest safe one in its place.
        tell: hears each stage as it starts.
        today: the day of the edition; the clock's when left out.

    Raises:
        StudyProblems: everything that stands in the way, at once where it can be; nothing was written then, but for a
            line of the ledger that says that the edition was refused.

    """
    day = today or date.today()
    opened = open_study(study_folder)
    registry = registry_of(opened)
    policy = read_policy(opened.folder, opened.study)
    if (late := expired(policy, day)) is not None:
        raise StudyProblems([late])
    public = opened.folder / FOLDER / edition
    apart(vault_folder(opened.folder), public)
    with open_ledger(ledger_path(opened.folder)) as ledger:
        gathered = gather(opened, registry, edition, tell, day)
        tell(Text(es="Protegiendo los conteos", en="Protecting the counts"))
        made, coarser = judged(protected(gathered.tables, policy), policy, ledger, edition, day, nearest=nearest)
        sheet = sheet_of(edition, made, policy, ledger, coarser)
        digest = digest_of(sheet)
        known = published(ledger.entries, edition, digest) is not None
        release = finished(opened, made, sheet, gathered, tell)
        if known or dry_run:
            return EditionOutcome(sheet, release, (), public, known)
        written = publish(release, public, tell, folder=opened.folder)
        ledger.publish(
            edition,
            day.isoformat(),
            digest=digest,
            policy=hashlib.sha256(policy.model_dump_json().encode()).hexdigest(),
            cells=sheet.cells,
            threshold=policy.threshold,
        )
    return EditionOutcome(sheet, release, written, public)


def registry_of(opened: OpenStudy) -> Registry:
    """The `[registry]` block. Raises StudyProblems: P625 where a study has none."""
    if opened.study.registry is None:
        got = Text(es="un estudio sin [registry]", en="a study without [registry]")
        raise stop("P625", "study.toml", got, Text.same("yupay run"))
    return opened.study.registry


def gather(opened: OpenStudy, registry: Registry, edition: str, tell: Tell, day: date) -> Gathered:
    """Take the files in, link, and count persons: what leaves the vault are counts."""
    folder = opened.folder
    source = files_of(opened, registry, edition, tell)
    with open_vault(vault_folder(folder)) as vault:
        intakes = taken(vault, registry, folder, source, tell, day)
        tell(Text(es="Vinculando los registros", en="Linking the records"))
        linked = link(vault, LinkOptions(threshold=registry.threshold_of_links), tell)
        loaded = load(opened.study, folder, locate=opened.examined.locate)
        try:
            places = places_of(registry, loaded.tables[registry.places])
        finally:
            loaded.engine.close()
        names = tuple(one.id for one in registry.institutions)
        everybody = people(vault.table("records"), vault.table("persons"), names, read_crosswalk(law_of(folder)))
        tell(Text(es="Contando personas", en="Counting persons"))
        tables = vault.work(lambda: counted(registry, everybody, places))
        hidden = opened.study.hidden
        lists = None
        if hidden is not None and hidden.rows == "registry":
            block = hidden
            lists = vault.work(lambda: listed_people(block, everybody))
        return Gathered(tables, lists, linked, intakes)


def law_of(folder: Path) -> Path | None:
    """The study's own texts of the law, where it has any."""
    return folder / "law" if (folder / "law").is_dir() else None


def files_of(opened: OpenStudy, registry: Registry, edition: str, tell: Tell) -> Path:
    """The folder that the files of the institutions are read from; an invented registry is made there first."""
    if registry.invented is None:
        return opened.folder
    tell(Text(es="Inventando el registro", en="Making the registry up"))
    folder = vault_folder(opened.folder).parent / MADE
    folder.mkdir(mode=0o700, exist_ok=True)
    write_files(folder, registry.invented.seed, registry.invented.people, until(registry.invented, edition))
    return folder


def taken(vault: Vault, registry: Registry, folder: Path, source: Path, tell: Tell, day: date) -> tuple[Intake, ...]:
    """Every institution's file in the vault."""
    schema = case_schema()
    found = []
    for one in registry.institutions:
        tell(Text(es=f"Tomando {one.label.es}", en=f"Taking in {one.label.en}"))
        mapping = read_mapping(folder / one.mapping, schema)
        found.append(take_in(vault, source / one.file, mapping, schema, today=day))
    return tuple(found)


def judged(
    made: Protected, policy: EditionPolicy, ledger: Ledger, edition: str, day: date, *, nearest: bool
) -> tuple[Protected, Text | None]:
    """The protected counts as they may stand beside every earlier edition; what was made coarser for it.

    Raises:
        StudyProblems: P658, with the nearest safe edition; the ledger keeps that it was refused.

    """
    earlier = [one for one in editions(ledger.entries) if one.edition != edition]
    verdict = judge(made.cells, made.hidden, earlier, policy.threshold, width=policy.width)
    if verdict.safe:
        return made, None
    offered = alternatives(made.cells, made.hidden, earlier, policy.threshold, width=policy.width)
    if nearest and offered:
        safe = made.with_hidden(offered[0].hidden)
        check(safe, policy)
        return safe, offered[0].label
    problem = refusal(edition, verdict, policy.threshold, offered)
    ledger.refuse(edition, day.isoformat(), digest="", policy="", reason=problem.code)
    raise StudyProblems([problem])


def sheet_of(
    edition: str, made: Protected, policy: EditionPolicy, ledger: Ledger, coarser: Text | None
) -> EditionSheet:
    """What the edition says of itself."""
    cube = safe_cube(made, policy.threshold)
    return EditionSheet(
        name=edition,
        policy=policy,
        tables=made.tables,
        cells=made.public_cells(),
        hidden_share=cube.hidden_share,
        published_share=cube.published_share,
        earlier=tuple(one.edition for one in editions(ledger.entries) if one.edition != edition),
        coarser=coarser,
    )


def digest_of(sheet: EditionSheet) -> str:
    """The digest of what an edition publishes: its printed cells and its policy."""
    content = sheet.model_dump_json(include={"policy", "tables", "cells"})
    return hashlib.sha256(content.encode()).hexdigest()


def finished(opened: OpenStudy, made: Protected, sheet: EditionSheet, gathered: Gathered, tell: Tell) -> Release:
    """The ordinary study on the protected counts, sealed with the sheet of the edition."""
    study: Study = opened.study
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
    conclusions = conclude(study, evidence, estimates, registration=registration.words, place=None)
    whole = draft(study, evidence, estimates, conclusions, registration, cards())
    return seal(whole.model_copy(update={"edition": sheet}))
