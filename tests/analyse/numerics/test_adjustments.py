import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.analyse.numerics.adjustments import CORRECTIONS, adjusted

WRIGHT = [0.001, 0.01, 0.02, 0.03, 0.04, 0.05, 0.2]
LISTS = st.lists(st.floats(0, 1), min_size=1, max_size=8)


def simes(p: np.ndarray) -> float:
    return float((np.sort(p) * p.size / np.arange(1, p.size + 1)).min())


def closed_simes(p: np.ndarray) -> np.ndarray:
    """Hommel by definition: every intersection of hypotheses."""
    found = np.zeros(p.size)
    for size in range(1, p.size + 1):
        for members in itertools.combinations(range(p.size), size):
            found[list(members)] = np.maximum(found[list(members)], simes(p[list(members)]))
    return np.minimum(1.0, found)


@given(LISTS)
def test_hommel_is_the_closed_test_of_simes(p: list[float]) -> None:
    assert adjusted(p, "hommel") == pytest.approx(closed_simes(np.array(p)), abs=1e-12)


@given(LISTS)
def test_each_correction_stands_where_theory_puts_it(p: list[float]) -> None:
    found = {name: adjusted(p, name) for name in CORRECTIONS}
    slack = 1e-12
    assert (found["bonferroni"] + slack >= found["holm"]).all()
    assert (found["holm"] + slack >= found["hochberg"]).all()
    assert (found["hochberg"] + slack >= found["hommel"]).all()
    assert (found["hommel"] + slack >= found["bh"]).all()
    assert (found["by"] + slack >= found["bh"]).all()
    assert (found["bh"] + slack >= np.array(p)).all()
    for values in found.values():
        assert (values <= 1.0).all()


@pytest.mark.parametrize("correction", list(CORRECTIONS))
def test_what_is_not_a_test_does_not_count(correction: str) -> None:
    holed = adjusted([np.nan, *WRIGHT, np.nan], correction)
    assert np.isnan(holed[[0, -1]]).all()
    assert holed[1:-1] == pytest.approx(adjusted(WRIGHT, correction))
    assert adjusted([], correction).size == 0
    assert adjusted([np.nan], correction).shape == (1,)
    assert adjusted([0.03], correction) == pytest.approx([0.03])


def test_an_unknown_correction() -> None:
    with pytest.raises(KeyError):
        adjusted(WRIGHT, "sidak")
