"""Does the interval of an ordinal association under a design cover the truth as often as it says?

Clusters are drawn from an endless population: strata with means of their own, persons of a cluster alike by `icc`, two
normal variables that correlate by rho at both levels, cut into categories. The truth is exact: a mixture of bivariate
normal tables. Strata weigh alike or by a lognormal factor, clusters have equal or unequal sizes; the last design draws a
third of the clusters of a finite population, made anew for each block of draws, with its finite-population correction.
Every draw is judged by the arithmetic of the package: linearised and jackknife errors, Student's t on clusters less
strata (plain) and the reference that weighs strata (ours); V by inversion; the polychoric where n >= 500.

    python benchmarks/design_association_coverage.py [draws] [seed]

writes benchmarks/results/design_association_coverage.json and .md.
"""

import json
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtr, chndtr, ndtr, ndtri
from scipy.stats import t as student

from yupay.analyse.numerics import polychoric
from yupay.analyse.survey import ordinal_coefficients as coefficients
from yupay.analyse.survey.ordinal_contingency import residuals
from yupay.analyse.survey.ordinal_interval import Contingency
from yupay.analyse.survey.ordinal_moments import shares
from yupay.analyse.survey.ordinal_reference import Reference

ROOT = Path(__file__).resolve().parent.parent
SIGNED = {
    "gamma": coefficients.GAMMA,
    "tau-b": coefficients.TAU_B,
    "Spearman": coefficients.SPEARMAN,
    "Somers y|x": coefficients.SOMERS_Y,
    "Somers x|y": coefficients.SOMERS_X,
}
WAYS = ("plain, linearised", "plain, jackknife", "ours, linearised", "ours, jackknife")
MARGINS = {"even": ndtri([0.2, 0.4, 0.6, 0.8]), "skewed": ndtri([0.5, 0.7, 0.85, 0.95]), "three": ndtri([0.3, 0.8])}
BLOCK = 250


@dataclass(frozen=True)
class Plan:
    """A design: strata, clusters in each, persons in each, how unequal strata and clusters are, and the fraction drawn.

    `strata_spread` and `cluster_spread` are standard deviations of the logarithm; a fraction of 0 is endless.
    """

    name: str
    strata: int
    clusters: int
    persons: int
    strata_spread: float = 0.0
    cluster_spread: float = 0.0
    fraction: float = 0.0

    @property
    def df(self) -> int:
        return self.strata * (self.clusters - 1)

    @property
    def weights(self) -> np.ndarray:
        """Weight (H,) of a person of each stratum; they add up to one."""
        weight = np.exp(self.strata_spread * ndtri((np.arange(self.strata) + 0.5) / self.strata))
        return weight / weight.sum()

    @property
    def shifts(self) -> np.ndarray:
        """Means (H, 2) of the two variables in each stratum."""
        place = np.arange(self.strata)
        return 0.25 * np.column_stack([np.sin(1.7 * place), np.cos(2.3 * place)]) * (self.strata > 1)

    @property
    def n(self) -> int:
        return self.strata * self.clusters * self.persons


PLANS = (
    Plan("2 x 3", 2, 3, 40),
    Plan("4 x 3", 4, 3, 20),
    Plan("6 x 3", 6, 3, 20),
    Plan("10 x 3", 10, 3, 20),
    Plan("20 x 2", 20, 2, 15),
    Plan("1 x 25", 1, 25, 24),
    Plan("5 x 6", 5, 6, 20),
    Plan("20 x 3", 20, 3, 10),
    Plan("20 x 6", 20, 6, 15),
    Plan("20 x 2, strata unequal", 20, 2, 15, strata_spread=0.7),
    Plan("20 x 3, strata very unequal", 20, 3, 10, strata_spread=1.2),
    Plan("5 x 6, clusters unequal", 5, 6, 20, cluster_spread=0.6),
    Plan("10 x 4, a third drawn", 10, 4, 15, fraction=1 / 3),
)
ICC = {"even": 0.1, "skewed": 0.3, "three": 0.2}
RHOS, VS = (0.0, 0.3, 0.7), (0.0, 0.05, 0.13, 0.35)


