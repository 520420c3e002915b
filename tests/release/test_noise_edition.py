"""An edition with tables that carry noise: drawn once, after all that may refuse it, paid for once, and nothing exact of them in public."""

import csv
import io
import json
import math
import shutil
import sys
import zipfile
from dataclasses import replace
from datetime import date

import ibis
import made_edition
import numpy as np
import pyarrow as pa
import pytest
from made_edition import DAY, EDITION, Published, answered, policy_with, publish_once, small_registry

from yupay.analyse.methods import known_methods
from yupay.derive.registry.counts import Places
from yupay.derive.registry.declared import declared
from yupay.edition import release_edition
from yupay.keep.ledger import open_ledger, read_ledger, spent
from yupay.model.problem import StudyProblems
from yupay.model.registry import CellKey, CubeTable, PublicCell
from yupay.model.text import Text
from yupay.protect import noise
from yupay.protect.editions.judge import Difference, Verdict
from yupay.publish.edition.counts import code
from yupay.publish.edition.noisy import belief
from yupay.study.check import check_study
from yupay.study.examine import examine
from yupay.study.read import locate, read_study
from yupay.study.release_policy import read_policy

LATER = date(2031, 10, 27)
NOISY = ("district-sex", "age-period")
TABLES = """
[[registry.tables]]
id = "district-sex"
title = { es = "Personas por distrito y sexo", en = "Persons by district and sex" }
axes = ["place", "sex"]
place = "district"
noise = true

[[registry.tables]]
id = "age-period"
title = { es = "Personas por edad y quinquenio", en = "Persons by age and five-year period" }
axes = ["age", "year"]
place = "total"
years = "5"
period = "2010-2024"
noise = true
"""
HARM = """
[[harms]]
exhibit = "{}"
harm = {{ es = "Ninguno: nadie existe", en = "None: nobody exists" }}
answer = "no"
"""


def noisy_registry(folder, people=made_edition.PEOPLE):
    """The small registry with two tables that carry noise."""
    small_registry(folder, people)
    with_tables(folder)
    policy_with(folder, (r"^width = 11$", "width = 11\nnoise = true"))
    return folder


def with_tables(folder):
    study, policy = folder / "study.toml", folder / "release.toml"
    words = study.read_text(encoding="utf-8")
    formats = '["html", "csv", "xlsx", "svg", "json"]'
    assert formats in words
    study.write_text(words.replace(formats, '["html", "csv", "xlsx", "json"]') + TABLES, encoding="utf-8")
    with policy.open("a", encoding="utf-8") as more:
        more.writelines(HARM.format(name) for name in NOISY)


class Made(Published):
    """The same with its tables that carry noise."""

    def remembered(self, **changed):
        """Editions made in this block take the counts that the vault gave already."""
        return Published.remembered(replace(self, gathered=replace(self.gathered, **changed)))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("noisy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YUPAY_KEY_FILE", str(folder / "key"))
        patch.setattr(made_edition, "small_registry", noisy_registry)
        found = publish_once(folder)
        yield Made(found.study, found.outcome, found.gathered)


@pytest.fixture
def fresh(made, tmp_path):
    """The study before its first edition."""
    study = made.copy(tmp_path / "registry", public=False)
    for name in ("ledger.jsonl", "ledger.jsonl.head"):
        (study / "keep" / name).unlink()
    return study


def lines(study):
    return read_ledger(study / "keep" / "ledger.jsonl")


def raw(study):
    file = study / "keep" / "ledger.jsonl"
    return file.read_bytes() if file.exists() else b""


