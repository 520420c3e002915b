"""What can be wrong with a user's file? One code each, one line each, in both languages.

The words of a problem are made here and nowhere else in `load`: `what` is fixed by the code, the rest by the reader.
"""

from collections.abc import Callable, Sequence

from yupay.model.problem import Problem
from yupay.model.text import Text

STUDY_FILE = "study.toml"
QUOTED_ROWS = 5
QUOTED_LETTERS = 40
PROTECTED = ("restricted", "victim-records")

Locate = Callable[[tuple[str | int, ...]], tuple[int, int]]

WHAT: dict[str, tuple[str, str]] = {
    "L201": ("no se encuentra el archivo de la fuente «{source}»", 'file of source "{source}" not found'),
    "L202": ("la ruta de la fuente «{source}» sale de la carpeta", 'the path of source "{source}" leaves the folder'),
    "L203": ("formato de archivo desconocido", "unknown file format"),
    "L204": ("archivo sin filas", "file without rows"),
    "L205": ("filas con otro número de campos", "rows with another number of fields"),
    "L206": ("línea demasiado larga", "line too long"),
    "L207": ("el texto no se puede decodificar", "the text cannot be decoded"),
    "L208": ("archivo dañado o incompleto", "damaged or incomplete file"),
    "L209": ("no se encuentra la hoja o tabla «{name}»", 'sheet or table "{name}" not found'),
    "L210": ("{name} sin su cero inicial", "{name} without its leading zero"),
    "L211": ("{name} de otra longitud", "{name} of another length"),
    "L212": ("nombre de columna que no se puede usar", "column name that cannot be used"),
    "L213": ("no se encuentra la columna «{name}»", 'column "{name}" not found'),
    "L214": ("lugar que no se puede unir solo por su nombre", "place that cannot be joined by name alone"),
    "L215": ("ninguna fila se une con los lugares del estudio", "no row joins the places of the study"),
    "L216": ("clave repetida", "repeated key"),
    "L217": ("clave vacía", "blank key"),
    "L218": ("filas que no se unen con ningún lugar", "rows that join no place"),
    "L219": ("código de lugar desconocido", "unknown place code"),
    "L220": ("el total declarado no es la suma", "the declared total is not the sum"),
    "L221": ("otro número de filas que el declarado", "another number of rows than declared"),
    "L223": ("el archivo no es el que la ficha declara", "the file is not the one the source card declares"),
    "L224": ("suma de valores que no se suman", "sum of values that do not add"),
    "L225": ("indicador que no se puede calcular", "indicator that cannot be computed"),
    "L226": ("fecha fuera de los dos extremos de la interpolación", "date outside the two ends of the interpolation"),
    "L230": ("texto en una columna de números", "text in a number column"),
    "L231": ("vacío en una columna de conteo", "blank in a count column"),
    "L232": ("valor fuera del rango declarado", "value outside the declared range"),
    "L233": ("valor que no es sí ni no", "value that is neither yes nor no"),
    "L234": ("fecha que no se entiende", "date that is not understood"),
    "L240": ("archivo de límites que no es GeoJSON", "boundary file that is not GeoJSON"),
    "L241": ("límites sin la propiedad «{name}»", 'boundaries without the property "{name}"'),
    "L242": ("coordenadas que no son grados", "coordinates that are not degrees"),
    "L243": ("contornos que no se pueden dibujar bien", "outlines that cannot be drawn well"),
    "L245": ("respuestas fuera de la escala", "answers outside the scale"),
    "L250": ("cifra publicada mal escrita", "published figure not well written"),
    "L251": ("historia de captura repetida", "repeated capture history"),
    "L252": ("personas en ninguna lista", "people on no list"),
    "L253": ("vacío o código en una columna de lista", "blank or code in a list column"),
    "L254": ("lista que la columna no nombra", "list that its column does not name"),
    "L255": ("estratos que no se pueden usar", "strata that cannot be used"),
    "L256": ("par de entradas que no se entiende", "pair of entries that is not understood"),
    "L257": ("archivo sin listas que se superpongan", "file without lists that overlap"),
    "L260": ("no se puede leer la base de datos", "the database cannot be read"),
    "L261": ("falta el programa que lee esta base de datos", "the driver of this database is missing"),
    "L262": ("el motor no se puede abrir", "the engine cannot be opened"),
    "L263": ("falta lo que este motor necesita", "what this engine needs is missing"),
    "L264": ("el motor dejó de responder", "the engine stopped answering"),
    "L270": ("el motor no puede con esta tabla", "the engine cannot hold this table"),
    "P601": ("fuente que no puede salir", "source that may not leave"),
    "P604": ("un registro solo sale como edición", "a registry leaves only as an edition"),
}


def problem(
    code: str,
    where: str,
    got: tuple[str, str],
    expected: tuple[str, str],
    hint: tuple[str, str] | None = None,
    *,
    act: tuple[str, str] | None = None,
    line: int = 0,
    column: int = 0,
    names: tuple[str, str] = ("", ""),
) -> Problem:
    """A problem in both languages; pairs are (Spanish, English); `names` fill the open word of the code's line."""
    what = [words.format(source=name, name=name) for words, name in zip(WHAT[code], names, strict=True)]
    return Problem(
        code=code,
        what=Text(es=what[0], en=what[1]),
        where=where,
        line=line,
        column=column,
        got=_pair(got),
        expected=_pair(expected),
        hint=_pair(hint) if hint else None,
        act=_pair(act) if act else None,
    )


def _pair(words: tuple[str, str]) -> Text:
    return Text(es=words[0], en=words[1])


def same(words: str) -> tuple[str, str]:
    """Words that read alike in both languages."""
    return (words, words)


def quote(value: object) -> str:
    """A value as a message may show it: on one line, without control characters, cut at 40 letters."""
    words = "".join(letter if letter.isprintable() else "·" for letter in str(value))
    return words if len(words) <= QUOTED_LETTERS else words[: QUOTED_LETTERS - 1] + "…"


def listed(lines: Sequence[int]) -> str:
    """At most five row lines, then dots: `2, 3, 4, 5, 6 ...`."""
    shown = ", ".join(str(line) for line in lines[:QUOTED_ROWS])
    return f"{shown} ..." if len(lines) > QUOTED_ROWS else shown


def number(value: float) -> str:
    """A number as both languages of the page write it: 1,976 or 12.5."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"
