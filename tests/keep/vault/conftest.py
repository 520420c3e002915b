"""A study folder with an open vault and a key of its own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from made_records import KEY, write_mapping

from yupay.keep.vault import Vault, open_vault, take_in, vault_folder
from yupay.load.records.mapping import read_mapping
from yupay.load.records.schema import case_schema

TODAY = date(2024, 6, 30)


@pytest.fixture
def uncompressed(monkeypatch):
    """The engine packs texts so that a search of the bytes would find none: here it writes them as they are."""
    connect = duckdb.connect

    def plain(*given, config=None, **more):
        return connect(*given, config={**(config or {}), "force_compression": "uncompressed"}, **more)

    monkeypatch.setattr(duckdb, "connect", plain)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    return folder


@pytest.fixture
def vault(study: Path) -> Iterator[Vault]:
    with open_vault(vault_folder(study), key=KEY) as opened:
        yield opened


@pytest.fixture
def take(study: Path):
    """Take a file in for an institution."""

    def taking(vault: Vault, file: Path, institution: str = "policia", **more):
        mapping = read_mapping(write_mapping(study, institution), case_schema())
        return take_in(vault, file, mapping.model_copy(update=more), case_schema(), today=TODAY)

    return taking
