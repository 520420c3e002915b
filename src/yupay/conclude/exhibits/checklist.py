"""Which items of the reporting standards does this report answer, and where? STROBE and RECORD, item by item."""

from yupay.conclude import layout
from yupay.conclude.material import Material
from yupay.conclude.naming import spoken
from yupay.conclude.wording import annexes, headings, titles
from yupay.conclude.wording import checklist as words
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Row, Table
from yupay.model.text import Text

TABLE = "checklist"
COLUMNS = (
    layout.head("number", words.NUMBER, width=0.4),
    layout.head("asks", words.ASKS, width=2.4),
    layout.head("where", words.WHERE, width=1.6),
    layout.head("state", words.STATE, width=0.9),
)
INSIDE = {
    "1.problems": headings.PROBLEMS,
    "1.objectives": headings.OBJECTIVES,
    "5.limits": headings.LIMITS,
    "5.cannot-say": headings.CANNOT_SAY,
    "5.objectives": headings.CONCLUSIONS,
    "5.general": headings.GENERAL_CONCLUSION,
}


def default_exhibit() -> Exhibit:
    """The annex of the reporting standards."""
    return Exhibit(id=TABLE, kind="checklist", section="annex", title=words.TITLE)


def build(exhibit: Exhibit, material: Material) -> Table:
    """One row per item of STROBE, then of RECORD."""
    listed = (("STROBE", words.STROBE), ("RECORD", words.RECORD))
    rows = [row(material, standard, item) for standard, items in listed for item in items]
    return layout.table(exhibit, material, COLUMNS, rows, notes=[layout.general(words.NOTE)], sortable=False)


def row(material: Material, standard: str, item: words.Item) -> Row:
    """One item: where it stands, or why it does not."""
    state, anchor = state_of(material, item), anchor_of(material, item.where)
    where = Cell(value=place(material, item.where), link=anchor) if state is words.REPORTED else Cell(value="—")
    cells = (layout.said(item.number), layout.said(item.asks), where, layout.said(state))
    return Row(key=f"{standard}-{item.number}", cells=cells, group=words.STANDARD[standard])


def state_of(material: Material, item: words.Item) -> Text:
    """Reported, for the author, without object here, or not in the study."""
    if item.needs == "author":
        return words.BY_AUTHOR
    if item.needs == "linked" and material.study.registry is None:
        return words.NO_OBJECT
    if item.needs == "linked":
        return words.REPORTED if item.where == "methods" else words.NOT_REPORTED
    return words.REPORTED if anchor_of(material, item.where) else words.NOT_REPORTED


def anchor_of(material: Material, where: str) -> str | None:
    """The anchor of a part of the report; None where this report does not have it."""
    study, header = material.study, material.study.study
    tables = {e.kind: f"table-{e.id}" for e in study.exhibits if e.kind in ("operationalisation", "missing-data")}
    if where == "operationalisation":
        return tables.get(where)
    if where == "missing-data":
        audited = any(audit.columns for audit in material.evidence.audits.values())
        return tables.get(where, f"table-{where}") if audited else None
    held = {
        "1.problems": bool(study.objectives),
        "1.objectives": bool(study.objectives),
        "5.general": any(one.general for one in study.objectives),
        "5.objectives": any(not one.general for one in study.objectives),
        "5.limits": bool(header.limits),
        "5.cannot-say": bool(header.cannot_say),
        "4.4": bool(study.hypotheses) or has(material, "4.4"),
    }
    if where in ("cover", "cards"):
        return {"cover": "top"}.get(where, where)
    shown = held[where] if where in held else where in ("2", "3") or has(material, where)
    return f"section-{where}" if shown else None


def has(material: Material, section: str) -> bool:
    """Whether some exhibit stands in a section."""
    return any(exhibit.section == section for exhibit in material.study.exhibits)


def place(material: Material, where: str) -> Text:
    """The words that name a part of the report."""
    named = {
        "cover": words.COVER,
        "methods": words.METHODS,
        "cards": words.CARDS,
        "operationalisation": titles.OPERATIONALISATION,
        "missing-data": annexes.MISSING_DATA_TITLE,
    }
    if where in named:
        return named[where]
    districts = any(unit.id == "district" for unit in material.study.units)
    title = INSIDE.get(where) or (headings.UNITS if where == "4.3" and not districts else headings.SECTIONS[where])
    told = spoken(words.SECTION, number=Text.same(where.partition(".")[0] if where in INSIDE else where))
    return Text(es=f"{told.es}. {title.es}", en=f"{told.en}. {title.en}")
