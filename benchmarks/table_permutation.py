"""10,000 permutations of a Likert pair: tables sampled given their margins, beside R coin, base R and scipy.

Invented data: two five-point items, n = 2,000, 100,000 and 1,000,000, latent correlation shrinking so that p is neither 0 nor
1. Times are medians of 5 after one call to warm up, one process, from columns in memory to p; the same statistic is
permuted by all: the correlation of mid-ranks (R: coin's spearman_test, and its lbl_test on the finished table), and the
chi-square (R: chisq.test with simulated tables). scipy shuffles ranks, vectorised; where n is large it is timed on
fewer shuffles and scaled up, and the row says so. p are compared before times: they may differ by 4 Monte Carlo errors.

    python benchmarks/table_permutation.py

writes benchmarks/results/table_permutation.json and .md; without R and coin the rows of R are absent.
"""

import json
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.stats import permutation_test, rankdata

from yupay.analyse.relate.table_permutation import table_permutation
from yupay.model.estimate import Subject

RESULTS = Path(__file__).parent / "results"
SEED, DRAWS, REPEATS = 20261123, 10_000, 5
SIZES = (2_000, 100_000, 1_000_000)
COIN_SIZES = (2_000, 100_000)
SCIPY_DRAWS = {2_000: DRAWS, 100_000: 100}
SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="person")
R_SCRIPT = """
suppressMessages(library(coin))
arguments <- commandArgs(TRUE)
d <- read.csv(arguments[1]); draws <- as.integer(arguments[2]); set.seed(as.integer(arguments[3]))
tab <- table(x = ordered(d$x), y = ordered(d$y))
ranks <- function(t) list(x = cumsum(rowSums(t)) - rowSums(t) / 2, y = cumsum(colSums(t)) - colSums(t) / 2)
runs <- list(
  "coin spearman_test" = function() pvalue(spearman_test(y ~ x, data = d, distribution = approximate(nresample = draws))),
  "coin lbl_test on the table" = function() pvalue(lbl_test(tab, scores = ranks(tab), distribution = approximate(nresample = draws))),
  "R chisq.test, simulated" = function() chisq.test(d$x, d$y, simulate.p.value = TRUE, B = draws)$p.value)
for (name in names(runs)) {
  p <- as.numeric(runs[[name]]()); s <- sapply(1:5, function(i) system.time(runs[[name]]())[["elapsed"]])
  cat(name, p, median(s), sep = "\\t"); cat("\\n") }
cat("version", as.character(packageVersion("coin")), as.character(getRversion()), sep = "\\t"); cat("\\n")
"""


def likert(n: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(SEED + n)
    z, e = random.normal(size=(2, n))
    return np.clip(np.round(z + 3), 1, 5), np.clip(np.round(1.6 / np.sqrt(n) * z + e + 3), 1, 5)


def timed(run: Callable[[], float]) -> tuple[float, float]:
    p, took = run(), []
    for _ in range(REPEATS):
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    return p, statistics.median(took)


def ours(x: np.ndarray, y: np.ndarray) -> list[dict[str, object]]:
    rows = []
    for name, statistic in (("yupay, Spearman", "spearman"), ("yupay, chi-square", "cramers-v")):
        p, seconds = timed(lambda s=statistic: table_permutation(x, y, SUBJECT, seed=SEED, statistic=s, draws=DRAWS).p)
        rows.append({"who": name, "p": p, "s": seconds, "draws": DRAWS})
    return rows


def scipy_row(x: np.ndarray, y: np.ndarray, draws: int) -> dict[str, object]:
    rx, b = rankdata(x), rankdata(y) - (x.size + 1) / 2
    size = x.size * rx.std() * b.std()

    def rho(a: np.ndarray, axis: int = -1) -> np.ndarray:
        return (a * b).sum(axis=axis) / size

    def run() -> float:
        found = permutation_test(
            (rx,), rho, permutation_type="pairings", n_resamples=draws, vectorized=True, batch=100, rng=SEED
        )
        return float(found.pvalue)

    p, seconds = timed(run)
    return {"who": "scipy permutation_test on ranks", "p": p, "s": seconds * DRAWS / draws, "draws": draws}


def r_rows(x: np.ndarray, y: np.ndarray) -> tuple[list[dict[str, object]], str]:
    with tempfile.TemporaryDirectory() as folder:
        data, script = Path(folder) / "pair.csv", Path(folder) / "pair.R"
        np.savetxt(data, np.column_stack([x, y]), fmt="%d", delimiter=",", header="x,y", comments="")
        script.write_text(R_SCRIPT, encoding="utf-8")
        done = subprocess.run(
            ["Rscript", str(script), str(data), str(DRAWS), "1"], capture_output=True, text=True, check=False
        )
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    rows = [{"who": a, "p": float(b), "s": float(c), "draws": DRAWS} for a, b, c in lines if a != "version"]
    versions = next((f"coin {b}, R {c}" for a, b, c in lines if a == "version"), "")
    return rows, versions


def agreement(rows: list[dict[str, object]]) -> None:
    """Give each row the distance of its p from ours of the same statistic, in Monte Carlo errors."""
    for row in rows:
        against = rows[1] if "chi" in str(row["who"]) else rows[0]
        p, draws = float(against["p"]), int(row["draws"])
        error = np.sqrt(p * (1 - p) * (1 / draws + 1 / DRAWS))
        row["errors_apart"] = round(abs(float(row["p"]) - p) / error, 1)
        row["times_ours"] = round(float(row["s"]) / float(against["s"]), 1)


def markdown(report: dict[str, object]) -> str:
    head = ["n", "who", "p", "Monte Carlo errors from ours", "s", "times ours", "shuffles timed"]
    lines = [
        "# 10,000 permutations of a Likert pair",
        "",
        f"Seed {SEED}. Medians of {REPEATS}; one process. {report['versions']}.".replace(" .", ""),
        "A row timed on fewer shuffles is scaled up to 10,000. The cost of sampling tables does not grow with n; what is",
        "left is counting the table.",
        "",
        "| " + " | ".join(head) + " |",
        "|" + " --- |" * len(head),
    ]
    for row in report["rows"]:
        cells = [
            row["n"],
            row["who"],
            f"{row['p']:.4f}",
            row["errors_apart"],
            f"{row['s']:.4f}",
            row["times_ours"],
            row["draws"],
        ]
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    every, versions = [], "R and coin were not there"
    for n in SIZES:
        x, y = likert(n)
        rows = ours(x, y)
        if n in SCIPY_DRAWS:
            rows.append(scipy_row(x, y, SCIPY_DRAWS[n]))
        if n in COIN_SIZES and shutil.which("Rscript"):
            found, seen = r_rows(x, y)
            rows, versions = rows + found, seen or versions
        agreement(rows)
        every += [{"n": n, **row} for row in rows]
    report = {"seed": SEED, "draws": DRAWS, "repeats": REPEATS, "versions": versions, "rows": every}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "table_permutation.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "table_permutation.md").write_text(markdown(report), encoding="utf-8")
    apart = [row for row in every if row["errors_apart"] > 4]
    if apart:
        raise SystemExit(f"p differ: {apart}")


if __name__ == "__main__":
    main()
