"""The output folder as an RO-Crate: which file is what, made from which sources, by which program?

RO-Crate 1.1 (Sefton et al. 2022): one JSON-LD graph beside the data, flat, every entity once. No time of the run is
written; `datePublished` is the date of the report, or the day the sources were last retrieved.
"""

import mimetypes
from collections.abc import Iterator, Mapping
from typing import Any

from yupay.model.release import Release
from yupay.model.source import Source
from yupay.model.text import Text
from yupay.publish.results import dump

NAME = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILE = "https://w3id.org/ro/crate/1.1"
PROGRAM = "#yupay"
EARLIEST = "1970-01-01"
TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".json": "application/json",
}
Entity = dict[str, Any]


def render(release: Release, files: Mapping[str, bytes]) -> bytes:
    """The metadata file for `files` (the manifest among them, by name alone)."""
    names = sorted({*files, "manifest.json"})
    graph = [
        {
            "@id": NAME,
            "@type": "CreativeWork",
            "conformsTo": {"@id": PROFILE},
            "about": {"@id": "./"},
        },
        _root(release, names),
        {"@id": PROGRAM, "@type": "SoftwareApplication", "name": "yupay", "version": release.manifest.version},
        *(_file(release, name, files.get(name)) for name in names),
        *(_source(source) for source in release.sources),
        *_people(release),
    ]
    return dump({"@context": CONTEXT, "@graph": graph})


def _root(release: Release, names: list[str]) -> Entity:
    header = release.header
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": _both(header.title),
        "description": _both(header.scope or header.subtitle or header.title),
        "datePublished": release.report.date or max((s.retrieved for s in release.sources), default="") or EARLIEST,
        "license": "See the licence of each source; the report itself states its own terms.",
        "inLanguage": list(header.languages),
        "temporalCoverage": header.period,
        "spatialCoverage": _both(header.place),
        "hasPart": [{"@id": name} for name in names],
        "isBasedOn": [{"@id": f"#source-{source.id}"} for source in release.sources],
        "author": [{"@id": person["@id"]} for person in _people(release)],
    }
    if release.watermark is not None:
        root["creativeWorkStatus"] = _both(release.watermark)
    return root


def _file(release: Release, name: str, data: bytes | None) -> Entity:
    suffix = name[name.rfind(".") :]
    entity: Entity = {
        "@id": name,
        "@type": "File",
        "name": name,
        "encodingFormat": TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream",
        "creator": {"@id": PROGRAM},
    }
    language = name.split(".")[-2] if name.count(".") > 1 else ""
    if language in release.header.languages:
        entity["inLanguage"] = language
    return entity if data is None else {**entity, "contentSize": str(len(data))}


def _source(source: Source) -> Entity:
    facts = {
        "name": _both(source.title),
        "publisher": _both(source.producer),
        "citation": source.citation,
        "url": source.url,
        "license": source.licence,
        "temporalCoverage": source.period,
        "spatialCoverage": _both(source.geography),
        "description": _both(source.limitations),
    }
    kept = {key: value for key, value in facts.items() if value}
    return {"@id": f"#source-{source.id}", "@type": "CreativeWork", **kept}


def _people(release: Release) -> Iterator[Entity]:
    for place, name in enumerate(release.report.authors, start=1):
        yield {"@id": f"#author-{place}", "@type": "Person", "name": name}


def _both(text: Text) -> str:
    return text.es if text.es == text.en else f"{text.es} / {text.en}"
