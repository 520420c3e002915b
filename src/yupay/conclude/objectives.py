"""What answers each objective? Numbers of the exhibits it names, decisions of its hypotheses, or what is missing."""

from yupay.conclude.exhibits import (
    hidden_paragraph,
    law_paragraph,
    modality_ranks,
    ordering,
    rank_sets,
    registries,
    series,
)
from yupay.conclude.exhibits.pareto import concentrated
from yupay.conclude.lookup import interval_cell, value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.naming import filled, lowered, raised, word
from yupay.conclude.offices import offices
from yupay.conclude.pages import objective_page
from yupay.conclude.periods import period_words
from yupay.conclude.plainly import together
from yupay.conclude.published import published_cell, share_of
from yupay.conclude.verdicts import decision_words
from yupay.conclude.wording import prose as words
from yupay.model.cube import PublishedFigure
from yupay.model.estimate import Estimate
from yupay.model.finding import Finding
from yupay.model.study import Exhibit, Objective
from yupay.model.table import Cell, Sentence
from yupay.model.text import Text


def finding(material: Material, objective: Objective) -> Finding:
    """What may be said about one objective."""
    sentences = answer(material, objective)
    used = [cell.estimate for sentence in sentences for cell in sentence.slots.values() if cell.estimate is not None]
    return Finding(
        subject=objective.id,
        decision=None if objective.missing is None else "not assessable",
        sentence=together(*sentences),
        limits=() if objective.limit is None else (objective.limit,),
        records=objective.records,
        holder=objective.holder,
        estimates=tuple(dict.fromkeys(used)),
    )


def answer(material: Material, objective: Objective) -> list[Sentence]:
    """The sentences that answer one objective."""
    found: list[Sentence] = []
    if objective.missing is not None:
        records = objective.records or words.NO_RECORDS
        found.append(filled(words.OBJECTIVE_NOT_ASSESSABLE, missing=objective.missing, records=records))
    elif objective.answer is not None:
        found.append(Sentence.plain(objective.answer))
    if objective.missing is not None and objective.answer is not None:
        found.append(Sentence.plain(objective.answer))
    found += [s for name in objective.answered_by for s in described(material, name)]
    found += decisions(material, objective)
    return found or [Sentence(template=words.NO_DESCRIPTION)]


def decisions(material: Material, objective: Objective) -> list[Sentence]:
    """The decisions on the hypotheses that answer an objective, as one list."""
    own = [name for name in objective.answered_by if name in material.rulings]
    own = own or [h.id for h in material.study.hypotheses if h.objective == objective.id]
    return [together(*(decision_sentence(material, name) for name in own))] if own else []


def decision_sentence(material: Material, name: str) -> Sentence:
    """One hypothesis and its decision."""
    return decision_words(material.study, material.rulings[name])


def described(material: Material, name: str) -> list[Sentence]:
    """The numbers of an exhibit, or of a printed figure, that an objective names."""
    exhibit = next((exhibit for exhibit in material.study.exhibits if exhibit.id == name), None)
    if exhibit is None:
        figure = material.figure(name)
        return [] if figure is None else [magnitude(material, figure)]
    if exhibit.kind == "registries":
        return magnitudes(material, exhibit)
    if exhibit.kind == "series":
        return ends(material, exhibit)
    if exhibit.kind == "modality-ranks":
        return leading(material, exhibit)
    if exhibit.kind == "unit-ranks":
        return leading_place(material, exhibit)
    if exhibit.kind == "pareto":
        return concentration(material, exhibit)
    if exhibit.kind == "rank-sets":
        return told_apart(material, exhibit)
    if exhibit.kind.startswith("hidden-"):
        return hidden_paragraph.answer(material, exhibit)
    if exhibit.kind.startswith(law_paragraph.KIND):
        return law_paragraph.answer(material, exhibit)
    return reaches(material, exhibit) if exhibit.kind == "operationalisation" else []


