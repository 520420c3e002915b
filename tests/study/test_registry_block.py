"""The `[registry]` block: each rule says no where it should, at its line, and only there."""

from pathlib import Path

import pytest

from yupay.study.check import check_study
from yupay.study.read import locate, read_study

DEMO = Path(__file__).resolve().parents[2] / "studies" / "registry-demo" / "study.toml"
RULES = [
    ("S150", 'axes = ["place", "purpose", "age"]', 'axes = ["place", "purpose", "nationality"]', "nationality"),
    ("S150", 'axes = ["source", "year"]', 'axes = ["source", "place"]', "['source', 'place']"),
    ("S150", 'id = "zone-purpose-age"', 'id = "zone-purpose-age"\nshow_zeros = true', "show_zeros = true, purpose"),
    ("S150", 'years = "5"', 'years = "1"', 'years = "1"'),
    ("S150", 'id = "zone-period"', 'id = "year-purpose"', "year-purpose"),
    ("S150", 'where = { purpose = "sexual" }', 'where = { sex = "F" }', "sexual: place x sex"),
    ("S150", 'columns = ["people"]\nwhere = { purpose = "labour" }', 'columns = ["n"]\nwhere = { purpose = "labour" }', "labour"),
    ("S150", 'confidentiality = "invented"\nlimitations = { es = "Ninguna persona', 'confidentiality = "public"\nlimitations = { es = "Ninguna persona', "registro"),
    ("S119", 'kind = "registry"\ncounting_unit', 'kind = "table"\ncounting_unit', 'kind = "table"'),
    ("S110", 'places = "places"', 'places = "plazas"', 'places = "plazas"'),
    ("S150", 'id = "ong"\nlabel = { es = "Organización civil", en', 'id = "iglesia"\nlabel = { es = "Organización civil", en', "iglesia"),
]  # fmt: skip


def problems(tmp_path: Path, old: str, new: str) -> list[tuple[str, str, int]]:
    text = DEMO.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "study.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = check_study(read_study(path), locate(path))
    return [(one.code, one.got.en, one.line) for one in found if not one.notice]


def test_the_demo_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, "[registry]", "[registry]") == []


@pytest.mark.parametrize(("code", "old", "new", "got"), RULES, ids=[f"{r[0]} {r[2][:30]}" for r in RULES])
def test_each_rule_at_its_line(tmp_path: Path, code: str, old: str, new: str, got: str) -> None:
    found = [one for one in problems(tmp_path, old, new) if one[0] == code]
    assert found and any(got in one[1] for one in found), found
    assert all(line > 0 for _, _, line in found)


def test_a_registry_without_its_block_is_told(tmp_path: Path) -> None:
    text = DEMO.read_text(encoding="utf-8")
    start, end = (
        text.index("[registry]"),
        text.index("# ---------------------------------------------------------------- cuántas"),
    )
    path = tmp_path / "study.toml"
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    codes = {one.code for one in check_study(read_study(path), locate(path))}
    assert "S150" in codes
