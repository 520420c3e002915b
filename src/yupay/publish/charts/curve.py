"""Does the answer change when a choice changes? One coefficient with its interval per variant and hypothesis.

Simonsohn, Simmons and Nelson (2020), Nature Human Behaviour 4, 1208-1214: every specification shown, none left out.
"""

from yupay.model.figure import Curve
from yupay.model.table import Cell
from yupay.publish.charts.drawing import ACCENT, INK, MUTED, Scale, element, group, line, mark, words
from yupay.publish.charts.rows import Frame, Panel
from yupay.publish.numbers import Writer


def _bounds(body: Curve) -> tuple[float, float]:
    cells = [cell for _, row in body.panels for cell in row]
    values = [v for c in cells for v in (c.value, c.low, c.high) if isinstance(v, float | int)]
    return min([*values, -0.5]), max([*values, 0.5])


def _point(cell: Cell, label: str, y: float, scale: Scale, writer: Writer) -> str:
    shown = writer.cell(cell)
    if cell.mark is not None or not isinstance(cell.value, float | int):
        return mark([words(scale.start, y + 4, shown, fill=MUTED, font_style="italic")], f"{label}: {shown}", cell)
    drawn = []
    if cell.low is not None and cell.high is not None:
        drawn.append(line(scale(cell.low), y, scale(cell.high), y, stroke=ACCENT, stroke_width=2))
        shown += " " + writer.cell(cell.model_copy(update={"form": "interval", "value": None}))
    drawn.append(element("circle", cx=scale(float(cell.value)), cy=y, r=4.2, fill=ACCENT))
    return mark(drawn, f"{label}: {shown}", cell)


def draw(body: Curve, key: str, writer: Writer) -> tuple[tuple[float, float], list[str]]:
    """Size and elements of the drawing; `key` starts every id."""
    frame = Frame(body.labels, 232.0, 34.0)
    low, high = _bounds(body)
    scales = [Scale(low, high, *span) for span in frame.spans((1.0,) * len(body.panels))]
    panels = tuple(
        Panel(
            writer.say(head),
            scale,
            scale.ticks(4 if len(scales) < 3 else 3),
            lambda v: writer.bounded(v, 1) if v else "0",
        )
        for (head, _), scale in zip(body.panels, scales, strict=True)
    )
    frame = frame.below(panels)
    zero = [line(s(0), frame.head, s(0), frame.bottom, stroke=INK) for s in scales]
    marks = [
        _point(cell, f"{writer.say(head)}, {writer.say(label)}", frame.middle(i), scale, writer)
        for (head, row), scale in zip(body.panels, scales, strict=True)
        for i, (label, cell) in enumerate(zip(body.labels, row, strict=True))
    ]
    return frame.size, [*frame.draw(panels, writer), *zero, group(marks, class_="marks")]
