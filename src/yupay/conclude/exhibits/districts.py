"""What does a reader need to recompute the study? Counts, coverage and context of every place, in the order of codes.

No rate, no index, no rank; places of a unit without names are never listed.
"""

from yupay.conclude import layout
from yupay.conclude.exhibits.ordering import count_cell
from yupay.conclude.material import Material, effort, names
from yupay.conclude.naming import raised
from yupay.conclude.offices import offices
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.conclude.wording.annexes import DISTRICTS_TITLE
from yupay.model.cube import Cube
from yupay.model.study import Exhibit, Indicator, Study
from yupay.model.table import Cell, Column, Row, Table
from yupay.model.text import Text

TABLE = "districts"
SECTION = "annex"


def default_exhibit(material: Material) -> Exhibit | None:
    """The annex of the named unit that most hypotheses are about; None where no unit may be listed."""
    units = [h.unit for h in material.study.hypotheses if h.unit is not None and material.listed(h.unit)]
    units += [unit.id for unit in material.study.units if material.listed(unit.id)]
    if not units:
        return None
    chosen = max(dict.fromkeys(units), key=units.count)
    return Exhibit(id=TABLE, kind="districts", section=SECTION, title=DISTRICTS_TITLE, options={"unit": chosen})


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per place, also those shown apart; None where places may not be listed."""
    unit = material.unit_of(exhibit)
    cube = material.cube(unit)
    if cube is None or not material.listed(unit):
        return None
    indicators = chosen(exhibit, material, unit, cube)
    coverage = covered(cube, indicators)
    order = sorted(range(len(cube.places)), key=lambda i: cube.places[i].key)
    rows = [row(material, cube, indicators, coverage, i) for i in order]
    sources = [source for one in indicators for source in cube.measures[one.id].sources]
    found = layout.table(
        exhibit,
        material,
        columns(material, indicators, coverage),
        rows,
        notes=[layout.general(notes.DISTRICTS)],
        sources=sources,
        landscape=True,
    )
    return found.model_copy(update={"csv": exhibit.id, "sortable": False})


def chosen(exhibit: Exhibit, material: Material, unit: str, cube: Cube) -> list[Indicator]:
    """Measured counts and context of the unit: no rate, no mean of ranks, no presence."""
    declared = names(exhibit, "indicators")
    wanted = set(declared) or used(material.study)
    known = [one for one in material.study.indicators if unit in one.units and one.id in cube.measures]
    return [one for one in known if one.id in wanted and recomputable(one)]


def used(study: Study) -> set[str]:
    """The indicators that some relation, control, covariate, variant, rate or mean of ranks of the study reads."""
    found = {name for h in study.hypotheses for name in (h.x, h.y, h.control, *h.covariates) if name is not None}
    found |= {name for family in study.families for pair in (*family.pairs, family.covariates) for name in pair}
    found |= {variant.indicator for variant in study.sensitivity if variant.indicator is not None}
    found |= {name for scaling in study.scales for name in (scaling.x, scaling.y, scaling.size)}
    found |= {unit.population for unit in study.units if unit.population is not None}
    parts = [one for one in study.indicators if one.id in found]
    found |= {name for one in parts for name in (*one.mean_ranks, one.rate_of, one.base) if name is not None}
    return found


def recomputable(one: Indicator) -> bool:
    """Whether an indicator is a count or a context value as read, or the population estimate."""
    if one.reach == "none" or one.rate_of is not None or one.mean_ranks or one.where:
        return False
    return one.role in ("context", "population") or one.counting_unit not in ("index", "percent", "place")


def covered(cube: Cube, indicators: list[Indicator]) -> Indicator | None:
    """The indicator whose answered and existing rows are printed: the first that some row did not answer."""
    silent = [one for one in indicators if cube.measures[one.id].answered != cube.measures[one.id].existing]
    return next(iter(silent), next((one for one in indicators if one.answered is not None), None))


def columns(material: Material, indicators: list[Indicator], coverage: Indicator | None) -> list[Column]:
    """Code, place, how many answered, then one column per indicator."""
    shown = [layout.head("code", heads.CODE, width=0.7), layout.head("place", heads.PLACE, width=1.3)]
    if coverage is not None:
        many = offices(material.study).many
        shown.append(layout.figures_head("answered", heads.ANSWERED, raised(many)))
        shown.append(layout.figures_head("existing", heads.EXISTING, raised(many)))
    return [*shown, *(layout.figures_head(one.id, head_of(one)) for one in indicators)]


def head_of(one: Indicator) -> Text:
    """The head of an indicator: the full label where it is police effort, so that no head loses the words."""
    return one.label if effort(one) else one.short or one.label


def row(material: Material, cube: Cube, indicators: list[Indicator], coverage: Indicator | None, i: int) -> Row:
    """One place."""
    place = cube.places[i]
    cells = [Cell(value=place.key, form="code"), Cell(value=place.name)]
    if coverage is not None:
        measure = cube.measures[coverage.id]
        source = measure.sources[0] if measure.sources else None
        cells += [Cell(value=v, form="count", source=source) for v in (measure.answered[i], measure.existing[i])]
    cells += [count_cell(material, cube, one.id, i) for one in indicators]
    return Row(key=place.key, cells=tuple(cells))
