"""Does each problem have its objective, hypothesis, variables and method? The consistency matrix of the study."""

from yupay.conclude.exhibits.matrices import framed
from yupay.conclude.material import Material
from yupay.conclude.wording.prose import METHOD_LABELS
from yupay.model.study import Exhibit
from yupay.model.table import Table
from yupay.study.matrices import consistency


def build(exhibit: Exhibit, material: Material) -> Table:
    """The consistency matrix under the title and number of the exhibit."""
    return framed(exhibit, material, consistency(material.study, METHOD_LABELS))
