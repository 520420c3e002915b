"""Which tables would chance give, both margins kept?

Shuffling one column of two ordinal ones gives a table with the same margins; its law is the multivariate hypergeometric,
drawn here row by row, so a draw costs (r - 1)(c - 1) hypergeometric numbers and n does not matter.
Reference: Agresti, Wackerly and Boyett (1979), Psychometrika 44, 75-83; Patefield (1981), Applied Statistics 30, 91-97.
"""

from collections.abc import Iterator

import numpy as np

from yupay.analyse.numerics.arrays import Floats, Whole

CHUNK = 2_000_000
LARGEST = 10**9


def sampled_tables(table: Floats, draws: int, seed: int) -> Iterator[Floats]:
    """Random tables (b, r, c) with the margins of `table` (whole counts), as blocks that fit in memory.

    Raises:
        ValueError: counts that are not whole, or 10^9 units or more.

    """
    if not np.array_equal(table, np.rint(table)) or table.sum() >= LARGEST:
        raise ValueError("tables are sampled from whole counts of fewer than 10^9 units")
    random, block = np.random.default_rng(seed), max(1, CHUNK // max(1, table.size))
    rows, columns = table.sum(axis=1).astype(np.int64), table.sum(axis=0).astype(np.int64)
    for start in range(0, draws, block):
        yield with_margins(rows, columns, min(block, draws - start), random).astype(np.float64)


def with_margins(rows: Whole, columns: Whole, draws: int, random: np.random.Generator) -> Whole:
    """`draws` tables (draws, r, c) from the null law of a permutation, given both margins."""
    tables = np.empty((draws, rows.size, columns.size), dtype=np.int64)
    left = np.broadcast_to(columns, (draws, columns.size)).copy()
    for row in range(rows.size - 1):
        tables[:, row] = _one_row(left, int(rows[row]), random)
        left -= tables[:, row]
    tables[:, -1] = left
    return tables


def _one_row(left: Whole, size: int, random: np.random.Generator) -> Whole:
    """How the `size` units of a row fall on the columns, of which `left` (draws, c) remain."""
    row = np.empty_like(left)
    others, wanted = left.sum(axis=1), np.full(left.shape[0], size, dtype=np.int64)
    for column in range(left.shape[1] - 1):
        others = others - left[:, column]
        row[:, column] = random.hypergeometric(left[:, column], others, wanted)
        wanted = wanted - row[:, column]
    row[:, -1] = wanted
    return row
