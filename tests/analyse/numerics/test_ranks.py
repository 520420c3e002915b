import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import norm

from yupay.analyse.numerics import ranks

COLUMNS = arrays(float, st.integers(2, 30), elements=st.integers(-5, 5).map(float))


@given(COLUMNS)
def test_ranks_and_scores(values: np.ndarray) -> None:
    mid = ranks.midranks(values)
    assert mid.sum() == values.size * (values.size + 1) / 2
    assert np.allclose(ranks.normal_scores(values), norm.ppf((mid - 0.5) / values.size))
    assert ranks.tied(values) == sum((values == v).sum() > 1 for v in values)


@given(COLUMNS, st.integers(0, 100))
def test_margin_keeps_ties_and_order(values: np.ndarray, seed: int) -> None:
    fields = np.random.default_rng(seed).standard_normal((3, values.size))
    placed = ranks.with_margin(fields, values)
    for field, row in zip(fields, placed, strict=True):
        assert (np.sort(row) == np.sort(values)).all()
        assert (np.diff(row[np.argsort(field)]) >= 0).all()
