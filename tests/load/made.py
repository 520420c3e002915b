"""Small made-up studies: three districts, two outside, five stations. All names and numbers are invented."""

from pathlib import Path
from typing import Any

from yupay.model.source import ColumnSpec, Source
from yupay.model.study import Header, Indicator, Study, Unit
from yupay.model.text import Text

DISTRICTS = """ubigeo,name,province,department,population,poverty
150101,Lima,Lima,Lima,1000,10.5
150102,Ancón,Lima,Lima,2000,20.5
150103,Ate,Lima,Lima,4000,30.5
070101,Callao,Callao,Callao,3000,15.5
010101,Chachapoyas,Chachapoyas,Amazonas,500,40.5
"""
STATIONS = """id,ubigeo,answered,planned,unannounced
0001,150101,1,3,1
0002,150101,0,,
0003,150102,1,0,0
0004,070101,1,7,0
0005,010101,1,9,9
"""


def words(text: str) -> Text:
    return Text.same(text)


def source(name: str, path: str, **fields: Any) -> Source:
    """A source card with every needed field."""
    card = {
        "id": name,
        "title": words(name),
        "producer": words("nobody"),
        "path": path,
        "counting_unit": "police operation",
        "period": "2016",
        "coverage": words("all"),
        "geography": words("district"),
        "citation": "made up",
        "confidentiality": "public",
        "limitations": words("made up"),
    }
    return Source.model_validate({**card, **fields})


def indicator(name: str, **fields: Any) -> Indicator:
    """An indicator with every needed field, over districts."""
    card = {
        "id": name,
        "label": words(name),
        "counting_unit": "police operation",
        "period": "2016",
        "units": ("district",),
    }
    return Indicator.model_validate({**card, **fields})


def unit(**fields: Any) -> Unit:
    """Districts of province 1501, with those of 0701 compared."""
    card = {
        "id": "district",
        "label": words("district"),
        "plural": words("districts"),
        "frame": "districts",
        "key": "ubigeo",
        "name": "name",
        "keep": ("1501",),
        "compare": ("0701",),
    }
    return Unit.model_validate({**card, **fields})


def study(sources: tuple[Source, ...], indicators: tuple[Indicator, ...] = (), units: tuple[Unit, ...] = ()) -> Study:
    header = Header(id="made", title=words("made"), place=words("nowhere"), period="2016")
    return Study(study=header, sources=sources, indicators=indicators, units=units)


def districts(**fields: Any) -> Source:
    return source("districts", "data/districts.csv", **{"key": "ubigeo", "place": "ubigeo", **fields})


def stations(**fields: Any) -> Source:
    blank = ColumnSpec(type="count", blank="no data")
    card = {"key": "id", "place": "ubigeo", "columns": {"planned": blank, "unannounced": blank}}
    return source("stations", "data/stations.csv", **{**card, **fields})


def write(folder: Path, **files: str | bytes) -> Path:
    """Files of `data/`, named by key with `__` for the dot; the study folder is returned."""
    (folder / "data").mkdir(exist_ok=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / "data" / name.replace("__", ".")).write_bytes(data)
    return folder
