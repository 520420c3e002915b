"""Are cells that no table prints protected, as linear programmes over the whole crossing see it?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_tables import slow_intervals

from yupay.protect.cells import near
from yupay.protect.cells.audit import audit, intervals
from yupay.protect.cells.implied import Implied, extended, implied
from yupay.protect.cells.primary import small
from yupay.protect.cells.suppress import suppress
from yupay.protect.cells.system import Axis, Cells, Mask, crossed, joined
from yupay.protect.cells.unprinted import narrow, suppress_implied

PLACE = Axis("place", ("L0", "L1", "L2"), {"L0": "D0", "L1": "D0", "L2": "D1"})
WIDE, PURPOSE, AGE, YEAR = (
    Axis("place", ("D0", "D1")),
    Axis("purpose", ("P0", "P1")),
    Axis("age", ("A", "B")),
    Axis("year", ("Y", "Z")),
)
TABLES = ([WIDE, PURPOSE, AGE], [WIDE, PURPOSE, YEAR], [PLACE, PURPOSE])


class Cube:
    """A small cube, the three tables offered of it, and the cells that none of them prints."""

    def __init__(self, counts: np.ndarray) -> None:
        wide = np.stack([counts[:2].sum(axis=0), counts[2]])
        self.whole = crossed([PLACE, PURPOSE, AGE, YEAR], counts)
        self.cells = joined(
            crossed(TABLES[0], wide.sum(axis=3)),
            crossed(TABLES[1], wide.sum(axis=2)),
            crossed(TABLES[2], counts.sum(axis=(2, 3))),
        )
        self.asked = implied(self.cells, [PLACE, PURPOSE, AGE, YEAR], TABLES, self.whole, small(self.whole.counts, 11))
        self.at = np.array([self.whole.place[key] for key in self.asked.own.keys], dtype=np.int64)
        self.sensitive = small(self.cells.counts, 11)

    def spread(self, values: np.ndarray, elsewhere: float) -> np.ndarray:
        """Values of the cells of the tables as values of the whole crossing."""
        made = np.full(len(self.whole.counts), elsewhere)
        made[[self.whole.place[key] for key in self.cells.keys]] = values
        return made

    def brute(self, hidden: Mask, width: float, low: np.ndarray) -> list[int]:
        """The implied cells too narrow by programmes over the whole crossing."""
        unknown = self.spread(hidden, 1.0).astype(bool)
        least, most = intervals(self.whole, unknown, known_low=self.spread(low, 0.0))
        return np.flatnonzero((most - least)[self.at] < width - 1e-6).tolist()

    def lows(self) -> list[tuple[np.ndarray, int]]:
        """What the two outsiders know, and the width left to each."""
        return [(np.zeros(len(self.cells.counts)), 10), (np.minimum(self.cells.counts, 1).astype(float), 5)]


@st.composite
def cubes(draw: st.DrawFn) -> Cube:
    largest = draw(st.sampled_from([2, 6, 15]))
    counts = draw(st.lists(st.integers(0, largest), min_size=24, max_size=24))
    return Cube(np.array(counts).reshape(3, 2, 2, 2))


@settings(max_examples=18, deadline=None)
@given(cubes(), st.data(), st.sampled_from([12, 1200]))
def test_what_is_found_narrow_is_what_programmes_over_the_whole_crossing_find(
    cube: Cube, data: st.DataObject, large: int
) -> None:
    n = len(cube.cells.counts)
    hidden = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n))) | cube.sensitive
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near, "LARGE", large)
        for low, width in cube.lows():
            found = narrow(cube.cells, hidden, cube.asked, width, known_low=low)
            assert sorted(found) == cube.brute(hidden, width, low)


@settings(max_examples=20, deadline=None)
@given(cubes())
def test_with_every_sum_printed_the_ends_are_those_of_the_programmes(cube: Cube) -> None:
    hidden = cube.spread(np.zeros(len(cube.cells.counts)), 1.0).astype(bool)
    least, most = intervals(cube.whole, hidden)
    ours = cube.asked.ranges(cube.cells.counts.astype(float))
    np.testing.assert_allclose(ours[0], least[cube.at], atol=1e-6)
    np.testing.assert_allclose(ours[1], most[cube.at], atol=1e-6)


@settings(max_examples=15, deadline=None)
@given(cubes(), st.sampled_from([0.0, 1.0]))
def test_after_protection_nothing_is_narrow_in_the_whole_crossing(cube: Cube, seconds: float) -> None:
    alone = suppress(cube.cells, cube.sensitive, time_limit=seconds)
    hidden = suppress_implied(cube.cells, alone, cube.sensitive, cube.asked, time_limit=seconds)
    for low, width in cube.lows():
        assert not cube.brute(hidden, width, low)
        assert audit(cube.cells, hidden, cube.sensitive, width, known_low=low).passed


def test_by_one_programme_per_end_without_any_of_this() -> None:
    cube = Cube(np.random.default_rng(5).poisson(4, (3, 2, 2, 2)))
    hidden = suppress_implied(cube.cells, suppress(cube.cells, cube.sensitive), cube.sensitive, cube.asked)
    unknown = cube.spread(hidden, 1.0).astype(bool)
    for low, width in cube.lows():
        least, most = slow_intervals(cube.whole, unknown, cube.spread(low, 0.0))
        assert len(cube.at) and ((most - least)[cube.at] >= width - 1e-6).all()


@pytest.mark.parametrize(("mean", "seed"), [(2, 7), (4, 4), (4, 6), (8, 4)])
def test_cells_that_the_tables_alone_leave_narrow_are_widened(mean: int, seed: int) -> None:
    """Unequal cubes where every table is safe by itself and a crossing of them is not."""
    shares = np.random.default_rng(seed + 99).gamma(0.5, 2, (3, 2, 2, 2))
    cube = Cube(np.random.default_rng(seed).poisson(mean * shares))
    alone = suppress(cube.cells, cube.sensitive)
    before = [cube.brute(alone, width, low) for low, width in cube.lows()]
    after = suppress_implied(cube.cells, alone, cube.sensitive, cube.asked)
    assert any(before) and not any(cube.brute(after, width, low) for low, width in cube.lows())
    assert (after & ~alone).sum() <= 2


def test_with_nothing_hidden_all_are_judged() -> None:
    cube = Cube(np.full((3, 2, 2, 2), 3))
    none = np.zeros(len(cube.cells.counts), dtype=bool)
    found = narrow(cube.cells, none, cube.asked, 10)
    assert len(found) and sorted(found) == cube.brute(none, 10, np.zeros(len(none)))


@settings(max_examples=10, deadline=None)
@given(cubes())
def test_in_an_extended_system_each_cell_has_the_ends_of_the_whole_crossing(cube: Cube) -> None:
    more, at = extended(cube.cells, cube.asked)
    assert (more.counts[at] == cube.asked.own.counts).all() and len(set(more.keys)) == len(more.keys)
    hidden = np.append(cube.sensitive, np.ones(len(more.counts) - len(cube.sensitive), dtype=bool))
    ours = intervals(more, hidden)
    theirs = intervals(cube.whole, cube.spread(cube.sensitive, 1.0).astype(bool))
    for mine, whole in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine[at], whole[cube.at], atol=1e-5)


def asked_of(tables: list[list[Axis]], axes: list[Axis], counts: np.ndarray) -> Implied:
    whole = crossed(axes, counts)
    made: list[Cells] = []
    for table in tables:
        names = [axis.id for axis in table]
        away = tuple(at for at, axis in enumerate(axes) if axis.id not in names)
        made.append(crossed(table, counts.sum(axis=away)))
    return implied(joined(*made), axes, tables, whole, small(whole.counts, 11))


def test_tables_that_meet_in_more_than_one_margin_are_refused() -> None:
    counts = np.ones((2, 2, 2), dtype=np.int64)
    with pytest.raises(ValueError, match="share more"):
        asked_of([[PURPOSE, AGE], [AGE, YEAR], [PURPOSE, YEAR]], [PURPOSE, AGE, YEAR], counts)
    assert asked_of([[PURPOSE, AGE], [PURPOSE, YEAR]], [PURPOSE, AGE, YEAR], counts).own.keys


def test_a_shared_margin_that_leaves_somebody_out_is_refused() -> None:
    place = Axis("place", ("L0", "L1", "L2"), {"L0": "D0", "L1": "D0"})
    counts = np.array([[1, 2], [3, 4], [0, 0]])
    cells = joined(crossed([Axis("place", ("D0",)), AGE], counts.sum(axis=0)[None]), crossed([place], counts.sum(1)))
    with pytest.raises(ValueError, match="does not divide"):
        implied(
            cells,
            [place, AGE],
            [[Axis("place", ("D0",)), AGE], [place]],
            crossed([place, AGE], counts),
            np.ones(15, bool),
        )
