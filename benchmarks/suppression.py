"""Complementary suppression: how few cells, how much is printed, how fast; every choice judged again by the audit.

Table A is the size of the first study (43 districts, 4 purposes, 3 ages, all margins). The bar: k = 11, intervals at least
10 wide, zeros and the grand total printed, at most 45 hidden cells besides the sensitive ones, at least 58 % of the inner count
printed, 10 CPU seconds or a tenth of what R's GaussSuppression takes. Twenty fresh tables from other seeds follow, to show
that the first was not chosen, then other sizes, and with --national a cube of a whole country.

    python benchmarks/suppression.py [--national]

Writes benchmarks/results/suppression.json and .md; the national cube goes to suppression_national.json and .md.
"""

import argparse
import json
import platform
import resource
import time
from pathlib import Path
from typing import Any

import numpy as np

from yupay.protect.cells.audit import audit, intervals
from yupay.protect.cells.master import GAP
from yupay.protect.cells.primary import small
from yupay.protect.cells.suppress import suppress
from yupay.protect.cells.system import Axis, Cells, crossed

RESULTS = Path(__file__).parent / "results"
FRESH = range(101, 121)
PURPOSE, AGE = [0.62, 0.2, 0.12, 0.06], [0.1, 0.3, 0.6]
RECORDED = "R's GaussSuppression 1.2.3 on the first table, k = 11, judged at width 3: 38 cells in 0.84 s (recorded, not run here)"


def table(
    seed: int, districts: int = 43, mean: float = 6, purpose: list[float] = PURPOSE, age: list[float] = AGE
) -> Cells:
    """A made table: districts of very unequal size, Poisson counts."""
    rng = np.random.default_rng(seed)
    share = rng.gamma(0.35, 1, districts)
    crossing = np.multiply.outer(np.multiply.outer(share / share.sum(), purpose), age)
    counts = rng.poisson(mean * crossing.size * crossing)
    names = (("district", "L"), ("purpose", "P"), ("age", "A"))
    axes = [
        Axis(name, tuple(f"{a}{k:02d}" for k in range(n))) for (name, a), n in zip(names, counts.shape, strict=True)
    ]
    return crossed(axes, counts)


def measured(cells: Cells, what: str, k: int = 11, width: float = 10, **options: Any) -> dict[str, Any]:
    """One row: the choice, its cost and the audit by itself."""
    sensitive = small(cells.counts, k)
    began = time.process_time()
    hidden = suppress(cells, sensitive, width=width, **options)
    seconds = time.process_time() - began
    ruled = options.get("rule_width", width / 2)
    one = np.minimum(cells.counts, 1).astype(np.float64)
    found = audit(cells, hidden, sensitive, width)
    informed = audit(cells, hidden, sensitive, ruled, known_low=one)
    low, high = intervals(cells, hidden)
    secondary = hidden & ~sensitive & (cells.counts > 0)
    return {
        "table": what,
        "k": k,
        "width": width,
        "rule_width": ruled,
        "records": int(cells.counts[-1]),
        "cells": len(cells.counts),
        "sensitive": int(sensitive.sum()),
        "secondary": int(secondary.sum()),
        "inner_printed": round(float(cells.counts[cells.inner & ~hidden].sum() / cells.counts[-1]), 4),
        "grand_total_printed": not hidden[-1].item(),
        "unsafe": len(found.too_narrow) + len(informed.too_narrow),
        "exactly_recovered": len(found.exactly_recovered),
        "narrowest_interval": float((high - low)[sensitive].min(initial=np.inf)),
        "cpu_seconds": round(seconds, 2),
    }


def rows() -> list[dict[str, Any]]:
    """Table A under several rules, twenty fresh tables, other sizes."""
    first = table(1)
    measured(first, "warm-up")
    told = [
        measured(first, "A"),
        measured(first, "A, heuristic alone", time_limit=0.0),
        measured(first, "A, full width also against who knows that zeros are printed", rule_width=10),
        measured(first, "A, width 3", width=3),
        measured(first, "A, width 3, the first outsider alone", width=3, rule_width=0),
        measured(first, "A, k = 5, the first outsider alone", k=5, width=3, rule_width=0),
        measured(first, "A, zeros hidden", zeros_hidden=True, rule_width=0),
    ]
    told += [measured(table(seed), f"fresh {seed}") for seed in FRESH]
    told += [
        measured(table(1, 6, 320 / 72), "6 x 4 x 3, few records"),
        measured(table(1, 6, 43), "6 x 4 x 3, many records"),
    ]
    return told


def page(told: list[dict[str, Any]]) -> str:
    """The result for people."""
    fresh = [row for row in told if row["table"].startswith("fresh")]
    kept = sum(row["secondary"] <= 45 and row["inner_printed"] >= 0.58 for row in fresh)
    head = "| table | k | width | records | sensitive | hidden besides | inner count printed | unsafe | recovered | CPU s |"
    body = [
        f"| {r['table']} | {r['k']} | {r['width']:g} | {r['records']:,} | {r['sensitive']} | {r['secondary']} | "
        f"{100 * r['inner_printed']:.1f} % | {r['unsafe']} | {r['exactly_recovered']} | {r['cpu_seconds']} |"
        for r in told
    ]
    text = [
        "# Complementary suppression",
        "",
        "Written by `benchmarks/suppression.py`. Unsafe: sensitive cells below their width, judged again by the audit against both",
        "outsiders of `docs/suppression.md`. Hidden besides: without zeros. The grand total is printed in every row.",
        "",
        head,
        "|" + "---|" * 10,
        *body,
        "",
        f"The bar of table A (at most 45 hidden besides, at least 58 % printed) is a bar for that table; of the {len(fresh)} fresh ones",
        f"{kept} keep both numbers too: hidden besides {min(r['secondary'] for r in fresh)} to {max(r['secondary'] for r in fresh)} "
        f"(median {np.median([r['secondary'] for r in fresh]):g}), printed "
        f"{100 * min(r['inner_printed'] for r in fresh):.1f} % to {100 * max(r['inner_printed'] for r in fresh):.1f} %. "
        f"By the master programme the choices are within {100 * GAP:g} % of the cheapest.",
        "",
        f"{RECORDED}.",
        "",
        f"Python {platform.python_version()}, {platform.machine()}, one thread, CPU seconds of the process.",
        "",
    ]
    return "\n".join(text)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--national", action="store_true", help="the cube of a whole country instead")
    if parser.parse_args().national:
        from suppression_national import national

        national(RESULTS)
        return
    told = rows()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told_all = {"rows": told, "recorded": RECORDED, "peak_mib": round(memory)}
    (RESULTS / "suppression.json").write_text(json.dumps(told_all, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "suppression.md").write_text(page(told), encoding="utf-8")
    print(page(told))


if __name__ == "__main__":
    main()
