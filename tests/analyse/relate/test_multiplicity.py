import pytest
from test_holm import an_estimate

from yupay.analyse.numerics.adjustments import CORRECTIONS
from yupay.analyse.relate.holm import adjust
from yupay.analyse.relate.multiplicity import METHOD, NAMES, adjust_family


def test_hochberg_and_benjamini_hochberg_by_hand() -> None:
    family = [an_estimate(p) for p in (0.01, 0.04, 0.03, 0.005)]
    assert [one.p_adjusted for one in adjust_family(family, "hochberg")] == pytest.approx([0.03, 0.04, 0.04, 0.02])
    assert [one.p_adjusted for one in adjust_family(family, "bh")] == pytest.approx([0.02, 0.04, 0.04, 0.02])


def test_holm_is_the_holm_of_the_other_room() -> None:
    family = [an_estimate(p) for p in (0.01, None, 0.04)]
    assert [one.p_adjusted for one in adjust_family(family)] == [one.p_adjusted for one in adjust(family)]


@pytest.mark.parametrize("correction", list(CORRECTIONS))
def test_the_correction_is_told_and_what_was_not_tested_is_untouched(correction: str) -> None:
    first, none = adjust_family([an_estimate(0.02), an_estimate(None)], correction)
    assert first.parameters == {"kept": True, "family_size": 1, "correction": correction}
    assert first.p_adjusted == pytest.approx(0.02)
    assert none.p_adjusted is None
    assert adjust_family([], correction) == ()
    assert NAMES[correction].es
    assert METHOD.id == "multiplicity"
