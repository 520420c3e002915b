"""The invented release, for every format."""

import pytest
from fixture_release import example_release

from yupay.model.release import Release


@pytest.fixture(scope="session")
def release() -> Release:
    return example_release()
