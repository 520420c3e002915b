"""What does a TOML list of results claim? One `[[results]]` for each, its keys by the names they have in print.

    [[results]]
    label = "H1"
    rho = 0.078        # the digits count: 0.080 is not 0.08
    p = 0.000
    n = 90

Lists of numbers are raw values: `x`, `y`, `item_variances`; `answers` a matrix, persons by items. `text` is read as a
sentence. Keys at the top serve every result.
"""

import tomllib
from collections.abc import Mapping
from typing import Any

from yupay.load.messages import problem, quote
from yupay.load.results.assemble import Cell, claim_of
from yupay.load.results.numbers import Mark, exact
from yupay.load.results.prose import claims_of_line
from yupay.load.results.roles import role_of
from yupay.model.claim import Claim, ClaimPlace
from yupay.model.problem import StudyProblems
from yupay.study.locator import Locator
from yupay.study.toml import DEEPEST, depth, parse, too_deep

LISTS = ("results", "resultados", "result", "resultado", "claims")
WORDS = ("label", "note", "nota", "context", "contexto", "etiqueta", "table", "tabla")
SENTENCES = ("text", "texto", "sentence", "oracion")
MOST_BYTES = 4_000_000


def claims_of_toml(text: str, where: str) -> list[Claim]:
    """The claims of a TOML file.

    Raises:
        StudyProblems: S005 to S007 not TOML, L204 no results in it, L230 a key that is not a result.

    """
    if len(text) > MOST_BYTES:
        raise StudyProblems([_bad("L208", where, f"{len(text):,} bytes", 0)])
    parse(text, where)
    try:
        tree = tomllib.loads(text, parse_float=str)
    except RecursionError:
        raise too_deep(where) from None
    if depth(tree) > DEEPEST:
        raise too_deep(where)
    locate = Locator(text)
    name, rows = next(((key, tree[key]) for key in LISTS if isinstance(tree.get(key), list)), ("", [tree]))
    shared = {key: value for key, value in tree.items() if key not in LISTS} if name else {}
    claims: list[Claim] = []
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise StudyProblems([_bad("L230", where, quote(row), locate((name, number))[0])])
        line = locate((name, number))[0] if name else 1
        at = ClaimPlace(file=where, table=str(row.get("table", row.get("tabla", ""))), row=number + 1, line=line)
        claims += _claims({**shared, **row}, at)
    if not claims:
        raise StudyProblems([_bad("L204", where, "0", 0)])
    return claims


def _claims(row: Mapping[str, Any], at: ClaimPlace) -> list[Claim]:
    mark: Mark = "."
    words = " ".join(str(row[key]) for key in WORDS if key in row)
    sentences = [str(row[key]) for key in SENTENCES if key in row]
    found = [claim for one in sentences for claim in claims_of_line(one, at, mark, words)]
    both = {"N", "n"} <= set(row)
    cells = [
        Cell(_role(key, both), _written(value), key)
        for key, value in row.items()
        if _role(key, both) and isinstance(value, str | int | float) and not isinstance(value, bool)
    ]
    columns = {
        key: tuple(float(one) for one in value)
        for key, value in row.items()
        if isinstance(value, list) and _flat(value)
    }
    answers = next((value for value in row.values() if isinstance(value, list) and value and _matrix(value)), [])
    if cells or columns or answers:
        label = str(row.get("label", row.get("etiqueta", "")))
        claim = claim_of(cells, at, label, words, mark, total=row.get("total") is True)
        extra = {
            "columns": columns,
            "answers": tuple(tuple(float(one) for one in person) for person in answers),
        }
        numbers = {**claim.numbers, **_counted(columns, claim)}
        found.append(claim.model_copy(update={**extra, "numbers": numbers}))
    return found


def _counted(columns: Mapping[str, tuple[float, ...]], claim: Claim) -> dict[str, Any]:
    """The number of items, where only their variances are given."""
    if "item_variances" in columns and "items" not in claim.numbers:
        return {"items": exact(float(len(columns["item_variances"])))}
    return {}


def _role(key: str, both: bool) -> str:
    return "population_size" if both and key == "N" else role_of(key) or ""


def _written(value: object) -> str:
    return str(value)


def _flat(value: list[Any]) -> bool:
    return bool(value) and all(_number(one) for one in value)


def _matrix(value: list[Any]) -> bool:
    widths = {len(one) if isinstance(one, list) else 0 for one in value}
    return len(widths) == 1 and widths != {0} and all(_number(cell) for person in value for cell in person)


def _number(one: object) -> bool:
    if isinstance(one, bool) or not isinstance(one, str | int):
        return False
    try:
        return abs(float(one)) < 1e15
    except (ValueError, OverflowError):
        return False


def _bad(code: str, where: str, got: str, line: int) -> Any:
    expected = ("[[results]] con r, p, n, ...", "[[results]] with r, p, n, ...")
    return problem(code, where, (got, got), expected, line=line, names=("results", "results"))
