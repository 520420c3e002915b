"""How long does it take to qualify a million coded cases? From a file to a file, on made-up cases of two kinds.

`mixed`: every column drawn on its own, so that hardly two cases are alike: the hardest file there can be. `files`: the shared cases of
the tests, each with a date and a number of its own, as a real registry repeats its patterns.
Run: python benchmarks/law_speed.py [ROWS] [RUNS]; writes benchmarks/results/law_speed.md.
"""

import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from yupay.derive.law.cases import INPUTS, ROW, read_cases
from yupay.derive.law.decide import prepare
from yupay.derive.law.engine import NUMBER, qualified_cases
from yupay.derive.law.patterns import qualified
from yupay.derive.law.read import read_law
from yupay.derive.law.table import written
from yupay.keep.decisions import write_decisions
from yupay.load.engine import open_engine
from yupay.model.law import Law

RESULTS = Path(__file__).parent / "results"
ROWS = 1_000_000
RUNS = 3
SEED = 7
FIRST, LAST = date(1990, 1, 1).toordinal(), date(2026, 6, 1).toordinal()
PLACES = ("PE Lima", "PE Cusco", "BO to PE", "PE to ES", "EC to PE to BR", "")


def words(law: Law, column: str) -> list[str]:
    """The values of a list column."""
    return [fact.value for fact in law.facts if fact.column == column and fact.value != "none"]


def some(draw: random.Random, known: list[str], blank: float, unknown: float) -> str:
    """A few values, or none coded, or unknown."""
    chance = draw.random()
    if chance < blank:
        return ""
    return "unknown" if chance < blank + unknown else ";".join(draw.choices(known, k=draw.randint(1, 3)))


def day(draw: random.Random) -> tuple[str, str]:
    """A date and its precision."""
    written = date.fromordinal(draw.randint(FIRST, LAST)).isoformat()
    kind = draw.choices(("day", "month", "year", "unknown"), (75, 10, 10, 5))[0]
    return {"day": written, "month": written[:7], "year": written[:4], "unknown": ""}[kind], kind


def ages(draw: random.Random, people: int) -> str:
    """One age per victim, some as intervals."""
    return ";".join(
        draw.choice(("<14", "14-17", "18+")) if draw.random() < 0.1 else str(draw.randint(0, 45)) for _ in range(people)
    )


def mixed(law: Law, file: Path, rows: int) -> None:
    """Every column drawn on its own."""
    draw = random.Random(SEED)
    known = {column: words(law, column) for column in INPUTS}
    with file.open("w", encoding="utf-8") as opened:
        opened.write(",".join(INPUTS) + "\n")
        for at in range(rows):
            people = draw.randint(1, 4)
            cells = (
                f"C{at}",
                *day(draw),
                draw.choice(PLACES),
                some(draw, known["acts"], 0, 0.1),
                "none" if draw.random() < 0.3 else some(draw, known["means"], 0, 0.15),
                some(draw, known["purposes"], 0, 0.1),
                str(people),
                ages(draw, people),
                some(draw, known["victim_flags"], 0.75, 0.05),
                draw.choice(("yes", "no", "unknown")),
                some(draw, known["agent_flags"], 0.6, 0.05),
                draw.choice(("1", "1", "2", "3", "unknown")),
                some(draw, known["outcome_flags"], 0.5, 0.1),
            )
            opened.write(",".join(cells) + "\n")


def repeated(law: Law, file: Path, rows: int) -> None:
    """A thousand of the mixed cases, over and over, each with a date of its own."""
    draw = random.Random(SEED)
    patterns = file.with_name("patterns.csv")
    mixed(law, patterns, 1000)
    tails = [line.split(",", 3)[3] for line in patterns.read_text(encoding="utf-8").splitlines()[1:]]
    with file.open("w", encoding="utf-8") as opened:
        opened.write(",".join(INPUTS) + "\n")
        for at in range(rows):
            opened.write(",".join((f"C{at}", *day(draw), draw.choice(tails))) + "\n")


def command(file: Path) -> dict[str, float]:
    """Seconds and memory of `yupay qualify` on one file, from the start of Python to its end."""
    line = [
        sys.executable,
        "-m",
        "yupay",
        "qualify",
        str(file),
        "--to",
        str(file.with_name("decisions.csv")),
        "--quiet",
    ]
    start = time.perf_counter()
    child = subprocess.Popen(line)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"yupay qualify ended with {os.waitstatus_to_exitcode(status)}")
    return {"command": wall, "cpu": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}


def parts(law: Law, file: Path) -> dict[str, float]:
    """Seconds to read a file into the engine, to qualify its table there, to join and write; of the second the evaluation alone."""
    engine = open_engine(threads=os.cpu_count() or 1)
    marks = [time.perf_counter()]
    cases = read_cases(file, engine)
    marks.append(time.perf_counter())
    found = qualified_cases(cases, law)
    marks.append(time.perf_counter())
    rows = found.decided.order_by(ROW).to_pyarrow()
    write_decisions(file.with_name("parts.csv"), written(found.decisions, rows["case_id"], rows[NUMBER]))
    marks.append(time.perf_counter())
    qualified(found.patterns, prepare(law))
    marks.append(time.perf_counter())
    engine.close()
    names = ("read", "qualify", "write", "evaluate")
    steps = {name: after - before for name, before, after in zip(names, marks, marks[1:], strict=False)}
    return steps | {"patterns": float(found.patterns.size)}


def median(found: list[dict[str, float]]) -> dict[str, float]:
    """The median of each number over some runs."""
    return {name: statistics.median(one[name] for one in found) for name in found[0]}


def main(rows: int, runs: int) -> None:
    """Make both files, time them, write the page."""
    law = read_law()
    found = {}
    for name, make in (("files", repeated), ("mixed", mixed)):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "cases.csv"
            make(law, file, rows)
            whole = median([command(file) for _ in range(runs)])
            found[name] = whole | median([parts(law, file) for _ in range(runs)])
    written_ = {"rows": rows, "seed": SEED, "runs": runs, "cores": os.cpu_count(), "python": platform.python_version()}
    (RESULTS / "law_speed.json").write_text(json.dumps(written_ | {"found": found}, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "law_speed.md").write_text(page(rows, runs, found), encoding="utf-8")


def page(rows: int, runs: int, found: dict[str, dict[str, float]]) -> str:
    """The times as a page."""
    lines = [
        "# Qualifying coded cases",
        "",
        f"{rows:,} made-up cases, seed {SEED}, {os.cpu_count()} cores, Python {platform.python_version()}; seconds of wall time, median of {runs}.",
        "`files`: a thousand patterns of facts, each case with a date of its own. `mixed`: every column drawn on its own, the hardest file there can be.",
        "`command` is `yupay qualify` from the start of Python to its end. The steps are timed in one process: the file read into the engine, its table",
        "qualified there (grouped, evaluated, joined), the decisions written; `evaluation` is the law alone, on the distinct patterns.",
        "",
        "| cases | distinct patterns | read | qualify | of which evaluation | write | command | CPU | peak memory |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, one in found.items():
        steps = " | ".join(f"{one[step]:.1f}" for step in ("read", "qualify", "evaluate", "write", "command", "cpu"))
        lines.append(f"| {name} | {one['patterns']:,.0f} | {steps} | {one['peak_mb']:,.0f} MB |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS, int(sys.argv[2]) if len(sys.argv) > 2 else RUNS)
