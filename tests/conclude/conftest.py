"""The worked study, concluded once: what its readers get, before it has a format."""

from dataclasses import dataclass

import pytest

from yupay.analyse.answer import answer
from yupay.conclude.conclude import Conclusions, conclude
from yupay.model.cube import Evidence
from yupay.model.estimate import Estimate
from yupay.model.study import Study
from yupay.run import open_study


@dataclass(frozen=True)
class Concluded:
    """A study with what was counted, estimated and concluded."""

    study: Study
    evidence: Evidence
    estimates: tuple[Estimate, ...]
    conclusions: Conclusions


@pytest.fixture(scope="session")
def lima(root) -> Concluded:
    opened = open_study(root / "studies" / "lima-2016")
    evidence = opened.evidence()
    estimates = answer(opened.study, evidence, lambda _: None)
    found = conclude(opened.study, evidence, estimates, registration=opened.examined.registration.words)
    return Concluded(opened.study, evidence, estimates, found)
