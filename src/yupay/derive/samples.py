"""What did each drawn row answer? One typed table per unit with a design: design columns, answers, items and scores.

A score is the sum (or mean) of its items after the reversed ones are turned (low + high - answer); a row that answered
fewer than `min_answered` of the items has none, and the missing answers of the others take the row's own mean.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from yupay.load.messages import STUDY_FILE, problem, quote
from yupay.load.reconcile import matching
from yupay.load.tables import Loaded
from yupay.model.problem import Problem, StudyProblems
from yupay.model.sample import Instrument, SampleDesign
from yupay.model.study import Indicator, Study, Unit

Columns = Mapping[str, np.ndarray]
LARGEST = 2.0**53


@dataclass(frozen=True)
class Sampled:
    """The rows of one drawn unit.

    `table` keeps the columns of the file and adds one per indicator and score (`names`: indicator or instrument id ->
    column) and one per item, turned where it is reversed (`items`: instrument id -> columns). `rows` counts them all.
    `groups`: instrument id -> the column of the groups that are compared. `ratings` holds what experts said of the items of a scale, by criterion: (judges, items), NaN where there is none.
    """

    unit: Unit
    source: str
    design: SampleDesign
    table: ir.Table = field(repr=False)
    names: Mapping[str, str]
    items: Mapping[str, tuple[str, ...]]
    rows: int
    ratings: Mapping[str, Mapping[str, np.ndarray]] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)

    def columns(self, wanted: Iterable[str]) -> Columns:
        """Columns of the table as arrays, in the order of the file: numbers with NaN, words with None."""
        names = list(dict.fromkeys(wanted))
        if not names:
            return {}
        found = self.table.order_by("yupay_row").select(*names).to_pyarrow()
        return {name: as_array(found[name]) for name in names}

    def values(self, name: str) -> np.ndarray:
        """The values of one indicator or instrument."""
        column = self.names[name]
        return self.columns([column])[column]

    def answers(self, instrument: str) -> np.ndarray:
        """The answers to the items of a scale, reversed items turned, NaN where there is none: (rows, items)."""
        names = self.items[instrument]
        found = self.columns(names)
        return np.column_stack([found[name] for name in names])

    def drawn_with(self) -> Columns:
        """The columns that the design names."""
        return self.columns(design_columns(self.design))


def drawn(study: Study, loaded: Loaded) -> dict[str, Sampled]:
    """The rows of every unit with a design, by unit id.

    Raises:
        StudyProblems: L245 answers outside their scale.

    """
    problems: list[Problem] = []
    found: dict[str, Sampled] = {}
    for unit in study.units:
        if unit.design is not None:
            try:
                found[unit.id] = _sampled(study, loaded, unit, unit.design)
            except StudyProblems as refused:
                problems.extend(refused.problems)
    if problems:
        raise StudyProblems(problems)
    return found


def design_columns(design: SampleDesign) -> tuple[str, ...]:
    """Every column a design names, each once."""
    several = (*design.strata, *design.clusters, *design.fpc, *design.replicate_weights, *design.raking)
    single = (design.weights, design.period, design.poststrata)
    return tuple(dict.fromkeys([*several, *(name for name in single if name)]))


def as_array(column: Any) -> np.ndarray:
    """An Arrow column as numbers (NaN where null) or as words (None where null)."""
    if str(column.type) in ("string", "large_string"):
        return np.array(column.to_pylist(), dtype=object)
    return np.array([math.nan if value is None else float(value) for value in column.to_pylist()])


def _sampled(study: Study, loaded: Loaded, unit: Unit, design: SampleDesign) -> Sampled:
    table = loaded.tables[unit.frame]
    if design.where:
        table = table.filter(matching(table, design.where))
    scales = [one for one in study.instruments if one.unit == unit.id]
    _within(study, table, scales)
    added: dict[str, Any] = {}
    names: dict[str, str] = {}
    items: dict[str, tuple[str, ...]] = {}
    groups: dict[str, str] = {}
    for place, scale in enumerate(scales):
        turned = {f"yupay_item_{place}_{k}": _turned(table, scale, name) for k, name in enumerate(scale.items)}
        added |= turned
        items[scale.id], names[scale.id] = tuple(turned), f"yupay_score_{place}"
        added[names[scale.id]] = score(list(turned.values()), scale)
        if scale.groups is not None:
            groups[scale.id] = f"yupay_group_{place}"
            added[groups[scale.id]] = _words(table, scale.groups, _missing_codes(study, unit.frame, scale.groups))
    for place, one in enumerate(one for one in study.indicators if unit.id in one.units and one.reach != "none"):
        if one.instrument is not None and one.instrument in names:
            names[one.id] = names[one.instrument]
        elif one.answer is not None:
            names[one.id] = f"yupay_answer_{place}"
            added[names[one.id]] = _answer(table, one, _missing_codes(study, one.source or unit.frame, one.answer))
    added |= _without_codes(study, table, unit)
    wide = table.mutate(**added) if added else table
    kept = loaded.engine.keep(f"sample_{unit.id.lower().replace('-', '_').replace('.', '_')}", wide)
    rows = int(kept.count().to_pyarrow().as_py())
    ratings = {scale.id: _ratings(study, loaded, scale) for scale in scales if scale.judges is not None}
    return Sampled(unit, unit.frame, design, kept, names, items, rows, ratings, groups)


def _without_codes(study: Study, table: ir.Table, unit: Unit) -> dict[str, Any]:
    """The word columns that estimands read, null where a code means that there is no answer."""
    asked = [one for one in study.estimands if one.unit == unit.id]
    names = dict.fromkeys(name for one in asked for name in (one.column, *one.by))
    found = {name: _missing_codes(study, unit.frame, name) for name in names}
    return {
        name: _words(table, name, codes) for name, codes in found.items() if codes and table[name].type().is_string()
    }


def _ratings(study: Study, loaded: Loaded, scale: Instrument) -> dict[str, np.ndarray]:
    """The experts' ratings of the items of a scale, by criterion: one row per judge, in the order they appear."""
    card = next(one for one in study.sources if one.id == scale.judges)
    criteria = [name for name, spec in card.columns.items() if spec.type in ("number", "count")]
    table = loaded.tables[card.id].order_by("yupay_row").select("item", "judge", *criteria).to_pyarrow().to_pylist()
    judges = list(dict.fromkeys(row["judge"] for row in table))
    found = {name: np.full((len(judges), len(scale.items)), np.nan) for name in criteria}
    for row in table:
        if row["item"] in scale.items:
            at = judges.index(row["judge"]), scale.items.index(row["item"])
            for name in criteria:
                found[name][at] = math.nan if row[name] is None else row[name]
    return found


