"""What was lost is worked out from the printed cells alone, and not said where it would tell a hidden total."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.model.registry import AxisMember, CellKey, CubeTable, EditionPolicy, EditionSheet, LedgerEntry, PublicCell
from yupay.model.text import Text
from yupay.publish.edition.losses import losses, silent_levels
from yupay.release.edition_changes import changes

WORDS = Text(es="a", en="b")
POLICY = EditionPolicy(
    purpose=WORDS, accountable="x", contact="y", retention_until=date(2030, 1, 1), questions={}, help_lines=WORDS
)


def cell(table, count, **key):
    return PublicCell(table=table, key=CellKey(**key), count=count)


def sheet(table, cells, members=()):
    return EditionSheet(name="1", policy=POLICY, tables=(table,), cells=tuple(cells), members=tuple(members))


def crossed(inner, total):
    """Two years by two purposes with their margins."""
    keys = [(year, purpose) for year in ("2020", "2021") for purpose in ("labour", "sexual")]
    cells = [cell("t", count, year=year, purpose=purpose) for (year, purpose), count in zip(keys, inner, strict=True)]
    return [*cells, cell("t", 40, year="2020"), cell("t", None, year="2021"), cell("t", total)]


T = CubeTable(id="t", title=WORDS, axes=("year", "purpose"), place="total")


def test_shares_of_cells_and_of_people():
    found = {one.axis: one for one in losses(sheet(T, crossed((20, 20, None, 30), 100)))}
    assert (found[""].hidden, found[""].people) == (0.25, 0.7)
    assert (found["year"].hidden, found["year"].people) == (0.5, 0.4)
    assert "purpose" not in found


def test_a_hidden_total_is_not_given_back():
    assert {one.people for one in losses(sheet(T, crossed((20, 20, None, 30), None)))} == {None}


@given(st.lists(st.one_of(st.none(), st.integers(11, 500)), min_size=4, max_size=4), st.integers(200, 3000))
def test_shares_lie_between_nothing_and_all_of_the_printed(inner, total):
    for one in losses(sheet(T, crossed(inner, total))):
        assert 0 <= one.hidden <= 1 and one.people is not None and one.people >= 0
    assert losses(sheet(T, crossed(inner, total)))[0].hidden == inner.count(None) / 4


def test_zones_of_a_table_of_districts_are_no_inner_cells():
    table = CubeTable(id="t", title=WORDS, axes=("place",), place="district")
    cells = [cell("t", None, place="L1"), cell("t", None, place="L2"), cell("t", 30, place="Z1"), cell("t", 30)]
    members = [AxisMember(axis="place", code=code, label=WORDS, part_of="Z1") for code in ("L1", "L2")]
    made = sheet(table, cells, members)
    assert [(one.axis, one.hidden, one.people) for one in losses(made)] == [("", 1.0, 0.0)]
    assert silent_levels(made) == ((table, "district"),)


def test_by_institution_the_people_are_those_of_every_list():
    table = CubeTable(id="t", title=WORDS, axes=("source", "year"), place="total")
    cells = [cell("t", 12, source="a", year="2020"), cell("t", None, source="b", year="2020")]
    told = losses(sheet(table, [*cells, cell("t", 20, source="a"), cell("t", 28, source="b")]))
    assert (told[0].hidden, told[0].people) == (0.5, 0.25)
    silent = losses(sheet(table, [*cells, cell("t", 20, source="a"), cell("t", None, source="b")]))
    assert silent[0].people is None


def test_only_totals_left_is_said():
    assert silent_levels(sheet(T, crossed((None,) * 4, 90))) == ((T, "purpose"),)
    margins = [cell("t", 45, purpose="labour"), cell("t", 45, purpose="sexual")]
    assert silent_levels(sheet(T, [*crossed((None,) * 4, 90), *margins])) == ((T, ""),)
    assert silent_levels(sheet(T, crossed((20, None, 20, None), 90))) == ()


def entry(cells, threshold=11, policy="p"):
    return LedgerEntry(
        edition="0",
        made="",
        kind="published",
        digest="",
        policy=policy,
        previous="",
        cells=tuple(cells),
        threshold=threshold,
    )


def said(new, old, **more):
    return [one.en for one in changes(tuple(new), POLICY, "p", (entry(old, **more),))]


def test_changes_in_words():
    old = [cell("t", 20, year="2020"), cell("t", 30), cell("gone", 40)]
    new = [cell("t", 20, year="2020", purpose="labour"), cell("t", 30, year="2021"), cell("new", 11)]
    assert said(new, old, threshold=9, policy="q") == [
        "Compared with edition 0.",
        "New table: new.",
        "Table no longer there: gone.",
        "Table crossed otherwise: t (purpose x year of recording).",
        "New years and periods: 2021.",
        "The threshold was 9 and is 11.",
        "The release policy changed: see the privacy report of each edition.",
    ]


@pytest.mark.parametrize("counts", [(20, 30), (999, None)])
def test_changes_never_depend_on_a_count(counts):
    old = [cell("t", 20, year="2020"), cell("t", 30)]
    new = [cell("t", counts[0], year="2020"), cell("t", counts[1])]
    assert said(new, old) == ["Compared with edition 0.", "The tables are the same.", "The release policy is the same."]
