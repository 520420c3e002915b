"""What are the months called, and how do two dates make a range?"""

from yupay.model.text import Text

RANGE = Text(es="a", en="to")
MONTHS = (
    Text(es="enero", en="January"),
    Text(es="febrero", en="February"),
    Text(es="marzo", en="March"),
    Text(es="abril", en="April"),
    Text(es="mayo", en="May"),
    Text(es="junio", en="June"),
    Text(es="julio", en="July"),
    Text(es="agosto", en="August"),
    Text(es="setiembre", en="September"),
    Text(es="octubre", en="October"),
    Text(es="noviembre", en="November"),
    Text(es="diciembre", en="December"),
)
