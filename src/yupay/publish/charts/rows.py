"""How are many places compared without ordering them? One line a place, panels side by side on the same lines."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from yupay.model.text import Text
from yupay.publish.charts.drawing import INK, MUTED, RULE, WIDTH, Scale, line, words, wrapped
from yupay.publish.numbers import Writer

GAP, FOOT = 26.0, 34.0
HEAD_LINE, ABOVE, BELOW = 15.0, 6.0, 10.0
"""A line of a head, and the room around the heads."""


@dataclass(frozen=True)
class Panel:
    """A column of the drawing: its head, its scale and how a tick is written."""

    head: str
    scale: Scale
    ticks: tuple[float, ...]
    write: Callable[[float], str]

    @property
    def lines(self) -> list[str]:
        """The head, broken to the width of its panel."""
        return wrapped(self.head, self.scale.end - self.scale.start + 20, 12.5)


@dataclass(frozen=True)
class Frame:
    """Lines for the labels, `left` for their width, `step` for the height of a line, `head` for the heads above."""

    labels: tuple[Text, ...]
    left: float
    step: float
    head: float = 2 * HEAD_LINE + ABOVE + BELOW

    def below(self, panels: tuple[Panel, ...]) -> "Frame":
        """The frame with room for every line of every head."""
        most = max((len(panel.lines) for panel in panels), default=0)
        return replace(self, head=max(self.head, most * HEAD_LINE + ABOVE + BELOW))

    @property
    def bottom(self) -> float:
        """Where the lines end."""
        return self.head + self.step * len(self.labels)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the whole drawing."""
        return WIDTH, self.bottom + FOOT

    def middle(self, index: int) -> float:
        """The middle of a line."""
        return self.head + self.step * (index + 0.5)

    def spans(self, shares: tuple[float, ...]) -> list[tuple[float, float]]:
        """Start and end of each panel, the room to the right of the labels cut by `shares`."""
        room = WIDTH - self.left - 14 - GAP * (len(shares) - 1)
        made: list[tuple[float, float]] = []
        start = self.left
        for share in shares:
            end = start + room * share / sum(shares)
            made, start = [*made, (start, end)], end + GAP
        return made

    def draw(self, panels: tuple[Panel, ...], writer: Writer) -> list[str]:
        """Labels, faint lines, heads and axes."""
        drawn = [line(0, self.head, WIDTH, self.head, stroke=INK), line(0, self.bottom, WIDTH, self.bottom, stroke=INK)]
        for index, label in enumerate(self.labels):
            drawn += self._label(index, writer.say(label))
        for panel in panels:
            drawn += self._panel(panel)
        return drawn

    def _label(self, index: int, label: str) -> list[str]:
        room = self.left - 12
        size = 12.0 if self.step >= 18 else 11.0
        lines = wrapped(label, room, size)
        first = self.middle(index) - (len(lines) - 1) * size * 0.6 + 4
        drawn = [words(2, first + i * size * 1.2, text, font_size=size) for i, text in enumerate(lines)]
        if index:
            y = self.head + self.step * index
            drawn.append(line(0, y, WIDTH, y, stroke_width=0.5, stroke=RULE))
        return drawn

    def _panel(self, panel: Panel) -> list[str]:
        drawn = []
        for i, text in enumerate(panel.lines):
            y = self.head - BELOW - (len(panel.lines) - 1 - i) * HEAD_LINE
            drawn.append(words(panel.scale.start, y, text, font_weight="bold", font_size=12.5))
        for tick in panel.ticks:
            x = panel.scale(tick)
            drawn.append(line(x, self.head, x, self.bottom, stroke_dasharray="1 3", stroke="#b4bcc6"))
            drawn.append(words(x, self.bottom + 18, panel.write(tick), text_anchor="middle", fill=MUTED, font_size=12))
        return drawn
