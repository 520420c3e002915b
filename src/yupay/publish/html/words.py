"""Which words does the page add to those that every format shares? Buttons, panels, keys, units."""

from yupay.conclude.wording.units import counted_in
from yupay.model.text import Language, Text
from yupay.publish.interface import WORDS as SHARED


def _text(es: str, en: str) -> Text:
    return Text(es=es, en=en)


PAGE = {
    "skip": _text("Ir al contenido", "Skip to the contents"),
    "other_language": _text("in English", "en español"),
    "language": _text("Idioma", "Language"),
    "cover": _text("Portada", "Cover"),
    "one_page": _text("Resumen", "Summary"),
    "sources_read": _text("Fichas de fuente", "Source cards"),
    "cards": _text("Fichas y glosario", "Cards and glossary"),
    "method_cards": _text("Fichas de método", "Method cards"),
    "technical": _text("Ficha técnica", "Technical sheet"),
    "kept_back": _text("Datos reservados", "Suppressed values"),
    "number_notes": _text("De dónde sale cada número", "Where each number comes from"),
    "number_notes_of": _text("Procedencia de las cifras: notas", "Where the numbers come from: notes"),
    "made_with": _text("Hecho con yupay {version}", "Made with yupay {version}"),
    "hint": _text(
        "Cada número es un botón: abre su valor, base, método, supuestos, fuente, archivo y filas. "
        "En las tablas, las flechas pasan de un número a otro.",
        "Every number is a button: it opens its value, base, method, assumptions, source, file and rows. "
        "In tables, arrow keys go from number to number.",
    ),
}

PANEL = {
    "panel": _text("Ficha de la cifra", "Card of this number"),
    "contrast": _text("Contraste", "Test"),
    "adjusted": _text("p ajustado", "adjusted p"),
    "open_method": _text("Ver la ficha del método", "See the method card"),
    "open_source": _text("Ver la ficha de la fuente", "See the source card"),
    "row_one": _text("{n} fila", "{n} row"),
    "row_many": _text("{n} filas", "{n} rows"),
    "printed_row": _text("fila {row} de la fuente", "row {row} of the source"),
    "cited": _text("Fuente", "Source"),
    "cited_in": _text("En", "In"),
    "estimate": _text("Identificador", "Identifier"),
    "interval_at": _text("IC {level} %", "{level}% CI"),
}

TABLE = {
    "sort_by": _text("Ordenar por {column}", "Sort by {column}"),
    "reset": _text("Volver al orden original", "Back to the original order"),
    "sorted_up": _text("Ordenado de menor a mayor: {column}", "Sorted ascending: {column}"),
    "sorted_down": _text("Ordenado de mayor a menor: {column}", "Sorted descending: {column}"),
    "sorted_not": _text("Orden original", "Original order"),
}

DRAWING = {
    "classes_of_places": _text(
        "Número de lugares en cada clase de valores.", "Number of places in each class of values."
    ),
    "open_bars": _text("Ver u ocultar el histograma", "Show or hide the histogram"),
    "walk_chart": _text(
        "Gráfico. Las flechas recorren sus marcas; Entrar abre la ficha; Escape sale.",
        "Chart. Arrow keys walk its marks; Enter opens the card; Escape leaves.",
    ),
    "walk_map": _text(
        "Mapa. Las flechas pasan al distrito vecino; Entrar abre la ficha; Escape sale.",
        "Map. Arrow keys go to the neighbouring district; Enter opens the card; Escape leaves.",
    ),
    "indicator": _text("Indicador", "Indicator"),
    "view": _text("Vista", "View"),
    "map": _text("Mapa", "Map"),
    "as_table": _text("Tabla", "Table"),
    "with_apart": _text("Mostrar también: {names}", "Show also: {names}"),
    "said": _text("{place}: {layer}, clase {k} de {all} ({class})", "{place}: {layer}, class {k} of {all} ({class})"),
    "said_none": _text("{place}: {layer}, {class}", "{place}: {layer}, {class}"),
    "class": _text("Clase", "Class"),
    "answered_of": _text(
        "respondieron {answered} de {existing} {offices}", "{answered} of {existing} {offices} answered"
    ),
    "offices": _text("dependencias", "offices"),
    "stations": _text("comisarías", "police stations"),
    "incomplete": _text("respuesta incompleta", "incomplete answer"),
    "inset": _text("Zona central, ampliada", "Centre, enlarged"),
}

UNITS = {
    "percent": _text("por ciento", "per cent"),
    "coefficient": _text("coeficiente", "coefficient"),
    "percentage point": _text("punto porcentual", "percentage point"),
    "percentage points": _text("puntos porcentuales", "percentage points"),
    "per 100,000 inhabitants": _text("por cada 100,000 habitantes", "per 100,000 inhabitants"),
    "pair": _text("par", "pair"),
    "row": _text("fila", "row"),
    "ratio": _text("razón", "ratio"),
    "rank": _text("puesto", "rank"),
    "pairs": _text("pares", "pairs"),
    "place": _text("lugar", "place"),
    "probability": _text("probabilidad", "probability"),
}

WORDS = {**SHARED, **PAGE, **PANEL, **TABLE, **DRAWING}
SCRIPT = (*PANEL, *TABLE, "said", "said_none", "class", "incomplete", "answered_of")
SCRIPT_SHARED: tuple[str, ...] = (
    *("value", "unit", "base", "interval", "method", "assumptions", "design", "file", "rows", "warnings"),
    *("reference", "copy_with_citation", "copied", "counting_unit", "limitations", "seed"),
)


def word(key: str, language: Language) -> str:
    """An interface word of the page; KeyError when there is none."""
    return WORDS[key].say(language)


def unit(name: str, language: Language) -> str:
    """The unit of a value, or a counting unit, in words; unknown ones as they are."""
    return (UNITS[name] if name in UNITS else counted_in(name)).say(language)


def for_script(language: Language) -> dict[str, str]:
    """The words that the script of the page writes."""
    return {key: word(key, language) for key in (*SCRIPT, *SCRIPT_SHARED, "open_bars")}
