"""Rank confidence sets: how fast at 1,900 units, and do few rows per place keep their coverage?

Times are of one process on invented estimates, marginal and simultaneous sets together; the first row holds the time
to compile. Coverage is of all true ranks at once (simultaneous) and of each (marginal), nominal .95, over invented places
of 2 to 13 rows whose counts are gamma-Poisson; "normal" takes the variance between rows as known, "t" keeps its few
degrees of freedom, which is what the product does.

    python benchmarks/rank_sets.py [draws]

writes benchmarks/results/rank_sets.json and .md.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from yupay.analyse.describe.core import variance_of_totals
from yupay.analyse.rank.core import RankSets, floored, normal_rank_sets
from yupay.analyse.rank.multinomial import multinomial_rank_sets

RESULTS = Path(__file__).parent / "results"
SEED = 20261123
SIZES = (50, 200, 400, 1000, 1900)
ROWS = np.array([2] * 11 + [3] * 9 + [4] * 3 + [5] + [6] * 4 + [10, 13])
Sets = tuple[RankSets, RankSets]


def seconds(make: Callable[[], Sets]) -> tuple[float, Sets]:
    start = time.perf_counter()
    sets = make()
    return time.perf_counter() - start, sets


def width(sets: RankSets) -> float:
    return round(float((sets.high - sets.low + 1).mean()), 1)


def timings() -> list[dict[str, object]]:
    rng, rows = np.random.default_rng(SEED), []
    normal_rank_sets([1.0, 2.0], [1.0, 1.0], seed=1, draws=10)
    for n in SIZES:
        x, v = rng.normal(size=n) * 3, rng.gamma(2.0, 0.3, size=n)
        df, counts = rng.integers(1, 30, size=n), rng.poisson(rng.gamma(0.5, 100.0, size=n))
        for kind, make in (
            ("standard errors", lambda x=x, v=v: normal_rank_sets(x, v, seed=SEED)),
            ("few rows (t)", lambda x=x, v=v, df=df: normal_rank_sets(x, v, df=df, seed=SEED)),
            ("parts of one total", lambda counts=counts: multinomial_rank_sets(counts)),
        ):
            took, (alone, together) = seconds(make)
            rows.append(
                {"units": n, "kind": kind, "s": round(took, 2), "marginal": width(alone), "all": width(together)}
            )
    return rows


def coverage(draws: int) -> list[dict[str, object]]:
    rng = np.random.default_rng(SEED)
    level = np.exp(rng.normal(0.0, 0.5, ROWS.size)) * 60
    truth = 1 + ((level * ROWS)[:, None] < level * ROWS).sum(axis=1)
    rows: list[dict[str, object]] = []
    for shape in (1.0, 3.0):
        tally = {"normal": np.zeros(3), "t": np.zeros(3)}
        for draw in range(draws):
            counted = [rng.poisson(rng.gamma(shape, mean / shape, m)) for mean, m in zip(level, ROWS, strict=True)]
            total = np.array([place.sum() for place in counted], dtype=float)
            squares = np.array([np.square(place, dtype=float).sum() for place in counted])
            variance = floored(variance_of_totals(total, squares, ROWS), total)
            for name, df in (("normal", None), ("t", ROWS - 1.0)):
                alone, together = normal_rank_sets(total, variance, df=df, seed=draw, draws=1000)
                held = [(s.low <= truth) & (truth <= s.high) for s in (together, alone)]
                tally[name] += (held[0].all(), held[1].mean(), together.above.sum())
        rows += [
            {
                "gamma shape": shape,
                "kind": name,
                "simultaneous": round(found[0] / draws, 3),
                "marginal": round(found[1] / draws, 3),
                "pairs told apart": round(found[2] / draws, 1),
            }
            for name, found in tally.items()
        ]
    return rows


def table(rows: list[dict[str, object]]) -> str:
    heads = list(rows[0])
    lines = [heads, ["---"] * len(heads), *([str(row[head]) for head in heads] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main() -> None:
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    compiled = seconds(lambda: normal_rank_sets([1.0, 2.0], [1.0, 1.0], seed=1, draws=10))[0]
    timed, covered = timings(), coverage(draws)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found = {
        "seed": SEED,
        "draws": draws,
        "first_call_s": round(compiled, 2),
        "peak_mib": peak,
        "timings": timed,
        "coverage": covered,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "rank_sets.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    words = (
        f"# Rank confidence sets\n\nSeed {SEED}. First call (compiled or read from cache): {compiled:.2f} s. "
        f"Peak memory of the process: {peak} MiB. Widths are mean sizes of the sets.\n\n## Time\n\n{table(timed)}\n\n"
        f"## Coverage of the truth, nominal .95, {draws} draws, {ROWS.size} places of 2 to 13 rows\n\n{table(covered)}\n"
    )
    (RESULTS / "rank_sets.md").write_text(words, encoding="utf-8")
    print(words)


if __name__ == "__main__":
    main()
