"""Which wordings of the law were in force when, which of them does a case fall under, and in which year does it fall?

A version is a stretch of days within which no wording of a text that gives a class changes. A case whose date touches two of
them, or is not known, falls under none: `SEVERAL`.
"""

from datetime import date

import numpy as np
import pyarrow as pa

from yupay.derive.law.case_dates import ASSUMED, Dated
from yupay.derive.law.columns import Read
from yupay.derive.law.decide import Prepared
from yupay.derive.law.timeline import Epoch
from yupay.model.qualified import LawVersion, TextChange

SEVERAL = "several"


def versions(law: Prepared) -> tuple[LawVersion, ...]:
    """The stretches in order; those before the first text are left out."""
    found: list[LawVersion] = []
    for epoch in law.texts.epochs:
        if not epoch.provisions:
            continue
        one = version(epoch)
        if found and found[-1].id == one.id:
            found[-1] = found[-1].model_copy(update={"ends": one.ends})
        else:
            found.append(one)
    return tuple(found)


def version(epoch: Epoch) -> LawVersion:
    """The version of one epoch."""
    texts = [ready.provision for ready in epoch.provisions]
    brought = [text for text in texts if text.valid_from == epoch.start] or texts
    return LawVersion(
        id=";".join(text.id for text in texts),
        label=" | ".join(dict.fromkeys(text.label for text in texts)),
        norm=" | ".join(dict.fromkeys(text.norm.partition(",")[0] for text in brought)),
        starts=epoch.start,
        ends=None if epoch.end == date.max else epoch.end,
    )


def changes(found: tuple[LawVersion, ...], years: tuple[int, int] | None) -> tuple[TextChange, ...]:
    """The days inside some years on which another wording enters into force; none without years."""
    if years is None:
        return ()
    first, last = date(years[0], 1, 1), date(years[1], 12, 31)
    return tuple(
        TextChange(day=one.starts, label=one.label, norm=one.norm) for one in found if first < one.starts <= last
    )


def of_days(read: Read) -> pa.Table:
    """The year of every distinct date as written, null where it does not tell one year."""
    return read.days.append_column("year", pa.array(years(read.dates), pa.float64()))


def years(dates: Dated) -> list[float | None]:
    """The year of each date; of an assumed one that of its middle day, as the law reads it."""
    middle = (dates.first.astype(np.int64) + dates.last) // 2
    assumed = dates.precision == ASSUMED
    ends = np.where(assumed, middle, dates.first), np.where(assumed, middle, dates.last)
    return [year(int(first), int(last)) for first, last in zip(*ends, strict=True)]


def year(first: int, last: int) -> float | None:
    """The year of two days (ordinals; 0: unknown)."""
    if not first or not last:
        return None
    found = {date.fromordinal(day).year for day in (first, last)}
    return float(found.pop()) if len(found) == 1 else None
