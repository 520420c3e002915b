"""`yupay release`: what it says, in which order, with which exit; refusals that show the way; forgetting that points at nobody."""

import csv
import getpass
import io
import json
import re
import sys
import warnings
from dataclasses import replace

import pytest
from made_edition import EDITION, policy_with

import yupay.edition as path
from yupay.derive.link.link import link
from yupay.keep.ledger import read_ledger
from yupay.keep.vault import open_vault, vault_folder
from yupay.keep.vault.intake import drop_derived
from yupay.keep.vault.statement import came_in
from yupay.model.problem import Problem, StudyProblems
from yupay.model.records import Reject
from yupay.model.text import Text

HINT = Text(es="ocultar más celdas", en="hide further cells")


REJECTS = (
    *(Reject(row=row, column_class="quasi-identifier", code="L291") for row in range(2, 14)),
    Reject(row=13, column_class="vault", code="L292"),
)


@pytest.fixture
def gives(monkeypatch, published):
    """`release_edition` gives this outcome, or raises this, and remembers what it was asked."""
    asked = []

    def use(found):
        def release_edition(study, edition, *, tell, took, **options):
            asked.append((study, edition, options))
            first, *others = published.gathered.intakes
            statement = came_in(first.accepted, 0, REJECTS)
            took(first.model_copy(update={"rejects": REJECTS, "rows": first.rows + 12, "statement": statement}))
            for one in others:
                took(one)
            tell(Text(es="Protegiendo los conteos", en="Protecting the counts"))
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr(path, "release_edition", release_edition)
        return asked

    return use


def test_a_published_edition(yupay, gives, published):
    asked = gives(published.outcome)
    said = yupay("release", "here", "--edition", EDITION, "--language", "en")
    assert said.code == 0 and f"Edition {EDITION} published" in said.out
    assert asked[0][1:] == (EDITION, {"dry_run": False, "nearest": False}) and str(asked[0][0]) == "here"
    for table in published.outcome.sheet.tables:
        share = int(100 * published.outcome.sheet.hidden_share[table.id] + 0.5)
        assert f"{table.title.en}: {share}% of cells" in " ".join(said.out.split())
    order = [
        "came into the vault",
        "policia:",
        "rows came in.",
        "Left out, by row of the file:",
        "- L291, value that the list of the column does not have (quasi-identifier column): 2, 3, 4, 5, 6, 7, 8, 9 and 4 more.",
        "- L292, date that is not understood or cannot be (vault column): 13.",
        "The vault does not encrypt its file",
        "published",
        "Audit passed, threshold 11",
        "What was written",
        "report.INVENTADO.en.html",
        "Back up keep/ledger",
    ]
    places = [" ".join(said.out.split()).find(words) for words in order]
    assert -1 not in places and places == sorted(places)
    assert "Protecting the counts" in said.err
    assert said.out.count("does not encrypt") == 1


def test_json_is_one_object_without_words_around(yupay, gives, published):
    gives(published.outcome)
    said = yupay("release", "here", "--edition", EDITION, "--json", "--language", "en")
    found = json.loads(said.out)
    assert said.err == "" and found["exit"] == 0 and found["audit_passed"] and found["already_published"] is None
    assert found["judged_with"] == [] and found["threshold"] == 11 and len(found["written"]) > 20
    assert [one["institution"] for one in found["taken_in"]] == ["policia", "fiscalia", "mujer", "migraciones", "ong"]
    for one in found["taken_in"]:
        assert one["rows"] == one["accepted"] + len({reject["row"] for reject in one["rejects"]})
        assert all(set(reject) == {"row", "class", "code"} for reject in one["rejects"])
    assert {one["id"] for one in found["tables"]} == {one.id for one in published.outcome.sheet.tables}


