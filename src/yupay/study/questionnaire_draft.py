"""What does a drafted questionnaire study say? A unit whose rows are answers, its scales, and one indicator a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from yupay.study.answer_words import in_order
from yupay.study.column_card import FEW, TIMES, ColumnCard, Kind, Words, key_among, named
from yupay.study.design_hints import design_hints, hint_lines
from yupay.study.first_parts import UNKNOWN, column_line, header, name_of, source
from yupay.study.scale_guess import Scale, Why, scales_in
from yupay.study.toml_words import Ids, listed, plain, quoted, spoken, table

LISTED = 30
"""Up to so many categories are written out."""
UNDECIDED = 7
"""Whole numbers without labels, of so few values, may be names or amounts: the owner says which."""
NUMBERS = ("weights", "fpc", "replicate_weights")
SAID: Mapping[Why, str] = {
    "form": "Propuesta: preguntas seguidas con las mismas opciones ordenadas / Proposed: neighbours with the same ordered choices",
    "labels": "Propuesta: columnas seguidas con las mismas etiquetas / Proposed: neighbours with the same value labels",
    "numbers": "Adivinada por sus números: revísela / Guessed from its numbers: look it over",
}
EXAMPLE = """# Cuando tenga su plan / once you have your plan:
# [[hypotheses]]
# id = "H1"
# objective = "O1"
# unit = "person"
# x = "..."  # un indicador / an indicator
# y = "..."
# statement = "... se relaciona con ..."
"""


@dataclass
class _Draft:
    """What is known while the file is written."""

    columns: Sequence[ColumnCard]
    groups: Mapping[str, Words]
    hints: Mapping[str, list[str]]
    scales: Sequence[Scale]
    key: ColumnCard | None
    ids: Ids = field(default_factory=Ids)
    dimensions: dict[str, str] = field(default_factory=dict)

    @property
    def items(self) -> dict[str, Scale]:
        """Each column that is an item, with its scale."""
        return {name: scale for scale in self.scales for name in scale.names}

    @property
    def hinted(self) -> dict[str, str]:
        """Each column that may belong to the design, with its key."""
        return {name: key for key, names in self.hints.items() for name in names}


def questionnaire(
    file: str,
    columns: Sequence[ColumnCard],
    rows: int | None,
    *,
    groups: Mapping[str, Words] | None = None,
    title: Words = UNKNOWN,
    name: str = "",
) -> str:
    """The text of a first study.toml over answers.

    Args:
        file: the data file.
        columns: its columns, or the questions of a form.
        rows: how many rows the file has; None where there are no answers yet.
        groups: the parts of the form with their labels.
        title: what the form is called.
        name: of the study; made of the file's where not given.

    """
    hints = design_hints([column for column in columns if not column.short])
    hinted = {one for names in hints.values() for one in names}
    asked = [column for column in columns if column.name not in hinted]
    draft = _Draft(columns, groups or {}, hints, scales_in(asked), key_among(columns))
    key = quoted(draft.key.name) if draft.key else quoted(UNKNOWN)
    parts = [header(name or name_of(file), title), _unit(draft, key), source(file, f"key = {key}\n", rows)]
    parts += [_columns(draft), _concepts(draft), *(_scale(draft, scale) for scale in draft.scales)]
    parts += [text for column in columns if (text := _indicator(draft, column))]
    return "\n".join([*parts, EXAMPLE])


def _unit(draft: _Draft, key: str) -> str:
    lonely = (
        [] if draft.key else ["# Ninguna columna numera las filas: agregue una / No column numbers the rows: add one."]
    )
    hinted = ["# Por su nombre; quite el # de lo que sea cierto / By their names; take off the # where it is true:"]
    return "\n".join(
        [
            "[[units]]",
            'id = "person"',
            'label = "?"',
            'plural = "?"',
            'frame = "data"',
            *lonely,
            f"key = {key}",
            "named = false",
            "",
            "# Vacío: muestra simple. Con estratos, conglomerados o pesos: docs/survey-design.md",
            "# Empty: a simple sample. With strata, clusters or weights: docs/survey-design.md",
            "[units.design]",
            *([*hinted, *hint_lines(dict(draft.hints))] if draft.hints else []),
            '# represents = "..."  # a quiénes representan las filas / whom the rows stand for',
            "",
        ]
    )


def _columns(draft: _Draft) -> str:
    lines = ["[sources.columns]"]
    for column in draft.columns:
        scale = draft.items.get(column.name)
        doubtful = {str(code): UNKNOWN for code in scale.doubtful if code in column.answers} if scale else {}
        missing = {**column.missing, **doubtful}
        lines.append(column_line(column, _read_as(draft, column), missing, range_too=scale is None))
    return "\n".join(lines) + "\n"


def _read_as(draft: _Draft, column: ColumnCard) -> Kind:
    """How an answer is read: what is added is a number, categories are text."""
    if column is draft.key:
        return "code"
    if column.name in draft.items or draft.hinted.get(column.name) in NUMBERS:
        return "number"
    if column.kind in ("code", "date"):
        return column.kind
    words = column.words or column.kind in ("flag", "text") or column.name in draft.hinted or _undecided(column)
    return "text" if words else "number"


def _undecided(column: ColumnCard) -> bool:
    """Whether few whole numbers without labels leave open what they are."""
    return column.kind == "count" and not column.words and 0 < len(column.answers) <= UNDECIDED


def _concepts(draft: _Draft) -> str:
    """One variable, and a dimension for each part of the form; D1 for what stands in none."""
    parts = ['[[variables]]\nid = "V1"\nlabel = "?"\nconcept = "?"\n']
    ids = Ids()
    used = (column.group for column in draft.columns if column.name in draft.items or _measured(draft, column))
    for group in dict.fromkeys(used):
        draft.dimensions[group] = ids.give(group.rsplit("/", 1)[-1]) if group else "D1"
        label = spoken(draft.groups.get(group, UNKNOWN))
        parts.append(f'[[dimensions]]\nid = {quoted(draft.dimensions[group])}\nvariable = "V1"\nlabel = {label}\n')
    return "\n".join(parts)


def _scale(draft: _Draft, scale: Scale) -> str:
    """A scale, and the indicator that is its score."""
    shared = _opening([item.short or item.name for item in scale.items]).rstrip("_-. 0123456789")
    made = draft.ids.give(scale.group.rsplit("/", 1)[-1] or shared or "scale")
    label = spoken(draft.groups.get(scale.group, UNKNOWN))
    dimension = quoted(draft.dimensions[scale.group])
    reverse = '# reverse = ["..."]  # los ítems al revés / the items that read the other way round'
    if scale.reverse:
        reverse = f"reverse = {listed(scale.reverse)}  # por sus etiquetas / by their labels"
    return f"""# {SAID[scale.why]}.
