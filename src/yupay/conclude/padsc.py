"""Which tables does a district plan need, in the order of its diagnosis? «sin dato público» where the study has none.

Order: Plan de Acción Distrital de Seguridad Ciudadana, chapter I (Diagnóstico). No place is listed by danger: "areas of
greatest incidence" gets the rank confidence sets, which say which places cannot be told apart.
"""

from collections.abc import Iterable

from yupay.conclude.conclude import Conclusions, annexed_kinds
from yupay.conclude.defaults import default_exhibits
from yupay.conclude.naming import filled
from yupay.conclude.wording import padsc as words
from yupay.model.document import Block, FigureBlock, Heading, Paragraph, TableBlock
from yupay.model.study import Exhibit, Study
from yupay.model.table import Cell, Sentence
from yupay.model.text import Text


def padsc(study: Study, conclusions: Conclusions) -> tuple[Block, ...]:
    """The tables and figures of a report in the order of a district plan's diagnosis.

    Args:
        study: the declaration.
        conclusions: what was concluded about it.

    Returns:
        A heading for each part, then its tables and figures; what stands in an earlier part is referred to by its
        number, and a part without any says that there is no public data.

    """
    kinds = kinds_of(study)
    placed: set[str] = set()
    found: list[Block] = []
    for section, title, wanted in words.PARTS:
        found.append(Heading(level=1, section=f"padsc-{section}", text=title))
        found += part(conclusions, kinds, wanted, placed)
    return tuple(found)


def kinds_of(study: Study) -> dict[str, str]:
    """The kind of each exhibit by its id, annexes too."""
    exhibits: Iterable[Exhibit] = study.exhibits or default_exhibits(study)
    return {exhibit.id: exhibit.kind for exhibit in exhibits} | annexed_kinds()


def part(conclusions: Conclusions, kinds: dict[str, str], wanted: tuple[str, ...], placed: set[str]) -> list[Block]:
    """One part: what it needs that stands nowhere yet, and where the rest stands."""
    tables = [(one.id, one.number, one.title) for one in conclusions.tables if kinds.get(one.id) in wanted]
    figures = [one.id for one in conclusions.figures if kinds.get(one.id) in wanted]
    found: list[Block] = [
        Paragraph(sentences=(seen(number, title),)) for name, number, title in tables if name in placed
    ]
    found += [TableBlock(table=name) for name, _, _ in tables if name not in placed]
    found += [FigureBlock(figure=name) for name in figures if name not in placed]
    placed.update(name for name, _, _ in tables)
    placed.update(figures)
    return found or [Paragraph(sentences=(Sentence(template=words.NO_PUBLIC_DATA),))]


def seen(number: int, title: Text) -> Sentence:
    """Where a table already stands: its number, or its title where it has none."""
    if number:
        return filled(words.SEE_NUMBER, number=Cell(value=number, form="count"))
    return filled(words.SEE_TITLE, title=title)
