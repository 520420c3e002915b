"""Does every problem have its objective, its hypothesis and its method? The consistency matrix, one row per objective.

Holes are printed. The operationalisation matrix, which a jury asks for beside it, stands in its own file.
"""

import re
from collections.abc import Mapping, Sequence

from yupay.model.study import Hypothesis, Objective, Study
from yupay.model.table import Cell, Row, Table
from yupay.model.text import Text
from yupay.study.operationalisation import NO_VARIABLE, columns_of, joined, led
from yupay.study.operationalisation import operationalisation as operationalisation

DESCRIPTIVE = Text(es="No corresponde: objetivo descriptivo", en="Does not apply: descriptive objective")
NO_HYPOTHESIS = Text(es="Vacío: ninguna hipótesis responde a este objetivo", en="Hole: no hypothesis answers it")
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
    """Whether a hypothesis is the general one: under a general objective, derived from others or alone there."""
    general = {objective.id for objective in study.objectives if objective.general}
    under = [one.id for one in study.hypotheses if one.objective in general]
    return hypothesis.id in under and (bool(hypothesis.derived_from) or len(under) == 1)


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
        columns=columns_of(columns),
        rows=tuple(_consistency_row(study, objective, methods or {}) for objective in study.objectives),
        landscape=True,
        sortable=False,
    )


def _consistency_row(study: Study, objective: Objective, methods: Mapping[str, Text]) -> Row:
    hypotheses = [one for one in study.hypotheses if one.objective == objective.id]
    ids, problems = page_ids(study), problem_ids(study)
    words = (
        led(problems[objective.id], objective.problem),
        led(ids[objective.id], objective.objective),
        _stated(objective, hypotheses, ids),
        _measured(study, objective, hypotheses),
        _method(study, objective, hypotheses, ids, methods),
    )
    return Row(key=objective.id, cells=tuple(Cell(value=one) for one in words))


def _stated(objective: Objective, hypotheses: Sequence[Hypothesis], ids: Mapping[str, Text]) -> Text:
    if not hypotheses and objective.descriptive:
        return DESCRIPTIVE
    if not hypotheses and objective.missing:
        return led(NOT_ASSESSABLE, objective.missing, ": ")
    if not hypotheses:
        return NO_HYPOTHESIS
    return joined([led(_titled(one, ids), _open(one.statement), ": ") for one in hypotheses])


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
            parts.append(led(variable.label, joined(labels, ", "), ": "))
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
        words.append(led(ids[one.id], _statistic(study, one, ids, methods), ": "))
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
