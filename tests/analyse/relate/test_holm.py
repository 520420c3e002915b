import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.analyse.relate.holm import adjust, holm
from yupay.model.estimate import Estimate
from yupay.model.text import Text


def an_estimate(p: float | None) -> Estimate:
    return Estimate(
        question="relate",
        variables=("x", "y"),
        unit_of_analysis="district",
        method="spearman",
        quantity=Text.same("rho"),
        value=None if p is None else 0.3,
        unit="coefficient",
        p=p,
        parameters={"kept": True},
    )


def test_worked_example() -> None:
    """Holm (1979): smallest p times m, next times m - 1, never decreasing."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(st.lists(st.floats(0, 1), max_size=12))
def test_order_bounds_and_bonferroni(p: list[float]) -> None:
    adjusted = holm(p)
    assert (adjusted >= np.array(p)).all()
    assert (adjusted <= np.minimum(1, np.array(p) * len(p)) + 1e-15).all()
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= 0).all()


def test_untestable_hypotheses_do_not_count() -> None:
    first, none, second = adjust([an_estimate(0.02), an_estimate(None), an_estimate(0.03)])
    assert first.p_adjusted == pytest.approx(0.04)
    assert second.p_adjusted == pytest.approx(0.04)
    assert none.p_adjusted is None
    assert first.parameters == {"kept": True, "family_size": 2}


def test_empty_family() -> None:
    assert adjust([]) == ()
