"""When are two written names the same place? Without accents, case and punctuation, and with old names made current.

The current name is that of INEI's district table; each row names the district of one province, so an old name never
reaches across provinces.
"""

import unicodedata
from collections.abc import Mapping

OLD_NAMES: Mapping[tuple[str, str], str] = {
    # INEI limits of 2007 write Magdalena Vieja where the district table (150121) writes Pueblo Libre.
    ("LIMA", "MAGDALENA VIEJA"): "PUEBLO LIBRE",
    # Usual forms of names that INEI's district table writes shorter (150101, 150103, 150118, 150140).
    ("LIMA", "CERCADO DE LIMA"): "LIMA",
    ("LIMA", "LIMA CERCADO"): "LIMA",
    ("LIMA", "ATE VITARTE"): "ATE",
    ("LIMA", "LURIGANCHO CHOSICA"): "LURIGANCHO",
    ("LIMA", "SURCO"): "SANTIAGO DE SURCO",
}
OLD_REGIONS: Mapping[str, str] = {
    # INEI writes the province of Callao with its constitutional title.
    "PROVINCIA CONSTITUCIONAL DEL CALLAO": "CALLAO",
    "PROV CONST DEL CALLAO": "CALLAO",
}


def plain_name(name: str) -> str:
    """Upper case without accents; every run of other signs is one space: `Breña` is BRENA, `RUPA-RUPA` RUPA RUPA."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).upper().split())


def current_names(name: str, context: tuple[str, ...]) -> tuple[str, ...]:
    """A place with its context (province, department), each as its current plain name."""
    around = tuple(OLD_REGIONS.get(plain, plain) for plain in map(plain_name, context))
    plain = plain_name(name)
    province = around[0] if around else ""
    return (OLD_NAMES.get((province, plain), OLD_REGIONS.get(plain, plain)), *around)
