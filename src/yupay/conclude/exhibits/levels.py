"""How many persons are in each level of each scale, and how much hangs on the cuts? The baremo."""

from collections.abc import Iterator

from yupay.conclude import layout
from yupay.conclude.exhibits.scale_rows import of_scale, parameter, scales, sources_of
from yupay.conclude.lookup import interval_cell, value_cell
from yupay.conclude.material import Material
from yupay.conclude.naming import spoken
from yupay.conclude.wording import instruments as words
from yupay.model.sample import Instrument
from yupay.model.study import Exhibit
from yupay.model.table import Note, Row, Table
from yupay.model.text import Text

COLUMNS = (
    layout.head("level", words.LEVEL, width=1.4),
    layout.head("scores", words.SCORES, width=0.9),
    layout.figures_head("persons", words.PERSONS),
    layout.figures_head("percent", words.PERCENT, width=0.5),
    layout.figures_head("interval", words.INTERVAL, width=0.9),
)
OTHERS = ("equal-width", "terciles", "stanines", "cuts")


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per level of each scale with bands; None where no scale has any."""
    chosen = [one for one in scales(exhibit, material) if one.bands is not None]
    rows = [row for scale in chosen for row in rows_of(material, scale)]
    if not rows:
        return None
    notes = [layout.general(words.LEVELS_NOTE), *(note for scale in chosen for note in sensitivity(material, scale))]
    return layout.table(exhibit, material, COLUMNS, rows, notes=notes, sources=sources_of(material, chosen))


def rows_of(material: Material, scale: Instrument) -> Iterator[Row]:
    """The levels of one scale, lowest first."""
    labels = () if scale.bands is None else scale.bands.labels
    for place, label in enumerate(labels, 1):
        found = of_scale(material, scale, "score-bands", str(place))
        if found is None or found.value is None:
            continue
        ends = [Text.same(short(found.parameters[name])) for name in ("from", "to")]
        cells = (
            layout.said(label),
            layout.said(spoken(words.FROM_TO, low=ends[0], high=ends[1])),
            parameter(found, "persons", "count"),
            value_cell(found, "percent"),
            interval_cell(found, 1),
        )
        yield Row(key=f"{scale.id}.{place}", cells=cells, group=scale.label)


def sensitivity(material: Material, scale: Instrument) -> Iterator[Note]:
    """What changes when the cuts move, or another method makes them."""
    up, down = (of_scale(material, scale, "band-sensitivity", key) for key in ("all+", "all-"))
    others = [of_scale(material, scale, "band-sensitivity", name) for name in OTHERS]
    known = [one for one in others if one is not None and one.value is not None]
    if up is None or down is None or not known or scale.bands is None:
        return
    most = max(known, key=lambda one: one.value or 0.0)
    yield layout.specific(
        words.LEVELS_OF,
        scale=scale.label,
        how=words.BAND_METHODS[scale.bands.method],
        up=value_cell(up, "percent"),
        down=value_cell(down, "percent"),
        other=value_cell(most, "percent"),
    )


def short(value: float | int | str | bool | None) -> str:
    """A score with two decimals at most."""
    return f"{float(value or 0.0):.2f}".rstrip("0").rstrip(".")
