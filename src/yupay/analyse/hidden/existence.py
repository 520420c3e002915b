"""Has a log-linear model of this table a maximum of its likelihood, and only one?

Formula: effects whose margin is 0 go to minus infinity and take the cells above them away (extended maximum
likelihood). With A the 0/1 design of the effects that stay over the cells that stay, P the cells with people and Z those
without: the maximum exists if and only if no d has A_P d = 0, A_Z d >= 0, A_Z d != 0; it is unique if and only if A
has full column rank. All in integers: no tolerance.
Reference: Fienberg and Rinaldo (2012), Annals of Statistics 40, 996-1023; Chan, Silverman and Vincent (2021), Journal
of the American Statistical Association 116, 1297-1306, for the extended estimate.

How it is fast: f = A d is written in the effects whose own cell nobody is in (every other d follows from f = 0 there,
without division), and these few columns are reduced by the other cells of P. Where none is left, A_P has full rank and
nothing is left to ask. Else a cone remains, and an integer simplex asks whether it is more than its tip.
"""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yupay.analyse.hidden.certificate import Verdict, verdict
from yupay.analyse.hidden.newton import prepare, sum_subsets
from yupay.analyse.hidden.tables import lists_of, margins
from yupay.analyse.numerics.compiled import compiled, compiled_within

Integers = NDArray[np.int64]
OK, NON_EXISTENT, UNIDENTIFIABLE, BOTH = 0, 1, 2, 3
OUTGROWN = -1
ROOM = 1 << 30
PATIENCE = 10


@compiled_within
def forms(t: Any, effects: Any, p: Any, y: Any) -> Any:
    """The values f = A d at all cells (free, 2**t), a row per effect whose own cell is empty; 0 at the own cells of the other effects."""
    n = 1 << t
    own, free = np.zeros(n, np.int64), 0
    for k in range(p):
        if effects[k] == 0 or y[effects[k]] == 0:
            free += 1
            own[effects[k]] = free
        else:
            own[effects[k]] = -1
    rows = np.zeros((free, n), np.int64)
    for c in range(n):
        if own[c] > 0:
            rows[own[c] - 1, c] = 1
        elif own[c] < 0:
            part = c
            while part:
                part = (part - 1) & c
                for j in range(free):
                    rows[j, c] -= rows[j, part]
    for j in range(free):
        sum_subsets(t, rows[j])
    return rows


@compiled
def sweep(table: Any, by: Any, c: Any) -> Any:
    """Make column c 0 in all rows but `by`: positive multiples of each, less multiples of that; False where integers outgrow.

    Each row is left in its smallest integers.
    """
    for i in range(table.shape[0]):
        if i == by or table[i, c] == 0:
            continue
        ours, theirs = table[by, c], table[i, c]
        if ours < 0:
            ours, theirs = -ours, -theirs
        shared, largest = 0, 0
        for k in range(table.shape[1]):
            value = ours * table[i, k] - theirs * table[by, k]
            table[i, k] = value
            if value and shared != 1:
                shared = math.gcd(shared, value)
            largest = max(largest, abs(value))
        if shared > 1:
            for k in range(table.shape[1]):
                table[i, k] //= shared
            largest //= shared
        if largest >= ROOM:
            return False
    return True


@compiled_within
def diagonal(rows: Any, marks: Any, pivots: Any) -> Any:
    """Give each row a marked column of its own: positive there, the others 0; how many have one, -1 where integers outgrow.

    The rows that have one come first, their columns in `pivots`; the others are 0 in all marked columns.
    """
    for j in range(rows.shape[0]):
        for c in range(rows.shape[1]):
            if abs(rows[j, c]) >= ROOM:
                return OUTGROWN
    rank = 0
    for c in range(rows.shape[1]):
        pivot = rank
        while marks[c] and pivot < rows.shape[0] and rows[pivot, c] == 0:
            pivot += 1
        if not marks[c] or pivot == rows.shape[0]:
            continue
        sign = 1 if rows[pivot, c] > 0 else -1
        for k in range(rows.shape[1]):
            rows[pivot, k], rows[rank, k] = rows[rank, k], sign * rows[pivot, k]
        pivots[rank] = c
        rank += 1
        if not sweep(rows, rank - 1, c):
            return OUTGROWN
    return rank


@compiled_within
def tableau(rows: Any, rank: Any, marks: Any, pivots: Any) -> Any:
    """The cone of all z >= 0 with z rows >= 0 in the marked columns, for `only_tip`: rows w - z rows = 0, then the sum of z."""
    m = -rank
    for c in range(rows.shape[1]):
        m += marks[c]
    table = np.zeros((m + 1, rank + m), np.int64)
    k = 0
    for c in range(rows.shape[1]):
        own = not marks[c]
        for j in range(rank):
            own = own or pivots[j] == c
        if not own:
            for j in range(rank):
                table[k, j] = -rows[j, c]
            table[k, rank + k] = 1
            k += 1
    for j in range(rank):
        table[m, j] = 1
    return table


