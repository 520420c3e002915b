"""Which columns meet in one relation over answers? X, y, controls, the design, and what they are: numbers or words."""

from dataclasses import dataclass

import numpy as np

from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.numerics.designs import Design
from yupay.model.estimate import Subject


@dataclass(frozen=True)
class Crossing:
    """Two columns over the rows of a sample: numbers with NaN, or words with None; `controls` is (n, k).

    `drawn`: weights, strata, clusters or replicate weights were declared.
    """

    x: np.ndarray
    y: np.ndarray
    controls: np.ndarray
    design: Design
    subject: Subject
    seed: int
    alternative: Alternative
    x_words: bool
    y_words: bool
    drawn: bool
    names: tuple[str, ...] = ()

    @property
    def values(self) -> np.ndarray:
        """The column that is compared between groups."""
        return self.x if self.y_words or (not self.x_words and self.few(self.y) < self.few(self.x)) else self.y

    @property
    def groups(self) -> np.ndarray:
        """The column that makes the groups, as words."""
        chosen = self.y if self.values is self.x else self.x
        return np.array([None if missing(v) else str(v) for v in chosen], dtype=object)

    @property
    def first(self) -> np.ndarray:
        """X as categories."""
        return categories(self.x)

    @property
    def second(self) -> np.ndarray:
        """Y as categories."""
        return categories(self.y)

    @staticmethod
    def few(column: np.ndarray) -> int:
        """How many different values a column has."""
        return len({value for value in column if not missing(value)})


def missing(value: object) -> bool:
    """Whether an answer is missing."""
    return value is None or value != value


def categories(column: np.ndarray) -> np.ndarray:
    """A column as categories: words as they are, numbers as numbers, None where missing."""
    return np.array([None if missing(v) else v for v in column], dtype=object)
