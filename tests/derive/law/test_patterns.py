"""The engine and `decide` give the same decision, row by row."""

import random
from datetime import date

import pytest

from yupay.derive.law.cases import read_cases
from yupay.derive.law.decide import prepare
from yupay.derive.law.patterns import qualified
from yupay.derive.law.read import read_law
from yupay.derive.law.table import COLUMNS, decisions_table

COLUMNS_IN = (
    "case_id,act_date,date_precision,place,acts,means,purposes,victims_n,victim_ages,victim_flags,"
    "victim_consent,agent_flags,agents_n,outcome_flags"
)
PLACES = ("PE Lima", "BO to PE", "PE to ES", "EC to PE to BR", "CL", "")
AGES = ("<14", "14-17", "12-17", "18+", "<18", "unknown", "0", "11", "13", "14", "17", "18", "40", "61")
EDGES = ("1991-04-08", "2004-06-09", "2007-01-16", "2007-01-17", "2014-10-22", "2021-03-31", "2025-03-14", "2025-05-18")


def some(draw, words, blank):
    chance = draw.random()
    if chance < blank:
        return ""
    if chance < blank + 0.15:
        return "unknown"
    return ";".join(draw.choices([word for word in words if word != "none"], k=draw.randint(1, 3)))


def when(draw):
    day = date.fromordinal(draw.randint(date(1990, 1, 1).toordinal(), date(2026, 6, 1).toordinal())).isoformat()
    kind = draw.choice(("day", "day", "day", "edge", "month", "year", "assumed", "range", "unknown"))
    if kind == "edge":
        return draw.choice(EDGES), "day"
    if kind == "range":
        return f"{day}/2026-06-02", kind
    return {"month": day[:7], "year": day[:4], "unknown": ""}.get(kind, day), kind


def made(law, path, count, seed):
    draw = random.Random(seed)
    words = {c: [f.value for f in law.facts if f.column == c] for c in COLUMNS_IN.split(",")}
    lines = [COLUMNS_IN]
    for at in range(count):
        day, precision = when(draw)
        people = draw.randint(1, 4)
        lines.append(
            ",".join(
                (
                    f"C{at}",
                    day,
                    precision,
                    draw.choice(PLACES),
                    some(draw, words["acts"], 0.05),
                    draw.choice(("none", some(draw, words["means"], 0.05))),
                    some(draw, words["purposes"], 0.05),
                    draw.choice((str(people), "unknown", "")),
                    ";".join(draw.choices(AGES, k=people)),
                    some(draw, words["victim_flags"], 0.7),
                    draw.choice(("yes", "no", "unknown")),
                    some(draw, words["agent_flags"], 0.6),
                    draw.choice(("1", "2", "3", "unknown")),
                    some(draw, words["outcome_flags"], 0.5),
                )
            )
        )
    file = path / "cases.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("on", [None, date(2025, 12, 1)])
def test_the_engine_answers_as_decide_does(tmp_path, on):
    law = read_law()
    ready = prepare(law)
    file = read_cases(made(law, tmp_path, 3000, 5), law)
    answers = qualified(file, ready, on=on)
    for row in range(len(file)):
        decision = ready.decide(file.case(row), on=on, trace=False)
        assert answers.row(row) == {name: getattr(decision, name) for name in answers.columns}, row


def test_the_columns_of_the_contract(tmp_path):
    law = read_law()
    file = read_cases(made(law, tmp_path, 50, 1), law)
    table = decisions_table(file, qualified(file, prepare(law)))
    assert tuple(table.column_names) == COLUMNS
    assert "none" not in table["class"].to_pylist()


@pytest.mark.parametrize("seed", range(12))
def test_a_file_of_one_case(tmp_path, seed):
    law = read_law()
    ready = prepare(law)
    file = read_cases(made(law, tmp_path, 1, seed), law)
    decision = ready.decide(file.case(0), trace=False)
    answers = qualified(file, ready)
    assert answers.row(0) == {name: getattr(decision, name) for name in answers.columns}


def test_order_and_repetition_of_rows_change_nothing(tmp_path):
    law = read_law()
    ready = prepare(law)
    file = made(law, tmp_path, 200, 3)
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    first = read_cases(file, law)
    known = {first.ids[row].as_py(): qualified(first, ready).row(row) for row in range(0, 200, 20)}
    file.write_text("\n".join((head, *reversed(rows), *rows)) + "\n", encoding="utf-8")
    again = read_cases(file, law)
    answers = qualified(again, ready)
    for row in range(len(again)):
        if (name := again.ids[row].as_py()) in known:
            assert answers.row(row) == known[name]
