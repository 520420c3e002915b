"""In how many rows of a source was each column answered, blank, coded as missing, or zero?

Formula: expected = answered + blank + missing; zeros are answers, and are counted among them.
Reference: INEI and survey practice of reporting item non-response; no estimate, a tally.
"""

from yupay.analyse.describe.core import describe_estimate
from yupay.model.cube import SourceAudit
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.source import RowRef
from yupay.model.text import Text

METHOD = Method(
    id="missing",
    label=Text(es="respuesta por columna", en="answers by column"),
    room="describe",
    formula="expected = answered + blank + coded as missing; zeros are answers",
    reference="item non-response table; a tally of rows",
    needs=Text(es="la lectura de una fuente", en="the reading of a source"),
    fields=("n", "parameters.expected", "parameters.blank", "parameters.missing", "parameters.zero"),
    message="describe.missing",
)
QUANTITY = Text(es="filas con respuesta", en="rows answered")


def missing(audit: SourceAudit) -> tuple[Estimate, ...]:
    """One estimate per column of a source: the rows answered, with the other states as parameters."""
    return tuple(
        describe_estimate(
            Subject(
                variables=(audit.source,),
                unit_of_analysis="row",
                key=column.column,
                unit="row",
                sources=(audit.source,),
                rows=(RowRef(source=audit.source, where="", rows=column.expected),),
            ),
            METHOD.id,
            QUANTITY,
            float(column.answered),
            n=column.expected,
            parameters={
                "expected": column.expected,
                "answered": column.answered,
                "blank": column.blank,
                "missing": column.missing,
                "zero": column.zero,
            },
        )
        for column in audit.columns
    )
