"""What does a study declare? study.toml -> Study, with every problem at once, each at its line and column."""

import json
import math
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import ValidationError

from yupay.model.problem import Problem, StudyProblems
from yupay.model.study import Header, Study
from yupay.model.text import Text
from yupay.study.aliases import WORDS, nearest
from yupay.study.check import found_in
from yupay.study.locator import KeyPath, Locator
from yupay.study.look import Look, named, shown
from yupay.study.shape import UNWRITTEN, Tree, Unknown, Walk, described, one_of, sample, stand_in, walk, wanted
from yupay.study.toml import CONTROL, as_number, parse, study_file, study_text

LARGEST = 2**63 - 1
EMPTY = Study(study=Header(id="-", title=Text.same("-"), place=Text.same("-"), period="-"))
CERTAIN = {"S104", "S105", "S106", "S107", "S109", "S110", "S112", "S120", "S121", "S122", "S124", "S126"}


@dataclass(frozen=True)
class Reading:
    """What was read of a file: the study where it is whole, where its parts stand, and every problem."""

    study: Study | None
    locate: Locator
    file: Path
    problems: tuple[Problem, ...] = ()


def read_study(path: Path) -> Study:
    """The study declared in a folder or in its study.toml.

    Raises:
        StudyProblems: every problem of form at once (S001 to S008, S101 to S105), with file, line and column; where
            the form is broken, also what can be said of the references in the rest of the file.

    """
    reading = read(path)
    if reading.study is None:
        raise StudyProblems(reading.problems)
    return reading.study


def locate(path: Path) -> Locator:
    """Where each part of a study file stands: call it with a path such as ("sources", 2, "path").

    Raises:
        StudyProblems: the file cannot be read as TOML.

    """
    file = study_file(path)
    text = study_text(file)
    parse(text, file.name)
    return Locator(text)


def read(path: Path, *, draft: bool = False) -> Reading:
    """Read a study file; problems of form are returned, not raised.

    Args:
        path: the study folder, or its study.toml.
        draft: a "?" where one of a few words is wanted is no problem of form; a stand-in takes its place, and the study
            is good for checking only.

    Raises:
        StudyProblems: the file cannot be read as TOML at all.

    """
    file = study_file(path)
    text = study_text(file)
    tree = parse(text, file.name)
    locator = Locator(text)
    form = Form(locator, file.name, draft=draft)
    tree = form.bounded(tree, ())
    tree, seen = walk(tree)
    for new, written in seen.renamed.items():
        locator.rename(new, written)
    form.unknown(seen)
    study = form.validated(tree)
    if not form.look.found:
        return Reading(study, locator, file)
    return Reading(None, locator, file, form.problems(study))


