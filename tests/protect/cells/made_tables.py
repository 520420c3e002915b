"""Made tables and slow reference implementations for the tests of cells."""

from itertools import product

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from yupay.protect.cells.system import Axis, Cells, Mask, crossed


def plain(inner: np.ndarray) -> Cells:
    """A crossed table with numbered members."""
    axes = [Axis(f"axis{at}", tuple(f"{at}.{k}" for k in range(size))) for at, size in enumerate(inner.shape)]
    return crossed(axes, inner)


def nested(inner: np.ndarray) -> Cells:
    """Districts in zones, crossed with whatever follows."""
    names = tuple(f"d{k}" for k in range(inner.shape[0]))
    place = Axis("place", names, {name: f"zone{k % 2}" for k, name in enumerate(names)})
    rest = [Axis(f"axis{at}", tuple(f"{at}.{k}" for k in range(size))) for at, size in enumerate(inner.shape[1:])]
    return crossed([place, *rest], inner)


@st.composite
def tables(draw: st.DrawFn, largest: int = 30) -> Cells:
    """A small table, flat or with zones, many of its counts small."""
    shape = draw(st.sampled_from([(3,), (4, 3), (3, 2, 2), (5, 2)]))
    counts = draw(st.lists(st.integers(0, largest), min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
    return draw(st.sampled_from([plain, nested]))(np.array(counts).reshape(shape))


def slow_intervals(cells: Cells, hidden: Mask, low: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every interval by two programmes of its own, over all cells."""
    true = cells.counts.astype(float)
    bounds = [(low[k], None) if hidden[k] else (true[k], true[k]) for k in range(len(true))]
    least, most = true.copy(), true.copy()
    for cell, sign in product(np.flatnonzero(hidden), (1, -1)):
        aim = np.zeros(len(true))
        aim[cell] = sign
        found = linprog(aim, A_eq=cells.sums, b_eq=np.zeros(cells.sums.shape[0]), bounds=bounds)
        value = np.inf if found.status == 3 else found.x[cell]
        least[cell], most[cell] = (value, most[cell]) if sign == 1 else (least[cell], value)
    return least, most
