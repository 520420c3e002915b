"""A small invented sample by formula, so that the same rows could be given to R's survey package (4.1-1)."""

import numpy as np

from yupay.analyse.numerics.designs import Design, design_of
from yupay.model.estimate import Subject
from yupay.model.sample import SampleDesign

SUBJECT = Subject(variables=("y",), unit_of_analysis="person", sources=("invented",))
ROW = np.arange(48)
STRATUM = ROW // 12
COLUMNS: dict[str, np.ndarray] = {
    "stratum": STRATUM,
    "pair": (ROW % 12) // 6,
    "cluster": (ROW % 12) // 4,
    "house": ROW % 6,
    "w": 10.0 + (ROW * 7) % 11,
    "y": np.round(20 + 5 * np.sin(ROW * 1.3) + STRATUM * 2 + ((ROW * 5) % 7), 3),
    "x": np.round(8 + ((ROW * 3) % 10) + ((ROW % 12) // 6) * 1.5, 3),
    "g": np.array(["a", "b", "c"])[(ROW * ROW + STRATUM) % 3],
    "t": ((ROW * 11) % 5 < 2).astype(float),
    "size": np.array([9.0, 7, 20, 6])[STRATUM],
    "homes": np.array([8.0, 9, 10, 12, 7, 11, 8, 8])[STRATUM * 2 + (ROW % 12) // 6],
}
COLUMNS["s"] = np.array(["n", "y"])[((ROW * 13) % 7 + COLUMNS["t"] * 2 > 4).astype(int)]
COLUMNS["level"] = np.digitize(COLUMNS["y"] + ((ROW * 17) % 6), [24, 29, 33]).astype(float)
DECLARED = SampleDesign(strata=("stratum",), clusters=("cluster",), weights="w", fpc=("size",))


def drawn(columns: dict[str, np.ndarray] = COLUMNS, **changes: object) -> Design:
    """The design of the invented sample with some of its declaration changed."""
    return design_of(DECLARED.model_copy(update=changes), columns)
