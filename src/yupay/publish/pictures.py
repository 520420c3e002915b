"""Which drawings does a release hold, and how do they look as SVG and as PNG? The same bytes in every format."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from yupay.model.figure import Figure, Map, MapLayer
from yupay.model.release import Release
from yupay.model.text import Language, Text
from yupay.publish.fonts import FOLDER, SANS
from yupay.publish.numbers import Writer

PNG_SCALE = 2.5
SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
NOTHING = Text.same("")


@dataclass(frozen=True)
class Drawing:
    """One drawing of a figure: itself, or one layer of its map."""

    figure: Figure
    layer: MapLayer | None
    key: str
    label: Text


def drawings_of(figure: Figure) -> tuple[Drawing, ...]:
    """The drawings of a figure: one a layer of a map with several layers."""
    if isinstance(figure.body, Map) and len(figure.body.layers) > 1:
        return tuple(Drawing(figure, layer, f"{figure.id}-{layer.id}", layer.label) for layer in figure.body.layers)
    return (Drawing(figure, None, figure.id, NOTHING),)


def svgs(release: Release, language: Language) -> dict[str, str]:
    """Every drawing as SVG in one language, by key; watermarked where the data are invented."""
    writer = Writer(language, release.header.number_style)
    words = "" if release.watermark is None else release.watermark.say(language)
    drawings = (drawing for figure in release.figures for drawing in drawings_of(figure))
    return {drawing.key: stamped(_draw(drawing, language, writer), words) for drawing in drawings}


def pngs(drawn: Mapping[str, str]) -> dict[str, bytes]:
    """The same drawings as PNG, with the letters that this package ships."""
    import vl_convert

    vl_convert.register_font_directory(str(FOLDER))
    return {key: bytes(vl_convert.svg_to_png(svg, scale=PNG_SCALE)) for key, svg in drawn.items()}


def stamped(svg: str, words: str) -> str:
    """The drawing with pale words across it."""
    found = SIZE.search(svg)
    if not words or found is None:
        return svg
    width, height = float(found[1]), float(found[2])
    size = min(width / (0.7 * len(words)), height / 4)
    place = f'x="{width / 2:.1f}" y="{height / 2:.1f}" transform="rotate(-25 {width / 2:.1f} {height / 2:.1f})"'
    look = f'font-family="{SANS}" font-weight="700" font-size="{size:.1f}" fill="#b00000" fill-opacity="0.16"'
    mark = f'<text {place} {look} text-anchor="middle" pointer-events="none">{escape(words)}</text>'
    return svg.removesuffix("</svg>") + mark + "</svg>"


def _draw(drawing: Drawing, language: Language, writer: Writer) -> str:
    from yupay.publish.charts.svg import draw
    from yupay.publish.maps.svg import static

    figure, layer = drawing.figure, drawing.layer
    if layer is None or not isinstance(figure.body, Map):
        return draw(figure, language, writer)
    return static(figure.body, layer, language, writer, drawing.key, figure.title, figure.alt)
