"""The vault: its owner's alone, locked, whole or as before, and emptied of what an earlier run left."""

import hmac
import os
import stat
import struct
import subprocess
import sys
from hashlib import sha256

import duckdb
import pyarrow as pa
import pytest
from made_records import KEY, many, write_rows

from yupay.keep import vault as package
from yupay.keep.vault import DISK_MUST_ENCRYPT, open_vault, vault_folder
from yupay.keep.vault.key import key_file, token_of
from yupay.keep.vault.vault import FILE, SPILL
from yupay.model.problem import StudyProblems

ROWS = pa.table({"a": ["one", "two"]})


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def codes(raised):
    return [one.code for one in raised.value.problems]


def test_folder_and_files_are_the_owners_alone(vault, take, study):
    take(vault, write_rows(study / "a.csv", many(500)))
    vault.write("other", ROWS)
    assert mode(study / "keep") == mode(vault.folder) == mode(vault.folder / SPILL) == 0o700
    files = [one for one in vault.folder.rglob("*") if one.is_file()]
    assert len(files) >= 2 and {mode(one) for one in files} == {0o600}


def test_nothing_but_the_file_stays_after_closing(vault, take, study):
    take(vault, write_rows(study / "a.csv", many(500)))
    vault.close()
    assert sorted(one.name for one in vault.folder.rglob("*")) == [SPILL, FILE]


