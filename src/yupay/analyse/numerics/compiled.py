"""How is a loop over arrays made fast? Compiled by numba, and kept on disk between runs where that can be done."""

from typing import Any

from numba import njit


def compiled(function: Any) -> Any:
    """The compiled function, kept on disk between runs where there is a folder to keep it in."""
    try:
        return njit(cache=True)(function)
    except RuntimeError:
        return njit(function)
