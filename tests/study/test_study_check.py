"""References, measures and words: each rule of the house says no where it should, and only there."""

import inspect
import re

import pytest

from yupay.analyse.answer_relate import REGRESSIONS, explore
from yupay.analyse.methods import cards
from yupay.study.check import check_study
from yupay.study.hypotheses import DECIDING, EXPLORING
from yupay.study.read import read_study
from yupay.study.references import circles

PAIRS = [
    # code, old, new, got
    ("S105", "alpha = 0.05", "alpha = 5", "alpha = 5"),
    ("S105", "alpha = 0.05", "min_units = 3", "min_units = 3"),
    ("S105", 'population = "POP"', 'population = "POP"\nmin_population = 100', "min_population = 100"),
    ("S106", 'id = "X3"', 'id = "X/3"', 'id = "X/3"'),
    ("S106", 'id = "example"', 'id = "../fuera"', 'id = "../fuera"'),
    ("S107", 'id = "O2"', 'id = "o1"', None),
    ("S110", 'frame = "stations"', 'frame = "estaciones"', 'frame = "estaciones"'),
    ("S110", 'dimension = "D2"', 'dimension = "D9"', 'dimension = "D9"'),
    ("S110", 'units = ["district"]', 'units = ["distrit"]', 'units = "distrit"'),
    ("S110", 'derived_from = ["H1"]', 'derived_from = ["H9"]', None),
    ("S110", 'indicators = ["X1"]', 'indicators = ["X8"]', None),
    ("S111", 'dimension = "D1"\nlabel = { es = "operativos', 'label = { es = "operativos', "X1, without dimension"),
    ("S112", "descriptive = true\n", "", "O1, no hypotheses and no descriptive = true"),
    ("S113", 'rate_of = "Y3"\nbase = "POP"', 'rate_of = "Y3"', "R3, without any rule"),
    ("S113", 'rate_of = "Y3"', 'rate_of = "Y3"\nmean_ranks = ["Y3"]', "R3, with rate_of and mean_ranks"),
    ("S114", 'rate_of = "Y3"\nbase', 'rate_of = "R3"\nbase', "R3 -> R3"),
    ("S114", 'derived_from = ["H1"]', 'derived_from = ["HG"]', "HG -> HG"),
    ("S115", 'unit = "district"\nx', "x", "H1, without unit"),
    ("S116", 'unit = "district"\nx = "X1"\ny = "Y3"', 'unit = "department"\nx = "X1"\ny = "R3"', None),
    ("S117", "alpha = 0.05", 'method = "spearmann"', 'method = "spearmann"'),
    ("S117", "alpha = 0.05", 'method = "auto"', 'method = "auto"'),
    ("S117", "alpha = 0.05", 'method = "moran"', 'method = "moran"'),
    ("S117", 'family = "primary"\nunit', 'family = "primary"\nmethod = "count"\nunit', 'method = "count"'),
    ("S117", 'label = { es = "primaria"', 'methods = ["holm"]\nlabel = { es = "primaria"', 'methods = "holm"'),
    ("S118", 'columns = ["faltas"]', 'columns = ["nombre"]', 'columns = ["nombre"], of type text'),
    ("S129", 'columns = ["faltas"]', 'columns = ["falta"]', 'columns = ["falta"]'),
    ("S129", 'columns = ["faltas"]', 'columns = ["faltas"]\nanswered = "respondio"', 'answered = "respondio"'),
    ("S129", 'columns = ["faltas"]', 'columns = ["faltas"]\nwhere = { anio = "2017" }', "where = { anio = ... }"),
    ("S119", 'boundaries = "limits"', 'boundaries = "stations"', None),
    ("S120", 'base = "POP"', 'base = "X1"', "misdemeanour complaints (stations) / police operations (stations)"),
    ("S121", "is related to misdemeanours", "explains misdemeanours", '"explains", in the statement of HG'),
    ("S121", "se relaciona con las faltas", "genera las faltas", '"genera", in the statement of HG'),
    ("S122", "¿Cuál es la magnitud?", "¿Cuántos menores son víctimas?", '"menores", in the problem of O1'),
    ("S122", "Know the magnitude", "Know child prostitution", '"child prostitution", in the objective of O1'),
    ("S122", "¿Qué se relaciona?", "¿Qué hace el cliente?", '"cliente", in the problem of O2'),
    ("S122", "Relate each modality", "See whether H0 is accepted", '"H0 is accepted", in the objective of O2'),
    ("S123", 'mapped = "effort-classes"', 'mapped = "rates"', None),
    ("S123", 'mapped = "effort-classes"', "rankable = true", 'X1 (reach = "indirect") with rankable = true'),
    ("S123", 'rate_of = "Y3"', 'rate_of = "X1"', None),
    ("S124", '"operations against procuring"', '"child trafficking"', None),
    ("S124", '"operativos contra el proxenetismo"', '"Trata de NNA"', None),
    ("S124", '"Esfuerzo policial declarado", en', '"Trata en Lima", en', None),
    ("S125", 'boundaries = "limits"\n', "", "map of unit district, without boundaries"),
    ("S126", '"data/stations.csv"', '"postgres://ana:clave@host/base"', None),
    ("S127", "value = 20000\n", "", 'without-small, with change = "drop-below-population" and no value'),
    ("S128", 'family = "primary"\n', 'family = "otra"\n', "primary"),
    ("S104", 'kind = "consistency"', 'kind = "matriz"', 'kind = "matriz"'),
    ("S109", 'producer = "INEI"', 'producer = "?"', 'producer = "?"'),
]


