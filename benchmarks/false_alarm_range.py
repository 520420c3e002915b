"""Does the printed range of false alarms hold the true rate, on the 43 districts of Lima?

For maps drawn from known fields (no relation; X cut to 18 zeros, Y continuous, as in area_test_size.py) the range that the
simulation prints (lowest and highest rate over the bias-corrected 90 % intervals of the dependence, autoregressive and
exponential) is held against the rate at which plain Spearman rejects in that field. Beside it: the rate at the REML
autoregression as it stands, which is the one number that might have been printed.

    python benchmarks/false_alarm_range.py [--maps N] [--draws N] [--seed S]

writes benchmarks/results/false_alarm_range.json and .md.
"""

import argparse
import json
from pathlib import Path

import area_test_size as base
import numpy as np

from yupay.analyse.numerics import correlation, ranks, simulated, whitening
from yupay.analyse.spatial.simulate import worlds

RESULTS = Path(__file__).resolve().parent / "results" / "false_alarm_range.json"
TRIED = (
    "independent",
    "SAR .5",
    "SAR .8",
    "SAR .95",
    "exponential, range .1",
    "exponential, range .3",
    "proper CAR .95",
    "two scales",
    "five zones, .5 of the variance",
    "linear trends",
)
TRUTH_DRAWS = 40_000


def truth(where: base.Geometry, field: str, seed: int) -> float:
    """The rate at which plain Spearman rejects in a field, on many maps."""
    x, y = base.pair(where, field, 0.0, TRUTH_DRAWS, np.random.default_rng([seed, 1]))
    r = correlation.pearson_r(ranks.midranks(base.with_zeros(x)), ranks.midranks(y))
    return float(np.mean(np.abs(r) >= correlation.critical_r(where.n - 2.0, 0.05)))


def row(where: base.Geometry, field: str, maps: int, draws: int, seed: int) -> dict:
    """How often the range holds the truth, and its mean ends."""
    plain, rate = simulated.without_mean(where.decision), truth(where, field, seed)
    x, y = base.pair(where, field, 0.0, maps, np.random.default_rng(seed))
    limit = correlation.critical_r(where.n - 2.0, 0.05)
    noise = np.random.default_rng([seed, 2]).standard_normal((2, draws, where.n))
    every = np.stack([base.with_zeros(x), y], axis=1)

    def rejected(values: np.ndarray, ladder: simulated.Ladder, rungs: tuple[int, int]) -> float:
        return simulated.plain_rejections(ladder, values, rungs, noise, limit, "two-sided")

    found = np.array(
        [[rejected(values, one.ladder, one.rungs) for one in worlds(plain, values, seed)] for values in every]
    )
    low, high = found.min(1), found.max(1)
    ladder = simulated.ladders(plain)[0]
    single = [rejected(values, ladder, _uncorrected(plain, ladder, values)) for values in every]
    return {
        "truth": rate,
        "held": float(np.mean((low <= rate) & (rate <= high))),
        "below": float(np.mean(high < rate)),
        "low": float(low.mean()),
        "high": float(high.mean()),
        "one number": float(np.mean(single)),
    }


def _uncorrected(plain: whitening.Whitener, ladder: simulated.Ladder, values: np.ndarray) -> tuple[int, int]:
    """The rungs of the REML autoregressions of two variables, bias and all."""
    chosen = whitening.whiten(plain, ranks.normal_scores(values)).chosen
    first, second = (int(np.argmin(np.abs(np.array(ladder.rungs) - plain.grid[point].rho))) for point in chosen)
    return first, second


def page(result: dict) -> str:
    """The result as a table."""
    lines = [
        "# Does the printed range of false alarms hold the true rate?",
        "",
        f"{result['maps']} maps a field, {result['draws']:,} draws a rate, seed {result['seed']}, 43 districts of Lima; the true rate from "
        f"{TRUTH_DRAWS:,} maps.",
        "",
        "| field | true rate | range holds it | range lies below | mean low end | mean high end | mean rate at the REML estimate |",
        "|---" * 7 + "|",
        *(
            f"| {field} | "
            + " | ".join(base._short(one[k]) for k in ("truth", "held", "below", "low", "high", "one number"))
            + " |"
            for field, one in result["fields"].items()
        ),
        "",
        "Where dependence falls off with distance the range holds the true rate as often as it should, or more often. With zones",
        "it does so in little more than half of the maps, and with linear trends that carry half of the variance in none: a",
        "stationary dependence cannot stand for them, and the range is too low. The REML estimate as it stands gives too low",
        "a rate in every field.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--maps", type=int, default=200)
    asked.add_argument("--draws", type=int, default=1_000)
    asked.add_argument("--seed", type=int, default=7)
    options = asked.parse_args()
    geometry, rows = base.geometry(), {}
    for name in TRIED:
        rows[name] = row(geometry, name, options.maps, options.draws, options.seed)
        print(name, json.dumps(rows[name]), flush=True)
    outcome = {"maps": options.maps, "draws": options.draws, "seed": options.seed, "fields": rows}
    RESULTS.write_text(json.dumps(outcome, indent=1) + "\n", encoding="utf-8")
    RESULTS.with_suffix(".md").write_text(page(outcome), encoding="utf-8")
