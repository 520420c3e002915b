"""Which modality of the study do the facts of a coded case belong to? By its purposes, where a victim is surely a child or adolescent.

The modalities are those of the crosswalk (purpose > modality). A case without a victim surely under 18 has none of them, and what is
not recorded never becomes one: each such case stands under its own word.
"""

from collections.abc import Sequence

import pyarrow as pa

from yupay.derive.law.cases import CaseTable, age_of
from yupay.derive.law.columns import Read
from yupay.derive.law.crosswalk import Crosswalk
from yupay.model.text import Text

ADULT = 18
OTHERS = {
    "other purposes": Text(es="otras finalidades", en="other purposes"),
    "several": Text(es="varias modalidades, o no todas constan", en="several modalities, or not all are recorded"),
    "no purpose": Text(
        es="consta que no hubo finalidad de explotación", en="recorded that there was no purpose of exploitation"
    ),
    "purpose unknown": Text(es="finalidad que no consta", en="purpose not recorded"),
    "age unknown": Text(es="edad que no consta", en="age not recorded"),
    "adult victims": Text(es="solo víctimas adultas", en="adult victims only"),
}


def modality(purposes: Sequence[str], ages: Sequence[str], crosswalk: Crosswalk) -> str:
    """The modality of one case: the English words of the crosswalk, or one of `OTHERS`.

    Args:
        purposes: values of the vocabulary; none: not recorded.
        ages: completed years as written, one per victim; none: not recorded.
        crosswalk: which modality each purpose belongs to.

    """
    spans = [age_of(word) for word in ages]
    if not any(high < ADULT for _, high in spans):
        return "adult victims" if spans and all(low >= ADULT for low, _ in spans) else "age unknown"
    return of_purposes(purposes, crosswalk)


def of_purposes(purposes: Sequence[str], crosswalk: Crosswalk) -> str:
    """The modality that some purposes name."""
    known = [word for word in purposes if word not in ("unknown", "none")]
    if not known:
        return "no purpose" if "none" in purposes else "purpose unknown"
    rows = [crosswalk.of(word) for word in known]
    found = {row.modality.en if row is not None and row.modality.en else "other purposes" for row in rows}
    return found.pop() if len(found) == 1 and len(known) == len(purposes) else "several"


def words(crosswalk: Crosswalk) -> dict[str, Text]:
    """Every modality there is, in both languages, in the order of the crosswalk."""
    return {row.modality.en: row.modality for row in crosswalk.rows if row.modality.en} | OTHERS


def of_values(cases: CaseTable, read: Read, crosswalk: Crosswalk) -> pa.Table:
    """The modality of every distinct pair of purposes and ages, as they are written."""
    pairs = cases.written("purposes", "victim_ages")
    said = {
        name: dict(zip(read.columns[name].written.to_pylist(), read.columns[name].each(), strict=True))
        for name in pairs.column_names
    }
    found = [
        modality(said["purposes"][purposes], said["victim_ages"][ages], crosswalk)
        for purposes, ages in zip(pairs["purposes"].to_pylist(), pairs["victim_ages"].to_pylist(), strict=True)
    ]
    return pairs.append_column("modality", pa.array(found, pa.string()))
