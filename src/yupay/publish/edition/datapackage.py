"""The protected counts for programs: a Frictionless data package with the schema, digest, licence and sources of each table.

Data Package and Table Schema, version 1 (specs.frictionlessdata.io). No day, path or account is in it.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from yupay.conclude.wording.registry import AXES as AXIS_WORDS
from yupay.model.registry import CubeTable, EditionSheet, NoisyTable
from yupay.model.release import Release
from yupay.model.source import Source
from yupay.model.text import Text
from yupay.publish.edition import codebook, counts, noisy
from yupay.publish.results import dump

NAME = "datapackage.json"
LICENCE = re.compile(r"[A-Za-z0-9.-]+")
Entry = dict[str, Any]


def render(release: Release, sheet: EditionSheet, files: Mapping[str, bytes]) -> bytes:
    """The description of the counts and of their codebook; `files` holds both."""
    names = counts.names(release, sheet)
    whole = {
        "profile": "tabular-data-package",
        "name": _slug(f"{release.header.id}-{sheet.name}"),
        "version": sheet.name,
        "title": _both(release.header.title),
        "description": _description(release, sheet),
        "licenses": _licences(release),
        "sources": [_source(card) for card in release.sources],
        "resources": [
            *(_table(release, sheet, table, names[table.id], files) for table in sheet.tables),
            *(_noisy(release, one, names[one.table.id], files) for one in sheet.noisy),
            _codebook(release, files),
        ],
    }
    return dump({key: value for key, value in whole.items() if value})


def _description(release: Release, sheet: EditionSheet) -> str:
    k = sheet.policy.threshold
    words = Text(
        es=f"Edición {sheet.name}. Conteos protegidos: los de 1 a {k - 1} personas se ocultan, y otros más.",
        en=f"Edition {sheet.name}. Protected counts: those of 1 to {k - 1} persons are hidden, and others.",
    )
    apart = f"{_both(noisy.APART)}." if sheet.noisy else ""
    return " ".join(filter(None, [f"{counts.mark(release)}." if counts.mark(release) else "", _both(words), apart]))


def _licences(release: Release) -> list[Entry]:
    """The licence of the counts: that of the registry's source card."""
    licence = next((card.licence for card in release.sources if card.kind == "registry" and card.licence), "")
    if not licence:
        return []
    return [{"name": licence} if LICENCE.fullmatch(licence) else {"name": "other", "title": licence}]


def _source(card: Source) -> Entry:
    found = {"title": f"{_both(card.producer)}: {_both(card.title)}"}
    return {**found, "path": card.url} if card.url.startswith(("https://", "http://")) else found


def _table(release: Release, sheet: EditionSheet, table: CubeTable, path: str, files: Mapping[str, bytes]) -> Entry:
    cells = counts.cells_of(sheet, table)
    axes = counts.axes_of(cells)
    codes = {axis: list(dict.fromkeys(counts.code(axis, getattr(one.key, axis)) for one in cells)) for axis in axes}
    fields = [
        *(_field(axis, "string", AXIS_WORDS[axis], required=True, enum=codes[axis]) for axis in axes),
        _field(counts.COUNT, "integer", codebook.COLUMNS[counts.COUNT], minimum=0),
        _field(counts.STATUS, "string", codebook.COLUMNS[counts.STATUS], required=True, enum=list(codebook.STATUSES)),
        *_note(release),
    ]
    return {**_resource(table.id, path, table.title, files), "schema": _schema(fields, axes)}


def _noisy(release: Release, one: NoisyTable, path: str, files: Mapping[str, bytes]) -> Entry:
    axes = noisy.axes_of(one)
    codes = {
        axis: list(dict.fromkeys(counts.code(axis, getattr(cell.key, axis)) for cell in one.cells)) for axis in axes
    }
    kinds = {noisy.EPSILON: "number", noisy.SCALE: "number", counts.STATUS: "string", counts.NOTE: "string"}
    bounds: Entry = {noisy.EPSILON: {"minimum": 0}, noisy.SCALE: {"minimum": 0}, noisy.PARTS: {"minimum": 1}}
    bounds |= {counts.COUNT: {"required": True}, counts.STATUS: {"required": True, "enum": list(noisy.MEANING)}}
    fields = [
        *(_field(axis, "string", AXIS_WORDS[axis], required=True, enum=codes[axis]) for axis in axes),
        *(
            _field(column, kinds.get(column, "integer"), meaning, **bounds.get(column, {}))
            for column, meaning in noisy.columns(release).items()
        ),
    ]
    words = _both(noisy.COLUMNS[counts.COUNT])
    return {
        **_resource(one.table.id, path, one.table.title, files),
        "description": words,
        "schema": _schema(fields, axes),
    }


def _codebook(release: Release, files: Mapping[str, bytes]) -> Entry:
    path = codebook.name(release)
    title = Text(es="Libro de códigos", en="Codebook")
    fields = [*({"name": head, "type": "string"} for head in codebook.HEADS), *_note(release)]
    return {**_resource("codebook", path, title, files), "schema": _schema(fields)}


def _note(release: Release) -> list[Entry]:
    return [_field(counts.NOTE, "string", codebook.COLUMNS[counts.NOTE])] if counts.mark(release) else []


def _field(name: str, kind: str, words: Text, **constraints: Any) -> Entry:
    made: Entry = {"name": name, "type": kind, "title": _both(words)}
    return {**made, "constraints": constraints} if constraints else made


def _schema(fields: Sequence[Entry], key: Sequence[str] = ()) -> Entry:
    made: Entry = {"fields": list(fields), "missingValues": [""]}
    return {**made, "primaryKey": list(key)} if key else made


def _resource(name: str, path: str, title: Text, files: Mapping[str, bytes]) -> Entry:
    data = files[path]
    return {
        "profile": "tabular-data-resource",
        "name": _slug(name),
        "path": path,
        "title": _both(title),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-") or "counts"


def _both(text: Text) -> str:
    return text.es if text.es == text.en else f"{text.es} / {text.en}"
