"""What an edit of the law changes: which texts, and which known cases answer otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yupay.derive.law.decide import prepare
from yupay.model.law import CodedCase, Decision, Law, Provision, Rule
from yupay.model.text import Text

FIELDS = {
    "case_class": Text(es="calificación", en="class"),
    "article": Text(es="artículo", en="article"),
    "tier": Text(es="forma", en="tier"),
    "tier_open": Text(es="forma abierta", en="tier open"),
    "items": Text(es="incisos", en="items"),
    "penalty_min": Text(es="mínimo", en="minimum"),
    "penalty_max": Text(es="máximo", en="maximum"),
    "palermo": Text(es="Palermo", en="Palermo"),
    "other_offences": Text(es="otros delitos", en="other offences"),
    "iccs": Text(es="ICCS", en="ICCS"),
    "missing": Text(es="hechos por averiguar", en="facts to find out"),
    "flags": Text(es="avisos", en="flags"),
}


@dataclass(frozen=True)
class Change:
    """One field of one case that answers otherwise."""

    case_id: str
    field: str
    before: str
    after: str

    @property
    def words(self) -> Text:
        """The change in both languages."""
        name = FIELDS[self.field]
        return Text(
            es=f"{self.case_id}: {name.es}: antes {self.before}, ahora {self.after}",
            en=f"{self.case_id}: {name.en}: before {self.before}, now {self.after}",
        )


@dataclass(frozen=True)
class LawDiff:
    """The texts and rules added, taken out or reworded (by id), and the cases that change answer."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    reworded: tuple[str, ...]
    changes: tuple[Change, ...]
    cases: int


def diff(before: Law, after: Law, cases: Sequence[CodedCase], *, on: date | None = None) -> LawDiff:
    """Compare two states of the law over known cases. Raises UnknownFact, UnknownValue."""
    old, new = texts(before), texts(after)
    first, second = prepare(before), prepare(after)
    changes = [
        change
        for case in cases
        for change in changed(first.decide(case, on=on, trace=False), second.decide(case, on=on, trace=False))
    ]
    return LawDiff(
        added=tuple(name for name in new if name not in old),
        removed=tuple(name for name in old if name not in new),
        reworded=tuple(name for name in new if name in old and new[name] != old[name]),
        changes=tuple(changes),
        cases=len(cases),
    )


def texts(law: Law) -> dict[str, Provision | Rule]:
    """Every wording and rule by its id."""
    return {text.id: text for text in law.provisions} | {rule.id: rule for rule in law.rules}


def changed(before: Decision, after: Decision) -> list[Change]:
    """The fields that differ between two decisions on one case."""
    pairs = ((name, said(getattr(before, name)), said(getattr(after, name))) for name in FIELDS)
    return [Change(before.case_id, name, old, new) for name, old, new in pairs if old != new]


def said(value: object) -> str:
    """A value of a decision as words; "-" where there is none."""
    if isinstance(value, tuple):
        return "; ".join(map(str, value)) or "-"
    return f"{value:g}" if isinstance(value, float) else str(value) if value not in (None, "") else "-"
