"""What must not change a result, tried through the whole path on made-up studies."""

import itertools
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from made_study import Made, Row

import yupay
from yupay.analyse.answer import answer
from yupay.model.estimate import Estimate
from yupay.run import silent

Answer = Callable[[Made], dict[str, Estimate]]
DISTRICTS = 24
DECISION = "relate/x1~y1/district/area-whitened"
COEFFICIENTS = ("spearman", "pearson", "kendall-tau-b", "area-whitened", "modified-t")

few = settings(
    max_examples=5,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def made(seed: int) -> Made:
    """A study whose counts follow size and a random pull, one row in eight silent, some districts without a row."""
    dice = random.Random(seed)
    population = {f"99{i:04d}": dice.randrange(3_000, 200_000) for i in range(1, DISTRICTS + 1)}
    rows = []
    for code, size in population.items():
        pull = dice.uniform(0.2, 2.0)
        for _ in range(dice.choice((0, 1, 1, 2, 3, 4))):
            x, y = (dice.randrange(1 + int(pull * size / 5_000)) for _ in range(2))
            rows.append(Row(code, dice.random() > 0.125, x, y, dice.randrange(9)))
    return Made(population, rows)


studies = st.integers(0, 10_000).map(made)


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Path]:
    """New folders, one after the other."""
    return (tmp_path / str(i) for i in itertools.count())


@pytest.fixture
def answered(places: Iterator[Path]) -> Answer:
    """All estimates of a study, by id."""

    def of(study: Made) -> dict[str, Estimate]:
        opened = yupay.open_study(study.write(next(places)))
        return {one.id: one for one in answer(opened.study, opened.evidence(), silent)}

    return of


def decisive(estimates: dict[str, Estimate]) -> Estimate:
    assert estimates[DECISION].value is not None
    return estimates[DECISION]


def same(one: float | None, other: float | None) -> bool:
    return one == other if one is None or other is None else abs(one - other) <= 1e-7 * max(1.0, abs(one))


@few
@given(study=studies, seed=st.integers(0, 99))
def test_the_order_of_the_rows_changes_nothing(study: Made, seed: int, places: Iterator[Path]) -> None:
    alike = [replace(row, x=row.x % 3) for row in study.rows]  # so that leaving out one row is like leaving out another
    written = []
    for one in (study.but(rows=alike), study.but(rows=random.Random(seed).sample(alike, len(alike)))):
        output = next(places) / "output"
        yupay.run_study(one.write(output.parent), output=output)
        written.append(json.loads((output / "estimates.INVENTADO.json").read_text(encoding="utf-8")))
    assert len(written[0]["estimates"]) > 100
    assert written[0] == written[1]


@few
@given(study=studies, data=st.data())
def test_a_row_split_in_two_keeps_every_count(study: Made, data: st.DataObject, answered: Answer) -> None:
    at = data.draw(st.sampled_from([i for i, row in enumerate(study.rows) if row.answered]))
    row = study.rows[at]
    x, y = data.draw(st.integers(0, row.x)), data.draw(st.integers(0, row.y))
    halves = [Row(row.code, True, x, y, row.z), Row(row.code, True, row.x - x, row.y - y)]
    before, after = answered(study), answered(study.but(rows=[*study.rows[:at], *halves, *study.rows[at + 1 :]]))
    counts = [name for name, one in before.items() if one.method in ("count", "rate")]
    assert len(counts) > 3 * DISTRICTS
    assert all(before[name].value == after[name].value for name in counts)
    assert decisive(before).statistic == decisive(after).statistic


@few
@given(study=studies, seed=st.integers(0, 99))
def test_other_codes_keep_every_coefficient(study: Made, seed: int, answered: Answer) -> None:
    codes = list(study.population)
    other = dict(zip(codes, random.Random(seed).sample(codes, len(codes)), strict=True))
    renamed = study.but(
        population={other[code]: size for code, size in study.population.items()},
        rows=[replace(row, code=other[row.code]) for row in study.rows],
    )
    before, after = answered(study), answered(renamed)
    assert all(
        same(before[f"describe/x1/district/count/{code}"].value, after[f"describe/x1/district/count/{new}"].value)
        for code, new in other.items()
    )
    related = [name for name, one in before.items() if name.startswith("relate/x1~y1/district/") and not one.seed]
    assert len(related) > 6
    assert [name for name in related if not same(before[name].value, after[name].value)] == []


@few
@given(study=studies, size=st.integers(1_000, 100_000))
def test_a_district_without_data_changes_no_other_count(study: Made, size: int, answered: Answer) -> None:
    before, after = answered(study), answered(study.but(population={**study.population, "999999": size}))
    new = after["describe/x1/district/count/999999"]
    assert new.value is None and new.warnings
    kept = [name for name, one in before.items() if one.method in ("count", "rate") and one.key != "pooled"]
    kept += [name for name, one in before.items() if one.method == "concentration"]
    assert all(before[name].value == after[name].value for name in kept if "population/district/conc" not in name)
    assert decisive(before).value == pytest.approx(decisive(after).value, abs=1e-4)  # the plane is centred on the map


@few
@given(study=studies)
def test_x_and_y_change_places(study: Made, answered: Answer) -> None:
    before, after = answered(study), answered(study.but(swapped=True))
    for method in COEFFICIENTS:
        one, other = before[f"relate/x1~y1/district/{method}"], after[f"relate/y1~x1/district/{method}"]
        assert same(one.value, other.value), method
        assert same(one.p, other.p) or one.seed, method


@few
@given(study=studies, times=st.sampled_from([2, 7, 1_000]))
def test_a_population_in_other_units_keeps_the_decision(study: Made, times: int, answered: Answer) -> None:
    larger = study.but(population={code: size * times for code, size in study.population.items()})
    before, after = answered(study), answered(larger)
    assert same(decisive(before).statistic, decisive(after).statistic)
    assert same(decisive(before).p, decisive(after).p)
