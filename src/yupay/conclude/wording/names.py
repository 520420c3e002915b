"""How are effort, offices and relations called inside a sentence?"""

from yupay.model.text import Text

UNIT = Text(es="unidad", en="unit")
UNITS = Text(es="unidades de análisis", en="units of analysis")
EFFORT_NAMED = Text(es="esfuerzo policial declarado ({name})", en="declared police effort ({name})")
EFFORT_AXIS = Text(es="Esfuerzo policial declarado: {name}", en="Declared police effort: {name}")
CLAIM = Text(es="{x} y {y}", en="{x} and {y}")
CLAIM_DERIVED = Text(es="hipótesis general, se decide por {parents}", en="the general hypothesis, decided by {parents}")
OFFICE = Text(es="dependencia", en="office")
OFFICES = Text(es="dependencias", en="offices")
STATION = Text(es="comisaría", en="police station")
STATIONS = Text(es="comisarías", en="police stations")
