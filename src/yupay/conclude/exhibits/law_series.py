"""How many coded cases have an answer in each year of the act, and where did the text change? A break wherever another text entered into force.

Options: `source`; `class` ("trata" unless said), `modality` (all unless said), `y_label`.
"""

from datetime import date

from yupay.conclude import layout
from yupay.conclude.exhibits import law_reading as reading
from yupay.conclude.exhibits.series import plain_table, words_of
from yupay.conclude.material import Material
from yupay.conclude.naming import spoken
from yupay.conclude.wording import law_cases as words
from yupay.model.figure import Figure, Series
from yupay.model.qualified import QualifiedCases
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Note, Row, Table
from yupay.model.text import Text


def build(exhibit: Exhibit, material: Material) -> Figure | None:
    """One bar a year, a rule on each day of change; None without a case whose year is certain."""
    found = reading.cases_of(exhibit, material)
    years = () if found is None else span(found)
    if found is None or not years:
        return None
    name, modality = asked(exhibit)
    label = spoken(words.Y_LABEL, name=words.CLASSES.get(name, Text.same(name)))
    counts = [count(found, str(year), name, modality) for year in years]
    return Figure(
        id=exhibit.id,
        title=exhibit.title,
        section=exhibit.section,
        alt=words.SERIES_ALT,
        body=Series(
            y_label=words_of(exhibit.options.get("y_label")) or label,
            years=years,
            values=tuple(reading.count_cell(found, n) for n in counts),
            breaks=tuple((decimal(one.day), reading.change_words(one)) for one in found.changes),
        ),
        table=table(exhibit, found, years, modality),
        notes=layout.all_notes(exhibit, material, notes(found, name, modality), (found.source,)),
        number=material.numbers.get(exhibit.id, 0),
        sources=(found.source,),
    )


def asked(exhibit: Exhibit) -> tuple[str, str | None]:
    """The class and the modality that an exhibit is about."""
    modality = exhibit.options.get("modality")
    return str(exhibit.options.get("class", "trata")), None if modality is None else str(modality)


def span(found: QualifiedCases) -> tuple[int, ...]:
    """Every year from the first with a case to the last."""
    seen = [int(one.words[0]) for one in found.years if one.words[0]]
    return tuple(range(min(seen), max(seen) + 1)) if seen else ()


def count(found: QualifiedCases, year: str, name: str | None, modality: str | None) -> int:
    """The cases of a year, a class and a modality; None: any."""
    return reading.summed(
        found.years,
        lambda held: held[0] == year and name in (None, held[1]) and modality in (None, held[2]),
    )


def decimal(day: date) -> float:
    """A day as a part of its year: 2014-10-22 is 2014.81."""
    return day.year + (day.timetuple().tm_yday - 1) / date(day.year, 12, 31).timetuple().tm_yday


def notes(found: QualifiedCases, name: str, modality: str | None) -> list[Note]:
    """What the breaks mean, what is not drawn, and that nobody has reviewed the texts."""
    said = [layout.general(words.BREAK_NOTE)] if found.changes else []
    moved = reading.summed(found.flags, lambda held: held[0] == "TEXT-CHANGE")
    lost = count(found, "", name, modality)
    open_ = reading.of_class(found, "unknown")
    if found.changes and moved:
        said.append(layout.specific(words.MOVED_NOTE, n=reading.count_cell(found, moved)))
    if lost:
        said.append(layout.specific(words.NO_YEAR_NOTE, n=reading.count_cell(found, lost)))
    if open_ and name != "unknown":
        said.append(layout.specific(words.OPEN_NOTE, n=reading.count_cell(found, open_)))
    return [*said, *reading.banner(found)]


def table(exhibit: Exhibit, found: QualifiedCases, years: tuple[int, ...], modality: str | None) -> Table:
    """Every answer of every year, with the change of text of the year; the cases without a certain year last."""
    heads = [layout.figures_head(name, label) for name, label in words.CLASSES.items()]
    columns = (
        layout.head("year", words.YEAR, width=0.6),
        *heads,
        layout.figures_head("all", words.CASES),
        layout.head("change", words.CHANGE, width=1.4),
    )
    rows = [
        Row(
            key=str(year),
            cells=(Cell(value=year, form="year"), *numbers(found, str(year), modality), change(found, year)),
        )
        for year in years
    ]
    if count(found, "", None, modality):
        last = (layout.said(words.NO_YEAR), *numbers(found, "", modality), layout.said(words.NO_CHANGE))
        rows.append(Row(key="none", cells=last))
    said = [layout.general(words.BREAK_NOTE)] if found.changes else []
    return plain_table(exhibit, columns, rows).model_copy(update={"notes": (*said, *reading.banner(found))})


def numbers(found: QualifiedCases, year: str, modality: str | None) -> list[Cell]:
    """The cases of a year by class, then all of them."""
    each = [count(found, year, name, modality) for name in words.CLASSES]
    return [reading.count_cell(found, n) for n in (*each, count(found, year, None, modality))]


def change(found: QualifiedCases, year: int) -> Cell:
    """The texts that entered into force in a year."""
    inside = [reading.change_words(one) for one in found.changes if one.day.year == year]
    return layout.said(layout.listed(inside) if inside else words.NO_CHANGE)
