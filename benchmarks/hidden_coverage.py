"""How often does the interval of a hidden population hold the truth, when the truth is known because it was made?

A population of N people is drawn from a model fitted to a published table, those on no list included; these are dropped,
and the rest is estimated as a user would. Three truths for each table: the stepwise model, the model of smallest BIC, and
two latent classes (outside the family of the two others), each fitted to the table itself. Two estimators: stepwise and
smallest BIC (pairs of five lists, all interactions of four), the choice repeated in every bootstrap draw. The bar is 92 %
for the usual interval (percentile) where the truth is the estimator's own fit; everything else is printed beside it
without a bar. Every interval kind comes from the same draws. Their number is fixed here; the product raises it.

    python benchmarks/hidden_coverage.py [--tables 1000] [--draws 1000] [--bic-draws 400] [--seed 20261123] [--data FOLDER]

FOLDER holds UKdat_5.csv, Kosovo.csv and Western.csv: 0/1 columns and `count`. Writes
benchmarks/results/hidden_coverage.json and .md.
"""

import argparse
import csv
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.special import ndtri

from yupay.analyse.hidden import bca, bootstrap, coverage, loglinear, resampling, selection, stepwise, tables
from yupay.model.text import Text

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
NAMES, BAR, LEVEL, THRESHOLD = ("UKdat_5", "Kosovo", "Western"), 0.92, 0.95, 0.02
USUAL = "percentile"
KINDS = {
    "percentile": "percentile (usual)",
    "bca": "BCa, as R ships it",
    "bc": "bias-corrected, no acceleration",
    "log about estimate": "log-normal about the estimate, sd of the draws",
    "log about median": "log-normal about the median draw, sd of the draws",
    "basic log": "basic, on the log of the unseen",
    "smoothed": "smoothed (Efron 2014), log of the unseen",
    "jackknife": "jackknife, log-normal",
}
CHOICE = (
    "The percentile limits are the usual ones: they reach the bar in every run that has one, a draw without an estimate has "
    "a place in them, and they keep the second peak of the draws that a rival model makes. They are not the narrowest, nor "
    "even-sided: with stepwise, nearly all their misses on the UK and western tables are limits that lie above the truth. "
    "Limits symmetric on the log of the unseen hold as often here, and with stepwise are narrower on the UK and western "
    "tables (wider on Kosovo's), but lose the second peak: see the runs where the truth is another. Where a table's own "
    "choice is the wrong model, most draws lie on the other side of its estimate; BCa reads that as bias and moves the "
    "limits further from the truth. The jackknife and the smoothed limits miss too often on the UK table.\n\nThe kind was "
    "picked on other simulated tables (seeds 1 and 7; stepwise 200 and 1,000 of each table, smallest BIC 200 of Kosovo and "
    "100 of the UK and western tables), where unions of two kinds, percentiles of a higher level and limits of equal distance were tried too; "
    "this run has its own seed and decided nothing. Studentised limits and a bootstrap of the bootstrap were not tried."
)
ANOTHER = (
    "An interval speaks of its estimator's family. Two latent classes, and for the stepwise estimator the interaction of "
    "three lists of Kosovo, lie outside it: no number of draws mends that, and no interval kind does."
)
Estimator = Callable[[np.ndarray], bootstrap.Problem | Text]


def read(path: Path) -> np.ndarray:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    y = np.zeros(2 ** (len(header) - 1))
    for row in rows:
        y[sum(int(word) << k for k, word in enumerate(row[:-1]))] += float(row[-1])
    return y


def stepwise_of(y: np.ndarray) -> bootstrap.Problem | Text:
    return bootstrap.stepped(y, THRESHOLD)


def smallest_bic_of(y: np.ndarray) -> bootstrap.Problem | Text:
    return bootstrap.searched(y, most_order(y))


