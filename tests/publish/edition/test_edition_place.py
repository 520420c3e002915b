"""Where an edition may be written, which files may stand there, and what no public file may hold."""

import io
import zipfile

import pytest

from yupay.keep.place import keep_folder
from yupay.model.problem import StudyProblems
from yupay.publish.edition import sums
from yupay.publish.edition.allowed import check
from yupay.publish.edition.place import own, public_folder


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    return folder


def code_of(work):
    with pytest.raises(StudyProblems) as caught:
        work()
    return caught.value.problems[0].code


def written(folder, **files):
    folder.mkdir(parents=True)
    content = {name.replace("_", "."): data for name, data in files.items()}
    for name, data in {**content, sums.NAME: sums.render(content)}.items():
        (folder / name).write_bytes(data)


def test_a_new_folder_is_inside_the_study(study):
    assert public_folder(study, "2021") == study / "editions" / "2021"
    assert own(study / "editions" / "2021", known=False) == "absent"


@pytest.mark.parametrize("name", ["..", "a/b", "../keep", "a..b", "", ".hidden", "con", "año", "x" * 65, "a\nb"])
def test_a_name_that_leads_elsewhere_is_refused(study, name):
    assert code_of(lambda: public_folder(study, name)) == "P657"


@pytest.mark.parametrize("at", ["editions", "editions/2021"])
def test_a_link_is_refused(study, tmp_path, at):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = study / at
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere)
    assert code_of(lambda: public_folder(study, "2021")) == "P629"
    assert not any(elsewhere.iterdir())


def test_a_link_to_the_vault_is_refused(study):
    vault = keep_folder(study) / "vault"
    vault.mkdir()
    (study / "editions").mkdir()
    (study / "editions" / "2021").symlink_to(vault)
    assert code_of(lambda: public_folder(study, "2021")) == "P629"


def test_a_study_inside_what_must_not_leave_is_refused(tmp_path):
    inner = keep_folder(tmp_path) / "study"
    inner.mkdir()
    assert code_of(lambda: public_folder(inner, "2021")) == "P629"


def test_a_file_in_the_place_of_the_folder_is_refused(study):
    (study / "editions").mkdir()
    (study / "editions" / "2021").write_text("x", encoding="utf-8")
    assert code_of(lambda: public_folder(study, "2021")) == "P629"


def test_what_is_not_ours_is_neither_kept_nor_deleted(study):
    folder = study / "editions" / "2021"
    written(folder, a_txt=b"a", b_csv=b"b")
    assert own(folder, known=True) == "whole"
    (folder / "notas.docx").write_bytes(b"mine")
    assert code_of(lambda: own(folder, known=True)) == "P629"
    assert (folder / "notas.docx").read_bytes() == b"mine"


def test_an_edition_that_the_ledger_does_not_know_is_refused(study):
    folder = study / "editions" / "2021"
    written(folder, a_txt=b"a")
    assert code_of(lambda: own(folder, known=False)) == "P629"


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_changed_or_missing_file_is_seen(study, harm):
    folder = study / "editions" / "2021"
    written(folder, a_txt=b"a", b_csv=b"b")
    (folder / "a.txt").write_bytes(b"other") if harm == "changed" else (folder / "a.txt").unlink()
    assert own(folder, known=True) == "changed"


@pytest.mark.parametrize(
    "name",
    [
        "tables/zonas.parquet",
        "vault.duckdb",
        "tables/../a.csv",
        "run.log",
        "report.es.exe",
        "a.csv",
        "figures/x.png",
        "x.html",
        "tables/a/b.csv",
    ],
)
def test_a_file_of_another_type_or_name_stops_the_build(name):
    assert code_of(lambda: check({name: b"", "manifest.json": b""}, [], "editions/2021")) == "P627"


def test_the_files_of_an_edition_pass():
    names = [
        "report.es.html",
        "report.INVENTADO.en.docx",
        "tables/a-2.csv",
        "CHANGES.txt",
        "datapackage.json",
        "manifest.sha256",
    ]
    files = dict.fromkeys((*names[:1], *names[2:]), b"x")
    check(files, ["/somewhere/of/mine"], "editions/2021")


def zipped(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    "files",
    [
        {"findings.json": b'{"a": "/somewhere/of/mine/study.toml"}'},
        {"report.es.docx": zipped(core=b"x" * 500 + b"/somewhere/of/mine")},
        {"tables.en.xlsx": zipped(app=b"<TitlesOfParts>/somewhere/of/mine</TitlesOfParts>" * 9)},
    ],
)
def test_a_file_that_names_this_machine_stops_the_build(files):
    assert code_of(lambda: check(files, ["/somewhere/of/mine"], "editions/2021")) == "P628"
