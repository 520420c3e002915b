"""What is cited? The publications behind the sources, figures and modalities, each once, in alphabetical order."""

from yupay.conclude.material import Material
from yupay.conclude.wording.scales import scale_of


def references(material: Material) -> tuple[str, ...]:
    """Citations with their address, in the order of their first letter."""
    cited = [*sources(material), *figures(material), *(modality.citation for modality in material.study.modalities)]
    scale = scale_of(material.study.decision.label_scale)
    if scale is not None:
        cited.append(scale.citation.es)
    return tuple(sorted({entry for entry in cited if entry.strip()}, key=str.casefold))


def sources(material: Material) -> list[str]:
    """The citation of every source card."""
    return [with_address(card.citation, card.url) for card in material.study.sources]


def figures(material: Material) -> list[str]:
    """The citation of every published figure."""
    return [with_address(figure.citation, figure.url) for figure in material.evidence.figures.values()]


def with_address(citation: str, url: str) -> str:
    """A citation followed by its address, once."""
    return citation if not url or not citation or url in citation else f"{citation} {url}"
