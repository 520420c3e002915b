"""Where in the file does a key stand? A path such as ("sources", 2, "period") to its line and column.

`tomllib` keeps no positions. This reads a text that `tomllib` has accepted once more, and notes the offset of each
key, of each value and of each [[item]]: arrays of tables, dotted keys, inline tables and multi-line strings included.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

KeyPath = tuple[str | int, ...]

SKIP = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
SPACE = re.compile(r"[ \t]*")
BARE = re.compile(r"[A-Za-z0-9_-]+")
QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
PLAIN = re.compile(r"[^\s,\]}#]+(?:[ ][0-9:.+Zz-]+)?")
ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\", "e": "\x1b"}


PASSWORD = re.compile(r"(://[^:/@\s]*):[^@\s]*@")


def masked(written: str) -> str:
    """Words without the password of an address."""
    return PASSWORD.sub(r"\1:***@", written)


@dataclass(frozen=True)
class Spot:
    """Offsets of one path: where its key starts, and where its value starts and ends."""

    key: int
    value: int
    end: int


class Locator:
    """Lines and columns, counted from 1, of the paths of one TOML text."""

    def __init__(self, text: str, spots: dict[KeyPath, Spot] | None = None) -> None:
        self.text = text
        self.spots = _Scanner(text).spots if spots is None else spots
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._renamed: dict[KeyPath, KeyPath] = {}

    def __call__(self, path: KeyPath) -> tuple[int, int]:
        """Where the value of `path` stands; the nearest table around it where the path is absent; (0, 0) for none."""
        return self.value(path)

    def value(self, path: KeyPath) -> tuple[int, int]:
        """The line and column of a value."""
        spot = self._nearest(path)
        return self.place(spot.value) if spot else (0, 0)

    def key(self, path: KeyPath) -> tuple[int, int]:
        """The line and column of a key."""
        spot = self._nearest(path)
        return self.place(spot.key) if spot else (0, 0)

    def raw(self, path: KeyPath, most: int = 60) -> str | None:
        """The value as it is written in the file, on one line and shortened; None where the path is absent."""
        spot = self.spots.get(self._written(path))
        if spot is None or spot.end <= spot.value:
            return None
        written = masked(" ".join(self.text[spot.value : spot.end].split()))
        return written if len(written) <= most else written[: most - 4] + " ..."

    def has(self, path: KeyPath) -> bool:
        """Whether the file writes this path."""
        return self._written(path) in self.spots

    def rename(self, new: KeyPath, written: KeyPath) -> None:
        """From now on `new` stands where the file writes `written`."""
        self._renamed[new] = written

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def _written(self, path: KeyPath) -> KeyPath:
        for cut in range(len(path), 0, -1):
            if (as_written := self._renamed.get(path[:cut])) is not None:
                return self._written(as_written[:-1]) + as_written[-1:] + path[cut:]
        return path

    def _nearest(self, path: KeyPath) -> Spot | None:
        written = self._written(path)
        cuts = (written[:cut] for cut in range(len(written), 0, -1))
        return next((self.spots[cut] for cut in cuts if cut in self.spots), None)


class _Scanner:
    """One pass over a valid TOML text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.spots: dict[KeyPath, Spot] = {}
        self.lengths: dict[KeyPath, int] = {}
        self._document()

    def _document(self) -> None:
        table: KeyPath = ()
        while self._skip(SKIP) < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _header(self) -> KeyPath:
        start = self.at
        array = self.text.startswith("[[", start)
        self.at += 2 if array else 1
        path: KeyPath = ()
        parts = list(self._key())
        for n, (name, offset) in enumerate(parts, 1):
            path = (*path, name)
            last = n == len(parts)
            self.spots.setdefault(path, Spot(offset, start if last else offset, offset))
            path = self._item(path, start) if array and last else self._inside(path)
        self.at = self.text.index("]", self._skip(SPACE)) + (2 if array else 1)
        return path

    def _inside(self, path: KeyPath) -> KeyPath:
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def _item(self, path: KeyPath, start: int) -> KeyPath:
        index = self.lengths.get(path, 0)
        self.lengths[path] = index + 1
        self.spots[(*path, index)] = Spot(start, start, start)
        return (*path, index)

    def _key(self) -> Iterator[tuple[str, int]]:
        while True:
            self._skip(SPACE)
            found = BARE.match(self.text, self.at) or QUOTED.match(self.text, self.at)
            if found is None:
                raise ValueError("not a key")
            self.at = found.end()
            yield _name(found.group()), found.start()
            if self._skip(SPACE) >= len(self.text) or self.text[self.at] != ".":
                return
            self.at += 1

    def _pair(self, table: KeyPath) -> None:
        path, offset, spread = table, self.at, []
        for name, offset in self._key():
            path = (*path, name)
            spread.append((path, offset))
        self.at += 1
        self._skip(SPACE)
        start = self.at
        self._value(path)
        for part, where in spread[:-1]:
            self.spots.setdefault(part, Spot(where, where, where))
        self.spots[path] = Spot(offset, start, self.at)

    def _value(self, path: KeyPath) -> None:
        first = self.text[self.at]
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline(path)
        else:
            self._skip(QUOTED if first in "\"'" else PLAIN)

    def _array(self, path: KeyPath) -> None:
        self.at += 1
        index = 0
        while self.text[self._skip(SKIP)] != "]":
            start = self.at
            self._value((*path, index))
            self.spots[(*path, index)] = Spot(start, start, self.at)
            index += 1
            if self.text[self._skip(SKIP)] == ",":
                self.at += 1
        self.at += 1

    def _inline(self, path: KeyPath) -> None:
        self.at += 1
        while self.text[self._skip(SKIP)] != "}":
            self._pair(path)
            if self.text[self._skip(SKIP)] == ",":
                self.at += 1
        self.at += 1


def _name(written: str) -> str:
    if written[0] == "'":
        return written[1:-1]
    if written[0] != '"':
        return written
    return ESCAPE.sub(lambda m: SHORT.get(m[1]) or chr(int(m[1][1:], 16)), written[1:-1])
