"""How many places lie in each class of values? Bars that touch, each with its count, on an axis in the indicator's unit."""

from yupay.model.table import Bars, Cell
from yupay.publish.charts.drawing import ACCENT, MUTED, Scale, element, group, line, mark, words, wrapped
from yupay.publish.charts.words import word
from yupay.publish.numbers import Writer

WIDTH, HEIGHT, LEFT, RIGHT, TOP = 460.0, 96.0, 12.0, 12.0, 22.0
LABEL, TICK = 12.0, 11.0
MOST_TICKS = 9


def _number(cell: Cell) -> float:
    return float(cell.value) if isinstance(cell.value, float | int) else 0.0


def _bar(count: Cell, low: Cell, high: Cell, across: Scale, up: Scale, writer: Writer) -> str:
    left, right, top = across(_number(low)), across(_number(high)), up(_number(count))
    shown = {"low": writer.cell(low), "high": writer.cell(high), "n": writer.cell(count)}
    drawn = [element("rect", x=left + 0.5, y=top, width=right - left - 1, height=up.start - top, fill=ACCENT)]
    drawn.append(words((left + right) / 2, top - 4, shown["n"], font_size=TICK, text_anchor="middle"))
    return mark(drawn, word("class", writer.language, **shown), count)


def draw(bars: Bars, writer: Writer) -> tuple[tuple[float, float], list[str]]:
    """Size and elements of the drawing: edges[i] to edges[i + 1] hold counts[i] places."""
    across = Scale(_number(bars.edges[0]), _number(bars.edges[-1]), LEFT, WIDTH - RIGHT)
    up = Scale(0, max(*map(_number, bars.counts), 1.0), TOP + HEIGHT, TOP)
    foot, every = TOP + HEIGHT, -(-len(bars.edges) // MOST_TICKS)
    axis = [line(LEFT, foot, WIDTH - RIGHT, foot, stroke=MUTED)]
    axis += [
        words(across(_number(edge)), foot + 14, writer.cell(edge), font_size=TICK, text_anchor="middle", fill=MUTED)
        for edge in bars.edges[::every]
    ]
    lines = wrapped(writer.say(bars.label), WIDTH - LEFT - RIGHT, LABEL)
    axis += [words(LEFT, foot + 31 + 14 * i, text, font_size=LABEL, fill=MUTED) for i, text in enumerate(lines)]
    classes = zip(bars.counts, bars.edges[:-1], bars.edges[1:], strict=True)
    drawn = [_bar(count, low, high, across, up, writer) for count, low, high in classes]
    return (WIDTH, foot + 24 + 14 * len(lines)), [*axis, group(drawn, class_="marks")]
