"""Which tables and figures has a report whose study declares none? Those that its declaration can fill."""

from yupay.conclude.exhibits.explorations import MODELS
from yupay.conclude.exhibits.kinds import FIGURES
from yupay.conclude.naming import spoken
from yupay.conclude.pages import hypothesis_page
from yupay.conclude.wording import hidden, instruments, law_cases, rows, surveys, titles
from yupay.model.study import Exhibit, Study
from yupay.model.text import Text


def default_exhibits(study: Study) -> tuple[Exhibit, ...]:
    """A sensible list: matrices, sources, what was published, descriptives, maps, ranks, tests, findings."""
    return numbered(
        [*front(study), *coded(study), *described(study), *tested(study), *checked(study), *unseen(study), *last()]
    )


def numbered(exhibits: list[tuple[str, str, Text, dict[str, object]]]) -> tuple[Exhibit, ...]:
    """Exhibits with ids in order: table-01, figure-1."""
    counts = {"table": 0, "figure": 0}
    found = []
    for kind, section, title, options in exhibits:
        what = "figure" if kind in FIGURES else "table"
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
    return [*found, *measured(study), *answered(study)]


def measured(study: Study) -> Declared:
    """How good the scales of a questionnaire are."""
    if not study.instruments:
        return []
    found: Declared = [
        ("instrument-sheet", "3", instruments.SHEET_TITLE, {}),
        ("reliability", "3", instruments.RELIABILITY_TITLE, {}),
        ("item-analysis", "3", instruments.ITEMS_TITLE, {}),
        ("construct-validity", "3", instruments.CONSTRUCT_TITLE, {}),
    ]
    if any(one.judges is not None for one in study.instruments):
        found.insert(1, ("content-validity", "3", instruments.VALIDITY_TITLE, {}))
    if any(one.groups is not None for one in study.instruments):
        found.append(("invariance", "3", instruments.INVARIANCE_TITLE, {}))
    return found


def answered(study: Study) -> Declared:
    """What the rows of the drawn units answered."""
    drawn = {unit.id for unit in study.units if unit.design is not None}
    if not drawn:
        return []
    found: Declared = [("estimands", "4.1", surveys.ESTIMANDS_TITLE, {})] if study.estimands else []
    own = [one for one in study.indicators if drawn & set(one.units)]
    if own:
        found += [("scores", "4.1", surveys.SCORES_TITLE, {}), ("answers", "4.1", surveys.ANSWERS_TITLE, {})]
    if any(one.bands is not None for one in study.instruments):
        found.append(("levels", "4.1", instruments.LEVELS_TITLE, {}))
    return found


def coded(study: Study) -> Declared:
    """What the law answers to the coded cases of each source that is qualified."""
    found: Declared = []
    for card in (card for card in study.sources if card.qualify is not None):
        options: dict[str, object] = {"source": card.id}
        found += [
            ("law-magnitude", "4.1", law_cases.MAGNITUDE_TITLE, options),
            ("law-series", "4.1", law_cases.SERIES_TITLE, options),
            ("law-missing", "4.1", law_cases.MISSING_TITLE, options),
        ]
        if card.qualify is not None and (card.qualify.evidence or card.qualify.court):
            found.append(("law-beside", "4.1", law_cases.BESIDE_TITLE, options))
        found.append(("law-trace", "4.1", law_cases.TRACE_TITLE, options))
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
    drawn = {unit.id for unit in study.units if unit.design is not None}
    placed = [h.id for h in study.hypotheses if h.id in pairs and h.unit not in drawn]
    found: Declared = [("assumptions", "4.4", titles.ASSUMPTIONS, {})] if placed else []
    if len(placed) < len(pairs):
        found.append(("row-assumptions", "4.4", rows.ASSUMPTIONS_TITLE, {}))
        found.append(("common-method", "4.4", instruments.COMMON_TITLE, {}))
        found.append(("cross-tables", "4.4", instruments.CROSS_TITLE, {}))
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
    if placed:
        found.append(("rank-scatter", "4.4", titles.SCATTER, {"hypotheses": placed}))
    exploring = [family for family in study.families if not family.decides and family.pairs]
    if any(family.unit in drawn or set(family.methods) & set(MODELS) for family in exploring):
        found.append(("explorations", "4.4", rows.EXPLORED_TITLE, {}))
    if any(family.unit not in drawn for family in exploring):
        found.append(("exploratory", "4.4", titles.EXPLORATORY, {}))
    return found


def checked(study: Study) -> Declared:
    """Scales and sensitivity, where declared."""
    found: Declared = [("scales", "4.5", titles.SCALES, {})] if study.scales else []
    return [*found, ("sensitivity", "4.5", titles.SENSITIVITY, {})] if study.sensitivity else found


def unseen(study: Study) -> Declared:
    """The part that no list saw: overlaps, every model, doubt, groups, and the rate of those detected."""
    if study.hidden is None:
        return []
    found: Declared = [
        ("hidden-overlaps", "4.6", hidden.OVERLAPS_TITLE, {}),
        ("hidden-models", "4.6", hidden.MODELS_TITLE, {}),
        ("hidden-forest", "4.6", hidden.FOREST_TITLE, {}),
        ("hidden-doubt", "4.6", hidden.DOUBT_TITLE, {}),
    ]
    if study.hidden.strata:
        found.append(("hidden-strata", "4.6", hidden.STRATA_TITLE, {}))
    if study.hidden.population is not None:
        found.append(("hidden-rate", "4.6", hidden.RATE_TITLE, {}))
    return found


def last() -> Declared:
    """Findings."""
    return [("findings", "5", titles.FINDINGS, {})]
