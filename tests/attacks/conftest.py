"""The planted registry is released once for every module that opens what came of it."""

import pytest
from attacks.planted import Planted, planted


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return planted(tmp_path_factory.mktemp("planted"))
