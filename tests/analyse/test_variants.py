"""Each variant changes one thing, and what it says."""

import numpy as np
import pytest

from yupay.analyse.pairing import Pairing, pair
from yupay.analyse.variants import changed
from yupay.model.cube import Boundary, Cube, Measure, Neighbours, Place, RowCounts
from yupay.model.source import RowRef
from yupay.model.study import Hypothesis, Variant
from yupay.model.text import Text

WORDS = Text.same("x")
# three places and one for comparison; rows: place, x (None: silent)
ROWS = [(0, 5.0), (0, 400.0), (0, None), (1, 2.0), (1, 4.0), (2, 0.0), (3, 9.0)]


def measure(name: str, values: list[float | None], answered: list[int], existing: list[int]) -> Measure:
    return Measure(
        indicator=name,
        label=WORDS,
        values=tuple(values),
        states=tuple("no data" if v is None else "value" for v in values),
        answered=tuple(answered),
        existing=tuple(existing),
        rows=tuple(RowRef(source="s", where=str(i), rows=1) for i in range(len(values))),
    )


@pytest.fixture
def cube() -> Cube:
    whole, rows = [1, 1, 1, 1], [3, 2, 1, 1]
    return Cube(
        unit="district",
        places=tuple(Place(key=str(i), name=str(i), compare=i == 3) for i in range(4)),
        measures={
            "x": measure("x", [405.0, 6.0, 0.0, 9.0], [2, 2, 1, 1], rows),
            "y": measure("y", [1.0, 2.0, 3.0, 4.0], whole, whole),
            "z": measure("z", [7.0, 8.0, 9.0, 1.0], whole, whole),
            "population": measure("population", [50_000.0, 8_000.0, 90_000.0, 10.0], whole, whole),
        },
        boundaries=tuple(Boundary(key=str(i), rings=(), centroid=(float(i), 0.0)) for i in range(4)),
        neighbours=Neighbours(pairs=((0, 1), (1, 2), (2, 3))),
        row_counts=(
            RowCounts(
                source="s", place=tuple(p for p, _ in ROWS), indicators=("x",), counts=(tuple(v for _, v in ROWS),)
            ),
        ),
    )


@pytest.fixture
def pairing(cube: Cube) -> Pairing:
    found = pair(cube, "x", "y", size="population")
    assert found is not None
    return found


def vary(pairing: Pairing, change: str, **options: object) -> list[Pairing]:
    hypothesis = Hypothesis(id="H", objective="O", statement=WORDS, unit="district", x="x", y="y")
    variant = Variant(id="v", label=WORDS, change=change, **options)  # type: ignore[arg-type]
    return list(changed(pairing, hypothesis, variant))


def test_the_study_s_own_places_only(pairing: Pairing) -> None:
    assert pairing.kept.tolist() == [0, 1, 2]
    assert pairing.neighbours.tolist() == [[0, 1], [1, 2]]
    assert np.allclose(pairing.nuisance()[:, 0], np.log([50_000, 8_000, 90_000]))


def test_small_places_are_dropped_and_the_map_is_renumbered(pairing: Pairing) -> None:
    (small,) = vary(pairing, "drop-below-population", value=20_000)
    assert small.kept.tolist() == [0, 2]
    assert small.neighbours.shape == (0, 2)


def test_every_answering_row_of_the_study_is_left_out_once(pairing: Pairing) -> None:
    left = vary(pairing, "leave-one-row-out")
    assert len(left) == 5
    assert left[1].x[0] == 5.0 and left[0].x[0] == 400.0
    assert np.isnan(left[4].x[2]) and left[4].kept.tolist() == [0, 1]


def test_rows_above_a_value_are_left_out(pairing: Pairing) -> None:
    (without,) = vary(pairing, "drop-rows-above", value=360)
    assert without.x[:3].tolist() == [5.0, 6.0, 0.0]


def test_silent_rows_take_their_place_s_mean(pairing: Pairing) -> None:
    (mean,) = vary(pairing, "silent-mean")
    assert mean.x[0] == pytest.approx(405 * 3 / 2) and mean.x[1] == 6.0


def test_silent_rows_at_zero_change_no_answered_sum(pairing: Pairing) -> None:
    (zero,) = vary(pairing, "silent-zero")
    assert zero.x.tolist() == pairing.x.tolist()


def test_only_complete_places(pairing: Pairing) -> None:
    (complete,) = vary(pairing, "complete-only")
    assert complete.kept.tolist() == [1, 2]


def test_other_columns_and_the_comparison(pairing: Pairing) -> None:
    assert vary(pairing, "include-comparison")[0].kept.tolist() == [0, 1, 2, 3]
    assert vary(pairing, "replace-y", indicator="z")[0].y[0] == 7.0
    assert vary(pairing, "add-covariate", indicator="z")[0].nuisance().shape == (3, 2)
    assert vary(pairing, "size-indicator", indicator="z")[0].nuisance()[0, 0] == pytest.approx(np.log(7))


def test_an_unknown_indicator_makes_no_variant(pairing: Pairing) -> None:
    assert vary(pairing, "replace-y", indicator="nobody") == []
    assert pair(pairing.cube, "x", "nobody") is None
