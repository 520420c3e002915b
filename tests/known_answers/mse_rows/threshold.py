"""Rows `bayes_threshold`: quantiles of the total and the interactions retained."""

import functools
import re
from pathlib import Path

from mse_rows import reading

from yupay.analyse.hidden import thresholding


@functools.cache
def found(folder: Path, dataset: str, order: int) -> thresholding.Thresholded:
    result = thresholding.threshold(reading.table(folder, dataset)[1], order=order, seed=20, kept=2500)
    assert result is not None
    assert result.converged
    return result


def answer(row: dict[str, str], folder: Path) -> float | int | str | None:
    told = re.search(r"maxorder=(\d)", row["options"])
    if row["method"] != "bayes_threshold" or told is None:
        return None
    result, quantity = found(folder, row["dataset"], int(told[1])), row["quantity"]
    if quantity == "N_post_median":
        return result.quantile(0.5)
    if quantity.startswith("q"):
        return result.quantile(float(quantity[1:]) / 100)
    lists = 2 if quantity == "retained_interactions" else 3
    return words([one for one in result.retained if one.bit_count() == lists], reading.names(folder, row["dataset"]))


def words(retained: list[int], names: tuple[str, ...]) -> str:
    """Interactions as in the rows, by their last list, then the others; `(none)` where there is none."""
    every = [":".join(name for k, name in enumerate(names) if one >> k & 1) for one in sorted(retained)]
    return "+".join(every) or "(none)"
