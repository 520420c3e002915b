"""What the public folder of an edition gives to whoever opens every file of it with every tool."""

import csv
import getpass
import io
import json
import re
import shutil
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from attacks.planted import CANARY, DAY, EDITION, Planted, otherwise, readable
from pypdf import PdfReader

import yupay.edition as path
from yupay.edition import release_edition

K = 11


@pytest.fixture(scope="module")
def words(edition: Planted) -> dict[str, str]:
    return {name: text for file, content in edition.files().items() for name, text in readable(file, content)}


def printed(edition: Planted) -> set[int]:
    return {one.count for one in edition.judged[0].public_cells() if one.count is not None}


def test_the_registry_was_released_with_the_network_cut_off(edition: Planted) -> None:
    assert {"tables", "figures"} <= {one.name for one in edition.folder.iterdir()}
    assert len(edition.canaries) > 500
    assert int(edition.judged[0].hidden.sum()) > 100


def test_no_value_of_the_vault_is_in_any_public_file(edition: Planted, words: dict[str, str]) -> None:
    pattern = re.compile("|".join(sorted(map(re.escape, edition.canaries))))
    assert pattern.search(next(iter(edition.canaries)))
    assert [(name, found[0]) for name, text in words.items() if (found := pattern.search(text))] == []


def test_nor_in_what_was_said_nor_in_a_temporary_file_nor_in_the_ledger(edition: Planted) -> None:
    pattern = re.compile("|".join(sorted(map(re.escape, edition.canaries))))
    assert edition.said
    assert not pattern.search(edition.said)
    assert edition.left == []
    for file in (edition.study / "keep").iterdir():
        if file.is_file():
            assert not pattern.search(file.read_text(encoding="utf-8", errors="ignore")), file.name
    assert sorted(one.name for one in (edition.study / "keep" / "vault").iterdir() if one.is_file()) == ["vault.duckdb"]


def test_nothing_names_the_machine_the_user_or_the_key(edition: Planted, words: dict[str, str]) -> None:
    key = next(one for one in edition.study.parent.rglob("key*") if one.is_file())
    secret = key.read_bytes()
    for name, content in edition.files().items():
        assert secret.strip() not in content, name
    marks = [str(edition.study.parent), str(Path.home()) + "/", "vault.duckdb", "in/policia.csv"]
    marks += [name for name in (getpass.getuser(), socket.gethostname()) if len(name) > 4]
    assert [(name, mark) for name, text in words.items() for mark in marks if mark in text] == []


def test_no_count_from_1_to_10_in_any_table_of_counts(edition: Planted) -> None:
    seen = 0
    for name, rows in tables(edition):
        for row in rows:
            if "status" in row:
                seen += 1
                assert (row["status"] == "hidden") == (row["count"] == ""), name
                assert row["count"] == "" or not 1 <= int(row["count"]) < K, (name, row)
    assert seen > 200


def test_every_number_of_persons_in_any_table_is_a_printed_one(edition: Planted) -> None:
    """Of indicators of the registry: a blank carries its mark, a number is one that the cube prints."""
    known, seen = printed(edition), 0
    for name, rows in tables(edition):
        for row in rows:
            for column in [
                one for one in row if one in ("victims", "victims_count") or re.fullmatch(r"c_\d{4}|all", one)
            ]:
                if row[column] in ("", None):
                    assert row.get(f"{column}_mark") or column == "all", (name, column)
                else:
                    seen += 1
                    assert int(float(row[column])) in known, (name, column)
    assert seen > 5


