"""What do the models say together? The people seen, the range across models that fit equally well, the detected rate.

Range: the smallest and the largest total among the estimates of one table that stand in it. An estimate stands in it
where it has a value (identified, converged, its maximum exists) and
- it chose its own model or averages over models, by steps, by a criterion or by a posterior: the fit was its choice; or
- its model was fixed beforehand and its fit is as good as the best: its BIC (AIC where it carries no BIC) is at most 2
  above the smallest of its family, the log-linear ones or those of equal or unequal capture (M0, Mt, Mh, ...).
Lower bounds, pairs of lists and tables of doubt never stand in it. The highest of their limits is given only where the
data bound all of them. There is no value: a range has no headline.
Formula: low = min N_m, high = max N_m over the models m that stand; rate = 100,000 * seen / population.
Reference: Burnham and Anderson (2002), Model Selection and Multimodel Inference, section 2.6 (differences up to 2); United
Nations, SDG indicator metadata 16.2.2 (detected victims only).
"""

from collections.abc import Iterable, Mapping, Sequence

from yupay.analyse.hidden.portfolio import PORTFOLIO, Entry
from yupay.analyse.hidden.tables import Cells, seen
from yupay.analyse.hidden.wording import FEW_SEEN, FEW_SHARED, scarce
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

AS_GOOD = 2.0
PER = 100_000
TWO_LISTS = 2
FEW_PEOPLE = Text(
    es=f"Se vio a menos de {FEW_SEEN} personas: el total es muy incierto.",
    en=f"Fewer than {FEW_SEEN} people were seen: the total is very uncertain.",
)
FEW_IN_COMMON = Text(
    es=f"Hay pares de listas con menos de {FEW_SHARED} personas en común.",
    en=f"Some pairs of lists have fewer than {FEW_SHARED} people in common.",
)
ONE_SUPPOSITION = Text(
    es="Con dos listas el rango no dice la duda: todos los totales suponen que las dos listas son independientes.",
    en="With two lists the range does not tell the doubt: its totals all suppose that the two lists are independent.",
)
SEEN = Method(
    id="hidden-seen",
    label=Text(es="Personas vistas", en="People seen"),
    room="hidden",
    formula="number of people on one list or more",
    reference="Counted in the lists themselves.",
    needs=Text(es="Una lista o más", en="One list or more"),
)
RANGE = Method(
    id="hidden-range",
    label=Text(
        es="Rango entre los modelos que se ajustan igual de bien", en="Range across models that fit equally well"
    ),
    room="hidden",
    formula="from min N_m to max N_m over the models that a method chose or averaged by its own rule, and the fixed models "
    "whose criterion is at most 2 above the best of their family",
    reference="Burnham, K. P., & Anderson, D. R. (2002). Model selection and multimodel inference (2nd ed.). Springer.",
    needs=Text(es="Dos listas o más que coinciden en parte", en="Two lists or more that overlap in part"),
    fields=("parameters.low", "parameters.high", "parameters.models", "parameters.not_shown"),
)
RATE = Method(
    id="hidden-detected-rate",
    label=Text(es="Víctimas detectadas por 100,000 habitantes", en="Detected victims per 100,000 inhabitants"),
    room="hidden",
    formula="100,000 * people seen / population",
    reference="United Nations. SDG indicator metadata, 16.2.2: number of victims of human trafficking per 100,000 "
    "population (detected victims).",
    needs=Text(es="Personas vistas y la población", en="People seen and the population"),
    fields=("parameters.seen", "parameters.population"),
)


def people_seen(people: int | None, subject: Subject) -> Estimate:
    """How many people were seen; None where the number may not be shown."""
    return Estimate(
        **about(subject, "hidden"),
        method=SEEN.id,
        quantity=Text(es="Personas vistas", en="People seen"),
        value=None if people is None else float(people),
        n=people,
        warnings=()
        if people is not None
        else (
            Text(
                es="No se muestra: son pocas personas y la fuente está protegida.",
                en="Not shown: few people, and the source is protected.",
            ),
        ),
    )


def detected_rate(people: int | None, population: float, words: Text, subject: Subject) -> Estimate:
    """Detected victims per 100,000: never the estimate under the indicator's name."""
    held = subject.model_copy(update={"unit": "per 100,000 inhabitants", "base": words})
    return Estimate(
        **about(held, "hidden"),
        method=RATE.id,
        quantity=Text(es="Víctimas detectadas por 100,000 habitantes", en="Detected victims per 100,000 inhabitants"),
        value=None if people is None else PER * people / population,
        n=people,
        parameters={"seen": people, "population": population},
        warnings=(
            Text(
                es="ODS 16.2.2 cuenta solo a las víctimas detectadas; la estimación de las no detectadas va a su lado, "
                "nunca con su nombre.",
                en="SDG 16.2.2 counts detected victims only; the estimate of the undetected stands beside it, never under "
                "its name.",
            ),
        ),
    )


