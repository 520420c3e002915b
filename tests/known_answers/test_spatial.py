"""The correlation, modified-t, Moran, least-squares, lag, error and SLX rows of the spatial known answers.

Sources of the values: R spdep, spatialreg and SpatialPack; esda and spreg.
"""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse
from scipy.stats import norm

from yupay.analyse.numerics import autocorrelation, weights
from yupay.analyse.relate.kendall import kendall
from yupay.analyse.relate.pearson import pearson
from yupay.analyse.relate.spearman import spearman
from yupay.analyse.spatial.least_squares import map_least_squares, spatial_lag_of_x
from yupay.analyse.spatial.maximum_likelihood import spatial_error, spatial_lag
from yupay.analyse.spatial.modified_t import modified_t
from yupay.analyse.spatial.moran import moran, residual_moran
from yupay.model.estimate import Estimate, Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="area")
RANDOMISED = {"moran_I", "moran_EI", "moran_VI_rand", "moran_z_rand", "moran_p_rand_greater", "links", "S0"}
NORMAL = {"moran_VI_norm", "moran_z_norm"}
RESIDUAL = {"resid_moran_I", "resid_moran_z"}
SAMPLED = {"moran_p_perm_directed"}
MODIFIED = {"modified_t_ESS", "modified_t_F", "modified_t_dof", "modified_t_p"}
PLAIN = {"pearson_r", "pearson_p_naive", "spearman_rho", "kendall_tau_b"}
QUADRANTS = {f"moran_quadrant_count_{kind}" for kind in ("HH", "LL", "HL", "LH")}
CROSSED = {"moran_bv_I", "lee_L", "lee_L_selfneighbour"}
MULTIPLIERS = {
    "LMerr_stat": "lm-error",
    "LMlag_stat": "lm-lag",
    "RLMerr_stat": "robust-lm-error",
    "RLMlag_stat": "robust-lm-lag",
    "SARMA_stat": "lm-both",
}
MODELS = {"ols": map_least_squares, "slx": spatial_lag_of_x, "ml_lag": spatial_lag, "ml_error": spatial_error}
WHOLE = {"logLik": "log_likelihood", "R2": "r_squared"}
LEFT_OUT = {
    (
        "EB",
        "EBI",
        "raw_rate",
        "excess_risk",
        "choynowski",
    ): "smoothed rates and risk maps: maps of rates, not relations",
    ("class_",): "class breaks of a map: the drawing of maps",
    ("geary", "getisord", "joincount"): "other global indices: Moran's I is the one this study reports",
    ("lisa", "local_"): "indices of single districts: no relation between two indicators",
    ("scan_",): "cluster scan: a search for hot places, a later release",
    ("gm_",): "moment estimators: the likelihood is used",
    ("tjostheim",): "Tjostheim's coefficient: not in the family around the decision test",
}


def ours(statistic: str) -> bool:
    """Whether a method of these rooms computes this statistic."""
    known = RANDOMISED | NORMAL | RESIDUAL | SAMPLED | MODIFIED | PLAIN | QUADRANTS | CROSSED | set(MULTIPLIERS)
    return statistic in known or statistic.startswith(tuple(f"{model}_" for model in MODELS))


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    """The folder that holds both expected values and contiguity files."""
    found = [
        file.parent for file in sorted(shared_data.glob("*/expected.csv")) if list(file.parent.glob("*_queen.csv"))
    ]
    assert len(found) == 1
    return found[0]


@cache
def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def column(folder: Path, dataset: str, expression: str) -> np.ndarray:
    """`1000*SID74/BIR74` and the like: products and one quotient of columns."""
    top, _, bottom = expression.partition("/")
    rows = table(folder / f"{dataset}.csv")

    def product(part: str) -> np.ndarray:
        factors = [float(f) if f.isdigit() else np.array([float(r[f]) for r in rows]) for f in part.split("*")]
        return np.prod(np.broadcast_arrays(*factors, np.ones(len(rows))), axis=0)

    return product(top) / product(bottom) if bottom else product(top)


