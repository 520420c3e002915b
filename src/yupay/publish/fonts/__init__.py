"""Which letters does every format use? Six faces shipped with the package, so that no page depends on the machine.

Noto Serif and Noto Sans (SIL Open Font License 1.1, no reserved name), reduced to Latin with its extensions, Greek and
the signs of statistics; figures of one width. They carry a name of our own so that a copy installed on the machine
never takes their place.
"""

import base64
import re
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent
SERIF = "Yupay Serif"
SANS = "Yupay Sans"
FACES = (
    (SERIF, 400, "normal", "YupaySerif-Regular"),
    (SERIF, 400, "italic", "YupaySerif-Italic"),
    (SERIF, 700, "normal", "YupaySerif-Bold"),
    (SANS, 400, "normal", "YupaySans-Regular"),
    (SANS, 400, "italic", "YupaySans-Italic"),
    (SANS, 700, "normal", "YupaySans-Bold"),
)
LETTERS = (
    r"\x20-\x7e\xa0-\u017f\u02b9\u02bc\u0300-\u0301\u0303\u0308\u0391-\u03a1\u03a3-\u03c9\u2009\u200b"
    r"\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u202f-\u2030\u2032-\u2033\u2039-\u203a\u2044\u2070"
    r"\u2074-\u2089\u208b\u20ac\u2116\u2122\u2190-\u2193\u2208\u2211-\u2212\u221a\u221d-\u221e\u2248"
    r"\u2260\u2264-\u2265\u25a0-\u25a1\u25a8\u25b2-\u25b3\u25bc-\u25bd\u25c6\u25cb\u25cf"
)
Face = tuple[str, int, str, str]
MISSING = re.compile(rf"[^\n\r\t{LETTERS}]")


def drawn(words: str) -> str:
    """Words with a square in place of each letter that the faces do not have: paper for readers by ear refuses those."""
    return MISSING.sub("\u25a1", words)


def rules(faces: Iterable[Face] = FACES) -> str:
    """Letters as style rules with the files inside."""
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};font-display:swap;'
        f'src:url("data:font/woff2;base64,{_written(stem)}") format("woff2")}}\n'
        for family, weight, style, stem in faces
    )


def _written(stem: str) -> str:
    return base64.b64encode((FOLDER / f"{stem}.woff2").read_bytes()).decode("ascii")