@dataclass(frozen=True)
class Draws:
    """Weighted tables of clusters (R, H, k, r, c), jackknife tables of the same shape, and the true tables (R, r, c)."""

    tables: np.ndarray
    dropped: np.ndarray
    truth: np.ndarray
    plan: Plan

    @property
    def whole(self) -> np.ndarray:
        return shares(self.tables.sum(axis=(1, 2)), 2)

    @property
    def left(self) -> float:
        return 1.0 - self.plan.fraction

    def linearised(self, slope: np.ndarray) -> np.ndarray:
        """Standard errors (R,) from slopes (R, r, c)."""
        k = self.plan.clusters
        total = self.tables.sum(axis=(1, 2, 3, 4))[:, None, None]
        score = (self.tables * slope[:, None, None]).sum(axis=(-1, -2)) / total
        apart = ((score - score.mean(axis=2, keepdims=True)) ** 2).sum(axis=(1, 2))
        return np.sqrt(self.left * k / (k - 1) * apart)

    def jackknife(self, values: np.ndarray) -> np.ndarray:
        """Standard errors (R,) from values (R, H, k, ...) of the replicates, about their mean, over further axes."""
        k = self.plan.clusters
        apart = ((values - values.mean(axis=(1, 2), keepdims=True)) ** 2).sum(axis=(1, 2))
        return np.sqrt(self.left * (k - 1) / k * apart)

    def references(self) -> list[Reference]:
        """The reference of every draw."""
        weight = self.tables.sum(axis=(-1, -2))
        heavy = (weight**2).sum(axis=2)
        nu = np.full(self.plan.strata, self.plan.clusters - 1.0)
        return [_reference(tuple(np.round(row / row.sum(), 9)), tuple(nu)) for row in heavy]


@cache
def _reference(share: tuple[float, ...], nu: tuple[float, ...]) -> Reference:
    return Reference(float(sum(nu)), np.array(share), np.array(nu))


@cache
def _critical(reference: Reference) -> float:
    return reference.critical()


@cache
def _effective(reference: Reference) -> float:
    return reference.effective()


def draw(plan: Plan, rho: float, margin: str, draws: int, random: np.random.Generator) -> Draws:
    """Samples of a plan and what they are to cover."""
    cuts, k, many = MARGINS[margin], plan.clusters, plan.clusters
    if plan.fraction:
        many = round(k / plan.fraction)
    size = len(cuts) + 1
    counts = np.full((draws, plan.strata, many), plan.persons)
    if plan.cluster_spread:
        factor = np.exp(plan.cluster_spread * random.standard_normal(counts.shape))
        counts = np.clip(np.round(plan.persons * factor), 2, 6 * plan.persons).astype(int)
    tables = _tables(plan, rho, ICC[margin], cuts, counts, random) * plan.weights[:, None, None, None]
    if plan.fraction:
        truth = shares(tables.sum(axis=(1, 2)), 2)
        tables = tables[:, :, :k]
    else:
        truth = np.broadcast_to(true_table(plan, rho, margin), (draws, size, size))
    of_stratum = tables.sum(axis=2, keepdims=True)
    whole = tables.sum(axis=(1, 2))[:, None, None]
    return Draws(tables, shares(whole + (of_stratum - k * tables) / (k - 1), 2), truth, plan)


def _tables(
    plan: Plan, rho: float, icc: float, cuts: np.ndarray, counts: np.ndarray, random: np.random.Generator
) -> np.ndarray:
    """Counts (R, H, M, r, c) of persons in clusters of these sizes."""
    size, cells = len(cuts) + 1, (len(cuts) + 1) ** 2
    of = np.repeat(np.arange(counts.size), counts.ravel())
    common = np.sqrt(icc) * random.standard_normal((*counts.shape, 2)) + plan.shifts[:, None]
    both = common.reshape(-1, 2)[of] + np.sqrt(1 - icc) * random.standard_normal((of.size, 2))
    x, y = both[:, 0], rho * both[:, 0] + np.sqrt(1 - rho * rho) * both[:, 1]
    place = of * cells + np.searchsorted(cuts, x) * size + np.searchsorted(cuts, y)
    return np.bincount(place, minlength=counts.size * cells).reshape(*counts.shape, size, size).astype(float)


@cache
def true_table(plan: Plan, rho: float, margin: str) -> np.ndarray:
    """The table (r, c) of the whole population: strata of normal tables, mixed by their weight."""
    ends = np.concatenate([[-9.0], MARGINS[margin], [9.0]])
    table = np.zeros((ends.size - 1, ends.size - 1))
    for weight, (a, b) in zip(plan.weights, plan.shifts, strict=True):
        h, k = ends - a, ends - (rho * a + np.sqrt(1 - rho * rho) * b)
        below = polychoric.bivariate_cdf(h[:, None], k[None, :], np.asarray(rho))
        table += weight * np.diff(np.diff(below, axis=0), axis=1)
    return np.maximum(table, 0.0) / table.sum()


