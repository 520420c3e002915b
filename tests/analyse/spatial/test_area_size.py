"""A slice of the size simulation, on the study's own map, and the committed full run."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from scipy.stats import binom

FRIENDLY = (0.035, 0.065)
HARD = {"five zones, .3 of the variance": 0.09, "five zones, .5 of the variance": 0.12, "smooth": 0.085}


def loaded(root: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, root / "benchmarks" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def bench(root: Path) -> ModuleType:
    return loaded(root, "area_test_size")


def test_size_on_300_draws_a_field(bench: ModuleType) -> None:
    """Rejections of 300 are inside the binomial range that sizes of .035 to .065 allow (the fields of HARD: up to more)."""
    where = bench.geometry()
    assert where.n == 43
    for field in bench.FIELDS:
        rejected = round(300 * bench.rejections(where, field, 0.0, 300, seed=77)["decision"])
        low, high = FRIENDLY[0], HARD.get(field, FRIENDLY[1])
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
    """4,000 draws: size .035 to .065, power near the filter where that holds; the fields of HARD as they came."""
    file = root / "benchmarks" / "results" / "area_test_size.json"
    result = json.loads(file.read_text(encoding="utf-8"))
    assert result["draws"] == 4_000
    assert result["districts"] == 43
    assert set(result["fields"]) == set(bench.FIELDS)
    for field, row in result["fields"].items():
        size = row["size"]["decision"]
        assert FRIENDLY[0] <= size <= HARD.get(field, FRIENDLY[1]), field
        if row["size"]["SAR + trend"] <= FRIENDLY[1]:
            assert row["power"]["decision"] >= row["power"]["SAR + trend"] - 0.03, field
    assert file.with_suffix(".md").read_text(encoding="utf-8") == bench.page(result)


def test_every_bar_has_its_verdict(bench: ModuleType, root: Path) -> None:
    """The page says held where the numbers hold and missed where they do not."""
    result = json.loads((root / "benchmarks" / "results" / "area_test_size.json").read_text(encoding="utf-8"))
    level, mild, strong, power, _ = bench.verdicts(result)
    assert "**held**" in level
    assert "**held**" in mild
    assert ("**MISSED**" in strong) is (result["fields"][bench.ZONE_FIELDS[1]]["size"]["decision"] > bench.ZONE_BAR)
    assert "**held**" in power
    result["fields"]["SAR .8"]["size"]["decision"] = 0.2
    result["fields"]["independent"]["power"]["decision"] = 0.2
    level, *_, power, _ = bench.verdicts(result)
    assert "**MISSED**" in level
    assert "missed on SAR .8" in level
    assert "missed on independent" in power


def test_chosen_fields_are_merged_into_what_was_drawn_alike(bench: ModuleType) -> None:
    new = bench.run(20, 3, (bench.FIELDS[2],))
    old = {**new, "fields": {bench.FIELDS[0]: {}, bench.FIELDS[2]: {}}}
    both = bench.merged(new, old)
    assert list(both["fields"]) == [bench.FIELDS[0], bench.FIELDS[2]]
    assert both["fields"][bench.FIELDS[2]] == new["fields"][bench.FIELDS[2]]
    with pytest.raises(SystemExit):
        bench.merged(new, {**old, "seed": 4})


@pytest.mark.parametrize("name", ["area_test_zones", "false_alarm_range"])
def test_the_pages_are_those_of_the_numbers(bench: ModuleType, root: Path, name: str) -> None:
    module = loaded(root, name)
    result = json.loads(module.RESULTS.read_text(encoding="utf-8"))
    assert set(result["fields"]) == set(module.TRIED)
    assert module.RESULTS.with_suffix(".md").read_text(encoding="utf-8") == module.page(result)


def test_the_range_of_false_alarms_on_a_slice(bench: ModuleType, root: Path) -> None:
    """Of 40 maps with SAR .8 the range holds the true rate in at least 33."""
    module = loaded(root, "false_alarm_range")
    module.TRUTH_DRAWS = 4_000
    found = module.row(bench.geometry(), "SAR .8", 40, 300, 11)
    assert found["held"] >= 33 / 40
    assert found["low"] < found["one number"] < found["high"]
