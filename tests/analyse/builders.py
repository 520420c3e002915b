"""Invented studies and evidence for the rooms of analysis: places p1, p2, ... and made-up counts."""

from collections.abc import Sequence
from typing import Any

from yupay.model.cube import ColumnAudit, Cube, Evidence, Measure, Place, PublishedFigure, SourceAudit
from yupay.model.estimate import Subject
from yupay.model.source import RowRef, Source
from yupay.model.study import Header, Indicator, Study, Unit
from yupay.model.text import Text


def text(words: str) -> Text:
    return Text.same(words)


def subject(*variables: str, unit: str = "complaint", key: str = "p1") -> Subject:
    return Subject(
        variables=variables or ("complaints",),
        unit_of_analysis="district",
        key=key,
        unit=unit,
        sources=("registry",),
        rows=(RowRef(source="registry", where="code = p1", rows=3),),
        base=text("3 of 3 answered"),
    )


def source(id: str = "registry", **more: Any) -> Source:
    return Source(
        **{
            "id": id,
            "title": text(id),
            "producer": text("invented"),
            "path": f"{id}.csv",
            "counting_unit": "complaint",
            "period": "2016",
            "coverage": text("all"),
            "geography": text("invented"),
            "citation": "invented",
            "confidentiality": "invented",
            "limitations": text("invented"),
        }
        | more
    )


def indicator(id: str = "complaints", **more: Any) -> Indicator:
    return Indicator(
        **{
            "id": id,
            "label": text(id),
            "source": "registry",
            "columns": (id,),
            "counting_unit": "complaint",
            "period": "2016",
            "units": ("district",),
        }
        | more
    )


def unit(id: str = "district", **more: Any) -> Unit:
    return Unit(**{"id": id, "label": text(id), "plural": text("places"), "frame": "places", "key": "code"} | more)


def study(
    indicators: Sequence[Indicator], units: Sequence[Unit] = (), sources: Sequence[Source] = (), seed: int = 7
) -> Study:
    header = Header(id="invented", title=text("invented"), place=text("nowhere"), period="2016", seed=seed)
    return Study(
        study=header,
        units=tuple(units) or (unit(),),
        sources=tuple(sources) or (source(),),
        indicators=tuple(indicators),
    )


def measure(id: str, rows: Sequence[Sequence[float | None]], source: str = "registry") -> Measure:
    """A measure from the counts of the rows of each place; None is a silent row."""
    heard = [[count for count in place if count is not None] for place in rows]
    values = tuple(float(sum(place)) if place else None for place in heard)
    return Measure(
        indicator=id,
        label=text(id),
        values=values,
        states=tuple("no data" if v is None else "zero" if v == 0 else "value" for v in values),
        answered=tuple(len(place) for place in heard),
        existing=tuple(len(place) for place in rows),
        rows=tuple(RowRef(source=source, where=f"code = p{i}", rows=len(place)) for i, place in enumerate(rows, 1)),
        row_squares=tuple(float(sum(c * c for c in place)) for place in heard),
        sources=(source,),
    )


def single(id: str, values: Sequence[float | None], source: str = "registry") -> Measure:
    """A measure with one row per place."""
    return measure(id, [[value] for value in values], source)


def cube(*measures: Measure, compare: int = 0, unit: str = "district") -> Cube:
    n = len(measures[0].values)
    places = tuple(Place(key=f"p{i}", name=f"Place {i}", compare=i > n - compare) for i in range(1, n + 1))
    return Cube(unit=unit, places=places, measures={m.indicator: m for m in measures}, protected=True)


def figure(id: str, value: float | None, **more: Any) -> PublishedFigure:
    return PublishedFigure(
        **{
            "id": id,
            "source": "registry",
            "row": 1,
            "registry": text("invented registry"),
            "label": text("victims"),
            "counting_unit": "identified victim",
            "geography": text("nowhere"),
            "period": "2016",
            "value": value,
        }
        | more
    )


def audit(source: str = "registry") -> SourceAudit:
    column = ColumnAudit(column="complaints", expected=10, answered=7, blank=2, missing=1, zero=3)
    return SourceAudit(source=source, file=f"{source}.csv", sha256="0" * 64, rows=10, columns=(column,))


def evidence(*cubes: Cube, figures: Sequence[PublishedFigure] = (), audits: Sequence[SourceAudit] = ()) -> Evidence:
    return Evidence(
        cubes={c.unit: c for c in cubes}, figures={f.id: f for f in figures}, audits={a.source: a for a in audits}
    )
