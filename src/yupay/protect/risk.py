"""How easily is a person found in rows of key variables, and what would be learned?

For work inside the vault and for the privacy report: no row leaves. Keys are whole numbers, one column per key variable,
-1 where a value is missing; a missing value agrees with anything. k-anonymity: Samarati & Sweeney (1998). Distinct
l-diversity: Machanavajjhala et al. (2007). t-closeness: Li, Li & Venkatasubramanian (2007). Individual risk from a sample:
Benedetti & Franconi (1998), in the approximation of Polettini (2003). SUDA: Elliot, Manning & Ford (2002).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

MISSING = -1
NEARLY_ALL = 1e-3
Codes = NDArray[np.int64]
Numbers = NDArray[np.float64]
Uniques = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Risk:
    """What the rows as a whole say.

    Attributes:
        k: the fewest rows that agree with any row.
        uniques: rows that agree with no other.
        pairs: rows that agree with one other.
        expected: how many rows a lucky guess per group would find: the sum of 1 / k over rows.
        diversity: the fewest different sensitive values in any group (distinct l); 0 without a sensitive column.

    """

    k: int
    uniques: int
    pairs: int
    expected: float
    diversity: int = 0


def codes(columns: Sequence[Sequence[str | None]]) -> Codes:
    """Columns of words as whole numbers, (n, q); None is -1."""
    coded = []
    for column in columns:
        places = {word: at for at, word in enumerate(dict.fromkeys(word for word in column if word is not None))}
        coded.append([MISSING if word is None else places[word] for word in column])
    return np.array(coded, dtype=np.int64).T.reshape(-1, len(columns))


def agreeing(keys: Codes, weights: Numbers | None = None) -> Numbers:
    """The sum of the weights of the rows that agree with each row, itself among them; without weights their number.

    Args:
        keys: (n, q).
        weights: [n] or (n, m); 1 where not given.

    Returns:
        Of the shape of `weights`.

    """
    given = np.ones(len(keys)) if weights is None else np.asarray(weights, dtype=np.float64)
    flat = given.reshape(len(keys), -1)
    absent = keys == MISSING
    of_row = groups_of(absent.astype(np.int64))
    patterns = absent[np.unique(of_row, return_index=True)[1]]
    found = np.zeros_like(flat)
    for here, mine in enumerate(patterns):
        for there, other in enumerate(patterns):
            both = ~mine & ~other
            found[of_row == here] += _matched(keys[:, both], flat, of_row == here, of_row == there)
    return found.reshape(given.shape)


def _matched(keys: Codes, weights: Numbers, ask: NDArray[np.bool_], tell: NDArray[np.bool_]) -> Numbers:
    """For each row of `ask` the summed weights of the rows of `tell` that are equal on these columns."""
    chosen = np.concatenate([np.flatnonzero(ask), np.flatnonzero(tell)])
    group = groups_of(keys[chosen])
    sums = np.zeros((group.max(initial=0) + 1, weights.shape[1]))
    np.add.at(sums, group[ask.sum() :], weights[tell])
    return np.asarray(sums[group[: ask.sum()]])


def groups_of(keys: Codes) -> NDArray[np.int64]:
    """A number from 0 on for each row; equal rows have the same."""
    group = np.zeros(len(keys), dtype=np.int64)
    for column in keys.T:
        group = np.unique(group * (column.max(initial=0) + 2) + column + 1, return_inverse=True)[1]
    return group


def census_risk(sample: Numbers) -> Numbers:
    """The risk of each row where the rows are all there is: 1 / f."""
    return 1.0 / sample


def survey_risk(sample: Numbers, population: Numbers) -> Numbers:
    """The risk of each row of a sample: the mean of 1 / F given f, F of a negative binomial, approximated.

    Args:
        sample: f, how many rows agree with each row.
        population: F, the sum of their weights, at least f.

    Returns:
        With p = f / F: -log(p) p / (1 - p) for f = 1, p (p log p + 1 - p) / (1 - p)^2 for f = 2, else p / (f - (1 - p));
        where 1 - p is below `NEARLY_ALL`, the first five terms of both in powers of it, since their parts cancel there.

    """
    p = np.minimum(sample / population, 1.0)
    left = 1 - p
    odds, log = p / np.where(left > 0, left, 1.0), -np.log(p)
    few = np.where(sample == 1, odds * log, odds - odds**2 * log)
    terms = left[..., None] ** np.arange(5)
    one, two = terms @ (1 / np.arange(1.0, 6)), terms @ (1 / (np.arange(1.0, 6) * np.arange(2.0, 7)))
    few = np.where(left < NEARLY_ALL, p * np.where(sample == 1, one, two), few)
    return np.asarray(np.where(sample <= 2, few, p / (sample - left)))


def distinct_diversity(keys: Codes, sensitive: Codes) -> NDArray[np.int64]:
    """How many different sensitive values the rows that agree with each row hold; a missing one counts for none."""
    values = np.unique(sensitive[sensitive != MISSING])
    present = (sensitive[:, None] == values[None, :]).astype(np.float64)
    return np.asarray((agreeing(keys, present) > 0).sum(axis=1))


def assess(keys: Codes, sensitive: Codes | None = None) -> Risk:
    """The figures of a set of rows; all 0 without rows."""
    if not len(keys):
        return Risk(0, 0, 0, 0.0)
    found = agreeing(keys)
    diversity = 0 if sensitive is None else int(distinct_diversity(keys, sensitive).min())
    uniques, pairs = int((found == 1).sum()), int((found == 2).sum())
    return Risk(int(found.min()), uniques, pairs, float(census_risk(found).sum()), diversity)


def closeness(values: Numbers, groups: Sequence[object], *, ordered: bool) -> dict[object, float]:
    """T of each group: how far its distribution of a sensitive variable is from that of all rows.

    Args:
        values: the sensitive values, [n].
        groups: the group of each row.
        ordered: the earth mover's distance over the ordered values; else half the sum of differences.

    Returns:
        Between 0 and 1, in the order in which the groups first appear.

    """
    known, place = np.unique(values, return_inverse=True)
    whole = np.bincount(place, minlength=len(known)) / max(len(values), 1)
    found = {}
    for group in dict.fromkeys(groups):
        chosen = np.array([one == group for one in groups])
        gap = np.bincount(place[chosen], minlength=len(known)) / chosen.sum() - whole
        found[group] = _moved(gap) if ordered else float(np.abs(gap).sum() / 2)
    return found


def _moved(gap: Numbers) -> float:
    """The earth mover's distance of two distributions over ordered values at equal steps, from their difference."""
    return float(np.abs(np.cumsum(gap)).sum() / max(len(gap) - 1, 1))


def minimal_uniques(keys: Codes) -> tuple[Uniques, ...]:
    """For each row the sets of key variables on which it agrees with no other row, and on no smaller part of the set."""
    found: list[list[tuple[int, ...]]] = [[] for _ in range(len(keys))]
    for size in range(1, keys.shape[1] + 1):
        for chosen in combinations(range(keys.shape[1]), size):
            for row in np.flatnonzero(agreeing(keys[:, chosen]) == 1):
                if not any(set(known) <= set(chosen) for known in found[row]):
                    found[row].append(chosen)
    return tuple(tuple(one) for one in found)


def suda_scores(keys: Codes) -> NDArray[np.int64]:
    """The SUDA score of each row: the sum of (q - size)! over its minimal sample uniques, q the number of key variables."""
    wide = keys.shape[1]
    return np.array(
        [sum(math.factorial(wide - len(one)) for one in row) for row in minimal_uniques(keys)], dtype=np.int64
    )
