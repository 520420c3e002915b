"""What an edition's public folder says: protected counts with one mark, words for every code, digests that hold, nothing of this machine."""

import csv
import hashlib
import io
import json
import re

import pytest
from made_edition import EDITION

from yupay.publish.edition import sums
from yupay.publish.edition.allowed import ALLOWED
from yupay.study.release_policy import QUESTIONS

MARK = "DATOS INVENTADOS / INVENTED DATA"
PAGES = [
    f"{stem}.INVENTADO.{language}.html"
    for stem in ("methods", "privacy_report", "utility_report")
    for language in ("es", "en")
]


@pytest.fixture(scope="module")
def folder(published):
    return published.folder


@pytest.fixture(scope="module")
def sheet(published):
    return published.outcome.sheet


@pytest.fixture(scope="module")
def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def rows_of(file):
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


def words(file):
    return re.sub(r"<style>.*?</style>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_only_files_of_the_list_and_every_digest_holds(folder):
    names = [one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()]
    assert len(names) > 25 and all(ALLOWED.fullmatch(name) for name in names)
    lines = (folder / "manifest.sha256").read_text(encoding="utf-8").splitlines()
    assert {line[66:] for line in lines} == {*names} - {"manifest.sha256"}
    for line in lines:
        assert hashlib.sha256((folder / line[66:]).read_bytes()).hexdigest() == line[:64]
    assert sums.state(folder) == "whole"


def test_the_counts_are_those_of_the_sheet_under_one_mark(folder, sheet):
    for table in sheet.tables:
        rows = rows_of(folder / "tables" / f"{table.id}.INVENTADO.csv")
        cells = [cell for cell in sheet.cells if cell.table == table.id]
        assert [int(row["count"]) if row["count"] else None for row in rows] == [cell.count for cell in cells]
        assert {(row["status"], bool(row["count"])) for row in rows} <= {("published", True), ("hidden", False)}
        assert all(row["note"] == MARK for row in rows)
        assert set(rows[0]) <= {
            "place",
            "age",
            "sex",
            "purpose",
            "offence",
            "year",
            "source",
            "count",
            "status",
            "note",
        }
        axes = [name for name in rows[0] if name not in ("count", "status", "note")]
        keys = [tuple(row[axis] for axis in axes) for row in rows]
        assert len(set(keys)) == len(keys) == len(cells)


def test_no_small_count_is_printed_anywhere(folder, sheet):
    k, seen = sheet.policy.threshold, 0
    for table in sheet.tables:
        for row in rows_of(folder / "tables" / f"{table.id}.INVENTADO.csv"):
            assert row["count"] == "" or int(row["count"]) == 0 or int(row["count"]) >= k
            seen += row["count"] == ""
    assert seen > 50
    for name in ("counts-zone", "counts-year", "counts-institution"):
        for row in rows_of(folder / "tables" / f"{name}.INVENTADO.csv"):
            numbers = [int(value) for key, value in row.items() if value.isdigit() and key.startswith(("c_", "all"))]
            assert all(number == 0 or number >= k for number in numbers)


def test_the_codebook_has_words_for_every_column_and_code(folder, sheet):
    lines = rows_of(folder / "codebook.INVENTADO.csv")
    assert all(line["es"] and line["en"] and line["note"] == MARK for line in lines)
    known = {(line["table"], line["column"], line["code"]) for line in lines}
    for table in sheet.tables:
        file = f"tables/{table.id}.INVENTADO.csv"
        rows = rows_of(folder / file)
        used = {(file, axis, row[axis]) for row in rows for axis in row if axis not in ("count", "note")}
        assert used <= known and {(file, column, "") for column in rows[0]} <= known
    district = next(line for line in lines if "districts" in line["table"] and line["code"] == "L01")
    assert (district["part_of"], district["es"]) == ("Z1", "Distrito L01")


def test_the_data_package_describes_every_row(folder, sheet, package):
    assert package["name"] == f"registry-demo-{EDITION}" and package["licenses"] == [{"name": "CC0-1.0"}]
    assert "INVENTED DATA" in package["description"] and package["sources"]
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}" and resource["bytes"] == len(data)
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        rows, fields = rows_of(folder / resource["path"]), resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(rows[0])
        for field in fields:
            limits, values = field.get("constraints", {}), [row[field["name"]] for row in rows]
            assert set(values) <= set(limits.get("enum", values)) and (all(values) or not limits.get("required"))
            assert field["type"] == "string" or all(value == "" or int(value) >= 0 for value in values)
        if key := resource["schema"].get("primaryKey"):
            keys = [tuple(row[name] for name in key) for row in rows]
            assert len(set(keys)) == len(keys) and all(all(one) for one in keys)
    names = [one["name"] for one in package["resources"]]
    assert names == [*(table.id for table in sheet.tables), "codebook"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_anywhere_and_says_what_it_must(folder, sheet, name):
    page, language = words(folder / name), name.split(".")[-2]
    assert "<script" not in page and "Content-Security-Policy" in page and "http://" not in page
    assert sheet.policy.help_lines.say(language) in page
    assert page.count("DATOS INVENTADOS" if language == "es" else "INVENTED DATA") >= 3
    assert f"> {EDITION}<" in page.replace("Edición ", "> ").replace("Edition ", "> ")
    for target in re.findall(r'href="([^"#]+)"', page):
        assert (folder / target).is_file(), target


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_privacy_report_has_the_policy_and_no_interval(folder, sheet, language):
    page = words(folder / f"privacy_report.INVENTADO.{language}.html")
    policy = sheet.policy
    assert all(policy.questions[name].say(language) in page for name in QUESTIONS)
    assert all(table.title.say(language) in page for table in sheet.tables)
    assert policy.accountable in page and policy.contact in page and policy.retention_until.isoformat() in page
    assert ("aprobada: sí" if language == "es" else "passed: yes") in page
    text = re.sub(r"<[^>]+>", " ", page)
    assert not re.search(r"\[\s*\d|\d\s*[–-]\s*\d+\]|interval", text)


def test_the_utility_report_is_worked_out_from_what_is_published(folder, sheet):
    page = words(folder / "utility_report.INVENTADO.en.html")
    rows = re.findall(
        r'<th scope="row" class="in">([^<]+)</th><td class="right">([^<]+)</td><td class="right">([^<]+)', page
    )
    by_year = [cell for cell in sheet.cells if cell.table == "year-purpose"]
    inner = [cell for cell in by_year if cell.key.year and cell.key.purpose]
    total = next(cell.count for cell in by_year if not cell.key.year and not cell.key.purpose)
    hidden = 100 * sum(cell.count is None for cell in inner) / len(inner)
    people = 100 * sum(cell.count or 0 for cell in inner) / total
    assert ("Totals aside", f"{hidden:.0f}%", f"{people:.0f}%") in rows
    assert "First edition" in page and "No table, figure or map was left out." in page


def test_the_methods_page_says_how_persons_were_counted_and_how_well_they_were_linked(folder, sheet):
    page = words(folder / "methods.INVENTADO.en.html")
    assert sheet.checks and all(one.label.en in page and one.value.en in page for one in sheet.checks)
    assert "A person is counted once" in page and "every count of 1 to 10 persons" in page
    assert all(f"tables/{table.id}.INVENTADO.csv" in page for table in sheet.tables)


def test_changes_are_words_in_both_languages(folder):
    text = (folder / "CHANGES.INVENTADO.txt").read_text(encoding="utf-8")
    assert text.startswith(MARK) and "Es la primera edición" in text and "First edition" in text


def test_the_report_says_which_edition_it_is_and_the_help_lines(folder, sheet):
    for language, said in (
        ("es", f"Edición {EDITION}. Los conteos están protegidos"),
        ("en", f"Edition {EDITION}. Counts are protected"),
    ):
        page = (folder / f"report.INVENTADO.{language}.html").read_text(encoding="utf-8")
        assert said in page and sheet.policy.help_lines.say(language) in page
        assert ("los de 1 a 10 personas" if language == "es" else "those of 1 to 10 persons") in page


def test_nothing_names_this_machine(folder, published):
    traces = [str(published.study).encode(), b"/tmp/", b"pytest"]
    for file in folder.rglob("*"):
        assert not file.is_file() or not any(trace in file.read_bytes() for trace in traces), file.name
