"""A slice of the size simulation, on the study's own map, and the committed full run."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from scipy.stats import binom

FRIENDLY = (0.035, 0.065)
ZONES = 0.11


@pytest.fixture(scope="module")
def bench(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("area_test_size", root / "benchmarks" / "area_test_size.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["area_test_size"] = module
    spec.loader.exec_module(module)
    return module


def test_size_on_300_draws_a_field(bench: ModuleType) -> None:
    """Rejections of 300 are inside the binomial range that sizes of .035 to .065 allow (zones: at most .11)."""
    where = bench.geometry()
    assert where.n == 43
    for field in bench.FIELDS:
        rejected = round(300 * bench.rejections(where, field, 0.0, 300, seed=77)["decision"])
        low, high = (0.0, ZONES) if field.startswith("five zones") else FRIENDLY
        assert binom.ppf(0.001, 300, low) <= rejected <= binom.ppf(0.999, 300, high), field


def test_power_and_the_failure_of_the_plain_test(bench: ModuleType) -> None:
    where = bench.geometry()
    assert bench.rejections(where, "independent", 0.5, 300, seed=5)["decision"] > 0.75
    trends = bench.rejections(where, "linear trends", 0.0, 300, seed=5)
    assert trends["plain"] > 0.4
    assert trends["decision"] < 0.1


def test_margins_are_kept(bench: ModuleType) -> None:
    where = bench.geometry()
    import numpy as np

    fields = bench.with_zeros(bench.pair(where, "SAR .8", 0.0, 5, np.random.default_rng(1))[0])
    assert ((fields == 0).sum(1) == bench.ZEROS).all()


def test_committed_run(bench: ModuleType, root: Path) -> None:
    """4,000 draws: size .035 to .065, power near the filter where that holds; zones printed as they came."""
    file = root / "benchmarks" / "results" / "area_test_size.json"
    result = json.loads(file.read_text(encoding="utf-8"))
    assert result["draws"] == 4_000
    assert result["districts"] == 43
    assert set(result["fields"]) == set(bench.FIELDS)
    for field, row in result["fields"].items():
        size = row["size"]["decision"]
        assert FRIENDLY[0] <= size <= FRIENDLY[1] or field.startswith("five zones"), field
        if row["size"]["SAR + trend"] <= FRIENDLY[1]:
            assert row["power"]["decision"] >= row["power"]["SAR + trend"] - 0.03, field
    assert file.with_suffix(".md").read_text(encoding="utf-8") == bench.page(result)
