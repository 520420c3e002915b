"""yupay: to count, and to hold as worthy.

The public names, imported when first used: `open_study(path).run()` gives in a notebook what `yupay run` writes.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yupay.model.estimate import Estimate
    from yupay.model.finding import Finding
    from yupay.model.problem import StudyProblems
    from yupay.model.release import Release
    from yupay.model.study import Study
    from yupay.model.table import Table
    from yupay.run import OpenStudy, Outcome, open_study, run_study

__version__ = "0.1.0"
__all__ = [
    "Estimate",
    "Finding",
    "OpenStudy",
    "Outcome",
    "Release",
    "Study",
    "StudyProblems",
    "Table",
    "open_study",
    "run_study",
]
HOMES = {
    "Estimate": "yupay.model.estimate",
    "Finding": "yupay.model.finding",
    "OpenStudy": "yupay.run",
    "Outcome": "yupay.run",
    "Release": "yupay.model.release",
    "Study": "yupay.model.study",
    "StudyProblems": "yupay.model.problem",
    "Table": "yupay.model.table",
    "open_study": "yupay.run",
    "run_study": "yupay.run",
}


def __getattr__(name: str) -> Any:
    """A public name, imported at its first use, so that `import yupay` stays light."""
    if name not in HOMES:
        raise AttributeError(f"module 'yupay' has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
