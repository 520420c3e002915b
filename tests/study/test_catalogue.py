"""Every code that can be printed is explained, in both languages."""

import re

import pytest

from yupay.model.problem import StudyProblems
from yupay.study.codes import STAGES, catalogue, document, explain


def test_every_code_in_the_program_is_in_the_catalogue(root):
    used = set()
    for path in (root / "src").rglob("*.py"):
        used |= set(re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8")))
    assert len(used) > 60
    assert used <= set(catalogue()), sorted(used - set(catalogue()))


def test_every_code_of_the_study_file_is_used(root):
    text = "".join(
        p.read_text(encoding="utf-8") for room in ("study", "cli") for p in (root / "src/yupay" / room).rglob("*.py")
    )
    ours = {code for code in catalogue() if code[0] in "SC"}
    assert not [code for code in ours if f'"{code}"' not in text]


def test_codes_stand_in_order_and_in_a_stage():
    codes = list(catalogue())
    stages = list(dict.fromkeys(code[0] for code in codes))
    assert set(stages) <= set(STAGES)
    assert all(
        sorted(one for one in codes if one[0] == stage) == [one for one in codes if one[0] == stage] for stage in stages
    )


@pytest.mark.parametrize("code", list(catalogue()))
def test_an_explanation_in_both_languages(code):
    es, en = explain(code, "es"), explain(code.lower(), "en")
    assert es.startswith(code) and en.startswith(code)
    assert es != en
    assert len(es.split("\n\n")) >= 3


def test_words_without_blame():
    text = " ".join(one.say("es") for entry in catalogue().values() for one in (entry.what, entry.why, entry.mend))
    assert not re.search(r"usted (?:escribió|puso|olvidó)|¡|!", text)
    assert not re.search(r"\bse acepta (?:la )?H0", text)


def test_an_unknown_code_offers_the_nearest():
    with pytest.raises(StudyProblems) as refused:
        explain("S1O1", "es")
    assert refused.value.problems[0].code == "C901"
    assert "S101" in refused.value.problems[0].hint.es


def test_the_page_of_messages_is_up_to_date(root):
    committed = (root / "docs" / "messages.md").read_text(encoding="utf-8")
    assert committed == document(), "run: python -m yupay.study.codes docs/messages.md"