def bytes_of(folder):
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def rows_of(folder, name):
    text = (folder / "tables" / f"{name}.INVENTADO.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def refused(study, made, edition=EDITION, day=DAY, dry_run=False, **changed):
    """The codes of a refusal that wrote nothing: neither in public nor in the ledger."""
    before = raw(study), bytes_of(study / "editions")
    with made.remembered(**changed), pytest.raises(StudyProblems) as caught:
        release_edition(study, edition, today=day, dry_run=dry_run)
    assert (raw(study), bytes_of(study / "editions")) == before
    return [one.code for one in caught.value.problems]


def test_it_is_drawn_once_noted_first_and_published_apart(made):
    entries = lines(made.study)
    assert [one.kind for one in entries] == ["noise", "noise", "published"]
    assert [len(one.cells) for one in entries[:2]] == [44 * 3, 4 * 4] and spent(entries) == 1.0
    assert {one.epsilon for one in entries[:2]} == {0.5} and entries[2].epsilon == 1.0
    assert not {one.table for one in entries[2].cells} & set(NOISY)
    assert [one.table.id for one in made.outcome.sheet.noisy] == list(NOISY)
    assert not {one.id for one in made.outcome.sheet.tables} & set(NOISY)
    assert not any(one.table.id in NOISY for one in made.gathered.tables)


@pytest.mark.parametrize("name", NOISY)
def test_the_file_holds_what_the_ledger_keeps_and_margins_are_its_sums(made, name):
    (line,) = [one for one in lines(made.study) if one.kind == "noise" and one.cells[0].table == name]
    kept = {cell.key: cell.count for cell in line.cells}
    rows = rows_of(made.folder, name)
    axes = list(rows[0])[: list(rows[0]).index("count")]
    zones = made.gathered.places.zone_of

    def inside(key, row):
        above = {"place": {key.place, zones.get(key.place, "")}}
        codes = {axis: above.get(axis, {getattr(key, axis)}) for axis in axes}
        return all(row[axis] in {"_T", *(code(axis, one) for one in codes[axis])} for axis in axes)

    for row in rows:
        parts = [count for key, count in kept.items() if inside(key, row)]
        assert int(row["count"]) == sum(parts) and int(row["parts"]) == len(parts)
        assert row["status"] == "noisy" and (row["epsilon"], row["scale"]) == ("0.5", "2")
        assert int(row["noise_high"]) == -int(row["noise_low"]) == noise.reach(0.5, len(parts))
        assert row["note"].startswith("DATOS INVENTADOS")
    assert sum(row["parts"] == str(len(kept)) for row in rows) == 1 and len(kept) < len(rows)


def test_it_is_described_for_people_and_for_programs(made):
    package = json.loads((made.folder / "datapackage.json").read_text(encoding="utf-8"))
    for name in NOISY:
        (resource,) = [one for one in package["resources"] if one["name"] == name]
        (count,) = [one for one in resource["schema"]["fields"] if one["name"] == "count"]
        rows = rows_of(made.folder, name)
        assert [one["name"] for one in resource["schema"]["fields"]] == list(rows[0])
        assert "minimum" not in count.get("constraints", {}) and "below zero" in resource["description"]
        for one in resource["schema"]["fields"]:
            assert {row[one["name"]] for row in rows} <= set(
                one.get("constraints", {}).get("enum", (*map(lambda r: r[one["name"]], rows),))
            )
    codebook = list(csv.DictReader(io.StringIO((made.folder / "codebook.INVENTADO.csv").read_text("utf-8-sig"))))
    for name in NOISY:
        told = [row for row in codebook if row["table"].endswith(f"/{name}.INVENTADO.csv")]
        assert {"count", "status", "epsilon", "scale", "parts", "noise_low", "noise_high"} <= {
            row["column"] for row in told
        }
        assert any("no es un error" in row["es"] for row in told) and any("no error" in row["en"] for row in told)
    words = {
        "es": ("Un conteo menor que cero no es un error", "Qué significa epsilon", "73 %", "tope 4.00"),
        "en": ("A count below zero is no error", "What epsilon means", "73%", "cap 4.00"),
    }
    for language, wanted in words.items():
        for stem in ("methods", "privacy_report"):
            page = (made.folder / f"{stem}.INVENTADO.{language}.html").read_text(encoding="utf-8")
            assert all(each in page for each in wanted[:3]), (stem, language)
        assert wanted[3] in (made.folder / f"privacy_report.INVENTADO.{language}.html").read_text(encoding="utf-8")
    assert round(100 * belief(1.0)) == 73
    crate = (made.folder / "ro-crate-metadata.json").read_text(encoding="utf-8")
    assert all(f"tables/{name}.INVENTADO.csv" in crate for name in NOISY)
    report = (made.folder / "report.INVENTADO.en.html").read_text(encoding="utf-8")
    assert "tables with drawn noise, as files apart" in report and "may be below zero" in package["description"]
    changes = (made.folder / "CHANGES.INVENTADO.txt").read_text(encoding="utf-8")
    assert "Table with noise: Persons by district and sex" in changes


def test_a_second_build_gives_the_same_bytes_and_spends_nothing(made, tmp_path):
    study = made.copy(tmp_path / "registry", public=False)
    before = raw(study)
    with made.remembered():
        again = release_edition(study, EDITION, today=LATER)
        assert again.known and bytes_of(study / "editions" / EDITION) == bytes_of(made.folder)
        third = release_edition(study, EDITION, today=LATER)
    assert third.known and not third.written and raw(study) == before


def test_the_same_data_under_another_name_are_the_same_edition(made, tmp_path):
    study = made.copy(tmp_path / "registry")
    before = raw(study)
    with made.remembered():
        outcome = release_edition(study, "2022", today=LATER)
    assert outcome.published_as == EDITION and raw(study) == before and not outcome.folder.exists()


def test_the_same_name_with_other_data_is_refused_before_a_draw(made, tmp_path):
    study = made.copy(tmp_path / "registry")
    other = tuple(replace(one, data=f"other {one.data}") for one in made.gathered.noisy)
    assert refused(study, made, noisy=other, day=LATER) == ["P653"]


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize(("drawn", "year"), [(3.5, "2020"), (0.5, str(DAY.year))])
def test_the_cap_and_the_budget_of_the_year_refuse_before_a_draw(made, fresh, monkeypatch, dry_run, drawn, year):
    monkeypatch.setattr(noise, "draw", lambda *_: pytest.fail("something was drawn"))
    monkeypatch.setattr("yupay.edition.protected", lambda *_: pytest.fail("refused too late"))
    with open_ledger(fresh / "keep" / "ledger.jsonl") as ledger:
        cells = [PublicCell(table="t", key=CellKey(), count=1)]
        ledger.keep_noise("earlier", f"{year}-01-01", digest="d", cells=cells, epsilon=drawn)
    assert refused(fresh, made, dry_run=dry_run) == ["P655"]


@pytest.mark.parametrize("dry_run", [True, False])
def test_without_opendp_it_is_refused_before_anything(made, fresh, monkeypatch, dry_run):
    monkeypatch.setitem(sys.modules, "opendp", None)
    assert refused(fresh, made, dry_run=dry_run) == ["P656"]


def test_an_edition_that_is_refused_draws_nothing(made, fresh, monkeypatch):
    small = Difference((), EDITION, "", 1, 1)
    monkeypatch.setattr("yupay.beside.judge_both_ways", lambda *_, **__: Verdict((small,), (), True, True, 1))
    monkeypatch.setattr("yupay.beside.alternatives", lambda *_, **__: ())
    with made.remembered(), pytest.raises(StudyProblems) as caught:
        release_edition(fresh, EDITION, today=DAY)
    assert [one.code for one in caught.value.problems] == ["P658"]
    assert [one.kind for one in lines(fresh)] == ["refused"]


def test_a_folder_that_cannot_be_written_draws_nothing(made, fresh):
    (fresh / "editions" / EDITION).mkdir(parents=True)
    (fresh / "editions" / EDITION / "notes.txt").write_text("x")
    assert refused(fresh, made) == ["P651"]
    shutil.move(fresh / "editions" / EDITION, fresh / "elsewhere")
    (fresh / "editions" / EDITION).symlink_to(fresh / "elsewhere")
    assert refused(fresh, made) == ["P629"]


def test_a_dry_run_draws_and_spends_nothing_and_says_what_it_would(made, fresh, monkeypatch):
    monkeypatch.setattr(noise, "draw", lambda *_: pytest.fail("something was drawn"))
    with made.remembered():
        outcome = release_edition(fresh, EDITION, today=DAY, dry_run=True)
    assert raw(fresh) == b"" and not (fresh / "editions").exists()
    assert [(one.inner, one.epsilon, one.cells) for one in outcome.sheet.noisy] == [(132, 0.5, ()), (16, 0.5, ())]
    assert outcome.sheet.spent == 1.0
    es, en = (next(one for one in outcome.pages if f".{lang}." in one.name).read_text("utf-8") for lang in ("es", "en"))
    for words in (es, en):
        assert "132" in words and "± 6" in words and "Personas por distrito y sexo" in es
    assert (
        "Nada se sorteó todavía" in es and "epsilon 1.00 en esta edición, 1.00 con todo" in es and "1.00 por año" in es
    )
    assert "Nothing was drawn yet" in en and "cap 4.00" in en


def test_a_run_that_dies_after_the_draw_pays_once(made, fresh, monkeypatch):
    def dead(*_, **__):
        raise KeyboardInterrupt

    with made.remembered(), monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("yupay.edition.finished", dead)
        release_edition(fresh, EDITION, today=DAY)
    assert [one.kind for one in lines(fresh)] == ["noise", "noise"] and not (fresh / "editions").exists()
    with made.remembered():
        release_edition(fresh, EDITION, today=LATER)
    assert [one.kind for one in lines(fresh)] == ["noise", "noise", "published"] and spent(lines(fresh)) == 1.0


def test_no_exact_count_of_them_is_anywhere_in_public_or_in_the_ledger(made, fresh, monkeypatch):
    monkeypatch.setattr(noise, "draw", lambda counts, *_: [count + 1009 for count in counts])
    canaries = []

    def planted(one):
        start = 71_000_003 + 9_000_000 * len(canaries)
        people = np.arange(start, start + 7 * one.people.size, 7).reshape(one.people.shape)
        sums = [people.sum(axis=at) for at in range(people.ndim)]
        canaries.extend(
            int(each) for each in (*people.ravel(), *np.concatenate([s.ravel() for s in sums]), people.sum())
        )
        return replace(one, people=people, data=f"planted {one.data}")

    with made.remembered(noisy=tuple(map(planted, made.gathered.noisy))):
        outcome = release_edition(fresh, EDITION, today=DAY)
    assert len(canaries) > 190 and [one.kind for one in lines(fresh)] == ["noise", "noise", "published"]
    files = {**bytes_of(outcome.folder), "ledger": raw(fresh)}
    for name, data in list(files.items()):
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as inside:
                files |= {f"{name}/{one}": inside.read(one) for one in inside.namelist()}
    bare = {name: data.translate(None, b",. \xc2\xa0\xe2\x80\xaf") for name, data in files.items()}
    assert str(canaries[0] + 1009).encode() in bare["tables/district-sex.INVENTADO.csv"]
    everything = b"\n".join(bare.values())
    assert not [one for one in canaries if str(one).encode() in everything]


PLACES = Places({"L1": "N", "L2": "N", "L3": "S"})


def table(name, *axes, **more):
    title = Text(es="t", en="t")
    return CubeTable.model_validate({"id": name, "title": title, "axes": axes, "noise": True, **more})


def count(made, people, *tables, places=PLACES):
    registry = examine(made.study, known_methods()).study.registry
    columns = {f"on_{one.id}": [1] * len(people) for one in registry.institutions}
    axes = ("place", "age", "sex", "purpose", "offence", "year")
    columns |= {axis: [row[at] for row in people] for at, axis in enumerate(axes)}
    rows = ibis.duckdb.connect().create_table("people", pa.table(columns))
    return declared(registry, tables, rows, places, lambda *parts: "|".join(parts))


PEOPLE = [
    ("L1", "0-11", "F", "sexual", "met", 2014),
    ("L2", "14-17", "M", "labour", "open", 2016),
    ("X9", "14-17", "F", "other", "met", 1999),
    ("L1", "unknown", "unknown", "several", "met", None),
]
WIDE = (
    table("a", "place", "year", place="zone", period="2014-2016"),
    table("b", "year", "age", place="total", years="5", period="2012-2021"),
    table("c", "sex", "purpose", "offence", place="district"),
    table("d", "place", "year", place="district", years="pooled"),
)


def test_the_cells_are_declared_whoever_is_there_and_everybody_is_in_one(made):
    many, few = count(made, PEOPLE, *WIDE), count(made, PEOPLE[:1], *WIDE)
    assert [one.members for one in many] == [one.members for one in few]
    assert [int(one.people.sum()) for one in many] == [4] * 4 and [int(one.people.sum()) for one in few] == [1] * 4
    zones, periods, codes, districts = many
    assert zones.members == (("N", "S", "unknown"), ("2014", "2015", "2016", "unknown"))
    assert zones.people.tolist() == [[1, 0, 1, 1], [0, 0, 0, 0], [0, 0, 0, 1]]
    assert periods.members[0] == ("2010-2014", "2015-2019", "2020-2024", "unknown")
    assert periods.people.sum(axis=1).tolist() == [1, 1, 0, 2]
    assert codes.axes == ("sex", "purpose", "offence") and codes.people.shape == (3, 6, 3)
    assert districts.people.tolist() == [2, 1, 0, 1] and districts.parents["L2"] == "N"


def test_the_digest_is_that_of_everybody_and_of_the_definition(made):
    (first,), (same,) = count(made, PEOPLE, WIDE[3]), count(made, list(reversed(PEOPLE)), WIDE[3])
    assert first.data == same.data
    elsewhere = [*PEOPLE[:3], ("L1", "unknown", "unknown", "several", "open", None)]
    (other,) = count(made, elsewhere, WIDE[3])
    assert other.people.tolist() == first.people.tolist() and other.data != first.data
    (moved,) = count(made, PEOPLE, WIDE[3], places=Places({"L1": "N", "L2": "S", "L3": "S"}))
    (renamed,) = count(made, PEOPLE, table("e", "place", "year", place="district", years="pooled"))
    assert len({first.data, moved.data, renamed.data}) == 3


@pytest.mark.parametrize("epsilon", [0.01, 0.1, 0.5, 1.0])
def test_how_far_off_a_count_may_be_is_that_of_the_closed_form_and_of_draws(epsilon):
    a = math.exp(-epsilon)
    assert noise.reach(epsilon, 1) == next(t for t in range(10**4) if 1 - 2 * a ** (t + 1) / (1 + a) >= 0.95)
    draw, parts = np.random.default_rng(1), 40
    drawn = draw.geometric(1 - a, (20_000, parts)).sum(axis=1) - draw.geometric(1 - a, (20_000, parts)).sum(axis=1)
    far = noise.reach(epsilon, parts)
    slack = 4 * math.sqrt(0.95 * 0.05 / 20_000)
    assert (np.abs(drawn) <= far).mean() > 0.95 - slack and (np.abs(drawn) <= far - 1).mean() < 0.95 + slack


def policy_problems(folder):
    with pytest.raises(StudyProblems) as caught:
        read_policy(folder, examine(folder, known_methods()).study, DAY)
    found = caught.value.problems
    policy = (folder / "release.toml").read_text(encoding="utf-8").splitlines()
    return [(one.code, policy[one.line - 1].split(" = ")[0]) for one in found]


SIGNED = 'threshold = 7\nreason = { es = "a", en = "b" }\nsigned_by = "c"'


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ((r"^threshold = 11$", SIGNED), ("P633", "threshold")),
        ((r"^noise = true$", "noise = true\nepsilon = 1.5"), ("P621", "epsilon")),
        ((r"^noise = true$", "noise = true\nepsilon = 0"), ("P621", "epsilon")),
        ((r"^noise = true$", "noise = true\nepsilon_cap = 5.0"), ("P621", "epsilon_cap")),
        ((r"^noise = true$", "noise = false"), ("P633", "noise")),
    ],
)
def test_noise_is_refused_where_it_cannot_be_as_asked_for(tmp_path, change, found):
    folder = noisy_registry(tmp_path / "registry")
    policy_with(folder, change)
    assert policy_problems(folder) == [found]


