"""Does the decision test hold its level on the 43 districts of Lima, whatever made neighbours alike?

Simulated fields on the real contiguity graph: 4,000 pairs of maps each without any relation (size at .05) and with a
latent correlation of .5 (power). X is cut to 18 zeros and 25 skewed values, Y is continuous, as in the study. Columns:
plain Spearman t, modified t on ranks (13 classes), SAR filter with trend, Freedman-Lane with trend, log population and 12
Moran eigenvectors (199 permutations), and the decision test (SAR or exponential by REML, trend, log population). The data of the study are not touched: only its map and its populations are read.

    python benchmarks/area_test_size.py [--draws N] [--seed S] [--fields NAME ...]

writes benchmarks/results/area_test_size.json and .md. With --fields only those are run and the others are kept as they
stand in the file, which must have the same number of draws and the same seed; with --fields and no name, only the page
is written again.
"""

import argparse
import csv
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy.special import ndtri
from scipy.stats import t as student

from yupay.analyse.numerics import area, correlation, eigenvectors, ranks, weights, whitening
from yupay.analyse.spatial.modified_t import effective_size

ROOT = Path(__file__).resolve().parent.parent
STUDY = ROOT / "studies" / "lima-2016" / "data"
CENSUS, PROJECTION, MIDYEAR = date(2007, 10, 21), date(2022, 7, 1), date(2016, 7, 1)
CENTRE = "150101"
ZEROS = 18
LATENT = 0.5
FIELDS = (
    "independent",
    "SAR .5",
    "SAR .8",
    "SAR .95",
    "exponential, range .1",
    "exponential, range .3",
    "proper CAR .95",
    "linear trends",
    "centre-periphery",
    "SAR .5 + shared log population",
    "exponential .3 + shared log population",
    "five zones, .3 of the variance",
    "five zones, .5 of the variance",
    "hot spot, .3 of the variance",
    "two scales",
    "smooth",
)
LEVEL_FIELDS = FIELDS[1:11]
ZONE_FIELDS = FIELDS[11:13]
LEVEL_BAR, ZONE_BAR, POWER_BAR = (0.035, 0.065), 0.10, 0.03
HOT_RADIUS = 0.2
TESTS = ("plain", "modified t", "Freedman-Lane", "SAR + trend", "decision")
PATTERNS, PERMUTATIONS = 12, 199


@dataclass(frozen=True)
class Geometry:
    """The 43 districts: contiguity (n, n), distances, coordinates in km, log population and distance to the centre."""

    links: np.ndarray
    apart: np.ndarray
    points: np.ndarray
    population: np.ndarray
    radius: np.ndarray
    decision: whitening.Whitener
    filtered: whitening.Whitener

    @property
    def n(self) -> int:
        return len(self.points)


def geometry(folder: Path = STUDY) -> Geometry:
    """The map of Lima province as the study carries it."""
    shapes = json.loads((folder / "boundaries_district.geojson").read_text(encoding="utf-8"))["features"]
    shapes = sorted((s for s in shapes if s["properties"]["ubigeo"].startswith("1501")), key=_code)
    codes = [_code(shape) for shape in shapes]
    outlines = [_rings(shape["geometry"]) for shape in shapes]
    corners = [{tuple(point[:2]) for ring in rings for point in ring} for rings in outlines]
    pairs = [(i, j) for j in range(len(codes)) for i in range(j) if corners[i] & corners[j]]
    degrees = np.array([_centroid(max(rings, key=len)) for rings in outlines])
    points = np.column_stack([degrees[:, 0] * np.cos(np.deg2rad(12.05)) * 111.32, degrees[:, 1] * 110.6])
    population = _standard(np.log(_population(folder / "districts.csv", codes)))
    apart = weights.distances(points)
    whole = area.area(points, pairs, population[:, None], names=("log population",))
    bare = area.area(points, pairs)
    return Geometry(
        links=weights.contiguity(len(codes), weights.as_pairs(pairs)).toarray(),
        apart=apart,
        points=points,
        population=population,
        radius=_standard(apart[codes.index(CENTRE)]),
        decision=whitening.prepare(whole),
        filtered=whitening.prepare(bare, families=("sar",)),
    )


def rejections(
    where: Geometry, field: str, latent: float, draws: int, seed: int, alpha: float = 0.05
) -> dict[str, float]:
    """Share of `draws` pairs of maps in which each test rejects at level alpha."""
    return {name: float(np.mean(p <= alpha)) for name, p in p_values(where, field, latent, draws, seed).items()}


