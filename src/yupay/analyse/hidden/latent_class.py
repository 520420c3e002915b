"""How many are there if people fall into classes, and within a class lists are independent?

Formula: Dirichlet-process mixture of product Bernoulli cut at K = 10 classes: sticks V_k ~ Beta(1, alpha), alpha ~
Gamma(1/4, 1/4); P(on list j | class k) ~ Beta(1, 1); P(N) prop. to 1 / N for n <= N <= ceiling (usual: 21 n). Drawn by
several chains of `latent_class_kernel.walk` from starts far apart, longer until they agree or the limit is reached.
Reference: Manrique-Vallier (2016), Biometrics 72, 1246-1254; Vehtari et al. (2021), Bayesian Analysis 16, 667-718.
"""

from dataclasses import dataclass, field

import numpy as np

from yupay.analyse.hidden import chains as diagnostics
from yupay.analyse.hidden import doubt
from yupay.analyse.hidden.latent_class_kernel import spare, walk
from yupay.analyse.hidden.latent_class_steps import LISTS, WEIGHT
from yupay.analyse.hidden.tables import Cells, lists_of, seen
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-latent-class",
    label=Text(es="Clases latentes (proceso de Dirichlet)", en="Latent classes (Dirichlet process)"),
    room="hidden",
    formula="mixture of independent lists, Dirichlet-process weights, P(N) prop. to 1/N up to a ceiling; posterior median",
    reference="Manrique-Vallier, D. (2016). Bayesian population size estimation using Dirichlet process mixtures. "
    "Biometrics, 72, 1246-1254. Vehtari, A., Gelman, A., Simpson, D., Carpenter, B., & Burkner, P.-C. (2021). "
    "Rank-normalization, folding, and localization: An improved R-hat. Bayesian Analysis, 16, 667-718.",
    needs=Text(es="Tres listas o más con coincidencias", en="Three lists or more that overlap"),
    fields=(
        "interval",
        "se",
        "seed",
        "parameters.rhat",
        "parameters.ess_bulk",
        "parameters.ess_tail",
        "parameters.chains",
        "parameters.sweeps",
        "parameters.ceiling",
        "parameters.near_ceiling",
        "parameters.classes_occupied",
        "parameters.monte_carlo_error_median",
    ),
)
CREDIBLE = Text(es="Cuantiles de la distribución posterior", en="Quantiles of the posterior distribution")
USUAL_CEILING, NEAR, MANY_NEAR, EARLY = 21, 0.95, 0.01, 8
POOL = 12
REACHES = (1.0, 0.3, 0.1, 0.03)


@dataclass(frozen=True)
class Plan:
    """How the chains are run.

    `steps` are Metropolis steps a sweep (0: the plain Gibbs sampler); `warm` sweeps tune them and are not kept; every
    `thin` sweeps one draw is kept, `kept` a chain at first, twice as many while the chains disagree, to `most_kept`.
    """

    chains: int = 4
    classes: int = 10
    steps: int = 100
    warm: int = 400
    thin: int = 4
    kept: int = 1500
    most_kept: int = 24_000


USUAL = Plan()
PLAIN = Plan(chains=3, steps=0, warm=10_000, thin=100, kept=1000, most_kept=1000)
"""Three chains of 110,000 plain Gibbs sweeps, as the package in use is called in its help page."""


@dataclass(frozen=True)
class Sampled:
    """Draws of the total (chains, kept), what they say of their convergence, and how they were drawn.

    `sweeps` a chain, the tuning among them; `occupied`: the median number of classes with anybody in them.
    """

    total: np.ndarray = field(repr=False)
    verdict: diagnostics.Convergence
    ceiling: int
    sweeps: int
    occupied: float

    def quantile(self, p: float) -> float:
        """A quantile of the posterior of the total."""
        return float(np.quantile(self.total, p))

    @property
    def near_ceiling(self) -> float:
        """The share of draws in the highest 5 % of the totals that the ceiling allows."""
        return float(np.mean(self.total > NEAR * self.ceiling))


