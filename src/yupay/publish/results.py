"""The estimates and the findings as JSON: every number with its doubt, every decision with its words, sorted and stable."""

import json
from typing import Any

from yupay.model.base import Noun
from yupay.model.estimate import Estimate
from yupay.model.finding import Finding, HypothesisBlock
from yupay.model.release import Release
from yupay.model.table import Sentence
from yupay.publish.numbers import Writer


def estimates(release: Release) -> bytes:
    """`estimates.json`: every estimate of the release, sorted by id."""
    return dump({**_head(release), "estimates": [_estimate(e) for e in sorted(release.estimates, key=lambda e: e.id)]})


def findings(release: Release) -> bytes:
    """`findings.json`: decisions and sentences in both languages, each with the estimates it stands on."""
    return dump(
        {
            **_head(release),
            "findings": [_finding(release, finding) for finding in release.findings],
            "hypotheses": [_hypothesis(release, block) for block in release.hypotheses],
        }
    )


def dump(content: dict[str, Any]) -> bytes:
    """JSON for people and programs: sorted keys, one value a line, UTF-8; a number that is no number is refused."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n").encode()


def plain(noun: Noun) -> dict[str, Any]:
    """A noun as plain values; what is no finite number becomes null."""
    content: dict[str, Any] = json.loads(noun.model_dump_json())
    return content


def _head(release: Release) -> dict[str, Any]:
    watermark = release.watermark.model_dump() if release.watermark else None
    return {"study": release.header.id, "version": release.manifest.version, "watermark": watermark}


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return {"id": estimate.id, **plain(estimate)}


def _finding(release: Release, finding: Finding) -> dict[str, Any]:
    return {**plain(finding), "sentence": _said(release, finding.sentence)}


def _hypothesis(release: Release, block: HypothesisBlock) -> dict[str, Any]:
    return {
        "hypothesis": block.hypothesis,
        "page_id": block.page_id.model_dump(),
        "decision": block.decision,
        "null": block.null.model_dump(),
        "alternative": block.alternative.model_dump(),
        "verdict": _said(release, block.verdict),
        "table": block.table,
        "numbers": {name: plain(cell) for name, cell in block.numbers.items()},
    }


def _said(release: Release, sentence: Sentence) -> dict[str, Any]:
    style = release.header.number_style
    used = {cell.estimate for cell in sentence.slots.values() if cell.estimate}
    return {
        "es": Writer("es", style).text(sentence),
        "en": Writer("en", style).text(sentence),
        "estimates": sorted(used),
    }
