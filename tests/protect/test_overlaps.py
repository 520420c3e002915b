"""What leaves of lists that were not printed, and what an attacker can get back from it."""

import re
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from yupay.analyse.hidden import loglinear
from yupay.analyse.hidden.tables import pairs
from yupay.derive.lists import Listed
from yupay.model.cube import ColumnAudit, Evidence, SourceAudit, TotalAudit
from yupay.model.estimate import Assumption, Estimate, Interval
from yupay.model.lists import Captures, Hidden, ListCard, Overlaps, PrintedCaptures
from yupay.model.registry import CellKey, SafeCell, SafeCube
from yupay.model.source import Source
from yupay.model.study import Header, Study
from yupay.model.text import Text
from yupay.protect.overlaps import is_printed, may_be_estimated, overlaps, shown, significant, to_base, with_lists
from yupay.run import run_study
from yupay.study.read import read_study

WORDS = Text.same("x")
DEMO = Path(__file__).resolve().parents[2] / "studies" / "registry-demo"
SMALL = 10


def study(**card: Any) -> Study:
    fields: dict[str, Any] = {
        "id": "lists",
        "title": WORDS,
        "producer": WORDS,
        "path": "lists.csv",
        "counting_unit": "presumed victim",
        "period": "2013",
        "coverage": WORDS,
        "geography": WORDS,
        "citation": "x",
        "confidentiality": "public",
        "limitations": WORDS,
    }
    header = Header(id="s", title=WORDS, place=WORDS, period="2013")
    block = Hidden(source="lists", people=WORDS, lists=(ListCard(id="A", label=WORDS), ListCard(id="B", label=WORDS)))
    return Study(study=header, sources=(Source(**{**fields, **card}),), hidden=block)


def listed(*tables: tuple[int, ...], stratum: str = "sex = w") -> Listed:
    t = len(tables[0]).bit_length() - 1
    names = tuple("ABCDE"[:t])
    made = [Captures(lists=names, counts=tables[0])]
    made += [Captures(lists=names, counts=one, stratum=stratum) for one in tables[1:]]
    return Listed("lists", tuple(ListCard(id=name, label=WORDS) for name in names), tuple(made))


def estimate(method: str = "hidden-stepwise", **more: Any) -> Estimate:
    fields: dict[str, Any] = {
        "question": "hidden",
        "variables": ("A", "B", "C", "D"),
        "unit_of_analysis": "persons",
        "method": method,
        "quantity": WORDS,
        "value": 1234.5,
        "unit": "persons",
        "interval": Interval(low=1011.0, high=2011.0, method=WORDS),
        "se": 12.0,
        "df": 3.0,
        "n": 345,
        "parameters": {"aic": 12.3, "bic": 13.4, "deviance": 3.3, "model": "[12,3]"},
        "assumptions": (Assumption(name=WORDS, held=True, evidence=Text(es="solo 3 en común", en="only 3 in common")),),
        "warnings": (Text(es="A y B comparten 4", en="A and B share 4"),),
    }
    return Estimate(**{**fields, **more})


FOUR = (0, 107, 213, 38, 39, 6, 11, 3, 208, 34, 85, 7, 21, 5, 5, 0)


@pytest.mark.parametrize(
    ("card", "passes"),
    [
        ({"small_counts_printed": True}, True),
        ({"confidentiality": "invented"}, True),
        ({}, False),
        ({"confidentiality": "restricted", "small_counts_printed": True}, False),
        ({"confidentiality": "victim-records", "small_counts_printed": True}, False),
    ],
)
def test_what_passes_as_printed(card: dict[str, Any], passes: bool) -> None:
    held = study(**card)
    assert is_printed(held.sources[0]) is passes
    made = overlaps(held, listed((0, 7, 9, 3)))
    assert made.printed is passes
    assert made.tables[0].counts == ((0, 7, 9, 3) if passes else (None,) * 4)
    if passes:
        assert (made.tables[0].totals, made.tables[0].seen, made.tables[0].rounded_to) == ((10, 12), 19, 1)