@dataclass
class _Chain:
    """A chain where it stands (`place`, as `walk` has it): it walks on from there."""

    generator: np.random.Generator
    place: np.ndarray
    sizes: np.ndarray

    def on(self, y: Cells, most: int, plan: Plan, kept: int, tuning: bool = False) -> np.ndarray:
        """Walk on: the numbers unseen and the classes occupied, (2, kept); while tuning only one, at the end."""
        out, (classes, t) = np.empty((2, kept)), (len(self.sizes), lists_of(y))
        thin, sweep, enough = plan.warm if tuning else plan.thin, 0, spare(plan.steps, classes, t)
        at = y, float(seen(y)), float(most), self.place, self.sizes, not tuning, plan.steps, thin, out
        room = np.empty(y.size), np.empty(classes), np.empty((classes, t + 1))
        while sweep < kept * thin:
            pool = self.generator.random(1 << (POOL * enough).bit_length())
            sweep = walk(pool, np.full(1, -1), enough, sweep, *at, *room)
        return out


def ceiling_of(y: Cells) -> int:
    """The usual ceiling of the total: 21 times the people seen."""
    return USUAL_CEILING * seen(y)


def sample(y: Cells, *, seed: int, ceiling: float | None = None, plan: Plan = USUAL) -> Sampled:
    """Draws of the total of a table whose lists all have somebody, from chains that start far apart.

    The first eighth of each chain is left out. It stops when R-hat is below 1.01 and both effective sizes are 100 a
    chain, or at the longest length: `verdict.converged` says which.
    """
    top = ceiling_of(y) if ceiling is None else int(ceiling)
    most = top - seen(y)
    every = [_started(y, which, seed, plan) for which in range(plan.chains)]
    for one in every:
        one.on(y, most, plan, 1, tuning=True)
    drawn, more = np.empty((2, plan.chains, 0)), plan.kept
    while True:
        new = np.array([one.on(y, most, plan, more) for one in every]).transpose(1, 0, 2)
        drawn = np.concatenate([drawn, new], axis=2)
        kept = drawn.shape[2]
        total = seen(y) + drawn[0, :, kept // EARLY :]
        verdict = diagnostics.judged(total)
        if verdict.converged or 2 * kept > plan.most_kept:
            return Sampled(total, verdict, top, plan.warm + kept * plan.thin, float(np.median(drawn[1])))
        more = kept


def _started(y: Cells, which: int, seed: int, plan: Plan) -> _Chain:
    """A chain at a start of its own: list probabilities up to 1, 0.3, 0.1 or 0.03, from few unseen to very many."""
    generator = np.random.default_rng([seed, which])
    t = lists_of(y)
    place = np.empty((2, plan.classes, LISTS + t + 2**t))
    place[1, :, LISTS : LISTS + t] = generator.uniform(1e-4, 1, (plan.classes, t)) * REACHES[which % len(REACHES)]
    place[1, :, WEIGHT] = np.log(generator.dirichlet(np.ones(plan.classes)))
    return _Chain(generator, place, np.full((plan.classes, 2 * t + 4), -1.0))


def estimate(
    y: Cells, subject: Subject, *, level: float = 0.95, seed: int, ceiling: float | None = None, plan: Plan = USUAL
) -> Estimate:
    """The posterior median of the total and its interval; not assessable where the chains disagree.

    `ceiling` is the largest total allowed (None: 21 times the seen). A limit in its highest 5 % is the prior's, not the
    data's: it is None; a median there is refused.
    """
    table = doubt.only(y, doubt.by_size(y))
    reason, empty = doubt.unusable(y) or _low_ceiling(y, ceiling), doubt.left_empty(y, subject)
    if reason is not None:
        return doubt.refused(y, subject, METHOD.id, reason, *empty, assumptions=ASSUMED)
    found = sample(table, seed=seed, ceiling=ceiling, plan=plan)
    reasons = (*_not_converged(found), *_all_ceiling(found))
    if reasons:
        told = {"assumptions": ASSUMED, "seed": seed, "parameters": _sampling(found, plan)}
        return doubt.refused(y, subject, METHOD.id, *reasons, *empty, **told)
    low, high = found.quantile((1 - level) / 2), found.quantile((1 + level) / 2)
    bounded = high <= NEAR * found.ceiling
    return Estimate(
        **about(subject, "hidden"),
        method=METHOD.id,
        quantity=doubt.QUANTITY,
        value=found.quantile(0.5),
        interval=Interval(low=low, high=high if bounded else None, level=level, method=CREDIBLE),
        se=float(found.total.std(ddof=1)) if bounded else None,
        n=seen(y),
        assumptions=ASSUMED,
        seed=seed,
        parameters=_sampling(found, plan) | _errors(found, level, bounded),
        warnings=(*_near_ceiling(found), *empty),
    )


Flat = dict[str, float | int | str | bool | None]


def _sampling(found: Sampled, plan: Plan) -> Flat:
    return {
        "rhat": float(found.verdict.rhat) if np.isfinite(found.verdict.rhat) else None,
        "ess_bulk": found.verdict.bulk,
        "ess_tail": found.verdict.tail,
        "chains": found.verdict.chains,
        "sweeps": found.sweeps,
        "draws": found.total.size,
        "ceiling": found.ceiling,
        "near_ceiling": found.near_ceiling,
        "classes": plan.classes,
        "classes_occupied": found.occupied,
    }


def _errors(found: Sampled, level: float, bounded: bool) -> Flat:
    """Monte-Carlo standard errors of the median and of the limits that the data bound."""
    places = {"median": 0.5, "low": (1 - level) / 2} | ({"high": (1 + level) / 2} if bounded else {})
    return {f"monte_carlo_error_{name}": diagnostics.quantile_error(found.total, p) for name, p in places.items()}


def _low_ceiling(y: Cells, ceiling: float | None) -> Text | None:
    if ceiling is None or ceiling >= seen(y) + 1:
        return None
    return Text(
        es=f"No evaluable: el techo del total, {ceiling:,.0f}, no supera a las personas vistas, {seen(y):,}.",
        en=f"Not assessable: the ceiling of the total, {ceiling:,.0f}, is not above the people seen, {seen(y):,}.",
    )


def _not_converged(found: Sampled) -> tuple[Text, ...]:
    verdict = found.verdict
    if verdict.converged:
        return ()
    shown = f"R-hat {verdict.rhat:.3f}", f"{min(verdict.bulk, verdict.tail):,.0f}", f"{found.sweeps:,}"
    return (
        Text(
            es=f"No evaluable: las cadenas no llegaron al mismo lugar ({shown[0]}, tamaño efectivo {shown[1]} tras "
            f"{shown[2]} vueltas de cada una de las {verdict.chains} cadenas).",
            en=f"Not assessable: the chains did not reach the same place ({shown[0]}, effective size {shown[1]} after "
            f"{shown[2]} sweeps of each of {verdict.chains} chains).",
        ),
    )


def _all_ceiling(found: Sampled) -> tuple[Text, ...]:
    if found.quantile(0.5) <= NEAR * found.ceiling:
        return ()
    return (
        Text(
            es=f"No evaluable: el techo del total ({found.ceiling:,}) decide, no las listas.",
            en=f"Not assessable: the ceiling of the total ({found.ceiling:,}) decides, not the lists.",
        ),
    )


def _near_ceiling(found: Sampled) -> tuple[Text, ...]:
    """The warning that more than 1 % of the draws are in the highest 5 % of the totals allowed."""
    if found.near_ceiling <= MANY_NEAR:
        return ()
    return (
        Text(
            es=f"El techo de la distribución previa ({found.ceiling:,}) da forma al límite superior: {found.near_ceiling:.1%} "
            "de los sorteos están en su 5 % más alto.",
            en=f"The prior's ceiling ({found.ceiling:,}) shapes the upper limit: {found.near_ceiling:.1%} of the draws are "
            "in its highest 5 %.",
        ),
    )


ASSUMED: tuple[Assumption, ...] = (
    doubt.unchecked(
        Text(
            es="Dentro de cada clase de personas las listas son independientes, y quienes no están en ninguna lista son de "
            "las mismas clases que quienes fueron vistos",
            en="Within each class of people lists are independent, and those on no list are of the same classes as those "
            "who were seen",
        ),
        Text(
            es="No se puede comprobar con las listas: una clase que ninguna lista ve no deja rastro.",
            en="The lists cannot check it: a class that no list sees leaves no trace.",
        ),
    ),
    doubt.unchecked(
        Text(
            es="A priori cualquier probabilidad de estar en una lista vale igual, y el total pesa 1 / N hasta el techo",
            en="A priori any probability of being on a list counts alike, and the total weighs 1 / N up to the ceiling",
        ),
        Text(
            es="Se elige, no se estima; la parte de los sorteos cerca del techo se muestra.",
            en="Chosen, not estimated; the share of draws near the ceiling is shown.",
        ),
    ),
    doubt.unchecked(
        Text(
            es="Población cerrada y registros bien enlazados", en="Closed population and records linked without error"
        ),
        Text(es="No se comprueba aquí.", en="Not checked here."),
    ),
)
