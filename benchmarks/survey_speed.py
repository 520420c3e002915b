"""Design-based estimates beside R `survey` and svy: the same invented sample, the same machine, one run, results equal first.

The sample: persons in clusters of 20, 100 strata, clusters within 50 districts, 39 columns. Tasks: the mean of a trait by
district; five means by district; Rao-Scott of district and trait (50 x 2). Every tool runs each task three times with the
sample in its memory and its design built (printed apart); `file` is ours straight from Parquet, reading included. Ours
runs on one thread, as the product does, and on all cores, as svy does; R on one. The peak is that of a process that does
nothing else.

    python benchmarks/survey_speed.py [--rows 1000000 10000000] [--peer-python PYTHON] [--rscript RSCRIPT] [--beyond]

`--peer-python` is a Python that has svy; R needs the packages survey and data.table; a peer that is missing is left out.
`--beyond` reads the files of the largest sample until 100 million rows have passed, under a limit of 700 MB.
Writes benchmarks/results/survey_speed.json and .md.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
SEED = 20261123
PART, PER = 1_000_000, 20
FIVE = ("vic1", "vic2", "q1", "q10", "spend")
NEEDED = ("stratum", "psu", "district", "weight", *FIVE)
TASKS = ("by50", "by50x5", "raoscott50x2")
WORDS = {"by50": "mean by 50 districts", "by50x5": "5 means by 50 districts", "raoscott50x2": "Rao-Scott 50 x 2"}
SOURCES = {
    "one thread": ("memory", 1),
    "all cores": ("memory", os.cpu_count() or 1),
    "one thread, from files": ("file", 1),
    "all cores, from files": ("file", os.cpu_count() or 1),
}

SVY = """
import json, sys, time, glob
import polars as pl, svy
folder, tasks, five = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
names = ["stratum", "psu", "district", "weight", *five]
rows = pl.read_parquet(sorted(glob.glob(folder + "/*.parquet")), columns=names)
start = time.perf_counter()
sample = svy.Sample(rows, svy.Design(stratum="stratum", psu="psu", wgt="weight"))
build = time.perf_counter() - start
del rows

def means(found):
    found = found if isinstance(found, list) else [found]
    tables = [one.to_polars().sort("district") for one in found]
    return {"est": [t["est"].to_list() for t in tables], "se": [t["se"].to_list() for t in tables]}

def test(found):
    return {"est": [[found.stats.f.value]], "se": [[found.stats.f.p_value]]}

run = {
    "by50": lambda: means(sample.estimation.mean("vic1", by="district")),
    "by50x5": lambda: means([sample.estimation.mean(one, by="district") for one in five]),
    "raoscott50x2": lambda: test(sample.categorical.tabulate("district", "vic1")),
}
out = {}
for task, times in tasks.items():
    took = []
    for _ in range(times):
        start = time.perf_counter()
        found = run[task]()
        took.append(time.perf_counter() - start)
    out[task] = {"seconds": took, **found}
print(json.dumps({"version": svy.__version__, "build": build, "tasks": out}))
"""

R = """
suppressMessages({library(survey); library(data.table)})
args <- commandArgs(TRUE); tasks <- strsplit(args[2], ",")[[1]]; times <- as.integer(args[3])
x <- as.data.frame(fread(args[1], showProgress = FALSE))
build <- system.time(d <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = x))[["elapsed"]]
five <- ~vic1 + vic2 + q1 + q10 + spend
run <- list(by50 = function() svyby(~vic1, ~district, d, svymean),
  by50x5 = function() svyby(five, ~district, d, svymean),
  raoscott50x2 = function() svychisq(~district + vic1, d))
words <- function(v) paste0("[", paste(format(as.numeric(v), digits = 15, trim = TRUE), collapse = ","), "]")
parts <- sapply(tasks, function(name) {
  took <- numeric(0)
  for (i in seq_len(times)) took <- c(took, system.time(found <- run[[name]]())[["elapsed"]])
  if (name == "raoscott50x2") { est <- words(found$statistic); se <- words(found$p.value) }
  else { k <- if (name == "by50") 1 else 5
    est <- paste(sapply(1:k, function(j) words(found[, 1 + j])), collapse = ",")
    se <- paste(sapply(1:k, function(j) words(found[, 1 + k + j])), collapse = ",") }
  sprintf('"%s": {"seconds": %s, "est": [%s], "se": [%s]}', name, words(took), est, se) })
