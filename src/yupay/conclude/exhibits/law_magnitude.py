"""How many coded cases have each answer, by modality, form and version of the law? One group of rows per version, never added up.

Options: `source`, a source with `qualify`; the first where not given.
"""

from collections.abc import Callable

from yupay.conclude import layout
from yupay.conclude.exhibits import law_reading as reading
from yupay.conclude.material import Material
from yupay.conclude.naming import raised
from yupay.conclude.wording import law_cases as words
from yupay.model.qualified import QualifiedCases
from yupay.model.study import Exhibit
from yupay.model.table import Column, Row, Table

CLOSED = ("0", "1", "2")
Holds = Callable[[tuple[str, ...]], bool]


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per modality within each version of the law; None without coded cases."""
    found = reading.cases_of(exhibit, material)
    if found is None:
        return None
    others = other_classes(found)
    rows = [row for name in versions(found) for row in of_version(found, name, others)]
    notes = [layout.general(words.MAGNITUDE_NOTE), *reading.banner(found)]
    return layout.table(
        exhibit,
        material,
        columns(others),
        rows,
        notes=notes,
        sources=(found.source,),
        landscape=True,
        sortable=False,
    )


def columns(others: tuple[str, ...]) -> tuple[Column, ...]:
    """Modality; the tiers of those met with their share; every other answer; all cases."""
    tiers = [layout.figures_head(f"tier-{name}", label, words.MET, 0.55) for name, label in words.TIERS.items()]
    met = [
        layout.figures_head("met", words.MET_ALL, words.MET, 0.5),
        layout.figures_head("share", words.SHARE, words.MET, 0.5),
    ]
    rest = [layout.figures_head(name, words.CLASSES[name], words.OTHERS, 0.6) for name in others]
    return (
        layout.head("modality", words.MODALITY, width=4.0),
        *tiers,
        *met,
        *rest,
        layout.figures_head("all", words.CASES),
    )


def other_classes(found: QualifiedCases) -> tuple[str, ...]:
    """The answers that are not trafficking; the precursor only where some case has it."""
    rest = ("precursor", "none", "unknown")
    return tuple(name for name in rest if name != "precursor" or reading.of_class(found, name))


def versions(found: QualifiedCases) -> list[str]:
    """The versions that some case falls under, in the order of time, the uncertain last."""
    held = {one.words[3] for one in found.magnitude}
    return [
        *(one.id for one in found.versions if one.id in held),
        *(name for name in (reading.SEVERAL,) if name in held),
    ]


def of_version(found: QualifiedCases, version: str, others: tuple[str, ...]) -> list[Row]:
    """The modalities of one version, then all of them."""
    inside = {one.words[1] for one in found.magnitude if one.words[3] == version}
    met = reading.summed(found.magnitude, lambda held: held[0] == "trata" and held[3] == version)
    rows = [row_of(found, version, name, met, others) for name in found.modalities if name in inside]
    return [*rows, row_of(found, version, None, met, others)]


def row_of(found: QualifiedCases, version: str, modality: str | None, met: int, others: tuple[str, ...]) -> Row:
    """One modality of one version; None: all of them. `met` is the base of its share."""

    def n(holds: Holds) -> int:
        inside = (one for one in found.magnitude if one.words[3] == version and modality in (None, one.words[1]))
        return reading.summed(inside, holds)

    own = n(lambda held: held[0] == "trata")
    numbers = [*(n(tier(name)) for name in words.TIERS), own]
    cells = [reading.count_cell(found, number) for number in numbers]
    rest = [*(n(of(name)) for name in others), n(lambda _: True)]
    name = words.ALL_OF_VERSION if modality is None else found.modalities[modality]
    return Row(
        key=f"{version}/{modality or 'all'}",
        group=reading.version_words(found, version),
        strong=modality is None,
        cells=(
            layout.said(raised(name)),
            *cells,
            reading.share_cell(found, own, met),
            *(reading.count_cell(found, number) for number in rest),
        ),
    )


def tier(name: str) -> Holds:
    """The cases of a tier among those met."""
    if name == "open":
        return lambda held: held[0] == "trata" and held[2] not in CLOSED
    return lambda held: held[0] == "trata" and held[2] == name


def of(name: str) -> Holds:
    """The cases of a class."""
    return lambda held: held[0] == name
