"""What does the law answer to the coded cases of a source? Its table gains the columns of the answer; the answers are counted.

The engine joins: one row of a source stays one row. Beside the columns of a decision (`class`, `article`, `tier` ...) stand `law_version`
(the wordings in force on the day), `modality` (of the crosswalk), `year` and `cases` (1). What the texts do not decide stays open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from yupay.derive import law_versions, modality
from yupay.derive.fact_patterns import patterns
from yupay.derive.law.cases import ROW, CaseTable, Mapped, read_columns
from yupay.derive.law.crosswalk import FILE, Crosswalk, read_crosswalk
from yupay.derive.law.decide import Prepared, prepare
from yupay.derive.law.engine import NUMBER, QualifiedTable, plain, qualified_table
from yupay.derive.law.read import own_folder, read_law
from yupay.derive.law.room import room
from yupay.derive.qualified_counts import Counting, counted
from yupay.derive.qualified_words import unknown_answer
from yupay.load.engine import Engine
from yupay.load.raw import below_header
from yupay.load.specs import specs_of
from yupay.load.tables import Loaded
from yupay.model.problem import StudyProblems
from yupay.model.qualified import QualifiedCases
from yupay.model.source import Qualify, Source
from yupay.model.study import Study
from yupay.study.qualify import ANSWERED, CONTRACT

OURS = "yupay_"
DECIDED = tuple(name for name in ANSWERED if name not in ("law_version", "modality", "year", "cases"))


@dataclass(frozen=True)
class Texts:
    """The law of a study, ready to answer."""

    law: Prepared
    crosswalk: Crosswalk


def with_answers(study: Study, loaded: Loaded) -> tuple[Loaded, dict[str, QualifiedCases]]:
    """The tables with the columns of the answer where a source is qualified, and the counts of each such source.

    Raises:
        StudyProblems: Q401 to Q410 of the study's own texts, Q420 to Q429 of its cases, Q450 and Q451, L270.

    """
    cards = [card for card in study.sources if card.qualify is not None and card.id in loaded.tables]
    if not cards:
        return loaded, {}
    texts = texts_of(loaded.folder)
    tables, found = dict(loaded.tables), {}
    for position, card in enumerate(cards):
        with room(card.path):
            tables[card.id], found[card.id] = answered(study, loaded, card, texts, f"qualified_{position}")
    return replace(loaded, tables=tables), found


def texts_of(folder: Path | None) -> Texts:
    """The texts of the package, with those of `law/` in the study folder over them. Raises StudyProblems: Q401 to Q410."""
    own = None if folder is None else own_folder(folder)
    law = read_law(own)
    return Texts(prepare(law), read_crosswalk(own if own is not None and (own / FILE).is_file() else None))


def answered(study: Study, loaded: Loaded, card: Source, texts: Texts, name: str) -> tuple[ir.Table, QualifiedCases]:
    """The table of one source with its answers, and their counts."""
    block, table = card.qualify or Qualify(), loaded.tables[card.id]
    found = qualified_table(
        table,
        texts.law.law,
        engine=loaded.engine,
        on=block.on,
        mapping=Mapped(block.columns, block.values),
        beside=beside(study, card, table.columns),
        where=card.path,
        lines=loaded.lines.get(card.id, below_header),
        name=name,
    )
    known = law_versions.versions(texts.law)
    whole = joined(table, found, texts, loaded.engine, name)
    _refuse_strange(study, card, texts, [one.id for one in known])
    counting = Counting(card, block, whole, known)
    said = patterns(found, texts.law, known, block.on)
    return counting.table, counted(counting, texts.law.law, modality.words(texts.crosswalk), said)


def beside(study: Study, card: Source, names: Sequence[str]) -> tuple[str, ...]:
    """The columns that are no part of a coded case: those that the study declares or uses otherwise."""
    block = card.qualify or Qualify()
    other = {*specs_of(card, study), *filter(None, (block.evidence, block.court))}
    return tuple(name for name in names if name in other and block.columns.get(name, name) not in CONTRACT)


def joined(table: ir.Table, found: QualifiedTable, texts: Texts, engine: Engine, name: str) -> ir.Table:
    """Every row of a source with the columns of its answer: the engine keeps a number, a year and a modality for each, no text twice."""
    read = read_columns(found.cases, texts.law.law)
    maps = {
        "year": law_versions.of_days(read),
        "modality": modality.of_values(found.cases, read, texts.crosswalk),
    }
    told = with_values(found.cases, maps, engine, name)
    pairs = found.decided.left_join(told, [found.decided[ROW] == told[f"{OURS}told"]])
    own = {f"{OURS}of": pairs[ROW], f"{OURS}number": pairs[NUMBER]}
    held = engine.keep(f"{OURS}{name}_held", pairs.select(**own, **{column: pairs[column] for column in maps}))
    answers = engine.add(f"{OURS}{name}_answers", distinct(found, texts))
    both = table.left_join(held, [table[ROW] == held[f"{OURS}of"]])
    last = both.left_join(answers, [both[f"{OURS}number"] == answers[NUMBER]])
    made = [last[column] for column in (*table.columns, *DECIDED, "law_version", *maps)]
    return last.select(*made, cases=ibis.literal(1.0))


def distinct(found: QualifiedTable, texts: Texts) -> pa.Table:
    """Every distinct decision with its number and its version of the law."""
    known = {one.id for one in law_versions.versions(texts.law)}
    words = found.decisions["wording"].to_pylist()
    whole = pa.table({name: plain(found.decisions[name]) for name in DECIDED})
    said = [one if one in known else law_versions.SEVERAL for one in words]
    numbers = pa.array(np.arange(len(words), dtype=np.int64))
    return whole.append_column("law_version", pa.array(said, pa.string())).append_column(NUMBER, numbers)


def with_values(cases: CaseTable, maps: Mapping[str, pa.Table], engine: Engine, name: str) -> ir.Table:
    """The rows of some cases with what each distinct value of some columns stands for."""
    found: Any = cases.table
    for made, data in maps.items():
        held = engine.add(f"{OURS}{name}_{made}", renamed(data))
        keys = [column for column in data.column_names if column != made]
        found = found.left_join(held, [found[column] == held[f"{OURS}is_{column}"] for column in keys])
    return found.select(found[ROW].name(f"{OURS}told"), *maps)


def renamed(data: pa.Table) -> pa.Table:
    """A table to join with: all its columns but the last under names of their own."""
    names = data.column_names
    return data.rename_columns([*(f"{OURS}is_{name}" for name in names[:-1]), names[-1]])


def _refuse_strange(study: Study, card: Source, texts: Texts, versions: Sequence[str]) -> None:
    """Q451: an indicator that asks for a modality or a version of the law that no case can have."""
    known = {"modality": [*modality.words(texts.crosswalk)], "law_version": [*versions, law_versions.SEVERAL]}
    wrong = [
        unknown_answer(one.id, column, word, next(iter(get_close_matches(word, known[column], n=1, cutoff=0.4)), None))
        for one in study.indicators
        if one.source == card.id
        for column, word in one.where.items()
        if column in known and word not in known[column]
    ]
    if wrong:
        raise StudyProblems(wrong)
