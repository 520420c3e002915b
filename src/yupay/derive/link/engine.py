"""The linkage library, behind one door: what it is asked, silently, on the engine of the vault.

It logs values and draws charts that embed records: its log is off here and none of its charts is ever made. It is given all
parameters: it looks for the pairs and weighs them, with the adjustment for how common a name is.
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from yupay.derive.link.prepare import PEOPLE
from yupay.model.text import Text
from yupay.study.toml import stop


def require() -> None:
    """Raise StudyProblems, P671, where the linkage library is not installed."""
    if find_spec("splink") is None:
        got = Text(es="no está instalada", en="it is not installed")
        raise stop("P671", "splink", got, Text.same("splink 5"), act=Text.same("pip install 'yupay[link]'"))


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


def linker(connection: Any, settings: dict[str, Any], table: str = PEOPLE) -> Any:
    """A linker over a table of the connection: the one place that knows on which engine it works."""
    from splink import DuckDBAPI, Linker, SettingsCreator

    api = DuckDBAPI(connection=connection)
    return Linker(api.register(table), SettingsCreator(**settings))
