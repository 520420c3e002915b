"""The tables of a registry as one system: what the rules hide, what ties tables together, what the audit refuses."""

from datetime import date
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from yupay.derive.registry.counts import TableCounts
from yupay.model.problem import StudyProblems
from yupay.model.registry import AXES, CellKey, CubeTable, EditionPolicy
from yupay.model.text import Text
from yupay.protect.registry import Protected, check, protected, safe_cube

POLICY = EditionPolicy(
    purpose=Text.same("p"),
    accountable="a",
    contact="c",
    retention_until=date(2035, 1, 1),
    questions={},
    help_lines=Text.same("h"),
)
YEARS = tuple(str(year) for year in range(2014, 2024))


def counts(
    name: str, axes: dict[str, tuple[str, ...]], people: np.ndarray, own: np.ndarray | None = None, **more: object
) -> TableCounts:
    table = CubeTable.model_validate({"id": name, "title": {"es": "t", "en": "t"}, "axes": tuple(axes), **more})
    known = np.zeros((1, *people.shape), dtype=np.int64) if own is None else own
    lists = tuple(f"list{k}" for k in range(len(known)))
    return TableCounts(table, tuple(axes), tuple(axes.values()), {}, lists, people, known)


def printed(made: Protected) -> dict[tuple[str, CellKey], int | None]:
    return {(cell.table, cell.key): cell.count for cell in made.public_cells()}


def test_no_small_count_is_printed_and_the_audit_passes() -> None:
    people = np.random.default_rng(3).poisson(14, (6, 4, 3))
    axes = {"place": tuple("abcdef"), "purpose": tuple("pqrs"), "age": ("0-11", "12-13", "14-17")}
    made = protected((counts("t", axes, people),), POLICY)
    assert all(count is None or count == 0 or count >= 11 for count in printed(made).values())
    assert made.sensitive.sum() > 10 and (made.hidden & ~made.sensitive).sum() > 0
    check(made, POLICY)


def test_an_outsider_with_a_linear_programme_finds_nothing_narrow() -> None:
    """Another solver, another formulation: inner cells are the variables, every printed margin is an equation."""
    people = np.random.default_rng(5).poisson(13, (4, 3, 3))
    axes = {"place": tuple("abcd"), "sex": tuple("FMN"), "age": ("0-11", "12-13", "14-17")}
    made = protected((counts("t", axes, people, show_zeros=True),), POLICY)
    shown = printed(made)
    members = [(*one, "") for one in axes.values()]
    rows, right = [], []
    for key in product(*members):
        count = shown["t", CellKey(**dict(zip(axes, key, strict=True)))]
        if count is not None:
            mask = np.ones(people.shape, dtype=bool)
            for at, member in enumerate(key):
                if member:
                    chosen = np.arange(people.shape[at]) == members[at].index(member)
                    mask &= chosen.reshape([-1 if i == at else 1 for i in range(3)])
            rows.append(mask.ravel().astype(float))
            right.append(count)
    for cell in np.flatnonzero((people.ravel() > 0) & (people.ravel() < 11)):
        goal = np.zeros(people.size)
        goal[cell] = 1
        ends = [sign * linprog(sign * goal, A_eq=np.array(rows), b_eq=right, method="highs").fun for sign in (1, -1)]
        assert ends[1] - ends[0] >= POLICY.width - 1e-6


def test_years_and_the_periods_that_hold_them_cannot_be_subtracted() -> None:
    people = np.array([30, 40, 7, 50, 60, 33, 44, 5, 55, 66])
    years = counts("y", {"year": YEARS}, people, place="total")
    halves = counts(
        "h", {"year": ("2014-2018", "2019-2023")}, people.reshape(2, 5).sum(axis=1), place="total", years="5"
    )
    shown = printed(protected((years, halves), POLICY))
    for period, inside in (("2014-2018", YEARS[:5]), ("2019-2023", YEARS[5:])):
        total = shown["h", CellKey(year=period)]
        hidden = [year for year in inside if shown["y", CellKey(year=year)] is None]
        assert total is None or len(hidden) != 1


def test_an_institution_cannot_subtract_its_own_people() -> None:
    people = np.array([40, 60, 80])
    own = np.array([[35, 20, 20], [0, 10, 30]])
    made = protected((counts("t", {"purpose": ("p", "q", "r")}, people, own, place="total"),), POLICY)
    shown = printed(made)
    assert (
        shown["t", CellKey(purpose="p")] is None and shown["t", CellKey(purpose="r")] == 80
    ) or made.hidden.sum() >= 2


