"""What happens when a command cannot go on? A message in plain words, and the exit code that says whose turn it is."""

import os
import traceback
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path

import typer

from yupay.cli.language import Language
from yupay.cli.screen import Screen
from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text
from yupay.study.codes import catalogue
from yupay.study.messages import show_problem, shown_and_left

DONE, STRICT, MENDABLE, DEFECT, STOPPED = 0, 1, 2, 3, 130
COMMANDS = ("new", "check", "run", "explain", "plan", "audit", "hidden", "link", "release", "qualify", "law")


def guarded(
    language: Language,
    as_json: bool,
    quiet: bool,
    work: Callable[[Screen], int],
    again: str | None = None,
    folder: Path | None = None,
) -> int:
    """Do the work of a command; every failure becomes a message and a code.

    Args:
        language: of the messages.
        as_json: problems go to standard output as one object.
        quiet: results are not shown.
        work: the command.
        again: the command to repeat after mending.
        folder: the study folder, where a list of rows with problems may be kept.

    """
    screen = Screen(language, as_json, quiet)
    try:
        return work(screen)
    except StudyProblems as found:
        in_study = any(one.code.startswith("S") or one.where == "study.toml" for one in found.problems)
        kept = keep_rows(found, folder)
        listed = None if kept is None else f"{kept.parent.name}/{kept.name}"
        command = again if in_study or again is None else again.replace(" check ", " run ", 1)
        screen.problems(found.problems, command, listed)
        return MENDABLE
    except KeyboardInterrupt:
        return interrupted(language)
    except BrokenPipeError:
        return STOPPED
    except Exception as unforeseen:
        if os.environ.get("YUPAY_DEBUG"):
            raise
        return defect(unforeseen, screen)


def keep_rows(found: StudyProblems, folder: Path | None) -> Path | None:
    """Write keep/problems.csv where more rows carry a problem than a message quotes; never a value."""
    rows = list(getattr(found, "rows", ()))
    left = shown_and_left(found.problems)[1]
    if folder is None or not (rows or left):
        return None
    from yupay.keep.place import write_problems
    from yupay.load.faults import RowFault

    rows = rows or [RowFault(one.code, one.where, one.line, str(one.column)) for one in found.problems]
    try:
        return write_problems(folder.parent if folder.is_file() else folder, rows)
    except OSError:
        return None


def defect(unforeseen: Exception, screen: Screen) -> int:
    """C999: what kind of error and where in our code; never its words, which may quote data."""
    frames = [one for one in traceback.extract_tb(unforeseen.__traceback__) if "yupay" in one.filename]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    problem = Problem(
        code="C999",
        what=catalogue()["C999"].what,
        where="yupay",
        got=Text.same(f"{type(unforeseen).__name__}, {where}"),
        expected=Text(es="que esto no ocurriera nunca", en="that this never happen"),
        act=Text(
            es="cuéntelo a quienes mantienen yupay; la salida anterior quedó completa",
            en="tell the maintainers of yupay; the previous output is whole",
        ),
    )
    if screen.as_json:
        screen.give({"exit": DEFECT, "problems": [problem.model_dump()]})
    else:
        screen.write(show_problem(problem, screen.language, screen.width), error=True)
    return DEFECT


def interrupted(language: Language) -> int:
    """The user stopped the run."""
    words = Text(es="Interrumpido. La salida anterior quedó completa.", en="Interrupted. The previous output is whole.")
    Screen(language).write("\n" + words.say(language), error=True)
    return STOPPED


def _taken(misused: typer.TyperException) -> Text:
    """What an option takes: `--language es|en`."""
    param = getattr(misused, "param", None)
    option, values = (getattr(param, "opts", None) or [""])[0], getattr(param, "metavar", None)
    if values is None:
        return Text(es="un valor que la opción admita", en="a value that the option takes")
    return Text.same(f"{option} {values}")


def misunderstood(misused: typer.TyperException, arguments: Sequence[str], language: Language) -> int:
    """C900: a command line that is not one of ours."""
    command = next((word for word in arguments if word in COMMANDS), None)
    wrong = str(getattr(misused, "option_name", "") or "")
    kind = type(misused).__name__
    got = Text.same("yupay " + " ".join(arguments))
    expected = Text(es="una de: ", en="one of: ")
    near: list[str] = []
    if kind == "NoSuchOption":
        got = Text.same(wrong)
        near = list(getattr(misused, "possibilities", None) or [])
        expected = Text(es="una opción de esta orden", en="an option of this command")
    elif kind.startswith("Bad"):
        expected = _taken(misused)
    elif command is None:
        word = next((word for word in arguments if not word.startswith("-")), "")
        near = get_close_matches(word, COMMANDS, n=1, cutoff=0.5)
        listed = ", ".join(COMMANDS)
        expected = Text(es=f"una de: {listed}", en=f"one of: {listed}")
    elif kind == "MissingParameter":
        param = getattr(misused, "param", None)
        lacking = str(getattr(param, "metavar", None) or getattr(param, "name", "") or "")
        expected = Text(es=f"falta {lacking}", en=f"{lacking} is missing")
    else:
        expected = Text(es="un valor que la opción admita", en="a value that the option takes")
    problem = Problem(
        code="C900",
        what=catalogue()["C900"].what,
        where="yupay" if command is None else f"yupay {command}",
        got=got,
        expected=expected,
        hint=Text.same(", ".join(near)) if near else None,
        act=Text.same(f"yupay {command} --help" if command else "yupay --help"),
    )
    Screen(language).write(show_problem(problem, language, Screen(language).width), error=True)
    return MENDABLE
