"""Do two indicators go together? Rank against rank, points unnamed, no line fitted; hollow: some row did not answer."""

from yupay.model.figure import RankScatter, ScatterPanel
from yupay.publish.charts.drawing import (
    ACCENT,
    INK,
    MUTED,
    PAPER,
    WIDTH,
    Scale,
    element,
    group,
    line,
    mark,
    plain,
    words,
    wrapped,
)
from yupay.publish.charts.rank_sets import ranks
from yupay.publish.charts.words import word
from yupay.publish.numbers import Writer

LEFT, TOP, GAP = 40.0, 34.0, 44.0


def _axes(panel: ScatterPanel, x: Scale, y: Scale, writer: Writer) -> list[str]:
    ticks = ranks(int(x.high) - 1)
    drawn = [words(x.start, y.end - 14, writer.say(panel.title), font_weight="bold")]
    drawn += [line(x(t), y.end, x(t), y.start) for t in ticks] + [line(x.start, y(t), x.end, y(t)) for t in ticks]
    drawn += [words(x(t), y.start + 17, plain(t), text_anchor="middle", fill=MUTED, font_size=11) for t in ticks]
    drawn += [words(x.start - 6, y(t) + 4, plain(t), text_anchor="end", fill=MUTED, font_size=11) for t in ticks]
    drawn += [line(x.start, y.start, x.end, y.start, stroke=INK), line(x.start, y.end, x.start, y.start, stroke=INK)]
    labels = [f"→ {writer.say(panel.x_label)}", f"↑ {writer.say(panel.y_label)}"]
    lines = [part for label in labels for part in wrapped(label, x.end - x.start + 24, 12)]
    return drawn + [words(x.start, y.start + 38 + 15 * i, text, font_size=12) for i, text in enumerate(lines)]


def _points(panel: ScatterPanel, x: Scale, y: Scale, writer: Writer) -> list[str]:
    drawn = []
    labels = {"x_label": writer.say(panel.x_label), "y_label": writer.say(panel.y_label)}
    for a, b, complete in zip(panel.x, panel.y, panel.complete, strict=True):
        spot = element(
            "circle", cx=x(a), cy=y(b), r=3.8, fill=ACCENT if complete else PAPER, stroke=ACCENT, stroke_width=1.4
        )
        ranked = {"x": writer.number(a, 0 if a == int(a) else 1), "y": writer.number(b, 0 if b == int(b) else 1)}
        said = word("point", writer.language, **labels, **ranked)
        note = "" if complete else f" ({word('incomplete', writer.language)})"
        drawn.append(mark([spot], f"{writer.say(panel.title)}. {said}{note}"))
    return drawn


def _legend(y: float, writer: Writer) -> list[str]:
    drawn = []
    for i, (name, fill) in enumerate((("complete", ACCENT), ("incomplete", PAPER))):
        x = LEFT + i * 200
        drawn += [element("circle", cx=x + 4, cy=y - 4, r=3.8, fill=fill, stroke=ACCENT, stroke_width=1.4)]
        drawn += [words(x + 14, y, word(name, writer.language), fill=MUTED, font_size=12)]
    return drawn


def draw(body: RankScatter, key: str, writer: Writer) -> tuple[tuple[float, float], list[str]]:
    """Size and elements of the drawing; `key` starts every id."""
    across = min(3, max(1, len(body.panels)))
    side = min(300.0, (WIDTH - LEFT - 8 - GAP * (across - 1)) / across)
    down = side + TOP + 100
    drawn: list[str] = []
    for i, panel in enumerate(body.panels):
        left, top = LEFT + (i % across) * (side + GAP), TOP + (i // across) * down
        last = max([*panel.x, *panel.y, 1.0])
        x, y = Scale(0, last + 1, left, left + side), Scale(0, last + 1, top + side, top)
        shifted = [*_axes(panel, x, y, writer), group(_points(panel, x, y, writer), class_="marks")]
        drawn += shifted
    height = down * -(-len(body.panels) // across) + 20
    return (WIDTH, height), [*drawn, *_legend(height - 10, writer)]
