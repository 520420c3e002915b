"""How is each variable measured, with which source, and what has no data? The operationalisation matrix.

One row per indicator, by the code of the page (X1) and not by its id; those that only serve others share one row per
dimension. Holes are printed. Every row is whole: what repeats the row above is told once by whoever prints it.
"""

from collections.abc import Collection, Iterable, Sequence

from yupay.model.source import ColumnSpec, Source
from yupay.model.study import Dimension, Indicator, Study, Variable
from yupay.model.table import Cell, Column, Row, Table
from yupay.model.text import Text
from yupay.study.indicators import COUNTED

NO_INDICATOR = Text(es="Vacío: dimensión sin indicador", en="Hole: dimension without an indicator")
NO_DIMENSION = Text(es="Vacío: variable sin dimensión", en="Hole: variable without a dimension")
NO_VARIABLE = Text(es="Vacío: sin variable", en="Hole: no variable")
NOT_DEFINED = Text(es="Vacío: sin definición", en="Hole: not defined")
NO_DATA = Text(es="sin dato", en="no data")
AUXILIARY = Text(es="Auxiliares", en="Auxiliary")
REACH = {
    "direct": Text(es="directo", en="direct"),
    "indirect": Text(es="indirecto", en="indirect"),
    "none": NO_DATA,
}
MODELLED = Text(es="estimado: depende de un supuesto", en="estimated: depends on an assumption")
SCALES = {
    "nominal": Text(es="nominal", en="nominal"),
    "ordinal": Text(es="ordinal", en="ordinal"),
    "interval": Text(es="intervalo", en="interval"),
    "ratio": Text(es="razón", en="ratio"),
}
ROLES = {
    "variable": NO_VARIABLE,
    "control": Text(es="Control", en="Control"),
    "context": Text(es="Contexto", en="Context"),
    "population": Text(es="Población", en="Population"),
}
COLUMNS = (
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
BLANK = Cell(mark="not applicable")
PUBLISHED = ("percent", "index")


def operationalisation(study: Study, only: Collection[str] = ()) -> Table:
    """The operationalisation matrix: every indicator under its dimension and variable, holes included.

    Args:
        study: the declaration.
        only: the indicators with a row of their own; where none is named, those that do not just serve others.

    """
    rows = [row for variable in study.variables for row in _of_variable(study, variable, only)]
    loose = [one for one in study.indicators if one.dimension is None]
    rows += [row for role in ROLES for row in _of_role(study, role, [one for one in loose if one.role == role], only)]
    return Table(
        id="operationalisation",
        title=Text(es="Matriz de operacionalización de las variables", en="Operationalisation matrix"),
        section="1",
        columns=columns_of(COLUMNS),
        rows=tuple(rows),
        landscape=True,
        sortable=False,
    )


def columns_of(named: Sequence[tuple[str, str, str, float]]) -> tuple[Column, ...]:
    """Column heads from their id, their words in both languages and their width."""
    return tuple(Column(id=name, label=Text(es=es, en=en), width=width) for name, es, en, width in named)


def led(name: Text, words: Text, between: str = ". ") -> Text:
    """A name, then its words."""
    return Text(es=name.es + between + words.es, en=name.en + between + words.en)


def joined(words: Sequence[Text], between: str = "; ") -> Text:
    """Texts one after the other."""
    return Text(es=between.join(one.es for one in words), en=between.join(one.en for one in words))


def _of_variable(study: Study, variable: Variable, only: Collection[str]) -> list[Row]:
    dimensions = [one for one in study.dimensions if one.variable == variable.id]
    rows = [row for dimension in dimensions for row in _of_dimension(study, variable, dimension, only)]
    rows = rows or [_row(_head(variable.label, variable, NO_DIMENSION), NOT_DEFINED, (NO_INDICATOR,))]
    return [_with_own_definition(rows[0], variable), *rows[1:]]


def _with_own_definition(row: Row, variable: Variable) -> Row:
    """The first row of a variable, with the operational definition of the variable before that of the indicator."""
    if variable.operational is None:
        return row
    own = row.cells[2].value
    words = (
        led(variable.operational, own, " ") if isinstance(own, Text) and own != NOT_DEFINED else variable.operational
    )
    return row.model_copy(update={"cells": (*row.cells[:2], Cell(value=words), *row.cells[3:])})


def _of_dimension(study: Study, variable: Variable, dimension: Dimension, only: Collection[str]) -> list[Row]:
    head = _head(variable.label, variable, dimension.label)
    measured = [one for one in study.indicators if one.dimension == dimension.id]
    rows = [*_measured(study, head, measured, dimension.id, only), *_estimated(study, head, dimension)]
    return rows or [_row(head, NOT_DEFINED, (NO_INDICATOR,), dimension.id)]


def _estimated(study: Study, head: tuple[Cell, Cell, Cell], dimension: Dimension) -> list[Row]:
    """The total that is estimated from overlapping lists, where it measures this dimension."""
    hidden = study.hidden
    card = None if hidden is None else _card(study, hidden.source)
    if hidden is None or card is None or hidden.dimension != dimension.id:
        return []
    people, names = hidden.people, joined([one.label for one in hidden.lists], ", ")
    label = Text(es=f"Total de {people.es}, vistas y no vistas", en=f"Total of {people.en}, seen and not seen")
    how = Text(
        es=f"Estimación por sistemas múltiples a partir de las coincidencias de las listas: {names.es}",
        en=f"Multiple systems estimation from the overlaps of the lists: {names.en}",
    )
    source = led(card.producer, Text.same(card.period), "; ")
    return [_row(head, how, (label, COUNTED[card.counting_unit], SCALES["ratio"], source, MODELLED), "hidden", card.id)]


def _of_role(study: Study, role: str, measured: Sequence[Indicator], only: Collection[str]) -> list[Row]:
    return _measured(study, (Cell(value=ROLES[role]), BLANK, BLANK), measured, role, only)


def _head(label: Text, variable: Variable, dimension: Text) -> tuple[Cell, Cell, Cell]:
    return Cell(value=label), Cell(value=variable.concept), Cell(value=dimension)


def _measured(
    study: Study, head: tuple[Cell, Cell, Cell], measured: Sequence[Indicator], name: str, only: Collection[str]
) -> list[Row]:
    """One row per indicator, and one for all that only serve others."""
    serving = [one for one in measured if (one.id not in only if only else is_auxiliary(study, one))]
    rows = [_indicator_row(study, head, one) for one in measured if one not in serving]
    return [*rows, _auxiliary_row(study, head, serving, name)] if serving else rows


def _indicator_row(study: Study, head: tuple[Cell, Cell, Cell], one: Indicator) -> Row:
    facts = (coded(one), COUNTED[one.counting_unit], SCALES[one.scale], _source(study, one), _reach(one))
    return _row(head, definition(study, one), facts, one.id, one.source)


def _auxiliary_row(study: Study, head: tuple[Cell, Cell, Cell], serving: Sequence[Indicator], name: str) -> Row:
    facts = (
        led(AUXILIARY, joined([one.label for one in serving]), ": "),
        _distinct(COUNTED[one.counting_unit] for one in serving),
        _distinct(SCALES[one.scale] for one in serving),
        _distinct(_source(study, one) for one in serving),
        _distinct(_reach(one) for one in serving),
    )
    return _row(head, joined([definition(study, one) for one in serving]), facts, f"{name}.auxiliary")


def _row(
    head: tuple[Cell, Cell, Cell], operational: Text, facts: Sequence[Text], key: str = "", source: str | None = None
) -> Row:
    words = [Cell(value=fact, source=source if place == 3 else None) for place, fact in enumerate(facts)]
    blanks = (BLANK,) * (len(COLUMNS) - 4 - len(words))
    return Row(key=key, cells=(head[0], head[1], Cell(value=operational), head[2], *words, *blanks))


def _distinct(words: Iterable[Text]) -> Text:
    return joined(list(dict.fromkeys(words)))


def is_auxiliary(study: Study, one: Indicator) -> bool:
    """Whether an indicator only serves others: populations, presence flags, subsets, indices of the sensitivity analysis."""
    if any(one.id in (h.x, h.y, h.control) for h in study.hypotheses):
        return False
    beside = [other for other in study.indicators if other.id != one.id]
    subset = bool(one.where) and any(
        other.columns == one.columns and other.source == one.source and not other.where for other in beside
    )
    index = bool(one.mean_ranks) and any(variant.indicator == one.id for variant in study.sensitivity)
    flag = one.scale == "nominal" and any(
        other.dimension == one.dimension and other.scale != "nominal" for other in beside
    )
    return one.role == "population" or subset or flag or (index and not _shown(study, one))


def _shown(study: Study, one: Indicator) -> bool:
    """Whether an indicator is explored or drawn, beside the sensitivity analysis."""
    paired = any(one.id in pair for family in study.families for pair in family.pairs)
    drawn = any(one.id in exhibit.options.get("indicators", ()) for exhibit in study.exhibits)
    return paired or drawn or any(one.id in objective.answered_by for objective in study.objectives)


def code_of(one: Indicator) -> str | None:
    """The code of the page that a short label opens with, where it is the id or its start: X1 of x1, Y1 of y1_rate."""
    if one.short is None:
        return None
    spanish, english = one.short.es.split(" ", 1), one.short.en.split(" ", 1)
    own, code = one.id.casefold(), spanish[0].casefold()
    same = spanish[0] == english[0] and len(spanish) > 1 and len(english) > 1
    return spanish[0] if same and (own == code or own.startswith(f"{code}_")) else None


def coded(one: Indicator) -> Text:
    """The code of the page and the label; the label alone where there is no code."""
    code = code_of(one)
    return one.label if code is None else led(Text.same(code), one.label)


def definition(study: Study, one: Indicator) -> Text:
    """How an indicator is measured: in its own words, else by its rule."""
    if one.operational is not None:
        return one.operational
    if one.columns:
        return _of_columns(study, one)
    if one.instrument:
        return _of_scale(study, one.instrument)
    if one.answer:
        return _of_answer(study, one)
    if one.rate_of:
        top, base, per = _named(study, one.rate_of), _named(study, one.base or ""), f"{one.per:,.0f}"
        return raised(Text(es=f"{top.es} / {base.es}, por {per}", en=f"{top.en} / {base.en}, per {per}"))
    if one.mean_ranks:
        names = joined([_named(study, name) for name in one.mean_ranks], ", ")
        return Text(
            es=f"Media de los puestos percentiles de {names.es}", en=f"Mean of the percentile ranks of {names.en}"
        )
    if one.interpolate:
        start, end, on = _named(study, one.interpolate.start), _named(study, one.interpolate.end), one.interpolate.at
        return Text(
            es=f"Estimación por interpolación geométrica entre {start.es} y {end.es}, al {on}",
            en=f"Estimate by geometric interpolation between {start.en} and {end.en}, at {on}",
        )
    return NO_DATA


def _of_columns(study: Study, one: Indicator) -> Text:
    """A published percentage or index as it stands; a sum of what was counted."""
    specs = _specs(study, one)
    labels = {name: spec.label if (spec := specs.get(name)) is not None else None for name in one.columns}
    names = joined([inside(label) if label else Text.same(name) for name, label in labels.items()], ", ")
    where = ", ".join(f"{name} = {value}" for name, value in one.where.items())
    given = Text(es=f", donde {where}", en=f", where {where}") if where else Text.same("")
    if len(labels) == 1 and one.counting_unit in PUBLISHED:
        as_it_is = Text(es=f"Valor de {names.es}, tal como se publicó", en=f"Value of {names.en}, as published")
        return led(next((label for label in labels.values() if label), as_it_is), given, "")
    return Text(es=f"Suma de {names.es}{given.es}", en=f"Sum of {names.en}{given.en}")


def _of_scale(study: Study, name: str) -> Text:
    """The score of a scale: how many items, which, from where to where."""
    scale = next((scale for scale in study.instruments if scale.id == name), None)
    if scale is None:
        return NOT_DEFINED
    how = Text(es="Suma", en="Sum") if scale.score == "sum" else Text(es="Media", en="Mean")
    turned = ", ".join(scale.reverse)
    back = Text(es=f"; inversos: {turned}", en=f"; reversed: {turned}") if turned else Text.same("")
    k, ends = len(scale.items), (f"{scale.low:g}", f"{scale.high:g}")
    return Text(
        es=f"{how.es} de {k} ítems de {ends[0]} a {ends[1]} ({scale.items[0]} a {scale.items[-1]}){back.es}",
        en=f"{how.en} of {k} items from {ends[0]} to {ends[1]} ({scale.items[0]} to {scale.items[-1]}){back.en}",
    )


def _of_answer(study: Study, one: Indicator) -> Text:
    """The answer to one question, with its categories."""
    spec = _specs(study, one).get(one.answer or "")
    label = spec.label if spec is not None and spec.label is not None else Text.same(one.answer or "")
    told = joined(list(one.categories.values()), ", ")
    known = Text(es=f": {told.es}", en=f": {told.en}") if one.categories else Text.same("")
    return Text(es=f"Respuesta a «{label.es}»{known.es}", en=f"Answer to “{label.en}”{known.en}")


def raised(words: Text) -> Text:
    """Words that open a cell: a capital first letter."""
    return Text(es=words.es[:1].upper() + words.es[1:], en=words.en[:1].upper() + words.en[1:])


def _specs(study: Study, one: Indicator) -> dict[str, ColumnSpec]:
    card = _card(study, one.source)
    return card.columns if card is not None else {}


def _card(study: Study, name: str | None) -> Source | None:
    return next((card for card in study.sources if card.id == name), None)


def _named(study: Study, name: str) -> Text:
    """What another indicator is called inside a definition: its code, else its label, else its id."""
    one = next((one for one in study.indicators if one.id == name), None)
    if one is None:
        return Text.same(name)
    code = code_of(one)
    return inside(one.label) if code is None or code.casefold() != one.id.casefold() else Text.same(code)


def inside(words: Text) -> Text:
    """Words inside a sentence: a small first letter, except in an abbreviation or a code."""
    es, en = (
        said if said[1:2].isupper() or said[1:2].isdigit() else said[:1].lower() + said[1:]
        for said in (words.es, words.en)
    )
    return Text(es=es, en=en)


def _source(study: Study, one: Indicator) -> Text:
    """Producers and period; of an indicator made of others, those of its parts."""
    if one.reach == "none":
        return NO_DATA
    cards = [card for name in dict.fromkeys(_sources(study, one)) if (card := _card(study, name)) is not None]
    period = Text.same(one.period)
    return led(_distinct(card.producer for card in cards), period, "; ") if cards else period


def _sources(study: Study, one: Indicator) -> list[str]:
    """The sources of an indicator and of all it is made of; definitions that go in a circle end."""
    by_id, seen, waiting = {part.id: part for part in study.indicators}, {one.id}, [one]
    found = []
    while waiting:
        part = waiting.pop(0)
        found += [part.source] if part.source else []
        found += [u.frame for u in study.units if part.instrument and u.id in part.units and u.design is not None]
        span = part.interpolate
        names = (part.rate_of, part.base, *part.mean_ranks, *((span.start, span.end) if span else ()))
        waiting += [by_id[name] for name in names if name in by_id and name not in seen]
        seen |= {name for name in names if name}
    return found


def _reach(one: Indicator) -> Text:
    words = REACH[one.reach]
    more = one.proxy_for if one.reach == "indirect" else one.missing if one.reach == "none" else None
    return led(words, more, ": ") if more else words
