"""How is a sample shared out among strata?

Formula: proportional n_h = n N_h / N; Neyman n_h = n N_h S_h / sum(N_h S_h). A stratum asked for more than it has is taken
whole and the rest is shared again. Whole numbers by the largest remainders (they add to n), or each rounded up (they may
add to more); every stratum with units gets at least one.
Reference: Neyman, J. (1934), Journal of the Royal Statistical Society 97, 558-625; Cochran, W. G. (1977), Sampling
techniques (3rd ed.), ch. 5.
"""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from yupay.analyse.numerics.arrays import Floats, Whole
from yupay.analyse.plan import core
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="allocation",
    label=Text(es="Afijación de la muestra por estratos", en="Allocation of the sample to strata"),
    room="plan",
    formula="n_h = n N_h / N (proportional) or n N_h S_h / sum(N_h S_h) (Neyman); largest remainder, or rounded up",
    reference="Neyman, J. (1934). On the two different aspects of the representative method. Journal of the Royal "
    "Statistical Society, 97, 558-625. Cochran, W. G. (1977). Sampling techniques (3rd ed.). Wiley.",
    needs=Text(
        es="El tamaño de cada estrato y, para Neyman, su desviación estándar",
        en="The size of each stratum and, for Neyman, its standard deviation",
    ),
    fields=("design", "parameters.population", "parameters.quota", "parameters.rounding"),
    message="plan.allocation",
)
Rounding = Literal["largest-remainder", "up"]
QUANTITY = Text(es="Unidades de la muestra en el estrato", en="Units of the sample in the stratum")
TOTAL = Text(es="Unidades de la muestra", en="Units of the sample")
PROPORTIONAL = Text(es="Afijación proporcional: n_h = n N_h / N", en="Proportional allocation: n_h = n N_h / N")
NEYMAN = Text(
    es="Afijación de Neyman: n_h = n N_h S_h / Σ N_h S_h", en="Neyman allocation: n_h = n N_h S_h / Σ N_h S_h"
)


def allocation(
    n: int,
    strata: Mapping[str, int],
    subject: Subject,
    *,
    deviations: Mapping[str, float] | None = None,
    rounding: Rounding = "largest-remainder",
) -> tuple[Estimate, ...]:
    """One estimate per stratum (its name is the key) and their total (key "total").

    `deviations` by stratum ask for Neyman's allocation; without them it is proportional.
    """
    reason = _fault(n, strata, deviations)
    if reason is not None:
        return core.refused(METHOD, subject, reason, {"total": TOTAL})
    names = list(strata)
    sizes = np.array([strata[name] for name in names], dtype=np.int64)
    scale = np.ones(sizes.size) if deviations is None else np.array([deviations[name] for name in names], dtype=float)
    quotas = shares(n, sizes, scale)
    whole = up(quotas, sizes) if rounding == "up" else largest_remainder(quotas, sizes)
    design = _words(deviations is not None, rounding)
    warnings = _alone(names, whole, sizes)
    made = [
        Estimate(
            **core.keyed(subject, name),
            method=METHOD.id,
            quantity=QUANTITY,
            value=float(whole[h]),
            design=design,
            parameters={"population": int(sizes[h]), "quota": float(quotas[h]), "n": n, "rounding": rounding},
        )
        for h, name in enumerate(names)
    ]
    total = Estimate(
        **core.keyed(subject, "total"),
        method=METHOD.id,
        quantity=TOTAL,
        value=float(whole.sum()),
        design=design,
        parameters={"population": int(sizes.sum()), "n": n, "rounding": rounding},
        warnings=warnings,
    )
    return (*made, total)


def shares(n: float, sizes: Whole, scale: Floats) -> Floats:
    """Quotas (H,), not rounded, for strata of `sizes` (H,) weighted by `scale` (H,); none above its stratum."""
    quotas = np.zeros(sizes.size)
    open_ = (sizes > 0) & (scale > 0)
    left = float(n)
    while left > 0 and open_.any():
        mass = np.where(open_, sizes * scale, 0.0)
        quotas = np.where(open_, left * mass / mass.sum(), quotas)
        full = open_ & (quotas >= sizes)
        if not full.any():
            break
        quotas = np.where(full, sizes, quotas)
        open_ = open_ & ~full
        left = float(n - quotas[~open_].sum())
    return quotas


def largest_remainder(quotas: Floats, sizes: Whole) -> Whole:
    """Whole numbers (H,) that add to the sum of the quotas; ties go to the larger stratum, then to the first.

    A stratum with units and no whole unit takes one from the stratum with the most, where that is possible.
    """
    whole = np.floor(quotas + core.SLACK).astype(np.int64)
    wanted = round(float(quotas.sum()))
    remainder = np.round(quotas - whole, 9)
    for h in np.lexsort((np.arange(sizes.size), -sizes, -remainder))[: max(0, wanted - int(whole.sum()))]:
        whole[h] += 1
    for h in np.flatnonzero((whole == 0) & (sizes > 0)):
        richest = int(np.argmax(whole))
        if whole[richest] > 1:
            whole[h], whole[richest] = 1, whole[richest] - 1
    return whole


def up(quotas: Floats, sizes: Whole) -> Whole:
    """Each quota rounded up, at least one and at most its stratum."""
    return np.minimum(np.maximum(np.ceil(quotas - core.SLACK), 1), sizes).astype(np.int64)


def _words(neyman: bool, rounding: Rounding) -> Text:
    """The formula and the rounding in words."""
    formula = NEYMAN if neyman else PROPORTIONAL
    if rounding == "up":
        return Text(es=f"{formula.es}; cada estrato hacia arriba.", en=f"{formula.en}; each stratum rounded up.")
    return Text(
        es=f"{formula.es}; enteros por los restos mayores, que suman n.",
        en=f"{formula.en}; whole numbers by the largest remainders, which add to n.",
    )


def _alone(names: list[str], whole: Whole, sizes: Whole) -> tuple[Text, ...]:
    """The warning on strata with one unit of several: their variance cannot be estimated."""
    found = ", ".join(name for name, n, size in zip(names, whole, sizes, strict=True) if n < 2 <= size)
    if not found:
        return ()
    return (
        Text(
            es=f"Con menos de dos unidades no se puede estimar la variancia de un estrato: {found}.",
            en=f"With fewer than two units the variance of a stratum cannot be estimated: {found}.",
        ),
    )


def _fault(n: int, strata: Mapping[str, int], deviations: Mapping[str, float] | None) -> Text | None:
    told = [] if deviations is None else [deviations.get(name, -1.0) for name in strata]
    return core.first_fault(
        (not strata or any(size < 0 for size in strata.values()), ("faltan los estratos", "the strata are missing")),
        (sum(strata.values()) == 0, ("los estratos están vacíos", "the strata are empty")),
        (n < 1, ("la muestra debe tener 1 unidad o más", "the sample must have 1 unit or more")),
        (
            n > sum(strata.values()),
            ("la muestra es mayor que la población", "the sample is larger than the population"),
        ),
        (
            any(not sd >= 0 or not core.finite(sd) for sd in told),
            ("un estrato no tiene desviación estándar", "a stratum has no standard deviation"),
        ),
        (bool(told) and not any(told), ("ningún estrato varía", "no stratum varies")),
    )
