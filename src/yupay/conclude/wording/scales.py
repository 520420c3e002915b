"""How is the size of a coefficient called? Three scales that disagree; each label prints the citation of its scale."""

from dataclasses import dataclass

from yupay.model.text import Text


@dataclass(frozen=True)
class LabelScale:
    """Labels by the lower bound of the absolute coefficient, in rising order."""

    id: str
    citation: Text
    bounds: tuple[tuple[float, Text], ...]


SCALES = (
    LabelScale(
        "A",
        Text.same("Hernández-Sampieri"),
        (
            (0.10, Text(es="muy débil", en="very weak")),
            (0.25, Text(es="débil", en="weak")),
            (0.50, Text(es="media", en="medium")),
            (0.75, Text(es="considerable", en="considerable")),
            (0.90, Text(es="muy fuerte", en="very strong")),
            (1.00, Text(es="perfecta", en="perfect")),
        ),
    ),
    LabelScale(
        "B",
        Text.same("Narváez (s. f., p. 159), viewer.joomag.com"),
        (
            (0.10, Text(es="débil", en="weak")),
            (0.50, Text(es="moderada", en="moderate")),
            (0.75, Text(es="fuerte", en="strong")),
        ),
    ),
    LabelScale(
        "C",
        Text(
            es="escala de cinco tramos de uso común en tesis peruanas, sin autor identificado",
            en="five-band scale in common use in Peruvian theses, no author identified",
        ),
        (
            (0.00, Text(es="muy baja", en="very low")),
            (0.20, Text(es="baja", en="low")),
            (0.40, Text(es="moderada", en="moderate")),
            (0.70, Text(es="alta", en="high")),
            (0.90, Text(es="muy alta", en="very high")),
        ),
    ),
)


def scale_of(name: str | None) -> LabelScale | None:
    """The label scale with this id, or None."""
    return next((scale for scale in SCALES if scale.id == name), None)


def label_of(scale: LabelScale, coefficient: float) -> Text | None:
    """The label of a coefficient by its absolute value rounded to two decimals; None below the lowest bound."""
    size = round(abs(coefficient), 2)
    return next((label for bound, label in reversed(scale.bounds) if size >= bound), None)
