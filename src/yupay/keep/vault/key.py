"""Where is the key of a vault, and what is made with it? 32 bytes outside the study; tokens that nobody without it can guess.

A document number has eight digits: its plain hash is guessed in seconds, so there is no function for one. A token is
HMAC-SHA256 (RFC 2104, FIPS 198-1) over parts that each carry their length, so that ("ab", "c") and ("a", "bc") differ.
"""

import hmac
import os
import re
import secrets
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from yupay.keep.vault.place import check_place
from yupay.keep.vault.rights import make_private
from yupay.model.problem import StudyProblems
from yupay.model.text import Text
from yupay.study.toml import stop

SIZE = 32
VARIABLE = "YUPAY_KEY_FILE"
OWNER_ONLY = 0o600
OTHERS = 0o077
LENGTH = 8
WRITTEN = re.compile(rb"[0-9a-f]{64}\s*")
EXPECTED = Text(
    es="32 bytes en un archivo fuera del estudio, que solo su dueño lee",
    en="32 bytes in a file outside the study that only its owner reads",
)


def token_of(key: bytes, *parts: str) -> str:
    """A keyed token of some words: 64 hexadecimal digits."""
    message = b"".join(len(part.encode()).to_bytes(LENGTH, "big") + part.encode() for part in parts)
    return hmac.new(key, message, sha256).hexdigest()


def key_file(name: str, environment: Mapping[str, str] = os.environ) -> Path:
    """The key file of a vault: the one that YUPAY_KEY_FILE names, or `yupay/keys/<name>.key` in the user's configuration folder."""
    if named := environment.get(VARIABLE):
        return Path(named).expanduser()
    if sys.platform == "win32":
        base = environment.get("APPDATA", "")
        return (Path(base) if base else Path.home()) / "yupay" / "keys" / f"{name}.key"
    base = environment.get("XDG_CONFIG_HOME", "")
    return (Path(base) if base else Path.home() / ".config") / "yupay" / "keys" / f"{name}.key"


def read_key(file: Path, study: Path, *, new: bool) -> bytes:
    """The key of a vault, made where the vault is new and the file is not there.

    Args:
        file: outside the study folder.
        study: the folder of the study.
        new: whether the vault has no key yet.

    Raises:
        StudyProblems: P640 to P642 and P644.

    """
    if file.resolve().is_relative_to(study.resolve()):
        raise unusable(file, Text(es="un archivo dentro del estudio", en="a file inside the study"))
    try:
        if not file.exists() and new:
            return _made(file)
        return _read(file)
    except OSError as refused:
        reason = type(refused).__name__
    raise unusable(file, Text.same(reason))


def unusable(file: Path, got: Text) -> StudyProblems:
    """P644, by the name of the file alone."""
    return stop("P644", file.name, got, EXPECTED)


def _made(file: Path) -> bytes:
    if not os.environ.get(VARIABLE):
        make_private(file.parent)
    check_place(file.parent)
    key = secrets.token_bytes(SIZE)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as opened:
        opened.write(key.hex().encode())
    return key


def _read(file: Path) -> bytes:
    if file.is_symlink() or (sys.platform != "win32" and not _owned(file)):
        raise unusable(file, Text(es="otros pueden leerlo", en="others can read it"))
    written = file.read_bytes()
    if WRITTEN.fullmatch(written):
        return bytes.fromhex(written.decode())
    if len(written) == SIZE:
        return written
    raise unusable(file, Text(es=f"{len(written)} bytes", en=f"{len(written)} bytes"))


def _owned(file: Path) -> bool:
    now = file.stat()
    return not now.st_mode & OTHERS and now.st_uid == os.geteuid()
