"""How safe are editions against an outsider with a solver, over random registries? What was tried, and what that cannot rule out.

A hundred registries, and ten to thirty of each other family, three editions each, published as the path publishes them and attacked with everything
public by a programme of its own (tests/attacks/outsider.py). A registry counts as broken where a count of 1 to k - 1, a
difference of 1 to k - 1 between editions, the people of a group or sum that small, or the one purpose of a group comes out
exactly; as narrowed where a count or difference stays open by less than the width promised. Seeds are fixed.

    nice -n 19 python benchmarks/attacks.py [--registries 100]

Writes benchmarks/results/attacks.json and .md.
"""

import argparse
import json
import platform
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import beta

HERE = Path(__file__).parent
sys.path[0] = str(HERE.parent / "tests")  # in the place of this folder, whose attacks.py is this file

from attacks.campaign import Campaign, agreeing, amended, attacked, campaign, kind, moved, recut, subtracted  # noqa: E402
from attacks.outsider import Target  # noqa: E402
from attacks.registries import POLICY  # noqa: E402

RESULTS = HERE / "results"
Found = dict[Target, tuple[float, float]]


def as_given(made: Campaign, undecided: Counter[str]) -> Found:
    return attacked(made, undecided=undecided)


def by_persons(made: Campaign, undecided: Counter[str]) -> Found:
    return attacked(made, persons=True, undecided=undecided)


def shrinking(made: Campaign, undecided: Counter[str]) -> Found:
    return attacked(made, grows=False, undecided=undecided)


def less_their_own(made: Campaign, undecided: Counter[str]) -> Found:
    return subtracted(made, POLICY.threshold // 2, undecided=undecided)


FAMILIES: tuple[
    tuple[int, float, Callable[[int], Campaign], dict[str, Callable[[Campaign, Counter[str]], Found]]], ...
] = (
    (
        0,
        1.0,
        campaign,
        {
            "same tables, records only added": as_given,
            "the same, by each institution, in and between editions (half the threshold)": less_their_own,
        },
    ),
    (
        0,
        0.1,
        campaign,
        {"the same, by who counts persons across tables, crossings that no table offers too": by_persons},
    ),
    (1000, 0.3, recut, {"other tables and other cuts of years in each edition": as_given}),
    (2000, 0.3, amended, {"records corrected and taken back": shrinking}),
    (3000, 0.3, moved, {"a district moved to another zone, under new codes": as_given}),
)


def limit(broken: int, tried: int) -> float:
    """The 95 % upper limit of a share, one-sided, Clopper and Pearson (3 / n where nothing broke)."""
    return 1.0 if broken == tried else float(beta.ppf(0.95, broken + 1, tried - broken))


def families(registries: int) -> Iterator[dict[str, Any]]:
    for first, share, make, attacks in FAMILIES:
        rows: dict[str, Counter[str]] = {name: Counter() for name in attacks}
        what: dict[str, Counter[str]] = {name: Counter() for name in attacks}
        for seed in range(first, first + max(1, round(share * registries))):
            made = make(seed)
            for name, attack in attacks.items():
                began = time.process_time()
                undecided: Counter[str] = Counter()
                found = attack(made, undecided)
                rows[name].update(
                    described(made, found),
                    undecided=undecided["ends"],
                    milliseconds=round(1000 * (time.process_time() - began)),
                )
                what[name].update(f"{target.what} {kind(ends)}" for target, ends in found.items())
                print(seed, name, dict(Counter(f"{one.what} {kind(ends)}" for one, ends in found.items())), flush=True)
        for name, row in rows.items():
            tried = row["tried"]
            shares = {f"{word}_upper_95": limit(row[word], tried) for word in ("broken", "narrowed")}
            yield {"family": name, **row, **shares, "found": dict(sorted(what[name].items()))}


def described(made: Campaign, found: Found) -> dict[str, int]:
    """What one campaign adds to a row."""
    exact = [target for target, ends in found.items() if kind(ends) == "exactly"]
    return {
        "tried": int(bool(made.public)),
        "editions": len(made.public),
        "not_published": sum(made.refused.values()),
        "cells": sum(len(public.cells) for public in made.public),
        "hidden": sum(one.count is None for public in made.public for one in public.cells),
        "broken": int(bool(exact)),
        "narrowed": int(len(found) > len(exact)),
    }


def program_known(tables: int) -> dict[str, Any]:
    """How many values stay possible for a small count to whoever runs the program on every filling of a small table."""
    draw, least = np.random.default_rng(5), []
    while len(least) < tables:
        counts = tuple(int(one) for one in draw.poisson(draw.choice([8, 12, 20], 4)))
        if any(1 <= one < POLICY.threshold for one in counts):
            values = agreeing(counts)
            if values and sum(1 <= one < POLICY.threshold for one in counts) <= 2:
                least.append(min(len(one) for one in values.values()))
    return {"tables": tables, "fewest": min(least), "median": float(np.median(least)), "exactly": least.count(1)}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--registries", type=int, default=100)
    given = asked.parse_args()
    began = time.process_time()
    rows = list(families(given.registries))
    known = program_known(30)
    result = {
        "threshold": POLICY.threshold,
        "width": POLICY.width,
        "families": rows,
        "program_known": known,
        "python": platform.python_version(),
        "cpu_seconds": round(time.process_time() - began, 1),
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "attacks.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "attacks.md").write_text(page(result), encoding="utf-8")


def page(result: dict[str, Any]) -> str:
    head = "| family | registries | editions | cells, hidden | broken | at most (95 %) | narrowed | at most (95 %) | CPU s of the attack |"
    lines = ["# Editions attacked", "", *(__doc__ or "").split("\n\n")[1].splitlines(), "", head, "|---" * 9 + "|"]
    lines += [
        f"| {one['family']} | {one['tried']} | {one['editions']} (not published: {one['not_published']}) | "
        f"{one['cells']:,}, {one['hidden']:,} | {one['broken']} | {100 * one['broken_upper_95']:.1f} % | {one['narrowed']} | "
        f"{100 * one['narrowed_upper_95']:.1f} % | {one['milliseconds'] / 1000:.0f} |"
        for one in result["families"]
    ]
    known = result["program_known"]
    lines += ["", f"k = {result['threshold']}, width {result['width']}.", "", "Found:", ""]
    lines += [f"- {one['family']}: {one['found'] or 'nothing'}" for one in result["families"]]
    slow = sum(one["undecided"] for one in result["families"])
    lines += ["", f"Ends of intervals that the solver did not decide in time, taken as open: {slow}."]
    lines += [
        "",
        f"Whoever runs the program itself on every filling of {known['tables']} tables of four years is left with {known['fewest']} "
        f"values or more for each hidden count (median {known['median']:g}; exactly worked out: {known['exactly']}).",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
