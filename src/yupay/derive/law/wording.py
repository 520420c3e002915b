"""The words of every problem of the law's texts, in both languages: made here and nowhere else in the room."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

from yupay.model.problem import Problem
from yupay.model.text import Text

WHAT = {
    "Q401": Text(es="texto legal mal escrito", en="text of the law not well written"),
    "Q402": Text(es="carpeta de leyes sin textos", en="folder of laws without texts"),
    "Q403": Text(es="texto que se apoya en otro que no existe", en="text that leans on one that does not exist"),
    "Q404": Text(es="dos textos con el mismo nombre", en="two texts of the same name"),
    "Q405": Text(es="hecho que el vocabulario no tiene", en="fact that the vocabulary does not hold"),
    "Q406": Text(es="dos textos vigentes el mismo día", en="two texts in force on the same day"),
    "Q407": Text(es="días sin texto vigente", en="days with no text in force"),
    "Q408": Text(es="vigencia que no empieza al día siguiente", en="text that does not begin on the day after"),
    "Q409": Text(es="regla sin las palabras de la norma", en="rule without the words of the norm"),
    "Q410": Text(es="marco penal que no cierra", en="penalty frame that does not close"),
    "Q411": Text(es="agravante que ningún caso prueba", en="aggravating item that no case tests"),
    "Q412": Text(es="día límite que ningún caso prueba", en="boundary day that no case tests"),
    "Q413": Text(es="texto no revisado por abogado", en="text not reviewed by a lawyer"),
}
BANNER = Text(es="texto no revisado por abogado", en="not reviewed by a lawyer")
KINDS_OF_FAULT = {
    "missing": Text(es="un valor: el campo no puede faltar", en="a value: the field may not be missing"),
    "extra_forbidden": Text(
        es="un campo de los que hay; este no existe", en="one of the fields there are; this one is not"
    ),
}
A_DAY = Text(es="un día que exista, AAAA-MM-DD, sin comillas", en="a day that exists, YYYY-MM-DD, without quotes")
ANY_FAULT = Text(
    es="un valor de la forma que docs/how-to-amend-the-law.md muestra",
    en="a value of the form shown in docs/how-to-amend-the-law.md",
)


def problem(
    code: str, where: str, line: int, got: Text, expected: Text, hint: str | None = None, *, notice: bool = False
) -> Problem:
    """One problem of a text of the law."""
    meant = Text.same(hint) if hint else None
    return Problem(
        code=code, what=WHAT[code], where=where, line=line, got=got, expected=expected, hint=meant, notice=notice
    )


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word nearest to one written."""
    return next(iter(get_close_matches(word[:200], known, n=1, cutoff=0.5)), None)


def bad_field(where: str, line: int, field: str, kind: str, known: Sequence[str] = ()) -> Problem:
    """Q401 for a field that is missing, unknown (the nearest of `known` is named) or of another form; the value is never echoed."""
    got = Text(es=f"el campo {field}", en=f"the field {field}")
    expected = A_DAY if kind.startswith("date") else KINDS_OF_FAULT.get(kind, ANY_FAULT)
    name = field.rpartition(".")[2]
    meant = nearest(name, known) if kind == "extra_forbidden" and name not in known else None
    return problem("Q401", where, line, got, expected, meant)


def unknown_part(where: str, line: int, key: str, known: Sequence[str]) -> Problem:
    """Q401 for a block that is none of those there are."""
    expected = Text(es=f"uno de {', '.join(known)}", en=f"one of {', '.join(known)}")
    return problem("Q401", where, line, Text.same(key[:40]), expected, nearest(key, known))


def not_utf8(where: str) -> Problem:
    """Q401 for a file in another character set."""
    got = Text(es="un archivo que no está en UTF-8", en="a file that is not in UTF-8")
    return problem("Q401", where, 0, got, Text(es="texto guardado como UTF-8", en="text saved as UTF-8"))


def no_texts(folder: str, texts: str) -> Problem:
    """Q402 for a folder of laws that is not there or holds no text; `texts` is where those of the package lie."""
    got = Text(es="ningún archivo .toml", en="no .toml file")
    expected = Text(
        es="al menos un archivo con [[provisions]] o [[rules]]", en="one file at least with [[provisions]] or [[rules]]"
    )
    act = Text(
        es=f"cree la carpeta {folder}/ junto a los casos y copie en ella el archivo que va a cambiar, o solo su bloque, "
        f"de {texts} (trata.toml, por ejemplo); lo demás sigue como en el programa",
        en=f"make the folder {folder}/ beside the cases and copy into it the file you change, or its block alone, "
        f"from {texts} (trata.toml, for one); the rest stays as in the program",
    )
    return problem("Q402", folder, 0, got, expected).model_copy(update={"act": act})


def not_a_text(where: str) -> Problem:
    """Q402 for a file that an editor saved under a name that is not read."""
    got = Text(es="un archivo que termina en .toml.txt", en="a file that ends in .toml.txt")
    expected = Text(
        es="el nombre sin .txt, o el archivo en otra carpeta", en="the name without .txt, or the file elsewhere"
    )
    return problem("Q402", where, 0, got, expected)


def no_such_text(where: str, line: int, key: str, name: str, known: Sequence[str]) -> Problem:
    """Q403 for `wording_of` or `items_of` that names no text, or the text itself."""
    expected = Text(es="el id de otro texto", en="the id of another text")
    return problem("Q403", where, line, Text.same(f'{key} = "{name[:40]}"'), expected, nearest(name, known))


