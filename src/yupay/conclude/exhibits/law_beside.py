"""What do the file and the court say beside the answer of the law? The state of the evidence and the ruling, apart from the element test.

Options: `source`, a source with `qualify`; the first where not given.
"""

from collections.abc import Mapping

from yupay.conclude import layout
from yupay.conclude.exhibits import law_reading as reading
from yupay.conclude.material import Material
from yupay.conclude.wording import law_cases as words
from yupay.derive.law.trace import FINDINGS, STATES
from yupay.model.qualified import Counted, QualifiedCases
from yupay.model.study import Exhibit
from yupay.model.table import Column, Row, Table
from yupay.model.text import Text

Words = Mapping[str, Text]
NOT_SAID = ""


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per class; None where the source has neither column."""
    found = reading.cases_of(exhibit, material)
    if found is None or not (found.evidence or found.court):
        return None
    columns = (
        layout.head("class", words.ANSWER, width=1.4),
        *heads("evidence", found.evidence, STATES, words.EVIDENCE),
        *heads("court", found.court, FINDINGS, words.COURT),
        layout.figures_head("all", words.CASES),
    )
    rows = [row(found, name) for name in words.CLASSES if reading.of_class(found, name)]
    notes = [layout.general(words.BESIDE_NOTE), *reading.banner(found)]
    return layout.table(
        exhibit, material, columns, rows, notes=notes, sources=(found.source,), landscape=True, sortable=False
    )


def kinds(counted: tuple[Counted, ...], known: Words) -> list[str]:
    """The words of a column in their order; blank last, where some case has it."""
    if not counted:
        return []
    return [*known, *([NOT_SAID] if any(one.words[1] == NOT_SAID for one in counted) else [])]


def heads(name: str, counted: tuple[Counted, ...], known: Words, spanner: Text) -> list[Column]:
    """The columns of one kind of word."""
    return [
        layout.figures_head(f"{name}-{word or 'none'}", known.get(word, words.NOT_SAID), spanner)
        for word in kinds(counted, known)
    ]


def row(found: QualifiedCases, name: str) -> Row:
    """One class by what stands beside it."""
    cells = [
        reading.count_cell(found, sum(one.n for one in counted if one.words == (name, word)))
        for counted, known in ((found.evidence, STATES), (found.court, FINDINGS))
        for word in kinds(counted, known)
    ]
    total = reading.count_cell(found, reading.of_class(found, name))
    return Row(key=name, cells=(layout.said(words.CLASSES[name]), *cells, total))