def test_totals_are_rounded_and_small_ones_withheld() -> None:
    made = overlaps(study(), listed((0, 40, 3, 4), (0, 2, 1, 1)))
    assert (made.tables[0].totals, made.tables[0].seen) == ((40, None), 50)
    assert (made.tables[1].totals, made.tables[1].seen) == ((None, None), None)
    assert [to_base(n, SMALL) for n in (0, 1, 10, 11, 14, 15, 345)] == [None, None, None, 10, 10, 20, 350]


def test_printed_estimates_stay_as_they_are() -> None:
    held = study(small_counts_printed=True)
    tables = listed(FOUR)
    made = (estimate(),)
    assert shown(made, tables.tables[0], overlaps(held, tables), SMALL) == made


def protected(one: Estimate, counts: tuple[int, ...] = FOUR) -> Estimate:
    tables = listed(counts)
    return shown((one,), tables.tables[0], overlaps(study(), tables), SMALL)[0]


def test_nothing_of_the_fit_leaves() -> None:
    made = protected(estimate())
    assert made.value == 1200.0 and made.interval is not None
    assert (made.interval.low, made.interval.high) == (1000.0, 2100.0)
    assert (made.se, made.df, made.n, made.parameters) == (None, None, 780, {})
    words = [made.assumptions[0].evidence.en, *(one.en for one in made.warnings[:-1])]
    assert not any(letter.isdigit() for word in words for letter in word)
    assert "rounded" in made.warnings[-1].en


def test_of_three_lists_only_the_range() -> None:
    table = (0, 142, 268, 67, 65, 10, 20, 3)
    made = protected(estimate(), table)
    assert made.value is None and made.interval is None and made.warnings[0].en.startswith("Not assessable here")
    whole = estimate(
        "hidden-range", value=None, interval=None, parameters={"low": 1234.5, "high": 1511.0, "lowest": "x"}
    )
    assert protected(whole, table).parameters == {"low": 1200.0, "high": 1600.0}


def test_of_two_lists_nothing_while_their_overlap_is_small() -> None:
    assert not may_be_estimated(Captures(lists=("A", "B"), counts=(0, 57, 61, 3)), SMALL)
    assert may_be_estimated(Captures(lists=("A", "B"), counts=(0, 57, 61, 11)), SMALL)
    assert not may_be_estimated(Captures(lists=("A", "B", "C"), counts=(0, 1, 2, 3, 1, 1, 1, 1)), SMALL)
    whole = estimate("hidden-range", value=None, interval=None, parameters={"low": 1220.0, "high": 1220.0})
    assert protected(whole, (0, 57, 61, 3)).parameters == {}


@pytest.mark.parametrize(
    "counts",
    [
        (0, 97, 97, 3, 1, 0, 0, 0),  # C is one person: A and B are divided as if they were alone
        (0, 97, 97, 3, 12, 0, 0, 0, 12, 2, 0, 0, 0, 0, 0, 0),  # two lists that hardly meet the others
        (0, 60, 90, 2, 30, 50, 1, 0),  # B hardly meets A and C, which meet often
        (0, 60, 90, 4, 30, 3, 2, 25),  # few on exactly two lists: Chao's bound is seen + f1^2 / 2 f2
    ],
)
def test_lists_that_are_two_in_disguise_are_withheld(counts: tuple[int, ...]) -> None:
    assert not may_be_estimated(Captures(lists=tuple("ABCD"[: len(counts).bit_length() - 1]), counts=counts), SMALL)
    whole = estimate("hidden-range", value=None, interval=None, parameters={"low": 3300.0, "high": 3400.0})
    made = protected(whole, counts)
    assert made.parameters == {} and made.warnings[0].en.startswith("Not assessable here")


