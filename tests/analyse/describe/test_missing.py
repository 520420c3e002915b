"""The four states of every column, and figures as printed."""

from builders import audit, figure, subject

from yupay.analyse.describe.missing import missing
from yupay.analyse.describe.published import NONE_PRINTED, published


def test_four_states_per_column() -> None:
    (found,) = missing(audit())
    states = found.parameters
    assert found.id == "describe/registry/row/missing/complaints" and found.value == 7 and found.n == 10
    assert states == {"expected": 10, "answered": 7, "blank": 2, "missing": 1, "zero": 3}
    assert states["expected"] == states["answered"] + states["blank"] + states["missing"]  # type: ignore[operator]


def test_a_figure_is_as_printed() -> None:
    found = published(subject("f1", key=""), figure("f1", 216))
    assert found.value == 216 and found.unit == "identified victim" and found.interval is None and not found.warnings


def test_no_figure_is_not_zero() -> None:
    found = published(subject("f1", key=""), figure("f1", None))
    assert found.value is None and found.warnings == (NONE_PRINTED,)
