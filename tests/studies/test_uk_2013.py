"""The worked study of the part nobody recorded: its published total, its range, its words, and no headline."""

import csv
import re
import shutil
from pathlib import Path

import pytest

import yupay
from yupay.model.estimate import Estimate
from yupay.model.figure import ForestPlot, OverlapChart
from yupay.model.release import Release
from yupay.release.seal import verify
from yupay.run import Outcome

LISTS = ("la", "ng", "pf", "go", "gp", "nca")
PUBLISHED = (10_000, 13_000)


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "studies" / "uk-2013"


@pytest.fixture(scope="module")
def rows(folder: Path) -> list[dict[str, int]]:
    with (folder / "data" / "lists.csv").open(encoding="utf-8") as file:
        return [{name: int(value) for name, value in row.items()} for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def outcome(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The study with fewer draws: its limits are those of a shorter run, its totals those of the study."""
    copy = tmp_path_factory.mktemp("uk") / "uk-2013"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("output", "keep"))
    declared = (copy / "study.toml").read_text(encoding="utf-8")
    shorter = declared.replace("\n[hidden]\n", "\n[hidden]\ndraws = 500\nmost_draws = 500\ncoverage_tables = 10\n")
    assert shorter != declared
    (copy / "study.toml").write_text(shorter, encoding="utf-8")
    return yupay.open_study(copy).run(output=copy / "output")


@pytest.fixture(scope="module")
def release(outcome: Outcome) -> Release:
    return outcome.release


@pytest.fixture(scope="module")
def page(outcome: Outcome) -> dict[str, str]:
    """The words of both reports, without their markup and data."""
    found = {}
    for language in ("es", "en"):
        path = next(one for one in outcome.written if one.name == f"report.{language}.html")
        html = re.sub(r"(?s)<(script|style|svg).*?</\1>", " ", path.read_text(encoding="utf-8"))
        found[language] = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).replace("\u00a0", " ")
    return found


def estimate(release: Release, method: str, key: str = "") -> Estimate:
    return next(one for one in release.estimates if one.method == method and one.key == key)


def total(release: Release, method: str) -> float:
    value = estimate(release, method).value
    assert value is not None
    return value


def test_the_table_is_the_published_one(rows: list[dict[str, int]]) -> None:
    assert len(rows) == 25
    assert sum(row["count"] for row in rows) == 2744
    assert [sum(row["count"] for row in rows if row[name]) for name in LISTS] == [94, 567, 1102, 807, 336, 102]
    assert sum(row["count"] for row in rows if row["pf"] and row["nca"]) == 35
    histories = {tuple(row[name] for name in LISTS) for row in rows}
    assert len(histories) == 25 and (0,) * 6 not in histories


def test_the_release_is_sealed_and_no_printed_total_fails(outcome: Outcome) -> None:
    verify(outcome.release)
    assert outcome.failed_checks == 0 and outcome.not_assessable == 0


def test_every_promised_file_is_there(outcome: Outcome) -> None:
    names = {path.name for path in outcome.written}
    for language in ("es", "en"):
        for name in ("report.{}.html", "report.{}.docx", "report.{}.pdf", "summary.{}.pdf", "tables.{}.xlsx"):
            assert name.format(language) in names


def test_one_table_gives_eleven_thousand_and_twenty_five_thousand(release: Release) -> None:
    across = estimate(release, "hidden-range")
    low, high = across.parameters["low"], across.parameters["high"]
    assert isinstance(low, float) and isinstance(high, float)
    assert low == pytest.approx(11_313, abs=1) or low < 11_313
    assert high == pytest.approx(25_311, abs=1) or high > 25_311
    assert total(release, "hidden-stepwise-bootstrap") == pytest.approx(11_312.99, abs=0.01)
    assert total(release, "hidden-bic-bootstrap") == pytest.approx(25_311.29, abs=0.01)


def test_the_range_spans_the_published_one_and_more(release: Release) -> None:
    across = estimate(release, "hidden-range").parameters
    assert across["lowest_limit"] is not None and float(across["lowest_limit"]) <= PUBLISHED[0]
    assert across["high"] is not None and float(across["high"]) > PUBLISHED[1]


def test_there_is_no_headline(release: Release, page: dict[str, str]) -> None:
    assert estimate(release, "hidden-range").value is None
    assert "No hay una cifra principal" in page["es"]
    assert "There is no headline figure" in page["en"]
    summary = release.summary[0].sentences
    assert all({"low", "high"} <= set(one.slots) for one in summary if "low" in one.slots)


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [
        ("es", "Lo primero es el supuesto", "serían entre"),
        ("en", "The assumption comes first", "there would be between"),
    ],
)
def test_the_assumption_comes_before_the_range(language: str, first: str, then: str, page: dict[str, str]) -> None:
    section = page[language][page[language].rindex(first) :]
    assert 0 < section.index(then) < 400


def test_what_may_and_may_not_be_concluded_is_said_in_both_languages(page: dict[str, str]) -> None:
    assert "Puede concluirse que las listas no vieron a todas" in page["es"]
    assert "ni repartir el total por distritos" in page["es"]
    assert "It may be concluded that the lists did not see everybody" in page["en"]
    assert "nor shared out by district" in page["en"]


def test_the_indicator_is_of_those_detected_only(release: Release, page: dict[str, str]) -> None:
    rate = estimate(release, "hidden-detected-rate")
    assert rate.value == pytest.approx(100_000 * 2744 / 64_100_000)
    assert "Estimate, beside it: not the indicator" in page["en"]


def test_the_drawings_show_every_model_and_every_history(release: Release) -> None:
    bodies = [figure.body for figure in release.figures]
    overlaps = next(body for body in bodies if isinstance(body, OverlapChart))
    forest = next(body for body in bodies if isinstance(body, ForestPlot))
    assert len(overlaps.lists) == 5 and len(overlaps.histories) == 18
    assert sum(float(str(cell.value)) for cell in overlaps.counts) == 2744
    assert {row.shape for row in forest.rows} >= {"dot", "hollow", "bound", "published"}
    printed = next(row.cell for row in forest.rows if row.shape == "published")
    assert (printed.low, printed.high) == PUBLISHED


def test_what_gave_no_number_is_said_in_words(release: Release) -> None:
    refused = [
        one
        for one in release.estimates
        if one.question == "hidden" and one.value is None and not one.method.endswith("range")
    ]
    assert refused
    for one in refused:
        assert one.interval is None
        assert one.warnings[0].es.startswith("No evaluable") and one.warnings[0].en.startswith("Not assessable")


def test_both_languages_carry_the_same_numbers_in_the_section(page: dict[str, str]) -> None:
    starts = {"es": "Lo primero es el supuesto", "en": "The assumption comes first"}
    ends = {"es": "No puede concluirse", "en": "It may not be concluded"}
    found = []
    for language in ("es", "en"):
        words = page[language]
        start = words.rindex(starts[language])
        found.append(re.findall(r"\d[\d,]*", words[start : words.index(ends[language], start)]))
    assert found[0] == found[1] and len(found[0]) >= 4
