"""Reads the texts of the law from TOML: those of the package, then those of a study's own folder, which replace texts of equal id.

Short forms a lawyer may write: `when = ["act.capta"]` for a list of facts; `wording_of` with `renumber` for a text that another norm moved
without touching its words; `items_of` for aggravating items that went on unchanged. They are written out before anything is checked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from yupay.derive.law import wording as say
from yupay.model.base import Noun
from yupay.model.law import Fact, Law, Provision, Rule
from yupay.model.problem import Problem, StudyProblems
from yupay.study.locator import KeyPath, Locator
from yupay.study.toml import parse

JURISDICTION = "PE"
KINDS: dict[str, type[Noun]] = {"facts": Fact, "provisions": Provision, "rules": Rule}
CONDITIONS = ("when", "waived", "contested")
LEANS = ("wording_of", "items_of")
COPIED = ("elements", "items", "frames", "consent", "promoter")
N = TypeVar("N", bound=Noun)
Raw = dict[str, Any]


class Lines:
    """The lines of one file, looked up only when a problem asks for one."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def locate(self) -> Locator:
        """The line and column of every key."""
        return Locator(self.text)


@dataclass(frozen=True)
class Place:
    """Where a text stands: its file as the reader knows it, and the line of any part of it."""

    file: str
    path: KeyPath
    lines: Lines | None = field(default=None, repr=False)

    def line(self, *part: str | int) -> int:
        """The line of a part, or of the nearest one around it."""
        return self.lines.locate((*self.path, *part))[0] if self.lines else 0


@dataclass(frozen=True)
class Texts:
    """The law as read, and where each fact, text and rule stands."""

    law: Law
    places: Mapping[str, Place]


@dataclass
class _Pile:
    """The raw tables of one kind by id, the later file on top; `copied` are the parts a text takes from another."""

    tables: dict[str, Raw] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    copied: dict[str, frozenset[str]] = field(default_factory=dict)


def read_law(folder: Path | None = None) -> Law:
    """All texts of the package; those in `folder` replace texts of equal id and add new ones.

    Raises:
        StudyProblems: Q401 to Q404 and S004 to S006, each with its file and line.

    """
    return read_texts(folder).law


def read_texts(folder: Path | None = None) -> Texts:
    """As `read_law`, with the place of every text."""
    piles = {kind: _Pile() for kind in KINDS}
    problems: list[Problem] = []
    with as_file(files("yupay.derive.law")) as home:
        for file, shown in _package_files(home):
            problems += _read_file(file, shown, piles)
    if folder is not None:
        problems += _read_folder(folder, piles)
    problems += _written_out(piles["provisions"])
    facts, bad_facts = _nouns(piles["facts"], Fact)
    provisions, bad_texts = _nouns(piles["provisions"], Provision)
    rules, bad_rules = _nouns(piles["rules"], Rule)
    if problems := [*problems, *bad_facts, *bad_texts, *bad_rules]:
        raise StudyProblems(problems)
    law = Law(jurisdiction=JURISDICTION, facts=facts, provisions=provisions, rules=rules)
    return Texts(law, {name: place for pile in piles.values() for name, place in pile.places.items()})


def _package_files(home: Path) -> Iterator[tuple[Path, str]]:
    yield home / "vocabulary.toml", "vocabulary.toml"
    for folder in ("pe", "intl"):
        for file in sorted((home / folder).glob("*.toml")):
            yield file, f"{folder}/{file.name}"


def _read_folder(folder: Path, piles: Mapping[str, _Pile]) -> list[Problem]:
    found = sorted(file for file in folder.rglob("*.toml") if file.name != "crosswalk.toml")
    if not found and not (folder / "crosswalk.toml").is_file():
        with as_file(files("yupay.derive.law")) as home:
            return [say.no_texts(folder.name, str(home / "pe"))]
    shown = [f"{folder.name}/{file.relative_to(folder).as_posix()}" for file in found]
    return [p for file, name in zip(found, shown, strict=True) for p in _read_file(file, name, piles)]


