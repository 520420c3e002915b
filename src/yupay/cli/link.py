"""`yupay link STUDY`: who in the vault is one person, how well that is known, and what waits for a person's eye."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from yupay.cli.language import Language
from yupay.model.text import Text

if TYPE_CHECKING:
    from yupay.cli.screen import Screen
    from yupay.derive.link.linked import Linked, Pattern
    from yupay.derive.link.options import LinkOptions
    from yupay.keep.vault.vault import Vault

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
}
UNKNOWN = Text(es="sin dato", en="no data")


def link_command(options: Any, spoken: Language) -> Callable[..., int]:
    """`yupay link`."""
    words = {name: pair[0 if spoken == "es" else 1] for name, pair in WORDS.items()}
    joined: Any = typer.Option(0.95, "--threshold", help=words["threshold"], metavar="0.95")
    waiting: Any = typer.Option(0.5, "--review", help=words["review"], metavar="0.5")
    seeded: Any = typer.Option(1, "--seed", help=words["seed"], metavar="N")

    def link(
        study: Path = options.study,
        threshold: float = joined,
        review: float = waiting,
        seed: int = seeded,
        language: Language = options.language,
        as_json: bool = options.json,
        quiet: bool = options.quiet,
    ) -> int:
        from yupay.cli.failing import guarded
        from yupay.derive.link.options import LinkOptions

        chosen = LinkOptions(threshold=threshold, review=review, seed=seed)
        return guarded(spoken, as_json, quiet, lambda screen: link_study(study, chosen, screen))

    return link


def link_study(study: Path, options: "LinkOptions", screen: "Screen") -> int:
    """Link the vault of a study and say what was found."""
    from yupay.cli.failing import DONE
    from yupay.cli.progress import Progress
    from yupay.derive.link.link import link
    from yupay.keep.vault.vault import vault_folder
    from yupay.study.toml import stop, study_file

    options.check()
    folder = vault_folder(study_file(study).parent)
    empty = Text(es="ninguna bóveda", en="no vault")
    if not folder.is_dir():
        raise stop("P670", str(study), empty, Text(es="una bóveda con registros", en="a vault with records"))
    with Progress(screen) as progress, opened(folder) as vault:
        linked = link(vault, options, progress.tell)
    screen.give({"exit": DONE, **counts(linked, screen.language)})
    for line in told(linked, options.k):
        screen.say(line)
    return DONE


def opened(folder: Path) -> "Vault":
    """The vault of a folder; P670 where nothing was taken in."""
    from yupay.keep.vault.vault import open_vault
    from yupay.study.toml import stop

    vault = open_vault(folder)
    if not {"identities", "records"} <= set(vault.names()):
        vault.close()
        got = Text(es="una bóveda vacía", en="an empty vault")
        raise stop("P670", folder.name, got, Text(es="registros leídos", en="records taken in"))
    return vault


def counts(linked: "Linked", language: Language) -> dict[str, Any]:
    """What --json gives: counts and shares only."""
    recall = linked.recall
    return {
        "records": linked.records,
        "persons": linked.persons,
        "pairs": linked.pairs,
        "pairs_by_document": linked.by_document,
        "persons_by_records": list(linked.sizes),
        "precision_estimated": round(linked.precision, 5),
        "recall_estimated": [round(one, 4) for one in (recall.value, recall.low, recall.high)] if recall else None,
        "persons_cut": linked.cut,
        "persons_contradicting": linked.contradicting,
        "review": {
            "pairs": linked.review.pairs,
            "pooled": linked.review.pooled,
            "patterns": [
                {"agreement": agreement(one, language), "pairs": one.pairs, "probability": round(one.probability, 2)}
                for one in linked.review.patterns
            ],
        },
    }


def agreement(pattern: "Pattern", language: Language) -> str:
    """How the pairs of a pattern agree, in words."""
    parts = ((name.say(language), (level or UNKNOWN).say(language)) for name, level in pattern.agreement)
    return "; ".join(f"{name}: {level}" for name, level in parts)


def told(linked: "Linked", k: int) -> Iterator[Text]:
    """The lines of the answer."""
    yield Text(
        es=f"{linked.records:,} registros son {linked.persons:,} personas ({linked.pairs:,} pares; {linked.by_document:,} por documento).",
        en=f"{linked.records:,} records are {linked.persons:,} persons ({linked.pairs:,} pairs; {linked.by_document:,} by document).",
    )
    sizes = ", ".join(f"{at}: {count:,}" for at, count in enumerate(linked.sizes, start=1))
    yield Text(
        es=f"Personas según cuántos registros tienen (la última, {len(linked.sizes)} o más): {sizes}.",
        en=f"Persons by how many records they have (the last, {len(linked.sizes)} or more): {sizes}.",
    )
    yield from quality(linked)
    yield from waiting_lines(linked, k)


def quality(linked: "Linked") -> Iterator[Text]:
    """How well it is known who is who."""
    promised = f"{linked.precision:.1%}"
    yield Text(
        es=f"Precisión que prometen las probabilidades: {promised} de los pares.",
        en=f"Precision that the probabilities promise: {promised} of the pairs.",
    )
    if (recall := linked.recall) is None:
        yield Text(
            es="Pares perdidos: no evaluable; menos de 30 pares se conocen por su documento.",
            en="Pairs missed: not assessable; fewer than 30 pairs are known by their document.",
        )
    else:
        share = f"{recall.value:.1%} [{recall.low:.1%}, {recall.high:.1%}]"
        yield Text(
            es=f"Pares hallados de los que debe haber, al ocultar documentos: {share}.",
            en=f"Pairs found of those there must be, by hiding documents: {share}.",
        )
    if linked.cut or linked.contradicting:
        yield Text(
            es=f"Cadenas cortadas por contradicción: {linked.cut:,}; personas que aún tienen dos datos en contra: {linked.contradicting:,}.",
            en=f"Chains cut for a contradiction: {linked.cut:,}; persons that still hold two facts at odds: {linked.contradicting:,}.",
        )
    if linked.untrained:
        names = Text(es=", ".join(one.es for one in linked.untrained), en=", ".join(one.en for one in linked.untrained))
        yield Text(
            es=f"Con pesos de partida, sin aprender: {names.es}.", en=f"With first guesses, not learned: {names.en}."
        )


def waiting_lines(linked: "Linked", k: int) -> Iterator[Text]:
    """What waits for a person's eye, by how it agrees."""
    review = linked.review
    yield Text(es=f"Esperan revisión {review.pairs:,} pares.", en=f"{review.pairs:,} pairs wait for review.")
    for one in review.patterns:
        yield Text(
            es=f"  {one.pairs:,} pares ({one.probability:.2f}): {agreement(one, 'es')}",
            en=f"  {one.pairs:,} pairs ({one.probability:.2f}): {agreement(one, 'en')}",
        )
    if review.pooled:
        yield Text(
            es=f"  {review.pooled:,} pares de patrones con menos de {k} pares, juntos.",
            en=f"  {review.pooled:,} pairs of patterns with fewer than {k} pairs, together.",
        )
