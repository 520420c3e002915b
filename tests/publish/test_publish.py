"""A sealed release becomes files: every one, twice the same, invented data named so, forgeries refused."""

import hashlib
import json
import re

import pytest

from yupay.publish.names import file_name, safe
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


def test_invented_data_say_so_in_every_name_and_real_data_never(release, files):
    fixed = {"manifest.json", "ro-crate-metadata.json"}
    assert all("INVENTADO" in name for name in files if name not in fixed)
    real = release.model_copy(update={"watermark": None})
    assert file_name(real, "report", "docx", "es") == "report.es.docx"


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


def test_a_template_is_looked_for_beside_the_output(release, tmp_path):
    import docx

    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "Universidad Inventada"
    template.save(str(tmp_path / "x.docx"))
    options = {"formats": ("docx",), "template": "x.docx"}
    asked = release.model_copy(update={"report": release.report.model_copy(update=options)})
    written = publish(sealed(asked), tmp_path / "output", quiet)
    made = docx.Document(str(next(path for path in written if path.name.endswith("es.docx"))))
    assert "Universidad Inventada" in [p.text for p in made.sections[0].header.paragraphs]


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


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/b", ".hidden", "a b", "", "..", "x\x00y"])
def test_an_id_is_never_a_path(name):
    made = safe(name)
    assert made and "/" not in made and not made.startswith(".") and "\x00" not in made
