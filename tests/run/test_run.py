"""The whole path on the worked study: what a reader holds in the end."""

import csv
import json
import re
from pathlib import Path

import pytest

import yupay
from yupay.model.release import Release
from yupay.run import OpenStudy, Outcome

FOLDER = Path(__file__).resolve().parents[2] / "studies" / "lima-2016"


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return yupay.open_study(FOLDER).run(output=tmp_path_factory.mktemp("lima") / "output")


@pytest.fixture(scope="module")
def output(outcome: Outcome) -> Path:
    return outcome.written[0].parents[len(outcome.written[0].parts) - outcome.written[0].parts.index("output") - 2]


@pytest.fixture(scope="module")
def release(outcome: Outcome) -> Release:
    return outcome.release


def test_every_promised_file_is_there(output: Path) -> None:
    names = {str(p.relative_to(output)) for p in output.rglob("*") if p.is_file()}
    for language in ("es", "en"):
        for name in ("report.{}.html", "report.{}.docx", "report.{}.pdf", "summary.{}.pdf", "tables.{}.xlsx"):
            assert name.format(language) in names
    assert {"estimates.json", "findings.json", "manifest.json", "ro-crate-metadata.json"} <= names
    assert "tables/districts.csv" in names
    assert any(name.startswith("figures/") and name.endswith(".svg") for name in names)


def test_the_decisions_are_those_of_the_plan(outcome: Outcome) -> None:
    decisions = {finding.subject: finding.decision for finding in outcome.findings}
    assert decisions["OG"] == "not assessable"
    assert decisions["H3"] == "not assessable"
    assert decisions["H4"] == "not supported"


def test_nineteen_tables_and_six_figures_in_order(release: Release) -> None:
    numbered = [table for table in release.tables if table.id.startswith("table-")]
    assert [table.id for table in numbered] == [f"table-{i:02d}" for i in range(1, 20)]
    assert [figure.id for figure in release.figures] == [f"figure-{i}" for i in range(1, 7)]


def test_every_number_in_a_table_has_a_row_behind_it(release: Release) -> None:
    known = {one.id for one in release.estimates} | {one.id for one in release.published}
    opened = {cell.estimate for table in release.tables for row in table.rows for cell in row.cells if cell.estimate}
    assert opened and opened <= known


def test_every_row_of_a_table_file_names_its_estimates(release: Release, output: Path) -> None:
    known = {one.id for one in release.estimates} | {one.id for one in release.published}
    with (output / "tables" / "table-14.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert "relate/x2~y3/district/area-whitened" in rows[0]["estimates"].split()
    assert all(name in known for row in rows for name in row["estimates"].split())


def test_no_station_is_named(output: Path) -> None:
    station = re.compile(r"\b150\d{3}-\d{2}\b")
    for path in output.rglob("*"):
        if path.suffix in {".html", ".csv", ".json", ".svg"}:
            assert not station.search(path.read_text(encoding="utf-8")), path.name


def test_no_rate_of_police_effort_and_no_rate_below_twenty_thousand(release: Release) -> None:
    effort = {"x1", "x2", "n1"}
    rates = [one for one in release.estimates if one.method == "rate"]
    assert rates and not [one.id for one in rates if effort & set(one.variables)]
    small = {"150118", "150124", "150126", "150127", "150129", "150138"}
    shown = [
        one.id for one in rates if one.key in small and one.value is not None and one.unit_of_analysis == "district"
    ]
    populations = {
        one.key: one.value for one in release.estimates if one.variables == ("population",) and one.method == "count"
    }
    assert not [name for name in shown if (populations.get(name.rsplit("/", 1)[1]) or 0) < 20_000]


def test_the_json_says_what_the_report_says(outcome: Outcome, output: Path) -> None:
    findings = json.loads((output / "findings.json").read_text(encoding="utf-8"))
    written = json.dumps(findings)
    assert all(finding.subject in written for finding in outcome.findings)


def test_the_objects_print_themselves(outcome: Outcome) -> None:
    opened = yupay.open_study(FOLDER)
    assert isinstance(opened, OpenStudy)
    assert "hypotheses" in repr(opened)
    assert "H1: not supported" in repr(outcome)
    assert "OG: not assessable" in repr(outcome.findings)
    assert repr(opened.consistency()).count("\n") == len(opened.consistency().rows) + 1
    assert "n = 43" in str(next(one for one in outcome.estimates if one.method == "area-whitened"))


def test_two_runs_give_identical_bytes(outcome: Outcome, output: Path, tmp_path: Path) -> None:
    again = yupay.run_study(FOLDER, output=tmp_path / "output")
    assert len(again.written) == len(outcome.written)
    for path in again.written:
        name = path.relative_to(tmp_path / "output")
        assert path.read_bytes() == (output / name).read_bytes(), name
