"""How long does it take to qualify a million coded cases? From a file to a file, on made-up cases of two kinds.

`mixed`: every column drawn on its own, so that hardly two cases are alike: the hardest file there can be. `files`: the shared cases of
the tests, each with a date and a number of its own, as a real registry repeats its patterns.
Run: python benchmarks/law_speed.py [ROWS]; writes benchmarks/results/law_speed.md.
"""

import json
import os
import platform
import random
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from yupay.derive.law.cases import INPUTS, read_cases
from yupay.derive.law.decide import prepare
from yupay.derive.law.patterns import qualified
from yupay.derive.law.read import read_law
from yupay.derive.law.table import decisions_table
from yupay.keep.decisions import write_decisions
from yupay.model.law import Law

RESULTS = Path(__file__).parent / "results"
ROWS = 1_000_000
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


def timed(law: Law, file: Path) -> dict[str, float]:
    """Seconds to read, to evaluate and to write one file."""
    start = time.perf_counter()
    cases = read_cases(file, law)
    read = time.perf_counter()
    answers = qualified(cases, prepare(law))
    asked = time.perf_counter()
    write_decisions(file.with_name("decisions.csv"), decisions_table(cases, answers))
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "read": read - start,
        "evaluate": asked - read,
        "write": done - asked,
        "total": done - start,
        "peak_mb": peak,
    }


def main(rows: int) -> None:
    """Make both files, time them, write the page."""
    law = read_law()
    found = {}
    for name, make in (("files", repeated), ("mixed", mixed)):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "cases.csv"
            make(law, file, rows)
            found[name] = timed(law, file)
    written = {"rows": rows, "seed": SEED, "cores": os.cpu_count(), "python": platform.python_version(), "found": found}
    (RESULTS / "law_speed.json").write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "law_speed.md").write_text(page(rows, found), encoding="utf-8")


def page(rows: int, found: dict[str, dict[str, float]]) -> str:
    """The times as a page."""
    lines = [
        "# Qualifying coded cases",
        "",
        f"{rows:,} made-up cases, seed {SEED}, {os.cpu_count()} cores, Python {platform.python_version()}; seconds of wall time.",
        "`files`: a thousand patterns of facts, each case with a date of its own. `mixed`: every column drawn on its own.",
        "",
        "| cases | read | evaluate | write | from file to file | peak memory |",
        "|---|---|---|---|---|---|",
    ]
    for name, one in found.items():
        lines.append(
            f"| {name} | {one['read']:.1f} | {one['evaluate']:.1f} | {one['write']:.1f} | {one['total']:.1f} | {one['peak_mb']:,.0f} MB |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
