"""What proves that the maximum of a log-linear model's likelihood exists, or that it does not?

Formula: with people in the cells P and none in Z, either some d has A_P d = 0, A_Z d >= 0, A_Z d != 0 (along d the
likelihood never falls: no maximum), or some table x > 0 has the margins of y, A' x = A' y (a maximum exists); never
both (Stiemke's lemma). Beside it, a d != 0 with A d = 0 shows that different parameters fit alike.
Reference: Stiemke (1915), Mathematische Annalen 76, 340-342; Haberman (1974), The Analysis of Frequency Data, ch. 2;
Fienberg and Rinaldo (2012), Annals of Statistics 40, 996-1023.

Whole numbers of any size, slowly: a null space, then the first phase of a simplex for x. Nothing here is shared with the fast
kernel of `existence`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from yupay.model.text import Text

Row = list[int]
PRIME = 2**61 - 1


@dataclass(frozen=True)
class Verdict:
    """What was found of one model on one table, and what proves it.

    `code`: 0 the maximum exists and is unique, 1 it does not exist, 2 it is not unique, 3 both. `effects` are the
    effects that stay, `removed` those with nobody in their margin (minus infinity), `cells` the cells that stay.
    `direction` (effect -> integer) where no maximum exists; `interior` (cell -> expected count above 0 with the margins
    of the table) where one does; `alias` (effect -> integer) where different parameters fit alike.
    """

    code: int
    effects: tuple[int, ...]
    removed: tuple[int, ...]
    cells: tuple[int, ...]
    direction: dict[int, int]
    interior: dict[int, Fraction]
    alias: dict[int, int]


def words(code: int) -> Text | None:
    """What a code says to a reader; None where there is nothing to say."""
    return {
        1: Text(
            es="No evaluable: con estas celdas vacías la verosimilitud del modelo no alcanza un máximo",
            en="Not assessable: with these empty cells the likelihood of the model has no maximum",
        ),
        2: Text(
            es="No evaluable: con estas celdas vacías valores distintos de los parámetros ajustan igual",
            en="Not assessable: with these empty cells different values of the parameters fit alike",
        ),
        3: Text(
            es="No evaluable: con estas celdas vacías la verosimilitud del modelo no alcanza un máximo y valores "
            "distintos de los parámetros ajustan igual",
            en="Not assessable: with these empty cells the likelihood of the model has no maximum, and different "
            "values of the parameters fit alike",
        ),
    }.get(code)


def verdict(y: Sequence[float], interactions: Iterable[int]) -> Verdict:
    """Decide one model (its interactions; main effects are always in) on the table y (2**t) of counts, none negative."""
    effects, removed, cells = staying(y, interactions)
    design = {c: [int(c & effect == effect) for effect in effects] for c in cells}
    people, empty = [c for c in cells if y[c] > 0], [c for c in cells if y[c] == 0]
    space = null_space([design[c] for c in people], len(effects))
    cone = [[_dot(design[c], d) for d in space] for c in empty]
    aliases = null_space(cone, len(space))
    ray, weights = ray_or_weights(cone)
    direction = {} if ray is None else _named(effects, _mixed(space, ray))
    return Verdict(
        code=(ray is not None) + 2 * bool(aliases),
        effects=tuple(effects),
        removed=tuple(removed),
        cells=tuple(cells),
        direction=direction,
        interior={} if ray is not None else _interior(y, design, people, empty, weights),
        alias=_named(effects, _mixed(space, aliases[0])) if aliases else {},
    )


def staying(y: Sequence[float], interactions: Iterable[int]) -> tuple[Row, Row, Row]:
    """The effects with somebody in their margin, those with nobody, and the cells above none of the latter."""
    every = sorted({0, *(1 << k for k in range(len(y).bit_length() - 1)), *interactions})
    removed = [effect for effect in every if effect and not any(y[c] for c in range(len(y)) if c & effect == effect)]
    cells = [c for c in range(1, len(y)) if not any(c & effect == effect for effect in removed)]
    return [effect for effect in every if effect not in removed], removed, cells


def proven(found: Verdict, y: Sequence[float]) -> bool:
    """Whether the certificates of a verdict prove its code for the table y, by multiplication alone (and a rank modulo a prime)."""
    rows = {c: [int(c & effect == effect) for effect in found.effects] for c in found.cells}
    if found.code & 1:
        d = [found.direction.get(effect, 0) for effect in found.effects]
        f = {c: _dot(row, d) for c, row in rows.items()}
        exists = not (all(f[c] == 0 if y[c] > 0 else f[c] >= 0 for c in f) and any(f.values()))
    else:
        x = found.interior
        margins = [sum((x[c] - Fraction(y[c])) * row[k] for c, row in rows.items()) for k in range(len(found.effects))]
        exists = set(x) == set(rows) and all(count > 0 for count in x.values()) and not any(margins)
    if found.code & 2:
        alias = [found.alias.get(effect, 0) for effect in found.effects]
        unique = not any(alias) or any(_dot(row, alias) for row in rows.values())
    else:
        unique = _rank_modulo(list(rows.values())) == len(found.effects)
    return exists == (not found.code & 1) and unique == (not found.code & 2)


def reduced(rows: Iterable[Row], columns: int) -> tuple[list[Row], list[int]]:
    """Independent whole rows of the same space, each with a column (among the first `columns`) where the others are 0."""
    left, done, pivots = [list(row) for row in rows], list[Row](), list[int]()
    for c in range(columns):
        at = next((i for i, row in enumerate(left) if row[c]), None)
        if at is None:
            continue
        by = left.pop(at)
        left = [_cleared(row, by, c) for row in left]
        done = [*(_cleared(row, by, c) for row in done), by]
        pivots.append(c)
    return done, pivots


def null_space(rows: Iterable[Row], columns: int) -> list[Row]:
    """Whole vectors that span all d with rows . d = 0."""
    done, pivots = reduced(rows, columns)
    found = []
    for free in (c for c in range(columns) if c not in pivots):
        scale = lcm(*(row[c] for row, c in zip(done, pivots, strict=True)))
        d = [0] * columns
        d[free] = scale
        for row, c in zip(done, pivots, strict=True):
            d[c] = -row[free] * scale // row[c]
        found.append(_smallest(d))
    return found


def ray_or_weights(cone: list[Row]) -> tuple[Row | None, list[Fraction]]:
    """Either a whole z with cone z >= 0, not all 0, or weights above 0 with weights . cone = 0: never both.

    First phase of a simplex (Bland's rule) for weights = 1 + m, m >= 0. Columns: m, one artificial unknown for each
    equation, the sum of these, and the right side; its last row, the sum, is what is brought down to 0.
    """
    m, q = len(cone), len(cone[0]) if cone else 0
    sums = [-sum(row[j] for row in cone) for j in range(q)]
    signs = [-1 if total < 0 else 1 for total in sums]
    rows = [[*(signs[j] * row[j] for row in cone), *(int(j == i) for i in range(q)), 0, abs(sums[j])] for j in range(q)]
    rows.append([*(sum(row[k] for row in rows) for k in range(m)), *([0] * q), 1, sum(map(abs, sums))])
    basic = [m + j for j in range(q)]
    while (enter := next((k for k in range(m) if rows[q][k] > 0), None)) is not None:
        able = [i for i in range(q) if rows[i][enter] > 0]
        leave = min(able, key=lambda i: (Fraction(rows[i][-1], rows[i][enter]), basic[i]))
        rows = [row if i == leave else _cleared(row, rows[leave], enter) for i, row in enumerate(rows)]
        basic[leave] = enter
    if rows[q][-1] > 0:
        return _smallest([-signs[j] * (rows[q][m + j] + rows[q][-2]) for j in range(q)]), []
    value = {k: Fraction(rows[i][-1], rows[i][k]) for i, k in enumerate(basic)}
    return None, [1 + value.get(k, Fraction(0)) for k in range(m)]


def _interior(
    y: Sequence[float], design: dict[int, Row], people: Row, empty: Row, weights: list[Fraction]
) -> dict[int, Fraction]:
    """A table above 0 with the margins of y: a little of the weights in the empty cells, taken from the others."""
    counts = {c: Fraction(y[c]) for c in people}
    if not empty:
        return counts
    scale = lcm(*(weight.denominator for weight in weights))
    effects = range(len(design[empty[0]]))
    moved = [-sum(int(w * scale) * design[c][k] for w, c in zip(weights, empty, strict=True)) for k in effects]
    done, pivots = reduced([[*(design[c][k] for c in people), moved[k]] for k in effects], len(people))
    change = {people[c]: Fraction(row[-1], row[c]) for row, c in zip(done, pivots, strict=True)}
    share = min([Fraction(1), *(counts[c] / -step / 2 for c, step in change.items() if step < 0)])
    grown = {c: counts[c] + share * change.get(c, 0) for c in people}
    return grown | {c: share * scale * weight for c, weight in zip(empty, weights, strict=True)}


def _cleared(row: Row, by: Row, c: int) -> Row:
    """The smallest whole positive multiple of `row` less a multiple of `by`, 0 in column c."""
    if row[c] == 0:
        return row
    ours, theirs = (by[c], row[c]) if by[c] > 0 else (-by[c], -row[c])
    return _smallest([ours * a - theirs * b for a, b in zip(row, by, strict=True)])


def _smallest(row: Row) -> Row:
    shared = gcd(*row)
    return [value // shared for value in row] if shared > 1 else row


def _dot(row: Row, d: Row) -> int:
    return sum(a * b for a, b in zip(row, d, strict=True))


def _mixed(space: list[Row], z: Row) -> Row:
    return _smallest([sum(weight * d[k] for weight, d in zip(z, space, strict=True)) for k in range(len(space[0]))])


def _named(effects: Row, d: Row) -> dict[int, int]:
    return {effect: value for effect, value in zip(effects, d, strict=True) if value}


def _rank_modulo(rows: list[Row]) -> int:
    """The rank modulo a prime: never above the rational one, so that a full one proves a full one."""
    left, rank = [[value % PRIME for value in row] for row in rows], 0
    for c in range(len(rows[0]) if rows else 0):
        at = next((i for i, row in enumerate(left) if row[c]), None)
        if at is None:
            continue
        by = left.pop(at)
        inverse = pow(by[c], -1, PRIME)
        left = [[(a - row[c] * inverse * b) % PRIME for a, b in zip(row, by, strict=True)] for row in left]
        rank += 1
    return rank