def magnitudes(material: Material, exhibit: Exhibit) -> list[Sentence]:
    """One sentence per registry of the period of the study, then that they do not add."""
    entries = [entry for entry in registries.entries(exhibit) if entry.total in material.evidence.figures]
    current = [e for e in entries if material.evidence.figures[e.total].period == material.study.study.period]
    first: dict[str, registries.Entry] = {}
    for entry in current or entries:
        first.setdefault(material.evidence.figures[entry.total].registry.es, entry)
    parts = split_totals(material)
    found = [split(material, parts, magnitude_of(material, entry)) for entry in first.values()]
    return [*found, Sentence(template=words.DO_NOT_ADD)] if len(found) > 1 else found


def split_totals(material: Material) -> dict[str, tuple[PublishedFigure, ...]]:
    """The counted modalities of each printed total."""
    exhibits = [exhibit for exhibit in material.study.exhibits if exhibit.kind == "modality-ranks"]
    groups = [registry for exhibit in exhibits for registry in modality_ranks.registries(exhibit, material)]
    return {
        registry.total: tuple(f for f in registry.figures if f.value is not None and f.counting_unit != "percent")
        for registry in groups
        if registry.total is not None
    }


def split(material: Material, totals: dict[str, tuple[PublishedFigure, ...]], sentence: Sentence) -> Sentence:
    """A magnitude with its parts by modality, where its total was printed in parts."""
    shown = sentence.slots.get("n")
    total = next((name for name in totals if shown is not None and shown == published_cell(material, name)), None)
    if total is None or not totals[total]:
        return sentence
    slots = {f"part{k}": published_cell(material, f.id) for k, f in enumerate(totals[total])}
    slots |= {f"label{k}": word(lowered(f.label)) for k, f in enumerate(totals[total])}
    parts = "; ".join(f"{{part{k}}} {{label{k}}}" for k in range(len(totals[total])))
    template = Text(
        es=words.MAGNITUDE_SPLIT.es.replace("{parts}", parts), en=words.MAGNITUDE_SPLIT.en.replace("{parts}", parts)
    )
    return Sentence(template=template, slots={**sentence.slots, **slots})


def magnitude_of(material: Material, entry: registries.Entry) -> Sentence:
    """A registry by its printed part under 18 where it has a count, else by its total."""
    total, part = material.evidence.figures[entry.total], material.figure(entry.part or "")
    if part is None or part.id == total.id or part.value is None or part.counting_unit == "percent":
        return magnitude(material, total)
    return filled(
        words.MAGNITUDE_PART,
        n=published_cell(material, part.id),
        part_what=lowered(part.label),
        total=published_cell(material, total.id),
        what=lowered(total.label),
        **whereabouts(total),
    )


def magnitude(material: Material, figure: PublishedFigure) -> Sentence:
    """One printed figure with its registry, place and period."""
    n = published_cell(material, figure.id)
    return filled(words.MAGNITUDE, n=n, what=lowered(figure.label), **whereabouts(figure))


def whereabouts(figure: PublishedFigure) -> dict[str, Cell]:
    """Registry, place and period of a printed figure."""
    period = word(period_words(figure.period))
    return {"registry": word(figure.registry), "geography": word(figure.geography), "period": period}


def ends(material: Material, exhibit: Exhibit) -> list[Sentence]:
    """The first and last year of a series that were printed alone and whole."""
    points = series.declared(exhibit, material) or series.by_period(exhibit, material)
    whole = sorted((p for p in points if p.start == p.end and not p.some_months), key=lambda p: p.start)
    if len(whole) < 2:
        return []
    first, last = whole[0], whole[-1]
    return [
        filled(
            words.SERIES_ENDS,
            what=raised(first.figure.label),
            registry=first.figure.registry,
            geography=first.figure.geography,
            first=published_cell(material, first.figure.id),
            first_year=Cell(value=first.start, form="year"),
            last=published_cell(material, last.figure.id),
            last_year=Cell(value=last.start, form="year"),
        )
    ]


