"""Which inputs, which program, which plan, which files? `manifest.json`: enough to tell whether two runs are one."""

import hashlib
from collections.abc import Mapping

from yupay.model.release import Release
from yupay.publish.results import dump, plain

NAME = "manifest.json"


def render(release: Release, files: Mapping[str, bytes]) -> bytes:
    """The manifest with the size and digest of every other file."""
    content = {
        **plain(release.manifest),
        "watermark": release.watermark.model_dump() if release.watermark else None,
        "policy": plain(release.policy),
        "suppressions": [plain(suppression) for suppression in release.suppressions],
        "seal": release.seal,
        "files": [described(name, data) for name, data in sorted(files.items())],
    }
    return dump(content)


def described(name: str, data: bytes) -> dict[str, str | int]:
    """Name, size and digest of one file."""
    return {"file": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
