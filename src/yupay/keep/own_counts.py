"""What each institution knew of an edition: how many of its own people stood in each published cell, kept with its owner only.

The ledger holds nothing that was not printed. Whether an institution could subtract its own people from the difference of
two editions can only be judged by who knows how many they were in both: these counts stay in `keep/`.
"""

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from yupay.keep.place import FOLDER, keep_file
from yupay.model.registry import AXES

Key = tuple[str, ...]
OwnCounts = Mapping[str, Mapping[Key, int]]
"""By institution, how many of its people stand in each cell; a cell is its member on every axis."""


def keep_own(study_folder: Path, edition: str, own: OwnCounts) -> Path:
    """Keep the own counts of an edition; they are replaced where the edition is made again.

    Raises:
        OSError: the file cannot be written.

    """
    told = {name: [[*key, count] for key, count in sorted(held.items())] for name, held in own.items()}
    content = json.dumps({"axes": AXES, "counts": told}, ensure_ascii=False)
    return keep_file(study_folder, _name(edition), content.encode())


def read_own(study_folder: Path, edition: str) -> OwnCounts | None:
    """The own counts of an edition; None where none were kept, or by other axes than today's."""
    file = study_folder / FOLDER / _name(edition)
    if not file.is_file():
        return None
    held = json.loads(file.read_text(encoding="utf-8"))
    if tuple(held["axes"]) != AXES:
        return None
    return {name: {tuple(key): int(count) for *key, count in rows} for name, rows in held["counts"].items()}


def forget_own(study_folder: Path, institutions: Collection[str]) -> None:
    """Strike institutions that are forgotten out of the own counts of every edition.

    Raises:
        OSError: a file cannot be written.

    """
    for file in sorted((study_folder / FOLDER).glob(_name("*"))):
        edition = file.name.removeprefix(_name("").removesuffix(".json")).removesuffix(".json")
        if (own := read_own(study_folder, edition)) is not None:
            keep_own(study_folder, edition, {name: held for name, held in own.items() if name not in institutions})


def _name(edition: str) -> str:
    return f"own-counts-{edition}.json"
