"""`[sources.qualify]`: each rule says no where it should, at its line, and only there; the words agree with those of the engine."""

from collections.abc import Callable
from pathlib import Path

import pytest

from yupay.conclude.exhibits.kinds import MODULES
from yupay.derive.law.cases import INPUTS
from yupay.derive.law.table import CONTRACT as ANSWER
from yupay.derive.law.trace import CLASSES, VALUES
from yupay.model.problem import Problem
from yupay.study.qualify import ANSWERED, CONTRACT, WORDS, made
from yupay.study.read import read_study
from yupay.study.references import EXHIBIT_KINDS

Broken = Callable[..., tuple[Problem, ...]]

BLOCK = """
[[sources]]
id = "files"
title = { es = "Expedientes inventados", en = "Invented files" }
producer = { es = "Nadie", en = "Nobody" }
path = "files.csv"
counting_unit = "case"
period = "2016"
coverage = { es = "Todo", en = "All" }
geography = { es = "Ninguna", en = "None" }
citation = "Inventado."
confidentiality = "invented"
limitations = { es = "Inventado", en = "Invented" }
key = "case_id"

[sources.columns]
case_id = { type = "code" }
prueba = { type = "text" }
fallo = { type = "text" }

[sources.qualify]
on = 2025-12-01
evidence = "prueba"
court = "fallo"

[sources.qualify.columns]
fecha = "act_date"

[sources.qualify.values]
date_precision = { "mes" = "month" }

[[indicators]]
id = "met"
label = { es = "Casos calificados", en = "Classified cases" }
source = "files"
columns = ["cases"]
where = { class = "trata", tier = "1", modality = "forced child labour" }
counting_unit = "case"
period = "2016"
units = ["district"]
role = "context"

[[exhibits]]
id = "magnitude"
kind = "law-magnitude"
section = "4.1"
title = { es = "Magnitud", en = "Magnitude" }
options = { source = "files" }
"""
RULES = [
    ("S151", 'confidentiality = "invented"', 'confidentiality = "public"', 'files: confidentiality = "public"', None),
    (
        "S151",
        'key = "case_id"\n\n[sources.columns]',
        'kind = "figures"\n\n[sources.columns]',
        'files: kind = "figures"',
        None,
    ),
    ("S151", 'fecha = "act_date"', 'fecha = "act_dat"', 'fecha = "act_dat"', "act_date"),
    ("S151", 'fecha = "act_date"', 'fecha = "act_date"\ndia = "act_date"', "act_date, 2", None),
    ("S151", 'date_precision = { "mes"', 'date_precison = { "mes"', "[values.date_precison]", "date_precision"),
    ("S151", 'prueba = { type = "text" }', 'prueba = { type = "text" }\nclass = { type = "text" }', "class", None),
    (
        "S151",
        'prueba = { type = "text" }',
        'prueba = { type = "text" }\nfecha = { type = "date" }',
        'fecha: type = "date"',
        None,
    ),
    ("S151", 'evidence = "prueba"', 'evidence = "means"', 'evidence = "means"', None),
    ("S129", 'court = "fallo"', 'court = "falo"', 'court = "falo"', "fallo"),
    ("S151", 'class = "trata"', 'class = "tratta"', 'where = { class = "tratta" }', "trata"),
    ("S151", 'tier = "1"', 'tier = "3"', 'where = { tier = "3" }', None),
    (
        "S151",
        'options = { source = "files" }',
        'options = { source = "stations" }',
        'magnitude: kind = "law-magnitude"',
        None,
    ),
]


def test_a_well_declared_block_is_silent(broken: Broken, folder: Path) -> None:
    assert not [one for one in broken(also=BLOCK) if one.code in ("S151", "S129")]
    card = next(one for one in read_study(folder).sources if one.id == "files")
    assert card.qualify is not None and card.qualify.on is not None
    assert made(card) == ANSWERED


@pytest.mark.parametrize(("code", "old", "new", "got", "hint"), RULES)
def test_each_rule_says_no_at_its_line(
    broken: Broken, code: str, old: str, new: str, got: str, hint: str | None
) -> None:
    assert old in BLOCK
    found = [one for one in broken(also=BLOCK.replace(old, new, 1)) if one.code in ("S151", "S129")]
    assert [one.code for one in found] == [code], [one.got.en for one in found]
    assert found[0].got.en == got
    assert (found[0].hint.en if found[0].hint else None) == hint
    assert found[0].line > 100


def test_what_may_not_leave_has_its_own_refusal(broken: Broken) -> None:
    for word in ("restricted", "victim-records"):
        changed = BLOCK.replace('"invented"', f'"{word}"', 1)
        assert not [one for one in broken(also=changed) if one.code == "S151"]


def test_a_table_of_the_law_needs_a_qualified_source(broken: Broken) -> None:
    exhibit = BLOCK[BLOCK.index("[[exhibits]]") :].replace('options = { source = "files" }\n', "")
    found = [one for one in broken(also=exhibit) if one.code == "S151"]
    assert [one.got.en for one in found] == ['magnitude: kind = "law-magnitude"']


def test_the_words_are_those_of_the_engine() -> None:
    assert CONTRACT == INPUTS
    assert ANSWERED[: len(ANSWER) - 1] == ANSWER[1:]
    assert set(WORDS["class"]) == set(CLASSES) and set(WORDS["palermo"]) == set(VALUES)
    assert {kind for kind in EXHIBIT_KINDS if kind.startswith("law-")} == {
        kind for kind in MODULES if kind.startswith("law-")
    }
