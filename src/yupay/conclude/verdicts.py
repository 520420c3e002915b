"""How is a ruling worded? Verdict, reading and missing records as sentences whose numbers open their estimates."""

from yupay.conclude import rows
from yupay.conclude.decide import FEWEST, Ruling, method_of, residual_moran_p
from yupay.conclude.lookup import PAIR, bound_cell, interval_cell, n_cell, open_cell, p_cell, value_cell
from yupay.conclude.naming import filled, joined, named, raised, spoken
from yupay.conclude.pages import hypothesis_page, parent_pages
from yupay.conclude.wording import decisions as words
from yupay.conclude.wording.scales import label_of, scale_of
from yupay.model.cube import Evidence
from yupay.model.estimate import Estimate
from yupay.model.problem import Problem
from yupay.model.study import Hypothesis, Study
from yupay.model.table import Cell, Sentence
from yupay.model.text import Text


def verdict(study: Study, h: Hypothesis, ruling: Ruling) -> Sentence:
    """The decision in the exact words of the plan."""
    if ruling.reason == "derived":
        return derived_verdict(study, h, ruling)
    if ruling.decision == "supported":
        return Sentence(template=words.SUPPORTED)
    if ruling.decision == "not supported" and ruling.tested is not None and rows.unit_of(study, h) is not None:
        return rows.verdict(study, h, ruling, ruling.tested)
    if ruling.decision == "not supported" and ruling.tested is not None:
        return not_supported(study, h, ruling, ruling.tested)
    return not_assessable(study, h, ruling)


def not_supported(study: Study, h: Hypothesis, ruling: Ruling, tested: Estimate) -> Sentence:
    """Not rejected, with the compatible values and the size that would have been seen."""
    names = named(study, h)
    bounds = {"lo": bound_cell(tested, True), "hi": bound_cell(tested, False)}
    if ruling.reason in ("control", "control opposite"):
        return filled(
            words.NOT_SUPPORTED_BY_CONTROL if ruling.reason == "control" else words.NOT_SUPPORTED_BY_OPPOSITE_CONTROL,
            control=names.control,
            x=names.x,
            y=names.y,
            r=value_cell(tested, "coefficient"),
            control_r=value_cell(ruling.control, "coefficient"),
            control_p=p_cell(ruling.control),
            **bounds,
        )
    if tested.interval is None or tested.interval.low is None or tested.interval.high is None:
        return Sentence(template=words.NOT_SUPPORTED_WITHOUT_INTERVAL)
    if ruling.detectable is None or ruling.detectable.value is None:
        return filled(words.NOT_SUPPORTED_WITHOUT_SIZE, **bounds)
    size = value_cell(ruling.detectable, "coefficient")
    return filled(words.NOT_SUPPORTED, n=n_cell(tested), units=names.units, mdc=size, **bounds)


def not_assessable(study: Study, h: Hypothesis, ruling: Ruling) -> Sentence:
    """Why it could not be tested, and which records would change that."""
    names, tested, least = named(study, h), ruling.tested, Cell(value=study.decision.min_units, form="count")
    records = missing_records(study, h, ruling)
    if ruling.reason == "very few units":
        alpha = Cell(value=study.decision.alpha, form="coefficient")
        fewest = Cell(value=FEWEST, form="count")
        return filled(
            words.NOT_ASSESSABLE_VERY_FEW,
            n=n_cell(tested),
            units=names.units,
            least=fewest,
            alpha=alpha,
            records=records,
        )
    if ruling.reason == "few units":
        return filled(words.NOT_ASSESSABLE_FEW, n=n_cell(tested), units=names.units, least=least, records=records)
    if ruling.reason == "residual dependence" and tested is not None:
        moran = open_cell(tested, residual_moran_p(tested), "p")
        return filled(words.NOT_ASSESSABLE_RESIDUAL, moran=moran, records=records)
    if ruling.reason == "hidden cells":
        return filled(words.NOT_ASSESSABLE_HIDDEN, records=records)
    return filled(words.NOT_ASSESSABLE, missing=missing_words(study, h, ruling), records=records)


def missing_words(study: Study, h: Hypothesis, ruling: Ruling) -> Text:
    """What is missing, in the study's own words where it has them."""
    silent = next((i for i in study.indicators if i.id in (h.x, h.y) and i.reach == "none"), None)
    names = named(study, h)
    if h.missing is not None:
        return h.missing
    if ruling.reason == "control unknown":
        return spoken(words.CONTROL_UNKNOWN, y=names.y)
    if silent is not None and silent.missing is not None:
        return silent.missing
    if lacks_map(study, h, ruling):
        return spoken(words.NO_MAP, units=names.units)
    return spoken(words.NO_DATA, x=names.x, y=names.y)


