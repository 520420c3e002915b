"""The path of a registry, from the files of institutions to an edition that may be published: read this after run.py.

files -> vault -> links -> persons -> counts -> protected together with every earlier edition -> the study -> ledger -> public folder

Nothing leaves before the counts are protected, audited and judged. The line of the ledger stands before the first public
file does: a run that is killed between them leaves an edition that is noted and not public, which the same command mends.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from threadpoolctl import threadpool_limits

from yupay.analyse.answer import answer
from yupay.analyse.methods import cards
from yupay.beside import Asked, before, judged, known_then, noting, remembered, same_zones
from yupay.conclude.conclude import conclude
from yupay.derive.indicators import count
from yupay.gathering import Gathered, Took, gather, registry_of, unheard
from yupay.keep.ledger import ledger_path, open_ledger, published
from yupay.keep.own_counts import OwnCounts
from yupay.keep.place import keep_file
from yupay.load.tables import Loaded, load
from yupay.model.registry import EditionSheet
from yupay.model.release import Release
from yupay.model.text import Text
from yupay.protect.noisy_tables import drawn, planned, so_far, spent_by
from yupay.protect.overlaps import with_lists
from yupay.protect.registry import Protected, protected, safe_cube, unsafe
from yupay.protect.small_counts import protect
from yupay.publish.edition.place import own, public_folder
from yupay.publish.publish import publish
from yupay.release.draft import draft
from yupay.release.edition_sheet import digest_of, measured, named, sheet_of, with_noise
from yupay.release.edition_study import edition_study, kept_back
from yupay.release.seal import seal
from yupay.run import OpenStudy, Tell, open_study, silent
from yupay.study.release_policy import noisy, offered, read_policy


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


def release_edition(
    study_folder: Path,
    edition: str,
    *,
    dry_run: bool = False,
    nearest: bool = False,
    tell: Tell = silent,
    took: Took = unheard,
    today: date | None = None,
) -> EditionOutcome:
    """Make one edition of a registry and publish it.

    Args:
        study_folder: the study, with its `[registry]` block and release.toml.
        edition: the name of the edition; where the registry is invented, one that its block dates.
        dry_run: everything but the public folder and the ledger; one page for the head of office is left in `keep/`.
        nearest: where the edition would give a small difference away, publish the nearest safe one in its place.
        tell: hears each stage as it starts.
        took: hears what was found in each file, once it is in the vault.
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
        earlier = before(ledger, edition)
        leaving = registry.model_copy(update={"tables": (*offered(registry, policy), *noisy(registry, policy))})
        gathered = gather(opened, leaving, edition, tell, day, took)
        same_zones(gathered.places.zone_of, earlier)
        plan = planned(ledger.entries, gathered.noisy, policy, edition, day)
        tell(Text(es="Protegiendo los conteos", en="Protecting the counts"))
        counts = protected(gathered.tables, policy)
        tell(Text(es="Juzgando con las ediciones anteriores", en="Judging with earlier editions"))
        then = known_then(opened.folder, earlier)
        made, label = judged(counts, asked, ledger, list(then.values()))
        tables = so_far(ledger.entries, plan) if dry_run else drawn(ledger, plan, edition, day, policy.epsilon_cap)
        exactly = sheet_of(edition, opened.study, made, policy, earlier, label)
        sheet = with_noise(exactly, tables, spent_by(ledger.entries, plan, dry_run=dry_run))
        known = published(ledger.entries, edition, digest_of(sheet))
        stands = own(public, known=known is not None)
        release = finished(opened, made, sheet, gathered, then, tell)
        twin = known.edition if known else ""
        outcome = EditionOutcome(release.edition or sheet, release, (), public, published_as=twin, nearest=label)
        if dry_run:
            return replace(outcome, pages=rehearsed(opened.folder, release, sheet))
        if known and (known.edition != edition or stands == "whole"):
            return outcome
        note = noting(asked, ledger, sheet, gathered.places.zone_of, made.own_counts())
        return replace(outcome, written=publish(release, public, tell, folder=opened.folder, note=note))


def finished(
    opened: OpenStudy,
    made: Protected,
    sheet: EditionSheet,
    gathered: Gathered,
    then: Mapping[str, OwnCounts | None],
    tell: Tell,
) -> Release:
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
    checks = measured(gathered.linked, gathered.truth, estimates, then, lambda: unsafe(made, sheet.policy))
    told = told.model_copy(update={"checks": checks})
    return seal(whole.model_copy(update={"edition": told}))


def rehearsed(folder: Path, release: Release, sheet: EditionSheet) -> tuple[Path, ...]:
    """The pages for the head of office, in `keep/`."""
    from yupay.publish.edition import pages

    return tuple(keep_file(folder, name, page) for name, page in sorted(pages.dry_run(release, sheet).items()))
