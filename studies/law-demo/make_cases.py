"""Writes data/cases.csv: 600 invented coded cases, the same ones each time. No person, place or event in it is real.

Run it with `python studies/law-demo/make_cases.py`. Two thirds repeat one of eight made-up kinds of facts, the others are drawn
column by column. Every share was chosen to show each kind of answer; none says how often anything happens.
"""

import csv
import random
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

SEED = 20250518
CASES = 600
FIRST, LAST = date(2005, 1, 1), date(2024, 12, 31)
FILE = Path(__file__).with_name("data") / "cases.csv"
DISTRICTS = [f"9902{number:02d}" for number in range(1, 13)]
COLUMNS = (
    "case_id",
    "ubigeo",
    "fecha",
    "precision",
    "place",
    "acts",
    "means",
    "finalidad",
    "victims_n",
    "edades",
    "victim_flags",
    "victim_consent",
    "agent_flags",
    "agents_n",
    "outcome_flags",
    "prueba",
    "fallo",
)
Shares = dict[str, float]

PRECISIONS: Shares = {"día": 74, "mes": 12, "año": 6, "intervalo": 2, "supuesta": 3, "no consta": 3}
PLACES: Shares = {"PE": 88, "BO to PE": 4, "PE to CL": 3, "unknown": 5}
ACTS: Shares = {
    "capta": 22,
    "capta;transporta": 16,
    "capta;acoge": 14,
    "acoge": 9,
    "capta;traslada;acoge": 9,
    "recibe;acoge": 7,
    "acoge;retiene": 6,
    "transporta": 5,
    "retiene": 3,
    "facilita": 2,
    "none": 4,
    "unknown": 3,
}
MEANS: Shares = {
    "engano": 26,
    "none": 24,
    "engano;abuso_vulnerabilidad": 12,
    "abuso_vulnerabilidad": 9,
    "amenaza": 6,
    "violencia": 4,
    "privacion_libertad": 4,
    "pago_tercero": 3,
    "unknown": 12,
}
PURPOSES: Shares = {
    "explotacion_sexual": 27,
    "prostitucion": 14,
    "explotacion_laboral": 18,
    "trabajo_forzoso": 7,
    "servidumbre": 5,
    "criminalidad_forzada": 8,
    "mendicidad": 6,
    "venta_nna": 2,
    "explotacion_sexual;explotacion_laboral": 3,
    "none": 4,
    "unknown": 6,
}
AGES: Shares = {
    "11": 4,
    "12": 5,
    "13": 8,
    "14": 11,
    "15": 13,
    "16": 13,
    "17": 11,
    "12-17": 6,
    "<14": 2,
    "14;16": 4,
    "13;17;17": 2,
    "16-20": 2,
    "19": 4,
    "24": 4,
    "31": 3,
    "18+": 3,
    "unknown": 5,
}
VICTIM_FLAGS: Shares = {"": 86, "migrante": 5, "gestante": 4, "indigena": 3, "discapacidad": 2}
CONSENTS: Shares = {"sí": 35, "no": 20, "no consta": 45}
AGENT_FLAGS: Shares = {
    "": 70,
    "titular_negocio": 8,
    "familiar": 7,
    "cuidado;mismo_hogar": 5,
    "pareja": 4,
    "organizacion_criminal": 3,
    "funcionario_abuso": 3,
}
AGENTS: Shares = {"1": 62, "2": 20, "3": 6, "unknown": 12}
OUTCOMES: Shares = {"": 32, "explotacion_consumada": 44, "tentativa": 8, "lesion_grave": 4, "unknown": 12}
EVIDENCE: Shares = {"consta": 46, "alegado": 30, "probado en juicio": 14, "contradicho": 5, "": 5}
FINDINGS: Shares = {"sin fallo": 68, "coincide": 20, "coincide en parte": 6, "no coincide": 6}
REPEATED = 0.66
KINDS: tuple[tuple[int, dict[str, str]], ...] = (
    (20, {"acts": "capta;acoge", "means": "none", "finalidad": "explotacion_sexual", "edades": "14|15|16|17"}),
    (16, {"acts": "capta;transporta", "means": "engano", "finalidad": "explotacion_laboral", "edades": "14|15|16|17"}),
    (10, {"acts": "recibe;acoge", "means": "abuso_vulnerabilidad", "finalidad": "servidumbre", "edades": "12|13"}),
    (12, {"acts": "capta", "means": "none", "finalidad": "criminalidad_forzada", "edades": "15|16|17"}),
    (14, {"acts": "traslada", "means": "none", "finalidad": "prostitucion", "edades": "19|22|24|31"}),
    (10, {"acts": "capta;transporta", "means": "unknown", "finalidad": "explotacion_sexual", "edades": "20|23|26"}),
    (10, {"acts": "transporta", "means": "none", "finalidad": "unknown", "edades": "15|16"}),
    (8, {"acts": "capta;acoge", "means": "engano", "finalidad": "explotacion_sexual", "edades": "unknown"}),
)
PLAIN = {
    "place": "PE",
    "victim_flags": "",
    "agent_flags": "",
    "agents_n": "1",
    "outcome_flags": "explotacion_consumada",
}


def one_of(draw: random.Random, shares: Shares) -> str:
    """One of the words, as often as its share."""
    return draw.choices(list(shares), list(shares.values()))[0]


def written(day: date, precision: str, draw: random.Random) -> str:
    """A day as exactly as its precision says."""
    if precision == "no consta":
        return "unknown"
    if precision == "año":
        return f"{day:%Y}"
    if precision == "mes":
        return f"{day:%Y-%m}"
    if precision == "intervalo":
        later = min(day + timedelta(days=draw.randint(60, 300)), LAST)
        return f"{day:%Y-%m}/{later:%Y-%m}"
    if precision == "supuesta":
        return f"{day:%Y-%m}-{monthrange(day.year, day.month)[1] // 2:02d}"
    return day.isoformat()


def case(number: int, draw: random.Random) -> dict[str, str]:
    """One invented case."""
    kind = repeated(draw) if draw.random() < REPEATED else {}
    precision = one_of(draw, PRECISIONS)
    day = FIRST + timedelta(days=draw.randint(0, (LAST - FIRST).days))
    ages = kind.get("edades") or one_of(draw, AGES)
    many = str(ages.count(";") + 1)
    values = (
        f"INV-{number:04d}",
        draw.choice(DISTRICTS),
        written(day, precision, draw),
        precision,
        *(one_of(draw, shares) for shares in (PLACES, ACTS, MEANS, PURPOSES)),
        "unknown" if ages == "unknown" else many,
        ages,
        *(one_of(draw, shares) for shares in (VICTIM_FLAGS, CONSENTS, AGENT_FLAGS, AGENTS, OUTCOMES)),
        one_of(draw, EVIDENCE),
        one_of(draw, FINDINGS),
    )
    return dict(zip(COLUMNS, values, strict=True)) | kind


def repeated(draw: random.Random) -> dict[str, str]:
    """The facts of one of the kinds that repeat, with one of its ages."""
    kind = draw.choices([facts for _, facts in KINDS], [share for share, _ in KINDS])[0]
    return PLAIN | kind | {"edades": draw.choice(kind["edades"].split("|"))}


def cases(seed: int = SEED) -> list[dict[str, str]]:
    """All of them."""
    draw = random.Random(seed)
    return [case(number, draw) for number in range(1, CASES + 1)]


def main() -> None:
    """Write the file."""
    with FILE.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(cases())


if __name__ == "__main__":
    main()
