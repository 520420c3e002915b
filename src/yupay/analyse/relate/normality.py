"""Do the values look like draws from a normal distribution?

Formula: Shapiro-Wilk W; Lilliefors D = largest gap between the empirical distribution and the fitted normal, with the
approximation of Dallal and Wilkinson for p <= .10 and simulated samples above; a p above .20 is said to be above .20,
never printed as if it were .200.
Reference: Shapiro and Wilk (1965), Biometrika 52, 591-611; Royston (1995), Applied Statistics 44, 547-551;
Lilliefors (1967), Journal of the American Statistical Association 62, 399-402; Dallal and Wilkinson (1986), American
Statistician 40, 294-296.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr
from scipy.stats import shapiro

from yupay.analyse.numerics import arrays
from yupay.analyse.numerics.subject import about, left_out, shortfall
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="normality",
    label=Text(es="Prueba de normalidad", en="Normality test"),
    room="relate",
    formula="Shapiro-Wilk W; Lilliefors D beside it",
    reference="Shapiro, S. S., & Wilk, M. B. (1965). An analysis of variance test for normality. Biometrika, 52, 591-611. "
    "Dallal, G. E., & Wilkinson, L. (1986). An analytic approximation to the distribution of Lilliefors's test statistic "
    "for normality. American Statistician, 40, 294-296.",
    needs=Text(es="Una variable, n de 4 a 5,000", en="One variable, n from 4 to 5,000"),
    fields=("statistic", "p", "parameters.p_above"),
    message="relate.normality",
)
DID_NOT_DECIDE = Text(es="No decidió la prueba elegida.", en="It did not decide the test that was chosen.")
ROYSTON_LIMIT = 5_000


def normality(values: ArrayLike, subject: Subject) -> Estimate:
    """Shapiro-Wilk W of one column (n,); above 5,000 values its p is not published, so it is left out and said so."""
    column, lost, short = _column(values)
    quantity = Text(es="Normalidad: W de Shapiro-Wilk", en="Normality: Shapiro-Wilk W")
    common = {**about(subject), "method": METHOD.id, "quantity": quantity, "n": column.size, "statistic_name": "W"}
    if short is not None:
        return Estimate(**common, value=None, warnings=(*lost, short))
    if column.size > ROYSTON_LIMIT:
        limit = Text(
            es=f"Más de {ROYSTON_LIMIT:,} valores: Royston (1995) no da el valor p; véase Lilliefors.",
            en=f"More than {ROYSTON_LIMIT:,} values: Royston (1995) gives no p; see Lilliefors.",
        )
        return Estimate(**common, value=None, warnings=(*lost, limit))
    w, p = (float(part) for part in shapiro(column))
    return Estimate(**common, value=w, statistic=w, p=p, warnings=(*lost, DID_NOT_DECIDE))


def lilliefors(values: ArrayLike, subject: Subject, *, seed: int, draws: int = 9_999) -> Estimate:
    """Lilliefors D of one column (n,). p is simulated where it is above .10. Where p is above .20 it is None and `parameters["p_above"]` is .20."""
    column, lost, short = _column(values)
    quantity = Text(es="Normalidad: D de Lilliefors", en="Normality: Lilliefors D")
    common = {**about(subject), "method": METHOD.id, "quantity": quantity, "n": column.size, "statistic_name": "D"}
    if short is not None:
        return Estimate(**common, value=None, warnings=(*lost, short))
    d = float(lilliefors_d(column))
    p = lilliefors_p(d, column.size, seed=seed, draws=draws)
    above = p > 0.20
    return Estimate(
        **common,
        value=d,
        statistic=d,
        p=None if above else p,
        seed=seed if p > 0.1 else None,
        parameters={"p_above": 0.20 if above else None},
        warnings=(*lost, DID_NOT_DECIDE),
    )


def lilliefors_d(values: arrays.Floats) -> arrays.Floats:
    """Largest gap between the empirical distribution and the normal fitted with divisor n - 1, along the last axis."""
    n, ordered = values.shape[-1], np.sort(values, axis=-1)
    spread = ordered.std(axis=-1, ddof=1, keepdims=True)
    fitted = ndtr((ordered - ordered.mean(axis=-1, keepdims=True)) / spread)
    steps = np.arange(1, n + 1) / n
    return np.asarray(np.maximum((steps - fitted).max(axis=-1), (fitted - steps + 1.0 / n).max(axis=-1)))


def lilliefors_p(d: float, n: int, *, seed: int, draws: int = 9_999) -> float:
    """P of Lilliefors D: Dallal and Wilkinson to .10; above, the share of simulated normal samples at least as far."""
    size, gap = (n, d) if n <= 100 else (100, d * (n / 100.0) ** 0.49)
    p = np.exp(
        -7.01256 * gap**2 * (size + 2.78019)
        + 2.99587 * gap * np.sqrt(size + 2.78019)
        - 0.122119
        + 0.974598 / np.sqrt(size)
        + 1.67997 / size
    )
    return float(p) if p <= 0.1 else max(0.1, _simulated_p(d, n, seed, draws))


def _simulated_p(d: float, n: int, seed: int, draws: int) -> float:
    """Share of normal samples of n values whose D is at least d, as Lilliefors (1967) found his table."""
    random, far, block = np.random.default_rng(seed), 0, max(1, 2_000_000 // n)
    for start in range(0, draws, block):
        samples = random.standard_normal((min(block, draws - start), n))
        far += int((lilliefors_d(samples) >= d - 1e-12).sum())
    return (1 + far) / (1 + draws)


def _column(values: ArrayLike) -> tuple[arrays.Floats, tuple[Text, ...], Text | None]:
    """The finite values, the warning for the others, and why nothing can be computed if so."""
    column = arrays.floats(values)
    keep = arrays.complete(column)
    kept = column[keep]
    return kept, left_out(int((~keep).sum())), shortfall(kept.size, 4, arrays.is_constant(kept))
