"""Small counts of people pass only as their producer printed them."""

import pytest

from yupay.model.cube import Cube, Evidence, Measure, Place, PublishedFigure
from yupay.model.problem import StudyProblems
from yupay.model.source import RowRef, Source
from yupay.model.study import Header, Indicator, Study
from yupay.model.text import Text
from yupay.protect.small_counts import protect

WORDS = Text.same("x")


def source(**changes: object) -> Source:
    fields: dict[str, object] = {
        "id": "register",
        "title": WORDS,
        "producer": WORDS,
        "path": "register.csv",
        "counting_unit": "complaint",
        "period": "2016",
        "coverage": WORDS,
        "geography": WORDS,
        "citation": "x",
        "confidentiality": "public",
        "limitations": WORDS,
    }
    return Source(**{**fields, **changes})  # type: ignore[arg-type]


def study(card: Source, **changes: object) -> Study:
    fields: dict[str, object] = {
        "id": "v",
        "label": WORDS,
        "source": "register",
        "columns": ("n",),
        "counting_unit": "complaint",
        "period": "2016",
        "units": ("district",),
    }
    indicator = Indicator(**{**fields, **changes})  # type: ignore[arg-type]
    header = Header(id="s", title=WORDS, place=WORDS, period="2016")
    return Study(study=header, sources=(card,), indicators=(indicator,))


def evidence(*values: float | None, figure: float | None = None) -> Evidence:
    n = len(values)
    measure = Measure(
        indicator="v",
        label=WORDS,
        values=values,
        states=tuple("no data" if v is None else "zero" if v == 0 else "value" for v in values),
        answered=(1,) * n,
        existing=(1,) * n,
        rows=tuple(RowRef(source="register", where=f"key = {i}", rows=1) for i in range(n)),
    )
    cube = Cube(
        unit="district", places=tuple(Place(key=str(i), name=str(i)) for i in range(n)), measures={"v": measure}
    )
    printed = PublishedFigure(
        id="f",
        source="register",
        row=2,
        registry=WORDS,
        label=WORDS,
        counting_unit="complaint",
        geography=WORDS,
        period="2016",
        value=figure,
    )
    return Evidence(cubes={"district": cube}, figures={"f": printed}, audits={})


def codes(card: Source, *values: float | None, figure: float | None = None, **changes: object) -> list[str]:
    with pytest.raises(StudyProblems) as caught:
        protect(study(card, **changes), evidence(*values, figure=figure))
    shown = " ".join(f"{p.got.es} {p.got.en}" for p in caught.value.problems)
    assert "7.0" not in shown, "a value was quoted"
    return [problem.code for problem in caught.value.problems]


def test_large_counts_zeros_and_blanks_pass_and_are_marked_protected() -> None:
    safe = protect(study(source()), evidence(0.0, 11.0, None, 300.0))
    assert safe.cubes["district"].protected
    assert safe.cubes["district"].measures["v"].values == (0.0, 11.0, None, 300.0)


@pytest.mark.parametrize("value", [1.0, 7.0, 10.0])
def test_small_counts_stop_the_run(value: float) -> None:
    assert codes(source(), value, 40.0) == ["P602"]


def test_small_counts_printed_by_the_producer_pass() -> None:
    protect(study(source(small_counts_printed=True)), evidence(3.0, 301.0))


def test_printed_small_counts_may_not_be_crossed() -> None:
    assert codes(source(small_counts_printed=True), 3.0, where={"sex": "f"}) == ["P603"]


def test_counts_of_police_work_are_not_counts_of_people() -> None:
    protect(study(source(), counting_unit="police operation"), evidence(3.0))


def test_a_small_published_figure_needs_its_print() -> None:
    assert codes(source(), 40.0, figure=7.0) == ["P602"]
    protect(study(source(small_counts_printed=True)), evidence(40.0, figure=7.0))


@pytest.mark.parametrize("confidentiality", ["restricted", "victim-records"])
def test_closed_sources_are_refused(confidentiality: str) -> None:
    assert codes(source(confidentiality=confidentiality), 40.0) == ["P601"]


def test_invented_counts_pass() -> None:
    protect(study(source(confidentiality="invented")), evidence(3.0))
