"""What did a producer print?

Formula: none; the figure as printed, with its counting unit, geography and period, and no interval of ours.
Reference: the producer's publication, cited in the row.
"""

from yupay.analyse.describe.core import describe_estimate
from yupay.model.cube import PublishedFigure
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="figure",
    label=Text(es="cifra publicada", en="published figure"),
    room="describe",
    formula="as printed",
    reference="the publication cited in the row",
    needs=Text(es="una fila con su fuente", en="a row with its source"),
    fields=("base",),
    message="describe.figure",
)
QUANTITY = Text(es="cifra publicada", en="published figure")
NONE_PRINTED = Text(es="sin dato publicado", en="no published figure")


def published(subject: Subject, figure: PublishedFigure) -> Estimate:
    """A printed figure as it is; value None with a warning where the producer printed none."""
    return describe_estimate(
        subject,
        METHOD.id,
        QUANTITY,
        figure.value,
        unit=figure.counting_unit,
        warnings=() if figure.value is not None else (NONE_PRINTED,),
    )