def test_a_rehearsal_says_how_to_publish(yupay, gives, published):
    page = published.study / "keep" / "dry-run-2021.es.html"
    asked = gives(replace(published.outcome, written=(), pages=(page,), nearest=HINT))
    said = yupay("release", "aqui", "--edition", EDITION, "--dry-run")
    assert asked[0][2] == {"dry_run": True, "nearest": False}
    assert "no se publicó nada" in said.out and str(page) in said.out and "ocultar más celdas" in said.out
    assert said.out.rstrip().endswith(f"yupay release aqui --edition {EDITION} --nearest")


@pytest.mark.parametrize(
    ("twin", "words"),
    [
        (EDITION, "ya estaba publicada, igual: no se hizo nada"),
        ("2020", "es igual a 2020, ya publicada: no se hizo nada"),
    ],
)
def test_what_was_published_before_says_so(yupay, gives, published, twin, words):
    gives(replace(published.outcome, written=(), published_as=twin))
    said = yupay("release", "aqui", "--edition", EDITION)
    assert said.code == 0 and words in " ".join(said.out.split())


def refused(hint):
    what = Text.same("refused")
    return StudyProblems([Problem(code="P658", what=what, where="2022", got=what, expected=what, hint=hint)])


def test_a_refusal_shows_the_nearest_and_how_to_take_it(yupay, gives):
    gives(refused(HINT))
    said = yupay("release", "here", "--edition", "2022", "--language", "en")
    assert (
        said.code == 2 and "came into the vault" in said.out and "P658" in said.err and "hide further cells" in said.err
    )
    assert said.err.rstrip().endswith("yupay release here --edition 2022 --nearest")
    assert json.loads(yupay("release", "here", "--edition", "2022", "--json").out)["problems"][0]["code"] == "P658"


def test_a_refused_rehearsal_stays_a_rehearsal(yupay, gives):
    gives(refused(HINT))
    said = yupay("release", "here", "--edition", "2022", "--dry-run", "--language", "en")
    assert said.err.rstrip().endswith("yupay release here --edition 2022 --nearest --dry-run")
    gives(refused(None))
    said = yupay("release", "here", "--edition", "2022", "--dry-run", "--language", "en")
    assert said.err.rstrip().endswith("yupay release here --edition 2022 --dry-run")


def test_a_run_of_a_registry_shows_the_way(yupay, tmp_path):
    folder = tmp_path / "own"
    assert yupay("new", "case-registry", folder).code == 0
    said = yupay("run", folder, "--language", "en")
    assert said.code == 2 and "P604" in said.err and "yupay release STUDY --edition NAME" in said.err


def test_a_refusal_without_an_alternative_offers_none(yupay, gives):
    gives(refused(None))
    assert "--nearest" not in yupay("release", "here", "--edition", "2022").err


@pytest.mark.parametrize(
    "words", [(), ("--purge", "--edition", "2021"), ("--forget-person", "1", "--forget-source", "a"), ("--dry-run",)]
)
def test_one_thing_at_a_time(yupay, words):
    said = yupay("release", "here", *words)
    assert said.code == 2 and "C900" in said.err and "--forget-source" in said.err


def test_a_study_without_a_registry(yupay, study):
    said = yupay("release", study, "--edition", "1")
    assert said.code == 2 and "P625" in said.err and "yupay run" in said.err


@pytest.mark.parametrize("name", ["..", "../x", "a/b"])
def test_a_name_that_leads_elsewhere(yupay, published, tmp_path, name):
    study = published.copy(tmp_path / "registry")
    said = yupay("release", study, "--edition", name)
    assert said.code == 2 and "P657" in said.err and "Traceback" not in said.err


def test_a_bad_policy_is_shown_at_its_line(yupay, published, tmp_path):
    study = published.copy(tmp_path / "registry", public=False)
    policy_with(study, (r"^threshold = 11$", "threshold = 3"))
    said = yupay("release", study, "--edition", EDITION, "--language", "en")
    assert said.code == 2 and "P623" in said.err and "release.toml:9" in said.err
    assert not (study / "editions").exists()


def test_an_edition_that_is_not_dated(yupay, published, tmp_path):
    study = published.copy(tmp_path / "registry")
    said = yupay("release", study, "--edition", "1999")
    assert said.code == 2 and "P626" in said.err and "2021" in said.err


