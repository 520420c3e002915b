"""Do groups answer an item alike at equal score? Against another program, and with planted differences."""

import warnings

import numpy as np
import pytest
from made_answers import SUBJECT, likert, names, sound
from statsmodels.miscmodels.ordinal_model import OrderedModel

from yupay.analyse.instrument.invariance import NOT_TESTED, compared, invariance, purified
from yupay.analyse.instrument.ordinal_logit import fitted


def two_groups(n: int = 400, k: int = 8, apart: float = 0.5, planted: float = 0.0, seed: int = 1) -> tuple:
    """Answers of two groups that differ in what is measured by `apart`, and in the first item by `planted` more."""
    random, code = np.random.default_rng(seed), np.repeat([0, 1], n)
    latent = (random.normal(size=2 * n) + apart * code)[:, None] + 0.6 * random.logistic(size=(2 * n, k))
    latent[:, 0] += planted * code
    return np.digitize(latent, [-1.5, -0.5, 0.5, 1.5]) + 1.0, code


def labels(code: np.ndarray) -> list[str]:
    return ["women" if one else "men" for one in code]


def test_the_models_are_those_of_another_program() -> None:
    items, code = two_groups(planted=0.4)
    score = items.sum(axis=1)
    z = (score - score.mean()) / score.std()
    designs = [np.column_stack(c) for c in ([z], [z, code], [z, code, code * z])]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = [
            OrderedModel(items[:, 0].astype(int), d, distr="logit").fit(method="bfgs", disp=0, gtol=1e-8)
            for d in designs
        ]
    answer, weight = items[:, 0].astype(int) - 1, np.ones(len(items))
    for fit, design in zip(theirs, designs, strict=True):
        own = fitted(answer, design, weight)
        assert own.log_likelihood == pytest.approx(fit.llf, abs=1e-6)
        assert own.slopes == pytest.approx(fit.params[: design.shape[1]], abs=1e-4)
    one = compared(items[:, 0], score, code)
    assert one.ratio == pytest.approx(2 * (theirs[2].llf - theirs[0].llf), abs=1e-5)
    assert one.df == 2


def test_a_planted_item_is_found_alone() -> None:
    items, code = two_groups(planted=1.0)
    whole, *each = invariance(items, names(8), labels(code), SUBJECT)
    assert (whole.value, whole.parameters["different"], whole.parameters["tested"]) == (1.0, "p1", True)
    assert each[0].parameters["different"] and each[0].p_adjusted < 0.001
    assert each[0].parameters["p_uniform"] < each[0].parameters["p_product"]
    assert whole.parameters["difference_all"] > whole.parameters["difference_without"]
    assert whole.parameters["groups"] == "men (400), women (400)"


def test_groups_that_only_differ_in_what_is_measured_are_left_alone() -> None:
    flagged = [purified(*two_groups(n=250, seed=seed))[1].any() for seed in range(60)]
    assert np.mean(flagged) <= 0.05


def test_the_likelihood_ratio_holds_its_size_where_groups_are_alike() -> None:
    p = np.array(
        [compared(x[:, 0], x.sum(axis=1), c).p for x, c in (two_groups(150, 6, 0.0, seed=s) for s in range(400))]
    )
    assert 0.02 <= (p < 0.05).mean() <= 0.09


def test_three_groups() -> None:
    items, code = two_groups(planted=1.0, n=300)
    code = np.where(np.arange(600) % 3 == 0, 2, code)
    whole, *each = invariance(items, names(8), [str(c) for c in code], SUBJECT)
    assert each[0].df == 4
    assert whole.parameters["groups"].count("(") == 3


def test_another_shape_is_said() -> None:
    items = likert(600, 6, load=1.5)
    items[300:, 3:] = 6 - items[300:, 3:]
    whole = invariance(items, names(6), ["a"] * 300 + ["b"] * 300, SUBJECT)[0]
    assert whole.parameters["least_congruence"] < 0.85
    assert any("congruence" in text.en for text in whole.warnings)


@pytest.mark.parametrize("groups", [None, ["a"] * 100, ["a"] * 80 + ["b"] * 20, [None] * 100])
def test_not_tested_is_said(groups: list | None) -> None:
    (one,) = invariance(likert(100, 5), names(5), groups, SUBJECT)
    assert one.value is None
    assert NOT_TESTED in one.warnings
    assert one.parameters["tested"] is False
    sound(one)


def test_a_constant_item_or_too_few() -> None:
    items = likert(200, 4)
    items[:, 1] = 2
    for table in (items, likert(200, 2)):
        (one,) = invariance(table, names(table.shape[1]), ["a", "b"] * 100, SUBJECT)
        assert one.value is None
        sound(one)
