"""Spark on this machine, for the tests that run an expression or a study on every engine."""

from importlib.util import find_spec

from needs import missing

from yupay.load.engine import Engine, open_engine
from yupay.load.engine_spark import java_found

URL = "spark://local?cores=2&memory=1GB"


def need_spark() -> None:
    """Skip, or fail where Spark is required, on a machine without it."""
    if find_spec("pyspark") is None:
        missing("pyspark is not installed (requirements/engines.txt)", "spark")
    if not java_found():
        missing("Java is not installed", "spark")


def spark() -> Engine:
    """An open session, to be closed by the caller."""
    need_spark()
    return open_engine(URL)
