"""A PostgreSQL server of our own for the length of a test run: own folder, own port, never as root."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoServer(Exception):
    """There is no PostgreSQL on this machine, or it does not start."""


def programs() -> Path:
    """The newest folder of PostgreSQL programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    named = shutil.which("initdb")
    if not found and named is None:
        raise NoServer("no initdb")
    return found[-1] if found else Path(str(named)).parent


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server; it and its folder are gone afterwards."""
    tools, port = programs(), _free_port()
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    user = _user(folder)
    data = folder / "data"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    try:
        _run([tools / "initdb", "-D", data, "-U", "yupay", "-A", "trust", "-E", "UTF8", "--no-sync"], user)
        _run([tools / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"], user)
        try:
            yield f"postgres://yupay:secret@127.0.0.1:{port}/postgres"
        finally:
            _run([tools / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _user(folder: Path) -> str | None:
    """Whom the server runs as: us, or, where we are root, the first ordinary account there is."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            shutil.chown(folder, name)
            return name
    raise NoServer("no account but root")


def _run(command: list[object], user: str | None) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(words, user=user, capture_output=True, cwd="/", check=False, timeout=60)
    if done.returncode:
        raise NoServer(f"{Path(words[0]).name} failed")
