"""The few words that charts and maps add of their own."""

from yupay.model.text import Language, Text

WORDS = {
    "partial": Text(es="año incompleto", en="incomplete year"),
    "block": Text(
        es="Solo se publicó la suma de estos años: la altura es la suma entre el número de años",
        en="Only the sum of these years was printed: the height is the sum over the number of years",
    ),
    "sum": Text(es="suma {start}-{end}: {total}", en="sum {start}-{end}: {total}"),
    "share": Text(es="% acumulado", en="cumulative %"),
    "set": Text(es="Conjunto del puesto", en="Rank set"),
    "rank": Text(es="puesto {low}", en="rank {low}"),
    "ranks": Text(es="puestos {low} a {high}", en="ranks {low} to {high}"),
    "complete": Text(es="respondieron todas", en="all answered"),
    "incomplete": Text(es="alguna no respondió", en="some did not answer"),
    "point": Text(es="{x_label}: {x}; {y_label}: {y}", en="{x_label}: {x}; {y_label}: {y}"),
    "inset": Text(es="Zona central, ampliada", en="Centre, enlarged"),
    "class": Text(es="de {low} a menos de {high}: {n}", en="from {low} to less than {high}: {n}"),
    "places": Text(es="{n} en esta clase", en="{n} in this class"),
    "partial_answer": Text(es="respuesta incompleta", en="incomplete answer"),
    "numbered": Text(es="Con número:", en="Numbered:"),
    "apart": Text(es="Aparte, fuera del estudio", en="Apart, outside the study"),
}


def word(key: str, language: Language, **filled: str) -> str:
    """A word of the drawing in one language."""
    return WORDS[key].say(language).format(**filled)