def most_order(y: np.ndarray) -> int:
    """All interactions of four lists, pairs of five: 113 and 1,024 models, all of them searched in every draw."""
    return 3 if tables.lists_of(y) == 4 else 2


def around(n: float, centre: float, spread: float, level: float = LEVEL) -> tuple[float, float]:
    reach = float(ndtri(0.5 + level / 2)) * spread
    return n + np.exp(centre - reach), n + np.exp(centre + reach)


def intervals(
    y: np.ndarray, value: float, draws: np.ndarray, some: np.ndarray, left: bca.Jackknifed
) -> dict[str, tuple]:
    """Every interval kind from the same draws (B,) of the tables `some` (B, 2**t)."""
    n, ordered, tails = y.sum(), np.sort(draws), [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    found = {"percentile": tuple(resampling.quantile(ordered, p) for p in tails)}
    known = np.isfinite(left.acceleration)
    found["bca"] = tuple(bca.limits(draws, value, left.acceleration, tails)) if known else (n, np.inf)
    found["bc"] = tuple(bca.limits(draws, value, 0.0, tails))
    held = np.isfinite(draws)
    logs, centre = np.log(draws[held] - n), float(np.log(value - n))
    spread = float(logs.std())
    found["log about estimate"] = around(n, centre, spread)
    found["log about median"] = around(n, float(np.median(logs)), spread)
    low, high = (np.log(limit - n) for limit in found["percentile"])
    found["basic log"] = n + np.exp(2 * centre - high), n + np.exp(2 * centre - low)
    moved = some[held][:, y > 0]
    slope = ((moved - moved.mean(axis=0)) * (logs - logs.mean())[:, None]).mean(axis=0)
    found["smoothed"] = around(n, float(logs.mean()), float(np.sqrt((slope**2 / y[y > 0]).sum())))
    found["jackknife"] = around(n, centre, left.se / (value - n)) if np.isfinite(left.se) else (n, np.inf)
    return found


def judged(truth: np.ndarray, estimator: Estimator, count: int, draws: int, seed: int) -> dict:
    """Coverage, misses on either side, median width and unbounded limits of each kind; median and RMSE of the estimate."""
    random, total = np.random.default_rng(seed), truth.sum()
    values, limits, refused = [], {kind: [] for kind in KINDS}, 0
    for _ in range(count):
        y = random.multinomial(round(total), truth / total).astype(float)
        y[0] = 0.0
        problem = estimator(y)
        if isinstance(problem, Text):
            refused += 1
            continue
        some = resampling.tables(problem.y, draws, random)
        found = resampling.bounded(problem.many(some), problem.y)
        left = bca.jackknife(problem.y, problem.many)
        values.append(problem.value)
        for kind, pair in intervals(problem.y, problem.value, found, some, left).items():
            limits[kind].append(pair)
    return {
        "truth": float(total),
        "tables": count,
        "not_estimable": refused,
        "median": float(np.median(values)),
        "rmse": float(np.sqrt(np.mean((np.array(values) - total) ** 2))),
        "kinds": {kind: counted(np.array(pairs), total) for kind, pairs in limits.items()},
    }


def counted(pairs: np.ndarray, total: float) -> dict[str, float]:
    low, high = pairs.T
    with np.errstate(invalid="ignore"):
        width = np.nanmedian(high - low)
    return {
        "covered": float(((low <= total) & (total <= high)).mean()),
        "below": float((high < total).mean()),
        "above": float((low > total).mean()),
        "width": float(width),
        "unbounded": float((~np.isfinite(pairs)).any(axis=1).mean()),
    }


def table_words(found: dict) -> str:
    words = "| interval | covers | truth above it | truth below it | median width | without a limit |\n|---|---|---|---|---|---|\n"
    for kind, label in KINDS.items():
        one = found["kinds"][kind]
        words += f"| {label} | {one['covered']:.3f} | {one['below']:.3f} | {one['above']:.3f} | {one['width']:,.0f} | {one['unbounded']:.3f} |\n"
    return words


def report(found: list[dict], told: dict) -> str:
    words = f"# Coverage of intervals of hidden populations\n\nNominal {LEVEL:.0%}. {told['tables']:,} tables each, seed {told['seed']}, "
    words += f"{told['draws']:,} draws a table (smallest BIC: {told['bic_draws']:,}); CPU {told['cpu_s']:,.0f} s.\n\n"
    words += "## The bar: the truth is the estimator's own fit\n\n"
    words += f"| table | estimator | covers (percentile, bar {BAR}) | BCa beside it | median width | RMSE | held |\n|---|---|---|---|---|---|---|\n"
    for one in found:
        if one["barred"]:
            usual = one["kinds"][USUAL]
            words += f"| {one['table']} | {one['estimator']} | {usual['covered']:.3f} | {one['kinds']['bca']['covered']:.3f} | "
            words += f"{usual['width']:,.0f} | {one['rmse']:,.0f} | {'yes' if usual['covered'] >= BAR else 'NO'} |\n"
    for barred, title, lead in (
        (True, "Every interval kind tried", CHOICE),
        (False, "The truth is another than the estimator's own fit: no bar, expected to fail", ANOTHER),
    ):
        words += f"\n## {title}\n\n{lead}\n"
        for one in found:
            if one["barred"] == barred:
                words += f"\n### {one['table']}: truth {one['truth_kind']} (N = {one['truth']:,.0f}), estimator {one['estimator']}, {one['tables']:,} tables\n\n"
                words += f"Median estimate {one['median']:,.0f}, RMSE {one['rmse']:,.0f}; tables not estimable {one['not_estimable']}.\n\n"
                words += table_words(one)
    return words


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--tables", type=int, default=1_000)
    asked.add_argument("--draws", type=int, default=1_000)
    asked.add_argument("--bic-draws", type=int, default=400)
    asked.add_argument("--beside", type=int, default=200, help="tables of smallest BIC where the truth is another")
    asked.add_argument("--seed", type=int, default=20261123)
    asked.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "mse")
    asked.add_argument("--out", type=Path, default=RESULTS)
    told = asked.parse_args()
    settings = {"tables": told.tables, "seed": told.seed, "draws": told.draws, "bic_draws": told.bic_draws}
    start, found = time.process_time(), []
    estimators = (("stepwise", stepwise_of, told.draws), ("smallest BIC", smallest_bic_of, told.bic_draws))
    for estimator, of, draws in estimators:
        for name in NAMES:
            for truth_kind, truth in truths(read(told.data / f"{name}.csv")).items():
                own = estimator == truth_kind
                count = told.tables if own or estimator == "stepwise" else min(told.tables, told.beside)
                one = {"table": name, "estimator": estimator, "truth_kind": truth_kind, "barred": own}
                found.append(one | judged(truth, of, count, draws, told.seed))
                settings["cpu_s"] = round(time.process_time() - start, 1)
                written(told.out, found, settings)
                print(name, estimator, truth_kind, settings["cpu_s"], flush=True)


def truths(y: np.ndarray) -> dict[str, np.ndarray]:
    """The counts of each true population, those on no list in place 0."""
    best = selection.all_models(y, most_order(y))
    return {
        "stepwise": coverage.fitted_means(stepwise.choose(y, THRESHOLD).fit),
        "smallest BIC": coverage.fitted_means(loglinear.fit(y, best.interactions(int(best.ranked()[0])))),
        "two latent classes": coverage.two_classes(y, steps=5_000),
    }


def written(folder: Path, found: list[dict], settings: dict) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "hidden_coverage.json").write_text(
        json.dumps(settings | {"runs": found}, indent=1) + "\n", encoding="utf-8"
    )
    (folder / "hidden_coverage.md").write_text(report(found, settings), encoding="utf-8")


if __name__ == "__main__":
    main()
