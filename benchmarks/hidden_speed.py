"""Process CPU of the estimation of hidden populations, R beside it where its packages are installed.

Every task runs in processes of its own. The first has an empty cache of compiled code: its first call, compilation
included, is printed. The next ones find the cache: after the import, their first call and their later calls are timed.
The bar is on the median of three later calls. R runs in the same session where Rscript and the package are found; else
its recorded seconds are printed (R 4.2.2, two shared cores, CPU seconds of the whole process; the eight-list table that was
timed in R is not public here, ours is made with as many people) and the result says that they are recorded.

    python benchmarks/hidden_speed.py [--data FOLDER] [--task NAME ...] [--rscript RSCRIPT]

FOLDER holds UKdat.csv, UKdat_5.csv and Kosovo.csv: 0/1 columns and `count`. Writes
benchmarks/results/hidden_speed.json and .md.
"""

import argparse
import csv
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
SEED, MADE, TIMES, FIRST_BAR = 20261123, 20261155, 3, 5.0


@dataclass(frozen=True)
class Task:
    """A task: its words, the bar in CPU seconds (draws a second for `latent`), R's recorded seconds, and R's own call."""

    words: str
    bar: float
    recorded: str
    package: str
    script: str


TASKS = {
    "stepwise": Task(
        "UKdat, six lists: stepwise and BCa, 1,000 draws",
        0.3,
        "126 (MultipleSystemsEstimation 1.2.0)",
        "MultipleSystemsEstimation",
        "invisible(estimate_population_stepwise(table('UKdat'), nboot = 1000))",
    ),
    "eight": Task(
        "eight lists, 186 people: stepwise and BCa, 1,000 draws",
        1.0,
        "549 (MultipleSystemsEstimation 1.2.0, another table of eight lists)",
        "MultipleSystemsEstimation",
        "invisible(estimate_population_stepwise(table('eight'), nboot = 1000))",
    ),
    "models": Task(
        "UKdat_5: all 6,893 hierarchical models once, existence checked",
        0.3,
        "13 (MultipleSystemsEstimation 1.2.0)",
        "MultipleSystemsEstimation",
        "invisible(estimate_population_bic(table('UKdat_5'), maxorder = 4))",
    ),
    "bic": Task(
        "UKdat_5: smallest BIC of 1,024 models, 1,000 draws",
        10.0,
        "900 or more (extrapolated from 5 draws)",
        "MultipleSystemsEstimation",
        "invisible(estimate_population_bic(table('UKdat_5'), maxorder = 2, nboot = 20, ntopmodels = Inf))",
    ),
    "latent": Task(
        "Kosovo: latent classes, effective draws a second with R-hat below 1.01",
        300.0,
        "110 to 150 effective draws a second, one chain (LCMCR 0.4.14)",
        "LCMCR",
        "k <- table('Kosovo'); n <- 5; k[-n] <- lapply(k[-n], factor, levels = 0:1); "
        "s <- lcmCR(captures = k, tabular = TRUE, in_list_label = '1', not_in_list_label = '0', K = 10, a_alpha = 0.25, "
        "b_alpha = 0.25, seed = 1, buffer_size = 10000, thinning = 100); "
        "invisible(lcmCR_PostSampl(s, burnin = 10000, samples = 1000, thinning = 100))",
    ),
    "graphs": Task(
        "UKdat_5: average over 822 decomposable graphs, total to 200,000",
        1.0,
        "25 to 40 (dga 2.0.2; 4.2 GB)",
        "dga",
        "data(graphs5); k <- table('UKdat_5'); x <- array(0, rep(2, 5)); "
        "for (i in seq_len(nrow(k))) x[t(unlist(k[i, 1:5]) + 1)] <- k[i, 6]; "
        "invisible(bma.cr(x, delta = 1 / 32, Nmissing = 1:197256, graphs = graphs5))",
    ),
}
NOTES = {"bic": "R: 20 draws, times 50", "graphs": "peak bar 200 MB, of the whole process"}


def table(folder: Path, name: str) -> Any:
    """The counts of a table (2**t,); `eight` is made: eight small lists of the size of a city's, independent but for two pairs."""
    import numpy as np

    if name == "eight":
        return eight()
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    y = np.zeros(2 ** (len(header) - 1))
    for row in rows:
        y[sum(int(word) << k for k, word in enumerate(row[:-1]))] += float(row[-1])
    return y


