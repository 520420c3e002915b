"""The linkage library, behind one door: what it is asked, silently, on the engine of the vault or on Spark beside it.

It logs values and draws charts that embed records: its log is off here and none of its charts is ever made. It is given all
parameters: it looks for the pairs and weighs them, with the adjustment for how common a name is.
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, Protocol

import pyarrow as pa

from yupay.derive.link.options import EMBEDDED
from yupay.derive.link.prepare import PEOPLE
from yupay.model.text import Text
from yupay.study.toml import stop


class Engine(Protocol):
    """Where pairs are found and weighed. It holds the table `people`, and the SQL of levels and rules is the same on each."""

    def api(self) -> Any:
        """The linkage library on this engine."""

    def shares(self, column: str) -> str:
        """The table where the library is to look up how common a name is."""

    def rows(self, query: str) -> pa.Table:
        """The answer to a query."""


@dataclass(frozen=True)
class Embedded:
    """The engine of the vault itself."""

    connection: Any = field(repr=False)

    def api(self) -> Any:
        """The linkage library on this engine."""
        from splink import DuckDBAPI

        return DuckDBAPI(connection=self.connection)

    def shares(self, column: str) -> str:
        """An empty table: here the library takes the shares that stand beside the names."""
        self.connection.execute("create or replace table no_shares (s bigint)")
        return "no_shares"

    def rows(self, query: str) -> pa.Table:
        """The answer to a query."""
        return self.connection.execute(query).to_arrow_table()


def require(address: str = EMBEDDED) -> None:
    """Raise StudyProblems, P671 or L263, where the linkage library, or Spark where it is asked for, is not installed."""
    if find_spec("splink") is None:
        got = Text(es="no está instalada", en="it is not installed")
        raise stop("P671", "splink", got, Text.same("splink 5"), act=Text.same("pip install 'yupay[link]'"))
    if address != EMBEDDED:
        from yupay.derive.link import spark

        spark.require()


@contextmanager
def opened(connection: Any, address: str) -> Iterator[Engine]:
    """The engine of an address, with the table `people` of the connection.

    Raises:
        StudyProblems: L262 Spark does not start, or may not.

    """
    if address == EMBEDDED:
        yield Embedded(connection)
        return
    from yupay.derive.link.spark import spark

    with spark(connection, address) as session:
        yield session


@contextmanager
def silent() -> Iterator[None]:
    """No log line and no warning of the library leaves: they name columns and may hold values."""
    import splink  # noqa: F401 - its loggers must be there to be silenced

    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] == "splink"]
    held = [(logger, logger.disabled) for logger in map(logging.getLogger, names)]
    for logger, _ in held:
        logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, was in held:
            logger.disabled = was


def linker(on: Engine, settings: dict[str, Any]) -> Any:
    """A linker over the table `people` of an engine."""
    from splink import Linker, SettingsCreator

    return Linker(on.api().register(PEOPLE), SettingsCreator(**settings))
