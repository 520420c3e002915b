"""Who is in the invented registry? People made from a seed: given names, made-up surnames, a document number that begins with a letter.

Surnames are made of syllables and belong to nobody. Places are L01 to L43 of a map that does not exist. Lists see people
with chances that differ by list and by purpose, and depend on one another where one list refers its cases to the next.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

GIVEN = {
    "F": (
        "Rosa María Ana Luz Carmen Juana Flor Elena Lucía Sofía Camila Valeria Milagros Yessenia Nicol Ariana Xiomara "
        "Brenda Diana Karla Melany Thalía Estrella Zoila Fiorella Greta Inés Jimena Kiara Leydi"
    ).split(),
    "M": (
        "José Luis Juan Carlos Jorge Miguel Pedro Diego Kevin Jhon Cristian Ángel Marco Renzo Piero Aldair Brayan "
        "Fabricio Gerson Hugo Iván Jairo Leandro Mateo Nilton Óscar Paolo Raúl Saúl Tomás"
    ).split(),
}
HEADS = "Aru Bel Cal Dor Esc Fal Gor Hua Ibe Jar Kil Lum Mar Nau Olm Pur Quil Ras Sol Tam Urb Val Yan Zar".split()
TAILS = "bari cano dela femo gasta huayo lindo mora nueva pata quiro rosa siña tupe vieja".split()
PLACES = tuple(f"L{number:02d}" for number in range(1, 44))
PURPOSES = ("explotacion_sexual", "explotacion_laboral", "criminalidad_forzada", "mendicidad", "otra_analoga")
SHARES = (0.55, 0.22, 0.12, 0.07, 0.04)
FIRST_YEAR, YEARS = 2014, 10
LISTS = ("policia", "fiscalia", "mujer", "migraciones", "ong")
SEEN = {"policia": 0.42, "fiscalia": 0.34, "mujer": 0.24, "migraciones": 0.07, "ong": 0.14}
REFERRED = {"fiscalia": ("policia", 0.22), "mujer": ("fiscalia", 0.12)}


@dataclass(frozen=True)
class Person:
    """One invented person: the truth that no list holds whole."""

    number: int
    given: str
    paternal: str
    maternal: str
    sex: str
    born: date
    document: str
    nationality: str
    place: str
    purpose: str
    acts: date
    lists: dict[str, date] = field(default_factory=dict)


def persons(seed: int, people: int) -> tuple[Person, ...]:
    """Everybody, seen or not, in the order of their numbers."""
    draw = np.random.default_rng(seed)
    surnames = [head + tail for head in HEADS for tail in TAILS]
    common = draw.dirichlet(np.full(len(surnames), 0.6))
    weights = draw.gamma(0.8, 1.0, len(PLACES))
    chances = {"place": weights / weights.sum(), "surname": common}
    return tuple(_person(number, draw, surnames, chances) for number in range(people))


def _person(number: int, draw: np.random.Generator, surnames: list[str], chances: dict[str, Any]) -> Person:
    sex = "F" if draw.random() < 0.78 else "M"
    purpose = PURPOSES[draw.choice(len(PURPOSES), p=SHARES)]
    age = int(np.clip(round(draw.normal(14.5 if purpose != "mendicidad" else 9, 2.4)), 0, 17))
    acts = date(FIRST_YEAR, 1, 1) + timedelta(days=int(draw.integers(0, 365 * YEARS)))
    born = acts - timedelta(days=int(age * 365.25 + draw.integers(0, 364)))
    given = str(draw.choice(GIVEN[sex]))
    if draw.random() < 0.4:
        given = f"{given} {draw.choice(GIVEN[sex])}"
    paternal, maternal = (surnames[at] for at in draw.choice(len(surnames), 2, p=chances["surname"]))
    foreign = draw.random() < 0.12
    return Person(
        number=number,
        given=given,
        paternal=paternal,
        maternal="" if foreign and draw.random() < 0.5 else maternal,
        sex=sex,
        born=born,
        document=f"X{int(draw.integers(10**7)):07d}",
        nationality="VEN" if foreign else "PER",
        place=PLACES[draw.choice(len(PLACES), p=chances["place"])],
        purpose=purpose,
        acts=acts,
        lists=_seen(draw, acts, purpose, foreign),
    )


def _seen(draw: np.random.Generator, acts: date, purpose: str, foreign: bool) -> dict[str, date]:
    """On which lists a person is, and since when: a list may refer its cases to another."""
    factor = 1.15 if purpose == "explotacion_sexual" else 0.75
    found: dict[str, date] = {}
    for name in LISTS:
        chance = SEEN[name] * factor * (4.0 if name == "migraciones" and foreign else 1.0)
        giver, more = REFERRED.get(name, ("", 0.0))
        if draw.random() < chance + (more if giver in found else 0.0):
            found[name] = acts + timedelta(days=int(draw.gamma(1.5, 40)))
    return found
