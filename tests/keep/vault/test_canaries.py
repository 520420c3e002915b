"""Canaries: words that nobody uses, in every protected column, through every way to fail. None may be found outside the vault.

Each run is a process of its own, with its own home and temporary folder; afterwards its screen, its logs, the words, context
and frames of its exceptions, and every file outside the vault and the institution's own are searched.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from made_records import HEADER, KEY, many, row, write_mapping, write_rows

from yupay.keep.vault import open_vault, vault_folder

CANARY = "Zqxcanario"
PLANTED = {name: f"{CANARY}{at:02d}" for at, name in enumerate(HEADER)}
GOOD = {
    "NRO": f"{CANARY}50",
    "NOMBRES": f"{CANARY}51",
    "PATERNO": f"{CANARY}52",
    "MATERNO": f"{CANARY}53",
    "DOC": f"{CANARY}54",
    "DIR": f"{CANARY}55",
    "OBS": f"{CANARY}56",
}
HEAD = """
import logging, os, signal, sys, traceback
from datetime import date
from pathlib import Path
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
from yupay.keep import vault as keep
from yupay.keep.vault import open_vault, take_in, vault_folder, choose_person, forget
from yupay.keep.vault.vault import Vault
from yupay.load.records.mapping import read_mapping
from yupay.load.records.schema import case_schema
study = Path(sys.argv[1])
mapping = read_mapping(study / "policia.toml", case_schema())
KEY = bytes(range(32))

def take(vault, name):
    return take_in(vault, study / name, mapping, case_schema(), today=date(2024, 6, 30))

def chain(error):
    while error is not None:
        print(repr(error), error, getattr(error, "problems", ""))
        print("".join(traceback.TracebackException.from_exception(error, capture_locals=True).format()))
        error = error.__cause__ or error.__context__

def told(job):
    try:
        print("DONE", job())
    except BaseException as error:
        print("FAILED", type(error).__name__)
        chain(error)
"""


def run(study: Path, body: str) -> str:
    """Run a script against the study; what it printed, after every file it left outside the vault was searched."""
    for name in ("home", "temporary"):
        (study.parent / name).mkdir(exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "HOME": str(study.parent / "home"),
        "TMPDIR": str(study.parent / "temporary"),
        "YUPAY_KEY_FILE": str(study.parent / "home" / "project.key"),
    }
    done = subprocess.run(
        [sys.executable, "-c", HEAD + body, str(study)],
        capture_output=True,
        text=True,
        check=False,
        cwd=study.parent / "home",
        env=environment,
        timeout=60,
    )
    printed = done.stdout + done.stderr
    assert CANARY.casefold() not in printed.casefold(), printed[:2000]
    kept = study / "keep" / "vault"
    searched = [
        one for one in study.parent.rglob("*") if one.is_file() and kept not in one.parents and one.parent != study
    ]
    assert not [one for one in searched if CANARY.encode() in one.read_bytes()]
    return f"{printed}\nEXIT {done.returncode}"


@pytest.fixture
def planted(study: Path) -> Path:
    write_mapping(study)
    write_rows(study / "good.csv", [*many(40), row(**GOOD)])
    return study


def test_the_canaries_are_in_the_vault(planted):
    """What is searched for is there to be found."""
    assert "accepted=41" in run(
        planted, "v = open_vault(vault_folder(study), key=KEY)\ntold(lambda: take(v, 'good.csv'))\n"
    )
    assert CANARY.encode() in b"".join(
        one.read_bytes() for one in (planted / "keep" / "vault").iterdir() if one.is_file()
    )


@pytest.mark.parametrize("column", [name for name in HEADER if name not in ("NRO", "OBS", "DIR")])
def test_a_bad_value_in_each_column(planted, column):
    bad = PLANTED[column] + ("\x07" if column in ("NOMBRES", "PATERNO", "MATERNO", "DOC", "PAIS") else "")
    write_rows(planted / "one.csv", [*many(20), row(**(GOOD | {column: bad}))])
    write_rows(planted / "most.csv", [*many(5), *(row(**(GOOD | {column: bad})) for _ in range(20))])
    body = "v = open_vault(vault_folder(study), key=KEY)\nfor name in ('one.csv', 'most.csv'):\n    told(lambda: take(v, name))\n"
    printed = run(planted, body)
    assert "accepted=20" in printed and "L287" in printed


FILES = {
    "headless.csv": lambda file: write_rows(file, many(3), row(**(GOOD | {"FIN": f"{CANARY}x"}))),
    "twins.csv": lambda file: write_rows(
        file, [[*one, "", ""] for one in many(3)], [*HEADER, f"{CANARY}A", f"{CANARY}a"]
    ),
    "ragged.csv": lambda file: write_rows(file, [*many(3), [*row(**GOOD), CANARY, CANARY]]),
    "quote.csv": lambda file: file.write_text(",".join(HEADER) + f'\n"{CANARY},1,2,3\n', encoding="utf-8"),
    "bytes.csv": lambda file: file.write_bytes(b"NRO,NOMBRES\n" + CANARY.encode() + b"\x00\xff\xfe,1\n"),
    "zero.csv": lambda file: file.write_text(",".join(HEADER) + f"\n{CANARY}\x00,1\n", encoding="utf-8"),
    "long.csv": lambda file: file.write_text(",".join(HEADER) + "\n" + CANARY * 200_000 + "\n", encoding="utf-8"),
    "broken.xlsx": lambda file: file.write_bytes(b"PK\x03\x04" + CANARY.encode() * 50),
    "broken.sav": lambda file: file.write_bytes(b"$FL2" + CANARY.encode() * 50),
}


def test_files_that_cannot_be_read(planted):
    for name, make in FILES.items():
        make(planted / name)
    printed = run(
        planted,
        f"v = open_vault(vault_folder(study), key=KEY)\nfor name in {list(FILES)!r}:\n    told(lambda: take(v, name))\n",
    )
    assert printed.count("FAILED StudyProblems") == len(FILES), printed[-3000:]


FAILING = """
v = open_vault(vault_folder(study), key=KEY)
take(v, "good.csv")
ask = lambda sql: (lambda: v.work(lambda: v.raw().execute(sql).fetchall()))
told(ask("SELECT nombres::INTEGER FROM identities"))
told(ask("SELECT CAST(doc_num AS DATE) FROM identities"))
told(ask("SELECT error(nombres) FROM identities"))
told(ask("CREATE UNIQUE INDEX i ON identities (institution)"))
told(ask("SELECT strptime(direccion, '%Y') FROM identities"))
def half(run):
    run("CREATE TABLE t (n VARCHAR PRIMARY KEY)")
    for _ in range(2):
        run("INSERT INTO t SELECT id_fuente FROM identities")