def tables(edition: Planted) -> Iterator[tuple[str, list[dict[str, str]]]]:
    for name, content in edition.files().items():
        if name.endswith(".csv"):
            yield name, list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_other_hidden_counts_give_the_same_bytes(edition: Planted, tmp_path: Path) -> None:
    """No rate, share, mean, coefficient, p-value, map, digest or seal depends on a hidden count: nothing tests a guess."""
    other = otherwise(edition.judged[0], 1)
    assert other.public_cells() == edition.judged[0].public_cells()
    changed = int((other.cells.counts != edition.judged[0].cells.counts).sum())
    assert changed > 50
    copy = tmp_path / "registry"
    shutil.copytree(edition.study, copy, ignore=shutil.ignore_patterns("keep", "editions"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(path, "gather", lambda *_: edition.counted[0])
        patch.setattr(path, "judged", lambda *_: (other, None))
        release_edition(copy, EDITION, today=DAY)
    again = {
        str(one.relative_to(copy / "editions" / EDITION)): one
        for one in (copy / "editions" / EDITION).rglob("*")
        if one.is_file()
    }
    first = edition.files()
    assert set(again) == set(first)
    assert [name for name, one in again.items() if one.read_bytes() != first[name]] == []


def test_hidden_districts_of_the_map_cannot_be_told_apart(edition: Planted) -> None:
    """Neither colour, pattern, class, order of attributes nor words: only their outline and their name differ."""
    made = edition.judged[0]
    hidden = {
        key[0]
        for key, gone in zip(made.cells.keys, made.hidden, strict=True)
        if gone and re.fullmatch(r"L\d\d", key[0])
    }
    assert len(hidden) > 10
    drawings = [content.decode() for name, content in edition.files().items() if name.endswith(".svg")]
    assert drawings
    for drawing in drawings:
        told = [
            bare(element)
            for element in elements(drawing)
            if (found := re.search(r"L\d\d", element)) and found[0] in hidden
        ]
        assert len(set(told)) <= len(told) / max(len(hidden) // 2, 1) + 1, sorted(set(told))[:4]


def elements(drawing: str) -> list[str]:
    return re.findall(r"<[^>]+>[^<]*", drawing)


def bare(element: str) -> str:
    """An element without its outline, its place on the page and the name of its district."""
    return re.sub(r'L\d\d|Distrito|(?: d| x| y| x1| y1| x2| y2| points| transform| id)="[^"]*"|[\d.,-]+', "", element)


def test_words_for_who_cannot_see_hold_printed_numbers_only(edition: Planted, words: dict[str, str]) -> None:
    """Titles, descriptions, alternative texts and labels for readers aloud."""
    known, seen = printed(edition), 0
    pattern = re.compile(r'<(?:title|desc)[^>]*>([^<]*)<|(?:alt|aria-label|title|descr)="([^"]*)"')
    for name, text in words.items():
        if name.endswith((".svg", ".html", "document.xml")):
            for found in pattern.finditer(text):
                said = found[1] or found[2] or ""
                seen += bool(said)
                for number in re.findall(
                    r"(?<![\w.,-])(\d{1,2})(?![\w.,-])\s*(?:personas?|persons?|víctimas?|victims?)", said
                ):
                    assert int(number) in known, (name, said[:80])
    assert seen > 20


def test_workbooks_hide_nothing(edition: Planted) -> None:
    for name, content in edition.files().items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                parts = packed.namelist()
                book = packed.read("xl/workbook.xml").decode()
            assert not [
                part
                for part in parts
                if re.search(r"pivot|comment|external|connection|customXml|vba|printer|query", part)
            ]
            assert not re.search(r'state="(?:hidden|veryHidden)"', book), name


def test_documents_hide_nothing(edition: Planted) -> None:
    for name, content in edition.files().items():
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                parts = packed.namelist()
                text = packed.read("word/document.xml").decode()
                core = packed.read("docProps/core.xml").decode()
            assert not [
                part
                for part in parts
                if re.search(r"comments|people\.xml|embeddings|vbaProject|attachedTemplate", part)
            ], name
            assert not re.search(r"<w:(?:ins|del|vanish|commentReference)\b", text), name
            assert not re.search(r"lastModifiedBy>(?!yupay|<)", core), name


def test_pdfs_hide_nothing(edition: Planted) -> None:
    for name, content in edition.files().items():
        if name.endswith(".pdf"):
            reader = PdfReader(io.BytesIO(content))
            assert not reader.attachments, name
            assert not re.search(rb"/JavaScript|/EmbeddedFile|/Launch|/OpenAction\s*<<", content), name
            assert set(reader.metadata or {}) <= {
                "/Title",
                "/Producer",
                "/Creator",
                "/CreationDate",
                "/ModDate",
                "/Author",
            }
            assert (reader.metadata or {}).get("/Author", "") in ("", "yupay"), name


def test_pages_load_nothing_and_carry_no_comment(words: dict[str, str]) -> None:
    for name, text in words.items():
        if name.endswith(".html"):
            assert not re.search(r'(?:src|href|action)="(?:https?:)?//(?!\S*")', text), name
            assert not re.search(r"<!--(?!\[if)", re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)), name


def test_no_hostile_name_of_a_column_arrived_anywhere(words: dict[str, str]) -> None:
    marks = ("cmd|", "DROP TABLE", "<script>alert(1)", CANARY)
    assert [(name, mark) for name, text in words.items() for mark in marks if mark in text] == []


def test_machine_readable_files_hold_no_interval_of_a_hidden_cell(edition: Planted) -> None:
    """A published interval of a hidden count would be the attack done for the reader."""
    files = edition.files()
    (estimates,) = [json.loads(content) for name, content in files.items() if name.startswith("estimates")]
    rows = estimates if isinstance(estimates, list) else estimates["estimates"]
    counts = [one for one in rows if one["method"] in ("count", "rate") and "victims" in one["variables"]]
    hidden = [one for one in counts if one["value"] is None]
    assert len(hidden) > 10
    for one in hidden:
        assert one["interval"] is None, one["id"]
        assert set(one["parameters"]) <= {"answered", "existing", "per"}, one["id"]
    places = [one for one in hidden if one["method"] == "count"]
    shapes = {(one["unit_of_analysis"], *one["variables"], bare_estimate(one)) for one in places}
    assert len(shapes) == len({shape[:-1] for shape in shapes})


def bare_estimate(one: dict[str, object]) -> str:
    """An estimate without its name and place."""
    return json.dumps({**one, "id": "", "key": "", "rows": []}, sort_keys=True)


def test_the_order_of_hidden_rows_tells_nothing(edition: Planted) -> None:
    """Tables stand in the order of their codes, hidden or not: sorted by count they would tell it."""
    for name, rows in tables(edition):
        if rows and "status" in rows[0] and "place" in rows[0] and set(rows[0]) == {"place", "count", "status", "note"}:
            codes = [row["place"] for row in rows if re.fullmatch(r"L\d\d", row["place"])]
            assert codes == sorted(codes), name
            assert np.array(codes).size > 0
