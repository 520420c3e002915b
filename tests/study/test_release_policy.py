"""release.toml: every problem at its line, all at once; the threshold cannot be weakened without a signed reason."""

import re
from datetime import date
from typing import get_args

import pytest
from made_edition import answered, policy_with, small_registry

from yupay.analyse.methods import known_methods
from yupay.model.problem import StudyProblems
from yupay.model.registry import EditionPolicy, HarmAnswer
from yupay.study.examine import examine
from yupay.study.release_policy import FILE, QUESTIONS, exhibits_of, offered, read_policy, withheld

DAY = date(2026, 3, 5)
LOW = 'threshold = 7\nreason = { es = "a", en = "b" }\nsigned_by = "c"'


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = small_registry(tmp_path_factory.mktemp("policy") / "registry")
    return examine(folder, known_methods()).study


@pytest.fixture
def folder(tmp_path):
    return small_registry(tmp_path / "registry")


def problems(folder, study, day=DAY):
    with pytest.raises(StudyProblems) as caught:
        read_policy(folder, study, day)
    return caught.value.problems


def line_of(folder, start):
    lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(start))


def test_the_demonstration_is_complete(folder, study):
    policy = read_policy(folder, study, DAY)
    assert (policy.threshold, policy.width) == (11, 11) and set(policy.questions) == set(QUESTIONS)
    assert {one.exhibit for one in policy.harms} == set(exhibits_of(study)) and not withheld(policy)
    assert offered(study.registry, policy) == study.registry.tables


def test_no_file(folder, study):
    (folder / FILE).unlink()
    assert [one.code for one in problems(folder, study)] == ["P620"]


def test_no_toml(folder, study):
    (folder / FILE).write_text("purpose = \n", encoding="utf-8")
    found = problems(folder, study)
    assert found[0].code.startswith("S00") and found[0].where == FILE and found[0].line == 1


@pytest.mark.parametrize("k", [-1, 0, 1, 3, 4])
def test_a_threshold_below_five_is_refused_even_when_signed(folder, study, k):
    policy_with(folder, (r"^threshold = 11$", LOW.replace("7", str(k), 1)))
    found = problems(folder, study)
    assert [(one.code, one.line) for one in found] == [("P623", line_of(folder, "threshold"))]
    assert found[0].got.en == f"threshold = {k}"


@pytest.mark.parametrize("k", [5, 7, 10])
def test_a_threshold_of_five_to_ten_needs_a_signed_reason(folder, study, k):
    policy_with(folder, (r"^threshold = 11$", f"threshold = {k}"))
    found = problems(folder, study)
    assert [(one.code, one.line) for one in found] == [("P623", line_of(folder, "threshold"))]
    policy_with(folder, (rf"^threshold = {k}$", LOW.replace("7", str(k), 1)))
    assert read_policy(folder, study, DAY).threshold == k


@pytest.mark.parametrize(
    "missing", ['reason = { es = " ", en = "b" }\nsigned_by = "c"', 'reason = { es = "a", en = "b" }\nsigned_by = " "']
)
def test_a_blank_reason_or_signature_is_none(folder, study, missing):
    policy_with(folder, (r"^threshold = 11$", f"threshold = 7\n{missing}"))
    assert [one.code for one in problems(folder, study)] == ["P623"]


def test_the_day_after_the_retention_date(folder, study):
    assert read_policy(folder, study, date(2035, 12, 31))
    found = problems(folder, study, date(2036, 1, 1))
    assert [(one.code, one.line) for one in found] == [("P624", line_of(folder, "retention_until"))]
    assert "--purge" in found[0].expected.en


@pytest.mark.parametrize(
    ("pattern", "new", "code", "start"),
    [
        (r"^width = 11$", "width = 2", "P621", "width"),
        (r"^width = 11$", 'width = "ten"', "P621", "width"),
        (r"^width = 11$", "widht = 11", "P621", "widht"),
        (r"^time_limit = 10.0$", "time_limit = 0.0", "P621", "time_limit"),
        (r"^width = 11$", "noise = true", "P633", "noise"),
        (r"^width = 11$", "dominance = 0.2", "P621", "dominance"),
        (r"^\[questions\]$", '[questions]\nwhy = { es = "a", en = "b" }', "P621", "why"),
        (r"^incident = .*$", 'incident = { es = "", en = "b" }', "P622", "incident"),
    ],
)
def test_each_problem_at_its_line(folder, study, pattern, new, code, start):
    policy_with(folder, (pattern, new))
    assert [(one.code, one.line) for one in problems(folder, study)] == [(code, line_of(folder, start))]


@pytest.mark.parametrize("key", ["accountable", "contact", "help_lines", "retention_until", "purpose"])
def test_a_missing_key_is_named(folder, study, key):
    file = folder / FILE
    lines = file.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(f"{key} ="))
    file.write_text("\n".join([*lines[:at], *lines[at + 1 :]]) + "\n", encoding="utf-8")
    found = problems(folder, study)
    assert [one.code for one in found] == ["P621"] and key in found[0].got.en


def test_a_typing_slip_is_told(folder, study):
    policy_with(folder, (r"^width = 11$", "widht = 11"))
    assert problems(folder, study)[0].hint.en == "width"


def test_an_exhibit_without_an_answer_or_that_is_not_there(folder, study):
    policy_with(folder, (r'exhibit = "map-districts"', 'exhibit = "map-district"'))
    found = {one.code: one for one in problems(folder, study)}
    assert set(found) == {"P621", "P622"}
    assert "map-districts" in found["P622"].got.en and found["P621"].hint.en == "map-districts"
    assert found["P621"].line == line_of(folder, 'exhibit = "map-district"')


def test_a_question_that_is_missing_is_asked_in_full(folder, study):
    policy_with(folder, (r"^sharing = .*\n", ""))
    found = problems(folder, study)
    assert [one.code for one in found] == ["P622"] and found[0].expected == QUESTIONS["sharing"]


def test_every_problem_at_once(folder, study):
    policy_with(
        folder, (r"^threshold = 11$", "threshold = 3"), (r"^sharing = .*\n", ""), (r"^width = 11$", "width = 1")
    )
    assert sorted(one.code for one in problems(folder, study)) == ["P621", "P622", "P623"]


def test_a_table_kept_back_is_not_offered(folder, study):
    policy_with(folder, answered("zone-period", "do not publish"))
    policy = read_policy(folder, study, DAY)
    assert withheld(policy) == {"zone-period"}
    assert "zone-period" not in {one.id for one in offered(study.registry, policy)}


def test_a_table_that_an_indicator_needs_cannot_be_kept_back(folder, study):
    policy_with(folder, answered("districts", "do not publish"))
    found = problems(folder, study)
    assert [one.code for one in found] == ["P632"] and found[0].got.en == "victims"
    assert found[0].line == line_of(folder, 'answer = "do not publish"')


def test_nothing_left(folder, study):
    policy_with(folder, *(answered(name, "do not publish") for name in exhibits_of(study)))
    assert [one.code for one in problems(folder, study)] == ["P631"]


def test_every_key_question_and_code_is_on_the_page(root):
    page = (root / "docs" / "releasing.md").read_text(encoding="utf-8")
    named = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`\n]+)`", page))))
    assert not sorted((set(EditionPolicy.model_fields) | set(HarmAnswer.model_fields) | set(QUESTIONS)) - named)
    assert all(question.en in page for question in QUESTIONS.values())
    assert all(f'"{answer}"' in page for answer in get_args(HarmAnswer.model_fields["answer"].annotation))
