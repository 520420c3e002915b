"""Spark on this machine: pairs found and weighed in the folder of the vault, and nowhere else.

What Spark writes is encrypted with a key of this run, in a folder inside the one where the vault's own engine spills, removed at the end
and, after a kill, when the vault is next opened. Its Java is started with no setting of this machine's Spark: a log of events, a plug-in or
another folder would be a way out. The two similarity functions are Spark's own SQL: they give what those of DuckDB give, to the last letter.
Reference: Jaro (1989) and Winkler (1990) for the similarity of names; Spark documentation, "Configuration".
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pyarrow as pa

from yupay.derive.link.prepare import PEOPLE
from yupay.load.engine_faults import lacks, not_opened
from yupay.load.engine_spark import java_found, start_session, stop_session
from yupay.model.problem import StudyProblems

FOLDER, WHOLE = "spark-", "whole"
# What a machine may have set for its own Spark and Java; the first letters of the names.
FOREIGN = ("SPARK_", "PYSPARK_", "HADOOP_", "YARN_", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
# They part the list of folders and the options of Java.
PARTING = (" ", ",", '"', "'")
# Pushed below the weights, the filter on their sum would compute every level again for each weight.
ONCE = ("spark.sql.optimizer.excludedRules", "org.apache.spark.sql.catalyst.optimizer.PushDownPredicates")
# Neither is looked at when pairs are weighed.
STAYS = ("record_id", "institution", "crowded")

# One slip, or as many as Levenshtein counts: right up to one, and no level asks for more.
SLIPS = """case when length(a) = length(b) and levenshtein(a, b) = 2 and exists(sequence(1, length(a) - 1),
        i -> b = overlay(a placing reverse(substr(a, i, 2)) from i for 2)) then 1 else levenshtein(a, b) end"""
REACH = "greatest(greatest(length(a), length(b)) div 2 - 1, 0)"
FOUND = f"locate(substr(a, i, 1), substr(left(s.free, i + {REACH}), greatest(i - {REACH}, 1)))"
# Each letter of a takes the first letter of b like it and within reach that is still free; a taken one is blank.
TAKEN = f"""aggregate(sequence(1, length(a)), named_struct('free', b, 'met', ''), (s, i) -> case when {FOUND} = 0 then s
        else named_struct('free', overlay(s.free placing ' ' from {FOUND} + greatest(i - {REACH}, 1) - 1 for 1),
            'met', s.met || substr(a, i, 1)) end)"""
MET = """named_struct('a', s.met, 'b', array_join(transform(filter(sequence(1, length(b)),
        i -> substr(s.free, i, 1) = ' '), i -> substr(b, i, 1)), ''), 'm', length(s.met))"""
TURNED = "size(filter(sequence(1, s.m), i -> substr(s.a, i, 1) <> substr(s.b, i, 1))) div 2"
JARO = f"case when s.m = 0 then 0.0D else (s.m / length(a) + s.m / length(b) + (s.m - {TURNED}) / s.m) / 3 end"
BEGUN = "size(filter(array(1, 2, 3, 4), n -> n <= least(length(a), length(b)) and left(a, n) = left(b, n)))"
WINKLER = f"case when j > 0.7D then j + 0.1D * {BEGUN} * (1 - j) else j end"


def _let(value: str, name: str, body: str) -> str:
    """SQL: an expression over a named value, computed once."""
    return f"element_at(transform(array({value}), {name} -> {body}), 1)"


ALIKE = _let(_let(_let(TAKEN, "s", MET), "s", JARO), "j", WINKLER)
FUNCTIONS = {"damerau_levenshtein": ("int", SLIPS), "jaro_winkler_similarity": ("double", ALIKE)}


@dataclass(frozen=True)
class OnSpark:
    """Temporary views of one session."""

    session: Any = field(repr=False)

    def api(self) -> Any:
        """The linkage library on this engine; it keeps what it made in memory or in the session's folder."""
        from splink import SparkAPI

        return SparkAPI(spark_session=self.session, break_lineage_method="persist", register_udfs_automatically=False)

    def shares(self, column: str) -> str:
        """The shares by the number of the record: `people` holds that number in the place of the name."""
        name = f"shares_{column}"
        self.session.sql(f"create temporary view {name} as select link_id as {column}, tf_{column} from {WHOLE}")
        return name

    def rows(self, query: str) -> pa.Table:
        """The answer to a query."""
        return self.session.sql(query).toArrow()


