"""`yupay release STUDY`: an edition of a registry, published or rehearsed; and what must be forgotten, forgotten."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from yupay.cli.language import Language

HELP = {
    "es": "Publica una edición de un registro: conteos protegidos, juzgados junto con todo lo publicado antes.",
    "en": "Publish an edition of a registry: protected counts, judged together with everything published before.",
}
WORDS = {
    "edition": (
        "El nombre de la edición, que es el de su carpeta en editions/.",
        "The name of the edition, which is that of its folder in editions/.",
    ),
    "dry_run": (
        "No publica ni anota nada: deja en keep/ una página para quien dirige la oficina.",
        "Publish and note nothing: leave a page for the head of office in keep/.",
    ),
    "nearest": (
        "Si la edición delatara a pocas personas junto a las anteriores, publica la más cercana que no lo hace.",
        "Where the edition would show a few people beside earlier ones, publish the nearest one that does not.",
    ),
    "person": (
        "Olvida a una persona que esta institución registró, con todos sus registros; el número se pide sin mostrarlo o se lee de la entrada estándar: nunca va en la línea de órdenes.",
        "Forget a person whom this institution recorded, with all their records; the number is asked for unseen or read from standard input: it never stands on the command line.",
    ),
    "source": ("Olvida todo lo que entregó una institución.", "Forget all that an institution gave."),
    "yes": ("Olvida sin preguntar de nuevo.", "Forget without asking again."),
    "purge": ("Olvida lo que ya no debe conservarse.", "Forget what should no longer be held."),
}


def release_command(options: Any, spoken: Language) -> Callable[..., int]:
    """`yupay release`."""
    words = {name: pair[0 if spoken == "es" else 1] for name, pair in WORDS.items()}
    named: Any = typer.Option(None, "--edition", help=words["edition"], metavar="NAME")
    dry: Any = typer.Option(False, "--dry-run", help=words["dry_run"])
    close: Any = typer.Option(False, "--nearest", help=words["nearest"])
    person: Any = typer.Option(None, "--forget-person", help=words["person"], metavar="ID")
    source: Any = typer.Option(None, "--forget-source", help=words["source"], metavar="ID")
    certain: Any = typer.Option(False, "--yes", help=words["yes"])
    late: Any = typer.Option(False, "--purge", help=words["purge"])

    def release(
        study: Path = options.study,
        edition: str | None = named,
        dry_run: bool = dry,
        nearest: bool = close,
        forget_person: str | None = person,
        forget_source: str | None = source,
        purge: bool = late,
        yes: bool = certain,
        language: Language = options.language,
        as_json: bool = options.json,
        quiet: bool = options.quiet,
    ) -> int:
        from yupay.cli.closed import closed
        from yupay.cli.failing import guarded
        from yupay.cli.releasing import release_study, unclear

        def work(screen: Any) -> int:
            asked = [one for one in (edition, forget_person, forget_source, purge or None) if one is not None]
            if len(asked) != 1:
                raise unclear(len(asked))
            if edition is not None:
                return release_study(study, edition, screen, dry_run=dry_run, nearest=nearest)
            from yupay.cli.forgetting import forget_in

            return forget_in(study, screen, person=forget_person, source=forget_source, sure=yes)

        rehearsed = " --dry-run" if dry_run else ""
        again = f"yupay release {study} --edition {edition}{rehearsed}" if edition else None
        return guarded(spoken, as_json, quiet, closed(work), again)

    return release
