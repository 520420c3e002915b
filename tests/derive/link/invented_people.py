"""Invented persons on the lists of five institutions, with the errors such lists have and the truth about who is who.

Nobody is real: rare surnames are syllables at random and every document number begins with a letter. Brothers and sisters share
both surnames and the district, so that surnames and place alone never make a person.
"""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

LISTS = ("PNP", "MP", "MIMP", "MINJUS", "ONG")
COMMON = (
    "Quispe Flores Sánchez García Rodríguez Rojas Huamán Mamani Ramos Mendoza Ñahui Díaz Torres Castillo Cruz Vásquez "
    "Ramírez Espinoza Chávez Gutiérrez Gonzales Fernández Pérez Castro Vargas Romero Salazar Álvarez Cárdenas Núñez"
).split()
GIRLS = (
    "María Rosa Ana Luz Carmen Juana Flor Milagros Daniela Karina Yesenia Camila Lucero Valeria Fiorella Ariana Katherine "
    "Brenda Sheyla Nayeli Luciana Evelyn Noemí Angie Kiara Lizbeth Thalía Mía Zoe Ruth Nicole Esther Dayana Melany "
    "Xiomara Isabel Rosario Mercedes Guadalupe Francisca"
).split()
BOYS = (
    "José Juan Luis Carlos Miguel Ángel Jorge Pedro Anthony Brayan César Kevin Víctor Cristian Liam Fabricio Edwin "
    "Sebastián Franco Jhon Diego Piero Mateo Wilmer Francisco Manuel Antonio Enrique Ignacio Alberto"
).split()
SHORT = {
    "José": "Pepe",
    "Francisco": "Paco",
    "Luis": "Lucho",
    "Ignacio": "Nacho",
    "Isabel": "Chabela",
    "Rosario": "Charo",
    "Mercedes": "Meche",
    "Guadalupe": "Lupe",
    "Juana": "Juanita",
    "Rosa": "Rosita",
}
SYLLABLES = "ca lo pi ma ri co hua lla chu to pe qui ra na sa ti ya pu sho llo".split()
LETTERS = np.array(list("abcdefghijklmnopqrstuvwxyz"))


@dataclass(frozen=True)
class Rates:
    """How often an entry has each error, and who is on which list. `listed`: the chance of each list for a person of ease 0."""

    typo: float = 0.04
    no_document: float = 0.45
    wrong_document: float = 0.03
    no_maternal: float = 0.08
    swapped: float = 0.05
    coarse_date: float = 0.08
    other_date: float = 0.04
    no_date: float = 0.05
    no_second: float = 0.15
    short: float = 0.03
    plain: float = 0.30
    particle: float = 0.03
    other_place: float = 0.10
    again: float = 0.12
    siblings: float = 0.15
    girls: float = 0.75
    foreign: float = 0.15
    listed: tuple[float, ...] = (0.30, 0.26, 0.14, 0.10, 0.10)
    poor: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Made:
    """The two tables of the vault, the person of each record, and the people on no list."""

    identities: pa.Table = field(repr=False)
    records: pa.Table = field(repr=False)
    person: np.ndarray = field(repr=False)
    institution: np.ndarray = field(repr=False)
    unseen: int
    sex: np.ndarray = field(repr=False)
    foreign: np.ndarray = field(repr=False)

    @property
    def histories(self) -> np.ndarray:
        """Of each person seen, the sum of 2**k over the lists k it is on."""
        on = np.zeros((self.person.max() + 1, len(LISTS)), dtype=bool)
        on[self.person, self.institution] = True
        found: np.ndarray = on[on.any(axis=1)] @ (1 << np.arange(len(LISTS)))
        return found


def rare_surnames(draw: np.random.Generator, size: int) -> np.ndarray:
    """Surnames of three syllables at random."""
    parts = np.array(SYLLABLES)[draw.integers(0, len(SYLLABLES), (size, 3))]
    return np.char.capitalize(np.char.add(np.char.add(parts[:, 0], parts[:, 1]), parts[:, 2]))


def surnames(draw: np.random.Generator, size: int) -> np.ndarray:
    """Half of the people have a common surname."""
    weights = 1 / np.arange(3, len(COMMON) + 3)
    common = np.array(COMMON)[draw.choice(len(COMMON), size, p=weights / weights.sum())]
    return np.where(draw.random(size) < 0.5, common, rare_surnames(draw, size))


def given_names(draw: np.random.Generator, girl: np.ndarray) -> np.ndarray:
    """A given name of the sex, common ones more often."""
    made = np.empty(len(girl), dtype=object)
    for names, who in ((GIRLS, girl), (BOYS, ~girl)):
        weights = 1 / np.arange(2, len(names) + 2)
        made[who] = np.array(names)[draw.choice(len(names), int(who.sum()), p=weights / weights.sum())]
    return made.astype(str)


