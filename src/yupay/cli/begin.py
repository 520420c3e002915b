"""`yupay new`: a study from a starter, from a form, or from a file of the user."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from yupay.cli.screen import NEXT, Screen
from yupay.model.problem import StudyProblems
from yupay.model.source import Source
from yupay.model.text import Text
from yupay.study.column_card import ColumnCard, card_of
from yupay.study.first_parts import name_of
from yupay.study.first_study import first_study
from yupay.study.form_draft import paired, without_data
from yupay.study.new import NO_ANSWERS_YET, copy_starter, refuse_full, starter_names, write_first_study
from yupay.study.questionnaire_draft import questionnaire
from yupay.study.toml import stop

SHOWN = 8


@dataclass(frozen=True)
class Begun:
    """The folder that was made, and what its owner should know of how the form and the data met."""

    folder: Path
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)
    empty: bool = False


TOLD = {
    "prefixes": Text(
        es="Grupos que el archivo pone delante de los nombres", en="Groups that the file puts before names"
    ),
    "without_column": Text(
        es="Preguntas sin columna en los datos, dejadas fuera", en="Questions without a column in the data, left out"
    ),
    "without_question": Text(es="Columnas que ninguna pregunta nombra", en="Columns that no question names"),
    "open_answers": Text(
        es="Respuestas abiertas en la copia de los datos (bórrelas si señalan a alguien)",
        en="Open answers in the copy of the data (delete them where they point at someone)",
    ),
    "left_out": Text(
        es="Preguntas que no se leen (se repiten por persona, o llevan lugares, imágenes o audios)",
        en="Questions that are not read (asked several times for one person, or places, pictures, recordings)",
    ),
}


def begin(names: Sequence[str], source: Path | None, screen: Screen, data: Path | None = None) -> int:
    """Make a study folder; without names, list the starters."""
    if not names and source is None and data is None:
        listed = starter_names()
        screen.give({"exit": 0, "starters": listed})
        screen.say(Text(es="Estudios iniciales:", en="Starters:"))
        for name in listed:
            screen.say(f"  {name}")
        screen.say(NEXT)
        screen.command(f"yupay new {listed[0]} DIR" if listed else "yupay new --from FILE DIR")
        return 0
    if len(names) != (2 if source is None else 1) or (source is None and data is not None):
        raise _names(names, source, data)
    folder = Path(names[-1])
    made = Begun(copy_starter(names[0], folder)) if source is None else from_file(source, folder, data)
    screen.give({"exit": 0, "folder": str(made.folder), **made.told})
    screen.say(Text(es=f"Se escribió {made.folder}", en=f"{made.folder} was written"))
    for what, which in made.told.items():
        shown = ", ".join(which[:SHOWN]) + (f" ... ({len(which)})" if len(which) > SHOWN else "")
        screen.say(Text(es=f"{TOLD[what].es}: {shown}", en=f"{TOLD[what].en}: {shown}"))
    if made.empty:
        screen.say(
            Text(
                es="data/answers.csv es una tabla vacía con sus columnas: ponga allí las respuestas.",
                en="data/answers.csv is an empty table with its columns: put the answers there.",
            )
        )
    if source is not None:
        screen.say(
            Text(
                es='Complete en study.toml cada "?": solo usted conoce la fuente.',
                en='Fill in each "?" in study.toml: only you know the source.',
            )
        )
    screen.say(NEXT)
    screen.command(f"yupay check {made.folder}")
    return 0


def _names(names: Sequence[str], source: Path | None, data: Path | None) -> StudyProblems:
    expected = Text(es="un nombre de ejemplo y una carpeta nueva", en="the name of a starter and a new folder")
    if source is not None:
        expected = Text(es="con --from, solo una carpeta nueva", en="with --from, a new folder only")
    elif data is not None:
        expected = Text(es="--data junto con --from FORMULARIO", en="--data together with --from FORM")
    return stop(
        "C900",
        "yupay new",
        Text.same(" ".join(["yupay new", *(["--data"] if data is not None else []), *names])),
        expected,
        act=Text.same("yupay new --help"),
    )


def from_file(file: Path, folder: Path, data: Path | None = None) -> Begun:
    """A first study from the columns and labels of a data file, or from a form with or without its answers."""
    from yupay.load.xlsform import is_form

    refuse_full(folder)
    if is_form(_card(file), file):
        return from_form(file, folder, data)
    if data is not None:
        raise stop(
            "S145",
            file.name,
            Text(es="un archivo que no es un formulario XLSForm", en="a file that is not an XLSForm"),
            Text(es="un libro con las hojas survey y choices", en="a workbook with the sheets survey and choices"),
        )
    columns, rows = columns_of(file)
    return Begun(write_first_study(folder, first_study(file.name, columns, rows), file))


def from_form(file: Path, folder: Path, data: Path | None) -> Begun:
    """A first questionnaire study from an XLSForm, its columns found in the answers where these are given."""
    from yupay.load.xlsform import read_form

    form = read_form(_card(file), file)
    if data is None:
        met, rows, name = without_data(form), None, NO_ANSWERS_YET
    else:
        columns, rows = columns_of(data)
        met, name = paired(form, columns, data.name), data.name
    text = questionnaire(name, met.columns, rows, groups=form.groups, title=form.title, name=name_of(file.name))
    told = {
        "prefixes": met.prefixes,
        "without_column": met.lost,
        "without_question": met.beyond,
        "open_answers": met.open,
        "left_out": form.left_out,
    }
    made = write_first_study(folder, text, data, file, [column.name for column in met.columns])
    return Begun(made, {what: which for what, which in told.items() if which}, empty=data is None)


def columns_of(file: Path) -> tuple[list[ColumnCard], int]:
    """The columns of a data file, and how many rows it has.

    Raises:
        StudyProblems: the file is not there or cannot be read.

    """
    from yupay.load.files import read_source

    raw = read_source(_card(file), file.resolve().parent).raw
    cards = [
        card_of(
            name,
            raw.data.column(name).to_pylist(),
            raw.column_labels.get(name, ""),
            raw.missing.get(name),
            raw.labels.get(name),
        )
        for name in raw.data.column_names
    ]
    return cards, raw.data.num_rows


def _card(file: Path) -> Source:
    unknown = Text.same("?")
    return Source(
        id="data",
        title=unknown,
        producer=unknown,
        path=file.name,
        counting_unit="person",
        period="?",
        coverage=unknown,
        geography=unknown,
        citation="?",
        confidentiality="restricted",
        limitations=unknown,
    )
