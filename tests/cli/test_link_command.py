"""`yupay link`: counts and patterns on the screen, the persons in the vault, and no name anywhere."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "derive" / "link"))

from invented_people import Rates, invent

from yupay.keep.vault import open_vault, vault_folder


@pytest.fixture
def linked_study(study, tmp_path, monkeypatch):
    """A study whose vault holds invented records, with its key in a folder of the test."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "keys"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "keys"))
    made = invent(900, Rates(), 4)
    with open_vault(vault_folder(study)) as vault:
        vault.write("identities", made.identities)
        vault.write("records", made.records)
    return study, made


def test_a_vault_is_linked(yupay, linked_study):
    study, made = linked_study
    said = yupay("link", study)
    assert said.code == 0, said.err
    assert "personas" in said.out
    assert "esperan revisión" in said.out.lower()
    names = {str(word) for column in ("nombres", "ap_paterno") for word in made.identities[column].to_pylist()}
    assert not [name for name in names if len(name) > 4 and f" {name} " in said.out + said.err]
    with open_vault(vault_folder(study)) as vault:
        assert {"links", "persons"} <= set(vault.names())
        assert vault.table("persons").count().to_pyarrow().as_py() == len(made.person)


def test_the_answer_as_json(yupay, linked_study):
    study, made = linked_study
    said = yupay("link", study, "--json", "--language", "en")
    answer = json.loads(said.out)
    assert answer["records"] == len(made.person)
    assert answer["persons"] < answer["records"]
    assert all(one["pairs"] >= 11 for one in answer["review"]["patterns"])


def test_a_study_without_a_vault(yupay, study):
    said = yupay("link", study)
    assert said.code == 2
    assert "P670" in said.err
    assert not (study / "keep" / "vault").exists()


def test_a_threshold_out_of_range(yupay, study):
    said = yupay("link", study, "--threshold", "1.5")
    assert said.code == 2
    assert "P673" in said.err
