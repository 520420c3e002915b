"""How is a name made comparable? SQL of the engine: small letters, no accents, no particles, one spelling for one sound.

The sound of a Spanish name: b and v, s, z and soft c, ll and y, silent h, hard c, k and qu are one; a letter twice is once.
Reference: the letters of Spanish orthography as Peru writes and mixes them (seseo, yeismo); Philips (1990), Metaphone, for the idea.
"""

import tomllib
from functools import reduce
from importlib.resources import files

import pyarrow as pa

PARTICLES = ("de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "van", "von", "viuda", "vda")
SOUNDS = (
    ("ph", "f"),
    ("x", "s"),
    ("sh", "s"),
    ("ch", "x"),
    ("h", ""),
    ("ll", "y"),
    ("qu", "k"),
    ("g([ei])", r"j\1"),
    ("gu([ei])", r"g\1"),
    ("c([eiy])", r"s\1"),
    ("[cq]", "k"),
    ("z", "s"),
    ("v", "b"),
    ("w", "u"),
    ("y", "i"),
    *((f"{letter}{letter}+", letter) for letter in "abdefgijklmnoprstu"),
)


def plain(column: str) -> str:
    """SQL: letters and single spaces, small, without accents (n for ñ); null where nothing is left."""
    letters = f"regexp_replace(strip_accents(lower({column})), '[^a-z]+', ' ', 'g')"
    return f"nullif(trim({letters}), '')"


def without_particles(words: str) -> str:
    """SQL: a plain surname without de, la, del; itself where nothing else is left."""
    some = "|".join(PARTICLES)
    # Twice: a particle right after another shares the space between them.
    once = f"regexp_replace({words}, '(^| )({some})( |$)', ' ', 'g')"
    twice = f"regexp_replace(trim({once}), '(^| )({some})( |$)', ' ', 'g')"
    return f"coalesce(nullif(trim({twice}), ''), {words})"


def sound(word: str) -> str:
    """SQL: one spelling for all the spellings of a sound."""
    return reduce(lambda made, rule: f"regexp_replace({made}, '{rule[0]}', '{rule[1]}', 'g')", SOUNDS, word)


def nicknames() -> pa.Table:
    """Short forms and spellings: columns `word` and `name`, plain words."""
    held = tomllib.loads(files("yupay.derive.link").joinpath("nicknames.toml").read_text(encoding="utf-8"))
    pairs = sorted((word, name) for group in held.values() for name, words in group.items() for word in words)
    return pa.table({"word": [word for word, _ in pairs], "name": [name for _, name in pairs]})
