"""Does a rank correlation follow from the pairs printed beside it, with tied values sharing their rank?

A131: the coefficient is that of the short formula, or of ranks given in the order of the rows. A132: the sign turns.
rho is Pearson's r of mid-ranks; 1 - 6 sum d^2 / (n (n^2 - 1)) holds without ties only.
Reference: Kendall, M. and Gibbons, J. D. (1990), Rank correlation methods (5th ed.), ch. 3.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.correlation import pearson_r
from yupay.analyse.numerics.ranks import midranks, tied
from yupay.conclude.audit.grouping import by_table
from yupay.conclude.audit.shown import as_printed, plain
from yupay.model.claim import AuditFinding, Claim, Printed
from yupay.model.text import Text

FEWEST = 4
SIGN_FROM = 1e-6


def check(claims: Sequence[Claim]) -> Iterator[AuditFinding]:
    """A131 and A132."""
    for table in by_table(claims):
        for claim, x, y in _pairs(table):
            coefficient = claim.numbers["r"]
            if coefficient.relation == "=":
                yield from _check(claim, coefficient, x, y)


def _pairs(table: Sequence[Claim]) -> Iterator[tuple[Claim, Floats, Floats]]:
    """A coefficient with its raw pairs: in its own claim, or in the rows of its table."""
    rows = [claim for claim in table if claim.has("x", "y")]
    for claim in table:
        if "r" not in claim.numbers:
            continue
        if "x" in claim.columns and len(claim.columns["x"]) == len(claim.columns.get("y", ())):
            yield claim, np.array(claim.columns["x"], dtype=float), np.array(claim.columns["y"], dtype=float)
        elif len(rows) >= FEWEST and not claim.has("x"):
            columns = [np.array([row.numbers[name].value for row in rows]) for name in ("x", "y")]
            yield claim, columns[0], columns[1]


def _check(claim: Claim, printed: Printed, x: Floats, y: Floats) -> Iterator[AuditFinding]:
    if x.size < FEWEST or np.ptp(x) == 0 or np.ptp(y) == 0:
        return
    rho = float(pearson_r(midranks(x), midranks(y)))
    others = {"pearson": float(pearson_r(x, y)), "short": _short(midranks(x), midranks(y))}
    if _is(printed, rho) or ("spearman" not in claim.traits and _is(printed, others["pearson"])):
        return
    in_order = [_short(_ordered(x, a), _ordered(y, b)) for a in (False, True) for b in (False, True)]
    turned = printed.value * rho < 0 and abs(rho) > SIGN_FROM and abs(printed.value) > SIGN_FROM
    short = _is(printed, others["short"])
    yield AuditFinding(
        code="A132" if turned else "A131",
        grade="doubtful" if short and not turned else "impossible",
        at=claim.at,
        label=claim.label,
        what=_what(printed, rho, turned=turned),
        arithmetic=Text(
            es=f"rho con rangos medios = {plain(rho, 4)} (empates: {tied(x)} en x, {tied(y)} en y; n = {x.size})",
            en=f"rho with mid-ranks = {plain(rho, 4)} (ties: {tied(x)} in x, {tied(y)} in y; n = {x.size})",
        ),
        explanations=tuple(
            _explanations(
                short=short, ordered=any(_is(printed, one) for one in in_order), pearson=_is(printed, others["pearson"])
            )
        ),
    )


def _is(printed: Printed, value: float) -> bool:
    return printed.low - 1e-9 <= value <= printed.high + 1e-9


def _short(first: Floats, second: Floats) -> float:
    """The short formula with the sum of squared differences."""
    n = first.size
    return float(1.0 - 6.0 * np.square(first - second).sum() / (n * (n * n - 1.0)))


def _ordered(values: Floats, reverse: bool) -> Floats:
    """Ranks in which tied values are numbered in the order of the rows, or against it."""
    n = values.size
    places = np.arange(n)[::-1] if reverse else np.arange(n)
    order = np.lexsort((places, values))
    ranks = np.empty(n)
    ranks[order] = np.arange(1, n + 1)
    return ranks


def _what(printed: Printed, rho: float, *, turned: bool) -> Text:
    shown = as_printed("rho", printed)
    if turned:
        return Text(
            es=f"{shown}: con estos pares el signo es el contrario ({plain(rho, 4)})",
            en=f"{shown}: with these pairs the sign is the other one ({plain(rho, 4)})",
        )
    return Text(
        es=f"{shown} no es el coeficiente de estos pares ({plain(rho, 4)})",
        en=f"{shown} is not the coefficient of these pairs ({plain(rho, 4)})",
    )


def _explanations(*, short: bool, ordered: bool, pearson: bool) -> Iterator[Text]:
    if short:
        yield Text(
            es="es la fórmula corta 1 − 6Σd²/(n(n² − 1)), que solo vale sin empates",
            en="it is the short formula 1 − 6Σd²/(n(n² − 1)), which holds without ties only",
        )
    if ordered and not short:
        yield Text(
            es="los empates recibieron rangos distintos, por el orden de las filas",
            en="tied values were given different ranks, by the order of the rows",
        )
    if pearson:
        yield Text(es="es la r de Pearson de estos pares", en="it is Pearson's r of these pairs")
    yield Text(
        es="redondeo: no lo explica; pares que no se imprimieron, o rangos de datos sin redondear: posible",
        en="rounding: does not explain it; pairs that were not printed, or ranks of unrounded data: possible",
    )
