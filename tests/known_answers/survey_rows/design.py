"""Reference values of R's survey package on apistrat, apiclus1 and nhanes: the call is read, our own functions answer."""

import csv
import functools
import itertools
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from yupay.analyse.numerics import replicates
from yupay.analyse.numerics.designs import Design, degrees, design_of
from yupay.analyse.survey import (
    agreement,
    compare,
    crossed,
    cumulative,
    differences,
    means,
    moments,
    proportions,
    quantiles,
    rao_scott,
    regression,
    sums,
)
from yupay.model.estimate import Estimate, Subject
from yupay.model.sample import SampleDesign

DATASETS = ("apistrat", "apiclus1", "nhanes")
SUBJECT = Subject(variables=("x",), unit_of_analysis="row")
Columns = dict[str, np.ndarray]
Z = math.inf
CI = {"ci95_low_z": "low", "ci95_high_z": "high"}
DECLARED = {
    "dstrat": ("apistrat", SampleDesign(strata=("stype",), weights="pw", fpc=("fpc",))),
    "dp": ("apistrat", SampleDesign(strata=("stype",), weights="pw")),
    "ps": (
        "apistrat",
        SampleDesign(
            strata=("stype",),
            weights="pw",
            poststrata="awards",
            margins={"awards": {"No": 2027, "Yes": 4167}},
        ),
    ),
    "dclus1": ("apiclus1", SampleDesign(clusters=("dnum",), weights="pw", fpc=("fpc",))),
    "nh": ("nhanes", SampleDesign(clusters=("SDMVPSU",), strata=("SDMVSTRA",), weights="WTMEC2YR", nested=True)),
}
JACKKNIVES = {"jkn": "dstrat", "jk1": "dclus1", "jn": "nh"}
TESTS = {
    "wilcoxon": "wilcoxon",
    "vanderWaerden": "van-der-waerden",
    "median": "median",
    "KruskalWallis": "kruskal-wallis",
}
STATISTICS = {"F": "f", "Chisq": "chisq", "Wald": "wald", "adjWald": "adj-wald", "saddlepoint": "saddlepoint"}
LOGISTIC = "svyglm(sch.wide~ell+meals+mobility, design=dstrat, family=quasibinomial())"
ORDINAL = "svyolr(factor(cut(api00,c(0,550,650,750,1000)))~ell+meals, design=dstrat)"
GLM_STOPPED = "R stops at a change of 1e-8 of the deviance; R with epsilon = 1e-15 gives our t"
OLR_STOPPED = (
    "R stops early: with reltol = 1e-16 its deviance falls to ours (357.943904897) and its coefficients are ours"
)
# Rows whose printed value is not the solution of its own equation; tests/analyse/survey shows each.
IMPRECISE = {(LOGISTIC, name): GLM_STOPPED for name in ("t:(Intercept)", "t:mobility")} | {
    (ORDINAL, name): OLR_STOPPED
    for name in (
        "coef:(0,550]|(550,650]",
        "coef:(550,650]|(650,750]",
        "coef:(650,750]|(750,1e+03]",
        "se:(0,550]|(550,650]",
        "se:(550,650]|(650,750]",
    )
}
INTERVALS = {"beta": "korn-graubard", "mean": "wald"}


def answer(row: dict[str, str], folder: Path) -> float | None:
    """Our value for one row; None where another module answers."""
    if row["dataset"] not in DATASETS:
        return None
    call = row["call"].split("#")[0].strip()
    for pattern, rule in RULES:
        found = re.fullmatch(pattern, call)
        if found:
            return rule(folder, row["quantity"], *found.groups())
    return None


@functools.cache
def columns_of(folder: Path, name: str) -> Columns:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: typed([row[key] for row in rows]) for key in rows[0]}


def typed(words: list[str]) -> np.ndarray:
    try:
        return np.array([math.nan if word in ("", "NA") else float(word) for word in words])
    except ValueError:
        return np.array([None if word in ("", "NA") else word for word in words], dtype=object)


@functools.cache
def design(folder: Path, name: str) -> tuple[Columns, Design]:
    """The columns and the design that an R name stands for."""
    if name in JACKKNIVES:
        columns, plain = design(folder, JACKKNIVES[name])
        return columns, replicates.jackknife(plain)
    if name == "bs":
        columns = columns_of(folder, "apiclus1") | columns_of(folder, "apiclus1_bootstrap_weights")
        names = tuple(key for key in columns if re.fullmatch(r"rw\d+", key))
        declared = SampleDesign(weights="pw", replicate_weights=names, replication="bootstrap")
        return columns, design_of(declared, columns)
    dataset, declared = DECLARED[name]
    columns = columns_of(folder, dataset)
    return columns, design_of(declared, columns)