def repeated_id(where: str, line: int, name: str, first: str) -> Problem:
    """Q404 for an id that stands twice in one folder; `first` is where it stood before."""
    got = Text(es=f'id = "{name[:40]}", ya en {first}', en=f'id = "{name[:40]}", already in {first}')
    return problem(
        "Q404", where, line, got, Text(es="cada id una sola vez en la carpeta", en="each id once in the folder")
    )


def unknown_fact(where: str, line: int, name: str, known: Sequence[str]) -> Problem:
    """Q405 for a condition that names a fact outside the vocabulary."""
    expected = Text(es="un hecho de vocabulary.toml", en="a fact of vocabulary.toml")
    return problem("Q405", where, line, Text.same(name[:40]), expected, nearest(name, known))


def empty_condition(where: str, line: int, part: str) -> Problem:
    """Q405 for a rule whose condition names no fact, and so always holds."""
    got = Text(es=f"{part}: una condición sin hechos", en=f"{part}: a condition without facts")
    return problem(
        "Q405",
        where,
        line,
        got,
        Text(es="al menos un hecho de vocabulary.toml", en="one fact of vocabulary.toml at least"),
    )


def overlap(where: str, line: int, chain: str, first: str, second: str, day: date) -> Problem:
    """Q406 for two texts of one chain in force on a day."""
    got = Text(
        es=f"{first} y {second}, ambos vigentes el {day} (cadena {chain})",
        en=f"{first} and {second}, both in force on {day} (chain {chain})",
    )
    return problem(
        "Q406",
        where,
        line,
        got,
        Text(es="un texto por día: corrija valid_to o valid_from", en="one text a day: mend valid_to or valid_from"),
    )


def gap(where: str, line: int, chain: str, last: date, following: date | None) -> Problem:
    """Q407 for days of a chain that no text covers, or a chain that ends and does not say why."""
    until = f"{following}" if following else "…"
    got = Text(
        es=f"cadena {chain}: nada rige después del {last} ({until})",
        en=f"chain {chain}: nothing is in force after {last} ({until})",
    )
    expected = Text(
        es="el texto siguiente al otro día, o to_reason que diga por qué termina",
        en="the next text on the following day, or to_reason saying why it ends",
    )
    return problem("Q407", where, line, got, expected)


def not_day_after(where: str, line: int, published: date | None, begins: date) -> Problem:
    """Q408 for a text that begins on another day than the one after its publication and gives no reason."""
    shown = published or "—"
    got = Text(
        es=f"publicada el {shown}, vigente desde el {begins}", en=f"published on {shown}, in force from {begins}"
    )
    expected = Text(
        es="el día siguiente a la publicación, o from_reason que diga por qué",
        en="the day after publication, or from_reason saying why",
    )
    return problem("Q408", where, line, got, expected)


def no_quote(where: str, line: int, part: str) -> Problem:
    """Q409 for a part whose quote is empty, or has no article."""
    got = Text(es=f"{part}: cita vacía o sin artículo", en=f"{part}: quote empty or without its article")
    expected = Text(
        es="el artículo y las palabras de la norma; si el texto no se leyó, source debe decir «text not read»",
        en='the article and the words of the norm; where the text was not read, source must say "text not read"',
    )
    return problem("Q409", where, line, got, expected)


def bad_frame(where: str, line: int, part: str) -> Problem:
    """Q410 for a frame upside down, a tier without a frame, or a tier with two."""
    got = Text.same(part)
    expected = Text(
        es="un marco por nivel, con mínimo no mayor que el máximo",
        en="one frame a tier, its minimum no greater than its maximum",
    )
    return problem("Q410", where, line, got, expected)


def item_untested(where: str, line: int, item: str) -> Problem:
    """Q411, a notice, for an item that no known case meets."""
    expected = Text(es="una fila en la tabla de casos que lo cumpla", en="a row in the table of cases that meets it")
    return problem("Q411", where, line, Text.same(item), expected, notice=True)


def day_untested(where: str, line: int, name: str, day: date) -> Problem:
    """Q412, a notice, for a first day, or the day before, on which no known case falls."""
    got = Text(es=f"{name}: ningún caso el {day}", en=f"{name}: no case on {day}")
    expected = Text(
        es="un caso el último día del texto anterior y otro el primero de este",
        en="a case on the last day of the text before and another on the first of this one",
    )
    return problem("Q412", where, line, got, expected, notice=True)


def unreviewed(where: str, open_: int, texts: int) -> Problem:
    """Q413, a notice, for the texts that no lawyer has signed."""
    got = Text(es=f"{open_} de {texts} textos sin firma", en=f"{open_} of {texts} texts unsigned")
    expected = Text(
        es="reviewed_by y reviewed_on con el nombre y la fecha",
        en="reviewed_by and reviewed_on with the name and the date",
    )
    return problem("Q413", where, 0, got, expected, notice=True)


def ends_before(where: str, line: int, name: str, begins: date, ends: date) -> Problem:
    """Q406 for a text that ends before it begins."""
    got = Text(es=f"{name}: del {begins} al {ends}", en=f"{name}: from {begins} to {ends}")
    return problem(
        "Q406",
        where,
        line,
        got,
        Text(es="valid_to igual o posterior a valid_from", en="valid_to on or after valid_from"),
    )


def not_in_wording(where: str, line: int, part: str) -> Problem:
    """Q409 for a quote whose words do not stand in the wording beside it."""
    got = Text(es=f"{part}: la cita no está en wording", en=f"{part}: the quote does not stand in wording")
    return problem(
        "Q409",
        where,
        line,
        got,
        Text(es="palabras de la norma, sin cambiar ninguna", en="words of the norm, none of them changed"),
    )
