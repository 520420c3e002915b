"""`yupay release`: what it says, in which order, with which exit; refusals that show the way; forgetting that points at nobody."""

import json
from dataclasses import replace

import pytest
from made_edition import EDITION, policy_with

import yupay.edition as path
from yupay.keep.ledger import read_ledger
from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text

HINT = Text(es="ocultar más celdas", en="hide further cells")


@pytest.fixture
def gives(monkeypatch, published):
    """`release_edition` gives this outcome, or raises this, and remembers what it was asked."""
    asked = []

    def use(found):
        def release_edition(study, edition, *, tell, **options):
            asked.append((study, edition, options))
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
        "published",
        "Audit passed, threshold 11",
        "What was written",
        "report.INVENTADO.en.html",
        "Back up keep/ledger",
    ]
    places = [" ".join(said.out.split()).find(words) for words in order]
    assert -1 not in places and places == sorted(places)
    assert "Protecting the counts" in said.err


def test_json_is_one_object_without_words_around(yupay, gives, published):
    gives(published.outcome)
    said = yupay("release", "here", "--edition", EDITION, "--json", "--language", "en")
    found = json.loads(said.out)
    assert said.err == "" and found["exit"] == 0 and found["audit_passed"] and found["already_published"] is None
    assert found["judged_with"] == [] and found["threshold"] == 11 and len(found["written"]) > 20
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
    assert said.code == 2 and said.out == "" and "P658" in said.err and "hide further cells" in said.err
    assert said.err.rstrip().endswith("yupay release here --edition 2022 --nearest")
    assert json.loads(yupay("release", "here", "--edition", "2022", "--json").out)["problems"][0]["code"] == "P658"


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


@pytest.mark.parametrize(
    ("words", "reason"),
    [(("--forget-person", "7"), "a person forgotten"), (("--forget-source", "ong"), "source forgotten: ong")],
)
def test_forgetting_is_noted_and_points_at_nobody(yupay, vaulted, words, reason):
    said = yupay("release", vaulted, *words, "--language", "en")
    assert said.code == 0 and "written anew without those rows" in " ".join(said.out.split())
    last = read_ledger(vaulted / "keep" / "ledger.jsonl")[-1]
    assert (last.kind, last.reason, last.edition, last.cells) == ("forgotten", reason, "", ())


def test_nothing_to_forget(yupay, vaulted):
    for words in (("--forget-person", "999999"), ("--forget-source", "nadie")):
        said = yupay("release", vaulted, *words)
        assert said.code == 2 and "P647" in said.err
    said = yupay("release", vaulted, "--purge", "--json")
    assert json.loads(said.out) == {"exit": 0, "forgotten": None}
    assert [one.kind for one in read_ledger(vaulted / "keep" / "ledger.jsonl")] == ["published"]


def test_no_vault(yupay, published, tmp_path, study):
    said = yupay("release", study, "--purge")
    assert said.code == 2 and "P647" in said.err and not (study / "keep" / "vault").exists()
