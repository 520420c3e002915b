"""Data from which nothing can be said: a reason in both languages, never nan and never a warning of numpy."""

import math
import warnings
from collections.abc import Callable

import numpy as np
import pytest
from drawn import SUBJECT

from yupay.analyse.numerics.designs import Design, design_of, simple
from yupay.analyse.survey.design_cramer import design_cramer
from yupay.analyse.survey.design_gamma import design_gamma
from yupay.analyse.survey.design_kendall import design_kendall
from yupay.analyse.survey.design_polychoric import design_polychoric
from yupay.analyse.survey.design_somers import design_somers
from yupay.analyse.survey.design_spearman import design_spearman
from yupay.model.estimate import Estimate
from yupay.model.sample import SampleDesign

METHODS = (design_gamma, design_kendall, design_spearman, design_somers, design_cramer, design_polychoric)
NAN = math.nan


def clusters(psu: list[int], stratum: list[int] | None = None) -> Design:
    strata = ("s",) if stratum else ()
    return design_of(SampleDesign(strata=strata, clusters=("c",)), {"c": psu, "s": stratum or psu})


NOTHING = {
    "one category": ([1, 1, 1, 1], [1, 2, 3, 4], simple(4)),
    "n = 2": ([1, 2], [1, 2], simple(2)),
    "all ties": ([1] * 5, [2] * 5, simple(5)),
    "one PSU": ([1, 2, 3, 1], [1, 2, 3, 2], clusters([1, 1, 1, 1])),
    "all missing": ([NAN] * 4, [1, 2, 3, 4], simple(4)),
    "empty": ([], [], simple(0)),
    "zero weights": ([1, 2, 3, 1], [1, 2, 2, 3], simple(4).reweighted(np.zeros(4))),
    "few weights": ([1, 2, 3, 1], [1, 2, 2, 3], simple(4, [1, 1, 0, 0])),
    "lonely stratum": ([1, 2, 3, 1, 2], [1, 2, 3, 2, 3], clusters([1, 2, 3, 4, 5], [1, 1, 1, 1, 2])),
    "one PSU with answers": ([1, 2, 3, NAN], [1, 2, 2, 3], clusters([1, 1, 1, 2])),
}
SOMETHING = {
    "perfect": ([1, 2, 3, 1, 2, 3], [1, 2, 3, 1, 2, 3], simple(6)),
    "independent": ([1, 1, 2, 2], [1, 2, 1, 2], simple(4)),
    "clusters alike": ([1, 1, 2, 2] * 5, [1, 2, 1, 2] * 5, clusters(np.repeat(range(5), 4).tolist())),
    "three rows": ([1, 2, 3], [1, 3, 2], simple(3)),
    "each its own": (list(range(9)), [3, 1, 2, 6, 5, 4, 9, 7, 8], simple(9)),
    "whole population": ([1, 2, 1, 2], [1, 2, 2, 2], design_of(SampleDesign(fpc=("f",)), {"f": [4.0] * 4})),
}


def estimates(method: Callable[..., Estimate], data: tuple) -> tuple[Estimate, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = method(*data, SUBJECT)
    return found if isinstance(found, tuple) else (found,)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("data", NOTHING.values(), ids=NOTHING)
def test_the_reason_is_said(method: Callable[..., Estimate], data: tuple) -> None:
    for one in estimates(method, data):
        assert one.value is None and one.interval is None and one.se is None and one.p is None
        assert one.warnings[-1].en.startswith("Not assessable: ")
        assert one.warnings[-1].es.startswith("No evaluable: ")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("data", SOMETHING.values(), ids=SOMETHING)
def test_never_nan(method: Callable[..., Estimate], data: tuple) -> None:
    for one in estimates(method, data):
        values = [one.value, one.se, one.p, one.statistic, one.df, *one.parameters.values()]
        if one.interval is not None:
            values += [one.interval.low, one.interval.high]
        assert not any(isinstance(value, float) and not math.isfinite(value) for value in values), one
        assert one.value is not None or one.warnings[-1].en.startswith("Not assessable: ")
