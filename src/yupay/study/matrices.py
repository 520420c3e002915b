"""Does every problem have its objective, its hypothesis and its measure? The two matrices a jury asks for first.

Consistency matrix: one row per objective. Operationalisation matrix: one row per indicator. Holes are printed.
"""

import re
from collections.abc import Mapping, Sequence

from yupay.model.source import Source
from yupay.model.study import Dimension, Hypothesis, Indicator, Objective, Study, Variable
from yupay.model.table import Cell, Column, Row, Table
from yupay.model.text import Text
from yupay.study.indicators import COUNTED

DESCRIPTIVE = Text(es="No corresponde: objetivo descriptivo", en="Does not apply: descriptive objective")
NO_HYPOTHESIS = Text(es="Vacío: ninguna hipótesis responde a este objetivo", en="Hole: no hypothesis answers it")
NO_INDICATOR = Text(es="Vacío: dimensión sin indicador", en="Hole: dimension without an indicator")
NO_DIMENSION = Text(es="Vacío: variable sin dimensión", en="Hole: variable without a dimension")
NO_VARIABLE = Text(es="Vacío: sin variable", en="Hole: no variable")
NOT_DEFINED = Text(es="Vacío: sin definición", en="Hole: not defined")
NO_DATA = Text(es="sin dato", en="no data")
DERIVED = Text(es="derivada", en="derived")
WITHOUT_TEST = Text(es="Descriptivo: sin contraste", en="Descriptive: no test")
NOT_ASSESSABLE = Text(es="no evaluable con estos datos", en="not assessable with these data")
STATISTICS = {
    "area-whitened": Text(es="correlación entre territorios, blanqueada", en="whitened correlation between areas"),
    "spearman": Text(es="correlación por rangos de Spearman", en="Spearman rank correlation"),
    "pearson": Text(es="correlación de Pearson", en="Pearson correlation"),
    "kendall-tau-b": Text(es="tau-b de Kendall", en="Kendall's tau-b"),
    "partial-spearman": Text(es="correlación parcial de Spearman", en="partial Spearman correlation"),
    "modified-t": Text(es="prueba t modificada", en="modified t test"),
}
REACH = {
    "direct": Text(es="directo", en="direct"),
    "indirect": Text(es="indirecto", en="indirect"),
    "none": NO_DATA,
}
SCALES = {
    "nominal": Text(es="nominal", en="nominal"),
    "ordinal": Text(es="ordinal", en="ordinal"),
    "interval": Text(es="intervalo", en="interval"),
    "ratio": Text(es="razón", en="ratio"),
}
ROLES = {
    "control": Text(es="Control", en="Control"),
    "context": Text(es="Contexto", en="Context"),
    "population": Text(es="Población", en="Population"),
}


def page_ids(study: Study) -> dict[str, Text]:
    """What each objective and hypothesis is called on the page: OG -> OG / GO, O1 -> OE1 / SO1, H1 -> HE1 / SH1."""
    named = {}
    for index, objective in enumerate(_specific(study.objectives), 1):
        named[objective.id] = _numbered("OE", "SO", objective.id, index)
    for objective in study.objectives:
        if objective.general:
            named[objective.id] = Text(es="OG", en="GO")
    for index, hypothesis in enumerate((one for one in study.hypotheses if not is_general(study, one)), 1):
        named[hypothesis.id] = _numbered("HE", "SH", hypothesis.id, index)
    for hypothesis in study.hypotheses:
        if is_general(study, hypothesis):
            named[hypothesis.id] = Text.same("HG")
    return named


def problem_ids(study: Study) -> dict[str, Text]:
    """What the problem of each objective is called: OG -> PG / GP, O1 -> PE1 / SP1."""
    return {
        objective.id: Text(es="PG", en="GP") if objective.general else _numbered("PE", "SP", objective.id, index)
        for index, objective in enumerate([*_specific(study.objectives), *_general(study.objectives)], 1)
    }


def is_general(study: Study, hypothesis: Hypothesis) -> bool:
    """Whether a hypothesis is the general one: derived from others, under a general objective."""
    general = {objective.id for objective in study.objectives if objective.general}
    return bool(hypothesis.derived_from) and hypothesis.objective in general


def _specific(objectives: Sequence[Objective]) -> list[Objective]:
    return [objective for objective in objectives if not objective.general]


def _general(objectives: Sequence[Objective]) -> list[Objective]:
    return [objective for objective in objectives if objective.general]


def _numbered(es: str, en: str, own: str, index: int) -> Text:
    found = re.fullmatch(r"\D*(\d+)", own)
    number = int(found[1]) if found else index
    return Text(es=f"{es}{number}", en=f"{en}{number}")


