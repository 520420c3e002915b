"""How many are there, averaged over which lists and covariates depend on each other?

Formula: models with every set of two-factor effects, equally likely beforehand; effects ~ Normal(0, s (X'X / cells)^-1)
in sum-to-zero contrasts over all cells, "on no list" too (unit information for s = 1), level of the table flat. The
probability of the seen cells under a model is an importance-sampled integral around its mode (Student t, 5 degrees of
freedom, adapted twice); the unseen cells are Poisson given the drawn means; N = seen + unseen, drawn over models by
their probability. Models beyond 99.8 % of it by Laplace's approximation are left out; with more than `most_models` models
those within a factor 1,000 of the best are looked for from neighbour to neighbour.
Reference: Overstall and King (2014), Journal of Statistical Software 58(7); Ntzoufras, Dellaportas and Forster (2003),
Journal of Statistical Planning and Inference 111, 165-180; Madigan and York (1997), Biometrika 84, 19-31.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, logsumexp

from yupay.analyse.hidden.closed_fit import Floats
from yupay.analyse.hidden.covariates import assumptions, design, names_of, on_manned, pairs_of, written
from yupay.analyse.hidden.doubt import QUANTITY, left_empty, refused, unusable
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-covariate-average",
    label=Text(es="Promedio de modelos con covariables", en="Average over models with covariates"),
    room="hidden",
    formula="p(N | y) = sum over models p(N | y, m) p(m | y), effects ~ Normal(0, s (X'X/cells)^-1)",
    reference="Overstall, A., & King, R. (2014). conting: An R package for Bayesian analysis of complete and incomplete "
    "contingency tables. Journal of Statistical Software, 58(7). Ntzoufras, I., Dellaportas, P., & Forster, J. J. (2003). "
    "Bayesian variable and link determination for generalised linear models. Journal of Statistical Planning and "
    "Inference, 111, 165-180.",
    needs=Text(
        es="Dos listas o más con coincidencias y covariables con categorías",
        en="Two lists or more that overlap, and covariates with categories",
    ),
    fields=(
        "interval",
        "parameters.mean",
        "parameters.top_model",
        "parameters.top_model_probability",
        "parameters.ess",
        "parameters.least_ess",
    ),
)
FREEDOM, ROUNDS, WINDOW = 5.0, 3, float(np.log(1000.0))
LEAST_ESS = 400.0


MATTERS, COVERED = 0.002, 0.998


@dataclass(frozen=True)
class Averaged:
    """Totals (draws,) with their weights (sum 1), and the probability of each model; `ess` the effective draws.

    `least_ess`: of the models that hold 0.2 % or more by Laplace's approximation, the fewest effective draws of any;
    the others are drawn an eighth as often.
    """

    models: tuple[tuple[int, ...], ...]
    probabilities: Floats
    totals: Floats
    weights: Floats
    ess: float
    least_ess: float
    searched: bool

    @property
    def mean(self) -> float:
        """The posterior mean of the total."""
        return float(self.totals @ self.weights)

    def quantiles(self, chances: Sequence[float]) -> tuple[float, ...]:
        """Posterior quantiles of the total: the lowest total whose cumulative weight reaches each chance."""
        order = np.argsort(self.totals)
        reached = self.weights[order].cumsum() / self.weights.sum()
        places = np.minimum(np.searchsorted(reached, chances), order.size - 1)
        return tuple(float(one) for one in self.totals[order][places])


@dataclass(frozen=True)
class Mode:
    """A model at its most likely parameters: its columns, precision of the prior, curvature, Laplace's log evidence."""

    columns: Floats
    prior: Floats
    beta: Floats
    curvature: Floats
    evidence: float


