"""How is a loop over arrays made fast? Compiled by numba, and kept on disk between runs where that can be done."""

from typing import Any

from numba import njit


def compiled(function: Any) -> Any:
    """The compiled function, kept on disk between runs where there is a folder to keep it in."""
    return _compiled(function)


def compiled_within(function: Any) -> Any:
    """A part of one compiled function: compiled inside it, once, which takes less time than on its own and again there."""
    return _compiled(function, inline="always")


def _compiled(function: Any, **options: Any) -> Any:
    try:
        return njit(cache=True, no_cfunc_wrapper=True, **options)(function)
    except RuntimeError:
        return njit(no_cfunc_wrapper=True, **options)(function)