def _turned(table: ir.Table, scale: Instrument, name: str) -> Any:
    value = table[name].cast("float64")
    return scale.low + scale.high - value if name in scale.reverse else value


def score(items: Sequence[Any], scale: Instrument) -> Any:
    """The score of a row as an expression: the mean of its answers, times the number of items for a sum."""
    answered = sum(
        (ibis.ifelse(one.notnull(), 1.0, 0.0) for one in items[1:]), ibis.ifelse(items[0].notnull(), 1.0, 0.0)
    )
    total = sum((one.fill_null(0.0) for one in items[1:]), items[0].fill_null(0.0))
    times = float(len(items)) if scale.score == "sum" else 1.0
    enough = answered >= max(scale.min_answered * len(items) - 1e-9, 1.0)
    return ibis.ifelse(enough, total * times / answered.nullif(0.0), ibis.null("float64"))


def _missing_codes(study: Study, source: str, column: str) -> list[str]:
    """The codes of a column that mean that there is no answer."""
    card = next((card for card in study.sources if card.id == source), None)
    spec = None if card is None else card.columns.get(column)
    return [] if spec is None else list(spec.missing)


def _words(table: ir.Table, name: str, codes: Sequence[str]) -> Any:
    """A column as words, null where a code means that there is no answer."""
    text = as_words(table[name])
    return ibis.ifelse(text.isin(codes), ibis.null("string"), text) if codes else text


def as_words(value: Any) -> Any:
    """A column as words, whole numbers without their point, alike on every engine."""
    if value.type().is_string():
        return value
    whole = (value == value.floor()) & (value < LARGEST) & (value > -LARGEST)
    return ibis.ifelse(whole, value.cast("int64").cast("string"), value.cast("string"))


def _answer(table: ir.Table, one: Indicator, codes: Sequence[str]) -> Any:
    """An answer; the words of an ordinal one become their place, lowest 1; what is not among them is missing."""
    value = table[one.answer]
    if codes and value.type().is_string():
        value = ibis.ifelse(value.isin(codes), ibis.null("string"), value)
    if one.scale == "nominal":
        text = as_words(value)
        return ibis.ifelse(text.isin(list(one.categories)), text, ibis.null("string")) if one.categories else text
    if one.categories:
        text = as_words(value)
        places = [(text == word, float(place)) for place, word in enumerate(one.categories, start=1)]
        return ibis.cases(*places, else_=ibis.null("float64"))
    return value.cast("float64")


def _within(study: Study, table: ir.Table, scales: Sequence[Instrument]) -> None:
    """L245: an answer below `low` or above `high`."""
    problems = []
    cards = {one.id: one for one in study.sources}
    for scale in scales:
        frame = next(unit.frame for unit in study.units if unit.id == scale.unit)
        outside = {
            f"yupay_{k}": ibis.ifelse((table[name] < scale.low) | (table[name] > scale.high), 1, 0).sum()
            for k, name in enumerate(scale.items)
        }
        counts = table.aggregate(**outside).to_pyarrow().to_pylist()[0]
        problems += [
            _outside(cards[frame].path, name, scale, int(counts[f"yupay_{k}"]))
            for k, name in enumerate(scale.items)
            if counts[f"yupay_{k}"]
        ]
    if problems:
        raise StudyProblems(problems)


def _outside(where: str, name: str, scale: Instrument, count: int) -> Problem:
    return problem(
        "L245",
        where or STUDY_FILE,
        (f"{quote(name)}: {count:,} respuestas fuera", f"{quote(name)}: {count:,} answers outside"),
        (
            f"entre {scale.low:g} y {scale.high:g} ({quote(scale.id)})",
            f"between {scale.low:g} and {scale.high:g} ({quote(scale.id)})",
        ),
        (
            "declare los códigos de «no sabe» en missing, o corrija low y high",
            "declare the codes of “does not know” in missing, or mend low and high",
        ),
    )