def require() -> None:
    """Raise StudyProblems, L263, where Spark or Java is not installed."""
    if find_spec("pyspark") is None:
        needed = ("pyspark de requirements/engines.txt", "pyspark of requirements/engines.txt")
        raise StudyProblems([lacks("pyspark", needed)])
    if not java_found():
        raise StudyProblems([lacks("Java", ("Java 17 o 21", "Java 17 or 21"))])


@contextmanager
def spark(connection: Any, address: str) -> Iterator[OnSpark]:
    """A session that holds the table `people` of a connection, without who sent a record and under which number.

    Raises:
        StudyProblems: L262 it does not start, another Spark is open in this process, or the vault has no folder that Spark can be kept in.

    """
    within = _folder(connection)
    with ExitStack() as ended:
        made = Path(tempfile.mkdtemp(prefix=FOLDER, dir=within))
        ended.callback(shutil.rmtree, made, ignore_errors=True)
        session, java = _started(dict(parse_qsl(urlsplit(address).query)), made)
        ended.callback(stop_session, session, java, made)
        session.conf.set(*ONCE)
        for name, (kind, body) in FUNCTIONS.items():
            session.sql(f"create temporary function {name}(a string, b string) returns {kind} return {body}")
        table = connection.execute(f"select * exclude ({', '.join(STAYS)}) from {PEOPLE}").to_arrow_table()
        _held(session, signed(table))
        yield OnSpark(session)


def _held(session: Any, table: pa.Table) -> None:
    """The table as the view `whole`, and as `people` the same with its shares to be looked up."""
    session.createDataFrame(table).persist().createOrReplaceTempView(WHOLE)
    shared = [name.removeprefix("tf_") for name in table.column_names if name.startswith("tf_")]
    apart = ", ".join(f"{name}, tf_{name}" for name in shared)
    numbered = ", ".join(f"link_id as {name}" for name in shared)
    session.sql(f"create temporary view {PEOPLE} as select * except ({apart}), {numbered} from {WHOLE}")


def signed(table: pa.Table) -> pa.Table:
    """The table with its keys as signed numbers of the same bits: Spark has no others."""
    for at, one in enumerate(table.schema):
        if one.type == pa.uint64():
            column = pa.chunked_array([chunk.view(pa.int64()) for chunk in table[at].chunks], pa.int64())
            table = table.set_column(at, one.name, column)
    return table


def _folder(connection: Any) -> Path:
    """The folder where the vault's engine spills."""
    spill = connection.execute("select current_setting('temp_directory')").fetchone()[0]
    if not spill or not Path(spill).is_dir():
        expected = ("una bóveda con carpeta propia", "a vault with a folder of its own")
        raise StudyProblems([not_opened("spark://local", expected)])
    found = Path(spill).resolve()
    if any(sign in str(found) for sign in PARTING):
        expected = ("una carpeta sin espacios, comas ni comillas", "a folder without spaces, commas or quotes")
        raise StudyProblems([not_opened("spark://local", expected)])
    return found


def _started(options: dict[str, str], folder: Path) -> tuple[Any, Any]:
    """A session and its Java, which is ours alone."""
    session = java = None
    with plain_environment(folder), suppress(Exception):
        session, java = start_session(options, folder)
    if session is None:
        wanted = ("Java 17 o 21 y memoria libre", "Java 17 or 21, and free memory")
        raise StudyProblems([not_opened("spark://local", wanted)])
    if java is None:
        # A Java that was there before has folders and settings of its own.
        stop_session(session, java, folder)
        expected = ("ningún otro Spark abierto en este proceso", "no other Spark open in this process")
        raise StudyProblems([not_opened("spark://local", expected)])
    return session, java


@contextmanager
def plain_environment(folder: Path) -> Iterator[None]:
    """No setting of this machine's Spark, Hadoop or Java is passed on; those are looked for in `folder`, which is empty."""
    held = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith(FOREIGN)}
    # What a Java that breaks down writes of its memory goes there too.
    java = f"-XX:ErrorFile={folder / 'java.log'} -XX:-UsePerfData"
    os.environ |= {"SPARK_CONF_DIR": str(folder), "JAVA_TOOL_OPTIONS": java}
    try:
        yield
    finally:
        for name in [name for name in os.environ if name.startswith(FOREIGN)]:
            del os.environ[name]
        os.environ.update(held)
