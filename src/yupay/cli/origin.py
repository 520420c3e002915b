"""Where does an estimate come from, and what stands on it? From the files of the output and the study beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yupay.cli.changes import content_of, marked, records
from yupay.model.problem import StudyProblems
from yupay.model.study import Study
from yupay.model.text import Text
from yupay.study.matrices import page_ids
from yupay.study.read import read


@dataclass(frozen=True)
class Origin:
    """The files an estimate was read from, with their digests; the findings that name it.

    `places`: how many places its unit of analysis has in the study, None where that is not known. `names`: what
    objectives and hypotheses are called on the page.
    """

    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    places: int | None = None
    names: Mapping[str, Text] = field(default_factory=dict)

    def name(self, subject: str) -> Text:
        """What a finding is called on the page; its id where the study cannot be read."""
        return self.names.get(subject, Text.same(subject))


def origin_of(name: str, estimates: Mapping[str, dict[str, Any]], output: Path, folder: Path) -> Origin:
    """The origin of one estimate of an output folder."""
    one, study = estimates[name], study_of(folder) or study_of(output.parent)
    inputs = {str(read.get("source")): read for read in records(content_of(output / "manifest.json"), "inputs")}
    read = {source: inputs[source] for source in map(str, one.get("sources") or ()) if source in inputs}
    findings = records(content_of(marked(output, "findings.json")), "findings")
    return Origin(
        files={source: (str(each.get("file")), str(each.get("sha256"))) for source, each in read.items()},
        findings=tuple(str(each.get("subject")) for each in findings if name in (each.get("estimates") or ())),
        places=None if study is None else places_of(study, str(one.get("unit_of_analysis")), estimates),
        names={} if study is None else page_ids(study),
    )


def study_of(folder: Path) -> Study | None:
    """The study of a folder, where it can be read."""
    try:
        return read(folder, draft=True).study
    except StudyProblems:
        return None


def places_of(study: Study, unit: str, estimates: Mapping[str, dict[str, Any]]) -> int | None:
    """How many places of a unit were counted, those shown apart left out; None where none was."""
    apart = next((one.compare for one in study.units if one.id == unit), ())
    counted = (one for one in estimates.values() if (one.get("method"), one.get("unit_of_analysis")) == ("count", unit))
    keys = {str(one.get("key")) for one in counted}
    return sum(not key.startswith(apart) for key in keys) or None
