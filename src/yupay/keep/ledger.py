"""What was published before? The ledger of editions: JSON lines that are only ever added, each chained to the one before.

The `entry` of a line is the SHA-256 of its canonical JSON without `entry`; `previous` is the `entry` of the line before.
Beside the ledger lies its head, a file with the last `entry`: without it lines could be lost at the end unseen. The line
is on disk before the head. Whoever publishes adds the line first and lets the edition out after it: a run that is killed
between the two leaves an edition too many in the ledger, never one too few. The chain guards against mistakes and lost lines, not against a hostile colleague who rewrites it all.
Counts of an edition are those that were printed; of a refused one nothing is kept but the reason.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from yupay.keep.naming import safe_name
from yupay.keep.place import keep_folder
from yupay.model.problem import Problem, StudyProblems
from yupay.model.registry import LedgerEntry, PublicCell
from yupay.model.text import Text

FILE = "ledger.jsonl"
HEAD = ".head"
OWNER_ONLY = 0o600
WHAT = {
    "P650": Text(es="el libro de ediciones está roto", en="the ledger of editions is broken"),
    "P651": Text(es="al libro de ediciones le faltan líneas", en="the ledger of editions has lost lines"),
    "P652": Text(es="el libro de ediciones está en uso", en="the ledger of editions is in use"),
    "P653": Text(es="edición ya publicada con otro contenido", en="edition already published with other content"),
    "P654": Text(es="el libro de ediciones no se puede abrir", en="the ledger of editions cannot be opened"),
}
WHOLE = Text(es="las líneas tal como se escribieron", en="the lines as they were written")
UNTOUCHED = Text(es="no se escribió nada", en="nothing was written")
CUT = Text(es="una línea cortada", en="a line cut short")
REWRITTEN = Text(es="una línea que no es la que se escribió", en="a line that is not the one written")
UNCHAINED = Text(es="una línea que no sigue a la anterior", en="a line that does not follow the one before")


def ledger_path(study_folder: Path) -> Path:
    """Where the ledger of a study lies: `keep/ledger.jsonl`; the folder is made where there is none."""
    return keep_folder(study_folder) / FILE


@dataclass
class Ledger:
    """The ledger, open for one writer."""

    path: Path
    entries: list[LedgerEntry] = field(default_factory=list, repr=False)

    def publish(
        self,
        edition: str,
        made: str,
        *,
        digest: str,
        policy: str,
        cells: Iterable[PublicCell],
        threshold: int,
        places: Mapping[str, str] | None = None,
        epsilon: float = 0.0,
    ) -> LedgerEntry:
        """Add an edition, or give the line it has already: publishing the same digest again changes nothing.

        Raises:
            StudyProblems: P653 the name belongs to an edition with another digest, P654 the line cannot be written, P657 a
                name that cannot be that of a folder.

        """
        if (known := published(self.entries, edition, digest)) is not None:
            return known
        new = self._next(edition, made, "published", digest, policy)
        told = {"cells": tuple(cells), "threshold": threshold, "places": dict(places or {}), "epsilon": epsilon}
        return self._add(new.model_copy(update=told))

    def refuse(self, edition: str, made: str, *, digest: str, policy: str, reason: str) -> LedgerEntry:
        """Add an edition that was refused, with the reason in words that hold no count, and none of its cells."""
        return self._add(self._next(edition, made, "refused", digest, policy).model_copy(update={"reason": reason}))

    def forget(self, made: str, *, reason: str) -> LedgerEntry:
        """Mark that records were taken out of the vault: from here on counts may be lower. `reason` names nobody."""
        return self._add(self._next("", made, "forgotten", "", "").model_copy(update={"reason": reason}))

    def keep_noise(
        self, edition: str, made: str, *, digest: str, cells: Iterable[PublicCell], epsilon: float
    ) -> LedgerEntry:
        """Add the noisy counts of cells, by the digest of the data they were drawn for, and what they cost."""
        new = self._next(edition, made, "noise", digest, "")
        return self._add(new.model_copy(update={"cells": tuple(cells), "epsilon": epsilon}))

    def _next(self, edition: str, made: str, kind: str, digest: str, policy: str) -> LedgerEntry:
        previous = self.entries[-1].entry if self.entries else ""
        if edition:
            safe_name(edition, FILE)
        given = {"edition": edition, "made": made, "kind": kind, "digest": digest, "policy": policy}
        return LedgerEntry.model_validate({**given, "previous": previous})

    def _add(self, unsigned: LedgerEntry) -> LedgerEntry:
        entry = unsigned.model_copy(update={"entry": digest_of(unsigned)})
        try:
            _append(self.path, f"{written(entry)}\n".encode())
            _set_head(_head(self.path), entry.entry)
        except OSError as failure:
            raise StudyProblems([_closed(self.path, failure)]) from None
        self.entries.append(entry)
        return entry


def editions(entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """The editions that were published, oldest first."""
    return tuple(entry for entry in entries if entry.kind == "published")


def published(entries: Iterable[LedgerEntry], edition: str, digest: str) -> LedgerEntry | None:
    """The line of an edition with this digest, if there is one.

    Raises:
        StudyProblems: P653 the name belongs to an edition with another digest.

    """
    known = editions(entries)
    if (same := next((entry for entry in known if entry.digest == digest), None)) is not None:
        return same
    if any(entry.edition.casefold() == edition.casefold() for entry in known):
        got = Text(es=f"edición {edition}, con otras cifras", en=f"edition {edition}, with other figures")
        expected = Text(es="otro nombre: lo publicado no cambia", en="another name: what is published does not change")
        raise StudyProblems(
            [Problem(code="P653", what=WHAT["P653"], where=FILE, got=got, expected=expected, act=UNTOUCHED)]
        )
    return None


def spent(entries: Iterable[LedgerEntry]) -> float:
    """The privacy budget drawn so far: the sum of the epsilons of every draw of noise (sequential composition)."""
    return sum(entry.epsilon for entry in entries if entry.kind == "noise")


def canonical(entry: LedgerEntry) -> dict[str, object]:
    """A line as plain data; the axes at which a cell holds everybody are left out of its key."""
    whole: dict[str, object] = entry.model_dump(mode="json", exclude={"entry", "cells"})
    cells = [cell.model_dump(mode="json", exclude_defaults=True) for cell in entry.cells]
    return {**whole, "cells": [{"key": {}, **cell} for cell in cells]}


def digest_of(entry: LedgerEntry) -> str:
    """The SHA-256 of the canonical JSON of a line without its own `entry`."""
    return hashlib.sha256(_json(canonical(entry)).encode()).hexdigest()


def written(entry: LedgerEntry) -> str:
    """A line as it stands in the file, without its end."""
    return _json({**canonical(entry), "entry": entry.entry})


def _json(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_ledger(path: Path) -> tuple[LedgerEntry, ...]:
    """Every line of the ledger, verified; empty where there is none yet.

    Raises:
        StudyProblems: P650 a line that is cut, rewritten or does not follow the one before, P651 lines lost at the end,
            P654 it cannot be read.

    """
    try:
        head = _read(_head(path)).decode("ascii", "replace").strip()
        content = _read(path)
    except OSError as failure:
        raise StudyProblems([_closed(path, failure)]) from None
    entries = tuple(_verified(path, content))
    ends = [entries[-1].entry, entries[-1].previous] if entries else [""]
    if head not in ends:
        raise StudyProblems(
            [_problem("P651", path, Text(es="un final que no es el último", en="an end that is not the last"))]
        )
    return entries


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """The ledger for one writer; a second one is refused until the first is done.

    Raises:
        StudyProblems: as `read_ledger`, and P652 while another run writes.

    """
    with _locked(path):
        entries = read_ledger(path)
        if entries:
            _set_head(_head(path), entries[-1].entry)
        yield Ledger(path, list(entries))


def _verified(path: Path, content: bytes) -> Iterator[LedgerEntry]:
    previous = ""
    lines = content.split(b"\n")
    if lines[-1]:
        raise StudyProblems([_problem("P650", path, CUT, line=len(lines))])
    for number, line in enumerate(lines[:-1], start=1):
        entry = _parsed(path, line, number)
        if entry.entry != digest_of(entry) or written(entry).encode() != line:
            raise StudyProblems([_problem("P650", path, REWRITTEN, line=number)])
        if entry.previous != previous:
            raise StudyProblems([_problem("P650", path, UNCHAINED, line=number)])
        previous = entry.entry
        yield entry


def _parsed(path: Path, line: bytes, number: int) -> LedgerEntry:
    try:
        return LedgerEntry.model_validate_json(line)
    except ValidationError:
        raise StudyProblems([_problem("P650", path, REWRITTEN, line=number)]) from None


def _head(path: Path) -> Path:
    return path.with_name(path.name + HEAD)


def _read(path: Path) -> bytes:
    """The bytes of a file that is no link; empty where there is none."""
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        return b""
    with os.fdopen(file, "rb") as opened:
        return opened.read()


def _opened(path: Path, flags: int) -> int:
    """A file that only its owner can read, made where there is none; a link is refused."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | flags, OWNER_ONLY)
    path.chmod(OWNER_ONLY)
    return file


