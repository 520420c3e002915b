"""Broken and odd data files through the whole path: the changed value is in the estimates, or the run is refused.

Nothing else may come of a file: no other exception, no output folder after a refusal, no file left beside it.
"""

import copy
import datetime
import io
import json
import random
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
import xlsxwriter
from made_study import Made, Row, squares

import yupay
from yupay.model.problem import StudyProblems

POPULATION = {f"99{i:04d}": 20_000 + 3_000 * i for i in range(1, 10)}
ROWS = [Row(code, True, 7, 3 + i, i % 4) for i, code in enumerate(POPULATION) for _ in range(2)]
STUDY = Made(POPULATION, ROWS, width=3)
COLUMNS = STUDY.columns()
NAMES = list(COLUMNS)
CELLS = [list(row) for row in zip(*COLUMNS.values(), strict=True)]
TYPED = [[*row[:2], *(float(cell or 0) for cell in row[2:])] for row in CELLS]
LINES = [",".join(NAMES), *(",".join(cell or "" for cell in row) for row in CELLS)]
CSV = "\n".join(LINES) + "\n"
WHOLE = 14.0
Outcome = Callable[..., str | float | None]


@pytest.fixture
def outcome(tmp_path: Path) -> Outcome:
    """What came of a study with one of its files changed: the first district's count, or the codes of the refusal."""

    def of(path: str, data: str | bytes) -> str | float | None:
        folder = STUDY.but(path=path if path.startswith("data/rows") else STUDY.path).write(tmp_path / "study")
        (folder / path).write_bytes(data if isinstance(data, bytes) else data.encode())
        before = sorted(folder.rglob("*"))
        try:
            made = yupay.run_study(folder)
        except StudyProblems as refused:
            assert sorted(folder.rglob("*")) == before, "a refusal leaves nothing behind"
            assert all(one.got.es and one.expected.en and len(one.got.en) < 400 for one in refused.problems)
            return " ".join(sorted({one.code for one in refused.problems}))
        written = json.loads((folder / "output" / "estimates.INVENTADO.json").read_text(encoding="utf-8"))
        counts = {one["id"]: one["value"] for one in written["estimates"]}
        assert len(made.written) >= 4
        return counts["describe/x1/district/count/990001"]

    return of


def cell(value: str, column: str = "x") -> str:
    """The rows with one cell of the first changed."""
    rows = [line.split(",") for line in LINES]
    rows[1][NAMES.index(column)] = value
    return "\n".join(",".join(row) for row in rows)


CELL = {
    "=1+1": "L230",
    "[/red]": "L230",
    "1e400": "L230",
    "1e99": "L232",
    "9" * 19: "L232",
    "9007199254740993": "L232",
    "9007199254740991": 9.00719925474e15,
    "0x10": "L230",
    "1_000": "L230",
    "٣": "L230",
    "１２": "L230",
    "−3": "L230",
    "5%": "L230",
    "2016-01-02": "L230",
    "TRUE": "L230",
    '"5': "L205",
    "1e1": 17.0,
    "+5": 12.0,
    "\u00a05 ": 12.0,
    '"5\n"': 12.0,
    "-0": 7.0,
    "": 7.0,
}


@pytest.mark.parametrize("value", CELL, ids=ascii)
def test_a_count(outcome: Outcome, value: str) -> None:
    found = outcome("data/rows.csv", cell(value))
    assert found == CELL[value]


@pytest.mark.parametrize(
    ("column", "value", "wanted"),
    [
        ("answered", "2", "L233"),
        ("answered", "SÍ", WHOLE),
        ("answered", "no", 7.0),
        ("answered", "", 7.0),
        ("code", "90001", "L210"),
        ("code", "[/red]", 7.0),
        ("code", "=990001", 7.0),
        ("code", "999999", 7.0),
        ("code", "x\x1b[31m", "L207"),
        ("row_id", "\x07", "L207"),
        ("row_id", "r0001", "L216"),
        ("row_id", "", "L217"),
    ],
)
def test_a_flag_a_code_a_key(outcome: Outcome, column: str, value: str, wanted: str | float) -> None:
    assert outcome("data/rows.csv", cell(value, column)) == wanted


