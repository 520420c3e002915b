"""`yupay qualify` and `yupay law`, as typed."""

import csv
import json
from pathlib import Path

import duckdb
import pandas
import pyreadstat
import pytest
import xlsxwriter

from yupay.cli.app import run_command
from yupay.load import engine_duckdb as duckdb_engine

TEXTS = Path(__file__).resolve().parents[2] / "src" / "yupay" / "derive" / "law" / "pe" / "trata.toml"
HEADER = "case_id,act_date,date_precision,acts,means,purposes,victims_n,victim_ages,victim_flags,victim_consent,agent_flags,agents_n,outcome_flags"
BASE = "minimum = 8\nmaximum = 15"
ROWS = (
    "C1,2016-03-04,day,capta,none,prostitucion,1,15,,yes,,1,",
    "C2,2016-03-04,day,none,none,prostitucion,1,15,,yes,,1,",
    "C3,2016-03-04,day,capta,unknown,prostitucion,1,20,,yes,,1,",
)


def written(folder, *rows):
    file = folder / "cases.csv"
    file.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return file


def test_decisions_and_traces(tmp_path, capsys):
    file, to, trace = written(tmp_path, *ROWS), tmp_path / "d.csv", tmp_path / "t.json"
    assert run_command(["qualify", str(file), "--to", str(to), "--trace", str(trace), "--language", "en"]) == 0
    rows = list(csv.DictReader(to.read_text(encoding="utf-8").splitlines()[1:]))
    assert [row["class"] for row in rows] == ["trata", "elements not recorded", "unknown"]
    assert rows[0]["article"] == "CP 153 (Ley 30251)"
    assert rows[2]["missing"] == "means"
    assert [one["case_id"] for one in json.loads(trace.read_text(encoding="utf-8"))["traces"]] == ["C1", "C2", "C3"]
    assert "not reviewed by a lawyer" in capsys.readouterr().out


def test_output_is_refused_before_anything_is_read(tmp_path, capsys):
    (tmp_path / "output").mkdir()
    command = ["qualify", str(tmp_path / "no.csv"), "--to", str(tmp_path / "output" / "d.csv"), "--language", "en"]
    assert run_command(command) == 2
    assert "Q440" in capsys.readouterr().err


def test_a_wrong_date_of_judgment(tmp_path, capsys):
    command = ["qualify", str(written(tmp_path, *ROWS)), "--to", str(tmp_path / "d.csv"), "--on", "mañana"]
    assert run_command(command) == 2
    assert "Q442" in capsys.readouterr().err


def test_the_law_is_shown(capsys):
    assert run_command(["law", "show", "CP-153-2014", "--language", "es"]) == 0
    assert "153" in capsys.readouterr().out
    assert run_command(["law", "show", "CP-153-201", "--language", "es"]) == 2
    assert "CP-153-2014" in capsys.readouterr().err
    assert run_command(["law", "show", "--vocabulary", "--json"]) == 0
    assert "capta" in json.loads(capsys.readouterr().out)["vocabulary"]["acts"]


def test_without_a_folder_of_texts_it_is_said_what_to_copy(tmp_path, capsys):
    for language, words in (("es", "copie en ella el archivo"), ("en", "copy into it the file")):
        assert run_command(["law", "diff", str(written(tmp_path, *ROWS)), "--language", language]) == 2
        shown = " ".join(capsys.readouterr().err.split())
        assert "Q402" in shown and words in shown and "trata.toml" in shown


def test_the_other_reading_stands_beside_the_first(tmp_path):
    """A split doctrine: pay to an adult victim is a means on one reading only."""
    file, to = written(tmp_path, "C1,2016-03-04,day,capta,pago_victima,prostitucion,1,20,,yes,,1,"), tmp_path / "d.csv"
    assert run_command(["qualify", str(file), "--to", str(to), "--language", "en"]) == 0
    (row,) = csv.DictReader(to.read_text(encoding="utf-8").splitlines()[1:])
    assert "CONTESTED" in row["flags"].split(";")
    readings = {row["class"], dict(part.split("=") for part in row["other_reading"].split(";"))["class"]}
    assert len(readings) == 2 and "trata" in readings


