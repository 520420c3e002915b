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
from yupay.study.toml import CONTROL, stop

Fill = Callable[[Path], None]
Kind = Literal["code", "text", "count", "number", "flag"]
WHOLE = re.compile(r"-?\d+")
DECIMAL = re.compile(r"-?\d+[.]\d+")
COMMA = re.compile(r"-?\d+(?:,\d+)?")
COMMAS = "coma decimal: guárdela con punto y será number / decimal comma: save it with a point, then number"
PLACES = ("ubigeo", "codigo", "cod ubigeo", "iddist", "idprov", "iddpto")
IDS = ("id", "cod", "codigo", "code", "clave", "key", "folio", "dni", "expediente", "correlativo")
TIMES = ("ano", "anio", "year", "mes", "month", "dia", "day", "trimestre", "semana", "periodo", "period")
YEARS = range(1950, 2051)
YES_NO = {"si", "yes", "no"}


@dataclass(frozen=True)
class ColumnCard:
    """A column of a file: what `new --from` needs to know of it, and no value of it.

    `place`: it holds codes of places. `unique`: no value stands twice, none is blank. `words`: what its codes mean.
    `note`: what its owner should know of it.
    """

    name: str
    kind: Kind
    label: str = ""
    pad: int | None = None
    blanks: bool = False
    missing: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    place: bool = False
    unique: bool = False
    note: str = ""


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
    name: str,
    values: Sequence[str | None],
    label: str = "",
    missing: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
) -> ColumnCard:
    """What a column of text looks like: a code, a count, a number, a yes or no, or words.

    Args:
        name: as the file has it.
        values: its cells as text, None where blank.
        label: as an SPSS or Stata file has it.
        missing: codes that the file itself declares missing, with their words.
        words: what its other codes mean, where an SPSS or Stata file says it.

    """
    known = missing or {}
    seen = list(dict.fromkeys(value for value in values if value is not None and value not in known))
    meant = {code: said for code, said in (words or {}).items() if code not in known}
    kind = _kind(name, seen, meant)
    longest = max(map(len, seen), default=0)
    length = longest + longest % 2 if "ubigeo" in folded(name) else longest
    place = kind == "code" and _placed(name, seen) and length in (2, 4, 6)
    return ColumnCard(
        name=name,
        kind=kind,
        label=label,
        pad=length if kind == "code" and (place or _zeros(seen)) else None,
        blanks=any(value is None for value in values),
        missing=known,
        words=meant if kind in ("flag", "text") else {},
        place=place,
        unique=len(seen) == len(values),
        note=COMMAS if kind == "text" and _with_commas(seen) else "",
    )


def _with_commas(seen: Sequence[str]) -> bool:
    """Whether the values are numbers with a decimal comma."""
    return any("," in value for value in seen) and all(COMMA.fullmatch(value) for value in seen)


def _kind(name: str, seen: Sequence[str], words: Mapping[str, str]) -> Kind:
    if not seen:
        return "text"
    if {folded(words.get(value, value)) for value in seen} <= YES_NO:
        return "flag"
    if words and set(seen) <= set(words):
        return "text"
    if all(WHOLE.fullmatch(value) for value in seen):
        return _whole(name, seen)
    return "number" if all(WHOLE.fullmatch(value) or DECIMAL.fullmatch(value) for value in seen) else "text"


def _whole(name: str, seen: Sequence[str]) -> Kind:
    """A code by its name, its zeros or its numbering; a time by its name or its years; else a count."""
    numbers = [int(value) for value in seen]
    numbered = len(seen) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    if min(numbers) < 0:
        return "number"
    if _named(name, TIMES) or (len(seen) > 2 and all(number in YEARS for number in numbers)):
        return "text"
    return "code" if _placed(name, seen) or _named(name, IDS) or numbered else "count"


def _placed(name: str, seen: Sequence[str]) -> bool:
    """Whether a column holds codes of places, by its name or its zeros."""
    return folded(name) in PLACES or "ubigeo" in folded(name) or _zeros(seen)


def _named(name: str, among: Sequence[str]) -> bool:
    """Whether the first or the last word of a name is one of some."""
    words = folded(name).split(" ")
    return words[0] in among or words[-1] in among


def _zeros(seen: Sequence[str]) -> bool:
    """Whether some value opens with a zero, as codes do and counts do not."""
    return any(len(value) > 1 and value[0] == "0" for value in seen)


def first_study(file: str, columns: Sequence[ColumnCard], rows: int) -> str:
    """The text of a first study.toml: what the file says of itself, and `?` where only its owner knows."""
    name = re.sub(r"[^a-z0-9-]+", "-", folded(Path(file).stem).replace(" ", "-")).strip("-") or "estudio"
    place = next((column for column in columns if column.place), None)
    counted = [column for column in columns if column.kind in ("count", "flag")]
    parts = [_header(name), _unit(place) if place else "", _source(file, columns, place, rows), _columns(columns)]
    parts += [_concepts(), *(_indicator(column, place is not None) for column in counted)]
    return "\n".join(part for part in parts if part)


def _header(name: str) -> str:
    return f"""# Complete cada "?"; `yupay check` los lista. Borre los indicadores que no use.
# Fill in each "?"; `yupay check` lists them. Delete the indicators that you do not use.
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


def _unit(place: ColumnCard) -> str:
    digits = "" if place.unique else f"digits = {place.pad}\n"
    return f"""[[units]]
id = "place"
label = "?"
plural = "?"
frame = "data"
key = {_toml(place.name)}
{digits}"""


def _source(file: str, columns: Sequence[ColumnCard], place: ColumnCard | None, rows: int) -> str:
    key = next((column for column in columns if column.kind == "code" and column.unique), None)
    named = f"key = {_toml(key.name)}\n" if key else ""
    named += f"place = {_toml(place.name)}\n" if place else ""
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
# Decida: "public" solo si su productor ya publicó esta tabla; "invented" si es un ejemplo.
# "restricted" y "victim-records" se declaran y se revisan, pero `yupay run` no los lee.
# Decide: "public" only where its producer has published this table; "invented" for an example.
# "restricted" and "victim-records" are declared and checked, but `yupay run` does not read them.
confidentiality = "?"
expected_rows = {rows}
{named}"""


def _columns(columns: Sequence[ColumnCard]) -> str:
    lines = [
        '# Un vacío en un conteo es "no data" (nadie respondió) o "zero" (hubo cero): decídalo en blank.',
        '# A blank in a count is "no data" (nobody answered) or "zero" (there were none): decide it in blank.',
        "[sources.columns]",
    ]
    return "\n".join([*lines, *map(_column, columns)]) + "\n"


def _column(column: ColumnCard) -> str:
    parts = [f'type = "{column.kind}"']
    parts += [f"pad = {column.pad}"] if column.pad else []
    parts += ['blank = "?"'] if column.blanks and column.kind == "count" else []
    parts += [f"label = {_toml(column.label)}"] if column.label else []
    if column.missing:
        pairs = ", ".join(f"{_toml(code)} = {_toml(words)}" for code, words in column.missing.items())
        parts.append(f"missing = {{ {pairs} }}")
    words = column.note or "; ".join(f"{code} = {' '.join(said.split())}" for code, said in column.words.items())
    comment = f"  # {_commented(words)}" if words else ""
    return f"{_toml(column.name)} = {{ {', '.join(parts)} }}{comment}"


def _commented(words: str) -> str:
    """Words as a TOML comment: on one line, without control characters, at most a hundred letters."""
    return "".join(letter for letter in words if letter.isprintable())[:100]


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
    return json.dumps(CONTROL.sub("", words), ensure_ascii=False)