@pytest.fixture
def vaulted(published, tmp_path):
    return published.copy(tmp_path / "registry")


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_came_in_fits_the_terminal(yupay, gives, published, language):
    gives(published.outcome)
    said = yupay("release", "here", "--edition", EDITION, "--language", language)
    assert not [line for line in said.out.split("\n") if len(line) > 80 and str(published.study) not in line]


def known(vaulted, institution="ong"):
    """A record of an institution whose person has records of others: its number there, and how many records there are."""
    with open_vault(vault_folder(vaulted)) as vault:
        link(vault)
        sql = (
            "SELECT id_fuente, n FROM identities JOIN persons USING (record_id) JOIN (SELECT person_id, count(*) n, "
            "count(DISTINCT institution) m FROM persons JOIN identities USING (record_id) GROUP BY 1) USING (person_id) "
            "WHERE institution = ? AND m > 1 AND id_fuente IS NOT NULL ORDER BY n DESC, record_id LIMIT 1"
        )
        number, n = vault.raw().execute(sql, [institution]).fetchone()
        vault.transact(lambda run: drop_derived(vault, run))
        return number, n


def held(vaulted):
    with open_vault(vault_folder(vaulted)) as vault:
        return vault.table("records").count().to_pyarrow().as_py()


@pytest.fixture
def enters(monkeypatch):
    """What stands on standard input; `typed`: at a terminal, where the number is typed unseen and the rest is seen."""

    def use(words, typed=None):
        stream = io.StringIO(words)
        stream.isatty = lambda: typed is not None
        monkeypatch.setattr(sys, "stdin", stream)
        monkeypatch.setattr(getpass, "getpass", lambda _: (typed or []).pop(0))

    return use


def test_a_person_is_forgotten_with_linked_records_and_points_at_nobody(yupay, vaulted, enters):
    number, n = known(vaulted)
    before = held(vaulted)
    enters(f"{number}\n")
    said = yupay("release", vaulted, "--forget-person", "ong", "--language", "en")
    assert n > 1 and said.code == 2 and f"{n} records of" in said.out and "Nothing was forgotten" in said.out
    assert "--yes" in said.err and held(vaulted) == before
    assert [one.kind for one in read_ledger(vaulted / "keep" / "ledger.jsonl")] == ["published"]
    enters(f"\ufeff{number}\r\n")
    done = yupay("release", vaulted, "--forget-person", "ong", "--yes", "--language", "en")
    words = " ".join(done.out.split())
    assert done.code == 0 and "written anew without those rows" in words and "none can be called back" in words
    assert held(vaulted) == before - n
    last = read_ledger(vaulted / "keep" / "ledger.jsonl")[-1]
    assert (last.kind, last.reason, last.edition, last.cells) == ("forgotten", "a person forgotten", "", ())
    assert not [one for one in (said.out, said.err, done.out, done.err, repr(last)) if number in one]


def test_at_a_terminal_the_number_is_typed_unseen_and_what_goes_is_confirmed(yupay, vaulted, enters):
    number, n = known(vaulted)
    before = held(vaulted)
    for answer, left in (("no\n", before), ("\n", before), ("sí\n", before - n)):
        enters(answer, typed=[number])
        said = yupay("release", vaulted, "--forget-person", "ong", "--language", "es")
        assert said.code == 0 and f"{n} registros de" in said.out and number not in said.out + said.err
        assert ("Hecho" in said.out) == (left < before) and held(vaulted) == left


@pytest.mark.parametrize("number", ["", "\n", "NADIE-777\n"])
def test_a_number_that_nobody_has_is_not_repeated(yupay, vaulted, enters, number):
    enters(number)
    said = yupay("release", vaulted, "--forget-person", "ong", "--yes")
    assert said.code == 2 and "P647" in said.err and "NADIE" not in said.out + said.err
    assert [one.kind for one in read_ledger(vaulted / "keep" / "ledger.jsonl")] == ["published"]