[[instruments]]
id = {quoted(f"s_{made}")}
unit = "person"
dimension = {dimension}
label = {label}
items = {listed(scale.names)}
low = {scale.low}
high = {scale.high}
{reverse}
# min_answered = 0.75
# judges = "judges"  # la fuente con el juicio de expertos / the source with the experts' ratings
# bands = {{ method = "equal-width", labels = ["Bajo", "Medio", "Alto"] }}

[[indicators]]
id = {quoted(made)}
dimension = {dimension}
label = {label}
instrument = {quoted(f"s_{made}")}
scale = "ordinal"
counting_unit = "person"
period = "?"
units = ["person"]
"""


def _opening(names: Sequence[str]) -> str:
    """The letters that all names open with."""
    return "".join(letters[0] for letters in takewhile(lambda one: len(set(one)) == 1, zip(*names, strict=False)))


def _indicator(draft: _Draft, column: ColumnCard) -> str:
    """One answer, row by row; nothing for items, keys, dates, open answers and columns of the design."""
    if not _measured(draft, column):
        return ""
    scale, comment = _scale_of(column)
    categories = ""
    if column.words and len(column.words) <= LISTED:
        categories = f"categories = {table(_sorted(column.words))}\n"
    return f"""[[indicators]]
id = {quoted(draft.ids.give(column.short or column.name))}
dimension = {quoted(draft.dimensions[column.group])}
label = {spoken(column.label or column.short or column.name)}
source = "data"
answer = {quoted(column.name)}
scale = {quoted(scale)}{comment}
{categories}counting_unit = "person"
period = "?"
units = ["person"]
"""


def _measured(draft: _Draft, column: ColumnCard) -> bool:
    """Whether a column becomes an indicator of its own."""
    elsewhere = column.name in draft.items or column.name in draft.hinted or column is draft.key
    return not elsewhere and _scale_of(column)[0] != ""


def _scale_of(column: ColumnCard) -> tuple[str, str]:
    """The scale of measurement of an answer with a comment; empty where it is not measured."""
    if column.kind in ("code", "date"):
        return "", ""
    if column.words and column.kind != "flag" and in_order([plain(said) for said in column.words.values()]):
        return "ordinal", "  # por sus palabras / by its words"
    if column.words or column.kind == "flag":
        return "nominal", ""
    if _undecided(column):
        return UNKNOWN, ""
    if column.kind == "text":
        few = 0 < column.distinct <= FEW and not column.unique and not named(column.name, TIMES)
        return ("nominal", "") if few else ("", "")
    return "ratio", ""


def _sorted(words: Mapping[str, Words]) -> dict[str, Words]:
    """Categories by their numbers, lowest first; others as they are listed."""
    if all(code.removeprefix("-").isdecimal() for code in words):
        return dict(sorted(words.items(), key=lambda pair: int(pair[0])))
    return dict(words)
