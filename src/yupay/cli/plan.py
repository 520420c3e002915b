"""`yupay plan`: its commands and options in two languages; their work is in `planning.py`, loaded when one is run."""

from pathlib import Path
from typing import Any

import typer

from yupay.cli.language import Language
from yupay.cli.plan_options import WORDS, Coefficient, Of, PlanOptions, Rounding, Sided


def plan_commands(spoken: Language) -> typer.Typer:
    """`yupay plan` and its subcommands, with their help in one language."""
    from yupay.cli.app import EnglishCommand, EnglishGroup, SpanishCommand, SpanishGroup

    spanish = spoken == "es"
    options, command = PlanOptions(spoken), SpanishCommand if spanish else EnglishCommand
    app = typer.Typer(
        name="plan",
        help=WORDS["plan"][0 if spanish else 1],
        cls=SpanishGroup if spanish else EnglishGroup,
        add_completion=False,
        rich_markup_mode=None,
    )
    app.callback(invoke_without_command=True)(of_study(options, spoken))
    made = {
        "proportion": of_proportion,
        "mean": of_mean,
        "correlation": of_correlation,
        "two-proportions": of_two_proportions,
        "two-means": of_two_means,
        "allocation": of_allocation,
        "power": of_power,
        "detectable": of_detectable,
        "check": of_check,
    }
    for name, make in made.items():
        app.command(name, cls=command, help=WORDS[name][0 if spanish else 1])(make(options, spoken))
    return app


