"""A small made-up study: three districts, one compared, one elsewhere, six stations; all numbers are invented."""

from typing import Any

CARD = {
    "producer": {"es": "x", "en": "x"},
    "title": {"es": "x", "en": "x"},
    "counting_unit": "police operation",
    "period": "2016",
    "coverage": {"es": "x", "en": "x"},
    "geography": {"es": "x", "en": "x"},
    "citation": "made up",
    "confidentiality": "public",
    "limitations": {"es": "x", "en": "x"},
}
WORD = {"es": "x", "en": "x"}
COUNT = {"type": "count", "blank": "no data"}
DISTRICTS = """ubigeo,name,population_2007,population_2022,poverty
150103,Ate,4000,16000,30.5
150101,Lima,1000,4000,10.5
150102,Ancón,2000,,20.5
070101,Callao,3000,3000,15.5
010101,Chachapoyas,500,500,40.5
"""
STATIONS = """id,ubigeo,answered,planned,unannounced
0001,150101,1,3,1
0002,150101,0,,
0003,150102,1,0,0
0004,070101,1,7,0
0005,010101,1,9,9
0006,150101,1,2,0
"""
DISTRICT = {
    "id": "district",
    "label": WORD,
    "plural": WORD,
    "frame": "districts",
    "key": "ubigeo",
    "name": "name",
    "keep": ["1501"],
    "compare": ["0701"],
}
STATION = {"id": "station", "label": WORD, "plural": WORD, "frame": "stations", "key": "id", "keep": ["1501"]}
DEPARTMENT = {
    "id": "department",
    "label": WORD,
    "plural": WORD,
    "frame": "departments",
    "key": "dep",
    "digits": 2,
}


def indicator(name: str, **fields: Any) -> dict[str, Any]:
    base = {"id": name, "label": WORD, "counting_unit": "police operation", "period": "2016", "units": ["district"]}
    return {**base, **fields}


def operations(name: str = "x", **fields: Any) -> dict[str, Any]:
    made = {"source": "stations", "columns": ["planned", "unannounced"], "answered": "answered"}
    return indicator(name, **{**made, **fields})


def population(name: str, year: int, **fields: Any) -> dict[str, Any]:
    made = {"source": "districts", "columns": [f"population_{year}"], "counting_unit": "inhabitant"}
    return indicator(name, **{**made, **fields})
