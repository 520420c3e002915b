"""Decisions as a table in the columns of the contract, then the other reading, the text that governs and the wordings in force."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from yupay.derive.law.patterns import Answers
from yupay.derive.law.words import tier_words, years
from yupay.model.text import Language, Text

NOT_RECORDED = Text(es="elementos no registrados", en="elements not recorded")
CONTRACT = (
    "case_id",
    "class",
    "article",
    "tier",
    "items",
    "penalty_min",
    "penalty_max",
    "palermo",
    "other_offences",
    "iccs",
    "missing",
    "flags",
)
COLUMNS = (*CONTRACT, "other_reading", "provision", "wording")
WORDS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "class": ("case_class", str),
    "article": ("article", str),
    "items": ("items", ";".join),
    "palermo": ("palermo", str),
    "other_offences": ("other_offences", ";".join),
    "iccs": ("iccs", str),
    "missing": ("missing", ";".join),
    "flags": ("flags", ";".join),
    "other_reading": ("other_reading", str),
    "provision": ("provision", str),
    "wording": ("wording", ";".join),
}
PENALTIES = ("penalty_min", "penalty_max")


def decisions(answers: Answers, rows: np.ndarray) -> pa.Table:
    """The decisions of some patterns: text, dictionaries of it; the two ends of the frame are numbers, null where open."""
    found = {name: _taken(answers, own, words, rows) for name, (own, words) in WORDS.items()}
    found["tier"] = _tiers(answers, rows)
    for name in PENALTIES:
        at, values = answers.columns[name]
        found[name] = pa.array(values, pa.float64()).take(pa.array(at[rows]))
    return pa.table({name: found[name] for name in COLUMNS if name in found})


def written(found: pa.Table, ids: pa.ChunkedArray, numbers: pa.ChunkedArray, language: Language = "en") -> pa.Table:
    """One row per case, as text: of `numbers` the decision of each. Class none prints as "elements not recorded"."""
    cells: dict[str, Any] = {"case_id": ids}
    at = numbers.combine_chunks()
    for name in found.column_names:
        column = found[name].combine_chunks()
        if name in PENALTIES:
            column = _coded(column.cast(pa.float64()).to_pylist(), years)
        elif name == "class":
            column = _relabelled(column, NOT_RECORDED.say(language))
        cells[name] = pa.DictionaryArray.from_arrays(column.indices.take(at), column.dictionary)
    return pa.table({name: cells[name] for name in COLUMNS})


def _coded(values: list[Any], words: Callable[[Any], str]) -> pa.DictionaryArray:
    return pa.array([words(one) for one in values], pa.string()).dictionary_encode()


def _relabelled(column: pa.DictionaryArray, none: str) -> pa.DictionaryArray:
    words = [none if one == "none" else one for one in column.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(column.indices, pa.array(words, pa.string()))


def _taken(answers: Answers, own: str, words: Callable[[Any], str], rows: np.ndarray) -> pa.DictionaryArray:
    at, values = answers.columns[own]
    said = pa.array([words(one) for one in values], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(at[rows], pa.int32()), said)


def _tiers(answers: Answers, rows: np.ndarray) -> pa.DictionaryArray:
    """The tier, ">=" before it where an unknown fact leaves a higher one open."""
    (tier, tiers_), (open_, opens) = answers.columns["tier"], answers.columns["tier_open"]
    words = [tier_words(one, bool(loose)) for one in tiers_ for loose in opens]
    at = tier[rows] * len(opens) + open_[rows]
    return pa.DictionaryArray.from_arrays(pa.array(at, pa.int32()), pa.array(words, pa.string()))
