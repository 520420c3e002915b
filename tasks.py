"""Set up and run yupay with nothing but Python 3.11+ and pip: python tasks.py run | test | lint | lock | bench | bundle.

Standard library only. Set-up happens once per lock file: a virtual environment in .venv, hash-pinned packages, then
this project. Every step says what it does and how long it may take.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
PIP = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off", "--quiet")
STUDY = "studies/lima-2016"
LOCKS = {
    "run.txt": ("pyproject.toml", "requirements/build.in"),
    "dev.txt": ("pyproject.toml", "requirements/build.in", "--extra", "postgres", "--group", "dev"),
    "engines.txt": ("requirements/engines.in", "--constraint", "requirements/dev.txt"),
}


def say(words: str) -> None:
    """One line of progress, at once."""
    print(words, flush=True)


def sh(*command: object) -> None:
    """Run a command in the project's folder; stop with its exit code when it fails."""
    if code := subprocess.run([str(part) for part in command], cwd=ROOT).returncode:
        raise SystemExit(code)


def setup(lock: str) -> None:
    """Install the pinned, hashed packages of `lock`, then this project; do nothing when already done."""
    pins = ROOT / "requirements" / lock
    stamp = ENVIRONMENT / f"{lock}.stamp"
    wanted = pins.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()
    if stamp.exists() and stamp.read_bytes() == wanted:
        return
    started = time.monotonic()
    say(f"[1/3] Python {sys.version.split()[0]}: making .venv" if not PYTHON.exists() else "[1/3] .venv is there")
    if not PYTHON.exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=ENVIRONMENT.exists())
    count = sum(line[:1].isalnum() for line in pins.read_text(encoding="utf-8").splitlines())
    say(
        f"[2/3] installing {count} pinned packages of requirements/{lock} (about 310 MB the first time, one to five minutes)"
    )
    install(pins)
    say("[3/3] installing yupay")
    sh(*PIP, "--no-deps", "--no-build-isolation", "-e", ROOT)
    stamp.write_bytes(wanted)
    say(f"set-up done in {time.monotonic() - started:.0f} s")


def install(pins: Path) -> None:
    """Install one lock file by hash, wheels only but for pyspark, and say each minute that it is still going."""
    sources = ("--no-binary", "pyspark", "--no-build-isolation") if pins.name == "engines.txt" else ()
    command = [str(part) for part in (*PIP, "--require-hashes", "--only-binary", ":all:", *sources, "-r", pins)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        started = time.monotonic()
        while True:
            try:
                code = process.wait(timeout=10)
                break
            except subprocess.TimeoutExpired:
                say(f"      still installing, {time.monotonic() - started:.0f} s")
    if code:
        raise SystemExit(code)


def run(*arguments: str) -> None:
    """Set up, then run the main job: the study lima-2016, or the study named."""
    setup("run.txt")
    sh(PYTHON, "-m", "yupay", "run", *(arguments or (STUDY,)))


def lint() -> None:
    """Set up, then check style, format and types."""
    setup("dev.txt")
    sh(PYTHON, "-m", "ruff", "check", ".")
    sh(PYTHON, "-m", "ruff", "format", "--check", ".")
    sh(PYTHON, "-m", "mypy")


def test(*arguments: str) -> None:
    """Set up, then run everything: style, types, tests with warnings as errors."""
    lint()
    if "spark" in os.environ.get("YUPAY_REQUIRE", "").split(","):
        setup("engines.txt")
    sh(PYTHON, "-m", "pytest", *arguments)


def bench(*arguments: str) -> None:
    """Set up, then run the benchmarks: yupay beside its peers, one after the other."""
    setup("dev.txt")
    chosen = arguments or tuple(sorted(p.name for p in (ROOT / "benchmarks").glob("*.py")))
    for name in chosen:
        say(f"benchmark {name}")
        sh(PYTHON, ROOT / "benchmarks" / name)


def bundle() -> None:
    """Write dist/bundle: every wheel and a lock, to install on a machine without a network."""
    setup("run.txt")
    folder = ROOT / "dist" / "bundle"
    folder.mkdir(parents=True, exist_ok=True)
    pins = ROOT / "requirements" / "run.txt"
    say("downloading every wheel of requirements/run.txt")
    sh(PYTHON, "-m", "pip", "download", "--disable-pip-version-check", "--quiet", "--require-hashes",
       "--only-binary", ":all:", "-r", pins, "-d", folder)  # fmt: skip
    sh(PYTHON, "-m", "pip", "wheel", "--disable-pip-version-check", "--quiet", "--no-deps", "--no-build-isolation",
       ROOT, "-w", folder)  # fmt: skip
    (folder / "requirements.txt").write_bytes(pins.read_bytes())
    (folder / "INSTALL.txt").write_text(
        "python -m venv .venv\n"
        ".venv/bin/python -m pip install --no-index --find-links . --require-hashes -r requirements.txt\n"
        ".venv/bin/python -m pip install --no-index --find-links . --no-deps yupay\n",
        encoding="utf-8",
    )
    say(f"bundle written: {folder.relative_to(ROOT)} ({sum(p.stat().st_size for p in folder.iterdir()) >> 20} MB)")


def lock() -> None:
    """Re-pin every lock file on purpose (maintainers; needs uv). No registry host is written."""
    for name, inputs in LOCKS.items():
        sh("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
           "--no-emit-index-url", "--custom-compile-command", "python tasks.py lock", *inputs,
           "-o", f"requirements/{name}")  # fmt: skip


TASKS = {"run": run, "test": test, "lint": lint, "lock": lock, "bench": bench, "bundle": bundle}


def main() -> None:
    """Run the task named on the command line."""
    if sys.version_info < (3, 11):  # noqa: UP036
        raise SystemExit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    name, *arguments = sys.argv[1:] or ["help"]
    if name not in TASKS:
        lines = (
            f"  python tasks.py {task:7} {(function.__doc__ or '').splitlines()[0]}" for task, function in TASKS.items()
        )
        raise SystemExit("\n".join(["Tasks:", *lines]))
    TASKS[name](*arguments)


if __name__ == "__main__":
    main()
