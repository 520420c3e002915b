"""On Spark the same pairs have the same weights, the same records are one person, and nothing is written outside the vault's folder."""

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from invented_people import Rates, invent
from memory_vault import MemoryVault

from yupay.derive.link import link, spark
from yupay.derive.link.options import LinkOptions
from yupay.load.engine_spark import java_found
from yupay.model.problem import StudyProblems

NOT_OURS = pytest.mark.filterwarnings("ignore")  # pyspark leaves sockets to the collector of the interpreter
SPARK = "spark://local?cores=2&memory=1GB"
PEOPLE = 3000
RATES = Rates(typo=0.15, swapped=0.08, no_document=0.5)
SIMILAR = "select damerau_levenshtein(a, b) as slips, jaro_winkler_similarity(a, b) as alike from told order by place"


def need_spark():
    """Skip, or fail where Spark is required, on a machine without it."""
    lacking = [name for name, there in (("pyspark", find_spec("pyspark")), ("Java", java_found())) if not there]
    if lacking and "spark" in os.environ.get("YUPAY_REQUIRE", "").split(","):
        pytest.fail(f"spark is required here: {lacking} is not installed")
    if lacking:
        pytest.skip(f"{lacking} is not installed")


def words():
    """Pairs of words: near ones, chance ones, one letter, none of it in common."""
    draw = np.random.default_rng(4)
    some = ["".join(draw.choice(list("abcde"), int(draw.integers(1, 15)))) for _ in range(60)]
    some += [
        "kispe",
        "kipse",
        "kisep",
        "mamani",
        "mamanni",
        "namani",
        "uaman",
        "huaman",
        "gonsales",
        "gonsalo",
        "a",
        "z",
    ]
    pairs = [(a, b) for a in some for b in some]
    return pa.table({"place": range(len(pairs)), "a": [a for a, _ in pairs], "b": [b for _, b in pairs]})


