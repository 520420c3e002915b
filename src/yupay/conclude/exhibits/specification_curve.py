"""How far do the coefficients of all declared variants lie from the plan? One line per variant, one panel per hypothesis."""

from yupay.conclude import layout
from yupay.conclude.exhibits import sensitivity
from yupay.conclude.exhibits.variants import estimates_of
from yupay.conclude.material import Material
from yupay.conclude.naming import joined_pair
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import figures as words
from yupay.conclude.wording import notes
from yupay.model.estimate import Estimate
from yupay.model.figure import Curve, Figure
from yupay.model.study import Exhibit, Hypothesis
from yupay.model.table import Cell


def build(exhibit: Exhibit, material: Material) -> Figure | None:
    """The plan first, then every variant; None where no variant is declared."""
    table = sensitivity.build(exhibit, material)
    if table is None:
        return None
    hypotheses = sensitivity.chosen(exhibit, material)
    labels = (heads.PLAN, *(variant.label for variant in material.study.sensitivity))
    panels = tuple((joined_pair(material.study, h.x, h.y), points(material, h)) for h in hypotheses)
    plain = table.model_copy(update={"id": f"{exhibit.id}-table", "number": 0, "notes": ()})
    return Figure(
        id=exhibit.id,
        title=exhibit.title,
        section=exhibit.section,
        alt=words.CURVE_ALT,
        body=Curve(labels=labels, panels=panels),
        table=plain,
        notes=layout.all_notes(exhibit, material, [layout.general(notes.CURVE)], table.sources),
        number=material.numbers.get(exhibit.id, 0),
        sources=table.sources,
    )


def points(material: Material, h: Hypothesis) -> tuple[Cell, ...]:
    """Coefficient and interval of the plan and of each variant."""
    found = [material.rulings[h.id].tested]
    found += [next(iter(estimates_of(material, h, variant)), None) for variant in material.study.sensitivity]
    return tuple(point(estimate) for estimate in found)


def point(estimate: Estimate | None) -> Cell:
    """One coefficient with its interval."""
    if estimate is None or estimate.value is None:
        return Cell(mark="not applicable")
    bounds = estimate.interval
    low, high = (None, None) if bounds is None else (bounds.low, bounds.high)
    return Cell(value=estimate.value, low=low, high=high, form="interval", digits=2, estimate=estimate.id)