@pytest.mark.parametrize(
    "statement",
    [
        "COPY t TO 'x.csv'",
        "COPY t TO '/dev/stderr'",
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('*')",
        "ATTACH 'other.duckdb'",
        "EXPORT DATABASE 'out'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET threads = 2",
        "SET temp_directory = '.'",
        "SET autoload_known_extensions = true",
        "CREATE PERSISTENT SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
        "SELECT * FROM ROWS",
    ],
)
def test_the_engine_is_locked(vault, statement, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    vault.write("t", ROWS)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(duckdb.Error):
        vault.raw().execute(statement)
    assert sorted(tmp_path.rglob("*")) == before


def test_its_settings(vault):
    rows = vault.raw().execute("SELECT name, value FROM duckdb_settings()").fetchall()
    found = dict(rows)
    assert found["enable_external_access"] == "false" and found["lock_configuration"] == "true"
    assert found["autoinstall_known_extensions"] == found["autoload_known_extensions"] == "false"
    assert found["threads"] == "1" and found["temp_directory"] == str(vault.folder / SPILL)


def test_the_engine_cannot_encrypt_without_an_extension(tmp_path):
    """When this fails, DuckDB can: encrypt the vault, and change what is stated."""
    connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
    with pytest.raises(duckdb.Error, match="NOT securely encrypted"):
        connection.execute(f"ATTACH '{tmp_path / 'e.duckdb'}' AS e (ENCRYPTION_KEY 'abc')")
    assert "LUKS" in DISK_MUST_ENCRYPT.es and "does not encrypt" in DISK_MUST_ENCRYPT.en


def test_what_an_earlier_run_left_is_emptied(vault):
    vault.write("t", ROWS)
    vault.close()
    (vault.folder / SPILL / "duckdb_temp_storage-0.tmp").write_text("left")
    (vault.folder / "vault.new").write_text("left")
    (vault.folder / "other").mkdir()
    (vault.folder / "other" / "x").write_text("left")
    with open_vault(vault.folder, key=KEY) as again:
        left = {one.name for one in again.folder.rglob("*")}
        assert left <= {FILE, f"{FILE}.wal", SPILL}
        assert again.table("t").count().to_pyarrow().as_py() == 2


def test_what_does_not_fit_in_memory_spills_inside(study):
    with open_vault(vault_folder(study), key=KEY, memory="64MB") as vault:
        run = vault.raw().execute
        run("CREATE TEMP TABLE big AS SELECT md5(range::VARCHAR) || md5((range + 1)::VARCHAR) AS s FROM range(2000000)")
        assert any((vault.folder / SPILL).iterdir())
    assert not any((vault.folder / SPILL).iterdir())


def test_one_program_at_a_time(vault):
    with pytest.raises(StudyProblems) as raised:
        open_vault(vault.folder, key=KEY)
    assert codes(raised) == ["P645"]
    script = f"from yupay.keep.vault import open_vault\nfrom pathlib import Path\nopen_vault(Path({str(vault.folder)!r}), key=bytes(32))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "P645" in done.stderr and "Conflicting" not in done.stderr


def test_a_file_that_is_no_vault(study):
    folder = vault_folder(study)
    folder.mkdir(mode=0o700)
    (folder / FILE).write_bytes(b"Canaria" * 4096)
    with pytest.raises(StudyProblems) as raised:
        open_vault(folder, key=KEY)
    assert codes(raised) == ["P645"] and raised.value.__context__ is None


def test_a_failure_of_the_engine_is_told_without_its_words(vault, take, study):
    take(vault, write_rows(study / "a.csv", many(5)))
    with pytest.raises(StudyProblems) as raised:
        vault.work(lambda: vault.raw().execute("SELECT nombres::INTEGER FROM identities").fetchall())
    assert codes(raised) == ["P648"]
    assert raised.value.__context__ is None and raised.value.__cause__ is None


def test_a_job_is_done_whole_or_not_at_all(vault):
    vault.write("t", ROWS)

    def half(run):
        run("DELETE FROM t")
        run("CREATE TABLE u AS SELECT 1 AS one")
        raise ValueError("in the middle")

    with pytest.raises(StudyProblems):
        vault.transact(half)
    assert vault.table("t").count().to_pyarrow().as_py() == 2 and "u" not in vault.names()


@pytest.mark.parametrize("name", ["Records", 'x"; DROP TABLE t', "", "1a", "a b", "a" * 64])
def test_names_of_tables_are_plain(vault, name):
    with pytest.raises(ValueError, match="snake_case"):
        vault.write(name, ROWS)


def test_hostile_names_of_columns_stay_names(vault):
    hostile = pa.table({'a"; DROP TABLE identities; --': ["x"], "b'": ["y"]})
    vault.write("t", hostile)
    assert vault.table("t").to_pyarrow().column_names == hostile.column_names


def test_a_closed_vault_and_a_table_that_is_not_there(vault):
    with pytest.raises(KeyError):
        vault.table("nothing")
    vault.close()
    with pytest.raises(StudyProblems) as raised:
        vault.names()
    assert codes(raised) == ["P645"]


def test_tokens_against_openssl():
    """Computed with `openssl dgst -sha256 -mac HMAC -macopt hexkey:00..1f` over the two parts, each after its length."""
    assert token_of(KEY, "DNI", "X1234567") == "05c6373c589ee52bbd639aa274249f632fb061a91769cd5f88bb908d72ffd617"


def test_tokens_keep_their_parts_apart(vault):
    assert vault.token("ab", "c") != vault.token("a", "bc") != vault.token("abc") != vault.token("abc", "")
    parts = ("Ñandú", "")
    message = b"".join(struct.pack(">Q", len(part.encode())) + part.encode() for part in parts)
    assert vault.token(*parts) == hmac.new(KEY, message, sha256).hexdigest()


def test_there_is_no_plain_hash_of_a_document(vault):
    plain = {sha256(b"X1234567").hexdigest(), sha256(b"DNIX1234567").hexdigest()}
    assert not plain & {vault.token("X1234567"), vault.token("DNI", "X1234567")}
    assert not [name for name in dir(package) if "hash" in name]


def test_the_key_is_made_once_outside_and_its_owners_alone(study, tmp_path, monkeypatch):
    monkeypatch.delenv("YUPAY_KEY_FILE", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = vault_folder(study)
    with open_vault(folder) as vault:
        token, name = vault.token("a"), vault.about("id")
    file = tmp_path / "config" / "yupay" / "keys" / f"{name}.key"
    assert mode(file) == 0o600 and mode(file.parent) == 0o700 and len(bytes.fromhex(file.read_text())) == 32
    with open_vault(folder) as vault:
        assert vault.token("a") == token
    key = bytes.fromhex(file.read_text())
    stored = b"".join(one.read_bytes() for one in study.rglob("*") if one.is_file())
    assert key not in stored and key.hex().encode() not in stored


def test_two_vaults_have_two_keys(tmp_path, monkeypatch):
    monkeypatch.delenv("YUPAY_KEY_FILE", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    tokens = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with open_vault(vault_folder(tmp_path / name)) as vault:
            tokens.add(vault.token("a"))
    assert len(tokens) == 2


@pytest.mark.parametrize("wrong", ["lost", "other", "short", "open", "inside", "link"])
def test_a_key_that_cannot_be_used(study, tmp_path, monkeypatch, wrong):
    file = tmp_path / "project.key"
    monkeypatch.setenv("YUPAY_KEY_FILE", str(file))
    with open_vault(vault_folder(study)):
        pass
    if wrong == "lost":
        file.unlink()
    elif wrong == "other":
        file.write_text("00" * 32)
    elif wrong == "short":
        file.write_bytes(b"123")
    elif wrong == "open":
        file.chmod(0o644)
    elif wrong == "link":
        file.rename(tmp_path / "moved.key")
        file.symlink_to(tmp_path / "moved.key")
    else:
        monkeypatch.setenv("YUPAY_KEY_FILE", str(study / "project.key"))
    with pytest.raises(StudyProblems) as raised:
        open_vault(vault_folder(study))
    assert codes(raised) == ["P644"] and str(tmp_path) not in str(raised.value.problems)


def test_where_the_key_is():
    assert key_file("ab", {"YUPAY_KEY_FILE": "x/y.key"}).as_posix() == "x/y.key"
    if os.name == "posix":
        assert key_file("ab", {"XDG_CONFIG_HOME": "/c"}).as_posix() == "/c/yupay/keys/ab.key"
        assert key_file("ab", {}).as_posix().endswith("/.config/yupay/keys/ab.key")
    with pytest.raises(ValueError, match="32 bytes"):
        open_vault(vault_folder_of_none(), key=b"short")


def vault_folder_of_none():
    import tempfile
    from pathlib import Path

    return Path(tempfile.mkdtemp()) / "v"


def test_a_crash_leaves_no_image_of_memory(vault):
    import resource

    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0


def test_its_shape_shows_no_key(vault):
    assert "key" not in repr(vault).lower() or KEY.hex() not in repr(vault)
    assert repr(KEY) not in repr(vault)
