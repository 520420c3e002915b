"""A run needs no network: with every socket refused, all formats are written."""

import subprocess
import sys
from pathlib import Path

from made_study import Made, Row

ALONE = """
import socket
import sys


class Refused(socket.socket):
    def __init__(self, *_, **__):
        raise OSError("no socket here")


def refuse(*_, **__):
    raise OSError("no socket here")


def watch(event, _):
    if event.startswith("socket."):
        refuse()


socket.socket, socket.create_connection, socket.getaddrinfo = Refused, refuse, refuse
sys.addaudithook(watch)
try:
    socket.socket()
except OSError:
    import yupay

    from pathlib import Path

    print(len(yupay.run_study(Path(sys.argv[1])).written))
"""


def test_a_run_opens_no_socket(tmp_path: Path) -> None:
    population = {f"99{i:04d}": 30_000 + i for i in range(1, 10)}
    rows = [Row(code, True, at, at + 2) for at, code in enumerate(population)]
    study = Made(population, rows, width=3, formats='html", "docx", "pdf", "xlsx", "csv", "svg", "json')
    folder = study.write(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", ALONE, folder], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert int(done.stdout) > 20
