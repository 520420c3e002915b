"""What does the registered plan keep of the law? How sources are qualified, and by which texts of the study's own `law/` folder.

Each text is kept by the digest of its parsed block, so that a comment or a signature is no change of plan.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yupay.model.problem import StudyProblems
from yupay.model.study import Study
from yupay.study.toml import parse

LAW = "law"
SOURCES = "sources"
ENDING = ".toml"
SIGNATURE = ("reviewed_by", "reviewed_on")


def law_part(study: Study, folder: Path | None) -> dict[str, Any]:
    """`sources.cases.values` of each qualified source; `law.CP-153-2014` to the digest of each own text, where the law is asked at all."""
    cards = [card for card in study.sources if card.qualify is not None]
    plan = {
        f"{SOURCES}.{card.id}.{key}": value
        for card in cards
        if card.qualify is not None
        for key, value in card.qualify.model_dump(mode="json").items()
    }
    if folder is None or not (cards or study.registry):
        return plan
    return plan | {f"{LAW}.{name}": found for name, found in own_texts(folder / LAW)}


def own_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every block of a folder of texts by its id, with its digest; what has no id, or is no TOML, by the name of its file."""
    for file in sorted(one for one in folder.rglob("*") if one.is_file() and one.suffix.casefold() == ENDING):
        shown, raw = file.relative_to(folder).as_posix(), file.read_bytes()
        try:
            tree = parse(raw.decode("utf-8-sig").replace("\r\n", "\n"), shown)
        except (UnicodeDecodeError, StudyProblems):
            yield shown, hashlib.sha256(raw).hexdigest()
            continue
        blocks = [one for tables in tree.values() if isinstance(tables, list) for one in tables if named(one)]
        yield from ((one["id"], digest(one)) for one in blocks)
        rest = {key: value for key, value in tree.items() if not (isinstance(value, list) and all(map(named, value)))}
        if rest:
            yield shown, digest(rest)


def named(block: Any) -> bool:
    """Whether a block of a file carries an id."""
    return isinstance(block, dict) and isinstance(block.get("id"), str)


def digest(block: dict[str, Any]) -> str:
    """The sha256 of a block without its signature, in canonical JSON."""
    kept = {key: value for key, value in block.items() if key not in SIGNATURE}
    words = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(words.encode("utf-8")).hexdigest()
