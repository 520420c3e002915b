"""Which scales does a table of the questionnaire hold, and which estimate stands in a cell?"""

from collections.abc import Sequence

from yupay.conclude.lookup import estimate_id, missing, open_cell, value_cell
from yupay.conclude.material import Material, names
from yupay.model.estimate import Estimate
from yupay.model.sample import Instrument
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Form
from yupay.model.text import Text

NOTHING = Cell(mark="not applicable")


def scales(exhibit: Exhibit, material: Material) -> tuple[Instrument, ...]:
    """The scales an exhibit names in `instruments`, else all of the study."""
    wanted = names(exhibit, "instrument", "instruments")
    return tuple(one for one in material.study.instruments if not wanted or one.id in wanted)


def of_scale(material: Material, scale: Instrument, method: str, key: str = "") -> Estimate | None:
    """An estimate of one scale, or None."""
    return material.lookup.get(estimate_id("instrument", (scale.id,), scale.unit, method, key))


def coefficient(estimate: Estimate | None) -> Cell:
    """A coefficient with three decimals' worth of printing, or nothing."""
    return NOTHING if estimate is None else value_cell(estimate, "coefficient", 2)


def parameter(estimate: Estimate | None, name: str, form: Form = "coefficient", digits: int | None = None) -> Cell:
    """A number that an estimate carries beside its value."""
    if estimate is None:
        return missing("not applicable")
    value = estimate.parameters.get(name)
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    return open_cell(estimate, number, form, digits)


def item_label(material: Material, scale: Instrument, name: str) -> Text:
    """The words of an item, with its column: `p01. I know which acts are trafficking`."""
    frame = next((unit.frame for unit in material.study.units if unit.id == scale.unit), "")
    card = next((one for one in material.study.sources if one.id == frame), None)
    spec = None if card is None else card.columns.get(name)
    if spec is None or spec.label is None:
        return Text.same(name)
    return Text(es=f"{name}. {spec.label.es}", en=f"{name}. {spec.label.en}")


def sources_of(material: Material, chosen: Sequence[Instrument]) -> tuple[str, ...]:
    """The sources behind the answers of some scales."""
    frames = {unit.id: unit.frame for unit in material.study.units}
    return tuple(dict.fromkeys(frames[one.unit] for one in chosen if one.unit in frames))
