"""The report as a .docx file: which parts, which dates, in which order? Equal bytes on every run.

The zip is written again with sorted names, `[Content_Types].xml` first and one date, because python-docx stamps the time.
"""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentClass
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text
from yupay.publish.docx import sections, styles
from yupay.publish.docx.flow import Flow
from yupay.publish.docx.pictures import Bitmap
from yupay.publish.docx.xml import NAMESPACES
from yupay.publish.paper.nodes import Paper

STAMP = datetime(2000, 1, 1)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"


def render(paper: Paper, pictures: Mapping[str, bytes], template: Path | None = None) -> bytes:
    """The document as bytes. `pictures` are PNG files by figure id; `template` lends its styles, page and header.

    Raises:
        StudyProblems: W704, the template is missing or no Word document.

    """
    document = _open(template)
    own_look = template is None
    ids = styles.prepare(document, own_look=own_look)
    styles.language(document, "es-PE" if paper.language == "es" else "en-GB")
    _properties(document, paper)
    sections.dress(document, below=(paper.footer, paper.help_lines), watermark=paper.watermark, own_look=own_look)
    page = sections.page_of(document, own_look=own_look)
    flow = Flow(paper, document.part, ids, page, {name: Bitmap(data) for name, data in pictures.items()})
    _fill(document, flow)
    raw = io.BytesIO()
    document.save(raw)
    return settled(raw.getvalue())


def settled(data: bytes) -> bytes:
    """A zip with sorted names and one date: the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(entry, old.read(name))
    return out.getvalue()


def _open(template: Path | None) -> DocumentClass:
    if template is None:
        return Document()
    try:
        return Document(str(template))
    except (PackageNotFoundError, ValueError, KeyError, OSError, zipfile.BadZipFile):
        raise StudyProblems([_no_template(template)]) from None


def _fill(document: DocumentClass, flow: Flow) -> None:
    """Put the body in place of the template's, which keeps its section properties out of the way."""
    body = document.element.body
    references = sections.references(document)
    for child in list(body):
        body.remove(child)
    xml = flow.body(references)
    whole = parse_xml(f"<w:body {NAMESPACES}>{xml}{flow.last_section()}</w:body>")
    body.extend(list(whole))


def _properties(document: DocumentClass, paper: Paper) -> None:
    core = document.core_properties
    core.title, core.author = paper.title[:255], "; ".join(paper.authors)[:255]
    core.created = core.modified = STAMP
    core.last_modified_by, core.comments, core.keywords, core.subject = "yupay", paper.watermark, "", ""
    core.revision = 1
    core.language = "es-PE" if paper.language == "es" else "en-GB"
    for mark in document.settings.element.findall(qn("w:rsids")):
        document.settings.element.remove(mark)


def _no_template(template: Path) -> Problem:
    return Problem(
        code="W704",
        what=Text(es="no se puede leer la plantilla", en="the template cannot be read"),
        where="study.toml",
        got=Text.same(f"[report] template = {template.name!r}"),
        expected=Text(
            es="un documento de Word (.docx) dentro de la carpeta del estudio",
            en="a Word document (.docx) inside the study folder",
        ),
    )
