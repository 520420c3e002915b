"""How far apart do models of the same data lie? One line a model: its estimate, its interval, its number in words.

Lewis and Clarke (2001), BMJ 322, 1479-1480, for the form. Nothing is pooled: there is no diamond. An interval that runs
beyond the drawing ends in an arrow; what could not be assessed is said in words and in red, never drawn as a point.
"""

import math

from yupay.model.figure import ForestPlot, ForestRow
from yupay.model.table import Cell
from yupay.publish.charts.drawing import (
    ACCENT,
    ALERT,
    INK,
    MUTED,
    PAPER,
    SHADES,
    LogScale,
    Scale,
    element,
    group,
    line,
    mark,
    words,
    wrapped,
)
from yupay.publish.charts.rows import Frame, Panel
from yupay.publish.numbers import Writer

LEFT, LOW_STEP, HIGH_STEP, LEGEND_LINE = 224.0, 25.0, 34.0, 19.0
BEYOND = 4.0
"""How many times the largest estimate the axis may reach; an interval that goes on has an arrow."""


def _value(cell: Cell) -> float | None:
    return float(cell.value) if isinstance(cell.value, float | int) and cell.mark is None else None


def _axis(body: ForestPlot, span: tuple[float, float]) -> Scale:
    values = [v for row in body.rows if (v := _value(row.cell)) is not None]
    base = _value(body.base) or 1.0
    bounds = [b for row in body.rows for b in (row.cell.low, row.cell.high) if b is not None]
    most = max([*values, base]) * BEYOND
    high = max([*values, base, *(b for b in bounds if b <= most)])
    high = most if any(b > most for b in bounds) else high
    if body.log:
        low = max(min([base, *values, *(b for b in bounds if b > 0)]), 1e-9)
        return LogScale(low * 0.92, high * 1.08, *span)
    return Scale(0, high * 1.04, *span)


def _arrow(x: float, y: float) -> str:
    return element(
        "path",
        d=f"M{x - 6:.1f} {y - 4:.1f}L{x:.1f} {y:.1f}L{x - 6:.1f} {y + 4:.1f}",
        fill="none",
        stroke=ACCENT,
        stroke_width=2,
    )


def _interval(cell: Cell, y: float, scale: Scale) -> list[str]:
    if cell.low is None and cell.high is None:
        return []
    left = scale(max(cell.low, scale.low)) if cell.low is not None else scale.start
    beyond = cell.high is None or cell.high > scale.high
    right = scale.end if beyond or cell.high is None else scale(cell.high)
    drawn = [line(left, y, right, y, stroke=ACCENT, stroke_width=2)]
    return [*drawn, _arrow(scale.end, y)] if beyond else drawn


def _point(shape: str, x: float, y: float) -> str:
    if shape == "bound":
        return element("path", d=f"M{x:.1f} {y - 5:.1f}L{x + 8:.1f} {y:.1f}L{x:.1f} {y + 5:.1f}Z", fill=ACCENT)
    fill = ACCENT if shape == "dot" else PAPER
    return element("circle", cx=x, cy=y, r=4.2, fill=fill, stroke=ACCENT, stroke_width=1.6)


def _cross(x: float, y: float) -> str:
    path = f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8"
    return element("path", d=path, stroke=ALERT, stroke_width=2, fill="none")


def _row(row: ForestRow, y: float, scale: Scale, column: Scale, base: float, writer: Writer) -> str:
    label, shown = writer.say(row.label), writer.cell(row.cell)
    value = _value(row.cell)
    if row.shape == "published" and row.cell.low is not None and row.cell.high is not None:
        return mark([*_printed(row.cell, y, scale), _told(column, y, shown)], f"{label}: {shown}", row.cell)
    if row.shape == "refused" or value is None:
        said = words(base + 24, y + 4, shown, fill=ALERT, font_style="italic", font_size=12)
        return mark([_cross(base + 14, y), said], f"{label}: {shown}", row.cell)
    drawn = [*_interval(row.cell, y, scale), _point(row.shape, scale(value), y)]
    return mark([*drawn, _told(column, y, shown)], f"{label}: {shown}", row.cell)


