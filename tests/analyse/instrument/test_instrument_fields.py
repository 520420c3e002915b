"""Every method of this room carries the fields that its record promises."""

import numpy as np
import pytest
from made_answers import SUBJECT, likert, names

from yupay.analyse.instrument import (
    aiken,
    alpha,
    alpha_bootstrap,
    bands,
    common_method,
    content_validity,
    factors,
    fleiss,
    invariance,
    items,
    kendall_w,
    kmo,
    kuder_richardson,
    missing_items,
    omega,
    ordinal_alpha,
    parallel_analysis,
    split_half,
    standardised,
    straight_lining,
)
from yupay.model.estimate import Estimate
from yupay.model.method import Method
from yupay.model.text import Text

X, K, S = likert(300, 8), names(8), SUBJECT
YES = (X > 3).astype(float)
R = np.random.default_rng(1).integers(1, 5, (12, 8)).astype(float)
LEVELS = tuple(Text.same(str(j)) for j in range(3))
TOTAL = X.sum(axis=1)
GROUPS = invariance.invariance(X, K, ["a", "b"] * 150, S)
FITTED = factors.factor_analysis(X, K, S, factors=2)
BACKWARDS = [False, True, False, False]
DONE: list[tuple[Method, Estimate]] = [
    (alpha.METHOD, alpha.alpha(X, K, S)),
    (alpha_bootstrap.METHOD, alpha_bootstrap.alpha_bootstrap(X, K, S, seed=1, draws=200)),
    (standardised.METHOD_ALPHA, standardised.standardised_alpha(X, K, S)),
    (standardised.METHOD_SIX, standardised.lambda_six(X, K, S)),
    (items.METHOD, items.item_analysis(X, K, S, low=1, high=5)[0]),
    (items.METHOD_REVERSE, items.reverse_items(X, K, S)),
    (missing_items.METHOD, missing_items.missing_by_item(X, K, S)[0]),
    (missing_items.METHOD_SCORES, missing_items.scorable_persons(X, K, S)),
    (straight_lining.METHOD, straight_lining.straight_lining(X, K, S)),
    (omega.METHOD_TOTAL, omega.omega_total(X, K, S)),
    (omega.METHOD_GENERAL, omega.omega_hierarchical(X, K, S, seed=1, draws=20)),
    (ordinal_alpha.METHOD, ordinal_alpha.ordinal_alpha(X, K, S)),
    (ordinal_alpha.METHOD_OMEGA, ordinal_alpha.ordinal_omega(X, K, S)),
    (kuder_richardson.METHOD_20, kuder_richardson.kr20(YES, K, S)),
    (kuder_richardson.METHOD_21, kuder_richardson.kr21(YES, K, S)),
    (split_half.METHOD, split_half.split_half(X, K, S, seed=1)),
    (aiken.METHOD, aiken.aiken_v(R, K, S, low=1, high=4)[0]),
    (content_validity.METHOD_RATIO, content_validity.content_validity_ratio(R, K, S, agree_from=3)[0]),
    (content_validity.METHOD_INDEX, content_validity.content_validity_index(R, K, S, agree_from=3)[0]),
    (fleiss.METHOD, fleiss.fleiss_kappa(R, K, S)),
    (kendall_w.METHOD, kendall_w.kendall_w(R, K, S, seed=1)),
    (kmo.METHOD, kmo.kmo(X, K, S)[0]),
    (kmo.METHOD_BARTLETT, kmo.bartlett(X, K, S)),
    (factors.METHOD_FIT, FITTED[0]),
    (factors.METHOD, FITTED[1]),
    (factors.METHOD_EIGEN, factors.eigenvalues(X, K, S)[0]),
    (parallel_analysis.METHOD, parallel_analysis.parallel_analysis(X, K, S, seed=1, draws=20)[1]),
    (invariance.METHOD, GROUPS[0]),
    (invariance.METHOD_ITEM, GROUPS[1]),
    (common_method.METHOD_HARMAN, common_method.harman(X, K, S)),
    (common_method.METHOD_MARKER, common_method.marker(TOTAL, X[:, 0], S, first=X[:, :4], second=X[:, 4:])),
    (
        common_method.METHOD_FACTOR,
        common_method.method_factor(
            X[:, :4], X[:, 4:], S, reversed_first=BACKWARDS, reversed_second=BACKWARDS, seed=1, draws=10
        ),
    ),
    (bands.METHOD, bands.bands(TOTAL, S, labels=LEVELS, low=8, high=40)[0]),
    (bands.METHOD_SENSITIVITY, bands.band_sensitivity(TOTAL, S, count=3, low=8, high=40)[0]),
]


@pytest.mark.parametrize(("card", "one"), DONE, ids=[card.id for card, _ in DONE])
def test_the_promised_fields_are_there(card: Method, one: Estimate) -> None:
    assert one.method == card.id
    assert one.value is not None
    assert card.message == f"instrument.{card.id}"
    for field in card.fields:
        name, _, inner = field.partition(".")
        held = getattr(one, name)
        assert inner in held if inner else (held is not None or name in {"seed", "p"}), field


def test_no_method_is_left_out() -> None:
    assert len({card.id for card, _ in DONE}) == len(DONE) == 34
