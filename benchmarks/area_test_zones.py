"""Would another principled rule hold its level where the decision test does not, on five zones, and at what price?

Report only: the registered rule stays. Tried on the 43 districts of Lima: the decision test with the first 2, 4, 6 Moran
eigenvectors or a quadratic trend in the mean, Freedman-Lane with 12 eigenvectors, and the demand that both the decision test
and Freedman-Lane reject. Fields and margins are those of area_test_size.py; other seeds, and more draws for the size of the
decision test itself.

    python benchmarks/area_test_zones.py [--draws N] [--precise N] [--seed S]

writes benchmarks/results/area_test_zones.json and .md.
"""

import argparse
import json
from pathlib import Path

import area_test_size as base
import numpy as np

from yupay.analyse.numerics import area, correlation, eigenvectors, ranks, whitening

RESULTS = Path(__file__).resolve().parent / "results" / "area_test_zones.json"
TRIED = (*base.ZONE_FIELDS, "smooth", "independent", "SAR .8", "exponential, range .3")
PRECISE = (*base.ZONE_FIELDS, "smooth")


def whiteners(where: base.Geometry) -> dict[str, whitening.Whitener]:
    """The decision test and its changed means."""
    pairs, (east, north) = where.decision.whole.pairs, (where.points - where.points.mean(0)).T
    found = eigenvectors.patterns(where.n, pairs, area.mean_basis(where.decision.whole))
    means = {f"+ {count} eigenvectors": found.first(count).vectors for count in (2, 4, 6)}
    means["+ quadratic trend"] = np.column_stack([east**2, north**2, east * north])
    changed = {
        name: whitening.prepare(area.area(where.points, pairs, np.column_stack([where.population, columns])))
        for name, columns in means.items()
    }
    return {"decision": where.decision, **changed}


def p_values(where: base.Geometry, made: dict, field: str, latent: float, draws: int, seed: int) -> dict:
    """The p of every rule in each of `draws` pairs of maps."""
    x, y = base.pair(where, field, latent, draws, np.random.default_rng(seed))
    scores = ranks.normal_scores(base.with_zeros(x)), ranks.normal_scores(y)
    found = {}
    for name, whitener in made.items():
        left = [whitening.whiten(whitener, one).residuals for one in scores]
        found[name] = base._p(correlation.cosine(*left), where.n - whitener.columns - 1.0)
    if len(made) > 1:
        found["Freedman-Lane"] = base._freedman_lane(where, *scores, seed)
        found["decision and Freedman-Lane"] = np.maximum(found["decision"], found["Freedman-Lane"])
    return found


def run(draws: int, precise: int, seed: int) -> dict:
    """Sizes and powers, as plain numbers."""
    where = base.geometry()
    made = whiteners(where)
    rows = {}
    for field in TRIED:
        shares = (
            {name: float(np.mean(p <= 0.05)) for name, p in p_values(where, made, field, r, draws, seed).items()}
            for r in (0.0, base.LATENT)
        )
        rows[field] = dict(zip(("size", "power"), shares, strict=True))
        print(field, json.dumps(rows[field]), flush=True)
    sizes = {}
    for field in PRECISE:
        p = p_values(where, {"decision": where.decision}, field, 0.0, precise, seed + 1)["decision"]
        sizes[field] = float(np.mean(p <= 0.05))
        print(field, sizes[field], flush=True)
    return {"draws": draws, "precise": precise, "seed": seed, "fields": rows, "sizes": sizes}


def page(result: dict) -> str:
    """The result as a table."""
    rules = list(result["fields"][TRIED[0]]["size"])
    exact = "; ".join(
        f"{field} {size:.4f} (error {np.sqrt(size * (1 - size) / result['precise']):.4f})"
        for field, size in result["sizes"].items()
    ).replace("0.", ".")
    lines = [
        "# Rules that were tried where the decision test does not hold",
        "",
        "Report only: the registered rule stays as it was registered. Size at .05 | power at latent r = .5 on the 43 districts",
        f"of Lima, {result['draws']:,} pairs of maps a field, seed {result['seed']}; fields of `area_test_size.py`.",
        "",
        "| field | " + " | ".join(rules) + " |",
        "|---" * (len(rules) + 1) + "|",
        *(
            f"| {field} | "
            + " | ".join(f"{base._short(row['size'][rule])} / {base._short(row['power'][rule])}" for rule in rules)
            + " |"
            for field, row in result["fields"].items()
        ),
        "",
        f"The decision test alone, {result['precise']:,} pairs, seed {result['seed'] + 1}: {exact}.",
        "",
        "What this says: in 40,000 other maps the size on five zones with half of the variance is just below .10. Eigenvectors",
        "in the mean bring it further down, and cost power elsewhere: with SAR .8 the first two already lose more than the .03",
        "that was allowed beside SAR + trend. Freedman-Lane is nearer its level on zones and far from it on smooth fields.",
        "Asking both to reject holds everywhere and loses most. No change was found that lowers the zones at no price.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--draws", type=int, default=4_000)
    asked.add_argument("--precise", type=int, default=40_000)
    asked.add_argument("--seed", type=int, default=99)
    options = asked.parse_args()
    outcome = run(options.draws, options.precise, options.seed)
    RESULTS.write_text(json.dumps(outcome, indent=1) + "\n", encoding="utf-8")
    RESULTS.with_suffix(".md").write_text(page(outcome), encoding="utf-8")
