"""The words of what can be wrong with the columns beside coded cases, and with what indicators ask of the answers. Never a value of a case."""

from yupay.model.problem import Problem
from yupay.model.text import Text

WHAT = {
    "Q450": Text(
        es="estado de la prueba o fallo fuera del vocabulario",
        en="state of the evidence or ruling outside the vocabulary",
    ),
    "Q451": Text(
        es="un indicador pide lo que ninguna respuesta tiene", en="an indicator asks for what no answer holds"
    ),
}


def strange_word(where: str, column: str, rows: int, known: tuple[str, ...], near: str | None) -> Problem:
    """Q450, with how many rows and the nearest word; the value itself is not shown."""
    return Problem(
        code="Q450",
        what=WHAT["Q450"],
        where=where,
        got=Text(es=f"{column}: {rows:,} filas", en=f"{column}: {rows:,} rows"),
        expected=Text.same(", ".join(known)),
        hint=None if near is None else Text.same(near),
    )


def unknown_answer(indicator: str, column: str, word: str, near: str | None) -> Problem:
    """Q451, with the nearest word."""
    return Problem(
        code="Q451",
        what=WHAT["Q451"],
        where="study.toml",
        got=Text.same(f'{indicator}: where = {{ {column} = "{word[:60]}" }}'),
        expected=Text(es=f"una palabra de la columna {column}", en=f"a word of the column {column}"),
        hint=None if near is None else Text.same(f'{column} = "{near}"'),
    )