def _append(path: Path, line: bytes) -> None:
    """Add a line and wait until it is on the disk; what was written of a line that failed is taken back."""
    file = _opened(path, os.O_APPEND)
    size = os.fstat(file).st_size
    try:
        if os.write(file, line) != len(line):
            raise OSError("short write")
        os.fsync(file)
    except OSError:
        os.ftruncate(file, size)
        raise
    finally:
        os.close(file)


def _set_head(path: Path, entry: str) -> None:
    """Write the last `entry`: one write in place, always of the same length."""
    file = _opened(path, 0)
    try:
        os.write(file, f"{entry}\n".encode())
        os.fsync(file)
    finally:
        os.close(file)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the ledger; the system lets it go when the process ends, however it ends."""
    try:
        file = _opened(path.with_name(path.name + ".lock"), 0)
    except OSError as failure:
        raise StudyProblems([_closed(path, failure)]) from None
    try:
        _hold(file)
    except OSError:
        os.close(file)
        got = Text(es="otra ejecución está publicando", en="another run is publishing")
        raise StudyProblems([_problem("P652", path, got)]) from None
    try:
        yield
    finally:
        os.close(file)


def _hold(file: int) -> None:
    """Take the lock or fail at once."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _problem(code: str, path: Path, got: Text, line: int = 0) -> Problem:
    return Problem(code=code, what=WHAT[code], where=path.name, line=line, got=got, expected=WHOLE, act=UNTOUCHED)


def _closed(path: Path, failure: OSError) -> Problem:
    expected = Text(es="un archivo propio, que no sea un enlace", en="a file of one's own that is no link")
    got = Text.same(type(failure).__name__)
    return Problem(code="P654", what=WHAT["P654"], where=path.name, got=got, expected=expected, act=UNTOUCHED)
