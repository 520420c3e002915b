"""What changed since the last output, from the files of both."""

import json
from dataclasses import replace

import pytest

from yupay.cli.changes import FIRST, NOTHING, Snapshot, differences
from yupay.model.text import Text

NAMES = {"H1": Text(es="HE1", en="SH1")}


def write(folder, *, decision="not supported", value=0.4, sha="a", rows=126, plan="p"):
    folder.mkdir(exist_ok=True)
    manifest = {"plan_sha256": plan, "inputs": [{"file": "data/x.csv", "sha256": sha, "rows": rows, "source": "x"}]}
    estimates = {"estimates": [{"id": "relate/x~y/district/spearman", "value": value}, {"id": "b", "value": None}]}
    findings = {"findings": [{"subject": "H1", "decision": decision}, {"subject": "O1", "decision": None}]}
    for name, content in (("manifest", manifest), ("estimates", estimates), ("findings", findings)):
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return Snapshot.of(folder)


def test_the_first_output(tmp_path):
    assert differences(Snapshot.of(tmp_path / "none"), write(tmp_path / "new"), NAMES) == [FIRST]


def test_nothing_changed(tmp_path):
    assert differences(write(tmp_path / "a"), write(tmp_path / "b"), NAMES) == [NOTHING]


def test_decisions_come_first_then_files_plan_and_numbers(tmp_path):
    before = write(tmp_path / "a")
    after = write(tmp_path / "b", decision="supported", value=0.61, sha="b", rows=127, plan="q")
    assert [one.en for one in differences(before, after, NAMES)] == [
        "SH1: not supported -> supported",
        "data/x.csv: changed, rows (126 -> 127)",
        "Changed: the plan.",
        "1 of 2 numbers changed; 0 new; 0 gone.",
        "relate/x~y/district/spearman: 0.4 -> 0.61",
    ]
    assert [one.es for one in differences(before, after, NAMES)][:4] == [
        "HE1: no respaldada -> respaldada",
        "data/x.csv: cambió, filas (126 -> 127)",
        "Cambió: el plan.",
        "1 de 2 números cambió; 0 nuevos; 0 retirados.",
    ]


def test_a_hypothesis_that_came_or_went(tmp_path):
    before, after = write(tmp_path / "a", decision=None), write(tmp_path / "b")
    assert differences(before, after, {})[0].es == "H1: no estaba -> no respaldada"
    assert differences(after, before, {})[0].en == "H1: not supported -> absent"


@pytest.mark.parametrize(
    ("changed", "es"),
    [
        (("packages",), "Cambiaron: las versiones de las bibliotecas."),
        (("code_sha256",), "Cambió: el programa."),
        (("plan_sha256", "seed"), "Cambiaron: el plan y la semilla."),
    ],
)
def test_a_verb_agrees_with_what_changed(tmp_path, changed, es):
    before = write(tmp_path / "a")
    after = replace(before, manifest={**before.manifest, **dict.fromkeys(changed, "other")})
    assert [one.es for one in differences(before, after, NAMES)] == [es]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"findings": 3, "estimates": [1], "inputs": {}}'])
def test_a_damaged_output_is_as_good_as_none(tmp_path, content):
    for name in ("manifest", "estimates", "findings"):
        (tmp_path / f"{name}.json").write_text(content, encoding="utf-8")
    assert Snapshot.of(tmp_path).values == {}
