"""What does a first study.toml say? What the file says of itself, and `?` where only its owner knows."""

from collections.abc import Sequence

from yupay.study.column_card import ColumnCard, key_among
from yupay.study.design_hints import design_hints
from yupay.study.first_parts import column_line, header, name_of, source
from yupay.study.questionnaire_draft import questionnaire
from yupay.study.scale_guess import scales_in
from yupay.study.toml_words import plain, quoted, safe_id

FEWEST_LABELLED = 2


def first_study(file: str, columns: Sequence[ColumnCard], rows: int) -> str:
    """The text of a first study.toml: a questionnaire where the rows are answers, else a table of places or counts."""
    if are_answers(columns):
        return questionnaire(file, columns, rows)
    place = next((column for column in columns if column.place), None)
    counted = [column for column in columns if column.kind in ("count", "flag")]
    parts = [header(name_of(file)), _unit(place) if place else "", source(file, _named(columns, place), rows)]
    parts += [_columns(columns), _concepts(), *(_indicator(column, place is not None) for column in counted)]
    return "\n".join(part for part in parts if part)


def are_answers(columns: Sequence[ColumnCard]) -> bool:
    """Whether rows are persons who answered: no places, but a key, a scale, labels or weights; or places that stand twice."""
    scales, hints = scales_in(columns), design_hints(columns)
    if places := [column for column in columns if column.place]:
        return not places[0].unique and (bool(scales) or len(hints) > 1)
    labelled = sum(bool(column.words) for column in columns)
    return key_among(columns) is not None or bool(scales) or bool(hints) or labelled >= FEWEST_LABELLED


def _unit(place: ColumnCard) -> str:
    digits = "" if place.unique else f"digits = {place.pad}\n"
    return f"""[[units]]
id = "place"
label = "?"
plural = "?"
frame = "data"
key = {quoted(place.name)}
{digits}"""


def _named(columns: Sequence[ColumnCard], place: ColumnCard | None) -> str:
    key = key_among(columns)
    named = f"key = {quoted(key.name)}\n" if key else ""
    return named + (f"place = {quoted(place.name)}\n" if place else "")


def _columns(columns: Sequence[ColumnCard]) -> str:
    lines = [
        '# Un vacío en un conteo es "no data" (nadie respondió) o "zero" (hubo cero): decídalo en blank.',
        '# A blank in a count is "no data" (nobody answered) or "zero" (there were none): decide it in blank.',
        "[sources.columns]",
        *(column_line(column, column.kind, column.missing) for column in columns),
    ]
    return "\n".join(lines) + "\n"


def _concepts() -> str:
    return """[[variables]]
id = "V1"
label = "?"
concept = "?"

[[dimensions]]
id = "D1"
variable = "V1"
label = "?"
"""


def _indicator(column: ColumnCard, placed: bool) -> str:
    return f"""[[indicators]]
id = {quoted(safe_id(column.name))}
dimension = "D1"
label = {quoted(plain(column.label) or column.name)}
source = "data"
columns = [{quoted(column.name)}]
counting_unit = "?"
period = "?"
units = {'["place"]' if placed else "[]"}
"""
