"""A cube of a whole country: what is offered of it, hidden and audited in one system.

1,874 districts in 25 departments, 8 purposes, 3 ages, 10 years: 752,400 cells with all margins, most of them 0 or small. Three
tables are offered, each with every margin up to the nation: department by purpose by age, department by purpose by year, district by
purpose. Any two of them share the totals of a department by purpose and nothing else, so they are decomposable: whatever the three allow
can be filled up to a full cube, and the audit of the three together is the audit of the cube. The crossings of age with year and of
district with age or year are offered nowhere; of 20,000 records they would say little and hide much.
"""

import json
import platform
import resource
import time
from pathlib import Path
from typing import Any

import numpy as np

from yupay.protect.cells.audit import audit
from yupay.protect.cells.primary import small
from yupay.protect.cells.suppress import suppress
from yupay.protect.cells.system import Axis, Cells, crossed, joined

DISTRICTS, DEPARTMENTS, SEED, RECORDS = 1874, 25, 20261123, 20_000
PURPOSE = np.array([0.45, 0.2, 0.12, 0.09, 0.06, 0.04, 0.03, 0.01])
AGE = np.array([0.12, 0.28, 0.6])
YEARS = 10


def cube() -> np.ndarray:
    """Counts by district, purpose, age and year; a few districts hold most."""
    rng = np.random.default_rng(SEED)
    share = rng.gamma(0.12, 1, DISTRICTS)
    year = np.linspace(0.6, 1.4, YEARS)
    mean = np.multiply.outer(np.multiply.outer(share / share.sum(), PURPOSE), AGE)
    return np.asarray(rng.poisson(RECORDS * np.multiply.outer(mean, year / year.sum())))


def offered(counts: np.ndarray) -> Cells:
    """The three tables as one system."""
    department = np.arange(DISTRICTS) % DEPARTMENTS
    by_department = np.stack([counts[department == d].sum(axis=0) for d in range(DEPARTMENTS)])
    names = tuple(f"D{d:02d}" for d in range(DEPARTMENTS))
    districts = tuple(f"L{d:04d}" for d in range(DISTRICTS))
    purpose = Axis("purpose", tuple(f"P{k}" for k in range(len(PURPOSE))))
    age, year = Axis("age", tuple("ABC")), Axis("year", tuple(str(2014 + k) for k in range(YEARS)))
    place = Axis("place", districts, {name: names[d] for name, d in zip(districts, department, strict=True)})
    wide = Axis("place", names)
    return joined(
        crossed([wide, purpose, age], by_department.sum(axis=3)),
        crossed([wide, purpose, year], by_department.sum(axis=2)),
        crossed([place, purpose], counts.sum(axis=(2, 3))),
    )


def national(results: Path) -> None:
    """Measure once and write."""
    began = time.process_time()
    counts = cube()
    cells = offered(counts)
    sensitive = small(cells.counts, 11)
    district = np.array([key[0].startswith("L") for key in cells.keys])
    built = time.process_time()
    hidden = suppress(cells, sensitive, zeros_hidden=district, time_limit=120)
    chosen = time.process_time()
    one = np.where(district, 0.0, np.minimum(cells.counts, 1))
    plain = audit(cells, hidden, sensitive, 10)
    ruled = audit(cells, hidden, sensitive, 5, known_low=one)
    ended = time.process_time()
    told = {
        "records": int(counts.sum()),
        "cells_of_the_cube": (DISTRICTS + DEPARTMENTS + 1) * (len(PURPOSE) + 1) * (len(AGE) + 1) * (YEARS + 1),
        "cells_offered": len(cells.counts),
        "sensitive": int(sensitive.sum()),
        "secondary": int((hidden & ~sensitive & (cells.counts > 0)).sum()),
        "of_departments": printed(cells, hidden, ~district),
        "of_districts": printed(cells, hidden, district & np.array([key[1] == "" for key in cells.keys])),
        "of_districts_by_purpose": printed(cells, hidden, district & np.array([key[1] != "" for key in cells.keys])),
        "unsafe": len(plain.too_narrow) + len(ruled.too_narrow),
        "exactly_recovered": len(plain.exactly_recovered),
        "build_cpu_seconds": round(built - began, 1),
        "protect_cpu_seconds": round(chosen - built, 1),
        "audit_cpu_seconds": round(ended - chosen, 1),
        "peak_gib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
        "machine": f"Python {platform.python_version()}, {platform.machine()}, one thread",
    }
    (results / "suppression_national.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    lines = [f"| {name.replace('_', ' ')} | {value} |" for name, value in told.items()]
    text = ["# A national cube", "", str(__doc__).strip(), "", "| what | value |", "|---|---|", *lines, ""]
    (results / "suppression_national.md").write_text("\n".join(text), encoding="utf-8")
    print("\n".join(text))


def printed(cells: Cells, hidden: np.ndarray, which: np.ndarray) -> dict[str, Any]:
    """How many of some cells above zero are printed, and what share of the people in them."""
    above = which & (cells.counts > 0)
    shown = above & ~hidden
    people = cells.counts[shown].sum() / max(int(cells.counts[above].sum()), 1)
    return {"cells": int(above.sum()), "printed": int(shown.sum()), "share_of_counts": round(float(people), 3)}
