"""Needs that a machine may lack: skipped when absent, failed when YUPAY_REQUIRE names them."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


def required(need: str) -> bool:
    return need in os.environ.get("YUPAY_REQUIRE", "").split(",")


def absent(need: str, why: str) -> None:
    """Skip, or fail where the need is named."""
    if required(need):
        pytest.fail(f"{need} is required here: {why}")
    pytest.skip(why)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    folder = Path(os.environ.get("YUPAY_KNOWN_ANSWERS", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        absent("shared", f"no known answers at {folder.name}")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        absent("chromium", "no Chromium on this machine")
    return str(found)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The first edition of a small invented registry, made once."""
    from made_edition import publish_once

    folder = tmp_path_factory.mktemp("edition")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YUPAY_KEY_FILE", str(folder / "key"))
        yield publish_once(folder)