def test_a_terminal_that_would_show_the_number(yupay, vaulted, enters, monkeypatch):
    def shown(_):
        warnings.warn("it will be echoed", getpass.GetPassWarning, stacklevel=1)

    enters("", typed=[])
    monkeypatch.setattr(getpass, "getpass", shown)
    said = yupay("release", vaulted, "--forget-person", "ong")
    assert said.code == 2 and "P647" in said.err


def test_a_line_that_cannot_be_written_forgets_nobody(yupay, vaulted, enters, monkeypatch):
    """The ledger is marked first: a vault that lost records without its ledger knowing would be trusted too far."""
    number, _ = known(vaulted)
    before = held(vaulted)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("yupay.keep.ledger._append", full)
    enters(f"{number}\n")
    said = yupay("release", vaulted, "--forget-person", "ong", "--yes")
    assert said.code == 2 and "P654" in said.err and held(vaulted) == before


def test_a_source_is_forgotten_and_does_not_come_back(yupay, vaulted, enters):
    enters("")
    asked = yupay("release", vaulted, "--forget-source", "ong", "--language", "en")
    assert asked.code == 2 and "of 1 institution would be forgotten" in asked.out
    said = yupay("release", vaulted, "--forget-source", "ong", "--yes", "--language", "en")
    words = " ".join(said.out.split())
    assert said.code == 0 and "Take the institution out of study.toml" in words and "none can be called back" in words
    assert read_ledger(vaulted / "keep" / "ledger.jsonl")[-1].reason == "source forgotten: ong"
    before = held(vaulted)
    again = yupay("release", vaulted, "--edition", "2022", "--language", "en")
    assert again.code == 2 and "P649" in again.err and held(vaulted) >= before
    with open_vault(vault_folder(vaulted)) as vault:
        assert "ong" not in vault.table("records").institution.to_pyarrow().to_pylist()


def test_an_institution_of_the_vault_that_the_study_does_not_name(yupay, vaulted):
    """Its people would be counted, and on no list."""
    file = vaulted / "study.toml"
    words = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'(?ms)^\[\[registry.institutions\]\]\nid = "ong".*?(?=^\[\[)', "", words), encoding="utf-8")
    said = yupay("release", vaulted, "--edition", "2022", "--language", "en")
    assert said.code == 2 and "P649" in said.err and "--forget-source" in said.err


def test_nothing_to_forget(yupay, vaulted):
    said = yupay("release", vaulted, "--forget-source", "nadie")
    assert said.code == 2 and "P647" in said.err
    said = yupay("release", vaulted, "--purge", "--json")
    assert json.loads(said.out) == {"exit": 0, "forgotten": None}
    assert [one.kind for one in read_ledger(vaulted / "keep" / "ledger.jsonl")] == ["published"]


def test_no_vault(yupay, published, tmp_path, study):
    said = yupay("release", study, "--purge")
    assert said.code == 2 and "P647" in said.err and not (study / "keep" / "vault").exists()


DATE = re.compile(
    r"\d{1,2}[-/.]\d{1,2}([-/.]\d{2,4})?|(?i:(ene|jan|feb|mar|abr|apr|may|jun|jul|ago|aug|set|sep|sept|oct|nov|dic|dec))[ .-]?\d{1,4}"
)


def test_no_code_of_the_counts_opens_as_a_date(published):
    """A spreadsheet turns 12-13 into a day of December and says nothing."""
    ages = set()
    for file in (*published.folder.glob("tables/*.csv"), *published.folder.glob("codebook*.csv")):
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
        if "count" in rows[0] or file.name.startswith("codebook"):
            assert not [cell for row in rows for cell in row.values() if DATE.fullmatch(cell)], file.name
        ages |= {row["age"] for row in rows if "age" in row}
        ages |= {row["code"] for row in rows if row.get("column") == "age" and row["code"]}
    assert ages <= {"Y0T11", "Y12T13", "Y14T17", "unknown", "_T"} and {"Y12T13", "_T"} <= ages
    assert {cell.key.age for cell in published.outcome.sheet.cells} >= {"12-13"}
