"""The work of `yupay plan`: make the estimates of a plan, and tell them with their formula in words."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from yupay.analyse.plan import power as powers
from yupay.analyse.plan.allocation import allocation
from yupay.analyse.plan.core import Frame
from yupay.analyse.plan.correlation import sample_size_correlation
from yupay.analyse.plan.mean import sample_size_mean
from yupay.analyse.plan.proportion import sample_size_proportion
from yupay.analyse.plan.statement import Statement, check_statement
from yupay.analyse.plan.two_means import sample_size_two_means
from yupay.analyse.plan.two_proportions import sample_size_two_proportions
from yupay.cli.failing import DONE, MENDABLE, STRICT
from yupay.cli.progress import Progress
from yupay.cli.screen import Screen
from yupay.cli.written import number
from yupay.model.estimate import Estimate, Subject
from yupay.model.study import Study
from yupay.model.text import Text

Numbers = Mapping[str, Any]
Made = tuple[Estimate, ...]
SIZES: dict[str, Callable[..., Made]] = {
    "proportion": sample_size_proportion,
    "mean": sample_size_mean,
    "correlation": sample_size_correlation,
    "two-proportions": sample_size_two_proportions,
    "two-means": sample_size_two_means,
}
SECOND = Text(es="Respuestas que se necesitan en el segundo grupo", en="Answers needed in the second group")
BY_T = Text(es="Respuestas con la t de Student en lugar de z", en="Answers with Student's t instead of z")
ONLY = Text(
    es="La potencia es de antes de los datos; calculada con el coeficiente hallado no dice nada que no diga su p.",
    en="This power is for before the data; computed from the coefficient found it says nothing that its p does not.",
)


def tell_plan(plan: str, numbers: Numbers, screen: Screen) -> int:
    """Make one plan and tell it; 2 where its numbers give none, 1 where a checked statement does not agree."""
    made = make(plan, numbers)
    failed = any(one.value is None for one in made)
    disagrees = any(one.parameters.get("agrees") is False for one in made)
    code = MENDABLE if failed else STRICT if disagrees else DONE
    screen.give({"exit": code, "plan": plan, "estimates": [recorded(one) for one in made]})
    if failed:
        for words in dict.fromkeys(words for one in made for words in one.warnings):
            screen.say(words)
        return code
    tell(made, screen)
    if plan == "power":
        screen.say(ONLY)
    return code


def make(plan: str, numbers: Numbers) -> Made:
    """The estimates of a plan."""
    told = dict(numbers)
    about = Subject(variables=(plan,), unit_of_analysis=told.pop("unit", "person"))
    if plan in SIZES:
        return SIZES[plan](subject=about, frame=Frame(*told.pop("frame")), **told)
    if plan == "allocation":
        return allocation(told.pop("n"), told.pop("strata"), about, **told)
    if plan == "check":
        return (check_statement(Statement(**told), about),)
    return (_power(told, about) if plan == "power" else _detectable(told, about),)


def _power(told: dict[str, Any], about: Subject) -> Estimate:
    test = powers.Planned(**told["test"])
    if told["r"] is not None:
        return powers.power_of_correlation(told["r"], test, about, coefficient=told["coefficient"])
    if told["effect"] is not None:
        return powers.power_of_two_means(told["effect"], test, about)
    return powers.power_of_two_proportions(told["p1"], told["p2"], test, about)


def _detectable(told: dict[str, Any], about: Subject) -> Estimate:
    test = powers.Planned(**told["test"])
    if told["of"] == "proportions":
        return powers.detectable_difference(told["p1"], test, about)
    if told["of"] == "means":
        return powers.detectable_effect(test, about)
    return powers.detectable_correlation(test, about, coefficient=told["coefficient"])


def recorded(one: Estimate) -> dict[str, Any]:
    """An estimate for --json, with its id."""
    return {"id": one.id, "value": one.value, **one.model_dump(exclude_none=True)}


def tell(made: Iterable[Estimate], screen: Screen) -> None:
    """One line per number, the formula once, what was told beside it, and the warnings."""
    estimates = tuple(made)
    rows = [*((label(one), one.value) for one in estimates), *beside(estimates[0])]
    size = max(len(words.say(screen.language)) for words, _ in rows)
    for words, value in rows:
        screen.say(f"{words.say(screen.language).ljust(size)}  {number(value)}")
    for words in dict.fromkeys(one.design for one in estimates if one.design is not None):
        screen.say("")
        screen.say(words)
    for words in dict.fromkeys(words for one in estimates for words in one.warnings):
        screen.say(words)


def label(one: Estimate) -> Text:
    """What a number is called: the stratum of a stratum, else the quantity."""
    named = one.method == "allocation" and one.key != "total"
    return Text.same(one.key) if named else one.quantity


def beside(one: Estimate) -> list[tuple[Text, float]]:
    """What a plan tells beside its sizes."""
    told = (("second_group", SECOND), ("answers_by_t", BY_T))
    return [(words, float(found)) for name, words in told if (found := one.parameters.get(name)) is not None]


def plan_study(path: Path, screen: Screen, draws: int | None) -> int:
    """What each hypothesis of a study could find, on its own map or with its own n."""
    from threadpoolctl import threadpool_limits

    from yupay.analyse.answer_plan import plan
    from yupay.run import open_study

    with Progress(screen) as progress:
        progress.tell(Text(es="Leyendo los datos", en="Reading the data"))
        opened = open_study(path)
        evidence = opened.evidence()
        with threadpool_limits(limits=1):
            made = plan(opened.study, evidence, progress.tell, draws)
    estimates = {name: [recorded(one) for one in found] for name, found in made.items()}
    screen.give({"exit": DONE, "study": opened.study.study.id, "hypotheses": estimates})
    screen.say(opened.study.study.title)
    for name, found in made.items():
        tell_hypothesis(name, found, opened.study, screen)
    return DONE


def tell_hypothesis(name: str, found: list[Estimate], study: Study, screen: Screen) -> None:
    """The block of one hypothesis."""
    statement = next(one.statement for one in study.hypotheses if one.id == name)
    screen.heading(Text(es=f"{name}. {statement.es}", en=f"{name}. {statement.en}"))
    if not found:
        screen.say(Text(es="No evaluable: no tiene datos propios.", en="Not assessable: it has no data of its own."))
    for one in found:
        value = number(one.value)
        if one.unit == "proportion" and one.value is not None:
            value = f"{100 * one.value:.1f} %"
        screen.say(f"  {quantity(one).say(screen.language)}: {value}")
    for words in dict.fromkeys(words for one in found for words in one.warnings):
        screen.say(words)
    for one in found[:2]:
        curve = [f"r = {key[9:]}: {one.parameters[key]:.2f}" for key in one.parameters if key.startswith("power_at_")]
        if curve:
            screen.say(Text(es="  Potencia según r: ", en="  Power by r: ").say(screen.language) + "; ".join(curve))


def quantity(one: Estimate) -> Text:
    """What was found, for how many units and at which level."""
    alpha = one.parameters.get("alpha")
    at = "" if not isinstance(alpha, float) or one.unit == "proportion" else f", α = {alpha:.4g}"
    return Text(es=f"{one.quantity.es} (n = {one.n}{at})", en=f"{one.quantity.en} (n = {one.n}{at})")