def _told(column: Scale, y: float, shown: str) -> str:
    return words(column.end, y + 4, shown, font_size=12, text_anchor="end")


def _printed(cell: Cell, y: float, scale: Scale) -> list[str]:
    """A range without a middle: a line between two ends."""
    left, right = scale(cell.low or scale.low), scale(cell.high or scale.high)
    ends = [line(x, y - 5, x, y + 5, stroke=MUTED, stroke_width=2) for x in (left, right)]
    return [line(left, y, right, y, stroke=MUTED, stroke_width=2), *ends]


def _ground(body: ForestPlot, frame: Frame, scale: Scale) -> list[str]:
    drawn = []
    if body.band is not None and body.band.low is not None and body.band.high is not None:
        left, right = scale(body.band.low), scale(body.band.high)
        box = {"x": left, "y": frame.head, "width": max(right - left, 2.0), "height": frame.bottom - frame.head}
        drawn.append(element("rect", **box, fill=SHADES[0], fill_opacity=0.6))
    return drawn


def _rule(body: ForestPlot, frame: Frame, scale: Scale) -> list[str]:
    base = _value(body.base)
    if base is None or base < scale.low:
        return []
    return [
        line(scale(base), frame.head, scale(base), frame.bottom, stroke=INK, stroke_width=1.4, stroke_dasharray="5 3")
    ]


def _swatch(name: str, x: float, y: float) -> str:
    if name == "band":
        return element("rect", x=x - 9, y=y - 6, width=18, height=12, fill=SHADES[0])
    if name == "base":
        return line(x, y - 8, x, y + 8, stroke=INK, stroke_width=1.4, stroke_dasharray="5 3")
    if name == "refused":
        return _cross(x, y)
    if name == "published":
        ends = [line(at, y - 5, at, y + 5, stroke=MUTED, stroke_width=2) for at in (x - 9, x + 9)]
        return "".join([line(x - 9, y, x + 9, y, stroke=MUTED, stroke_width=2), *ends])
    return _point(name, x - (3 if name == "bound" else 0), y)


def _legend(body: ForestPlot, top: float, width: float, writer: Writer) -> tuple[float, list[str]]:
    drawn: list[str] = []
    y = top
    for name, text in body.legend:
        drawn.append(_swatch(name, 14, y - 4))
        for told in wrapped(writer.text(text), width - 40, 12):
            drawn.append(words(32, y, told, fill=MUTED, font_size=12))
            y += LEGEND_LINE
    return y, drawn


def draw(body: ForestPlot, key: str, writer: Writer) -> tuple[tuple[float, float], list[str]]:
    """Size and elements of the drawing; `key` starts every id."""
    labels = tuple(row.label for row in body.rows)
    longest = max((len(wrapped(writer.say(label), LEFT - 12, 12)) for label in labels), default=1)
    frame = Frame(labels, LEFT, LOW_STEP if longest < 2 else max(HIGH_STEP, 15.0 * longest + 4))
    spans = frame.spans((2.0, 1.15))
    scale, column = _axis(body, spans[0]), Scale(0, 1, *spans[1])
    heads = (
        Panel(writer.say(body.x_label), scale, scale.ticks(4), lambda v: writer.number(v, 0 if v >= 1 or not v else 1)),
        Panel(writer.say(body.head), column, (), str),
    )
    frame = frame.below(heads)
    seen = _value(body.base)
    base = scale.start if seen is None or seen < scale.low else scale(seen)
    marks = [_row(row, frame.middle(i), scale, column, base, writer) for i, row in enumerate(body.rows)]
    width, height = frame.size
    foot, legend = _legend(body, math.ceil(height) + 14, width, writer)
    drawn = [*_ground(body, frame, scale), *frame.draw(heads, writer), *_rule(body, frame, scale)]
    return (width, foot if legend else height), [*drawn, group(marks, class_="marks"), *legend]
