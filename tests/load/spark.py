"""A Spark session on this machine, for the tests that run an expression on every engine."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class NoSpark(Exception):
    """Why there is no Spark here."""


@contextmanager
def spark(folder: Path) -> Iterator[Any]:
    """An ibis connection to a local session that listens on loopback only; everything it writes stays in `folder`."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as missing:
        raise NoSpark("pyspark is not installed (requirements/engines.txt)") from missing
    if shutil.which("java") is None:
        raise NoSpark("Java is not installed")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = (
        SparkSession.builder.master("local[1]")
        .appName("yupay-contract")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .config("spark.driver.extraJavaOptions", f"-Dderby.system.home={folder}")
        .getOrCreate()
    )
    import ibis

    try:
        yield ibis.pyspark.connect(session)
    finally:
        session.stop()
