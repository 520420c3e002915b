"""Does the sample size that a text states follow from the numbers that it states?

Recomputes n = N z^2 p q / (e^2 (N - 1) + z^2 p q) and compares. A stated n that differs is compared with what usual slips
give: the finite correction applied a second time, n / (1 + (n - 1) / N) or n / (1 + n / N); the formula applied inside each
stratum and added; the correction left out; another margin.
Reference: Cochran, W. G. (1977), Sampling techniques (3rd ed.), sections 4.4, 4.5 and 5.5.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yupay.analyse.plan import core
from yupay.analyse.plan.proportion import exact_size, fault, z_of
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="sample-size-check",
    label=Text(es="Revisión de un tamaño de muestra declarado", en="Check of a stated sample size"),
    room="plan",
    formula="stated n against N z^2 p q / (e^2 (N - 1) + z^2 p q), and against what usual slips give",
    reference="Cochran, W. G. (1977). Sampling techniques (3rd ed.). Wiley.",
    needs=Text(
        es="El n declarado y la población, la proporción, el margen y z (o el nivel) que el texto declara",
        en="The stated n, and the population, proportion, margin and z (or level) that the text states",
    ),
    fields=("parameters.stated", "parameters.agrees", "parameters.slip", "parameters.margin_of_stated", "warnings"),
    message="plan.sample-size-check",
)
QUANTITY = Text(es="Tamaño de muestra que dan los números declarados", en="Sample size that the stated numbers give")


@dataclass(frozen=True)
class Statement:
    """What a text says of its sample: n, and the numbers of its formula; `strata` are the sizes of its strata."""

    n: float
    p: float
    margin: float
    population: int | None = None
    level: float = 0.95
    z: float | None = None
    strata: tuple[int, ...] = ()

    @property
    def used_z(self) -> float:
        """The normal value."""
        return z_of(self.level, self.z)

    def size(self, population: int | None) -> float:
        """The size that the formula gives for a population (None: endless)."""
        return exact_size(self.p, self.margin, self.used_z, core.Frame(population))


def check_statement(stated: Statement, subject: Subject) -> Estimate:
    """The recomputed size; `parameters.agrees` and, where it does not agree, warnings that say what would explain it.

    `parameters.slip` is "" or one of fpc-twice, inside-strata, no-fpc, not-explained.
    """
    shared = {**core.keyed(subject, ""), "method": METHOD.id, "quantity": QUANTITY}
    wrong = (
        fault(stated.p, stated.margin, stated.level, stated.z)
        or core.Frame(stated.population).fault()
        or core.first_fault((not stated.n >= 1, ("el n declarado debe ser 1 o más", "the stated n must be 1 or more")))
    )
    if wrong is not None:
        return Estimate(**shared, value=None, warnings=(wrong,))
    exact = stated.size(stated.population)
    agrees = near(stated.n, exact)
    slip, words = ("", ()) if agrees else explained(stated, exact)
    return Estimate(
        **shared,
        value=exact,
        design=Text(
            es=f"N z² p q / (e² (N - 1) + z² p q), con z = {stated.used_z:.4g}.",
            en=f"N z² p q / (e² (N - 1) + z² p q), with z = {stated.used_z:.4g}.",
        ),
        parameters={
            "stated": stated.n,
            "agrees": agrees,
            "slip": slip,
            "answers": core.rounded_up(exact),
            "margin_of_stated": margin_of(stated),
            "population": stated.population,
        },
        warnings=words if not agrees else _rounded_down(stated.n, exact),
    )


def near(stated: float, exact: float) -> bool:
    """Whether a stated n is the size rounded down or up, or written with decimals."""
    return math.floor(exact) <= stated <= math.ceil(exact)


def twice(stated: Statement) -> tuple[float, ...]:
    """What a second finite correction gives, from the size as it is and rounded, by the two usual formulas."""
    size = stated.population
    if size is None:
        return ()
    once = stated.size(size)
    begun = (once, float(round(once)), float(math.ceil(once)))
    return tuple(n / (1.0 + (n - lost) / size) for n in begun for lost in (1.0, 0.0))


def inside_strata(strata: Sequence[int], size_of: Callable[[int], float]) -> tuple[float, tuple[float, ...]]:
    """The sum of the formula applied inside each stratum, rounded as usual, and the size of each."""
    each = tuple(size_of(size) for size in strata)
    return float(sum(round(one) for one in each)), each


def margin_of(stated: Statement) -> float | None:
    """The margin that the stated n gives; None where n is the whole population or more."""
    left = 1.0
    if stated.population is not None:
        left = (stated.population - stated.n) / max(1, stated.population - 1)
    return stated.used_z * math.sqrt(stated.p * (1.0 - stated.p) * left / stated.n) if left > 0 else None


def explained(stated: Statement, exact: float) -> tuple[str, tuple[Text, ...]]:
    """Which slip gives the stated n, and what is said of it; "not-explained" where none does."""
    if stated.strata:
        added, each = inside_strata(stated.strata, lambda size: stated.size(size))
        if abs(stated.n - added) <= 1:
            return "inside-strata", (_inside(stated, exact, each),)
    if any(abs(stated.n - again) < 1 for again in twice(stated)):
        return "fpc-twice", (_twice(stated, exact),)
    if stated.population is not None and near(stated.n, stated.size(None)):
        return "no-fpc", (_without(stated, exact),)
    return "not-explained", (_other(stated, exact),)


def _twice(stated: Statement, exact: float) -> Text:
    n = core.rounded_up(exact)
    return Text(
        es=f"La corrección por población finita se aplicó dos veces: la fórmula con N = {stated.population} ya da "
        f"{exact:.2f}, es decir {n}; corregirlo otra vez da {stated.n:g}, con un margen mayor que el declarado "
        f"({margin_of(stated) or 0:.4f} en lugar de {stated.margin:g}).",
        en=f"The finite-population correction was applied twice: the formula with N = {stated.population} already gives "
        f"{exact:.2f}, that is {n}; correcting it again gives {stated.n:g}, with a wider margin than stated "
        f"({margin_of(stated) or 0:.4f} instead of {stated.margin:g}).",
    )


def _inside(stated: Statement, exact: float, each: Sequence[float]) -> Text:
    told, n = ", ".join(f"{one:.2f}" for one in each), core.rounded_up(exact)
    return Text(
        es=f"La fórmula se aplicó dentro de cada estrato ({told}), como si cada uno se estimara por separado con ese "
        f"margen: suma {stated.n:g}. Para el total basta un solo n de {exact:.2f}, es decir {n}, con afijación "
        "proporcional.",
        en=f"The formula was applied inside each stratum ({told}), as if each were estimated on its own with that margin: "
        f"it adds to {stated.n:g}. For the whole a single n of {exact:.2f}, that is {n}, with proportional allocation "
        "is enough.",
    )


def _without(stated: Statement, exact: float) -> Text:
    n = core.rounded_up(exact)
    return Text(
        es=f"El n declarado ({stated.n:g}) no lleva la corrección por población finita; con N = {stated.population} "
        f"bastan {n}.",
        en=f"The stated n ({stated.n:g}) has no finite-population correction; with N = {stated.population}, {n} are "
        "enough.",
    )


def _other(stated: Statement, exact: float) -> Text:
    margin = margin_of(stated)
    es = "es toda la población" if margin is None else f"corresponde a un margen de {margin:.4f}"
    en = "is the whole population" if margin is None else f"goes with a margin of {margin:.4f}"
    return Text(
        es=f"Los números declarados no concuerdan: con margen {stated.margin:g} la fórmula da {exact:.2f}, y el texto "
        f"declara {stated.n:g}, que {es}.",
        en=f"The stated numbers do not agree: with margin {stated.margin:g} the formula gives {exact:.2f}, and the text "
        f"states {stated.n:g}, which {en}.",
    )


def _rounded_down(n: float, exact: float) -> tuple[Text, ...]:
    if n >= exact - 0.01:
        return ()
    return (
        Text(
            es=f"Se redondeó hacia abajo: {exact:.2f} pide {core.rounded_up(exact)}.",
            en=f"It was rounded down: {exact:.2f} asks for {core.rounded_up(exact)}.",
        ),
    )
