"""How is one hypothesis laid out in the order juries read, and what may be said of it in one sentence?

Hypotheses, level and correction, test and why, table, rule, decision, reading with its cited scale, what it does not say.
"""

from yupay.conclude import rows
from yupay.conclude.decide import Ruling, method_of, relation_detail
from yupay.conclude.lookup import n_cell, open_cell, p_cell, value_cell
from yupay.conclude.material import Material, effort, names
from yupay.conclude.naming import claim, filled, joined, named, raised, spoken
from yupay.conclude.offices import offices
from yupay.conclude.pages import hypothesis_page, parent_pages
from yupay.conclude.verdicts import missing_records, missing_words, readings, strength, verdict
from yupay.conclude.wording import prose as words
from yupay.conclude.wording.scales import label_of, scale_of
from yupay.model.estimate import Estimate
from yupay.model.finding import Finding, HypothesisBlock
from yupay.model.study import Hypothesis
from yupay.model.table import Cell, Sentence
from yupay.model.text import Text


def finding(material: Material, h: Hypothesis) -> Finding:
    """What may be said about one hypothesis."""
    ruling = material.rulings[h.id]
    used = (ruling.tested, ruling.control, ruling.difference, ruling.plain, ruling.detectable, ruling.equivalence)
    label, scale = label_and_scale(material, ruling)
    missing = ruling.decision == "not assessable"
    return Finding(
        subject=h.id,
        decision=ruling.decision,
        sentence=verdict(material.study, h, ruling),
        strength=label,
        strength_scale=scale,
        limits=limits(material, h),
        records=missing_records(material.study, h, ruling) if missing and not h.derived_from else h.records,
        holder=h.holder,
        estimates=tuple(dict.fromkeys(estimate.id for estimate in used if estimate is not None)),
    )


def label_and_scale(material: Material, ruling: Ruling) -> tuple[Text | None, str | None]:
    """The label of the size and the citation of its scale: of supported relations, where the study names a scale."""
    scale, tested = scale_of(material.study.decision.label_scale), ruling.tested
    if scale is None or tested is None or tested.value is None or ruling.decision != "supported":
        return None, None
    return label_of(scale, tested.value), f"{scale.id}: {scale.citation.es}"


def limits(material: Material, h: Hypothesis) -> tuple[Text, ...]:
    """What the hypothesis is silent on, then the limits of its indicators."""
    indicators = [one for name in (h.x, h.y) if (one := material.indicator(name)) is not None]
    found = [h.silent_on, *(one.limits for one in indicators)]
    return tuple(text for text in found if text is not None)


def block(material: Material, h: Hypothesis) -> HypothesisBlock:
    """The eight parts of one hypothesis."""
    ruling, page = material.rulings[h.id], hypothesis_page(material.study, h.id)
    return HypothesisBlock(
        hypothesis=h.id,
        page_id=page,
        title=spoken(words.BLOCK_TITLE, page=page, claim=claim(material.study, h)),
        null=null(material, h),
        alternative=alternative(h),
        level=level(material, h, ruling),
        test=test(material, h, ruling),
        table=table_of(material, h),
        rule=rule_sentences(material, h),
        decision=ruling.decision,
        verdict=verdict(material.study, h, ruling),
        reading=reading(material, h, ruling),
        silence=silence(material, h),
        numbers=numbers(ruling),
    )


def reading(material: Material, h: Hypothesis, ruling: Ruling) -> tuple[Sentence, ...]:
    """The interpretation of the result."""
    if ruling.tested is None or rows.unit_of(material.study, h) is None:
        return readings(material.study, h, ruling)
    beside = rows.measure_beside(material, h, ruling.tested)
    label = strength(material.study, ruling.tested) if ruling.decision == "supported" else None
    own = tuple(rows.reading(material.study, h, ruling, beside))
    return (*own, *([label] if label is not None and rows.is_coefficient(ruling.tested) else []))


def null(material: Material, h: Hypothesis) -> Text:
    """H0 in words, and in symbols where the hypothesis has one coefficient."""
    if h.derived_from:
        parents = joined(parent_pages(material.study, h))
        return h.null or spoken(words.NULL_DERIVED, parents=parents)
    names_ = named(material.study, h)
    statement = h.null or spoken(words.NULL_STATEMENT, x=raised(names_.x), y=names_.y)
    return spoken(words.NULL, statement=statement)


def alternative(h: Hypothesis) -> Text:
    """H1 in words, and in symbols where the hypothesis has one coefficient."""
    if h.derived_from:
        return h.statement
    templates = {"greater": words.ALTERNATIVE_GREATER, "less": words.ALTERNATIVE_LESS}
    return spoken(templates.get(h.alternative, words.ALTERNATIVE), statement=h.statement)


def level(material: Material, h: Hypothesis, ruling: Ruling) -> Sentence:
    """The level of significance and the correction."""
    alpha = Cell(value=material.study.decision.alpha, form="coefficient")
    family = next((family for family in material.study.families if family.id == h.family), None)
    side = words.ALTERNATIVES[h.alternative]
    if h.derived_from:
        return filled(words.LEVEL_DERIVED, alpha=alpha)
    if family is None or family.correction == "none":
        return filled(words.LEVEL_ALONE, alpha=alpha, alternative=side)
    if ruling.adjusted is None:
        return filled(words.LEVEL_UNTESTED, alpha=alpha, alternative=side, family=family.label)
    m = Cell(value=ruling.family_size, form="count")
    return filled(words.LEVEL, alpha=alpha, alternative=side, m=m, family=family.label)