def lacks_map(study: Study, h: Hypothesis, ruling: Ruling) -> bool:
    """Whether both indicators are there and only the boundaries that the deciding test needs are not."""
    unit = next((unit for unit in study.units if unit.id == h.unit), None)
    related = ruling.plain is not None and ruling.plain.value is not None
    needs = method_of(study, h) == "area-whitened"
    return needs and related and ruling.tested is None and unit is not None and unit.boundaries is None


def missing_records(study: Study, h: Hypothesis, ruling: Ruling) -> Text:
    """The records that would make it assessable, in the study's own words where it has them."""
    silent = next((i for i in study.indicators if i.id in (h.x, h.y) and i.reach == "none"), None)
    declared = h.records or (silent.records if silent else None)
    if declared is not None:
        return declared
    names = named(study, h)
    if ruling.reason in ("few units", "very few units"):
        return spoken(words.RECORDS_MORE_UNITS, units=names.units)
    if ruling.reason == "residual dependence":
        return words.RECORDS_FINER
    if ruling.reason == "hidden cells":
        return words.RECORDS_WIDER
    if lacks_map(study, h, ruling):
        return spoken(words.RECORDS_MAP, units=names.units)
    return words.RECORDS_CONTROL if ruling.reason == "control unknown" else spoken(words.RECORDS_BOTH, unit=names.unit)


def derived_verdict(study: Study, h: Hypothesis, ruling: Ruling) -> Sentence:
    """The verdict of a hypothesis without a test of its own."""
    parents = joined(parent_pages(study, h))
    if ruling.decision == "supported":
        holding = tuple(hypothesis_page(study, p.hypothesis) for p in ruling.parents if p.decision == "supported")
        return filled(words.DERIVED_SUPPORTED, parents=parents, holding=joined(holding))
    if ruling.decision == "not supported":
        return filled(words.DERIVED_NOT_SUPPORTED, parents=parents)
    records = missing_records(study, h, ruling) if h.records is not None else parents_records(study, h, ruling)
    return filled(words.DERIVED_NOT_ASSESSABLE, parents=parents, records=records)


def parents_records(study: Study, h: Hypothesis, ruling: Ruling) -> Text:
    """The records that the parents of a derived hypothesis lack."""
    known = {other.id: other for other in study.hypotheses}
    found = [missing_records(study, known[parent.hypothesis], parent) for parent in ruling.parents]
    unique = tuple(dict.fromkeys(Text(es=t.es.rstrip("."), en=t.en.rstrip(".")) for t in found))
    return Text(es="; ".join(t.es for t in unique), en="; ".join(t.en for t in unique))


def readings(study: Study, h: Hypothesis, ruling: Ruling) -> tuple[Sentence, ...]:
    """The interpretation: coefficient, strength with its scale, contrast with the plain relation, equivalence."""
    tested = ruling.tested
    if ruling.parents:
        return tuple(decision_words(study, parent) for parent in ruling.parents)
    if tested is None or ruling.adjusted is None or tested.value is None:
        return searched(h)
    label = strength(study, tested) if ruling.decision == "supported" else no_label(study)
    found = [coefficient(study, h, ruling, tested), label, power(study, ruling), plain_beside(ruling)]
    found += [contrast_words(study, h, ruling, tested), difference(study, h, ruling), equivalence(study, ruling)]
    return tuple(sentence for sentence in found if sentence is not None)


def decision_words(study: Study, ruling: Ruling) -> Sentence:
    """A hypothesis and its decision, in two words."""
    decision = Cell(value=ruling.decision, form="decision")
    return filled(words.DECISION_OF, page=hypothesis_page(study, ruling.hypothesis), decision=decision)


def coefficient(study: Study, h: Hypothesis, ruling: Ruling, tested: Estimate) -> Sentence:
    """The deciding coefficient with its doubt."""
    names = named(study, h)
    return filled(
        words.COEFFICIENT if ruling.decision == "supported" else words.COEFFICIENT_NOT_SHOWN,
        x=raised(names.x) if ruling.decision == "supported" else names.x,
        y=names.y,
        r=value_cell(tested, "coefficient"),
        interval=interval_cell(tested, PAIR),
        p=p_cell(tested),
        adjusted=open_cell(tested, ruling.adjusted, "p"),
        m=Cell(value=ruling.family_size, form="count"),
    )


def strength(study: Study, tested: Estimate) -> Sentence | None:
    """The label of the size, only where the study names a scale."""
    scale = scale_of(study.decision.label_scale)
    label = None if scale is None or tested.value is None else label_of(scale, tested.value)
    if scale is None or label is None:
        return None
    return filled(words.STRENGTH, scale=Text.same(scale.id), label=label, citation=scale.citation)


def no_label(study: Study) -> Sentence | None:
    """Why a relation that is not supported gets no label of size; None where the study names no scale."""
    scale = scale_of(study.decision.label_scale)
    return None if scale is None else filled(words.NO_LABEL, scale=Text.same(scale.id), citation=scale.citation)


