"""Which facts do many cases share, and why does the law answer them so? A few patterns with their reasons: never a case.

Facts are those to which the law reduces a case (bands of age, no day, no place), counted together within one version of the law.
"""

from collections.abc import Callable
from datetime import date

import numpy as np

from yupay.derive.law.decide import CLASSES, Prepared
from yupay.derive.law.engine import QualifiedTable
from yupay.derive.law.keys import Key
from yupay.derive.law.reduced import Fields
from yupay.derive.law_versions import SEVERAL
from yupay.model.law import Decision
from yupay.model.qualified import FactPattern, LawVersion

Part = Callable[[tuple[str, str]], tuple[str, ...]]
FEWEST = 2
MOST = 6


def patterns(
    table: QualifiedTable, law: Prepared, known: tuple[LawVersion, ...], on: date | None
) -> tuple[FactPattern, ...]:
    """The commonest pattern of each class, then of each class under each version of the law; shared by two cases or more."""
    first, sizes = shared(table)
    often = [one for one in range(len(sizes)) if sizes[one] >= FEWEST]
    order = sorted(often, key=lambda one: (-int(sizes[one]), facts_of(table, int(first[one]))))
    ids = {one.id for one in known}
    told = [(one, answer_of(table, int(first[one]), ids)) for one in order]
    chosen = [*leading(told, lambda found: found[:1]), *leading(told, lambda found: found)]
    made = [made_of(table, law, int(first[one]), int(sizes[one]), ids, on) for one in dict.fromkeys(chosen)]
    return tuple(made[:MOST])


def facts_of(table: QualifiedTable, pattern: int) -> str:
    """The facts of a pattern as words: engines give patterns in orders of their own, and none may show."""
    return str(table.patterns.case(pattern))


def shared(table: QualifiedTable) -> tuple[np.ndarray, np.ndarray]:
    """For every group of patterns (same facts, same wordings) its member of the earliest days, and how many cases the group has."""
    key = Key(table.patterns.size)
    wordings, words = table.answers.columns["wording"]
    key.add(wordings, len(words))
    for values in table.patterns.columns.values():
        key.add(values.rows, len(values.fields))
    groups = key.groups()
    sizes = np.bincount(groups.at, weights=table.sizes, minlength=len(groups)).astype(np.int64)
    spans = table.patterns.spans
    order = sorted(range(len(spans.fields)), key=lambda one: days_of(spans.fields[one]))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    member = np.lexsort((rank[spans.rows], groups.at))
    return member[np.unique(groups.at[member], return_index=True)[1]], sizes


def days_of(fields: Fields) -> tuple[date, date, str]:
    """The days of a span, unknown ones first."""
    return fields["act_from"] or date.min, fields["act_to"] or date.min, fields["precision"]


def answer_of(table: QualifiedTable, pattern: int, known: set[str]) -> tuple[str, str]:
    """Class and version of a pattern."""
    found = table.answers.row(pattern)
    return str(found["case_class"]), version_of(found["wording"], known)


def version_of(wordings: tuple[str, ...], known: set[str]) -> str:
    """The version that some wordings make up."""
    name = ";".join(wordings)
    return name if name in known else SEVERAL


def leading(told: list[tuple[int, tuple[str, str]]], part: Part) -> list[int]:
    """The first group for each value of a part of the answer."""
    found: dict[tuple[str, ...], int] = {}
    for one, answer in told:
        found.setdefault(part(answer), one)
    return list(found.values())


def made_of(
    table: QualifiedTable, law: Prepared, pattern: int, n: int, known: set[str], on: date | None
) -> FactPattern:
    """A pattern with its decision."""
    case = table.patterns.case(pattern)
    decision = law.decide(case, on=on)
    _, version = answer_of(table, pattern, known)
    return FactPattern(n=n, version=version, consent=case.victim_consent, decision=alone(decision, law))


def alone(decision: Decision, law: Prepared) -> Decision:
    """A decision with the steps of the texts that give it its class, without those of the neighbours and of Palermo."""
    main = {text.id for text in law.law.provisions if text.case_class in CLASSES}
    kept = tuple(step for step in decision.steps if step.provision in main)
    return decision.model_copy(update={"steps": kept, "case_id": ""})
