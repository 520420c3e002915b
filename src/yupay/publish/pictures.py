"""Which drawings does a release hold, and how do they look as SVG and as PNG? The same bytes in every format."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from xml.sax.saxutils import escape

from yupay.model.figure import Figure, Map, MapLayer
from yupay.model.release import Release
from yupay.model.text import Language, Text
from yupay.publish.fonts import FOLDER, SANS
from yupay.publish.numbers import Writer

PPI = 150
"""Dots an inch at the size of the drawing: over 220 on the page, where it is drawn smaller."""
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
    return {key: stamped(svg, words) for figure in release.figures for key, svg in _drawn(figure, writer)}


def pngs(drawn: Mapping[str, str]) -> dict[str, bytes]:
    """The same drawings as PNG, with the letters that this package ships: one page each of a document without margins."""
    if not drawn:
        return {}
    import typst

    source = "#set page(width: auto, height: auto, margin: 0pt)\n" + "#pagebreak()\n".join(
        f'#image("{place}.svg")\n' for place in range(len(drawn))
    )
    files = {"main.typ": source.encode(), **{f"{place}.svg": svg.encode() for place, svg in enumerate(drawn.values())}}
    compiled: Any = typst.compile(
        cast(Any, files), format="png", ppi=PPI, font_paths=[str(FOLDER)], ignore_system_fonts=True
    )
    pages = compiled if isinstance(compiled, list) else [compiled]
    return {key: bytes(page) for key, page in zip(drawn, pages, strict=True)}


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


def _drawn(figure: Figure, writer: Writer) -> Iterator[tuple[str, str]]:
    from yupay.publish.charts.svg import draw
    from yupay.publish.maps.ground import ground
    from yupay.publish.maps.svg import NAME_SIZE, static

    body = figure.body
    if not isinstance(body, Map) or len(body.layers) == 1:
        yield figure.id, draw(figure, writer.language, writer)
        return
    made = ground(body, NAME_SIZE, numbered=True)
    for drawing in drawings_of(figure):
        assert drawing.layer is not None
        yield drawing.key, static(made, drawing.layer, writer, drawing.key, figure.title, figure.alt)