def test(material: Material, h: Hypothesis, ruling: Ruling) -> tuple[Sentence, ...]:
    """The statistic and why it was chosen."""
    if h.derived_from:
        parents = joined(parent_pages(material.study, h))
        return (filled(words.TEST_DERIVED, parents=parents),)
    if ruling.tested is None:
        return (filled(words.TEST_NONE, missing=missing_words(material.study, h, ruling)),)
    if ruling.tested.choice is not None and rows.unit_of(material.study, h) is not None:
        return rows.test(ruling)
    if method_of(material.study, h) != "area-whitened":
        return (filled(words.TEST_DECLARED, method=words.method_label(method_of(material.study, h))),)
    found = (Sentence(template=words.TEST_WHITENED), why(material, h, ruling), expected(ruling), alarms(material, h))
    return tuple(sentence for sentence in found if sentence is not None)


def why(material: Material, h: Hypothesis, ruling: Ruling) -> Sentence:
    """Why a plain correlation does not decide, with what this map lets one detect."""
    critical, detectable = relation_detail(h, material.lookup, "critical-value"), ruling.detectable
    if critical is None or detectable is None or critical.value is None or detectable.value is None:
        return Sentence(template=words.TEST_WHY_WHITENED_WITHOUT_SIZE)
    return filled(
        words.TEST_WHY_WHITENED,
        n=n_cell(ruling.tested),
        units=named(material.study, h).units,
        alpha=Cell(value=material.study.decision.alpha, form="coefficient"),
        critical=value_cell(critical, "coefficient"),
        mdc=value_cell(detectable, "coefficient"),
    )


def expected(ruling: Ruling) -> Sentence | None:
    """The coefficient one would expect in print at the minimum detectable correlation, which is latent."""
    cell = expected_cell(ruling.detectable)
    return None if cell.mark is not None else filled(words.TEST_EXPECTED, expected=cell)


def expected_cell(detectable: Estimate | None) -> Cell:
    """The expected coefficient that a simulated minimum detectable correlation carries."""
    value = None if detectable is None else detectable.parameters.get("expected_coefficient")
    if detectable is None or detectable.value is None or not isinstance(value, int | float):
        return Cell(mark="not applicable")
    return open_cell(detectable, float(value), "coefficient")


def alarms(material: Material, h: Hypothesis) -> Sentence | None:
    """How often the plain test would raise a false alarm on this map, as a range."""
    low = relation_detail(h, material.lookup, "false-alarm-low")
    high = relation_detail(h, material.lookup, "false-alarm-high")
    if low is None or high is None or low.value is None or high.value is None:
        return None
    return filled(words.TEST_FALSE_ALARMS, low=value_cell(low, "coefficient"), high=value_cell(high, "coefficient"))


def table_of(material: Material, h: Hypothesis) -> str | None:
    """The id of the table of a hypothesis, where the report has one."""
    kinds = [exhibit for exhibit in material.study.exhibits if exhibit.kind == "hypothesis"]
    return next((e.id for e in kinds if h.id in names(e, "hypothesis", "hypotheses")), None)


def rule_sentences(material: Material, h: Hypothesis) -> tuple[Sentence, ...]:
    """The decision rule in words."""
    rule = material.study.decision
    alpha = Cell(value=rule.alpha, form="coefficient")
    if h.derived_from:
        parents = joined(parent_pages(material.study, h))
        return (filled(words.RULE_DERIVED, parents=parents),)
    if rows.unit_of(material.study, h) is not None:
        return (*rows.rule(material, h), Sentence(template=words.RULE_NOT_SUPPORTED))
    names_ = named(material.study, h)
    supported = filled(words.RULE_SUPPORTED, alpha=alpha)
    if h.control is not None:
        supported = filled(words.RULE_CONTROL, alpha=alpha, control=names_.control, x=names_.x, y=names_.y)
    least = Cell(value=rule.min_units, form="count")
    moran = Cell(value=rule.residual_moran_alpha, form="coefficient")
    not_assessable = filled(words.RULE_NOT_ASSESSABLE, least=least, moran=moran)
    return supported, not_assessable, Sentence(template=words.RULE_NOT_SUPPORTED)


def silence(material: Material, h: Hypothesis) -> tuple[Sentence, ...]:
    """What the decision does not say."""
    names_ = named(material.study, h)
    found = [] if h.silent_on is None else [Sentence.plain(h.silent_on)]
    unit = rows.unit_of(material.study, h)
    if unit is not None:
        return (*found, *rows.silence(material, h, unit))
    if effort(material.indicator(h.x)):
        found.append(filled(words.SILENCE_EFFORT, x=names_.x_short))
    if h.unit is not None:
        found.append(filled(words.SILENCE_ECOLOGICAL, units=names_.units))
    place = filled(words.SILENCE_PLACE, office=offices(material.study).one)
    return (*found, place, Sentence(template=words.SILENCE_RECORDED))


def numbers(ruling: Ruling) -> dict[str, Cell]:
    """The numbers behind the decision, by name."""
    if ruling.tested is None:
        return {}
    found = {
        "coefficient": value_cell(ruling.tested, "coefficient"),
        "p": p_cell(ruling.tested),
        "n": n_cell(ruling.tested),
    }
    if ruling.adjusted is not None:
        found["p_adjusted"] = Cell(value=ruling.adjusted, form="p", estimate=ruling.tested.id)
    return found
