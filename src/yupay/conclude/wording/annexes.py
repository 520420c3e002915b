"""What are the annexes called?"""

from yupay.model.text import Text

DISTRICTS_TITLE = Text(
    es="Conteos y contexto por unidad territorial, en orden de código",
    en="Counts and context by territorial unit, in code order",
)
MISSING_DATA_TITLE = Text(es="Datos que faltan por fuente y columna", en="Missing data by source and column")
