"""What goes with what? Every pair the study declares, by every method it needs, on its own map.

For each hypothesis: the plain coefficients, the modified t, the decision test with its control, difference and
equivalence, the simulation on this map, and each variant of the sensitivity analysis. For each exploratory family: its
methods over its pairs. Adjusted p values belong to a family and a method.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from yupay.analyse.numerics.area import area
from yupay.analyse.numerics.weights import as_pairs
from yupay.analyse.numerics.whitening import Whitener, prepare
from yupay.analyse.pairing import Pairing, pair, values
from yupay.analyse.relate.difference import difference
from yupay.analyse.relate.equivalence import equivalence
from yupay.analyse.relate.holm import adjust
from yupay.analyse.relate.kendall import kendall
from yupay.analyse.relate.normality import lilliefors, normality
from yupay.analyse.relate.partial import partial_spearman
from yupay.analyse.relate.pearson import pearson
from yupay.analyse.relate.spearman import spearman
from yupay.analyse.spatial.area_whitened import area_whitened, whitened_residuals
from yupay.analyse.spatial.family import relatives
from yupay.analyse.spatial.freedman_lane import freedman_lane
from yupay.analyse.spatial.least_squares import map_least_squares, spatial_lag_of_x
from yupay.analyse.spatial.maximum_likelihood import spatial_error, spatial_lag
from yupay.analyse.spatial.modified_t import modified_t
from yupay.analyse.spatial.moran import moran
from yupay.analyse.spatial.negative_binomial import negative_binomial
from yupay.analyse.spatial.scale import scale_partial
from yupay.analyse.spatial.simulate import simulate
from yupay.analyse.spatial.size_power import size_and_power
from yupay.analyse.variants import changed
from yupay.model.cube import Cube, Evidence
from yupay.model.estimate import Estimate, Subject
from yupay.model.study import Family, Hypothesis, Scaling, Study, Variant
from yupay.model.text import Text

Tell = Callable[[Text], None]
Run = tuple[Estimate, Pairing]
MAPS_KEPT = 16
ASKED_ABOVE = 50
NOT_COUNTED = ("percent", "index")
REGRESSIONS = {
    "map-least-squares": map_least_squares,
    "spatial-lag-of-x": spatial_lag_of_x,
    "spatial-lag": spatial_lag,
    "spatial-error": spatial_error,
}
"""y on x and the controls of a family, over neighbours."""


@dataclass(frozen=True)
class Relations:
    """The relations of one study: its evidence, and the maps prepared last, kept for reuse within this run."""

    study: Study
    evidence: Evidence
    prepared: dict[bytes, Whitener] = field(default_factory=dict)

    @property
    def seed(self) -> int:
        """The seed of the study."""
        return self.study.study.seed

    def size_of(self, unit: str) -> str | None:
        """The indicator that says how large a place of this unit is."""
        return next((u.population for u in self.study.units if u.id == unit), None)

    def subject(self, unit: str, *variables: str, key: str = "") -> Subject:
        """What an estimate of these variables copies: names, sources, base."""
        cube = self.evidence.cubes[unit]
        sources = {source for v in variables if v in cube.measures for source in cube.measures[v].sources}
        words = next(u.plural for u in self.study.units if u.id == unit)
        return Subject(variables=variables, unit_of_analysis=unit, key=key, sources=tuple(sorted(sources)), base=words)

    def whitener(self, pairing: Pairing) -> Whitener:
        """The map of a pairing, prepared once for the same places and the same size and controls."""
        nuisance = pairing.nuisance()
        name = pairing.coordinates.tobytes() + nuisance.tobytes() + pairing.neighbours.tobytes()
        found = self.prepared.pop(name, None) or prepare(area(pairing.coordinates, pairing.neighbours, nuisance))
        self.prepared[name] = found
        if len(self.prepared) > MAPS_KEPT:
            self.prepared.pop(next(iter(self.prepared)))
        return found


def relate(study: Study, evidence: Evidence, tell: Tell) -> tuple[Estimate, ...]:
    """Every estimate of the rooms relate and spatial that the study needs.

    Args:
        study: the declaration: hypotheses, families, decision rule, sensitivity, scales.
        evidence: protected counts by unit.
        tell: hears what is being computed.

    Returns:
        Estimates whose question is "relate"; ids are unique.

    """
    asked = Relations(study, evidence)
    made = {one.id: one for family in study.families for one in of_family(asked, family, tell)}
    loose = [h for h in study.hypotheses if h.family not in {f.id for f in study.families}]
    made |= {one.id: one for h in loose for one in of_hypothesis(asked, h)}
    tell(Text(es="Comprobando la sensibilidad y la escala", en="Checking sensitivity and scale"))
    made |= {one.id: one for one in of_variants(asked)}
    made |= {one.id: one for scaling in study.scales for one in of_scales(asked, scaling)}
    made |= {one.id: one for one in of_single_variables(asked)}
    return tuple(made.values())


def of_family(asked: Relations, family: Family, tell: Tell) -> Iterator[Estimate]:
    """The relations of one family, its deciding p values adjusted."""
    tell(Text(es=f"Relacionando: {family.label.es}", en=f"Relating: {family.label.en}"))
    members = [h for h in asked.study.hypotheses if h.family == family.id]
    found = [one for h in members for one in of_hypothesis(asked, h)]
    explored = [one for x, y in family.pairs for one in explore(asked, family, x, y)]
    methods = {asked.study.decision.method} if family.decides else {one.method for one in explored}
    claims = {(h.x, h.y) for h in members}
    deciding = [one for one in found if one.method in methods and one.variables in claims and not one.key]
    for method in sorted(methods):
        yield from adjusted(family, asked.study, [one for one in deciding if one.method == method])
        yield from adjusted(family, asked.study, [one for one in explored if one.method == method and not one.key])
    claimed = {one.id for one in deciding}
    yield from (one for one in found if one.id not in claimed)
    yield from (one for one in explored if one.key)


def adjusted(family: Family, study: Study, estimates: list[Estimate]) -> tuple[Estimate, ...]:
    """The estimates of a family with their adjusted p; with too few units to be decided, one does not count."""
    if family.correction != "holm":
        return tuple(estimates)
    least = study.decision.min_units if family.decides else 0
    tested = [one for one in estimates if (one.n or 0) >= least]
    return (*adjust(tested), *(one for one in estimates if (one.n or 0) < least))


def pairing_of(asked: Relations, hypothesis: Hypothesis) -> Pairing | None:
    """The columns of a hypothesis, or None where its unit or one of its indicators has no data."""
    unit, x, y = hypothesis.unit, hypothesis.x, hypothesis.y
    if unit is None or x is None or y is None or unit not in asked.evidence.cubes:
        return None
    cube = asked.evidence.cubes[unit]
    found = pair(cube, x, y, control=hypothesis.control, size=asked.size_of(unit), covariates=hypothesis.covariates)
    return None if found is None or not len(found.kept) else found


def of_hypothesis(asked: Relations, hypothesis: Hypothesis) -> Iterator[Estimate]:
    """Everything one hypothesis needs; nothing where it has no data of its own."""
    pairing = pairing_of(asked, hypothesis)
    if pairing is None:
        return
    unit, x, y = hypothesis.unit or "", hypothesis.x or "", hypothesis.y or ""
    about = asked.subject(unit, x, y)
    first, second, sided = pairing.take(pairing.x), pairing.take(pairing.y), hypothesis.alternative
    yield spearman(first, second, about, seed=asked.seed, alternative=sided)
    yield pearson(first, second, about, alternative=sided)
    yield kendall(first, second, about, alternative=sided)
    if pairing.covariates.shape[1]:
        yield partial_spearman(first, second, pairing.nuisance(), about, alternative=sided)
    if pairing.mapped:
        yield from on_the_map(asked, hypothesis, pairing.on_the_map(), about)


def on_the_map(asked: Relations, hypothesis: Hypothesis, pairing: Pairing, about: Subject) -> Iterator[Estimate]:
    """The decision test and what is printed beside it."""
    rule, unit, x, y = asked.study.decision, about.unit_of_analysis, *about.variables
    first, second, prepared = pairing.take(pairing.x), pairing.take(pairing.y), asked.whitener(pairing)
    deciding = decide(asked, hypothesis, pairing, "")
    yield deciding
    yield modified_t(first, second, pairing.coordinates, about)
    yield equivalence(deciding, about, bound=rule.equivalence, alpha=rule.alpha)
    yield from simulate(
        first,
        second,
        prepared,
        about,
        seed=asked.seed,
        draws=rule.simulations,
        alpha=rule.alpha,
        power=rule.power,
        alternative=hypothesis.alternative,
    )
    yield from relatives(first, second, prepared, about, seed=asked.seed, alternative=hypothesis.alternative)
    if asked.study.report.size_draws:
        yield from size_and_power(first, second, prepared, about, seed=asked.seed, draws=asked.study.report.size_draws)
    yield from counted(asked, hypothesis, pairing, about)
    if hypothesis.control is not None and pairing.control is not None:
        control = pairing.take(pairing.control)
        other = asked.subject(unit, hypothesis.control, y)
        yield decide(asked, hypothesis, pairing, "", control=True)
        yield spearman(control, second, other, seed=asked.seed)
        yield modified_t(control, second, pairing.coordinates, other)
        residuals, columns = whitened_residuals([first, control, second], prepared)
        compared = asked.subject(unit, x, hypothesis.control, y)
        yield difference(residuals[0], residuals[1], residuals[2], compared, columns=columns)


def counted(asked: Relations, hypothesis: Hypothesis, pairing: Pairing, about: Subject) -> Iterator[Estimate]:
    """Where y counts, the negative binomial with population as its exposure: sensitivity only."""
    indicator = next((one for one in asked.study.indicators if one.id == hypothesis.y), None)
    if indicator is None or not indicator.columns or indicator.counting_unit in NOT_COUNTED or pairing.size is None:
        return
    whole = asked.whitener(pairing).whole
    x, y, size = pairing.take(pairing.x), pairing.take(pairing.y), pairing.take(pairing.size)
    yield from negative_binomial(y, x, size, whole, about)


def explore(asked: Relations, family: Family, x: str, y: str) -> Iterator[Estimate]:
    """One pair of an exploratory family by each of its methods."""
    unit = family.unit or ""
    if unit not in asked.evidence.cubes:
        return
    cube = asked.evidence.cubes[unit]
    pairing = pair(cube, x, y, size=asked.size_of(unit))
    if pairing is None:
        return
    first, second, about = pairing.take(pairing.x), pairing.take(pairing.y), asked.subject(unit, x, y)
    methods = family.methods or ("spearman",)
    if "spearman" in methods:
        yield spearman(first, second, about, seed=asked.seed)
    if "kendall-tau-b" in methods:
        yield kendall(first, second, about)
    given = pair(cube, x, y, covariates=family.covariates)
    if "partial-spearman" in methods and given is not None:
        yield partial_spearman(
            given.take(given.x), given.take(given.y), given.nuisance(), about, names=family.covariates
        )
    if "area-whitened" in methods and pairing.mapped:
        drawn = pairing.on_the_map()
        yield area_whitened(drawn.take(drawn.x), drawn.take(drawn.y), asked.whitener(drawn), about)
    if "freedman-lane" in methods and pairing.mapped:
        drawn = pairing.on_the_map()
        whole = asked.whitener(drawn).whole
        yield freedman_lane(drawn.take(drawn.x), drawn.take(drawn.y), whole, about, seed=asked.seed)
    for method in (name for name in REGRESSIONS if name in methods):
        yield from regressed(asked, family, x, y, method)


def regressed(asked: Relations, family: Family, x: str, y: str, method: str) -> Iterator[Estimate]:
    """Y on x and the controls of a family over the places of a map; one estimate per term, its name in the key."""
    given = pair(asked.evidence.cubes[family.unit or ""], x, y, covariates=family.covariates)
    if given is None or not given.mapped:
        return
    drawn, about = given.on_the_map(), asked.subject(family.unit or "", x, y)
    columns = np.column_stack([drawn.take(drawn.x), *(drawn.take(column) for column in drawn.covariates.T)])
    names = (x, *family.covariates)
    yield from REGRESSIONS[method](drawn.take(drawn.y), columns, drawn.neighbours, about, names=names)


def of_variants(asked: Relations) -> Iterator[Estimate]:
    """The decision test of each hypothesis under each declared variant."""
    for variant in asked.study.sensitivity:
        for hypothesis in asked.study.hypotheses:
            if variant.hypotheses and hypothesis.id not in variant.hypotheses:
                continue
            pairing = pairing_of(asked, hypothesis)
            if pairing is not None and pairing.mapped:
                yield from of_variant(asked, hypothesis, variant, pairing.on_the_map())


def of_variant(asked: Relations, hypothesis: Hypothesis, variant: Variant, pairing: Pairing) -> Iterator[Estimate]:
    """One variant of one hypothesis and its control: one run, or the lowest and highest where each row is left out."""
    runs = ((decide(asked, hypothesis, other, variant.id), other) for other in changed(pairing, hypothesis, variant))
    each_row = variant.change == "leave-one-row-out"
    chosen, count = extremes(runs) if each_row else (dict(zip(("",), runs, strict=False)), 1)
    for key, (one, other) in chosen.items():
        named = f"{variant.id}/{key}" if key else variant.id
        parameters = {**one.parameters, "rows_left_out_in_turn": count} if key else one.parameters
        yield one.model_copy(update={"key": named, "parameters": parameters})
        if other.control is not None:
            yield decide(asked, hypothesis, other, named, control=True)


def extremes(runs: Iterator[Run]) -> tuple[dict[str, Run], int]:
    """The runs with the lowest and the highest coefficient, or the first where none has one; and how many there were."""
    found: dict[str, Run] = {}
    count = 0
    for run in runs:
        count, value = count + 1, run[0].value
        if value is None and not found:
            found = {"": run}
        elif value is not None:
            low, high = found.get("lowest", run), found.get("highest", run)
            found = {
                "lowest": run if value < (low[0].value or 0.0) else low,
                "highest": run if value >= (high[0].value or 0.0) else high,
            }
    return found, count


def decide(asked: Relations, hypothesis: Hypothesis, pairing: Pairing, key: str, *, control: bool = False) -> Estimate:
    """The decision test of one pairing, of x or of its negative control."""
    first, name = (pairing.control, hypothesis.control) if control else (pairing.x, hypothesis.x)
    return area_whitened(
        pairing.take(pairing.x if first is None else first),
        pairing.take(pairing.y),
        asked.whitener(pairing),
        asked.subject(hypothesis.unit or "", name or "", hypothesis.y or "", key=key),
        alternative="two-sided" if control else hypothesis.alternative,
        residual_alpha=asked.study.decision.residual_moran_alpha,
    )


def of_scales(asked: Relations, scaling: Scaling) -> Iterator[Estimate]:
    """The same relation at several units, given the logarithm of one size; rows of unnamed units cluster by place."""
    for unit in scaling.units:
        cube = asked.evidence.cubes.get(unit)
        pairing = None if cube is None else pair(cube, scaling.x, scaling.y, size=scaling.size)
        if cube is None or pairing is None or pairing.size is None:
            continue
        named = next(u.named for u in asked.study.units if u.id == unit)
        yield scale_partial(
            pairing.take(pairing.x),
            pairing.take(pairing.y),
            pairing.take(pairing.size),
            asked.subject(unit, scaling.x, scaling.y),
            places=None if named else clusters(asked, cube, pairing),
        )


def clusters(asked: Relations, cube: Cube, pairing: Pairing) -> np.ndarray:
    """Which wider place each row of an unnamed unit stands in: the first digits of its key."""
    digits = max((u.digits or 0 for u in asked.study.units if u.named), default=0)
    keys = [cube.places[i].key[: digits or None] for i in pairing.kept]
    return np.unique(keys, return_inverse=True)[1]


def of_single_variables(asked: Relations) -> Iterator[Estimate]:
    """Moran's I and normality of every variable of a hypothesis, over the study's own places.

    Above 50 values Lilliefors' D stands beside Shapiro-Wilk's W, as theses ask for it (key "lilliefors").
    """
    wanted = {(h.unit, v) for h in asked.study.hypotheses for v in (h.x, h.y, h.control) if h.unit and v}
    for unit, name in sorted(wanted):
        cube = asked.evidence.cubes.get(unit)
        if cube is None or name not in cube.measures:
            continue
        column, about = values(cube.measures[name])[: cube.inside], asked.subject(unit, name)
        yield normality(column, about)
        if np.isfinite(column).sum() > ASKED_ABOVE:
            yield lilliefors(column, asked.subject(unit, name, key="lilliefors"), seed=asked.seed)
        if cube.neighbours is not None:
            yield moran(column, inside(cube), about, seed=asked.seed)


def inside(cube: Cube) -> np.ndarray:
    """The pairs of neighbours among the study's own places, (m, 2)."""
    pairs = as_pairs(() if cube.neighbours is None else cube.neighbours.pairs)
    return pairs[(pairs < cube.inside).all(axis=1)]
