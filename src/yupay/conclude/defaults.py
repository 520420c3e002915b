"""Which tables and figures has a report whose study declares none? Those that its declaration can fill."""

from yupay.conclude.naming import spoken
from yupay.conclude.pages import hypothesis_page
from yupay.conclude.wording import titles
from yupay.model.study import Exhibit, Study
from yupay.model.text import Text


def default_exhibits(study: Study) -> tuple[Exhibit, ...]:
    """A sensible list: matrices, sources, what was published, descriptives, maps, ranks, tests, findings."""
    return numbered([*front(study), *described(study), *tested(study), *checked(study), *last()])


def numbered(exhibits: list[tuple[str, str, Text, dict[str, object]]]) -> tuple[Exhibit, ...]:
    """Exhibits with ids in order: table-01, figure-1."""
    counts = {"table": 0, "figure": 0}
    found = []
    for kind, section, title, options in exhibits:
        what = "figure" if kind in ("map", "pareto", "rank-sets", "rank-scatter", "series") else "table"
        counts[what] += 1
        name = f"{what}-{counts[what]:02d}" if what == "table" else f"{what}-{counts[what]}"
        found.append(Exhibit(id=name, kind=kind, section=section, title=title, options=options))
    return tuple(found)


Declared = list[tuple[str, str, Text, dict[str, object]]]


def front(study: Study) -> Declared:
    """Matrices, sources, reconciliations, modalities."""
    found: Declared = [
        ("consistency", "1", titles.CONSISTENCY, {}),
        ("operationalisation", "1", titles.OPERATIONALISATION, {}),
        ("sources", "3", titles.SOURCES, {}),
    ]
    if study.reconciliations or any(source.totals for source in study.sources):
        found.append(("reconciliation", "3", titles.RECONCILIATION, {}))
    if study.modalities:
        found.append(("modalities", "3", titles.MODALITIES, {}))
    return found


def described(study: Study) -> Declared:
    """Descriptives, map and rank sets of each named unit."""
    found: Declared = []
    for unit in (unit for unit in study.units if unit.named):
        own = [one for one in study.indicators if unit.id in one.units and one.reach != "none"]
        ids = [one.id for one in own]
        if not ids:
            continue
        found.append(("unit-descriptives", "4.3", spoken(titles.DESCRIPTIVES, unit=unit.plural), {"unit": unit.id}))
        drawn = [one.id for one in own if one.mapped != "no" and one.reach == "direct"]
        efforts = [one.id for one in own if one.mapped != "no" and one.reach == "indirect"]
        ranked = [one.id for one in own if one.rankable and one.reach == "direct"]
        if unit.boundaries is not None and drawn:
            options: dict[str, object] = {"unit": unit.id, "indicators": drawn}
            found.append(("map", "4.3", spoken(titles.MAP, unit=unit.plural), options))
        if unit.boundaries is not None and efforts:
            options = {"unit": unit.id, "indicators": efforts}
            found.append(("map", "4.3", spoken(titles.EFFORT_MAP, unit=unit.plural), options))
        if ranked:
            options = {"unit": unit.id, "indicators": ranked}
            found.append(("rank-sets", "4.3", spoken(titles.RANK_SETS, unit=unit.plural), options))
    return found


def tested(study: Study) -> Declared:
    """Assumptions, one table per hypothesis, the scatter, what was explored."""
    pairs = [h.id for h in study.hypotheses if h.x and h.y and h.missing is None]
    found: Declared = [("assumptions", "4.4", titles.ASSUMPTIONS, {})] if pairs else []
    for h in study.hypotheses:
        if h.id in pairs or h.derived_from:
            found.append(
                (
                    "hypothesis",
                    "4.4",
                    spoken(titles.HYPOTHESIS, page=hypothesis_page(study, h.id)),
                    {"hypothesis": h.id},
                )
            )
    if pairs:
        found.append(("rank-scatter", "4.4", titles.SCATTER, {"hypotheses": pairs}))
    if any(not family.decides for family in study.families):
        found.append(("exploratory", "4.4", titles.EXPLORATORY, {}))
    return found


def checked(study: Study) -> Declared:
    """Scales and sensitivity, where declared."""
    found: Declared = [("scales", "4.5", titles.SCALES, {})] if study.scales else []
    return [*found, ("sensitivity", "4.5", titles.SENSITIVITY, {})] if study.sensitivity else found


def last() -> Declared:
    """Findings."""
    return [("findings", "5", titles.FINDINGS, {})]