def power(study: Study, ruling: Ruling) -> Sentence | None:
    """How often relations of two sizes would have been seen on this map; only where nothing was seen."""
    found = ruling.detectable
    if ruling.decision != "not supported" or ruling.reason != "tested" or found is None or found.value is None:
        return None
    at, target = (found.parameters.get(name) for name in (f"power_at_{study.decision.equivalence:.2f}", "power"))
    if not isinstance(at, int | float) or not isinstance(target, int | float):
        return None
    return filled(
        words.POWER,
        small=open_cell(found, study.decision.equivalence, "coefficient"),
        power_small=open_cell(found, 100.0 * at, "percent", 0),
        mdc=value_cell(found, "coefficient"),
        power=open_cell(found, 100.0 * target, "percent", 0),
    )


def plain_beside(ruling: Ruling) -> Sentence | None:
    """The plain relation, which decides nothing."""
    if ruling.plain is None or ruling.tested is None or ruling.plain.id == ruling.tested.id:
        return None
    return filled(words.EXPLORED_PLAIN, plain=value_cell(ruling.plain, "coefficient"), plain_p=p_cell(ruling.plain))


def contrast_words(study: Study, h: Hypothesis, ruling: Ruling, tested: Estimate) -> Sentence | None:
    """Where only the plain relation, or only the deciding one, is below alpha."""
    if ruling.contrast == "only decisive":
        return Sentence(template=words.ONLY_DECISIVE)
    if ruling.contrast != "only plain":
        return None
    names = named(study, h)
    return filled(words.ONLY_PLAIN, place=study.study.place, unit=names.unit, units=names.units, n=n_cell(tested))


def difference(study: Study, h: Hypothesis, ruling: Ruling) -> Sentence | None:
    """The difference from the negative control, always printed with its interval."""
    if ruling.difference is None:
        return None
    names = named(study, h)
    return filled(
        words.DIFFERENCE,
        x=names.x,
        control=names.control,
        difference=value_cell(ruling.difference, "coefficient"),
        interval=interval_cell(ruling.difference, PAIR),
    )


def equivalence(study: Study, ruling: Ruling) -> Sentence | None:
    """No relation larger than the bound: only where the equivalence test passes."""
    found = ruling.equivalence
    if (
        found is None
        or found.p is None
        or found.p >= study.decision.alpha
        or found.parameters.get("equivalent") is False
    ):
        return None
    bound = Cell(value=study.decision.equivalence, form="coefficient", estimate=found.id)
    return filled(words.EQUIVALENT, bound=bound, p=p_cell(found))


def searched(h: Hypothesis) -> tuple[Sentence, ...]:
    """What was looked for and who holds the record."""
    found = []
    if h.searched is not None:
        found.append(Sentence.plain(h.searched))
    if h.holder is not None:
        found.append(filled(words.HOLDER, holder=h.holder))
    return tuple(found)


def notices(study: Study, evidence: Evidence, rulings: dict[str, Ruling]) -> tuple[Problem, ...]:
    """Hypotheses with too few units to reject anything: a notice, and the run goes on."""
    few = [(h, rulings[h.id].tested) for h in study.hypotheses if rulings[h.id].reason == "very few units"]
    return tuple(
        too_few(study, h, tested.n or 0, larger(study, evidence, h)) for h, tested in few if tested is not None
    )


def larger(study: Study, evidence: Evidence, h: Hypothesis) -> Text | None:
    """Another named unit that has both indicators over enough places; None where there is none."""
    named_units = {unit.id for unit in study.units if unit.named}
    for unit, cube in evidence.cubes.items():
        x, y = cube.measures.get(h.x or ""), cube.measures.get(h.y or "")
        if unit not in named_units - {h.unit} or x is None or y is None:
            continue
        n = sum(x.values[i] is not None and y.values[i] is not None for i in range(cube.inside))
        if n >= FEWEST:
            return spoken(words.TOO_FEW_HINT, unit=Text.same(unit), n=Text.same(str(n)))
    return None


def too_few(study: Study, h: Hypothesis, n: int, hint: Text | None) -> Problem:
    """The notice A402 about one hypothesis."""
    page = hypothesis_page(study, h.id)
    counts = {"fewest": Text.same(str(FEWEST)), "n": Text.same(str(n))}
    return Problem(
        code="A402",
        what=words.TOO_FEW_WHAT,
        where="study.toml",
        got=spoken(words.TOO_FEW_GOT_ONE if n == 1 else words.TOO_FEW_GOT, n=Text.same(str(n)), page=page),
        expected=spoken(words.TOO_FEW_EXPECTED, **counts),
        hint=hint,
        notice=True,
    )
