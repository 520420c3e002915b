"""What does the study file allow at each place? The fields of the models, walked beside the values of the file."""

import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from yupay.model.study import Study
from yupay.model.text import Text
from yupay.study.aliases import KEYS, nearest
from yupay.study.locator import KeyPath

Tree = dict[str, Any]
UNWRITTEN = "?"


@dataclass(frozen=True)
class Unknown:
    """A key that its table does not have; `meant` is the one its author most likely wanted, of type `wants`."""

    path: KeyPath
    meant: str | None
    allowed: tuple[str, ...]
    wants: Any = None


@dataclass
class Walk:
    """The file's tree with short forms written out and unknown keys set apart."""

    languages: tuple[str, ...]
    unknown: list[Unknown] = field(default_factory=list)
    renamed: dict[KeyPath, KeyPath] = field(default_factory=dict)
    single: list[KeyPath] = field(default_factory=list)

    def value(self, wants: Any, value: Any, path: KeyPath) -> Any:
        """One value, as `wants` needs it; what cannot be understood is returned as it is."""
        wants = core(wants)
        if wants is Text:
            return self.text(value, path)
        if is_model(wants) and isinstance(value, dict):
            return self.table(wants, value, path)
        if isinstance(value, dict) and get_origin(wants) is tuple and is_model(get_args(wants)[0]):
            return [self.lone(get_args(wants)[0], value, path)]
        if isinstance(value, list) and get_origin(wants) is tuple:
            return [self.value(item_of(wants, n), one, (*path, n)) for n, one in enumerate(value)]
        if isinstance(value, dict) and get_origin(wants) is dict:
            return {key: self.value(get_args(wants)[1], v, (*path, key)) for key, v in value.items()}
        return value

    def lone(self, model: Any, value: Tree, path: KeyPath) -> Any:
        """One table `[x]` where a list of tables `[[x]]` is wanted."""
        if model is not Text:
            self.single.append(path)
        self.renamed[(*path, 0)] = path
        return self.value(model, value, (*path, 0))

    def table(self, model: type[BaseModel], value: Tree, path: KeyPath) -> Tree:
        """One table: known keys walked, unknown keys noted and, where their meaning is clear, put under the right name."""
        fields = model.model_fields
        known = {key: self.value(fields[key].annotation, v, (*path, key)) for key, v in value.items() if key in fields}
        for key in value:
            if key in fields:
                continue
            meant = nearest(key, fields, KEYS)
            wants = fields[meant].annotation if meant else None
            self.unknown.append(Unknown((*path, key), meant, tuple(fields), wants))
            if meant and meant not in value and meant not in known:
                self.renamed[(*path, meant)] = (*path, key)
                known[meant] = self.value(wants, value[key], (*path, meant))
        return known

    def text(self, value: Any, path: KeyPath) -> Any:
        """Words: a plain string reads alike in both languages; one language is enough where the study has one."""
        if isinstance(value, str):
            return {"es": value, "en": value}
        if isinstance(value, dict):
            value = self.table(Text, value, path)
            if len(self.languages) == 1 and set(value) == set(self.languages):
                return {"es": value[self.languages[0]], "en": value[self.languages[0]]}
        return value


def walk(tree: Tree) -> tuple[Tree, Walk]:
    """The tree of a study file with short forms written out, and what was noted on the way."""
    header = tree.get("study")
    written = header.get("languages", ["es", "en"]) if isinstance(header, dict) else ["es", "en"]
    known = isinstance(written, list) and all(language in ("es", "en") for language in written)
    seen = Walk(languages=tuple(written) if known else ("es", "en"))
    return seen.table(Study, tree, ()), seen


def core(wants: Any) -> Any:
    """An annotation without `| None`."""
    if get_origin(wants) in (Union, types.UnionType):
        inner = [arg for arg in get_args(wants) if arg is not type(None)]
        return inner[0] if len(inner) == 1 else wants
    return wants


def is_model(wants: Any) -> bool:
    """Whether an annotation is one of our nouns."""
    return isinstance(wants, type) and issubclass(wants, BaseModel)