@compiled_within
def only_tip(table: Any) -> Any:
    """Whether the cone of a tableau is its tip z = 0 alone: 1, or 0; -1 where integers outgrow.

    A simplex from the tip upwards along the sum of z; a column that no row holds back is a ray. The column with the
    fewest rows in its way enters; after PATIENCE steps a row the first, with which steps cannot go round in circles
    (Bland's rule). Rows are multiplied by positive numbers only.
    """
    m, columns = table.shape[0] - 1, table.shape[1]
    basic, steps = np.empty(m, np.int64), 0
    for i in range(m):
        basic[i] = columns - m + i
    while True:
        enter, fewest = columns, m + 1
        for j in range(columns):
            if table[m, j] > 0:
                against = 0
                for i in range(m):
                    against += table[i, j] > 0
                if against == 0:
                    return 0
                if against < fewest and (enter == columns or steps < PATIENCE * m):
                    enter, fewest = j, against
        if enter == columns:
            return 1
        leave = m
        for i in range(m):
            if table[i, enter] > 0 and (leave == m or basic[i] < basic[leave]):
                leave = i
        basic[leave] = enter
        steps += 1
        if not sweep(table, leave, enter):
            return OUTGROWN


@compiled
def code_of(t: Any, effects: Any, p: Any, alive: Any, y: Any) -> Any:
    """Whether the maximum exists and is unique: 0 yes, 1 does not exist, 2 not unique, 3 both; for compiled loops.

    Args:
        t: number of lists.
        effects: bitmasks; the first p are the effects of the model that stay (margin above 0), 0 among them.
        p: how many.
        alive: the cells that stay (2**t,): above no effect of margin 0; cell 0 never.
        y: the table (2**t,).

    Returns:
        The code, or OUTGROWN (-1) where the integers of this model need more than 64 bits: `check` has no such bound.

    """
    rows = forms(t, effects, p, y)
    marks, pivots = np.empty(1 << t, np.bool_), np.empty(rows.shape[0], np.int64)
    rank = np.int64(0)  # a plain 0 would be compiled as a case of its own
    for phase in range(2):
        for c in range(1 << t):
            marks[c] = y[c] > 0 if phase == 0 else alive[c] and y[c] == 0
        rows = rows[rank:]
        rank = diagonal(rows, marks, pivots)
        if rank < 0 or (phase == 0 and rank == rows.shape[0]):
            return OUTGROWN if rank < 0 else OK
    tip = only_tip(tableau(rows, rank, marks, pivots))
    if tip < 0:
        return OUTGROWN
    return (1 - tip) * NON_EXISTENT + (rank < rows.shape[0]) * UNIDENTIFIABLE


@compiled
def codes_of(t: Any, effects: Any, lengths: Any, margins: Any, y: Any) -> Any:
    """The codes of all models (m,) of one table and its margins, for the arrays of `hierarchy.models`; as `code_of`."""
    kept, alive = np.empty(effects.shape[1], np.int64), np.empty(1 << t, np.bool_)
    codes = np.empty(lengths.size, np.int64)
    for i in range(lengths.size):
        p = prepare(t, effects[i], lengths[i], margins, kept, alive)
        codes[i] = code_of(t, kept, p, alive, y)
    return codes


def codes(y: NDArray[np.float64], effects: Integers, lengths: Integers) -> Integers:
    """The codes of all models (m,) of one table (2**t,), for the arrays of `hierarchy.models`."""
    return _codes(y, effects, lengths, _union(effects))


def codes_by_pattern(
    tables: NDArray[np.float64], effects: Integers, lengths: Integers
) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """The codes of all models for many tables (B, 2**t): they depend on a table only by which of its cells are empty.

    Returns:
        codes (patterns, m), and the pattern of each table (B,).

    """
    full, union = np.ascontiguousarray(np.packbits(tables > 0, axis=1)), _union(effects)
    _, first, which = np.unique(full.view(f"V{full.shape[1]}").ravel(), return_index=True, return_inverse=True)
    found = [_codes(tables[at], effects, lengths, union) for at in first]
    return np.array(found, dtype=np.int8).reshape(-1, lengths.size), which.astype(np.int64)


def _codes(y: NDArray[np.float64], effects: Integers, lengths: Integers, union: Integers) -> Integers:
    """The codes of all models of one table.

    Where all effects of all models (`union`) that have people in their margin are independent over the cells with
    people, so are those of each model, and every code is 0. That is asked first: with no cell left in Z, the code is 0
    by rank alone.
    """
    t, sums = lists_of(y), margins(y)
    sums[0] = max(sums[0], 1.0)  # the intercept stays, even in a table of nobody
    every = union[sums[union] > 0]
    if code_of(t, every, every.size, np.zeros(y.size, dtype=np.bool_), y) == OK:
        return np.zeros(lengths.size, dtype=np.int64)
    found: Integers = codes_of(t, effects, lengths, sums, y)
    for at in np.flatnonzero(found == OUTGROWN):
        found[at] = check(y, effects[at, t + 1 : lengths[at]].tolist()).code
    return found


def _union(effects: Integers) -> Integers:
    return np.flatnonzero(np.bincount(effects.ravel() + 1)[1:])


def check(y: NDArray[np.float64], interactions: Iterable[int]) -> Verdict:
    """The code of one model of the table y (2**t,) and what proves it, by rational numbers of any size.

    `interactions` are bitmasks of two lists or more; the intercept and the main effects are always in.
    """
    return verdict([float(count) for count in y], interactions)