def test_a_list_that_saw_nobody_of_a_stratum_counts_for_nothing() -> None:
    counts = (0, 142, 268, 67, 65, 30, 20, 3, *(0,) * 8)
    assert may_be_estimated(Captures(lists=tuple("ABCD"), counts=counts), SMALL)
    assert protected(estimate(), counts).value is None
    assert not may_be_estimated(Captures(lists=("A", "B"), counts=(0, 90, 0, 0)), SMALL)
    assert not may_be_estimated(Captures(lists=("A", "B"), counts=(0, 0, 0, 0)), SMALL)


def test_the_name_of_a_model_keeps_its_number() -> None:
    words = Text(es="forma Poisson2, Gamma3.5: 12", en="Poisson2, Gamma3.5 form: 12")
    made = protected(estimate(assumptions=(Assumption(name=WORDS, held=None, evidence=words),)))
    assert made.assumptions[0].evidence.en == "Poisson2, Gamma3.5 form: (…)"


def test_what_was_refused_keeps_its_reason() -> None:
    reason = Text(es="No evaluable: 2 listas", en="Not assessable: 2 lists")
    made = protected(estimate(value=None, interval=None, warnings=(reason,)))
    assert made.value is None and made.warnings[0].en.startswith("Not assessable: (…)")


def test_the_audit_gives_no_totals_away() -> None:
    audit = SourceAudit(
        source="lists",
        file="lists.csv",
        sha256="ab",
        rows=347,
        expected_rows=347,
        columns=(ColumnAudit(column="A", expected=347, answered=347, blank=0, missing=0, zero=301),),
        totals=(TotalAudit(label=WORDS, declared=3, summed=3, rows=1, source="lists"),),
    )
    evidence = Evidence(cubes={}, figures={}, audits={"lists": audit})
    made = with_lists(study(), evidence, listed(FOUR)).audits["lists"]
    assert (made.rows, made.sha256, made.columns, made.totals, made.expected_rows) == (350, "", (), (), None)
    assert with_lists(study(small_counts_printed=True), evidence, listed(FOUR)).audits == evidence.audits
    assert with_lists(study(), evidence, None) is evidence


@pytest.mark.parametrize(
    ("number", "down", "nearest", "up"), [(1234.5, 1200, 1200, 1300), (99.6, 99, 100, 100), (2483, 2400, 2500, 2500)]
)
def test_significant_digits(number: float, down: float, nearest: float, up: float) -> None:
    import math

    assert significant(number, math.floor) == pytest.approx(down)
    assert significant(number) == pytest.approx(nearest)
    assert significant(number, math.ceil) == pytest.approx(up)
    assert significant(0.0) == 0.0


# Attacks


def test_two_lists_cannot_be_subtracted() -> None:
    """n1 + n2 - seen: every overlap from 0 to the threshold agrees with what is printed."""
    for a, b, both in ((57, 61, 3), (44, 120, 1), (85, 95, 9)):
        said = overlaps(study(), listed((0, a, b, both))).tables[0]
        agree = {
            m
            for x, y, m in product(range(a - 16, a + 17), range(b - 16, b + 17), range(SMALL + 1))
            if (to_base(x + m, SMALL), to_base(y + m, SMALL)) == said.totals and to_base(x + y + m, SMALL) == said.seen
        }
        assert agree == set(range(SMALL + 1))


