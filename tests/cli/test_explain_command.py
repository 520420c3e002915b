"""`yupay explain`: a code or a number, opened."""

import json
import re

import pytest

from yupay.model.estimate import Assumption, Estimate, Interval
from yupay.model.source import RowRef
from yupay.model.text import Text

ESTIMATE = Estimate(
    question="relate",
    variables=("x1", "y3"),
    unit_of_analysis="district",
    method="spearman",
    quantity=Text(es="Rho de Spearman", en="Spearman's rho"),
    value=0.4137,
    unit="coefficient",
    interval=Interval(low=0.13, high=0.64, method=Text(es="Fisher", en="Fisher")),
    n=43,
    base=Text(es="distritos", en="districts"),
    statistic_name="S",
    statistic=7800.0,
    p=0.0004,
    p_adjusted=0.034,
    assumptions=(Assumption(name=Text(es="sin empates", en="no ties"), held=False, evidence=Text.same("18 = 0")),),
    sources=("stations", "faltas"),
    rows=(RowRef(source="stations", where="ubigeo = 150101", rows=1), RowRef(source="faltas", where="", rows=1234)),
    parameters={
        "columns": 5,
        "rho_x": 0.12,
        "family_y": "sar",
        "nugget_y": None,
        "alternative": "two-sided",
        "zeta": 7,
    },
    warnings=(Text(es="vecinos parecidos", en="neighbours alike"),),
)
COUNTED = [
    Estimate(
        question="describe",
        variables=("y3",),
        unit_of_analysis="district",
        method="count",
        key=key,
        quantity=Text.same("n"),
        value=1.0,
        unit="complaint",
    )
    for key in ("150101", "150102", "070101")
]
DIGEST = "0123456789abcdef" * 4
SILENT = ESTIMATE.model_copy(update={"key": "none", "value": None, "interval": None, "p": None})


@pytest.fixture
def output(study):
    folder = study / "output"
    folder.mkdir()
    listed = [{"id": one.id, **one.model_dump(mode="json")} for one in (ESTIMATE, SILENT, *COUNTED)]
    content = {"study": "example", "estimates": listed}
    (folder / "estimates.json").write_text(json.dumps(content), encoding="utf-8")
    inputs = [{"source": "stations", "file": "data/stations.csv", "sha256": DIGEST, "rows": 9}]
    (folder / "manifest.json").write_text(json.dumps({"inputs": inputs}), encoding="utf-8")
    findings = [{"subject": "H1", "estimates": [ESTIMATE.id]}, {"subject": "O1", "estimates": ["other"]}]
    (folder / "findings.json").write_text(json.dumps({"findings": findings}), encoding="utf-8")
    return folder


def test_a_code(yupay):
    said = yupay("explain", "s131")
    assert said.code == 0 and said.out.startswith("S131  el plan cambió después de registrarse")


def test_a_code_in_json(yupay):
    assert json.loads(yupay("explain", "S131", "--json").out)["code"] == "S131"


def test_a_number(yupay, study, output):
    said = yupay("explain", ESTIMATE.id, "--study", study)
    facts = [line.split(maxsplit=1) for line in said.out.split("\n") if line.startswith("  ")]
    shown = {fact[0]: fact[1] for fact in facts if len(fact) == 2}
    assert said.code == 0
    assert shown["valor"] == "0.414"
    assert shown["unidad"] == "coeficiente"
    assert shown["intervalo"] == "95 % [0.130; 0.640], Fisher"
    assert shown["base"] == "43 distritos", "fewer places were counted than these: how many there are is not known"
    assert shown["método"] == "spearman"
    assert "stations: ubigeo = 150101 (1 fila)" in said.out
    assert "faltas: las 1,234 filas" in said.out
    assert "< .001" in said.out and ".034" in said.out


