"""The tables of overlapping lists that stand beside the known answers: one row per history, 0/1 columns, `count`."""

import csv
from pathlib import Path

import numpy as np


def table(folder: Path, dataset: str) -> tuple[tuple[str, ...], np.ndarray]:
    """The list names and the 2**t counts of a table; columns that hold words (strata) are summed over."""
    header, rows = _rows(folder, dataset)
    lists = _lists(header, rows)
    y = np.zeros(2 ** len(lists))
    for row in rows:
        y[place([row[at] for at in lists])] += float(row[header.index("count")])
    return tuple(header[at] for at in lists), y


def names(folder: Path, dataset: str) -> tuple[str, ...]:
    """The list names of a table, in the order of its columns."""
    return table(folder, dataset)[0]


def place(history: list[str]) -> int:
    """The place of a history written as 0/1 words, first list first."""
    return sum(1 << k for k, word in enumerate(history) if word == "1")


def _rows(folder: Path, dataset: str) -> tuple[list[str], list[list[str]]]:
    with (folder / f"{dataset}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def _lists(header: list[str], rows: list[list[str]]) -> list[int]:
    return [at for at, name in enumerate(header) if name != "count" and all(row[at] in "01" for row in rows)]
