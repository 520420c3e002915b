"""The work of `yupay link`: link the vault of a study, and tell counts, shares and patterns. Never a name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yupay.cli.failing import DONE
from yupay.cli.language import Language
from yupay.cli.progress import Progress
from yupay.cli.screen import Screen
from yupay.derive.link.link import link
from yupay.derive.link.linked import Linked, Pattern
from yupay.derive.link.options import LinkOptions
from yupay.keep.vault import Vault, open_vault, vault_folder
from yupay.model.text import Text
from yupay.study.toml import stop, study_file

UNKNOWN = Text(es="sin dato", en="no data")
# Of linking a million records no sum of doubles is kept: two threads change nothing, and the engine's part stays below 2 GB.
THREADS, MEMORY = 2, "1100MB"


def link_study(study: Path, options: LinkOptions, screen: Screen) -> int:
    """Link the vault of a study and say what was found."""
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


def opened(folder: Path) -> Vault:
    """The vault of a folder; P670 where nothing was taken in."""
    vault = open_vault(folder, threads=THREADS, memory=MEMORY)
    if not {"identities", "records"} <= set(vault.names()):
        vault.close()
        got = Text(es="una bóveda vacía", en="an empty vault")
        raise stop("P670", folder.name, got, Text(es="registros leídos", en="records taken in"))
    return vault


def counts(linked: Linked, language: Language) -> dict[str, Any]:
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


def agreement(pattern: Pattern, language: Language) -> str:
    """How the pairs of a pattern agree, in words."""
    parts = ((name.say(language), (level or UNKNOWN).say(language)) for name, level in pattern.agreement)
    return "; ".join(f"{name}: {level}" for name, level in parts)


def told(linked: Linked, k: int) -> Iterator[Text]:
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


def quality(linked: Linked) -> Iterator[Text]:
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


def waiting_lines(linked: Linked, k: int) -> Iterator[Text]:
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
