"""The decisions of a file as a table in the columns of the contract."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from yupay.derive.law.cases import CaseFile
from yupay.derive.law.keys import Key
from yupay.derive.law.patterns import Answers
from yupay.model.text import Language, Text

NOT_RECORDED = Text(es="elementos no registrados", en="elements not recorded")
COLUMNS = (
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


def decisions_table(file: CaseFile, answers: Answers, language: Language = "en") -> pa.Table:
    """One row per case: the output columns of the contract, as text. Class none prints as "elements not recorded"."""
    found = answers.columns

    def column(name: str, words: Callable[[Any], str]) -> pa.DictionaryArray:
        at, values = found[name]
        return pa.DictionaryArray.from_arrays(
            pa.array(at, pa.int32()), pa.array([words(one) for one in values], pa.string())
        )

    cells = {
        "case_id": file.ids,
        "class": column("case_class", lambda one: NOT_RECORDED.say(language) if one == "none" else one),
        "article": column("article", str),
        "tier": tiers(answers),
        "items": column("items", ";".join),
        "penalty_min": column("penalty_min", years),
        "penalty_max": column("penalty_max", years),
        "palermo": column("palermo", str),
        "other_offences": column("other_offences", ";".join),
        "iccs": column("iccs", str),
        "missing": column("missing", ";".join),
        "flags": column("flags", ";".join),
    }
    return pa.table({name: cells[name] for name in COLUMNS})


def tiers(answers: Answers) -> pa.DictionaryArray:
    """The tier, ">=" before it where an unknown fact leaves a higher one open."""
    (tier, tiers_), (open_, opens) = answers.columns["tier"], answers.columns["tier_open"]
    words = [tier_words(one, bool(loose)) for one in tiers_ for loose in opens]
    return pa.DictionaryArray.from_arrays(pa.array(tier * len(opens) + open_, pa.int32()), pa.array(words, pa.string()))


def tier_words(tier: int | None, open_: bool) -> str:
    """A tier as printed."""
    return "" if tier is None else f">={tier}" if open_ else str(tier)


def years(value: float | None) -> str:
    """Years of custody as printed; nothing where they are open."""
    return "" if value is None else f"{value:g}"


def counts(answers: Answers, name: str) -> Mapping[Any, int]:
    """How many rows have each value of a column."""
    at, values = answers.columns[name]
    return dict(zip(values, np.bincount(at, minlength=len(values)).tolist(), strict=True))


def by(answers: Answers, names: Sequence[str]) -> list[tuple[tuple[Any, ...], int]]:
    """How many rows have each combination of values of some columns."""
    key = Key(answers.size)
    for name in names:
        key.add(answers.columns[name][0], len(answers.columns[name][1]))
    groups = key.groups()
    sizes = np.bincount(groups.at, minlength=len(groups)).tolist()
    return [
        (tuple(answers.row(row)[name] for name in names), n)
        for row, n in zip(groups.first.tolist(), sizes, strict=True)
    ]
