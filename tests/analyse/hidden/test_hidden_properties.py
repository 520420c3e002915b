"""What must hold of every method of the room: the order of lists, lists without anybody, more of the same people, strata."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from yupay.analyse.hidden import covariates, loglinear, stepwise
from yupay.analyse.hidden.portfolio import ENTRIES, PORTFOLIO, Entry, estimates
from yupay.analyse.hidden.tables import Cells, lists_of, reordered
from yupay.model.estimate import Estimate, Subject
from yupay.model.lists import LinkedEntries

NAMES = "ABCDEFGHIJKL"
OPTIONS = {"seed": 1, "draws": 200, "most_draws": 200, "tables": 10, "samples": 400, "covariates": ("sex",)}
THREE = np.array([0.0, 101, 122, 33, 94, 21, 17, 8])
ORDER = (2, 0, 1)
IN_ORDER = {"hidden-behaviour"}
"""Models of occasions in time: the order of the lists is what they are about."""
SAMPLED = {"hidden-bayes-threshold": 0.05, "hidden-latent-class": 0.15, "hidden-covariate-average": 0.05}
"""How far a total that is drawn by chance may move when the draws are others."""
DRAWN = {"hidden-sample-coverage", "hidden-strata", *(one.id for one in ENTRIES if one.kind == "doubt"), *SAMPLED}
"""Those whose limits are drawn by chance from histories in the order of the lists."""
FIXED = ("hidden-independence", "hidden-closed", "hidden-behaviour", "hidden-sample-coverage")
MODELS = tuple(one for one in ENTRIES if one.id not in {"hidden-two-lists", "hidden-coverage"})


def subject(names: str) -> Subject:
    return Subject(variables=tuple(names), unit_of_analysis="persons", unit="persons")


def halves(y: Cells) -> Cells:
    return np.stack([np.floor(y / 2), y - np.floor(y / 2)])


def linked(y: Cells) -> LinkedEntries:
    """One entry for each person on each list, those of one person linked for certain."""
    entries: list[int] = []
    pairs: list[tuple[int, int, float]] = []
    for cell in np.flatnonzero(y):
        on = [k for k in range(lists_of(y)) if cell >> k & 1]
        for _ in range(int(y[cell])):
            pairs += [(len(entries), len(entries) + place, 1.0) for place in range(1, len(on))]
            entries += on
    return LinkedEntries(lists=tuple(NAMES[: lists_of(y)]), entries=tuple(entries), pairs=tuple(pairs))


def said(entry: Entry, y: Cells, names: str = "") -> tuple[Estimate, ...]:
    """What one method says of a table, of its two halves as strata, or of it as entries."""
    what: Any = linked(y) if entry.kind == "linkage" else halves(y) if entry.kind in ("covariates", "strata") else y
    options = {**OPTIONS, "names": ("m", "f"), "categories": (("m", "f"),)}
    return estimates(entry, what, subject(names or NAMES[: lists_of(y)]), options)


def keyed(made: tuple[Estimate, ...]) -> Mapping[str, Estimate]:
    """The rows by their keys, lists merged in either order under one."""
    return {" ".join("+".join(sorted(word.split("+"))) for word in one.key.split(" ")): one for one in made}


def ends(one: Estimate) -> tuple[float | None, float | None]:
    return (None, None) if one.interval is None else (one.interval.low, one.interval.high)


def same(one: Estimate, other: Estimate, value: float, limits: float) -> None:
    assert one.n == other.n
    close(one.value, other.value, value)
    for first, second in zip(ends(one), ends(other), strict=True):
        if limits < 1e-6 or (first is not None and second is not None):
            close(first, second, limits)


def close(first: float | None, second: float | None, by: float) -> None:
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert second == pytest.approx(first, rel=by)


@pytest.fixture(scope="module")
def whole() -> dict[str, tuple[Estimate, ...]]:
    return {entry.id: said(entry, THREE) for entry in MODELS}


@pytest.mark.parametrize("entry", [one for one in MODELS if one.id not in IN_ORDER], ids=lambda one: one.id)
def test_the_order_of_the_lists_changes_nothing(entry: Entry, whole: dict[str, tuple[Estimate, ...]]) -> None:
    other = said(entry, reordered(THREE, ORDER), "".join(NAMES[k] for k in ORDER))
    if entry.id == "hidden-trajectory":
        for one, two in zip(whole[entry.id], other, strict=True):
            for name in ("median", "lowest", "highest"):
                assert two.parameters[name] == pytest.approx(one.parameters[name], rel=1e-9)
        return
    first, second = keyed(whole[entry.id]), keyed(other)
    assert first.keys() == second.keys()
    for key, one in first.items():
        same(one, second[key], SAMPLED.get(entry.id, 1e-9), 0.25 if entry.id in DRAWN else 1e-7)


@pytest.mark.parametrize("entry", MODELS, ids=lambda one: one.id)
def test_a_list_that_sees_nobody_changes_nothing(entry: Entry, whole: dict[str, tuple[Estimate, ...]]) -> None:
    other = said(entry, np.concatenate([THREE, np.zeros(8)]))
    first, second = keyed(whole[entry.id]), keyed(other)
    assert first.keys() == second.keys()
    for key, one in first.items():
        same(one, second[key], 1e-9, 1e-7)


@pytest.mark.parametrize("entry", MODELS, ids=lambda one: one.id)
def test_more_of_the_same_people_are_as_many_times_the_total(
    entry: Entry, whole: dict[str, tuple[Estimate, ...]]
) -> None:
    times = 2 if entry.id == "hidden-latent-class" else 10
    made = keyed(said(entry, times * THREE))
    for key, one in keyed(whole[entry.id]).items():
        other = made[key]
        if one.value is None or other.value is None or one.n is None:
            assert entry.id not in FIXED or one.value is other.value is None
            continue
        assert other.n == times * one.n and other.value >= other.n
        assert other.value / times == pytest.approx(one.value, rel=1e-6 if entry.id in FIXED else 0.35)


def test_the_sum_of_strata_is_the_sum_of_their_totals() -> None:
    first, second = THREE, np.array([0.0, 210, 180, 40, 90, 15, 30, 9])
    names, options = ("m", "f"), {"seed": 1, "draws": 200}
    entry = PORTFOLIO["hidden-strata"]
    found = estimates(entry, np.stack([first, second]), subject("ABC"), {**options, "names": names})[0]
    each = [stepwise.choose(one).fit for one in (first, second)]
    assert found.value == pytest.approx(sum(one.estimate for one in each), rel=1e-9)
    assert found.se == pytest.approx(math.hypot(*(one.se for one in each)), rel=1e-9)
    other = estimates(entry, np.stack([second, first]), subject("ABC"), {**options, "names": names[::-1]})[0]
    assert other.value == pytest.approx(found.value, rel=1e-12) and other.se == pytest.approx(found.se, rel=1e-12)


def test_covariates_that_change_everything_are_strata() -> None:
    both = np.stack([THREE, np.array([0.0, 210, 180, 40, 90, 15, 30, 9])])
    found = covariates.fit(both, [1 | 8, 2 | 8, 4 | 8])
    assert found.total == pytest.approx(sum(loglinear.fit(one, ()).estimate for one in both), rel=1e-7)


def table(lists: int, **counts: int) -> Cells:
    y = np.zeros(2**lists)
    for history, count in counts.items():
        y[int(history[1:])] = count
    return y


def twelve() -> Cells:
    y = np.zeros(2**12)
    y[1 << np.arange(12)] = 30 + np.arange(12)
    y[3 << np.arange(11)] = 6
    return y


DEGENERATE = {
    "one list": table(1, c1=5),
    "one person": table(3, c3=1),
    "one person on one of two": table(2, c1=1),
    "all on both of two": table(2, c3=20),
    "nobody": table(3),
    "nobody on two": table(3, c1=10, c2=12, c4=9),
    "two lists apart": table(2, c1=50, c2=40),
    "all alike": table(3, c7=30),
    "all alike on one": table(3, c1=30),
}
ODD = {
    "a list inside the other": table(2, c2=40, c3=20),
    "an empty list": table(3, c1=50, c2=40, c3=20),
    "one overlap": table(3, c1=20, c2=20, c3=6, c4=15),
    "all on two": table(3, c3=10, c5=11, c6=12),
    "one inside the other": table(3, c1=10, c3=5, c7=5),
    "new people grow": table(3, c1=1, c2=1, c3=50, c4=1, c5=40, c6=30, c7=60),
    "two people": table(3, c3=1, c4=1),
}


def clean(made: tuple[Estimate, ...]) -> None:
    """A value, or a reason; no number that is not finite; limits on both sides of the value, none below the seen."""
    for one in made:
        shown = [one.value, one.se, one.df, *ends(one), *one.parameters.values()]
        assert all(math.isfinite(number) for number in shown if isinstance(number, float)), one
        if one.value is None:
            assert one.interval is None and one.se is None
            assert one.warnings[0].en.startswith("Not assessable") and one.warnings[0].es.startswith("No evaluable")
        elif one.unit == "persons" and one.n is not None:
            assert one.value >= one.n - 1e-6
            assert ends(one)[0] is None or ends(one)[0] >= one.n - 1e-6


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda one: one.id)
@pytest.mark.parametrize("what", DEGENERATE)
def test_nothing_is_estimated_from_a_table_that_says_nothing(what: str, entry: Entry) -> None:
    made = said(entry, DEGENERATE[what])
    clean(made)
    assert made and all(one.value is None for one in made)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda one: one.id)
@pytest.mark.parametrize("what", ODD)
def test_an_odd_table_gives_clean_numbers_or_reasons(what: str, entry: Entry) -> None:
    clean(said(entry, ODD[what]))


@pytest.mark.parametrize(
    "name", ["hidden-closed", "hidden-chao", "hidden-stepwise", "hidden-bic", "hidden-graphs", "hidden-profile"]
)
def test_twelve_lists(name: str) -> None:
    clean(said(PORTFOLIO[name], twelve()))
