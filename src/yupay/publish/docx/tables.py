"""How does a grid become a native Word table? APA 7: three rules, a head that repeats, rows that do not break."""

from yupay.publish.docx.xml import attribute, paragraph, run
from yupay.publish.interface import ALARM
from yupay.publish.paper.nodes import Grid, GridRow, Head

RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
RED = '<w:color w:val="A61B0B"/>'
FULL = 5000
"""Fiftieths of a percent: the whole width."""


def table(grid: Grid, style: str, width: int) -> str:
    """The table as XML; `width` is the text width in twentieths of a point, `style` the cells' paragraph style."""
    widths = [round(share * width) for share in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{size}"/>' for size in widths)
    rows = "".join((*_heads(grid, style, widths), *_rows(grid, style, widths)))
    return f"<w:tbl>{_properties(grid)}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _properties(grid: Grid) -> str:
    rules = RULE.format(side="top", size=8) + RULE.format(side="bottom", size=8)
    margins = '<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
    described = f"<w:tblCaption w:val={attribute(grid.caption.title)}/>" if grid.caption.title else ""
    return (
        f'<w:tblPr><w:tblW w:w="{FULL}" w:type="pct"/><w:tblBorders>{rules}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/>{described}</w:tblPr>'
    )


def _heads(grid: Grid, style: str, widths: list[int]) -> list[str]:
    rows = []
    if grid.spanners:
        rows.append(_head_row(grid.spanners, style, widths, spanner=True))
    rows.append(_head_row(grid.heads, style, widths, spanner=False))
    return rows


def _head_row(heads: tuple[Head, ...], style: str, widths: list[int], *, spanner: bool) -> str:
    cells, start = [], 0
    for head in heads:
        size = sum(widths[start : start + head.span])
        ruled = not spanner or bool(head.text)
        rule = RULE.format(side="bottom", size=4) if ruled else ""
        cells.append(
            _cell(
                run(head.text, bold=True, italic=head.italic),
                style,
                size,
                head.align,
                span=head.span,
                rule=rule,
                keep=True,
            )
        )
        start += head.span
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _rows(grid: Grid, style: str, widths: list[int]) -> list[str]:
    last = len(grid.rows) - 1
    keeps = (bool(grid.notes) if place == last else grid.whole or place == last - 1 for place in range(last + 1))
    return [_row(grid, row, style, widths, keep=keep) for row, keep in zip(grid.rows, keeps, strict=True)]


def _row(grid: Grid, row: GridRow, style: str, widths: list[int], *, keep: bool) -> str:
    if row.role != "row":
        words = run(row.cells[0], bold=row.role == "group", italic=row.role == "gap")
        align = "left" if row.role == "group" else "center"
        cells = _cell(words, style, sum(widths), align, span=len(widths), keep=keep or row.role == "group")
    else:
        cells = "".join(
            _cell(
                run(words if row.span(i) else "", bold=row.strong, more=RED if words.startswith(ALARM) else ""),
                style,
                widths[i],
                grid.aligns[i],
                keep=keep,
                indent=0 if i else row.level,
                down=row.span(i),
            )
            for i, words in enumerate(row.cells)
        )
    whole = "" if row.breaks else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{whole}{cells}</w:tr>"


def _cell(
    content: str,
    style: str,
    width: int,
    align: str,
    *,
    span: int = 1,
    rule: str = "",
    keep: bool = False,
    indent: int = 0,
    down: int = 1,
) -> str:
    """A cell over `span` columns and `down` rows; 0 rows: it goes on from the row above."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    spanned += '<w:vMerge w:val="restart"/>' if down > 1 else "" if down else "<w:vMerge/>"
    borders = f"<w:tcBorders>{rule}</w:tcBorders>" if rule else ""
    kept = "<w:keepNext/>" if keep else ""
    moved = f'<w:ind w:left="{indent * 200}"/>' if indent else ""
    shape = f'{kept}{moved}<w:jc w:val="{align}"/>'
    inside = paragraph(content, style, shape)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{borders}</w:tcPr>{inside}</w:tc>'
