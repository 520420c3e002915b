"""How does a study begin? From a starter that runs, or from the columns and labels of a file the user has."""

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from yupay.model.problem import StudyProblems
from yupay.model.text import Text
from yupay.study.aliases import folded, nearest
from yupay.study.toml import stop

Fill = Callable[[Path], None]
Kind = Literal["code", "text", "count", "number"]
WHOLE = re.compile(r"-?\d+")
DECIMAL = re.compile(r"-?\d+[.,]\d+")
PLACES = ("ubigeo", "codigo", "cod ubigeo", "iddist", "idprov", "iddpto")


@dataclass(frozen=True)
class ColumnCard:
    """A column of a file: what `new --from` needs to know of it, and no value of it."""

    name: str
    kind: Kind
    label: str = ""
    pad: int | None = None
    blanks: bool = False
    missing: Mapping[str, str] = field(default_factory=dict)


def starter_names() -> list[str]:
    """The starters that ship with yupay."""
    folder = files("yupay.study").joinpath("starters")
    return sorted(one.name for one in folder.iterdir() if one.joinpath("study.toml").is_file())


def copy_starter(name: str, folder: Path) -> Path:
    """Copy a starter to a new folder.

    Raises:
        StudyProblems: S142 for an unknown name, S141 where the folder is not empty.

    """
    names = starter_names()
    if name not in names:
        meant = nearest(name, names)
        listed = ", ".join(names)
        raise stop(
            "S142",
            "yupay new",
            Text.same(name[:60]),
            Text(es=f"uno de: {listed}", en=f"one of: {listed}"),
            hint=Text.same(meant) if meant else None,
        )
    source = files("yupay.study").joinpath("starters", name)
    return _in_one_step(folder, lambda new: _copy(source, new))


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for one in source.iterdir():
        if one.is_dir():
            _copy(one, target / one.name)
        else:
            (target / one.name).write_bytes(one.read_bytes())


def write_first_study(folder: Path, text: str, data: Path) -> Path:
    """A new study folder with this study.toml and a copy of the data file under data/.

    Raises:
        StudyProblems: S141 where the folder is not empty.

    """

    def fill(new: Path) -> None:
        (new / "data").mkdir()
        shutil.copyfile(data, new / "data" / data.name)
        (new / "study.toml").write_text(text, encoding="utf-8", newline="\n")

    return _in_one_step(folder, fill)


def refuse_full(folder: Path) -> None:
    """S141 where something is in the way."""
    taken = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    if not taken and (folder.is_dir() or not folder.exists()):
        return
    n = len(taken)
    got = Text(
        es=f"una carpeta con {n} {'archivo' if n == 1 else 'archivos'}",
        en=f"a folder with {n} {'file' if n == 1 else 'files'}",
    )
    if not folder.is_dir():
        got = Text(es="un archivo con ese nombre", en="a file of that name")
    raise stop("S141", str(folder), got, Text(es="una carpeta nueva o vacía", en="a new or empty folder"))


def _in_one_step(folder: Path, fill: Fill) -> Path:
    """Fill a folder beside and move it into place, so that a failure leaves nothing half made."""
    try:
        refuse_full(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".yupay-") as beside:
            new = Path(beside) / "new"
            new.mkdir()
            fill(new)
            if folder.is_dir():
                folder.rmdir()
            new.rename(folder)
    except OSError as refused:
        raise cannot_write(folder, refused) from None
    return folder


def cannot_write(folder: Path, refused: OSError) -> StudyProblems:
    """S143: the system does not let the folder be written."""
    return stop(
        "S143",
        str(folder),
        Text.same(refused.strerror or type(refused).__name__),
        Text(es="una carpeta en la que se pueda escribir", en="a folder that can be written to"),
    )


