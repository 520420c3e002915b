"""How does a sealed release become files? Verified first, rendered in memory, swapped in whole at the end."""

import os
from collections.abc import Callable
from pathlib import Path

from yupay.model.release import Release
from yupay.model.text import Language, Text
from yupay.publish import crate, csv, manifest, pictures, results, swap, xlsx
from yupay.publish.edition import allowed, sums
from yupay.publish.names import csv_name, file_name, safe
from yupay.publish.rows import all_tables, unique
from yupay.release.seal import verify

Tell = Callable[[Text], None]
Files = dict[str, bytes]


def publish(
    release: Release, output: Path, tell: Tell, folder: Path | None = None, note: Callable[[], object] | None = None
) -> tuple[Path, ...]:
    """Write every file of a release into `output`; the paths written, sorted.

    `folder` is the study's: a Word template named in the report options is looked for there. A release does not know
    its folder, so that its seal is the same on every machine. `note` is called once every file is made and before the
    first is written: where it raises, nothing is.

    Raises:
        BrokenSeal: the release was not sealed, or was changed since.
        StudyProblems: W701 to W705, with the previous output left whole; P627, P628 a file of an edition that may not
            leave.

    """
    verify(release)
    files = render(release, tell, template=_template(release, folder or output.parent))
    if release.edition is not None:
        allowed.check(files, _traces(folder or output.parent), f"{output.parent.name}/{output.name}")
    if note is not None:
        note()
    tell(Text(es="escribir los archivos", en="write the files"))
    return swap.replace(output, files)


def render(release: Release, tell: Tell, template: Path | None = None) -> Files:
    """Every file as bytes, by its path in the output folder: a pure function of the release and the template."""
    files: Files = {}
    for language in release.header.languages:
        files.update(_in_language(release, language, tell, template))
    if "csv" in release.report.formats:
        files.update({csv_name(release, table): csv.render(table) for table in all_tables(release)})
    if "json" in release.report.formats:
        files[file_name(release, "estimates", "json")] = results.estimates(release)
        files[file_name(release, "findings", "json")] = results.findings(release)
    if release.edition is not None:
        from yupay.publish.edition import folder

        tell(Text(es="conteos y páginas de la edición", en="counts and pages of the edition"))
        files.update(folder.files(release))
    files[crate.NAME] = crate.render(release, files)
    files[manifest.NAME] = manifest.render(release, files)
    return files if release.edition is None else {**files, sums.NAME: sums.render(files)}


def _traces(study: Path) -> list[str]:
    """Words that would name this machine: where the study is, and the home of its account."""
    places = [str(one) for one in (study.resolve(), study.absolute()) if len(one.parts) > 1]
    return list(dict.fromkeys([*places, f"{Path.home()}{os.sep}"]))


def _in_language(release: Release, language: Language, tell: Tell, template: Path | None) -> Files:
    drawn = pictures.svgs(release, language)
    files: Files = {}
    for form, make in _makers(release, language, drawn, template).items():
        if form in release.report.formats:
            tell(Text(es=f"informe en {form}, {language}", en=f"report as {form}, {language}"))
            files.update(make())
    return files


def _makers(
    release: Release, language: Language, drawn: dict[str, str], template: Path | None
) -> dict[str, Callable[[], Files]]:
    """What each format writes; the libraries are loaded by the formats that are asked for."""

    def name(stem: str, suffix: str) -> str:
        return file_name(release, stem, suffix, language)

    def html() -> Files:
        from yupay.publish.html import page

        return {name("report", "html"): page.render(release, language, drawn).encode()}

    def docx() -> Files:
        from yupay.publish.docx import package
        from yupay.publish.paper.report import paper

        return {name("report", "docx"): package.render(paper(release, language), pictures.pngs(drawn), template)}

    def pdf() -> Files:
        from yupay.publish.paper.report import paper
        from yupay.publish.pdf import document

        report = {name("report", "pdf"): document.render(paper(release, language), drawn)}
        if not release.summary:
            return report
        return {**report, name("summary", "pdf"): document.render_summary(release, language)}

    def workbook() -> Files:
        return {name("tables", "xlsx"): xlsx.render(release, language)}

    def svg() -> Files:
        stems = unique(safe(key) for key in drawn)
        return {
            f"figures/{name(stem, 'svg')}": words.encode() for stem, words in zip(stems, drawn.values(), strict=True)
        }

    return {"html": html, "docx": docx, "pdf": pdf, "xlsx": workbook, "svg": svg}


def _template(release: Release, folder: Path) -> Path | None:
    """The template of the report options, inside the study folder; an absolute path stays as it is."""
    return None if release.report.template is None else folder / release.report.template
