"""Does each problem have its objective, hypothesis, variables and method? The consistency matrix of the study."""

from yupay.conclude.exhibits.matrices import framed
from yupay.conclude.material import Material
from yupay.conclude.naming import spoken
from yupay.conclude.pages import objective_page
from yupay.conclude.wording.columns import ALL_OF
from yupay.conclude.wording.prose import METHOD_LABELS
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Row, Table
from yupay.study.matrices import consistency

VARIABLES = "variables"


def build(exhibit: Exhibit, material: Material) -> Table:
    """The consistency matrix under the title and number of the exhibit; the variables of all are told once."""
    matrix = consistency(material.study, METHOD_LABELS)
    place = next((k for k, column in enumerate(matrix.columns) if column.id == VARIABLES), None)
    general = next((o.id for o in material.study.objectives if o.general), None)
    first = next((row for row in matrix.rows if row.key == general), None)
    if place is None or first is None or general is None:
        return framed(exhibit, material, matrix)
    same = Cell(value=spoken(ALL_OF, page=objective_page(material.study, general)))
    rows = tuple(row if row is first else pointed(row, first, place, same) for row in matrix.rows)
    return framed(exhibit, material, matrix.model_copy(update={"rows": rows}))


def pointed(row: Row, first: Row, place: int, same: Cell) -> Row:
    """A row whose variables are those of the general objective says so in place of repeating them."""
    if row.cells[place].value != first.cells[place].value:
        return row
    return row.model_copy(update={"cells": (*row.cells[:place], same, *row.cells[place + 1 :])})
