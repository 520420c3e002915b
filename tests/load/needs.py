"""What a machine may lack: its tests are skipped, or fail where YUPAY_REQUIRE names the need."""

import os
from typing import NoReturn

import pytest


def missing(why: str, need: str = "postgres") -> NoReturn:
    if need in os.environ.get("YUPAY_REQUIRE", "").split(","):
        pytest.fail(f"{need} is required here: {why}")
    pytest.skip(why)
