"""Invented answers: exact covariances, Likert items of one or more factors, two groups."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from yupay.model.estimate import Estimate, Subject

SUBJECT = Subject(variables=("scale",), unit_of_analysis="person", sources=("survey",))


def names(k: int) -> list[str]:
    return [f"p{j + 1}" for j in range(k)]


def exact(covariance: np.ndarray, n: int = 60, seed: int = 1) -> np.ndarray:
    """Rows whose sample covariances (divisor n - 1) are these, to rounding."""
    raw = np.random.default_rng(seed).normal(size=(n, len(covariance)))
    raw -= raw.mean(axis=0)
    white = raw @ np.linalg.inv(np.linalg.cholesky(raw.T @ raw / (n - 1)).T)
    return white @ np.linalg.cholesky(covariance).T


def likert(n: int = 300, k: int = 6, load: float = 1.0, seed: int = 1, points: int = 5) -> np.ndarray:
    """Answers 1 .. points of one factor."""
    random = np.random.default_rng(seed)
    latent = load * random.normal(size=(n, 1)) + random.normal(size=(n, k))
    cuts = np.linspace(-1.6, 1.6, points - 1) * np.sqrt(1 + load**2) / 1.4
    return np.digitize(latent, cuts).astype(float) + 1.0


def numbers(one: Estimate) -> Iterator[float]:
    """Every number an estimate carries."""

    def walk(value: Any) -> Iterator[float]:
        if isinstance(value, dict):
            for each in value.values():
                yield from walk(each)
        elif isinstance(value, (list, tuple)):
            for each in value:
                yield from walk(each)
        elif isinstance(value, float):
            yield value

    yield from walk(one.model_dump())


def sound(one: Estimate) -> None:
    """No number is NaN or infinite, and a missing value says why."""
    assert all(math.isfinite(number) for number in numbers(one)), one
    if one.value is None:
        assert any(text.en.startswith("Not assessable: ") for text in one.warnings), one
        assert any(text.es.startswith("No evaluable: ") for text in one.warnings), one