def test_noise_that_no_table_that_leaves_asks_for_is_refused(tmp_path):
    folder = noisy_registry(tmp_path / "registry")
    policy_with(folder, *(answered(name, "do not publish") for name in NOISY))
    assert policy_problems(folder) == [("P633", "noise")]


def test_a_table_with_noise_that_is_kept_back_is_named_as_such(made, fresh):
    policy_with(fresh, answered("district-sex", "do not publish"))
    with made.remembered(noisy=made.gathered.noisy[1:]):
        outcome = release_edition(fresh, EDITION, today=DAY, dry_run=True)
    assert [name for name, _ in outcome.sheet.withheld] == ["district-sex"]
    assert [(one.table.id, one.epsilon) for one in outcome.sheet.noisy] == [("age-period", 1.0)]


@pytest.mark.parametrize(
    ("old", "new", "got"),
    [
        ('axes = ["place", "sex"]', 'axes = ["source", "year"]', "district-sex: noise, source"),
        ('period = "2010-2024"', 'period = "2024-2010"', 'period = "2024-2010"'),
        ('period = "2010-2024"', "", 'period = ""'),
        ('axes = ["age", "year"]', 'axes = ["age"]', "age-period: zone-purpose-age"),
        ('axes = ["place", "sex"]', 'axes = ["place"]', "district-sex: districts"),
        ('where = { purpose = "sexual" }', 'where = { sex = "F" }', "sexual: place x sex"),
        ('table = "zone-purpose-age"', 'table = "district-sex"', "counts-zone: district-sex"),
    ],
)
def test_a_table_with_noise_is_declared_so_that_it_can_be_drawn(tmp_path, old, new, got):
    file = noisy_registry(tmp_path / "registry") / "study.toml"
    words = file.read_text(encoding="utf-8")
    assert old in words
    assert [one for one in check_study(read_study(file), locate(file)) if one.code == "S150"] == []
    file.write_text(words.replace(old, new), encoding="utf-8")
    found = [one for one in check_study(read_study(file), locate(file)) if one.code == "S150"]
    assert got in [one.got.en for one in found] and all(one.line > 0 for one in found)
