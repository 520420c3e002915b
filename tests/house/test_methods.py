"""One method is one file with its record, its page, its test and its words: a missing one fails here."""

from pathlib import Path

import pytest

from yupay.analyse.methods import METHODS, cards

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.id)
def test_a_method_is_whole(card) -> None:  # type: ignore[no-untyped-def]
    module = (
        METHODS[card.id].rpartition(":")[0].rpartition(".")[2]
        if ":" in METHODS[card.id]
        else METHODS[card.id].rpartition(".")[2]
    )
    page = ROOT / "docs" / "methods" / f"{card.id}.md"
    assert page.is_file(), f"docs/methods/{card.id}.md is missing"
    assert card.formula and card.reference and card.label.es and card.label.en
    tests = list((ROOT / "tests" / "analyse" / card.room).glob("test_*.py"))
    assert any(module in path.read_text(encoding="utf-8") for path in tests), f"no test imports {module}"


def test_every_record_is_listed() -> None:
    files = [p for p in (ROOT / "src/yupay/analyse").rglob("*.py") if " = Method(" in p.read_text(encoding="utf-8")]
    listed = {name.partition(":")[0] for name in METHODS.values()}
    for path in files:
        dotted = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        assert dotted in listed, f"{dotted} has a METHOD that methods.py does not list"


def test_no_page_without_a_method() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "methods").glob("*.md")} - {"README"}
    assert pages <= set(METHODS), pages - set(METHODS)
