"""Reading one file as one source, and its problems by code."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import made
import pyarrow as pa
import pytest
from needs import missing
from postgres import NoServer, server

from yupay.load.tables import Loaded, load
from yupay.model.problem import Problem, StudyProblems

Read = Callable[..., pa.Table]
Refuse = Callable[..., list[Problem]]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    try:
        import psycopg
    except ImportError:
        missing("psycopg is not installed")
    assert psycopg.__version__
    running = server()
    try:
        found = running.__enter__()
    except NoServer as why:
        missing(str(why))
    yield found
    running.__exit__(None, None, None)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The table of one file, without the columns that loading adds."""

    def of(content: str | bytes, name: str = "rows__csv", **fields: Any) -> pa.Table:
        loaded = load_one(tmp_path, content, name, fields)
        return loaded.tables["rows"].drop("yupay_row", "yupay_place").to_pyarrow()

    return of


@pytest.fixture
def refuse(tmp_path: Path) -> Refuse:
    """The problems of one file; loading it must fail."""

    def of(content: str | bytes, name: str = "rows__csv", **fields: Any) -> list[Problem]:
        with pytest.raises(StudyProblems) as found:
            load_one(tmp_path, content, name, fields)
        return list(found.value.problems)

    return of


def load_one(folder: Path, content: str | bytes, name: str, fields: dict[str, Any]) -> Loaded:
    made.write(folder, **{name: content})
    path = fields.pop("path", "data/" + name.replace("__", "."))
    return load(made.study((made.source("rows", path, **fields),)), folder)