def consistency(study: Study, methods: Mapping[str, Text] | None = None) -> Table:
    """The consistency matrix; `methods` gives the labels of method ids, in place of those of `STATISTICS`."""
    columns = (
        ("problem", "Problemas", "Problems", 1.1),
        ("objective", "Objetivos", "Objectives", 1.0),
        ("hypothesis", "Hipótesis", "Hypotheses", 1.3),
        ("variables", "Variables y dimensiones", "Variables and dimensions", 1.1),
        ("method", "Metodología y estadístico", "Methodology and statistic", 1.1),
    )
    return Table(
        id="consistency",
        title=Text(es="Matriz de consistencia", en="Consistency matrix"),
        section="1",
        columns=_columns(columns),
        rows=tuple(_consistency_row(study, objective, methods or {}) for objective in study.objectives),
        landscape=True,
        sortable=False,
    )


def _columns(named: Sequence[tuple[str, str, str, float]]) -> tuple[Column, ...]:
    return tuple(Column(id=name, label=Text(es=es, en=en), width=width) for name, es, en, width in named)


def _consistency_row(study: Study, objective: Objective, methods: Mapping[str, Text]) -> Row:
    hypotheses = [one for one in study.hypotheses if one.objective == objective.id]
    ids, problems = page_ids(study), problem_ids(study)
    words = (
        _led(problems[objective.id], objective.problem),
        _led(ids[objective.id], objective.objective),
        _stated(objective, hypotheses, ids),
        _measured(study, objective, hypotheses),
        _method(study, objective, hypotheses, ids, methods),
    )
    return Row(key=objective.id, cells=tuple(Cell(value=one) for one in words))


def _led(name: Text, words: Text, between: str = ". ") -> Text:
    return Text(es=name.es + between + words.es, en=name.en + between + words.en)


def joined(words: Sequence[Text], between: str = "; ") -> Text:
    """Texts one after the other."""
    return Text(es=between.join(one.es for one in words), en=between.join(one.en for one in words))


def _stated(objective: Objective, hypotheses: Sequence[Hypothesis], ids: Mapping[str, Text]) -> Text:
    if not hypotheses and objective.descriptive:
        return DESCRIPTIVE
    if not hypotheses and objective.missing:
        return _led(NOT_ASSESSABLE, objective.missing, ": ")
    if not hypotheses:
        return NO_HYPOTHESIS
    return joined([_led(_titled(one, ids), _open(one.statement), ": ") for one in hypotheses])


def _open(words: Text) -> Text:
    """A sentence without its full stop, to stand in a list."""
    return Text(es=words.es.rstrip(". "), en=words.en.rstrip(". "))


def _titled(hypothesis: Hypothesis, ids: Mapping[str, Text]) -> Text:
    name = ids[hypothesis.id]
    if not hypothesis.derived_from:
        return name
    return Text(es=f"{name.es} ({DERIVED.es})", en=f"{name.en} ({DERIVED.en})")


def _measured(study: Study, objective: Objective, hypotheses: Sequence[Hypothesis]) -> Text:
    parts = []
    covered = _dimensions(study, objective, hypotheses)
    for variable in study.variables:
        labels = [one.label for one in study.dimensions if one.variable == variable.id and one.id in covered]
        if labels:
            parts.append(_led(variable.label, joined(labels, ", "), ": "))
    return joined(parts) if parts else NO_VARIABLE


def _dimensions(study: Study, objective: Objective, hypotheses: Sequence[Hypothesis]) -> set[str]:
    """The dimensions an objective covers: those of its hypotheses and indicators; all, where it names none."""
    names = {one for tested in _tested(study, hypotheses) for one in (tested.x, tested.y) if one}
    names |= set(objective.answered_by)
    covered = {one.dimension for one in study.indicators if one.id in names and one.dimension}
    if objective.general or not (covered or hypotheses):
        return {one.id for one in study.dimensions}
    return covered


def _tested(study: Study, hypotheses: Sequence[Hypothesis]) -> list[Hypothesis]:
    """Hypotheses with those they derive from."""
    by_id = {one.id: one for one in study.hypotheses}
    below = [by_id[name] for one in hypotheses for name in one.derived_from if name in by_id]
    return [*hypotheses, *below]


def _method(
    study: Study,
    objective: Objective,
    hypotheses: Sequence[Hypothesis],
    ids: Mapping[str, Text],
    methods: Mapping[str, Text],
) -> Text:
    words = [study.study.method] if objective.general and study.study.method else []
    for one in hypotheses:
        words.append(_led(ids[one.id], _statistic(study, one, ids, methods), ": "))
    if not hypotheses and objective.descriptive:
        words.append(WITHOUT_TEST)
    return joined(words, " ") if words else NOT_ASSESSABLE


