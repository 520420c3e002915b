"""The rows of closed-population models fitted by log-linear regression: all lists' tables, and a published hare total."""

from functools import cache
from pathlib import Path

from mse_rows.reading import table

from yupay.analyse.hidden import behaviour, closed, profile

STALE = "the peer's standard error has the weights of the step before the last: a fit run to its end differs by 0.04 %"
SLOPE = "the peer's slope of Mbh counts one term twice: its variance is not that of the removal estimate"
BELOW = "the peer returns a total below the people seen, or below 0"
FORMS = ("Mh Poisson2", "Mh Darroch", "Mh Gamma3.5")
ALL = ("Artificial_3", "hare", "HIV", "Korea", "Kosovo", "MadiganYork5", "UKdat_5", "Western", "UKdat")
OURS = "rcapture_closedp.t"
IMPRECISE: dict[tuple[str, str, str, str], str] = {
    **{("Western", OURS, f"model={form}", "stderr"): STALE for form in FORMS},
    ("UKdat", OURS, "model=Mh Poisson2", "stderr"): STALE,
    **{(dataset, OURS, "model=Mbh", "stderr"): SLOPE for dataset in ALL},
    **{("UKdat_5", OURS, "model=Mb", quantity): BELOW for quantity in ("abundance", "stderr")},
    **{("Korea", OURS, "model=Mbh", quantity): BELOW for quantity in ("abundance", "stderr")},
}


def answer(row: dict[str, str], folder: Path) -> float | int | str | None:
    """The answer to one row; None where it is not one of these."""
    method, model = row["method"], row["options"].removeprefix("model=")
    if method == "rcapture_closedp.t":
        return _fitted(folder, row["dataset"], model, row["quantity"])
    if method == "rcapture_closedp.bc":
        found = closed.corrected(table(folder, row["dataset"])[1], model)
        return None if found is None else found[row["quantity"] == "stderr"]
    if method == "rcapture_closedpCI.t":
        return _profiled(folder, row["dataset"])[row["quantity"]]
    if method == "published" and row["options"].startswith("Mth "):
        return _fitted(folder, row["dataset"], row["options"], "abundance")
    return None


@cache
def _closed(folder: Path, dataset: str, model: str) -> closed.ClosedFit:
    return closed.fit(table(folder, dataset)[1], model)


@cache
def _behaviour(folder: Path, dataset: str, model: str) -> behaviour.BehaviourFit:
    return behaviour.fit(table(folder, dataset)[1], model)


@cache
def _profiled(folder: Path, dataset: str) -> dict[str, float]:
    found = profile.fit(table(folder, dataset)[1], 0.95)
    return {"N": found.total, "CI2.5": found.low, "CI97.5": found.high}


def _fitted(folder: Path, dataset: str, model: str, quantity: str) -> float | str:
    if model in behaviour.MODELS:
        one = _behaviour(folder, dataset, model)
        if quantity in ("abundance", "stderr"):
            return (one.abundance if quantity == "abundance" else one.se) if one.possible else "REFUSED"
        return {"deviance": one.deviance, "BIC": one.bic}[quantity]
    found = _closed(folder, dataset, model)
    if quantity in ("deviance", "BIC"):
        return found.deviance if quantity == "deviance" else found.bic
    value = found.abundance if quantity == "abundance" else found.se
    return "REFUSED" if value is None else value
