"""Is this packed file what it says? A workbook is a ZIP file: checked before anything opens it.

No member may be named outside the folder it would be unpacked in, be a link or be locked; and what the members unpack to
is counted by unpacking them piece by piece, since the sizes a file declares may lie.
"""

import io
import stat
import zipfile
import zlib
from pathlib import PurePosixPath, PureWindowsPath

LIMIT = 1 << 30
SWELL = 200
SMALL = 64 << 20
MEMBERS = 10_000
PIECE = 1 << 16
LOCAL_HEADER = 30
LOCKED = 0x1
END, FAR = b"PK\x05\x06", b"PK\x06\x07"
FAR_END = 20
LONGEST_END = (1 << 16) + 22 + FAR_END
MOST_LISTED = 4 << 20


def check_packed(data: bytes, limit: int = LIMIT) -> None:
    """Refuse a packed file that is not safe to open.

    Args:
        data: the file.
        limit: the most bytes it may unpack to.

    Raises:
        ValueError: too many members, a member named outside, a link, a locked one, or one that swells beyond the limits.
        zipfile.BadZipFile: no such file, or a damaged one.

    """
    if not _is_short(data[-LONGEST_END:]):
        raise ValueError("a list of members that may not be read")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = packed.infolist()
    if len(members) > MEMBERS or not all(map(_is_plain, members)):
        raise ValueError("a member that may not be opened")
    most = min(limit, max(SMALL, SWELL * len(data)))
    for member in members:
        most -= _unpacked(data, member, most)


def _is_short(end: bytes) -> bool:
    """Whether the list of members is short, by the last bytes of a file: reading a long one takes a thousandfold of memory."""
    at = end.rfind(END)
    size = int.from_bytes(end[at + 12 : at + 16], "little")
    return at < 0 or (size <= MOST_LISTED and end[max(at - FAR_END, 0) : at][:4] != FAR)


def is_inside(name: str) -> bool:
    """Whether the name of a member stays in the folder it is unpacked in, on every system."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    rooted = posix.is_absolute() or windows.drive or windows.root
    return bool(name) and name.isprintable() and not rooted and ".." not in windows.parts


def _is_plain(member: zipfile.ZipInfo) -> bool:
    linked = stat.S_ISLNK(member.external_attr >> 16)
    return is_inside(member.filename) and not linked and not member.flag_bits & LOCKED


def _unpacked(data: bytes, member: zipfile.ZipInfo, most: int) -> int:
    """How many bytes a member unpacks to, counted."""
    at = member.header_offset
    names = int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(data[at + 28 : at + 30], "little")
    packed = memoryview(data)[at + LOCAL_HEADER + names :][: member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        size = len(packed)
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        size = _inflated(packed, most)
    else:
        raise ValueError("a member packed in an unusual way")
    if size > most:
        raise ValueError("a member that swells")
    return size


def _inflated(packed: memoryview, most: int) -> int:
    inflate, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    for at in range(0, len(packed), PIECE):
        rest = bytes(packed[at : at + PIECE])
        while rest and not inflate.eof and size <= most:
            size += len(inflate.decompress(rest, PIECE))
            rest = inflate.unconsumed_tail
    return size
