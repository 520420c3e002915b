"""`yupay hidden LISTS.csv`: how many are on no list, by every model, with its doubt?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from yupay.cli.language import Language

HELP = {
    "es": "Estima cuántas personas no están en ninguna lista, con todos los modelos a la vez y su duda.",
    "en": "Estimate how many people are on no list, by every model side by side, with its doubt.",
}
WORDS: dict[str, tuple[str, str]] = {
    "file": (
        "Una tabla: una columna 0/1 por lista, y el conteo de cada historia o una fila por persona.",
        "A table: one 0/1 column per list, and the count of each history or one row per person.",
    ),
    "method": (
        "Un método por su id, como hidden-stepwise; repetible. Todos si no se indica.",
        "A method by its id, such as hidden-stepwise; repeatable. All where not given.",
    ),
    "strata": (
        "Una columna que divide a las personas; repetible. Nunca un lugar.",
        "A column that splits the people; repeatable. Never a place.",
    ),
    "count": ("La columna con el conteo de cada historia.", "The column with the count of each history."),
    "merge": ("Une listas en una: A+B=C; repetible.", "Make lists one: A+B=C; repeatable."),
    "seed": ("La semilla de las simulaciones.", "The seed of every simulation."),
    "level": ("El nivel de los intervalos.", "The level of the intervals."),
    "draws": ("Sorteos del bootstrap, al menos.", "Draws of the bootstrap, at least."),
    "coverage": (
        "Tablas que se simulan para ver cuántas veces el intervalo acierta; 0: ninguna.",
        "Tables simulated to see how often the interval holds; 0: none.",
    ),
    "public": (
        "El publicador imprimió estos conteos: se muestran tal como están.",
        "The publisher printed these counts: they are shown as they are.",
    ),
}


def hidden_command(options: Any, spoken: Language) -> Callable[..., int]:
    """`yupay hidden`."""
    words = {name: pair[0 if spoken == "es" else 1] for name, pair in WORDS.items()}
    named: Any = typer.Argument(..., help=words["file"], metavar="LISTS", show_default=False)
    by: Any = typer.Option(None, "--method", help=words["method"], metavar="ID")
    split: Any = typer.Option(None, "--strata", help=words["strata"], metavar="COLUMN")
    counting: Any = typer.Option(None, "--count", help=words["count"], metavar="COLUMN")
    joining: Any = typer.Option(None, "--merge", help=words["merge"], metavar="A+B=C")
    seeded: Any = typer.Option(None, "--seed", help=words["seed"], metavar="N")
    within: Any = typer.Option(0.95, "--level", help=words["level"], metavar="0.95")
    drawing: Any = typer.Option(1000, "--draws", help=words["draws"], metavar="N")
    simulating: Any = typer.Option(100, "--coverage", help=words["coverage"], metavar="N")
    printed: Any = typer.Option(False, "--public", help=words["public"])

    def hidden(
        file: Path = named,
        method: list[str] = by,
        strata: list[str] = split,
        count: str = counting,
        merge: list[str] = joining,
        seed: int = seeded,
        level: float = within,
        draws: int = drawing,
        coverage: int = simulating,
        public: bool = printed,
        language: Language = options.language,
        as_json: bool = options.json,
        quiet: bool = options.quiet,
    ) -> int:
        from yupay.cli.failing import guarded
        from yupay.cli.hidden_people import Wanted, estimate_file

        wanted = Wanted(
            methods=tuple(method or ()),
            strata=tuple(strata or ()),
            count=count,
            merge=merges(merge or []),
            seed=seed,
            level=level,
            draws=draws,
            coverage=coverage,
            printed=public,
        )
        return guarded(spoken, as_json, quiet, lambda screen: estimate_file(file, wanted, screen))

    return hidden


def merges(words: list[str]) -> dict[str, tuple[str, ...]]:
    """Lists to be made one, from words like `A+B=C`.

    Raises:
        typer.BadParameter: a word is not of that form, or a name comes twice.

    """
    made: dict[str, tuple[str, ...]] = {}
    for word in words:
        members, sign, name = word.rpartition("=")
        parts = tuple(part.strip() for part in members.split("+") if part.strip())
        if not sign or not name.strip() or len(parts) < 2 or name.strip() in made:
            raise typer.BadParameter(word)
        made[name.strip()] = parts
    return made
