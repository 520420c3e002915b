"""How is a mark put on paper? Escaped SVG elements, one palette, one scale, one set of patterns.

Only presentation attributes are used (no style sheet, no script), so that browsers, typst and rasterisers agree.
Sequential colours: one hue, lightness falling evenly, so that the order survives colour blindness and grey print.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from yupay.model.table import Cell
from yupay.publish.fonts import SANS

INK = "#1c2126"
MUTED = "#59626d"
RULE = "#d5dae0"
ACCENT = "#0b5d7e"
ALERT = "#a61b0b"
PAPER = "#ffffff"
SHADES = ("#d9e9f1", "#a6cbdd", "#6ba6c2", "#317d9f", "#0b4d6b")
SIZE = 13.0
WIDTH = 720.0
CHARACTER = 0.57
BREAKS = re.compile("[ \t\n]+")
"""Where a line may end; a no-break space is none."""

Value = str | float | int


def plain(value: Value) -> str:
    """Numbers with at most two decimals and no trailing zeros; words as they are."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def element(name: str, /, *inside: str, **attributes: Value | None) -> str:
    """One escaped element; `class_` writes `class`, `_` writes `-`; None attributes are left out. `inside` is SVG."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(plain(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def words(x: float, y: float, text: str, **attributes: Value | None) -> str:
    """A line of text; `y` is its base line."""
    return element("text", escape(text), x=x, y=y, **{"fill": INK, **attributes})


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Value | None) -> str:
    """A straight rule."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **{"stroke": RULE, "stroke_width": 1, **attributes})


def group(inside: Iterable[str], **attributes: Value | None) -> str:
    """A group of elements."""
    return element("g", "".join(inside) or " ", **attributes)


def reference(cell: Cell | None) -> str | None:
    """What a click on a cell opens: its estimate, else its source; None when it has neither."""
    if cell is None:
        return None
    return cell.estimate or (f"source:{cell.source}" if cell.source else None)


def mark(inside: Iterable[str], say: str, cell: Cell | None = None) -> str:
    """A mark a reader may walk to: what is said about it, and what it opens."""
    return group(inside, class_="mark", data_say=say, data_ref=reference(cell))


@dataclass(frozen=True)
class Scale:
    """A linear scale from data to paper."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place on paper."""
        span = self.high - self.low or 1.0
        return self.start + (value - self.low) / span * (self.end - self.start)

    def ticks(self, wanted: int = 5) -> tuple[float, ...]:
        """Round values inside the scale, at steps of 1, 2 or 5 times a power of ten."""
        span = self.high - self.low or 1.0
        power = 10.0 ** math.floor(math.log10(span / wanted))
        step = next(power * m for m in (1, 2, 5, 10) if power * m * wanted >= span * 0.999)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return tuple(round(k * step, 10) for k in range(first, last + 1))


@dataclass(frozen=True)
class LogScale(Scale):
    """A logarithmic scale from data above 0 to paper."""

    def __call__(self, value: float) -> float:
        """The place on paper."""
        span = math.log(self.high / self.low) or 1.0
        return self.start + math.log(value / self.low) / span * (self.end - self.start)

    def ticks(self, wanted: int = 5) -> tuple[float, ...]:
        """1, 2 and 5 times the powers of ten inside the scale; only powers of ten where these are many."""
        powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        for steps in ((1, 2, 5), (1, 3), (1,)):
            found = [m * 10.0**k for k in powers for m in steps if self.low <= m * 10.0**k <= self.high]
            if len(found) <= wanted + 2:
                return tuple(found)
        return tuple(found[:: -(-len(found) // wanted)])


def hatch(key: str, colour: str = MUTED) -> str:
    """A see-through pattern of slanted lines: no data, or a total that covers several years."""
    return element(
        "pattern",
        element("path", d="M-1 1l2-2M0 6l6-6M5 7l2-2", stroke=colour, stroke_width=1.1, fill="none"),
        id=key,
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )


def dots(key: str, colour: str) -> str:
    """A see-through pattern of dots: some row did not answer."""
    return element(
        "pattern",
        element("circle", cx=2, cy=2, r=0.95, fill=colour),
        element("circle", cx=5.5, cy=5.5, r=0.95, fill=colour),
        id=key,
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
    )


def wrapped(text: str, width: float, size: float = SIZE) -> list[str]:
    """Words broken into lines that fit `width`, by an average width of letters."""
    room = max(8, int(width / (size * CHARACTER)))
    lines = [""]
    for word in filter(None, BREAKS.split(text)):
        fits = len(lines[-1]) + len(word) + 1 <= room
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
    return [made for made in lines if made]


def sheet(key: str, title: str, alt: str, size: tuple[float, float], inside: Iterable[str]) -> str:
    """The whole drawing, named and described for those who do not see it."""
    width, height = size
    return element(
        "svg",
        element("title", escape(title), id=f"{key}-title"),
        element("desc", escape(alt), id=f"{key}-desc"),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {plain(width)} {plain(height)}",
        width=plain(width),
        height=plain(height),
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        font_family=f"{SANS}, Noto Sans, Arial, sans-serif",
        font_size=SIZE,
    )
