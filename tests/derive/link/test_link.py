"""Linking finds who is who on invented people, the same whatever the order, the names of the institutions or the run."""

import logging
import traceback

import numpy as np
import pyarrow as pa
import pytest
from invented_people import Rates, invent
from memory_vault import MemoryVault, read_l1, rows

from yupay.derive.link.link import link
from yupay.derive.link.missed import inside
from yupay.derive.link.options import LinkOptions
from yupay.model.problem import StudyProblems

RATES = Rates(typo=0.05, coarse_date=0.1)
PEOPLE = 2000
QUICK = LinkOptions(sample=800)


def partition(vault):
    """The records of each person."""
    groups = {}
    for record, person in zip(vault.column("persons", "record_id"), vault.column("persons", "person_id"), strict=True):
        groups.setdefault(person, set()).add(record)
    return {frozenset(one) for one in groups.values()}


@pytest.fixture(scope="module")
def made():
    return invent(PEOPLE, RATES, 5)


@pytest.fixture(scope="module")
def run(made):
    vault = MemoryVault(made.identities, made.records)
    return vault, link(vault, QUICK)


def pairwise(found, person):
    a, b = inside(np.unique(np.array(found), return_inverse=True)[1])
    c, d = inside(np.unique(person, return_inverse=True)[1])
    found = np.array(found)
    return float((person[a] == person[b]).mean()), float((found[c] == found[d]).mean())


def test_persons_are_found(made, run):
    precision, recall = pairwise(run[0].column("persons", "person_id"), made.person)
    assert precision >= 0.995
    assert recall >= 0.95


def test_what_it_says_of_itself_is_so(made, run):
    precision, recall = pairwise(run[0].column("persons", "person_id"), made.person)
    said = run[1]
    assert abs(said.precision - precision) < 0.01
    assert said.recall.low - 0.015 <= recall <= said.recall.high + 0.015
    assert said.persons == len(set(run[0].column("persons", "person_id")))
    assert sum(said.sizes) == said.persons
    assert said.records == len(made.person)


def test_the_corrected_overlaps_are_nearer_the_people_seen(made, run):
    said, true = run[1], len(set(made.person.tolist()))
    assert abs(sum(said.corrected.counts) - true) < abs(said.persons - true)
    assert abs(sum(said.corrected.counts) / true - 1) < 0.01


def test_the_order_of_the_rows_changes_nothing(made, run):
    order = np.random.default_rng(0).permutation(len(made.person))
    vault = MemoryVault(made.identities.take(order), made.records.take(order[::-1].copy()))
    again = link(vault, QUICK)
    assert partition(vault) == partition(run[0])
    assert again.overlaps.counts == run[1].overlaps.counts


def test_the_numbers_of_the_records_change_nothing(made, run):
    order = np.random.default_rng(1).permutation(len(made.person))
    number = pa.array(order + 10_000)
    tables = (
        table.set_column(0, "record_id", number)
        for table in (made.identities, made.records.select(made.records.column_names))
    )
    vault = MemoryVault(*tables)
    link(vault, QUICK)
    back = dict(zip((order + 10_000).tolist(), range(1, len(order) + 1), strict=True))
    assert {frozenset(back[record] for record in one) for one in partition(vault)} == partition(run[0])


def test_the_names_of_the_institutions_change_nothing(made, run):
    other = pa.array(["Z" + name[::-1] for name in made.identities["institution"].to_pylist()])
    vault = MemoryVault(*(table.set_column(1, "institution", other) for table in (made.identities, made.records)))
    again = link(vault, QUICK)
    assert partition(vault) == partition(run[0])
    assert sorted(again.overlaps.counts) == sorted(run[1].overlaps.counts)


def test_the_same_seed_gives_the_same_tables(made, run):
    vault = MemoryVault(made.identities, made.records)
    again = link(vault, QUICK)
    for name, key in (("links", "record_a, record_b"), ("persons", "record_id")):
        query = f"select * from {name} order by {key}"
        assert vault.raw().execute(query).fetchall() == run[0].raw().execute(query).fetchall()
    assert again.review == run[1].review
    assert again.corrected == run[1].corrected


def test_a_record_twice_is_one_person(made):
    count = 60
    known = [at for at, name in enumerate(made.identities["ap_materno"].to_pylist()) if name][:count]
    more = pa.array(range(100_001, 100_001 + count))
    tables = []
    for table in (made.identities, made.records):
        twice = table.take(known).set_column(0, "record_id", more)
        tables.append(pa.concat_tables([table, twice]))
    vault = MemoryVault(*tables)
    link(vault, QUICK)
    person = dict(zip(vault.column("persons", "record_id"), vault.column("persons", "person_id"), strict=True))
    first = made.identities["record_id"].to_pylist()
    apart = [at for at, row in enumerate(known) if person[first[row]] != person[100_001 + at]]
    # A record without a date, a document or a second name says too little to be sure of, even twice.
    assert len(apart) <= 3