@functools.cache
def domain(folder: Path, words: str) -> tuple[Columns, Design, np.ndarray]:
    """A design or subset(design, condition): its columns, the design and the rows kept."""
    inner = re.fullmatch(r"subset\((\w+),\s*(.*)\)", words)
    columns, drawn = design(folder, inner[1] if inner else words)
    keep = np.ones(drawn.n, dtype=bool)
    for part in re.split(r"\s*&\s*", inner[2]) if inner else ():
        name, _, word = part.partition("==")
        value = word.strip().strip("'")
        keep &= (
            np.array([str(one) == value for one in columns[name]])
            if word.strip()[0] == "'"
            else columns[name] == float(value)
        )
    return columns, drawn, keep


def picked(one: Estimate, quantity: str) -> float:
    kind = quantity.partition(":")[0]
    if kind in CI:
        return getattr(one.interval, CI[kind])
    return {"estimate": one.value, "se": one.se, "est": one.value}[kind]


def linear(folder: Path, quantity: str, kind: str, terms: str, words: str, tail: str) -> float:
    """svymean and svytotal of numbers and of factors."""
    columns, drawn, keep = domain(folder, words)
    if "deff" in tail:
        key, _, name = quantity.partition(":")
        return means.mean(columns[name], drawn, SUBJECT, domain=keep).parameters[key]
    name = quantity.partition(":")[2]
    for term in terms.split("+"):
        inner = re.fullmatch(r"factor\((\w+)\)", term)
        column = columns[inner[1] if inner else term]
        if inner or column.dtype.kind == "O":
            if not name.startswith(term):
                continue
            value = (
                np.array([str(one) for one in column]) == name[len(term) :]
                if not inner
                else column == float(name[len(term) :])
            )
        elif name != term:
            continue
        else:
            value = column
        rule = means.mean if kind == "mean" else means.total
        return picked(rule(value, drawn, SUBJECT, domain=keep, df=Z), quantity)
    raise KeyError(name)


def coefficient_of_variation(folder: Path, quantity: str, name: str, words: str) -> float:
    columns, drawn = design(folder, words)
    return means.total(columns[name], drawn, SUBJECT).parameters["cv"]


def share(folder: Path, quantity: str, top: str, bottom: str, words: str) -> float:
    columns, drawn = design(folder, words)
    return picked(means.ratio(columns[top], columns[bottom], drawn, SUBJECT, df=Z), quantity)


def freedom(folder: Path, quantity: str, words: str) -> float:
    _, drawn, keep = domain(folder, words)
    return degrees(drawn, keep)


def confidence(folder: Path, quantity: str, name: str, words: str) -> float:
    columns, drawn = design(folder, words)
    interval = means.mean(columns[name], drawn, SUBJECT).interval
    return interval.low if "low" in quantity else interval.high


@functools.cache
def grouped(folder: Path, kind: str, name: str, over: str | None, by: str, words: str) -> dict[str, Estimate]:
    columns, drawn, keep = domain(folder, words)
    labels = np.column_stack([columns[one].astype(object) for one in by.split("+")])
    found = means.by_groups(
        kind, columns[name], labels, drawn, SUBJECT, over=None if over is None else columns[over], domain=keep
    )
    return {one.key.replace("/", "."): one for one in found}


def by(folder: Path, quantity: str, name: str, over: str | None, by: str, words: str, kind: str) -> float:
    kind = kind.removeprefix("svy")
    return picked(grouped(folder, kind, name, over, by, words)[quantity.partition(":")[2]], quantity)


@functools.cache
def cut(folder: Path, name: str, words: str, p: float, rule: str, interval: str) -> Estimate:
    columns, drawn = design(folder, words)
    return quantiles.quantile(columns[name], drawn, SUBJECT, probability=p, rule=rule, interval=interval)


def cuts(folder: Path, quantity: str, name: str, words: str, probabilities: str, rule: str, interval: str) -> float:
    found = re.fullmatch(r"(q|lo|hi|se)([\d.]*)", quantity)
    one = cut(folder, name, words, float(found[2] or probabilities), rule, interval)
    return {"q": one.value, "se": one.se, "lo": one.interval.low, "hi": one.interval.high}[found[1]]


def variances(folder: Path, quantity: str, first: str, second: str, words: str) -> float:
    columns, drawn = design(folder, words)
    name = quantity.rpartition("var_")[2]
    x, y = (columns[first], columns[second]) if quantity == "cov" else (columns[name], columns[name])
    one = moments.covariance(x, y, drawn, SUBJECT)
    return one.se if quantity.startswith("se_") else one.value


def correlation(folder: Path, quantity: str, first: str, second: str, words: str) -> float:
    columns, drawn = design(folder, words)
    return correlated(columns[first], columns[second], drawn, quantity)


