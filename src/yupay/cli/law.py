"""`yupay qualify CASES --to DECISIONS.csv`, `yupay law show` and `yupay law diff`: what do the coded facts meet, and under which texts?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from yupay.cli.language import Language

QUALIFY_HELP = {
    "es": "Califica los hechos de casos codificados: qué elementos de qué texto cumplen, y qué falta averiguar.",
    "en": "Qualify the facts of coded cases: which elements of which text they meet, and what is to be found out.",
}
LAW_HELP = {"es": "Los textos de la ley, fechados.", "en": "The texts of the law, dated."}
SHOW_HELP = {
    "es": "Muestra los textos de la ley, uno de ellos, o el vocabulario de los casos.",
    "en": "Show the texts of the law, one of them, or the vocabulary of cases.",
}
DIFF_HELP = {
    "es": "Dice qué casos cambian de respuesta con los textos de su carpeta law/.",
    "en": "Tell which cases change answer with the texts of your folder law/.",
}
WORDS: dict[str, tuple[str, str]] = {
    "cases": ("Los casos codificados: .csv, .xlsx, .sav.", "The coded cases: .csv, .xlsx, .sav."),
    "to": (
        "El archivo de decisiones, fuera de output/; solo su dueño lo lee.",
        "The file of decisions, outside output/; only its owner reads it.",
    ),
    "trace": (
        "El archivo JSON con el porqué de cada decisión.",
        "The JSON file with the reasons of every decision.",
    ),
    "on": (
        "La fecha del juicio: muestra también la ley más favorable.",
        "The date of judgment: shows the milder law too.",
    ),
    "law": (
        "La carpeta con sus textos (law/ junto a los casos si existe).",
        "The folder with your texts (law/ beside the cases if there).",
    ),
    "map": (
        "Un archivo TOML con [columns] y [values.COLUMNA] para casos codificados con otras palabras.",
        "A TOML file with [columns] and [values.COLUMN] for cases coded in other words.",
    ),
    "text": ("El id de un texto.", "The id of a text."),
    "vocabulary": ("Muestra el vocabulario de los casos.", "Show the vocabulary of cases."),
}


def _said(spoken: Language) -> dict[str, str]:
    return {name: pair[0 if spoken == "es" else 1] for name, pair in WORDS.items()}


def qualify_command(options: Any, spoken: Language) -> Callable[..., int]:
    """`yupay qualify`."""
    words = _said(spoken)
    named: Any = typer.Argument(..., help=words["cases"], metavar="CASES", show_default=False)
    target: Any = typer.Option(..., "--to", help=words["to"], metavar="FILE")
    traced: Any = typer.Option(None, "--trace", help=words["trace"], metavar="FILE")
    judged: Any = typer.Option(None, "--on", help=words["on"], metavar="YYYY-MM-DD")
    folder: Any = typer.Option(None, "--law", help=words["law"], metavar="DIR")
    mapping: Any = typer.Option(None, "--map", help=words["map"], metavar="FILE")

    def qualify(
        cases: Path = named,
        to: Path = target,
        trace: Path = traced,
        on: str = judged,
        law: Path = folder,
        map_: Path = mapping,
        language: Language = options.language,
        as_json: bool = options.json,
        quiet: bool = options.quiet,
    ) -> int:
        from yupay.cli.failing import guarded
        from yupay.cli.qualify import Wanted, day_of, qualify_file

        def work(screen: Any) -> int:
            return qualify_file(cases, Wanted(to, trace, day_of(on), law, map_), screen)

        return guarded(spoken, as_json, quiet, work)

    return qualify


def law_commands(options: Any, spoken: Language, *, group: Any, command: Any) -> typer.Typer:
    """`yupay law`."""
    words = _said(spoken)
    app = typer.Typer(name="law", help=LAW_HELP[spoken], cls=group, add_completion=False, rich_markup_mode=None)
    named: Any = typer.Argument(None, help=words["text"], metavar="TEXT", show_default=False)
    folder: Any = typer.Option(None, "--law", help=words["law"], metavar="DIR")
    listing: Any = typer.Option(False, "--vocabulary", help=words["vocabulary"])
    coded: Any = typer.Argument(..., help=words["cases"], metavar="CASES", show_default=False)
    judged: Any = typer.Option(None, "--on", help=words["on"], metavar="YYYY-MM-DD")

    @app.command("show", cls=command, help=SHOW_HELP[spoken])
    def show(
        text: str = named,
        law: Path = folder,
        vocabulary: bool = listing,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        from yupay.cli.failing import guarded
        from yupay.cli.law_texts import show_law

        return guarded(spoken, as_json, False, lambda screen: show_law(text, law, screen, vocabulary=vocabulary))

    @app.command("diff", cls=command, help=DIFF_HELP[spoken])
    def diff(
        cases: Path = coded,
        law: Path = folder,
        on: str = judged,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        from yupay.cli.failing import guarded
        from yupay.cli.law_texts import diff_law
        from yupay.cli.qualify import day_of

        return guarded(spoken, as_json, False, lambda screen: diff_law(cases, law, day_of(on), screen))

    return app
