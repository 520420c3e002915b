"""`yupay link STUDY`: who in the vault is one person, how well that is known, and what waits for a person's eye."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from yupay.cli.language import Language

HELP = {
    "es": "Vincula los registros de la bóveda de un estudio: una persona, una vez. Nunca muestra un nombre.",
    "en": "Link the records in the vault of a study: one person, once. Never shows a name.",
}
WORDS = {
    "threshold": (
        "La probabilidad desde la cual un par es una persona.",
        "The probability from which a pair is one person.",
    ),
    "review": (
        "La probabilidad desde la cual un par espera revisión.",
        "The probability from which a pair waits for review.",
    ),
    "seed": ("La semilla de las muestras.", "The seed of the samples."),
    "engine": (
        "Dónde se buscan y pesan los pares: duckdb://, o spark://local?cores=2 en esta máquina.",
        "Where pairs are looked for and weighed: duckdb://, or spark://local?cores=2 on this machine.",
    ),
}


def link_command(options: Any, spoken: Language) -> Callable[..., int]:
    """`yupay link`."""
    words = {name: pair[0 if spoken == "es" else 1] for name, pair in WORDS.items()}
    joined: Any = typer.Option(0.95, "--threshold", help=words["threshold"], metavar="0.95")
    waiting: Any = typer.Option(0.5, "--review", help=words["review"], metavar="0.5")
    seeded: Any = typer.Option(1, "--seed", help=words["seed"], metavar="N")
    where: Any = typer.Option("duckdb://", "--engine", help=words["engine"], metavar="URL")

    def link(
        study: Path = options.study,
        threshold: float = joined,
        review: float = waiting,
        seed: int = seeded,
        engine: str = where,
        language: Language = options.language,
        as_json: bool = options.json,
        quiet: bool = options.quiet,
    ) -> int:
        from yupay.cli.closed import closed
        from yupay.cli.failing import guarded
        from yupay.cli.linking import link_study
        from yupay.derive.link.options import LinkOptions

        chosen = LinkOptions(threshold=threshold, review=review, seed=seed, engine=engine)
        return guarded(spoken, as_json, quiet, closed(lambda screen: link_study(study, chosen, screen)))

    return link
