"""A cube of a whole country: what is offered of it, hidden and audited, and every cell of the cube judged.

1,874 districts in 25 departments, 8 purposes, 3 ages, 10 years: 752,400 cells with all margins, most of them 0 or small. Three
tables are offered, each with every margin up to the nation: department by purpose by age, department by purpose by year, district by
purpose. Any two of them share the totals of a department by purpose and nothing else. The crossings of age with year and of
district with age or year are printed nowhere; of 20,000 records they would say little and hide much. They are judged all the same:
of each of their cells that counts 1 to 10 nobody may learn from the three tables more than an interval 10 wide, or 5
wide for who knows where zeros would be printed.
"""

import json
import platform
import resource
import time
from pathlib import Path
from typing import Any

import numpy as np

from yupay.protect.cells.audit import audit
from yupay.protect.cells.implied import Implied, extended, implied
from yupay.protect.cells.primary import small
from yupay.protect.cells.suppress import outsiders, suppress
from yupay.protect.cells.system import Axis, Cells, crossed, joined
from yupay.protect.cells.unprinted import narrow, suppress_implied

DISTRICTS, DEPARTMENTS, SEED, RECORDS = 1874, 25, 20261123, 20_000
PURPOSES = np.array([0.45, 0.2, 0.12, 0.09, 0.06, 0.04, 0.03, 0.01])
AGES = np.array([0.12, 0.28, 0.6])
YEARS, WIDTH, AGAIN, SECONDS = 10, 10, 40, 120
OVER = np.arange(DISTRICTS) % DEPARTMENTS
NAMES = tuple(f"D{d:02d}" for d in range(DEPARTMENTS))
MEMBERS = tuple(f"L{d:04d}" for d in range(DISTRICTS))
PLACE = Axis("place", MEMBERS, {name: NAMES[d] for name, d in zip(MEMBERS, OVER.tolist(), strict=True)})
DEPARTMENT = Axis("place", NAMES)
PURPOSE = Axis("purpose", tuple(f"P{k}" for k in range(len(PURPOSES))))
AGE, YEAR = Axis("age", tuple("ABC")), Axis("year", tuple(str(2014 + k) for k in range(YEARS)))
TABLES = ([DEPARTMENT, PURPOSE, AGE], [DEPARTMENT, PURPOSE, YEAR], [PLACE, PURPOSE])


def cube() -> np.ndarray:
    """Counts by district, purpose, age and year; a few districts hold most."""
    rng = np.random.default_rng(SEED)
    share = rng.gamma(0.12, 1, DISTRICTS)
    year = np.linspace(0.6, 1.4, YEARS)
    mean = np.multiply.outer(np.multiply.outer(share / share.sum(), PURPOSES), AGES)
    return np.asarray(rng.poisson(RECORDS * np.multiply.outer(mean, year / year.sum())))


def offered(counts: np.ndarray) -> Cells:
    """The three tables as one system."""
    by_department = np.stack([counts[OVER == d].sum(axis=0) for d in range(DEPARTMENTS)])
    return joined(
        crossed(TABLES[0], by_department.sum(axis=3)),
        crossed(TABLES[1], by_department.sum(axis=2)),
        crossed(TABLES[2], counts.sum(axis=(2, 3))),
    )