def ranked(folder: Path, quantity: str, first: str, second: str, words: str) -> float:
    """Ranks as fixed scores: the reference's lower bound, not the standard error of Spearman's rho."""
    columns, drawn = design(folder, words)
    x, y = (compare.population_ranks(columns[name], drawn.weights) for name in (first, second))
    return correlated(x, y, drawn, quantity)


def correlated(x: np.ndarray, y: np.ndarray, drawn: Design, quantity: str) -> float:
    one = moments.pearson(x, y, drawn, SUBJECT, interval="wald" if "wald" in quantity else "fisher")
    bounds = {"low": one.interval.low, "high": one.interval.high}
    if quantity.startswith("ci95"):
        return bounds[quantity.split("_")[1]]
    return {"r": one.value, "se_delta": one.se, "se": one.se, "df": one.df}[quantity]


def independence(folder: Path, quantity: str, first: str, second: str, words: str, statistic: str | None) -> float:
    columns, drawn = design(folder, words)
    test = STATISTICS[statistic or "F"]
    one = rao_scott.rao_scott(columns[first], columns[second], drawn, SUBJECT, statistic=test, scaled_to=drawn.n)
    known = {"statistic": one.statistic, "p.value": one.p, "parameter:df": one.df}
    return known.get(quantity, one.parameters.get(quantity.partition(":")[2]))


def table(folder: Path, quantity: str, first: str, second: str, words: str) -> float:
    columns, drawn = design(folder, words)
    found = crossed.cross(columns[first], columns[second], drawn)
    row, column = quantity.split("|")
    return float(found.table[found.rows.index(row), found.columns.index(column)])


def proportion(folder: Path, quantity: str, name: str, value: str | None, words: str, method: str) -> float:
    columns, drawn = design(folder, words)
    trait = columns[name] if value is None else (columns[name] == float(value)).astype(float)
    one = proportions.proportion(trait, drawn, SUBJECT, interval=INTERVALS.get(method, method))
    return {"p": one.value, "lo": one.interval.low, "hi": one.interval.high}[quantity]


def compared(one: Estimate, quantity: str) -> float:
    known = {"p.value": one.p, "diff": one.value, "parameter:df": one.df, "parameter:Chisq": one.value}
    if quantity == "statistic":
        return one.statistic if one.statistic_name == "t" else one.parameters["ndf"]
    return known[quantity]


def t_test(folder: Path, quantity: str, name: str, groups: str, words: str) -> float:
    columns, drawn = design(folder, words)
    return compared(compare.t_test(columns[name], columns[groups], drawn, SUBJECT), quantity)


def rank_test(folder: Path, quantity: str, name: str, groups: str, words: str, test: str | None) -> float:
    columns, drawn = design(folder, words)
    chosen = TESTS[test or "wilcoxon"]
    return compared(
        compare.rank_test(columns[name], columns[groups], drawn, SUBJECT, test=chosen, ties="row-order"), quantity
    )


@functools.cache
def fitted(folder: Path, outcome: str, terms: str, words: str, family: str) -> dict[str, Estimate]:
    columns, drawn = design(folder, words)
    y = columns[outcome]
    y = (y == "Yes").astype(float) if y.dtype.kind == "O" else y
    names, table = [], []
    for term in terms.split("+"):
        inner = re.fullmatch(r"factor\((\w+)\)", term)
        column = columns[inner[1] if inner else term]
        for level in np.unique(column)[1:] if inner else [None]:
            names.append(term if level is None else f"{term}{level:g}")
            table.append(column if level is None else (column == level).astype(float))
    found = regression.regression(y, np.column_stack(table), names, drawn, SUBJECT, family=family)
    return {("(Intercept)" if one.key == "(intercept)" else one.key): one for one in found}


def equation(folder: Path, quantity: str, outcome: str, terms: str, words: str, family: str | None) -> float:
    kind, _, name = quantity.partition(":")
    one = fitted(folder, outcome, terms, words, family or "gaussian")[name]
    return {"coef": one.value, "se": one.se, "t": one.statistic, "p": one.p}[kind]


@functools.cache
def levels(folder: Path, name: str, cuts: str, terms: str, words: str) -> list[Estimate]:
    columns, drawn = design(folder, words)
    level = np.digitize(columns[name], [float(cut) for cut in cuts.split(",")], right=True).astype(float)
    table = np.column_stack([columns[term] for term in terms.split("+")])
    return list(cumulative.ordinal_regression(level, table, terms.split("+"), drawn, SUBJECT))