@pytest.mark.parametrize(("code", "old", "new", "got"), PAIRS)
def test_each_rule(broken, complete, code, old, new, got):
    problems = [one for one in broken((old, new)) if one.code == code]
    assert problems, f"{code} was expected"
    assert got is None or got in [one.got.en for one in problems]
    assert all(one.line > 0 and one.column > 0 for one in problems)


def test_a_misspelt_column_is_a_notice_with_its_hint(broken):
    (problem,) = broken(('columns = ["faltas"]', 'columns = ["falta"]'))
    assert (problem.notice, problem.hint.es) == (True, "faltas")


def test_a_study_without_objectives(broken, complete):
    start, end = complete.index("[[objectives]]"), complete.index("[[hypotheses]]")
    problems = broken((complete[start:end], ""))
    assert "S103" in {one.code for one in problems}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"operativos contra el proxenetismo"', '"operativos contra el tráfico ilícito de drogas"'),
        ('"operations against procuring"', '"operations against illicit drug trafficking"'),
        ('"operativos contra el proxenetismo"', '"operativos contra la trata de personas"'),
        ('"denuncias por faltas"', '"denuncias por trata de personas"'),
        ("¿Cuál es la magnitud?", "¿Cuántas personas menores de 18 años son víctimas?"),
        ("¿Cuál es la magnitud?", "¿Cuántas personas menores de edad son víctimas?"),
        ("X1 se relaciona con Y3", "En general, la incidencia delictiva se relaciona con Y3"),
        ("Determinar la relación", "Determinar y explicar la relación"),
        ('place = "Lima"', 'place = "<b>[/red]</b> {x}"'),
        ('base = "POP"', 'base = "POP"\nper = 1000'),
        ("alpha = 0.05", 'method = "spearman"'),
        ('family = "primary"\nunit', 'family = "primary"\nmethod = "auto"\nunit'),
        ('family = "primary"\nunit', 'family = "primary"\nmethod = "kendall-tau-b"\nunit'),
        ('label = { es = "primaria"', 'methods = ["partial-spearman"]\nlabel = { es = "primaria"'),
    ],
)
def test_what_is_allowed(broken, old, new):
    assert broken((old, new)) == ()


def test_a_share_within_one_unit_and_source_is_allowed(broken):
    assert not [
        one for one in broken(('rate_of = "Y3"\nbase = "POP"', 'rate_of = "Y3"\nbase = "Y3"')) if one.code == "S120"
    ]


def test_long_circles_are_found_once(broken):
    more = "".join(
        f'[[indicators]]\nid = "C{n}"\nrole = "context"\nlabel = "c"\nmean_ranks = ["C{(n + 1) % 50}"]\n'
        f'counting_unit = "index"\nperiod = "2017"\nunits = ["district"]\n'
        for n in range(50)
    )
    found = [one for one in broken(also="\n" + more) if one.code == "S114"]
    assert len(found) == 1
    assert found[0].got.en.startswith("C0 -> C1 -> ")


def test_circles_of_a_graph():
    assert circles({"a": ["b"], "b": ["a"], "c": ["c"], "d": ["a"]}) == [["a", "b"], ["c"]]
    assert circles({"a": ["b", "c"], "b": ["c"], "c": []}) == []
    assert circles({str(n): [str(n + 1)] for n in range(5000)}) == []


def test_without_a_file_problems_carry_no_line(folder):
    study = read_study(folder)
    bad = study.model_copy(update={"families": ()})
    found = check_study(bad)
    assert [(one.code, one.line) for one in found] == [("S110", 0)]


def test_unknown_methods_pass_where_nobody_says_which_exist(folder):
    study = read_study(folder)
    odd = study.model_copy(update={"decision": study.decision.model_copy(update={"method": "x"})})
    assert check_study(odd) == ()
    assert [one.code for one in check_study(odd, None, ["y"])] == ["S117"]


def test_what_explores_is_what_analysis_computes():
    named = set(re.findall(r'"([a-z-]+)" in methods', inspect.getsource(explore)))
    assert named | set(REGRESSIONS) == set(EXPLORING)


def test_what_decides_is_a_coefficient_with_its_p():
    named = {card.id: card for card in cards()}
    for method in (*DECIDING, *EXPLORING):
        assert named[method].room in ("relate", "spatial") and "p" in named[method].fields, method
    assert "auto" not in DECIDING and "auto" not in EXPLORING


def test_the_methods_that_can_decide_are_listed_once(broken):
    decision, hypothesis = (
        next(one for one in broken(change) if one.code == "S117").expected.en
        for change in (
            ("alpha = 0.05", 'method = "moran"'),
            ('family = "primary"\nunit', 'family = "primary"\nmethod = "moran"\nunit'),
        )
    )
    assert decision == "one of: area-whitened, spearman, pearson, kendall-tau-b or modified-t"
    assert hypothesis == "one of: auto, area-whitened, spearman, pearson, kendall-tau-b or modified-t"
