"""Where do the records gather, and how sure is the order? Bars, cumulative share, rank confidence set.

Vilfredo Pareto's chart laid on its side, so that names are read; the set is the band of Mogstad, Romano, Shaikh and
Wilhelm (2024).
"""

from yupay.model.figure import Pareto
from yupay.model.table import Cell
from yupay.publish.charts.drawing import ACCENT, INK, SHADES, Scale, element, group, mark, words
from yupay.publish.charts.rank_sets import band, ranks
from yupay.publish.charts.rows import Frame, Panel
from yupay.publish.charts.words import word
from yupay.publish.numbers import Writer


def _value(cell: Cell) -> float:
    return float(cell.value) if isinstance(cell.value, float | int) else 0.0


def _bar(cell: Cell, label: str, y: float, scale: Scale, writer: Writer) -> str:
    value, shown = _value(cell), writer.cell(cell)
    bar = element("rect", x=scale.start, y=y - 5, width=scale(value) - scale.start, height=10, fill=ACCENT)
    return mark([bar, words(scale(value) + 5, y + 4, shown, font_size=11)], f"{label}: {shown}", cell)


def _share(cell: Cell, label: str, y: float, scale: Scale, writer: Writer) -> str:
    dot = element("circle", cx=scale(_value(cell)), cy=y, r=3.4, fill=INK)
    return mark([dot], f"{label}: {writer.cell(cell)} {word('share', writer.language)}", cell)


def _path(body: Pareto, frame: Frame, scale: Scale) -> str:
    spots = [f"{scale(_value(c)):.1f},{frame.middle(i):.1f}" for i, c in enumerate(body.cumulative)]
    return element("polyline", points=" ".join(spots), fill="none", stroke=INK, stroke_width=1.2)


def draw(body: Pareto, key: str, writer: Writer) -> tuple[tuple[float, float], list[str]]:
    """Size and elements of the drawing; `key` starts every id."""
    frame = Frame(body.labels, 160.0, 19.0)
    spans = frame.spans((3.2, 2.2, 2.2))
    count = Scale(0, max([*map(_value, body.counts), 1.0]) * 1.16, *spans[0])
    share, rank = Scale(0, 100, *spans[1]), Scale(0.5, len(body.labels) + 0.5, *spans[2])
    panels = (
        Panel(writer.say(body.y_label), count, count.ticks(4), lambda v: writer.number(v, 0)),
        Panel(word("share", writer.language), share, (0, 50, 100), lambda v: writer.number(v, 0)),
        Panel(word("set", writer.language), rank, ranks(len(body.labels)), lambda v: str(int(v))),
    )
    frame = frame.below(panels)
    marks = []
    for i, label in enumerate(map(writer.say, body.labels)):
        marks.append(_bar(body.counts[i], label, frame.middle(i), count, writer))
        marks.append(_share(body.cumulative[i], label, frame.middle(i), share, writer))
        if i < len(body.rank_sets):
            marks.append(band(body.rank_sets[i], label, frame.middle(i), rank, SHADES[2], writer))
    return frame.size, [*frame.draw(panels, writer), _path(body, frame, share), group(marks, class_="marks")]