def national(results: Path) -> None:
    """Measure once and write."""
    began, on_the_wall = time.process_time(), time.perf_counter()
    counts = cube()
    cells, whole = offered(counts), crossed([PLACE, PURPOSE, AGE, YEAR], counts)
    sensitive = small(cells.counts, 11)
    asked = implied(cells, [PLACE, PURPOSE, AGE, YEAR], TABLES, whole, small(whole.counts, 11))
    district = np.array([key[0].startswith("L") for key in cells.keys])
    built = time.process_time()
    alone = suppress(cells, sensitive, zeros_hidden=district, time_limit=SECONDS)
    tables = time.process_time()
    hidden = suppress_implied(cells, alone, sensitive, asked, zeros_hidden=district, time_limit=SECONDS)
    chosen = time.process_time()
    found = judged(cells, hidden, sensitive, asked, district)
    ended = time.process_time()
    told = {
        "records": int(counts.sum()),
        "cells_of_the_cube": len(whole.counts),
        "cells_offered": len(cells.counts),
        "sensitive_in_the_cube": int(small(whole.counts, 11).sum()),
        "sensitive_and_offered": int(sensitive.sum()),
        "sensitive_and_in_no_table": len(asked.own.keys),
        "secondary_for_the_tables_alone": int((alone & ~sensitive & (cells.counts > 0)).sum()),
        "secondary_for_the_whole_cube": int((hidden & ~sensitive & (cells.counts > 0)).sum()),
        "of_departments": printed(cells, hidden, ~district),
        "of_districts": printed(cells, hidden, district & np.array([key[1] == "" for key in cells.keys])),
        "of_districts_by_purpose": printed(cells, hidden, district & np.array([key[1] != "" for key in cells.keys])),
        **found,
        "build_cpu_seconds": round(built - began, 1),
        "protect_tables_cpu_seconds": round(tables - built, 1),
        "protect_what_no_table_prints_cpu_seconds": round(chosen - tables, 1),
        "audit_whole_cube_cpu_seconds": round(ended - chosen, 1),
        "all_of_this_wall_seconds": round(time.perf_counter() - on_the_wall, 1),
        "peak_gib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
        "machine": f"Python {platform.python_version()}, {platform.machine()}, one thread, other work beside it",
    }
    (results / "suppression_national.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    lines = [f"| {name.replace('_', ' ')} | {value} |" for name, value in told.items()]
    text = ["# A national cube", "", str(__doc__).strip(), "", "| what | value |", "|---|---|", *lines, ""]
    (results / "suppression_national.md").write_text("\n".join(text), encoding="utf-8")
    print("\n".join(text))


def judged(
    cells: Cells, hidden: np.ndarray, sensitive: np.ndarray, asked: Implied, district: np.ndarray
) -> dict[str, int]:
    """Every sensitive cell of the cube against both outsiders, and some of those in no table once more by programmes alone."""
    told = {
        "offered_unsafe": 0,
        "in_no_table_unsafe": 0,
        "exactly_recovered": 0,
        "in_no_table_by_programmes": 0,
        "of_them_unsafe": 0,
    }
    drawn = np.sort(np.random.default_rng(SEED).choice(len(asked.own.keys), AGAIN, replace=False))
    more, at = extended(cells, asked.only(drawn))
    apart = np.ones(len(more.counts) - len(hidden), dtype=bool)
    watched = np.isin(np.arange(len(more.counts)), at)
    for person in outsiders(cells, hidden, district, WIDTH, WIDTH / 2):
        low = np.minimum(person.low, cells.counts)
        tables = audit(cells, hidden, sensitive, person.width, known_low=low)
        again = audit(more, np.append(hidden, apart), watched, person.width, known_low=np.append(low, 0 * apart))
        told["offered_unsafe"] += len(tables.too_narrow)
        told["exactly_recovered"] += len(tables.exactly_recovered)
        told["in_no_table_unsafe"] += len(narrow(cells, hidden, asked, person.width, known_low=low))
        told["in_no_table_by_programmes"] += AGAIN
        told["of_them_unsafe"] += len(again.too_narrow)
    return told


def printed(cells: Cells, hidden: np.ndarray, which: np.ndarray) -> dict[str, Any]:
    """How many of some cells above zero are printed, and what share of the people in them."""
    above = which & (cells.counts > 0)
    shown = above & ~hidden
    people = cells.counts[shown].sum() / max(int(cells.counts[above].sum()), 1)
    return {"cells": int(above.sum()), "printed": int(shown.sum()), "share_of_counts": round(float(people), 3)}
