"""Zip bombs, endless lines, links, pipes and torn headers at intake: each a problem with a code, soon, in little memory, without a value."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from attacks.hostile_files import CANARY, FILES, ROWS, linked, sparse
from made_records import KEY, many, write_mapping, write_rows

from yupay.keep.vault import open_vault, take_in, vault_folder
from yupay.load.records.limits import Limits
from yupay.load.records.mapping import read_mapping
from yupay.load.records.schema import case_schema
from yupay.model.problem import StudyProblems

MOST_MEGABYTES, MOST_SECONDS = 400, 6.0
TAKEN = """
import json, resource, socket, sys, time
from datetime import date
from pathlib import Path
from yupay.keep.vault import open_vault, take_in, vault_folder
from yupay.load.records.mapping import read_mapping
from yupay.load.records.schema import case_schema
def cut(*_, **__): raise OSError("the network is cut off")
socket.socket = socket.create_connection = socket.getaddrinfo = cut
study, names = Path(sys.argv[1]), sys.argv[2:]
mapping = read_mapping(study / "policia.toml", case_schema())
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
with open_vault(vault_folder(study), key=bytes(range(32))) as vault:
    take = lambda name: take_in(vault, study / name, mapping, case_schema(), today=date(2024, 6, 30))
    take("first.csv")
    for name in names:
        before, start = peak(), time.process_time()
        try:
            codes, said, chained = [], str(take(name)), False
        except BaseException as error:
            problems = getattr(error, "problems", ())
            codes, said = [one.code for one in problems] or [type(error).__name__], f"{error!r} {error} {problems}"
            chained = bool(error.__cause__ or error.__context__)
        told = {"name": name, "codes": codes, "said": said, "chained": chained}
        print(json.dumps({**told, "seconds": time.process_time() - start, "megabytes": peak() - before}), flush=True)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """What intake says of each file, in one process with its own home, temporary folder and no network."""
    folder = tmp_path_factory.mktemp("hostile")
    study = folder / "study"
    for one in (study, folder / "home", folder / "tmp"):
        one.mkdir()
    write_mapping(study)
    write_rows(study / "first.csv", many(30))
    for name, (make, _) in FILES.items():
        make(study / name)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"}
    environment |= {"HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp")}
    command = [sys.executable, "-c", TAKEN, str(study), *FILES]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)
    assert done.returncode == 0 and CANARY not in done.stderr, done.stderr[-500:]
    assert not [one for place in ("home", "tmp") for one in (folder / place).rglob("*") if one.is_file()]
    (study / "sparse.csv").unlink()
    return {one["name"]: one for one in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_a_problem_and_no_more(told: dict[str, dict], name: str) -> None:
    one, allowed = told[name], FILES[name][1]
    assert set(one["codes"]) <= set(allowed.split()) and bool(one["codes"]) == bool(allowed), one["codes"]
    assert CANARY.casefold() not in one["said"].casefold()
    assert not one["chained"]


@pytest.mark.parametrize("name", FILES)
def test_it_takes_little_memory_and_time(told: dict[str, dict], name: str) -> None:
    assert told[name]["seconds"] < MOST_SECONDS
    assert told[name]["megabytes"] < MOST_MEGABYTES


def test_a_line_of_two_gigabytes_where_such_files_are_admitted(tmp_path: Path) -> None:
    """The limit of lines holds where that of files is raised."""
    sparse(tmp_path / "long.csv", 2 << 30)
    mapping = read_mapping(write_mapping(tmp_path), case_schema())
    with open_vault(vault_folder(tmp_path), key=KEY) as vault, pytest.raises(StudyProblems) as refused:
        take_in(vault, tmp_path / "long.csv", mapping, case_schema(), limits=Limits(size=4 << 30))
    assert [(one.code, one.line) for one in refused.value.problems] == [("L206", 2)]


def test_what_was_in_stays_in(tmp_path: Path) -> None:
    """After every refusal the vault holds the rows that it held."""
    mapping = read_mapping(write_mapping(tmp_path), case_schema())
    with open_vault(vault_folder(tmp_path), key=KEY) as vault:
        take_in(vault, write_rows(tmp_path / "first.csv", ROWS), mapping, case_schema())
        before = vault.table("identities").order_by("record_id").to_pyarrow()
        for name in ("nul.csv", "nested.xlsx", "head.sav", "fifo.csv"):
            FILES[name][0](tmp_path / name)
            with pytest.raises(StudyProblems):
                take_in(vault, tmp_path / name, mapping, case_schema())
        assert vault.table("identities").order_by("record_id").to_pyarrow().equals(before)


def test_a_link_to_a_good_file_is_no_file(tmp_path: Path) -> None:
    """Whoever can set a link could have another file read, or read the same one twice under two names."""
    mapping = read_mapping(write_mapping(tmp_path), case_schema())
    linked(tmp_path / "link.csv", "good")
    with open_vault(vault_folder(tmp_path), key=KEY) as vault:
        with pytest.raises(StudyProblems) as refused:
            take_in(vault, tmp_path / "link.csv", mapping, case_schema())
        assert [one.code for one in refused.value.problems] == ["L201"]
        assert take_in(vault, tmp_path / "link-good.csv", mapping, case_schema()).accepted == len(ROWS)
