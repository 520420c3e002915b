"""The rows about risk (T6 to T9), noise (T10), editions (T11) and hostile words (T12), by what they ask, not by the name of a case."""

import csv
import io
import json
import re
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from unittest.mock import patch

import numpy as np
import openpyxl
import pyarrow as pa
from scipy import sparse

from yupay.keep.decisions import quoted
from yupay.keep.ledger import open_ledger, read_ledger, spent
from yupay.keep.naming import safe_name
from yupay.load.chosen import card_of
from yupay.load.engine import open_engine
from yupay.load.files import read_source
from yupay.model.problem import StudyProblems
from yupay.model.registry import AXES, CellKey, LedgerEntry, PublicCell
from yupay.model.release import Release
from yupay.model.table import Cell, Column, Row, Table
from yupay.model.text import Text
from yupay.protect import noise, risk
from yupay.protect.cells.system import Cells
from yupay.protect.editions.judge import Verdict, judge
from yupay.publish import csv as csv_door
from yupay.publish import xlsx
from yupay.publish.html.page import render

PAYLOADS = ("kind", "payload")
RUNS = re.compile(r"^[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
Answer = str | float | bool | list[object] | None
WRONG = "not so"


def answer(case: str, key: str, folder: Path, expected: str) -> Answer:
    """The answer to one row; None where it is not one of these. A row that is a requirement is repeated where it holds."""
    kind, _, inside = key.partition("[")
    inside = inside.rstrip("]")
    for made in (of_rows(case, kind, inside, folder), of_noise(key, kind, inside), of_editions(case, key, folder)):
        if made is not None:
            return made
    holds = {"ledger_refuses": ledger_refuses, **{name: HOSTILE[name] for name in HOSTILE}}.get(key)
    if holds is None:
        return None
    return expected if (holds(payloads(folder, key)) if key in HOSTILE else ledger_refuses()) else WRONG


@cache
def rows_of(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def file_of(folder: Path, case: str) -> Path:
    """The file of a case: its name begins with the first part of the case's, and holds the others."""
    first, *others = case.split("_")
    found = [path for path in sorted(folder.glob(f"{first}_*.csv")) if all(part in path.stem for part in others)]
    assert len(found) == 1, case
    return found[0]


def of_rows(case: str, kind: str, inside: str, folder: Path) -> Answer:
    """Risk figures of the rows of a case."""
    if kind.startswith("emd_ordered"):
        rows = rows_of(file_of(folder, case))
        (value,) = [name for name in rows[0] if name != "group"]
        far = risk.closeness(
            np.array([float(row[value]) for row in rows]), [row["group"] for row in rows], ordered=True
        )
        return far[inside.removeprefix("group ")]
    if kind not in FIGURES and kind not in ("suda_score_bruteforce", "minimal_sample_uniques"):
        return None
    rows = rows_of(file_of(folder, case))
    names = [name for name in rows[0] if name not in ("weight", "sensitive")]
    keys = risk.codes([[row[name] or None for row in rows] for name in names])
    if kind == "suda_score_bruteforce":
        return risk.suda_scores(keys).tolist()
    if kind == "minimal_sample_uniques":
        return [[[names[at] for at in one] for one in row] for row in risk.minimal_uniques(keys)]
    return FIGURES[kind](keys, rows)


def _weights(rows: Sequence[dict[str, str]]) -> np.ndarray:
    return np.array([float(row["weight"]) for row in rows])


def _sensitive(rows: Sequence[dict[str, str]]) -> np.ndarray:
    return risk.codes([[row["sensitive"] or None for row in rows]])[:, 0]


FIGURES = {
    "fk": lambda keys, rows: risk.agreeing(keys).tolist(),
    "fk_missing_matches_anything": lambda keys, rows: risk.agreeing(keys).tolist(),
    "Fk": lambda keys, rows: risk.agreeing(keys, _weights(rows)).tolist(),
    "Fk_missing_matches_anything": lambda keys, rows: risk.agreeing(keys, _weights(rows)).tolist(),
    "unique_keys_n1": lambda keys, rows: risk.assess(keys).uniques,
    "keys_n2": lambda keys, rows: risk.assess(keys).pairs,
    "indiv_risk_survey_approx": lambda keys, rows: risk.survey_risk(
        risk.agreeing(keys), risk.agreeing(keys, _weights(rows))
    ).tolist(),
    "indiv_risk_census(1/fk)": lambda keys, rows: risk.census_risk(risk.agreeing(keys)).tolist(),
    "distinct_l_per_row": lambda keys, rows: risk.distinct_diversity(keys, _sensitive(rows)).tolist(),
    "k": lambda keys, rows: risk.assess(keys).k,
    "l": lambda keys, rows: risk.assess(keys, _sensitive(rows)).diversity,
}


def ratio(words: str) -> float:
    above, _, below = words.partition("/")
    return float(above) / float(below or 1)


def of_noise(key: str, kind: str, inside: str) -> Answer:
    """Closed-form figures of noise and of what it costs."""
    said = {name: ratio(value) for name, value in re.findall(r"(\w+)\s?=\s?([\d.e-]+(?:/[\d.]+)?)", inside)}
    if kind == "discrete_laplace_P0":
        return noise.no_noise_probability(said["eps"])
    if kind == "discrete_laplace_MAE":
        return noise.mean_absolute_error(said["eps"])
    if kind == "zcdp_rho":
        return noise.gaussian_rho(said["sigma"], said["l2"])
    if (delta := re.match(r"eps_at_delta([\d.e-]+)\[rho=([\d./e-]+)\] (.*)", key)) is not None:
        work = noise.epsilon_bound if "simple" in delta[3] else noise.epsilon_at
        return work(ratio(delta[2]), float(delta[1]))
    if (total := re.match(r"pure_dp_sequential_total\[(\d+) editions, eps=([\d.]+) each\]", key)) is not None:
        entries = [_drawn(str(at), float(total[2])) for at in range(int(total[1]))]
        assert noise.sequential_total([float(total[2])] * len(entries)) == spent(entries)
        return spent(entries)
    return None


def _drawn(name: str, epsilon: float) -> LedgerEntry:
    given = {"edition": name, "made": "", "kind": "noise", "digest": name, "policy": "", "previous": ""}
    return LedgerEntry.model_validate({**given, "epsilon": epsilon})


def ledger_refuses() -> bool:
    """Four draws of 1 pass a cap of 4; the fifth is refused before drawing, the ledger as it was; kept figures still come back."""
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.jsonl") as ledger:

        def ask(data: str) -> tuple[PublicCell, ...]:
            given = {"table": "t", "data": data, "keys": [CellKey(place="a")], "counts": [20]}
            return noise.noisy_counts(ledger, "e", "2025-01-01", **given, epsilon=1.0, cap=4.0)

        first = [ask(str(at)) for at in range(4)]
        before = ledger.path.read_bytes()
        with patch.object(noise, "draw", side_effect=AssertionError("drawn")):
            assert [ask(str(at)) for at in range(4)] == first
            try:
                ask("4")
            except StudyProblems as refused:
                same = ledger.path.read_bytes() == before and len(read_ledger(ledger.path)) == 4
                return refused.problems[0].code == "P655" and same
    return False


def of_editions(case: str, key: str, folder: Path) -> Answer:
    """What two editions say together; the last one is the new one, or the one that is named."""
    least = re.fullmatch(r"every cell >= (\d+) in each edition", key)
    small = re.fullmatch(r"small_differences\(1\.\.(\d+)\)", key)
    verdict = re.fullmatch(r"safe_verdict_edition(\d+)", key)
    if least is not None:
        return all(int(row["cumulative"]) >= int(least[1]) for row in rows_of(file_of(folder, case)))
    if small is not None:
        found = judged(case, folder, int(small[1]) + 1, None)
        return ";".join(f"{'|'.join(one.key)}={one.low}" for one in found.small_differences)
    if verdict is not None:
        return "safe" if judged(case, folder, 11, verdict[1]).safe else "refuse"
    return None


def judged(case: str, folder: Path, k: int, last: str | None) -> Verdict:
    rows = rows_of(file_of(folder, case))
    names = list(dict.fromkeys(row["edition"] for row in rows))
    names = names[: names.index(last) + 1] if last else names
    columns = [name for name in rows[0] if name not in ("edition", "cumulative")]
    tables = [
        {tuple(row[c] for c in columns): int(row["cumulative"]) for row in rows if row["edition"] == name}
        for name in names
    ]
    axes, new = AXES[: len(columns)], tables[-1]
    cells = Cells(axes, tuple(new), np.array(list(new.values())), sparse.csr_array((0, len(new)), dtype=np.int64))
    given = {"made": "", "kind": "published", "policy": "", "previous": ""}
    earlier = [
        LedgerEntry.model_validate({**given, "edition": name, "digest": name, "cells": tuple(printed(axes, table))})
        for name, table in zip(names[:-1], tables[:-1], strict=True)
    ]
    return judge(cells, np.zeros(len(new), dtype=bool), earlier, k)


def printed(axes: Sequence[str], table: dict[tuple[str, ...], int]) -> list[PublicCell]:
    return [
        PublicCell(table="t", key=CellKey(**dict(zip(axes, key, strict=True))), count=n) for key, n in table.items()
    ]


def payloads(folder: Path, kind: str) -> list[str]:
    (path,) = [path for path in sorted(folder.glob("*.csv")) if tuple(rows_of(path)[0]) == PAYLOADS]
    return [row["payload"] for row in rows_of(path) if row["kind"] == kind]


def csv_cells(words: list[str]) -> bool:
    """No door writes a cell that runs; a number below zero stays one."""
    table = Table(
        id="t",
        title=Text.same("t"),
        section="1",
        columns=(Column(id="value", label=Text.same("v")),),
        rows=tuple(Row(cells=(Cell(value=word),)) for word in [*words, -15.0]),
    )
    public = [
        row["value"] for row in csv.DictReader(io.StringIO(csv_door.render(table).decode("utf-8-sig"), newline=""))
    ]
    kept = next(csv.reader(io.StringIO(",".join(quoted(pa.array(words)).to_pylist()), newline="")))
    written = [*public, *kept]
    safe = all(NUMBER.fullmatch(cell.strip()) or not RUNS.search(cell) for cell in written)
    same = all(cell.removeprefix("'") == word for cell, word in zip(kept, words, strict=True))
    return (
        safe
        and same
        and public[-1] == "-15"
        and all(w in kept for w in words if NUMBER.fullmatch(w))
        and sheets(table, words)
    )


def sheets(table: Table, words: list[str]) -> bool:
    """In the workbook every payload is text and nothing is a formula."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(example().model_copy(update={"tables": (table,)}), "en")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return not [cell for cell in cells if cell.data_type == "f"] and len(cells) > len(words)


def upload_names(names: list[str]) -> bool:
    """No hostile name becomes that of a file, and no message repeats one."""
    refused = 0
    for name in names:
        try:
            safe_name(name, "upload")
        except StudyProblems as found:
            refused += name not in json.dumps([p.model_dump() for p in found.problems], ensure_ascii=False) + str(found)
    return refused == len(names) and safe_name("2025-I", "edition") == "2025-I"


def column_names(names: list[str]) -> bool:
    """A table with hostile column names is read, summed and shown: names are names, never code."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerows([names, *([str(at + row) for at in range(len(names))] for row in range(3))])
        read = read_source(card_of(path), path.parent).raw.data
    engine = open_engine()
    stored = engine.add("cases", read)
    engine.lock()
    sums = stored.aggregate(
        [stored[name].cast("int64").sum().name(f"c{at}") for at, name in enumerate(names)]
    ).to_pyarrow()
    whole = (
        sums.to_pylist()[0] == {f"c{at}": 3 * at + 3 for at in range(len(names))}
        and stored.count().to_pyarrow().as_py() == 3
    )
    engine.close()
    columns = tuple(Column(id=f"c{at}", label=Text.same(name)) for at, name in enumerate(names))
    row = Row(cells=tuple(Cell(value=name) for name in names))
    release = example()
    shown = release.tables[0].model_copy(update={"columns": columns, "rows": (row,)})
    page = render(
        release.model_copy(update={"tables": (shown, *release.tables[1:])}),
        "en",
        dict.fromkeys(f.id for f in release.figures),
    )
    return (
        whole
        and read.column_names == names
        and "<img src=x" not in page
        and "&lt;img src=x" in page
        and "49" not in shown.title.en
    )


@cache
def example() -> Release:
    """The invented release of the tests of `publish`."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "publish"))
    from fixture_release import example_release

    return example_release()


HOSTILE = {"csv_cell": csv_cells, "upload_name": upload_names, "column_name": column_names}