def links(folder: Path, dataset: str, kind: str) -> np.ndarray:
    return np.array([(int(r["i"]) - 1, int(r["j"]) - 1) for r in table(folder / f"{dataset}_{kind}.csv")])


def matrix(folder: Path, dataset: str, kind: str, own: bool = False) -> sparse.csr_array:
    """Row-standardised links, each unit its own neighbour too if `own`."""
    ends, n = links(folder, dataset, kind), len(table(folder / f"{dataset}.csv"))
    ends = np.concatenate([ends, np.repeat(np.arange(n), 2).reshape(-1, 2)]) if own else ends
    return weights.rows_to_one(weights.directed(n, ends))


def points(folder: Path, dataset: str) -> np.ndarray:
    return np.column_stack([column(folder, dataset, "cx"), column(folder, dataset, "cy")])


@cache
def regression(folder: Path, dataset: str, names: str, model: str) -> dict[str, Estimate]:
    """One fitted model, its estimates by key."""
    outcome, _, given = names.partition("~")
    labels = tuple(given.split("+"))
    ends = links(folder, dataset, "queen")
    covariates = np.column_stack([column(folder, dataset, label) for label in labels])
    pairs = ends[ends[:, 0] < ends[:, 1]]
    results = MODELS[model](column(folder, dataset, outcome), covariates, pairs, SUBJECT, names=labels)
    return {one.key: one for one in results}


def of_regression(folder: Path, row: dict[str, str]) -> float:
    """`ml_lag_b_INC` and the like, from the estimates of the room."""
    statistic = row["statistic"]
    model = "ols" if statistic in MULTIPLIERS else next(m for m in MODELS if statistic.startswith(f"{m}_"))
    results = regression(folder, row["dataset"], row["variables"], model)
    if statistic in MULTIPLIERS:
        return results[MULTIPLIERS[statistic]].value
    asked = statistic.removeprefix(f"{model}_")
    if asked in WHOLE:
        return results["intercept"].parameters[WHOLE[asked]]
    return results[asked.removeprefix("b_").replace("(Intercept)", "intercept")].value


def of_two(folder: Path, row: dict[str, str]) -> float:
    """Bivariate Moran's I and Lee's L."""
    first, second = (column(folder, row["dataset"], part) for part in row["variables"].split("~"))
    kind = row["weights"].partition("/")[0]
    own = matrix(folder, row["dataset"], kind.removesuffix("+self"), own=kind.endswith("+self"))
    crossed = autocorrelation.bivariate if row["statistic"] == "moran_bv_I" else autocorrelation.lee
    return crossed(first, second, own)


def found(folder: Path, row: dict[str, str]) -> float:
    statistic, dataset, names = row["statistic"], row["dataset"], row["variables"]
    if statistic in CROSSED:
        return of_two(folder, row)
    if statistic in MULTIPLIERS or statistic.startswith(tuple(f"{model}_" for model in MODELS)):
        return of_regression(folder, row)
    first, *others = [column(folder, dataset, part) for side in names.split("~") for part in side.split("+")]
    if statistic in MODIFIED:
        classes = int(row["weights"].split("=")[1].removeprefix("Sturges(").removesuffix(")"))
        one = modified_t(first, others[0], points(folder, dataset), SUBJECT, classes=classes, ranked=False)
        return {
            "modified_t_ESS": one.parameters["effective_size"],
            "modified_t_F": one.statistic,
            "modified_t_dof": one.df,
            "modified_t_p": one.p,
        }[statistic]
    if statistic in PLAIN:
        if statistic == "spearman_rho":
            return spearman(first, others[0], SUBJECT, seed=1).value
        if statistic == "kendall_tau_b":
            return kendall(first, others[0], SUBJECT).value
        one = pearson(first, others[0], SUBJECT)
        return one.value if statistic == "pearson_r" else one.p
    kind = row["weights"].partition("/")[0]
    if statistic in RESIDUAL | NORMAL:
        matrix_of = matrix(folder, dataset, kind)
        design = np.column_stack([np.ones(first.size), *others])
        basis = np.linalg.qr(design)[0]
        moments = autocorrelation.of_residuals(first - basis @ (basis.T @ first), basis, matrix_of)
        return {"resid_moran_I": moments.index, "moran_VI_norm": moments.variance}.get(statistic, moments.z)
    if statistic in QUADRANTS:
        return autocorrelation.quadrants(first, matrix(folder, dataset, kind))[statistic[-2:]]
    moments = autocorrelation.randomisation(first, matrix(folder, dataset, kind))
    return {
        "links": float(len(links(folder, dataset, kind))),
        "S0": float(matrix(folder, dataset, kind).sum()),
        "moran_I": moments.index,
        "moran_EI": moments.expected,
        "moran_VI_rand": moments.variance,
        "moran_z_rand": moments.z,
        "moran_p_rand_greater": float(norm.sf(moments.z)),
    }[statistic]


