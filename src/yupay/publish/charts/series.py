"""How many were recorded each year, and where was only a total of several years printed?

Bars for years; one hatched block for a total over several years, as high as total / years, so that its area is the
total and nothing is interpolated; a dashed rule where the definition changed. A date is a decimal year: 2014.81 falls
late in the room of 2014, which is half a year to each side of its bar.
"""

from yupay.model.figure import Series
from yupay.model.table import Cell
from yupay.model.text import Language
from yupay.publish.charts.drawing import (
    ACCENT,
    INK,
    MUTED,
    PAPER,
    SHADES,
    WIDTH,
    Scale,
    element,
    group,
    hatch,
    line,
    mark,
    words,
)
from yupay.publish.charts.words import word
from yupay.publish.numbers import Writer

TOP, BOTTOM, LEFT, RIGHT = 58.0, 318.0, 62.0, 708.0
HALO: dict[str, str | float] = {"stroke": PAPER, "stroke_width": 4, "stroke_linejoin": "round", "paint_order": "stroke"}
"""Around a number, so that no rule runs through it."""


def _number(cell: Cell) -> float | None:
    return cell.value if isinstance(cell.value, float | int) and cell.mark is None else None


def _top(body: Series) -> float:
    values = [v for cell in body.values if (v := _number(cell)) is not None]
    blocks = [(_number(b.total) or 0.0) / (b.end - b.start + 1) for b in body.blocks]
    return max([*values, *blocks, 1.0]) * 1.08


def _years(body: Series) -> range:
    starts = [*body.years, *(b.start for b in body.blocks)]
    ends = [*body.years, *(b.end for b in body.blocks)]
    return range(min(starts), max(ends) + 1)


def _axes(body: Series, x: Scale, y: Scale, writer: Writer) -> list[str]:
    drawn = [words(LEFT - 44, 18, writer.say(body.y_label), fill=MUTED)]
    for tick in y.ticks():
        drawn += [line(LEFT, y(tick), RIGHT, y(tick))]
        drawn += [words(LEFT - 8, y(tick) + 4.5, writer.number(tick, 0), text_anchor="end", fill=MUTED)]
    for year in _years(body):
        drawn += [words(x(year), BOTTOM + 20, str(year), text_anchor="middle", fill=MUTED)]
    return [*drawn, line(LEFT, BOTTOM, RIGHT, BOTTOM, stroke=INK)]


def _bar(year: int, cell: Cell, partial: bool, x: Scale, y: Scale, writer: Writer) -> str:
    value, shown = _number(cell), writer.cell(cell)
    note = f" ({word('partial', writer.language)})" if partial else ""
    if value is None:
        inside = [words(x(year), BOTTOM - 8, shown, text_anchor="middle", fill=MUTED, font_style="italic")]
        return mark(inside, f"{year}: {shown}", cell)
    half = min(26.0, (x(1) - x(0)) * 0.34)
    fill, dash = (SHADES[0], "4 3") if partial else (ACCENT, None)
    box = {"x": x(year) - half, "y": y(value), "width": 2 * half, "height": BOTTOM - y(value)}
    bar = element("rect", **box, fill=fill, stroke=ACCENT, stroke_dasharray=dash)
    weight = "bold" if not partial else None
    label = words(x(year), y(value) - 6, shown, text_anchor="middle", font_weight=weight, **HALO)
    return mark([bar, label], f"{year}{note}: {shown}", cell)


def _block(start: int, end: int, total: Cell, fill: str, x: Scale, y: Scale, writer: Writer) -> str:
    value = (_number(total) or 0.0) / (end - start + 1)
    half = (x(1) - x(0)) * 0.5 - 4
    left, right = x(start) - half, x(end) + half
    said = word("sum", writer.language, start=str(start), end=str(end), total=writer.cell(total))
    box = element("rect", x=left, y=y(value), width=right - left, height=BOTTOM - y(value), fill=fill, stroke=ACCENT)
    label = words((left + right) / 2, y(value) - 6, said, text_anchor="middle", **HALO)
    return mark([box, label], said, total)


def _breaks(body: Series, x: Scale, language: Language) -> list[str]:
    drawn = []
    for date, label in body.breaks:
        at = date - 0.5
        late = x(at) > (LEFT + RIGHT) / 2
        side = {"text_anchor": "end"} if late else {}
        drawn += [line(x(at), TOP - 22, x(at), BOTTOM, stroke=INK, stroke_dasharray="2 3")]
        drawn += [words(x(at) + (-6 if late else 6), TOP - 14, label.say(language), font_style="italic", **side)]
    return drawn


def _legend(body: Series, key: str, language: Language) -> list[str]:
    entries: list[tuple[str, str, str | None]] = [("block", f"url(#{key})", None)] if body.blocks else []
    entries += [("partial", SHADES[0], "4 3")] if any(body.partial) else []
    drawn = []
    for index, (name, fill, dash) in enumerate(entries):
        base = BOTTOM + 50 + index * 20
        drawn += [
            element("rect", x=LEFT, y=base - 10, width=22, height=12, fill=fill, stroke=ACCENT, stroke_dasharray=dash)
        ]
        drawn += [words(LEFT + 30, base, word(name, language), fill=MUTED, font_size=12)]
    return drawn


def draw(body: Series, key: str, writer: Writer) -> tuple[tuple[float, float], list[str]]:
    """Size and elements of the drawing; `key` starts every id."""
    years = _years(body)
    x, y = Scale(years[0] - 0.6, years[-1] + 0.6, LEFT, RIGHT), Scale(0, _top(body), BOTTOM, TOP)
    legend = _legend(body, f"{key}-sum", writer.language)
    partial = body.partial or (False,) * len(body.years)
    bars = [
        _bar(year, cell, part, x, y, writer) for year, cell, part in zip(body.years, body.values, partial, strict=True)
    ]
    blocks = [_block(b.start, b.end, b.total, f"url(#{key}-sum)", x, y, writer) for b in body.blocks]
    drawn = [element("defs", hatch(f"{key}-sum", ACCENT)), *_axes(body, x, y, writer)]
    drawn += [group([*blocks, *bars], class_="marks"), *_breaks(body, x, writer.language), *legend]
    return (WIDTH, BOTTOM + 36 + 10 * len(legend)), drawn