def test_workbooks_and_spss_give_the_decisions_of_the_csv(tmp_path):
    file = written(tmp_path, *ROWS)
    rows = [line.split(",") for line in ROWS]
    book = xlsxwriter.Workbook(tmp_path / "cases.xlsx")
    sheet = book.add_worksheet()
    for at, row in enumerate([HEADER.split(","), *rows]):
        sheet.write_row(at, 0, row)
    book.close()
    pyreadstat.write_sav(pandas.DataFrame(rows, columns=HEADER.split(",")), str(tmp_path / "cases.sav"))
    found = {}
    for kind in ("csv", "xlsx", "sav"):
        to = tmp_path / f"{kind}-decisions.csv"
        assert run_command(["qualify", str(file.with_suffix(f".{kind}")), "--to", str(to), "--language", "en"]) == 0
        found[kind] = to.read_bytes()
    assert found["csv"] == found["xlsx"] == found["sav"]
    assert found["csv"].count(b"\n") == 2 + len(ROWS)


def test_what_an_edit_changes(tmp_path, capsys):
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "crosswalk.toml").write_text("", encoding="utf-8")
    assert run_command(["law", "diff", str(written(tmp_path, *ROWS)), "--language", "en"]) == 0
    assert "0 of 3 cases change answer" in capsys.readouterr().out


def own(folder, *changes):
    """A lawyer's copy of the texts on trafficking beside the cases, some words changed."""
    words = TEXTS.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in words
        head, mark, tail = words.rpartition(old)
        words = head + new + tail if mark else words
    (folder / "law").mkdir()
    (folder / "law" / "mine.toml").write_text(words, encoding="utf-8")


def test_own_texts_with_a_fault_answer_nothing(tmp_path, capsys):
    file, to = written(tmp_path, *ROWS), tmp_path / "d.csv"
    own(tmp_path, ('"act.capta"', '"act.captar"'), ("valid_from = 2014-10-22", "valid_from = 2014-10-23"))
    for command in (["qualify", str(file), "--to", str(to)], ["law", "diff", str(file)]):
        assert run_command([*command, "--language", "en"]) == 2
        shown = capsys.readouterr().err
        assert "Q405" in shown and "act.capta" in shown and "Q407" in shown and "law/mine.toml:311" in shown
    assert not to.exists()


def test_an_edit_is_told_with_what_no_case_tests(tmp_path, capsys):
    own(tmp_path, ("valid_to = 2004-06-08", "valid_to = 2004-06-08 # 1991"), (BASE, BASE.replace("8", "9", 1)))
    file = written(tmp_path, *ROWS[:2], "C3,2014-10-22,day,capta,engano,prostitucion,1,20,,yes,,1,")
    assert run_command(["law", "diff", str(file), "--language", "en"]) == 0
    shown = capsys.readouterr()
    assert "Reworded: CP-153-2014, CP-129-A-2021" in " ".join(shown.out.split())
    assert "C3: minimum: before 8, now 9" in shown.out and "1 of 3 cases change answer" in shown.out
    assert "CP-153-2014: no case on 2014-10-21" in shown.err and "no case on 2014-10-22" not in shown.err
    assert "CP-182-1991" not in shown.err, "nothing is said of the texts that were left alone"


@pytest.mark.parametrize("command", [["qualify", "CASES", "--to", "D"], ["law", "diff", "CASES"]])
def test_more_cases_than_memory_holds(tmp_path, capsys, monkeypatch, command):
    """The engine that runs out of memory is a message, not a traceback, and leaves nothing half written."""

    def full(*_args, **_more):
        raise duckdb.OutOfMemoryException("of a value")

    own(tmp_path)
    names = {"CASES": str(written(tmp_path, *ROWS)), "D": str(tmp_path / "d.csv")}
    monkeypatch.setattr(duckdb_engine.DuckDBEngine, "add", full)
    assert run_command([names.get(word, word) for word in command] + ["--language", "en"]) == 2
    shown = capsys.readouterr().err
    assert "cases.csv  L270" in shown and "of a value" not in shown
    assert not (tmp_path / "d.csv").exists()
