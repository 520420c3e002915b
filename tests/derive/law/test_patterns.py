"""The engine and `decide` give the same decision, row by row."""

from collections import Counter
from datetime import date

import pyarrow as pa
import pytest
from made_cases import made

from yupay.derive.law.cases import Mapped, coded_cases, read_cases
from yupay.derive.law.decide import days_read, prepare
from yupay.derive.law.engine import qualified_cases, qualified_table
from yupay.derive.law.read import read_law
from yupay.derive.law.table import COLUMNS, CONTRACT, written
from yupay.derive.law.words import tier_words, years
from yupay.load.engine import open_engine
from yupay.model.problem import StudyProblems


@pytest.fixture
def engine():
    opened = open_engine()
    yield opened
    opened.close()


def asked(engine, file, law, on=None):
    """The decision of every row of a file, by row."""
    found = qualified_cases(read_cases(file, engine), law, on=on)
    rows = found.rows.order_by("yupay_row").to_pyarrow().to_pylist()
    return found, rows


def expected(decision):
    """A decision as its row."""
    other = decision.other_reading
    return {
        "case_id": decision.case_id,
        "class": decision.case_class,
        "article": decision.article,
        "tier": tier_words(decision.tier, decision.tier_open),
        "items": ";".join(decision.items),
        "penalty_min": decision.penalty_min,
        "penalty_max": decision.penalty_max,
        "palermo": decision.palermo,
        "other_offences": ";".join(decision.other_offences),
        "iccs": decision.iccs,
        "missing": ";".join(decision.missing),
        "flags": ";".join(decision.flags),
        "other_reading": "" if other is None else said(other),
        "provision": decision.provision,
    }


def said(other):
    """The other reading in words."""
    parts = {
        "class": other.case_class,
        "article": other.article,
        "tier": "" if other.penalty_min is None and not other.items else tier_words(other.tier, other.tier_open),
        "items": "+".join(other.items),
        "penalty_min": years(other.penalty_min),
        "penalty_max": years(other.penalty_max),
    }
    return ";".join(f"{name}={words}" for name, words in parts.items() if words)


def disputing(law):
    """The law with the first two items of every text disputed."""
    texts = [
        text.model_copy(
            update={"items": tuple(one.model_copy(update={"contested": at < 2}) for at, one in enumerate(text.items))}
        )
        for text in law.provisions
    ]
    return law.model_copy(update={"provisions": tuple(texts)})


@pytest.mark.parametrize(
    ("count", "on", "edit", "least"),
    [
        (10_000, None, lambda law: law, 300),
        (2000, date(2025, 12, 1), lambda law: law, 50),
        (2000, None, disputing, 100),
    ],
    ids=["as it is", "judged later", "items disputed"],
)
def test_the_engine_answers_as_decide_does(engine, tmp_path, count, on, edit, least):
    law = edit(read_law())
    ready = prepare(law)
    found, rows = asked(engine, made(law, tmp_path, count, 5), law, on)
    assert len(rows) == count == found.sizes.sum()
    told = 0
    for row, case in zip(rows, coded_cases(found.cases, law), strict=True):
        want = expected(ready.decide(case, on=on, trace=False))
        assert {name: row[name] for name in want} == want, case
        told += bool(want["other_reading"])
    assert told > least


def test_wordings_in_force(engine, tmp_path):
    law = read_law()
    found, rows = asked(engine, made(law, tmp_path, 500, 8), law)
    texts = prepare(law).texts
    for row, case in zip(rows, coded_cases(found.cases, law), strict=True):
        epochs = texts.between(*days_read(case))
        held = [text.provision.id for epoch in epochs for text in epoch.provisions]
        assert row["wording"].split(";") == (list(dict.fromkeys(held)) or [""])


def test_counts_add_up(engine, tmp_path):
    law = read_law()
    found, rows = asked(engine, made(law, tmp_path, 400, 2), law)
    counted = Counter((row["class"], row["iccs"]) for row in rows)
    assert found.counts("case_class", "iccs") == counted


def test_the_columns_of_the_contract(engine, tmp_path):
    law = read_law()
    found, rows = asked(engine, made(law, tmp_path, 50, 1), law)
    ids, numbers = (
        pa.chunked_array([[row["case_id"] for row in rows]]),
        found.decided.order_by("yupay_row").to_pyarrow(),
    )
    table = written(found.decisions, ids, numbers["yupay_decision"])
    assert tuple(table.column_names) == COLUMNS and COLUMNS[: len(CONTRACT)] == CONTRACT
    assert "none" not in table["class"].to_pylist()


@pytest.mark.parametrize("seed", range(6))
def test_a_file_of_one_case(engine, tmp_path, seed):
    law = read_law()
    found, rows = asked(engine, made(law, tmp_path, 1, seed), law)
    (case,) = coded_cases(found.cases, law)
    want = expected(prepare(law).decide(case, trace=False))
    assert {name: rows[0][name] for name in want} == want


def test_order_and_repetition_of_rows_change_nothing(engine, tmp_path):
    law = read_law()
    file = made(law, tmp_path, 200, 3)
    head, *lines = file.read_text(encoding="utf-8").splitlines()
    known = {row["case_id"]: row | {"yupay_row": 0} for row in asked(engine, file, law)[1]}
    file.write_text("\n".join((head, *reversed(lines), *lines)) + "\n", encoding="utf-8")
    again = asked(engine, file, law)[1]
    assert len(again) == 400
    assert all(row | {"yupay_row": 0} == known[row["case_id"]] for row in again)


def test_a_table_of_any_types(engine, tmp_path):
    """A table whose columns are numbers and days, under other names, beside columns of its own."""
    law = read_law()
    data = pa.table(
        {
            "yupay_row": [0, 1],
            "case_id": ["A", "B"],
            "day": pa.array([date(2016, 3, 4), None]),
            "acts": ["capta", None],
            "means": ["none", "none"],
            "purposes": ["prostitucion", "prostitucion"],
            "victim_ages": [15.0, None],
            "victims_n": [1, 2],
            "district": ["150101", "150102"],
        }
    )
    table = engine.add("other", data)
    engine.lock()
    mapped = Mapped({"day": "act_date"})
    found = qualified_table(table, law, engine=engine, mapping=mapped, beside=("district",), name="other")
    rows = found.rows.order_by("yupay_row").to_pyarrow().to_pylist()
    assert [row["class"] for row in rows] == ["trata", "unknown"]
    assert rows[0]["wording"] == rows[0]["provision"] == "CP-153-2014"
    place = [name for name in table.columns if name != "yupay_row"].index("district") + 1
    with pytest.raises(StudyProblems) as refused:
        qualified_table(table, law, engine=engine, mapping=mapped)
    assert [(one.code, one.column) for one in refused.value.problems] == [("Q420", place)]


def test_two_tables_of_one_engine(engine, tmp_path):
    law = read_law()
    cases = read_cases(made(law, tmp_path, 60, 4), engine)
    first = qualified_cases(cases, law, name="first")
    rows = first.rows
    second = qualified_cases(cases, law, on=date(2026, 1, 1), name="second").rows
    assert rows.order_by("yupay_row").to_pyarrow()["class"] == second.order_by("yupay_row").to_pyarrow()["class"]