told(lambda: v.transact(half))
print(v, v.names())
"""


def test_failures_of_the_engine(planted):
    printed = run(planted, FAILING)
    assert printed.count("FAILED StudyProblems") == 6 and printed.count("P648") >= 6


KILLED = """
v = open_vault(vault_folder(study), key=KEY)
take(v, "good.csv")
import yupay.keep.vault.{where} as room
def killed(*given):
    os.kill(os.getpid(), signal.SIGKILL)
{patch}
{work}
print("SURVIVED")
"""
LINKED = (
    "v.work(lambda: v.raw().execute('CREATE TABLE persons AS SELECT record_id, record_id AS person_id FROM records'))\n"
)
DEATHS = {
    "while the rows go in": ("intake", "room._numbered = killed", "take(v, 'newer.csv')"),
    "before the commit": ("intake", "room.mark_rebuild = killed", "take(v, 'newer.csv')"),
    "after the commit": ("intake", "Vault.rebuild = killed", "take(v, 'newer.csv')"),
    "while the file is written anew": ("vault", "os.fsync = killed", "take(v, 'newer.csv')"),
    "while a person is forgotten": (
        "forgetting",
        "room.renumber = killed",
        f"{LINKED}forget(v, choose_person(v, 'policia', '{CANARY}50'))",
    ),
}


@pytest.mark.parametrize("when", DEATHS)
def test_a_run_that_is_killed(planted, when):
    write_rows(planted / "newer.csv", [row(**(GOOD | {"NRO": f"{CANARY}60"})), *many(60, seed=3, prefix="N")])
    where, patch, work = DEATHS[when]
    printed = run(planted, KILLED.format(where=where, patch=patch, work=work))
    assert f"EXIT {-signal.SIGKILL}" in printed and "SURVIVED" not in printed
    with open_vault(vault_folder(planted), key=KEY) as vault:
        counts = {vault.table(name).count().to_pyarrow().as_py() for name in ("identities", "records")}
        assert counts == ({61} if when in ("after the commit", "while the file is written anew") else {41})
        assert {one.name for one in vault.folder.rglob("*")} <= {"vault.duckdb", "vault.duckdb.wal", "spill"}


FULL = """
import resource
v = open_vault(vault_folder(study), key=KEY)
take(v, "good.csv")
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
told(lambda: take(v, "large.csv"))
told(v.close)
"""


def test_a_disk_that_is_full(planted):
    large = [
        row(**(GOOD | {"NRO": f"{CANARY}{at:07d}", "DIR": f"{CANARY}{at * 7919 % 10**7:07d}"})) for at in range(40_000)
    ]
    write_rows(planted / "large.csv", large)
    assert "FAILED StudyProblems" in run(planted, FULL)
    with open_vault(vault_folder(planted), key=KEY) as vault:
        assert vault.table("records").count().to_pyarrow().as_py() == 41


def test_memory_that_runs_out(planted):
    rows = [row(**(GOOD | {"DIR": f"{CANARY}{at}"})) for at in range(60_000)]
    write_rows(planted / "large.csv", rows)
    body = "v = open_vault(vault_folder(study), key=KEY, memory='6MB')\ntold(lambda: take(v, 'large.csv'))\ntold(v.close)\n"
    assert "FAILED StudyProblems" in run(planted, body)


def test_nothing_is_written_to_the_temporary_folder_of_the_system(planted):
    run(planted, "v = open_vault(vault_folder(study), key=KEY)\ntold(lambda: take(v, 'good.csv'))\nv.close()\n")
    assert [one for one in (planted.parent / "temporary").rglob("*") if one.is_file()] == []
    assert [one.name for one in (planted.parent / "home").rglob("*") if one.is_file()] == []
