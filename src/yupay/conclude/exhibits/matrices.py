"""How does a matrix of the study enter the report? With the title, number and notes of its exhibit."""

from yupay.conclude.layout import declared_notes, ordered, source_note
from yupay.conclude.material import Material
from yupay.model.study import Exhibit
from yupay.model.table import Table


def framed(exhibit: Exhibit, material: Material, matrix: Table) -> Table:
    """The matrix under the title and number of the exhibit, on a landscape page."""
    changes = {
        "id": exhibit.id,
        "title": exhibit.title,
        "section": exhibit.section,
        "number": material.numbers.get(exhibit.id, 0),
        "notes": ordered([*matrix.notes, *declared_notes(exhibit), source_note(material, ())]),
        "landscape": True,
        "csv": exhibit.id,
    }
    return matrix.model_copy(update=changes)