def _statistic(study: Study, one: Hypothesis, ids: Mapping[str, Text], methods: Mapping[str, Text]) -> Text:
    if one.missing:
        return NOT_ASSESSABLE
    if one.derived_from:
        names = joined([ids[name] for name in one.derived_from if name in ids], ", ")
        return Text(es=f"se decide por {names.es}.", en=f"decided by {names.en}.")
    named = study.decision.method if one.method == "auto" else one.method
    method = methods.get(named) or STATISTICS.get(named, Text.same(named))
    alpha = f"α = {study.decision.alpha:g}".replace("0.", ".")
    unit = next((unit.plural for unit in study.units if unit.id == one.unit), Text.same("-"))
    return Text(es=f"{method.es}, {unit.es}, {alpha}.", en=f"{method.en}, {unit.en}, {alpha}.")


def operationalisation(study: Study) -> Table:
    """The operationalisation matrix: every indicator under its dimension and variable, holes and controls included."""
    columns = (
        ("variable", "Variable", "Variable", 1.0),
        ("concept", "Definición conceptual", "Conceptual definition", 1.5),
        ("operational", "Definición operacional", "Operational definition", 1.5),
        ("dimension", "Dimensión", "Dimension", 1.0),
        ("indicator", "Indicador", "Indicator", 1.4),
        ("counting_unit", "Unidad de registro", "Counting unit", 1.0),
        ("scale", "Escala", "Scale", 0.7),
        ("source", "Fuente y periodo", "Source and period", 1.2),
        ("reach", "Alcance", "Reach", 1.0),
    )
    rows = [row for variable in study.variables for row in _variable_rows(study, variable)]
    rows += [
        _row(ROLES.get(one.role, NO_VARIABLE), None, None, one, study)
        for one in study.indicators
        if one.dimension is None and one.role in ROLES
    ]
    return Table(
        id="operationalisation",
        title=Text(es="Matriz de operacionalización de las variables", en="Operationalisation matrix"),
        section="1",
        columns=_columns(columns),
        rows=tuple(rows),
        landscape=True,
        sortable=False,
    )


def _variable_rows(study: Study, variable: Variable) -> list[Row]:
    rows = []
    dimensions = [one for one in study.dimensions if one.variable == variable.id]
    for dimension in dimensions:
        measured: list[Indicator | None] = [one for one in study.indicators if one.dimension == dimension.id]
        rows += [_row(variable.label, variable, dimension, one, study) for one in measured or [None]]
    return rows or [_row(variable.label, variable, None, None, study)]


def _row(
    label: Text, variable: Variable | None, dimension: Dimension | None, one: Indicator | None, study: Study
) -> Row:
    blank = Cell(mark="not applicable")
    operational = (one.operational if one else None) or (variable.operational if variable else None)
    start = (
        Cell(value=label),
        Cell(value=variable.concept) if variable else blank,
        Cell(value=operational or (_rule(one) if one else NOT_DEFINED)),
        Cell(value=dimension.label) if dimension else Cell(value=NO_DIMENSION) if variable else blank,
    )
    if one is None:
        return Row(key=dimension.id if dimension else "", cells=(*start, Cell(value=NO_INDICATOR), *(blank,) * 4))
    end = (
        Cell(value=Text(es=f"{one.id}. {one.label.es}", en=f"{one.id}. {one.label.en}")),
        Cell(value=COUNTED[one.counting_unit]),
        Cell(value=SCALES[one.scale]),
        Cell(value=_source(study, one), source=one.source),
        Cell(value=_reach(one)),
    )
    return Row(key=one.id, cells=(*start, *end))


def _rule(one: Indicator) -> Text:
    if one.columns:
        names = ", ".join(one.columns)
        return Text(es=f"Suma de {names}", en=f"Sum of {names}")
    if one.rate_of:
        per = f"{one.per:,.0f}"
        return Text(es=f"{one.rate_of} / {one.base}, por {per}", en=f"{one.rate_of} / {one.base}, per {per}")
    if one.mean_ranks:
        names = ", ".join(one.mean_ranks)
        return Text(es=f"Media de los puestos percentiles de {names}", en=f"Mean of the percentile ranks of {names}")
    if one.interpolate:
        span = one.interpolate
        return Text(
            es=f"Estimación por interpolación geométrica entre {span.start} y {span.end}, al {span.at}",
            en=f"Estimate by geometric interpolation between {span.start} and {span.end}, at {span.at}",
        )
    return NO_DATA


def _source(study: Study, one: Indicator) -> Text:
    cards: dict[str, Source] = {card.id: card for card in study.sources}
    if one.source in cards:
        card = cards[one.source]
        return Text(es=f"{card.producer.es}; {one.period}", en=f"{card.producer.en}; {one.period}")
    return Text.same(one.period) if one.reach != "none" else NO_DATA


def _reach(one: Indicator) -> Text:
    words = REACH[one.reach]
    more = one.proxy_for if one.reach == "indirect" else one.missing if one.reach == "none" else None
    return _led(words, more, ": ") if more else words
