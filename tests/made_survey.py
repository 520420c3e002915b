"""A made-up questionnaire and a made-up survey, small enough to be checked by hand; all answers are invented."""

import csv
from pathlib import Path
from typing import Any

WORD = {"es": "x", "en": "x"}
CARD: dict[str, Any] = {
    "producer": WORD,
    "title": WORD,
    "counting_unit": "person",
    "period": "2024",
    "coverage": WORD,
    "geography": WORD,
    "citation": "made up",
    "confidentiality": "invented",
    "limitations": WORD,
}
ROWS = [
    ("A1", "n", "1", "2", "5", "1", "9", "1.0", "s1", "c1"),
    ("A2", "n", "2", "2", "4", "2", "30", "1.0", "s1", "c1"),
    ("A3", "s", "3", "3", "3", "1", "41", "2.0", "s1", "c2"),
    ("A4", "s", "4", "", "2", "9", "25", "2.0", "s2", "c3"),
    ("A5", "s", "5", "", "", "2", "33", "1.5", "s2", "c4"),
    ("A6", "n", "2", "1", "4", "2", "28", "1.5", "s2", "c4"),
]
HEADER = ("id", "side", "q1", "q2", "q3", "sex", "age", "weight", "stratum", "psu")
NUMBER = {"type": "number"}
PERSON: dict[str, Any] = {
    "id": "person",
    "label": WORD,
    "plural": {"es": "personas", "en": "persons"},
    "frame": "answers",
    "key": "id",
    "named": False,
    "design": {},
}
SCALE: dict[str, Any] = {
    "id": "scale",
    "unit": "person",
    "label": WORD,
    "items": ["q1", "q2", "q3"],
    "reverse": ["q3"],
    "low": 1,
    "high": 5,
    "min_answered": 0.6,
}


def indicator(name: str, **more: Any) -> dict[str, Any]:
    """An indicator over persons."""
    about = {"id": name, "label": {"es": name, "en": name}, "counting_unit": "person", "period": "2024"}
    return {**about, "source": "answers", "units": ["person"], "role": "context", **more}


def declared(**more: Any) -> dict[str, Any]:
    """The declaration of the made-up questionnaire, with parts replaced."""
    columns = {
        "q1": NUMBER,
        "q2": NUMBER,
        "q3": NUMBER,
        "sex": {"type": "text", "missing": {"9": "no answer"}},
        "age": NUMBER,
        "weight": NUMBER,
    }
    base: dict[str, Any] = {
        "study": {"id": "made", "title": WORD, "place": WORD, "period": "2024", "seed": 7},
        "units": [PERSON],
        "sources": [{**CARD, "id": "answers", "path": "answers.csv", "key": "id", "columns": columns}],
        "indicators": [
            indicator("score", source=None, instrument="scale", scale="ordinal"),
            indicator("sex", answer="sex", scale="nominal", categories={"1": WORD, "2": WORD}),
            indicator("age", answer="age", scale="ratio"),
        ],
        "instruments": [SCALE],
        "objectives": [{"id": "O", "problem": WORD, "objective": WORD}],
    }
    return {**base, **more}


def written(folder: Path, rows: list[tuple[str, ...]] | None = None) -> Path:
    """The answers as a file of the study folder."""
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADER, *(ROWS if rows is None else rows)])
    return folder
