"""estimates.json, findings.json, manifest.json and the RO-Crate: complete, stable, readable by others."""

import hashlib
import json

import pytest
from rocrate.rocrate import ROCrate

from yupay.publish import crate, manifest, results


def test_every_estimate_is_there_sorted_by_id(release):
    written = json.loads(results.estimates(release))["estimates"]
    assert [e["id"] for e in written] == sorted(estimate.id for estimate in release.estimates)
    by_id = {estimate.id: estimate for estimate in release.estimates}
    assert all(e["value"] == by_id[e["id"]].value for e in written)


def test_a_value_that_is_no_number_becomes_null(release):
    broken = release.estimates[0].model_copy(update={"value": float("nan"), "se": float("inf")})
    changed = release.model_copy(update={"estimates": (broken,)})
    (written,) = json.loads(results.estimates(changed))["estimates"]
    assert written["value"] is None and written["se"] is None


def test_findings_carry_both_languages_and_their_estimates(release):
    content = json.loads(results.findings(release))
    (finding,) = content["findings"]
    assert finding["sentence"]["es"] == "X1 se relaciona con Y1 (ρ = .31)."
    assert finding["sentence"]["estimates"] == ["relate/x1~y1/valley/area-whitened"]
    assert [h["decision"] for h in content["hypotheses"]] == ["supported", "not supported", "not assessable"]


def test_the_manifest_tells_size_and_digest_of_every_file(release):
    files = {"a.csv": b"1", "figures/b.svg": b"22"}
    content = json.loads(manifest.render(release, files))
    assert [(f["file"], f["bytes"]) for f in content["files"]] == [("a.csv", 1), ("figures/b.svg", 2)]
    assert content["files"][0]["sha256"] == hashlib.sha256(b"1").hexdigest()
    assert content["seed"] == release.manifest.seed


@pytest.fixture(scope="module")
def files():
    return {"report.es.html": b"<p>", "tables/a.csv": b"1", "figures/b.en.svg": b"<svg/>"}


def test_another_program_reads_the_crate(release, files, tmp_path):
    for name, data in {**files, manifest.NAME: b"{}", crate.NAME: crate.render(release, files)}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    read = ROCrate(str(tmp_path))
    assert read.name == "Estudio inventado de los valles, 2099 / Invented study of the valleys, 2099"
    assert {file.id for file in read.data_entities} == {*files, manifest.NAME}
    assert read.get("tables/a.csv")["encodingFormat"] == "text/csv"
    assert read.get("figures/b.en.svg")["inLanguage"] == "en"
    assert {e.id for e in read.root_dataset["isBasedOn"]} == {f"#source-{s.id}" for s in release.sources}


def test_the_crate_is_flat_and_every_reference_has_its_entity(release, files):
    graph = json.loads(crate.render(release, files))["@graph"]
    known = {entity["@id"] for entity in graph}
    assert len(known) == len(graph)
    inside = [v for e in graph for k, v in e.items() if not k.startswith("@") and k != "conformsTo"]
    listed = [v for value in inside for v in (value if isinstance(value, list) else [value])]
    assert {v["@id"] for v in listed if isinstance(v, dict)} <= known
