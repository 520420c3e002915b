"""Can these column names be told apart? Names equal after casefold are one column to the engine, so they are refused."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

from yupay.load.messages import problem, quote
from yupay.model.problem import Problem

RESERVED = "yupay_"
LONGEST_NAME = 128


def folded(name: str) -> str:
    """The name as the engine may see it: composed, case folded."""
    return unicodedata.normalize("NFC", name).casefold()


def check_names(where: str, names: Sequence[str]) -> list[Problem]:
    """L212 for every name that is empty, repeated, reserved or cannot be written."""
    counts = Counter(folded(name) for name in names)
    found = [_check_name(where, name, position) for position, name in enumerate(names, start=1)]
    twins = [
        _twin(where, [name for name in names if folded(name) == fold], list(map(folded, names)).index(fold) + 1)
        for fold, count in counts.items()
        if count > 1 and fold
    ]
    return [one for one in found if one is not None] + twins


def _check_name(where: str, name: str, position: int) -> Problem | None:
    place = {"line": 1, "column": position}
    wanted = ("un nombre para cada columna", "a name for every column")
    if not name.strip():
        return problem("L212", where, ("columna sin nombre", "column without a name"), wanted, **place)  # type: ignore[arg-type]
    if folded(name).startswith(RESERVED):
        wanted = (f"un nombre que no empiece con {RESERVED}", f"a name that does not start with {RESERVED}")
    elif len(name) > LONGEST_NAME or not name.isprintable():
        wanted = ("menos de 128 letras, en una línea", "less than 128 letters, on one line")
    else:
        return None
    return problem("L212", where, (quote(name), quote(name)), wanted, **place)  # type: ignore[arg-type]


def _twin(where: str, names: list[str], position: int) -> Problem:
    shown = ", ".join(quote(name) for name in names[:5])
    return problem(
        "L212",
        where,
        (shown, shown),
        ("nombres distintos también en minúsculas", "names that differ in lower case too"),
        line=1,
        column=position,
    )