def signed_coverage(sample: Draws) -> dict[str, list[int]]:
    """How many draws cover, for each signed coefficient: in the order of WAYS."""
    ours = np.array([_critical(one) for one in sample.references()])
    plain = float(student.isf(0.025, sample.plan.df))
    found = {}
    for name, coefficient in SIGNED.items():
        seen, truth = coefficient.of_table(sample.whole), coefficient.of_table(sample.truth).value
        errors = sample.linearised(seen.slope), sample.jackknife(coefficient.of_table(sample.dropped).value)
        found[name] = [
            int(_inside(seen.value, truth, error, critical).sum()) for critical in (plain, ours) for error in errors
        ]
    return found


def _inside(value: np.ndarray, truth: np.ndarray, error: np.ndarray, critical: np.ndarray | float) -> np.ndarray:
    bounded = np.clip(value, -1 + 1e-12, 1 - 1e-12)
    return np.abs(np.arctanh(bounded) - np.arctanh(truth)) <= critical * error / (1 - bounded**2)


def v_coverage(sample: Draws) -> tuple[int, int, int, int]:
    """How many draws cover V: by our inversion, how many limits begin at 0; first order alone; Wald's t."""
    p, truth = sample.whole, np.maximum(coefficients.phi_square(sample.truth).value, 0.0)
    truth = np.where(truth < 1e-12, 0.0, truth)
    phi2 = np.maximum(coefficients.phi_square(p).value, 0.0)
    roots = np.sqrt(np.maximum(coefficients.phi_square(sample.dropped).value, 0.0))
    wald = sample.jackknife(roots)
    expected = (p.sum(axis=-1)[:, :, None] * p.sum(axis=-2)[:, None, :]).reshape(len(p), -1)
    seen = [
        contingency_of(value, along, table, weight, _effective(reference), p.shape[-1], sample)
        for value, along, table, weight, reference in zip(
            phi2, wald**2, residuals(sample.dropped), expected, sample.references(), strict=True
        )
    ]
    inside, zero = covered(seen, truth)
    plain = np.abs(np.sqrt(phi2) - np.sqrt(truth)) <= student.isf(0.025, sample.plan.df) * wald
    return int(inside.sum()), int(zero.sum()), int(first_order(seen, truth).sum()), int(plain.sum())


def contingency_of(
    phi2: float, along: float, table: np.ndarray, expected: np.ndarray, nu: float, side: int, sample: Draws
) -> Contingency:
    """What the interval of V needs, from the residuals (H, k, r, c) of the replicates of one draw."""
    k = sample.plan.clusters
    filled = expected > 0
    flat = table.reshape(-1, expected.size)[:, filled]
    moved = (flat - flat.mean(axis=0)) / np.sqrt(expected[filled])
    spread = sample.left * (k - 1) / k * (moved.T @ moved)
    rows = int((expected.reshape(side, side).sum(axis=1) > 0).sum())
    columns = int((expected.reshape(side, side).sum(axis=0) > 0).sum())
    df = (rows - 1) * (columns - 1)
    return Contingency(float(phi2), float(np.trace(spread)), float((spread**2).sum()), float(along), df, nu)