def item_of(wants: Any, index: int) -> Any:
    """The annotation of one place of a tuple."""
    inner = get_args(wants)
    return inner[0] if inner[-1] is Ellipsis else inner[min(index, len(inner) - 1)]


def wanted(path: KeyPath, model: Any = Study) -> Any:
    """The annotation at a path of the study; None where the path leaves it."""
    wants: Any = model
    for part in path:
        wants = core(wants)
        if is_model(wants) and isinstance(part, str) and part in wants.model_fields:
            wants = wants.model_fields[part].annotation
        elif get_origin(wants) is tuple:
            wants = item_of(wants, part if isinstance(part, int) else 0)
        elif get_origin(wants) is dict:
            wants = get_args(wants)[1]
        else:
            return None
    return core(wants)


def described(wants: Any) -> Text:
    """What an annotation asks for, in words."""
    wants = core(wants)
    if get_origin(wants) is Literal:
        words = [str(word) for word in get_args(wants)]
        return one_of([f'"{word}"' for word in words] if any("," in word for word in words) else words)
    if get_origin(wants) is tuple:
        inner = described(get_args(wants)[0])
        return Text(es=f"una lista [ ] de: {inner.es}", en=f"a list [ ] of: {inner.en}")
    if wants is Text:
        return Text(es='texto, o { es = "...", en = "..." }', en='text, or { es = "...", en = "..." }')
    if is_model(wants) or get_origin(wants) is dict:
        return Text(es="una tabla [clave] o { ... }", en="a table [key] or { ... }")
    return SIMPLE.get(wants, Text(es="otro valor", en="another value"))


SIMPLE: dict[Any, Text] = {
    str: Text(es="texto entre comillas", en="text in quotes"),
    bool: Text(es="true o false", en="true or false"),
    int: Text(es="un número entero", en="a whole number"),
    float: Text(es="un número", en="a number"),
    date: Text(es="una fecha AAAA-MM-DD", en="a date YYYY-MM-DD"),
}


def one_of(words: list[str] | tuple[str, ...], most: int = 12) -> Text:
    """A short list of what is possible."""
    if len(words) > most:
        return Text.same(", ".join(words[:most]) + " ...")
    if len(words) < 2:
        return Text.same(", ".join(words))
    head, last = ", ".join(words[:-1]), words[-1]
    return Text(es=f"{head} o {last}", en=f"{head} or {last}")


def sample(key: str, wants: Any) -> str:
    """How a key with this annotation is written: `[[hypotheses]]`, `alpha = 0.05`."""
    wants = core(wants)
    if get_origin(wants) is tuple:
        return f"[[{key}]]" if is_model(get_args(wants)[0]) and get_args(wants)[0] is not Text else f'{key} = ["..."]'
    if wants is Text:
        return key + ' = { es = "...", en = "..." }'
    if is_model(wants) or get_origin(wants) is dict:
        return f"[{key}]"
    if get_origin(wants) is Literal:
        return f'{key} = "{get_args(wants)[0]}"'
    return f"{key} = {EXAMPLES.get(wants, '...')}"


EXAMPLES: dict[Any, str] = {str: '"..."', bool: "true", int: "1", float: "0.5", date: "2016-06-30"}


def stand_in(wants: Any) -> Any:
    """A value of the right type that means nothing, so that the rest of a broken file can still be read."""
    wants = core(wants)
    if get_origin(wants) is Literal:
        return get_args(wants)[0]
    if get_origin(wants) is tuple:
        inner = get_args(wants)
        return [] if inner[-1] is Ellipsis else [stand_in(one) for one in inner]
    if is_model(wants):
        required = {key: f.annotation for key, f in wants.model_fields.items() if f.is_required()}
        return {key: stand_in(inner) for key, inner in required.items()}
    return STAND_INS.get(wants, {})


STAND_INS: dict[Any, Any] = {str: UNWRITTEN, bool: False, int: 1, float: 0.5, date: "2000-01-01"}


def texts(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Text]]:
    """Every `Text` inside a noun, with its path."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, BaseModel):
        for key in type(value).model_fields:
            yield from texts(getattr(value, key), (*path, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from texts(inner, (*path, index))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, (*path, key))
