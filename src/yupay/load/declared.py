"""Is the file the one that its card describes? Its digest and its number of rows, where the card declares them."""

from yupay.load.messages import number, problem, quote
from yupay.model.problem import Problem
from yupay.model.source import Source


def check_digest(source: Source, found: str) -> list[Problem]:
    """L223 when the source card declares another sha256."""
    if not source.sha256 or source.sha256.lower() == found:
        return []
    return [
        problem(
            "L223",
            source.path,
            (f"sha256 {found[:16]}…",) * 2,
            (f"sha256 {quote(source.sha256[:16])}…",) * 2,
            (
                "si el archivo nuevo es el correcto, cambie sha256 en la ficha",
                "if the new file is right, change sha256 on the source card",
            ),
        )
    ]


def check_rows(source: Source, found: int) -> list[Problem]:
    """L221 when the source card declares another number of rows."""
    if source.expected_rows is None or source.expected_rows == found:
        return []
    declared = number(source.expected_rows)
    return [
        problem(
            "L221",
            source.path,
            (f"{number(found)} filas", f"{number(found)} rows"),
            (f"{declared} filas, según la ficha", f"{declared} rows, by the source card"),
        )
    ]
