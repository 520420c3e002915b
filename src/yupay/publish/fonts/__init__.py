"""Which letters does every format use? Six faces shipped with the package, so that no page depends on the machine.

Noto Serif and Noto Sans (SIL Open Font License 1.1, no reserved name), reduced to Latin with its extensions, Greek and
the signs of statistics; figures of one width. They carry a name of our own so that a copy installed on the machine
never takes their place.
"""

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
