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

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yupay.analyse.hidden.certificate import Verdict, verdict
from yupay.analyse.hidden.newton import prepared
from yupay.analyse.hidden.tables import Cells, lists_of, margins
from yupay.analyse.numerics.compiled import compiled, compiled_within

Integers = NDArray[np.int64]
OK, NON_EXISTENT, UNIDENTIFIABLE, BOTH = 0, 1, 2, 3
OUTGROWN = -1
ROOM = 1 << 30
PATIENCE = 10


@compiled_within
def forms(t: Any, effects: Any, p: Any, y: Any, own: Any) -> Any:
    """The values f = A d at all cells (free, 2**t), a row per effect whose own cell is empty; 0 at the own cells of the other effects.

    `own` (2**t,) is room to work.
    """
    n, free = 1 << t, 0
    for c in range(n):
        own[c] = -1
    for k in range(p):
        own[effects[k]] = n
        if effects[k] == 0 or y[effects[k]] == 0:
            own[effects[k]] = free
            free += 1
    rows = np.empty((free, n), np.int64)
    for j in range(free):
        for c in range(n):
            rows[j, c] = own[c] == j
            part = c if own[c] == n else 0
            while part:
                part = (part - 1) & c
                rows[j, c] -= rows[j, part]
        for k in range(t):
            for c in range(n):
                if c >> k & 1:
                    rows[j, c] += rows[j, c - (1 << k)]
    return rows


@compiled
def sweep(table: Any, by: Any, c: Any) -> Any:
    """Make column c 0 in all rows but `by`: positive multiples of each, less multiples of that; False where integers outgrow.

    Each row is left in its smallest integers.
    """
    for i in range(table.shape[0]):
        ours, theirs = table[by, c], table[i, c]
        if i == by or theirs == 0:
            continue
        if ours < 0:
            ours, theirs = -ours, -theirs
        shared, largest = 0, 0
        for k in range(table.shape[1]):
            rest = ours * table[i, k] - theirs * table[by, k]
            table[i, k] = rest
            rest = abs(rest)
            if rest > largest:
                largest = rest
            while rest:
                shared, rest = rest, shared % rest
        for k in range(table.shape[1] if shared > 1 else 0):
            table[i, k] //= shared
        if largest >= ROOM * (shared if shared > 1 else 1):
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
    rank = np.int64(0)
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
    m, k = -rank, 0
    for c in range(rows.shape[1]):
        m += marks[c]
    for j in range(rank):
        marks[pivots[j]] = False
    table = np.empty((m + 1, rank + m), np.int64)
    for c in range(rows.shape[1]):
        if marks[c]:
            for j in range(rank + m):
                table[k, j] = -rows[j, c] if j < rank else j == rank + k
            k += 1
    for j in range(rank + m):
        table[m, j] = j < rank
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
def judge(
    t: Any, tables: Any, places: Any, effects: Any, sizes: Any, alive: Any, marks: Any, own: Any, codes: Any
) -> Any:
    """The codes (m,) of many models, as `code_of`; `places` (m,) are the places of their tables in `tables` (B, 2**t).

    `effects` (m, most), `sizes` (m,), `alive` (m, 2**t): those of `prepared`; `marks`, `own` (2**t,) are room to work.
    """
    for i in range(sizes.size):
        y, left, rank = tables[places[i]], alive[i], np.int64(0)  # a plain 0 would be compiled as a case of its own
        rows = forms(t, effects[i], sizes[i], y, own)
        for phase in range(2):
            for c in range(1 << t):
                marks[c] = y[c] > 0 if phase == 0 else left[c] and y[c] == 0
            rows = rows[rank:]
            rank = diagonal(rows, marks, own)
            codes[i] = OUTGROWN if rank < 0 else OK
            if rank < 0 or (phase == 0 and rank == rows.shape[0]):
                break
            if phase == 1:
                tip = only_tip(tableau(rows, rank, marks, own))
                code = (1 - tip) * NON_EXISTENT + (rank < rows.shape[0]) * UNIDENTIFIABLE
                codes[i] = OUTGROWN if tip < 0 else code


def code_of(t: int, effects: Integers, p: int, alive: NDArray[np.bool_], y: NDArray[np.float64]) -> int:
    """Whether the maximum exists and is unique: 0 yes, 1 does not exist, 2 not unique, 3 both.

    Args:
        t: number of lists.
        effects: bitmasks; the first p are the effects of the model that stay (margin above 0), 0 among them.
        p: how many.
        alive: the cells that stay (2**t,): above no effect of margin 0; cell 0 never.
        y: the table (2**t,).

    Returns:
        The code, or OUTGROWN (-1) where the integers of this model need more than 64 bits: `check` has no such bound.

    """
    return int(_judged(t, y[None], np.zeros(1, dtype=np.int64), effects[None], np.array([p]), alive[None])[0])


def codes_of(t: int, effects: Integers, lengths: Integers, margins: Cells, y: Cells) -> Integers:
    """The codes of all models (m,) of one table and its margins, for the arrays of `hierarchy.models`; as `code_of`."""
    one = np.zeros(lengths.size, dtype=np.int64)
    return _judged(t, y[None], one, *prepared(t, effects, lengths, margins[None]))


def codes_each(t: int, effects: Integers, lengths: Integers, margins: Cells, tables: Cells) -> Integers:
    """The codes of models (m,), each of its own table (m, 2**t) with these margins (m, 2**t); as `code_of`."""
    places = np.arange(lengths.size, dtype=np.int64)
    return _judged(t, tables, places, *prepared(t, effects, lengths, margins))


def _judged(
    t: int, tables: Cells, places: Integers, effects: Integers, sizes: Integers, alive: NDArray[np.bool_]
) -> Integers:
    codes = np.empty(sizes.size, dtype=np.int64)
    marks, own = np.empty(1 << t, dtype=np.bool_), np.empty(1 << t, dtype=np.int64)
    judge(t, np.ascontiguousarray(tables, dtype=np.float64), places, effects, sizes, alive, marks, own, codes)
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
