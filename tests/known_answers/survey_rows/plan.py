"""Sample sizes: R's power.prop.test and power.t.test (not rounded), Fisher z, and a proportion in a finite population."""

import re
from pathlib import Path

from yupay.analyse.plan.core import Frame
from yupay.analyse.plan.correlation import sample_size_correlation
from yupay.analyse.plan.proportion import sample_size_proportion
from yupay.analyse.plan.two_means import sample_size_two_means
from yupay.analyse.plan.two_proportions import sample_size_two_proportions
from yupay.model.estimate import Estimate, Subject

SUBJECT = Subject(variables=("x",), unit_of_analysis="person")
CALL = re.compile(r"(power\.prop\.test|power\.t\.test|nr|nfpc)\((.*)\)")


def answer(row: dict[str, str], folder: Path) -> float | None:
    """What our plan gives for one row; None where the row asks for something else."""
    found = CALL.fullmatch(row["call"].strip())
    if found is None:
        return None
    exact = _sizes(found[1], found[2])[0]
    assert exact.key == "exact"
    return exact.value


def _sizes(call: str, arguments: str) -> tuple[Estimate, ...]:
    if call == "nr":
        return sample_size_correlation(float(arguments), SUBJECT)
    if call == "nfpc":
        return sample_size_proportion(0.5, 0.05, SUBJECT, frame=Frame(int(arguments)))
    told = {name.strip(): float(value) for name, value in (part.split("=") for part in arguments.split(","))}
    if call == "power.prop.test":
        return sample_size_two_proportions(told.pop("p1"), told.pop("p2"), SUBJECT, **told)
    return sample_size_two_means(told.pop("delta"), SUBJECT, **told)
