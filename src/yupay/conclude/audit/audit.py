"""What does not agree in these claims? Every rule over every claim; findings in the order of the page."""

from collections.abc import Callable, Iterator, Sequence

from yupay.conclude.audit import (
    confidence,
    correlations,
    effects,
    integers,
    rates,
    reliability,
    shares,
    sizes,
    statistics,
    ties,
    wording,
)
from yupay.model.claim import AuditFinding, Claim

Rule = Callable[[Sequence[Claim]], Iterator[AuditFinding]]
RULES: tuple[Rule, ...] = (
    correlations.check,
    statistics.check,
    confidence.check,
    integers.check,
    shares.check,
    rates.check,
    sizes.check,
    ties.check,
    reliability.check,
    effects.check,
    wording.check,
)
ORDER = ("impossible", "doubtful", "wording")


def audit(claims: Sequence[Claim]) -> tuple[AuditFinding, ...]:
    """The findings of all rules: by file and line, the gravest first, none twice."""
    found = {(one.code, _place(one), one.what.en): one for rule in RULES for one in rule(claims)}
    return tuple(sorted(found.values(), key=lambda one: (*_place(one), ORDER.index(one.grade), one.code, one.what.en)))


def _place(one: AuditFinding) -> tuple[str, int, str, int, str]:
    return one.at.file, one.at.line, one.at.table, one.at.row, one.at.column