class Form:
    """The form of one file: types, names, missing keys."""

    def __init__(self, locator: Locator, where: str, *, draft: bool = False) -> None:
        self.locate = locator
        self.draft = draft
        self.look = Look(study=EMPTY, locate=locator, where=where)

    def problems(self, study: Study | None) -> tuple[Problem, ...]:
        """What is wrong with the form, and what is certain about the rest."""
        found = list(self.look.found)
        if study is not None:
            broken = {one.path for one in found}
            rest = found_in(study, self.locate, where=self.look.where)
            found += [f for f in rest if f.problem.code in CERTAIN and not any(_under(f.path, path) for path in broken)]
        return tuple(one.problem for one in found)

    def bounded(self, value: Any, path: KeyPath) -> Any:
        """The tree without what no study can mean: endless or huge numbers, control characters in words."""
        if isinstance(value, dict):
            return {key: self.bounded(inner, (*path, key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.bounded(inner, (*path, index)) for index, inner in enumerate(value)]
        if isinstance(value, str) and CONTROL.search(value):
            self._control(value, path)
            return CONTROL.sub(" ", value)
        odd = isinstance(value, float) and not math.isfinite(value)
        odd = odd or (isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST)
        if odd:
            self.look.add(
                "S105",
                path,
                Text.same(f"{named(path)} = {self.locate.raw(path)}"),
                Text(es="un número finito de 64 bits", en="a finite number of 64 bits"),
            )
        return 1 if odd else value

    def _control(self, value: str, path: KeyPath) -> None:
        """S008: words that no drawing and no Word file can hold."""
        odd = sorted({f"U+{ord(letter):04X}" for letter in CONTROL.findall(value)})
        self.look.add(
            "S008",
            path,
            Text.same(f"{named(path)}: {', '.join(odd)}"),
            Text(es="letras, cifras, signos y saltos de línea", en="letters, digits, signs and new lines"),
        )

    def unknown(self, seen: Walk) -> None:
        """S101 for each key that its table does not have; S102 for a single table where a list is wanted."""
        for one in seen.unknown:
            self._unknown(one)
        for path in seen.single:
            key = named(path)
            self.look.add("S102", path, Text.same(f"[{key}]"), Text.same(f"[[{key}]]"), Text.same(f"[[{key}]]"))

    def _unknown(self, one: Unknown) -> None:
        expected = one_of(one.allowed)
        if one.meant:
            how = sample(one.meant, one.wants)
            expected = Text(es=f"{one.meant}, como {how}", en=f"{one.meant}, as {how}")
        hint = Text.same(one.meant) if one.meant else None
        self.look.add("S101", one.path, Text.same(str(one.path[-1])), expected, hint, key=True)

    def validated(self, tree: Tree) -> Study | None:
        """The study; where the form is broken, stand-ins take the broken places so that the rest can be checked."""
        tree = deepcopy(tree)
        for attempt in range(4):
            try:
                return Study.model_validate_json(json.dumps(tree, default=str), strict=True)
            except ValidationError as refused:
                errors = refused.errors(include_url=False, include_context=False)
            for error in errors:
                path = _path(error["loc"])
                if attempt == 0 or not self.look.found:
                    self._wrong(path, error["type"], error.get("input"))
                _mend(tree, path, error.get("input"))
        return None

    def _wrong(self, path: KeyPath, kind: str, value: Any) -> None:
        wants = wanted(path)
        key = named(path)
        if kind == "missing":
            self._missing(path)
            return
        got = Text.same(self.look.written(path, value))
        if kind == "literal_error" and value == UNWRITTEN:
            if not self.draft:
                self.look.add("S109", path, got, one_of(get_args(wants), most=20))
            return
        if kind == "literal_error":
            words = [str(word) for word in get_args(wants)]
            meant = nearest(str(value), words, WORDS)
            self.look.add("S104", path, got, one_of(words, most=20), Text.same(meant) if meant else None)
            return
        hint = retyped(wants, value)
        self.look.add("S102", path, got, described(wants), Text.same(f"{key} = {hint}") if hint else None)

    def _missing(self, path: KeyPath) -> None:
        owner, key = path[:-1], str(path[-1])
        whose = self._whose(owner)
        self.look.add(
            "S103",
            path,
            Text(es=f"{whose.es} sin {key}", en=f"{whose.en} without {key}"),
            Text.same(sample(key, wanted(path))),
        )

    def _whose(self, owner: KeyPath) -> Text:
        if not owner:
            return Text(es="el archivo", en="the file")
        if isinstance(owner[-1], int):
            name = self.locate.raw((*owner, "id"))
            noun = named(owner)
            if name:
                return Text.same(f"{name.strip(chr(34))} ({noun})")
            return Text(es=f"{noun}, elemento {owner[-1] + 1},", en=f"{noun}, item {owner[-1] + 1},")
        return Text.same(f"[{owner[-1]}]" if len(owner) == 1 else str(owner[-1]))


def retyped(wants: Any, value: Any) -> str | None:
    """The value as its key wants it, where that is plain: 2016 -> "2016", "0,05" -> 0.05, "x" -> ["x"]."""
    if wants is str and isinstance(value, int | float) and not isinstance(value, bool):
        return f'"{value}"'
    if wants in (int, float) and isinstance(value, str):
        number = as_number(value)
        return number if number is None or wants is float or "." not in number else None
    if wants is bool and isinstance(value, str):
        return {"true": "true", "sí": "true", "si": "true", "yes": "true"}.get(value.casefold(), "false")
    if get_origin(wants) is tuple and isinstance(value, str):
        return shown([value])
    return None


def _path(loc: tuple[int | str, ...]) -> KeyPath:
    return tuple(part for part in loc if part != "[key]")


def _under(path: KeyPath, broken: KeyPath) -> bool:
    return path[: len(broken)] == broken


def _mend(tree: Tree, path: KeyPath, value: Any) -> None:
    """Put a stand-in at a broken place."""
    if not path:
        return
    at: Any = tree
    for part in path[:-1]:
        at = at[part]
    wants = wanted(path)
    new = str(value) if wants is str and isinstance(value, int | float) else stand_in(wants)
    if isinstance(at, list) and isinstance(path[-1], int) and path[-1] >= len(at):
        at.append(new)
    else:
        at[path[-1]] = new
