"""The worked study of coded cases: invented and marked so, answered as each row alone would be, broken where the text changed, telling no case."""

import importlib.util
import re
import shutil
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from yupay.derive.law.cases import Mapped, coded_cases, read_cases
from yupay.derive.law.decide import prepare
from yupay.derive.law.read import read_law
from yupay.load.engine import open_engine
from yupay.model.figure import Figure, Series
from yupay.model.law import CodedCase, Decision
from yupay.model.release import Release
from yupay.model.table import Row, Table
from yupay.release.seal import verify
from yupay.run import Outcome, open_study, run_study
from yupay.study.read import read_study

CHANGES = (date(2007, 1, 17), date(2014, 10, 22), date(2021, 3, 31))
NOT_COMPARABLE = {"es": "a uno y otro lado no son comparables", "en": "on the two sides are not comparable"}


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "studies" / "law-demo"


@pytest.fixture(scope="module")
def maker(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_cases", folder / "make_cases.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def outcome(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    copy = tmp_path_factory.mktemp("law") / "law-demo"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("output", "keep"))
    return run_study(copy)


@pytest.fixture(scope="module")
def release(outcome: Outcome) -> Release:
    return outcome.release


@pytest.fixture(scope="module")
def alone(folder: Path) -> list[tuple[CodedCase, Decision]]:
    """Every row decided by itself: the other way to the same counts."""
    block = next(card.qualify for card in read_study(folder).sources if card.qualify is not None)
    engine, law = open_engine(), read_law()
    mapped = Mapped({**block.columns, "ubigeo": "", "prueba": "", "fallo": ""}, block.values)
    cases = list(coded_cases(read_cases(folder / "data" / "cases.csv", engine, mapped), law))
    engine.close()
    ready = prepare(law)
    return [(case, ready.decide(case, on=block.on, trace=False)) for case in cases]


def text(path: Path) -> str:
    """What a file says: the parts of a package, or its bytes."""
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as package:
            return " ".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())
    return path.read_bytes().decode("utf-8", "ignore")


def table(release: Release, name: str) -> Table:
    return next(one for one in release.tables if one.id == name)


def series(release: Release) -> Figure:
    return next(one for one in release.figures if one.id == "series")


def numbers(row: Row) -> list[float]:
    return [float(str(cell.value)) for cell in row.cells if cell.form in ("count", "percent") and cell.mark is None]


def test_the_file_is_the_one_the_script_writes(
    folder: Path, maker: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maker, "FILE", tmp_path / "cases.csv")
    maker.main()
    assert (tmp_path / "cases.csv").read_bytes() == (folder / "data" / "cases.csv").read_bytes()
    assert maker.cases(1) != maker.cases(2)


def test_it_is_invented_sealed_and_marked(outcome: Outcome) -> None:
    verify(outcome.release)
    assert {card.confidentiality for card in outcome.release.sources} == {"invented"}
    assert outcome.release.watermark is not None
    assert all("INVENTADO" in path.name or path.suffix == ".json" for path in outcome.written)


def test_no_case_is_told_in_any_file(outcome: Outcome) -> None:
    for path in outcome.written:
        assert not re.search(r"INV-\d{4}", text(path)), path.name


def test_the_counts_are_those_of_the_rows_alone(release: Release, alone: list[tuple[CodedCase, Decision]]) -> None:
    classes = Counter(decision.case_class for _, decision in alone)
    wholes = [numbers(row) for row in table(release, "magnitude").rows if row.strong]
    assert len(alone) == 600 == sum(row[-1] for row in wholes)
    assert sum(row[4] for row in wholes) == classes["trata"]
    assert sum(row[-2] for row in wholes) == classes["unknown"]
    assert sum(row[-3] for row in wholes) == classes["none"]
    assert sum(row[-4] for row in wholes) == classes["precursor"]
    missing = sum(bool(decision.missing) for _, decision in alone)
    assert numbers(table(release, "missing").rows[-1])[-1] == missing


def test_the_series_is_that_of_the_rows_alone_and_breaks_at_each_text(
    release: Release, alone: list[tuple[CodedCase, Decision]]
) -> None:
    body = series(release).body
    assert isinstance(body, Series)
    years: Counter[int] = Counter()
    for case, decision in alone:
        first, last = case.act_from, case.act_to
        if decision.case_class == "trata" and first and last and first.year == last.year:
            years[first.year] += 1
    assert {year: cell.value for year, cell in zip(body.years, body.values, strict=True)} == {
        year: years[year] for year in range(2005, 2025)
    }
    days = [at for at, _ in body.breaks]
    assert days == pytest.approx([day.year + (day.timetuple().tm_yday - 1) / 365 for day in CHANGES])


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_break_and_its_warning_are_in_every_format(outcome: Outcome, language: str) -> None:
    files = {path.name.replace(".INVENTADO", ""): path for path in outcome.written}
    page, book = files[f"report.{language}.html"], files[f"tables.{language}.xlsx"]
    svg, document = files[f"series.{language}.svg"], files[f"report.{language}.docx"]
    for path in (page, book, document):
        said = re.sub(r"<[^>]+>", "", text(path)).replace("\u00a0", " ")
        assert NOT_COMPARABLE[language] in re.sub(r"\s+", " ", said), path.name
    for path in (page, svg):
        drawn = text(path)
        assert drawn.count('stroke-dasharray="2 3"') == 3, path.name
        assert all(f">Ley {law}, " in drawn for law in ("28950", "30251", "31146")), path.name
    assert "Ley 30251, 22" in text(book) and "Ley 30251, 22" in text(files["series.csv"])
    assert files[f"report.{language}.pdf"].read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("language", "words"), [("es", "Calificación de los hechos"), ("en", "Classification of the facts")]
)
def test_facts_are_classified_and_nobody_is_called_anything(outcome: Outcome, language: str, words: str) -> None:
    page = text(next(path for path in outcome.written if path.name == f"report.INVENTADO.{language}.html"))
    assert words in page
    assert not re.search(r"\b(culpable|inocente|guilty|innocent|perpetrator|victimario)s?\b", page, re.IGNORECASE)
    assert ("Texto no revisado por abogado" if language == "es" else "Not reviewed by a lawyer") in page


def test_the_reasons_carry_article_and_words(release: Release) -> None:
    rows = table(release, "trace").rows
    assert len({row.group.es for row in rows if row.group}) == 4
    steps = [row for row in rows if row.key.count("/") == 2]
    assert len(steps) >= 12
    assert all(str(row.cells[3].value) and "«" in str(row.cells[4].value) for row in steps)


def test_what_is_answered_is_counted_by_district(folder: Path, alone: list[tuple[CodedCase, Decision]]) -> None:
    cube = open_study(folder).evidence().cubes["district"]
    undecided = [value for value in cube.measures["x4"].values if value is not None]
    assert len(undecided) == 12
    assert sum(undecided) == sum(decision.case_class == "unknown" for _, decision in alone)
    met = sum(sum(value or 0 for value in cube.measures[name].values) for name in ("x1", "x2", "x3"))
    assert 0 < met < sum(decision.case_class == "trata" for _, decision in alone)