def eight() -> Any:
    """Eight lists of 1,000 people, seed fixed: 186 seen, of whom few twice."""
    import numpy as np

    random, people = np.random.default_rng(MADE), 1_000
    on = random.random((people, 8)) < [0.045, 0.040, 0.030, 0.028, 0.020, 0.018, 0.012, 0.008]
    for first, second in ((0, 1), (3, 4)):
        on[:, second] |= on[:, first] & (random.random(people) < 0.2)
    y = np.bincount((on * (1 << np.arange(8))).sum(axis=1), minlength=256).astype(float)
    y[0] = 0
    return y


def work(task: str, folder: Path) -> Callable[[], dict[str, Any]]:
    """The call that is timed; it imports what it needs before it is returned."""
    from yupay.model.estimate import Subject

    subject = Subject(variables=tuple("ABCDEFGH"), unit_of_analysis="persons", unit="persons")
    if task in ("stepwise", "eight"):
        from yupay.analyse.hidden.bootstrap import stepwise_bootstrap

        y = table(folder, "UKdat" if task == "stepwise" else "eight")
        told = {"seed": SEED, "draws": 1_000, "most_draws": 1_000, "interval": "bca"}
        return lambda: {"total": stepwise_bootstrap(y, subject, **told).value, "seen": int(y.sum())}
    if task == "models":
        from yupay.analyse.hidden import selection

        y = table(folder, "UKdat_5")

        def search() -> dict[str, Any]:
            found = selection.all_models(y, 4)
            return {"models": int(found.lengths.size), "refused": int(found.lengths.size) - found.admissible}

        return search
    if task == "bic":
        from yupay.analyse.hidden.bootstrap import bic_bootstrap

        y = table(folder, "UKdat_5")
        told = {"seed": SEED, "draws": 1_000, "most_draws": 1_000, "most_order": 2, "ntop": 1_024, "interval": "bca"}
        return lambda: {"total": bic_bootstrap(y, subject, **told).value}
    if task == "latent":
        from yupay.analyse.hidden import latent_class

        y = table(folder, "Kosovo")

        def sample() -> dict[str, Any]:
            one = latent_class.estimate(y, subject, seed=SEED)
            return {
                "total": one.value,
                **{k: one.parameters[k] for k in one.parameters if k.startswith(("rhat", "ess"))},
            }

        return sample
    from yupay.analyse.hidden import graph_average

    y = table(folder, "UKdat_5")
    return lambda: {"mean": graph_average.average(y, 1 / 32, 200_000 - int(y.sum())).mean}


def child(task: str, folder: Path) -> None:
    """Time one task in this process: the first call and three later ones, and the peak of memory."""
    start = time.process_time()
    call = work(task, folder)
    imported, before = time.process_time() - start, peak()
    taken, found = [], {}
    for _ in range(1 + TIMES):
        start = time.process_time()
        found = call()
        taken.append(time.process_time() - start)
    print(
        json.dumps(
            {
                "import_s": imported,
                "first_s": taken[0],
                "later_s": taken[1:],
                "peak_mb": peak(),
                "before_mb": before,
                "found": found,
            }
        )
    )


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(task: str, folder: Path) -> dict[str, Any]:
    """The times of a task: first call with an empty cache of compiled code, then with the cache."""
    with tempfile.TemporaryDirectory() as cache:
        environment = os.environ | {
            "NUMBA_CACHE_DIR": cache,
            "OPENBLAS_NUM_THREADS": "1",
            "PYTHONPATH": str(ROOT / "src"),
        }
        command = [sys.executable, __file__, "--child", task, "--data", str(folder)]
        runs = [
            json.loads(
                subprocess.run(
                    command, capture_output=True, text=True, check=True, env=environment
                ).stdout.splitlines()[-1]
            )
            for _ in range(1 + TIMES)
        ]
    warm = runs[1:]
    later = statistics.median(statistics.median(run["later_s"]) for run in warm)
    out = {
        "first_with_compilation_s": round(runs[0]["first_s"], 2),
        "first_with_cache_s": round(statistics.median(run["first_s"] for run in warm), 3),
        "cpu_s": round(later, 4),
        "peak_mb": round(max(run["peak_mb"] for run in warm)),
        "added_mb": round(max(run["peak_mb"] - run["before_mb"] for run in warm)),
        "found": warm[-1]["found"],
    }
    if task == "latent":
        ess = min(float(value) for key, value in out["found"].items() if key.startswith("ess"))
        out["effective_draws_per_s"] = round(ess / later, 1)
    return out


