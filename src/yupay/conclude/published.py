"""How is a printed figure shown? As its producer printed it, opened by its own estimate or by the figure itself."""

from yupay.conclude.lookup import estimate_id
from yupay.conclude.material import Material
from yupay.model.cube import PublishedFigure
from yupay.model.estimate import Estimate
from yupay.model.table import Cell, Form

NOT_STATED = ("ámbito no precisado", "not stated")


def published_form(figure: PublishedFigure) -> tuple[Form, int | None]:
    """How a printed value is written: percentages and fractions with one decimal, counts whole."""
    if figure.counting_unit == "percent":
        return "percent", 1
    whole = figure.value is None or float(figure.value).is_integer()
    return ("count", None) if whole else ("number", 1)


def published_cell(material: Material, name: str | None) -> Cell:
    """A printed figure; "not published" where the producer printed none, "no data" where the study names none."""
    figure = material.figure(name or "")
    if figure is None:
        return Cell(mark="no data")
    if figure.value is None:
        return Cell(mark="not published", source=figure.source)
    form, digits = published_form(figure)
    return Cell(
        value=figure.value, form=form, digits=digits, estimate=figure_estimate(material, figure), source=figure.source
    )


def figure_estimate(material: Material, figure: PublishedFigure) -> str:
    """The id that opens the panel of a printed figure."""
    name = estimate_id("describe", (figure.id,), "published", "figure")
    return name if material.lookup.get(name) is not None else figure.id


def share_of(material: Material, part: str, total: str) -> Estimate | None:
    """The share of a printed part in its printed total."""
    return material.lookup.get(estimate_id("describe", (part, total), "published", "share"))


def geography_cell(figure: PublishedFigure) -> Cell:
    """The place a figure is about; a mark where its publisher does not say which Lima it means."""
    stated = not any(word in figure.geography.es or word in figure.geography.en for word in NOT_STATED)
    return Cell(value=figure.geography) if stated else Cell(mark="not stated")
