"""How does a form meet its answers? Each question finds its column, with or without the prefix of its groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from yupay.model.problem import StudyProblems
from yupay.model.text import Text
from yupay.study.aliases import folded
from yupay.study.column_card import ColumnCard, Words, key_among
from yupay.study.design_hints import design_hints
from yupay.study.toml import stop

OPEN = "respuesta abierta: no se publica / open answer: not published"
SEPARATORS = ("/", "-", ".", ":")
"""What stands between a group and a question in the columns of an export."""
KEYS = ("_id", "_uuid", "key", "meta/instanceid", "instanceid", "_index")
"""The columns by which data collection programs tell answers apart."""
WORDS_OF_FLAGS = {
    "0": Text(es="No", en="No"),
    "1": Text(es="Sí", en="Yes"),
    "false": Text(es="No", en="No"),
    "true": Text(es="Sí", en="Yes"),
}


@dataclass(frozen=True)
class Question:
    """A question of a form, or one choice of a question with several: its card, its groups outermost first."""

    card: ColumnCard
    groups: tuple[str, ...] = ()
    choice: str | None = None
    """The choice that a flag column of a question with several answers stands for."""


@dataclass(frozen=True)
class Form:
    """A form as its author wrote it: its title, its questions in order, its groups with labels, what is no column."""

    title: Words
    questions: tuple[Question, ...]
    groups: Mapping[str, Words]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paired:
    """The columns of the data in the words of the form.

    `prefixes` are the groups that stand before names in the file; `lost` the questions without a column; `beyond` the
    columns that no question explains; `open` those that hold whatever a person wrote.
    """

    columns: tuple[ColumnCard, ...]
    prefixes: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def without_data(form: Form) -> Paired:
    """The columns that an export of the form will have, after the one that tells answers apart."""
    key = ColumnCard(KEYS[0], "code", unique=True)
    return Paired((key, *(question.card for question in form.questions)))


def paired(form: Form, columns: Sequence[ColumnCard], file: str) -> Paired:
    """The questions of a form with the columns of its answers.

    Raises:
        StudyProblems: S144 where no question has a column.

    """
    by_name = {column.name: column for column in columns}
    found: dict[str, ColumnCard] = {}
    lost, prefixes = [], []
    for question in form.questions:
        name = _column_of(question, list(by_name))
        if name is None or name in found:
            lost.append(question.card.name)
            continue
        found[name] = _met(question, by_name[name])
        prefixes += [name.removesuffix(question.card.name)] if name.endswith(question.card.name) else []
    if not found:
        raise _strangers(form, columns, file)
    known = _key_first(found, columns)
    beyond = [name for name in by_name if name not in {card.name for card in known}]
    before = tuple(dict.fromkeys(one for one in prefixes if one))
    wrote = tuple(card.name for card in known if card.note == OPEN)
    return Paired(tuple(known), before, tuple(lost), tuple(beyond), wrote)


def _column_of(question: Question, names: Sequence[str]) -> str | None:
    """The column of a question: by its name, with the groups before it, or as the only one that ends with it."""
    for written in _written(question):
        full = [sep.join([*question.groups, written]) for sep in SEPARATORS if question.groups]
        for name in (written, *full):
            if name in names:
                return name
        ending = [name for name in names if name.endswith(tuple(sep + written for sep in "/:"))]
        if len(ending) == 1:
            return ending[0]
    return None


def _written(question: Question) -> tuple[str, ...]:
    """The ways an export writes a question: `q`, and for one of several choices `q/a`, `q_a`, `q.a`."""
    if question.choice is None:
        return (question.card.name,)
    base = question.card.name.removesuffix(f"/{question.choice}")
    return tuple(f"{base}{sep}{question.choice}" for sep in ("/", "_", "."))


def _met(question: Question, column: ColumnCard) -> ColumnCard:
    """The card of a column in the words of its question."""
    card = question.card
    words = card.words
    if question.choice is not None:
        words = _flag_words(column)
    return replace(
        card,
        name=column.name,
        short=card.short or card.name,
        words=words,
        unique=column.unique,
        blanks=column.blanks,
    )


def _flag_words(column: ColumnCard) -> dict[str, Words]:
    """What the two values of a flag column mean, as the file writes them."""
    written = {folded(word): word for word in column.spelled}
    codes = [code for code in WORDS_OF_FLAGS if code in written] or ["0", "1"]
    return {written.get(code, code): WORDS_OF_FLAGS[code] for code in codes}


def _key_first(found: Mapping[str, ColumnCard], columns: Sequence[ColumnCard]) -> list[ColumnCard]:
    """The column that tells answers apart, then those of the questions, then those that look like a design."""
    by_fold = {column.name.casefold(): column for column in columns if column.unique and column.name not in found}
    asked = list(found.values())
    key = next((by_fold[name] for name in KEYS if name in by_fold), None)
    if key is None:
        key = key_among(columns)
    hinted = {name for names in design_hints(columns).values() for name in names} - set(found)
    beyond = [column for column in columns if column.name in hinted and column is not key]
    if key is None:
        return [*asked, *beyond]
    first = replace(found.get(key.name, key), kind="code", unique=True)
    return [first, *(one for one in asked if one.name != key.name), *beyond]


def _strangers(form: Form, columns: Sequence[ColumnCard], file: str) -> StudyProblems:
    """S144: not one question has a column."""
    shown = ", ".join(column.name[:40] for column in columns[:6])
    asked = ", ".join(question.card.name[:40] for question in form.questions[:6])
    labels = {folded(text) for q in form.questions for text in _texts(q.card.label)}
    hint = None
    if any(folded(column.name) in labels for column in columns):
        hint = Text(
            es="el archivo lleva las preguntas como encabezado: exporte con nombres y valores XML",
            en="the file has the questions as its header: export with XML names and values",
        )
    return stop(
        "S144",
        file,
        Text.same(shown),
        Text(es=f"columnas del formulario: {asked} ...", en=f"columns of the form: {asked} ..."),
        hint=hint,
    )


def _texts(words: Words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else (words.es, words.en)
