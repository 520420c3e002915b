"""Rows `decomposable_graph_bma`: the posterior of the total and of the graphs."""

import functools
import re
from pathlib import Path

from mse_rows import reading

from yupay.analyse.hidden import graph_average


@functools.cache
def posterior(folder: Path, dataset: str, options: str) -> graph_average.Averaged:
    told = re.search(r"delta=([\d.]+); Nmissing=1\.\.(\d+)", options)
    assert told is not None
    return graph_average.average(reading.table(folder, dataset)[1], float(told[1]), int(told[2]))


def answer(row: dict[str, str], folder: Path) -> float | int | str | None:
    if row["method"] != "decomposable_graph_bma":
        return None
    quantity, found = row["quantity"], posterior(folder, row["dataset"], row["options"])
    if quantity == "post_mean":
        return found.mean
    if quantity == "post_mode":
        return found.mode
    if quantity.startswith("q"):
        return found.quantile(float(quantity[1:]) / 100)
    cliques, probability = found.leading(3)[int(quantity[5]) - 1]
    return probability if quantity.endswith("prob") else written(cliques, reading.names(folder, row["dataset"]))


def written(cliques: tuple[int, ...], names: tuple[str, ...]) -> str:
    """Cliques as in the rows: list names joined, the last list first, `|` between cliques."""
    t = len(names)
    return "|".join("".join(names[k] for k in reversed(range(t)) if one >> k & 1) for one in reversed(cliques))
