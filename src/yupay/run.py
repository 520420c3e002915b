"""The whole path, from a study folder to its files: read this first.

study.toml -> Study -> tables -> cases, indicators -> safe counts -> Estimates -> Findings -> Release -> files
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from threadpoolctl import threadpool_limits

from yupay.analyse.answer import answer
from yupay.analyse.methods import cards, known_methods
from yupay.conclude.conclude import conclude
from yupay.conclude.padsc import padsc
from yupay.derive.indicators import count
from yupay.derive.lists import Listed, listed
from yupay.derive.samples import Sampled, drawn
from yupay.load.messages import problem, same
from yupay.load.notices import notices
from yupay.load.tables import load
from yupay.model.cube import Evidence
from yupay.model.estimate import Estimate
from yupay.model.finding import Finding
from yupay.model.problem import Problem, StudyProblems
from yupay.model.release import Release
from yupay.model.study import Study
from yupay.model.table import Table
from yupay.model.text import Text
from yupay.protect.overlaps import with_lists
from yupay.protect.small_counts import protect
from yupay.publish.publish import publish
from yupay.release.draft import draft
from yupay.release.seal import seal
from yupay.study.examine import Examined, examine
from yupay.study.form import with_engine
from yupay.study.matrices import consistency, operationalisation

Tell = Callable[[Text], None]
Purpose = Literal["study", "padsc"]


def silent(_: Text) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Outcome:
    """What a run made: the sealed release, the files written, and what a strict reader would stop at."""

    release: Release
    written: tuple[Path, ...]
    notices: tuple[Problem, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What may be said."""
        return self.release.findings

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Every number with its doubt."""
        return self.release.estimates

    @property
    def not_assessable(self) -> int:
        """How many decisions came out as not assessable."""
        return sum(finding.decision == "not assessable" for finding in self.findings)

    @property
    def failed_checks(self) -> int:
        """How many printed totals are not the sum of their rows."""
        totals = [total for audit in self.release.audits for total in audit.totals]
        return sum(abs(total.declared - total.summed) > 1e-9 * max(1.0, abs(total.declared)) for total in totals)

    def table(self, table_id: str) -> Table:
        """One table of the report by its id."""
        return self.release.table(table_id)

    def __repr__(self) -> str:
        lines = [f"{self.release.header.title.en}: {len(self.estimates)} estimates, {len(self.release.tables)} tables"]
        lines += [f"  {finding.subject}: {finding.decision or 'described'}" for finding in self.findings]
        return "\n".join([*lines, f"  {len(self.written)} files written"])


def run_study(
    folder: Path,
    *,
    output: Path | None = None,
    tell: Tell = silent,
    place: str | None = None,
    purpose: Purpose = "study",
    engine: str | None = None,
) -> Outcome:
    """Run a study from its folder to its files.

    Args:
        folder: the study folder, or its study.toml.
        output: where the files go; `output/` in the study folder by default.
        tell: hears each stage as it starts.
        place: the code of one district for the "your district" box of the summary.
        purpose: "padsc" writes the report in the order of a district plan's diagnosis.
        engine: the address of another engine than the study's, such as `spark://local?cores=2`.

    Returns:
        The sealed release and the paths written.

    Raises:
        StudyProblems: everything the user can mend, at once; nothing was written.

    """
    opened = open_study(folder, engine=engine)
    opened.not_a_registry()
    registration = opened.examined.registration
    tell(Text(es="Leyendo los datos", en="Reading the data"))
    with opened.gathered() as (evidence, samples, lists):
        if place is not None:
            known(place, evidence)
        with threadpool_limits(limits=1):  # several threads would change the last digits from run to run
            estimates = answer(opened.study, evidence, tell, samples, lists)
    tell(Text(es="Redactando las conclusiones", en="Writing the conclusions"))
    conclusions = conclude(opened.study, evidence, estimates, registration=registration.words, place=place)
    if purpose == "padsc":
        conclusions = replace(conclusions, blocks=padsc(opened.study, conclusions))
    release = seal(draft(opened.study, evidence, estimates, conclusions, registration, cards()))
    tell(Text(es="Escribiendo los archivos", en="Writing the files"))
    written = publish(release, output or opened.folder / "output", tell, folder=opened.folder)
    found = (*opened.examined.notices, *notices(evidence.audits), *conclusions.notices)
    return Outcome(release=release, written=written, notices=found)


def known(place: str, evidence: Evidence) -> None:
    """Refuse a place that is in no unit of the study.

    Raises:
        StudyProblems: L219, with the nearest codes.

    """
    codes = sorted({one.key for cube in evidence.cubes.values() for one in cube.places})
    if place not in codes:
        near = ", ".join(get_close_matches(place, codes, n=3, cutoff=0.5))
        expected = ("el código de un lugar del estudio", "the code of a place of the study")
        raise StudyProblems([problem("L219", "--place", same(place), expected, same(near) if near else None)])


@dataclass(frozen=True, repr=False)
class OpenStudy:
    """A study that was read and checked, for notebooks: look at it, then `run()` it."""

    examined: Examined

    @property
    def study(self) -> Study:
        """The declaration."""
        return self.examined.study

    @property
    def folder(self) -> Path:
        """Where the study stands."""
        return self.examined.folder

    def not_a_registry(self) -> None:
        """Refuse a study of records of persons: it leaves only as an edition. Raises StudyProblems: P604."""
        if self.study.registry is not None:
            got = ("un estudio con [registry]", "a study with [registry]")
            expected = ("yupay release ESTUDIO --edition NOMBRE", "yupay release STUDY --edition NAME")
            raise StudyProblems([problem("P604", "study.toml", got, expected)])

    def consistency(self) -> Table:
        """The consistency matrix."""
        return consistency(self.study)

    def operationalisation(self) -> Table:
        """The operationalisation matrix."""
        return operationalisation(self.study)

    def evidence(self) -> Evidence:
        """What was loaded and counted, after protection."""
        with self.gathered() as (evidence, _, _):
            return evidence

    @contextmanager
    def gathered(self) -> Iterator[tuple[Evidence, dict[str, Sampled], Listed | None]]:
        """What was loaded and counted, after protection; each drawn unit's rows while the engine is open; overlapping lists."""
        self.not_a_registry()
        loaded = load(self.study, self.folder, locate=self.examined.locate)
        try:
            lists = listed(self.study, loaded)
            evidence = with_lists(self.study, protect(self.study, count(self.study, loaded)), lists)
            yield evidence, drawn(self.study, loaded), lists
        finally:
            loaded.engine.close()

    def run(
        self,
        *,
        output: Path | None = None,
        tell: Tell = silent,
        place: str | None = None,
        purpose: Purpose = "study",
    ) -> Outcome:
        """Run the study; see `run_study`."""
        url = self.study.engine.url
        return run_study(self.folder, output=output, tell=tell, place=place, purpose=purpose, engine=url)

    def __repr__(self) -> str:
        s = self.study
        return (
            f"{s.study.title.en}\n  {len(s.objectives)} objectives, {len(s.hypotheses)} hypotheses, "
            f"{len(s.indicators)} indicators, {len(s.sources)} sources ({self.folder.name})"
        )


def open_study(path: Path | str, *, engine: str | None = None) -> OpenStudy:
    """Read and check a study; `engine` is the address of another engine than its own.

    Raises:
        StudyProblems: every problem of the study file at once, with file, line and column.

    """
    examined = examine(Path(path), known_methods())
    if engine is not None:
        examined = replace(examined, study=with_engine(examined.study, engine))
    return OpenStudy(examined)
