"""Which words would a spreadsheet run? Those that begin as a formula: they get an apostrophe before them, in every file we write.

A spreadsheet looks past byte-order marks, spaces and signs without width, and takes full-width signs for plain ones. A
number below zero that is written as words stays a number: `-15`, `-1,234.5`. Reference: OWASP, "CSV Injection".
"""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

BLANK = "[\\s\\x{0}-\\x{1f}\\x{7f}-\\x{a0}\\x{ad}\\x{1680}\\x{180e}\\x{2000}-\\x{200f}\\x{2028}-\\x{202f}\\x{205f}-\\x{206f}\\x{3000}\\x{feff}]*"
SIGNS = "=+\\-@\\x{ff1d}\\x{ff0b}\\x{ff0d}\\x{ff20}\\x{fe62}\\x{fe63}\\x{fe66}\\x{fe6b}\\x{2212}"
RUNS = f"^(?:[\\t\\r\\n]|{BLANK}[{SIGNS}])"
NUMBER = "^ *-(?:[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?$"
LEADING = np.frombuffer(bytes(range(0x21)) + b"=+-@\x7f\xc2\xe1\xe2\xe3\xef", dtype=np.uint8)


def neutral(words: str) -> str:
    """Words as a cell may hold them."""
    return f"'{words}" if RUNS_HERE.search(words) and not NUMBER_HERE.search(words) else words


def neutral_array(words: pa.StringArray) -> pa.StringArray:
    """The same for an Arrow array; null stays null."""
    if _harmless(words):
        return words
    runs = pc.and_(pc.match_substring_regex(words, RUNS), pc.invert(pc.match_substring_regex(words, NUMBER)))
    return pc.if_else(runs, pc.binary_join_element_wise("'", words, ""), words)


def _harmless(words: pa.StringArray) -> bool:
    """Whether no value begins with a byte of a sign, a blank or a mark: read from the bytes, for a million cost less so."""
    _, offsets, data = words.buffers()
    if data is None or len(words) == 0:
        return True
    at = np.frombuffer(offsets, dtype=np.int32)[words.offset : words.offset + len(words) + 1]
    letters = np.frombuffer(data, dtype=np.uint8)
    return not np.isin(letters[at[:-1][at[:-1] < at[1:]]], LEADING).any()


def _python(pattern: str) -> re.Pattern[str]:
    """A pattern of the engine's syntax for Python's."""
    return re.compile(re.sub(r"\\x\{([0-9a-f]+)\}", lambda found: f"\\u{int(found[1], 16):04x}", pattern))


RUNS_HERE, NUMBER_HERE = _python(RUNS), _python(NUMBER)
