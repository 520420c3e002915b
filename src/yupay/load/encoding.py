"""In which letters was a text file written? utf-8, utf-16, cp1252 or Mac Roman, decided from its bytes.

A byte-order mark decides; then zero bytes in every second place (utf-16); then strict utf-8; then the reading, cp1252
or Mac Roman, in which more of the high bytes are letters or signs of Spanish text. The file is never guessed silently:
the encoding is reported in the source's audit, and `encoding` on the source card overrules it.
"""

import codecs
from collections.abc import Mapping

SIGNS = frozenset("áéíóúüñÁÉÍÓÚÜÑ°º¿¡")
MARKS: Mapping[bytes, str] = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
SAMPLE = 1 << 16


def find_encoding(data: bytes) -> str | None:
    """The Python name of the encoding of these bytes; None when they are not text."""
    for mark, name in sorted(MARKS.items(), key=lambda pair: -len(pair[0])):
        if data.startswith(mark):
            return name
    if wide := _without_mark(data):
        return wide
    if b"\0" in data[:SAMPLE]:
        return None
    return "utf-8" if _decodes(data, "utf-8") else _single_byte(data)


def decode(data: bytes, encoding: str) -> str | None:
    """The text without its byte-order mark; None when the bytes do not fit the encoding or are no text."""
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    return None if "\0" in text else text.removeprefix("\ufeff")


def _without_mark(data: bytes) -> str | None:
    sample = data[: SAMPLE - SAMPLE % 2]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True


def _single_byte(data: bytes) -> str:
    high = data.translate(None, delete=bytes(range(128)))
    windows = _spanish(high, "cp1252") if _decodes(high, "cp1252") else -1
    return "mac_roman" if _spanish(high, "mac_roman") > windows else "cp1252"


def _spanish(high: bytes, encoding: str) -> int:
    return sum(letter in SIGNS for letter in high.decode(encoding))