def test_every_row_of_our_methods(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "expected.csv"
    rows = table(file)
    computed = [row for row in rows if ours(row["statistic"])]
    for row in (row for row in computed if row["statistic"] not in SAMPLED):
        limit = float(row["tolerance"].split()[0])
        got = found(folder, row)
        assert got == pytest.approx(float(row["value"]), rel=max(limit, 1e-9), abs=1e-300), row
    for row in (row for row in computed if row["statistic"] in SAMPLED):
        directed, draws = float(row["value"]), 9_999
        ends = links(folder, row["dataset"], "queen")
        one = moran(column(folder, row["dataset"], row["variables"]), ends[ends[:, 0] < ends[:, 1]], SUBJECT, seed=1)
        slack = 5 * np.sqrt(directed * (1 - directed) / draws) + 1e-4
        assert abs(one.p / 2 - directed) <= slack, row
    left = Counter(reason_of(row["statistic"]) for row in rows if not ours(row["statistic"]))
    with capsys.disabled():
        print(f"\nknown answers: {len(computed)} of {len(rows)} rows of {file.parent.name}/{file.name}")
        for why, count in sorted(left.items()):
            print(f"  left out, {count}: {why}")
    kinds = Counter(next((m for m in MODELS if row["statistic"].startswith(f"{m}_")), "other") for row in computed)
    assert set(kinds) == {*MODELS, "other"}
    assert {row["statistic"] for row in computed} >= RANDOMISED | NORMAL | RESIDUAL | MODIFIED | PLAIN | set(
        MULTIPLIERS
    )


def reason_of(statistic: str) -> str:
    """Why a row is left out; a statistic without a reason is an error."""
    return next(why for begins, why in LEFT_OUT.items() if statistic.startswith(begins))


def test_the_methods_give_what_the_arrays_give(folder: Path) -> None:
    """The Estimates carry the same numbers as the arithmetic checked above."""
    ends, values = links(folder, "columbus", "queen"), column(folder, "columbus", "CRIME")
    pairs = ends[ends[:, 0] < ends[:, 1]]
    rows = {r["statistic"]: float(r["value"]) for r in table(folder / "expected.csv") if _columbus(r, "CRIME")}
    one = moran(values, pairs, SUBJECT, seed=1)
    assert one.value == pytest.approx(rows["moran_I"], rel=1e-9)
    assert one.statistic == pytest.approx(rows["moran_z_rand"], rel=1e-9)
    assert one.parameters["p_analytic_greater"] == pytest.approx(rows["moran_p_rand_greater"], rel=1e-9)
    assert one.parameters["links"] == rows["links"]
    rows = {
        r["statistic"]: float(r["value"]) for r in table(folder / "expected.csv") if _columbus(r, "CRIME~INC+HOVAL")
    }
    design = np.column_stack(
        [np.ones(values.size), column(folder, "columbus", "INC"), column(folder, "columbus", "HOVAL")]
    )
    one = residual_moran(values, design, pairs, SUBJECT)
    assert one.value == pytest.approx(rows["resid_moran_I"], rel=1e-9)
    assert one.statistic == pytest.approx(rows["resid_moran_z"], rel=1e-9)


def _columbus(row: dict[str, str], variables: str) -> bool:
    kinds = {"queen", "queen/W"}
    return (
        row["dataset"] == "columbus"
        and row["variables"] == variables
        and row["weights"] in kinds
        and row["tolerance"] != "mc"
    )
