"""What stands where no number does, and how is a decision called in a table?"""

from yupay.model.text import Text

MARKS = {
    "no data": Text(es="sin dato", en="no data"),
    "zero": Text(es="0", en="0"),
    "hidden": Text(es="dato reservado", en="suppressed"),
    "not published": Text(es="no publicado", en="not published"),
    "imprecise": Text(es="impreciso", en="imprecise"),
    "not applicable": Text(es="—", en="—"),
    "not stated": Text(es="ámbito no precisado", en="geography not stated"),
}
DECISIONS = {
    "supported": Text(es="respaldada", en="supported"),
    "not supported": Text(es="no respaldada", en="not supported"),
    "not assessable": Text(es="no evaluable", en="not assessable"),
    "refused": Text(es="no evaluable", en="not assessable"),
}
