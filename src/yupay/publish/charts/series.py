"""How many were recorded each year, and where was only a total of several years printed?

Bars for years; one hatched block for a total over several years, as high as total / years, so that its area is the
total and nothing is interpolated; a dashed rule where the definition changed. A date is a decimal year: 2014.81 falls
late in the room of 2014, which is half a year to each side of its bar.
"""

from dataclasses import dataclass

from yupay.model.figure import Series
from yupay.model.table import Cell
from yupay.model.text import Language
from yupay.publish.charts.drawing import (
    ACCENT,
    CHARACTER,
    INK,
    MUTED,
    PAPER,
    SHADES,
    SIZE,
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
STEP, YEAR_ROOM, GAP = 17.0, 34.0, 10.0
"""Between two lines of labels over the breaks; the room of a written year; the least between two labels."""
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
    years = _years(body)
    every = 1 if x(1) - x(0) >= YEAR_ROOM else 2
    for year in years[::every]:
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


@dataclass(frozen=True)
class _Break:
    """A rule where a definition changed: its place, its words, whether they stand before it, and the line they stand on."""

    at: float
    words: str
    before: bool
    level: int

    @property
    def span(self) -> tuple[float, float]:
        """From where to where the words reach."""
        return _span(self.at, self.words, before=self.before)


def _span(at: float, said: str, *, before: bool) -> tuple[float, float]:
    width = len(said) * SIZE * CHARACTER + 6
    return (at - width, at) if before else (at, at + width)


def _placed(body: Series, x: Scale, language: Language) -> list[_Break]:
    """The breaks from left to right, each on the first line where its words touch no others and cross no rule to the right."""
    placed: list[_Break] = []
    for date, label in sorted(body.breaks, key=lambda one: one[0]):
        at, said = x(date - 0.5), label.say(language)
        before = at > (LEFT + RIGHT) / 2
        low, high = _span(at, said, before=before)
        level = 0
        while any(_meets(one, low, high, level) for one in placed):
            level += 1
        placed.append(_Break(at, said, before, level))
    return placed


def _meets(one: _Break, low: float, high: float, level: int) -> bool:
    """Whether words on a line touch those of a break there, or its rule, which reaches up to its own words."""
    start, end = one.span
    touches = one.level == level and low < end + GAP and start < high + GAP
    return touches or (one.level >= level and low < one.at < high)


def _breaks(placed: list[_Break], top: float) -> list[str]:
    rules, said = [], []
    for one in placed:
        base = top - 14 - STEP * one.level
        side: dict[str, str | float] = {"text_anchor": "end"} if one.before else {}
        rules.append(line(one.at, base - 8, one.at, BOTTOM, stroke=INK, stroke_dasharray="2 3"))
        start = one.at + (-6 if one.before else 6)
        said.append(words(start, base, one.words, font_style="italic", **side, **HALO))
    return [*rules, *said]


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
    x = Scale(years[0] - 0.6, years[-1] + 0.6, LEFT, RIGHT)
    placed = _placed(body, x, writer.language)
    top = TOP + STEP * max((one.level for one in placed), default=0)
    y = Scale(0, _top(body), BOTTOM, top)
    legend = _legend(body, f"{key}-sum", writer.language)
    partial = body.partial or (False,) * len(body.years)
    bars = [
        _bar(year, cell, part, x, y, writer) for year, cell, part in zip(body.years, body.values, partial, strict=True)
    ]
    blocks = [_block(b.start, b.end, b.total, f"url(#{key}-sum)", x, y, writer) for b in body.blocks]
    drawn = [element("defs", hatch(f"{key}-sum", ACCENT)), *_axes(body, x, y, writer)]
    drawn += [group([*blocks, *bars], class_="marks"), *_breaks(placed, top), *legend]
    return (WIDTH, BOTTOM + 36 + 10 * len(legend)), drawn
