"""How is each variable measured, with which source, and what has no data? The operationalisation matrix."""

from yupay.conclude.exhibits.matrices import framed
from yupay.conclude.material import Material
from yupay.model.study import Exhibit
from yupay.model.table import Table
from yupay.study.matrices import operationalisation


def build(exhibit: Exhibit, material: Material) -> Table:
    """The operationalisation matrix under the title and number of the exhibit."""
    return framed(exhibit, material, operationalisation(material.study))
