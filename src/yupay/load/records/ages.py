"""How old was the victim on the day of the act? As recorded; where that is blank, from the two dates, where both have their day.

Completed years: one less where the birthday of that year had not come. Born on 29 February: the birthday is 1 March in other years.
"""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

AGE, ORIGIN, REASON = "edad_hecho", "edad_origen", "edad_hecho_motivo"
OLDEST = 120


def with_ages(columns: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """The columns with every age that can be computed, and `edad_origen`: recorded, computed, or null."""
    age = columns[AGE]
    born, done = columns["fecha_nac"], columns["fecha_hecho"]
    exact = pc.and_(pc.equal(columns["fecha_nac_precision"], "d"), pc.equal(columns["fecha_hecho_precision"], "d"))
    silent = pc.and_(pc.is_null(age), pc.is_null(columns[REASON]))
    computed = completed_years(born, done)
    usable = pc.and_kleene(pc.and_kleene(silent, exact), pc.is_valid(computed))
    usable = pc.fill_null(usable, False)
    origin = pc.if_else(usable, "calculada", pc.if_else(pc.is_valid(age), "registrada", pa.scalar(None, pa.string())))
    return {**columns, AGE: pc.if_else(usable, computed, age), ORIGIN: origin}


def completed_years(born: pa.Array, day: pa.Array) -> pa.Array:
    """Completed years from one date to another (int64), null where either is null or the result is not 0 to 120."""
    known = pc.and_(pc.is_valid(born), pc.is_valid(day)).to_numpy(zero_copy_only=False)
    first, last = _parts(born), _parts(day)
    before = (last[1] * 100 + last[2]) < (first[1] * 100 + first[2])
    years = last[0] - first[0] - before
    return pa.array(years, pa.int64(), mask=~(known & (years >= 0) & (years <= OLDEST)))


def _parts(days: pa.Array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Year, month and day of each date; 0 where it is null."""
    year, month, day = (
        pc.fill_null(part(days), 0).to_numpy(zero_copy_only=False).astype(np.int64)
        for part in (pc.year, pc.month, pc.day)
    )
    return year, month, day