def thresholds(folder: Path, quantity: str, name: str, cuts: str, terms: str, words: str) -> float:
    kind, _, label = quantity.partition(":")
    found = levels(folder, name, cuts, terms, words)
    ends = [f"{float(cut):.3g}" for cut in cuts.split(",")]
    bins = [f"({low},{high}]" for low, high in itertools.pairwise(ends)]
    called = [*terms.split("+"), *(f"{low}|{high}" for low, high in itertools.pairwise(bins))]
    one = found[called.index(label)]
    return one.value if kind == "coef" else one.se


def kappa(folder: Path, quantity: str, first: str, second: str, words: str) -> float:
    columns, drawn = design(folder, words)
    one = agreement.kappa(columns[first], columns[second], drawn, SUBJECT)
    if quantity.partition(":")[0] in CI:
        reach = 1.959963984540054 * one.se
        return one.value - reach if "low" in quantity else one.value + reach
    return picked(one, quantity)


def alpha(folder: Path, quantity: str, terms: str, words: str) -> float:
    columns, drawn = design(folder, words)
    items = [columns[name] for name in terms.split("+")]
    own = sum(moments.covariance(one, one, drawn, SUBJECT).value for one in items)
    whole = moments.covariance(sum(items), sum(items), drawn, SUBJECT).value
    return len(items) / (len(items) - 1) * (1 - own / whole)


def contrast(folder: Path, quantity: str, name: str, groups: str, words: str, told: str) -> float:
    columns, drawn = design(folder, words)
    found = sums.of_rows(drawn, columns[name], groups=columns[groups])
    wanted = {key.strip(): float(value) for key, value in (part.split("=") for part in told.split(","))}
    one = differences.combined(found, "mean", [wanted.get(label[0], 0.0) for label in found.labels], SUBJECT)
    if quantity.partition(":")[0] in CI:
        reach = 1.959963984540054 * one.se
        return one.value - reach if "low" in quantity else one.value + reach
    return picked(one, quantity)


def with_replicates(folder: Path, quantity: str, words: str, first: str, second: str) -> float:
    columns, drawn = design(folder, words)
    return correlated(columns[first], columns[second], drawn, quantity)


NAME = r"([\w.]+)"
RULES: tuple[tuple[str, Callable[..., Any]], ...] = (
    (r"svy(mean|total)\(~([^,]+), (subset\(.*?\)|\w+)((?:, (?:deff|na\.rm)=[^,)]+)*)\)", linear),
    (rf"cv\(svytotal\(~{NAME}, (\w+)\)\)", coefficient_of_variation),
    (rf"svyratio\(~{NAME}, ~{NAME}, (\w+)\)", share),
    (r"degf\((.*)\)", freedom),
    (rf"confint\(svymean\(~{NAME}, (\w+)\), df=degf\(\w+\)\)", confidence),
    (
        rf"svyby\(~{NAME},\s?(?:denominator=~{NAME},\s?)?~([\w.+]+),\s?(subset\(.*?\)|\w+),\s?(svy\w+)(?:, na.rm=TRUE)?\)",
        by,
    ),
    (rf"svyquantile\(~{NAME}, (\w+), (?:quantiles=)?(.*?), qrule='(\w+)',\s?interval.type='(\w+)'\)", cuts),
    (rf"svyvar\(~{NAME}\+{NAME}, (\w+)\)", variances),
    (rf"svycorr\('{NAME}','{NAME}',(\w+)\)", correlation),
    (rf"svyspearman_point\('{NAME}','{NAME}',(\w+)\)", ranked),
    (rf"svychisq\(~{NAME}\+{NAME}, (\w+)(?:, statistic='(\w+)')?\)", independence),
    (rf"svytable\(~{NAME}\+{NAME}, (\w+)\)", table),
    (rf"svyciprop\(~(?:I\()?{NAME}(?:==(\w+)\))?, (\w+), method='(\w+)'(?:, na.rm=TRUE)?\)", proportion),
    (rf"svyttest\({NAME}~{NAME}, (\w+)\)", t_test),
    (rf"svyranktest\({NAME}~{NAME}, (\w+)(?:, test='(\w+)')?\)", rank_test),
    (rf"svyglm\({NAME}~([^,]+), design=(\w+)(?:, family=(\w+)\(\))?\)", equation),
    (rf"svyolr\(factor\(cut\({NAME},c\(([^)]*)\)\)\)~([^,]+), design=(\w+)\)", thresholds),
    (rf"svykappa\(~{NAME}\+{NAME}, (\w+)\)", kappa),
    (r"svycralpha\(~([\w.+]+), (\w+)\)", alpha),
    (rf"svycontrast\(svyby\(~{NAME},~{NAME},(\w+),svymean\), c\((.*)\)\)", contrast),
    (
        rf"withReplicates\((\w+), function\(w,d\) cov\.wt\(d\[,c\('{NAME}','{NAME}'\)\],wt=w,cor=TRUE\)\$cor\[1,2\]\)",
        with_replicates,
    ),
)