def card_of(
    name: str, values: Sequence[str | None], label: str = "", missing: Mapping[str, str] | None = None
) -> ColumnCard:
    """What a column of text looks like: a code, a count, a number or words.

    Args:
        name: as the file has it.
        values: its cells as text, None where blank.
        label: as an SPSS or Stata file has it.
        missing: codes that the file itself declares missing, with their words.

    """
    known = missing or {}
    seen = {value for value in values if value is not None and value not in known}
    blanks = any(value is None for value in values)
    if seen and all(WHOLE.fullmatch(value) for value in seen):
        longest = max(len(value) for value in seen)
        if folded(name) in PLACES or any(len(value) > 1 and value[0] == "0" for value in seen):
            return ColumnCard(name, "code", label, pad=longest, blanks=blanks, missing=known)
        negative = any(value[0] == "-" for value in seen)
        return ColumnCard(name, "number" if negative else "count", label, blanks=blanks, missing=known)
    if seen and all(WHOLE.fullmatch(value) or DECIMAL.fullmatch(value) for value in seen):
        return ColumnCard(name, "number", label, blanks=blanks, missing=known)
    return ColumnCard(name, "text", label, blanks=blanks, missing=known)


def first_study(file: str, columns: Sequence[ColumnCard], rows: int) -> str:
    """The text of a first study.toml: what the file says of itself, and `?` where only its owner knows."""
    name = re.sub(r"[^a-z0-9-]+", "-", folded(Path(file).stem).replace(" ", "-")).strip("-") or "estudio"
    codes = [column for column in columns if column.kind == "code"]
    counts = [column for column in columns if column.kind == "count"]
    parts = [_header(name), _unit(codes[0]) if codes else "", _source(file, codes, rows), _columns(columns)]
    parts += [_concepts(), *(_indicator(column, bool(codes)) for column in counts)]
    return "\n".join(part for part in parts if part)


def _header(name: str) -> str:
    return f"""# Complete cada "?"; luego: yupay check / Fill in each "?"; then: yupay check
# Un texto puede ser "..." o {{ es = "...", en = "..." }} / Words may be "..." or {{ es = "...", en = "..." }}

[study]
id = {_toml(name)}
title = "?"
place = "?"
period = "?"

[[objectives]]
id = "O1"
problem = "?"
objective = "?"
descriptive = true
"""


def _unit(code: ColumnCard) -> str:
    return f"""[[units]]
id = "place"
label = "?"
plural = "?"
frame = "data"
key = {_toml(code.name)}
"""


def _source(file: str, codes: Sequence[ColumnCard], rows: int) -> str:
    key = f"key = {_toml(codes[0].name)}\nplace = {_toml(codes[0].name)}\n" if codes else ""
    return f"""[[sources]]
id = "data"
title = "?"
producer = "?"
path = {_toml("data/" + Path(file).name)}
counting_unit = "?"
period = "?"
coverage = "?"
geography = "?"
citation = "?"
limitations = "?"
# "public", "restricted", "victim-records", "invented"
confidentiality = "restricted"
expected_rows = {rows}
{key}"""


def _columns(columns: Sequence[ColumnCard]) -> str:
    lines = ["[sources.columns]"]
    for column in columns:
        parts = [f'type = "{column.kind}"']
        parts += [f"pad = {column.pad}"] if column.pad else []
        parts += [f"label = {_toml(column.label)}"] if column.label else []
        if column.missing:
            pairs = ", ".join(f"{_toml(code)} = {_toml(words)}" for code, words in column.missing.items())
            parts.append(f"missing = {{ {pairs} }}")
        blank = '  # blank = "no data" o/or "zero"' if column.blanks and column.kind in ("count", "number") else ""
        lines.append(f"{_toml(column.name)} = {{ {', '.join(parts)} }}{blank}")
    return "\n".join(lines) + "\n"


def _concepts() -> str:
    return """[[variables]]
id = "V1"
label = "?"
concept = "?"

[[dimensions]]
id = "D1"
variable = "V1"
label = "?"
"""


def _indicator(column: ColumnCard, placed: bool) -> str:
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", folded(column.name).replace(" ", "_")).strip("._-") or "x"
    return f"""[[indicators]]
id = {_toml(name)}
dimension = "D1"
label = {_toml(column.label or column.name)}
source = "data"
columns = [{_toml(column.name)}]
counting_unit = "?"
period = "?"
units = {'["place"]' if placed else "[]"}
"""


def _toml(words: str) -> str:
    """A TOML basic string."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