def facts_of(said) -> dict[str, list[str]]:
    """The facts under each label, the indented ones too."""
    facts: dict[str, list[str]] = {}
    label, lines = "", said.out.rstrip().split("\n")[1:]
    start = re.match(r" {2}\S.*? {2,}(?=\S)", lines[0]).end()
    for line in lines:
        label = line[:start].strip() or label
        facts.setdefault(label, []).append(line[start:].strip())
    return facts


def test_parameters_in_words(yupay, study, output):
    facts = facts_of(yupay("explain", ESTIMATE.id, "--study", study, "--language", "en"))
    assert facts["parameters"] == [
        "columns removed = 5",
        "rho of the dependence of X = 0.120",
        "family of dependence of Y = simultaneous autoregressive (SAR)",
        "alternative = two-sided",
        "zeta = 7",
    ]


def test_the_file_its_digest_and_what_stands_on_it(yupay, study, output):
    facts = facts_of(yupay("explain", ESTIMATE.id, "--study", study))
    assert " ".join(facts["archivos"]).split() == ["stations:", "data/stations.csv,", "sha256", DIGEST]
    assert facts["sostiene a"] == ["HE1"], "by its name on the page"


@pytest.mark.parametrize(("n", "base"), [(2, "2 de 3 distritos"), (1, "1 de 3 distritos")])
def test_of_how_many_places(yupay, study, output, n, base):
    path = output / "estimates.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"n": 43', f'"n": {n}'), encoding="utf-8")
    assert facts_of(yupay("explain", ESTIMATE.id, "--study", study))["base"] == [base]


def test_places_shown_apart_are_not_counted(yupay, study, output):
    path = study / "study.toml"
    text = path.read_text(encoding="utf-8").replace("digits = 6", 'digits = 6\ncompare = ["07"]')
    path.write_text(text, encoding="utf-8")
    estimates = output / "estimates.json"
    estimates.write_text(estimates.read_text(encoding="utf-8").replace('"n": 43', '"n": 2'), encoding="utf-8")
    assert facts_of(yupay("explain", ESTIMATE.id, "--study", study))["base"] == ["2 de 2 distritos"]


def test_without_the_study_the_rest_is_told(yupay, study, output):
    (study / "study.toml").unlink()
    facts = facts_of(yupay("explain", ESTIMATE.id, "--output", output))
    assert facts["base"] == ["43 distritos"] and facts["sostiene a"] == ["H1"]


def test_a_number_that_is_not_assessable(yupay, study, output):
    said = yupay("explain", SILENT.id, "-s", study, "--language", "en")
    assert "not assessable" in said.out and "neighbours alike" in said.out


def test_the_start_of_an_id_lists_those_that_begin_so(yupay, study, output):
    said = yupay("explain", "relate/", "--study", study)
    assert said.out.split() == [ESTIMATE.id, SILENT.id]


def test_a_near_miss(yupay, study, output):
    said = yupay("explain", "relate/x1~y2/district/spearman", "--study", study)
    assert said.code == 2 and "C901" in said.err
    assert "quizá        relate/x1~y3/district/spearman" in said.err


@pytest.mark.parametrize("content", [None, "", "[]", "{", "\x00"])
def test_no_results_yet(yupay, study, content):
    if content is not None:
        (study / "output").mkdir()
        (study / "output" / "estimates.json").write_text(content, encoding="utf-8")
    said = yupay("explain", "relate/x", "--study", study)
    assert said.code == 2 and "C902" in said.err


def test_an_unknown_code(yupay):
    said = yupay("explain", "S999")
    assert said.code == 2 and "C901" in said.err


def test_a_method_is_explained_with_its_formula_and_reference(yupay):
    said = yupay("explain", "kendall-tau-b", "--language", "en")
    assert said.code == 0
    words = " ".join(said.out.split())
    assert words.startswith("kendall-tau-b:") and "formula" in words and "Biometrika" in words
    assert "docs/methods/kendall-tau-b.md" in words
