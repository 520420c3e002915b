"""Rows that join no place and outlines that cannot be drawn are told, and stop nothing."""

from yupay.load.notices import notices
from yupay.model.cube import SourceAudit
from yupay.model.text import Text


def audit(**found: object) -> SourceAudit:
    return SourceAudit(source="s", file="data/s.csv", sha256="0", **found)  # type: ignore[arg-type]


def test_nothing_found_is_nothing_told() -> None:
    assert notices({"s": audit()}) == ()


def test_rows_that_join_no_place_are_counted_and_quoted_with_their_lines() -> None:
    lost = tuple(f"{line}: 9901{line:02d}" for line in range(4, 11))
    (one,) = notices({"s": audit(not_joined=lost)})
    assert (one.code, one.notice, one.line) == ("L218", True, 4)
    assert one.got.en.startswith("7 (line: code): 4: 990104") and one.got.en.endswith("...")


def test_defective_outlines_are_told() -> None:
    (one,) = notices({"s": audit(geometry=(Text.same("SANTA ANITA: null"),))})
    assert one.code == "L243" and one.notice and "SANTA ANITA" in one.got.es


def test_rows_beyond_the_list_are_counted_too() -> None:
    (one,) = notices({"s": audit(not_joined=("2: 990001", "3: 990002", "... 1,234"))})
    assert one.got.en.startswith("1,236 (line: code): 2: 990001")
