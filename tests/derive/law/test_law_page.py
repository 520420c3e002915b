"""The generated page of the texts."""

from pathlib import Path

from yupay.derive.law.page import document
from yupay.derive.law.read import read_law

DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_the_committed_page_is_the_one_the_texts_give():
    committed = (DOCS / "law-texts.md").read_text(encoding="utf-8")
    assert committed == document(read_law()), "run: python -m yupay.derive.law.page docs/law-texts.md"


def test_the_page_shows_the_banner_and_every_text():
    law = read_law()
    page = document(law)
    assert "texto no revisado por abogado / not reviewed by a lawyer" in page
    assert all(text.label in page and str(text.valid_from) in page for text in law.provisions)
    assert all(rule.label.es in page for rule in law.rules)
    assert all(f"`{fact.id}`" in page for fact in law.facts)


def test_a_signed_text_is_shown_as_signed():
    law = read_law()
    signed = law.provisions[0].model_copy(update={"reviewed_by": "a lawyer"})
    assert "Reviewed by a lawyer" in document(law.model_copy(update={"provisions": (signed, *law.provisions[1:])}))


def test_the_time_line_runs_forward():
    rows = [line for line in document(read_law()).splitlines() if line.startswith(("| 19", "| 20"))]
    days = [row.split("|")[1].strip() for row in rows]
    assert days == sorted(days)


def test_a_moved_text_is_not_printed_twice():
    page = document(read_law())
    assert (
        "The parts shown on this page are those of [CP 153-B (Ley 30963)](#cp-153-b-2019) under the number 129-C."
        in page
        or "129-C" in page
    )
    assert page.count("La explotación sexual es un medio de subsistencia del agente") == 1
