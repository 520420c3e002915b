"""A small invented form, and how a workbook of sheets is written."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

AGREE = ["Totalmente en desacuerdo", "En desacuerdo", "Ni de acuerdo ni en desacuerdo", "De acuerdo", "Muy de acuerdo"]
HEAD = ["type", "name", "Label::Spanish (es)", "label::English (en)", "constraint", "appearance", "", ""]
SURVEY = [
    HEAD,
    ["start", "start"],
    ["begin_group", "datos", "Datos generales", "General data", "", "", "", "nota de la autora"],
    ["select_one sexo", "sexo", "Sexo", "Sex"],
    ["integer", "edad", "Edad en años", "Age in years", ". >= 18 and . <= 99"],
    ["text", "cuente", "Cuente qué pasó", "Tell what happened"],
    ["geopoint", "gps", "Ubicación", "Location"],
    ["select_one nivel", "nivel", "Nivel educativo", "Education"],
    ["end_group"],
    ["begin group", "percep", "Percepción de seguridad", "Perceived security", "", "field-list"],
    ["select_one acuerdo", "cabecera", "Diga su acuerdo", "Say how far you agree", "", "label"],
    ["select_one acuerdo", "p1", "Camino con tranquilidad", "I walk with ease", "", "list-nolabel"],
    ["select_one acuerdo", "p2", "Evito salir de noche (inverso)", "I avoid going out at night (reversed)"],
    ["note", "gracias", "Gracias", "Thanks"],
    ["select_one acuerdo", "p3", "Confío en la **policía**", "I trust the police"],
    ["select one acuerdo", "p4", "Hay vigilancia", "There is surveillance"],
    ["end group"],
    ["select_multiple delito", "delitos", "¿De qué fue víctima?", "A victim of what?"],
    ["select_one nivel or_other", "otro", "Otro nivel", "Another level"],
    ["calculate", "suma"],
    ["begin_repeat", "hijos", "Hijos", "Children"],
    ["integer", "edad_hijo", "Edad", "Age"],
    ["end_repeat"],
]
CHOICES = [
    ["list name", "name", "label::Spanish (es)", "label::English (en)"],
    ["sexo", 1, "Hombre", "Man"],
    ["sexo", 2, "Mujer", "Woman"],
    ["sexo", 3, "Prefiere no decir", "Prefers not to say"],
    ["nivel", "pri", "Primaria", "Primary"],
    ["nivel", "sec", "Secundaria", "Secondary"],
    ["nivel", "sup", "Superior", "Higher"],
    *(["acuerdo", n, words, f"Agreement {n}"] for n, words in enumerate(AGREE, start=1)),
    ["acuerdo", 99, "No sabe / No responde", "Does not know"],
    ["delito", "robo", "Robo", "Robbery"],
    ["delito", "estafa", "Estafa", "Fraud"],
]
SETTINGS = [["form_title", "form_id"], ["Encuesta inventada", "inventada"]]


def write_book(file: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """A workbook with these sheets."""
    with xlsxwriter.Workbook(str(file)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return file


def write_form(
    file: Path, survey: Sequence[Sequence[object]] = SURVEY, choices: Sequence[Sequence[object]] = CHOICES
) -> Path:
    """The invented form."""
    return write_book(file, survey=survey, choices=choices, settings=SETTINGS)
