"""Who is on which lists together? A column per history with its lists dotted below it, the size of each list at the left.

Lex, Gehlenborg, Strobelt, Vuillemot and Pfister (2014), IEEE TVCG 20(12), 1983-1992: a Venn diagram of six lists cannot
be read, a matrix of dots can. A count that may not be published is a hatched bar of one height for all.
"""

from yupay.model.figure import OverlapChart
from yupay.model.table import Cell
from yupay.publish.charts.drawing import (
    ACCENT,
    INK,
    MUTED,
    RULE,
    SHADES,
    WIDTH,
    Scale,
    element,
    group,
    hatch,
    line,
    mark,
    words,
    wrapped,
)
from yupay.publish.numbers import Writer

NAMES, SIZES, RIGHT, TOP, TALL, STEP, FOOT = 56.0, 118.0, 710.0, 30.0, 190.0, 24.0, 26.0
LETTER, LABEL_LETTER = 6.5, 7.2
"""Width of a digit (a number wider than its column is turned) and of a letter of a list's name."""
HIDDEN = 16.0
"""Height of the bar of a count that may not be told."""


def _value(cell: Cell) -> float:
    return float(cell.value) if isinstance(cell.value, float | int) and cell.mark is None else 0.0


def _column(
    body: OverlapChart, i: int, x: float, width: float, up: Scale, rows: Scale, key: str, writer: Writer
) -> str:
    cell, on = body.counts[i], body.histories[i]
    shown, told = writer.cell(cell), cell.mark is None
    height = max(up.start - up(_value(cell)), 1.5) if told else HIDDEN
    half = min(width * 0.34, 12.0)
    fill = ACCENT if told else f"url(#{key}-hidden)"
    bar = element(
        "rect",
        x=x - half,
        y=up.start - height,
        width=2 * half,
        height=height,
        fill=fill,
        stroke=None if told else ACCENT,
    )
    drawn = [bar, *_number(shown, told, x, up.start - height, width)]
    drawn += [element("circle", cx=x, cy=rows(k), r=5, fill=INK) for k in on]
    if len(on) > 1:
        drawn.append(line(x, rows(min(on)), x, rows(max(on)), stroke=INK, stroke_width=2))
    names = " + ".join(writer.say(body.lists[k]) for k in on)
    return mark(drawn, f"{names}: {shown}", cell)


def _number(shown: str, told: bool, x: float, top: float, width: float) -> list[str]:
    if not told:
        return []
    if len(shown) * LETTER <= width:
        return [words(x, top - 5, shown, text_anchor="middle", font_size=11)]
    turned = f"rotate(-90 {x:.1f} {top - 5:.1f})"
    return [words(x + 4, top - 5, shown, font_size=11, transform=turned)]


def _list(body: OverlapChart, k: int, y: float, across: Scale, writer: Writer) -> str:
    cell, label = body.sizes[k], writer.say(body.lists[k])
    shown, end = writer.cell(cell), across(_value(cell))
    bar = element("rect", x=end, y=y - 6, width=max(across.start - end, 0.0), height=12, fill=SHADES[3])
    told = words(end - 4, y + 4, shown, font_size=11, text_anchor="end")
    return mark([bar, told], f"{label}: {shown}", cell)


def _matrix(body: OverlapChart, rows: Scale, places: list[float], writer: Writer) -> list[str]:
    """A line for each list, with an empty dot under each column."""
    drawn = []
    for k, label in enumerate(body.lists):
        y = rows(k)
        if k % 2 == 0:
            drawn.append(element("rect", x=SIZES, y=y - STEP / 2, width=RIGHT - SIZES, height=STEP, fill="#f4f6f8"))
        drawn.append(words(SIZES + 8, y + 4, writer.say(label), font_size=12))
        drawn += [element("circle", cx=x, cy=y, r=4, fill=RULE) for x in places]
    return drawn


def _axes(body: OverlapChart, up: Scale, left: float, writer: Writer) -> list[str]:
    drawn = [words(left - 8, TOP - 14, writer.say(body.y_label), fill=MUTED, font_size=12)]
    for tick in up.ticks(5):
        drawn += [line(left - 4, up(tick), RIGHT, up(tick))]
        drawn += [words(left - 8, up(tick) + 4, writer.number(tick, 0), text_anchor="end", fill=MUTED, font_size=11)]
    return [*drawn, line(left - 4, up.start, RIGHT, up.start, stroke=INK)]


def _head(body: OverlapChart, base: float, writer: Writer) -> list[str]:
    """What the bars at the left are."""
    head = wrapped(writer.say(body.size_label), SIZES + 30, 12)
    lines = enumerate(reversed(head))
    return [words(4, base - 10 - 15 * up, text, fill=MUTED, font_size=12) for up, text in lines]


def draw(body: OverlapChart, key: str, writer: Writer) -> tuple[tuple[float, float], list[str]]:
    """Size and elements of the drawing; `key` starts every id. Without histories the sizes stand alone."""
    longest = max((len(writer.say(label)) for label in body.lists), default=1)
    left = SIZES + max(NAMES, LABEL_LETTER * longest + 26)
    width = (RIGHT - left) / max(len(body.histories), 1)
    places = [left + width * (i + 0.5) for i in range(len(body.histories))]
    base = TOP + (TALL if body.histories else 0)
    up = Scale(0, max([*map(_value, body.counts), 1.0]) * 1.1, base, TOP)
    first = base + 16 + STEP / 2
    rows = Scale(0, 1, first, first + STEP)
    across = Scale(0, max([*map(_value, body.sizes), 1.0]), SIZES, 44.0)
    marks = [_column(body, i, x, width, up, rows, key, writer) for i, x in enumerate(places)]
    sizes = [_list(body, k, rows(k), across, writer) for k in range(len(body.lists))]
    drawn = [element("defs", hatch(f"{key}-hidden", ACCENT)), *_head(body, base, writer)]
    drawn += _axes(body, up, left, writer) if body.histories else []
    drawn += [*_matrix(body, rows, places, writer), group([*marks, *sizes], class_="marks")]
    return (WIDTH, first + STEP * (len(body.lists) - 0.5) + FOOT), drawn
