"""Which columns look like the design of a sample? By their names: proposed in comments, never set."""

import re
from collections.abc import Sequence

from yupay.study.aliases import folded
from yupay.study.column_card import ColumnCard
from yupay.study.toml_words import commented, listed, quoted

NAMES = (
    (
        "weights",
        r"fac(?:tor)?\d*[a-z]?|factor \w+(?: \w+)*|fac(?:tor)?(?:pob|hog|per)\w*|fexp\w*|pesos?|pond\w*|p?weights?|wgt\w*|wt\d*",
    ),
    ("strata", r"estratos?|strat(?:a|um)|estrato \w+"),
    ("clusters", r"conglom\w*|upm|psu|clusters?|upm \w+|conglom\w* \w+"),
    ("clusters of the second stage", r"usm|ssu"),
    ("fpc", r"fpc\d?|fpc \w+"),
    ("replicate_weights", r"(?:repw?t?|rep ?weight|wt?rep|bs?r?w|brr|jkw?|w fstr|replica) ?\d+"),
)
ALONE = {"weights", "strata", "clusters"}
"""One of these is enough to take the rows for a sample."""
ASKED = {
    "weights": "¿peso de muestreo? / sampling weight?",
    "strata": "¿estratos? / strata?",
    "clusters": "¿conglomerados? / clusters?",
    "fpc": "¿tamaños o fracciones de la población? / population sizes or sampling fractions?",
    "replicate_weights": "¿pesos replicados? diga también replication / replicate weights? say replication too",
    "period": "¿años que se juntan? / years that are pooled?",
}
YEARS = ("ano", "anio", "year", "periodo", "period")


def design_hints(cards: Sequence[ColumnCard]) -> dict[str, list[str]]:
    """The columns that each key of a design may mean; empty where nothing tells of a drawn sample."""
    found: dict[str, list[str]] = {}
    for card in cards:
        key = _meant(card)
        if key:
            found.setdefault(key, []).append(card.name)
    if not ALONE & set(found):
        return {}
    second = found.pop("clusters of the second stage", [])
    found |= {"clusters": found["clusters"] + second} if "clusters" in found else {}
    if len(found.get("replicate_weights", ())) < 4:
        found.pop("replicate_weights", None)
    years = [card.name for card in cards if folded(card.name) in YEARS and card.distinct > 1]
    return found | ({"period": years[:1]} if years else {})


def hint_lines(hints: dict[str, list[str]]) -> list[str]:
    """The hints as comments of `[units.design]`."""
    lines = []
    for key, names in hints.items():
        alone = key in ("weights", "period")
        for name in names if key == "weights" else names[:1]:
            written = quoted(name) if alone else listed(names)
            lines.append(f"# {key} = {_short(written)}  # {ASKED[key]}")
    return lines


def _short(written: str) -> str:
    """A list of names on a line, its line breaks gone."""
    return written if len(written) < 4_000 else commented(written)


def _meant(card: ColumnCard) -> str | None:
    """The key of a design that a name stands for; only numbers are weights."""
    name = folded(card.name)
    key = next((key for key, pattern in NAMES if re.fullmatch(pattern, name)), None)
    numbers = card.kind in ("number", "count") or bool(card.answers)
    return None if key in ("weights", "fpc", "replicate_weights") and not numbers else key
