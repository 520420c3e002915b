"""What total does a named log-linear model of overlapping lists give?

Formula: log mu(c) = sum of beta(S) over the effects S within the history c; the total is the seen plus exp(beta(0)). An
effect with margin 0 is minus infinite: its histories leave the fit, and it counts in AIC = 2 (effects) - 2 log-likelihood
and BIC = (effects) log(seen) - 2 log-likelihood. Interval: seen + exp(beta(0) -+ z se), se from the information.
Reference: Fienberg (1972), Biometrika 59, 591-603; Bishop, Fienberg and Holland (1975), Discrete Multivariate Analysis,
chapter 6; Chan, Silverman and Vincent (2021), JASA 116, 1297-1306 (minus infinite effects; existence).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, xlogy

from yupay.analyse.hidden import doubt, existence
from yupay.analyse.hidden.brackets import read, subsets, written
from yupay.analyse.hidden.newton import FINE, enter, fit_prepared, intercept_variance, log_factorials, prepare, room_for
from yupay.analyse.hidden.tables import Cells, lists_of, seen, size
from yupay.analyse.hidden.wording import assumed, reason, scarce, wald_words
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-loglinear",
    label=Text(es="Modelo log-lineal con nombre", en="Named log-linear model"),
    room="hidden",
    formula="log mean of a history = sum of the effects within it; total = seen + exp(intercept)",
    reference="Fienberg, S. E. (1972). The multiple recapture census for closed populations and incomplete 2^k "
    "contingency tables. Biometrika, 59, 591-603. Chan, L., Silverman, B. W., & Vincent, K. (2021). Multiple systems "
    "estimation for sparse capture data. Journal of the American Statistical Association, 116, 1297-1306.",
    needs=Text(
        es="Dos o más listas con personas en común, y un modelo", en="Two or more lists that overlap, and a model"
    ),
    fields=("interval", "se", "df", "parameters.model", "parameters.aic", "parameters.bic", "parameters.deviance"),
)
INDEPENDENCE = Method(
    id="hidden-independence",
    label=Text(es="Listas independientes (efectos principales)", en="Independent lists (main effects)"),
    room="hidden",
    formula="log mean of a history = intercept + one effect per list; with two lists n1 n2 / n12",
    reference="Petersen, C. G. J. (1896). The yearly immigration of young plaice into the Limfjord. Report of the Danish "
    "Biological Station, 6, 5-84. Fienberg, S. E. (1972). The multiple recapture census for closed populations and "
    "incomplete 2^k contingency tables. Biometrika, 59, 591-603.",
    needs=Text(es="Dos o más listas con personas en común", en="Two or more lists that overlap"),
    fields=METHOD.fields,
)
NOT_CONVERGED = 4
Shown = dict[str, float | int | str | bool | None]


@dataclass(frozen=True)
class Fit:
    """A log-linear model of one table.

    `effects` are its interactions (bitmasks) in the order given, `minus_infinite` those that nobody shows (and lists
    without anybody). `code`: 0 estimated, 1 the maximum does not exist, 2 not identified, 3 both, 4 not converged; the
    numbers are then nan and `beta` is empty. `fitted` are the 2**t means, cell 0 left at 0; cells that a minus infinite
    effect takes away are 0. `log_likelihood` is that of Poisson counts, with log y!.
    """

    lists: int
    effects: tuple[int, ...]
    minus_infinite: tuple[int, ...]
    seen: int
    code: int
    log_dark: float = math.nan
    se_log_dark: float = math.nan
    log_likelihood: float = math.nan
    deviance: float = math.nan
    df: int = 0
    fitted: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0), repr=False)
    beta: dict[int, float] = field(default_factory=dict, repr=False)

    @property
    def converged(self) -> bool:
        """Whether there is an estimate."""
        return self.code == existence.OK

    @property
    def parameters(self) -> int:
        """How many effects count: intercept, lists, interactions, minus infinite ones too."""
        return 1 + self.lists + len(self.effects)

    @property
    def dark(self) -> float:
        """How many people were on no list."""
        return math.exp(self.log_dark)

    @property
    def estimate(self) -> float:
        """The total: seen and dark."""
        return self.seen + self.dark

    @property
    def se(self) -> float:
        """The standard error of the total among all populations that could have been: dark + dark**2 var(log dark)."""
        return math.sqrt(self.dark + (self.dark * self.se_log_dark) ** 2)

    @property
    def aic(self) -> float:
        """Akaike's criterion."""
        return 2.0 * self.parameters - 2.0 * self.log_likelihood

    @property
    def bic(self) -> float:
        """Schwarz's criterion, of the people seen."""
        return math.log(self.seen) * self.parameters - 2.0 * self.log_likelihood

    @property
    def model(self) -> str:
        """The model in brackets."""
        return written(self.effects, self.lists)

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """The Wald limits of the total, symmetric on the log of the dark figure."""
        return wald(self.seen, self.log_dark, self.se_log_dark, level)


def wald(people: float, log_dark: float, se: float, level: float) -> tuple[float, float]:
    """The limits people + exp(log_dark -+ z se)."""
    z = float(ndtri((1.0 + level) / 2.0))
    return people + _exp(log_dark - z * se), people + _exp(log_dark + z * se)


def hierarchical(effects: Iterable[int]) -> tuple[int, ...]:
    """The interactions with every smaller interaction of each of their own, in the order given, the smaller first."""
    found: dict[int, None] = {}
    for effect in effects:
        for part in sorted(subsets(effect), key=lambda one: (size(one), one)):
            found.setdefault(part)
    return tuple(found)


