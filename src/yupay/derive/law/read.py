"""Reads the texts of the law from TOML: those of the package, then those of a study's own folder, which replace texts of equal id.

Short forms a lawyer may write: `when = ["act.capta"]` for a list of facts; `wording_of` with `renumber` for a text that another norm moved
without touching its words; `items_of` for aggravating items that went on unchanged. They are written out before anything is checked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from yupay.derive.law import wording as say
from yupay.derive.law.lint import faults, lint
from yupay.derive.law.where import Lines, Place, Texts
from yupay.model.base import Noun
from yupay.model.law import Condition, Element, Fact, Frame, Item, Law, Provision, Quote, Rule
from yupay.model.problem import Problem, StudyProblems
from yupay.study.toml import parse

JURISDICTION = "PE"
FOLDER = "law"
CROSSWALK = "crosswalk.toml"
ENDING = ".toml"
DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
KINDS: dict[str, type[Noun]] = {"facts": Fact, "provisions": Provision, "rules": Rule}
CONDITIONS = ("when", "waived", "contested")
LEANS = ("wording_of", "items_of")
NAMES = tuple(
    dict.fromkeys(n for one in (Provision, Element, Item, Frame, Quote, Rule, Condition) for n in one.model_fields)
)
COPIED = ("elements", "items", "frames", "consent", "promoter")
N = TypeVar("N", bound=Noun)
Raw = dict[str, Any]
_Here = dict[tuple[str, str], Place]


@dataclass
class _Pile:
    """The raw tables of one kind by id, the later file on top; `copied` are the parts a text takes from another."""

    tables: dict[str, Raw] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    copied: dict[str, frozenset[str]] = field(default_factory=dict)


def own_folder(home: Path) -> Path | None:
    """The folder `law/` of a study or beside a file of cases, where it holds anything at all."""
    folder = home / FOLDER
    return folder if folder.is_dir() and any(file.is_file() for file in folder.rglob("*")) else None


def read_law(folder: Path | None = None) -> Law:
    """All texts of the package; those in `folder` replace texts of equal id and add new ones, and are checked before they are used.

    Raises:
        StudyProblems: Q401 to Q410 and S005 to S007, each with its file and line.

    """
    return checked_texts(folder).law


def checked_texts(folder: Path | None = None) -> Texts:
    """As `read_law`, with the place of every text."""
    read = read_texts(folder)
    if folder is not None and (wrong := faults(lint(read.law, places=read.places))):
        raise StudyProblems(list(wrong))
    return read


def read_texts(folder: Path | None = None) -> Texts:
    """The texts as they stand, not yet checked for what they say, with the place of each.

    Raises:
        StudyProblems: Q401 to Q404 and S005 to S007, each with its file and line.

    """
    piles = {kind: _Pile() for kind in KINDS}
    problems: list[Problem] = []
    with as_file(files("yupay.derive.law")) as home:
        problems += _read_files(_package_files(home), piles)
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
    there = sorted(file for file in folder.rglob("*") if file.is_file())
    shown = {file: f"{folder.name}/{file.relative_to(folder).as_posix()}" for file in there}
    texts = [file for file in there if file.suffix.casefold() == ENDING and file.name != CROSSWALK]
    named = [say.not_a_text(shown[file]) for file in there if file.name.casefold().endswith(f"{ENDING}.txt")]
    if not texts and not named and not (folder / CROSSWALK).is_file():
        with as_file(files("yupay.derive.law")) as home:
            return [say.no_texts(folder.name, str(home / "pe"))]
    return [*named, *_read_files([(file, shown[file]) for file in texts], piles)]


def _read_files(found: Iterable[tuple[Path, str]], piles: Mapping[str, _Pile]) -> list[Problem]:
    """The files of one folder; an id stands once in all of them."""
    here: dict[tuple[str, str], Place] = {}
    return [problem for file, shown in found for problem in _read_file(file, shown, piles, here)]


def _read_file(file: Path, shown: str, piles: Mapping[str, _Pile], here: _Here) -> list[Problem]:
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        tree = parse(text, shown)
    except UnicodeDecodeError:
        return [say.not_utf8(shown)]
    except StudyProblems as stopped:
        return [_dated(one, text) for one in stopped.problems]
    lines = Lines(text)
    problems = [say.unknown_part(shown, lines.locate((key,))[0], key, tuple(KINDS)) for key in tree if key not in KINDS]
    for kind, pile in piles.items():
        tables = tree.get(kind, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            problems.append(say.unknown_part(shown, lines.locate((kind,))[0], kind, (f"[[{kind}]]",)))
            continue
        problems += _piled(tables, [Place(shown, (kind, n), lines) for n in range(len(tables))], pile, here)
    return problems


def _dated(stopped: Problem, text: str) -> Problem:
    """A line that is no TOML because its day does not exist, or is written in another way, is told as a day."""
    key, sign, value = text.split("\n")[stopped.line - 1].partition("=")
    slip = stopped.code == "S005" and sign and DAY.fullmatch(value.partition("#")[0].strip())
    return say.bad_field(stopped.where, stopped.line, key.strip(), "date_parsing") if slip else stopped


def _piled(tables: list[Raw], places: list[Place], pile: _Pile, here: _Here) -> list[Problem]:
    problems: list[Problem] = []
    for table, place in zip(tables, places, strict=True):
        name = table.get("id")
        if not isinstance(name, str) or not name:
            problems.append(say.bad_field(place.file, place.line(), "id", "missing"))
        elif (kind := str(place.path[0]), name) in here:
            first = here[kind, name]
            problems.append(say.repeated_id(place.file, place.line("id"), name, f"{first.file}:{first.line('id')}"))
        else:
            here[kind, name] = place
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
                say.bad_field(place.file, place.line(*e["loc"]), _dotted(e["loc"]), e["type"], NAMES)
                for e in bad.errors()
                if e["loc"][0] not in copied
            ]
    return tuple(found), problems


def _dotted(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)
