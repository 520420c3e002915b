"""An invented institution: its mapping and its file. Nobody is real: document numbers begin with a letter, names are syllables."""

import csv
import random
from collections.abc import Sequence
from pathlib import Path

KEY = bytes(range(32))
HEADER = (
    "NRO",
    "NOMBRES",
    "PATERNO",
    "MATERNO",
    "DOC",
    "NACIM",
    "HECHO",
    "EDAD",
    "SEXO",
    "PAIS",
    "UBIGEO",
    "FIN",
    "DIR",
    "OBS",
)
MAPPING = """
institution = "{institution}"
label = {{ es = "Inventada", en = "Invented" }}
legal_basis = "convenio inventado"
retention_until = "{until}"
dates = "dmy"
list_separator = ","

[columns]
NRO = "id_fuente"
NOMBRES = "nombres"
PATERNO = "ap_paterno"
MATERNO = "ap_materno"
DOC = "doc_num"
NACIM = "fecha_nac"
HECHO = "fecha_hecho"
EDAD = "edad_hecho"
SEXO = "sexo"
PAIS = "nacionalidad"
UBIGEO = "ubigeo_explotacion"
FIN = "finalidad"
DIR = "direccion"

[values.sexo]
MUJER = "F"
VARON = "M"

[values.finalidad]
"SEXUAL" = "explotacion_sexual"
"DROGAS" = "criminalidad_forzada"

[constants]
fuente = "PNP"
"""
SYLLABLES = ("zu", "ki", "wo", "xa", "ne", "yu", "fo", "je")
ROW = (
    "E1",
    "Zuki",
    "Woxa",
    "Neyu",
    "X1234567",
    "03/02/2001",
    "15/06/2014",
    "13",
    "MUJER",
    "PER",
    "L01",
    "SEXUAL",
    "Calle 1",
    "",
)


def write_mapping(folder: Path, institution: str = "policia", until: str = "2099-12-31", more: str = "") -> Path:
    """A mapping file."""
    file = folder / f"{institution}.toml"
    file.write_text(MAPPING.format(institution=institution, until=until) + more, encoding="utf-8")
    return file


def row(**changes: str) -> list[str]:
    """A good row with some values changed, by their column."""
    values = dict(zip(HEADER, ROW, strict=True)) | changes
    return [values[name] for name in HEADER]


def write_rows(file: Path, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> Path:
    """A CSV file."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([header, *rows])
    return file


def word(made: random.Random) -> str:
    """A name that nobody has."""
    return "".join(made.choice(SYLLABLES) for _ in range(4)).capitalize()


def many(n: int, seed: int = 1, prefix: str = "E") -> list[list[str]]:
    """Rows of so many invented people."""
    made = random.Random(seed)
    return [
        row(
            NRO=f"{prefix}{at}",
            NOMBRES=word(made),
            PATERNO=word(made),
            MATERNO=word(made),
            DOC=f"X{made.randrange(10**7):07d}",
            NACIM=f"{made.randint(1, 28):02d}/{made.randint(1, 12):02d}/{made.randint(1998, 2012)}",
            EDAD=str(made.randint(2, 17)),
            SEXO=made.choice(("MUJER", "VARON")),
        )
        for at in range(n)
    ]
