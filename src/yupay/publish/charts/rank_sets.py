"""Which places cannot be told apart? One band of possible ranks a place and indicator, places in code order.

Mogstad, Romano, Shaikh and Wilhelm (2024), Review of Economic Studies 91(1), 476-518.
"""

from yupay.model.figure import RankSets
from yupay.publish.charts.drawing import SHADES, Scale, element, group, mark
from yupay.publish.charts.rows import Frame, Panel
from yupay.publish.charts.words import word
from yupay.publish.numbers import Writer


def ranks(last: int) -> tuple[float, ...]:
    """Ticks of a rank axis: the first, the last and round ones between."""
    step = 10 if last > 25 else 5 if last > 8 else 1
    inner = [float(v) for v in range(step, last, step) if v > 1 and last - v >= step / 2]
    return (1.0, *inner, float(last)) if last > 1 else (1.0,)


def band(bounds: tuple[int, int], label: str, y: float, scale: Scale, fill: str, writer: Writer) -> str:
    """The band from the first to the last possible rank."""
    low, high = bounds
    said = word("rank" if low == high else "ranks", writer.language, low=str(low), high=str(high))
    left, right = scale(low - 0.4), scale(high + 0.4)
    return mark([element("rect", x=left, y=y - 4, width=right - left, height=8, rx=2, fill=fill)], f"{label}: {said}")


def draw(body: RankSets, key: str, writer: Writer) -> tuple[tuple[float, float], list[str]]:
    """Size and elements of the drawing; `key` starts every id."""
    frame = Frame(body.labels, 168.0, 16.0)
    spans = frame.spans((1.0,) * len(body.panels))
    last = max([high for _, sets in body.panels for _, high in sets], default=1)
    scales = [Scale(0.5, last + 0.5, *span) for span in spans]
    panels = tuple(
        Panel(writer.say(head), scale, ranks(last), lambda v: str(int(v)))
        for (head, _), scale in zip(body.panels, scales, strict=True)
    )
    frame = frame.below(panels)
    marks = [
        band(bounds, f"{writer.say(label)}, {writer.say(head)}", frame.middle(i), scale, SHADES[2], writer)
        for (head, sets), scale in zip(body.panels, scales, strict=True)
        for i, (label, bounds) in enumerate(zip(body.labels, sets, strict=True))
    ]
    return frame.size, [*frame.draw(panels, writer), group(marks, class_="marks")]
