"""The report and the summary as PDF: tagged for readers by ear (PDF/UA-1), with the letters that the package ships.

The words travel as JSON, so that nothing in a study can be read as markup; drawings travel as SVG. No date is stamped:
the same release gives the same bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

from yupay.model.release import Release
from yupay.model.text import Language
from yupay.publish.fonts import FOLDER, drawn
from yupay.publish.paper.cover import box_lines
from yupay.publish.paper.nodes import Frame, Paper
from yupay.publish.paper.pen import Pen
from yupay.publish.paper.turns import stretches

HERE = Path(__file__).parent


def render(paper: Paper, svgs: Mapping[str, str]) -> bytes:
    """The printed report as PDF; `svgs` are the drawings by key."""
    data = {
        **_frame_of(paper.language, paper.title, paper.authors, paper.watermark),
        "footer": paper.footer,
        "help_lines": paper.help_lines,
        "stretches": [
            {"landscape": turned, "nodes": [asdict(node) for node in nodes]} for turned, nodes in stretches(paper.nodes)
        ],
    }
    return _compile("report.typ", data, svgs)


def render_summary(release: Release, language: Language) -> bytes:
    """The one-page summary as PDF."""
    pen = Pen.of(release, language)
    header = release.header
    boxes = [Frame(pen.say(box.title), box_lines(pen, box)) for box in release.summary]
    closing = (pen.say(header.standing), pen.say(header.help_lines), _made_by(pen))
    data = {
        **_frame_of(language, pen.say(header.title), release.report.authors, pen.say(release.watermark)),
        "subtitle": pen.say(header.subtitle),
        "boxes": [asdict(box) for box in boxes],
        "closing": [words for words in closing if words],
    }
    return _compile("summary.typ", data, {})


def _made_by(pen: Pen) -> str:
    words = pen.label("own_elaboration").format(version=pen.release.manifest.version)
    return " ".join(filter(None, (pen.release.report.institution, pen.release.report.date, words)))


def _frame_of(language: str, title: str, authors: tuple[str, ...], watermark: str) -> dict[str, object]:
    return {"language": language, "title": title, "authors": list(authors), "watermark": watermark}


def _compile(template: str, data: Mapping[str, object], svgs: Mapping[str, str]) -> bytes:
    import typst

    files = {
        "main.typ": (HERE / template).read_bytes(),
        "look.typ": (HERE / "look.typ").read_bytes(),
        "data.json": drawn(json.dumps(data, ensure_ascii=False)).encode(),
        **{f"{key}.svg": drawn(svg).encode() for key, svg in svgs.items()},
    }
    made = typst.compile(
        cast(Any, files), format="pdf", font_paths=[str(FOLDER)], ignore_system_fonts=True, pdf_standards=["ua-1"]
    )
    return bytes(made)