def leading(material: Material, exhibit: Exhibit) -> list[Sentence]:
    """The largest counted modality of each registry with its rank confidence set."""
    found = []
    for registry in modality_ranks.registries(exhibit, material):
        counted = [f for f in registry.figures if f.value is not None and f.counting_unit != "percent"]
        largest = max(counted, key=lambda f: f.value or 0.0, default=None)
        ranked = None if largest is None else modality_ranks.ranked(material, largest.id)
        share = None if largest is None else share_of(material, largest.id, largest.percent_of or registry.total or "")
        if largest is not None and ranked is not None and share is not None:
            found.append(
                filled(
                    words.LEADING_ALIKE if shares_rank(ranked) else words.LEADING,
                    registry=largest.registry,
                    period=period_words(largest.period),
                    what=lowered(largest.label),
                    n=published_cell(material, largest.id),
                    share=value_cell(share, "percent"),
                    set=interval_cell(ranked, 0),
                )
            )
    return found


def shares_rank(ranked: Estimate) -> bool:
    """Whether a rank confidence set holds more than one rank."""
    bounds = ranked.interval
    return bounds is not None and bounds.low != bounds.high


def leading_place(material: Material, exhibit: Exhibit) -> list[Sentence]:
    """The place with the largest count of an indicator that may be ranked, with its rank confidence set."""
    indicator = next(iter(names(exhibit, "indicators", "indicator")), "")
    unit = material.unit_of(exhibit, (indicator,))
    ordered, declared = ordering.ordered_places(material, indicator, unit), material.unit(unit)
    if ordered is None or declared is None or not ordered.ranked or not ordered.places:
        return []
    first = ordered.places[0]
    if first.rank is None or first.count.mark is not None:
        return []
    return [
        filled(
            words.LEADING_PLACE,
            indicator=material.short(indicator),
            places=Cell(value=len(ordered.places), form="count"),
            units=lowered(declared.plural),
            place=Text.same(first.place.name),
            n=first.count,
            share=first.share,
            set=interval_cell(first.rank, 0),
        )
    ]


def concentration(material: Material, exhibit: Exhibit) -> list[Sentence]:
    """How concentrated the records of a ranked indicator are."""
    indicator = next(iter(names(exhibit, "indicators", "indicator")), "")
    unit = material.unit_of(exhibit, (indicator,))
    ordered, declared = ordering.ordered_places(material, indicator, unit), material.unit(unit)
    if ordered is None or declared is None or not ordered.ranked:
        return []
    gini, hhi = (concentrated(material.lookup, indicator, unit, name) for name in ("gini", "hhi"))
    if gini.mark is not None or hhi.mark is not None:
        return []
    places = Cell(value=len(ordered.places), form="count")
    label = material.short(indicator)
    return [filled(words.CONCENTRATION, indicator=label, gini=gini, hhi=hhi, places=places, units=declared.plural)]


def told_apart(material: Material, exhibit: Exhibit) -> list[Sentence]:
    """How many pairs of places cannot be told apart on each ranked indicator, and why where most cannot."""
    unit = material.unit_of(exhibit, names(exhibit, "indicators"))
    cube, declared = material.cube(unit), material.unit(unit)
    if cube is None or declared is None or not declared.named:
        return []
    ranked = [name for name in names(exhibit, "indicators") if ordering.rankable(material, name)]
    few = bool(rank_sets.why(material, cube, ranked)) if ranked else False
    many = offices(material.study).many
    return [
        filled(words.TOLD_APART_WHY, indicator=label, k=k, pairs=pairs, units=declared.plural, offices=many)
        if few and k.value == pairs.value
        else filled(words.TOLD_APART, indicator=label, k=k, pairs=pairs, units=declared.plural)
        for label, k, pairs in rank_sets.alike(material, cube, ranked)
    ]


def reaches(material: Material, exhibit: Exhibit) -> list[Sentence]:
    """How many indicators of the variables are direct, indirect, or without data: those of the matrix."""
    listed = names(exhibit, "indicators")
    own = [one for one in material.study.indicators if one.role == "variable" and (not listed or one.id in listed)]
    counts = {reach: sum(one.reach == reach for one in own) for reach in ("direct", "indirect", "none")}
    slots = {name: Cell(value=n, form="count") for name, n in counts.items()}
    return [filled(words.REACHES, all=Cell(value=len(own), form="count"), **slots)]


def conclusion(material: Material, objective: Objective) -> Sentence:
    """The conclusion of one objective: its page name, its words, what may be said."""
    heading = filled(words.OBJECTIVE, page=objective_page(material.study, objective.id), words=objective.objective)
    return together(heading, *answer(material, objective))