cat(sprintf('{"version": "%s", "build": %s, "tasks": {%s}}\\n', as.character(packageVersion("survey")), build,
  paste(parts, collapse = ", ")))
"""


def make_part(seed: int, start: int, path: Path) -> None:
    """One million persons: 50,000 clusters numbered from `start`."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    random = np.random.default_rng(seed)
    ids = np.arange(start, start + PART // PER)
    psu = np.repeat(ids, PER).astype(np.int32)
    stratum, district = (psu % 100).astype(np.int16), ((psu // 7) % 50).astype(np.int16)
    u, v = (np.repeat(random.normal(0, scale, ids.size), PER) for scale in (0.6, 0.5))
    sex = (random.random(PART) < 0.52).astype(np.int8)
    eta = 0.6 * random.normal(0, 1, PART) + 0.4 * u
    other = 0.5 * eta + 0.6 * random.normal(0, 1, PART) + 0.3 * v
    columns: dict[str, Any] = {
        "year": np.full(PART, 2016, dtype=np.int16),
        "month": random.integers(1, 13, PART).astype(np.int8),
        "stratum": stratum,
        "psu": psu,
        "household": (np.arange(PART) // 3 + start * PER).astype(np.int32),
        "person": (np.arange(PART) % 3).astype(np.int8),
        "district": district,
        "department": (stratum // 4).astype(np.int8),
        "area": (stratum % 4 == 3).astype(np.int8),
        "weight": np.exp(random.normal(5, 0.5, PART)) * (1 + 0.5 * (stratum % 4)),
        "sex": sex,
        "age": random.integers(15, 85, PART).astype(np.int8),
        "schooling": random.integers(1, 7, PART).astype(np.int8),
    }
    for k in range(5):
        columns[f"vic{k + 1}"] = (random.random(PART) < 1 / (1 + np.exp(2 + 0.2 * k - 0.5 * eta - 0.3 * sex))).astype(
            np.int8
        )
    for k in range(18):
        answer = 0.8 * (eta if k < 9 else other) + 0.7 * random.normal(0, 1, PART)
        columns[f"q{k + 1}"] = (np.searchsorted([-1.2, -0.4, 0.4, 1.2], answer) + 1).astype(np.int8)
    income = np.exp(7 + 0.3 * u + 0.2 * sex + 0.5 * random.normal(0, 1, PART))
    columns["spend"] = income * np.exp(random.normal(-0.4, 0.3, PART))
    columns["distance"] = random.exponential(2, PART)
    table = pa.table(columns).append_column("income", pa.array(income, mask=random.random(PART) < 0.03))
    pq.write_table(table, path)


def ours(files: list[str], tasks: dict[str, int], source: str, threads: int, limit: str) -> dict[str, Any]:
    """Our times and results, with the sample in the engine or in its files."""
    from yupay.analyse.survey import crossed, means, rao_scott
    from yupay.analyse.survey.facts import facts_of
    from yupay.analyse.survey.reading import Asked
    from yupay.analyse.survey.totals import cluster_totals
    from yupay.load.engine import open_engine
    from yupay.model.estimate import Subject
    from yupay.model.sample import SampleDesign

    engine = open_engine()
    engine.connection.raw_sql(f"SET threads={threads}")
    if limit:
        engine.connection.raw_sql(f"SET memory_limit='{limit}'")
    table = engine.connection.read_parquet(files)
    if source == "memory":
        table = engine.connection.create_table("sample", table.select(*NEEDED))
    design = SampleDesign(strata=("stratum",), clusters=("psu",), weights="weight")
    subject = Subject(variables=("vic1",), unit_of_analysis="person")
    start = time.perf_counter()
    facts = facts_of(table, design, FIVE)
    build = time.perf_counter() - start

    def by(names: tuple[str, ...]) -> dict[str, Any]:
        totals = cluster_totals(table, design, [Asked(name) for name in names], by=("district",), facts=facts)
        found = [means.of_sums(one, "mean", subject) for one in totals.sums]
        return {"est": [[e.value for e in one] for one in found], "se": [[e.se for e in one] for one in found]}

    def test() -> dict[str, Any]:
        totals = cluster_totals(table, design, [Asked()], by=("district", "vic1"), facts=facts)
        one = rao_scott.of_table(crossed.from_sums(totals.sums[0], totals.ungrouped), subject)
        return {"est": [[one.statistic]], "se": [[one.p]]}

    run: dict[str, Callable[[], dict[str, Any]]] = {
        "by50": lambda: by(("vic1",)),
        "by50x5": lambda: by(FIVE),
        "raoscott50x2": test,
    }
    found: dict[str, Any] = {}
    for task, times in tasks.items():
        took, last = [], {}
        for _ in range(times):
            start = time.perf_counter()
            last = run[task]()
            took.append(time.perf_counter() - start)
        found[task] = {"seconds": took, **last}
    return {"version": "", "build": build, "tasks": found}


def started(command: list[str]) -> tuple[dict[str, Any], int]:
    """What a process printed last, as JSON, and its peak memory in MiB."""
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return json.loads(printed.strip().splitlines()[-1]), usage.ru_maxrss // 1024


def worker(folder: Path, tasks: dict[str, int], how: str, repeat: int = 1, limit: str = "") -> tuple[dict, int]:
    """Ours in a process of its own."""
    source, threads = SOURCES[how]
    told = json.dumps(
        {
            "folder": str(folder),
            "tasks": tasks,
            "source": source,
            "threads": threads,
            "repeat": repeat,
            "limit": limit,
        }
    )
    return started([sys.executable, __file__, "--worker", told])


def svy(python: str, folder: Path, tasks: dict[str, int]) -> tuple[dict, int]:
    """svy in a process of its own."""
    return started([python, "-c", SVY, str(folder), json.dumps(tasks), json.dumps(FIVE)])


def r_survey(rscript: str, table: Path, tasks: dict[str, int]) -> tuple[dict, int]:
    """R's survey in a process of its own; one count of repeats for all tasks."""
    return started([rscript, "-e", R, str(table), ",".join(tasks), str(next(iter(tasks.values())))])


def as_csv(folder: Path, path: Path) -> None:
    """The columns that are needed, for R."""
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    pc.write_csv(pq.read_table(folder, columns=list(NEEDED)), path)


def farthest(one: dict, two: dict) -> float:
    """The largest relative difference of two results."""
    import numpy as np

    found = []
    for key in ("est", "se"):
        a, b = (np.array(side[key], dtype=float) for side in (one, two))
        found.append(float(np.max(np.abs(a - b) / np.maximum(np.abs(b), 1e-300))))
    return max(found)


def measure(folder: Path, rows: int, options: argparse.Namespace, scratch: Path) -> dict[str, Any]:
    """Every tool on one sample: seconds, differences from ours, and the peak of a process that makes only by50."""
    tasks = dict.fromkeys(TASKS if rows <= PART else ("by50",), 3)
    found: dict[str, Any] = {"rows": rows, "tools": {}}
    for how in SOURCES:
        made, _ = worker(folder, tasks, how)
        found["tools"][f"yupay, {how}"] = made | {"peak_mib": worker(folder, {"by50": 1}, how)[1]}
    if options.peer_python:
        made, _ = svy(options.peer_python, folder, tasks)
        found["tools"]["svy"] = made | {"peak_mib": svy(options.peer_python, folder, {"by50": 1})[1]}
    if options.rscript and rows <= PART:
        table = scratch / "sample.csv"
        as_csv(folder, table)
        made, _ = r_survey(options.rscript, table, tasks)
        found["tools"]["R survey"] = made | {"peak_mib": r_survey(options.rscript, table, {"by50": 1})[1]}
    own = found["tools"]["yupay, one thread"]["tasks"]
    for tool in found["tools"].values():
        for task, one in tool["tasks"].items():
            one["difference"] = farthest(one, own[task])
            one["median"] = round(statistics.median(one["seconds"]), 4)
            if one["difference"] > 1e-6:
                raise SystemExit(f"{task}: results differ by {one['difference']:.2g}")
    return found


def beyond(folder: Path, files: int) -> dict[str, Any]:
    """100 million rows: the same files again and again, under a limit of memory."""
    made, peak = worker(
        folder, {"by50": 1}, "one thread, from files", repeat=max(100 * PART // (files * PART), 1), limit="700MB"
    )
    return {"rows": 100 * PART, "seconds": round(made["tasks"]["by50"]["seconds"][0], 1), "peak_mib": peak}


def lines_of(found: dict[str, Any]) -> list[str]:
    """One table of a sample: seconds, ratios, differences, peaks."""
    own = {how: found["tools"][f"yupay, {how}"] for how in SOURCES}
    lines = [
        f"## {found['rows']:,} rows",
        "",
        "| task | tool | seconds (median of 3) | "
        + " | ".join(f"times ours, {how}" for how in SOURCES)
        + " | largest difference |",
        "|---|---|---|" + "---|" * len(SOURCES) + "---|",
    ]
    for task in own["one thread"]["tasks"]:
        for name, tool in found["tools"].items():
            one = tool["tasks"][task]
            ratios = [f"{one['median'] / own[how]['tasks'][task]['median']:.1f}" for how in SOURCES]
            lines.append(
                f"| {WORDS[task]} | {name} | {one['median']:.3f} | {' | '.join(ratios)} | {one['difference']:.1e} |"
            )
    peaks = "; ".join(f"{name} {tool['peak_mib']:,} MiB" for name, tool in found["tools"].items())
    builds = "; ".join(f"{name} {tool['build']:.3f} s" for name, tool in found["tools"].items())
    lines += [
        "",
        f"Peak memory, by50 alone: {peaks}.",
        f"Building the design, not in the times above: {builds}.",
        "",
    ]
    return lines


def written(found: list[dict[str, Any]], far: dict[str, Any] | None) -> str:
    """The results as a page."""
    tools = {name: tool["version"] for one in found for name, tool in one["tools"].items() if tool["version"]}
    versions = ", ".join(f"{name} {version}" for name, version in tools.items())
    lines = [
        "# Design-based estimates: speed beside peers",
        "",
        f"Seed {SEED}. Peers: {versions or 'none'}. " + NOTE,
        "",
    ]
    for one in found:
        lines += lines_of(one)
    if far is not None:
        lines += [
            "## 100 million rows",
            "",
            f"Mean by 50 districts straight from files, memory limit 700 MB: {far['seconds']} s, peak {far['peak_mib']:,} MiB.",
            "",
        ]
    return "\n".join(lines)


NOTE = (
    "Ours: one thread as the product runs, and all cores; estimates with interval, degrees of freedom and design words. svy: "
    "all cores. R: one. The sample is in the memory of every tool and its design is built, except in the rows from files. "
    "Results are compared before times: estimates and standard errors, statistic and p."
)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Design-based estimates beside R survey and svy")
    parser.add_argument("--rows", type=int, nargs="+", default=[PART])
    parser.add_argument("--peer-python", default=None)
    parser.add_argument("--rscript", default=shutil.which("Rscript"))
    parser.add_argument("--beyond", action="store_true")
    parser.add_argument("--worker", default=None, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    options = arguments()
    if options.worker:
        told = json.loads(options.worker)
        files = [str(path) for path in sorted(Path(told["folder"]).glob("*.parquet"))] * told["repeat"]
        print(json.dumps(ours(files, told["tasks"], told["source"], told["threads"], told["limit"])))
        return
    with tempfile.TemporaryDirectory() as name:
        scratch, found, far = Path(name), [], None
        for rows in sorted(options.rows):
            folder = scratch / f"rows{rows}"
            folder.mkdir()
            for part in range(rows // PART):
                make_part(SEED + part, part * PART // PER, folder / f"part{part:03d}.parquet")
            found.append(measure(folder, rows, options, scratch))
            if options.beyond and rows == max(options.rows):
                far = beyond(folder, rows // PART)
    RESULTS.mkdir(exist_ok=True)
    kept = [one | {"tools": {name: _without_results(tool) for name, tool in one["tools"].items()}} for one in found]
    text = json.dumps({"seed": SEED, "samples": kept, "beyond": far}, indent=1)
    (RESULTS / "survey_speed.json").write_text(text + "\n", encoding="utf-8")
    (RESULTS / "survey_speed.md").write_text(written(found, far), encoding="utf-8")
    print(written(found, far))


def _without_results(tool: dict[str, Any]) -> dict[str, Any]:
    """A tool's times, differences and peak, without the numbers that were compared."""
    tasks = {name: {k: v for k, v in one.items() if k not in ("est", "se")} for name, one in tool["tasks"].items()}
    return tool | {"tasks": tasks}


if __name__ == "__main__":
    main()
