"""The order of the house, read from the imports."""

import ast
from pathlib import Path

import pytest

ORDER = [
    "model",
    "study",
    "load",
    "keep",
    "derive",
    "protect",
    "analyse",
    "conclude",
    "release",
    "publish",
    "run",
    "gathering",
    "beside",
    "edition",
    "cli",
]
SOURCE = Path(__file__).resolve().parents[2] / "src" / "yupay"
FILES = sorted(SOURCE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def ours(path: Path) -> set[str]:
    found = {name.split(".")[1] for name in imported(path) if name.startswith("yupay.") and name.count(".") >= 1}
    return found & set(ORDER)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_imports_point_left(path: Path) -> None:
    here = room(path)
    if here not in ORDER:
        assert here in {"__init__", "__main__"}, f"{here} has no place in the house"
        return
    wrong = {name for name in ours(path) if ORDER.index(name) > ORDER.index(here)}
    assert not wrong, f"{path.name} in {here} imports from {sorted(wrong)}"


@pytest.mark.parametrize(
    "path", [p for p in FILES if room(p) == "analyse"], ids=lambda p: p.relative_to(SOURCE).as_posix()
)
def test_rooms_of_analyse_do_not_import_each_other(path: Path) -> None:
    parts = path.relative_to(SOURCE).parts
    if len(parts) < 3:
        return
    rooms = {name.split(".")[2] for name in imported(path) if name.startswith("yupay.analyse.")}
    assert rooms <= {parts[1], "numerics"}, f"{path} reaches into {rooms}"


@pytest.mark.parametrize(
    ("driver", "file"),
    [
        ("duckdb", "load/engine_duckdb.py"),
        ("psycopg", "load/engine_postgres.py"),
        ("pyspark", "load/engine_spark.py"),
        ("py4j", "load/engine_spark.py"),
    ],
)
def test_only_its_own_file_knows_an_engine(driver: str, file: str) -> None:
    knows = {p.relative_to(SOURCE).as_posix() for p in FILES if any(n.split(".")[0] == driver for n in imported(p))}
    assert knows == {file}


def test_model_holds_nouns_only() -> None:
    allowed = {"yupay", "pydantic", "typing", "datetime", "__future__", "enum", "collections"}
    for path in FILES:
        if room(path) == "model":
            assert {name.split(".")[0] for name in imported(path)} <= allowed, path


def test_no_pandas_and_no_eager_execution() -> None:
    for path in FILES:
        assert not any(name.split(".")[0] == "pandas" for name in imported(path)), path
        assert ".execute()" not in path.read_text(encoding="utf-8"), path


def test_no_room_without_a_name() -> None:
    assert not [p for p in SOURCE.rglob("*") if p.stem in {"utils", "util", "helpers", "misc", "common"}]
