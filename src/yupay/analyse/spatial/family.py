"""How does the answer change when the decision test is given less to hold constant, or another idea of dependence?

The registered test and its relatives on one map: both families by REML, autoregression alone, exponential alone; each with and
without linear trend and log population; the modified t; Freedman-Lane with Moran eigenvectors. None of the relatives
decides: they are printed beside the test, with what each one cannot hold (benchmarks/results/area_test_size.md).
"""

from itertools import product

from numpy.typing import ArrayLike

from yupay.analyse.numerics import whitening
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.spatial.area_whitened import area_whitened
from yupay.analyse.spatial.freedman_lane import freedman_lane
from yupay.analyse.spatial.modified_t import modified_t
from yupay.model.estimate import Estimate, Subject

FAMILIES: dict[str, tuple[whitening.Family, ...]] = {
    "reml": ("sar", "exponential"),
    "sar": ("sar",),
    "exponential": ("exponential",),
}
MEANS = {"trend-size": (True, True), "trend": (True, False), "size": (False, True), "bare": (False, False)}


def relatives(
    x: ArrayLike,
    y: ArrayLike,
    whitener: whitening.Whitener,
    subject: Subject,
    *,
    seed: int,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """Every relative of the decision test for x and y (one value per unit of `whitener.whole`), fourteen estimates.

    Keys: {reml, sar, exponential}-{trend-size, trend, size, bare}, where trend-size is the full mean, then "ranked" for
    the modified t and "eigenvectors" for Freedman-Lane; "reml-trend-size" repeats the decision test. Where the map is too
    large for the exponential family, or has no distance, its four are left out.
    """
    usable = [name for name, families in FAMILIES.items() if _fits(whitener, families)]
    white = (
        area_whitened(
            x,
            y,
            whitener,
            _named(subject, f"{name}-{mean}"),
            alternative=alternative,
            level=level,
            families=FAMILIES[name],
            trend=MEANS[mean][0],
            size=MEANS[mean][1],
        )
        for name, mean in product(usable, MEANS)
    )
    return (
        *white,
        modified_t(x, y, whitener.whole.coordinates, _named(subject, "ranked")),
        freedman_lane(x, y, whitener.whole, _named(subject, "eigenvectors"), seed=seed, alternative=alternative),
    )


def _fits(whitener: whitening.Whitener, families: tuple[whitening.Family, ...]) -> bool:
    """Whether this map has been fitted with these families, or is too small to have been fitted at all."""
    return not whitener.grid or set(families) <= {point.family for point in whitener.grid} or "sar" in families


def _named(subject: Subject, key: str) -> Subject:
    """The subject with this key before its own."""
    return subject.model_copy(update={"key": "/".join(part for part in (key, subject.key) if part)})
