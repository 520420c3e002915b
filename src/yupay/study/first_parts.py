"""What does every drafted study file open with? Its header, the card of its source, and how its columns are read."""

from collections.abc import Mapping
from pathlib import Path

from yupay.study.column_card import ColumnCard, Kind, Words
from yupay.study.toml_words import commented, number, plain, quoted, safe_id, spoken

UNKNOWN = "?"


def header(name: str, title: Words = UNKNOWN) -> str:
    """The name of the study and its first objective."""
    return f"""# Complete cada "?"; `yupay check` los lista. Borre los indicadores que no use.
# Fill in each "?"; `yupay check` lists them. Delete the indicators that you do not use.
# Un texto puede ser "..." o {{ es = "...", en = "..." }} / Words may be "..." or {{ es = "...", en = "..." }}

[study]
id = {quoted(name)}
title = {spoken(title)}
place = "?"
period = "?"

[[objectives]]
id = "O1"
problem = "?"
objective = "?"
descriptive = true
"""


def name_of(file: str) -> str:
    """The id of a study drafted from a file."""
    return safe_id(Path(file).stem).replace("_", "-").replace(".", "-").strip("-") or "estudio"


def source(file: str, named: str, rows: int | None) -> str:
    """The card of the one source; `named` are its lines on keys and places."""
    path = quoted("data/" + Path(file).name)
    expected = "" if rows is None else f"expected_rows = {rows}\n"
    return f"""[[sources]]
id = "data"
title = "?"
producer = "?"
path = {path}
counting_unit = "?"
period = "?"
coverage = "?"
geography = "?"
citation = "?"
limitations = "?"
# Decida: "public" solo si su productor ya publicó esta tabla; "invented" si es un ejemplo.
# "restricted" y "victim-records" se declaran y se revisan, pero `yupay run` no los lee.
# Decide: "public" only where its producer has published this table; "invented" for an example.
# "restricted" and "victim-records" are declared and checked, but `yupay run` does not read them.
confidentiality = "?"
{expected}{named}"""


def column_line(column: ColumnCard, kind: Kind, missing: Mapping[str, Words], *, range_too: bool = False) -> str:
    """How one column is read, with what its codes mean in a comment."""
    parts = [f'type = "{kind}"']
    parts += [f"pad = {column.pad}"] if column.pad and kind == "code" else []
    parts += ['blank = "?"'] if column.blanks and kind == "count" else []
    if range_too:
        ends = (("low", column.low), ("high", column.high))
        parts += [f"{key} = {number(value)}" for key, value in ends if value is not None]
    parts += [f"label = {spoken(column.label)}"] if column.label else []
    if missing:
        pairs = ", ".join(f"{quoted(code)} = {quoted(plain(words))}" for code, words in missing.items())
        parts.append(f"missing = {{ {pairs} }}")
    words = column.note or meanings(column)
    comment = f"  # {commented(words)}" if words else ""
    return f"{quoted(column.name)} = {{ {', '.join(parts)} }}{comment}"


def meanings(column: ColumnCard) -> str:
    """What the codes of a column mean, on one line."""
    return "; ".join(f"{code} = {' '.join(plain(said).split())}" for code, said in column.words.items())
