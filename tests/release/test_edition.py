"""An edition is made once: the same inputs give the same bytes, the same digest changes nothing, other content needs another name."""

import shutil
from datetime import date

import pytest
from made_edition import DAY, EDITION, answered, policy_with

from yupay.beside import same_zones
from yupay.edition import release_edition
from yupay.keep.ledger import editions, open_ledger, read_ledger
from yupay.model.problem import StudyProblems
from yupay.model.text import Text
from yupay.protect.editions.alternatives import Alternative
from yupay.protect.editions.judge import Difference, Verdict

LATER = date(2031, 10, 27)


def bytes_of(folder):
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def codes(caught):
    return [one.code for one in caught.value.problems]


def test_it_is_noted_and_sealed(published):
    outcome = published.outcome
    entries = editions(read_ledger(published.study / "keep" / "ledger.jsonl"))
    assert [one.edition for one in entries] == [EDITION]
    assert entries[0].made == DAY.isoformat() and entries[0].cells == outcome.sheet.cells
    assert outcome.release.edition == outcome.sheet and outcome.release.seal
    assert outcome.written and not outcome.known and outcome.sheet.earlier == ()


def test_two_builds_give_the_same_bytes_on_any_day(published, tmp_path):
    again = published.copy(tmp_path / "registry", public=False)
    for name in ("ledger.jsonl", "ledger.jsonl.head"):
        (again / "keep" / name).unlink()
    outcome = release_edition(again, EDITION, today=LATER)
    assert outcome.written and not outcome.known
    first, second = bytes_of(published.folder), bytes_of(again / "editions" / EDITION)
    assert first == second and len(first) > 20
    days = (DAY.isoformat(), LATER.isoformat())
    assert not [name for name, data in second.items() if any(day.encode() in data for day in days)]


def test_the_same_digest_is_a_no_op(published, tmp_path):
    study = published.copy(tmp_path / "registry")
    before = bytes_of(study / "editions"), (study / "keep" / "ledger.jsonl").read_bytes()
    with published.remembered():
        outcome = release_edition(study, EDITION, today=LATER)
    assert outcome.known and outcome.written == () and outcome.published_as == EDITION
    assert before == (bytes_of(study / "editions"), (study / "keep" / "ledger.jsonl").read_bytes())


def test_a_noted_edition_whose_folder_is_gone_or_torn_is_written_again(published, tmp_path):
    study = published.copy(tmp_path / "registry")
    (study / "editions" / EDITION / "datapackage.json").unlink()
    ledger = (study / "keep" / "ledger.jsonl").read_bytes()
    with published.remembered():
        outcome = release_edition(study, EDITION, today=LATER)
    assert outcome.known and outcome.written
    assert bytes_of(study / "editions" / EDITION) == bytes_of(published.folder)
    assert ledger == (study / "keep" / "ledger.jsonl").read_bytes()


def test_the_same_name_with_other_content_is_refused(published, tmp_path):
    study = published.copy(tmp_path / "registry")
    policy_with(study, (r"^threshold = 11$", "threshold = 12"), (r"^width = 11$", "width = 12"))
    before = bytes_of(study / "editions")
    with published.remembered(), pytest.raises(StudyProblems) as caught:
        release_edition(study, EDITION, today=DAY)
    assert codes(caught) == ["P653"]
    assert bytes_of(study / "editions") == before


def test_a_failure_while_writing_leaves_a_noted_edition_that_is_mended(published, tmp_path, monkeypatch):
    study = published.copy(tmp_path / "registry", public=False)
    for name in ("ledger.jsonl", "ledger.jsonl.head"):
        (study / "keep" / name).unlink()

    def full(*_):
        raise KeyboardInterrupt

    with published.remembered(), monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("yupay.publish.swap.replace", full)
        release_edition(study, EDITION, today=DAY)
    assert [one.edition for one in read_ledger(study / "keep" / "ledger.jsonl")] == [EDITION]
    assert not (study / "editions" / EDITION).exists()
    with published.remembered():
        assert release_edition(study, EDITION, today=DAY).known
    assert bytes_of(study / "editions" / EDITION) == bytes_of(published.folder)


@pytest.fixture
def telling(monkeypatch):
    """Every edition but the first gives a difference away, unless it prints nothing but the grand totals."""

    def judge(cells, hidden, earlier, k, **_):
        small = Difference(cells.keys[0], EDITION, "", 1, 1)
        return Verdict((small,) if earlier and not hidden[~cells.tops].all() else (), (), True, True, len(earlier))

    def alternatives(cells, hidden, *_, **__):
        return (Alternative(Text.same("hide further cells"), "", 0, hidden | ~cells.tops, 1, 0.1),)

    monkeypatch.setattr("yupay.beside.judge_both_ways", judge)
    monkeypatch.setattr("yupay.beside.alternatives", alternatives)


def test_an_edition_that_gives_a_difference_away_is_refused_and_noted_but_not_in_a_dry_run(
    published, tmp_path, telling
):
    study = published.copy(tmp_path / "registry")
    ledger = study / "keep" / "ledger.jsonl"
    before = ledger.read_bytes()
    for dry_run in (True, False):
        with published.remembered(), pytest.raises(StudyProblems) as caught:
            release_edition(study, "2022", today=DAY, dry_run=dry_run)
        assert codes(caught) == ["P658"] and caught.value.problems[0].hint is not None
        assert (ledger.read_bytes() == before) == dry_run
        assert not (study / "editions" / "2022").exists()
    refused = read_ledger(ledger)[-1]
    assert (refused.kind, refused.edition, refused.reason, refused.cells) == ("refused", "2022", "P658", ())