def _read_file(file: Path, shown: str, piles: Mapping[str, _Pile]) -> list[Problem]:
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        tree = parse(text, shown)
    except UnicodeDecodeError:
        return [say.not_utf8(shown)]
    except StudyProblems as stopped:
        return list(stopped.problems)
    lines = Lines(text)
    problems = [say.unknown_part(shown, lines.locate((key,))[0], key, tuple(KINDS)) for key in tree if key not in KINDS]
    for kind, pile in piles.items():
        tables = tree.get(kind, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            problems.append(say.unknown_part(shown, lines.locate((kind,))[0], kind, (f"[[{kind}]]",)))
            continue
        problems += _piled(tables, [Place(shown, (kind, n), lines) for n in range(len(tables))], pile)
    return problems


def _piled(tables: list[Raw], places: list[Place], pile: _Pile) -> list[Problem]:
    problems: list[Problem] = []
    here: set[str] = set()
    for table, place in zip(tables, places, strict=True):
        name = table.get("id")
        if not isinstance(name, str) or not name:
            problems.append(say.bad_field(place.file, place.line(), "id", "missing"))
        elif name in here:
            problems.append(say.repeated_id(place.file, place.line("id"), name))
        else:
            here.add(name)
            pile.tables[name] = _long_form(table)
            pile.places[name] = place
    return problems


def _long_form(table: Raw) -> Raw:
    """Lists of facts become conditions; everything else stays."""
    return {key: _condition(value) if key in CONDITIONS else _inner(value) for key, value in table.items()}


def _inner(value: Any) -> Any:
    if isinstance(value, dict):
        return _long_form(value)
    return [_inner(one) for one in value] if isinstance(value, list) else value


def _condition(value: Any) -> Any:
    if isinstance(value, list):
        return {"facts": value}
    if isinstance(value, dict):
        joined = {k: [_condition(one) for one in v] for k, v in value.items() if k != "facts" and isinstance(v, list)}
        return value | joined
    return value


def _written_out(pile: _Pile) -> list[Problem]:
    """Write out every `wording_of` and `items_of`; Q403 where the text named does not exist or leans on itself.

    A text that cannot be written out leaves the pile, so that one slip is told once.
    """
    problems: list[Problem] = []
    done: dict[str, Raw] = {}
    for name, table in pile.tables.items():
        try:
            done[name] = _whole(name, pile.tables, ())
        except LookupError:
            place = pile.places[name]
            problems += [
                say.no_such_text(place.file, place.line(key), key, str(table[key]), tuple(pile.tables))
                for key in LEANS
                if key in table and not _stands(str(table[key]), name, pile.tables)
            ]
    pile.copied = {
        name: frozenset(COPIED) - set(table) for name, table in pile.tables.items() if set(LEANS) & set(table)
    }
    pile.tables = done
    return problems


def _stands(target: str, name: str, tables: Mapping[str, Raw]) -> bool:
    """Whether a text to lean on exists and does not lean back on `name`."""
    waiting, seen = [target], set[str]()
    while waiting:
        one = waiting.pop()
        if one == name:
            return False
        if one not in seen and one in tables:
            seen.add(one)
            waiting += [str(tables[one][key]) for key in LEANS if key in tables[one]]
    return target in tables


def _whole(name: str, tables: Mapping[str, Raw], above: tuple[str, ...]) -> Raw:
    """One text written out. Raises LookupError with the name that is not there or that leans on itself."""
    if name not in tables or name in above:
        raise LookupError(name)
    own = dict(tables[name])
    moved, went_on, renumber = own.pop("wording_of", None), own.pop("items_of", None), own.pop("renumber", {})
    for source, keys in ((moved, COPIED), (went_on, ("items",))):
        if source is None:
            continue
        base = _renumbered(_whole(str(source), tables, (*above, name)), renumber)
        for key in keys:
            if key == "items":
                own["items"] = _merged(base.get("items", []), own.get("items", []))
            elif key not in own and key in base:
                own[key] = base[key]
    return own


def _merged(before: list[Raw], own: list[Raw]) -> list[Raw]:
    """Items of the earlier text, an own item in the place of one of equal id, new ones after those of their tier."""
    mine = {item.get("id"): item for item in own}
    kept = [mine.pop(item.get("id"), item) for item in before]
    return sorted([*kept, *mine.values()], key=lambda item: item.get("tier", 0))


def _renumbered(value: Any, renumber: Mapping[str, str]) -> Any:
    """The same words under the new number of the article: only quotes name articles."""
    if isinstance(value, dict):
        return {k: renumber.get(v, v) if k == "article" else _renumbered(v, renumber) for k, v in value.items()}
    return [_renumbered(one, renumber) for one in value] if isinstance(value, list) else value


def _nouns(pile: _Pile, noun: type[N]) -> tuple[tuple[N, ...], list[Problem]]:
    found: list[N] = []
    problems: list[Problem] = []
    for name, table in pile.tables.items():
        try:
            found.append(noun.model_validate(table))
        except ValidationError as bad:
            place = pile.places[name]
            copied = pile.copied.get(name, frozenset())
            problems += [
                say.bad_field(place.file, place.line(*e["loc"]), _dotted(e["loc"]), e["type"])
                for e in bad.errors()
                if e["loc"][0] not in copied
            ]
    return tuple(found), problems


def _dotted(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)