def average(y: Floats, *, seed: int, unit: float = 1.0, draws: int = 4000, most_models: int = 1024) -> Averaged:
    """The average over models of a crossed table y (levels of covariate 1, ..., 2**t); `unit` scales the prior's variance."""
    effects = pairs_of(y.ndim - 1 + y.shape[-1].bit_length() - 1)
    searched = 2 ** len(effects) > most_models
    modes = _near(y, effects, unit, most_models) if searched else every(y, effects, unit)
    shares = _shares(modes)
    random = np.random.default_rng(seed)
    kept = list(shares)
    bar = min(MATTERS, max(shares.values()))
    full = np.array([shares[model] >= bar for model in kept])
    drawn = [
        sampled(modes[m], y, random, draws if big else max(draws // 8, 1)) for m, big in zip(kept, full, strict=True)
    ]
    log_evidence = np.array([one[0] for one in drawn])
    probabilities = np.exp(log_evidence - logsumexp(log_evidence))
    sizes = np.array([1 / (one[2] ** 2).sum() for one in drawn])
    weights = np.concatenate([p * one[2] for p, one in zip(probabilities, drawn, strict=True)])
    return Averaged(
        models=tuple(kept),
        probabilities=probabilities,
        totals=np.concatenate([one[1] for one in drawn]),
        weights=weights,
        ess=float(1 / (weights**2).sum()),
        least_ess=float(sizes[full].min()),
        searched=searched,
    )


def estimate(
    y: Floats,
    subject: Subject,
    *,
    seed: int,
    covariates: Sequence[str] = (),
    unit: float = 1.0,
    samples: int = 4000,
    level: float = 0.95,
) -> Estimate:
    """The posterior median of a crossed table's total over all strata and models; the mean is in `parameters`.

    `samples` are drawn from each model.
    """
    pooled = y.reshape(-1, y.shape[-1]).sum(axis=0)
    short = unusable(pooled, least=2)
    shared = {"assumptions": assumptions()}
    if short is not None:
        return refused(pooled, subject, METHOD.id, short, **shared)
    found = average(on_manned(y), seed=seed, unit=unit, draws=samples)
    names = names_of(y, subject, covariates)
    best = int(found.probabilities.argmax())
    parameters = {
        "models": len(found.models),
        "top_model": written(found.models[best], names),
        "top_model_probability": float(found.probabilities[best]),
        "prior_unit": unit,
        "ess": found.ess,
        "least_ess": found.least_ess,
        "samples": samples,
    }
    if found.least_ess < LEAST_ESS:
        return refused(pooled, subject, METHOD.id, _thin(found.least_ess), parameters=parameters, seed=seed, **shared)
    low, middle, high = found.quantiles(((1 - level) / 2, 0.5, (1 + level) / 2))
    return Estimate(
        **about(subject, "hidden"),
        **shared,
        method=METHOD.id,
        quantity=QUANTITY,
        value=middle,
        interval=Interval(
            low=low, high=high, level=level, method=Text(es="cuantiles a posteriori", en="posterior quantiles")
        ),
        n=int(y.sum()),
        seed=seed,
        parameters={**parameters, "mean": found.mean},
        warnings=(*(_window() if found.searched else ()), *left_empty(pooled, subject)),
    )


def every(y: Floats, effects: Sequence[int], unit: float) -> dict[tuple[int, ...], Mode]:
    """The mode of each set of effects."""
    found = {}
    for bits in range(2 ** len(effects)):
        model = tuple(effect for k, effect in enumerate(effects) if bits >> k & 1)
        found[model] = _mode(y, model, unit)
    return found


def _shares(modes: dict[tuple[int, ...], Mode]) -> dict[tuple[int, ...], float]:
    """The models that hold 99.8 % of the probability by Laplace's approximation, most likely first, and their shares."""
    evidence = np.array([one.evidence for one in modes.values()])
    share = np.exp(evidence - logsumexp(evidence))
    order = np.argsort(-share, kind="stable")
    enough = int(np.searchsorted(share[order].cumsum(), COVERED)) + 1
    models = list(modes)
    return {models[k]: float(share[k]) for k in order[:enough]}


def _near(y: Floats, effects: Sequence[int], unit: float, most: int) -> dict[tuple[int, ...], Mode]:
    """The modes of models near the best: neighbours (one effect more or less) of any model within the window."""
    found: dict[tuple[int, ...], Mode] = {(): _mode(y, (), unit)}
    open_models: list[tuple[int, ...]] = [()]
    while open_models and len(found) < most:
        top = max(one.evidence for one in found.values())
        model = max(open_models, key=lambda one: found[one].evidence)
        open_models.remove(model)
        if found[model].evidence < top - WINDOW:
            break
        for effect in effects:
            other = tuple(sorted(set(model) ^ {effect}))
            if other not in found:
                found[other] = _mode(y, other, unit)
                open_models.append(other)
    return found


def _mode(y: Floats, model: tuple[int, ...], unit: float) -> Mode:
    """The most likely parameters of a model given the seen cells and the prior, by halved Newton steps."""
    columns = design(y.shape[:-1], y.shape[-1].bit_length() - 1, model)
    prior = columns.T @ columns / (len(columns) * unit)
    prior[0, :], prior[:, 0] = 0.0, 0.0
    seen = np.arange(y.size) % y.shape[-1] != 0
    x, counts = columns[seen], y.reshape(-1)[seen]
    beta = np.zeros(columns.shape[1])
    beta[0] = np.log(counts.mean())
    height = _height(x, counts, prior, beta[None, :])[0]
    for _ in range(100):
        mean = np.exp(x @ beta)
        curvature = x.T @ (x * mean[:, None]) + prior
        step = np.linalg.solve(curvature, x.T @ (counts - mean) - prior @ beta)
        length = 1.0
        while (then := _height(x, counts, prior, (beta + length * step)[None, :])[0]) < height - 1e-9 and length > 1e-9:
            length /= 2
        beta, height = beta + length * step, then
        if np.abs(step).max() < 1e-9:
            break
    p = beta.size
    curved = float(np.linalg.slogdet(curvature)[1])
    evidence = height + _prior_constant(prior) + p / 2 * np.log(2 * np.pi) - curved / 2
    return Mode(columns, prior, beta, curvature, float(evidence))


def sampled(mode: Mode, y: Floats, random: np.random.Generator, draws: int) -> tuple[float, Floats, Floats]:
    """A model's log evidence, drawn totals (draws,), and their weights (sum 1).

    The first proposal has the mode's curvature; the next ones the weighted mean and covariance of the draws before.
    """
    dark = np.arange(y.size) % y.shape[-1] == 0
    columns, counts = mode.columns[~dark], y.reshape(-1)[~dark]
    centre, spread = mode.beta, np.linalg.inv(mode.curvature).astype(np.float64)
    for _ in range(ROUNDS):
        beta, proposal = _student(centre, spread, random, draws)
        ratio = _height(columns, counts, mode.prior, beta) + _prior_constant(mode.prior) - proposal
        weights = np.exp(ratio - logsumexp(ratio))
        centre = weights @ beta
        spread = (beta - centre).T @ ((beta - centre) * weights[:, None])
    unseen = random.poisson(np.exp(np.minimum(beta @ mode.columns[dark].T, 40.0))).sum(axis=1)
    return float(logsumexp(ratio) - np.log(draws)), y.sum() + unseen, weights


def _student(centre: Floats, spread: Floats, random: np.random.Generator, draws: int) -> tuple[Floats, Floats]:
    """Draws (draws, p) of a multivariate Student t and their log densities (draws,)."""
    p = centre.size
    factor = np.linalg.cholesky(spread + 1e-12 * np.eye(p))
    normal = random.standard_normal((draws, p))
    scale = random.chisquare(FREEDOM, draws) / FREEDOM
    density = (
        gammaln((FREEDOM + p) / 2)
        - gammaln(FREEDOM / 2)
        - p / 2 * np.log(FREEDOM * np.pi)
        - np.log(np.diag(factor)).sum()
        - (FREEDOM + p) / 2 * np.log1p((normal**2).sum(axis=1) / scale / FREEDOM)
    )
    return centre + (normal @ factor.T) / np.sqrt(scale)[:, None], density


def _height(x: Floats, counts: Floats, prior: Floats, beta: Floats) -> Floats:
    """Log-likelihood of the seen cells plus the prior's exponent, for many parameters (draws, p)."""
    eta = np.minimum(beta @ x.T, 100.0)
    found: Floats = eta @ counts - np.exp(eta).sum(axis=1) - ((beta @ prior) * beta).sum(axis=1) / 2
    found -= gammaln(counts + 1).sum()
    return found


def _prior_constant(prior: Floats) -> float:
    inner = prior[1:, 1:]
    return float(np.linalg.slogdet(inner)[1] / 2 - len(inner) / 2 * np.log(2 * np.pi))


def _thin(least: float) -> Text:
    return Text(
        es=f"No evaluable: no convergió; sorteos efectivos del modelo peor muestreado, {least:.0f}; se necesitan {LEAST_ESS:.0f}. Pida más sorteos.",
        en=f"Not assessable: it did not converge; effective draws of the worst sampled model, {least:.0f}; {LEAST_ESS:.0f} are needed. Ask for more draws.",
    )


def _window() -> tuple[Text, ...]:
    return (
        Text(
            es="Hay demasiados modelos para recorrerlos todos: se promedian los que se hallaron cerca del mejor, de vecino en vecino.",
            en="There are too many models to visit them all: those found near the best, from neighbour to neighbour, are averaged.",
        ),
    )