@pytest.mark.parametrize("lists", [2, 3, 4, 5])
def test_every_small_history_stays_open_between_totals(lists: int) -> None:
    """The least and the greatest of each small history, by linear programming over all tables that print the same."""
    random = np.random.default_rng(lists)
    on = random.random((900, lists)) < random.uniform(0.05, 0.25, lists)
    cells = np.bincount((on * 2 ** np.arange(lists)).sum(axis=1), minlength=2**lists)
    cells[0] = 0
    said = overlaps(study(), listed(tuple(int(n) for n in cells))).tables[0]
    rows = [[float(cell >> k & 1) for cell in range(1, 2**lists)] for k in range(lists)] + [[1.0] * (2**lists - 1)]
    middle = [(total if total is not None else 5) for total in (*said.totals, said.seen)]
    bounds = [(max(m - 5, 0), m + 4.9) for m in middle]
    within = np.array([*rows, *(-np.array(rows))])
    limits = np.array([*(high for _, high in bounds), *(-low for low, _ in bounds)])
    for cell in range(1, 2**lists):
        if 0 < cells[cell] <= SMALL:
            aim = np.zeros(2**lists - 1)
            aim[cell - 1] = 1.0
            least = linprog(aim, within, limits).fun
            most = -linprog(-aim, within, limits).fun
            assert least < 1 and most > SMALL


def test_a_stratum_cannot_be_had_by_subtraction() -> None:
    """All people less the other stratum: the difference of two rounded numbers leaves more than the threshold open."""
    whole = overlaps(study(), listed((0, 92, 61, 30), (0, 88, 58, 28))).tables
    assert whole[0].seen is not None and whole[1].seen is not None
    assert (whole[0].seen + 5) - (whole[1].seen - 5) - ((whole[0].seen - 5) - (whole[1].seen + 5)) >= 2 * SMALL


def test_two_lists_cannot_be_divided() -> None:
    """n1 n2 / total would be the overlap: the total is not printed while the overlap is small."""
    for both in range(1, SMALL + 1):
        total = (57 + both) * (61 + both) / both
        made = protected(estimate("hidden-independence", value=total, interval=None), (0, 57, 61, both))
        assert made.value is None and made.parameters == {}


def printed_of(y: np.ndarray, models: list[tuple[int, ...]]) -> tuple[Any, ...]:
    t = len(y).bit_length() - 1
    totals = [int(sum(y[cell] for cell in range(2**t) if cell >> k & 1)) for k in range(t)]
    said = [to_base(n, SMALL) for n in (*totals, int(y.sum()))]
    if any(n is None for n in said):
        return (None,)
    fits = [loglinear.fit(y, model) for model in models]
    found = [fit.estimate if fit.converged and fit.code == 0 else None for fit in fits]
    if t < 4:
        known = [value for value in found if value is not None]
        return (*said, significant(min(known)), significant(max(known)))
    return (*said, *(None if value is None else significant(value) for value in found))


def walked(y: np.ndarray, models: list[tuple[int, ...]], steps: int, seed: int) -> dict[int, set[int]]:
    """Values of each small history among tables that print exactly the same, found by a random walk."""
    random = np.random.default_rng(seed)
    want, at = printed_of(y, models), y.copy()
    found = {cell: {int(y[cell])} for cell in range(1, len(y)) if 0 < y[cell] <= SMALL}
    for _ in range(steps):
        moved = at.copy()
        for cell in random.choice(np.arange(1, len(y)), size=random.integers(1, 5), replace=False):
            reach = int(0.1 * moved[cell]) + 1
            moved[cell] = max(0, moved[cell] + random.integers(-reach, reach + 1))
        if printed_of(moved, models) == want:
            at = moved
            for cell in found:
                found[cell].add(int(at[cell]))
    return found


def test_models_of_four_lists_do_not_give_a_history_back() -> None:
    """Ten log-linear models rounded to two digits, and the totals: each small history still may be many numbers."""
    two = pairs(4)
    models = [(), *((one,) for one in two), tuple(two[:2]), tuple(two[2:4]), tuple(two)]
    found = walked(np.array(FOUR, dtype=np.float64), models, 3_000, 1)
    assert all(len(values) >= 5 for values in found.values()), found