def test_no_name_and_no_number_is_in_what_is_said(made, run):
    said = run[1]
    words = repr(said) + repr(said.review) + repr(said.linked_entries().lists)
    values = {
        str(value)
        for name in ("nombres", "ap_paterno", "ap_materno", "doc_num")
        for value in made.identities[name].to_pylist()
        if value and len(str(value)) > 4
    }
    assert values
    assert not [value for value in values if value in words]
    assert all(one.pairs >= LinkOptions().k for one in said.review.patterns)
    assert said.review.pooled + sum(one.pairs for one in said.review.patterns) == said.review.pairs


def test_nothing_is_logged_and_nothing_stays(made, capsys, caplog):
    vault = MemoryVault(made.identities.slice(0, 800), made.records.slice(0, 800))
    with caplog.at_level(logging.DEBUG):
        link(vault, QUICK)
    said = capsys.readouterr()
    assert said.out == said.err == ""
    assert not [one for one in caplog.records if one.name.startswith("splink")]
    assert [row[0] for row in vault.raw().execute("show all tables").fetchall()].count("yupay_link_work") == 0
    tables = sorted(row[0] for row in vault.raw().execute("show tables").fetchall())
    assert tables == ["identities", "links", "persons", "records"]


def test_an_error_of_the_engine_quotes_nothing(made, monkeypatch):
    def failing(*given):
        raise ValueError("Could not convert string 'palomino-canary' to INT32")

    monkeypatch.setattr("yupay.derive.link.model.learn", failing)
    vault = MemoryVault(made.identities, made.records)
    with pytest.raises(StudyProblems) as failed:
        link(vault, QUICK)
    assert [one.code for one in failed.value.problems] == ["P672"]
    assert "canary" not in "".join(traceback.format_exception(failed.value)) + repr(failed.value.problems)
    assert failed.value.__cause__ is None
    assert failed.value.__context__ is None
    # The vault works on, in its own place, with nothing half-written.
    assert sorted(row[0] for row in vault.raw().execute("show tables").fetchall()) == ["identities", "records"]


def test_without_the_library_the_way_to_install_it_is_told(made, monkeypatch):
    monkeypatch.setattr("yupay.derive.link.engine.find_spec", lambda name: None)
    with pytest.raises(StudyProblems) as failed:
        link(MemoryVault(made.identities, made.records))
    assert [(one.code, one.act.en) for one in failed.value.problems] == [("P671", "pip install 'yupay[link]'")]


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_records_are_not_linked(count):
    with pytest.raises(StudyProblems) as failed:
        link(MemoryVault(*rows([{"nombres": "Ana"}] * count)))
    assert [one.code for one in failed.value.problems] == ["P670"]


@pytest.mark.parametrize("wrong", [{"threshold": 1.0}, {"review": 0.97}, {"k": 2}, {"threshold": float("nan")}])
def test_options_out_of_range_are_refused(wrong):
    with pytest.raises(StudyProblems) as failed:
        link(MemoryVault(*rows([{"nombres": "Ana"}] * 3)), LinkOptions(**wrong))
    assert [one.code for one in failed.value.problems] == ["P673"]


def test_records_that_say_nothing_are_nobody_twice():
    vault = MemoryVault(*rows([{}, {}, {"nombres": "Ana"}, {"nombres": "Ana"}]))
    said = link(vault, QUICK)
    assert said.persons == 4
    assert said.recall is None
    assert said.corrected is None


def test_two_documents_are_never_chained_into_one_person():
    base = {"nombres": "Ana Rosa", "ap_paterno": "Quilca", "ap_materno": "Poma", "ubigeo_captacion": "L05", "sexo": "F"}
    twins = [
        {**base, "fecha_nac": "2009-04-07", "doc_num": "X1234567", "doc_tipo": "DNI"},
        {**base, "institution": "MP"},
        {**base, "fecha_nac": "2005-11-23", "doc_num": "X7654321", "doc_tipo": "DNI"},
    ]
    others = invent(600, Rates(), 3)
    identities, records = rows(twins)
    number = pa.array([900_001, 900_002, 900_003])
    tables = []
    for more, table in ((identities, others.identities), (records, others.records)):
        more = more.set_column(more.column_names.index("record_id"), "record_id", number)
        tables.append(pa.concat_tables([table, more], promote_options="default"))
    vault = MemoryVault(*tables)
    link(vault, QUICK)
    person = dict(zip(vault.column("persons", "record_id"), vault.column("persons", "person_id"), strict=True))
    assert person[900_001] != person[900_003]


def test_l1_whole(shared_data):
    here = next((one.parent for one in sorted(shared_data.rglob("L1_records.csv.gz"))), None)
    if here is None:
        pytest.skip("L1 is not in the folder")
    identities, records, person = read_l1(here)
    vault = MemoryVault(identities, records)
    said = link(vault)
    precision, recall = pairwise(vault.column("persons", "person_id"), person)
    print(f"L1: precision {precision:.4f}, recall {recall:.4f} (splink untuned 1.000, .886); estimated {said.recall}")
    assert precision >= 0.995
    assert recall >= 0.95