def beside(task: str, rscript: str | None, folder: Path) -> str:
    """R's CPU seconds in this run, or the recorded ones, said to be so."""
    told = TASKS[task]
    if rscript is None:
        return f"recorded: {told.recorded}"
    with tempfile.TemporaryDirectory() as place:
        write_eight(Path(place) / "eight.csv")
        code = (
            f"if (!requireNamespace('{told.package}', quietly = TRUE)) quit(status = 3); library({told.package}); "
            f"table <- function(x) read.csv(file.path(if (x == 'eight') '{place}' else '{folder}', paste0(x, '.csv'))); "
            f"s <- proc.time(); {told.script}; e <- proc.time() - s; cat('\\n', e[['user.self']] + e[['sys.self']])"
        )
        done = subprocess.run([rscript, "-e", code], capture_output=True, text=True)
    if done.returncode:
        return f"recorded: {told.recorded}"
    return f"{float(done.stdout.split()[-1]) * (50 if task == 'bic' else 1):.1f} s, in this run"


def write_eight(path: Path) -> None:
    rows = [[*(cell >> k & 1 for k in range(8)), int(count)] for cell, count in enumerate(eight()) if count]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*"ABCDEFGH", "count"], *rows])


def held(task: str, one: dict[str, Any]) -> bool:
    """Whether a task reaches its bar."""
    if task == "latent":
        rhat = max(float(value) for key, value in one["found"].items() if key.startswith("rhat"))
        return one["effective_draws_per_s"] >= TASKS[task].bar and rhat < 1.01
    return one["cpu_s"] <= TASKS[task].bar and (task != "graphs" or one["peak_mb"] <= 200)


def report(found: dict[str, dict[str, Any]]) -> str:
    words = (
        "# Speed of hidden-population estimates\n\nProcess CPU after the import. Medians of three later calls in three "
    )
    words += (
        f"processes; the first call with compilation has an empty cache of compiled code (bar {FIRST_BAR:.0f} s).\n\n"
    )
    words += "| task | bar | ours | first call, cache there | first call with compilation | peak (added by the call), MB | R | bar of later calls held |\n"
    words += "|---|---|---|---|---|---|---|---|\n"
    for task, one in found.items():
        unit = "draws/s" if task == "latent" else "s"
        mine = one["effective_draws_per_s"] if task == "latent" else one["cpu_s"]
        first = f"{one['first_with_compilation_s']} s" + (
            "" if one["first_with_compilation_s"] <= FIRST_BAR else " (above its bar)"
        )
        words += f"| {TASKS[task].words} | {TASKS[task].bar:g} {unit} | {mine:g} {unit} | {one['first_with_cache_s']} s | {first} | "
        words += f"{one['peak_mb']} ({one['added_mb']}) | {one['r']} | {'yes' if one['held'] else 'NO'} |\n"
    words += "\n" + "".join(f"- {TASKS[task].words}: {NOTES[task]}.\n" for task in found if task in NOTES)
    words += "- R's recorded seconds are not of this run: R 4.2.2, two shared cores, CPU of the whole process.\n"
    return words + "- Found: " + json.dumps({task: one["found"] for task, one in found.items()}) + "\n"


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "mse")
    asked.add_argument("--task", nargs="*", choices=sorted(TASKS), default=list(TASKS))
    asked.add_argument("--rscript", default=shutil.which("Rscript"))
    asked.add_argument("--out", type=Path, default=RESULTS)
    asked.add_argument("--child", help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.child:
        child(told.child, told.data)
        return
    found = {}
    for task in told.task:
        one = ours(task, told.data)
        one |= {"held": held(task, one), "r": beside(task, told.rscript, told.data)}
        found[task] = one
        print(task, json.dumps(one), flush=True)
    told.out.mkdir(exist_ok=True)
    (told.out / "hidden_speed.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    (told.out / "hidden_speed.md").write_text(report(found), encoding="utf-8")


if __name__ == "__main__":
    main()
