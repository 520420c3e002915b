import numpy as np
import pytest

from yupay.analyse.relate.kendall import kendall
from yupay.analyse.relate.partial import partial_pearson, partial_spearman
from yupay.analyse.relate.robustness import METHOD, robustness, robustness_value
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="person")


def test_published_value_of_darfur() -> None:
    """Cinelli and Hazlett (2020), table 1: t = 4.18, 783 df: RV 13.9 %, at alpha = .05 7.6 %, partial R2 2.2 %."""
    assert robustness_value(4.184, 783) == pytest.approx(0.139, abs=0.0005)
    assert robustness_value(4.184, 783, alpha=0.05) == pytest.approx(0.076, abs=0.0005)


def test_a_confounder_that_strong_takes_the_relation_to_zero() -> None:
    """Bias = |rho_y rho_d| / sqrt(1 - rho_d^2) se sqrt(df): with both R2 at RV it is the coefficient itself."""
    t, df = 3.0, 100.0
    rv = robustness_value(t, df)
    bias_in_se = np.sqrt(rv * rv / (1 - rv) * df)
    assert bias_in_se == pytest.approx(t)


@pytest.mark.parametrize("t", [0.0, 0.5, 1.9, 2.5, 10.0, 80.0])
def test_between_zero_and_one_and_less_for_significance(t: float) -> None:
    whole, significance = robustness_value(t, 50), robustness_value(t, 50, alpha=0.05)
    assert 0.0 <= significance <= whole < 1.0
    assert robustness_value(-t, 50) == whole
    assert robustness_value(t, 50, share=0.5) <= whole


def test_where_the_relation_could_not_be_significant_it_needs_nothing() -> None:
    assert robustness_value(1.0, 40, alpha=0.05) == 0.0


def test_of_a_partial_correlation() -> None:
    z, e, f = np.random.default_rng(2).standard_normal((3, 120))
    x, y = z + e, z + 0.8 * e + f
    for partial in (partial_pearson(x, y, z, SUBJECT), partial_spearman(x, y, z, SUBJECT)):
        one = robustness(partial, SUBJECT)
        assert one.value == pytest.approx(robustness_value(partial.statistic, partial.df))
        assert one.parameters["partial_r2"] == pytest.approx(partial.value**2)
        assert one.method == METHOD.id
        assert one.unit == "proportion"


@pytest.mark.parametrize(
    "partial", [partial_pearson([1, 1, 1], [1, 2, 3], [[1], [2], [3]], SUBJECT), kendall(range(9), range(9), SUBJECT)]
)
def test_not_assessable_is_said(partial) -> None:
    one = robustness(partial, SUBJECT)
    assert one.value is None
    assert one.warnings[-1].en.startswith("Not assessable")
