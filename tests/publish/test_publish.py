"""A sealed release becomes files: every one, twice the same, invented data named so, forgeries refused."""

import hashlib
import io
import json
import re
import zipfile

import docx
import pytest
from pypdf import PdfReader

from yupay.model.problem import StudyProblems
from yupay.publish.publish import publish, render
from yupay.release.seal import BrokenSeal, digest


def sealed(release):
    return release.model_copy(update={"seal": digest(release)})


def quiet(_):
    return None


@pytest.fixture(scope="module")
def files(release):
    return render(release, quiet)


def test_every_file_is_written_and_named_by_its_language(release, files):
    plain = {name.replace(".INVENTADO", "") for name in files}
    for language in ("es", "en"):
        assert {f"report.{language}.{form}" for form in ("html", "docx", "pdf")} <= plain
        assert {f"summary.{language}.pdf", f"tables.{language}.xlsx"} <= plain
        assert f"figures/map-y1.{language}.svg" in plain
    assert {"estimates.json", "findings.json", "manifest.json", "ro-crate-metadata.json"} <= plain
    assert {f"tables/{table.csv}" for table in release.tables} <= plain


def test_invented_data_say_so_in_every_name(files):
    fixed = {"manifest.json", "ro-crate-metadata.json"}
    assert all("INVENTADO" in name for name in files if name not in fixed)


def test_two_runs_give_the_same_bytes(release, files):
    again = render(release, quiet)
    assert {n: hashlib.sha256(d).hexdigest() for n, d in again.items()} == {
        n: hashlib.sha256(d).hexdigest() for n, d in files.items()
    }


def test_the_manifest_lists_every_other_file(files):
    listed = {entry["file"]: entry["sha256"] for entry in json.loads(files["manifest.json"])["files"]}
    others = {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "manifest.json"}
    assert listed == others


def test_only_the_formats_that_are_asked_for_are_written(release):
    few = release.model_copy(update={"report": release.report.model_copy(update={"formats": ("csv",)})})
    endings = {name.rsplit(".", 1)[1] for name in render(few, quiet)}
    assert endings == {"csv", "json"}


def test_publishing_writes_into_the_folder_and_tells_its_stages(release, tmp_path):
    small = release.model_copy(update={"report": release.report.model_copy(update={"formats": ("csv", "svg")})})
    told = []
    written = publish(sealed(small), tmp_path / "output", told.append)
    assert all(path.is_file() for path in written)
    assert {path.name for path in tmp_path.iterdir()} == {"output"}
    assert told[-1].en == "write the files"


def test_a_release_without_its_seal_writes_nothing(release, tmp_path):
    changed = sealed(release).model_copy(update={"watermark": None})
    for forged in (release, changed):
        with pytest.raises(BrokenSeal):
            publish(forged, tmp_path / "output", quiet)
    assert list(tmp_path.iterdir()) == []


def templated(release, template, **more):
    options = {"formats": ("docx",), "template": str(template), **more}
    return sealed(release.model_copy(update={"report": release.report.model_copy(update=options)}))


@pytest.fixture
def thesis(tmp_path):
    """A study folder with a university's Word template in it."""
    folder = tmp_path / "study"
    folder.mkdir()
    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "Universidad Inventada"
    template.styles["Normal"].font.name = "Georgia"
    template.save(str(folder / "thesis.docx"))
    return folder


def opened(written):
    return docx.Document(str(next(path for path in written if path.name.endswith("es.docx"))))


@pytest.mark.parametrize("absolute", [False, True])
def test_a_template_is_looked_for_in_the_study_folder(release, tmp_path, thesis, absolute):
    asked = templated(release, thesis / "thesis.docx" if absolute else "thesis.docx")
    made = opened(publish(asked, tmp_path / "elsewhere" / "output", quiet, thesis))
    assert "Universidad Inventada" in [p.text for p in made.sections[0].header.paragraphs]


def test_a_template_that_is_not_there_stops_before_anything_is_written(release, tmp_path, thesis):
    with pytest.raises(StudyProblems, match="W704"):
        publish(templated(release, "absent.docx"), tmp_path / "output", quiet, thesis)
    assert not (tmp_path / "output").exists()


def test_a_chapter_in_the_users_template_starts_its_numbers_where_asked(release, tmp_path, thesis):
    asked = templated(release, "thesis.docx", chapter=4, first_table=6, first_figure=2)
    made = opened(publish(asked, tmp_path / "output", quiet, thesis))
    text = "\n".join(p.text for p in made.paragraphs)
    assert made.styles["Normal"].font.name == "Georgia"
    assert text.startswith("CAPÍTULO IV. RESULTADOS")
    assert "Tabla 6\n" in text and "Tabla 5\n" not in text and "Figura 2\n" in text
    assert all("Universidad Inventada" in s.header.paragraphs[0].text for s in made.sections)


def test_no_file_says_where_it_was_made(files, root):
    for name, data in files.items():
        assert str(root).encode() not in data, name


def test_both_languages_carry_the_same_numbers(files):
    numbers = re.compile(rb'"value": -?\d[\d.e-]*')
    assert numbers.findall(files["estimates.INVENTADO.json"])
    findings = json.loads(files["findings.INVENTADO.json"])
    for block in findings["hypotheses"]:
        found = [re.findall(r"[−.\d]*\d", block["verdict"][language].replace("H0", "")) for language in ("es", "en")]
        assert found[0] == found[1]


def test_no_drawing_loads_anything(files):
    drawings = [data.decode() for name, data in files.items() if name.endswith(".svg")]
    assert drawings
    for svg in drawings:
        assert not re.search(r"<(image|use|script|foreignObject|style)\b|href=|url\((?!#)|@import", svg)
        assert set(re.findall(r"https?://[^\"'<>\s]+", svg)) == {"http://www.w3.org/2000/svg"}


def test_no_document_loads_anything(files):
    for name in (n for n in files if n.endswith((".docx", ".xlsx"))):
        with zipfile.ZipFile(io.BytesIO(files[name])) as parts:
            relations = [parts.read(part).decode() for part in parts.namelist() if part.endswith(".rels")]
        assert relations and not [words for words in relations if 'TargetMode="External"' in words]


def test_no_pdf_loads_or_runs_anything(files):
    for name in (n for n in files if n.endswith(".pdf")):
        reader = PdfReader(io.BytesIO(files[name]))
        assert "/OpenAction" not in reader.trailer["/Root"] and "/AA" not in reader.trailer["/Root"]
        links = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
        assert not [link for link in links if link.get("/A", {}).get("/S") not in (None, "/GoTo")]
