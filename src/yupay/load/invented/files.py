"""The files of the five invented institutions: each with its own column names, words and dates, and the slips of whoever typed them.

Every file opens with the mark INVENTED DATA. What is typed wrong: swapped surnames, a letter, two digits of a document,
a birth known only by its year (written as 1 January), a missing maternal surname, a missing document.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from yupay.load.invented.persons import LISTS, Person, persons

MARK = "DATOS INVENTADOS / INVENTED DATA"
Row = tuple[str, ...]


@dataclass(frozen=True)
class Slips:
    """How often something is typed wrong."""

    swapped: float = 0.03
    letter: float = 0.06
    digits: float = 0.04
    year_only: float = 0.05
    no_maternal: float = 0.06
    no_document: float = 0.22
    one_name: float = 0.25
    twice: float = 0.02


@dataclass(frozen=True)
class Layout:
    """How one institution writes: its header, its words, its order of day and month, its separator."""

    header: Row
    dates: str
    separator: str
    sexes: tuple[str, str]
    purposes: dict[str, str]


SEXUAL, WORK, CRIME, BEG, ELSE = (
    "explotacion_sexual",
    "explotacion_laboral",
    "criminalidad_forzada",
    "mendicidad",
    "otra_analoga",
)
LAYOUTS = {
    "policia": Layout(
        ("nro_denuncia", "nombres_agraviado", "apellido_1", "apellido_2", "dni", "f_nacimiento", "sexo", "pais",
         "f_hecho", "f_denuncia", "lugar", "fin"),
        "%d/%m/%Y",
        ";",
        ("FEMENINO", "MASCULINO"),
        {SEXUAL: "EXP. SEXUAL", WORK: "EXP. LABORAL", CRIME: "USO EN TID", BEG: "MENDICIDAD", ELSE: "OTROS"},
    ),
    "fiscalia": Layout(
        ("carpeta", "nombre", "ap_pat", "ap_mat", "documento", "fecha_nac", "genero", "nacionalidad", "fecha_hecho",
         "fecha_ingreso", "ubigeo", "finalidad"),
        "%Y-%m-%d",
        ",",
        ("F", "M"),
        {SEXUAL: "sexual", WORK: "laboral", CRIME: "delictiva", BEG: "mendicidad", ELSE: "otra"},
    ),
    "mujer": Layout(
        ("ficha", "nombres_nna", "paterno", "materno", "doc", "nacimiento", "sexo_nna", "pais_nna", "fecha_del_hecho",
         "fecha_atencion", "distrito", "tipo"),
        "%d-%m-%Y",
        ",",
        ("mujer", "hombre"),
        {SEXUAL: "ES", WORK: "EL", CRIME: "AD", BEG: "ME", ELSE: "OT"},
    ),
    "migraciones": Layout(
        ("expediente", "given_names", "surname_1", "surname_2", "document", "birth", "sex", "citizenship", "event",
         "recorded", "place", "purpose"),
        "%m/%d/%Y",
        ",",
        ("F", "M"),
        {SEXUAL: "sexual", WORK: "labour", CRIME: "criminal", BEG: "begging", ELSE: "other"},
    ),
    "ong": Layout(
        ("codigo", "nombres", "primer_apellido", "segundo_apellido", "nro_doc", "fec_nac", "sexo", "nac", "fec_hecho",
         "fec_registro", "dist", "modalidad"),
        "%d/%m/%Y",
        ",",
        ("M", "H"),
        {SEXUAL: "sexual", WORK: "trabajo", CRIME: "drogas", BEG: "calle", ELSE: "otra"},
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """What was made: the people, and which of them each row of each file is."""

    people: tuple[Person, ...]
    truth: dict[str, tuple[int, ...]]


def write_files(folder: Path, seed: int, people: int, until: date, slips: Slips | None = None) -> Made:
    """Write the five files with everything recorded until a day; rows of later editions come after those of earlier ones.

    Args:
        folder: where they go; it must exist.
        seed: of everything that is drawn.
        people: how many there are in truth, seen or not.
        until: the last day of recording.
        slips: how often something is typed wrong.

    """
    everybody = persons(seed, people)
    truth = {}
    for position, name in enumerate(LISTS):
        draw = np.random.default_rng([seed, position])
        known = sorted((one for one in everybody if name in one.lists), key=lambda one: (one.lists[name], one.number))
        rows = [(one.lists[name], one.number, row) for one in known for row in _rows(one, name, draw, slips or Slips())]
        kept = [(number, row) for day, number, row in rows if day <= until]
        truth[name] = tuple(number for number, _ in kept)
        _write(folder / f"{name}.csv", LAYOUTS[name], (row for _, row in kept))
    return Made(everybody, truth)


def _write(path: Path, layout: Layout, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=layout.separator)
        writer.writerow((*layout.header, MARK))
        writer.writerows((*row, MARK) for row in rows)


def _rows(person: Person, name: str, draw: np.random.Generator, slips: Slips) -> list[Row]:
    """The rows of one person on one list: one, or two where it was recorded twice."""
    times = 2 if draw.random() < slips.twice else 1
    return [_row(person, name, draw, slips) for _ in range(times)]


def _row(person: Person, name: str, draw: np.random.Generator, slips: Slips) -> Row:
    layout = LAYOUTS[name]
    chances = draw.random(7)
    given, paternal, maternal = person.given, person.paternal, person.maternal
    if chances[0] < slips.one_name:
        given = given.split()[0]
    if chances[1] < slips.letter:
        paternal = _mistyped(paternal, draw)
    if chances[2] < slips.no_maternal:
        maternal = ""
    elif maternal and chances[3] < slips.swapped:
        paternal, maternal = maternal, paternal
    document = person.document
    if chances[4] < slips.no_document:
        document = ""
    elif chances[5] < slips.digits:
        document = _mistyped(document, draw)
    born = date(person.born.year, 1, 1) if chances[6] < slips.year_only else person.born
    sex = layout.sexes[0 if person.sex == "F" else 1]
    return (
        f"{name[:3].upper()}-{person.number:05d}-{int(draw.integers(10**4)):04d}",
        given,
        paternal,
        maternal,
        document,
        _day(layout, born),
        sex,
        person.nationality,
        _day(layout, person.acts),
        _day(layout, person.lists[name]),
        person.place,
        layout.purposes[person.purpose],
    )


def _day(layout: Layout, day: date) -> str:
    return day.strftime(layout.dates)


def _mistyped(word: str, draw: np.random.Generator) -> str:
    """Two neighbouring letters after the first changed places."""
    if len(word) < 4:
        return word
    at = int(draw.integers(1, len(word) - 2))
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
