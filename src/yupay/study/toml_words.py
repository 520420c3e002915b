"""How are words, names and lists written into a drafted study file? As TOML strings, safe ids and one-line comments."""

import json
import re
from collections.abc import Iterable, Mapping

from yupay.model.text import Text
from yupay.study.aliases import folded
from yupay.study.column_card import Words
from yupay.study.toml import CONTROL


def quoted(words: str) -> str:
    """A TOML basic string."""
    return json.dumps(CONTROL.sub("", words), ensure_ascii=False)


def spoken(words: Words) -> str:
    """Words as TOML: one string, or one in each language where they differ."""
    if isinstance(words, str) or words.es == words.en:
        return quoted(plain(words))
    return f"{{ es = {quoted(words.es)}, en = {quoted(words.en)} }}"


def plain(words: Words) -> str:
    """Words in one language: the Spanish ones where there are two."""
    return words if isinstance(words, str) else words.es


def both_of(words: Words) -> Text:
    """Words in both languages."""
    return Text.same(words) if isinstance(words, str) else words


def listed(names: Iterable[str]) -> str:
    """A TOML list of strings."""
    return f"[{', '.join(map(quoted, names))}]"


def table(pairs: Mapping[str, Words]) -> str:
    """A TOML inline table of words."""
    return f"{{ {', '.join(f'{quoted(key)} = {spoken(said)}' for key, said in pairs.items())} }}"


def number(value: float) -> str:
    """A number as TOML: 5 or 0.5."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def commented(words: str) -> str:
    """Words as a TOML comment: on one line, without control characters, at most a hundred letters."""
    return "".join(letter for letter in words if letter.isprintable())[:100]


def safe_id(name: str) -> str:
    """An id made of a name: unaccented letters, digits, dot, hyphen, underscore."""
    made = re.sub(r"[^A-Za-z0-9._-]+", "_", folded(name).replace(" ", "_")).strip("._-")[:56]
    return made or "x"


class Ids:
    """Ids given out so far: none twice, also in another case."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def give(self, name: str) -> str:
        """A new id made of a name."""
        made, number = safe_id(name), 1
        while made.casefold() in self.taken:
            number += 1
            made = f"{safe_id(name)}_{number}"
        self.taken.add(made.casefold())
        return made
