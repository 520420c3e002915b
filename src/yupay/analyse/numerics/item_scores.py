"""What do answers to several items give together: turned items, one score per person, and the table of covariances?

Formula: a turned answer is low + high - answer; a score is the sum or the mean of the items, and where some items were left
blank the person's own mean stands for them; alpha = k / (k - 1) (1 - tr C / 1'C1), C the covariances of k items;
squared multiple correlation 1 - 1 / (R^-1)_jj; lambda 6 = 1 - sum(1 - smc) / 1'R1.
Reference: Cronbach (1951), Psychometrika 16, 297-334; Guttman (1945), Psychometrika 10, 255-282.
"""

from typing import Literal

import numpy as np

from yupay.analyse.numerics.arrays import Floats, Truth

Missing = Literal["complete", "pairwise"]
SINGULAR = 1e-9


def turned(items: Floats, reverse: Truth, low: float, high: float) -> Floats:
    """Answers (n, k) with the columns of `reverse` (k,) turned: low + high - answer; NaN stays NaN."""
    return np.where(reverse, low + high - items, items)


def person_scores(items: Floats, how: Literal["sum", "mean"] = "sum", min_answered: float = 1.0) -> Floats:
    """One score per person (n,), NaN below `min_answered` of the k items; blanks take the person's own mean."""
    answered = np.isfinite(items)
    count, k = answered.sum(axis=1), items.shape[1]
    enough = (count > 0) & (count >= min_answered * k - 1e-9)
    total = np.where(answered, items, 0.0).sum(axis=1)
    mean = total / np.maximum(count, 1)
    return np.where(enough, mean * k if how == "sum" else mean, np.nan)


def complete_rows(items: Floats) -> Floats:
    """The persons who answered every item."""
    return np.asarray(items[np.isfinite(items).all(axis=1)])


def covariances(items: Floats) -> Floats:
    """Covariances (k, k) of the items, divisor n - 1, each over the persons who answered both items.

    NaN where fewer than two persons did. Without blanks this is the ordinary covariance matrix.
    """
    answered = np.isfinite(items)
    seen, values = answered.astype(np.float64), np.where(answered, items - _level(items), 0.0)
    both, sums = seen.T @ seen, values.T @ seen
    safe = np.maximum(both, 2.0)
    table = (values.T @ values - sums * sums.T / safe) / (safe - 1.0)
    return np.asarray(np.where(both >= 2, table, np.nan))


def _level(items: Floats) -> Floats:
    """A typical answer per item, taken off before sums of products are formed; zero for an item nobody answered."""
    answered = np.isfinite(items)
    return np.asarray(np.where(answered, items, 0.0).sum(axis=0) / np.maximum(answered.sum(axis=0), 1))


def correlations(items: Floats) -> Floats:
    """Correlations (k, k) of the items, each over the persons who answered both, their variances over the same persons.

    NaN where one of the two does not vary among them.
    """
    answered = np.isfinite(items)
    seen, values = answered.astype(np.float64), np.where(answered, items - _level(items), 0.0)
    both, sums, squares = np.maximum(seen.T @ seen, 1.0), values.T @ seen, (values * values).T @ seen
    cross, spread = values.T @ values - sums * sums.T / both, squares - sums * sums / both
    spread = np.where(spread > 1e-12 * np.maximum(squares, 1e-300), spread, np.nan)
    table = np.clip(cross / np.sqrt(spread * spread.T), -1.0, 1.0)
    np.fill_diagonal(table, np.where(np.isnan(np.diag(table)), np.nan, 1.0))
    return np.asarray(table)


def to_correlations(covariance: Floats) -> Floats:
    """Correlations (k, k) of a table of covariances whose variances are all above zero."""
    size = np.sqrt(np.diag(covariance))
    table = covariance / np.outer(size, size)
    np.fill_diagonal(table, 1.0)
    return np.asarray(table)


def alpha_of(table: Floats) -> float:
    """Cronbach's alpha of a table of covariances, or the standardised one of a table of correlations (k >= 2)."""
    k = table.shape[0]
    return float(k / (k - 1.0) * (1.0 - np.trace(table) / table.sum()))


def is_singular(correlation: Floats) -> bool:
    """Whether some item is (nearly) a combination of the others, so that the table cannot be inverted."""
    return bool(np.linalg.eigvalsh(correlation)[0] < SINGULAR)


def squared_multiple(correlation: Floats) -> Floats:
    """Squared multiple correlation (k,) of each item with the others; the table must not be singular."""
    return np.asarray(1.0 - 1.0 / np.diag(np.linalg.inv(correlation)))


def lambda_six(correlation: Floats) -> float:
    """Guttman's lambda 6 of a table of correlations that is not singular."""
    return float(1.0 - (1.0 - squared_multiple(correlation)).sum() / correlation.sum())


def corrected_correlations(covariance: Floats) -> Floats:
    """Correlation (k,) of each item with the sum of the others; NaN where either does not vary."""
    own, row, total = np.diag(covariance), covariance.sum(axis=1), covariance.sum()
    rest = total - 2.0 * row + own
    bottom = own * rest
    ok = bottom > 1e-12 * max(1.0, float(total) ** 2) * 1e-6
    return np.asarray(np.where(ok, (row - own) / np.sqrt(np.where(ok, bottom, 1.0)), np.nan))


def without(table: Floats, item: int) -> Floats:
    """A square table without one item."""
    keep = np.arange(table.shape[0]) != item
    return np.asarray(table[np.ix_(keep, keep)])
