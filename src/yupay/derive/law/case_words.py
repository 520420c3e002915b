"""The words of every problem of a file of coded cases: the column, the lines, what may stand there. Never the value."""

from collections.abc import Sequence
from difflib import get_close_matches

from yupay.load.messages import QUOTED_ROWS, listed
from yupay.model.problem import Problem
from yupay.model.text import Text

WHAT = {
    "Q420": Text(es="columna que no es de un caso codificado", en="column that is not one of a coded case"),
    "Q421": Text(es="falta una columna de los casos codificados", en="a column of coded cases is missing"),
    "Q422": Text(es="caso sin identificador", en="case without an identifier"),
    "Q423": Text(es="valor que el vocabulario no tiene", en="value that the vocabulary does not hold"),
    "Q424": Text(es="edad que no se entiende", en="age that is not understood"),
    "Q425": Text(es="número de personas que no se entiende", en="number of people that is not understood"),
    "Q426": Text(es="varios valores donde va uno", en="several values where one stands"),
    "Q427": Text(es="«none» junto a otros valores", en='"none" beside other values'),
    "Q428": Text(es="fecha del hecho que no se entiende", en="date of the act that is not understood"),
    "Q429": Text(es="fecha menos precisa de lo que dice", en="date less precise than it says"),
}
EXPECTED = {
    "Q422": Text(es="un código en cada fila", en="a code in every row"),
    "Q423": Text(
        es="un valor del vocabulario, «none» o «unknown»; `yupay law show --vocabulary` los lista",
        en='a value of the vocabulary, "none" or "unknown"; `yupay law show --vocabulary` lists them',
    ),
    "Q424": Text(
        es="años cumplidos: 14, 12-17, <14, 18+ o unknown, separados por ;",
        en="completed years: 14, 12-17, <14, 18+ or unknown, separated by ;",
    ),
    "Q425": Text(es="un número entero o unknown", en="a whole number or unknown"),
    "Q426": Text(es="un solo valor", en="one value"),
    "Q427": Text(es="«none» solo, o los valores", en='"none" alone, or the values'),
    "Q428": Text(
        es="AAAA, AAAA-MM o AAAA-MM-DD; dos separadas por / en orden; vacío o unknown si no consta",
        en="YYYY, YYYY-MM or YYYY-MM-DD; two joined by / in order; blank or unknown where not recorded",
    ),
    "Q429": Text(
        es="date_precision = day, month o year según la fecha escrita",
        en="date_precision = day, month or year as the date is written",
    ),
}
NAME = 40


def no_header(where: str, known: Sequence[str]) -> Problem:
    """Q421 for a file none of whose columns is known; its first line is not shown, it may be a case."""
    got = Text(es="ninguna columna conocida en la primera línea", en="no known column in the first line")
    return Problem(code="Q421", what=WHAT["Q421"], where=where, line=1, got=got, expected=Text.same(", ".join(known)))


def unknown_column(where: str, at: int, name: str, known: Sequence[str]) -> Problem:
    """Q420, with the nearest column of the contract."""
    near = get_close_matches(name.casefold(), known, n=1, cutoff=0.6)
    shown = name if name.isprintable() and len(name) <= NAME else f"{name[: NAME - 1]!a}"
    return Problem(
        code="Q420",
        what=WHAT["Q420"],
        where=where,
        line=1,
        column=at,
        got=Text.same(shown),
        expected=Text(
            es="una columna de los casos codificados, o su nombre en el archivo de --map",
            en="a column of coded cases, or its name in the file of --map",
        ),
        hint=Text.same(near[0]) if near else None,
    )


def lacking(where: str, name: str) -> Problem:
    """Q421 for a column that must be there."""
    got = Text(es=f"sin columna {name}", en=f"no column {name}")
    expected = Text(
        es=f"la columna {name}, con «unknown» donde no consta",
        en=f'the column {name}, with "unknown" where not recorded',
    )
    return Problem(code="Q421", what=WHAT["Q421"], where=where, line=1, got=got, expected=expected)


def too_many(where: str) -> Problem:
    """L270 for cases that the memory of the engine does not hold."""
    return Problem(
        code="L270",
        what=Text(es="el motor no puede con esta tabla", en="the engine cannot hold this table"),
        where=where,
        got=Text(es="más casos de los que caben en su memoria", en="more cases than its memory holds"),
        expected=Text(
            es="los casos en varios archivos, cada uno calificado aparte; en un estudio, más memoria en [engine] url",
            en="the cases in several files, each qualified by itself; in a study, more memory in [engine] url",
        ),
    )


def twice(where: str, name: str) -> Problem:
    """Q420 for two columns of the file that stand for one."""
    got = Text(es=f"dos columnas para {name}", en=f"two columns for {name}")
    return Problem(
        code="Q420", what=WHAT["Q420"], where=where, line=1, got=got, expected=Text(es="una sola", en="one alone")
    )


def bad_value(code: str, where: str, name: str, lines: Sequence[int], count: int, hint: str | None) -> Problem:
    """A value that may not stand in a column: which rows, what may, the nearest word."""
    shown = listed([*lines, 0][: QUOTED_ROWS + 1] if count > QUOTED_ROWS else lines)
    return Problem(
        code=code,
        what=WHAT[code],
        where=where,
        line=lines[0],
        got=Text(es=f"{name}, {count:,} filas: {shown}", en=f"{name}, {count:,} rows: {shown}"),
        expected=EXPECTED[code],
        hint=Text.same(hint) if hint else None,
    )