def covered(seen: list[Contingency], truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether each true phi2 lies within `phi2_limits`, and whether the lower limit is 0, without finding the limits."""
    phi2, tau, a, nu = (np.array(row) for row in zip(*((s.phi2, s.tau, s.scale, s.nu) for s in seen), strict=True))
    f, raised, tail = tau / a, np.maximum(phi2, tau), ndtr(student.isf(0.025, nu))

    def below(value: np.ndarray) -> np.ndarray:
        return np.where(truth > 0, chndtr(value / a, f, truth / a), chdtr(f, value / a))

    kept = np.array([s.chance() for s in seen]) >= 0.05
    zero = kept | (chdtr(f, phi2 / a) <= tail)
    low = zero | (below(phi2) <= tail) | (truth >= phi2)
    return low & ((below(raised) >= 1.0 - tail) | (truth <= phi2)), zero


def first_order(seen: list[Contingency], truth: np.ndarray) -> np.ndarray:
    """Whether each true phi2 lies within the limits of the first-order Rao-Scott correction alone, V itself included."""
    phi2, tau, df = (np.array(row) for row in zip(*((s.phi2, s.tau, s.df) for s in seen), strict=True))
    a = tau / df
    below = np.where(truth > 0, chndtr(phi2 / a, df, truth / a), chdtr(df, phi2 / a))
    return (below <= 0.975) & ((below >= 0.025) | (truth <= phi2))


def polychoric_coverage(sample: Draws) -> tuple[list[int], int]:
    """How many draws cover the polychoric correlation, in the order of WAYS, and how many draws count."""
    tables = sample.tables.sum(axis=(1, 2))
    full = (tables.sum(axis=-1) > 0).all(axis=-1) & (tables.sum(axis=-2) > 0).all(axis=-1)
    dropped = sample.dropped
    full &= ((dropped.sum(axis=-1) > 0).all(axis=-1) & (dropped.sum(axis=-2) > 0).all(axis=-1)).all(axis=(1, 2))
    fits = [polychoric.two_step(table) for table in tables[full]]
    kept = Draws(sample.tables[full], dropped[full], sample.truth[full], sample.plan)
    value = np.array([fit.rho for fit in fits])
    truth = polychoric.two_step_many(kept.truth) if sample.plan.fraction else _true_rho(sample)
    linearised = kept.linearised(np.stack([fit.influence for fit in fits]))
    replicated = kept.jackknife(polychoric.two_step_many(kept.dropped))
    ours = np.array([_critical(one) for one in kept.references()])
    plain = float(student.isf(0.025, sample.plan.df))
    counts = [
        int(_inside(value, truth, error, critical).sum())
        for critical in (plain, ours)
        for error in (linearised, replicated)
    ]
    return counts, int(full.sum())


def _true_rho(sample: Draws) -> np.ndarray:
    return np.asarray(polychoric.two_step_many(sample.truth[0]))


def rho_of_v(plan: Plan, margin: str, v: float) -> float:
    """The rho at which V of the population is v; 0 for V = 0 where strata do not differ."""
    side = len(MARGINS[margin])

    def beyond(rho: float) -> float:
        return float(np.sqrt(max(coefficients.phi_square(true_table(plan, rho, margin)).value, 0.0) / side)) - v

    return 0.0 if v == 0 else float(brentq(beyond, 0.0 if beyond(0.0) < 0 else -0.5, 0.95, xtol=1e-6))


def without_shifts(plan: Plan) -> Plan:
    """The plan for V: strata alike, so that V = 0 can be exact."""
    return Alike(**plan.__dict__)


class Alike(Plan):
    """A plan whose strata have the same means."""

    @property
    def shifts(self) -> np.ndarray:
        return np.zeros((self.strata, 2))


def blocks(draws: int) -> list[int]:
    return [min(BLOCK, draws - start) for start in range(0, draws, BLOCK)]


def signed_row(plan: Plan, rho: float, margin: str, draws: int, seed: int) -> dict[str, object]:
    """Coverage of the signed coefficients, and of the polychoric where n >= 500."""
    random = np.random.default_rng(seed)
    counts = {name: np.zeros(4) for name in SIGNED}
    latent, judged = np.zeros(4), 0
    for size in blocks(draws):
        sample = draw(plan, rho, margin, size, random)
        for name, hits in signed_coverage(sample).items():
            counts[name] += hits
        if plan.n >= 500:
            hits, used = polychoric_coverage(sample)
            latent, judged = latent + hits, judged + used
    found = {name: _shares(hits, draws) for name, hits in counts.items()}
    if judged:
        found["polychoric"] = _shares(latent, judged)
    sizes = {"effective df": round(_effective(draw(plan, rho, margin, 1, random).references()[0]), 1)}
    return (
        {"design": plan.name, "df": plan.df, "n": plan.n, "rho": rho, "margins": margin}
        | sizes
        | {
            "coverage": found,
            "polychoric draws": judged,
        }
    )


def v_row(plan: Plan, v: float, margin: str, draws: int, seed: int) -> dict[str, object]:
    """Coverage of V. With a finite population the truth is that of each population, near v."""
    plan = without_shifts(plan)
    rho, random = rho_of_v(plan, margin, v), np.random.default_rng(seed)
    total = np.zeros(4)
    for size in blocks(draws):
        total += v_coverage(draw(plan, rho, margin, size, random))
    ours, zero, first, wald = (round(float(one), 4) for one in total / draws)
    named = {"design": plan.name, "df": plan.df, "V": v, "margins": margin}
    return named | {"ours": ours, "begins at 0": zero, "first order": first, "Wald": wald}


def _shares(hits: np.ndarray, draws: int) -> dict[str, float]:
    return {way: round(float(count) / draws, 4) for way, count in zip(WAYS, hits, strict=True)}


def run(draws: int, seed: int) -> dict[str, object]:
    """Every design, as plain numbers."""
    began, signed, vs = time.perf_counter(), [], []
    for number, plan in enumerate(PLANS):
        for margin in ("even", "skewed"):
            for rho in RHOS:
                signed.append(signed_row(plan, rho, margin, draws, seed + number))
                print(json.dumps(signed[-1]), flush=True)
    for number, plan in enumerate(PLANS):
        for margin in MARGINS:
            for v in VS:
                vs.append(v_row(plan, v, margin, draws, seed + number))
                print(json.dumps(vs[-1]), flush=True)
    seconds = round(time.perf_counter() - began)
    return {"draws": draws, "seed": seed, "seconds": seconds, "signed": signed, "v": vs}


def page(result: dict) -> str:
    """The result as tables."""
    draws, wide = result["draws"], [row for row in result["signed"] if row["df"] >= 20]
    names = [*SIGNED, "polychoric"]
    lines = [
        "# Coverage of 95 % intervals of ordinal association under stratified cluster designs",
        "",
        f"{draws:,} draws a row, seed {result['seed']}; Monte-Carlo error of .95: {np.sqrt(0.0475 / draws):.4f}. Written "
        f"by `python benchmarks/design_association_coverage.py` in {result['seconds']} s.",
        "Design: strata x clusters in each. Intra-cluster correlation .1 (even margins), .3 (skewed), .2 (three "
        "categories). Interval: atanh, jackknife error, reference that weighs strata.",
        "",
        "## 20 degrees of freedom or more",
        "",
        *_summary(wide, names),
        "",
        "## Every row (ours, jackknife)",
        "",
        "| design | df | effective | margins | rho | " + _heads(names),
        "|---" * (5 + len(names)) + "|",
        *(_signed_line(row, names) for row in result["signed"]),
        "",
        "The polychoric is judged where n >= 500 and no row or column is empty in any replicate; a dash elsewhere.",
        "",
        "## Cramer's V",
        "",
        *_v_summary(result["v"]),
        "",
        "| design | df | margins | V | ours | begins at 0 | first order | Wald |",
        "|---|---|---|---|---|---|---|---|",
        *(
            f"| {row['design']} | {row['df']} | {row['margins']} | {row['V']} | {_short(row['ours'])} | "
            f"{_short(row['begins at 0'])} | {_short(row['first order'])} | {_short(row['Wald'])} |"
            for row in result["v"]
        ),
    ]
    return "\n".join(lines) + "\n"


def _heads(names: list[str]) -> str:
    return " | ".join(name.replace("|", "\\|") for name in names) + " |"


def _summary(rows: list[dict], names: list[str]) -> list[str]:
    lines = ["| interval | " + _heads(names), "|---" * (1 + len(names)) + "|"]
    for way in WAYS:
        cells = []
        for name in names:
            found = [row["coverage"][name][way] for row in rows if name in row["coverage"]]
            cells.append(f"{_short(min(found))} to {_short(max(found))}")
        lines.append(f"| {way} | " + " | ".join(cells) + " |")
    return lines


def _v_summary(rows: list[dict]) -> list[str]:
    lines = ["| V | ours | first order | Wald |", "|---|---|---|---|"]
    for v in VS:
        same = [row for row in rows if row["V"] == v]
        ends = [[pick(row[way] for row in same) for pick in (min, max)] for way in ("ours", "first order", "Wald")]
        lines.append(f"| {v} | " + " | ".join(f"{_short(low)} to {_short(high)}" for low, high in ends) + " |")
    return lines


def _signed_line(row: dict, names: list[str]) -> str:
    cells = [_short(row["coverage"][name]["ours, jackknife"]) if name in row["coverage"] else "-" for name in names]
    head = f"| {row['design']} | {row['df']} | {row['effective df']} | {row['margins']} | {row['rho']} | "
    return head + " | ".join(cells) + " |"


def _short(share: float) -> str:
    return f"{share:.3f}".removeprefix("0")


if __name__ == "__main__":
    asked = [int(part) for part in sys.argv[1:]]
    outcome = run(*(asked + [4_000, 20_161_231][len(asked) :]))
    results = ROOT / "benchmarks" / "results"
    (results / "design_association_coverage.json").write_text(json.dumps(outcome, indent=1) + "\n", encoding="utf-8")
    (results / "design_association_coverage.md").write_text(page(outcome), encoding="utf-8")
