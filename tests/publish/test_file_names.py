"""File names: from ids only, never two alike, invented data always named so."""

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.publish.names import csv_name, file_name, safe
from yupay.publish.publish import render
from yupay.publish.rows import all_tables, data_columns, unique


def with_formats(release, *formats):
    return release.model_copy(update={"report": release.report.model_copy(update={"formats": formats})})


def test_two_tables_of_one_name_lie_in_two_files(release):
    first, *others = release.tables
    twins = (first, *(table.model_copy(update={"csv": first.csv}) for table in others))
    made = with_formats(release.model_copy(update={"tables": twins}), "csv")
    named = [csv_name(made, table) for table in all_tables(made)]
    assert len({name.casefold() for name in named}) == len(named)
    files = render(made, lambda _: None)
    assert set(named) <= set(files)
    heads = {files[name].decode("utf-8-sig").splitlines()[0] for name in named}
    assert len(heads) > len(twins) / 2


def test_a_table_keeps_the_name_it_asks_for(release):
    assert csv_name(release, release.tables[0]) == "tables/consistency.INVENTADO.csv"
    real = release.model_copy(update={"watermark": None})
    assert file_name(real, "report", "docx", "es") == "report.es.docx"


@given(st.lists(st.sampled_from(["a", "A", "a-2", "b", "B-2"]), max_size=12))
def test_names_are_unique_whatever_their_case(names):
    made = unique(names)
    assert len({name.casefold() for name in made}) == len(names)
    assert all(new.casefold().startswith(old.casefold()) for new, old in zip(made, names, strict=True))


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/b", ".hidden", "a b", "", "..", "x\x00y"])
def test_an_id_is_never_a_path(name):
    made = safe(name)
    assert made and "/" not in made and not made.startswith(".") and "\x00" not in made


def test_columns_that_are_only_counted_are_named_after_their_heads(release):
    table = release.table("valleys")
    counted = tuple(c.model_copy(update={"id": f"y1-{i}"}) if i in (2, 3) else c for i, c in enumerate(table.columns))
    names = [column.name for column in data_columns(table.model_copy(update={"columns": counted}))]
    assert not [name for name in names if re.search(r"_\d+$", name)]
    twice = tuple(c.model_copy(update={"label": table.columns[2].label}) for c in counted)
    assert {"y1_2", "y1_3"} <= {c.name for c in data_columns(table.model_copy(update={"columns": twice}))}


def test_no_name_nor_title_of_police_effort_speaks_of_trafficking_in_persons(root, release):
    study = tomllib.loads((root / "studies" / "lima-2016" / "study.toml").read_text(encoding="utf-8"))
    effort = {i["id"]: i["label"] for i in study["indicators"] if i.get("mapped") == "effort-classes"}
    drawn = [e for e in study["exhibits"] if set(e.get("options", {}).get("indicators", ())) & set(effort)]
    assert effort and drawn
    for words in (*effort.values(), *(exhibit["title"] for exhibit in drawn if exhibit["kind"] == "map")):
        assert words["es"].startswith("Esfuerzo policial declarado") and not re.search(r"\btrata\b", words["es"], re.I)
        assert words["en"].startswith("Declared police effort")
        assert not re.search(r"(?<!drug )trafficking|traffick(?!ing)", words["en"], re.I)
    names = [name for name in render(with_formats(release, "svg"), lambda _: None) if name.startswith("figures/")]
    assert names and not [name for name in names if re.search("trata|traffick", name, re.I)]