def similar(on, connection):
    """The two functions on both engines."""
    connection.register("told", words())
    here = connection.execute(SIMILAR).to_arrow_table()
    connection.unregister("told")
    on.session.createDataFrame(words()).createOrReplaceTempView("told")
    return here, on.rows(SIMILAR)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Both engines over the same records: the vaults, the scores, what Spark had written by then, the functions."""
    need_spark()
    made, folder, here = invent(PEOPLE, RATES, 8), tmp_path_factory.mktemp("vault"), Path.cwd()
    seen = {"made": made, "folder": folder}
    scored = link.score
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("elsewhere"))
        for name, address in (("duckdb", "duckdb://"), ("spark", SPARK)):
            vault = MemoryVault(made.identities, made.records, spill=str(folder))

            def kept(on, *given, name=name, vault=vault):
                seen[f"scores on {name}"] = found = scored(on, *given)
                if name == "spark":
                    seen["written"] = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
                    seen["similar"] = similar(on, vault.raw())
                return found

            patch.setattr(link, "score", kept)
            seen[f"linked on {name}"] = link.link(vault, LinkOptions(sample=800, engine=address))
            seen[name] = vault
        seen["elsewhere"] = list(Path.cwd().iterdir())
    assert Path.cwd() == here
    return seen


@NOT_OURS
def test_the_pairs_and_their_weights_are_the_same(both):
    one, other = both["scores on duckdb"], both["scores on spark"]
    assert len(one.a) > PEOPLE / 3
    for name in ("a", "b", "pattern", "sure", "only_document", "lacking"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    assert np.abs(one.weight - other.weight).max() <= 1e-9
    assert np.abs(one.document - other.document).max() <= 1e-9


@NOT_OURS
def test_every_degree_of_agreement_was_met(both):
    """Or the test above would compare less than it says."""
    pattern, names = both["scores on duckdb"].pattern, both["scores on duckdb"].compared
    missing = [name for at, name in enumerate(names) if len(set(pattern[:, at].tolist()) - {-1}) < pattern[:, at].max()]
    assert not missing
    assert pattern.max(axis=0).tolist() == [9, 7, 6, 2, 1, 1]


@NOT_OURS
def test_the_persons_are_the_same(both):
    for name, key in (("links", "record_a, record_b"), ("persons", "record_id")):
        query = f"select * from {name} order by {key}"
        assert both["duckdb"].raw().execute(query).fetchall() == both["spark"].raw().execute(query).fetchall()
    assert both["linked on duckdb"].review == both["linked on spark"].review
    assert both["linked on duckdb"].corrected == both["linked on spark"].corrected


@NOT_OURS
def test_the_similarity_functions_are_those_of_the_vault(both):
    here, there = both["similar"]
    slips = [table["slips"].to_numpy() for table in (here, there)]
    assert np.array_equal(slips[0] <= 1, slips[1] <= 1)
    assert 0 < (slips[0] == 1).sum() < len(slips[0])
    assert there["alike"].to_numpy() == pytest.approx(here["alike"].to_numpy(), abs=1e-12)


@NOT_OURS
def test_what_spark_writes_is_in_the_folder_unreadable_and_gone_at_the_end(both):
    written, made = both["written"], both["made"]
    assert sum(map(len, written.values())) > 100_000
    names = {word.encode() for word in made.identities["doc_num"].to_pylist() if word}
    names |= {word.lower().encode() for word in made.identities["ap_paterno"].to_pylist() if len(word) > 5}
    whole = b"\0".join(written.values())
    assert len(names) > 500
    assert not [name for name in names if name in whole]
    assert list(both["folder"].iterdir()) == []
    assert both["elsewhere"] == []


def refused(options, vault):
    with pytest.raises(StudyProblems) as failed:
        link.link(vault, options)
    return [(one.code, one.got.en, one.expected.en) for one in failed.value.problems]


@pytest.mark.parametrize(
    "address",
    ["spark://cluster.invalid:7077", "postgres://ana:secret@host/lists", "spark://local?cores=0", "duckdb://x", ""],
)
def test_a_cluster_or_another_database_is_refused(address):
    made = invent(30, Rates(), 1)
    ((code, got, expected),) = refused(LinkOptions(engine=address), MemoryVault(made.identities, made.records))
    assert code == "S139"
    assert "secret" not in got
    assert "does not leave this machine" in expected


@pytest.mark.parametrize("name", ["", "not there", "my vault"])
def test_a_vault_without_a_folder_that_spark_can_be_kept_in_is_refused(name, tmp_path):
    need_spark()
    made = invent(60, Rates(), 1)
    if name == "my vault":
        (tmp_path / name).mkdir()
    vault = MemoryVault(made.identities, made.records, spill=str(tmp_path / name) if name else "")
    ((code, _, expected),) = refused(LinkOptions(engine=SPARK, sample=50), vault)
    assert code == "L262"
    assert "a folder" in expected


def test_without_spark_one_is_told_before_any_work(monkeypatch, tmp_path):
    made = invent(30, Rates(), 1)
    vault = MemoryVault(made.identities, made.records, spill=str(tmp_path))
    monkeypatch.setattr(spark, "java_found", lambda: False)
    monkeypatch.setattr(link, "prepare", None)
    assert refused(LinkOptions(engine=SPARK), vault)[0][0] == "L263"


def test_no_setting_of_the_machines_own_spark_is_passed_on(monkeypatch, tmp_path):
    for name in ("SPARK_LOCAL_DIRS", "SPARK_CONF_DIR", "PYSPARK_SUBMIT_ARGS", "JAVA_TOOL_OPTIONS", "HADOOP_CONF_DIR"):
        monkeypatch.setenv(name, "/elsewhere")
    before = dict(os.environ)
    with spark.plain_environment(tmp_path):
        assert "/elsewhere" not in os.environ.values()
        assert os.environ["SPARK_CONF_DIR"] == str(tmp_path)
    assert dict(os.environ) == before


def test_a_spark_that_does_not_start_leaves_nothing(monkeypatch, tmp_path):
    need_spark()
    made = invent(60, Rates(), 1)
    vault = MemoryVault(made.identities, made.records, spill=str(tmp_path))

    def failing(*given):
        raise RuntimeError("palomino-canary")

    monkeypatch.setattr(spark, "start_session", failing)
    ((code, got, expected),) = refused(LinkOptions(engine=SPARK, sample=50), vault)
    assert code == "L262"
    assert "canary" not in got + expected
    assert list(tmp_path.iterdir()) == []


def test_keys_keep_their_bits():
    keys = np.array([0, 1, 2**63, 2**64 - 1], dtype=np.uint64)
    made = spark.signed(pa.table({"k": pa.array(keys), "n": ["a", "b", "c", None]}))
    assert made["k"].to_numpy().view(np.uint64).tolist() == keys.tolist()
    assert made["n"].to_pylist() == ["a", "b", "c", None]


def test_a_java_that_was_there_before_is_given_no_record(monkeypatch, tmp_path):
    need_spark()
    made, stopped = invent(60, Rates(), 1), []
    vault = MemoryVault(made.identities, made.records, spill=str(tmp_path))
    monkeypatch.setattr(spark, "start_session", lambda options, folder: ("a session", None))
    monkeypatch.setattr(spark, "stop_session", lambda *given: stopped.append(given[:2]))
    ((code, _, expected),) = refused(LinkOptions(engine=SPARK, sample=50), vault)
    assert (code, expected) == ("L262", "no other Spark open in this process")
    assert stopped == [("a session", None)]
    assert list(tmp_path.iterdir()) == []