def fit(y: Cells, effects: Iterable[int]) -> Fit:
    """Fit the model with these interactions (bitmasks of two lists or more, completed to a hierarchical model).

    Raises:
        ValueError: an effect that names a list that the table does not have.

    """
    t, chosen = lists_of(y), hierarchical(effects)
    if any(effect >> t for effect in chosen):
        raise ValueError(f"an effect beyond list {t}")
    model = np.array([0, *(1 << k for k in range(t)), *chosen], dtype=np.int64)
    room = room_for(t, model.size)
    enter(t, y, room)
    infinite = tuple(int(effect) for effect in model[1:] if room.margins[effect] == 0)
    if seen(y) == 0:
        return Fit(t, chosen, infinite, 0, existence.BOTH)
    code = int(existence.codes(y, model[None], np.array([model.size]))[0])
    if code != existence.OK:
        return Fit(t, chosen, infinite, seen(y), code)
    p = prepare(t, model, model.size, room.margins, room.effects, room.alive)
    value, state = fit_prepared(t, p, room, FINE)
    if state != 0:
        return Fit(t, chosen, infinite, seen(y), NOT_CONVERGED)
    return Fit(
        t,
        chosen,
        infinite,
        seen(y),
        code,
        log_dark=float(room.guess[0]),
        se_log_dark=math.sqrt(intercept_variance(p, room)),
        log_likelihood=value - log_factorials(y),
        deviance=deviance(y, room.mu),
        df=int(room.alive.sum()) - p,
        fitted=room.mu,
        beta={int(effect): float(room.guess[effect]) for effect in room.effects[:p]},
    )


def deviance(y: Cells, fitted: NDArray[np.float64]) -> float:
    """Twice the log-likelihood that the model lacks; cells without a mean have no people."""
    there = fitted > 0
    counts, means = y[there], fitted[there]
    return max(0.0, float(2.0 * (xlogy(counts, counts) - xlogy(counts, means) - counts + means).sum()))


def _exp(power: float) -> float:
    return math.exp(power) if power < 700.0 else math.inf


def estimate(y: Cells, subject: Subject, *, model: str, level: float = 0.95, seed: int | None = None) -> Estimate:
    """The total by the model in brackets (`[12,3]`, lists numbered in their order); nothing is drawn, `seed` is not used."""
    try:
        effects = read(model)
    except ValueError:
        return doubt.refused(y, subject, METHOD.id, _not_a_model(model))
    if any(effect >> lists_of(y) for effect in effects):
        return doubt.refused(y, subject, METHOD.id, _not_a_model(model))
    return _of_model(y, subject, METHOD, tuple(sorted(effects)), level)


def independence(y: Cells, subject: Subject, *, level: float = 0.95, seed: int | None = None) -> Estimate:
    """The total if the lists were independent of each other; nothing is drawn, `seed` is not used."""
    return _of_model(y, subject, INDEPENDENCE, (), level)


def _of_model(y: Cells, subject: Subject, method: Method, effects: tuple[int, ...], level: float) -> Estimate:
    """The record of one model of all lists, on the lists with somebody."""
    places = doubt.manned(y)
    short = doubt.unusable(y, least=2)
    if short is not None:
        return doubt.refused(y, subject, method.id, short, *doubt.left_empty(y, subject), assumptions=assumed())
    there = [one for effect in effects if (one := inside(effect, places)) is not None]
    return recorded(y, subject, method, fit(doubt.only(y, places), there), level=level)


def inside(effect: int, places: tuple[int, ...]) -> int | None:
    """A set of lists by its places among the lists used; None where it has a list that is not."""
    if effect & ~sum(1 << k for k in places):
        return None
    return sum(1 << at for at, k in enumerate(places) if effect >> k & 1)


def recorded(
    y: Cells,
    subject: Subject,
    method: Method,
    found: Fit,
    *,
    level: float,
    more: Shown | None = None,
    warnings: tuple[Text, ...] = (),
) -> Estimate:
    """The record of a fit of the lists with somebody, in the numbers of all lists; refused where it has no estimate."""
    places = doubt.manned(y)
    words = written([doubt.placed(effect, places) for effect in found.effects], lists_of(y))
    said = (*warnings, *scarce(y, subject), *doubt.left_empty(y, subject))
    if not found.converged:
        return doubt.refused(
            y, subject, method.id, reason(found.code, words), *said, assumptions=assumed(), parameters={"model": words}
        )
    low, high = found.interval(level)
    return Estimate(
        **about(subject, "hidden"),
        method=method.id,
        quantity=doubt.QUANTITY,
        value=found.estimate,
        interval=Interval(low=low, high=high if math.isfinite(high) else None, level=level, method=wald_words()),
        se=found.se,
        df=float(found.df),
        n=found.seen,
        assumptions=assumed(found.deviance, found.df),
        parameters={"model": words, **shown(found, places, subject), **(more or {})},
        warnings=said,
    )


def shown(found: Fit, places: tuple[int, ...], subject: Subject) -> Shown:
    """What was fitted, in flat names."""
    infinite = [
        "×".join(doubt.named(subject, k) for k in _lists(doubt.placed(one, places))) for one in found.minus_infinite
    ]
    return {
        "aic": found.aic,
        "bic": found.bic,
        "deviance": found.deviance,
        "log_likelihood": found.log_likelihood,
        "effects": found.parameters,
        "minus_infinite": "; ".join(infinite),
        "dark_figure": found.dark,
        "log_dark_se": found.se_log_dark,
    }


def _lists(effect: int) -> list[int]:
    return [k for k in range(effect.bit_length()) if effect >> k & 1]


def _not_a_model(model: str) -> Text:
    return Text(
        es=f"No evaluable: {model} no es un modelo de estas listas; se espera, por ejemplo, [12,3].",
        en=f"Not assessable: {model} is not a model of these lists; for example [12,3] is.",
    )