def test_an_institution_is_left_in_doubt_about_the_people_of_others() -> None:
    """It has 9 of the 9 + 10 hidden people of two years; the total less the printed year tells it that others have one."""
    people, own = np.array([9, 10, 50]), np.array([[9, 9, 20], [1, 2, 40]])
    made = protected((counts("t", {"year": ("2014", "2015", "2016")}, people, own, place="total"),), POLICY)
    shown = printed(made)
    hidden = [at for at, year in enumerate(("2014", "2015", "2016")) if shown["t", CellKey(year=year)] is None]
    total = shown["t", CellKey()]
    if total is not None:
        rest = total - sum(shown["t", CellKey(year=y)] or 0 for y in ("2014", "2015", "2016")) - own[0][hidden].sum()
        assert rest >= 5


def test_everybody_less_a_list_is_a_count_too() -> None:
    """One list has 95 of 100 people: printing both would print 5."""
    own = np.array([[57, 38], [20, 15]])
    everybody = counts("all", {"sex": ("F", "M")}, np.array([60, 40]), own, place="total")
    by_list = TableCounts(
        CubeTable(id="lists", title=Text.same("t"), axes=("source", "year"), place="total"),
        ("source", "year"),
        (("list0", "list1"), ("2020",)),
        {},
        ("list0", "list1"),
        np.array([[95], [35]]),
        np.zeros((0, 1, 1), dtype=np.int64),
    )
    shown = printed(protected((everybody, by_list), POLICY))
    assert shown["all", CellKey()] is None or shown["lists", CellKey(source="list0")] is None


def test_a_group_with_one_single_purpose_is_hidden() -> None:
    people = np.array([[50, 0], [40, 30], [20, 60]])
    made = protected((counts("t", {"place": ("a", "b", "c"), "purpose": ("p", "q")}, people),), POLICY)
    assert printed(made)["t", CellKey(place="a", purpose="p")] is None


def test_zeros_are_hidden_unless_the_table_shows_them() -> None:
    people = np.array([[0, 5, 40], [6, 4, 50], [30, 20, 25]])
    axes = {"place": ("a", "b", "c"), "age": ("0-11", "12-13", "14-17")}
    hidden = printed(protected((counts("t", axes, people),), POLICY))
    shown = printed(protected((counts("t", axes, people, show_zeros=True),), POLICY))
    at = ("t", CellKey(place="a", age="0-11"))
    assert hidden[at] is None and shown[at] == 0


def test_two_hidden_siblings_never_make_a_group_of_ten() -> None:
    """A total less its printed parts is a count too: here 4 + 6."""
    people = np.array([[4, 6, 40], [20, 30, 50], [15, 25, 35]])
    axes = {"place": ("a", "b", "c"), "age": ("0-11", "12-13", "14-17")}
    shown = printed(protected((counts("t", axes, people),), POLICY))
    row = [shown["t", CellKey(place="a", age=age)] for age in ("0-11", "12-13", "14-17", "")]
    assert row[3] is None or row[3] - sum(one or 0 for one in row[:3]) >= 11


def test_the_zeros_of_purposes_are_never_printed_beside_a_group_that_is_all_alike() -> None:
    people = np.array([[50, 0], [40, 30], [20, 60]])
    axes = {"place": ("a", "b", "c"), "purpose": ("p", "q")}
    shown = printed(protected((counts("t", axes, people, show_zeros=True),), POLICY))
    assert shown["t", CellKey(place="a", purpose="q")] is None


def test_the_check_refuses_what_leaks() -> None:
    people = np.array([[5, 40], [30, 20]])
    made = protected((counts("t", {"place": ("a", "b"), "age": ("0-11", "14-17")}, people),), POLICY)
    open_one = made.with_hidden(np.zeros_like(made.hidden))
    alone = made.with_hidden(made.sensitive & (made.cells.counts == 5))
    for leaking in (open_one, alone):
        with pytest.raises(StudyProblems) as refused:
            check(leaking, POLICY)
        assert refused.value.problems[0].code == "P630"


def test_the_cube_tells_public_limits_only() -> None:
    """Two registries that differ only behind hidden cells make the same cube."""
    axes = {"place": ("a", "b", "c"), "age": ("0-11", "12-13", "14-17")}
    first = np.array([[3, 7, 40], [6, 4, 50], [30, 20, 25]])
    second = np.array([[4, 6, 40], [5, 5, 50], [30, 20, 25]])
    cubes = [safe_cube(protected((counts("t", axes, one),), POLICY), 11) for one in (first, second)]
    hidden = [[cell.key for cell in cube.cells if cell.count is None] for cube in cubes]
    if hidden[0] == hidden[1]:
        assert [cell.model_dump() for cell in cubes[0].cells] == [cell.model_dump() for cell in cubes[1].cells]
    assert all(cell.count is None or cell.low == cell.high == cell.count for cell in cubes[0].cells)
    assert len(AXES) == 7