TEXTS: dict[str, tuple[str | bytes, str | float]] = {
    "byte-order mark alone": (b"\xef\xbb\xbf", "L204"),
    "header alone": (LINES[0] + "\n", "L204"),
    "two marks": (b"\xef\xbb\xbf\xef\xbb\xbf" + CSV.encode(), WHOLE),
    "mixed line ends": (CSV.replace("\n", "\r\n", 3).replace("\n", "\r", 2), WHOLE),
    "blank lines": (CSV.replace("\n", "\n\n"), WHOLE),
    "columns without name or value": (CSV.replace("\n", ",,\n"), WHOLE),
    "a column without a name": (CSV.replace("\n", ",5\n").replace("z,5", "z,"), "L212"),
    "every value in quotes": ("\n".join(",".join(f'"{v}"' for v in line.split(",")) for line in LINES), WHOLE),
    "a title above": ("Reporte de 2016\n" + CSV, "L205"),
    "a total below": (CSV + "TOTAL,,,126,99,27\n", WHOLE),
    "five thousand columns": (
        "\n".join(
            line + "," + ",".join(f"c{i}" if not at else "1" for i in range(5_000)) for at, line in enumerate(LINES)
        ),
        WHOLE,
    ),
    "names that differ in case": (CSV.replace("x,y,z", "x,y,Y"), "L212"),
    "a line of 10 MB": (CSV + "r99,990001,1," + "9" * 10_000_000 + ",1,1\n", "L206"),
    "a value of many lines": (CSV + 'r99,990001,1,"' + "a\n" * 200_000 + '",1,1\n', "L230"),
    "cut": (CSV[:-5], "L205"),
    "an end-of-file sign": (CSV + "\x1a", "L205"),
    "utf-32": (CSV.encode("utf-32"), WHOLE),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_file(outcome: Outcome, name: str) -> None:
    data, wanted = TEXTS[name]
    assert outcome("data/rows.csv", data) == wanted


def workbook(rows: list[list[Any]], result: Any = 0) -> bytes:
    """A workbook of one sheet; a text that starts with `==` is a formula with this result."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str) and value.startswith("=="):
                    sheet.write_formula(at, column, value[1:], None, result)
                elif isinstance(value, str):
                    sheet.write_string(at, column, value)
                else:
                    sheet.write(at, column, value)
    return held.getvalue()


def sheet(value: Any, result: Any = 0) -> bytes:
    rows = copy.deepcopy(TYPED)
    rows[0][NAMES.index("x")] = value
    return workbook([NAMES, *rows], result)


def patched(old: bytes, new: bytes) -> bytes:
    """The plain workbook with a piece of its sheet replaced."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(7.0))) as whole, zipfile.ZipFile(held, "w") as changed:
        for name in whole.namelist():
            data = whole.read(name)
            changed.writestr(name, data.replace(old, new, 1) if name.endswith("sheet1.xml") else data)
    return held.getvalue()


WORKBOOKS: dict[str, tuple[bytes, str | float]] = {
    "plain": (sheet(7.0), WHOLE),
    "a formula as text": (sheet("=1+1"), "L230"),
    "a formula with its result": (sheet("==2+3", 5), 12.0),
    "a formula that failed": (sheet("==1/0", "#DIV/0!"), "L230"),
    "a number as text": (sheet("5"), 12.0),
    "a large number": (sheet(1e300), "L230"),
    "a number beyond whole numbers": (sheet(1e17), "L232"),
    "rows above and between": (workbook([[], NAMES, [], *TYPED]), WHOLE),
    "a title above": (workbook([["Reporte"], NAMES, *TYPED]), "L212"),
    "spaces in the header": (workbook([[f" {name}\n" for name in NAMES], *TYPED]), WHOLE),
    "cut": (sheet(7.0)[:-300], "L208"),
    "half": (sheet(7.0)[:3_000], "L208"),
    "a cell at the far end": (patched(b'r="A2"', b'r="XFD1048576"'), "L270"),
    "a cell nowhere": (patched(b'r="A2"', b'r="??"'), "L208"),
    "a text that is not there": (patched(b"<v>0</v>", b"<v>99999</v>"), "L208"),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook(outcome: Outcome, name: str) -> None:
    data, wanted = WORKBOOKS[name]
    assert outcome("data/rows.xlsx", data) == wanted


def parquet(**changed: pa.Array) -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.table({**{name: pa.array(COLUMNS[name]) for name in NAMES}, **changed}), held)
    return held.getvalue()


N = len(CELLS)
PARQUETS: dict[str, tuple[bytes, str | float | None]] = {
    "integers": (parquet(x=pa.array([7] * N)), WHOLE),
    "decimals": (parquet(x=pa.array([Decimal("7.00")] * N)), WHOLE),
    "no number": (parquet(x=pa.array([float("nan"), *[7.0] * (N - 1)])), 7.0),
    "infinite": (parquet(x=pa.array([float("inf")] * N)), "L230"),
    "the largest integer": (parquet(x=pa.array([2**63 - 1] * N)), "L232"),
    "negative": (parquet(x=pa.array([-1] * N)), "L232"),
    "a list": (parquet(x=pa.array([[1]] * N)), "L208"),
    "a struct": (parquet(x=pa.array([{"a": 1}] * N)), "L208"),
    "a duration": (parquet(x=pa.array([datetime.timedelta(days=1)] * N)), "L208"),
    "bytes that are no text": (parquet(x=pa.array([b"\xff"] * N)), "L208"),
    "a list that is not used": (parquet(w=pa.array([[1]] * N)), WHOLE),
    "bytes that are not used": (parquet(w=pa.array([b"\xff"] * N)), WHOLE),
    "dates": (parquet(x=pa.array([datetime.date(2016, 1, 1)] * N)), "L230"),
    "nothing": (parquet(x=pa.nulls(N)), None),
    "codes as numbers": (parquet(code=pa.array([int(row[1] or 0) for row in CELLS])), WHOLE),
    "a zero byte": (parquet(code=pa.array(["99\x000001"] * N)), "L207"),
    "cut": (parquet()[:-20], "L208"),
}


@pytest.mark.parametrize("name", PARQUETS)
def test_a_parquet_file(outcome: Outcome, name: str) -> None:
    data, wanted = PARQUETS[name]
    assert outcome("data/rows.parquet", data) == wanted


@pytest.mark.parametrize("ending", ["sav", "dta"])
def test_a_labelled_file_whole_cut_and_broken(outcome: Outcome, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"whole.{ending}"
    write = pyreadstat.write_sav if ending == "sav" else pyreadstat.write_dta
    held = pa.table({name: [row[at] for row in TYPED] for at, name in enumerate(NAMES)}).to_pandas()
    write(held, str(file))
    whole, path = file.read_bytes(), f"data/rows.{ending}"
    assert outcome(path, whole) == WHOLE
    for cut in (20, 400, len(whole) - 50):
        assert outcome(path, whole[:cut]) == "L208"
    for seed in range(8):
        dice, broken = random.Random(seed), bytearray(whole)
        for _ in range(3):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        assert outcome(path, bytes(broken)) is not None


Change = Callable[[dict[str, Any]], Any]
MAP = squares(list(POPULATION), 3)


def shape(change: Change) -> str:
    """The boundaries with one thing changed, or what the change returns in their place."""
    whole = copy.deepcopy(MAP)
    other = change(whole)
    return json.dumps(whole if other is None else other)


def ring(*points: Any) -> Change:
    def change(whole: dict[str, Any]) -> None:
        whole["features"][0]["geometry"]["coordinates"] = [list(points)]

    return change


def recoded(code: Callable[[str], Any]) -> Change:
    def change(whole: dict[str, Any]) -> None:
        for one in whole["features"]:
            one["properties"]["code"] = code(one["properties"]["code"])

    return change


SHAPES: dict[str, tuple[str, str | float]] = {
    "wrong nesting": (
        shape(lambda g: g["features"][0]["geometry"].update(coordinates=[[-76, -10], [-75, -10]])),
        WHOLE,
    ),
    "coordinates as words": (shape(ring(["a", "b"], ["c", "d"], ["e", "f"], ["a", "b"])), WHOLE),
    "no number": (shape(ring([-76, -10], [float("nan"), -10], [-75.95, -9.95], [-76, -10])), WHOLE),
    "huge": (shape(ring([-76, -10], [1e300, -10], [1e300, 1e300], [-76, -10])), "L242"),
    "crossing itself": (shape(ring([-76, -10], [-75.95, -9.95], [-75.95, -10], [-76, -9.95], [-76, -10])), WHOLE),
    "without area": (shape(ring([-76, -10], [-75.95, -10], [-76, -10], [-76, -10])), WHOLE),
    "open": (shape(ring([-76, -10], [-75.95, -10], [-75.95, -9.95], [-76, -9.95])), WHOLE),
    "with heights": (shape(ring([-76, -10, 5], [-75.95, -10, 5], [-75.95, -9.95, 5], [-76, -10, 5])), WHOLE),
    "the same place twice": (shape(lambda g: g["features"].append(copy.deepcopy(g["features"][0]))), WHOLE),
    "one place alone": (shape(lambda g: {**g, "features": g["features"][:1]}), WHOLE),
    "all in one spot": (
        shape(lambda g: [one.update(geometry=g["features"][0]["geometry"]) for one in g["features"]] and None),
        WHOLE,
    ),
    "no geometry at all": (shape(lambda g: [one.update(geometry=None) for one in g["features"]] and None), WHOLE),
    "codes as numbers": (shape(recoded(int)), WHOLE),
    "codes with decimals": (shape(recoded(float)), "L215"),
    "codes of another country": (shape(recoded(lambda code: "1" + code[1:])), "L215"),
    "no codes": (shape(lambda g: [one.update(properties={}) for one in g["features"]] and None), "L241"),
    "a circle": (shape(lambda g: g["features"][0].update(geometry={"type": "Circle", "coordinates": [1]})), WHOLE),
    "features of words": (shape(lambda g: {**g, "features": ["a"]}), "L240"),
    "topology": (shape(lambda _: {"type": "Topology", "objects": {}}), "L240"),
    "twice over": (shape(lambda _: None) * 2, "L208"),
    "a number of 5,000 digits": (shape(lambda _: None).replace("-76.0", "-" + "7" * 5_000, 1), "L208"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_boundaries(outcome: Outcome, name: str) -> None:
    data, wanted = SHAPES[name]
    assert outcome("data/squares.geojson", data) == wanted


def districts(name: str = "Distrito", size: str = "23000") -> str:
    lines = [f"{code},Distrito {code},{people}" for code, people in list(POPULATION.items())[1:]]
    return "\n".join(["code,name,population", f"990001,{name},{size}", *lines]) + "\n"


NAMED = ("[/red]", "=1+1", "<script>alert(1)</script>", '"a ""b"", c"', "{x} %s {0}", "á" * 3_000, "\u202eabc", "")


@pytest.mark.parametrize("name", NAMED, ids=lambda name: ascii(name)[:20])
def test_odd_names(outcome: Outcome, name: str) -> None:
    assert outcome("data/districts.csv", districts(name)) == WHOLE


@pytest.mark.parametrize(("size", "wanted"), [("0", WHOLE), ("", WHOLE), ("-5", "L232"), ("9007199254740991", WHOLE)])
def test_odd_populations(outcome: Outcome, size: str, wanted: str | float) -> None:
    assert outcome("data/districts.csv", districts(size=size)) == wanted


def test_names_that_are_code_in_some_format_reach_every_format(tmp_path: Path) -> None:
    """The same names, now in the report as HTML, DOCX, PDF, XLSX, CSV and SVG."""
    odd = [*NAMED[:5], "#panic(1) $x$ `a`", "\\textbf{x}", "\u202eabc", "Ñuñoa"]
    folder = STUDY.but(formats='html", "docx", "pdf", "xlsx", "csv", "svg", "json').write(tmp_path)
    named = [f"{code},{name},{size}" for (code, size), name in zip(POPULATION.items(), odd, strict=True)]
    (folder / "data" / "districts.csv").write_text("\n".join(["code,name,population", *named]), encoding="utf-8")
    written = yupay.run_study(folder).written
    pages = [path.read_text(encoding="utf-8") for path in written if path.suffix in (".html", ".svg")]
    assert pages and not [page for page in pages if "<script>alert" in page]
    tables = [path.read_text(encoding="utf-8-sig") for path in written if path.suffix == ".csv"]
    assert not [line for table in tables for line in table.split("\n") for value in line.split(",") if value[:1] == "="]
