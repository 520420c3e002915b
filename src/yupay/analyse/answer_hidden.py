"""How many were on no list? Every model over the table of all people and of each stratum, the range, and the doubt.

Question "hidden", variables = the lists, unit of analysis "persons", key = the stratum ("" for all people; the tables of
doubt add what was left out or merged). Of a protected source only the models of the whole table are asked, and every
estimate passes through `protect.overlaps.shown`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from yupay.analyse.hidden import together
from yupay.analyse.hidden.brackets import read
from yupay.analyse.hidden.portfolio import PORTFOLIO, Entry, Kind, asked, estimates
from yupay.analyse.hidden.tables import cells
from yupay.derive.lists import Listed
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.lists import Captures, Hidden, ListCard, Overlaps, PrintedCaptures
from yupay.model.study import Study
from yupay.model.text import Text
from yupay.protect.overlaps import may_be_estimated, shown

Tell = Callable[[Text], None]
UNIT = "persons"
FEWEST_LISTS = 2


@dataclass(frozen=True)
class _Asking:
    """What is asked of every table."""

    study: Study
    hidden: Hidden
    listed: Listed
    overlaps: Overlaps
    tell: Tell

    def subject(self, table: Captures) -> Subject:
        return Subject(
            variables=table.lists,
            unit_of_analysis=UNIT,
            key=table.stratum,
            unit=UNIT,
            sources=(self.hidden.source,),
            base=self.hidden.people,
        )

    def shown(self, made: tuple[Estimate, ...], table: Captures) -> tuple[Estimate, ...]:
        """Estimates as they may leave."""
        return shown(made, table, self.overlaps, self.study.release.small_count)

    def weakest(self, parts: Iterable[Captures]) -> Captures:
        """The part that may say least, else the whole: what is added up never gives a withheld part back."""
        small, whole = self.study.release.small_count, self.listed.tables[0]
        return next((one for one in (whole, *parts) if not may_be_estimated(one, small)), whole)

    def said(self, made: tuple[Estimate, ...], table: Captures) -> Iterator[Estimate]:
        """Estimates of the whole table with its warnings, and with what was declared of its lists."""
        told: tuple[Text, ...] = ()
        if len(table.lists) >= FEWEST_LISTS:
            told = together.warnings_of(cells(table), self.subject(table), printed=self.overlaps.printed)
        for one in made:
            of_parts = one.method in PORTFOLIO and PORTFOLIO[one.method].kind == "doubt"
            model = one.method in PORTFOLIO and not of_parts
            yield one if of_parts else _beside(one, told, referred(one, self.listed.cards) if model else ())

    @property
    def options(self) -> dict[str, Any]:
        """Everything that a method may take by name."""
        return {
            "level": self.hidden.level,
            "seed": self.study.study.seed,
            "threshold": self.hidden.threshold,
            "most_order": self.hidden.most_order,
            "ceiling": self.hidden.ceiling,
            "draws": self.hidden.draws,
            "most_draws": self.hidden.most_draws,
            "tables": self.hidden.coverage_tables,
        }


def hidden(study: Study, overlaps: Overlaps | None, listed: Listed | None, tell: Tell) -> tuple[Estimate, ...]:
    """Every estimate from overlapping lists; none where a study has no `[hidden]` block.

    Args:
        study: the declaration.
        overlaps: what may be printed of the tables, as protection left it.
        listed: the tables themselves.
        tell: hears each method as it starts.

    """
    if study.hidden is None or listed is None or overlaps is None:
        return ()
    asking = _Asking(study, study.hidden, listed, overlaps, tell)
    found: list[Estimate] = []
    for table, printed in zip(listed.tables, overlaps.tables, strict=True):
        made = tuple(_of_table(asking, table))
        found += _summary(asking, table, printed, made)
        found += asking.said(asking.shown(made, table), table)
    return (*found, *_over_strata(asking), *_over_links(asking))


def _of_table(asking: _Asking, table: Captures) -> Iterator[Estimate]:
    """The models of one table; the tables of doubt too where all people of a printed source are meant."""
    if len(table.lists) < FEWEST_LISTS:
        return
    whole = not table.stratum and asking.overlaps.printed
    kinds: tuple[Kind, ...] = ("model", "bound", "doubt") if whole else ("model", "bound")
    for entry in asked(asking.hidden.methods, kinds):
        simulated = entry.id != "hidden-coverage" or asking.hidden.coverage_tables > 0
        if len(table.lists) <= entry.most_lists and simulated:
            asking.tell(_stage(entry, table))
            yield from estimates(entry, cells(table), asking.subject(table), asking.options)


def _summary(
    asking: _Asking, table: Captures, printed: PrintedCaptures, made: tuple[Estimate, ...]
) -> Iterator[Estimate]:
    """The people seen, the detected rate of all people, and the range across models."""
    subject, block = asking.subject(table), asking.hidden
    yield together.people_seen(printed.seen, subject)
    if block.population is not None and not table.stratum:
        yield together.detected_rate(printed.seen, block.population, block.population_words or block.people, subject)
    if not asked(block.methods, ("model",)):
        return
    whole = together.across(made, subject)
    if len(table.lists) < FEWEST_LISTS:
        whole = whole.model_copy(update={"warnings": (together.too_few_lists(len(table.lists)),)})
    yield from asking.said(asking.shown((whole,), table), table)


def _over_strata(asking: _Asking) -> Iterator[Estimate]:
    """The words of each column together: modelled as a covariate, and their totals added."""
    tables = asking.listed.tables
    if len(tables[0].lists) < FEWEST_LISTS:
        return
    for entry in asked(asking.hidden.methods, ("covariates", "strata")):
        for column in asking.hidden.strata:
            begin = f"{column} = "
            parts = [one for one in tables[1:] if one.stratum.startswith(begin)]
            if len(parts) < 2:
                continue
            asking.tell(_stage(entry, tables[0]))
            words = [one.stratum.removeprefix(begin) for one in parts]
            subject = asking.subject(tables[0]).model_copy(update={"key": column})
            options = {**asking.options, "covariates": [column], "categories": [words], "names": words}
            made = estimates(entry, np.array([cells(one) for one in parts]), subject, options)
            yield from asking.shown(made, asking.weakest(parts))


def _over_links(asking: _Asking) -> Iterator[Estimate]:
    """The total over tables drawn from the probabilities of the links."""
    linked, table = asking.listed.linked, asking.listed.tables[0]
    if linked is None or len(table.lists) < FEWEST_LISTS:
        return
    for entry in asked(asking.hidden.methods, ("linkage",)):
        asking.tell(_stage(entry, table))
        made = estimates(entry, linked, asking.subject(table), asking.options)
        yield from asking.shown(made, table)


def referred(one: Estimate, cards: Iterable[ListCard]) -> tuple[Assumption, ...]:
    """What was declared of the lists beside what the model has: referral, and people left out by construction."""
    held = tuple(cards)
    places = {card.id: k for k, card in enumerate(held)}
    model = one.parameters.get("model")
    effects = read(model) if isinstance(model, str) and model.startswith("[") and "." not in model else None
    found = [
        _referral(card.id, other, None if effects is None else (1 << places[card.id] | 1 << places[other]) in effects)
        for card in held
        for other in card.refers_to
        if other in places
    ]
    return (*found, *(_censored(card) for card in held if card.censored))


def _referral(first: str, second: str, inside: bool | None) -> Assumption:
    evidence = {
        True: Text(es="El modelo incluye su dependencia.", en="The model holds their dependence."),
        False: Text(
            es="El modelo no incluye su dependencia: cuenta a la gente derivada como coincidencia y baja el total.",
            en="The model does not hold their dependence: it takes people referred for chance overlap, and the total is low.",
        ),
        None: Text(
            es="El método pesa o elige las dependencias por sí mismo.",
            en="The method weighs or chooses dependences itself.",
        ),
    }
    name = Text(
        es=f"Dependencia declarada: {first} deriva casos a {second}",
        en=f"Declared dependence: {first} refers cases to {second}",
    )
    return Assumption(name=name, held=inside, evidence=evidence[inside])


def _censored(card: ListCard) -> Assumption:
    return Assumption(
        name=Text(
            es=f"{card.id} deja fuera a quienes están en otra lista", en=f"{card.id} leaves out people on another list"
        ),
        held=False,
        evidence=Text(
            es="Sus coincidencias son menos por construcción y el total sale alto; compare con la tabla sin esa lista.",
            en="Its overlaps are too few by construction and the total comes out high; compare with the table without it.",
        ),
    )


def _beside(one: Estimate, warnings: tuple[Text, ...], assumptions: tuple[Assumption, ...]) -> Estimate:
    """An estimate with more warnings and assumptions, each once, its own first."""
    said = tuple(dict.fromkeys((*one.warnings, *warnings)))
    return one.model_copy(update={"warnings": said, "assumptions": (*one.assumptions, *assumptions)})


def _stage(entry: Entry, table: Captures) -> Text:
    where = f" ({table.stratum})" if table.stratum else ""
    return Text(
        es=f"Estimando a quienes no se vio: {entry.id}{where}", en=f"Estimating those not seen: {entry.id}{where}"
    )
