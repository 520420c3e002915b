"""How many coded cases have each answer? One GROUP BY for each table of the report."""

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

import ibis.expr.types as ir

from yupay.derive.law.lint import unsigned
from yupay.derive.law.trace import Court, Evidence
from yupay.derive.law_versions import changes
from yupay.derive.qualified_words import strange_word
from yupay.model.law import Law
from yupay.model.problem import StudyProblems
from yupay.model.qualified import Counted, FactPattern, LawVersion, QualifiedCases
from yupay.model.source import Qualify, Source
from yupay.model.text import Text

STATES: tuple[str, ...] = get_args(Evidence)
FINDINGS: tuple[str, ...] = get_args(Court)


@dataclass(frozen=True)
class Counting:
    """The answered table of one source, and the versions of the law."""

    card: Source
    block: Qualify
    table: ir.Table
    versions: tuple[LawVersion, ...]

    def by(self, *names: str) -> tuple[Counted, ...]:
        """How many cases have each combination of words of some columns, in their order; null is ""."""
        keys = {f"yupay_by_{at}": worded(self.table[name]) for at, name in enumerate(names)}
        rows = self.table.group_by(**keys).aggregate(yupay_n=self.table.count()).to_pyarrow().to_pylist()
        found = [Counted(words=tuple(str(row[key]) for key in keys), n=int(row["yupay_n"])) for row in rows]
        return tuple(sorted(found, key=lambda one: one.words))

    def beside(self, column: str | None, known: tuple[str, ...]) -> tuple[Counted, ...]:
        """Class and word of a column that stands beside the element test; () where there is none. Raises StudyProblems: Q450."""
        if column is None:
            return ()
        own = self.block.values.get(column, {})
        sums: Counter[tuple[str, str]] = Counter()
        for one in self.by("class", column):
            word = one.words[1].strip()
            sums[one.words[0], own.get(word, word)] += one.n
        self.refuse_strange(column, sums, known)
        return tuple(Counted(words=words, n=n) for words, n in sorted(sums.items()))

    def refuse_strange(self, column: str, sums: Counter[tuple[str, str]], known: tuple[str, ...]) -> None:
        """Q450: words that are neither of the vocabulary nor blank, told by the word that they may have meant."""
        wrong: Counter[str | None] = Counter()
        for (_, word), n in sums.items():
            if word and word not in known:
                wrong[next(iter(get_close_matches(word.casefold(), known, n=1, cutoff=0.5)), None)] += n
        if wrong:
            raise StudyProblems([strange_word(self.card.path, column, n, known, near) for near, n in wrong.items()])


def worded(column: Any) -> Any:
    """A column as text; a year without its point."""
    kind = column.type()
    text = column.cast("int64").cast("string") if kind.is_floating() else column.cast("string")
    return text.fill_null("")


def counted(
    counting: Counting, law: Law, modalities: dict[str, Text], patterns: tuple[FactPattern, ...]
) -> QualifiedCases:
    """Every count of one source. Raises StudyProblems: Q450."""
    magnitude, years = counting.by("class", "modality", "tier", "law_version"), counting.by("year", "class", "modality")
    seen = [int(one.words[0]) for one in years if one.words[0]]
    return QualifiedCases(
        source=counting.card.id,
        cases=sum(one.n for one in magnitude),
        magnitude=magnitude,
        years=years,
        missing=counting.by("missing"),
        flags=each(counting.by("flags")),
        evidence=counting.beside(counting.block.evidence, STATES),
        court=counting.beside(counting.block.court, FINDINGS),
        versions=counting.versions,
        changes=changes(counting.versions, (min(seen), max(seen)) if seen else None),
        patterns=patterns,
        modalities=modalities,
        facts={fact.id: fact.label for fact in law.facts},
        articles={text.id: text.label for text in law.provisions},
        unreviewed=unsigned(law)[0],
        texts=unsigned(law)[1],
    )


def each(found: tuple[Counted, ...]) -> tuple[Counted, ...]:
    """How many cases hold each of the words of a list, joined by ";"."""
    sums: Counter[str] = Counter()
    for one in found:
        for word in filter(None, one.words[0].split(";")):
            sums[word] += one.n
    return tuple(Counted(words=(word,), n=n) for word, n in sorted(sums.items()))