def of_study(options: PlanOptions, spoken: Language) -> Any:
    """`yupay plan --study DIR`."""

    def plan(
        context: typer.Context,
        study: Path | None = options.study,
        draws: int = options.draws,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        if context.invoked_subcommand is not None:
            return 0
        if study is None:
            typer.echo(context.get_help())
            return 0
        from yupay.cli.failing import guarded
        from yupay.cli.planning import plan_study

        def work(screen: Any) -> int:
            return plan_study(study, screen, draws)

        return guarded(spoken, as_json, False, work, f"yupay check {study}", folder=study)

    return plan


def told(spoken: Language, as_json: bool, plan: str, **numbers: Any) -> int:
    """Make one plan and tell it."""
    from yupay.cli.failing import guarded
    from yupay.cli.planning import tell_plan

    return guarded(spoken, as_json, False, lambda screen: tell_plan(plan, numbers, screen))


def of_proportion(options: PlanOptions, spoken: Language) -> Any:
    """`yupay plan proportion`."""

    def proportion(
        p: float = options.p,
        margin: float = options.margin,
        level: float = options.level,
        z: float = options.z,
        population: int = options.population,
        design_effect: float = options.design_effect,
        response: float = options.response,
        unit: str = options.unit,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        frame = (population, design_effect, response)
        return told(spoken, as_json, "proportion", p=p, margin=margin, level=level, z=z, frame=frame, unit=unit)

    return proportion


def of_mean(options: PlanOptions, spoken: Language) -> Any:
    """`yupay plan mean`."""

    def mean(
        sd: float = options.sd_needed,
        margin: float = options.margin,
        level: float = options.level,
        z: float = options.z,
        population: int = options.population,
        design_effect: float = options.design_effect,
        response: float = options.response,
        unit: str = options.unit,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        frame = (population, design_effect, response)
        return told(spoken, as_json, "mean", sd=sd, margin=margin, level=level, z=z, frame=frame, unit=unit)

    return mean


def of_correlation(options: PlanOptions, spoken: Language) -> Any:
    """`yupay plan correlation`."""

    def correlation(
        r: float = options.r_needed,
        coefficient: Coefficient = options.coefficient,
        alpha: float = options.alpha,
        power: float = options.wanted,
        sided: Sided = options.sided,
        width: float = options.width,
        population: int = options.population,
        design_effect: float = options.design_effect,
        response: float = options.response,
        unit: str = options.unit,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        test = {"alpha": alpha, "power": power, "sided": sided, "frame": (population, design_effect, response)}
        return told(spoken, as_json, "correlation", r=r, coefficient=coefficient, width=width, unit=unit, **test)

    return correlation


def of_two_proportions(options: PlanOptions, spoken: Language) -> Any:
    """`yupay plan two-proportions`."""

    def two_proportions(
        p1: float = options.p1_needed,
        p2: float = options.p2_needed,
        alpha: float = options.alpha,
        power: float = options.wanted,
        sided: Sided = options.sided,
        ratio: float = options.ratio,
        design_effect: float = options.design_effect,
        response: float = options.response,
        unit: str = options.unit,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        test = {"alpha": alpha, "power": power, "sided": sided, "frame": (None, design_effect, response)}
        return told(spoken, as_json, "two-proportions", p1=p1, p2=p2, ratio=ratio, unit=unit, **test)

    return two_proportions


def of_two_means(options: PlanOptions, spoken: Language) -> Any:
    """`yupay plan two-means`."""

    def two_means(
        difference: float = options.difference,
        sd: float = options.sd,
        alpha: float = options.alpha,
        power: float = options.wanted,
        sided: Sided = options.sided,
        ratio: float = options.ratio,
        design_effect: float = options.design_effect,
        response: float = options.response,
        unit: str = options.unit,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        test = {"alpha": alpha, "power": power, "sided": sided, "frame": (None, design_effect, response)}
        return told(spoken, as_json, "two-means", difference=difference, sd=sd, ratio=ratio, unit=unit, **test)

    return two_means


def of_allocation(options: PlanOptions, spoken: Language) -> Any:
    """`yupay plan allocation`."""

    def allocation(
        n: int = options.n,
        stratum: list[str] = options.stratum,
        rounding: Rounding = options.rounding,
        unit: str = options.unit,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        sizes, deviations = strata_of(stratum)
        return told(
            spoken, as_json, "allocation", n=n, strata=sizes, deviations=deviations, rounding=rounding, unit=unit
        )

    return allocation


def strata_of(words: list[str]) -> tuple[dict[str, int], dict[str, float] | None]:
    """Sizes by stratum, and deviations where every stratum gives one, from words like `north=120:1.5`.

    Raises:
        typer.BadParameter: a word is not of that form, a name comes twice, or only some strata give a deviation.

    """
    sizes: dict[str, int] = {}
    deviations: dict[str, float] = {}
    for word in words:
        name, _, rest = word.rpartition("=")
        size, _, deviation = rest.partition(":")
        try:
            if not name or name in sizes:
                raise ValueError
            sizes[name] = int(size)
            if deviation:
                deviations[name] = float(deviation)
        except ValueError as wrong:
            raise typer.BadParameter(word) from wrong
    if deviations and len(deviations) < len(sizes):
        raise typer.BadParameter(" ".join(words))
    return sizes, deviations or None


def of_power(options: PlanOptions, spoken: Language) -> Any:
    """`yupay plan power`."""

    def power(
        n: int = options.n,
        r: float = options.r,
        coefficient: Coefficient = options.coefficient,
        p1: float = options.p1,
        p2: float = options.p2,
        effect: float = options.effect,
        alpha: float = options.alpha,
        sided: Sided = options.sided,
        ratio: float = options.ratio,
        design_effect: float = options.design_effect,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        one_effect([r is not None, p1 is not None and p2 is not None, effect is not None])
        test = {"n": n, "alpha": alpha, "sided": sided, "ratio": ratio, "design_effect": design_effect}
        return told(spoken, as_json, "power", r=r, coefficient=coefficient, p1=p1, p2=p2, effect=effect, test=test)

    return power


def one_effect(given: list[bool]) -> None:
    """Refuse a power without exactly one effect.

    Raises:
        typer.BadParameter: none or several of --r, --p1 with --p2, --effect.

    """
    if sum(given) != 1:
        raise typer.BadParameter("--r | --p1 --p2 | --effect")


def of_detectable(options: PlanOptions, spoken: Language) -> Any:
    """`yupay plan detectable`."""

    def detectable(
        n: int = options.n,
        of: Of = options.of,
        coefficient: Coefficient = options.coefficient,
        p1: float = options.p,
        alpha: float = options.alpha,
        power: float = options.wanted,
        sided: Sided = options.sided,
        ratio: float = options.ratio,
        design_effect: float = options.design_effect,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        test = {
            "n": n,
            "alpha": alpha,
            "power": power,
            "sided": sided,
            "ratio": ratio,
            "design_effect": design_effect,
        }
        return told(spoken, as_json, "detectable", of=of, coefficient=coefficient, p1=p1, test=test)

    return detectable


def of_check(options: PlanOptions, spoken: Language) -> Any:
    """`yupay plan check`."""

    def check(
        n: float = options.stated,
        p: float = options.p,
        margin: float = options.margin,
        population: int = options.population,
        level: float = options.level,
        z: float = options.z,
        stratum: list[int] = options.strata,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        stated = {"n": n, "p": p, "margin": margin, "population": population, "level": level, "z": z}
        return told(spoken, as_json, "check", **stated, strata=tuple(stratum))

    return check