def test_the_range_of_three_lists_does_not_give_a_history_back() -> None:
    two = pairs(3)
    models = [(), *((one,) for one in two), (two[0], two[1]), (two[0], two[2]), (two[1], two[2])]
    found = walked(np.array([0, 142, 268, 67, 65, 10, 20, 3], dtype=np.float64), models, 3_000, 2)
    assert all(len(values) >= 5 for values in found.values()), found


def test_what_travels_is_never_more_than_what_is_printed() -> None:
    made: Overlaps = overlaps(study(), listed(FOUR))
    assert "107" not in made.model_dump_json() and "213" not in made.model_dump_json()


LEAVES = """
[study]
id = "made"
title = { es = "Listas", en = "Lists" }
place = "-"
period = "2013"

[[sources]]
id = "lists"
title = "Lists"
producer = "-"
path = "lists.csv"
counting_unit = "person"
period = "2013"
coverage = "-"
geography = "-"
citation = "made up"
confidentiality = "public"
limitations = "-"

[[objectives]]
id = "O1"
problem = { es = "¿Cuántas personas?", en = "How many people?" }
objective = { es = "Estimarlas", en = "Estimate them" }
descriptive = true

[hidden]
source = "lists"
people = { es = "personas", en = "people" }
methods = ["hidden-independence", "hidden-bic", "hidden-closed", "hidden-omission"]
"""
LARGE = (0, 2137, 3213, 1338, 3208, 1534, 1885, 1117, 2639, 1616, 1421, 1313, 1731, 1212, 1115, 1003)


def test_no_file_of_a_study_holds_a_history_or_a_total(tmp_path: Path) -> None:
    lists = "".join(f'\n[[hidden.lists]]\nid = "{name}"\nlabel = "{name}"\n' for name in "ABCD")
    (tmp_path / "study.toml").write_text(LEAVES + lists, encoding="utf-8")
    rows = [f"{','.join(str(cell >> k & 1) for k in range(4))},{n}" for cell, n in enumerate(LARGE) if cell]
    (tmp_path / "lists.csv").write_text("A,B,C,D,count\n" + "\n".join(rows) + "\n", encoding="utf-8")
    outcome = run_study(tmp_path)
    totals = [sum(n for cell, n in enumerate(LARGE) if cell >> k & 1) for k in range(4)]
    secret = re.compile(
        r"(?<![\d.])("
        + "|".join(re.sub("(?=...$)", ",?", str(n)) for n in (*LARGE[1:], *totals) if n % 10)
        + r")(?![\d.])"
    )
    for path in outcome.written:
        if path.suffix in (".csv", ".json") and path.name != "manifest.json":
            assert not secret.search(path.read_text(encoding="utf-8")), path.name
    assert "hidden-omission" not in {one.method for one in outcome.estimates}
    assert next(one for one in outcome.estimates if one.method == "hidden-range").parameters["low"]


def test_of_a_registry_only_what_its_edition_prints_is_told() -> None:
    """Rounded totals beside hidden cells would give them back: here the cube hides all lists but one."""
    demo = read_study(DEMO)
    assert demo.hidden is not None
    lists = demo.hidden.lists
    counts = [0] * 2 ** len(lists)
    counts[1], counts[3], counts[4] = 12, 9, 20
    table = Captures(lists=tuple(card.id for card in lists), counts=tuple(counts))
    listed = Listed("registro", lists, (table,))

    def told(total: int | None) -> PrintedCaptures:
        known = {CellKey(): total, CellKey(source=lists[0].id): 21, CellKey(source=lists[1].id): None}
        cells = tuple(SafeCell(key=key, count=n, low=0, high=None, tables=("t",)) for key, n in known.items())
        return overlaps(demo, listed, SafeCube(tables=(), cells=cells, threshold=11)).tables[0]

    assert told(41).seen == 41 and told(None).seen is None and told(40).seen is None
    assert told(41).totals == (21, None, None, None, None)
    assert all(count is None for count in told(41).counts)
    assert overlaps(demo, listed).tables[0].totals == (None,) * 5