def misspelt(draw: np.random.Generator, words: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """One letter is another, stands after its neighbour, or is lost."""
    made = words.astype(object)
    for at in np.flatnonzero((draw.random(len(words)) < rate) & (np.char.str_len(words) > 2)):
        word, place = words[at], int(draw.integers(1, len(words[at]) - 1))
        before, letter, after = word[:place], word[place], word[place + 1 :]
        made[at] = (
            before + (str(draw.choice(LETTERS)) + after, after[:1] + letter + after[1:], after)[draw.integers(0, 3)]
        )
    return made.astype(str)


def persons(draw: np.random.Generator, size: int, rates: Rates) -> dict[str, np.ndarray]:
    """The people themselves."""
    family = np.where(draw.random(size) < rates.siblings, draw.integers(0, size, size), np.arange(size))
    girl = draw.random(size) < rates.girls
    second = np.where(draw.random(size) < 0.75, given_names(draw, girl), "")
    born = np.datetime64("1999-01-01") + draw.integers(0, 19 * 365, size)
    number = draw.choice(90_000_000, size, replace=False) + 10_000_000
    return {
        "girl": girl,
        "foreign": (draw.random(size) < rates.foreign)[family],
        "first": given_names(draw, girl),
        "second": second,
        "pat": surnames(draw, size)[family],
        "mat": surnames(draw, size)[family],
        "place": draw.integers(1, 44, size)[family],
        "born": born,
        "number": np.char.add("X", number.astype(str)),
    }


def wrong_number(draw: np.random.Generator, numbers: np.ndarray, rate: float) -> np.ndarray:
    """Two neighbouring digits change places, or one digit is another."""
    made = numbers.astype(object)
    for at in np.flatnonzero(draw.random(len(numbers)) < rate):
        word, place = numbers[at], int(draw.integers(1, len(numbers[at]) - 1))
        if draw.random() < 0.5:
            made[at] = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        else:
            made[at] = word[:place] + str(draw.integers(0, 10)) + word[place + 1 :]
    return made.astype(str)


def entries(draw: np.random.Generator, size: int, rates: Rates) -> tuple[np.ndarray, np.ndarray]:
    """The person and the list of each record: some people are easier to see on every list, some are on a list twice."""
    ease = draw.normal(0, 0.5, size)
    odds = np.log(np.array(rates.listed) / (1 - np.array(rates.listed)))
    on = draw.random((size, len(LISTS))) < 1 / (1 + np.exp(-(odds + ease[:, None])))
    times = on * (1 + draw.poisson(rates.again, on.shape))
    person, place = np.nonzero(times)
    repeat = times[person, place]
    return np.repeat(person, repeat), np.repeat(place, repeat)


def invent(size: int, rates: Rates, seed: int) -> Made:
    """`size` people, the records that the lists have of them, in no order."""
    draw = np.random.default_rng(seed)
    people = persons(draw, size, rates)
    person, listed = entries(draw, size, rates)
    order = draw.permutation(len(person))
    person, listed = person[order], listed[order]
    made = {name: values[person] for name, values in people.items()}
    n, worse = len(person), np.array(rates.poor)[listed]

    def some(rate: float) -> np.ndarray:
        return draw.random(n) < np.minimum(rate * worse, 0.9)

    first, second, pat, mat = made["first"], made["second"], made["pat"], made["mat"]
    second = np.where(some(rates.no_second), "", second)
    short = np.array([SHORT.get(word, word) for word in first])
    first = np.where(some(rates.short), short, first)
    typo = np.minimum(rates.typo * worse, 0.9)
    first, pat, mat = misspelt(draw, first, typo), misspelt(draw, pat, typo), misspelt(draw, mat, typo)
    swapped = some(rates.swapped)
    pat, mat = np.where(swapped, mat, pat), np.where(swapped, pat, mat)
    pat = np.where(some(rates.particle), np.char.add("De la ", pat), pat)
    mat = np.where(some(rates.no_maternal), "", mat)
    born = made["born"]
    born = np.where(some(rates.other_date), born + draw.integers(-20, 21, n), born)
    born = np.where(some(rates.coarse_date), born.astype("datetime64[Y]").astype("datetime64[D]"), born)
    given = np.char.strip(np.char.add(np.char.add(first, " "), second))
    plain = draw.random(n) < rates.plain
    given, pat, mat = (np.where(plain, unaccented(words), words) for words in (given, pat, mat))
    number = np.where(some(rates.no_document), "", wrong_number(draw, made["number"], rates.wrong_document))
    born_or_not = np.where(some(rates.no_date), np.datetime64("NaT"), born)
    district = np.where(some(rates.other_place), draw.integers(1, 44, n), made["place"])
    return assembled(
        draw, person, listed, made, {"given": given, "pat": pat, "mat": mat}, number, born_or_not, district, size
    )


def unaccented(words: np.ndarray) -> np.ndarray:
    """In capitals and without accents, as an old system writes names."""
    return np.char.translate(np.char.upper(words), str.maketrans("ÁÉÍÓÚÑ", "AEIOUN"))


def assembled(
    draw: np.random.Generator,
    person: np.ndarray,
    listed: np.ndarray,
    made: dict[str, np.ndarray],
    names: dict[str, np.ndarray],
    number: np.ndarray,
    born: np.ndarray,
    district: np.ndarray,
    size: int,
) -> Made:
    """The two tables of the vault."""
    record = np.arange(1, len(person) + 1)
    institution = np.array(LISTS)[listed]
    identities = pa.table(
        {
            "record_id": record,
            "institution": institution,
            "nombres": filled(names["given"]),
            "ap_paterno": filled(names["pat"]),
            "ap_materno": filled(names["mat"]),
            "doc_tipo": pa.array(np.where(number == "", None, np.where(made["foreign"], "CE", "DNI")), pa.string()),
            "doc_num": filled(number),
            "fecha_nac": pa.array(born.astype("datetime64[D]")),
            "fecha_nac_precision": pa.array(["d"] * len(person)),
        }
    )
    records = pa.table(
        {
            "record_id": record,
            "institution": institution,
            "sexo": np.where(made["girl"], "F", "M"),
            "nacionalidad": np.where(made["foreign"], "VEN", "PER"),
            "ubigeo_captacion": np.char.add("L", district.astype(str)),
        }
    )
    return Made(
        identities,
        records,
        person,
        listed,
        unseen=size - len(np.unique(person)),
        sex=np.where(made["girl"], "F", "M"),
        foreign=made["foreign"],
    )


def filled(words: np.ndarray) -> pa.Array:
    """Words, null where empty."""
    return pa.array([str(word) or None for word in words], pa.string())