def test_the_nearest_safe_edition_is_published_and_found_again_without_asking_for_it(published, tmp_path, telling):
    study = published.copy(tmp_path / "registry")
    with published.remembered():
        first = release_edition(study, "2022", today=DAY, nearest=True)
        again = release_edition(study, "2022", today=LATER)
    assert first.written and first.nearest is not None and first.sheet.earlier == (EDITION,)
    assert again.known and not again.written and again.sheet == first.sheet
    utility = (first.folder / "utility_report.INVENTADO.en.html").read_text(encoding="utf-8")
    assert "Persons by district, all years pooled: no value by place is published, only totals." in utility


def test_a_low_threshold_prints_its_signed_reason_and_a_dry_run_publishes_nothing(published, tmp_path):
    study = published.copy(tmp_path / "registry", public=False)
    shutil.rmtree(study / "keep")
    policy_with(
        study,
        (
            r"^threshold = 11$",
            'threshold = 7\nreason = { es = "Acuerdo 4 del comité", en = "Agreement 4 of the board" }\nsigned_by = "La directora"',
        ),
        (r'^accountable = ".*"$', 'accountable = "<script>Nadie</script>"'),
        answered("map-districts", "do not publish"),
    )
    with published.remembered():
        outcome = release_edition(study, EDITION, today=DAY, dry_run=True)
    assert not (study / "editions").exists() and not read_ledger(study / "keep" / "ledger.jsonl")
    told = str(outcome.release.blocks)
    assert "Agreement 4 of the board" in told and "Acuerdo 4 del comité" in told and "La directora" in told
    assert [one.name for one in outcome.pages] == [f"dry-run-{EDITION}.{language}.html" for language in ("en", "es")]
    for page, reason in zip(outcome.pages, ("Agreement 4", "Acuerdo 4"), strict=True):
        words = page.read_text(encoding="utf-8")
        assert page.parent == study / "keep" and page.stat().st_mode & 0o077 == 0
        assert reason in words and "La directora" in words
        assert "<script" not in words and "&lt;script&gt;Nadie" in words
        assert ("NOT FOR PUBLICATION" if page.suffixes[0] == ".en" else "NO PUBLICAR") in words


def test_what_must_not_be_published_is_nowhere(published, tmp_path):
    study = published.copy(tmp_path / "registry", public=False)
    shutil.rmtree(study / "keep")
    policy_with(study, answered("zone-period", "do not publish"), answered("map-districts", "do not publish"))
    with published.remembered():
        outcome = release_edition(study, EDITION, today=DAY)
    assert "zone-period" not in {one.table for one in outcome.sheet.cells}
    assert [name for name, _ in outcome.sheet.withheld] == ["zone-period", "map-districts"]
    assert "map-districts" not in {one.id for one in outcome.release.figures}
    files = bytes_of(outcome.folder)
    assert not [name for name in files if "zone-period" in name or "map-districts" in name]
    utility = files[next(name for name in files if name.startswith("utility_report") and ".en." in name)].decode()
    assert "Persons by zone and five-year period: b" in utility
    report = files[next(name for name in files if name.startswith("report") and ".en." in name)].decode()
    assert "Persons by zone and five-year period" not in report and 'id="figure-map-districts"' not in report
    assert 'id="figure-map-districts"' in (published.folder / "report.INVENTADO.en.html").read_text(encoding="utf-8")


def test_an_edition_is_not_judged_by_a_ledger_that_lost_one_still_published(published, tmp_path):
    study = published.copy(tmp_path / "registry")
    for name in ("ledger.jsonl", "ledger.jsonl.head"):
        (study / "keep" / name).unlink(missing_ok=True)
    before = bytes_of(study / "editions")
    with published.remembered(), pytest.raises(StudyProblems) as caught:
        release_edition(study, "2022", today=DAY)
    assert codes(caught) == ["P651"] and bytes_of(study / "editions") == before


def test_a_lower_threshold_does_not_weaken_an_earlier_edition(published, tmp_path, monkeypatch):
    study, asked = published.copy(tmp_path / "registry"), []
    signed = 'threshold = 7\nsigned_by = "A"\nreason = { es = "r", en = "r" }'
    policy_with(study, (r"^threshold = 11$", signed), (r"^width = 11$", "width = 7"))

    def judge(cells, hidden, earlier, k, *, width, **_):
        asked.append((k, width))
        raise KeyboardInterrupt

    monkeypatch.setattr("yupay.beside.judge_both_ways", judge)
    with published.remembered(), pytest.raises(KeyboardInterrupt):
        release_edition(study, "2022", today=DAY)
    assert asked == [(11, 11)]


@pytest.mark.parametrize("name", ["2021.new", "2021.OLD"])
def test_an_edition_cannot_take_the_name_of_a_folder_being_written(published, tmp_path, name):
    study = published.copy(tmp_path / "registry")
    with pytest.raises(StudyProblems) as caught:
        release_edition(study, name, today=DAY)
    assert codes(caught) == ["P657"]


def test_zones_drawn_anew_need_codes_of_their_own(published, tmp_path):
    study = published.copy(tmp_path / "registry")
    with open_ledger(study / "keep" / "ledger.jsonl") as ledger:
        (line,) = [one for one in ledger.entries if one.kind == "published"]
    assert line.places["L01"] == "Z1" and len(line.places) == 43
    same_zones(line.places, [line])
    same_zones({place: f"new-{zone}" for place, zone in line.places.items()}, [line])
    with pytest.raises(StudyProblems) as caught:
        same_zones({**line.places, "L01": "Z2"}, [line])
    assert codes(caught) == ["P634"] and "2" in caught.value.problems[0].got.en
