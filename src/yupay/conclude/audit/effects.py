"""Does Cohen's d follow from the means and deviations beside it?

A161: d = (M1 - M2) / SD, with the pooled, the mean, or one group's SD, with or without the correction of Hedges.
Reference: Cohen, J. (1988), Statistical power analysis (2nd ed.), 2.2; Hedges, L. (1981), Journal of Educational Statistics 6,
107-128.
"""

import math
from collections.abc import Iterator, Sequence

from yupay.conclude.audit.shown import as_printed, plain
from yupay.conclude.audit.tails import Range, magnitudes
from yupay.model.claim import AuditFinding, Claim, Printed
from yupay.model.text import Text


def check(claims: Sequence[Claim]) -> Iterator[AuditFinding]:
    """A161."""
    for claim in claims:
        if not claim.has("d", "mean1", "mean2") or claim.numbers["d"].relation != "=":
            continue
        allowed = _allowed(claim)
        printed = claim.numbers["d"]
        if allowed is None or allowed.meets(*magnitudes(printed.low, printed.high)):
            continue
        yield AuditFinding(
            code="A161",
            grade="impossible",
            at=claim.at,
            label=claim.label,
            what=Text(
                es=f"{as_printed('d', printed)} no sale de las medias y desviaciones",
                en=f"{as_printed('d', printed)} does not follow from the means and deviations",
            ),
            arithmetic=Text.same(f"|M1 − M2| / SD = {plain(allowed.low)}–{plain(allowed.high)}"),
            explanations=(
                Text(
                    es="redondeo y corrección de Hedges: no lo explican; d de medidas repetidas: posible",
                    en="rounding and the correction of Hedges: do not explain it; d of repeated measures: possible",
                ),
            ),
        )


def _allowed(claim: Claim) -> Range | None:
    spreads = [claim.numbers[role] for role in ("sd", "sd1", "sd2") if role in claim.numbers]
    if not spreads or min(one.low for one in spreads) <= 0:
        return None
    first, second = claim.numbers["mean1"], claim.numbers["mean2"]
    difference = magnitudes(first.low - second.high, first.high - second.low)
    sizes = [claim.numbers[role].value for role in ("n1", "n2") if role in claim.numbers]
    hedges = 1.0 - 3.0 / (4.0 * (sum(sizes) - 2.0) - 1.0) if len(sizes) == 2 and sum(sizes) > 4 else 1.0
    highest = max(one.high for one in spreads)
    lowest = _lowest(spreads)
    return Range(difference.low / highest * min(hedges, 1.0), difference.high / lowest)


def _lowest(spreads: Sequence[Printed]) -> float:
    return min(math.sqrt(one.low**2) for one in spreads)
