"""A registry of victim records (as far as the program knows) whose every vault value is known, released with the network cut off."""

import csv
import io
import re
import shutil
import socket
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from pypdf import PdfReader
from scipy.optimize import Bounds, LinearConstraint, milp

import yupay.edition as path
from yupay.edition import release_edition
from yupay.gathering import Gathered
from yupay.load.invented.files import write_files
from yupay.protect.registry import Protected

DEMO = Path(__file__).resolve().parents[2] / "studies" / "registry-demo"
DAY = date(2026, 3, 5)
EDITION = "2021"
T = TypeVar("T")
CANARY = "CANARIOQXZ"
BAD = (("f_denuncia", f"31/02/{CANARY}"), ("sexo", f"{CANARY}SEXO"), ("fin", f"={CANARY}()"), ("f_nacimiento", CANARY))
HOSTILE = ("=cmd|' /C calc'!A0", '"; DROP TABLE records; --', "<script>alert(1)</script>", f"{CANARY} columna")


@dataclass
class Planted:
    """A released edition of the planted registry, and everything that could have heard of a person on the way."""

    study: Path
    canaries: frozenset[str]
    said: str
    left: list[Path]
    counted: list[Gathered] = field(default_factory=list)
    judged: list[Protected] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """The public folder."""
        return self.study / "editions" / EDITION

    def files(self) -> dict[str, bytes]:
        """Every public file."""
        return {str(one.relative_to(self.folder)): one.read_bytes() for one in self.folder.rglob("*") if one.is_file()}


def planted(folder: Path, people: int = 420) -> Planted:
    """Make the registry, release it with the network cut off, and keep what was said."""
    study = folder / "registry"
    canaries = plant(study, people)
    temporary = folder / "tmp"
    temporary.mkdir()
    said, counted, judged = io.StringIO(), list[Gathered](), list[Protected]()
    gather, judge = path.gather, path.judged
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "socket", refused)
        patch.setattr(socket, "create_connection", refused)
        patch.setattr(tempfile, "tempdir", str(temporary))
        patch.setenv("TMPDIR", str(temporary))
        patch.setenv("YUPAY_KEY_FILE", str(folder / "key"))
        patch.setattr(path, "gather", lambda *given: kept(counted, gather(*given)))
        patch.setattr(path, "judged", lambda *given: (kept(judged, (found := judge(*given))[0]), found[1]))
        with redirect_stdout(said), redirect_stderr(said):
            release_edition(study, EDITION, tell=lambda words: print(words.es, words.en), today=DAY)
    left = [one for one in temporary.rglob("*") if one.is_file()]
    return Planted(study, canaries, said.getvalue(), left, counted, judged)


def kept(into: list[T], one: T) -> T:
    into.append(one)
    return one


def refused(*_: object, **__: object) -> None:
    raise OSError("the network is cut off")


def plant(study: Path, people: int) -> frozenset[str]:
    """The demonstration as a registry of victim records; the values that must never leave."""
    shutil.copytree(DEMO, study, ignore=shutil.ignore_patterns("keep", "editions", "output"))
    file = study / "study.toml"
    words = re.sub(r"(?m)^\[registry\.invented\]\n(?:[^\[\n].*\n|\n)*", "", file.read_text(encoding="utf-8"))
    words = re.sub(r'file = "(\w+)\.csv"', r'file = "in/\1.csv"', words)
    card = words.index('kind = "registry"\n')
    words = words[:card] + words[card:].replace('confidentiality = "invented"', 'confidentiality = "victim-records"', 1)
    file.write_text(words.replace("min_population = 5000", "min_population = 20000"), encoding="utf-8")
    inside = study / "in"
    inside.mkdir()
    write_files(inside, 6, people, date(2021, 12, 31))
    return frozenset({CANARY}.union(*(hostile(one) for one in sorted(inside.glob("*.csv")))))


def hostile(file: Path) -> set[str]:
    """Add columns of hostile names and rows of bad values to a file; the values of its vault columns."""
    separator = ";" if file.stem == "policia" else ","
    with file.open(encoding="utf-8", newline="") as opened:
        header, *rows = csv.reader(opened, delimiter=separator)
    more = [[*row, *(f"{CANARY}{at}" for _ in HOSTILE)] for at, row in enumerate(rows)]
    for at, (column, value) in enumerate(BAD):
        if column in header:
            more[3 * at + 1][header.index(column)] = value
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, delimiter=separator).writerows([[*header, *HOSTILE], *more])
    # its number at the institution, paternal surname, document
    return {value for row in rows for at in (0, 2, 4) if len(value := row[at]) > 5 and value.isascii()}


def readable(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """The words of a public file: parts of packages and the text, metadata and streams of PDF opened."""
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for item in packed.namelist():
                yield f"{name}/{item}", packed.read(item).decode("utf-8", "ignore")
    elif name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(content))
        yield f"{name}/text", "\n".join(page.extract_text() for page in reader.pages)
        yield (
            f"{name}/about",
            f"{dict(reader.metadata or {})} {reader.xmp_metadata and reader.xmp_metadata.rdf_root.toxml()}",
        )
    yield name, content.decode("utf-8", "ignore")


def otherwise(made: Protected, seed: int) -> Protected:
    """The same printed cells and the same cells hidden, over other hidden counts, other sensitive ones and other lists."""
    cells, draw = made.cells, np.random.default_rng(seed)
    unknown = np.flatnonzero(made.hidden)
    part = cells.sums[:, unknown]
    right = part @ cells.counts[unknown]
    found = milp(
        draw.normal(size=len(unknown)),
        constraints=LinearConstraint(part, right, right),
        bounds=Bounds(np.zeros(len(unknown)), cells.counts[unknown] + 40.0),
        integrality=np.ones(len(unknown)),
        options={"time_limit": 20.0},
    )
    counts = cells.counts.copy()
    counts[unknown] = np.round(found.x).astype(np.int64)
    return replace(made, cells=replace(cells, counts=counts), sensitive=made.hidden, own=np.zeros_like(made.own))
