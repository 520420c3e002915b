"""Spark on this machine as the engine: one session, `local[cores]`, that listens on loopback only.

Rows go in and come out as Arrow: the way through pandas would turn missing text into "NaN". What Spark has to write to
disk (sorted and spilled parts) is encrypted with a key of this run, in a folder that is removed at the end.
Reference: Spark documentation, "Configuration" (spark.driver.bindAddress, spark.io.encryption.enabled, spark.local.dir).
"""

import os
import shutil
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from yupay.load.engine_faults import lacks, not_opened, told
from yupay.model.problem import StudyProblems

NAME = "Spark"
CORES = "2"
MEMORY = "2GB"
LOGGERS = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")  # they quote values
PATIENCE = 15  # seconds
NO_ROOM = "java.lang.OutOfMemoryError"

Telling = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class SparkEngine:
    """Temporary views of one session; `close` stops it and removes its folder."""

    connection: Any = field(repr=False)
    session: Any = field(repr=False)
    telling: Telling = field(repr=False)
    stop: Callable[[], Any] = field(repr=False)
    longest_name: int | None = None

    def add(self, name: str, data: pa.Table) -> ir.Table:
        """Bring an Arrow table in."""
        with self.telling():
            self.session.createDataFrame(data).createOrReplaceTempView(name)
            return self.connection.table(name)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Compute an expression once and keep its rows in Spark's memory."""
        with self.telling():
            rows = self.session.sql(self.connection.compile(expression)).localCheckpoint()
            rows.createOrReplaceTempView(name)
            return self.connection.table(name)

    def drop(self, name: str) -> None:
        """Forget a table."""
        with self.telling():
            self.session.catalog.dropTempView(name)

    def lock(self) -> None:
        """Nothing to lock: no expression of ours reads or writes a file."""

    def close(self) -> None:
        """Stop Spark and remove its folder."""
        self.stop()


def open_spark(options: Mapping[str, str]) -> SparkEngine:
    """A session of Spark in this process's own Java.

    Args:
        options: `cores`, and `memory` such as 4GB.

    Raises:
        StudyProblems: L262 it does not start, L263 pyspark or Java is not installed.

    """
    try:
        import py4j.protocol
        import pyspark.errors
    except ImportError:
        needed = ("pyspark de requirements/engines.txt", "pyspark of requirements/engines.txt")
        raise StudyProblems([lacks("pyspark", needed)]) from None
    if not java_found():
        raise StudyProblems([lacks("Java", ("Java 17 o 21", "Java 17 or 21"))])
    failures = (py4j.protocol.Py4JError, pyspark.errors.PySparkException, OSError, pa.ArrowException)
    folder = Path(tempfile.mkdtemp(prefix="yupay-spark-"))
    try:
        session, java = start_session(options, folder)
    except (*failures, RuntimeError, ValueError):
        shutil.rmtree(folder, ignore_errors=True)
        wanted = ("Java 17 o 21 y memoria libre", "Java 17 or 21, and free memory")
        raise StudyProblems([not_opened("spark://local", wanted)]) from None

    def telling() -> AbstractContextManager[None]:
        return told(NAME, failures, _lacks_room)

    backend = _backend(telling)()
    backend.register_options()
    connection = backend.connect(session)
    stop = weakref.finalize(connection, stop_session, session, java, folder)
    return SparkEngine(connection=connection, session=session, telling=telling, stop=stop)


def settings(options: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Everything that Spark is told: nothing is served, nothing leaves this machine."""
    cores, memory = options.get("cores", CORES), options.get("memory", MEMORY)
    return {
        "spark.master": f"local[{cores}]",
        "spark.app.name": "yupay",
        "spark.driver.memory": memory[:-1].lower(),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": f"-Djava.io.tmpdir={folder}",
        "spark.io.encryption.enabled": "true",
        "spark.local.dir": str(folder),
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": cores,
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }


def start_session(options: Mapping[str, str], folder: Path) -> tuple[Any, Any]:
    """A session, and its Java where we started one, which keeps its words to itself: they may quote values."""
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.logger import PySparkLogger
    from pyspark.sql import SparkSession

    for logger in LOGGERS:
        PySparkLogger.getLogger(logger).disabled = True
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    chosen = SparkConf(loadDefaults=False)
    for name, value in settings(options, folder).items():
        chosen.set(name, value)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    java = None if SparkContext._gateway else launch_gateway(chosen, quiet)
    try:
        return SparkSession(SparkContext(conf=chosen, gateway=java)), java
    except BaseException:
        _end(java)
        raise


def stop_session(session: Any, java: Any, folder: Path) -> None:
    """Stop the session, then its Java, then remove what it wrote; one that has died is no reason to keep the rest."""
    with suppress(Exception):
        session.stop()
    _end(java)
    shutil.rmtree(folder, ignore_errors=True)


def _end(java: Any) -> None:
    """End a Java that we started; None where it was there before."""
    from pyspark import SparkContext

    if java is None:
        return
    SparkContext._gateway = SparkContext._jvm = None
    with suppress(Exception):
        java.shutdown()
    java.proc.stdin.close()
    try:
        java.proc.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        java.proc.kill()
        java.proc.wait()


def java_found() -> bool:
    """Whether there is a Java to be started."""
    home = os.environ.get("JAVA_HOME")
    return (Path(home) / "bin" / "java").exists() if home else shutil.which("java") is not None


def _backend(telling: Telling) -> Any:
    """The backend of ibis, reading by Arrow instead of by pandas."""
    from ibis.backends.pyspark import Backend
    from ibis.formats.pyarrow import PyArrowData

    class Reading(Backend):  # type: ignore[misc]
        def to_pyarrow(self, expr: Any, /, *, params: Any = None, limit: Any = None, **_: Any) -> Any:
            table = expr.as_table()
            with telling():
                rows = self._session.sql(self.compile(table, params=params, limit=limit)).toArrow()
            return expr.__pyarrow_result__(PyArrowData.convert_table(rows, table.schema()))

    return Reading


def _lacks_room(failure: BaseException) -> bool:
    return NO_ROOM in str(getattr(failure, "java_exception", failure))
