"""Row-level outputs: owner only, marked, refused inside output/."""

import csv
import json

import pyarrow as pa
import pytest

from yupay.keep.decisions import MARK, write_decisions, write_traces
from yupay.model.problem import StudyProblems


def test_the_mark_the_rows_and_the_rights(tmp_path):
    file = tmp_path / "d.csv"
    rows = pa.table({"case_id": ["C1", '=1+"2"', "a,b"], "class": pa.array(["x", "y", None]).dictionary_encode()})
    write_decisions(file, rows)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == MARK
    assert list(csv.reader(lines[1:])) == [["case_id", "class"], ["C1", "x"], ['\'=1+"2"', "y"], ["a,b", ""]]
    assert file.stat().st_mode & 0o777 == 0o600


def test_an_old_file_of_wider_rights_is_replaced(tmp_path):
    file = tmp_path / "d.csv"
    file.write_text("x", encoding="utf-8")
    file.chmod(0o644)
    write_decisions(file, pa.table({"case_id": ["C1"]}))
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["d.csv"]


@pytest.mark.parametrize(
    ("place", "code"), [("output/d.csv", "Q440"), ("output/x/d.csv", "Q440"), ("no/d.csv", "Q441"), ("output", "Q441")]
)
def test_places_that_are_refused(tmp_path, place, code):
    (tmp_path / "output" / "x").mkdir(parents=True)
    with pytest.raises(StudyProblems) as found:
        write_decisions(tmp_path / place, pa.table({"case_id": ["C1"]}))
    assert found.value.problems[0].code == code


def test_traces_begin_with_the_mark(tmp_path):
    file = tmp_path / "t.json"
    write_traces(file, {"review": "x"}, iter([{"case_id": "C1"}, {"case_id": "C2"}]))
    text = file.read_text(encoding="utf-8")
    assert MARK in text.splitlines()[0]
    assert [one["case_id"] for one in json.loads(text)["traces"]] == ["C1", "C2"]
    assert file.stat().st_mode & 0o777 == 0o600