def p_values(where: Geometry, field: str, latent: float, draws: int, seed: int) -> dict[str, np.ndarray]:
    """The p of each test in each of `draws` pairs of maps."""
    x, y = pair(where, field, latent, draws, np.random.default_rng(seed))
    x = with_zeros(x)
    rx, ry = ranks.midranks(x), ranks.midranks(y)
    r = correlation.pearson_r(rx, ry)
    sizes = np.array([effective_size(a, b, where.points, 13) for a, b in zip(rx, ry, strict=True)])
    sx, sy = ranks.normal_scores(x), ranks.normal_scores(y)
    found = {"plain": _p(r, where.n - 2.0), "modified t": _p(r, np.where(sizes > 2, sizes - 2, np.nan))}
    for name, whitener in (("SAR + trend", where.filtered), ("decision", where.decision)):
        left = [whitening.whiten(whitener, scores).residuals for scores in (sx, sy)]
        found[name] = _p(correlation.cosine(*left), where.n - whitener.columns - 1.0)
    return {**found, "Freedman-Lane": _freedman_lane(where, sx, sy, seed)}


def pair(where: Geometry, field: str, latent: float, draws: int, random: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Two latent maps (draws, n) whose innovations correlate by `latent`."""
    first = random.standard_normal((draws, where.n))
    second = latent * first + np.sqrt(1 - latent**2) * random.standard_normal((draws, where.n))
    if field == "linear trends":
        return tuple(np.sqrt(0.5) * (_slope(where, draws, random) + noise) for noise in (first, second))
    if field == "centre-periphery":
        signs = random.choice([-1.0, 1.0], (2, draws, 1))
        noises = zip(signs, (first, second), strict=True)
        return tuple(sign * where.radius * np.sqrt(0.3) + noise * np.sqrt(0.7) for sign, noise in noises)
    if field.startswith("five zones"):
        share = float(field.split()[2])
        zones = zip(_zones(where, draws, random), (first, second), strict=True)
        return tuple(np.sqrt(share) * zone + np.sqrt(1 - share) * noise for zone, noise in zones)
    if field.startswith("hot spot"):
        share = float(field.split()[2])
        bumps = zip(_bumps(where, draws, random), (first, second), strict=True)
        return tuple(np.sqrt(share) * bump + np.sqrt(1 - share) * noise for bump, noise in bumps)
    if field.endswith(" + shared log population"):
        shared = random.choice([-1.0, 1.0], (draws, 1)) * where.population * np.sqrt(0.3)
        root = _root(where, field.removesuffix(" + shared log population"))
        return tuple(np.sqrt(0.7) * (noise @ root.T) + shared for noise in (first, second))
    root = _root(where, field)
    return first @ root.T, second @ root.T


def with_zeros(fields: np.ndarray) -> np.ndarray:
    """The lowest 18 values become zero, the others skewed and distinct."""
    place = ranks.midranks(fields)
    return np.where(place <= ZEROS, 0.0, np.exp(1.5 * ndtri((place - 0.5) / fields.shape[1])))


def run(draws: int, seed: int, fields: tuple[str, ...] = FIELDS) -> dict[str, object]:
    """Size and power of every one of `fields`, as plain numbers."""
    where, rows = geometry(), {}
    for field in fields:
        null = p_values(where, field, 0.0, draws, seed)
        rows[field] = {
            "size": {name: float(np.mean(p <= 0.05)) for name, p in null.items()},
            "size at .0167": float(np.mean(null["decision"] < 0.0167)),
            "power": rejections(where, field, LATENT, draws, seed),
        }
        print(field, json.dumps(rows[field]), flush=True)
    return {"draws": draws, "seed": seed, "districts": where.n, "fields": rows}


def merged(new: dict, old: dict) -> dict:
    """`new` with the fields of `old` that it lacks; refused when they were not drawn alike."""
    if any(new[key] != old[key] for key in ("draws", "seed", "districts")):
        raise SystemExit("the kept result has other draws, another seed or another map: run every field")
    rows = {**old["fields"], **new["fields"]}
    return {**new, "fields": {field: rows[field] for field in FIELDS if field in rows}}


def verdicts(result: dict) -> list[str]:
    """One line for each thing asked of the decision test: held or missed, and by which numbers."""
    rows = result["fields"]
    sizes = {field: row["size"]["decision"] for field, row in rows.items()}
    low, high = LEVEL_BAR
    outside = [field for field in LEVEL_FIELDS if not low <= sizes[field] <= high]
    found = [sizes[field] for field in LEVEL_FIELDS]
    lines = [
        f"Size from {_short(low)} to {_short(high)} on SAR, CAR, exponential, trend, centre-periphery and shared log population: "
        f"**{_word(not outside)}** ({_short(min(found))} to {_short(max(found))}{_named(outside)})."
    ]
    for field in ZONE_FIELDS:
        size, error = sizes[field], np.sqrt(sizes[field] * (1 - sizes[field]) / result["draws"])
        held = _word(size <= ZONE_BAR)
        lines.append(f"Size at most {_short(ZONE_BAR)} on {field}: **{held}** ({_short(size)}, error {_short(error)}).")
    holding = [field for field, row in rows.items() if row["size"]["SAR + trend"] <= high]
    gaps = {field: rows[field]["power"]["SAR + trend"] - rows[field]["power"]["decision"] for field in holding}
    weaker = [field for field in holding if gaps[field] > POWER_BAR]
    worst = max(gaps, key=lambda field: gaps[field])
    lines.append(
        f"Power at latent r = {LATENT:g} at most {POWER_BAR:g} below SAR + trend on the {len(holding)} fields where "
        f"that test's size is at most {_short(high)}: **{_word(not weaker)}** (largest loss {_short(gaps[worst])}, {worst}"
        f"{_named(weaker)})."
    )
    rest = [field for field in FIELDS if field not in (*LEVEL_FIELDS, *ZONE_FIELDS) and field in rows]
    listed = "; ".join(f"{field} {_short(sizes[field])}{' (above .065)' * (sizes[field] > high)}" for field in rest)
    return [*lines, f"Nothing was asked of the other fields: {listed}."]


def page(result: dict) -> str:
    """The result as a table."""
    head = [
        "# Size and power of the decision test on the 43 districts of Lima province",
        "",
        f"{result['draws']:,} pairs of maps a field, seed {result['seed']}; latent Gaussian fields, X cut to {ZEROS} zeros "
        "and skewed values, Y continuous.",
        f"Size at .05 | power at latent r = {LATENT}. Monte-Carlo error of a size of .05: "
        f"{np.sqrt(0.05 * 0.95 / result['draws']):.4f}. Written by `python benchmarks/area_test_size.py`.",
        "",
        "| field | " + " | ".join(TESTS) + " | decision at .0167 |",
        "|---" * (len(TESTS) + 2) + "|",
    ]
    body = [
        f"| {field} | "
        + " | ".join(f"{_short(row['size'][test])} / {_short(row['power'][test])}" for test in TESTS)
        + f" | {row['size at .0167']:.4f} |".replace(" 0.", " .")
        for field, row in result["fields"].items()
    ]
    tail = [
        "",
        "## Verdict",
        *(f"- {line}" for line in verdicts(result)),
        "",
        "## Fields",
        "The grid of the decision test contains the exponential rows, so judge it by the others. Modified t: draws whose",
        "effective size does not exceed 2 count as not rejected. Linear trends (half of the variance, any direction) and",
        "centre-periphery (.3, either sign): drawn for each map on its own. Shared log population (.3): the same gradient in X",
        "and Y, with the same sign. Five zones: districts join the nearest of five random ones; the zones are shared by X and Y,",
        "their effects are independent. Hot spot: a bump exp(-d^2 / 2s^2) around one random district for each map, s a fifth of",
        "the largest distance D; all bumps are positive. Two scales: covariance .4 exp(-d / .05 D) + .4 exp(-d / .5 D) + .2 I.",
        "Smooth: .95 exp(-(d / .2 D)^2) + .05 I. More draws on zones and smooth fields, and other rules: area_test_zones.md.",
    ]
    return "\n".join([*head, *body, *tail]) + "\n"


def _p(r: np.ndarray, df: float | np.ndarray) -> np.ndarray:
    bounded = np.clip(r, -0.999999, 0.999999)
    p = 2 * student.sf(np.abs(bounded) * np.sqrt(df / (1 - bounded**2)), df)
    return np.where(np.isfinite(p), p, 1.0)


def _freedman_lane(where: Geometry, x: np.ndarray, y: np.ndarray, seed: int) -> np.ndarray:
    """Permutation p of the correlation of residuals on mean columns and eigenvectors, for each row."""
    mean = area.mean_basis(where.decision.whole)
    found = eigenvectors.patterns(where.n, where.decision.whole.pairs, mean).first(PATTERNS)
    basis, random = np.hstack([mean, found.vectors]), np.random.default_rng([seed, 1])
    left, other = (scores - (scores @ basis) @ basis.T for scores in (x, y))
    size, far = np.abs(correlation.cosine(left, other)), np.zeros(len(x))
    for _ in range(PERMUTATIONS):
        mixed = random.permuted(other, axis=1)
        far += np.abs(correlation.cosine(left, mixed - (mixed @ basis) @ basis.T)) >= size
    return (1.0 + far) / (1.0 + PERMUTATIONS)


def _root(where: Geometry, field: str) -> np.ndarray:
    kind, _, rest = field.replace(", range", "").replace("proper ", "").partition(" ")
    if kind == "SAR":
        standard = where.links / where.links.sum(1, keepdims=True)
        inverse = np.linalg.inv(np.eye(where.n) - float(rest) * standard)
        return inverse / np.sqrt((inverse**2).sum(1).mean())
    if kind == "exponential":
        return np.linalg.cholesky(np.exp(-where.apart / (float(rest) * where.apart.max())))
    if kind == "two":
        scale = where.apart / where.apart.max()
        spread = 0.4 * np.exp(-scale / 0.05) + 0.4 * np.exp(-scale / 0.5) + 0.2 * np.eye(where.n)
        return np.linalg.cholesky(spread)
    if kind == "smooth":
        scale = where.apart / where.apart.max()
        return np.linalg.cholesky(0.95 * np.exp(-((scale / 0.2) ** 2)) + 0.05 * np.eye(where.n))
    if kind == "CAR":
        spread = np.linalg.inv(np.diag(where.links.sum(1)) - float(rest) * where.links)
        return np.linalg.cholesky(spread / np.diag(spread).mean())
    return np.eye(where.n)


def _slope(where: Geometry, draws: int, random: np.random.Generator) -> np.ndarray:
    turn = random.uniform(0, 2 * np.pi, (draws, 1))
    axes = (where.points - where.points.mean(0)) / where.points.std(0)
    slope = np.cos(turn) * axes[:, 0] + np.sin(turn) * axes[:, 1]
    return slope / slope.std(1, keepdims=True)


def _zones(where: Geometry, draws: int, random: np.random.Generator) -> np.ndarray:
    seeds = np.argsort(random.random((draws, where.n)), axis=1)[:, :5]
    zone = np.argmin(where.apart[seeds], axis=1)
    effects = random.standard_normal((2, draws, 5))
    return np.take_along_axis(effects, np.broadcast_to(zone, (2, draws, where.n)), axis=2)


def _bumps(where: Geometry, draws: int, random: np.random.Generator) -> np.ndarray:
    """One hot spot for each of two maps a draw, (2, draws, n), standardised over the districts."""
    reach = HOT_RADIUS * where.apart.max()
    bump = np.exp(-0.5 * (where.apart[random.integers(where.n, size=(2, draws))] / reach) ** 2)
    return (bump - bump.mean(2, keepdims=True)) / bump.std(2, keepdims=True)


def _standard(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / values.std()


def _code(shape: dict) -> str:
    return shape["properties"]["ubigeo"]


def _rings(shape: dict) -> list:
    return (
        shape["coordinates"] if shape["type"] == "Polygon" else [ring for part in shape["coordinates"] for ring in part]
    )


def _centroid(ring: list) -> tuple[float, float]:
    x, y = np.array([point[:2] for point in ring]).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    return ((x[:-1] + x[1:]) * cross).sum() / (3 * cross.sum()), ((y[:-1] + y[1:]) * cross).sum() / (3 * cross.sum())


def _population(file: Path, codes: list[str]) -> np.ndarray:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = {row["ubigeo"]: row for row in csv.DictReader(lines)}
    start, end = (np.array([float(rows[code][f"population_{year}"]) for code in codes]) for year in (2007, 2022))
    return start * (end / start) ** ((MIDYEAR - CENSUS).days / (PROJECTION - CENSUS).days)


def _short(share: float) -> str:
    return f"{share:.3f}".removeprefix("0")


def _word(held: bool) -> str:
    return "held" if held else "MISSED"


def _named(fields: list[str]) -> str:
    return f"; missed on {', '.join(fields)}" if fields else ""


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--draws", type=int, default=4_000)
    asked.add_argument("--seed", type=int, default=20_161_231)
    asked.add_argument("--fields", nargs="*", choices=FIELDS)
    options = asked.parse_args()
    results = ROOT / "benchmarks" / "results" / "area_test_size.json"
    outcome = run(options.draws, options.seed, FIELDS if options.fields is None else tuple(options.fields))
    if options.fields is not None:
        outcome = merged(outcome, json.loads(results.read_text(encoding="utf-8")))
    results.write_text(json.dumps(outcome, indent=1) + "\n", encoding="utf-8")
    results.with_suffix(".md").write_text(page(outcome), encoding="utf-8")
