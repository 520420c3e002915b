"""Rows `extended_mle_check`: whether the maximum of a model exists and is unique."""

from pathlib import Path

from mse_rows import reading

from yupay.analyse.hidden import brackets, certificate, existence


def answer(row: dict[str, str], folder: Path) -> float | int | str | None:
    if row["method"] != "extended_mle_check":
        return None
    y = reading.table(folder, row["dataset"])[1]
    found = existence.check(y, brackets.read(row["options"].removeprefix("model=")))
    return found.code if certificate.proven(found, y) else None