def across(made: Sequence[Estimate], subject: Subject, portfolio: Mapping[str, Entry] = PORTFOLIO) -> Estimate:
    """The range across the models that fit equally well, among the estimates of one table."""
    able = [one for one in made if _a_total(one, portfolio)]
    standing = [one for one in able if one.value is not None and _as_good(one, able, portfolio)]
    totals = sorted(((one.value, one.method) for one in standing if one.value is not None), key=lambda pair: pair[0])
    record = {
        **about(subject, "hidden"),
        "method": RANGE.id,
        "quantity": Text(es="Rango entre modelos", en="Range across models"),
        "value": None,
        "n": next((one.n for one in made), None),
    }
    refused = sum(one.value is None for one in able)
    if not totals:
        return Estimate(**record, parameters={"models": 0, "not_shown": refused}, warnings=(nothing(),))
    limits = [one.interval for one in standing if one.interval]
    lows = [one.low for one in limits if one.low is not None]
    highs = [one.high for one in limits if one.high is not None]
    return Estimate(
        **record,
        assumptions=(_held(standing),),
        parameters={
            "low": totals[0][0],
            "high": totals[-1][0],
            "lowest": totals[0][1],
            "highest": totals[-1][1],
            "models": len({f"{total:.9g}" for total, _ in totals}),
            "standing": "\n".join(one.id for one in standing),
            "not_shown": refused,
            "left_out_by_fit": len(able) - refused - len(standing),
            "lowest_limit": min(lows, default=None),
            "highest_limit": max(highs, default=None) if len(highs) == len(limits) else None,
        },
        warnings=(*_worse(standing, portfolio), *((ONE_SUPPOSITION,) if len(subject.variables) == TWO_LISTS else ())),
    )


def nothing() -> Text:
    """The warning of a range without any model."""
    return Text(
        es="No evaluable: ningún modelo dio un total identificado.",
        en="Not assessable: no model gave an identified total.",
    )


def too_few_lists(lists: int) -> Text:
    """The warning of a table that nothing can be estimated from."""
    return Text(
        es=f"No evaluable: listas que vieron a alguien, {lists}; se necesitan al menos 2.",
        en=f"Not assessable: lists that saw somebody, {lists}; at least 2 are needed.",
    )


def _a_total(one: Estimate, portfolio: Mapping[str, Entry]) -> bool:
    """Whether an estimate is of the total of the whole table, and not a bound of it."""
    entry = portfolio.get(one.method)
    return entry is not None and entry.kind == "model" and not str(one.parameters.get("model")).endswith("(LB)")


def _as_good(one: Estimate, able: Iterable[Estimate], portfolio: Mapping[str, Entry]) -> bool:
    """Whether a model's fit is as good as the best of its family; one that chose its own model always."""
    entry = portfolio[one.method]
    if entry.chosen:
        return True
    rivals = [other for other in able if other.value is not None and portfolio[other.method].family == entry.family]
    for criterion in ("bic", "aic"):
        own = _number(one, criterion)
        if own is not None:
            others = [value for other in rivals if (value := _number(other, criterion)) is not None]
            return own <= min(others, default=own) + AS_GOOD
    return False


def _number(one: Estimate, name: str) -> float | None:
    value = one.parameters.get(name)
    return float(value) if isinstance(value, int | float) else None


def _worse(standing: Sequence[Estimate], portfolio: Mapping[str, Entry]) -> tuple[Text, ...]:
    """The warning that a standing model, chosen by another rule, has a clearly larger BIC than the best of its family."""
    scored = [(own, one) for one in standing if (own := _number(one, "bic")) is not None]
    said = {}
    for own, one in scored:
        family = portfolio[one.method].family
        gap = own - min(other for other, two in scored if portfolio[two.method].family == family)
        if family and gap > AS_GOOD:
            said[str(one.parameters.get("model"))] = gap
    return tuple(
        Text(
            es=f"El modelo {model} está en el rango porque lo eligió su propia regla; su BIC supera en {gap:.1f} al menor.",
            en=f"Model {model} stands in the range because its own rule chose it; its BIC is {gap:.1f} above the smallest.",
        )
        for model, gap in said.items()
    )


def _held(standing: Sequence[Estimate]) -> Assumption:
    return Assumption(
        name=Text(
            es="Cada modelo supone algo distinto, y no comprobable, sobre quienes no están en ninguna lista",
            en="Each model supposes something else, which cannot be checked, about those on no list",
        ),
        held=None,
        evidence=Text(
            es=f"Lo que se vio no elige entre las {len(standing)} estimaciones que se ajustan igual de bien.",
            en=f"What was seen does not choose between the {len(standing)} estimates that fit equally well.",
        ),
    )


def warnings_of(y: Cells, subject: Subject, *, printed: bool) -> tuple[Text, ...]:
    """The warnings of a table with few people, or few that two lists share; which lists, only where it may be said."""
    told = scarce(y, subject)
    if printed or not told:
        return told
    few = [FEW_PEOPLE] if seen(y) < FEW_SEEN else []
    return (*few, *([FEW_IN_COMMON] if len(told) > len(few) else []))
