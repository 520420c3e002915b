"""Which value cuts off a share p of weighted values, by which rule?

Formula: "math" and "hf1" invert the weighted distribution; "school" and "hf2" average at a step; "hf3" takes the even
step; "hf4" to "hf9" interpolate between plotting positions (Hyndman and Fan 1996, with weights in place of counts);
"shahvaish" is Shah and Vaish's.
Reference: Hyndman and Fan (1996), The American Statistician 50, 361-365; Shah and Vaish (2006), Proceedings of the
Section on Survey Research Methods, American Statistical Association, 3621-3624. The weighted readings are those of
Lumley's survey package for R, version 4.1 and later, whose names they keep; its "shahvaish" mixes raw and scaled weights
and is not followed (here both are scaled to a mean of 1), nor is its second value for a p below the share of the first.
"""

from typing import Literal

import numpy as np

from yupay.analyse.numerics.arrays import Floats

Rule = Literal["math", "school", "shahvaish", "hf1", "hf2", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9"]
STEPS = ("math", "school", "hf1", "hf2", "hf3", "hf4")


def quantile(values: Floats, weights: Floats, p: float, rule: Rule = "math") -> float:
    """The quantile p of values (n,) with weights (n,), n of 1 or more; values of weight 0 are left out."""
    x, w = _sorted(values, weights)
    if rule == "hf3":
        x, place = np.unique(x, return_inverse=True)
        w = np.bincount(place.reshape(-1), w).astype(np.float64)
    if rule in STEPS:
        return _step(x, w, p, rule)
    positions = _positions(w, rule)
    if rule == "shahvaish":
        return float(x[max(int(np.searchsorted(positions, p, side="right")) - 1, 0)])
    return _interpolated(positions, x, p)


def _sorted(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """The values of positive weight in order, and their weights."""
    keep = weights != 0
    order = np.argsort(values[keep], kind="stable")
    return values[keep][order], weights[keep][order]


def _step(x: Floats, w: Floats, p: float, rule: str) -> float:
    """Rules that look at the step of the weighted distribution where p falls."""
    total, cumulative = w.sum(), np.cumsum(w)
    below = np.flatnonzero(cumulative <= p * total)
    if not below.size:
        return float(x[0])
    low = int(below[-1])
    up = min(low + 1, x.size - 1)
    over, under = p - cumulative[low] / total, cumulative[up] / total - p
    if rule == "hf4":
        share = over / (over + under) if over + under else 0.0
        return float(x[low] * (1.0 - share) + x[up] * share)
    if over != 0:
        return float(x[up])
    if rule in ("school", "hf2"):
        return float((x[low] + x[up]) / 2.0)
    if rule == "hf3":
        return float(x[low] if (low + 1) % 2 == 0 else x[up])
    return float(x[low])


def _positions(w: Floats, rule: str) -> Floats:
    """The plotting position of every sorted value."""
    upto, total, last = np.cumsum(w), float(w.sum()), float(w[-1])
    before = np.concatenate(([0.0], upto[:-1]))
    if rule == "shahvaish":
        found = (upto / w.mean() + 0.5 - w / w.mean() / 2.0) / (w.size + 1.0)
    elif rule == "hf5":
        found = (upto - w / 2.0) / total
    elif rule == "hf6":
        found = upto / (total + last)
    elif rule == "hf7":
        found = before / (float(upto[-2]) if w.size > 1 else 1.0)
    elif rule == "hf8":
        found = (before / 3.0 + upto * 2.0 / 3.0) / (total + last / 3.0)
    else:
        found = (before * 3.0 / 8.0 + upto * 5.0 / 8.0) / (total + last / 4.0)
    return np.asarray(found, dtype=np.float64)


def _interpolated(positions: Floats, x: Floats, p: float) -> float:
    """The value at position p on the straight lines between positions."""
    return float(np.interp(p, positions, x))
