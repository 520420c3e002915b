"""What is cited? The publications behind the sources, figures and modalities, each once, in alphabetical order."""

import re

from yupay.analyse.methods import METHODS, card
from yupay.conclude.material import Material
from yupay.conclude.wording.scales import scale_of

NEXT_ENTRY = re.compile(r"(?<=[a-z\d)][.]) (?=[A-ZÁÉÍÓÚÑ][\w'’-]+(?:-[A-Z]\w+)?, [A-Z]\.)")
YEAR = re.compile(r"\(\d{4}[a-z]?\)")


def references(material: Material) -> tuple[str, ...]:
    """Citations with their address, in the order of their first letter."""
    cited = [
        *sources(material),
        *figures(material),
        *(with_address(modality.citation, "") for modality in material.study.modalities),
    ]
    scale = scale_of(material.study.decision.label_scale)
    if scale is not None and any(ruling.adjusted is not None for ruling in material.rulings.values()):
        cited.append(with_address(scale.citation.es, ""))
    cited += methods_of_lists(material)
    choices = [ruling.tested.choice for ruling in material.rulings.values() if ruling.tested is not None]
    cited += [entry for choice in choices if choice is not None for entry in choice.references]
    return tuple(sorted({entry for entry in cited if entry.strip()}, key=str.casefold))


def methods_of_lists(material: Material) -> list[str]:
    """The publications behind the methods that estimated from lists, those that gave no number among them."""
    used = dict.fromkeys(one.method for one in material.lookup.by_id.values() if one.question == "hidden")
    return [entry for name in used if name in METHODS for entry in cited_apart(card(name).reference)]


def cited_apart(reference: str) -> list[str]:
    """The entries of a reference that holds several: each opens with a surname and initials after a full stop."""
    return [entry.strip() for entry in NEXT_ENTRY.split(reference) if YEAR.search(entry)]


def sources(material: Material) -> list[str]:
    """The citation of every source card; a source of printed figures is cited figure by figure."""
    return [with_address(card.citation, card.url) for card in material.study.sources if card.kind != "figures"]


def figures(material: Material) -> list[str]:
    """The citation of every published figure."""
    return [with_address(figure.citation, figure.url) for figure in material.evidence.figures.values()]


def with_address(citation: str, url: str) -> str:
    """A citation ended by a full stop, then its address, once."""
    if not citation.strip() or (url and url in citation):
        return citation
    ended = citation.strip() if citation.strip().endswith(".") else f"{citation.strip()}."
    return f"{ended} {url}" if url else ended
