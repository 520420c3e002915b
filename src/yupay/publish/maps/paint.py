"""How is a class of a map filled? One hue from light to dark; white is zero, hatched is no data, dots are no full answer."""

from dataclasses import dataclass

from yupay.model.figure import MapClass
from yupay.publish.charts.drawing import INK, PAPER, SHADES, dots, element, hatch
from yupay.publish.maps.ground import Frame, window

EDGE = "#44515d"
APART = "#eceff2"


@dataclass(frozen=True)
class Paint:
    """How the classes of one map are filled; `key` starts the ids of its patterns."""

    key: str

    def definitions(self, inset: Frame | None) -> str:
        """The patterns, and the clip of the inset."""
        clip = element("rect", **window(inset.fit)) if inset else ""
        return element(
            "defs",
            hatch(f"{self.key}-none"),
            dots(f"{self.key}-dots", EDGE),
            dots(f"{self.key}-part", INK),
            element("clipPath", clip, id=f"{self.key}-clip") if clip else "",
        )

    def fill(self, made: MapClass) -> str:
        """The fill of a class."""
        patterns = {"white": PAPER, "hatched": f"url(#{self.key}-none)", "dots": f"url(#{self.key}-dots)"}
        return patterns.get(made.pattern, SHADES[min(max(made.shade, 0), len(SHADES) - 1)])

    def part(self) -> str:
        """The dots over a class where some row did not answer."""
        return f"url(#{self.key}-part)"

    def middle(self) -> str:
        """The class that the dots lie over in the legend."""
        return SHADES[2]


def swatch(fill: str, over: str, apart: bool, x: float, y: float) -> str:
    """A small box in the colour of a class, with what lies over it."""
    dash = "3 2" if apart else None
    box = {"x": x, "y": y, "width": 24, "height": 13}
    look: dict[str, str | float | None] = {"stroke": EDGE, "stroke_width": 0.7, "stroke_dasharray": dash}
    made = element("rect", **box, fill=fill, **look)
    return made if over == "none" else made + element("rect", **box, fill=over, **look)
