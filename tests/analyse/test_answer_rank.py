"""Which orders a study may speak of, and what happens where the doubt is unknown."""

import numpy as np
import pytest
from builders import cube, evidence, figure, indicator, measure, single, study, text, unit

from yupay.analyse.answer_rank import rank
from yupay.model.estimate import Estimate

RNG = np.random.default_rng(3)
ROWS = [list(map(float, RNG.poisson(mean, 8))) for mean in (2, 40, 200)] + [[9000.0], [None, None]]
GANGS = indicator("gangs", counting_unit="gang", rankable=True)


def told(found: tuple[Estimate, ...]) -> dict[str, Estimate]:
    by_id = {estimate.id: estimate for estimate in found}
    assert len(by_id) == len(found), "two estimates share an id"
    return by_id


def limits(estimate: Estimate) -> tuple[float | None, float | None]:
    assert estimate.interval is not None
    return estimate.interval.low, estimate.interval.high


def test_places_with_rows_are_told_apart_and_one_row_is_not() -> None:
    found = told(rank(study([GANGS]), evidence(cube(measure("gangs", ROWS)))))
    sets = {i: found[f"rank/gangs/district/rank-set-simultaneous/p{i}"] for i in range(1, 6)}
    assert [sets[i].value for i in range(1, 5)] == [4, 3, 2, 1]
    assert limits(sets[4]) == (1, 4) and sets[4].warnings and sets[4].parameters["doubt_known"] is False
    assert limits(sets[1]) == (3, 4) and limits(sets[3]) == (1, 2)
    assert sets[5].value is None and sets[5].interval is None and "no rank" in sets[5].warnings[0].en
    undecided = found["rank/gangs/district/rank-pairs/not_told_apart"]
    assert undecided.value == 3 and undecided.parameters["pairs"] == 6 and undecided.n == 4


@pytest.mark.parametrize(
    "change", [{"rankable": False}, {"reach": "indirect"}, {"counting_unit": "police operation"}, {"reach": "none"}]
)
def test_what_may_not_be_ranked(change: dict) -> None:
    proxy = GANGS.model_copy(update=change)
    assert rank(study([proxy]), evidence(cube(measure("gangs", ROWS)))) == ()


def test_places_without_a_name_are_not_ranked() -> None:
    assert rank(study([GANGS], [unit(named=False)]), evidence(cube(measure("gangs", ROWS)))) == ()


def test_places_shown_apart_have_no_rank() -> None:
    found = told(rank(study([GANGS]), evidence(cube(measure("gangs", ROWS[:4]), compare=1))))
    assert not [name for name in found if name.endswith("/p4")]
    assert found["rank/gangs/district/rank-set-marginal/p3"].value == 1


def test_rows_of_one_registry_are_parts_of_its_total() -> None:
    parts = unit("court", frame="registry")
    complaints = indicator("complaints", rankable=True, units=("court",))
    found = told(
        rank(study([complaints], [parts]), evidence(cube(single("complaints", [301, 30, 28, 3]), unit="court")))
    )
    sets = [limits(found[f"rank/complaints/court/rank-set-simultaneous/p{i}"]) for i in range(1, 5)]
    assert sets == [(1, 1), (2, 3), (2, 3), (4, 4)]
    assert "as if the period were one draw" in found["rank/complaints/court/rank-set-marginal/p1"].interval.method.en  # type: ignore[union-attr]


def test_single_rows_of_another_frame_are_not() -> None:
    complaints = indicator("complaints", rankable=True)
    found = told(rank(study([complaints]), evidence(cube(single("complaints", [301, 30, 28, 3])))))
    assert {limits(found[f"rank/complaints/district/rank-set-marginal/p{i}"]) for i in range(1, 5)} == {(1, 4)}
    assert found["rank/complaints/district/rank-pairs/not_told_apart"].value == 6


def test_a_rate_takes_the_doubt_of_its_count() -> None:
    rate = indicator("rate", columns=(), rate_of="gangs", base="people", rankable=True, counting_unit="index")
    people = indicator("people", counting_unit="inhabitant")
    counted = measure("gangs", ROWS[:3])
    rates = [value / 1000 * 100_000 for value in counted.values if value is not None]
    places = cube(counted, single("people", [1000, 1000, 1000]), single("rate", rates))
    both = told(rank(study([GANGS, rate, people]), evidence(places)))
    for i in range(1, 4):
        count, per_person = (both[f"rank/{name}/district/rank-set-marginal/p{i}"] for name in ("gangs", "rate"))
        assert limits(count) == limits(per_person) and per_person.parameters["doubt_known"] is True


def test_one_place_alone_has_no_rank() -> None:
    found = rank(study([GANGS]), evidence(cube(measure("gangs", ROWS[:1]))))
    assert [e.value for e in found] == [None, None]


def modality(id: str, value: float | None, **more: object):  # type: ignore[no-untyped-def]
    return figure(id, value, modality=id, label=text(id), **more)


def test_modalities_are_ranked_within_one_registry() -> None:
    figures = [
        modality("labour", 106),
        modality("sexual", 96),
        modality("both", 14),
        modality("organs", None),
        figure("total", 216),
    ]
    found = told(rank(study([]), evidence(figures=figures)))
    assert limits(found["rank/registry/published/rank-set-marginal/labour"]) == (1, 2)
    assert limits(found["rank/registry/published/rank-set-marginal/both"]) == (3, 3)
    assert found["rank/registry/published/rank-set-marginal/organs"].value is None
    assert found["rank/registry/published/rank-pairs/not_told_apart"].value == 1
    assert not [name for name in found if name.endswith("/total")]


def test_registries_are_never_merged() -> None:
    police = {"registry": text("police"), "counting_unit": "presumed victim"}
    figures = [modality("a", 106), modality("b", 14), modality("c", 900, **police), modality("d", 1, **police)]
    found = told(rank(study([]), evidence(figures=figures)))
    assert [found[f"rank/registry/published/rank-set-marginal/{id}"].value for id in "abcd"] == [1, 2, 1, 2]
    assert found["rank/registry/published/rank-pairs/not_told_apart-a"].n == 2
    assert found["rank/registry/published/rank-pairs/not_told_apart-c"].n == 2


def test_percentages_without_counts_are_not_ranked() -> None:
    figures = [modality("a", 43.3, counting_unit="percent"), modality("b", 16.0, counting_unit="percent")]
    found = rank(study([]), evidence(figures=figures))
    assert {e.value for e in found} == {None} and len(found) == 4
    assert "no count was published" in found[0].warnings[0].en
